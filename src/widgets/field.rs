//! The search field of a catalogue: it searches as one types.

use super::panel::button;
use crate::html::{Element, Node, el, live, value_of};
use crate::portal::Portal;
use crate::text::finder as words;
use leptos::owner::StoredValue;
use leptos::prelude::*;
use leptos::signal::ArcRwSignal;
use web_sys::KeyboardEvent;

/// Id of the search field.
const FIELD: &str = "finder-q";

/// Characters of what was looked for that are not kept any more: nobody types so many twice.
const MOST_KEPT: usize = 60;

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
    let recent = Recent::new();
    let (woken, kept) = (recent.clone(), recent.clone());
    let (value, is_empty) = (portal.params.clone(), portal.params.clone());
    let input = el("input")
        .class("gk-search__input")
        .attr("id", FIELD)
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .value(move || value.get().get("q").unwrap_or_default().to_owned())
        .on("focus", move |_| woken.wake())
        .on("change", move |event| kept.keep(&value_of(&event)))
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
        .kid(recent.view())
        .into()
}

/// What was looked for lately, offered while the field is empty.
#[derive(Clone)]
struct Recent {
    portal: Portal,
    texts: ArcRwSignal<Vec<String>>,
}

impl Recent {
    fn new() -> Self {
        Self { portal: Portal::here(), texts: ArcRwSignal::default() }
    }

    /// The field is in use: what it needs is brought, and what was looked for lately is shown.
    fn wake(&self) {
        self.portal.seeker.wake();
        self.texts.set(self.portal.recent());
    }

    fn keep(&self, text: &str) {
        let text = text.trim();
        if (2..MOST_KEPT).contains(&text.chars().count()) {
            self.portal.remember(Some(text));
            self.texts.set(self.portal.recent());
        }
    }

    fn view(self) -> Element {
        let (texts, params) = (self.texts.clone(), self.portal.params.clone());
        let is_hidden = move || texts.with(Vec::is_empty) || params.with(|params| params.get("q").is_some());
        let (texts, portal) = (self.texts.clone(), self.portal.clone());
        let ask = move |text: String| {
            let (portal, asked) = (portal.clone(), text.clone());
            let choose = move |_| {
                portal.choose(portal.params.get_untracked().with("q", &asked).with("n", ""));
                focus_field();
            };
            button("gk-button gk-button--quiet", text).on("click", choose)
        };
        let clear = button("gk-button gk-button--quiet", words::FORGET).on("click", move |_| {
            self.portal.remember(None);
            self.texts.set(Vec::new());
            focus_field();
        });
        el("div")
            .class("gk-recent")
            .attr("role", "group")
            .attr("aria-label", words::RECENT)
            .hidden_while(is_hidden)
            .kid(el("span").class("gk-recent__label").attr("aria-hidden", "true").kid(words::RECENT))
            .kid(live(move || Node::all(texts.get().into_iter().map(ask.clone()))))
            .kid(clear)
    }
}

/// Enter that does not choose a candidate of an input method. Safari reports such an Enter after
/// the composition has ended, with key code 229.
pub fn is_plain_enter(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && !event.is_composing() && event.key_code() != 229
}

/// Puts the cursor into the field.
pub fn focus_field() {
    #[cfg(target_arch = "wasm32")]
    crate::browser::focus(FIELD);
}
