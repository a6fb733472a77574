//! What happens when a page has its data: the first time the app's page replaces the written one;
//! later the visitor's place on the page is found.

use super::{ARRIVAL, document, focus_in_place, later, turns, window};
use crate::store::Store;
use leptos::graph::untrack;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, ScrollToOptions};

/// Id of the element that holds the portal.
pub const ROOT: &str = "app";

/// Where on the page the visitor is to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// At its head.
    Top,
    /// Where it was left, in pixels from the top.
    At(f64),
    /// At the element with this id.
    Id(String),
}

impl Place {
    /// `#s1` or nothing.
    pub fn of_hash(hash: &str) -> Self {
        match hash.strip_prefix('#') {
            Some(id) if !id.is_empty() => Self::Id(id.to_owned()),
            _ => Self::Top,
        }
    }
}

/// What waits for the page's data.
pub enum Arrival {
    /// The app's page replaces the written one, in one frame.
    TakeOver {
        /// The written page.
        written: Element,
        /// The app's.
        fresh: HtmlElement,
    },
    /// A page was opened.
    Page {
        /// Where to be on it.
        place: Place,
        /// Not the page that was open before.
        is_other_page: bool,
    },
}

impl Arrival {
    /// What need not wait: the new page is named, and its head is in view.
    pub fn begin(&self) {
        if let Self::Page { is_other_page: true, .. } = self {
            scroll_to(0.0);
            focus_heading();
        }
    }

    /// The data is here.
    pub fn run(self) {
        match self {
            Self::TakeOver { written, fresh } => take_over(&written, &fresh),
            Self::Page { place, is_other_page } => {
                if is_other_page && !heading_has_focus() {
                    focus_heading();
                }
                match place {
                    Place::Top if is_other_page => scroll_to(0.0),
                    Place::Top => {}
                    Place::At(y) => scroll_to(y),
                    Place::Id(id) => scroll_to_id(id, MOST_LOOKS),
                }
            }
        }
    }
}

/// Runs the waiting arrival now when nothing is on its way.
pub fn run_if_settled(store: &Store) {
    if untrack(|| store.pending()) == 0 {
        run_waiting();
    }
}

fn run_waiting() {
    if let Some(arrival) = ARRIVAL.take() {
        run_unpressed(arrival, MOST_LOOKS);
    }
}

/// Milliseconds for which a page that does not answer its address may stand.
const PATIENCE: u32 = 2_500;

/// Runs the waiting arrival before long, whatever is on its way: what has not come is said to be coming.
pub fn run_in_time() {
    later(PATIENCE, run_waiting);
}

/// Milliseconds between two looks whether something is still pressed, or there, and how many there are.
pub const LOOK: u32 = 32;
pub const MOST_LOOKS: u32 = 60;

/// A finger that is down on the written page would lift from another element, and what it pressed would not happen.
fn run_unpressed(arrival: Arrival, looks: u32) {
    if let Arrival::TakeOver { written, .. } = &arrival
        && looks > 0
        && written.query_selector(":active").is_ok_and(|pressed| pressed.is_some())
    {
        later(LOOK, move || run_unpressed(arrival, looks - 1));
        return;
    }
    arrival.run();
}

fn take_over(written: &Element, fresh: &HtmlElement) {
    let Some(document) = document() else { return };
    let focused = focused(written);
    let chosen = pairs(written, fresh, "input, select");
    for (old, new) in pairs(written, fresh, "details") {
        let _ = if old.has_attribute("open") { new.set_attribute("open", "") } else { new.remove_attribute("open") };
    }
    let focus_on = focused.and_then(|old| {
        let same = |(before, after): (Element, Element)| before.is_same_node(Some(&old)).then_some(after);
        let new = pairs(written, fresh, FOCUSABLE).into_iter().find_map(same)?;
        Some((selection(&old), new))
    });
    let _ = written.replace_with_with_node_1(fresh);
    for (old, new) in chosen {
        choose_again(&old, &new);
    }
    if let Some((selection, element)) = focus_on {
        focus_in_place(&element);
        if let (Some(input), Some((start, end))) = (element.dyn_ref::<HtmlInputElement>(), selection) {
            let _ = input.set_selection_range(start, end);
        }
    }
    restore_scroll();
    if let Some(root) = document.document_element() {
        // For tests and for styles: from here on the page answers.
        let _ = root.set_attribute("data-ready", "");
    }
}

/// Whatever a visitor can have reached before the app came.
const FOCUSABLE: &str = "a[href], button, input, select, summary, [tabindex]";

/// The elements of the written page with their twins in the app's: both are the same tree. Nothing
/// where they differ, as when a file failed meanwhile.
fn pairs(written: &Element, fresh: &Element, selector: &str) -> Vec<(Element, Element)> {
    let (old, new) = (all(written, selector), all(fresh, selector));
    if old.len() == new.len() { old.into_iter().zip(new).collect() } else { Vec::new() }
}

fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(nodes) = root.query_selector_all(selector) else { return Vec::new() };
    (0..nodes.length()).filter_map(|index| nodes.get(index)?.dyn_into().ok()).collect()
}

/// The element of the written page that has the focus.
fn focused(written: &Element) -> Option<Element> {
    document()?.active_element().filter(|element| written.contains(Some(element)))
}

/// After a reload: the app keeps the place in the history itself, so the browser does not go there.
fn restore_scroll() {
    let Some(window) = window() else { return };
    if let (Some(y), Ok(0.0)) = (super::history::kept_place(), window.scroll_y()) {
        scroll_to(y);
    }
}

fn selection(element: &Element) -> Option<(u32, u32)> {
    let input = element.dyn_ref::<HtmlInputElement>()?;
    Some((input.selection_start().ok()??, input.selection_end().ok()??))
}

/// What was typed, ticked or chosen before the app came. What the visitor did not touch follows the
/// address, which the written page does not know.
fn choose_again(old: &Element, new: &Element) {
    if let (Some(old), Some(new)) = (old.dyn_ref::<HtmlInputElement>(), new.dyn_ref::<HtmlInputElement>()) {
        if old.type_() == "checkbox" {
            if old.checked() != old.default_checked() && old.checked() != new.checked() {
                new.set_checked(old.checked());
                tell(new, "change");
            }
        } else if old.value() != old.default_value() && old.value() != new.value() {
            new.set_value(&old.value());
            tell(new, "input");
        }
    } else if let (Some(old), Some(new)) = (old.dyn_ref::<HtmlSelectElement>(), new.dyn_ref::<HtmlSelectElement>())
        && old.selected_index() > 0
        && old.value() != new.value()
    {
        new.set_value(&old.value());
        tell(new, "change");
    }
}

fn tell(element: &Element, event: &str) {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = web_sys::Event::new_with_event_init_dict(event, &init) {
        let _ = element.dispatch_event(&event);
    }
}

fn scroll_to(y: f64) {
    if let Some(window) = window() {
        let options = ScrollToOptions::new();
        options.set_top(y);
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// What is still hidden appears in its turn, and so does what is above it.
fn scroll_to_id(id: String, looks: u32) {
    let known = js_sys::decode_uri_component(&id).map_or_else(|_| id.clone(), String::from);
    let Some(element) = document().and_then(|document| document.get_element_by_id(&known)) else { return };
    let is_hidden = || element.closest("[hidden]").is_ok_and(|hidden| hidden.is_some());
    if looks > 0 && (turns::is_to_begin() || is_hidden()) {
        later(LOOK, move || scroll_to_id(id, looks - 1));
    } else {
        element.scroll_into_view();
    }
}

fn heading() -> Option<Element> {
    document()?.query_selector("main h1").ok().flatten()
}

fn heading_has_focus() -> bool {
    heading().is_some_and(|heading| document().and_then(|document| document.active_element()) == Some(heading))
}

/// The new page's heading takes the focus, so that it is read out and the next Tab starts there.
fn focus_heading() {
    if let Some(heading) = heading() {
        focus_in_place(&heading);
    }
}
