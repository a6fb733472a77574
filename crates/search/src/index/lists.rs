//! Lists of entries, as far as they are here.

use super::{Hash, Key, LISTS, Need, PART, directory::hash_of};
use crate::bytes::{Reader, Refused};
use alloc::{vec, vec::Vec};

/// The entries that hold a key, newest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    /// How many there are.
    pub(crate) count: u32,
    /// Whether it is the list of the key's first characters alone, which are in so few entries that those with one
    /// more have no lists of their own.
    pub(crate) is_wider: bool,
    /// The newest of them.
    head: Vec<u32>,
    /// The others.
    pub(crate) parts: Vec<Part>,
    /// Whether older entries may hold it that no part names.
    is_cut: bool,
}

/// A part of a list.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Its first entry.
    first: u32,
    /// Its file.
    pub(crate) hash: Hash,
    /// Its entries, once it is here.
    entries: Option<Vec<u32>>,
}

/// The next entry that a list may hold.
enum Next {
    /// It holds this one.
    Entry(u32),
    /// From this one on it is not known: the part of this place is not here.
    Unknown(u32, usize),
    /// From this one on it names none, but may hold any.
    Open(u32),
}

impl List {
    /// Whether all of it is here.
    pub(crate) fn is_whole(&self) -> bool {
        !self.is_cut && self.parts_missing().next().is_none()
    }

    /// The parts that are not here.
    pub(crate) fn parts_missing(&self) -> impl Iterator<Item = Need> {
        self.parts.iter().filter(|part| part.entries.is_none()).map(|part| Need::Part(part.hash))
    }

    /// How many of its parts are here.
    pub(crate) fn parts_here(&self) -> usize {
        self.parts.iter().filter(|part| part.entries.is_some()).count()
    }

    fn next(&self, from: u32) -> Option<Next> {
        if let Some(entry) = first_from(&self.head, from) {
            return Some(Next::Entry(entry));
        }
        let start = self.parts.partition_point(|part| part.first <= from).saturating_sub(1);
        for (place, part) in self.parts.iter().enumerate().skip(start) {
            match &part.entries {
                None => return Some(Next::Unknown(from.max(part.first), place)),
                Some(entries) => {
                    if let Some(entry) = first_from(entries, from) {
                        return Some(Next::Entry(entry));
                    }
                }
            }
        }
        self.is_cut.then(|| Next::Open(from.max(self.head.last().map_or(0, |last| last.saturating_add(1)))))
    }

    /// Of so many entries in a row, the part holds one, about.
    pub(crate) fn one_in(&self, part: usize) -> u32 {
        let rest = self.count.saturating_sub(self.head.len() as u32);
        let each = (rest / self.parts.len().max(1) as u32).max(1);
        let first = |place: usize| self.parts.get(place).map(|part| part.first);
        let reach = first(part + 1).zip(first(part)).map_or(each, |(next, first)| next.saturating_sub(first));
        (reach / each).max(1)
    }

    /// Adds the entries of a part.
    pub(crate) fn add_part(&mut self, hash: Hash, file: &[u8]) -> Result<(), Refused> {
        for part in &mut self.parts {
            if part.hash == hash && part.entries.is_none() {
                let mut entries = Vec::new();
                read_entries(&mut entries, Reader::open(file, PART)?)?;
                if entries.first() != Some(&part.first) {
                    return Err(Refused::Damaged);
                }
                part.entries = Some(entries);
            }
        }
        Ok(())
    }
}

fn first_from(entries: &[u32], from: u32) -> Option<u32> {
    entries.get(entries.partition_point(|entry| *entry < from)).copied()
}

/// The list of a key in a shard, or of as many of its first characters as are not deep; an empty one if no entry
/// holds it.
pub(crate) fn find(shard: &[u8], key: Key) -> Result<List, Refused> {
    let mut found = None;
    each_list(shard, &mut |known, is_deep, list| {
        let is_wider =
            known != key && !is_deep && known.iter().zip(&key).all(|(part, asked)| *part == 0 || part == asked);
        if known == key || is_wider {
            found = Some(List { is_wider, ..list()? });
        }
        Ok(found.is_none() && known <= key)
    })?;
    Ok(found.unwrap_or_default())
}

/// Adds the lists of the sounds between two, both included.
pub(crate) fn find_sounds(shard: &[u8], [kind, first, last, ..]: Key, found: &mut Vec<List>) -> Result<(), Refused> {
    each_list(shard, &mut |known, _, list| {
        let sound = (known[0], known[1]);
        if sound >= (kind, first) && sound <= (kind, last) {
            found.push(list()?);
        }
        Ok(sound <= (kind, last))
    })
}

/// Takes a list's key, whether it is deep, and what reads it; gives whether to go on.
type TakeList<'t> = dyn FnMut(Key, bool, &dyn Fn() -> Result<List, Refused>) -> Result<bool, Refused> + 't;

/// Gives the lists of a shard, in order.
fn each_list(shard: &[u8], take: &mut TakeList) -> Result<(), Refused> {
    let mut bytes = Reader::open(shard, LISTS)?;
    let mut key = Key::default();
    for part in &mut key {
        *part = bytes.number()?;
    }
    while !bytes.is_empty() {
        read_key(&mut bytes, &mut key)?;
        let count = bytes.number()?;
        let flags = bytes.number()?;
        let (mut parts, mut first) = (Vec::new(), 0u32);
        for _ in 0..flags >> 2 {
            first = first.wrapping_add(bytes.number()?);
            parts.push(Part { first, hash: hash_of(&mut bytes)?, entries: None });
        }
        let length = bytes.count()?;
        let content = bytes.take(length)?;
        let list = || {
            let mut head = Vec::new();
            read_entries(&mut head, Reader::over(content))?;
            Ok(List { count, is_wider: false, head, parts: parts.clone(), is_cut: flags & 2 != 0 })
        };
        if !take(key, flags & 1 == 1, &list)? {
            break;
        }
    }
    Ok(())
}

/// A key is written as the place of the first part that differs from the one before, and by how much: nothing follows
/// that place but, after the first, one part.
fn read_key(bytes: &mut Reader, last: &mut Key) -> Result<(), Refused> {
    let place = bytes.number()? as usize;
    for (at, part) in last.iter_mut().enumerate() {
        if at == place {
            *part = part.wrapping_add(bytes.number()?);
        } else if at > place {
            *part = if (at, place) == (1, 0) { bytes.number()? } else { 0 };
        }
    }
    Ok(())
}

/// Each entry is written as its distance from the one before, less one; the first as it is.
pub(super) fn read_entries(entries: &mut Vec<u32>, mut bytes: Reader) -> Result<(), Refused> {
    while !bytes.is_empty() {
        let step = bytes.number()?;
        let next = entries.last().map_or(Some(step), |last| step.checked_add(1)?.checked_add(*last));
        entries.push(next.ok_or(Refused::Damaged)?);
    }
    Ok(())
}

/// The entries that may fulfil a condition.
pub(crate) enum Set<'l> {
    /// Any.
    Everything,
    /// Those of a list.
    List(&'l List),
    /// Those that are in each of these.
    All(Vec<Set<'l>>),
    /// Those that one of these names and that may be in the others.
    Named(Vec<Set<'l>>),
    /// Those that are in one of these.
    Any(Vec<Set<'l>>),
}

/// Parts that are not here and that would tell: a list, and the part's place in it.
pub(crate) type Unknown<'l> = Vec<(&'l List, usize)>;

/// How many lists that may hold an entry do not tell.
pub(crate) type Open = u32;

/// No list names the entry: those after it may be in the set as well.
pub(crate) const NOT_NAMED: Open = u32::MAX;

impl<'l> Set<'l> {
    /// The first entry from `from` on that may be in the set. Adds to `unknown` the parts that would tell whether it is.
    pub(crate) fn next(&self, from: u32, unknown: &mut Unknown<'l>) -> Option<(u32, Open)> {
        match self {
            Set::Everything => Some((from, NOT_NAMED)),
            Set::List(list) => match list.next(from)? {
                Next::Entry(entry) => Some((entry, 0)),
                Next::Unknown(entry, part) => {
                    unknown.push((list, part));
                    Some((entry, NOT_NAMED))
                }
                Next::Open(entry) => Some((entry, NOT_NAMED)),
            },
            Set::All(sets) => in_all(sets, from, unknown),
            Set::Named(sets) => in_all(sets, from, unknown).filter(|(_, open)| *open != NOT_NAMED),
            Set::Any(sets) => in_any(sets, from, unknown),
        }
    }
}

impl<'l> Set<'l> {
    /// All its lists.
    pub(crate) fn lists(&self) -> Vec<&'l List> {
        match self {
            Set::Everything => Vec::new(),
            Set::List(list) => vec![list],
            Set::All(sets) | Set::Named(sets) | Set::Any(sets) => sets.iter().flat_map(Set::lists).collect(),
        }
    }
}

fn in_all<'l>(sets: &[Set<'l>], from: u32, unknown: &mut Unknown<'l>) -> Option<(u32, Open)> {
    let (known, mut at) = (unknown.len(), from);
    'again: loop {
        unknown.truncate(known);
        let (mut is_named, mut all) = (false, 0);
        for set in sets {
            let (entry, open) = set.next(at, unknown)?;
            if entry > at {
                at = entry;
                continue 'again;
            }
            is_named |= open != NOT_NAMED;
            all += if open == NOT_NAMED { 1 } else { open };
        }
        return Some((at, if is_named { all } else { NOT_NAMED }));
    }
}

fn in_any<'l>(sets: &[Set<'l>], from: u32, unknown: &mut Unknown<'l>) -> Option<(u32, Open)> {
    let mut best: Option<(u32, Open, Unknown<'l>)> = None;
    for set in sets {
        let mut of_this = Unknown::new();
        let Some((entry, open)) = set.next(from, &mut of_this) else { continue };
        let is_sure = |open: Open, unknown: &Unknown<'l>| open == 0 && unknown.is_empty();
        best = match best {
            Some(best) if best.0 < entry || (best.0 == entry && is_sure(best.1, &best.2)) => Some(best),
            Some(mut best) if best.0 == entry && !is_sure(open, &of_this) => {
                best.2.append(&mut of_this);
                Some((entry, best.1.min(open), best.2))
            }
            _ => Some((entry, open, of_this)),
        };
    }
    let (entry, open, mut of_best) = best?;
    unknown.append(&mut of_best);
    Some((entry, open))
}
