use super::heading;
use crate::html::{Node, el};
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::text::reports;
use crate::widgets::{not_supplied, panel};
use model::Report;

pub fn page() -> Node {
    let list = panel(Portal::here().store.index(), |index| {
        if index.reports.is_empty() {
            return not_supplied();
        }
        el("ul").class("gk-years").kid(Node::all(index.reports.iter().map(|year| line(*year)))).into()
    });
    row![heading(&Route::Reports), el("p").class("gk-quiet").kid(reports::LIST_INTRO), list]
}

fn line(year: u16) -> Node {
    let portal = Portal::here();
    let href = portal.href(&Route::Report(year));
    let link = el("a").class("gk-years__link").attr("href", href).kid(reports::title(year));
    let facts = panel(portal.store.report(year), |report| facts(&report));
    el("li").class("gk-years__item").kid(link).kid(facts).into()
}

fn facts(report: &Report) -> Node {
    let published = report.published.map(|date| format!("{} {}", reports::PUBLISHED, date.in_words()));
    let tables = if report.tables.is_empty() { reports::WITHOUT_TABLES } else { reports::WITH_TABLES };
    let facts = [report.issuer.clone(), published, Some(tables.to_owned())];
    let facts = Node::all(facts.into_iter().flatten().map(|fact| el("span").kid(fact)));
    el("p").class("gk-years__facts").kid(facts).into()
}
