//! Whether and where a query's terms are found in a document's texts.

use crate::{Characters, Doc, Query, Weights, find::Finder, readings, readings::Readings};
use alloc::{boxed::Box, string::String, vec::Vec};

/// The normalised texts of one document.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// Title, number and fields, each ended by [`END`]: the first place found is the best one.
    all: Box<str>,
    title_end: usize,
    number_end: usize,
}

/// No normalised text holds it.
pub(crate) const END: char = '\n';

impl Text {
    pub(crate) fn new(doc: &Doc, characters: &Characters) -> Text {
        let mut all = String::new();
        let mut add = |text: &str| {
            characters.normalise_onto(&mut all, text);
            all.push(END);
            all.len()
        };
        let title_end = add(&doc.title);
        let number_end = add(doc.number.as_deref().unwrap_or_default());
        for field in &doc.fields {
            add(field);
        }
        Text { all: all.into(), title_end, number_end }
    }

    /// The normalised texts, one by one.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.all.split_terminator(END)
    }

    /// The weight of a term found from `at` to `end`.
    fn weight(&self, (at, end): (usize, usize), weights: &Weights) -> u32 {
        match at {
            0 if end + END.len_utf8() == self.title_end => weights.exact_title,
            0 => weights.title_start,
            at if at < self.title_end => weights.title,
            at if at < self.number_end => weights.number,
            _ => weights.field,
        }
    }
}

/// A term, prepared to be looked for.
pub(crate) struct Needle<'q> {
    term: &'q str,
    finder: Finder<'q>,
    /// When the term may be pinyin and it is known how characters sound.
    readings: Option<&'q Readings>,
}

impl<'q> Needle<'q> {
    pub(crate) fn new(term: &'q str, characters: &'q Characters) -> Self {
        let readings = characters.readings.as_deref().filter(|_| readings::may_sound(term));
        Self { term, finder: Finder::new(term), readings }
    }

    /// Where it is first found at or after `from`: start and end.
    pub(crate) fn find(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        match self.readings {
            Some(readings) => readings.find(self.term, text, from),
            None => self.finder.find(text, from).map(|at| (at, at + self.term.len())),
        }
    }

    pub(crate) fn is_in(&self, text: &Text) -> bool {
        self.find(&text.all, 0).is_some()
    }
}

/// A query, prepared to be held against many documents.
pub(crate) struct Prepared<'q> {
    pub(crate) terms: Vec<Needle<'q>>,
    excluded: Vec<Needle<'q>>,
    /// All terms put together, where there are several.
    whole: Option<Needle<'q>>,
}

impl<'q> Prepared<'q> {
    pub(crate) fn new(query: &'q Query) -> Self {
        let needle = |text: &'q str| Needle::new(text, &query.characters);
        Self {
            terms: query.terms().iter().map(|term| needle(&term.text)).collect(),
            excluded: query.excluded().iter().map(|term| needle(&term.text)).collect(),
            whole: (query.terms().len() > 1).then(|| needle(&query.whole)),
        }
    }

    /// Whether every document matches.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.excluded.is_empty()
    }

    /// The relevance of a document; none if it does not match.
    pub(crate) fn score(&self, text: &Text, weights: &Weights) -> Option<u32> {
        let mut score = 0u32;
        for term in &self.terms {
            score = score.saturating_add(text.weight(term.find(&text.all, 0)?, weights));
        }
        if self.excluded.iter().any(|term| term.is_in(text)) {
            return None;
        }
        // See `Weights`: all terms put together.
        if let Some(title) = text.all.get(..text.title_end)
            && let Some(found) = self.whole.as_ref().and_then(|whole| whole.find(title, 0))
        {
            score = score.max(text.weight(found, weights).saturating_mul(self.terms.len() as u32));
        }
        Some(score)
    }
}
