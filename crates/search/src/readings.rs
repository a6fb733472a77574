//! How characters sound: pinyin without tones, `ü` written `v`, every reading of a character.

use crate::{
    bytes::{Reader, Refused},
    index::FIGURES,
};
use alloc::{boxed::Box, vec, vec::Vec};

/// Kind of the file of readings.
pub(crate) const READINGS: u8 = b'r';

/// The readings of characters.
pub(crate) struct Readings {
    syllables: Vec<Box<str>>,
    /// Sets of readings, each by places in `syllables`, and their first letters as bits.
    sets: Vec<(Vec<u16>, u32)>,
    /// For each character of the basic plane its set, counted from 1; 0 without one.
    by_character: Vec<u16>,
    /// The characters that have readings.
    characters: Vec<char>,
}

/// Places in a term that may be reached, as bits. A longer term is only looked for as it is written.
pub(crate) type Places = u128;
pub(crate) const LONGEST: usize = 127;

impl Readings {
    /// The file: the syllables, the sets, then each character (its step from the one before) and its set.
    pub(crate) fn read(file: &[u8]) -> Result<Self, Refused> {
        let mut bytes = Reader::open(file, READINGS)?;
        let syllables: Vec<Box<str>> = bytes.text()?.split(' ').map(Box::from).collect();
        if syllables.iter().any(|syllable| !is_syllable(syllable)) {
            return Err(Refused::Damaged);
        }
        let mut sets = Vec::new();
        for _ in 0..bytes.count()? {
            let (mut set, mut letters) = (Vec::new(), 0);
            for _ in 0..bytes.count()? {
                let syllable = bytes.number()? as usize;
                letters |= letter_bit(syllables.get(syllable).ok_or(Refused::Damaged)?.as_bytes()[0]);
                set.push(syllable as u16);
            }
            sets.push((set, letters));
        }
        // Syllables are told from figures by their places, and sets are counted from 1.
        if syllables.len() > FIGURES as usize || sets.len() >= usize::from(u16::MAX) {
            return Err(Refused::Damaged);
        }
        let (mut by_character, mut characters, mut code) = (vec![0; 0x10000], Vec::new(), 0);
        while !bytes.is_empty() {
            code += bytes.number()?.min(0x10000);
            let set = bytes.number()? as usize;
            let (Some(place), Some(c), true) =
                (by_character.get_mut(code as usize), char::from_u32(code), set < sets.len())
            else {
                return Err(Refused::Damaged);
            };
            *place = set as u16 + 1;
            characters.push(c);
        }
        Ok(Self { syllables, sets, by_character, characters })
    }

    fn set(&self, c: char) -> Option<&(Vec<u16>, u32)> {
        let set = *self.by_character.get(c as usize)?;
        self.sets.get(usize::from(set).checked_sub(1)?)
    }

    /// The readings of a character.
    pub(crate) fn of(&self, c: char) -> impl Iterator<Item = &str> {
        let set = self.set(c).map_or(&[][..], |(set, _)| set);
        set.iter().map(|syllable| &*self.syllables[usize::from(*syllable)])
    }

    /// The first letters of a character's readings, as bits; of a letter, itself; 0 of anything else.
    pub(crate) fn letters(&self, c: char) -> u32 {
        if c.is_ascii_lowercase() { letter_bit(c as u8) } else { self.set(c).map_or(0, |(_, letters)| *letters) }
    }

    /// All syllables that any character is read.
    pub(crate) fn syllables(&self) -> impl Iterator<Item = &str> {
        self.syllables.iter().map(|syllable| &**syllable)
    }

    /// The places of the first and last syllable that this is, or that begin with it.
    pub(crate) fn places_of_syllables(&self, text: &str, may_go_on: bool) -> Option<(u32, u32)> {
        let first = self.syllables.partition_point(|syllable| **syllable < *text);
        let of_it = self
            .syllables
            .iter()
            .skip(first)
            .take_while(|syllable| if may_go_on { syllable.starts_with(text) } else { ***syllable == *text });
        let last = (first + of_it.count()).checked_sub(1).filter(|last| *last >= first)?;
        Some((first as u32, last as u32))
    }

    /// The places of the syllables that a character is read.
    #[cfg(feature = "publish")]
    pub(crate) fn places_of(&self, c: char) -> &[u16] {
        self.set(c).map_or(&[], |(set, _)| set)
    }

    /// All characters that have readings.
    pub(crate) fn characters(&self) -> &[char] {
        &self.characters
    }

    /// Which places of `term` may follow when the character `c` of a text is read at place `at`:
    /// the character itself, or of a reading all of it, its initial (one letter, or `zh`, `ch`, `sh`),
    /// or, where the term ends within it, its beginning.
    pub(crate) fn after(&self, term: &str, at: usize, c: char) -> Places {
        let Some(rest) = term.get(at..) else { return 0 };
        let mut places = if rest.starts_with(c) { bit(at + c.len_utf8()) } else { 0 };
        let Some(&first) = rest.as_bytes().first() else { return 0 };
        if !first.is_ascii_lowercase() || self.letters(c) & letter_bit(first) == 0 {
            return places;
        }
        for reading in self.of(c) {
            let shared = reading.bytes().zip(rest.bytes()).take_while(|(a, b)| a == b).count();
            if shared == 0 {
                continue;
            }
            places |= bit(at + 1);
            if shared >= 2 && has_long_initial(reading) {
                places |= bit(at + 2);
            }
            if shared == reading.len() || shared == rest.len() {
                places |= bit(at + shared);
            }
        }
        places
    }

    /// Where in `text` the term is first found at or after `from`: start and end.
    pub(crate) fn find(&self, term: &str, text: &str, from: usize) -> Option<(usize, usize)> {
        let first = term.chars().next()?;
        let bits = self.letters(first);
        let mut rest = text.get(from..)?.chars();
        loop {
            let here = rest.as_str();
            let c = rest.next()?;
            let may_start = c == first || (first.is_ascii() && self.letters(c) & bits != 0);
            if may_start && let Some(length) = self.length(term, here) {
                let start = text.len() - here.len();
                return Some((start, start + length));
            }
        }
    }

    /// The length of the shortest beginning of `text` that is the term.
    fn length(&self, term: &str, text: &str) -> Option<usize> {
        let mut places: Places = 1;
        for (at, c) in text.char_indices() {
            let mut next = 0;
            for place in places_in(places) {
                next |= self.after(term, place, c);
            }
            if next & bit(term.len()) != 0 {
                return Some(at + c.len_utf8());
            }
            if next == 0 {
                return None;
            }
            places = next;
        }
        None
    }
}

pub(crate) fn bit(place: usize) -> Places {
    1 << place
}

/// The places, the first one first.
pub(crate) fn places_in(mut places: Places) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let place = places.trailing_zeros() as usize;
        (places != 0).then(|| {
            places &= places - 1;
            place
        })
    })
}

pub(crate) fn has_long_initial(syllable: &str) -> bool {
    matches!(syllable.as_bytes(), [b'z' | b'c' | b's', b'h', ..])
}

fn is_syllable(text: &str) -> bool {
    !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn letter_bit(letter: u8) -> u32 {
    1 << (letter & 31)
}

/// Whether a term may be pinyin.
pub(crate) fn may_sound(term: &str) -> bool {
    term.len() <= LONGEST && term.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Makes the file of readings.
#[cfg(feature = "publish")]
pub(crate) fn write(characters: impl Iterator<Item = (char, Vec<String>)>) -> Vec<u8> {
    use crate::bytes::write;
    use std::collections::{BTreeMap, BTreeSet};
    let characters: BTreeMap<char, BTreeSet<String>> = characters
        .filter(|(c, _)| (*c as u32) < 0x10000)
        .map(|(c, readings)| {
            (c, readings.into_iter().map(|text| text.replace('ü', "v")).filter(|text| is_syllable(text)).collect())
        })
        .filter(|(_, readings): &(char, BTreeSet<String>)| !readings.is_empty())
        .collect();
    let syllables: BTreeSet<&String> = characters.values().flatten().collect();
    let place = |syllable: &String| syllables.range::<&String, _>(..syllable).count() as u32;
    let mut uses: BTreeMap<&BTreeSet<String>, u32> = BTreeMap::new();
    for set in characters.values() {
        *uses.entry(set).or_default() += 1;
    }
    let mut sets: Vec<(&BTreeSet<String>, u32)> = uses.into_iter().collect();
    sets.sort_by_key(|(_, uses)| core::cmp::Reverse(*uses));
    let mut file = write::head(READINGS);
    let all: Vec<&str> =
        if syllables.is_empty() { vec!["a"] } else { syllables.iter().map(|it| it.as_str()).collect() };
    write::text(&mut file, &all.join(" "));
    write::number(&mut file, sets.len() as u32);
    for (set, _) in &sets {
        write::number(&mut file, set.len() as u32);
        for syllable in *set {
            write::number(&mut file, place(syllable));
        }
    }
    let mut last = 0;
    for (c, readings) in &characters {
        write::number(&mut file, *c as u32 - last);
        last = *c as u32;
        write::number(&mut file, sets.iter().position(|(set, _)| *set == readings).unwrap_or_default() as u32);
    }
    file
}
