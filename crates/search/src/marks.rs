//! Which parts of a text a query found.

use std::ops::Range;

use crate::{Query, find::Finder, normalise};

/// The byte ranges of `text` to mark as found: every occurrence of every term of `query`. Sorted, apart
/// from each other (what overlaps or touches is one), on character boundaries.
#[must_use]
pub fn marks(text: &str, query: &Query) -> Vec<Range<usize>> {
    if query.terms().is_empty() {
        return Vec::new();
    }
    let normalised = normalise(text);
    let mut found = Vec::new();
    for term in query.terms() {
        let finder = Finder::new(&term.text);
        let mut from = 0;
        while let Some(at) = finder.find(&normalised.text, from) {
            found.push(normalised.original(at..at + term.text.len()));
            from = at + 1;
        }
    }
    found.sort_by_key(|range| range.start);
    united(found)
}

/// Unites sorted ranges that overlap or touch.
fn united(sorted: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut result: Vec<Range<usize>> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match result.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => result.push(range),
        }
    }
    result
}
