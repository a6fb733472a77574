//! What a visitor typed, understood.

use crate::{
    fold::{Folded, fold},
    normalise,
    normalise::{CLOSING, is_year},
};

/// A query.
///
/// - Terms are separated by white space (the ideographic space included). Every term must be found.
/// - Within quotation marks (`"…"`, `“…”`) white space does not separate. A mark without its partner is
///   punctuation like any other.
/// - `-term` excludes; so does `－term`.
/// - `key:value` or `key：value` (the key in ASCII letters) is no term but a typed filter; see
///   [`Query::typed`].
/// - A document number with spaces in it, such as `（2025） 5 号`, is one term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    excluded: Vec<Term>,
    /// Typed filters such as `year:2024` or `issuer:财政局`: key in lower case, value as typed without
    /// quotation marks. The engine does not look at them; the caller maps them onto facets.
    pub typed: Vec<(String, String)>,
}

/// One term of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As written in the query, without quotation marks: for showing.
    pub written: String,
    /// Normalised: for finding. Never empty.
    pub text: String,
}

impl Query {
    /// Understands what was typed. Every text is a query; what is only punctuation says nothing.
    #[must_use]
    pub fn parse(text: &str) -> Query {
        Query::understand(text, |key| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphabetic()))
    }

    /// Like [`Query::parse`], but only `keys` (lower case, of any script) make typed filters, so that
    /// other words with a colon remain terms.
    #[must_use]
    pub fn parse_with_keys(text: &str, keys: &[&str]) -> Query {
        Query::understand(text, |key| keys.contains(&key.to_ascii_lowercase().as_str()))
    }

    fn understand(text: &str, is_key: impl Fn(&str) -> bool) -> Query {
        let mut query = Query::default();
        for Word { text: word, quoted } in split(text) {
            if quoted {
                add(&mut query.terms, &word);
            } else if let Some((key, value)) = typed_filter(&word, &is_key) {
                query.typed.push((key.to_ascii_lowercase(), value.to_owned()));
            } else if let Some(word) = word.strip_prefix(['-', '－']) {
                add(&mut query.excluded, word);
            } else {
                add(&mut query.terms, &word);
            }
        }
        query
    }

    /// Whether there is nothing to look for: neither terms nor excluded terms. Typed filters do not count.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.excluded.is_empty()
    }

    /// The terms, each of which must be found, in the order typed, without repetition.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The terms that must not be found.
    #[must_use]
    pub fn excluded(&self) -> &[Term] {
        &self.excluded
    }
}

fn add(terms: &mut Vec<Term>, word: &str) {
    let text = normalise(word).text;
    if !text.is_empty() && terms.iter().all(|term| term.text != text) {
        terms.push(Term { written: word.to_owned(), text });
    }
}

/// `key:value`. A web address is none.
fn typed_filter<'w>(word: &'w str, is_key: &impl Fn(&str) -> bool) -> Option<(&'w str, &'w str)> {
    let (key, value) = word.split_once([':', '：'])?;
    (is_key(key) && !value.is_empty() && !value.starts_with("//")).then_some((key, value))
}

const QUOTES: [char; 4] = ['"', '“', '”', '＂'];

/// What stands between white space.
#[derive(Default)]
struct Word {
    /// Without quotation marks.
    text: String,
    /// Whether it starts with a quotation, so that its `-` and `:` mean themselves.
    quoted: bool,
}

/// Splits at white space that is neither quoted nor within a document number.
fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if c.is_whitespace() {
            words.push(std::mem::take(&mut word));
            rest = after;
        } else if let Some(length) = document_number(rest) {
            word.text.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some((quoted, after)) = quotation(c, after) {
            word.quoted |= word.text.is_empty();
            word.text.push_str(quoted);
            rest = after;
        } else {
            if !QUOTES.contains(&c) {
                word.text.push(c);
            }
            rest = after;
        }
    }
    words.push(word);
    words
}

/// If `c` opens a quotation that ends: what is quoted, and what follows its end. Any mark ends any
/// quotation, since phones type them in every combination.
fn quotation(c: char, after: &str) -> Option<(&str, &str)> {
    if QUOTES.contains(&c) { after.split_once(QUOTES) } else { None }
}

/// The length in bytes of a complete document number's year and serial (`〔2025〕 5 号`, `2025 年第 5 号`)
/// at the start of `text`.
fn document_number(text: &str) -> Option<usize> {
    let mut rest = text;
    let mut c = next_visible(&mut rest);
    if OPENING.contains(&c) {
        c = next_visible(&mut rest);
    }
    let mut year = 0;
    for _ in 0..4 {
        year = year * 10 + c.to_digit(10)?;
        c = next_visible(&mut rest);
    }
    let joint = c;
    if !is_year(year) || !(CLOSING.contains(&joint) || joint == '年') {
        return None;
    }
    c = next_visible(&mut rest);
    if c == '第' {
        c = next_visible(&mut rest);
    } else if joint == '年' {
        return None;
    }
    if !c.is_ascii_digit() {
        return None;
    }
    while c.is_ascii_digit() {
        c = next_visible(&mut rest);
    }
    (c == '号').then_some(text.len() - rest.len())
}

/// Takes the next character that is no white space off `rest`; folded if it folds to one character, NUL
/// at the end.
fn next_visible(rest: &mut &str) -> char {
    let mut chars = rest.chars();
    let c = chars.find(|c| !c.is_whitespace()).unwrap_or_default();
    *rest = chars.as_str();
    match fold(c) {
        Folded::One(folded) => folded,
        _ => c,
    }
}

const OPENING: [char; 10] = ['〔', '(', '（', '[', '［', '【', '〖', '﹝', '﹙', '﹇'];
