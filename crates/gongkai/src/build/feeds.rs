//! `feed.atom` and `feed.json` (JSON Feed 1.1): what is new, for readers and other sites.

use super::address::{Address, page_path};
use super::{Files, xml};
use crate::folder::{Folder, readable};
use model::{Date, DateOrigin, Policy, Report, Site};
use portal::route::Route;
use portal::text;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The Atom feed's name.
pub const ATOM: &str = "feed.atom";
/// The JSON feed's name.
pub const JSON: &str = "feed.json";
/// Entries of a feed.
const MOST: usize = 50;

/// A document with the day known of it.
struct Entry<'a> {
    route: Route,
    title: &'a str,
    issuer: Option<&'a str>,
    day: Date,
    /// Whether that is the day of publication.
    is_published: bool,
    text: String,
}

/// Both feeds; none where no document has a known date, since a feed must say when it was last changed.
pub fn files(folder: &Folder, site: &Site, address: &Address) -> serde_json::Result<Files> {
    let entries = newest(folder);
    let Some(newest) = entries.first() else { return Ok(Files::new()) };
    let atom = atom(site, address, &entries, newest.day);
    let json = serde_json::to_vec(&json(site, address, &entries))?;
    Ok(Files::from([(ATOM.to_owned(), atom.into_bytes()), (JSON.to_owned(), json)]))
}

fn newest(folder: &Folder) -> Vec<Entry<'_>> {
    let policies = readable(&folder.policies).into_iter().flat_map(|file| &file.policies);
    let reports = folder.reports.values().flatten();
    let mut entries: Vec<Entry> = reports.filter_map(of_report).chain(policies.filter_map(of_policy)).collect();
    entries.sort_by_key(|entry| (std::cmp::Reverse(entry.day), entry.route.path()));
    entries.truncate(MOST);
    entries
}

fn of_report(report: &Report) -> Option<Entry<'_>> {
    Some(Entry {
        route: Route::Report(report.year),
        title: &report.title,
        issuer: report.issuer.as_deref(),
        day: report.published?,
        is_published: true,
        text: text::reports::title(report.year),
    })
}

/// A day that only the document's address suggests is not one to publish.
fn of_policy(policy: &Policy) -> Option<Entry<'_>> {
    let origin = policy.date_origin;
    let day = policy.date.filter(|_| origin != Some(DateOrigin::Address))?;
    let dated = format!("{}：{}", text::policies::date_label(origin), day.in_words());
    let facts = [policy.note.clone(), policy.number.clone(), Some(dated)];
    Some(Entry {
        route: Route::Policy(policy.id.clone()),
        title: &policy.title,
        issuer: policy.issuer.as_deref(),
        day,
        is_published: matches!(origin, Some(DateOrigin::ListPage | DateOrigin::PageHeader)),
        text: facts.into_iter().flatten().collect::<Vec<_>>().join(" "),
    })
}

/// The formats want a time. None is known: this is the day's beginning in Beijing, where days are counted.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00+08:00")
}

/// An id that stays when the site moves to another address, as one on a domain could not: a UUID of our own making
/// (version 8) from the county and the page's path.
fn id(site: &Site, path: &str) -> String {
    let county = site.county.code.as_ref().unwrap_or(&site.county.name);
    let digest = Sha256::digest(format!("gongkai {county} {path}"));
    let mut number = digest.iter().take(16).fold(0u128, |number, byte| number << 8 | u128::from(*byte));
    number = number & !(0xf << 76) | 8 << 76;
    number = number & !(0b11 << 62) | 0b10 << 62;
    let hex = format!("{number:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn atom(site: &Site, address: &Address, entries: &[Entry], newest: Date) -> String {
    let link = |relation: &str, path: &str| {
        format!("<link rel=\"{relation}\" href=\"{}\"/>\n", xml::escape(&address.href(path)))
    };
    let entry = |entry: &Entry| {
        let author = entry.issuer.map(|name| format!("<author>{}</author>\n", xml::element("name", name).trim_end()));
        let published = entry.is_published.then(|| xml::element("published", &moment(entry.day)));
        [
            "<entry>\n".to_owned(),
            xml::element("id", &id(site, &entry.route.path())),
            xml::element("title", entry.title),
            link("alternate", &page_path(&entry.route)),
            xml::element("updated", &moment(entry.day)),
            published.unwrap_or_default(),
            author.unwrap_or_default(),
            xml::element("summary", &entry.text),
            "</entry>\n".to_owned(),
        ]
        .concat()
    };
    [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n".to_owned(),
        xml::element("id", &id(site, "")),
        xml::element("title", &site.title),
        link("alternate", ""),
        link("self", ATOM),
        xml::element("updated", &moment(newest)),
        format!("<author>{}</author>\n", xml::element("name", &site.title).trim_end()),
        entries.iter().map(entry).collect(),
        "</feed>\n".to_owned(),
    ]
    .concat()
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    language: &'static str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: String,
    url: String,
    title: &'a str,
    content_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor<'a>>,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
}

fn json<'a>(site: &'a Site, address: &Address, entries: &'a [Entry]) -> JsonFeed<'a> {
    let item = |entry: &'a Entry| JsonItem {
        id: id(site, &entry.route.path()),
        url: address.href(&page_path(&entry.route)),
        title: entry.title,
        content_text: entry.text.clone(),
        date_published: entry.is_published.then(|| moment(entry.day)),
        date_modified: moment(entry.day),
        authors: entry.issuer.map(|name| JsonAuthor { name }).into_iter().collect(),
    };
    JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &site.title,
        home_page_url: address.href(""),
        feed_url: address.href(JSON),
        language: "zh-CN",
        items: entries.iter().map(item).collect(),
    }
}
