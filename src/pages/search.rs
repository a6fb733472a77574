//! 检索: one box over everything, grouped by kind.

use super::{catalogue, channels, heading, otherwise, policies};
use crate::html::{Node, el, live};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::row;
use crate::store::{Fault, Slot, State};
use crate::text::{self, search as words};
use crate::widgets::{Item, fault_view, item_view, panel, search_field, skeleton};
use leptos::prelude::*;
use model::{Guide, GuideSection, Index, Report};
use search::{Doc, Engine, Query, Request, Sort};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Results of a kind before the link to all of them.
const SHOWN: usize = 5;

/// What can be found, kind by kind.
struct Kind {
    name: String,
    /// The page that lists all results of the kind, when there is one.
    all: Option<Route>,
    engine: Engine,
    items: Vec<Item>,
}

impl Kind {
    fn new(name: String, all: Option<Route>, found: Vec<(Doc, Item)>) -> Self {
        let (docs, items) = found.into_iter().unzip();
        Self { name, all, engine: Engine::new(docs), items }
    }
}

pub fn page() -> Node {
    let store = Portal::here().store;
    row![heading(&Route::Search), search_field(words::FIELD), panel(store.index(), |index| results(&index))]
}

/// One part of the index: the file may be on its way, here, or broken; the others do not care.
#[derive(Clone)]
struct Part {
    kind: Memo<Option<Result<Arc<Kind>, Fault>>>,
    path: String,
    retry: Arc<dyn Fn()>,
}

fn part<T: DeserializeOwned + Send + Sync + 'static>(
    slot: Slot<T>,
    kind: impl Fn(&T) -> Kind + Send + Sync + 'static,
) -> Part {
    let (path, again) = (slot.path.clone(), slot.clone());
    let kind = Memo::new_with_compare(
        move |_| match slot.state() {
            State::Loading => None,
            State::Ready(data) => Some(Ok(Arc::new(kind(&data)))),
            State::Failed(fault) => Some(Err(fault)),
        },
        |_, _| true,
    );
    Part { kind, path, retry: Arc::new(move || again.retry()) }
}

impl Part {
    /// How many results it has, while it is here.
    fn n_found(&self, query: &Query) -> usize {
        match self.kind.get() {
            Some(Ok(kind)) => kind.engine.search(&Request { query, filters: &[], sort: Sort::Relevance }).hits.len(),
            _ => 0,
        }
    }
}

fn parts(index: &Index) -> Vec<Part> {
    let portal = Portal::here();
    let store = portal.store.clone();
    let has = |file: &str| index.files.contains_key(file);
    let mut parts = Vec::new();
    if has("policies.json") {
        let portal = portal.clone();
        parts.push(part(store.policies(), move |policies| {
            let found = policies.policies.iter().map(|policy| (policies::doc(policy), policies::item(&portal, policy)));
            Kind::new(text::column(&Route::Policies).to_owned(), Some(Route::Policies), found.collect())
        }));
    }
    if has("catalogue.json") {
        let portal = portal.clone();
        parts.push(part(store.catalogue(), move |catalogue| {
            let found = catalogue.entries.iter().map(|entry| (catalogue::doc(entry), catalogue::item(&portal, entry)));
            Kind::new(text::column(&Route::Catalogue).to_owned(), Some(Route::Catalogue), found.collect())
        }));
    }
    for year in &index.reports {
        let portal = portal.clone();
        parts.push(part(store.report(*year), move |report| {
            Kind::new(text::reports::title(report.year), None, report_points(&portal, report))
        }));
    }
    if has("channels.json") {
        let portal = portal.clone();
        parts.push(part(store.channels(), move |channels| {
            let found = channels.channels.iter().map(|channel| {
                let item = Item {
                    href: format!("{}#{}", portal.href(&Route::Channels), channel.id),
                    title: channel.name.clone(),
                    facts: vec![channel.kind.label().to_owned()],
                    text: Some(channel.what_for.clone()),
                };
                (channels::doc(channel), item)
            });
            Kind::new(text::column(&Route::Channels).to_owned(), Some(Route::Channels), found.collect())
        }));
    }
    if has("guide.json") {
        let here = portal.clone();
        parts.push(part(store.guide(), move |guide| guide_kind(&here, guide)));
    }
    if has("rules.json") {
        parts.push(part(store.rules(), move |rules| {
            let found = points(&portal, &Route::Rules, &rules.sections);
            Kind::new(text::column(&Route::Rules).to_owned(), None, found)
        }));
    }
    parts
}

fn guide_kind(portal: &Portal, guide: &Guide) -> Kind {
    let mut found = points(portal, &Route::Guide, &guide.sections);
    found.extend(points(portal, &Route::Apply, &guide.apply));
    Kind::new(words::GUIDE.to_owned(), None, found)
}

fn points(portal: &Portal, route: &Route, sections: &[GuideSection]) -> Vec<(Doc, Item)> {
    let of = |section: &GuideSection| {
        let (heading, href) = (section.heading.clone(), format!("{}#{}", portal.href(route), section.id));
        let place = text::column(route).to_owned();
        let item = move |text: &str| Item {
            href: href.clone(),
            title: heading.clone(),
            facts: vec![place.clone()],
            text: Some(text.to_owned()),
        };
        let title = section.heading.clone();
        section.points.iter().map(move |point| (document(&title, &point.text), item(&point.text))).collect::<Vec<_>>()
    };
    sections.iter().flat_map(of).collect()
}

/// Each section of a report that has text or figures.
fn report_points(portal: &Portal, report: &Report) -> Vec<(Doc, Item)> {
    let of = |section: &model::Section| {
        let text = section.paragraphs.join("");
        let href = format!("{}#s{}", portal.href(&Route::Report(report.year)), section.id);
        let place = text::reports::section_of(report.year, &crate::widgets::section_words(&section.id));
        let item = Item { href, title: section.heading.clone(), facts: vec![place], text: Some(text.clone()) };
        (document(&section.heading, &text), item)
    };
    report.all_sections().into_iter().filter(|section| !section.heading.is_empty()).map(of).collect()
}

fn document(title: &str, text: &str) -> Doc {
    Doc { title: title.to_owned(), number: None, date: None, fields: vec![text.to_owned()], facets: Vec::new() }
}

fn results(index: &Index) -> Node {
    let parts = parts(index);
    let params = Portal::here().params;
    let text = Memo::new(move |_| params.get().get("q").unwrap_or_default().to_owned());
    let is_empty = Memo::new(move |_| Query::parse(&text.get()).is_empty());
    let counted = parts.clone();
    let count = live(move || {
        let query = Query::parse(&text.get());
        (!query.is_empty()).then(|| text::finder::count(counted.iter().map(|part| part.n_found(&query)).sum()))
    });
    let all = parts.clone();
    let nothing = live(move || {
        let query = Query::parse(&text.get());
        let is_whole = all.iter().all(|part| matches!(part.kind.get(), Some(Ok(_))));
        let found_nothing = !query.is_empty() && is_whole && all.iter().all(|part| part.n_found(&query) == 0);
        found_nothing.then(|| {
            let why = el("p").class("gk-empty__why").kid(words::nothing(&text.get()));
            row![el("div").class("gk-empty").kid(why).kid(el("p").kid(text::finder::WHAT_NOW)), otherwise()]
        })
    });
    row![
        el("p").class("gk-finder__count").attr("role", "status").kid(count),
        el("p").class("gk-quiet").hidden_while(move || !is_empty.get()).kid(words::START),
        Node::all(parts.into_iter().map(|part| group(part, text))),
        nothing,
    ]
}

fn group(part: Part, text: Memo<String>) -> Node {
    live(move || {
        let query = Query::parse(&text.get());
        if query.is_empty() {
            return Node::Nothing;
        }
        match part.kind.get() {
            None => skeleton(),
            Some(Err(fault)) => {
                let retry = Arc::clone(&part.retry);
                fault_view(&part.path, &fault, move || retry())
            }
            Some(Ok(kind)) => group_found(&kind, &query, &text.get()),
        }
    })
}

fn group_found(kind: &Kind, query: &Query, text: &str) -> Node {
    let hits = kind.engine.search(&Request { query, filters: &[], sort: Sort::Relevance }).hits;
    if hits.is_empty() {
        return Node::Nothing;
    }
    let shown = if kind.all.is_some() { SHOWN } else { usize::MAX };
    let items = hits.iter().take(shown).filter_map(|hit| kind.items.get(usize::try_from(*hit).ok()?));
    let items = Node::all(items.map(|item| item_view(item, query)));
    let all = kind.all.as_ref().filter(|_| hits.len() > SHOWN).map(|route| {
        let href = Portal::here().href_with(route, &Params::default().with("q", text));
        let link = el("a").class("gk-button gk-button--quiet").attr("href", href);
        el("p").kid(link.kid(words::all(hits.len(), &kind.name)))
    });
    let count = el("span").class("gk-count").kid(text::finder::count(hits.len()));
    el("section")
        .class("gk-block")
        .kid(el("h2").kid(kind.name.clone()).kid(count))
        .kid(el("ol").class("gk-results").kid(items))
        .kid(all)
        .into()
}
