//! A data folder whose every text wants to be something else: markup, a link, a formula, a mark that turns text
//! around. Each output of `gongkai build` must hold it as text and nothing more.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{County, Site};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::sync::OnceLock;

/// Begins like a formula, then tries to leave a text, an attribute, a script, a CDATA section, a comment and a
/// template, and ends in characters that nobody sees.
const HOSTILE: &str = "=1+1</script></title><img src=x onerror=\"window.pwned=1\">\" onmouseover=\"window.pwned=1\" \
    '--> ]]><script>window.pwned=1</script>{{7*7}}${pwned} \u{202e}\u{2066}\u{0007}\u{0}\u{ffff}";
const HARMLESS: &str = "甲";

/// Every field of every file, with this in each text that may hold anything.
fn folder(text: &str) -> Vec<(&'static str, String)> {
    let (script, data) = ("javascript:window.pwned=1", "data:text/html,<script>window.pwned=1</script>");
    let quote = "https://example.com/\"onclick=\"window.pwned=1";
    let source = |url: &str| json!({"document": "law", "section": text, "url": url});
    let contact = |url: &str| {
        json!({"name": text, "address": text, "postcode": text, "phone": text, "email": text,
            "verified_on": "2026-01-01", "source": source(url)})
    };
    let figure = |id: &str| json!({"id": id, "label": text, "value": 12, "unit": text, "meaning": text, "section": "1", "quote": text});
    let site = json!({"format": 1, "county": {"name": text, "within": [text], "code": text, "url": script}, "title": text,
        "notice": text, "office": contact(script), "site_id_code": text, "icp_number": text, "police_number": text,
        "documents": [{"id": "law", "title": text, "short": text, "issuer": text, "number": text,
            "published": "2020-01-01", "url": data}]});
    let policy = |id: &str, url: &str| {
        json!({"id": id, "title": text, "level": "county", "kind": text, "issuer": text, "number": text,
            "date": "2024-05-06", "date_origin": "list-page", "index_number": text, "subject": text, "validity": text,
            "note": text, "url": url, "source": source(url)})
    };
    let policies = json!({"format": 1, "source": source(script),
        "policies": [policy("a", script), policy("b", data), policy("c", quote), {"id": "d", "title": text}]});
    let entry = |id: &str, item: &str| {
        json!({"id": id, "item": item, "subject": text, "title": text, "content": text, "basis": [source(data)],
            "time_limit": text, "publisher": text, "carriers": {"used": [text, text], "not_used": [text]},
            "audience": text, "manner": text, "tier": text, "source": source(script)})
    };
    let catalogue = json!({"format": 1, "entries": [entry("a", "20-1"), entry("b", text)]});
    let channel = |id: &str, url: &str| {
        json!({"id": id, "name": text, "kind": "hotline", "purposes": ["ask"], "what_for": text, "host_unit": text,
            "contact": contact(url), "url": url, "hours": text, "steps": [text], "figures": [figure(text)],
            "deadline": {"days": 5, "unit": "working-days", "note": text, "source": source(url)}, "reported": text,
            "instead": text, "standing": "verified", "verified_on": "2026-01-01", "source": source(url)})
    };
    let lone = json!({"id": "lone", "name": text, "kind": "media", "purposes": [], "what_for": text, "instead": text,
        "standing": "verified", "source": source(data)});
    let channels =
        json!({"format": 1, "channels": [channel(text, script), channel("b", data), channel("c", quote), lone]});
    let section = |id: &str| json!({"id": id, "heading": text, "points": [{"text": text, "sources": [source(data)]}]});
    let guide = json!({"format": 1, "sections": [section(text)], "apply": [section("a")]});
    let rules = json!({"format": 1, "sections": [section(text)]});
    let mut files = vec![("site.json", site), ("policies.json", policies), ("catalogue.json", catalogue)];
    files.extend([("channels.json", channels), ("guide.json", guide), ("rules.json", rules)]);
    files.extend([("reports/2023.json", 2023), ("reports/2024.json", 2024)].map(|(name, year)| {
        let part = |id: &str, inner: Value| {
            json!({"id": id, "numeral": text, "printed_numeral": text, "heading": text, "paragraphs": [text], "sections": inner})
        };
        let cell = json!({"value": 5, "unit": text, "text": text});
        let table = |id: &str, rows: Value| {
            json!({"id": id, "version": "2021", "place": text, "rows": rows,
                "extra_rows": [{"label": text, "cells": [text, text]}]})
        };
        let tables = [
            table("t2", json!({"rules": {"issued": cell, "in_force": 7}})),
            table("t3", json!({"received": {"natural": year, "total": year}})),
            table("t4", json!({"review": {"upheld": 1, "total": 3}})),
        ];
        let report = json!({"format": 1, "year": year, "title": text, "issuer": text,
            "period": {"from": "2023-01-01", "to": "2023-12-31"}, "published": "2024-03-01", "source": source(script),
            "contact": contact(data), "preamble": [text], "figures": [figure("disclosed"), figure(text)], "tables": tables,
            "sections": [part("1", json!([part("1.1", json!([part("1.1.1", json!([]))]))])), part(text, json!([])), part("3", json!([]))],
            "notes": [{"text": text}, {"section": "1", "text": text}], "links": [{"text": text, "url": script}, {"text": text, "url": quote}]});
        (name, report)
    }));
    files
        .into_iter()
        .map(|(name, json)| (name, format!("{}\n", serde_json::to_string_pretty(&json).unwrap())))
        .collect()
}

fn site(text: &str) -> Site {
    County::new(&folder(text)).built(&["--base", "/gk/"])
}

/// The site of the hostile folder, made once for all tests.
fn hostile() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| site(HOSTILE))
}

fn ending<'a>(site: &'a Site, endings: &'a [&str]) -> impl Iterator<Item = (&'a String, &'a Vec<u8>)> {
    site.files.iter().filter(move |(name, _)| endings.iter().any(|ending| name.ends_with(ending)))
}

/// The elements of a page with the names of their attributes, in order, and its addresses.
#[derive(Default)]
struct Elements(RefCell<(Vec<String>, Vec<String>)>);

impl TokenSink for Elements {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let (elements, addresses) = &mut *self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let names: Vec<_> = tag.attrs.iter().map(|attribute| attribute.name.local.to_string()).collect();
                elements.push(format!("{} {}", tag.name, names.join(" ")));
                let is_address = |name: &str| matches!(name, "href" | "src" | "action" | "formaction" | "srcset");
                let found = tag.attrs.iter().filter(|attribute| is_address(&attribute.name.local));
                addresses.extend(found.map(|attribute| attribute.value.to_string()));
            }
            Token::CommentToken(_) => elements.push("comment".to_owned()),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn elements(html: &[u8]) -> (Vec<String>, Vec<String>) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(std::str::from_utf8(html).unwrap()));
    let tokenizer = Tokenizer::new(Elements::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[test]
fn no_element_no_attribute_and_no_link_of_a_page_or_chart_comes_from_data() {
    let (hostile, harmless) = (hostile(), site(HARMLESS));
    let mut n_charts = 0;
    for (name, html) in ending(hostile, &[".html"]) {
        let (mut found, addresses) = elements(html);
        let mut expected = elements(&harmless.files[name]).0;
        if name.starts_with("embed/html/chart-") {
            // In a picture a longer name takes more lines.
            found.dedup();
            expected.dedup();
        }
        assert_eq!(found, expected, "{name}");
        n_charts += found.iter().filter(|element| element.starts_with("svg ")).count();
        for address in addresses {
            let starts = ["/gk/", "#", "https://", "http://", "tel:", "mailto:"];
            assert!(starts.iter().any(|start| address.starts_with(start)), "{address} in {name}");
        }
    }
    assert!(n_charts > 0, "charts are among what was looked at");
    assert_eq!(ending(hostile, &[".html"]).count(), ending(&harmless, &[".html"]).count());
}

#[test]
fn nothing_that_is_published_holds_a_character_that_nobody_sees() {
    let unseen = |character: char| {
        matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{ffff}')
            || character.is_control() && !matches!(character, '\n' | '\r' | '\t')
    };
    let endings = [".html", ".json", ".xml", ".atom", ".csv", ".txt", ".svg"];
    let site = hostile();
    assert!(ending(site, &endings).count() > 40);
    for (name, bytes) in ending(site, &endings) {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(!text.contains(unseen), "{name}");
        if name.ends_with(".json") {
            let json = serde_json::from_str::<Value>(text).expect("JSON").to_string();
            assert!(!json.contains("\\u202e") && !json.contains("\\u0007") && !json.contains("\\u0000"), "{name}");
        }
    }
}

#[test]
fn feeds_and_sitemap_are_well_formed_and_hold_data_as_text() {
    use quick_xml::events::Event;
    let site = hostile();
    for name in ["feed.atom", "sitemap.xml"] {
        let mut reader = quick_xml::Reader::from_str(site.text(name));
        let (mut depth, mut names) = (0i32, std::collections::BTreeSet::new());
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Start(start) => {
                    depth += 1;
                    names.insert(start.name().as_ref().to_owned());
                }
                Event::End(_) => depth -= 1,
                Event::CData(_) | Event::Comment(_) | Event::PI(_) => panic!("{name}: not written by us"),
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
        let known = [
            "feed",
            "id",
            "title",
            "updated",
            "published",
            "author",
            "name",
            "entry",
            "summary",
            "urlset",
            "url",
            "loc",
            "lastmod",
        ];
        assert!(names.iter().all(|name| known.contains(&name.as_str())), "{name}: {names:?}");
    }
    let feed = site.json("feed.json");
    assert!(feed["items"].as_array().unwrap().len() >= 5);
    for item in feed["items"].as_array().unwrap() {
        assert!(item["url"].as_str().unwrap().starts_with("/gk/"), "{item}");
        assert!(item["title"].as_str().unwrap().contains("<script>"), "as text");
    }
}

/// The fields of a CSV file as RFC 4180 has them.
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut field)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    rows
}

#[test]
fn no_cell_of_a_table_can_be_run_as_a_formula() {
    let site = hostile();
    assert_eq!(ending(site, &[".csv"]).count(), 14);
    for (name, bytes) in ending(site, &[".csv"]) {
        let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').expect("the mark of UTF-8");
        let rows = csv(text);
        for row in &rows {
            assert_eq!(row.len(), rows[0].len(), "{name}: {row:?}");
            for cell in row {
                let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@']);
                assert!(!is_formula || cell.parse::<f64>().is_ok(), "{name}: {cell}");
            }
        }
    }
    assert_eq!(ending(site, &[".xlsx"]).count(), 6);
    for (name, bytes) in ending(site, &[".xlsx"]) {
        let mut book = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
        for number in 0..book.len() {
            let mut part = String::new();
            book.by_index(number).unwrap().read_to_string(&mut part).expect("UTF-8");
            assert!(!part.contains("<f>") && !part.contains("<f ") && !part.contains("<hyperlink"), "{name}");
            let mut reader = quick_xml::Reader::from_str(&part);
            while !matches!(reader.read_event().expect("well-formed"), quick_xml::events::Event::Eof) {}
        }
        let sheets = import::sheet::read_workbook(bytes).expect("read back");
        assert!(
            sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten()).any(|cell| cell.contains("<script>")),
            "{name}"
        );
    }
}

#[test]
fn a_file_beyond_a_limit_is_refused_by_name_and_the_old_site_stays() {
    let county = County::new(&folder(HARMLESS));
    county.built(&[]);
    let deep = format!("{{\"format\":1,\"sections\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let long = format!("{{\"format\":1,\"sections\":[{{\"id\":\"{}\"}}]}}", "长".repeat(10 * 1024 * 1024 / 3));
    for (content, bytes, limit) in
        [(deep, None, "64 层"), (long, None, "256 KB"), ("{}".into(), Some((512 << 20) + 1), "512 MB")]
    {
        county.set("rules.json", &content);
        if let Some(bytes) = bytes {
            // A file with a hole, which takes no room.
            File::options().write(true).open(county.data().join("rules.json")).unwrap().set_len(bytes).unwrap();
        }
        let output = county.build(&[]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        let last = said.lines().last().unwrap_or_default();
        assert!(last.starts_with("rules.json：") && last.contains(limit), "{said}");
        assert!(!said.contains("panicked"), "{said}");
        assert!(county.site().join("rules/index.html").is_file());
    }
}

#[test]
fn a_text_longer_than_a_cell_breaks_no_output() {
    let site = site(&"=长".repeat(16_400));
    let sheets = import::sheet::read_workbook(&site.files["downloads/policies.xlsx"]).expect("a workbook");
    assert_eq!(sheets[0].rows[1][0].chars().count(), 32_767, "what a cell of Excel holds");
    assert!(site.meta("policies/a/index.html", "description").unwrap().chars().count() <= 151);
}

/// The browser tests visit the site of this folder.
#[test]
fn the_folder_that_browsers_visit_is_this_one() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/hostile");
    for (name, content) in folder(HOSTILE) {
        let path = root.join(name);
        if std::env::var_os("GONGKAI_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &content).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == content, "{name}: write it anew with GONGKAI_BLESS=1 cargo test -p gongkai --test hostile");
    }
}
