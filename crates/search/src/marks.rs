//! Which parts of a text a query found.

use alloc::vec::Vec;
use core::ops::Range;

use crate::{
    Query,
    matching::Needle,
    order::{key, second, sorted, third},
};

/// The byte ranges of `text` to mark as found: every occurrence of every term of `query`. Sorted, apart
/// from each other (what overlaps or touches is one), on character boundaries.
#[must_use]
pub fn marks(text: &str, query: &Query) -> Vec<Range<usize>> {
    if query.terms().is_empty() {
        return Vec::new();
    }
    let normalised = query.characters.normalise(text);
    let mut found = Vec::new();
    for term in query.terms() {
        let needle = Needle::new(&term.text, &query.characters);
        let mut from = 0;
        while let Some((at, end)) = needle.find(&normalised.text, from) {
            let original = normalised.original(at..end);
            found.push(key(0, original.start as u32, original.end as u32));
            from = at + normalised.text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
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
