//! From pinyin to the words it may mean.

use std::rc::Rc;

use super::{NO_LETTER, Need, WORDS, answer::Index};
use crate::{
    bytes::{Reader, Refused},
    readings::{Readings, bit, has_long_initial},
};

/// What a term with Latin letters may mean.
pub(crate) enum Meaning {
    /// These words, as far as the shards that are here tell.
    Words(Vec<String>),
    /// More words than are worth a list each.
    Many,
}

/// Words that are looked for one by one; more are looked for entry by entry.
const MOST_WORDS: usize = 24;
/// Single characters that are looked for one by one.
const MOST_SINGLE: usize = 6;
/// Steps of the search for words before it is given up.
const MOST_STEPS: usize = 2_000;
/// Shards asked for at once.
const MOST_SHARDS: usize = 8;

/// Finds the words.
pub(crate) struct Listener<'i> {
    index: &'i Index,
    readings: &'i Readings,
    term: &'i str,
    words: Vec<String>,
    /// The entries that hold them, at most.
    weight: u32,
    steps: usize,
    groups: Vec<(u32, Rc<[Pair]>)>,
    pub(crate) needs: Vec<Need>,
}

impl<'i> Listener<'i> {
    pub(crate) fn new(index: &'i Index, readings: &'i Readings, term: &'i str) -> Self {
        Self { index, readings, term, words: Vec::new(), weight: 0, steps: 0, groups: Vec::new(), needs: Vec::new() }
    }

    /// What the term may mean. Words are missing while shards are [needed](Listener::needs).
    pub(crate) fn meaning(&mut self) -> Result<Meaning, Refused> {
        for c in self.readings.characters() {
            if self.readings.after(self.term, 0, *c) & bit(self.term.len()) != 0 {
                self.words.push(c.to_string());
            }
        }
        if self.term.chars().count() == 1 {
            self.words.push(self.term.to_owned());
        }
        if self.words.len() > MOST_SINGLE {
            return Ok(Meaning::Many);
        }
        self.expect();
        for place in self.places_after(0) {
            self.follow("", 0, place, u32::MAX)?;
        }
        let many = self.words.len() > MOST_WORDS
            || self.steps > MOST_STEPS
            || u64::from(self.weight) * 64 > u64::from(self.index.directory().entries);
        Ok(if many { Meaning::Many } else { Meaning::Words(std::mem::take(&mut self.words)) })
    }

    /// Asks at once for the shards of all pairs that the letters allow: one after the other would be a round each.
    fn expect(&mut self) {
        let mut places = vec![0];
        let mut done = 0;
        while let Some(from) = places.get(done).copied() {
            done += 1;
            for place in self.places_after(from) {
                if !self.may_begin(place) {
                    continue;
                }
                if !places.contains(&place) {
                    places.push(place);
                }
                let need = self.index.directory().words_with(self.group(from, place));
                let is_new = |need: &Need| self.index.file(need).is_none() && !self.needs.contains(need);
                let need = need.filter(is_new).filter(|_| self.needs.len() < MOST_SHARDS);
                self.needs.extend(need);
            }
        }
    }

    /// Where the next character may begin after one that begins here.
    fn places_after(&self, from: usize) -> Vec<usize> {
        let rest = self.term.get(from..).unwrap_or_default();
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let mut places = vec![from + first];
        if has_long_initial(rest) {
            places.push(from + 2);
        }
        for syllable in self.readings.syllables() {
            let place = from + syllable.len();
            if rest.starts_with(syllable) && !places.contains(&place) {
                places.push(place);
            }
        }
        places.retain(|place| *place < self.term.len());
        places
    }

    /// Whether a syllable may begin here: none begins with `i`, `u` or `v`, which are then most likely no letters of
    /// their own.
    fn may_begin(&self, place: usize) -> bool {
        self.term.get(place..).is_some_and(|rest| !rest.starts_with(['i', 'u', 'v']))
    }

    /// The group of the pairs whose characters begin at these places.
    fn group(&self, first: usize, second: usize) -> u32 {
        self.class_at(first) * 32 + self.class_at(second)
    }

    /// Adds a character to a word: `known` is the word so far. With none, the first two are found at once:
    /// the second one begins at `place`.
    fn follow(&mut self, known: &str, from: usize, place: usize, weight: u32) -> Result<(), Refused> {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.words.len() > MOST_WORDS {
            return Ok(());
        }
        let pairs = self.pairs(self.group(from, place))?;
        let (start, end) = match known.chars().next_back() {
            Some(last) => (pairs.partition_point(|pair| pair.0 < last), pairs.partition_point(|pair| pair.0 <= last)),
            None => (0, pairs.len()),
        };
        for (first, second, count) in pairs.get(start..end).unwrap_or_default().iter().copied() {
            if known.is_empty() && self.readings.after(self.term, from, first) & bit(place) == 0 {
                continue;
            }
            let mut word = if known.is_empty() { first.to_string() } else { known.to_owned() };
            word.push(second);
            let weight = weight.min(count);
            let mut places = self.readings.after(self.term, place, second);
            while places != 0 {
                let next = places.trailing_zeros() as usize;
                places &= places - 1;
                if next < self.term.len() {
                    self.follow(&word, place, next, weight)?;
                } else if !self.words.contains(&word) {
                    self.weight = self.weight.saturating_add(weight);
                    self.words.push(word.clone());
                }
            }
        }
        Ok(())
    }

    /// The pairs of a group, by first character; none while their shard is not here.
    fn pairs(&mut self, group: u32) -> Result<Rc<[Pair]>, Refused> {
        if let Some((_, pairs)) = self.groups.iter().find(|(known, _)| *known == group) {
            return Ok(Rc::clone(pairs));
        }
        let mut pairs = Vec::new();
        if let Some(need) = self.index.directory().words_with(group) {
            match self.index.file(&need) {
                Some(shard) => pairs = pairs_of(shard, group)?,
                None if self.needs.contains(&need) => {}
                None => self.needs.push(need),
            }
        }
        let pairs: Rc<[Pair]> = pairs.into();
        self.groups.push((group, Rc::clone(&pairs)));
        Ok(pairs)
    }

    /// The class under which the pairs that begin with a character are found.
    fn class_of(&self, c: char) -> u32 {
        class_of(self.readings.letters(c))
    }

    fn class_at(&self, place: usize) -> u32 {
        self.term.get(place..).and_then(|rest| rest.chars().next()).map_or(NO_LETTER, |c| self.class_of(c))
    }
}

/// A pair is listed under each letter; one is enough to find it.
fn class_of(letters: u32) -> u32 {
    if letters == 0 { NO_LETTER } else { letters.trailing_zeros() }
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
    let (mut pairs, mut bytes, mut first, mut second) = (Vec::new(), Reader::over(content), 0u32, 0u32);
    while !bytes.is_empty() {
        let step = bytes.number()?;
        first = first.wrapping_add(step);
        let next = bytes.number()?;
        second = if step == 0 { second.wrapping_add(next) } else { next };
        match (char::from_u32(first), char::from_u32(second)) {
            (Some(first), Some(second)) => pairs.push((first, second, bytes.number()?)),
            _ => return Err(Refused::Damaged),
        }
    }
    Ok(pairs)
}
