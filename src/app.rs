//! The frame around every page: skip link, header, navigation, the page, footer.

use crate::embed;
use crate::html::{Element, Node, el, live};
use crate::pages;
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::text::{self, footer};
use crate::widgets::{outside_link, panel};
use leptos::computed::Memo;
use leptos::owner::provide_context;
use leptos::prelude::*;
use model::Site;

/// Id of the element that holds the page; the skip link leads there.
pub const MAIN: &str = "main";

/// The whole portal: what stands inside the element `#app`.
pub fn app(portal: Portal) -> Node {
    program(portal, pages::page)
}

/// The portal with these pages.
pub fn program(portal: Portal, page: fn(&Route) -> Node) -> Node {
    frame(portal, move |route| live(move || page(&route.get())))
}

/// The frame around what `page` makes for the route.
pub fn frame(portal: Portal, page: impl FnOnce(Memo<Route>) -> Node) -> Node {
    provide_context(portal.clone());
    let route = portal.route.clone();
    let route = Memo::new(move |_| route.get());
    row![
        el("a").class("gk-skip").attr("href", format!("#{MAIN}")).kid(text::SKIP),
        header(route),
        el("main").class("gk-main").attr("id", MAIN).attr("tabindex", "-1").kid(page(route)),
        panel(portal.store.site(), |site| footer_view(&site)),
    ]
}

/// The page at the portal's route without the frame, for a place on another page.
pub fn alone(portal: &Portal) -> Node {
    provide_context(portal.clone());
    let (route, title) = (portal.route.clone(), portal.clone());
    let route = Memo::new(move |_| route.get());
    el("div")
        .class("gk-main")
        .attr("role", "region")
        .live_attr("aria-label", move || Some(title.title()))
        .kid(live(move || pages::page(&route.get())))
        .into()
}

fn header(route: Memo<Route>) -> Element {
    let portal = Portal::here();
    let site = portal.store.site();
    let county = live(move || site.ready().map(|site| site.county.name.clone()));
    let home = el("a")
        .class("gk-top__home")
        .attr("href", portal.href(&Route::Home))
        .kid(el("span").class("gk-top__county").kid(county))
        .kid(el("span").class("gk-top__name").kid(text::PORTAL));
    let search = el("a")
        .class("gk-top__search")
        .attr("href", portal.href(&Route::Search))
        .live_attr("aria-current", move || (route.get() == Route::Search).then_some("page"))
        .kid(text::column(&Route::Search));
    let columns = Route::COLUMNS.iter().map(|column| column_link(&portal, column.clone(), route));
    let list = el("ul").class("gk-nav__list").kid(Node::all(columns));
    el("header")
        .class("gk-top")
        .kid(el("div").class("gk-top__row").kid(home).kid(search))
        .kid(el("nav").class("gk-nav").attr("aria-label", text::NAVIGATION).kid(list))
}

fn column_link(portal: &Portal, column: Route, route: Memo<Route>) -> Element {
    let short = el("span").class("gk-nav__short").attr("aria-hidden", "true").kid(text::column_short(&column));
    let long = el("span").class("gk-nav__long").kid(text::column(&column));
    let link = el("a").class("gk-nav__link").attr("href", portal.href(&column)).kid(short).kid(long);
    let current = move || (route.get().column() == column).then_some("page");
    el("li").class("gk-nav__item").kid(link.live_attr("aria-current", current))
}

fn footer_view(site: &Site) -> Element {
    let host = site.office.as_ref().map(|office| format!("{}{}", footer::HOST, office.name));
    let numbers =
        [(footer::SITE_ID, &site.site_id_code), (footer::ICP, &site.icp_number), (footer::POLICE, &site.police_number)];
    let numbers =
        numbers.into_iter().filter_map(|(label, number)| number.as_ref().map(|number| format!("{label}{number}")));
    let county_site = site.county.url.as_ref().map(|url| outside_link(url, footer::COUNTY_SITE.to_owned()));
    let list = el("ul")
        .class("gk-foot__list")
        .kid(host.map(|host| el("li").kid(host)))
        .kid(county_site.map(|link| el("li").kid(link)))
        .kid(Node::all(numbers.map(|number| el("li").kid(number))))
        .kid(el("li").kid(el("a").attr("href", Portal::here().file(embed::PATH)).kid(footer::EMBED)));
    el("footer")
        .class("gk-foot")
        .kid(site.notice.clone().map(|notice| el("p").class("gk-foot__notice").kid(notice)))
        .kid(list)
}
