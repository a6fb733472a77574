//! What only the publisher needs: all that is known of characters, and the files that say of it what
//! one site needs.
//!
//! `traditional.txt` holds the pairs of the Open Chinese Convert dictionary `TSCharacters` (Apache-2.0)
//! whose simplified character is in GB 2312 (the first, where it lists several), and a few of those it
//! converts only within words (`答覆`, `憑藉`): for finding, one form too many does no harm.
//! `compatible.txt` holds Unicode's unified equivalents of CJK radicals and its decompositions of CJK
//! compatibility ideographs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{
    Characters,
    bytes::write,
    characters::PAIRS,
    fold::{Folded, Table},
    readings,
};

/// Everything that is known of characters, and of the characters that a site's texts hold.
#[derive(Clone, Debug)]
pub struct Lore {
    characters: Characters,
    pairs: BTreeMap<char, char>,
    used: BTreeSet<char>,
}

impl Lore {
    /// All pairs; no text yet.
    #[must_use]
    pub fn new() -> Self {
        let mut pairs: BTreeMap<char, char> = pairs_of(include_str!("traditional.txt")).collect();
        let plain = Characters::plain().table;
        for (c, becomes) in pairs_of(include_str!("compatible.txt")) {
            // What it becomes may be a traditional character, or 零.
            let simplified = *pairs.get(&becomes).unwrap_or(&becomes);
            if let Folded::One(folded) = plain.fold(simplified) {
                pairs.insert(c, folded);
            }
        }
        let codes: Vec<(u16, u16)> = pairs.iter().map(|(c, becomes)| (*c as u16, *becomes as u16)).collect();
        let characters = Characters { table: Arc::new(Table::new(&codes)), readings: None };
        Self { characters, pairs, used: BTreeSet::new() }
    }

    /// What is known with all pairs, without readings.
    #[must_use]
    pub fn characters(&self) -> Characters {
        self.characters.clone()
    }

    /// Takes note of the characters of a text of the site.
    pub fn note(&mut self, text: &str) {
        self.used.extend(self.characters.normalise(text).text.chars());
    }

    /// The characters that occur in the normalised texts.
    #[must_use]
    pub fn used(&self) -> &BTreeSet<char> {
        &self.used
    }

    /// The file of pairs for the site.
    #[must_use]
    pub fn pairs_file(&self) -> Vec<u8> {
        let mut file = write::head(PAIRS);
        let (mut from, mut to) = (0, 0);
        for (c, becomes) in &self.pairs {
            // 号 makes a document number, so that it decides where a query is split.
            if self.used.contains(becomes) || *becomes == '号' {
                write::step(&mut file, &mut from, *c as u32);
                write::step(&mut file, &mut to, *becomes as u32);
            }
        }
        file
    }

    /// The file of readings for the site; `readings` gives those of a character, `ü` as it is or as `v`.
    #[must_use]
    pub fn readings_file(&self, readings: impl Fn(char) -> Vec<String>) -> Vec<u8> {
        readings::write(self.used.iter().map(|c| (*c, readings(*c))))
    }
}

impl Default for Lore {
    fn default() -> Self {
        Self::new()
    }
}

/// A character and what it becomes, a character and what it becomes…
fn pairs_of(text: &str) -> impl Iterator<Item = (char, char)> {
    text.split_whitespace().filter_map(|pair| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    })
}
