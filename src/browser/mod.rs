//! The only part that touches the browser: takes the written page over, follows links, keeps the
//! address, fetches files. Compiled for wasm only.

mod chart;
mod history;
mod network;
mod takeover;
mod turns;

pub use chart::{go_back, go_to, place_within, plain_key, pressed_number, save};
pub use turns::{in_turn, tell_measured};

use crate::app::{app, frame};
use crate::html::Node;
use crate::pages;
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::store::Store;
use history::{Browser, follow_links};
use leptos::effect::RenderEffect;
use leptos::graph::untrack;
use leptos::owner::Owner;
use leptos::prelude::*;
use network::Network;
use std::cell::RefCell;
use takeover::Arrival;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, Window};

/// Starts the app on the page that the publisher wrote. Without a window or the element `#app`
/// there is nothing to take over, and the page stays as it is.
pub fn start() {
    take_over(|portal| portal, app, Portal::title);
}

/// Starts the app of the one page 互动渠道.
pub fn start_channels() {
    take_over(
        |portal| portal.only(Route::Channels),
        |portal| frame(portal, |_| pages::channels()),
        Portal::column_title,
    );
}

/// Starts the app of the one page 数据.
pub fn start_statistics() {
    take_over(
        |portal| portal.only(Route::Statistics),
        |portal| frame(portal, |_| pages::statistics()),
        Portal::column_title,
    );
}

fn take_over(complete: fn(Portal) -> Portal, view: fn(Portal) -> Node, title: fn(&Portal) -> String) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(written) = document.get_element_by_id(takeover::ROOT) else { return };
    let Ok(fresh) = document.create_element("div") else { return };
    let Ok(fresh) = fresh.dyn_into::<HtmlElement>() else { return };
    fresh.set_id(takeover::ROOT);
    let base = base(&document);
    let (path, query) = address();
    let store = Store::new(Network::new(&base));
    let route = history::route_at(&base, &path).unwrap_or(Route::NotFound);
    let portal = complete(Portal::new(&base, store, route, Params::parse(&query), Browser));
    if !portal.holds(&portal.route.get_untracked()) {
        return;
    }
    // Started twice, the second start finds the executor in place: no harm.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| {
        follow_links(&portal);
        view(portal.clone()).build(&document, &fresh);
        ARRIVAL.replace(Some(Arrival::TakeOver { written, fresh }));
        settle(&portal);
        keep_title(&portal, title);
    });
    // The app lives as long as the window.
    std::mem::forget(owner);
}

thread_local! {
    /// What to do when the page has its data.
    static ARRIVAL: RefCell<Option<Arrival>> = const { RefCell::new(None) };
}

/// Runs what waits for the page's data, once no file is on its way.
fn settle(portal: &Portal) {
    let store = portal.store.clone();
    let effect = RenderEffect::new(move |_: Option<()>| {
        if store.pending() > 0 {
            return;
        }
        // A file that just arrived may make its panel ask for another one: look again afterwards.
        let store = store.clone();
        gloo_timers::callback::Timeout::new(0, move || {
            if untrack(|| store.pending()) == 0
                && let Some(arrival) = ARRIVAL.take()
            {
                arrival.run();
            }
        })
        .forget();
    });
    // For as long as the window.
    std::mem::forget(effect);
}

fn keep_title(portal: &Portal, title: fn(&Portal) -> String) {
    let portal = portal.clone();
    let effect = RenderEffect::new(move |_: Option<()>| {
        let title = title(&portal);
        if let Some(document) = document() {
            document.set_title(&title);
        }
    });
    // For as long as the window.
    std::mem::forget(effect);
}

/// `/` or `/gk/`, as the publisher wrote it into the page.
fn base(document: &Document) -> String {
    let meta = document.query_selector("meta[name='gongkai:base']").ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_else(|| "/".to_owned())
}

fn address() -> (String, String) {
    let location = window().map(|window| window.location());
    let part = |value: Option<Result<String, _>>| value.and_then(Result::ok).unwrap_or_default();
    (part(location.as_ref().map(web_sys::Location::pathname)), part(location.as_ref().map(web_sys::Location::search)))
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Puts the cursor into the field or onto the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        focus_element(&element);
    }
}

/// Gives the focus and leaves the view where it is.
fn focus_in_place(element: &web_sys::Element) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus_with_options(&options);
    }
}

fn focus_element(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}
