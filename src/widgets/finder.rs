//! A searchable catalogue: field, filters with counts, tags, order, count, results. Everything the
//! visitor chose is in the address.

use super::field::search_field;
use super::marked::marked;
use super::panel::{button, fault_view, skeleton};
use crate::html::{Element, Node, el, live, value_of};
use crate::lists::{Content, List};
use crate::portal::Portal;
use crate::route::Params;
use crate::row;
use crate::seek::{Asked, Hit, Results, Search, Told};
use crate::sheet;
use crate::store::Fault;
use crate::text::finder as words;
use leptos::computed::Memo;
use leptos::graph::untrack;
use leptos::owner::{LocalStorage, StoredValue};
use leptos::prelude::*;
use leptos::signal::ArcRwSignal;
use search::Sort;
use search::index::Total;
use search::wire::Wanted;
use std::rc::Rc;
use std::sync::Arc;

/// A property to filter by (筛选项).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facet {
    /// Number in [`search::Doc::facets`].
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

/// What a finder searches and how it shows it.
pub struct Finder {
    /// What is searched. Its order is the usual one.
    pub list: Arc<List>,
    /// Filters.
    pub facets: &'static [Facet],
    /// Orders; the first is the usual one.
    pub sorts: &'static [SortChoice],
    /// What the field says it searches.
    pub label: &'static str,
    /// The file that results are saved in, without its ending.
    pub file: &'static str,
    /// What stands under an empty result.
    pub otherwise: fn() -> Node,
}

/// Results on the first page; more are added by the same number.
const PAGE: usize = 20;
/// Results that a phone shows between the field and its keyboard: they are drawn first.
const FIRST: usize = 2;
/// Milliseconds without a result after which the page says that it is searching.
#[cfg(target_arch = "wasm32")]
const SLOW: u32 = 500;
/// Values of a filter before the rest is folded away.
const VALUES: usize = 8;
/// Entries that are saved at most out of a list in blocks: more would read a tenth of it.
const MOST_SAVED: u32 = 1000;

/// A finder at work. Cheap to clone.
#[derive(Clone)]
struct Core {
    portal: Portal,
    list: Arc<List>,
    facets: &'static [Facet],
    sorts: &'static [SortChoice],
    view: ArcRwSignal<Option<Arc<View>>>,
    /// The same, after a key once the first results have been drawn: a slow phone would stand still for all of it.
    late: ArcRwSignal<Option<Arc<View>>>,
    search: StoredValue<Option<Search>, LocalStorage>,
    saving: StoredValue<Option<Search>, LocalStorage>,
    /// What is to be said of the file that was asked for.
    saved: ArcRwSignal<String>,
}

/// What is shown: a choice and what was found for it.
struct View {
    choice: Choice,
    told: Told,
}

/// What the visitor chose, read from the address.
#[derive(Clone)]
struct Choice {
    text: String,
    filters: Vec<(u8, String)>,
    sort: SortChoice,
    shown: usize,
}

impl Choice {
    /// Whether filters are chosen, or typed, or words are left out.
    fn has_conditions(&self) -> bool {
        !self.filters.is_empty() || self.text.chars().any(|c| matches!(c, ':' | '：' | '-' | '－'))
    }

    fn asked(&self) -> Asked {
        let is_plain = self.text.trim().is_empty() && self.filters.is_empty() && self.sort.key.is_empty();
        let wanted = Wanted {
            text: self.text.clone(),
            filters: self.filters.clone(),
            sort: self.sort.sort,
            hits: self.shown as u32,
            blocks: 0,
        };
        Asked { wanted, is_plain, is_bare: false }
    }
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
        Some(Choice { text: params.get("q").unwrap_or_default().to_owned(), filters: filters.collect(), sort, shown })
    }

    /// Searches for what was chosen. What was found before stays until there is something new.
    fn start(&self, params: &Params) {
        let Some(choice) = self.choice(params) else { return };
        self.saved.set(String::new());
        let core = self.clone();
        let tell = {
            let choice = choice.clone();
            move |told| core.show(View { choice: choice.clone(), told })
        };
        self.search.set_value(Some(self.portal.seeker.search(&self.list, choice.asked(), tell)));
        // The list itself is not kept for that: the page may be left meanwhile.
        let (view, late) = (self.view.clone(), self.late.clone());
        let (params, text) = (self.portal.params.clone(), choice.text);
        once_late(move || {
            let is_asked = params.get_untracked().get("q").unwrap_or_default() == text;
            let is_told = view.get_untracked().is_some_and(|view| view.choice.text == text);
            // What was found for other words is no answer to these.
            if is_asked && !is_told {
                view.set(None);
                late.set(None);
            }
        });
    }

    /// Shows something new.
    fn show(&self, new: View) {
        let is_typed =
            self.view.with_untracked(|old| old.as_ref().is_some_and(|old| old.choice.text != new.choice.text));
        self.view.set(Some(Arc::new(new)));
        let (view, late) = (self.view.clone(), self.late.clone());
        let follow = move || late.set(view.get_untracked());
        if is_typed { once_drawn(follow) } else { follow() }
    }

    /// What did not come, and a button that searches anew.
    fn fault_view(&self, path: &str, fault: &Fault) -> Node {
        let again = self.clone();
        fault_view(path, fault, move || again.start(&again.portal.params.get_untracked()))
    }

    fn facet(&self, number: u8) -> Option<&'static Facet> {
        self.facets.iter().find(|facet| facet.number == number)
    }

    /// The results shown, with the choice that they are for.
    fn results(&self) -> Option<(Arc<View>, Arc<Results>)> {
        results_of(self.view.get()?)
    }

    /// The same, once the first of them have been drawn.
    fn late_results(&self) -> Option<(Arc<View>, Arc<Results>)> {
        results_of(self.late.get()?)
    }
}

fn results_of(view: Arc<View>) -> Option<(Arc<View>, Arc<Results>)> {
    match &view.told {
        Told::Results(results) => {
            let results = Arc::clone(results);
            Some((view, results))
        }
        Told::Failed(..) => None,
    }
}

/// Does it when a visitor would begin to wonder.
fn once_late(act: impl FnOnce() + 'static) {
    #[cfg(target_arch = "wasm32")]
    crate::browser::later(SLOW, act);
    #[cfg(not(target_arch = "wasm32"))]
    drop(act);
}

/// Does what may wait until the browser has drawn.
fn once_drawn(act: impl FnOnce() + 'static) {
    #[cfg(target_arch = "wasm32")]
    crate::browser::once_drawn(act);
    #[cfg(not(target_arch = "wasm32"))]
    act();
}

/// The finder.
pub fn finder(finder: Finder) -> Node {
    let Finder { list, facets, sorts, label, file, otherwise } = finder;
    let portal = Portal::here();
    let params = portal.params.clone();
    let core = Core {
        portal,
        list,
        facets,
        sorts,
        view: ArcRwSignal::new(None),
        late: ArcRwSignal::new(None),
        search: StoredValue::new_local(None),
        saving: StoredValue::new_local(None),
        saved: ArcRwSignal::default(),
    };
    core.start(&params.get_untracked());
    {
        let core = core.clone();
        follow(move || params.get(), move |params| core.start(&params));
    }
    let is_empty = {
        let core = core.clone();
        move || core.results().is_some_and(|(_, results)| results.hits.is_empty() && results.is_final)
    };
    let count = {
        let core = core.clone();
        live(move || core.results().map(|(_, results)| words_of(&core.list, &results)))
    };
    let bar = el("div")
        .class("gk-finder__bar")
        .kid(el("p").class("gk-finder__count").attr("role", "status").kid(count))
        .kid(sort_view(&core));
    let results = el("div")
        .class("gk-finder__results")
        .attr("id", RESULTS)
        .kid(bar)
        .kid(tags_view(core.clone()))
        .kid(results_view(core.clone()))
        .kid(save_view(core.clone(), file))
        .kid(live(move || is_empty().then(otherwise)));
    el("div").class("gk-finder").kid(search_field(label)).kid(filters_view(&core)).kid(results).into()
}

/// Id of the results, for links that choose a filter.
pub const RESULTS: &str = "results";

/// How many there are, and how far the search has come.
pub fn words_of(list: &List, results: &Results) -> String {
    let count = match results.total {
        Total::Exactly(n) => words::count(n as usize),
        Total::AtLeast(n) => words::count_at_least(n as usize),
    };
    let (Content::Blocks(blocks), false) = (&list.content, results.is_final) else { return count };
    let dates = &blocks.directory.dates;
    let year = |block: u32| dates.get(block as usize).map_or(0, |date| date / 10_000);
    let block = results.searched / blocks.directory.block;
    match (year(block), year(0)) {
        (from @ 1.., to @ 1..) if results.searched > 0 => format!("{count}{}", words::searched(from, to)),
        _ => format!("{count}{}", words::SEARCHING),
    }
}

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

fn filters_view(core: &Core) -> Node {
    let is_year = |value: &String| value.as_bytes().first().is_some_and(u8::is_ascii_digit);
    // All values in an order that stays, so that a box does not move away under a finger.
    let values_of = |facet: &Facet| {
        let values = core.list.facets.iter().find(|(number, _)| *number == facet.number);
        let mut ordered: Vec<String> = Vec::new();
        for (value, _) in values.iter().flat_map(|(_, values)| values) {
            // Years in their order, the newest first, what has no year last.
            let is_before = |other: &String| !is_year(value) || facet.key != "year" || is_year(other) && other > value;
            ordered.insert(ordered.partition_point(is_before), value.clone());
        }
        ordered
    };
    let groups = core.facets.iter().map(|facet| facet_view(*facet, values_of(facet), core));
    let chosen = core.clone();
    let n_filters = live(move || match chosen.late.get().map_or(0, |view| view.choice.filters.len()) {
        0 => String::new(),
        n => words::chosen(n),
    });
    let counted = core.clone();
    let show = live(move || match counted.late_results().map(|(_, results)| results.total) {
        Some(Total::Exactly(n)) => words::show(n as usize),
        _ => words::SHOW.to_owned(),
    });
    let show = button("gk-button gk-finder__show", show).on("click", |_| close_filters());
    el("details")
        .class("gk-finder__filters")
        .attr("id", FILTERS)
        .kid(el("summary").class("gk-finder__summary").kid(words::FILTERS).kid(el("span").kid(n_filters)))
        .kid(el("div").class("gk-finder__groups").kid(Node::all(groups)).kid(show))
        .into()
}

/// Id of the filters, which are a sheet on phones.
const FILTERS: &str = "filters";

/// Puts the sheet away and leads to the results.
fn close_filters() {
    #[cfg(target_arch = "wasm32")]
    crate::browser::close(FILTERS, RESULTS);
}

fn facet_view(facet: Facet, values: Vec<String>, core: &Core) -> Option<Element> {
    let mut boxes: Vec<Element> = values.into_iter().map(|value| check_box(facet, value, core)).collect();
    let rest = (boxes.len() > VALUES + 2).then(|| boxes.split_off(VALUES));
    let rest = rest.map(|rest| {
        let summary = el("summary").kid(words::more_values(rest.len()));
        el("details").class("gk-finder__more").kid(summary).kid(rest)
    });
    let legend = el("legend").kid(facet.label);
    (!boxes.is_empty()).then(|| el("fieldset").class("gk-finder__group").kid(legend).kid(boxes).kid(rest))
}

fn check_box(facet: Facet, value: String, core: &Core) -> Element {
    let portal = Portal::here();
    let (name, counted, checked) = (value.clone(), value.clone(), value.clone());
    let (core, chosen) = (core.clone(), core.clone());
    let count = move || {
        let (_, results) = core.late_results()?;
        // Not known while there is more than was looked at.
        let (_, values) = results.facets.iter().find(|(number, _)| *number == facet.number)?;
        Some(values.iter().find(|(value, _)| *value == counted).map_or(0, |(_, count)| *count).to_string())
    };
    let is_chosen = move || {
        let is_this = |(number, value): &(u8, String)| *number == facet.number && *value == checked;
        chosen.late.get().is_some_and(|view| view.choice.filters.iter().any(is_this))
    };
    let toggle = move |_| portal.choose(portal.params.get_untracked().toggled(facet.key, &value).with("n", ""));
    el("label")
        .class("gk-check")
        .kid(el("input").attr("type", "checkbox").checked(is_chosen).on("change", toggle))
        .kid(el("span").class("gk-check__name").kid(name))
        .kid(el("span").class("gk-check__count").kid(live(move || count().unwrap_or_default())))
}

fn tags_view(core: Core) -> Node {
    let portal = Portal::here();
    live(move || {
        let view = core.view.get().filter(|view| !view.choice.filters.is_empty())?;
        let tags = view.choice.filters.iter().map(|(number, value)| tag(core.facet(*number), value));
        let (portal, facets) = (portal.clone(), core.facets);
        let all = move |_| {
            let keys = facets.iter().map(|facet| facet.key);
            let params = keys.fold(portal.params.get_untracked(), |params, key| params.with(key, ""));
            portal.choose(params.with("n", ""));
            super::field::focus_field();
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
        super::field::focus_field();
    };
    let hidden = el("span").class("gk-visually-hidden").kid(format!("{}{label}：", words::REMOVE));
    let cross = el("span").class("gk-tag__cross").attr("aria-hidden", "true").kid("×");
    button("gk-tag", hidden).kid(shown).kid(cross).on("click", remove)
}

/// What stands under the bar.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting,
    Failed(String, Fault),
    Empty(Arc<Results>, bool),
    Hits,
}

impl Shown {
    fn of(view: Option<Arc<View>>) -> Self {
        let Some(view) = view else { return Self::Waiting };
        let results = match &view.told {
            Told::Failed(path, fault) => return Self::Failed(path.clone(), fault.clone()),
            Told::Results(results) => results,
        };
        match (results.hits.is_empty(), results.is_final) {
            (true, true) => Self::Empty(Arc::clone(results), view.choice.has_conditions()),
            (true, false) => Self::Waiting,
            _ => Self::Hits,
        }
    }
}

/// Names the button that adds results, where there are more.
fn more(results: &Results, shown: usize) -> Option<String> {
    match results.total {
        Total::Exactly(n) => {
            let left = (n as usize).saturating_sub(shown);
            (left > 0).then(|| words::more(left.min(PAGE), left))
        }
        Total::AtLeast(_) => (results.hits.len() >= shown).then(|| words::MORE.to_owned()),
    }
}

fn results_view(core: Core) -> Node {
    let view = core.view.clone();
    let shown = Memo::new(move |_| Shown::of(view.get()));
    live(move || match shown.get() {
        Shown::Waiting => skeleton(),
        Shown::Failed(path, fault) => core.fault_view(&path, &fault),
        Shown::Empty(results, is_filtered) => empty_view(&results, is_filtered),
        Shown::Hits => hits_view(&core),
    })
}

/// The hits. They are built anew only when they have changed, not when a search says that nothing more comes.
fn hits_view(core: &Core) -> Node {
    let (now, soon, orders, ends) = (core.clone(), core.clone(), core.clone(), core.clone());
    let items = |hits: Memo<Vec<Hit>>| {
        let portal = core.portal.clone();
        live(move || hits.with(|hits| Node::all(hits.iter().map(|hit| item_view(&portal, hit)))))
    };
    let first = Memo::new(move |_| part(now.results(), 0, FIRST));
    // Where there are few now, those of before go at once.
    let rest = Memo::new(move |_| match soon.results() {
        Some((_, results)) if results.hits.len() > FIRST => part(soon.late_results(), FIRST, usize::MAX),
        _ => Vec::new(),
    });
    let note = live(move || {
        let (_, results) = orders.results()?;
        results.is_misordered.then(|| el("p").class("gk-note").kid(words::MISORDERED))
    });
    let more = Rc::new(move || {
        let (view, results) = ends.late_results()?;
        Some((more(&results, view.choice.shown)?, results.hits.len() + PAGE))
    });
    let [words, is_more] = [(); 2].map(|()| Rc::clone(&more));
    let portal = core.portal.clone();
    let add = move |_| {
        if let Some((_, next)) = untrack(|| more()) {
            portal.choose(portal.params.get_untracked().with("n", &next.to_string()));
        }
    };
    // The button stays, so that it keeps the focus while a search goes on.
    let words = live(move || words().map(|(words, _)| words));
    let more = button("gk-button gk-finder__next", words).hidden_while(move || is_more().is_none()).on("click", add);
    let lost = core.clone();
    let lost = live(move || {
        let (_, results) = lost.late_results()?;
        results.lost.as_ref().map(|(path, fault)| lost.fault_view(path, fault))
    });
    row![note, el("ol").class("gk-results").kid(items(first)).kid(items(rest)), lost, more]
}

fn part(found: Option<(Arc<View>, Arc<Results>)>, from: usize, to: usize) -> Vec<Hit> {
    found.map(|(_, results)| results.hits.iter().take(to).skip(from).cloned().collect()).unwrap_or_default()
}

/// One result.
pub fn item_view(portal: &Portal, hit: &Hit) -> Element {
    let Hit { item, marks, .. } = hit;
    let mut marks = marks.iter();
    let mut next = |text: &str| marked(text, marks.next());
    let href = portal.file(&item.path);
    let title = el("a").class("gk-results__title").attr("href", href).kid(next(&item.title));
    let facts = item.facts.iter().map(|fact| el("span").class("gk-results__fact").kid(next(fact)));
    let facts = el("p").class("gk-results__facts").kid(Node::all(facts));
    let text = item.text.as_ref().map(|text| el("p").class("gk-results__text").kid(next(text)));
    el("li").class("gk-results__item").kid(title).kid(facts).kid(text)
}

fn empty_view(results: &Results, is_filtered: bool) -> Node {
    let why = match (&results.missing_terms[..], is_filtered) {
        ([], false) => words::NOTHING_TOGETHER.to_owned(),
        ([], true) => words::NOTHING_FILTERED.to_owned(),
        (terms, _) => words::no_match(&terms.join("”“")),
    };
    let why = el("p").class("gk-empty__why").kid(why);
    el("div").class("gk-empty").kid(why).kid(meant_view(&results.meant)).kid(el("p").kid(words::WHAT_NOW)).into()
}

/// What may have been meant, as buttons that ask for it.
pub fn meant_view(meant: &[String]) -> Option<Element> {
    let offer = |text: &String| {
        let (portal, text) = (Portal::here(), text.clone());
        let shown = text.clone();
        let ask = move |_| {
            portal.choose(portal.params.get_untracked().with("q", &text).with("n", ""));
            super::field::focus_field();
        };
        button("gk-button gk-button--quiet", shown).on("click", ask)
    };
    let offers = Node::all(meant.iter().map(offer));
    (!meant.is_empty()).then(|| el("p").class("gk-empty__meant").kid(words::MEANT).kid(offers))
}

/// Saves what was found as a file that spreadsheets open.
fn save_view(core: Core, file: &'static str) -> Node {
    live(move || {
        let (view, results) = core.late_results().filter(|(_, results)| !results.hits.is_empty())?;
        let is_asked = !view.choice.asked().is_plain;
        let (core, saved) = (core.clone(), core.saved.clone());
        let save = move |_| {
            let Some(choice) = core.choice(&core.portal.params.get_untracked()) else { return };
            let most = if matches!(core.list.content, Content::Whole(_)) { u32::MAX } else { MOST_SAVED };
            let asked = choice.asked();
            let asked = Asked { wanted: Wanted { hits: most, ..asked.wanted }, is_bare: true, ..asked };
            let saver = core.clone();
            let search = core.portal.seeker.search(&core.list, asked, move |told| saver.save(&told, file));
            core.saving.set_value(Some(search));
        };
        // Of the whole list there are ready files.
        (is_asked && results.is_final).then(|| {
            let button = button("gk-button gk-button--quiet gk-finder__save", words::SAVE).on("click", save);
            row![button, el("span").class("gk-copy__answer").attr("role", "status").kid(live(move || saved.get()))]
        })
    })
}

impl Core {
    fn save(&self, told: &Told, file: &str) {
        let results = match told {
            Told::Failed(path, _) => return self.saved.set(words::not_saved(path)),
            Told::Results(results) if !results.is_final => return,
            Told::Results(results) => results,
        };
        if let Some((path, _)) = &results.lost {
            return self.saved.set(words::not_saved(path));
        }
        let count = results.hits.len();
        self.saved.set(if results.total == Total::Exactly(count as u32) { String::new() } else { words::saved(count) });
        let rows = results.hits.iter().filter_map(|hit| {
            let mut row = self.list.row(hit.number)?;
            row.push(self.portal.absolute(&self.portal.file(&hit.item.path)));
            Some(row)
        });
        let mut head: Vec<String> = self.list.columns.iter().map(|name| (*name).to_owned()).collect();
        head.push(words::ADDRESS.to_owned());
        let text = sheet::csv(std::iter::once(head).chain(rows));
        self.portal.save(&format!("{file}.csv"), &text);
    }
}

/// Runs `act` whenever what `watched` gives has changed; not at once, and not where nothing changes.
pub fn follow<T: 'static>(watched: impl Fn() -> T + 'static, act: impl Fn(T) + 'static) {
    let is_first = std::cell::Cell::new(true);
    let effect = move |_: Option<()>| {
        let value = watched();
        if !is_first.replace(false) {
            untrack(|| act(value));
        }
    };
    #[cfg(target_arch = "wasm32")]
    crate::html::keep(leptos::effect::RenderEffect::new(effect));
    #[cfg(not(target_arch = "wasm32"))]
    drop(effect);
}
