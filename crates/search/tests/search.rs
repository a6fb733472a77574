//! What is found, counted and in which order: by example.

use search::{Answer, Doc, Engine, Request, Sort, Weights};

mod common;
use common::query;

const YEAR: u8 = 0;
const ISSUER: u8 = 1;

fn doc(title: &str, number: &str, date: &str, field: &str, facets: &[(u8, &str)]) -> Doc {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Doc {
        id: title.to_owned(),
        title: title.to_owned(),
        number: some(number),
        date: some(date),
        fields: vec!["疏勒县".to_owned(), field.to_owned()],
        facets: facets.iter().map(|(facet, value)| (*facet, (*value).to_owned())).collect(),
    }
}

fn county() -> Engine {
    let docs = vec![
        doc(
            "关于印发预算公开办法的通知",
            "疏政发〔2023〕5号",
            "2023-03-01",
            "全文",
            &[(YEAR, "2023"), (ISSUER, "财政局")],
        ),
        doc("预算公开", "", "2021-01-01", "", &[(YEAR, "2021"), (ISSUER, "财政局")]),
        doc("会议纪要", "预算公开〔2022〕15号", "2022-06-01", "", &[(YEAR, "2022"), (ISSUER, "办公室")]),
        doc("预算公开工作总结", "", "", "", &[(ISSUER, "财政局"), (ISSUER, "办公室"), (ISSUER, "办公室")]),
        doc("水质监测", "", "2024-05-01", "参照预算公开的要求", &[(YEAR, "2024"), (ISSUER, "水利局")]),
        doc("河长制", "", "2024-06-01", "参照预算公开的要求", &[(YEAR, "2024"), (ISSUER, "水利局")]),
    ];
    Engine::new(docs)
}

fn ask_with(engine: &Engine, text: &str, filters: &[(u8, &str)], sort: Sort) -> Answer {
    let filters: Vec<_> = filters.iter().map(|(facet, value)| (*facet, (*value).to_owned())).collect();
    engine.search(&Request {
        query: &query(text),
        keys: &[("year", YEAR), ("issuer", ISSUER)],
        filters: &filters,
        sort,
    })
}

fn ask(text: &str) -> Answer {
    ask_with(&county(), text, &[], Sort::Relevance)
}

fn counts(answer: &Answer, facet: u8) -> Vec<(&str, u32)> {
    let counts = answer.facets.iter().find(|(number, _)| *number == facet);
    counts.map(|(_, counts)| counts.iter().map(|(value, count)| (value.as_str(), *count)).collect()).unwrap_or_default()
}

#[test]
fn every_term_must_be_found_in_some_text() {
    let cases: &[(&str, &[u32])] = &[
        ("河", &[5]),
        ("预算 水", &[4]),
        ("要求 河长", &[5]),
        ("疏勒县 财政局", &[]),
        ("疏政发", &[0]),
        ("（2023） 5 号", &[0]),
        ("[2022]5号", &[]),
        ("預算公開 -参照 -通知", &[1, 3, 2]),
        // A term is not found across two texts.
        ("疏勒县全文", &[]),
        ("监测疏勒", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(ask(text).hits, *expected, "{text:?}");
    }
}

#[test]
fn the_title_counts_most_then_the_number_then_the_other_texts_and_newer_comes_first() {
    assert_eq!(ask("预算公开").hits, [1, 3, 0, 2, 5, 4]);
}

#[test]
fn a_title_typed_with_spaces_is_still_the_exact_title() {
    let titles = [
        ("公开预算", "2024-04-01"),
        ("预算公开工作", "2024-03-01"),
        ("县级预算公开", "2024-02-01"),
        ("预算公开", "2024-01-01"),
    ];
    let engine = Engine::new(titles.map(|(title, date)| doc(title, "", date, "", &[])).to_vec());
    assert_eq!(ask_with(&engine, "预算 公开", &[], Sort::Relevance).hits, [3, 1, 0, 2]);
    assert_eq!(ask("预算公开 工作 总结").hits, [3]);
}

#[test]
fn weights_decide_the_order() {
    let docs = || county().docs().to_vec();
    let weights = Weights { number: 100, ..Weights::default() };
    let answer = ask_with(&Engine::with_weights(docs(), weights), "预算公开", &[], Sort::Relevance);
    assert_eq!(answer.hits, [2, 1, 3, 0, 5, 4]);
    let most = Weights { exact_title: u32::MAX, title_start: u32::MAX, title: u32::MAX, number: 1, field: u32::MAX };
    let answer = ask_with(&Engine::with_weights(docs(), most), "预算 公开", &[], Sort::Relevance);
    assert_eq!(answer.hits, [5, 4, 0, 1, 3, 2]);
}

#[test]
fn hits_come_in_the_order_asked_for_and_undated_ones_last() {
    let cases: &[(Sort, &[u32])] =
        &[(Sort::Newest, &[5, 4, 0, 2, 1, 3]), (Sort::Oldest, &[1, 2, 0, 4, 5, 3]), (Sort::Given, &[0, 1, 2, 3, 4, 5])];
    for (sort, expected) in cases {
        for text in ["预算公开", ""] {
            assert_eq!(ask_with(&county(), text, &[], *sort).hits, *expected, "{sort:?} {text:?}");
        }
    }
}

#[test]
fn documents_of_one_day_stay_in_the_given_order() {
    let engine = Engine::new(["甲", "乙", "丙"].map(|title| doc(title, "", "2024-01-01", "", &[])).to_vec());
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Given] {
        assert_eq!(ask_with(&engine, "疏勒", &[], sort).hits, [0, 1, 2], "{sort:?}");
    }
}

#[test]
fn documents_keep_their_places() {
    assert_eq!(county().docs().len(), 6);
    assert_eq!(county().docs()[4].title, "水质监测");
}

#[test]
fn an_empty_query_finds_everything_as_given() {
    assert_eq!(ask("").hits, [0, 1, 2, 3, 4, 5]);
    assert_eq!(ask("《》").hits, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn values_of_one_facet_are_alternatives_and_facets_are_joined_by_and() {
    type Case = (&'static [(u8, &'static str)], &'static [u32]);
    let cases: &[Case] = &[
        (&[(ISSUER, "财政局")], &[0, 1, 3]),
        (&[(ISSUER, "财政局"), (ISSUER, "水利局")], &[0, 1, 3, 4, 5]),
        (&[(ISSUER, "财政局"), (YEAR, "2021"), (YEAR, "2024")], &[1]),
        (&[(ISSUER, "财政局"), (YEAR, "2024")], &[]),
        (&[(ISSUER, "财政")], &[]),
        (&[(9, "没有")], &[]),
    ];
    for (filters, expected) in cases {
        assert_eq!(ask_with(&county(), "", filters, Sort::Given).hits, *expected, "{filters:?}");
    }
}

#[test]
fn a_facet_is_counted_under_the_query_and_the_filters_of_the_others() {
    let answer = ask_with(&county(), "预算公开 -总结", &[(YEAR, "2024"), (YEAR, "1999")], Sort::Given);
    assert_eq!(answer.hits, [4, 5]);
    assert_eq!(counts(&answer, YEAR), [("2024", 2), ("2021", 1), ("2022", 1), ("2023", 1), ("1999", 0)]);
    assert_eq!(counts(&answer, ISSUER), [("水利局", 2)]);
}

#[test]
fn a_document_counts_once_for_each_of_its_values() {
    assert_eq!(counts(&ask(""), ISSUER), [("财政局", 3), ("办公室", 2), ("水利局", 2)]);
}

#[test]
fn facets_are_listed_by_number_even_with_nothing_to_count() {
    let answer = ask_with(&county(), "没有这样的词", &[(9, "没有")], Sort::Given);
    let listed: Vec<(u8, usize)> = answer.facets.iter().map(|(facet, counts)| (*facet, counts.len())).collect();
    assert_eq!(listed, [(YEAR, 0), (ISSUER, 0), (9, 1)]);
}

#[test]
fn without_a_hit_the_terms_that_no_document_holds_are_named() {
    assert_eq!(ask("预算 《飞船》 火星").missing_terms, ["《飞船》", "火星"]);
    // Each is held by some document, but none holds both.
    assert_eq!(ask("河长 通知").missing_terms, [""; 0]);
    // The filters are not the terms' fault.
    assert_eq!(ask_with(&county(), "河长", &[(YEAR, "2021")], Sort::Given).missing_terms, [""; 0]);
    assert_eq!(ask("预算").missing_terms, [""; 0]);
}

#[test]
fn a_typed_filter_means_every_value_that_holds_it() {
    let cases: &[(&str, &[u32])] = &[
        ("year:2024 水质", &[4]),
        ("年：2024", &[4, 5]),
        ("year:２０２１ year:2022 预算", &[1, 2]),
        ("issuer:财政", &[0, 1, 3]),
        ("机关:財政局 year:2023", &[0]),
        ("issuer:教育局", &[]),
        // Every value holds nothing but punctuation.
        ("issuer:， 水质", &[4]),
        // A facet that these documents do not have.
        ("type:通知", &[]),
        // Other words with a colon are terms.
        ("要求：预算", &[]),
        ("参照：预算公开", &[4, 5]),
    ];
    for (text, expected) in cases {
        assert_eq!(ask_with(&county(), text, &[], Sort::Given).hits, *expected, "{text:?}");
    }
    let answer = ask_with(&county(), "year:2024", &[(YEAR, "2021")], Sort::Given);
    assert_eq!(answer.hits, [1, 4, 5], "a typed value and a chosen one are alternatives");
}

#[test]
fn an_engine_without_documents_answers() {
    let engine = Engine::new(Vec::new());
    assert!(engine.docs().is_empty());
    let answer = ask_with(&engine, "预算", &[], Sort::Relevance);
    assert_eq!(answer, Answer { missing_terms: vec!["预算".to_owned()], ..Answer::default() });
}

#[test]
fn a_document_without_a_title_is_found_by_its_other_texts() {
    let engine = Engine::new(vec![doc("", "疏政发〔2023〕5号", "", "预算", &[]), doc("《》", "", "", "预算", &[])]);
    assert_eq!(ask_with(&engine, "预算", &[], Sort::Relevance).hits, [0, 1]);
    assert_eq!(ask_with(&engine, "疏政发", &[], Sort::Relevance).hits, [0]);
}
