//! The facets of documents: filtering and counting.

use crate::{
    Doc, Request,
    find::Finder,
    order::{key, sorted, third},
};
use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

/// A facet and one of its values.
pub(crate) type Value = (u8, String);

/// The facets of the documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facets {
    /// All values of all facets, sorted.
    values: Vec<Value>,
    /// For each document its values, by their place in `values`, each once.
    by_doc: Vec<Vec<u32>>,
}

impl Facets {
    pub(crate) fn new(docs: &[Doc]) -> Facets {
        let mut values: Vec<Value> = Vec::new();
        for value in docs.iter().flat_map(|doc| &doc.facets) {
            if let Err(place) = values.binary_search(value) {
                values.insert(place, value.clone());
            }
        }
        let mut by_doc = Vec::with_capacity(docs.len());
        for doc in docs {
            let mut ids = Vec::with_capacity(doc.facets.len());
            for value in &doc.facets {
                let id = values.binary_search(value).unwrap_or_default() as u32;
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            by_doc.push(ids);
        }
        Facets { values, by_doc }
    }

    /// All values.
    pub(crate) fn values(&self) -> impl Iterator<Item = (u8, &str)> + Clone {
        self.values.iter().map(|(facet, value)| (*facet, value.as_str()))
    }
}

/// The filters of a request, those typed included: `issuer:财政局` means every issuer of `values` that holds it.
pub(crate) fn chosen<'v>(request: &Request, values: impl Iterator<Item = (u8, &'v str)> + Clone) -> Vec<Value> {
    let normal = |text: &str| request.query.characters.normalise(text).text;
    let mut chosen = request.filters.to_vec();
    for (key, text) in request.query.typed() {
        let known = request.keys.iter().find(|(known, _)| known == key);
        let facet = known.map_or(NO_FACET, |(_, facet)| *facet);
        let wanted = normal(text);
        let finder = Finder::new(&wanted);
        let before = chosen.len();
        for (number, value) in values.clone() {
            if number == facet && (wanted.is_empty() || finder.find(&normal(value), 0).is_some()) {
                chosen.push((facet, value.to_owned()));
            }
        }
        if chosen.len() == before {
            chosen.push((facet, text.clone()));
        }
    }
    chosen
}

/// A facet that no document has.
const NO_FACET: u8 = u8::MAX;

/// The filters of one request, and what is counted under them.
pub(crate) struct Filters<'a> {
    facets: &'a Facets,
    filters: &'a [Value],
    /// The facets filtered by.
    filtered: Vec<u8>,
    /// For each value, whether it is filtered by.
    is_selected: Vec<bool>,
    /// For each value, how many documents have it that pass the filters of the other facets.
    counts: Vec<u32>,
}

impl<'a> Filters<'a> {
    pub(crate) fn new(facets: &'a Facets, filters: &'a [Value]) -> Self {
        let mut filtered = Vec::new();
        let mut is_selected = vec![false; facets.values.len()];
        for filter in filters {
            if !filtered.contains(&filter.0) {
                filtered.push(filter.0);
            }
            if let Ok(id) = facets.values.binary_search(filter) {
                is_selected[id] = true;
            }
        }
        Filters { facets, filters, filtered, is_selected, counts: vec![0; facets.values.len()] }
    }

    /// Counts a document that matches the query for each facet whose other filters it passes. Tells
    /// whether it passes them all.
    pub(crate) fn pass(&mut self, doc: usize) -> bool {
        let facet_of = |id: u32| self.facets.values[id as usize].0;
        let ids = &self.facets.by_doc[doc];
        let mut failed = None;
        for facet in &self.filtered {
            if !ids.iter().any(|id| facet_of(*id) == *facet && self.is_selected[*id as usize]) {
                if failed.is_some() {
                    return false;
                }
                failed = Some(*facet);
            }
        }
        for id in ids {
            if failed.is_none_or(|facet| facet == facet_of(*id)) {
                self.counts[*id as usize] += 1;
            }
        }
        failed.is_none()
    }

    /// The counts, as an answer lists them.
    pub(crate) fn counts(self) -> Vec<(u8, Vec<(String, u32)>)> {
        let mut answer: Vec<(u8, Vec<(String, u32)>)> = Vec::new();
        let mut keys = Vec::new();
        for (id, (facet, _)) in self.facets.values.iter().enumerate() {
            group(&mut answer, *facet);
            if self.counts[id] > 0 || self.is_selected[id] {
                keys.push(key(u32::from(*facet), !self.counts[id], id as u32));
            }
        }
        for key in sorted(keys) {
            let id = third(key) as usize;
            let (facet, value) = &self.facets.values[id];
            group(&mut answer, *facet).push((value.clone(), self.counts[id]));
        }
        for (facet, value) in self.filters {
            let listed = group(&mut answer, *facet);
            // A value that no document has.
            if listed.iter().all(|(known, _)| known != value) {
                let place = listed.iter().position(|(other, count)| *count == 0 && other > value);
                listed.insert(place.unwrap_or(listed.len()), (value.clone(), 0));
            }
        }
        answer
    }
}

/// Counts values as they come: of each facet in the order of their text.
#[derive(Default)]
pub(crate) struct Counts(Vec<(u8, Vec<(String, u32)>)>);

impl Counts {
    pub(crate) fn add(&mut self, facet: u8, value: &str, count: u32) {
        let values = group(&mut self.0, facet);
        let place = values.partition_point(|(known, _)| known.as_str() < value);
        match values.get_mut(place) {
            Some((known, number)) if known == value => *number += count,
            _ => values.insert(place, (value.to_owned(), count)),
        }
    }

    /// As an answer lists them: most first, then by text.
    pub(crate) fn listed(mut self) -> Vec<(u8, Vec<(String, u32)>)> {
        for (_, values) in &mut self.0 {
            let keys = (0..).zip(&*values).map(|(place, (_, count))| key(0, !count, place)).collect();
            let order = sorted(keys).into_iter().filter_map(|key| values.get(third(key) as usize));
            *values = order.cloned().collect();
        }
        self.0
    }
}

/// The group of a facet in an answer, made if it is not there yet.
fn group(answer: &mut Vec<(u8, Vec<(String, u32)>)>, facet: u8) -> &mut Vec<(String, u32)> {
    let place = answer.partition_point(|(number, _)| *number < facet);
    if answer.get(place).is_none_or(|(number, _)| *number != facet) {
        answer.insert(place, (facet, Vec::new()));
    }
    &mut answer[place].1
}
