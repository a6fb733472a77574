//! The ways to read a term with Latin letters, one character after the other.

use super::{
    Key, NO_LETTER, SOUND, is_no_initial, key_of, place_of_figure, sound_of_letters, sound_of_syllables, with_figures,
};
use crate::readings::{LONGEST, Places, Readings, bit, has_long_initial, places_in};
use alloc::{vec, vec::Vec};

/// A term and how it may be read. A way is the places where its characters begin.
pub(crate) struct Ways<'w> {
    pub(crate) term: &'w str,
    pub(crate) readings: &'w Readings,
    /// For each place where the next character may begin after one that begins there.
    next: Vec<Places>,
}

/// More characters than any way has.
pub(crate) const NO_WAY: u32 = 1_000;
/// Ways of the fewest characters that are looked for.
const MOST_LIKELY: usize = 6;
/// Ways that are looked at before there are too many.
const MOST_BEGUN: usize = 200;

impl<'w> Ways<'w> {
    pub(crate) fn new(readings: &'w Readings, term: &'w str) -> Self {
        Self { term, readings, next: (0..term.len()).map(|from| places_after(readings, term, from)).collect() }
    }

    /// Where the next character may begin after one that begins here, before the end.
    pub(crate) fn next(&self, from: usize) -> Places {
        self.next.get(from).copied().unwrap_or_default()
    }

    /// Where the next character may begin after this one.
    pub(crate) fn after(&self, place: usize, c: char) -> Places {
        self.readings.after(self.term, place, c)
    }

    /// The likeliest ways, with their rank: 0, of the fewest characters, or each letter one; 1, of one character more in
    /// which each is a whole syllable (`guan` may be `gu'an`), or each letter one; 2, of one more that leaves a letter
    /// over (`guang` may be `guan g`). None where they are too many.
    pub(crate) fn likely(&self) -> Vec<(usize, Places)> {
        let left = self.characters_left();
        let least = left.first().copied().unwrap_or(NO_WAY);
        let initials = self.all_places();
        if least == 1 || self.is_of_initials(least) {
            return if self.may_be_initials() { vec![(0, initials)] } else { Vec::new() };
        }
        let (mut ways, mut begun) = (Vec::new(), vec![(0, bit(0))]);
        let (mut fewest, mut is_letter_left) = (0, true);
        while let Some((rank, way)) = begun.pop() {
            let place = last_in(way);
            if left[place] == 1 && (rank == 0 || self.is_whole(way)) {
                let ends_in_a_letter = place + 1 == self.term.len();
                fewest += usize::from(rank == 0);
                is_letter_left &= rank > 0 || !ends_in_a_letter;
                ways.push((rank + usize::from(rank > 0 && ends_in_a_letter), way));
            }
            for next in places_in(self.next(place)).filter(|next| self.may_begin(*next)) {
                if left[next] + 1 == left[place] {
                    begun.push((rank, way | bit(next)));
                } else if left[next] == left[place] && rank == 0 {
                    begun.push((1, way | bit(next)));
                }
            }
            if fewest > MOST_LIKELY || begun.len() + ways.len() > MOST_BEGUN {
                return Vec::new();
            }
        }
        // Where the fewest end in a letter as well, it is none that is left over.
        ways.iter_mut().for_each(|(rank, _)| *rank -= usize::from(*rank == 2 && !is_letter_left));
        if self.may_be_initials() && least as usize * 2 >= self.term.len() && !ways.contains(&(0, initials)) {
            ways.push((1, initials));
        }
        ways
    }

    /// Whether all but the last character are whole syllables or figures.
    fn is_whole(&self, way: Places) -> bool {
        let places: Vec<usize> = places_in(way).collect();
        let mut all = places.iter().zip(places.iter().skip(1));
        all.all(|(from, to)| !self.is_letter(*from, *to) && self.syllables_at(*from, *to).is_some())
    }

    /// Whether each letter most likely is a character, though some and the next one may be a syllable or `sh`: where
    /// there are at least two characters for three letters, and more where the letters are few.
    fn is_of_initials(&self, least: u32) -> bool {
        let figures = self.term.bytes().filter(u8::is_ascii_digit).count();
        let letters = self.term.len() - figures;
        let most = letters * 2 + usize::from(letters < 6);
        self.may_be_initials() && (least as usize).saturating_sub(figures) * 3 >= most
    }

    /// Whether a character may begin at every letter.
    fn may_be_initials(&self) -> bool {
        self.term.is_ascii() && self.term.len() > 1 && places_in(self.all_places()).all(|place| self.may_begin(place))
    }

    /// Every place of the term.
    fn all_places(&self) -> Places {
        bit(self.term.len()) - 1
    }

    /// For each place how many characters follow at least, if one begins there.
    pub(crate) fn characters_left(&self) -> Vec<u32> {
        let mut left = vec![NO_WAY; self.next.len()];
        for (place, next) in self.next.iter().enumerate().rev() {
            let rest = self.term.get(place..).unwrap_or_default();
            let is_last = *next == 0 || self.readings.syllables().any(|syllable| syllable.starts_with(rest));
            let next = places_in(*next).filter(|next| self.may_begin(*next)).map(|next| left[next] + 1);
            left[place] = if is_last { 1 } else { next.min().unwrap_or(NO_WAY) };
        }
        left
    }

    /// Whether a syllable may begin here.
    pub(crate) fn may_begin(&self, place: usize) -> bool {
        !is_no_initial(self.class_at(place))
    }

    /// The class of a character that begins here.
    pub(crate) fn class_at(&self, place: usize) -> u32 {
        let first = self.term.get(place..).and_then(|rest| rest.chars().next());
        // What begins with several letters is listed under each; one is enough to find it.
        let letters = first.map_or(0, |c| self.readings.letters(c));
        if letters == 0 { NO_LETTER } else { letters.trailing_zeros() }
    }

    /// The lists of sounds that an entry is in which is read this way; of a guess, most likely. Those that together say most
    /// come first.
    pub(crate) fn lists_of(&self, way: Places, is_guess: bool) -> Vec<Key> {
        let places: Vec<usize> = places_in(way).collect();
        let letters: Vec<u32> = places.iter().map(|place| self.class_or_figure(*place)).collect();
        // All lists that begin with them where there are fewer than four.
        let first = |rest: u32| sound_of_letters(core::array::from_fn(|at| letters.get(at).copied().unwrap_or(rest)));
        let mut keys = vec![key_of(SOUND, first(0), first(63))];
        keys.extend(letters.last_chunk().filter(|_| letters.len() > 4).map(key_of_four));
        keys.extend(self.lists_of_pairs(way, is_guess));
        if keys.len() == 2 && letters.len() > 5 {
            keys.extend(letters.get((letters.len() - 4) / 2..).and_then(<[u32]>::first_chunk).map(key_of_four));
        }
        keys
    }

    /// Those of them for two neighbours. Two letters beside each other are initials, and one may stand for itself, which is
    /// no syllable: only a guess takes it for one.
    pub(crate) fn lists_of_pairs(&self, way: Places, is_guess: bool) -> Vec<Key> {
        let places: Vec<usize> = places_in(way).collect();
        let (mut keys, mut before) = (Vec::new(), None);
        for (at, from) in (1..).zip(&places) {
            let to = places.get(at).copied().unwrap_or(self.term.len());
            let here = self.syllables_at(*from, to).map(|syllables| (syllables, self.is_letter(*from, to)));
            if let (Some((before, was_letter)), Some(((first, last), is_letter))) = (before, here)
                && !(was_letter && is_letter)
                && (is_guess || was_letter == is_letter)
            {
                keys.push(key_of(SOUND, sound_of_syllables(before, first), sound_of_syllables(before, last)));
            }
            before = here.filter(|((first, last), _)| first == last).map(|((first, _), is_letter)| (first, is_letter));
        }
        keys
    }

    /// The class of a character that begins here, where a figure is one of its own.
    fn class_or_figure(&self, place: usize) -> u32 {
        let code = self.term.as_bytes().get(place).copied().unwrap_or_default();
        with_figures(u32::from(code), self.class_at(place))
    }

    /// The places of the first and last syllable that may be written here; none where it is an initial.
    fn syllables_at(&self, from: usize, to: usize) -> Option<(u32, u32)> {
        let text = self.term.get(from..to)?;
        match text.chars().next().and_then(place_of_figure) {
            Some(place) => Some((place, place)),
            None => self.readings.places_of_syllables(text, to == self.term.len()),
        }
    }

    /// Whether one letter stands here, which may be a syllable, an initial or itself.
    fn is_letter(&self, from: usize, to: usize) -> bool {
        to == from + 1 && self.term.as_bytes().get(from).is_some_and(u8::is_ascii_alphabetic)
    }
}

fn key_of_four(letters: &[u32; 4]) -> Key {
    let sound = sound_of_letters(*letters);
    key_of(SOUND, sound, sound)
}

/// Where the next character may begin after one that begins here, as bits.
fn places_after(readings: &Readings, term: &str, from: usize) -> Places {
    let Some(rest) = term.get(from..) else { return 0 };
    let mut places = bit(from + rest.chars().next().map_or(1, char::len_utf8));
    if has_long_initial(rest) {
        places |= bit(from + 2);
    }
    for syllable in readings.syllables().filter(|syllable| rest.starts_with(*syllable)) {
        places |= bit(from + syllable.len());
    }
    places & (bit(term.len()) - 1)
}

pub(crate) fn last_in(places: Places) -> usize {
    LONGEST - places.leading_zeros() as usize
}
