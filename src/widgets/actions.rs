use super::panel::button;
use crate::html::{Node, el, live};
use crate::portal::Portal;
use crate::row;
use crate::text::reports;
use leptos::prelude::*;
use leptos::signal::RwSignal;

/// Copies a text and says whether that worked, for eyes and ears. `of` tells what is copied.
pub fn copy_button(label: &'static str, of: &str, text: impl Fn(&Portal) -> String + 'static) -> Node {
    let portal = Portal::here();
    let answer = RwSignal::new("");
    let copy = move |_| {
        portal.copy(&text(&portal), move |worked| {
            // The page may have been left meanwhile, and its signals with it.
            let _ = answer.try_set(if worked { reports::COPIED } else { reports::COPY_FAILED });
        });
    };
    with_answer("gk-button gk-button--quiet gk-copy", label, of, copy, answer)
}

/// Offers the page, or a place on it, to other apps; copies its address where that is not possible.
pub fn share_button(title: String, anchor: String) -> Node {
    let portal = Portal::here();
    let answer = RwSignal::new("");
    let of = title.clone();
    let share = move |_| {
        let params = portal.params.get_untracked();
        let href = portal.href_with(&portal.route.get_untracked(), &params);
        let url = portal.absolute(&format!("{href}{anchor}"));
        portal.share(&title, &url, move |copied| {
            let _ = answer.try_set(if copied { reports::COPIED } else { "" });
        });
    };
    with_answer("gk-button gk-button--quiet gk-share", reports::SHARE, &of, share, answer)
}

fn with_answer(
    class: &'static str,
    label: &'static str,
    of: &str,
    act: impl FnMut(web_sys::Event) + 'static,
    answer: RwSignal<&'static str>,
) -> Node {
    let of = el("span").class("gk-visually-hidden").kid(format!("：{of}"));
    row![
        button(class, label).kid(of).on("click", act),
        el("span").class("gk-copy__answer").attr("role", "status").kid(live(move || answer.get())),
    ]
}

/// Prints the page.
pub fn print_button() -> Node {
    button("gk-button gk-button--quiet gk-print", reports::PRINT).on("click", |_| print_page()).into()
}

#[cfg(target_arch = "wasm32")]
fn print_page() {
    crate::browser::print();
}

#[cfg(not(target_arch = "wasm32"))]
fn print_page() {}
