//! Answers out of the files that are here, and which files are missing.

use super::{
    Directory, FACET, FIGURES, Key, Need, keys_of,
    lists::{List, Set, add_part, find},
    sound::{Listener, Meaning},
};
use crate::{
    Characters, Doc, Refused, Request, Weights,
    facets::chosen,
    matching::{Prepared, Text},
    order::{key, sorted, third},
    readings,
};

/// The index of a site, as far as it is here.
#[derive(Default)]
pub struct Index {
    directory: Directory,
    files: Vec<(Need, Vec<u8>)>,
    lists: Vec<(Key, List)>,
    blocks: Vec<Option<Vec<Entry>>>,
    blocks_here: usize,
    characters: Characters,
    weights: Weights,
}

/// What answers are made from.
struct Entry {
    text: Text,
    facets: Vec<(u8, String)>,
}

/// An answer, as far as it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Entries that match, by number; at most as many as were wanted. In the order of [`Weights`] when
    /// all that match are few and known ([`Found::ranked`]), else newest first.
    pub hits: Vec<u32>,
    /// Whether the hits are in the order of relevance.
    pub ranked: bool,
    /// How many match.
    pub total: Total,
    /// All entries before this one have been looked at. When nothing is needed and there are fewer hits than wanted,
    /// the search stopped here because as many blocks were read as were allowed.
    pub searched: u32,
    /// The files to get before asking again. None: the answer is what was wanted.
    pub needs: Vec<Need>,
    /// The terms that no entry holds, as written.
    pub missing_terms: Vec<String>,
}

/// How many entries match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exactly(u32),
    /// At least so many; the others have not been looked at.
    AtLeast(u32),
}

impl Default for Total {
    fn default() -> Self {
        Total::AtLeast(0)
    }
}

/// One condition that an entry must fulfil.
struct Condition {
    /// The lists of each alternative; the first [`MOST_LISTS`] of each are asked for at once.
    alternatives: Vec<Vec<Key>>,
    /// Whether what is in the lists fulfils the condition, without a look at the entry.
    is_exact: bool,
    /// Whether any entry may fulfil it: lists would not help.
    is_open: bool,
}

/// Lists asked for at once for one word. The others mostly confirm what these leave: they are asked for only when
/// what is left matches nowhere.
const MOST_LISTS: usize = 4;
/// Parts of one list, and lists of which parts are, asked for at a time.
const MOST_PARTS: usize = 4;
const LISTS_WITH_PARTS: usize = 2;
/// Blocks asked for at a time.
const MOST_BLOCKS: usize = 3;
/// Blocks that are read to the last entry so that the hits can be in the order of relevance.
const RANKED_BLOCKS: usize = 8;
/// Blocks kept before all are given up for the next query.
const KEPT_BLOCKS: usize = 250;
/// Of entries in a row, how many must hold a key for its list to tell less than the entries themselves.
const DENSE: u64 = 8;

impl Index {
    /// The index with this directory. Queries must come from characters with the same pairs.
    #[must_use]
    pub fn new(directory: Directory, characters: &Characters) -> Self {
        Self { directory, characters: characters.clone(), ..Self::default() }
    }

    /// The directory.
    #[must_use]
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Takes a file that was [needed](Found::needs).
    ///
    /// # Errors
    /// When it is damaged or of another version.
    pub fn give(&mut self, need: Need, bytes: Vec<u8>) -> Result<(), Refused> {
        match need {
            Need::Lists(..) => {
                find(&bytes, (u32::MAX, 0))?;
                self.keep(need, bytes);
            }
            _ => self.keep(need, bytes),
        }
        Ok(())
    }

    fn keep(&mut self, need: Need, bytes: Vec<u8>) {
        if self.file(&need).is_none() {
            self.files.push((need, bytes));
        }
    }

    /// Takes a block's entries, newest first.
    pub fn give_block(&mut self, block: u32, docs: &[Doc]) {
        let entry = |doc: &Doc| Entry { text: Text::new(doc, &self.characters), facets: doc.facets.clone() };
        let entries = docs.iter().map(entry).collect();
        let place = block as usize;
        if place < self.directory.blocks.len() {
            if self.blocks.len() <= place {
                self.blocks.resize_with(place + 1, || None);
            }
            self.blocks_here += usize::from(self.blocks[place].is_none());
            self.blocks[place] = Some(entries);
        }
    }

    pub(crate) fn file(&self, need: &Need) -> Option<&[u8]> {
        self.files.iter().find(|(known, _)| known == need).map(|(_, bytes)| bytes.as_slice())
    }

    fn list(&self, key: Key) -> Option<&List> {
        self.lists.iter().find(|(known, _)| *known == key).map(|(_, list)| list)
    }

    fn entry(&self, number: u32) -> Option<&Entry> {
        let block = self.blocks.get((number / self.directory.block) as usize)?.as_ref()?;
        block.get((number % self.directory.block) as usize)
    }

    /// Gives up what it holds when that is a lot: to be called before a new query.
    pub fn forget(&mut self) {
        if self.blocks_here > KEPT_BLOCKS {
            self.blocks.clear();
            self.blocks_here = 0;
            self.files.clear();
            self.lists.clear();
        }
    }

    /// Answers a request with up to `wanted` hits, out of up to `most_blocks` blocks. The order asked for is not
    /// looked at.
    ///
    /// # Errors
    /// When a file that was given is damaged.
    pub fn search(&mut self, request: &Request, wanted: usize, most_blocks: usize) -> Result<Found, Refused> {
        let facets = self.directory.facets.iter();
        let values = facets.flat_map(|(facet, values)| values.iter().map(|(value, _)| (*facet, value.as_str())));
        let filters = chosen(request, values);
        let mut needs = Vec::new();
        let conditions = self.conditions(request, &filters, &mut needs)?;
        for condition in &conditions {
            self.take_lists(condition, MOST_LISTS, &mut needs)?;
        }
        self.take_parts()?;
        if !needs.is_empty() {
            return Ok(Found { needs, ..Found::default() });
        }
        let sets: Vec<Set> = conditions.iter().map(|condition| self.set(condition)).collect();
        let mut missing_terms = Vec::new();
        for (term, set) in request.query.terms().iter().zip(&sets) {
            if *set == Set::NONE {
                missing_terms.push(term.written.clone());
            }
        }
        let set = sets.iter().fold(Set::ALL, |all, set| all.and(set));
        let mut found = self.look(request, &filters, &set, (wanted, most_blocks));
        found.missing_terms = missing_terms;
        if let Some(count) = self.exact_total(request, &conditions, &set) {
            found.total = Total::Exactly(count);
        }
        if !found.needs.is_empty() {
            let blocks = found.needs.len();
            for most in [MOST_LISTS * 3, usize::MAX] {
                if found.hits.is_empty() && found.needs.len() == blocks {
                    for condition in &conditions {
                        self.take_lists(condition, most, &mut found.needs)?;
                    }
                }
            }
            self.need_parts(&conditions, &set, &mut found);
        }
        Ok(found)
    }

    /// The conditions: the query's terms first, then each facet filtered by.
    fn conditions(
        &self,
        request: &Request,
        filters: &[(u8, String)],
        needs: &mut Vec<Need>,
    ) -> Result<Vec<Condition>, Refused> {
        let mut conditions = Vec::new();
        for term in request.query.terms() {
            conditions.push(self.condition(&term.text, request, needs)?);
        }
        for (facet, values) in &self.directory.facets {
            let chosen = filters.iter().filter(|(other, _)| other == facet);
            let mut alternatives = Vec::new();
            for (_, value) in chosen.clone() {
                let place = values.iter().position(|(known, _)| known == value);
                alternatives.extend(place.map(|place| vec![(FACET + u32::from(*facet), place as u32)]));
            }
            if chosen.count() > 0 {
                conditions.push(Condition { alternatives, is_exact: true, is_open: false });
            }
        }
        if filters.iter().any(|(facet, _)| self.directory.facets.iter().all(|(known, _)| known != facet)) {
            conditions.push(Condition { alternatives: Vec::new(), is_exact: true, is_open: false });
        }
        Ok(conditions)
    }

    fn condition(&self, term: &str, request: &Request, needs: &mut Vec<Need>) -> Result<Condition, Refused> {
        let readings = request.query.characters.readings.as_deref().filter(|_| readings::may_sound(term));
        let words = match readings {
            None => vec![term.to_owned()],
            Some(readings) => {
                let mut listener = Listener::new(self, readings, term);
                let meaning = listener.meaning()?;
                needs.append(&mut listener.needs);
                match meaning {
                    Meaning::Words(words) => words,
                    Meaning::Many => {
                        return Ok(Condition { alternatives: Vec::new(), is_exact: false, is_open: true });
                    }
                }
            }
        };
        let is_exact = words.iter().all(|word| word.chars().count() <= 2);
        Ok(Condition { alternatives: words.iter().map(|word| lists_of(word)).collect(), is_exact, is_open: false })
    }

    /// Takes the lists of a condition out of the shards that are here.
    fn take_lists(&mut self, condition: &Condition, most: usize, needs: &mut Vec<Need>) -> Result<(), Refused> {
        for key in condition.alternatives.iter().flat_map(|keys| keys.iter().take(most)) {
            if self.list(*key).is_some() {
                continue;
            }
            let list = match self.directory.lists_with(*key) {
                None => List::default(),
                Some(need) => match self.file(&need) {
                    Some(shard) => find(shard, *key)?,
                    None => {
                        if !needs.contains(&need) {
                            needs.push(need);
                        }
                        continue;
                    }
                },
            };
            self.lists.push((*key, list));
        }
        Ok(())
    }

    /// Adds the parts that are here to their lists.
    fn take_parts(&mut self) -> Result<(), Refused> {
        for (_, list) in &mut self.lists {
            while let Some(hash) = list.parts.first().copied() {
                let Some((_, part)) = self.files.iter().find(|(need, _)| *need == Need::Part(hash)) else { break };
                add_part(list, part)?;
                list.parts.remove(0);
            }
        }
        Ok(())
    }

    fn set(&self, condition: &Condition) -> Set {
        if condition.is_open {
            return Set::ALL;
        }
        condition.alternatives.iter().fold(Set::NONE, |all, keys| {
            let lists = keys.iter().filter_map(|key| self.list(*key));
            all.or(&lists.fold(Set::ALL, |both, list| both.and(&Set::of(list))))
        })
    }

    /// How many match, where the lists alone say so.
    fn exact_total(&self, request: &Request, conditions: &[Condition], set: &Set) -> Option<u32> {
        if !request.query.excluded().is_empty() || !conditions.iter().all(|condition| condition.is_exact) {
            return None;
        }
        let mut keys = conditions.iter().flat_map(|condition| condition.alternatives.iter().flatten());
        match conditions {
            [] => Some(self.directory.entries),
            _ if keys.all(|key| self.list(*key).is_some_and(|list| list.parts.is_empty())) => {
                Some(set.entries.len() as u32)
            }
            [Condition { alternatives, .. }] => match &alternatives[..] {
                [keys] => self.list(*keys.first()?).map(|list| list.count),
                _ => None,
            },
            _ => None,
        }
    }

    /// Holds the entries that may match against the request, newest first.
    fn look(
        &self,
        request: &Request,
        filters: &[(u8, String)],
        set: &Set,
        (wanted, most_blocks): (usize, usize),
    ) -> Found {
        let prepared = Prepared::new(request.query);
        let all = self.directory.entries;
        let listed = set.entries.iter().copied().take_while(|entry| *entry < set.horizon.min(all));
        let candidates = listed.chain(set.horizon.min(all)..all);
        let ranked = set.horizon >= all && self.blocks_of(&set.entries) <= RANKED_BLOCKS && !request.query.is_empty();
        let wanted_now = if ranked { usize::MAX } else { wanted };
        let (mut found, mut keys) = (Found { searched: all, ..Found::default() }, Vec::new());
        let (mut blocks, mut last_block) = (0, None);
        for number in candidates {
            let block = Some(number / self.directory.block);
            blocks += usize::from(block != last_block);
            last_block = block;
            if keys.len() >= wanted_now || blocks > most_blocks {
                if found.needs.is_empty() {
                    found.searched = number;
                }
                break;
            }
            match self.entry(number) {
                Some(entry) if found.needs.is_empty() => {
                    if let Some(score) = prepared.score(&entry.text, &self.weights).filter(|_| passes(entry, filters)) {
                        keys.push(key(if ranked { !score } else { 0 }, 0, number));
                    }
                }
                Some(_) => {}
                None => {
                    let Some(need) = self.directory.block_with(number) else { break };
                    if found.needs.is_empty() {
                        found.searched = number;
                    }
                    if self.blocks.get((number / self.directory.block) as usize).is_some_and(Option::is_some) {
                        // The block is here and shorter than the directory says.
                        continue;
                    }
                    if !found.needs.contains(&need) {
                        if found.needs.len() == MOST_BLOCKS {
                            break;
                        }
                        found.needs.push(need);
                    }
                }
            }
        }
        let is_whole = found.needs.is_empty() && found.searched == all;
        found.ranked = ranked && is_whole;
        let count = keys.len() as u32;
        found.total = if is_whole { Total::Exactly(count) } else { Total::AtLeast(count) };
        found.hits = sorted(keys).into_iter().map(third).take(wanted).collect();
        found
    }

    fn blocks_of(&self, entries: &[u32]) -> usize {
        let (mut count, mut last) = (0, None);
        for entry in entries {
            let block = Some(entry / self.directory.block);
            count += usize::from(block != last);
            last = block;
        }
        count
    }

    /// Parts of lists that tell more than the entries would.
    fn need_parts(&self, conditions: &[Condition], set: &Set, found: &mut Found) {
        let mut lists: Vec<&List> = Vec::new();
        for key in conditions.iter().flat_map(|condition| condition.alternatives.iter().flatten()) {
            let helps = |list: &&List| {
                let horizon = list.entries.last().map_or(0, |last| last + 1);
                let is_dense = u64::from(list.count) * DENSE > u64::from(self.directory.entries);
                !list.parts.is_empty() && horizon <= found.searched && !is_dense
            };
            lists.extend(self.list(*key).filter(helps));
        }
        lists.sort_by_key(|list| list.count);
        let mut parts = Vec::new();
        for list in lists.iter().take(LISTS_WITH_PARTS) {
            parts.extend(list.parts.iter().take(MOST_PARTS).map(|hash| Need::Part(*hash)));
        }
        if parts.is_empty() {
            return;
        }
        if found.searched >= set.horizon {
            found.needs.retain(|need| !matches!(need, Need::Block(..)));
        }
        found.needs.extend(parts);
    }
}

fn passes(entry: &Entry, filters: &[(u8, String)]) -> bool {
    filters.iter().all(|(facet, _)| filters.iter().any(|filter| filter.0 == *facet && entry.facets.contains(filter)))
}

/// The lists that a word is looked up in: each two neighbours, or the one character there is, and figures by
/// three. Those that together say most come first: of neighbours, each shares a character with the next.
fn lists_of(word: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    keys_of(word, |key| keys.push(key));
    let is_single = keys.len() == 1;
    keys.retain(|(first, second)| is_single || *second != 0 || *first >= FIGURES);
    let count = keys.len();
    if count > MOST_LISTS {
        for place in 0..MOST_LISTS {
            keys.swap(place, place * (count - 1) / (MOST_LISTS - 1));
        }
    }
    keys
}
