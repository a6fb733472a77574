//! The only part that touches the browser: takes the written page over, follows links, keeps the
//! address, fetches files. Compiled for wasm only.

mod chart;
mod engine;
mod history;
mod mount;
mod network;
mod takeover;
mod turns;

pub use chart::{go_back, open_over, place_within, plain_key, pressed_number, save};
pub use history::step_back;
pub use turns::{Turn, in_turn, once_drawn, tell_measured, watch_page};

use crate::app::program;
use crate::embed::Said;
use crate::html::Node;
use crate::portal::Portal;
use crate::route::{Params, Program, Route};
use crate::store::Store;
pub use mount::{Mounted, mount};

use history::{Browser, follow_links};
use js_sys::Reflect;
use leptos::effect::RenderEffect;
use leptos::owner::Owner;
use leptos::prelude::*;
use network::Network;
use std::cell::RefCell;
use takeover::Arrival;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Window};

/// A program: which one, its pages, and how it names the window.
pub struct Start(pub Program, pub fn(&Route) -> Node, pub fn(&Portal) -> String);

/// Starts a program on the page that the publisher wrote. Without a window or the element `#app`
/// there is nothing to take over, and the page stays as it is.
pub fn start(Start(name, page, title): Start) {
    take_over(Some(name), |portal| {
        follow_links(&portal);
        keep_title(&portal, title);
        program(portal, page)
    });
}

/// The page 嵌入代码, from which links are followed by the browser.
pub fn start_staff() {
    take_over(None, crate::embed::page);
}

fn take_over(name: Option<Program>, page: impl FnOnce(Portal) -> Node) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(written) = document.get_element_by_id(takeover::ROOT) else { return };
    let Ok(fresh) = document.create_element("div") else { return };
    let Ok(fresh) = fresh.dyn_into::<HtmlElement>() else { return };
    fresh.set_id(takeover::ROOT);
    let base = base(&document);
    let (path, query) = address();
    let store = Store::new(Network::new(&base));
    let is_ours = |route: &Route| name.is_some_and(|name| route.program() == name);
    let route = history::route_at(&base, &path).filter(is_ours).unwrap_or(Route::NotFound);
    let portal =
        Portal::new(&base, store, route, Params::parse(&query), Browser::new(&base)).with_engine(engine::Remote);
    let portal = portal.of(name);
    if !portal.holds(&portal.route.get_untracked()) {
        return;
    }
    // Started twice, the second start finds the executor in place: no harm.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| {
        page(portal.clone()).build(&document, &fresh);
        ARRIVAL.replace(Some(Arrival::TakeOver { written, fresh }));
        settle(&portal);
        // The written page has not searched for what the address asks.
        if portal.params.get_untracked().get("q").is_some() {
            takeover::run_in_time();
        }
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
        later(0, move || takeover::run_if_settled(&store));
    });
    // For as long as the window.
    std::mem::forget(effect);
}

/// Does something after so many milliseconds. One kind of timer for all: each would bring its code.
pub fn later(milliseconds: u32, act: impl FnOnce() + 'static) {
    start_timer(milliseconds, Box::new(act));
}

#[inline(never)]
fn start_timer(milliseconds: u32, act: Box<dyn FnOnce()>) {
    gloo_timers::callback::Timeout::new(milliseconds, act).forget();
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

/// Whether the first button was pressed, and no key with it.
fn is_plain_press(event: &web_sys::Event) -> bool {
    event.dyn_ref::<web_sys::MouseEvent>().is_some_and(|mouse| {
        mouse.button() == 0 && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
    })
}

/// What was pressed, or the nearest around it, that this selector means.
fn pressed(event: &web_sys::Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// The element with this id: on the page or, where views are mounted, in the one in use before the others.
fn element(id: &str) -> Option<Element> {
    let document = document()?;
    let roots = mount::roots();
    if roots.is_empty() {
        return document.get_element_by_id(id);
    }
    let in_use = document.active_element().and_then(|host| host.shadow_root());
    in_use.into_iter().chain(roots).find_map(|root| root.get_element_by_id(id))
}

/// What has the focus, in a mounted view, too.
fn focused() -> Option<Element> {
    let outer = document()?.active_element()?;
    match outer.shadow_root() {
        Some(root) => root.active_element(),
        None => Some(outer),
    }
}

/// Puts the cursor into the field or onto the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        focus_element(&element);
    }
}

/// Gives the focus to what is around the place of a part that was pressed: the part goes, and something else takes its place.
pub fn focus_around(event: &web_sys::Event, selector: &str) {
    if let Some(place) = pressed(event, selector).and_then(|part| part.parent_element()) {
        let _ = place.set_attribute("tabindex", "-1");
        focus_in_place(&place);
    }
}

/// Closes a `details` and leads to another element.
pub fn close(id: &str, next: &str) {
    let details = element(id);
    if let Some(details) = &details {
        let _ = details.remove_attribute("open");
    }
    if let Some(next) = element(next) {
        next.scroll_into_view();
    }
    if let Some(summary) = details.and_then(|details| details.query_selector(":scope > summary").ok()?) {
        focus_in_place(&summary);
    }
}

/// Gives the focus and leaves the view where it is.
fn focus_in_place(element: &Element) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus_with_options(&options);
    }
}

fn focus_element(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// What an embedded view said of itself (src/embed/frame.js). What is of another type was not said.
pub fn said(event: &web_sys::Event) -> Said {
    let part = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let detail = part(event, "detail");
    let line = |one: JsValue| {
        ["token", "given", "contrast", "used"].map(|name| {
            let value = part(&one, name);
            value.as_string().or_else(|| value.as_f64().map(|number| number.to_string())).unwrap_or_default()
        })
    };
    let adjusted = part(&detail, "adjusted").dyn_into::<js_sys::Array>().ok();
    Said {
        view: part(&detail, "view").as_string(),
        title: part(&detail, "title").as_string(),
        height: part(&detail, "height").as_f64().map(|height| height as u32),
        adjusted: adjusted.map(|list| list.iter().map(line).collect()),
    }
}

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}
