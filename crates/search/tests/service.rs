//! The engine answers over its wire as it does when called, and no message harms it.
#![allow(clippy::expect_used)]

use std::collections::HashMap;

use proptest::prelude::*;
use proptest::sample::{Index as Place, select};
use search::index::{Need, Sizes, Total, Writer};
use search::wire::{Hits, List, Message, Reply, Wanted, Wire};
use search::{Doc, Engine, Lore, Request, Service, Sort};

mod common;
use common::{KEYS, docs, readings};

/// A service as the app has it, and the files of a site.
struct App {
    service: Service,
    files: HashMap<String, Vec<u8>>,
    /// Entries in a block.
    block: usize,
}

const WHOLE: u32 = 1;
const INDEXED: u32 = 2;

impl App {
    fn start() -> Self {
        Self::start_in_blocks(64)
    }

    fn start_in_blocks(block: usize) -> Self {
        let mut lore = Lore::new();
        for doc in &docs() {
            [&doc.title].into_iter().chain(&doc.number).chain(&doc.fields).for_each(|text| lore.note(text));
        }
        let known = lore.characters().with_readings(&lore.readings_file(readings)).expect("readings");
        let sizes = Sizes {
            block: block as u32,
            head: 64,
            part: 100,
            deep: 80,
            longest: 6,
            shard: 2000,
            words: 500,
            sounds: 30,
            sound_shard: 500,
        };
        let mut writer = Writer::new(sizes, &known);
        docs().iter().for_each(|doc| writer.add(doc));
        let hash = |bytes: &[u8]| {
            let mut state = 7u64;
            bytes.iter().for_each(|byte| state = (state ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
            std::array::from_fn(|i| (state >> (8 * i)) as u8)
        };
        let blocks = (0..docs().len().div_ceil(block)).map(|i| hash(&i.to_be_bytes())).collect();
        let mut files = HashMap::new();
        let directory = writer.finish(blocks, &hash, &mut |name, content| _ = files.insert(name, content));
        let mut app = Self { service: Service::default(), files, block };
        let list = |number| List { number, keys: KEYS.to_vec() };
        app.say(Message::Whole(list(WHOLE), docs()));
        app.say(Message::Indexed(list(INDEXED), directory));
        app.say(Message::Pairs(lore.pairs_file()));
        app.say(Message::Readings(lore.readings_file(readings)));
        app
    }

    fn say(&mut self, message: Message) -> Reply {
        assert_eq!(Message::read(&message.write()).expect("a message"), message);
        let answer = self.service.answer(&message.write());
        let reply = Reply::read(&answer).expect("an answer");
        assert_eq!(reply.write(), answer);
        reply
    }

    fn give(&mut self, need: Need) {
        let message = match need {
            Need::Block(block, _) => {
                let docs = docs();
                let start = block as usize * self.block;
                Message::Block(INDEXED, block, docs[start..(start + self.block).min(docs.len())].to_vec())
            }
            _ => Message::File(INDEXED, need, self.files[&need.name()].clone()),
        };
        assert_eq!(self.say(message), Reply::Taken);
    }

    /// Asks until nothing is needed any more.
    fn ask(&mut self, message: &Message) -> Reply {
        for _ in 0..1000 {
            let reply = self.say(message.clone());
            let needs = match &reply {
                Reply::Found(hits) => hits.found.needs.clone(),
                Reply::Needs(needs) => needs.clone(),
                _ => Vec::new(),
            };
            if needs.is_empty() {
                return reply;
            }
            needs.into_iter().for_each(|need| self.give(need));
        }
        panic!("{message:?} never ends")
    }

    fn search(&mut self, list: u32, text: &str, sort: Sort) -> Hits {
        let wanted = Wanted { text: text.to_owned(), sort, hits: 5000, blocks: 5000, ..Wanted::default() };
        match self.ask(&Message::Search(list, wanted)) {
            Reply::Found(hits) => *hits,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_list_with_an_index_and_one_without_find_the_same_as_the_engine() {
    let (mut app, engine) = (App::start(), Engine::new(docs()));
    let lore = Lore::new().characters();
    for text in ["低保", "通知 -公示", "zfxxgk", "year:2023 公告", "[2023]5号", "的", "没有这个词", "", "type:没有"]
    {
        let (whole, indexed) = (app.search(WHOLE, text, Sort::Newest), app.search(INDEXED, text, Sort::Newest));
        assert_eq!((whole.found.hits.clone(), whole.found.total), (indexed.found.hits, indexed.found.total), "{text}");
        assert_eq!(whole.is_empty, text.is_empty());
        if text.is_ascii() && !text.contains(':') {
            continue;
        }
        let query = lore.query(text);
        let expected = engine.search(&Request { query: &query, keys: KEYS, filters: &[], sort: Sort::Newest });
        assert_eq!(whole.found.hits, expected.hits, "{text}");
        assert_eq!(whole.found.total, Total::Exactly(expected.hits.len() as u32));
    }
}

#[test]
fn a_search_that_reads_hundreds_of_blocks_ends() {
    let found = App::start_in_blocks(4).search(INDEXED, "-没有这个词", Sort::Relevance).found;
    assert_eq!((found.hits.len(), found.total), (docs().len(), Total::Exactly(docs().len() as u32)));
}

#[test]
fn a_search_says_which_files_of_characters_would_help() {
    let mut service = Service::default();
    let list = List { number: WHOLE, keys: Vec::new() };
    service.answer(&Message::Whole(list, vec![Doc { title: "通知".into(), ..Doc::default() }]).write());
    for (text, expected) in [("", (false, false)), ("通知", (true, false)), ("tz", (true, true))] {
        let wanted = Wanted { text: text.into(), hits: 9, ..Wanted::default() };
        match Reply::read(&service.answer(&Message::Search(WHOLE, wanted).write())) {
            Ok(Reply::Found(hits)) => assert_eq!((hits.wants_pairs, hits.wants_readings), expected, "{text}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_was_likely_meant_is_offered_with_and_without_an_index() {
    let mut app = App::start();
    for (term, expected) in
        [("行证处罚", "行政处罚"), ("公试公告", "公示公告"), ("实验曲", "实验区"), ("综合试验区", "综合实验区")]
    {
        for list in [WHOLE, INDEXED] {
            match app.ask(&Message::Meant(list, term.to_owned())) {
                Reply::Meant(texts) => {
                    assert_eq!(texts.first().map(String::as_str), Some(expected), "{term} {texts:?}")
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn an_id_is_found_in_both_kinds_of_lists() {
    let mut app = App::start();
    let id = docs()[700].id.clone();
    for list in [WHOLE, INDEXED] {
        assert_eq!(app.ask(&Message::Locate(list, id.clone())), Reply::Located(Some(700)));
        assert_eq!(app.ask(&Message::Locate(list, "nowhere".to_owned())), Reply::Located(None));
    }
}

#[test]
fn a_list_that_was_closed_or_never_opened_is_refused_in_a_sentence() {
    let mut app = App::start();
    app.say(Message::Close(WHOLE));
    for list in [WHOLE, 99] {
        let text = || "通知".to_owned();
        for message in
            [Message::Search(list, Wanted::default()), Message::Locate(list, text()), Message::Meant(list, text())]
        {
            assert!(matches!(app.say(message), Reply::Refused(_)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn no_bytes_make_either_side_panic(
        noise in prop::collection::vec(any::<u8>(), 0..80),
        spoilt in prop::collection::vec((any::<Place>(), any::<u8>()), 1..4),
        text in select(&["通知", "tz", "a -b", "year:2024"][..]),
    ) {
        let mut service = Service::default();
        let doc = Doc { id: "a".into(), title: "通知".into(), facets: vec![(0, "2024年".into())], ..Doc::default() };
        let open = Message::Whole(List { number: 1, keys: KEYS.to_vec() }, vec![doc]);
        service.answer(&open.write());
        for message in [open, Message::Search(1, Wanted { text: text.into(), hits: 3, ..Wanted::default() }), Message::Meant(1, text.into())] {
            let mut bytes = message.write();
            spoilt.iter().for_each(|(place, byte)| *place.get_mut(&mut bytes) = *byte);
            let _ = Reply::read(&service.answer(&bytes));
        }
        let _ = Reply::read(&service.answer(&noise));
        let _ = Reply::read(&noise);
    }
}
