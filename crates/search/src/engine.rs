//! The engine: documents in, answers out.

use crate::{
    Query,
    facets::{Facets, Filters},
    find::Finder,
    normalise,
    normalise::normalise_onto,
    order::{key, sorted, third},
};

/// One thing that can be searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
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
    /// What to look for. The engine does not look at typed filters.
    pub query: &'a Query,
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
#[derive(Clone, Debug, Default)]
pub struct Engine {
    docs: Vec<Doc>,
    weights: Weights,
    texts: Vec<Text>,
    /// For each document the figures of its date; 0 without a date.
    dates: Vec<u32>,
    facets: Facets,
}

/// The normalised texts of one document.
#[derive(Clone, Debug)]
struct Text {
    /// Title, number and fields, each ended by [`END`]: the first place found is the best one.
    all: String,
    title_end: usize,
    number_end: usize,
}

/// No normalised text holds it.
const END: char = '\n';

impl Engine {
    /// Takes the documents in, normalising them once.
    #[must_use]
    pub fn new(docs: Vec<Doc>) -> Engine {
        Engine::with_weights(docs, Weights::default())
    }

    /// Like [`Engine::new`], with other weights.
    #[must_use]
    pub fn with_weights(docs: Vec<Doc>, weights: Weights) -> Engine {
        let texts = docs.iter().map(Text::new).collect();
        let dates = docs.iter().map(|doc| date(doc.date.as_deref().unwrap_or_default())).collect();
        let facets = Facets::new(&docs);
        Engine { docs, weights, texts, dates, facets }
    }

    /// The document at place `i` of the documents given.
    ///
    /// # Panics
    ///
    /// If there is none. Hits of this engine's answers always are.
    #[must_use]
    pub fn doc(&self, i: u32) -> &Doc {
        &self.docs[i as usize]
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.docs.len()
    }

    /// Whether there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.docs.is_empty()
    }

    /// The values of a facet that `text`, typed by a visitor, means: the value that is `text` after
    /// normalisation, else all that contain it (`财政局` means `疏勒县财政局`). For typed filters.
    #[must_use]
    pub fn values_meant(&self, facet: u8, text: &str) -> Vec<String> {
        let text = normalise(text).text;
        let finder = Finder::new(&text);
        let (mut same, mut containing) = (Vec::new(), Vec::new());
        for value in self.facets.values(facet) {
            let normalised = normalise(value).text;
            if normalised == text {
                same.push(value.clone());
            } else if finder.find(&normalised, 0).is_some() {
                containing.push(value.clone());
            }
        }
        if same.is_empty() { containing } else { same }
    }

    /// Answers a request.
    #[must_use]
    pub fn search(&self, request: &Request) -> Answer {
        let scores = self.scores(request.query);
        let mut filters = Filters::new(&self.facets, request.filters);
        let mut keys = Vec::new();
        for (doc, score) in (0..).zip(&scores) {
            if let Some(score) = *score
                && filters.pass(doc as usize)
            {
                keys.push(self.key(doc, score, request));
            }
        }
        let missing_terms = if keys.is_empty() { self.missing(request.query) } else { Vec::new() };
        Answer { hits: sorted(keys).into_iter().map(third).collect(), facets: filters.counts(), missing_terms }
    }

    /// Each document's relevance; none for those that do not match.
    fn scores(&self, query: &Query) -> Vec<Option<u32>> {
        let mut scores = vec![Some(0); self.texts.len()];
        for term in query.terms() {
            for (score, weight) in scores.iter_mut().zip(self.weights_of(&term.text)) {
                *score = score.zip(weight).map(|(score, weight)| weight.saturating_add(score));
            }
        }
        for term in query.excluded() {
            for (score, weight) in scores.iter_mut().zip(self.weights_of(&term.text)) {
                *score = score.filter(|_| weight.is_none());
            }
        }
        if query.terms().len() > 1 {
            self.raise_for_the_whole(query, &mut scores);
        }
        scores
    }

    /// See [`Weights`]: all terms put together.
    fn raise_for_the_whole(&self, query: &Query, scores: &mut [Option<u32>]) {
        let mut whole = String::new();
        for term in query.terms() {
            whole.push_str(&term.text);
        }
        let finder = Finder::new(&whole);
        for (score, text) in scores.iter_mut().zip(&self.texts) {
            if let Some(score) = score
                && let Some(at) = finder.find(&text.all[..text.title_end], 0)
            {
                let weight = text.weight(at, whole.len(), &self.weights);
                *score = (*score).max(weight.saturating_mul(query.terms().len() as u32));
            }
        }
    }

    /// For each document the weight of the best place where a term is found, if it is.
    fn weights_of(&self, term: &str) -> Vec<Option<u32>> {
        let finder = Finder::new(term);
        let mut weights = Vec::with_capacity(self.texts.len());
        for text in &self.texts {
            weights.push(finder.find(&text.all, 0).map(|at| text.weight(at, term.len(), &self.weights)));
        }
        weights
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

    /// The terms that no document holds, as written.
    fn missing(&self, query: &Query) -> Vec<String> {
        let mut missing = Vec::new();
        for term in query.terms() {
            if self.weights_of(&term.text).iter().all(Option::is_none) {
                missing.push(term.written.clone());
            }
        }
        missing
    }
}

impl Text {
    fn new(doc: &Doc) -> Text {
        let mut all = String::new();
        let mut add = |text: &str| {
            normalise_onto(&mut all, text);
            all.push(END);
            all.len()
        };
        let title_end = add(&doc.title);
        let number_end = add(doc.number.as_deref().unwrap_or_default());
        for field in &doc.fields {
            add(field);
        }
        all.shrink_to_fit();
        Text { all, title_end, number_end }
    }

    /// The weight of a term of `length` bytes found at `at`.
    fn weight(&self, at: usize, length: usize, weights: &Weights) -> u32 {
        match at {
            0 if length + END.len_utf8() == self.title_end => weights.exact_title,
            0 => weights.title_start,
            at if at < self.title_end => weights.title,
            at if at < self.number_end => weights.number,
            _ => weights.field,
        }
    }
}

/// The figures of a date as one number, `YYYYMMDD`; 0 if it has none.
fn date(text: &str) -> u32 {
    let (mut number, mut count) = (0, 0);
    for byte in text.bytes().filter(u8::is_ascii_digit).chain([b'0'; 8]) {
        if count < 8 {
            number = number * 10 + u32::from(byte - b'0');
            count += 1;
        }
    }
    number
}
