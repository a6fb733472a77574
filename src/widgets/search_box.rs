use super::panel::button;
use crate::html::{Node, el, value_of};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::text::{column, home};
use leptos::owner::StoredValue;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// A search field that leads to the page 检索.
///
/// Not a `form`: the site's policy forbids submissions, and there is no server to submit to.
pub fn search_box(id: &'static str) -> Node {
    let portal = Portal::here();
    let typed = StoredValue::new(String::new());
    let go = move || portal.go(&Route::Search, &Params::default().with("q", typed.get_value().trim()));
    let enter = go.clone();
    let input = el("input")
        .class("gk-search__input")
        .attr("id", id)
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .on("input", move |event| typed.set_value(value_of(&event)))
        .on("keydown", move |event| {
            if is_plain_enter(&event) {
                enter();
            }
        });
    let button = button("gk-button gk-search__button", column(&Route::Search)).on("click", move |_| go());
    el("div")
        .class("gk-search")
        .attr("role", "search")
        .kid(el("label").class("gk-search__label").attr("for", id).kid(home::SEARCH_HINT))
        .kid(el("div").class("gk-search__row").kid(input).kid(button))
        .into()
}

/// Enter that does not choose a candidate of an input method. Safari reports such an Enter after
/// the composition has ended, with key code 229.
fn is_plain_enter(event: &Event) -> bool {
    event
        .dyn_ref::<KeyboardEvent>()
        .is_some_and(|event| event.key() == "Enter" && !event.is_composing() && event.key_code() != 229)
}
