//! The address and the history: links of the portal are followed without leaving the page.

use super::takeover::{Arrival, Place};
use super::{ARRIVAL, address, document, is_plain_press, pressed, window};
use crate::portal::{Mover, Portal};
use crate::route::{Params, Route};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use js_sys::Reflect;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, ScrollRestoration, Url};

/// The page at a path of the site; none when the path lies outside the base.
pub fn route_at(base: &str, path: &str) -> Option<Route> {
    let below = path.strip_prefix(base).or_else(|| (path == base.trim_end_matches('/')).then_some(""))?;
    Some(Route::parse(below))
}

/// Follows links, and the visitor's steps back and forth.
pub fn follow_links(portal: &Portal) {
    let (Some(window), Some(document)) = (window(), document()) else { return };
    if let Ok(history) = window.history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    let here = portal.clone();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document, "click", options, move |event| on_click(&here, event)).forget();
    let here = portal.clone();
    EventListener::new(&window, "popstate", move |_| on_pop(&here)).forget();
    EventListener::new(&window, "scroll", |_| remember_scroll()).forget();
    EventListener::new(&window, "pagehide", |_| write_now()).forget();
}

/// An address that the history does not have yet.
struct Unwritten {
    href: String,
    /// Of a new entry: where on the page the visitor was, in pixels from the top.
    left_at: Option<f64>,
}

thread_local! {
    /// To tell the history takes as long as drawing, and whoever pressed or typed something would wait for both.
    static UNWRITTEN: RefCell<Option<Unwritten>> = const { RefCell::new(None) };
    /// Whether the next choice is to have an entry of its own. Said here and not through the portal, which would make the
    /// programs that have no such choices 0.4 kB larger.
    static IS_STEP: Cell<bool> = const { Cell::new(false) };
    /// Whether the entry before this one is the same page without what is open over it.
    static IS_OVER: Cell<bool> = const { Cell::new(false) };
    /// The path of the entry before this one, where a link led from it to here; else empty.
    static CAME_FROM: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Tells the history once what was pressed shows.
fn write_later(unwritten: Unwritten) {
    // What the visitor chose on the page before is of no interest any more, but an entry of its own is.
    if UNWRITTEN.with_borrow(|waiting| waiting.as_ref().is_some_and(|waiting| waiting.left_at.is_some())) {
        write_now();
    }
    UNWRITTEN.replace(Some(unwritten));
    super::once_drawn(write_now);
}

/// Tells the history now, before something else is done with it.
fn write_now() {
    let Some(Unwritten { href, left_at }) = UNWRITTEN.take() else { return };
    let Some(history) = window().and_then(|window| window.history().ok()) else { return };
    let _ = match left_at {
        Some(y) => {
            // Mostly it was kept when scrolling stopped; to keep it again takes as long as drawing.
            if kept_place() != Some(y) {
                let _ = history.replace_state_with_url(&JsValue::from_f64(y), "", None);
            }
            history.push_state_with_url(&JsValue::from_f64(0.0), "", Some(&href))
        }
        None => {
            let state = history.state().unwrap_or(JsValue::NULL);
            history.replace_state_with_url(&state, "", Some(&href))
        }
    };
}

/// Where on the page the visitor was, as the history has it.
pub(super) fn kept_place() -> Option<f64> {
    window()?.history().ok()?.state().ok()?.as_f64()
}

fn on_click(portal: &Portal, event: &Event) {
    if let Some(url) = own_link(portal, event) {
        event.prevent_default();
        if !(CAME_FROM.with_borrow(|path| *path == url.pathname()) && is_back_link(event) && back()) {
            go(portal, &url);
        }
    }
}

/// Whether it is the link from an entry to its column: whoever came from there finds it as it was left.
fn is_back_link(event: &Event) -> bool {
    pressed(event, ".gk-back").is_some()
}

/// One step back in the history; whether that is possible.
fn back() -> bool {
    write_now();
    window().and_then(|window| window.history().ok()?.back().ok()).is_some()
}

/// Links that are the browser's.
const LEAVES: &str = "[target]:not([target='']), [download], [rel~=external], [href^='#']";

/// The address of a plain click on a link to another page of the portal.
fn own_link(portal: &Portal, event: &Event) -> Option<Url> {
    if !is_plain_press(event) || event.default_prevented() {
        return None;
    }
    let link = pressed(event, "a[href]")?;
    if link.matches(LEAVES).ok()? {
        // The browser goes there from the address that the history has.
        write_now();
        return None;
    }
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let url = Url::new(&link.href()).ok()?;
    let is_ours = url.origin() == window()?.location().origin().ok()?;
    let route = route_at(&portal.base, &url.pathname())?;
    (is_ours && route != Route::NotFound && portal.holds(&route)).then_some(url)
}

/// Tells the history an address, once what was pressed shows.
fn tell(href: String, is_new: bool) {
    IS_OVER.set(false);
    let left_at = is_new.then(|| window().and_then(|window| window.scroll_y().ok()).unwrap_or_default());
    write_later(Unwritten { href, left_at });
}

/// A choice opens something over the page: it has an entry of its own, in which one such thing follows another. A view
/// that is mounted tells the history nothing.
pub(super) fn step_over(choose: impl FnOnce()) {
    IS_STEP.set(!IS_OVER.get());
    choose();
    IS_OVER.set(!IS_STEP.take());
}

/// Closes it, as if the visitor had gone back; whether that is possible.
pub fn step_back() -> bool {
    IS_OVER.take() && back()
}

fn go(portal: &Portal, url: &Url) {
    // Whoever scrolls and taps at once is faster than the timer.
    SCROLL.take();
    tell(url.href(), true);
    let from = address().0;
    // The title of another page would be taken for that of the entry before.
    if from != url.pathname() {
        write_now();
    }
    CAME_FROM.set(from);
    show(portal, (&url.pathname(), &url.search()), Place::of_hash(&url.hash()));
}

fn on_pop(portal: &Portal) {
    IS_OVER.set(false);
    CAME_FROM.take();
    // It was for the page that the visitor has left.
    UNWRITTEN.take();
    let place = match kept_place() {
        Some(y) => Place::At(y),
        None => Place::of_hash(&window().and_then(|window| window.location().hash().ok()).unwrap_or_default()),
    };
    let (path, query) = address();
    show(portal, (&path, &query), place);
}

/// Shows the page at an address.
fn show(portal: &Portal, (path, query): (&str, &str), place: Place) {
    let route = route_at(&portal.base, path).unwrap_or(Route::NotFound);
    if !portal.holds(&route) {
        // The page comes with an app of its own.
        if let Some(window) = window() {
            let _ = window.location().reload();
        }
        return;
    }
    let params = Params::parse(query);
    let is_other_page = portal.route.get_untracked() != route;
    if portal.params.get_untracked() != params {
        portal.params.set(params);
    }
    if is_other_page {
        portal.route.set(route);
    }
    let (arrival, store) = (Arrival::Page { place, is_other_page }, portal.store.clone());
    super::later(0, move || {
        arrival.begin();
        ARRIVAL.replace(Some(arrival));
        super::takeover::run_if_settled(&store);
    });
}

thread_local! {
    static SCROLL: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Keeps the place on the page in the history, a moment after scrolling has stopped.
fn remember_scroll() {
    SCROLL.replace(Some(Timeout::new(150, keep_scroll)));
}

fn keep_scroll() {
    let Some(window) = window() else { return };
    if let (Ok(y), Ok(history)) = (window.scroll_y(), window.history()) {
        let _ = history.replace_state_with_url(&JsValue::from_f64(y), "", None);
    }
}

/// Moves in the window's own history, and keeps what was looked for lately in the browser's storage.
pub struct Browser {
    /// The name that it is stored under: another portal on the same host has another.
    recent: String,
}

/// Texts kept of what was looked for.
const MOST_RECENT: usize = 8;

impl Browser {
    /// For the portal at this base.
    pub fn new(base: &str) -> Self {
        Self { recent: format!("gongkai {base} recent") }
    }
}

/// The browser's storage, where it is not forbidden.
fn storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok()?
}

impl Mover for Browser {
    fn go(&self, href: &str) {
        if let Some(body) = body() {
            click_link(&body, href);
        }
    }

    fn replace(&self, href: &str) {
        tell(href.to_owned(), IS_STEP.take());
    }

    fn copy(&self, text: &str, done: Box<dyn FnOnce(bool)>) {
        copy(body().as_deref(), text, done);
    }

    fn share(&self, title: &str, url: &str, done: Box<dyn FnOnce(bool)>) {
        share(body().as_deref(), title, url, done);
    }

    fn save(&self, name: &str, text: &str) {
        save(name, text);
    }

    fn recent(&self) -> Vec<String> {
        let kept = storage().and_then(|storage| storage.get_item(&self.recent).ok()?).unwrap_or_default();
        kept.lines().map(str::to_owned).take(MOST_RECENT).collect()
    }

    fn remember(&self, text: Option<&str>) {
        let Some(storage) = storage() else { return };
        let Some(text) = text else {
            let _ = storage.remove_item(&self.recent);
            return;
        };
        let mut kept = self.recent();
        kept.retain(|known| known != text);
        kept.insert(0, text.to_owned());
        kept.truncate(MOST_RECENT);
        // A full storage keeps nothing, and nobody misses it.
        let _ = storage.set_item(&self.recent, &kept.join("\n"));
    }

    fn absolute(&self, href: &str) -> String {
        let origin = window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
        format!("{origin}{href}")
    }
}

fn body() -> Option<HtmlElement> {
    document()?.body()
}

/// As if a link in `place` had been followed, so that there is one way to move.
pub fn click_link(place: &Element, href: &str) {
    let link = document().and_then(|document| document.create_element("a").ok()?.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(href);
        link.set_hidden(true);
        let _ = place.append_child(&link);
        link.click();
        link.remove();
    }
}

/// Copies a text. Where there is no clipboard interface, `place` is where it is selected for a moment.
pub fn copy(place: Option<&Element>, text: &str, done: Box<dyn FnOnce(bool)>) {
    let Some(clipboard) = navigator_part("clipboard") else {
        return done(copy_by_selection(place, text));
    };
    let promise = clipboard.unchecked_into::<web_sys::Clipboard>().write_text(text);
    let (place, text) = (place.cloned(), text.to_owned());
    wasm_bindgen_futures::spawn_local(async move {
        let worked = wasm_bindgen_futures::JsFuture::from(promise).await.is_ok();
        done(worked || copy_by_selection(place.as_ref(), &text));
    });
}

/// Gives the visitor a file.
pub fn save(name: &str, text: &str) {
    let save = || {
        let parts = js_sys::Array::of1(&text.into());
        let blob = web_sys::Blob::new_with_str_sequence(&parts).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        hand_over(name, &url)?;
        // The download has its own hold on it by then.
        super::later(60_000, move || _ = Url::revoke_object_url(&url));
        Some(())
    };
    save();
}

/// As if a link had been followed that saves.
pub fn hand_over(name: &str, address: &str) -> Option<()> {
    let link = document()?.create_element("a").ok()?.dyn_into::<HtmlAnchorElement>().ok()?;
    link.set_href(address);
    link.set_download(name);
    link.click();
    Some(())
}

/// Offers an address to other apps, or copies it where there is no such offer.
pub fn share(place: Option<&Element>, title: &str, url: &str, done: Box<dyn FnOnce(bool)>) {
    let Some(share) = navigator_part("share").and_then(|share| share.dyn_into::<js_sys::Function>().ok()) else {
        return copy(place, url, done);
    };
    let data = js_sys::Object::new();
    let _ = Reflect::set(&data, &"title".into(), &title.into());
    let _ = Reflect::set(&data, &"url".into(), &url.into());
    // The visitor may close the sheet: that is no failure to report.
    if let Some(window) = window()
        && let Ok(promise) = share.call1(&window.navigator(), &data)
    {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(promise)).await;
            done(false);
        });
    }
}

/// A part of the navigator that not every browser has.
fn navigator_part(name: &str) -> Option<JsValue> {
    let part = Reflect::get(&window()?.navigator(), &name.into()).ok()?;
    (!part.is_undefined() && !part.is_null()).then_some(part)
}

/// Copies without the clipboard interface, which plain http does not have.
fn copy_by_selection(place: Option<&Element>, text: &str) -> bool {
    let copy = || {
        let (document, place) = (document()?, place?);
        let area = document.create_element("textarea").ok()?.dyn_into::<HtmlElement>().ok()?;
        area.set_text_content(Some(text));
        area.set_class_name("gk-visually-hidden");
        place.append_child(&area).ok()?;
        let select = Reflect::get(&area, &"select".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
        let _ = select.call0(&area);
        let command = Reflect::get(&document, &"execCommand".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
        let worked = command.call1(&document, &"copy".into()).ok()?.is_truthy();
        area.remove();
        Some(worked)
    };
    copy().unwrap_or(false)
}
