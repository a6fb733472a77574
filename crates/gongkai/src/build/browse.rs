//! Catalogues as plain pages of links, by year and by item: for whoever has no script, and for search engines.

use crate::folder::{Folder, readable};
use model::law::{self, ITEMS};
use model::{Catalogue, Policies};
use portal::html::{Node, el};
use portal::lists::{Item, Listed};
use portal::portal::Portal;
use portal::route::Route;
use portal::row;
use portal::seek::Hit;
use portal::text::{self, browse as words, finder};
use portal::widgets::item_view;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Lines of a page.
const LINES: usize = 200;

/// One plain page.
pub struct Page {
    /// Below the base, with a slash at its end.
    pub path: String,
    /// Its heading.
    pub title: String,
    /// The column it belongs to.
    pub column: Route,
    /// Where the link back leads: an address below the base and its name.
    up: (String, String),
    content: Content,
}

enum Content {
    /// Names, paths and sizes of the groups.
    Groups(Vec<(String, String, usize)>),
    /// A part of a group: its items, the number of the first, the size of the group, the pages before and after.
    Items { items: Vec<Item>, first: usize, all: usize, before: Option<String>, after: Option<String> },
}

/// Entries that belong together.
struct Group {
    slug: String,
    name: String,
    title: String,
    items: Vec<Item>,
}

/// All plain pages of a folder.
pub fn pages(folder: &Folder) -> Vec<Page> {
    let mut pages = Vec::new();
    if folder.policies.is_some() {
        pages.extend(listed(Route::Policies, words::POLICIES_PATH, words::POLICIES, years(folder)));
    }
    if folder.catalogue.is_some() {
        pages.extend(listed(Route::Catalogue, words::CATALOGUE_PATH, words::CATALOGUE, items(folder)));
    }
    pages
}

/// Newest year first, documents without a date last.
fn years(folder: &Folder) -> Vec<Group> {
    let mut years: BTreeMap<Reverse<Option<u16>>, Vec<_>> = BTreeMap::new();
    for policy in readable(&folder.policies).into_iter().flat_map(|file| &file.policies) {
        years.entry(Reverse(policy.date.map(model::Date::year))).or_default().push(policy);
    }
    let group = |(Reverse(year), mut list): (Reverse<Option<u16>>, Vec<&model::Policy>)| {
        list.sort_by_key(|policy| Reverse(policy.date));
        Group {
            slug: year.map_or_else(|| "unknown".to_owned(), |year| year.to_string()),
            name: words::year(year),
            title: words::policies_of(year),
            items: list.into_iter().map(Policies::item).collect(),
        }
    };
    years.into_iter().map(group).collect()
}

/// In the order of the Regulation; entries under no item of it last.
fn items(folder: &Folder) -> Vec<Group> {
    let entries: Vec<_> = readable(&folder.catalogue).into_iter().flat_map(|file| &file.entries).collect();
    let group = |item: Option<&'static law::Item>| {
        let of_item =
            entries.iter().filter(|entry| law::find(&entry.item).map(|item| item.id) == item.map(|item| item.id));
        let name = item.map_or_else(|| words::NO_ITEM.to_owned(), |item| format!("{} {}", item.citation(), item.text));
        Group {
            slug: item.map_or("unknown", |item| item.id).to_owned(),
            title: name.clone(),
            name,
            items: of_item.copied().map(Catalogue::item).collect(),
        }
    };
    let groups = ITEMS.iter().map(Some).chain([None]).map(group);
    groups.filter(|group| !group.items.is_empty()).collect()
}

/// The page of all groups, then the pages of each.
fn listed(column: Route, path: &str, heading: &str, groups: Vec<Group>) -> Vec<Page> {
    let index = format!("{path}/");
    let names = groups.iter().map(|group| (group.name.clone(), format!("{index}{}/", group.slug), group.items.len()));
    let content = Content::Groups(names.collect());
    let up = (column.path(), text::column(&column).to_owned());
    let mut pages = vec![Page { path: index.clone(), title: heading.to_owned(), column: column.clone(), up, content }];
    for group in groups {
        let path = |number: usize| match number {
            0 => format!("{index}{}/", group.slug),
            _ => format!("{index}{}/{}/", group.slug, number + 1),
        };
        let (all, n_pages) = (group.items.len(), group.items.len().div_ceil(LINES));
        for (number, items) in group.items.chunks(LINES).enumerate() {
            let title = if n_pages > 1 { words::part(&group.title, number + 1, n_pages) } else { group.title.clone() };
            let content = Content::Items {
                items: items.to_vec(),
                first: number * LINES + 1,
                all,
                before: (number > 0).then(|| path(number - 1)),
                after: (number + 1 < n_pages).then(|| path(number + 1)),
            };
            let up = (index.clone(), heading.to_owned());
            pages.push(Page { path: path(number), title, column: column.clone(), up, content });
        }
    }
    pages
}

impl Page {
    /// What stands in the frame.
    pub fn view(&self) -> Node {
        let portal = Portal::here();
        let (up, name) = &self.up;
        let mark = el("span").attr("aria-hidden", "true").kid("‹ ");
        let back = el("p").class("gk-back").kid(el("a").attr("href", portal.file(up)).kid(mark).kid(name.clone()));
        let heading = el("header").class("gk-head").kid(el("h1").kid(self.title.clone()));
        match &self.content {
            Content::Groups(groups) => {
                let line = |(name, path, n): &(String, String, usize)| {
                    let link = el("a").class("gk-years__link").attr("href", portal.file(path)).kid(name.clone());
                    let count = el("p").class("gk-years__facts").kid(finder::count(*n));
                    el("li").class("gk-years__item").kid(link).kid(count)
                };
                let list = el("ul").class("gk-years").kid(Node::all(groups.iter().map(line)));
                row![back, heading, list]
            }
            Content::Items { items, first, all, before, after } => {
                let hit = |item: &Item| Hit { number: 0, item: item.clone(), marks: Vec::new() };
                let lines = items.iter().map(|item| item_view(&Portal::here(), &hit(item)));
                let step = |path: &Option<String>, name: &'static str| {
                    path.as_ref().map(|path| {
                        el("a").class("gk-button gk-button--quiet").attr("href", portal.file(path)).kid(name)
                    })
                };
                let steps = (before.is_some() || after.is_some()).then(|| {
                    el("nav")
                        .class("gk-actions")
                        .attr("aria-label", words::STEPS)
                        .kid(step(before, words::BEFORE))
                        .kid(step(after, words::AFTER))
                });
                let count = el("p").class("gk-quiet").kid(words::shown(*first, first + items.len() - 1, *all));
                let list = el("ol").class("gk-results").attr("start", first.to_string()).kid(Node::all(lines));
                row![back, heading, count, list, steps]
            }
        }
    }
}
