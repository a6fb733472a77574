//! What is known of characters: the files that a site gets, and pinyin.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use proptest::prelude::*;
use search::{Characters, Doc, Engine, Lore, Query, Refused, Request, Sort, marks};

mod common;
use common::{characters, readings, titles};

fn lore() -> Lore {
    static LORE: OnceLock<Lore> = OnceLock::new();
    let of_titles = || {
        let mut lore = Lore::new();
        titles().iter().for_each(|title| lore.note(title));
        lore
    };
    LORE.get_or_init(of_titles).clone()
}

/// What the browser knows of this site with both files.
fn of_the_site(lore: &Lore) -> Characters {
    let pairs = Characters::plain().with_pairs(&lore.pairs_file()).expect("pairs");
    pairs.with_readings(&lore.readings_file(readings)).expect("readings")
}

fn docs(titles: impl IntoIterator<Item = String>) -> Vec<Doc> {
    titles.into_iter().map(|title| Doc { title, ..Doc::default() }).collect()
}

fn hits(engine: &Engine, query: &Query) -> Vec<u32> {
    engine.search(&Request { query, keys: &[], filters: &[], sort: Sort::Given }).hits
}

#[test]
fn pinyin_finds_what_it_may_be_the_sound_of() {
    let titles = ["农村低保证明", "政府信息公开", "音乐厅和快乐园", "旅游局", "重庆长安", "PDF格式", "西安", "先锋"];
    let mut lore = Lore::new();
    titles.iter().for_each(|title| lore.note(title));
    let known = of_the_site(&lore);
    let engine = Engine::new(docs(titles.map(str::to_owned)));
    let cases: &[(&str, &[u32])] = &[
        ("dibao", &[0]),
        ("db", &[0]),
        ("diba", &[0]),
        ("dibaozheng", &[0]),
        ("dbzm", &[0]),
        ("DIBAO", &[0]),
        ("ｄｉｂａｏ", &[0]),
        ("zhengfuxinxi", &[1]),
        ("zfxxgk", &[1]),
        ("zhfu", &[1]),
        ("zhengf", &[1]),
        ("政fu", &[1]),
        ("yinyue", &[2]),
        ("kuaile", &[2]),
        ("yinle", &[2]),
        ("lvyou", &[3]),
        ("luyou", &[]),
        ("chongqing", &[4]),
        ("zhongqing", &[4]),
        ("zhangan", &[4]),
        ("pdf", &[5]),
        ("pdfgs", &[5]),
        ("xian", &[6, 7]),
        ("bd", &[]),
        ("dibaozhengx", &[]),
        ("农村 db", &[0]),
        ("-db zheng", &[1]),
    ];
    for (text, expected) in cases {
        assert_eq!(hits(&engine, &known.query(text)), *expected, "{text:?}");
    }
}

#[test]
fn what_was_found_by_its_sound_is_marked() {
    let mut lore = Lore::new();
    lore.note("农村低保证明《低 保》政策");
    let known = of_the_site(&lore);
    let cases = [
        ("dibao", "农村‹低保›证明，《‹低 保›》"),
        ("dbz", "农村‹低保证›明"),
        ("nc ming", "‹农村›低保证‹明›"),
        ("低bao", "‹低保›政策"),
    ];
    for (text, marked) in cases {
        let plain = marked.replace(['‹', '›'], "");
        let (mut shown, mut at) = (String::new(), 0);
        for range in marks(&plain, &known.query(text)) {
            shown += &format!("{}‹{}›", &plain[at..range.start], &plain[range.clone()]);
            at = range.end;
        }
        assert_eq!(shown + &plain[at..], marked, "{text:?}");
    }
}

#[test]
fn a_file_of_another_version_is_refused_with_a_sentence() {
    let mut file = lore().pairs_file();
    file[3] = 9;
    let refused = Characters::plain().with_pairs(&file).expect_err("another version");
    assert_eq!(refused, Refused::Version(9));
    assert!(refused.to_string().contains("版本是 9"));
    assert_eq!(Characters::plain().with_readings(&file).expect_err("another kind"), Refused::Damaged);
}

/// The rule, written anew: each character of the text is itself, or one of its readings, or an initial
/// of one, or, where the term ends, the beginning of one.
fn sounds(term: &str, text: &[char]) -> bool {
    let Some((c, rest)) = text.split_first() else { return term.is_empty() };
    if term.is_empty() || term.strip_prefix(*c).is_some_and(|term| sounds(term, rest)) {
        return true;
    }
    readings(*c).iter().map(|reading| reading.replace('ü', "v")).any(|reading| {
        let long_initial = ["zh", "ch", "sh"].into_iter().find(|long| reading.starts_with(long));
        let whole_and_initials = [Some(reading.as_str()), Some(&reading[..1]), long_initial];
        let mut begun = whole_and_initials.into_iter().flatten().filter_map(|part| term.strip_prefix(part));
        reading.starts_with(term) || begun.any(|term| sounds(term, rest))
    })
}

fn scan(texts: &[Vec<char>], term: &str) -> Vec<u32> {
    let holds = |text: &Vec<char>| (0..text.len()).any(|start| sounds(term, &text[start..]));
    (0..).zip(texts).filter(|(_, text)| holds(text)).map(|(place, _)| place).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn pinyin_finds_what_a_naive_scan_over_the_same_readings_finds(
        start in 0..1000usize,
        terms in prop::collection::vec(
            (0..60usize, 0..40usize, prop::collection::vec((0..6u8, any::<prop::sample::Index>()), 1..6), 0..4usize), 60,
        ),
    ) {
        let known = of_the_site(&lore());
        let chosen: Vec<String> = titles().iter().skip(start).take(60).cloned().collect();
        let texts: Vec<Vec<char>> = chosen.iter().map(|title| known.normalise(title).text.chars().collect()).collect();
        let engine = Engine::new(docs(chosen));
        for (which, from, ways, cut) in terms {
            let text = &texts[which % texts.len()];
            let mut term = String::new();
            for ((way, index), c) in ways.iter().zip(text.iter().skip(from % text.len())) {
                let known = readings(*c);
                let reading = if known.is_empty() { c.to_string() } else { index.get(&known).replace('ü', "v") };
                match way {
                    0 => term.push(*c),
                    1 | 2 => term.extend(reading.chars().take(1)),
                    _ => term.push_str(&reading),
                }
            }
            let kept = term.char_indices().nth_back(cut).map_or(term.len(), |(at, c)| at + c.len_utf8());
            term.truncate(if cut < 2 { term.len() } else { kept });
            if term.bytes().any(|byte| byte.is_ascii_lowercase()) {
                prop_assert_eq!(hits(&engine, &known.query(&term)), scan(&texts, &term), "{:?}", term);
            }
        }
    }

    #[test]
    fn the_pairs_of_a_site_find_what_all_pairs_find(
        start in 0..1000usize,
        words in prop::collection::vec("[\u{4e00}-\u{9fff}\u{2e80}-\u{2fd5}\u{f900}-\u{fa6d}]{1,3}", 100),
    ) {
        let some: Vec<String> = titles().iter().skip(start).take(100).cloned().chain(words.iter().take(10).cloned()).collect();
        let mut lore = Lore::new();
        some.iter().for_each(|title| lore.note(title));
        let (all, site) = (characters(), of_the_site(&lore));
        let site = Characters::plain().with_pairs(&lore.pairs_file()).unwrap_or(site);
        let engines = [Engine::new(docs(some.clone())), Engine::new(docs(some))];
        for word in words {
            for text in [word.clone(), format!("公開 -{word}"), format!("（2025） 5 號{word}")] {
                prop_assert_eq!(hits(&engines[0], &all.query(&text)), hits(&engines[1], &site.query(&text)), "{:?}", text);
            }
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(
        noise in prop::collection::vec(any::<u8>(), 0..200), kind in prop::sample::select(&b"crx"[..]), cut in 0..3000usize,
        spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let lore = lore();
        let (mut pairs, mut syllables) = (lore.pairs_file(), lore.readings_file(readings));
        let mut head = pairs[..4].to_vec();
        head[2] = kind;
        for (index, byte) in spoilt {
            *index.get_mut(&mut pairs) = byte;
            *index.get_mut(&mut syllables) = byte;
        }
        let mut files = vec![[head, noise.clone()].concat(), noise];
        files.extend([pairs[..pairs.len().min(cut)].to_vec(), syllables[..syllables.len().min(cut)].to_vec(), pairs, syllables]);
        for file in files {
            let read = [Characters::plain().with_pairs(&file), Characters::plain().with_readings(&file)];
            for known in read.into_iter().flatten() {
                let _ = marks("政府信息公开", &known.query("zhengfu gk"));
            }
        }
    }
}

#[test]
fn the_readings_of_a_site_are_small() {
    let used: BTreeSet<char> = lore().used().clone();
    let file = lore().readings_file(readings);
    assert!(file.len() < 6 * used.len(), "{} bytes for {} characters", file.len(), used.len());
}
