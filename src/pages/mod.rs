//! The pages: functions of data. None loads anything by itself: a page asks the store for its files
//! and says what to show with each.

mod apply;
pub(crate) mod catalogue;
pub(crate) mod channels;
mod guide;
mod home;
mod not_found;
pub(crate) mod policies;
mod report;
mod reports;
mod rules;
mod search;
mod statistics;

pub use catalogue::item as entry_item;
pub use home::glance_figures;
pub use policies::item as policy_item;

use crate::html::{Element, Kid, Node, el, live};
use crate::portal::Portal;
use crate::route::Route;
use crate::store::Slot;
use crate::text;
use crate::widgets::{contact_view, not_supplied, panel};
use model::Site;

/// The page at a route: one `h1` and what belongs under it.
pub fn page(route: &Route) -> Node {
    match route {
        Route::Home => home::page(),
        Route::Policies => policies::page(),
        Route::Policy(id) => policies::detail(id),
        Route::Guide => guide::page(),
        Route::Rules => rules::page(),
        Route::Catalogue => catalogue::page(),
        Route::Entry(id) => catalogue::detail(id),
        Route::Reports => reports::page(),
        Route::Report(year) => report::page(*year),
        Route::Apply => apply::page(),
        Route::Statistics | Route::Channels => Portal::here().more().map_or(Node::Nothing, |page| page(route)),
        Route::Search => search::page(),
        Route::NotFound => not_found::page(),
    }
}

/// The pages that [stand apart](Route::is_apart), for the publisher.
pub fn apart(route: &Route) -> Node {
    match route {
        Route::Statistics => statistics(),
        _ => channels(),
    }
}

/// 数据
pub fn statistics() -> Node {
    statistics::page()
}

/// 互动渠道
pub fn channels() -> Node {
    channels::page()
}

/// The page's one heading, which takes the focus when the page is opened.
fn h1(words: impl Kid) -> Element {
    el("h1").attr("tabindex", "-1").kid(words)
}

/// Stands in for a heading that comes with a file, while the file is not here.
fn heading_without<T: Send + Sync + 'static>(slot: &Slot<T>, words: &'static str) -> Node {
    let slot = slot.clone();
    live(move || slot.ready().is_none().then(|| el("header").class("gk-head").kid(h1(words))))
}

/// The head of a column's page.
fn heading(route: &Route) -> Node {
    let hint = el("p").class("gk-head__hint").kid(text::column_hint(route));
    el("header").class("gk-head").kid(h1(text::column(route))).kid(hint).into()
}

/// The link back to a column from one of its entries.
fn back_link(route: &Route) -> Node {
    let mark = el("span").attr("aria-hidden", "true").kid("‹ ");
    let link = el("a").attr("href", Portal::here().href(route)).kid(mark).kid(text::column(route));
    el("p").class("gk-back").kid(link).into()
}

/// One field of a statutory record; nothing when the value is not known.
fn record_line(label: &'static str, value: Option<impl Kid>) -> Option<Element> {
    value.map(|value| el("div").class("gk-record__line").kid(el("dt").kid(label)).kid(el("dd").kid(value)))
}

/// A part that needs a file which a county may not have supplied: the site's index says so, and
/// then the page says so too instead of asking for it in vain.
fn supplied(file: &'static str, view: impl Fn() -> Node + 'static) -> Node {
    panel(Portal::here().store.index(), move |index| if index.files.has(file) { view() } else { not_supplied() })
}

/// The office that answers, under a heading.
fn office(site: &Site, heading: &'static str) -> Option<Element> {
    let contact = site.office.as_ref().map(contact_view);
    contact.map(|contact| el("section").class("gk-aside").kid(el("h2").kid(heading)).kid(contact))
}

/// What stands under an empty result: the office that answers.
fn otherwise() -> Node {
    panel(Portal::here().store.site(), |site| office(&site, text::finder::ASK))
}
