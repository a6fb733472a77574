//! The engine: documents in, answers out.

use alloc::{string::String, sync::Arc, vec::Vec};
use spin::Mutex;

use crate::{
    Characters, Query,
    facets::{Facets, Filters, chosen},
    fold::Table,
    matching::{Prepared, Text},
    order::{key, sorted, third},
};

/// One thing that can be searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// What names it on its site. Not searched.
    pub id: String,
    /// The title.
    pub title: String,
    /// The document number (文号).
    pub number: Option<String>,
    /// The date, `YYYY-MM-DD`, for the order. `YYYY-MM` and `YYYY` come before the days they hold; what has no
    /// figure is no date.
    pub date: Option<String>,
    /// The other texts that are searched: content, issuer, subject…
    pub fields: Vec<String>,
    /// Facet number and value. A document may have several values of one facet.
    pub facets: Vec<(u8, String)>,
}

/// What is asked of the engine.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What to look for.
    pub query: &'a Query,
    /// Which facet each key of the query's typed filters means. A key that is not here means a facet that no
    /// document has.
    pub keys: &'a [(&'static str, u8)],
    /// Facet number and value. Values of one facet are alternatives; facets are joined by "and".
    pub filters: &'a [(u8, String)],
    /// The order of the hits.
    pub sort: Sort,
}

/// The order of hits. Undated documents come last; equals stay in the given order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By [`Weights`], then newest first. With an empty query, as given.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
    /// The order in which the documents were given.
    Given,
}

/// What the engine found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The documents found, by their place in the documents given.
    pub hits: Vec<u32>,
    /// For each facet of the documents or filters, by number: its values and how many documents match the
    /// query and the filters of the *other* facets. Most first, then by text. Values that no such document
    /// has are left out, except those filtered by.
    pub facets: Vec<(u8, Vec<(String, u32)>)>,
    /// When there is no hit: the terms, as written, that no document holds, whatever the filters.
    pub missing_terms: Vec<String>,
}

/// How much it counts where a term is found. A document's relevance is the sum over the query's terms,
/// each counted once, at its best place. If all terms put together are found in the title, each counts as
/// much as they all do, so that a title typed with spaces is an exact one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// The title is the term.
    pub exact_title: u32,
    /// The title starts with the term.
    pub title_start: u32,
    /// The title holds the term.
    pub title: u32,
    /// The document number holds the term.
    pub number: u32,
    /// Another field holds the term.
    pub field: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights { exact_title: 16, title_start: 8, title: 4, number: 2, field: 1 }
    }
}

/// The engine: holds the documents, answers requests.
#[derive(Default)]
pub struct Engine {
    docs: Vec<Doc>,
    weights: Weights,
    texts: Mutex<Normalised>,
    /// For each document the figures of its date; 0 without a date.
    dates: Vec<u32>,
    facets: Facets,
}

/// The texts of all documents, and the table that they were normalised with.
type Normalised = Option<(Arc<Table>, Arc<[Text]>)>;

impl Engine {
    /// Takes the documents in. They are normalised by the first query that looks at them, and anew by one that knows
    /// other characters.
    #[must_use]
    pub fn new(docs: Vec<Doc>) -> Engine {
        Engine::with_weights(docs, Weights::default())
    }

    /// Like [`Engine::new`], with other weights.
    #[must_use]
    pub fn with_weights(docs: Vec<Doc>, weights: Weights) -> Engine {
        let dates = docs.iter().map(|doc| date(doc.date.as_deref().unwrap_or_default())).collect();
        let facets = Facets::new(&docs);
        Engine { docs, weights, dates, facets, texts: Mutex::default() }
    }

    /// The documents.
    #[must_use]
    pub fn docs(&self) -> &[Doc] {
        &self.docs
    }

    /// Answers a request.
    #[must_use]
    pub fn search(&self, request: &Request) -> Answer {
        let prepared = Prepared::new(request.query);
        let chosen = chosen(request, self.facets.values());
        let mut filters = Filters::new(&self.facets, &chosen);
        let mut keys = Vec::new();
        let texts = if prepared.is_empty() { Arc::default() } else { self.texts(&request.query.characters) };
        for place in 0..self.docs.len() {
            let score = texts.get(place).map_or(Some(0), |text| prepared.score(text, &self.weights));
            if let Some(score) = score
                && filters.pass(place)
            {
                keys.push(self.key(place as u32, score, request));
            }
        }
        let missing_terms = if keys.is_empty() { missing(request.query, &prepared, &texts) } else { Vec::new() };
        Answer { hits: sorted(keys).into_iter().map(third).collect(), facets: filters.counts(), missing_terms }
    }

    /// The normalised texts of all documents.
    pub(crate) fn each_text(&self, characters: &Characters, take: &mut dyn FnMut(&str)) {
        self.texts(characters).iter().flat_map(Text::texts).for_each(take);
    }

    fn texts(&self, characters: &Characters) -> Arc<[Text]> {
        let mut texts = self.texts.lock();
        match &*texts {
            Some((table, texts)) if Arc::ptr_eq(table, &characters.table) => Arc::clone(texts),
            _ => {
                let all: Arc<[Text]> = self.docs.iter().map(|doc| Text::new(doc, characters)).collect();
                *texts = Some((Arc::clone(&characters.table), Arc::clone(&all)));
                all
            }
        }
    }

    /// What a hit is sorted by. Descending numbers are turned round.
    fn key(&self, doc: u32, score: u32, request: &Request) -> u128 {
        let date = self.dates[doc as usize];
        match request.sort {
            Sort::Relevance if request.query.is_empty() => key(0, 0, doc),
            Sort::Relevance => key(!score, !date, doc),
            Sort::Newest => key(0, !date, doc),
            // Without a date, 0 less 1 is the latest of all.
            Sort::Oldest => key(0, date.wrapping_sub(1), doc),
            Sort::Given => key(0, 0, doc),
        }
    }
}

/// The terms that no document holds, as written.
fn missing(query: &Query, prepared: &Prepared, texts: &[Text]) -> Vec<String> {
    let mut missing = Vec::new();
    for (term, needle) in query.terms().iter().zip(&prepared.terms) {
        if !texts.iter().any(|text| needle.is_in(text)) {
            missing.push(term.written.clone());
        }
    }
    missing
}

/// The figures of a date as one number, `YYYYMMDD`; 0 if it has none.
pub(crate) fn date(text: &str) -> u32 {
    let (mut number, mut count) = (0, 0);
    for byte in text.bytes().filter(u8::is_ascii_digit).chain([b'0'; 8]) {
        if count < 8 {
            number = number * 10 + u32::from(byte - b'0');
            count += 1;
        }
    }
    number
}
