use super::field::is_plain_enter;
use super::finder::follow;
use super::marked::marked;
use super::panel::button;
use crate::html::{Element, Node, el, live, value_of};
use crate::lookup::{ListFile, Lookup};
use crate::pages::{catalogue, policies};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::row;
use crate::seek::Hit;
use crate::store::State;
use crate::text::{column, finder as words, home};
use leptos::owner::StoredValue;
use leptos::prelude::*;
use leptos::signal::ArcRwSignal;
use model::Index;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// Titles of one list that are offered.
const MOST_TITLES: u32 = 4;
/// Words looked for lately that are offered.
const MOST_RECENT: usize = 3;

/// A search field that leads to the page 检索, and offers titles and what was looked for lately.
///
/// Not a `form`: the site's policy forbids submissions, and there is no server to submit to.
pub fn search_box(id: &'static str) -> Node {
    let offers = Offers::new(id);
    let seeker = offers.portal.seeker.clone();
    let composing = StoredValue::new(false);
    let (typed, composed, left, keys) = (offers.clone(), offers.clone(), offers.clone(), offers.clone());
    let (expanded, active, clicked) = (offers.clone(), offers.clone(), offers.clone());
    let input = el("input")
        .class("gk-search__input")
        .attr("id", id)
        .attr("type", "search")
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", offers.list_id())
        .live_attr("aria-expanded", move || Some(if expanded.all().is_empty() { "false" } else { "true" }))
        .live_attr("aria-activedescendant", move || active.active.get().map(|place| active.offer_id(place)))
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .on("compositionstart", move |_| composing.set_value(true))
        .on("compositionend", move |event| {
            composing.set_value(false);
            composed.typed(value_of(&event));
        })
        // Text that an input method is still composing is not looked up.
        .on("input", move |event| if composing.get_value() { typed.close() } else { typed.typed(value_of(&event)) })
        .on("focus", move |_| seeker.wake())
        .on("blur", move |_| left.close())
        .on("keydown", move |event| keys.press(&event));
    let button = button("gk-button gk-search__button", column(&Route::Search)).on("click", move |_| clicked.go());
    let row = el("div").class("gk-search__row").kid(input).kid(button);
    el("div")
        .class("gk-search gk-search--offers")
        .attr("role", "search")
        .kid(el("label").class("gk-search__label").attr("for", id).kid(home::SEARCH_HINT))
        .kid(row)
        .kid(offers.view())
        .into()
}

/// What is offered under the box.
#[derive(Clone)]
struct Offers {
    id: &'static str,
    portal: Portal,
    typed: ArcRwSignal<String>,
    is_open: ArcRwSignal<bool>,
    active: ArcRwSignal<Option<usize>>,
    lookups: ArcRwSignal<Vec<Lookup>>,
}

/// One offer.
#[derive(Clone, PartialEq)]
enum Offer {
    /// Words that were looked for lately.
    Recent(String),
    /// An entry.
    Entry(Hit),
}

impl Offers {
    fn new(id: &'static str) -> Self {
        let offers = Self {
            id,
            portal: Portal::here(),
            typed: ArcRwSignal::default(),
            is_open: ArcRwSignal::new(false),
            active: ArcRwSignal::new(None),
            lookups: ArcRwSignal::default(),
        };
        let (state, start) = (offers.clone(), offers.clone());
        follow(move || state.states(), move |states| start.look_up(&states));
        offers
    }

    /// The words, and where each list stands; the lists are asked for by the first word.
    fn states(&self) -> (String, Vec<State<crate::lists::List>>) {
        let text = self.typed.get();
        let lookups = self.lookups.get();
        if text.trim().is_empty() {
            return (text, Vec::new());
        }
        (text, lookups.iter().map(|lookup| lookup.file.state()).collect())
    }

    fn look_up(&self, (text, states): &(String, Vec<State<crate::lists::List>>)) {
        for (lookup, state) in self.lookups.get_untracked().iter().zip(states) {
            lookup.start(text, MOST_TITLES, state.clone());
        }
    }

    fn typed(&self, text: String) {
        if self.lookups.with_untracked(Vec::is_empty)
            && let Some(index) = self.portal.store.index().ready()
        {
            self.lookups.set(lookups(&self.portal, &index));
        }
        self.active.set(None);
        self.is_open.set(true);
        self.typed.set(text);
    }

    fn close(&self) {
        self.is_open.set(false);
        self.active.set(None);
    }

    /// All offers, in order.
    fn all(&self) -> Vec<Offer> {
        let text = self.typed.get();
        let text = text.trim();
        if !self.is_open.get() || text.is_empty() {
            return Vec::new();
        }
        let recent =
            self.portal.recent().into_iter().filter(|known| search::find(known, text).is_some() && known != text);
        let lookups = self.lookups.get();
        let found = lookups.iter().filter_map(Lookup::results).flat_map(|results| results.hits.clone());
        recent.take(MOST_RECENT).map(Offer::Recent).chain(found.map(Offer::Entry)).collect()
    }

    fn press(&self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let n = self.all().len();
        let active = self.active.get_untracked();
        match &*key.key() {
            "ArrowDown" if n > 0 => self.active.set(Some(active.map_or(0, |place| (place + 1) % n))),
            "ArrowUp" if n > 0 => self.active.set(Some(active.map_or(n - 1, |place| (place + n - 1) % n))),
            "Escape" if n > 0 => self.close(),
            "Enter" if is_plain_enter(key) => match active.and_then(|place| self.all().get(place).cloned()) {
                Some(offer) => return self.take(&offer),
                None => return self.go(),
            },
            _ => return,
        }
        event.prevent_default();
    }

    fn take(&self, offer: &Offer) {
        match offer {
            Offer::Recent(text) => self.search(text),
            Offer::Entry(hit) => self.portal.open(&hit.item.path),
        }
    }

    fn go(&self) {
        self.search(&self.typed.get_untracked());
    }

    fn search(&self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.portal.remember(Some(text));
        }
        self.portal.go(&Route::Search, &Params::default().with("q", text));
    }

    fn list_id(&self) -> String {
        format!("{}-offers", self.id)
    }

    fn offer_id(&self, place: usize) -> String {
        format!("{}-offer-{place}", self.id)
    }

    fn view(self) -> Element {
        let (shown, all) = (self.clone(), self.clone());
        let offers =
            live(move || Node::all(all.all().into_iter().enumerate().map(|(place, offer)| all.option(place, offer))));
        el("ul")
            .class("gk-offers")
            .attr("id", self.list_id())
            .attr("role", "listbox")
            .attr("aria-label", words::OFFERS)
            .hidden_while(move || shown.all().is_empty())
            .kid(offers)
    }

    fn option(&self, place: usize, offer: Offer) -> Element {
        let active = self.active.clone();
        let words = match &offer {
            Offer::Recent(text) => row![el("span").kid(text.clone()), el("small").kid(words::LATELY)],
            Offer::Entry(Hit { item, marks, .. }) => {
                let note = item.facts.first().map(|fact| el("small").kid(fact.clone()));
                row![el("span").kid(marked(&item.title, marks.first())), note]
            }
        };
        let chosen = self.clone();
        // Before the field loses the focus, which closes the list.
        let choose = move |event: Event| {
            event.prevent_default();
            chosen.take(&offer);
        };
        el("li")
            .class("gk-offers__offer")
            .attr("id", self.offer_id(place))
            .attr("role", "option")
            .live_attr("aria-selected", move || Some(if active.get() == Some(place) { "true" } else { "false" }))
            .kid(words)
            .on("mousedown", choose)
    }
}

fn lookups(portal: &Portal, index: &Index) -> Vec<Lookup> {
    let mut lookups = Vec::new();
    if index.files.has("policies.json") {
        lookups.push(Lookup::new(ListFile::of(portal, index, policies::LIST)));
    }
    if index.files.has("catalogue.json") {
        lookups.push(Lookup::new(ListFile::of(portal, index, catalogue::LIST)));
    }
    lookups
}
