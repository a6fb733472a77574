//! The ways to read a term with Latin letters, one character after the other.

use super::{
    Key, NO_LETTER, SOUND, is_no_initial, place_of_figure, sound_of_letters, sound_of_syllables, with_figures,
};
use crate::readings::{LONGEST, Places, Readings, bit, has_long_initial, places_in};

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

    /// The likeliest ways: of the fewest characters, or each letter one; none where those are too many.
    pub(crate) fn likely(&self) -> Vec<Places> {
        let left = self.characters_left();
        if self.is_of_initials(&left) {
            return vec![self.all_places()];
        }
        let (mut begun, mut ways) = (vec![bit(0)], Vec::new());
        while let Some(way) = begun.pop() {
            let place = last_in(way);
            if left[place] == 1 {
                ways.push(way);
            }
            let is_next = |next: &usize| left[*next] + 1 == left[place];
            begun.extend(places_in(self.next(place)).filter(is_next).map(|next| way | bit(next)));
            if ways.len() + begun.len() > MOST_LIKELY {
                return Vec::new();
            }
        }
        ways
    }

    /// Whether each letter most likely is a character, though some and the next one may be a syllable or `sh`: in most
    /// of the characters there are at least.
    fn is_of_initials(&self, left: &[u32]) -> bool {
        let figures = self.term.bytes().filter(u8::is_ascii_digit).count();
        let least = left.first().map_or(0, |left| (*left as usize).saturating_sub(figures));
        self.term.is_ascii()
            && least * 3 > (self.term.len() - figures) * 2
            && places_in(self.all_places()).all(|place| self.may_begin(place))
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

    /// The lists of sounds that an entry is in which is read this way. Those that together say most come first.
    pub(crate) fn lists_of(&self, way: Places) -> Vec<Key> {
        let places: Vec<usize> = places_in(way).collect();
        let mut keys = self.lists_of_letters(&places);
        let mut before = None;
        for (at, from) in (1..).zip(&places) {
            let to = places.get(at).copied().unwrap_or(self.term.len());
            let here = self.syllables_at(*from, to);
            if let (Some(before), Some((first, last))) = (before, here) {
                keys.push([SOUND, sound_of_syllables(before, first), sound_of_syllables(before, last)]);
            }
            before = here.filter(|(first, last)| first == last).map(|(first, _)| first);
        }
        keys
    }

    /// The lists of the first and the last four neighbours, or of all that begin with the fewer there are.
    fn lists_of_letters(&self, places: &[usize]) -> Vec<Key> {
        let class = |place: &usize| {
            let code = self.term.as_bytes().get(*place).copied().unwrap_or_default();
            with_figures(u32::from(code), self.class_at(*place))
        };
        let classes: Vec<u32> = places.iter().map(class).collect();
        let sound = |rest: u32| sound_of_letters(std::array::from_fn(|at| classes.get(at).copied().unwrap_or(rest)));
        let mut keys = vec![[SOUND, sound(0), sound(63)]];
        if let Some(last) = classes.last_chunk().filter(|_| classes.len() > 4) {
            keys.push([SOUND, sound_of_letters(*last), sound_of_letters(*last)]);
        }
        keys
    }

    /// The places of the first and last syllable that may be written here; none where it is one letter or an initial:
    /// that may be very many, and a letter itself.
    fn syllables_at(&self, from: usize, to: usize) -> Option<(u32, u32)> {
        let text = self.term.get(from..to)?;
        if text.len() > 1 {
            return self.readings.places_of_syllables(text, to == self.term.len());
        }
        text.chars().next().and_then(place_of_figure).map(|place| (place, place))
    }
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
