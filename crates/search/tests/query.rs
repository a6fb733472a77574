//! How queries are understood.

use proptest::prelude::*;
use search::Term;

mod common;
use common::{characters, query};

fn written(terms: &[Term]) -> Vec<&str> {
    terms.iter().map(|term| term.written.as_str()).collect()
}

fn found(terms: &[Term]) -> Vec<&str> {
    terms.iter().map(|term| term.text.as_str()).collect()
}

#[test]
fn terms_are_what_stands_between_spaces() {
    let cases: &[(&str, &[&str])] = &[
        ("", &[]),
        (" \t\u{3000} ", &[]),
        ("年报", &["年报"]),
        ("政府 年报", &["政府", "年报"]),
        ("　政府　年报　", &["政府", "年报"]),
        ("年报 《年报》 年·报", &["年报"]),
        ("PDF ＰＤＦ pdf", &["pdf"]),
        ("、 《》 —", &[]),
        ("公开、年报", &["公开年报"]),
        ("0998-6570000", &["09986570000"]),
    ];
    for (text, expected) in cases {
        assert_eq!(found(query(text).terms()), *expected, "{text:?}");
    }
}

#[test]
fn quotation_marks_keep_spaces_from_separating() {
    let cases: &[(&str, &[&str])] = &[
        ("\"政府 年报\"", &["政府年报"]),
        ("“政府 年报” 2019", &["政府年报", "2019"]),
        ("＂政府 年报＂", &["政府年报"]),
        ("”政府 年报”", &["政府年报"]),
        ("推进“放管服 改革”工作", &["推进放管服改革工作"]),
        // A mark without its partner is punctuation.
        ("“政府 年报", &["政府", "年报"]),
        ("政府” 年报", &["政府", "年报"]),
        ("\"\" 年报", &["年报"]),
        // What is quoted means itself.
        ("\"-5\" \"year:2024\"", &["5", "year2024"]),
    ];
    for (text, expected) in cases {
        let query = query(text);
        assert_eq!(found(query.terms()), *expected, "{text:?}");
        assert!(query.excluded().is_empty() && query.typed().is_empty(), "{text:?}");
    }
}

#[test]
fn a_dash_before_a_term_excludes_it() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("年报 -草案", &["年报"], &["草案"]),
        ("年报 －草案", &["年报"], &["草案"]),
        ("-\"征求 意见\"", &[], &["征求意见"]),
        ("年报 - 草案", &["年报", "草案"], &[]),
        ("-", &[], &[]),
        ("-《》", &[], &[]),
        ("2019-2020", &["20192020"], &[]),
    ];
    for (text, terms, excluded) in cases {
        let query = query(text);
        assert_eq!((found(query.terms()), found(query.excluded())), (terms.to_vec(), excluded.to_vec()), "{text:?}");
    }
}

#[test]
fn a_known_key_and_a_colon_make_a_typed_filter() {
    type Case = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);
    let cases: &[Case] = &[
        ("year:2024 年报", &["年报"], &[("year", "2024")]),
        ("年份：2024", &[], &[("year", "2024")]),
        ("Issuer：财政局", &[], &[("issuer", "财政局")]),
        ("issuer:\"县 财政局\"", &[], &[("issuer", "县 财政局")]),
        ("year:2024 年:2023", &[], &[("year", "2024"), ("year", "2023")]),
        ("类型：通知", &[], &[("type", "通知")]),
        // No filters: no value, or no key.
        ("year:", &["year"], &[]),
        ("https://example.com", &["httpsexamplecom"], &[]),
        ("wifi:密码", &["wifi密码"], &[]),
        ("通知：放假", &["通知放假"], &[]),
        (":2024", &["2024"], &[]),
    ];
    for (text, terms, typed) in cases {
        let query = query(text);
        let typed: Vec<(&str, String)> = typed.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
        assert_eq!((found(query.terms()), query.typed()), (terms.to_vec(), &typed[..]), "{text:?}");
    }
}

#[test]
fn a_document_number_with_spaces_is_one_term() {
    let cases: &[(&str, &[&str])] = &[
        ("（2025） 5 号", &["2025年第5号"]),
        ("新政发 〔 2025 〕 5 号 通知", &["新政发", "2025年第5号", "通知"]),
        ("新政发〔2025〕 15 號", &["新政发2025年第15号"]),
        ("2025 年 第 5 号", &["2025年第5号"]),
        // These are not certain to be one.
        ("年报（2025） 5 月", &["年报2025", "5", "月"]),
        ("2025 年 5 号", &["2025", "年", "5", "号"]),
        ("(0998) 5 号", &["0998", "5", "号"]),
        ("2025 5 号", &["2025", "5", "号"]),
    ];
    for (text, expected) in cases {
        assert_eq!(found(query(text).terms()), *expected, "{text:?}");
    }
}

#[test]
fn terms_are_shown_as_written() {
    assert_eq!(written(query("《政府信息》 “年 報”").terms()), ["《政府信息》", "年 報"]);
}

#[test]
fn a_query_is_empty_when_there_is_nothing_to_look_for() {
    for (text, empty) in [("", true), ("《》", true), ("year:2024", false), ("年报", false), ("-年报", false)] {
        assert_eq!(query(text).is_empty(), empty, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5000) })]

    #[test]
    fn every_text_is_a_query(text in prop_oneof![any::<String>(), "[-－:：\"“” a年第号()〔〕20251]{0,24}"]) {
        let query = query(&text);
        for term in query.terms().iter().chain(query.excluded()) {
            prop_assert!(!term.text.is_empty());
            prop_assert_eq!(&characters().normalise(&term.written).text, &term.text);
        }
    }
}
