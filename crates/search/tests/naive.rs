//! The engine's answers are those of a naive scan, written anew here, that shares no code with it.
//!
//! Texts are built of pieces of which the test knows both how they are written and their normal form,
//! so that the scan needs no normaliser.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use search::{Answer, Doc, Engine, Request, Sort};

mod common;
use common::{characters, query, titles};

/// What texts are made of: the normal form, then ways to write it.
#[rustfmt::skip]
const PIECES: &[&[&str]] = &[
    &["政府信息公开", "政府信息公开", "《政府信息公开》", "政府 信息公開", "政府信息\u{3000}公开"],
    &["年度报告", "年度报告", "年度報告", "“年度报告”", "年度·报告"],
    &["预算", "预算", "預算", "预 算", "预\u{200b}算"],
    &["公开", "公开", "公開", "公\n开", "【公开】"],
    &["通知", "通知", "《通知》", "（通知）"],
    &["疏勒县", "疏勒县", "疏勒縣", "疏、勒、县"],
    &["县", "县", "縣"],
    &["人民政府", "人民政府", "⼈⺠政府", "人民 政府"],
    &["财政局", "财政局", "財政局"],
    &["局", "局"],
    &["pdf", "pdf", "PDF", "ＰＤＦ"],
    &["二〇二四年", "二〇二四年", "二○二四年", "二零二四年"],
    &["2019年", "2019年", "２０１９年", "2019 年"],
    &["10", "10", "⑩", "１０", "1、0"],
    &["第ii类", "第Ⅱ类", "第ⅱ類", "第II类"],
    &["0998657", "(0998) 657", "0998-657", "０９９８－６５７"],
    &["政发2023年第5号", "政发〔2023〕5号", "政发[2023] 5 号", "政發（２０２３）第5號", "政发2023年第5号"],
    &["政发2023年第15号", "政发〔2023〕15号", "政发【2023】 15 号", "政发2023 年第 15 号"],
    &["政函2022年第5号", "政函〔2022〕5号", "政函(2022)５号"],
    &["", "", " ", "、", "\u{3000}", "》", "（", "…", "——"],
];

/// A text as written, and its normal form.
#[derive(Clone, Debug)]
struct Text {
    written: String,
    normal: String,
}

fn piece() -> impl Strategy<Value = Text> {
    (select(PIECES), any::<Index>()).prop_map(|(piece, which)| Text {
        written: piece[1 + which.index(piece.len() - 1)].to_owned(),
        normal: piece[0].to_owned(),
    })
}

fn text(most: usize) -> impl Strategy<Value = Text> {
    prop::collection::vec(piece(), 0..=most).prop_map(|pieces| Text {
        written: pieces.iter().map(|piece| piece.written.as_str()).collect(),
        normal: pieces.iter().map(|piece| piece.normal.as_str()).collect(),
    })
}

/// A document, and the normal forms of its texts.
#[derive(Clone, Debug)]
struct Known {
    doc: Doc,
    title: String,
    number: String,
    fields: Vec<String>,
}

impl Known {
    fn texts(&self) -> Vec<&str> {
        [&self.title, &self.number].into_iter().chain(&self.fields).map(String::as_str).collect()
    }

    fn holds(&self, term: &str) -> bool {
        self.texts().iter().any(|text| text.contains(term))
    }
}

fn known() -> impl Strategy<Value = Known> {
    let date = select(&[None, Some(""), Some("2019-03-01"), Some("2019-12-31"), Some("2024-01-01")][..]);
    let facets = prop::collection::vec((0..3u8, select(&["甲", "乙", "丙"][..])), 0..4);
    let fields = prop::collection::vec(text(5), 0..3);
    (text(3), prop::option::of(text(2)), date, fields, facets).prop_map(|(title, number, date, fields, facets)| Known {
        doc: Doc {
            id: String::new(),
            title: title.written,
            number: number.clone().map(|number| number.written),
            date: date.map(str::to_owned),
            fields: fields.iter().map(|field| field.written.clone()).collect(),
            facets: facets.into_iter().map(|(facet, value)| (facet, value.to_owned())).collect(),
        },
        title: title.normal,
        number: number.map(|number| number.normal).unwrap_or_default(),
        fields: fields.into_iter().map(|field| field.normal).collect(),
    })
}

/// A term to be, whatever the documents are.
#[derive(Clone, Debug)]
enum Seed {
    /// A piece.
    Piece(Text),
    /// A part of a document's text: which document, text, start, how long, and how each character is written.
    Part(Index, Index, Index, usize, Vec<u8>),
    /// What no document holds.
    Absent,
}

fn seed() -> impl Strategy<Value = (bool, Seed)> {
    let part = (any::<Index>(), any::<Index>(), any::<Index>(), 1..9usize, prop::collection::vec(0..8u8, 9));
    let seed = prop_oneof![
        6 => piece().prop_map(Seed::Piece),
        12 => part.prop_map(|(doc, text, start, length, ways)| Seed::Part(doc, text, start, length, ways)),
        1 => Just(Seed::Absent),
    ];
    (prop::bool::weighted(0.15), seed)
}

impl Seed {
    fn grow(&self, docs: &[Known]) -> Text {
        match self {
            Seed::Piece(piece) => piece.clone(),
            Seed::Part(doc, text, start, length, ways) => {
                let texts = docs[doc.index(docs.len())].texts();
                let chars: Vec<char> = texts[text.index(texts.len())].chars().collect();
                let start = start.index(chars.len() + 1);
                let part = &chars[start..chars.len().min(start + length)];
                let written = part.iter().zip(ways).map(|(c, way)| written_in_a_way(*c, *way)).collect();
                Text { written, normal: part.iter().collect() }
            }
            Seed::Absent => Text { written: "《飞船》".to_owned(), normal: "飞船".to_owned() },
        }
    }
}

fn written_in_a_way(c: char, way: u8) -> String {
    match (way, c) {
        (0, _) => format!("、{c}"),
        (1, _) => format!("{c}\u{200b}"),
        (2, _) => format!("{c} "),
        (3, '0'..='9' | 'a'..='z') => char::from_u32(c as u32 - 0x20 + 0xFF00).into_iter().collect(),
        (4, 'a'..='z') => c.to_uppercase().collect(),
        (3 | 4, '县') => "縣".to_owned(),
        (3 | 4, '号') => "號".to_owned(),
        (3 | 4, '〇') => "零".to_owned(),
        _ => c.to_string(),
    }
}

/// What the visitor types, and the terms it means.
#[derive(Debug)]
struct Typed {
    written: String,
    terms: Vec<Text>,
    excluded: Vec<Text>,
}

fn typed(seeds: &[(bool, Seed)], docs: &[Known]) -> Typed {
    let mut typed = Typed { written: String::new(), terms: Vec::new(), excluded: Vec::new() };
    for (i, (excludes, seed)) in seeds.iter().enumerate() {
        let mut term = seed.grow(docs);
        let (is_number, has_space) = (term.normal.starts_with("政发2"), term.written.contains(char::is_whitespace));
        // After the beginning of a document number it would make one with it.
        let may_end_a_number = term.normal.starts_with(|c: char| matches!(c, '年' | '第' | '号' | '0'..='9'));
        let quotes = if (has_space || may_end_a_number) && !(is_number && matches!(seed, Seed::Piece(_))) {
            [["\"", "\""], ["“", "”"]][i % 2]
        } else {
            ["", ""]
        };
        let dash = if *excludes { "-" } else { "" };
        typed.written += &format!("{dash}{}{}{} ", quotes[0], term.written, quotes[1]);
        term.written = term.written.replace(['“', '”'], "");
        let terms = if *excludes { &mut typed.excluded } else { &mut typed.terms };
        if !term.normal.is_empty() && terms.iter().all(|known| known.normal != term.normal) {
            terms.push(term);
        }
    }
    typed
}

/// The naive scan.
fn scan(docs: &[Known], typed: &Typed, filters: &[(u8, String)], sort: Sort) -> Answer {
    let matches = |doc: &Known| {
        typed.terms.iter().all(|term| doc.holds(&term.normal))
            && !typed.excluded.iter().any(|term| doc.holds(&term.normal))
    };
    let passes = |doc: &Known, but: Option<u8>| {
        filters
            .iter()
            .filter(|(facet, _)| Some(*facet) != but)
            .all(|(facet, _)| filters.iter().any(|filter| filter.0 == *facet && doc.doc.facets.contains(filter)))
    };
    let mut hits: Vec<usize> = (0..docs.len()).filter(|i| matches(&docs[*i]) && passes(&docs[*i], None)).collect();
    let date = |i: usize| docs[i].doc.date.clone().filter(|date| !date.is_empty());
    match sort {
        Sort::Given => {}
        Sort::Relevance if typed.terms.is_empty() && typed.excluded.is_empty() => {}
        Sort::Relevance => hits.sort_by_key(|i| (Reverse(relevance(&docs[*i], &typed.terms)), Reverse(date(*i)), *i)),
        Sort::Newest => hits.sort_by_key(|i| (Reverse(date(*i)), *i)),
        Sort::Oldest => hits.sort_by_key(|i| (date(*i).is_none(), date(*i), *i)),
    }
    let numbers: BTreeSet<u8> =
        docs.iter().flat_map(|doc| &doc.doc.facets).chain(filters).map(|facet| facet.0).collect();
    let count = |facet: u8| {
        let values: BTreeSet<&(u8, String)> =
            docs.iter().flat_map(|doc| &doc.doc.facets).chain(filters).filter(|value| value.0 == facet).collect();
        let counted = values.into_iter().map(|value| {
            let holds = |doc: &&Known| doc.doc.facets.contains(value) && matches(doc) && passes(doc, Some(facet));
            (value, docs.iter().filter(holds).count() as u32)
        });
        let mut listed: Vec<(String, u32)> = counted
            .filter(|(value, count)| *count > 0 || filters.contains(value))
            .map(|(value, count)| (value.1.clone(), count))
            .collect();
        listed.sort_by_key(|(value, count)| (Reverse(*count), value.clone()));
        (facet, listed)
    };
    let missing = typed.terms.iter().filter(|term| !docs.iter().any(|doc| doc.holds(&term.normal)));
    Answer {
        facets: numbers.into_iter().map(count).collect(),
        missing_terms: if hits.is_empty() { missing.map(|term| term.written.clone()).collect() } else { Vec::new() },
        hits: hits.into_iter().map(|i| i as u32).collect(),
    }
}

fn relevance(doc: &Known, terms: &[Text]) -> u32 {
    let weight = |term: &str| match () {
        () if doc.title == term => 16,
        () if doc.title.starts_with(term) => 8,
        () if doc.title.contains(term) => 4,
        () if doc.number.contains(term) => 2,
        () => 1,
    };
    let sum = terms.iter().map(|term| weight(&term.normal)).sum();
    let whole: String = terms.iter().map(|term| term.normal.as_str()).collect();
    if doc.title.contains(&whole) { weight(&whole) * (terms.len() as u32) } else { 0 }.max(sum)
}

/// An engine over real titles, and these normalised.
fn real() -> &'static (Engine, Vec<String>) {
    static REAL: OnceLock<(Engine, Vec<String>)> = OnceLock::new();
    REAL.get_or_init(|| {
        let docs = titles().iter().map(|title| Doc { title: title.clone(), ..Doc::default() }).collect();
        let texts = titles().iter().map(|title| characters().normalise(title).text).collect();
        (Engine::new(docs), texts)
    })
}

const QUERIES_PER_CASE: usize = 12;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(8400) })]

    #[test]
    fn the_engine_answers_as_a_naive_scan_does(
        docs in prop::collection::vec(known(), 1..25),
        queries in prop::collection::vec(
            (
                prop::collection::vec(seed(), 0..4),
                prop::collection::vec((0..4u8, select(&["甲", "乙", "丁"][..])), 0..3),
                select(&[Sort::Relevance, Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Given][..]),
            ),
            QUERIES_PER_CASE,
        ),
    ) {
        let engine = Engine::new(docs.iter().map(|known| known.doc.clone()).collect());
        for (seeds, filters, sort) in queries {
            let filters: Vec<_> = filters.into_iter().map(|(facet, value)| (facet, value.to_owned())).collect();
            let typed = typed(&seeds, &docs);
            let query = query(&typed.written);
            let answer = engine.search(&Request { query: &query, keys: &[], filters: &filters, sort });
            prop_assert_eq!(answer, scan(&docs, &typed, &filters, sort), "{:?} {:?}", typed, query);
        }
    }

    #[test]
    fn a_part_of_a_real_title_finds_all_titles_that_hold_it(
        parts in prop::collection::vec((any::<Index>(), any::<Index>(), 1..7usize), 4),
    ) {
        let (engine, texts) = real();
        for (title, start, length) in parts {
            let chars: Vec<char> = title.get(texts).chars().collect();
            let part: String = chars[start.index(chars.len())..].iter().take(length).collect();
            let expected: Vec<u32> = (0..).zip(texts).filter(|(_, text)| text.contains(&part)).map(|(i, _)| i).collect();
            let query = query(&part);
            let request = Request { query: &query, keys: &[], filters: &[], sort: Sort::Given };
            prop_assert_eq!(engine.search(&request).hits, expected, "{:?}", part);
        }
    }

    #[test]
    fn a_document_is_found_by_each_of_its_texts(docs in prop::collection::vec(known(), 1..10)) {
        let engine = Engine::new(docs.iter().map(|known| known.doc.clone()).collect());
        for (i, known) in (0..).zip(&docs) {
            for text in [&known.doc.title].into_iter().chain(&known.doc.number).chain(&known.doc.fields) {
                let quoted = format!("\"{}\"", text.replace(['“', '”'], ""));
                let query = query(&quoted);
                let answer = engine.search(&Request { query: &query, keys: &[], filters: &[], sort: Sort::Given });
                prop_assert!(answer.hits.contains(&i), "{text:?}");
            }
        }
    }
}
