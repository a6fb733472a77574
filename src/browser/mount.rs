//! A view without a frame: in an element of another page, whose head, address, history and ids are none of ours.

use super::chart::forget_left;
use super::history::{click_link, copy, save, share};
use super::network::Network;
use super::{document, engine, focus_in_place, is_plain_press, pressed};
use crate::app::alone;
use crate::portal::{Mover, Portal};
use crate::route::{Params, Route};
use crate::store::Store;
use gloo_events::{EventListener, EventListenerOptions};
use leptos::graph::untrack;
use leptos::owner::Owner;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, ShadowRoot};

thread_local! {
    /// Where views are.
    static PLACES: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
}

/// Where views are mounted; nowhere in a window of our own.
pub fn places() -> Vec<Element> {
    PLACES.with_borrow(Clone::clone)
}

/// The roots of these places.
pub fn roots() -> Vec<ShadowRoot> {
    places().into_iter().filter_map(|place| place.get_root_node().dyn_into().ok()).collect()
}

/// A view in its place. It lives until it is removed.
pub struct Mounted {
    place: Element,
    portal: Portal,
    owner: Owner,
    _clicks: EventListener,
}

impl Mounted {
    /// Ends the view: its requests, its signals, its listeners and what it shows.
    pub fn remove(self) {
        self.owner.cleanup();
        self.portal.seeker.clear();
        self.portal.store.clear();
        self.place.set_text_content(None);
        PLACES.with_borrow_mut(|places| places.retain(|place| *place != self.place));
        forget_left();
    }
}

/// Builds the view (`policies?q=x`) of the site at a whole address.
pub fn mount(place: Element, base: &str, view: &str) -> Mounted {
    // The second view finds the executor in place: no harm.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let (path, query) = view.split_once('?').unwrap_or((view, ""));
    let mover = Within { place: SendWrapper::new(place.clone()) };
    let store = Store::new(Network::new(base));
    let portal = Portal::new(base, store, Route::parse(path), Params::parse(query), mover);
    let portal = portal.with_engine(engine::Remote);
    PLACES.with_borrow_mut(|places| places.push(place.clone()));
    let owner = Owner::new();
    owner.with(|| {
        if let Some(document) = document() {
            alone(&portal).build(&document, &place);
        }
    });
    let options = EventListenerOptions::enable_prevent_default();
    let (here, followed) = (place.clone(), portal.clone());
    let clicks =
        EventListener::new_with_options(&place, "click", options, move |event| follow(&followed, &here, event));
    Mounted { place, portal, owner, _clicks: clicks }
}

/// Links to other views change this one; those within the page lead to their place in it.
fn follow(portal: &Portal, place: &Element, event: &Event) {
    let Some(link) = pressed(event, "a[href]") else { return };
    let Some(href) = link.get_attribute("href") else { return };
    if let Some(id) = href.strip_prefix('#') {
        event.prevent_default();
        let root = place.get_root_node().dyn_into::<ShadowRoot>().ok();
        if let Some(target) = root.and_then(|root| root.get_element_by_id(id)) {
            target.scroll_into_view();
            focus_in_place(&target);
        }
        return;
    }
    let is_plain = is_plain_press(event);
    let Some(view) = href.strip_prefix(&*portal.base).filter(|_| is_plain && !link.has_attribute("download")) else {
        return;
    };
    let view = view.split('#').next().unwrap_or_default();
    let (path, query) = view.split_once('?').unwrap_or((view, ""));
    let route = Route::parse(path);
    if route != Route::NotFound {
        event.prevent_default();
        show(portal, place, route, Params::parse(query));
    }
}

fn show(portal: &Portal, place: &Element, route: Route, params: Params) {
    let is_other_page = portal.route.get_untracked() != route;
    portal.params.set(params);
    if !is_other_page {
        return;
    }
    portal.route.set(route);
    let place = place.clone();
    let portal = portal.clone();
    super::later(0, move || {
        if place.get_bounding_client_rect().top() < 0.0 {
            place.scroll_into_view();
        }
        lead_to_heading(portal, place);
    });
}

/// Milliseconds until the next look whether the page has come.
const FRAME: u32 = 16;

/// Gives the focus to the page's heading, and again where another takes its place as the data comes.
fn lead_to_heading(portal: Portal, place: Element) {
    let root = place.get_root_node().dyn_into::<ShadowRoot>().ok();
    let is_nowhere = root.is_none_or(|root| root.active_element().is_none());
    if let (true, Ok(Some(heading))) = (is_nowhere, place.query_selector("h1")) {
        focus_in_place(&heading);
    }
    let is_whole = place.query_selector(".gk-skeleton").is_ok_and(|found| found.is_none());
    if place.is_connected() && !(is_whole && untrack(|| portal.store.pending()) == 0) {
        super::later(FRAME, move || lead_to_heading(portal, place));
    }
}

/// Moves within the place.
struct Within {
    place: SendWrapper<Element>,
}

impl Mover for Within {
    fn go(&self, href: &str) {
        click_link(&self.place, href);
    }

    /// The address is the host's.
    fn replace(&self, _: &str) {}

    fn copy(&self, text: &str, done: Box<dyn FnOnce(bool)>) {
        copy(Some(&self.place), text, done);
    }

    fn share(&self, title: &str, url: &str, done: Box<dyn FnOnce(bool)>) {
        share(Some(&self.place), title, url, done);
    }

    fn save(&self, name: &str, text: &str) {
        save(name, text);
    }

    /// The host's storage is none of ours.
    fn recent(&self) -> Vec<String> {
        Vec::new()
    }

    fn remember(&self, _: Option<&str>) {}

    /// Addresses of a mounted view are whole.
    fn absolute(&self, href: &str) -> String {
        href.to_owned()
    }
}
