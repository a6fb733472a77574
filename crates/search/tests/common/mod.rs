//! What the tests share: everything that is known of characters, once.
#![allow(dead_code, clippy::expect_used)]

use std::sync::OnceLock;

use pinyin::ToPinyinMulti;
use search::{Characters, Doc, Lore, Query};

/// Everything but the readings.
pub fn characters() -> Characters {
    static ALL: OnceLock<Characters> = OnceLock::new();
    ALL.get_or_init(|| Lore::new().characters()).clone()
}

/// What was typed, understood with everything but the readings.
pub fn query(text: &str) -> Query {
    characters().query(text)
}

/// Every reading of a character, without tones.
pub fn readings(c: char) -> Vec<String> {
    c.to_pinyin_multi()
        .map(|all| all.into_iter().map(|reading| reading.plain().to_owned()).collect())
        .unwrap_or_default()
}

/// Real titles: those of the example county, as dirty as they were found.
pub fn titles() -> &'static [String] {
    static TITLES: OnceLock<Vec<String>> = OnceLock::new();
    TITLES.get_or_init(|| {
        let file = include_str!("../../../../examples/pingtan/policies.json");
        let file: serde_json::Value = serde_json::from_str(file).expect("JSON");
        let titles = file["policies"].as_array().expect("a list").iter();
        titles.filter_map(|entry| entry["title"].as_str().map(str::to_owned)).collect()
    })
}

/// The entries of the example county as documents, newest first, with their facets: year, kind, issuer.
pub fn docs() -> Vec<Doc> {
    let file = include_str!("../../../../examples/pingtan/policies.json");
    let file: serde_json::Value = serde_json::from_str(file).expect("JSON");
    let text = |entry: &serde_json::Value, field: &str| entry[field].as_str().map(str::to_owned);
    let doc = |entry: &serde_json::Value| {
        let date = text(entry, "date");
        let year = date.as_ref().map_or_else(|| "日期不详".to_owned(), |date| format!("{}年", &date[..4]));
        let (kind, issuer) = (text(entry, "kind"), text(entry, "issuer"));
        let facets = [Some((0, year)), kind.clone().map(|kind| (1, kind)), issuer.clone().map(|issuer| (2, issuer))];
        Doc {
            id: text(entry, "id").unwrap_or_default(),
            title: text(entry, "title").unwrap_or_default(),
            number: text(entry, "number"),
            date,
            fields: [kind, issuer].into_iter().flatten().collect(),
            facets: facets.into_iter().flatten().collect(),
        }
    };
    let mut docs: Vec<Doc> = file["policies"].as_array().expect("a list").iter().map(doc).collect();
    docs.sort_by(|a, b| b.date.cmp(&a.date));
    docs
}

/// The keys of typed filters for these documents.
pub const KEYS: &[(&str, u8)] = &[("year", 0), ("type", 1), ("issuer", 2)];
