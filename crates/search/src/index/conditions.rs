//! The conditions that an entry must fulfil, and the lists that tell which ones do.

use super::{
    FACET, Key, MOST_CHARACTERS, Need, SOUND, add_new,
    answer::Index,
    key_of,
    lists::{List, Set, Unknown, find, find_sounds},
    sound::{Hearing, Listener, Meaning},
    ways::Ways,
};
use crate::{Refused, Request, readings};
use alloc::{string::String, vec, vec::Vec};

/// One condition that an entry must fulfil.
#[derive(Default)]
pub(super) struct Condition {
    /// The lists of each alternative; the first [`MOST_LISTS`] of each are asked for at once.
    alternatives: Vec<Vec<Key>>,
    /// Whether any entry may fulfil it: lists would not help.
    is_open: bool,
    /// Whether only entries that a list names are looked for.
    is_guess: bool,
}

/// Lists asked for at once for one word. The others mostly confirm what these leave: they are asked for only when
/// what is left matches nowhere.
pub(super) const MOST_LISTS: usize = 5;

/// Lists of sounds asked for at once: each is of few entries and says little alone.
const MOST_SOUNDS: usize = 8;

/// Shards that are asked for because of frequent words.
const MOST_OF_FREQUENT: usize = 6;

/// Shards that are asked for because of one key.
const MOST_SHARDS: usize = 4;

impl Index {
    /// The conditions: the query's terms first, then each facet filtered by.
    pub(super) fn conditions(
        &self,
        request: &Request,
        filters: &[(u8, String)],
        hearing: Hearing,
        needs: &mut Vec<Need>,
    ) -> Result<Vec<Condition>, Refused> {
        let mut conditions = Vec::new();
        for term in request.query.terms() {
            conditions.push(self.condition(&term.text, request, hearing, needs)?);
        }
        for (facet, values) in &self.directory.facets {
            let chosen = filters.iter().filter(|(other, _)| other == facet);
            let mut alternatives = Vec::new();
            for (_, value) in chosen.clone() {
                let place = values.iter().position(|(known, _)| known == value);
                alternatives.extend(place.map(|place| vec![key_of(FACET + u32::from(*facet), place as u32, 0)]));
            }
            if chosen.count() > 0 {
                conditions.push(Condition { alternatives, ..Condition::default() });
            }
        }
        if filters.iter().any(|(facet, _)| self.directory.facets.iter().all(|(known, _)| known != facet)) {
            conditions.push(Condition::default());
        }
        Ok(conditions)
    }

    fn condition(
        &self,
        term: &str,
        request: &Request,
        hearing: Hearing,
        needs: &mut Vec<Need>,
    ) -> Result<Condition, Refused> {
        let readings = request.query.characters.readings.as_deref().filter(|_| readings::may_sound(term));
        let Some(readings) = readings else {
            return Ok(Condition { alternatives: vec![lists_of(term)], ..Condition::default() });
        };
        let ways = Ways::new(readings, term);
        if matches!(hearing, Hearing::Likely | Hearing::LessLikely) {
            let [likely, less_likely] = self.lists_of_likely(&ways);
            let is_second = hearing == Hearing::LessLikely && !less_likely.is_empty();
            let alternatives = if is_second { less_likely } else { likely };
            if !alternatives.is_empty() {
                return Ok(Condition { alternatives, is_guess: true, ..Condition::default() });
            }
        }
        let mut listener = Listener::new(self, &ways, hearing);
        if hearing == Hearing::Frequent {
            let alternatives = self.lists_of_frequent(&mut listener)?;
            needs.append(&mut listener.needs);
            return Ok(Condition { alternatives, is_guess: true, ..Condition::default() });
        }
        let meaning = listener.meaning()?;
        needs.append(&mut listener.needs);
        Ok(match meaning {
            Meaning::Words(words, sounds) => {
                let lists = words.iter().map(|word| lists_of(word));
                Condition { alternatives: lists.chain(sounds).collect(), ..Condition::default() }
            }
            Meaning::Anything => Condition { is_open: true, ..Condition::default() },
        })
    }

    /// The lists of each of the likeliest ways to read a term, and of those longer by a character that need few others.
    /// Then those of others, for two neighbours each: more of them would be asked for than they tell.
    fn lists_of_likely(&self, ways: &Ways) -> [Vec<Vec<Key>>; 2] {
        let is_large = self.block_size() > 1;
        let most = if is_large { MOST_SOUNDS * 3 / 2 } else { MOST_SOUNDS };
        let (mut rows, mut room) = ([Vec::new(), Vec::new()], [most; 2]);
        let mut asked: Vec<Key> = Vec::new();
        let ways_to_read = ways.likely();
        for rank in 0..3 {
            for (_, way) in ways_to_read.iter().filter(|(of_way, _)| *of_way == rank) {
                for place in usize::from(rank == 2 && !is_large)..rows.len() {
                    let lists = if place == 0 { ways.lists_of(*way, true) } else { ways.lists_of_pairs(*way, true) };
                    let keys = self.telling(lists);
                    let new = keys.iter().filter(|key| !asked.contains(key)).count();
                    if rank == 0 || keys.len() > place && new <= room[place] {
                        room[place] = room[place].saturating_sub(new);
                        asked.extend(&keys);
                        rows[place].push(keys);
                        break;
                    }
                }
            }
        }
        rows
    }

    /// Two lists of each word that a term may mean: of those whose neighbours are the most frequent, as many as few shards tell of.
    fn lists_of_frequent(&self, listener: &mut Listener) -> Result<Vec<Vec<Key>>, Refused> {
        let mut alternatives: Vec<Vec<Key>> = Vec::new();
        listener.expect();
        // No two neighbours are in more entries than there are.
        let most = self.directory.entries.max(1).ilog2();
        for least in (0..=most).rev().map(|bits| 1 << bits) {
            let Some(words) = listener.frequent(least)? else { break };
            let lists: Vec<Vec<Key>> = words.iter().map(|(word, place)| two_lists_of(word, *place)).collect();
            let mut shards: Vec<Need> = Vec::new();
            for shard in lists.iter().flatten().flat_map(|key| self.directory.lists_with(*key)) {
                add_new(&mut shards, shard);
            }
            if shards.len() > MOST_OF_FREQUENT {
                break;
            }
            alternatives = lists;
        }
        Ok(alternatives)
    }

    /// Those of the keys that not too many shards tell of; where there is none, a part of the first.
    fn telling(&self, keys: Vec<Key>) -> Vec<Key> {
        let is_narrow = |key: &&Key| self.directory.lists_with(**key).len() <= MOST_SHARDS;
        let narrow: Vec<Key> = keys.iter().filter(is_narrow).copied().collect();
        let wide = keys.first().filter(|_| narrow.is_empty());
        narrow.into_iter().chain(wide.map(|key| self.directory.midst(*key, 1))).collect()
    }

    /// Takes the lists of a condition out of the shards that are here.
    pub(super) fn take_lists(
        &mut self,
        condition: &Condition,
        most: usize,
        needs: &mut Vec<Need>,
    ) -> Result<(), Refused> {
        let most = if condition.is_guess { MOST_SOUNDS } else { most };
        for keys in &condition.alternatives {
            for key in keys.iter().take(most) {
                self.take_list(*key, needs)?;
            }
        }
        Ok(())
    }

    pub(super) fn take_list(&mut self, key: Key, needs: &mut Vec<Need>) -> Result<(), Refused> {
        if self.list(key).is_some() {
            return Ok(());
        }
        let shards = self.directory.lists_with(key);
        let (mut lists, mut is_here) = (Vec::new(), true);
        for need in &shards {
            match self.file(need) {
                Some(shard) if key[0] == SOUND => find_sounds(shard, key, &mut lists)?,
                Some(shard) => lists.push(find(shard, key)?),
                None => {
                    is_here = false;
                    add_new(needs, *need);
                }
            }
        }
        if !is_here {
            return Ok(());
        }
        if lists.is_empty() {
            lists.push(List::default());
        }
        self.lists.extend(lists.into_iter().map(|list| (key, list)));
        Ok(())
    }

    pub(super) fn set(&self, condition: &Condition) -> Set<'_> {
        if condition.is_open {
            return Set::Everything;
        }
        let lists = |keys: &Vec<Key>| -> Vec<Set> {
            let known = keys.iter().filter(|key| self.list(**key).is_some());
            known.filter(|key| !self.is_in_another(**key, keys)).map(|key| self.set_of(*key)).collect()
        };
        let row = if condition.is_guess { Set::Named } else { Set::All };
        Set::Any(condition.alternatives.iter().map(|keys| row(lists(keys))).collect())
    }

    /// Whether the list of one character more before these, that is asked for as well, says all that theirs would.
    fn is_in_another(&self, key: Key, keys: &[Key]) -> bool {
        let holds_all = |other: &&Key| other[1..] == key[..MOST_CHARACTERS - 1];
        let is_inner = key[1] != 0 && key[MOST_CHARACTERS - 1] == 0;
        is_inner && keys.iter().filter(holds_all).any(|key| self.has_own_list(*key))
    }

    /// Whether the list that is here is the key's own, and not that of its first characters.
    fn has_own_list(&self, key: Key) -> bool {
        self.list(key).is_some_and(|list| !list.is_wider)
    }

    pub(super) fn set_of(&self, key: Key) -> Set<'_> {
        let lists = self.lists.iter().filter(|(known, _)| *known == key);
        Set::Any(lists.map(|(_, list)| Set::List(list)).collect())
    }

    /// Whether all that is in its lists fulfils a condition, without a look at the entry.
    fn is_exact(&self, condition: &Condition) -> bool {
        let is_whole_word = |keys: &Vec<Key>| match keys[..] {
            [first, ..] if first[0] == SOUND => false,
            [_] => true,
            // The first of them is of the whole word.
            [first, ..] => keys.len() < MOST_CHARACTERS && self.has_own_list(first),
            _ => false,
        };
        !condition.is_open && condition.alternatives.iter().all(is_whole_word)
    }

    /// How many match, where the lists alone say so.
    pub(super) fn exact_total(&self, request: &Request, conditions: &[Condition], set: &Set) -> Option<u32> {
        if !request.query.excluded().is_empty() || !conditions.iter().all(|condition| self.is_exact(condition)) {
            return None;
        }
        let mut keys = conditions.iter().flat_map(|condition| condition.alternatives.iter().flatten());
        match conditions {
            [] => Some(self.directory.entries),
            _ if keys.all(|key| self.list(*key).is_some_and(List::is_whole)) => {
                let (mut count, mut from) = (0, 0);
                while let Some((entry, _)) = self.next(set, from, &mut Unknown::new()) {
                    (count, from) = (count + 1, entry + 1);
                }
                Some(count)
            }
            [Condition { alternatives, .. }] => match &alternatives[..] {
                [keys] => self.list(*keys.first()?).map(|list| list.count),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The lists that a word is looked up in. Those that together say most come first: of neighbours, each shares characters with
/// the next.
fn lists_of(word: &str) -> Vec<Key> {
    let mut keys = keys_of(word);
    let count = keys.len();
    if count > MOST_LISTS {
        for place in 0..MOST_LISTS {
            keys.swap(place, place * (count - 1) / (MOST_LISTS - 1));
        }
    }
    keys
}

/// Of these lists the one of what begins at the rarest two neighbours, and one far from it.
fn two_lists_of(word: &str, rarest: usize) -> Vec<Key> {
    let keys = keys_of(word);
    let other = if rarest == 0 { keys.len() / 2 } else { 0 };
    let places = if other == rarest { vec![rarest] } else { vec![rarest, other] };
    places.into_iter().filter_map(|place| keys.get(place).copied()).collect()
}

/// The lists of what begins at each character of a word but the last, or at the one there is.
fn keys_of(word: &str) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for c in word.chars() {
        keys.push(Key::default());
        keys.iter_mut().rev().zip(0..MOST_CHARACTERS).for_each(|(key, place)| key[place] = c.into());
    }
    if keys.len() > 1 {
        keys.pop();
    }
    keys
}
