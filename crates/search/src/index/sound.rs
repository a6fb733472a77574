//! From pinyin to the words it may mean.

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    sync::Arc,
    vec,
    vec::Vec,
};
use core::mem::take;

use super::{
    Key, Need, WORDS,
    answer::Index,
    group_of, length_of,
    ways::{NO_WAY, Ways, last_in},
};
use crate::{
    bytes::{Reader, Refused},
    order::{key, sorted, third},
    readings::{Places, bit, places_in},
};

/// What a term with Latin letters may mean.
pub(crate) enum Meaning {
    /// These words, as far as the shards that are here tell, or longer ones in the entries that all lists of a row name:
    /// those are too many to be looked up one by one.
    Words(Vec<String>, Vec<Vec<Key>>),
    /// More than lists would tell.
    Anything,
}

/// What of all that a term may mean is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hearing {
    /// What it most likely means, where lists of its sounds name it.
    Likely,
    /// Words of frequent neighbours that it may mean.
    Frequent,
    /// As [`Hearing::Likely`], of the ways to read it for which there was no room then.
    LessLikely,
    /// All of it, but for words that very many entries hold, which are mostly found without their lists.
    Usual,
    /// All of it.
    Common,
}

/// Words that are looked for one by one; more are looked for entry by entry.
const MOST_WORDS: usize = 24;
/// Ways to read a term that are looked for one by one.
const MOST_WAYS: usize = 12;
/// Single characters that are looked for one by one.
const MOST_SINGLE: usize = 6;
/// Steps of the search for words before it is given up.
const MOST_STEPS: usize = 2_000;
/// Shards asked for at once.
const MOST_SHARDS: usize = 12;

/// Finds the words.
pub(crate) struct Listener<'i> {
    index: &'i Index,
    ways: &'i Ways<'i>,
    words: Vec<String>,
    /// The entries that hold them, at most.
    weight: u32,
    steps: usize,
    /// Whether words of two characters are enough.
    is_short: bool,
    /// Entries that hold two neighbours of a word, at least.
    least: u32,
    /// Characters that follow at each place, at least.
    left: Vec<u32>,
    groups: Vec<(u32, Arc<[Pair]>)>,
    /// Where the next character may begin after two that begin at these places.
    after_pairs: Vec<((usize, usize), Places)>,
    hearing: Hearing,
    pub(crate) needs: Vec<Need>,
}

impl<'i> Listener<'i> {
    pub(crate) fn new(index: &'i Index, ways: &'i Ways, hearing: Hearing) -> Self {
        Self {
            index,
            ways,
            words: Vec::new(),
            weight: 0,
            steps: 0,
            is_short: true,
            least: 0,
            left: ways.characters_left(),
            groups: Vec::new(),
            after_pairs: Vec::new(),
            hearing,
            needs: Vec::new(),
        }
    }

    /// What the term may mean. Words are missing while shards are [needed](Listener::needs).
    pub(crate) fn meaning(&mut self) -> Result<Meaning, Refused> {
        let Ways { term, readings, .. } = self.ways;
        for c in readings.characters() {
            if readings.after(term, 0, *c) & bit(term.len()) != 0 {
                self.words.push(c.to_string());
            }
        }
        if length_of(term) == 1 {
            self.words.push((*term).to_owned());
        }
        if self.words.len() > MOST_SINGLE {
            return Ok(Meaning::Anything);
        }
        self.expect();
        if self.are_too_many()? {
            return Ok(Meaning::Anything);
        }
        let short = self.words.len();
        self.is_short = false;
        if !self.are_too_many()? {
            return Ok(Meaning::Words(take(&mut self.words), Vec::new()));
        }
        self.words.truncate(short);
        let sounds = self.sounds()?;
        Ok(sounds.map_or(Meaning::Anything, |sounds| Meaning::Words(take(&mut self.words), sounds)))
    }

    /// The words of the fewest characters that the term may mean and of whose neighbours so many entries hold each two, with the
    /// place of the rarest two. None where they are too many, and while shards are [needed](Listener::needs).
    pub(crate) fn frequent(&mut self, least: u32) -> Result<Option<Vec<(String, usize)>>, Refused> {
        (self.is_short, self.least, self.steps) = (false, least, 0);
        self.follow_all()?;
        let words = take(&mut self.words);
        let are_known = self.needs.is_empty() && words.len() <= MOST_WORDS && self.steps <= MOST_STEPS;
        let with_place = |word: String| {
            let place = self.rarest_place(&word);
            (word, place)
        };
        Ok(are_known.then(|| words.into_iter().map(with_place).collect()))
    }

    /// Where the two neighbours of a word begin that the fewest entries hold.
    fn rarest_place(&self, word: &str) -> usize {
        let pairs = || self.groups.iter().flat_map(|(_, pairs)| pairs.iter());
        let count = |(first, second)| pairs().find(|pair| (pair.0, pair.1) == (first, second)).map_or(0, |pair| pair.2);
        let counts = word.chars().zip(word.chars().skip(1)).map(count);
        (0..).zip(counts).min_by_key(|(_, count)| *count).map_or(0, |(place, _)| place)
    }

    /// Whether a character may begin at a place after one that begins at another.
    fn may_follow(&self, from: usize, place: usize) -> bool {
        let left = |place: usize| self.left.get(place).copied().unwrap_or_default();
        self.hearing != Hearing::Frequent || left(place) + 1 == left(from)
    }

    /// Finds words; whether there are too many, or so many entries hold them that those are found without lists.
    fn are_too_many(&mut self) -> Result<bool, Refused> {
        self.follow_all()?;
        let is_common = u64::from(self.weight) * 64 > u64::from(self.index.directory().entries);
        let is_left_out = is_common && self.hearing != Hearing::Common;
        Ok(self.words.len() > MOST_WORDS || self.steps > MOST_STEPS || is_left_out)
    }

    /// Asks at once for the shards of all pairs that lead through the term: one after the other would be a round each.
    /// Those on ways of few characters come first: they are what is most likely meant.
    pub(crate) fn expect(&mut self) {
        let left = &self.left;
        let (mut reached, mut keys) = (vec![0], Vec::new());
        reached.resize(left.len(), NO_WAY);
        for from in 0..left.len() {
            for place in places_in(self.ways.next(from)).filter(|place| self.may_follow(from, *place)) {
                let characters = reached[from] + 1;
                let rest = if self.ways.may_begin(place) { left[place] } else { NO_WAY / 2 };
                if characters + rest < NO_WAY {
                    reached[place] = reached[place].min(characters);
                    keys.push(key(characters + rest, 0, self.group(from, place)));
                }
            }
        }
        for group in sorted(keys).into_iter().map(third) {
            let need = self.index.directory().words_with(group);
            let is_new = |need: &Need| self.index.file(need).is_none() && !self.needs.contains(need);
            let need = need.filter(is_new).filter(|_| self.needs.len() < MOST_SHARDS);
            self.needs.extend(need);
        }
    }

    /// The group of the pairs whose characters begin at these places.
    fn group(&self, first: usize, second: usize) -> u32 {
        group_of(self.ways.class_at(first), self.ways.class_at(second))
    }

    /// Finds words, whichever place their second character begins at.
    fn follow_all(&mut self) -> Result<(), Refused> {
        for place in places_in(self.ways.next(0)) {
            self.follow("", 0, place, u32::MAX)?;
        }
        Ok(())
    }

    /// Adds a character to a word: `known` is the word so far. With none, the first two are found at once:
    /// the second one begins at `place`.
    fn follow(&mut self, known: &str, from: usize, place: usize, weight: u32) -> Result<(), Refused> {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.words.len() > MOST_WORDS || !self.may_follow(from, place) {
            return Ok(());
        }
        let pairs = self.pairs(self.group(from, place))?;
        let (start, end) = match known.chars().next_back() {
            Some(last) => (pairs.partition_point(|pair| pair.0 < last), pairs.partition_point(|pair| pair.0 <= last)),
            None => (0, pairs.len()),
        };
        for (first, second, count) in pairs.get(start..end).unwrap_or_default().iter().copied() {
            if count < self.least || known.is_empty() && self.ways.after(from, first) & bit(place) == 0 {
                continue;
            }
            let mut word = if known.is_empty() { first.to_string() } else { known.to_owned() };
            word.push(second);
            let weight = weight.min(count);
            for next in places_in(self.ways.after(place, second)) {
                if next < self.ways.term.len() {
                    if !self.is_short {
                        self.follow(&word, place, next, weight)?;
                    }
                } else if !self.words.contains(&word) {
                    self.weight = self.weight.saturating_add(weight);
                    self.words.push(word.clone());
                }
            }
        }
        Ok(())
    }

    /// The lists of sounds of each way to read the term as three characters or more; none where the ways are too many.
    fn sounds(&mut self) -> Result<Option<Vec<Vec<Key>>>, Refused> {
        let mut ways: Vec<Places> = places_in(self.ways.next(0)).map(|place| bit(0) | bit(place)).collect();
        let mut rows = Vec::new();
        while let Some(way) = ways.pop() {
            let place = last_in(way);
            for next in places_in(self.places_of_pairs(last_in(way ^ bit(place)), place)?) {
                if next < self.ways.term.len() {
                    ways.push(way | bit(next));
                } else if way.count_ones() > 2 {
                    rows.push(self.ways.lists_of(way, false));
                }
            }
            if rows.len() > MOST_WAYS || ways.len() > MOST_STEPS {
                return Ok(None);
            }
        }
        Ok(Some(rows))
    }

    /// Where the character after a pair may begin, if the pair's characters begin at these places.
    fn places_of_pairs(&mut self, from: usize, place: usize) -> Result<Places, Refused> {
        if let Some((_, known)) = self.after_pairs.iter().find(|(known, _)| *known == (from, place)) {
            return Ok(*known);
        }
        let pairs = self.pairs(self.group(from, place))?;
        let fitting = pairs.iter().filter(|pair| self.ways.after(from, pair.0) & bit(place) != 0);
        let places = fitting.fold(0, |places, pair| places | self.ways.after(place, pair.1));
        self.after_pairs.push(((from, place), places));
        Ok(places)
    }

    /// The pairs of a group, by first character; none while their shard is not here.
    fn pairs(&mut self, group: u32) -> Result<Arc<[Pair]>, Refused> {
        if let Some((_, pairs)) = self.groups.iter().find(|(known, _)| *known == group) {
            return Ok(Arc::clone(pairs));
        }
        let mut pairs = Vec::new();
        if let Some(need) = self.index.directory().words_with(group) {
            match self.index.file(&need) {
                Some(shard) => pairs = pairs_of(shard, group)?,
                None if self.needs.contains(&need) => {}
                None => self.needs.push(need),
            }
        }
        let pairs: Arc<[Pair]> = pairs.into();
        self.groups.push((group, Arc::clone(&pairs)));
        Ok(pairs)
    }
}

/// First character, second character, how many entries hold them.
type Pair = (char, char, u32);

fn pairs_of(shard: &[u8], wanted: u32) -> Result<Vec<Pair>, Refused> {
    let mut bytes = Reader::open(shard, WORDS)?;
    let mut group = 0u32;
    while !bytes.is_empty() {
        group = group.wrapping_add(bytes.number()?);
        let length = bytes.count()?;
        let content = bytes.take(length)?;
        if group == wanted {
            return read_pairs(content);
        }
    }
    Ok(Vec::new())
}

fn read_pairs(content: &[u8]) -> Result<Vec<Pair>, Refused> {
    let (mut pairs, mut bytes, mut last) = (Vec::new(), Reader::over(content), [0; 2]);
    while !bytes.is_empty() {
        last = read_two(&mut bytes, last)?;
        let [first, second] = last;
        match (char::from_u32(first), char::from_u32(second)) {
            (Some(first), Some(second)) => pairs.push((first, second, bytes.number()?)),
            _ => return Err(Refused::Damaged),
        }
    }
    Ok(pairs)
}

/// Two characters are written as their distance from the two before: the second as it is where the first is another.
fn read_two(bytes: &mut Reader, [first, second]: [u32; 2]) -> Result<[u32; 2], Refused> {
    let (step, next) = (bytes.number()?, bytes.number()?);
    Ok([first.wrapping_add(step), if step == 0 { second.wrapping_add(next) } else { next }])
}
