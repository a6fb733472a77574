//! Lists of entries, and what they say together.

use super::{Hash, Key, LISTS, PART, directory::hash_of};
use crate::bytes::{Reader, Refused};

/// The entries that hold a key, newest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    /// How many there are.
    pub(crate) count: u32,
    /// The newest of them, as far as they are here.
    pub(crate) entries: Vec<u32>,
    /// The parts with the others, next one first.
    pub(crate) parts: Vec<Hash>,
}

/// The list of a key in a shard; an empty one if it is not there.
pub(crate) fn find(shard: &[u8], key: Key) -> Result<List, Refused> {
    let mut bytes = Reader::open(shard, LISTS)?;
    let mut last = (0u32, 0u32);
    while !bytes.is_empty() {
        let step = bytes.number()?;
        let second = bytes.number()?;
        last = (last.0.wrapping_add(step), if step == 0 { last.1.wrapping_add(second) } else { second });
        let count = bytes.number()?;
        let mut parts = Vec::new();
        for _ in 0..bytes.count()? {
            parts.push(hash_of(&mut bytes)?);
        }
        let length = bytes.count()?;
        let content = bytes.take(length)?;
        if last == key {
            let mut list = List { count, entries: Vec::new(), parts };
            read_entries(&mut list.entries, content)?;
            return Ok(list);
        }
        if last > key {
            break;
        }
    }
    Ok(List::default())
}

/// Adds the entries of a part.
pub(crate) fn add_part(list: &mut List, file: &[u8]) -> Result<(), Refused> {
    let mut bytes = Reader::open(file, PART)?;
    let length = bytes.count()?;
    read_entries(&mut list.entries, bytes.take(length)?)
}

/// Each entry is written as its distance from the one before, less one; the first as it is.
fn read_entries(entries: &mut Vec<u32>, content: &[u8]) -> Result<(), Refused> {
    let mut bytes = Reader::over(content);
    while !bytes.is_empty() {
        let step = bytes.number()?;
        let next = entries.last().map_or(Some(step), |last| step.checked_add(1)?.checked_add(*last));
        entries.push(next.ok_or(Refused::Damaged)?);
    }
    Ok(())
}

/// The entries that may be meant: before `horizon` those listed, from there on any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Set {
    pub(crate) entries: Vec<u32>,
    pub(crate) horizon: u32,
}

impl Set {
    /// Any entry.
    pub(crate) const ALL: Set = Set { entries: Vec::new(), horizon: 0 };
    /// No entry.
    pub(crate) const NONE: Set = Set { entries: Vec::new(), horizon: u32::MAX };

    pub(crate) fn of(list: &List) -> Set {
        let horizon = if list.parts.is_empty() { u32::MAX } else { list.entries.last().map_or(0, |last| last + 1) };
        Set { entries: list.entries.clone(), horizon }
    }

    /// What may be in both.
    pub(crate) fn and(&self, other: &Set) -> Set {
        self.merged(other, self.horizon.max(other.horizon), |in_this, in_other, entry| {
            (in_this || entry >= self.horizon) && (in_other || entry >= other.horizon)
        })
    }

    /// What may be in either.
    pub(crate) fn or(&self, other: &Set) -> Set {
        let horizon = self.horizon.min(other.horizon);
        self.merged(other, horizon, |_, _, entry| entry < horizon)
    }

    fn merged(&self, other: &Set, horizon: u32, keeps: impl Fn(bool, bool, u32) -> bool) -> Set {
        let (mut these, mut others) =
            (self.entries.iter().copied().peekable(), other.entries.iter().copied().peekable());
        let mut entries = Vec::new();
        loop {
            let entry = match (these.peek(), others.peek()) {
                (Some(a), Some(b)) => *a.min(b),
                (Some(a), None) => *a,
                (None, Some(b)) => *b,
                (None, None) => break,
            };
            let in_this = these.next_if_eq(&entry).is_some();
            let in_other = others.next_if_eq(&entry).is_some();
            if keeps(in_this, in_other, entry) {
                entries.push(entry);
            }
        }
        Set { entries, horizon }
    }
}
