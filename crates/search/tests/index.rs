//! The index answers as the engine that scans all documents does, however it is cut up.
#![allow(clippy::expect_used)]

use std::collections::HashMap;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::sample::{Index as Place, select};
use search::index::{Directory, Found, Index, Located, Need, Sizes, Total, Writer};
use search::{Characters, Doc, Engine, Lore, Query, Refused, Request, Sort};

mod common;
use common::{KEYS, docs, readings};

/// Bytes before the content of a file: what it is, and the version.
const HEAD: usize = 4;

/// A published index.
struct Site {
    docs: Vec<Doc>,
    known: Characters,
    directory: Vec<u8>,
    files: HashMap<String, Vec<u8>>,
    block: usize,
}

fn hash(bytes: &[u8]) -> [u8; 6] {
    let mut state = 0xcbf2_9ce4_8422_2325u64;
    for byte in bytes {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    }
    std::array::from_fn(|i| (state >> (8 * i)) as u8)
}

impl Site {
    fn publish(docs: Vec<Doc>, sizes: Sizes) -> Site {
        let mut lore = Lore::new();
        for doc in &docs {
            [&doc.title].into_iter().chain(&doc.number).chain(&doc.fields).for_each(|text| lore.note(text));
        }
        let known = lore.characters().with_readings(&lore.readings_file(readings)).expect("readings");
        let mut writer = Writer::new(sizes, &known);
        docs.iter().for_each(|doc| writer.add(doc));
        let blocks = (0..docs.len().div_ceil(sizes.block as usize)).map(|i| hash(&i.to_be_bytes())).collect();
        let mut files = HashMap::new();
        let directory = writer.finish(blocks, &hash, &mut |name, content| {
            files.insert(name, content);
        });
        Site { docs, known, directory, files, block: sizes.block as usize }
    }

    fn open(&self) -> Index {
        Index::new(Directory::read(&self.directory).expect("a directory"), &self.known)
    }

    fn give(&self, index: &mut Index, need: Need) {
        match need {
            Need::Block(block, _) => {
                let start = block as usize * self.block;
                let end = (start + self.block).min(self.docs.len());
                index.give_block(block, &self.docs[start..end]);
            }
            _ => index.give(need, self.files[&need.name()].clone()).expect("a sound file"),
        }
    }

    /// Asks until nothing is needed. Whatever is said on the way must be true.
    fn ask(&self, index: &mut Index, request: &Request, wanted: usize, all: &[u32]) -> Found {
        for _ in 0..5000 {
            let found = index.search(request, wanted, usize::MAX).expect("an answer");
            assert!(found.hits.iter().all(|hit| all.contains(hit)));
            match found.total {
                Total::Exactly(total) => assert_eq!(total as usize, all.len(), "{request:?} {found:?}"),
                Total::AtLeast(total) => assert!(total as usize <= all.len()),
            }
            if found.needs.is_empty() {
                return found;
            }
            found.needs.iter().for_each(|need| self.give(index, *need));
        }
        panic!("the index never has enough");
    }
}

impl Site {
    /// Newest first, but first those whose whole title the query is.
    fn title_first(&self, query: &Query, hits: &[u32]) -> Vec<u32> {
        let whole: String = query.terms().iter().map(|term| term.text.as_str()).collect();
        let is_title = |hit: u32| {
            let title = self.known.normalise(&self.docs[hit as usize].title).text;
            title.chars().count() >= 7 && title == whole
        };
        let mut hits = hits.to_vec();
        hits.sort_unstable_by_key(|hit| (!is_title(*hit), *hit));
        hits
    }
}

/// Small pieces, so that a few entries need many.
const SIZES: Sizes =
    Sizes { block: 8, head: 6, part: 10, deep: 9, longest: 6, shard: 400, words: 200, sounds: 7, sound_shard: 200 };

/// The same for fewer entries, with lists of three characters at most.
const SMALL: Sizes = Sizes { longest: 3, words: 20, sound_shard: 60, ..SIZES };

/// The same in blocks of a large site, which more is asked for at once.
const LARGE: Sizes = Sizes { block: 128, ..SIZES };

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| Site::publish(docs(), SIZES))
}

fn large_site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| Site::publish(docs(), LARGE))
}

fn site_in(is_large: bool) -> &'static Site {
    if is_large { large_site() } else { site() }
}

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(docs()))
}

/// A query out of the documents' own texts, or near them.
fn query() -> impl Strategy<Value = String> {
    let part = (any::<Place>(), any::<Place>(), 1..9usize, 0..12u8);
    let term = part.prop_map(|(doc, start, length, way)| {
        let doc = doc.get(&site().docs);
        let text = if way < 9 { &doc.title } else { doc.fields.last().unwrap_or(&doc.title) };
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let start = start.index(chars.len());
        let part = &chars[start..chars.len().min(start + length)];
        match way {
            0 => part.iter().map(|c| readings(*c).first().cloned().unwrap_or(c.to_string())).collect(),
            1 => part.iter().map(|c| readings(*c).last().map_or(c.to_string(), |it| it[..1].to_owned())).collect(),
            2 => part.iter().rev().collect(),
            3 => format!("“{}”", part.iter().collect::<String>()),
            _ => part.iter().collect::<String>(),
        }
    });
    let other = select(
        &[
            "year:2023",
            "类型：公示公告",
            "issuer:管理局",
            "type:没有",
            "-公示",
            "-db",
            "的",
            "平潭",
            "飞船",
            "",
            "pdf",
            "2023",
        ][..],
    );
    let word = prop_oneof![5 => term, 1 => other.prop_map(str::to_owned)];
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn the_index_finds_what_a_scan_finds(
        is_large in any::<bool>(), queries in prop::collection::vec((query(), any::<bool>(), 1..40usize), 25),
    ) {
        let site = site_in(is_large);
        let mut index = site.open();
        for (text, is_filtered, wanted) in queries {
            let query = site.known.query(&text);
            let filters = if is_filtered { vec![(1, "公示公告".to_owned())] } else { Vec::new() };
            let request = Request { query: &query, keys: KEYS, filters: &filters, sort: Sort::Relevance };
            let ranked = engine().search(&request);
            let newest = site.title_first(&query, &ranked.hits);
            let found = site.ask(&mut index, &request, usize::MAX, &newest);
            prop_assert_eq!(&found.hits, if found.is_ranked { &ranked.hits } else { &newest }, "{:?}", text);
            prop_assert_eq!(found.total, Total::Exactly(newest.len() as u32));
            let is_filtered_by = |facet: u8| !filters.is_empty() && facet == 1 || !query.typed().is_empty();
            for (facet, values) in ranked.facets.iter().filter(|(facet, values)| !is_filtered_by(*facet) && !values.is_empty()) {
                prop_assert!(found.facets.contains(&(*facet, values.clone())), "{:?} {:?} {:?}", text, values, found.facets);
            }
            let some = site.ask(&mut index, &request, wanted, &newest);
            prop_assert_eq!(&some.hits[..], &found.hits[..wanted.min(found.hits.len())], "{:?}", text);
            if newest.is_empty() {
                let is_missing = |term: &String| ranked.missing_terms.contains(term);
                prop_assert!(found.missing_terms.iter().all(is_missing), "{:?} {:?}", text, found.missing_terms);
            }
            let request = Request { sort: Sort::Oldest, ..request };
            let oldest = site.ask(&mut index, &request, wanted, &newest);
            let expected = engine().search(&request).hits;
            if !oldest.is_misordered {
                let dates = |hits: &[u32]| hits.iter().map(|hit| engine().docs()[*hit as usize].date.clone()).collect::<Vec<_>>();
                prop_assert_eq!(dates(&oldest.hits), dates(&expected[..wanted.min(expected.len())]), "{:?}", text);
            }
        }
    }

    #[test]
    fn no_bytes_make_the_index_panic(
        spoilt in prop::collection::vec((any::<Place>(), any::<u8>()), 1..6), cut in any::<Place>(), is_cut in any::<bool>(),
        is_noise in any::<bool>(), noise in prop::collection::vec(any::<u8>(), 0..60), text in query(), is_large in any::<bool>(),
    ) {
        let site = site_in(is_large);
        let spoil = |bytes: &[u8]| {
            if is_noise {
                return [&bytes[..HEAD], &noise].concat();
            }
            let mut bytes = bytes.to_vec();
            spoilt.iter().for_each(|(place, byte)| *place.get_mut(&mut bytes) = *byte);
            bytes.truncate(if is_cut { cut.index(bytes.len()) } else { bytes.len() });
            bytes
        };
        let _ = Directory::read(&noise);
        let directory = Directory::read(&spoil(&site.directory)).unwrap_or_else(|_| Directory::read(&site.directory).expect("sound"));
        let mut index = Index::new(directory, &site.known);
        let query = site.known.query(&text);
        let request = Request { query: &query, keys: KEYS, filters: &[], sort: Sort::Relevance };
        for _ in 0..20 {
            let Ok(found) = index.search(&request, 20, 50) else { break };
            for need in found.needs {
                match need {
                    Need::Block(block, _) => index.give_block(block, &site.docs[..5]),
                    _ => { let _ = index.give(need, site.files.get(&need.name()).map_or_else(|| noise.clone(), |file| spoil(file))); }
                }
            }
        }
    }
}

#[test]
fn a_damaged_list_that_names_an_entry_beyond_the_last_ends() {
    let site = site();
    let mut index = site.open();
    // Only one list, that of 低: of one entry, the last number there is.
    let list = [&[0; 7][..], &[0xce, 0x9e, 1, 0, 1, 0, 5], &[0xff, 0xff, 0xff, 0xff, 0x0f]].concat();
    let query = site.known.query("低");
    let request = Request { query: &query, keys: KEYS, filters: &[], sort: Sort::Relevance };
    let needs = index.search(&request, 20, 50).expect("an answer").needs;
    assert!(matches!(needs[..], [Need::Lists(..)]), "{needs:?}");
    for need in needs {
        index.give(need, [&site.files[&need.name()][..HEAD], &list].concat()).expect("a sound file");
    }
    let found = index.search(&request, 20, 50).expect("an answer");
    assert_eq!((found.total, found.needs), (Total::Exactly(0), Vec::new()));
}

#[test]
fn a_search_stops_after_the_blocks_it_may_read_and_says_how_far_it_got() {
    let site = site();
    let mut index = site.open();
    // No list can tell what is only excluded.
    let query = site.known.query("-平潭 -关于 -公示 -公告 -通知 -管理局");
    let request = Request { query: &query, keys: KEYS, filters: &[], sort: Sort::Relevance };
    let all = engine().search(&request).hits;
    let mut last = 0;
    for most_blocks in [1, 3, 200] {
        let found = loop {
            let found = index.search(&request, 1000, most_blocks).expect("an answer");
            if found.needs.is_empty() {
                break found;
            }
            found.needs.iter().for_each(|need| site.give(&mut index, *need));
        };
        assert_eq!(found.searched as usize, (most_blocks * site.block).min(site.docs.len()));
        assert_eq!(found.hits.len(), all.iter().filter(|hit| **hit < found.searched).count());
        assert_eq!(found.total == Total::Exactly(all.len() as u32), most_blocks == 200);
        assert!(found.searched > last);
        last = found.searched;
    }
}

/// A letter is also itself: `EOD` holds an `e` that no reading explains.
#[test]
fn one_letter_finds_what_it_begins_and_itself_in_every_order() {
    let site = site();
    for text in ["E", "b", "3"] {
        let query = site.known.query(text);
        for sort in [Sort::Newest, Sort::Oldest] {
            let request = Request { query: &query, keys: KEYS, filters: &[], sort };
            let mut all = engine().search(&request).hits;
            let mut hits = site.ask(&mut site.open(), &request, usize::MAX, &all).hits;
            all.sort_unstable();
            hits.sort_unstable();
            assert_eq!(hits, all, "{text} {sort:?}");
        }
    }
}

/// 项目D区: the last letter of the term is no beginning of a syllable.
#[test]
fn a_letter_among_long_pinyin_may_stand_for_itself() {
    let site = site();
    for text in ["dquxiangmud", "C、Dqu）xiangmuD"] {
        let query = site.known.query(text);
        let request = Request { query: &query, keys: KEYS, filters: &[], sort: Sort::Relevance };
        let all = engine().search(&request).hits;
        assert_eq!(all.len(), 1);
        assert_eq!(site.ask(&mut site.open(), &request, 10, &all).hits, all, "{text}");
    }
}

#[test]
fn an_entry_is_found_by_its_id_and_what_is_not_there_is_nowhere() {
    let site = site();
    let mut index = site.open();
    let mut locate = |id: &str| loop {
        match index.locate(id).expect("an answer") {
            Located::Needs(needs) => needs.iter().for_each(|need| site.give(&mut index, *need)),
            found => break found,
        }
    };
    for (number, doc) in (0..).zip(&site.docs).step_by(97) {
        assert_eq!(locate(&doc.id), Located::At(number), "{}", doc.id);
    }
    assert_eq!(locate("no-such-entry"), Located::Nowhere);
}

#[test]
fn a_whole_title_comes_first_even_when_too_many_hold_it_to_be_ranked() {
    let title = "关于做好政府信息公开工作的通知";
    let doc = |number: usize, text: &str| Doc { id: number.to_string(), title: text.to_owned(), ..Doc::default() };
    let mut docs: Vec<Doc> = (0..200).map(|number| doc(number, &format!("{title}（之{number}）"))).collect();
    docs.push(doc(200, title));
    let site = Site::publish(
        docs,
        Sizes { block: 8, head: 6, part: 10, deep: 9, longest: 6, shard: 400, words: 200, sounds: 7, sound_shard: 200 },
    );
    let query = site.known.query(title);
    let request = Request { query: &query, keys: KEYS, filters: &[], sort: Sort::Relevance };
    let all: Vec<u32> = (0..201).collect();
    let found = site.ask(&mut site.open(), &request, 3, &all);
    assert_eq!((found.hits, found.is_ranked), (vec![200, 0, 1], false));
}

#[test]
fn the_same_entries_give_the_same_files() {
    let (one, other) = (Site::publish(docs(), SIZES), Site::publish(docs(), SIZES));
    assert!(one.directory == other.directory && one.files == other.files);
}

#[test]
fn three_characters_that_begin_with_two_common_ones_are_counted_by_their_own_list() {
    let site = site();
    for text in ["平潭综", "关于印", "于做好"] {
        let query = site.known.query(text);
        let request = Request { query: &query, keys: KEYS, filters: &[], sort: Sort::Relevance };
        let mut index = site.open();
        let mut found = index.search(&request, 1, 1).expect("an answer");
        while found.needs.iter().any(|need| matches!(need, Need::Lists(..))) {
            found.needs.into_iter().for_each(|need| site.give(&mut index, need));
            found = index.search(&request, 1, 1).expect("an answer");
        }
        assert!(found.hits.is_empty(), "no entry was given: {text}");
        let count = engine().search(&request).hits.len() as u32;
        assert!(count > 0);
        assert_eq!(found.total, Total::Exactly(count), "{text}");
    }
}

#[test]
fn a_directory_of_another_version_is_refused() {
    let mut file = site().directory.clone();
    file[3] += 1;
    assert_eq!(Directory::read(&file).err(), Some(Refused::Version(file[3])));
}

#[test]
fn an_empty_site_has_an_index() {
    let site = Site::publish(Vec::new(), Sizes::for_entries(0));
    let query = site.known.query("通知");
    let request = Request { query: &query, keys: KEYS, filters: &[], sort: Sort::Relevance };
    let found = site.ask(&mut site.open(), &request, 10, &[]);
    assert_eq!((found.total, found.missing_terms), (Total::Exactly(0), vec!["通知".to_owned()]));
}

/// A site of so many entries that are nothing but a title and a number, in the smallest pieces.
fn site_of_titles(count: usize, title: fn(usize) -> &'static str) -> Site {
    let doc =
        |number: usize| Doc { id: number.to_string(), title: format!("{}{number}", title(number)), ..Doc::default() };
    let sizes = Sizes { shard: 40, words: 20, sound_shard: 40, ..SMALL };
    Site::publish((0..count).map(doc).collect(), sizes)
}

/// A site of 800 entries with titles alone, of which the 701st has this one and the others take turns.
fn site_with_one_old(title: &str, others: [&str; 4], sizes: Sizes) -> Site {
    let doc = |number: usize| Doc {
        id: number.to_string(),
        title: if number == 700 { title } else { others[number % 4] }.to_owned(),
        ..Doc::default()
    };
    Site::publish((0..800).map(doc).collect(), sizes)
}

/// What is answered from the first question on until nothing is needed.
fn all_answers(site: &Site, text: &str, most_blocks: usize) -> Vec<Found> {
    let query = site.known.query(text);
    let request = Request { query: &query, keys: KEYS, filters: &[], sort: Sort::Newest };
    let (mut index, mut answers) = (site.open(), Vec::<Found>::new());
    while answers.last().is_none_or(|found| !found.needs.is_empty()) {
        let found = index.search(&request, 10, most_blocks).expect("an answer");
        found.needs.iter().for_each(|need| site.give(&mut index, *need));
        answers.push(found);
    }
    answers
}

/// All that is answered, and which answer is the first with a hit.
fn answers(site: &Site, text: &str, most_blocks: usize) -> (Vec<Found>, usize) {
    let answers = all_answers(site, text, most_blocks);
    let first = answers.iter().position(|found| !found.hits.is_empty()).expect("hits");
    (answers, first)
}

#[test]
fn pinyin_shows_what_it_most_likely_means_before_other_files_are_asked_for() {
    let site = site_of_titles(200, |number| match number {
        3 => "积阿天的请示",
        150 => "佳田的请示",
        _ => "关于水的通知",
    });
    let (answers, first) = answers(&site, "jiatian", 200);
    assert_eq!((&answers[first].hits, answers[first].total), (&vec![150], Total::AtLeast(1)));
    assert!(answers[first..].iter().any(|found| !found.needs.is_empty()));
    let last = answers.last().expect("an answer");
    assert_eq!((&last.hits, last.total), (&vec![3, 150], Total::Exactly(2)));
}

/// Figures are in many years' numbers, but in none of the newest.
#[test]
fn a_common_word_that_the_newest_entries_do_not_hold_is_found_by_its_lists() {
    let site = site_of_titles(1_600, |number| if number < 1_200 { "水务局通知" } else { "4年计划" });
    let (answers, first) = answers(&site, "4n", 200);
    let needs = answers[..first].iter().flat_map(|found| &found.needs);
    let blocks = needs.filter(|need| matches!(need, Need::Block(..))).count();
    assert_eq!(answers[first].hits.first(), Some(&1_200));
    assert!(blocks < 10, "{blocks} blocks");
}

/// Many entries hold each syllable and each two of them but one.
#[test]
fn pinyin_that_one_old_entry_is_read_as_is_found_with_one_look_at_lists_and_one_block() {
    for (text, title) in [
        ("shuiwujutongg", "水务局通告"),
        ("swjtg", "水务局通告"),
        ("zdshbz", "重大社会保障"),
        ("sfad", "四方岸的"),
        ("2wgong", "2务公开"),
        ("zhanshem", "站设明"),
        ("zdzhes", "重大宗会恩设"),
    ] {
        let site = site_with_one_old(
            title,
            ["水务局公开", "通告", "终端站设备，字数码", "重大宗设备者"],
            Sizes { sound_shard: 1_000, ..SMALL },
        );
        let (answers, first) = answers(&site, text, 200);
        assert_eq!((&answers[first].hits, first), (&vec![700], 2), "{text}");
        assert!(answers[0].needs.iter().all(|need| matches!(need, Need::Lists(..))), "{text}");
        assert!(matches!(answers[1].needs[..], [Need::Block(87, _)]), "{text}");
    }
}

/// `guan` is one character or two.
#[test]
fn pinyin_may_have_a_character_more_than_the_fewest_and_is_found_as_soon() {
    for (text, title) in [("shuiguan", "水故安"), ("nongjuanban", "农居安办")] {
        let site = site_with_one_old(title, ["水务局公开", "图书馆通告", "农村站试卷", "擦材采参残藏"], SMALL);
        let (answers, first) = answers(&site, text, 200);
        assert_eq!((&answers[first].hits, first), (&vec![700], 2), "{text}");
    }
}

/// `juan` may be `ju'an`, and `quan` `qu'an`: with both there are more lists than are asked for at once.
#[test]
fn pinyin_for_whose_lists_there_was_no_room_is_looked_for_before_words_are() {
    let others = ["张局卷宗", "全省产业", "岸圈升迁", "曲岸生产"];
    for title in ["张局安全生产", "张卷去暗声产"] {
        let site = site_with_one_old(title, others, SMALL);
        let (answers, first) = answers(&site, "zhangjuanquanshengchan", 200);
        let needs = answers[..first].iter().flat_map(|found| &found.needs);
        assert_eq!(needs.filter(|need| matches!(need, Need::Words(..))).count(), 0, "{title}");
        assert_eq!(answers[first].hits, [700], "{title}");
    }
}

/// Lists of sounds name the newest entries only, and of these none has all pairs: where what sounds most alike is, is no good guess.
#[test]
fn pinyin_whose_sounds_say_little_is_found_by_the_words_it_may_be_within_three_requests() {
    let title = |number: usize| match (number, number % 128) {
        (3_000, _) => "大201",
        (..20, _) => "大2号",
        (_, 70) => "第201号",
        _ => "水务局通知",
    };
    let doc = |number: usize| Doc { id: number.to_string(), title: title(number).to_owned(), ..Doc::default() };
    let site = Site::publish((0..4_000).map(doc).collect(), Sizes { sounds: 7, ..LARGE });
    let (answers, first) = answers(&site, "da201", 200);
    assert_eq!((&answers[first].hits, first), (&vec![3_000], 3));
}

/// Each three of its characters are in every fourth entry or more.
#[test]
fn a_phrase_of_common_parts_that_one_old_entry_holds_is_found_by_a_list_of_its_own() {
    let others = ["水利局关于印发", "局关于印发水", "于印发水利规划", "局关于印，印发水利"];
    for (text, longest, first_of_all) in
        [("局关于印发水利", 6, true), ("关于印发水利", 6, true), ("关于印发水利", 3, false)]
    {
        let site = site_with_one_old("局关于印发水利", others, Sizes { longest, ..SMALL });
        let (answers, first) = answers(&site, text, 200);
        assert_eq!(answers[first].hits, [700]);
        let is_sure = first == 2 && matches!(answers[1].needs[..], [Need::Block(87, _)]);
        assert_eq!(is_sure, first_of_all, "{text} by lists of {longest}: {first} {:?}", answers[1].needs);
    }
}

/// All lists but one of six name entries that are no hits.
#[test]
fn a_list_that_was_left_out_is_asked_for_before_other_blocks_are() {
    let site = site_with_one_old("2025年1月", ["2025年1号，1月", "通知", "公告", "计划"], SMALL);
    let (answers, first) = answers(&site, "2025年1月", 200);
    let needs = answers[1..first].iter().map(|found| &found.needs);
    let is_list = |need: &&Need| matches!(need, Need::Lists(..));
    let mixed = needs
        .clone()
        .filter(|needs| needs.iter().any(|need| is_list(&need)) && !needs.iter().all(|need| is_list(&need)));
    assert_eq!(mixed.count(), 0);
    assert!(needs.flatten().any(|need| is_list(&need)), "the list was asked for");
    assert_eq!(answers[first].hits, [700]);
}

/// What it means is in entries that come after those that the search may look at.
#[test]
fn hits_that_lists_of_sounds_named_stay_when_the_search_stops_before_it_comes_to_them() {
    let site = site_of_titles(400, |number| match number {
        390 => "此岸的计划",
        399 => "擦材采参残藏草操",
        _ => "水务局通知",
    });
    let (answers, first) = answers(&site, "ca", 20);
    for found in &answers[first..] {
        assert_eq!(found.hits, [390], "{found:?}");
    }
}

/// Both are in very many entries, but in none together.
#[test]
fn two_terms_that_never_meet_are_known_to_have_no_hit_once_their_lists_are_whole() {
    let site = site_of_titles(600, |number| if number % 2 == 0 { "水务局的计划" } else { "农村公开通告" });
    let mut answers = all_answers(&site, "水务 公开", 200);
    let found = answers.pop().expect("an answer");
    let rounds: Vec<Vec<Need>> = answers.into_iter().map(|found| found.needs).collect();
    assert_eq!(found.total, Total::Exactly(0));
    assert!(rounds.len() <= 3, "{} rounds: {rounds:?}", rounds.len());
}
