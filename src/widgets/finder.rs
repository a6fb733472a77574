//! A searchable catalogue: field, filters with counts, tags, order, count, results. Everything the
//! visitor chose is in the address.

use super::marked::marked;
use super::panel::button;
use crate::html::{Element, Node, el, live, value_of};
use crate::portal::Portal;
use crate::route::Params;
use crate::row;
use crate::text::finder as words;
use leptos::computed::Memo;
use leptos::owner::StoredValue;
use leptos::prelude::*;
use search::{Answer, Doc, Engine, Query, Request, Sort};
use std::sync::Arc;

/// A property to filter by (筛选项).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facet {
    /// Number in [`Doc::facets`].
    pub number: u8,
    /// Key in the address.
    pub key: &'static str,
    /// Its name.
    pub label: &'static str,
}

/// An order of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortChoice {
    /// Value in the address; empty for the usual order.
    pub key: &'static str,
    /// Its name.
    pub label: &'static str,
    /// The order.
    pub sort: Sort,
}

/// One result as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id in the data.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Short facts under the title: number, issuer, date.
    pub facts: Vec<String>,
    /// A line or two of its text.
    pub text: Option<String>,
}

/// Which facet each key of a typed filter (`year:2024`) means.
pub type Keys = &'static [(&'static str, u8)];

/// What a finder searches and how it shows it.
pub struct Finder {
    /// What is searched. The order is the usual one.
    pub docs: Vec<Doc>,
    /// The result at a position of `docs`.
    pub items: Vec<Item>,
    /// Filters.
    pub facets: &'static [Facet],
    /// Typed filters.
    pub keys: Keys,
    /// Orders; the first is the usual one.
    pub sorts: &'static [SortChoice],
    /// What the field says it searches.
    pub label: &'static str,
    /// What stands under an empty result.
    pub otherwise: fn() -> Node,
}

/// Results on the first page; more are added by the same number.
const PAGE: usize = 20;
/// Values of a filter before the rest is folded away.
const VALUES: usize = 8;

struct Core {
    portal: Portal,
    engine: Engine,
    items: Vec<Item>,
    facets: &'static [Facet],
    keys: Keys,
    sorts: &'static [SortChoice],
}

/// What the visitor chose, read from the address.
struct Choice {
    query: Query,
    filters: Vec<(u8, String)>,
    sort: SortChoice,
    shown: usize,
}

impl Core {
    fn choice(&self, params: &Params) -> Option<Choice> {
        let filters = self
            .facets
            .iter()
            .flat_map(|facet| params.all(facet.key).map(|value| (facet.number, value.to_owned())).collect::<Vec<_>>());
        let wanted = params.get("sort").unwrap_or_default();
        let sort = *self.sorts.iter().find(|choice| choice.key == wanted).or_else(|| self.sorts.first())?;
        let shown = params.get("n").and_then(|n| n.parse().ok()).unwrap_or(PAGE).clamp(PAGE, 100_000);
        Some(Choice {
            query: self.portal.query(params.get("q").unwrap_or_default()),
            filters: filters.collect(),
            sort,
            shown,
        })
    }

    fn answer(&self, choice: &Choice) -> Answer {
        let sort =
            if choice.query.is_empty() && choice.sort.sort == Sort::Relevance { Sort::Given } else { choice.sort.sort };
        self.engine.search(&Request { query: &choice.query, keys: self.keys, filters: &choice.filters, sort })
    }

    fn facet(&self, number: u8) -> Option<&'static Facet> {
        self.facets.iter().find(|facet| facet.number == number)
    }
}

/// The finder.
pub fn finder(finder: Finder) -> Node {
    let Finder { docs, items, facets, keys, sorts, label, otherwise } = finder;
    let portal = Portal::here();
    let params = portal.params.clone();
    let core = Arc::new(Core { portal, engine: Engine::new(docs), items, facets, keys, sorts });
    let found = {
        let core = Arc::clone(&core);
        Memo::new_with_compare(
            move |_| {
                let choice = core.choice(&params.get())?;
                let answer = core.answer(&choice);
                Some(Arc::new((choice, answer)))
            },
            |_, _| true,
        )
    };
    let is_empty = Memo::new(move |_| found.get().is_some_and(|found| found.1.hits.is_empty()));
    let count = live(move || found.get().map(|found| words::count(found.1.hits.len())));
    let bar = el("div")
        .class("gk-finder__bar")
        .kid(el("p").class("gk-finder__count").attr("role", "status").kid(count))
        .kid(sort_view(&core));
    let results = el("div")
        .class("gk-finder__results")
        .attr("id", RESULTS)
        .kid(bar)
        .kid(tags_view(Arc::clone(&core), found))
        .kid(results_view(Arc::clone(&core), found))
        .kid(live(move || is_empty.get().then(otherwise)));
    el("div").class("gk-finder").kid(search_field(label)).kid(filters_view(&core, found)).kid(results).into()
}

type Found = Memo<Option<Arc<(Choice, Answer)>>>;

/// Id of the search field.
const FIELD: &str = "finder-q";
/// Id of the results, for links that choose a filter.
pub const RESULTS: &str = "results";

/// The field. Text that an input method is still composing is not searched.
pub fn search_field(label: &'static str) -> Node {
    let portal = Portal::here();
    let composing = StoredValue::new(false);
    let typed = {
        let portal = portal.clone();
        move |text: String| {
            let params = portal.params.get_untracked();
            if params.get("q").unwrap_or_default() != text {
                portal.choose(params.with("q", &text).with("n", ""));
            }
        }
    };
    let composed = typed.clone();
    let (value, is_empty) = (portal.params.clone(), portal.params.clone());
    let input = el("input")
        .class("gk-search__input")
        .attr("id", FIELD)
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .value(move || value.get().get("q").unwrap_or_default().to_owned())
        .on("compositionstart", move |_| composing.set_value(true))
        .on("compositionend", move |event| {
            composing.set_value(false);
            composed(value_of(&event));
        })
        .on("input", move |event| {
            if !composing.get_value() {
                typed(value_of(&event));
            }
        });
    let clear = button("gk-button gk-button--quiet", words::CLEAR_FIELD)
        .hidden_while(move || is_empty.get().get("q").is_none())
        .on("click", move |_| {
            portal.choose(portal.params.get_untracked().with("q", "").with("n", ""));
            focus_field();
        });
    el("div")
        .class("gk-search gk-finder__search")
        .attr("role", "search")
        .kid(el("label").class("gk-search__label").attr("for", FIELD).kid(label))
        .kid(el("div").class("gk-search__row").kid(input).kid(clear))
        .into()
}

#[cfg(target_arch = "wasm32")]
fn focus_field() {
    crate::browser::focus(FIELD);
}

#[cfg(not(target_arch = "wasm32"))]
fn focus_field() {}

fn sort_view(core: &Core) -> Node {
    let portal = Portal::here();
    let params = portal.params.clone();
    let option = |choice: &SortChoice| el("option").attr("value", choice.key).kid(choice.label);
    let select = el("select")
        .kid(Node::all(core.sorts.iter().map(option)))
        .value(move || params.get().get("sort").unwrap_or_default().to_owned())
        .on("change", move |event| {
            portal.choose(portal.params.get_untracked().with("sort", &value_of(&event)).with("n", ""));
        });
    el("label").class("gk-finder__sort").kid(el("span").kid(words::SORT)).kid(select).into()
}

fn filters_view(core: &Core, found: Found) -> Node {
    // All values in an order that stays, so that a box does not move away under a finger.
    let everything =
        core.engine.search(&Request { query: &Query::default(), keys: &[], filters: &[], sort: Sort::Given });
    let values_of = |facet: &Facet| {
        let values = everything.facets.iter().find(|(number, _)| *number == facet.number);
        values.map(|(_, values)| values.iter().map(|(value, _)| value.clone()).collect()).unwrap_or_default()
    };
    let groups = core.facets.iter().map(|facet| facet_view(*facet, values_of(facet), found));
    let n_filters = live(move || match found.get().map_or(0, |found| found.0.filters.len()) {
        0 => String::new(),
        n => words::chosen(n),
    });
    el("details")
        .class("gk-finder__filters")
        .kid(el("summary").class("gk-finder__summary").kid(words::FILTERS).kid(el("span").kid(n_filters)))
        .kid(el("div").class("gk-finder__groups").kid(Node::all(groups)))
        .into()
}

fn facet_view(facet: Facet, values: Vec<String>, found: Found) -> Option<Element> {
    let mut boxes: Vec<Element> = values.into_iter().map(|value| check_box(facet, value, found)).collect();
    let rest = (boxes.len() > VALUES + 2).then(|| boxes.split_off(VALUES));
    let rest = rest.map(|rest| {
        let summary = el("summary").kid(words::more_values(rest.len()));
        el("details").class("gk-finder__more").kid(summary).kid(rest)
    });
    let legend = el("legend").kid(facet.label);
    (!boxes.is_empty()).then(|| el("fieldset").class("gk-finder__group").kid(legend).kid(boxes).kid(rest))
}

fn check_box(facet: Facet, value: String, found: Found) -> Element {
    let portal = Portal::here();
    let (name, counted, checked) = (value.clone(), value.clone(), value.clone());
    let count = move || {
        let found = found.get()?;
        let (_, values) = found.1.facets.iter().find(|(number, _)| *number == facet.number)?;
        values.iter().find(|(value, _)| *value == counted).map(|(_, count)| count.to_string())
    };
    let is_chosen = move || {
        let is_this = |(number, value): &(u8, String)| *number == facet.number && *value == checked;
        found.get().is_some_and(|found| found.0.filters.iter().any(is_this))
    };
    let toggle = move |_| portal.choose(portal.params.get_untracked().toggled(facet.key, &value).with("n", ""));
    el("label")
        .class("gk-check")
        .kid(el("input").attr("type", "checkbox").checked(is_chosen).on("change", toggle))
        .kid(el("span").class("gk-check__name").kid(name))
        .kid(el("span").class("gk-check__count").kid(live(move || count().unwrap_or_else(|| "0".to_owned()))))
}

fn tags_view(core: Arc<Core>, found: Found) -> Node {
    let portal = Portal::here();
    live(move || {
        let found = found.get().filter(|found| !found.0.filters.is_empty())?;
        let tags = found.0.filters.iter().map(|(number, value)| tag(core.facet(*number), value));
        let (portal, core) = (portal.clone(), Arc::clone(&core));
        let all = move |_| {
            let keys = core.facets.iter().map(|facet| facet.key);
            let params = keys.fold(portal.params.get_untracked(), |params, key| params.with(key, ""));
            portal.choose(params.with("n", ""));
            focus_field();
        };
        let clear = button("gk-button gk-button--quiet", words::CLEAR_FILTERS).on("click", all);
        Some(el("div").class("gk-tags").kid(Node::all(tags)).kid(clear))
    })
}

fn tag(facet: Option<&'static Facet>, value: &str) -> Element {
    let portal = Portal::here();
    let (key, label) = facet.map_or(("", ""), |facet| (facet.key, facet.label));
    let (shown, value) = (value.to_owned(), value.to_owned());
    let remove = move |_| {
        portal.choose(portal.params.get_untracked().toggled(key, &value).with("n", ""));
        focus_field();
    };
    let hidden = el("span").class("gk-visually-hidden").kid(format!("{}{label}：", words::REMOVE));
    let cross = el("span").class("gk-tag__cross").attr("aria-hidden", "true").kid("×");
    button("gk-tag", hidden).kid(shown).kid(cross).on("click", remove)
}

fn results_view(core: Arc<Core>, found: Found) -> Node {
    let portal = Portal::here();
    live(move || {
        let Some(found) = found.get() else { return Node::Nothing };
        let (choice, answer) = (&found.0, &found.1);
        if answer.hits.is_empty() {
            return empty_view(&answer.missing_terms, choice);
        }
        let items = answer.hits.iter().take(choice.shown).filter_map(|hit| core.items.get(usize::try_from(*hit).ok()?));
        let items = Node::all(items.map(|item| item_view(item, &choice.query)));
        let left = answer.hits.len().saturating_sub(choice.shown);
        let (portal, next) = (portal.clone(), choice.shown + PAGE);
        let more = move |_| portal.choose(portal.params.get_untracked().with("n", &next.to_string()));
        let more = button("gk-button gk-finder__next", words::more(left.min(PAGE), left)).on("click", more);
        row![el("ol").class("gk-results").kid(items), (left > 0).then_some(more)]
    })
}

/// One result.
pub fn item_view(item: &Item, query: &Query) -> Element {
    let fact = |fact: &String| el("span").class("gk-results__fact").kid(marked(fact, query));
    let title = el("a").class("gk-results__title").attr("href", item.href.clone()).kid(marked(&item.title, query));
    let text = item.text.as_ref().map(|text| el("p").class("gk-results__text").kid(marked(text, query)));
    el("li")
        .class("gk-results__item")
        .kid(title)
        .kid(el("p").class("gk-results__facts").kid(Node::all(item.facts.iter().map(fact))))
        .kid(text)
}

fn empty_view(missing: &[String], choice: &Choice) -> Node {
    let why = match (missing, choice.filters.is_empty()) {
        ([], true) => words::NOTHING_TOGETHER.to_owned(),
        ([], false) => words::NOTHING_FILTERED.to_owned(),
        (terms, _) => words::no_match(&terms.join("”“")),
    };
    let why = el("p").class("gk-empty__why").kid(why);
    el("div").class("gk-empty").kid(why).kid(el("p").kid(words::WHAT_NOW)).into()
}
