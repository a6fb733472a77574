//! Which parts of a text are marked.

use proptest::prelude::*;
use search::marks;

mod common;
use common::{characters, query};

/// Query, text with the expected marks as ‹›.
const CASES: &[(&str, &str)] = &[
    ("", "政府信息公开"),
    ("年报", "政府信息公开"),
    ("政府", "‹政府›信息公开"),
    ("政府", "《‹政府›信息》，‹政 府›、‹政\u{3000}府›"),
    // Several terms: what overlaps or touches is one.
    ("信息 公开", "政府‹信息公开›工作"),
    ("政府信息 信息公开", "‹政府信息公开›"),
    ("公开 年报", "政府信息‹公开›工作‹年报›"),
    ("aa", "‹aaa› b ‹aa›"),
    // What was folded is marked as it is written.
    ("2019", "‹２０１９›年"),
    ("pdf", "附件：‹PDF›、‹ＰＤＦ›"),
    ("10", "第‹⑩›项"),
    ("1", "第‹⑩›项"),
    ("ii", "‹Ⅱ›类、‹Ⅲ›类、‹ⅰI›类"),
    ("人民", "‹⼈⺠›政府"),
    ("二〇二四", "‹二○二四›年，‹二零二四›年"),
    ("09986570000", "电话：‹0998-657 0000›。"),
    // Document numbers.
    ("新政发[2025]5号", "《办法》（‹新政发〔2025〕5号›）"),
    ("新政发〔2025〕5号", "‹新政发 (2025) 第 5 号›，新政发〔2025〕15号"),
    ("〔2025〕", "新政发〔‹2025›〕5号"),
    ("第5号", "新政发〔2025‹〕5号›"),
    // One form of length one, two, three, four bytes for another.
    ("é", "a‹é›b"),
    ("𠮷野", "‹𠮷野›家"),
    // Excluded terms and typed filters are not marked.
    ("政府 -公开 year:2024", "‹政府›信息公开2024"),
    ("\"政府 信息\"", "‹政府信息›公开"),
];

#[test]
fn either_script_is_marked() {
    check("年报", "政府信息公開‹年報›、‹年报›");
    check("年報", "政府信息公開‹年報›、‹年报›");
}

#[test]
fn texts_are_marked_as_the_table_says() {
    for (query, marked) in CASES {
        check(query, marked);
    }
}

fn check(query: &str, marked: &str) {
    let text = marked.replace(['‹', '›'], "");
    let mut shown = String::new();
    let mut at = 0;
    for range in marks(&text, &common::query(query)) {
        shown += &format!("{}‹{}›", &text[at..range.start], &text[range.clone()]);
        at = range.end;
    }
    shown += &text[at..];
    assert_eq!(shown, marked, "{query:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

    #[test]
    fn marks_hold_the_terms_and_nothing_that_is_outside_does(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12),
        terms in prop::collection::vec(prop::sample::select(TERMS), 1..4),
    ) {
        let text = pieces.concat();
        let query = query(&terms.join(" "));
        let marks = marks(&text, &query);
        for pair in marks.windows(2) {
            prop_assert!(pair[0].end < pair[1].start);
        }
        for mark in &marks {
            let marked = text.get(mark.clone());
            prop_assert!(marked.is_some(), "{mark:?} is not on character boundaries");
            let marked = characters().normalise(marked.unwrap_or_default()).text;
            prop_assert!(query.terms().iter().any(|term| marked.contains(&term.text)), "{marked:?}");
        }
        // Taking the marked parts out leaves no term in any of the parts between.
        let starts = std::iter::once(0).chain(marks.iter().map(|mark| mark.end));
        let ends = marks.iter().map(|mark| mark.start).chain([text.len()]);
        for (start, end) in starts.zip(ends) {
            let between = characters().normalise(&text[start..end]).text;
            prop_assert!(query.terms().iter().all(|term| !between.contains(&term.text)), "{between:?}");
        }
        // A text is marked exactly when it holds a term.
        let whole = characters().normalise(&text).text;
        prop_assert_eq!(marks.is_empty(), query.terms().iter().all(|term| !whole.contains(&term.text)));
    }
}

const PIECES: &[&str] = &[
    "政", "府", "政府", "信息", "公", "开", " ", "\u{3000}", "、", "《", "⑩", "Ⅲ", "１０", "A", "ａ", "é", "⼈", "𠮷",
    "㎡", "😀", "·",
];
const TERMS: &[&str] =
    &["政", "政府", "府政", "信息公开", "1", "0", "10", "aa", "a", "i", "人", "m2", "𠮷", "开é", "《公开》"];
