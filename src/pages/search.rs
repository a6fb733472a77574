//! 检索: one box over everything, grouped by kind.

use super::{heading, otherwise};
use crate::findable::{self, Kind};
use crate::html::{Node, el, live};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::row;
use crate::store::{Fault, Slot, State};
use crate::text::{self, browse, search as words};
use crate::widgets::{fault_view, item_view, panel, plain_link, search_field, skeleton};
use leptos::computed::Memo;
use leptos::prelude::*;
use model::Index;
use search::Query;
use std::sync::Arc;

/// Results of a kind before the link to all of them.
const SHOWN: usize = 5;

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

fn part<T: Send + Sync + 'static>(slot: Slot<T>, kind: impl Fn(&T) -> Kind + Send + Sync + 'static) -> Part {
    let (path, again) = (slot.file.path.clone(), slot.file.clone());
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
            Some(Ok(kind)) => kind.find(query).len(),
            _ => 0,
        }
    }
}

fn parts(index: &Index) -> Vec<Part> {
    let portal = Portal::here();
    let store = &portal.store;
    let here = || portal.clone();
    let mut parts = Vec::new();
    if index.files.has("policies.json") {
        let portal = here();
        parts.push(part(store.policies(), move |file| findable::of_policies(&portal, file)));
    }
    if index.files.has("catalogue.json") {
        let portal = here();
        parts.push(part(store.catalogue(), move |file| findable::of_catalogue(&portal, file)));
    }
    for year in &index.reports {
        let portal = here();
        parts.push(part(store.report(*year), move |file| findable::of_report(&portal, file)));
    }
    if index.files.has("channels.json") {
        let portal = here();
        parts.push(part(store.channels(), move |file| findable::of_channels(&portal, file)));
    }
    if index.files.has("guide.json") {
        let portal = here();
        parts.push(part(store.guide(), move |file| findable::of_guide(&portal, file)));
    }
    if index.files.has("rules.json") {
        let portal = here();
        parts.push(part(store.rules(), move |file| findable::of_rules(&portal, file)));
    }
    parts
}

fn results(index: &Index) -> Node {
    let lists = [
        ("policies.json", browse::POLICIES_PATH, browse::POLICIES),
        ("catalogue.json", browse::CATALOGUE_PATH, browse::CATALOGUE),
    ];
    let lists = lists.into_iter().filter(|(file, ..)| index.files.has(file));
    let lists = lists.map(|(_, path, words)| plain_link(&format!("{path}/"), words));
    let reports = el("a").attr("href", Portal::here().href(&Route::Reports)).kid(text::column(&Route::Reports));
    let lists = el("p").class("gk-files").kid(Node::all(lists)).kid(reports);
    let parts = parts(index);
    let params = Portal::here().params;
    let text = Memo::new(move |_| params.get().get("q").unwrap_or_default().to_owned());
    let is_empty = Memo::new(move |_| Portal::here().query(&text.get()).is_empty());
    let counted = parts.clone();
    let count = live(move || {
        let query = Portal::here().query(&text.get());
        (!query.is_empty()).then(|| text::finder::count(counted.iter().map(|part| part.n_found(&query)).sum()))
    });
    let all = parts.clone();
    let nothing = live(move || {
        let query = Portal::here().query(&text.get());
        let is_whole = all.iter().all(|part| matches!(part.kind.get(), Some(Ok(_))));
        let found_nothing = !query.is_empty() && is_whole && all.iter().all(|part| part.n_found(&query) == 0);
        found_nothing.then(|| {
            let why = el("p").class("gk-empty__why").kid(words::nothing(&text.get()));
            row![el("div").class("gk-empty").kid(why).kid(el("p").kid(text::finder::WHAT_NOW)), otherwise()]
        })
    });
    row![
        el("p").class("gk-finder__count").attr("role", "status").kid(count),
        el("div")
            .class("gk-quiet")
            .hidden_while(move || !is_empty.get())
            .kid(el("p").kid(words::START))
            .kid(el("p").kid(words::WITHOUT_SCRIPT))
            .kid(lists),
        Node::all(parts.into_iter().map(|part| group(part, text))),
        nothing,
    ]
}

fn group(part: Part, text: Memo<String>) -> Node {
    live(move || {
        let query = Portal::here().query(&text.get());
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
    let hits = kind.find(query);
    if hits.is_empty() {
        return Node::Nothing;
    }
    let shown = if kind.all.is_some() { SHOWN } else { usize::MAX };
    let items = Node::all(hits.iter().take(shown).map(|item| item_view(item, query)));
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
