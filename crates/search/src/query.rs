//! What a visitor typed, understood.

use crate::{
    Characters,
    fold::{Folded, Table},
    normalise::{CLOSING, is_year},
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// A query.
///
/// - Terms are separated by white space (the ideographic space included). Every term must be found.
/// - Within quotation marks (`"…"`, `“…”`) white space does not separate. A mark without its partner is
///   punctuation like any other.
/// - `-term` excludes; so does `－term`.
/// - `year:2024`, `issuer:财政局`, `type:通知` (or `年：`, `机关：`, `类型：`) are no terms but typed filters; see
///   [`KEYS`]. Other words with a colon are terms.
/// - A document number with spaces in it, such as `（2025） 5 号`, is one term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    excluded: Vec<Term>,
    typed: Vec<(&'static str, String)>,
    /// All terms put together.
    pub(crate) whole: String,
    pub(crate) characters: Characters,
}

/// The keys of typed filters, each with the words that mean it.
pub const KEYS: [(&str, &[&str]); 3] = [
    ("year", &["year", "年", "年份"]),
    ("issuer", &["issuer", "机关", "发文机关", "发布机关"]),
    ("type", &["type", "类型", "种类", "文种"]),
];

/// One term of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As written in the query, without quotation marks: for showing.
    pub written: String,
    /// Normalised: for finding. Never empty.
    pub text: String,
}

impl Query {
    pub(crate) fn understand(text: &str, characters: &Characters) -> Query {
        let mut query = Query { characters: characters.clone(), ..Query::default() };
        for Word { text: word, quoted } in split(text, &characters.table) {
            if quoted {
                add(characters, &mut query.terms, &word);
            } else if let Some((key, value)) = typed_filter(&word) {
                query.typed.push((key, value.to_owned()));
            } else if let Some(word) = word.strip_prefix(['-', '－']) {
                add(characters, &mut query.excluded, word);
            } else {
                add(characters, &mut query.terms, &word);
            }
        }
        for term in &query.terms {
            query.whole.push_str(&term.text);
        }
        query
    }

    /// Whether there is nothing to look for: neither terms nor excluded terms nor typed filters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.excluded.is_empty() && self.typed.is_empty()
    }

    /// Whether readings could find more than is found without them.
    #[must_use]
    pub fn may_be_pinyin(&self) -> bool {
        self.terms.iter().chain(&self.excluded).any(|term| crate::readings::may_sound(&term.text))
    }

    /// The typed filters: a key of [`KEYS`] and the value as typed, without quotation marks.
    #[must_use]
    pub fn typed(&self) -> &[(&'static str, String)] {
        &self.typed
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

fn add(characters: &Characters, terms: &mut Vec<Term>, word: &str) {
    let text = characters.normalise(word).text;
    if !text.is_empty() && terms.iter().all(|term| term.text != text) {
        terms.push(Term { written: word.to_owned(), text });
    }
}

fn typed_filter(word: &str) -> Option<(&'static str, &str)> {
    let (written, value) = word.split_once([':', '：'])?;
    let (key, _) = KEYS.iter().find(|(_, words)| words.iter().any(|word| word.eq_ignore_ascii_case(written)))?;
    (!value.is_empty()).then_some((key, value))
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
fn split(text: &str, table: &Table) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut rest = text;
    loop {
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        let after = chars.as_str();
        if c.is_whitespace() {
            words.push(core::mem::take(&mut word));
            rest = after;
        } else if let Some((number, after)) = document_number(rest, table) {
            word.text.push_str(number);
            rest = after;
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

/// A complete document number's year and serial (`〔2025〕 5 号`, `2025 年第 5 号`) at the start of `text`, and what
/// follows it.
fn document_number<'t>(text: &'t str, table: &Table) -> Option<(&'t str, &'t str)> {
    let mut rest = text;
    let mut c = next_visible(&mut rest, table);
    if OPENING.contains(&c) {
        c = next_visible(&mut rest, table);
    }
    let mut year = 0;
    for _ in 0..4 {
        year = year * 10 + c.to_digit(10)?;
        c = next_visible(&mut rest, table);
    }
    let joint = c;
    if !is_year(year) || !(CLOSING.contains(&joint) || joint == '年') {
        return None;
    }
    c = next_visible(&mut rest, table);
    if c == '第' {
        c = next_visible(&mut rest, table);
    } else if joint == '年' {
        return None;
    }
    if !c.is_ascii_digit() {
        return None;
    }
    while c.is_ascii_digit() {
        c = next_visible(&mut rest, table);
    }
    if c == '号' { text.split_at_checked(text.len() - rest.len()) } else { None }
}

/// Takes the next character that is no white space off `rest`; folded if it folds to one character, NUL
/// at the end.
fn next_visible(rest: &mut &str, table: &Table) -> char {
    let mut chars = rest.chars();
    let c = chars.find(|c| !c.is_whitespace()).unwrap_or_default();
    *rest = chars.as_str();
    match table.fold(c) {
        Folded::One(folded) => folded,
        _ => c,
    }
}

const OPENING: [char; 10] = ['〔', '(', '（', '[', '［', '【', '〖', '﹝', '﹙', '﹇'];
