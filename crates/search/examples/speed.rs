//! How long the engine takes over 10,000 documents: `cargo run --release -p search --example speed`.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use search::{Doc, Engine, Query, Request, Sort, marks};

const WORDS: [&str; 16] = [
    "疏勒县",
    "人民政府",
    "关于",
    "印发",
    "《政府信息公开》",
    "工作",
    "年度报告",
    "财政局",
    "预算公开",
    "的通知",
    "行政许可",
    "行政处罚",
    "農業農村局",
    "教育",
    "医疗保障",
    "（试行）",
];

fn main() {
    let mut random = random();
    let docs: Vec<Doc> = (0..10_000).map(|i| document(i, &mut random)).collect();
    let bytes: usize = docs.iter().map(|doc| doc.title.len() + doc.fields.iter().map(String::len).sum::<usize>()).sum();
    let start = Instant::now();
    let engine = Engine::new(docs);
    println!("{} documents, {} kB of text, taken in in {:?}", engine.len(), bytes / 1000, start.elapsed());

    let filters = [(0, "2021".to_owned()), (1, "财政局".to_owned())];
    for text in
        ["", "县", "预算公开", "預算公開 財政局", "“财政局预算公开” -教育", "政发〔2021〕15号", "没有这样的词", "a"]
    {
        for filters in [&filters[..0], &filters[..]] {
            let query = Query::parse(text);
            let request = Request { query: &query, filters, sort: Sort::Relevance };
            let rounds: u32 = 20;
            let start = Instant::now();
            let found: usize = (0..rounds).map(|_| engine.search(&request).hits.len()).sum();
            println!("{:>9.2?}  {:>6} hits, {} filters: {text}", start.elapsed() / rounds, found / 20, filters.len());
        }
    }

    let query = Query::parse("预算 公开");
    let start = Instant::now();
    let found: usize = (0..50).map(|i| marks(&engine.doc(i).title, &query).len()).sum();
    println!("{:>9.2?}  {found} marks in 50 titles", start.elapsed());
}

fn document(i: usize, random: &mut impl FnMut(usize) -> usize) -> Doc {
    let mut text = |words: usize| (0..words).map(|_| WORDS[random(WORDS.len())]).collect::<String>();
    let (title, content) = (text(6), text(30));
    let year = 2015 + random(10);
    Doc {
        title,
        number: Some(format!("疏政发〔{year}〕{}号", i % 200)),
        date: Some(format!("{year}-{:02}-{:02}", 1 + random(12), 1 + random(28))),
        fields: vec![content, WORDS[random(WORDS.len())].to_owned()],
        facets: vec![(0, year.to_string()), (1, WORDS[random(WORDS.len())].to_owned())],
    }
}

/// A number below the one given; the same ones in every run.
fn random() -> impl FnMut(usize) -> usize {
    let mut state: u64 = 88_172_645_463_325_252;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    }
}
