//! From pinyin to the words it may mean.

use std::rc::Rc;

use super::{
    Key, NO_LETTER, Need, WORDS, answer::Index, group_of, is_no_initial, key_of_sound, lists::read_two, with_figures,
};
use crate::{
    bytes::{Reader, Refused},
    order::{key, sorted, third},
    readings::{LONGEST, Places, Readings, bit, has_long_initial, places_in},
};

/// What a term with Latin letters may mean.
pub(crate) enum Meaning {
    /// These words, as far as the shards that are here tell, or longer ones in the groups of entries that all lists of a
    /// row name: those are too many to be worth a list each.
    Words(Vec<String>, Vec<Vec<Key>>),
    /// More than lists would tell.
    Anything,
}

/// What of all that a term may mean is looked for.
#[derive(Clone, Copy, Default)]
pub(crate) struct Hearing {
    /// Only what is read with the fewest characters: most likely that is meant.
    pub(crate) is_hasty: bool,
    /// Words that very many entries hold as well, which are mostly found without their lists.
    pub(crate) wants_common: bool,
}

/// Words that are looked for one by one; more are looked for entry by entry.
const MOST_WORDS: usize = 24;
/// Words that are looked for when only the likeliest are.
const LIKELY_WORDS: usize = 5;
/// Ways to read a term that are looked for one by one.
const MOST_WAYS: usize = 12;
/// Single characters that are looked for one by one.
const MOST_SINGLE: usize = 6;
/// Steps of the search for words before it is given up.
const MOST_STEPS: usize = 2_000;
/// More characters than any word has.
const NO_WAY: u32 = 1_000;
/// Shards asked for at once.
const MOST_SHARDS: usize = 12;

/// Finds the words.
pub(crate) struct Listener<'i> {
    index: &'i Index,
    readings: &'i Readings,
    term: &'i str,
    /// Each with the entries that hold it, at most.
    words: Vec<(String, u32)>,
    /// The entries that hold them, at most.
    weight: u32,
    steps: usize,
    /// Whether words of two characters are enough.
    is_short: bool,
    /// For each place of the term where the next character may begin after one that begins there.
    next: Vec<Places>,
    groups: Vec<(u32, Rc<[Pair]>)>,
    /// Where the next character may begin after two that begin at these places.
    after_pairs: Vec<((usize, usize), Places)>,
    hearing: Hearing,
    pub(crate) needs: Vec<Need>,
}

impl<'i> Listener<'i> {
    pub(crate) fn new(index: &'i Index, readings: &'i Readings, term: &'i str, hearing: Hearing) -> Self {
        let mut listener = Self {
            index,
            readings,
            term,
            words: Vec::new(),
            weight: 0,
            steps: 0,
            is_short: true,
            next: (0..term.len()).map(|from| places_after(readings, term, from)).collect(),
            groups: Vec::new(),
            after_pairs: Vec::new(),
            hearing,
            needs: Vec::new(),
        };
        if hearing.is_hasty {
            listener.keep_shortest();
        }
        listener
    }

    /// Leaves the ways of the fewest characters.
    fn keep_shortest(&mut self) {
        let left = self.characters_left();
        for (from, next) in self.next.iter_mut().enumerate() {
            let is_next = |place: &usize| left[*place] + 1 == left[from];
            *next = places_in(*next).filter(is_next).map(bit).sum();
        }
    }

    /// Where the next character may begin after this one.
    fn after(&self, place: usize, c: char) -> Places {
        let next = self.next.get(place).copied().unwrap_or_default();
        self.readings.after(self.term, place, c) & (next | bit(self.term.len()))
    }

    /// What the term may mean. Words are missing while shards are [needed](Listener::needs).
    pub(crate) fn meaning(&mut self) -> Result<Meaning, Refused> {
        for c in self.readings.characters() {
            if self.readings.after(self.term, 0, *c) & bit(self.term.len()) != 0 {
                self.words.push((c.to_string(), u32::MAX));
            }
        }
        if self.term.chars().count() == 1 {
            self.words.push((self.term.to_owned(), u32::MAX));
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
            return Ok(Meaning::Words(self.likeliest_first(), Vec::new()));
        }
        self.words.truncate(short);
        let sounds = self.sounds()?;
        Ok(sounds.map_or(Meaning::Anything, |sounds| Meaning::Words(self.likeliest_first(), sounds)))
    }

    /// The words, those in the most entries first.
    fn likeliest_first(&self) -> Vec<String> {
        let keys = (0..).zip(&self.words).map(|(place, (_, weight))| key(!weight, 0, place)).collect();
        let words = sorted(keys).into_iter().filter_map(|key| self.words.get(third(key) as usize));
        let most = if self.hearing.is_hasty { LIKELY_WORDS } else { MOST_WORDS };
        words.take(most).map(|(word, _)| word.clone()).collect()
    }

    /// Finds words; whether there are too many, or so many entries hold them that those are found without lists.
    fn are_too_many(&mut self) -> Result<bool, Refused> {
        for place in places_in(self.seconds()) {
            self.follow("", 0, place, u32::MAX)?;
        }
        let is_common = u64::from(self.weight) * 64 > u64::from(self.index.directory().entries);
        let is_left_out = is_common && !self.hearing.wants_common && (self.is_short || !self.hearing.is_hasty);
        Ok(self.words.len() > MOST_WORDS || self.steps > MOST_STEPS || is_left_out)
    }

    /// Where the second character may begin.
    fn seconds(&self) -> Places {
        self.next.first().copied().unwrap_or_default()
    }

    /// Asks at once for the shards of all pairs that lead through the term: one after the other would be a round each.
    /// Those on ways of few characters come first: they are what is most likely meant.
    fn expect(&mut self) {
        let left = self.characters_left();
        let (mut reached, mut keys) = (vec![0], Vec::new());
        reached.resize(self.next.len(), NO_WAY);
        for (from, next) in self.next.iter().enumerate() {
            for place in places_in(*next) {
                let characters = reached[from] + 1;
                let rest = if self.may_begin(place) { left[place] } else { NO_WAY / 2 };
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

    /// For each place how many characters follow at least, if one begins there.
    fn characters_left(&self) -> Vec<u32> {
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
    fn may_begin(&self, place: usize) -> bool {
        !is_no_initial(self.class_at(place))
    }

    /// The group of the pairs whose characters begin at these places.
    fn group(&self, first: usize, second: usize) -> u32 {
        group_of(self.class_at(first), self.class_at(second))
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
            if known.is_empty() && self.after(from, first) & bit(place) == 0 {
                continue;
            }
            let mut word = if known.is_empty() { first.to_string() } else { known.to_owned() };
            word.push(second);
            let weight = weight.min(count);
            for next in places_in(self.after(place, second)) {
                if next < self.term.len() {
                    if !self.is_short {
                        self.follow(&word, place, next, weight)?;
                    }
                } else if self.words.iter().all(|(known, _)| *known != word) {
                    self.weight = self.weight.saturating_add(weight);
                    self.words.push((word.clone(), weight));
                }
            }
        }
        Ok(())
    }

    /// What three neighbours begin with, for each way to read the term as three characters or more; none where the ways
    /// are too many. A way is the places where its characters begin.
    fn sounds(&mut self) -> Result<Option<Vec<Vec<Key>>>, Refused> {
        let mut ways: Vec<Places> = places_in(self.seconds()).map(|place| bit(0) | bit(place)).collect();
        let mut rows = Vec::new();
        while let Some(way) = ways.pop() {
            let place = last_in(way);
            for next in places_in(self.places_of_pairs(last_in(way ^ bit(place)), place)?) {
                if next < self.term.len() {
                    ways.push(way | bit(next));
                } else {
                    rows.extend(self.row_of(way));
                }
            }
            if rows.len() > MOST_WAYS || ways.len() > MOST_STEPS {
                return Ok(None);
            }
        }
        Ok(Some(rows))
    }

    /// The lists of all three neighbours of a way; the first and the last, which together say most, come first.
    fn row_of(&self, way: Places) -> Option<Vec<Key>> {
        let (mut letters, mut row) = ([0; 3], Vec::new());
        for place in places_in(way) {
            let code = self.term.as_bytes().get(place).copied().unwrap_or_default();
            letters = [letters[1], letters[2], with_figures(u32::from(code), self.class_at(place))];
            if letters[0] != 0 {
                row.push(key_of_sound(letters));
            }
        }
        let last = row.len().checked_sub(1)?;
        row.swap(last, last.min(1));
        Some(row)
    }

    /// Where the character after a pair may begin, if the pair's characters begin at these places.
    fn places_of_pairs(&mut self, from: usize, place: usize) -> Result<Places, Refused> {
        if let Some((_, known)) = self.after_pairs.iter().find(|(known, _)| *known == (from, place)) {
            return Ok(*known);
        }
        let pairs = self.pairs(self.group(from, place))?;
        let fitting = pairs.iter().filter(|pair| self.after(from, pair.0) & bit(place) != 0);
        let places = fitting.fold(0, |places, pair| places | self.after(place, pair.1));
        self.after_pairs.push(((from, place), places));
        Ok(places)
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

fn last_in(places: Places) -> usize {
    LONGEST - places.leading_zeros() as usize
}
