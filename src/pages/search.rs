//! 检索: one box over everything, grouped by kind.

use super::{heading, otherwise};
use crate::html::{Node, el, live};
use crate::lists::{List, ListType};
use crate::lookup::{ListFile, Lookup};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::row;
use crate::seek::{Results, Told};
use crate::store::{Fault, State};
use crate::text::{self, browse, search as words};
use crate::widgets::{fault_view, follow, item_view, meant_view, panel, plain_link, search_field, skeleton, words_of};
use leptos::computed::Memo;
use leptos::prelude::*;
use model::{Index, TextKind, Texts};
use search::index::Total;
use std::rc::Rc;
use std::sync::Arc;

/// Results of a kind before the link to all of them.
const SHOWN: u32 = 5;
/// Results of a kind that has no page for all of them.
const ALL: u32 = 1000;

pub fn page() -> Node {
    let store = Portal::here().store;
    row![heading(&Route::Search), search_field(words::FIELD), panel(store.index(), |index| results(&index))]
}

/// What is searched of one kind: its file may be on its way, here, or broken; the others do not care.
#[derive(Clone)]
struct Part {
    name: String,
    /// The page that lists all results, when there is one.
    all: Option<Route>,
    lookup: Lookup,
}

impl Part {
    fn start(&self, text: &str, list: State<List>) {
        self.lookup.start(text, if self.all.is_some() { SHOWN } else { ALL }, list);
    }

    fn results(&self) -> Option<Arc<Results>> {
        self.lookup.results()
    }

    /// What could not be had for it: its own file, or one that its search needs.
    fn fault(&self) -> Option<(String, Fault)> {
        match (self.lookup.file.state(), self.lookup.told.get()) {
            (State::Failed(fault), _) => Some((self.lookup.file.file.path.clone(), fault)),
            (_, Some(Told::Failed(path, fault))) => Some((path, fault)),
            _ => None,
        }
    }

    /// Tries again what could not be had.
    fn again(&self, text: &str) {
        match self.lookup.file.state() {
            State::Failed(_) => self.lookup.file.file.retry(),
            list => self.start(text, list),
        }
    }
}

/// The lists of the site.
fn lists(index: &Index) -> Vec<Part> {
    let lists = [(Route::Policies, super::policies::LIST), (Route::Catalogue, super::catalogue::LIST)];
    let lists = lists.into_iter().filter(|(_, list)| index.files.has(&format!("{}.json", list.name)));
    let part = |(route, list): (Route, ListType)| Part {
        name: text::column(&route).to_owned(),
        all: Some(route),
        lookup: Lookup::new(ListFile::of(&Portal::here(), index, list)),
    };
    lists.map(part).collect()
}

/// The other texts, kind by kind.
fn kinds(texts: &Texts) -> Vec<Part> {
    let part = |(place, kind): (usize, &TextKind)| Part {
        name: kind.name.clone(),
        all: kind.all.as_ref().map(|path| Route::parse(path)),
        lookup: Lookup::new(ListFile::of_texts(&Portal::here(), place)),
    };
    texts.kinds.iter().enumerate().map(part).collect()
}

fn results(index: &Index) -> Node {
    let plain = [
        ("policies.json", browse::POLICIES_PATH, browse::POLICIES),
        ("catalogue.json", browse::CATALOGUE_PATH, browse::CATALOGUE),
    ];
    let plain = plain.into_iter().filter(|(file, ..)| index.files.has(file));
    let plain = plain.map(|(_, path, words)| plain_link(&format!("{path}/"), words));
    let reports = el("a").attr("href", Portal::here().href(&Route::Reports)).kid(text::column(&Route::Reports));
    let plain = el("p").class("gk-files").kid(Node::all(plain)).kid(reports);
    let portal = Portal::here();
    let params = portal.params.clone();
    let text = Memo::new(move |_| params.get().get("q").unwrap_or_default().to_owned());
    let (lists, texts) = (lists(index), portal.store.texts());
    let slot = texts.clone();
    // The kinds are known when their file is here.
    let others = Memo::new_with_compare(move |_| Arc::new(slot.ready().map(|texts| kinds(&texts))), |_, _| true);
    let all = move || lists.iter().cloned().chain(others.get().iter().flatten().cloned()).collect::<Vec<_>>();
    start_all(text, all.clone());
    let asked = all.clone();
    let is_empty = move || text.get().trim().is_empty() || is_nothing_asked(&asked());
    let is_empty = Memo::new(move |_| is_empty());
    let is_empty = move || is_empty.get();
    let (counted, searched, shown) = (all.clone(), all.clone(), all);
    let is_whole = move || others.get().is_some();
    let count = live(move || (!is_empty()).then(|| count_of(&counted(), is_whole())));
    let nothing = live(move || (!is_empty() && is_whole()).then(|| nothing(&searched(), &text.get())));
    row![
        el("p").class("gk-finder__count").attr("role", "status").kid(count),
        el("div")
            .class("gk-quiet")
            .hidden_while(move || !is_empty())
            .kid(el("p").kid(words::START))
            .kid(el("p").kid(words::WITHOUT_SCRIPT))
            .kid(plain),
        live(move || {
            let parts: Rc<[Part]> = shown().into();
            Node::all((0..parts.len()).map(|at| group(Rc::clone(&parts), at, text)))
        }),
        live(move || (!is_empty()).then(|| panel(texts.clone(), |_| Node::Nothing))),
        nothing,
    ]
}

/// Whether what was typed is only punctuation.
fn is_nothing_asked(parts: &[Part]) -> bool {
    parts.iter().filter_map(Part::results).any(|results| results.is_empty)
}

/// Searches in every part, now and whenever the words or the parts change.
fn start_all(text: Memo<String>, all: impl Fn() -> Vec<Part> + 'static) {
    let state = move || {
        let parts = all().into_iter().map(|part| (part.lookup.file.state(), part));
        (text.get(), parts.collect::<Vec<_>>())
    };
    let start = |(text, parts): (String, Vec<(State<List>, Part)>)| {
        for (list, part) in parts {
            part.start(&text, list);
        }
    };
    start(leptos::graph::untrack(&state));
    follow(state, start);
}

/// How many there are of all kinds together; nothing where none was found and some could not be searched.
fn count_of(parts: &[Part], is_whole: bool) -> String {
    let (mut sum, mut is_exact) = (0, is_whole && parts.iter().all(|part| part.fault().is_none()));
    for total in parts.iter().filter_map(|part| Some(part.results()?.total)) {
        match total {
            Total::Exactly(n) => sum += n,
            Total::AtLeast(n) => (sum, is_exact) = (sum + n, false),
        }
    }
    match sum as usize {
        n if is_exact => text::finder::count(n),
        0 => String::new(),
        n => text::finder::count_at_least(n),
    }
}

/// What stands where every kind has been searched in vain.
fn nothing(parts: &[Part], text: &str) -> Option<Node> {
    let results: Option<Vec<Arc<Results>>> = parts.iter().map(Part::results).collect();
    let results = results.filter(|all| all.iter().all(|one| one.is_final && one.hits.is_empty()))?;
    let meant = results.iter().map(|one| &one.meant).find(|meant| !meant.is_empty());
    // The words that are nowhere, where it is not only their meeting that is.
    let first = results.first().map_or(&[][..], |one| &one.missing_terms);
    let nowhere = first.iter().filter(|term| results.iter().all(|one| one.missing_terms.contains(term)));
    let nowhere: Vec<&str> = nowhere.map(String::as_str).collect();
    let named = if nowhere.is_empty() { text.to_owned() } else { nowhere.join("”“") };
    let why = el("p").class("gk-empty__why").kid(words::nothing(&named));
    let meant = meant.and_then(|meant| meant_view(meant));
    let empty = el("div").class("gk-empty").kid(why).kid(meant).kid(el("p").kid(text::finder::WHAT_NOW));
    Some(row![empty, otherwise()])
}

fn group(parts: Rc<[Part]>, at: usize, text: Memo<String>) -> Node {
    live(move || {
        let part = parts.get(at).filter(|_| !text.get().trim().is_empty())?;
        if let Some((path, fault)) = part.fault() {
            // What several need is said to be missing once, and tried again for all.
            let is_said = parts.iter().take(at).filter_map(Part::fault).any(|(other, _)| other == path);
            let parts = Rc::clone(&parts);
            let again = move || parts.iter().for_each(|part| part.again(&text.get_untracked()));
            return (!is_said).then(|| fault_view(&path, &fault, again));
        }
        Some(match (part.lookup.file.state(), part.results()) {
            (State::Ready(list), Some(results)) => {
                let lost = results.lost.as_ref().map(|(path, fault)| {
                    let parts = Rc::clone(&parts);
                    fault_view(path, fault, move || {
                        if let Some(part) = parts.get(at) {
                            part.again(&text.get_untracked());
                        }
                    })
                });
                row![group_found(part, &list, &results, &text.get()), lost]
            }
            _ => skeleton(),
        })
    })
}

fn group_found(part: &Part, list: &List, results: &Results, text: &str) -> Node {
    if results.hits.is_empty() || results.is_empty {
        return Node::Nothing;
    }
    let portal = Portal::here();
    let items = Node::all(results.hits.iter().map(|hit| item_view(&portal, hit)));
    let (n, is_more) = match results.total {
        Total::Exactly(n) => (words::all(n as usize, &part.name), n > SHOWN),
        Total::AtLeast(_) => (words::all_of(&part.name), true),
    };
    let all = part.all.as_ref().filter(|_| is_more).map(|route| {
        let href = portal.href_with(route, &Params::default().with("q", text));
        el("p").kid(el("a").class("gk-button gk-button--quiet").attr("href", href).kid(n))
    });
    let count = el("span").class("gk-count").kid(words_of(list, results));
    el("section")
        .class("gk-block")
        .kid(el("h2").kid(part.name.clone()).kid(count))
        .kid(el("ol").class("gk-results").kid(items))
        .kid(all)
        .into()
}
