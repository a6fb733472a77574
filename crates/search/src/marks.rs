//! Which parts of a text a query found.

use std::ops::Range;

use crate::{
    Query,
    find::Finder,
    normalise,
    order::{key, second, sorted, third},
};

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
            let original = normalised.original(at..at + term.text.len());
            found.push(key(0, original.start as u32, original.end as u32));
            from = at + 1;
        }
    }
    united(sorted(found))
}

/// Unites sorted ranges that overlap or touch.
fn united(sorted: Vec<u128>) -> Vec<Range<usize>> {
    let mut result: Vec<Range<usize>> = Vec::new();
    for key in sorted {
        let (start, end) = (second(key) as usize, third(key) as usize);
        match result.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => result.push(start..end),
        }
    }
    result
}
