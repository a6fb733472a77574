//! Answers out of the files that are here, and which files are missing.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{
    Directory, Key, MOST_CHARACTERS, Need, add_new,
    conditions::{Condition, MOST_LISTS},
    key_of_id, key_of_title,
    lists::{List, NOT_NAMED, Open, Set, Unknown, find},
    needs::{Looked, MOST_BLOCKS, Missing, add_parts},
    sound::Hearing,
};
use crate::{
    Characters, Doc, Refused, Request, Sort, Weights,
    facets::{Counts, chosen},
    matching::{Prepared, Text},
    order::{key, sorted, third},
    readings,
};

/// The index of a site, as far as it is here.
#[derive(Default)]
pub struct Index {
    pub(super) directory: Directory,
    files: Vec<(Need, Vec<u8>)>,
    pub(super) lists: Vec<(Key, List)>,
    blocks: Vec<Option<Vec<Entry>>>,
    characters: Characters,
    weights: Weights,
}

/// What answers are made from.
struct Entry {
    id: String,
    text: Text,
    facets: Vec<(u8, String)>,
}

/// An answer, as far as it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Entries that match, by number; at most as many as were wanted. In the order of [`Weights`] when all that
    /// match are few and known ([`Found::is_ranked`]); else those whose whole title was asked for, then the others,
    /// newest first.
    pub hits: Vec<u32>,
    /// Whether the hits are in the order of relevance.
    pub is_ranked: bool,
    /// Whether the hits are in an order other than the one asked for: too many would have to be looked at.
    pub is_misordered: bool,
    /// How many match.
    pub total: Total,
    /// The values of the entries that match and how many have them, as in [`crate::Answer`]; empty while that is not
    /// known. Of a facet that is filtered by, only the values chosen.
    pub facets: Vec<(u8, Vec<(String, u32)>)>,
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

/// Where an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Located {
    /// It has this number.
    At(u32),
    /// There is none.
    Nowhere,
    /// These files would tell.
    Needs(Vec<Need>),
}

/// What is asked for, put together once a call.
pub(super) struct Question<'q> {
    prepared: Prepared<'q>,
    filters: &'q [(u8, String)],
    /// Blocks that may be looked at.
    most_blocks: usize,
    /// Hits after which it may end.
    wanted: usize,
    /// Which meanings of pinyin are looked for.
    pub(super) hearing: Hearing,
}

/// Blocks that are read to the last entry so that the hits can be in the order of relevance.
const RANKED_BLOCKS: usize = 8;
/// Entries that are not here after which the look ends.
pub(super) const MOST_MISSING: usize = 200;
/// The same of a guess, whose hits may be in any.
const MOST_GUESSED: usize = 1_000;
/// Parts that are read so that the oldest can be first.
const OLDEST_PARTS: usize = 24;

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
            Need::Part(hash) => {
                for (_, list) in &mut self.lists {
                    list.add_part(hash, &bytes)?;
                }
                return Ok(());
            }
            Need::Lists(..) => _ = find(&bytes, [u32::MAX; MOST_CHARACTERS])?,
            Need::Words(..) | Need::Block(..) => {}
        }
        if self.file(&need).is_none() {
            self.files.push((need, bytes));
        }
        Ok(())
    }

    /// Takes a block's entries, newest first.
    pub fn give_block(&mut self, block: u32, docs: &[Doc]) {
        let entry = |doc: &Doc| Entry {
            id: doc.id.clone(),
            text: Text::new(doc, &self.characters),
            facets: doc.facets.clone(),
        };
        let entries = docs.iter().map(entry).collect();
        let place = block as usize;
        if place < self.directory.blocks.len() {
            if self.blocks.len() <= place {
                self.blocks.resize_with(place + 1, || None);
            }
            self.blocks[place] = Some(entries);
        }
    }

    pub(crate) fn file(&self, need: &Need) -> Option<&[u8]> {
        self.files.iter().find(|(known, _)| known == need).map(|(_, bytes)| bytes.as_slice())
    }

    pub(super) fn list(&self, key: Key) -> Option<&List> {
        self.lists.iter().find(|(known, _)| *known == key).map(|(_, list)| list)
    }

    fn block(&self, number: u32) -> Option<&Vec<Entry>> {
        self.blocks.get((number / self.directory.block) as usize)?.as_ref()
    }

    fn entry(&self, number: u32) -> Option<&Entry> {
        self.block(number)?.get((number % self.directory.block) as usize)
    }

    /// The normalised texts of entries that are here.
    pub(crate) fn each_text(&self, numbers: &[u32], take: &mut dyn FnMut(&str)) {
        let entries = numbers.iter().filter_map(|number| self.entry(*number));
        entries.flat_map(|entry| entry.text.texts()).for_each(take);
    }

    /// Where the entry with this id is.
    ///
    /// # Errors
    /// When a file that was given is damaged.
    pub fn locate(&mut self, id: &str) -> Result<Located, Refused> {
        let mut needs = Vec::new();
        self.take_list(key_of_id(id), &mut needs)?;
        let (set, mut from) = (self.set_of(key_of_id(id)), 0);
        while let Some((number, _)) = self.next(&set, from, &mut Unknown::new()) {
            from = number + 1;
            match self.entry(number) {
                Some(entry) if entry.id == id => return Ok(Located::At(number)),
                Some(_) => {}
                None => needs.extend(self.directory.block_with(number)),
            }
        }
        Ok(if needs.is_empty() { Located::Nowhere } else { Located::Needs(needs) })
    }

    /// Answers a request with up to `wanted` hits, out of up to `most_blocks` blocks.
    ///
    /// # Errors
    /// When a file that was given is damaged.
    pub fn search(&mut self, request: &Request, wanted: usize, most_blocks: usize) -> Result<Found, Refused> {
        let facets = self.directory.facets.iter();
        let values = facets.flat_map(|(facet, values)| values.iter().map(|(value, _)| (*facet, value.as_str())));
        let filters = chosen(request, values);
        let prepared = Prepared::new(request.query);
        let mut question = Question { prepared, filters: &filters, most_blocks, wanted, hearing: Hearing::Usual };
        let mut found = self.search_for(request, &mut question)?;
        let is_open = !found.needs.is_empty() || found.total != Total::Exactly(0);
        let may_sound = has_sounds(request) && found.hits.is_empty() && is_open;
        // Pinyin means many things: until the likeliest has a hit, or is known to have none, nothing else is asked for.
        for hearing in [Hearing::Likely, Hearing::LessLikely] {
            if !may_sound || !found.hits.is_empty() {
                break;
            }
            question.hearing = hearing;
            let guess = self.guess(request, &mut question)?;
            if !guess.hits.is_empty() {
                found.total = Total::AtLeast(guess.hits.len() as u32);
                found.hits = guess.hits;
            } else if !guess.needs.is_empty() {
                found.needs = guess.needs;
                break;
            }
        }
        Ok(found)
    }

    /// The answer of a guess. On a large site, where a round takes longer than what it brings, words are guessed at as well.
    fn guess(&mut self, request: &Request, question: &mut Question) -> Result<Found, Refused> {
        let likely = self.search_for(request, question)?;
        if !likely.hits.is_empty() || question.hearing != Hearing::Likely || self.block_size() == 1 {
            return Ok(likely);
        }
        question.hearing = Hearing::Frequent;
        let frequent = self.search_for(request, question)?;
        Ok(if frequent.hits.is_empty() {
            Found { needs: self.needs_of_both(likely.needs, frequent.needs), ..likely }
        } else {
            frequent
        })
    }

    /// The answer as far as the question's hearing goes.
    fn search_for(&mut self, request: &Request, question: &mut Question) -> Result<Found, Refused> {
        let mut needs = Vec::new();
        let conditions = self.conditions(request, question.filters, question.hearing, &mut needs)?;
        for condition in &conditions {
            self.take_lists(condition, MOST_LISTS, &mut needs)?;
        }
        let title =
            key_of_title(&request.query.whole).filter(|_| request.sort == Sort::Relevance && !question.is_guess());
        if let Some(title) = title {
            self.take_list(title, &mut needs)?;
        }
        if !needs.is_empty() {
            return Ok(Found { needs, ..Found::default() });
        }
        let (mut found, refuted) = self.answer(request, question, &conditions, title);
        let is_in_vain = refuted > 0 && found.hits.is_empty() && !found.needs.is_empty();
        if is_in_vain && has_sounds(request) && question.hearing == Hearing::Usual {
            // What very many entries hold is not in the newest ones.
            question.hearing = Hearing::Common;
            return self.search_for(request, question);
        }
        // The lists that were asked for agree on entries that are no hits: the others know better.
        for most in [MOST_LISTS * 3, usize::MAX].into_iter().filter(|_| is_in_vain) {
            let mut lists = Vec::new();
            for condition in &conditions {
                self.take_lists(condition, most, &mut lists)?;
            }
            if !lists.is_empty() {
                found.needs = lists;
                break;
            }
        }
        Ok(found)
    }

    /// The answer, and how many entries were looked at in vain.
    fn answer(
        &self,
        request: &Request,
        question: &Question,
        conditions: &[Condition],
        title: Option<Key>,
    ) -> (Found, usize) {
        let sets: Vec<Set> = conditions.iter().map(|condition| self.set(condition)).collect();
        let mut missing_terms = Vec::new();
        for (term, set) in request.query.terms().iter().zip(&sets) {
            if self.next(set, 0, &mut Unknown::new()).is_none() {
                missing_terms.push(term.written.clone());
            }
        }
        let set = if sets.is_empty() { Set::Everything } else { Set::All(sets) };
        let total = self.exact_total(request, conditions, &set);
        let (mut found, refuted) = if request.sort == Sort::Oldest {
            (self.oldest_first(question, &set), 0)
        } else {
            self.newest_first(request, question, &set, title)
        };
        if let Some(count) = total {
            found.total = Total::Exactly(count);
        }
        found.missing_terms = missing_terms;
        (found, refuted)
    }

    /// The hits in the order of relevance where they are few; else by number, after those of which the query is the
    /// whole title.
    fn newest_first(&self, request: &Request, question: &Question, set: &Set, title: Option<Key>) -> (Found, usize) {
        let is_ranked = request.sort == Sort::Relevance && !request.query.is_empty() && self.are_few(set);
        let wanted = if is_ranked { usize::MAX } else { question.wanted };
        let looked = self.look(question, wanted, &mut walk(set));
        let mut found = self.found(&looked, question);
        if found.hits.is_empty() && matches!(set, Set::All(conditions) if conditions.len() > 1) {
            add_parts(set, &mut found.needs);
        }
        if is_ranked {
            let keys = looked.hits.iter().map(|(entry, score)| key(!score, 0, *entry)).collect();
            found.hits = sorted(keys).into_iter().map(third).collect();
            found.is_ranked = found.total == Total::Exactly(looked.hits.len() as u32);
        }
        if let Some(title) = title.filter(|_| !found.is_ranked) {
            self.put_title_first(question, title, &mut found);
        }
        found.hits.truncate(question.wanted);
        (found, looked.refuted)
    }

    fn put_title_first(&self, question: &Question, title: Key, found: &mut Found) {
        let exact = self.look(question, question.wanted, &mut walk(&self.set_of(title)));
        if !exact.missing.is_empty() {
            // Most likely what is looked for: the newest before anything else.
            found.needs = self.blocks_of(&exact.missing);
            found.needs.truncate(if exact.hits.is_empty() { 1 } else { MOST_BLOCKS });
        }
        let is_exact = |score: u32| score >= self.weights.exact_title;
        let mut exact: Vec<u32> =
            exact.hits.iter().filter(|(_, score)| is_exact(*score)).map(|(entry, _)| *entry).collect();
        if let Total::AtLeast(count) = &mut found.total {
            *count += exact.iter().filter(|entry| **entry >= found.searched).count() as u32;
        }
        found.hits.retain(|hit| !exact.contains(hit));
        exact.append(&mut found.hits);
        found.hits = exact;
    }

    /// Oldest first, those without a date last, where it can be known without reading too much.
    fn oldest_first(&self, question: &Question, set: &Set) -> Found {
        let (mut entries, mut unknown, mut from): (Vec<u32>, _, _) = (Vec::new(), Unknown::new(), 0);
        while let Some((entry, open)) = self.next(set, from, &mut unknown) {
            if unknown.len() > OLDEST_PARTS * 64 {
                break;
            }
            if open == NOT_NAMED {
                // No list names it: when none could, every entry from here on may match.
                entries.extend((entry..self.directory.entries).filter(|_| unknown.is_empty()));
                break;
            }
            entries.push(entry);
            from = entry + 1;
        }
        let mut parts: Vec<Need> = Vec::new();
        for (list, part) in unknown {
            let rest = list.parts.iter().skip(part).map(|part| Need::Part(part.hash));
            rest.for_each(|need| add_new(&mut parts, need));
        }
        if parts.len() > OLDEST_PARTS {
            let looked = self.look(question, question.wanted, &mut walk(set));
            return Found { is_misordered: true, ..self.found(&looked, question) };
        }
        if !parts.is_empty() {
            return Found { needs: parts, ..Found::default() };
        }
        let undated = entries.split_off(entries.partition_point(|entry| *entry < self.directory.dated));
        let mut ordered = entries.into_iter().rev().chain(undated);
        let looked = self.look(question, question.wanted, &mut |_, _| Some((ordered.next()?, 0)));
        self.found(&looked, question)
    }

    /// The next entry from this one on that may be in the set; none beyond those there are, whatever a damaged list names.
    pub(super) fn next<'l>(&self, set: &Set<'l>, from: u32, unknown: &mut Unknown<'l>) -> Option<(u32, Open)> {
        set.next(from, unknown).filter(|(entry, _)| *entry < self.directory.entries)
    }

    /// Whether all that may match lies in a few blocks, as far as lists tell.
    fn are_few(&self, set: &Set) -> bool {
        let (mut from, mut blocks, mut last) = (0, 0, None);
        while let Some((entry, open)) = self.next(set, from, &mut Unknown::new()) {
            let block = Some(entry / self.directory.block);
            blocks += usize::from(block != last);
            if open == NOT_NAMED || blocks > RANKED_BLOCKS {
                return false;
            }
            (last, from) = (block, entry + 1);
        }
        true
    }

    /// Holds the entries that `next` gives against the question.
    fn look<'l>(&self, question: &Question, wanted: usize, next: &mut Walk<'_, 'l>) -> Looked<'l> {
        let (mut looked, mut blocks, mut last, mut from) = (Looked::default(), 0, None, 0);
        loop {
            let mut unknown = Unknown::new();
            let entry = next(from, &mut unknown).filter(|(number, _)| *number < self.directory.entries);
            let Some((number, open)) = entry else {
                looked.are_all = true;
                break;
            };
            let block = number / self.directory.block;
            blocks += usize::from(last != Some(block));
            last = Some(block);
            if looked.hits.len() >= wanted || blocks > question.most_blocks {
                looked.searched.get_or_insert(number);
                break;
            }
            // Where no list names it and none would tell more, every entry of the block may match.
            let is_named = open != NOT_NAMED;
            let is_any = !is_named && unknown.is_empty();
            if is_any && question.is_guess() {
                break;
            }
            from = if is_any { self.directory.block.saturating_mul(block + 1) } else { number + 1 };
            if self.block(number).is_none() {
                looked.searched.get_or_insert(number);
                looked.missing.push(Missing { entry: number, open, unknown });
                let most = if question.is_guess() { MOST_GUESSED } else { MOST_MISSING };
                if !is_named && !is_any || looked.missing.len() > most {
                    break;
                }
            } else if looked.missing.is_empty() || question.is_guess() {
                self.look_at(number..from, question, wanted, &mut looked);
            }
        }
        looked
    }

    /// Holds entries of a block that is here against the question.
    fn look_at(&self, numbers: Range<u32>, question: &Question, wanted: usize, looked: &mut Looked) {
        for number in numbers {
            // The block may be shorter than the directory says.
            let Some(entry) = self.entry(number) else { return };
            if looked.hits.len() >= wanted {
                looked.searched.get_or_insert(number);
                return;
            }
            match question.score(entry, &self.weights) {
                Some(score) => looked.hits.push((number, score)),
                None => looked.refuted += 1,
            }
        }
    }

    fn found(&self, looked: &Looked, question: &Question) -> Found {
        let count = looked.hits.len() as u32;
        let is_whole = looked.searched.is_none();
        Found {
            hits: looked.hits.iter().map(|(entry, _)| *entry).collect(),
            total: if is_whole { Total::Exactly(count) } else { Total::AtLeast(count) },
            facets: if is_whole { self.counts(looked, question) } else { Vec::new() },
            searched: looked.searched.unwrap_or(self.directory.entries),
            needs: self.needs(looked, question),
            ..Found::default()
        }
    }

    fn counts(&self, looked: &Looked, question: &Question) -> Vec<(u8, Vec<(String, u32)>)> {
        let mut counts = Counts::default();
        for (facet, value) in question.filters {
            counts.add(*facet, value, 0);
        }
        for entry in looked.hits.iter().filter_map(|(number, _)| self.entry(*number)) {
            for (facet, value) in &entry.facets {
                counts.add(*facet, value, 1);
            }
        }
        counts.listed()
    }
}

/// Gives the next entry from this one on that may match, and how many lists do not tell.
type Walk<'w, 'l> = dyn FnMut(u32, &mut Unknown<'l>) -> Option<(u32, Open)> + 'w;

fn walk<'l>(set: &Set<'l>) -> impl FnMut(u32, &mut Unknown<'l>) -> Option<(u32, Open)> {
    move |from, unknown| set.next(from, unknown)
}

impl Question<'_> {
    /// Whether any hit will do, the likeliest first.
    pub(super) fn is_guess(&self) -> bool {
        matches!(self.hearing, Hearing::Likely | Hearing::Frequent | Hearing::LessLikely)
    }

    fn score(&self, entry: &Entry, weights: &Weights) -> Option<u32> {
        self.prepared.score(&entry.text, weights).filter(|_| passes(entry, self.filters))
    }
}

/// Whether any term may be pinyin.
fn has_sounds(request: &Request) -> bool {
    request.query.characters.readings.is_some()
        && request.query.terms().iter().any(|term| readings::may_sound(&term.text))
}

fn passes(entry: &Entry, filters: &[(u8, String)]) -> bool {
    filters.iter().all(|(facet, _)| filters.iter().any(|filter| filter.0 == *facet && entry.facets.contains(filter)))
}
