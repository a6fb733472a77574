use super::{h1, heading_without};
use crate::html::{Node, el};
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::text;
use crate::widgets::{FigureSize, contact_view, figure_list, not_supplied, panel, search_box};
use model::{Index, Report, Site};

pub fn page() -> Node {
    let store = Portal::here().store;
    row![
        heading_without(&store.site(), text::PORTAL),
        panel(store.site(), |site| head(&site)),
        search_box("home-q"),
        panel(store.index(), |index| newest(&index)),
        el("section").class("gk-block").kid(el("h2").kid(text::home::COLUMNS)).kid(column_list()),
        panel(store.site(), |site| contact(&site)),
    ]
}

fn head(site: &Site) -> Node {
    let within = el("p").class("gk-head__within").kid(site.county.within.join(" "));
    el("header").class("gk-head gk-head--home").kid(within).kid(h1(site.title.clone())).into()
}

/// The newest year at a glance.
fn newest(index: &Index) -> Node {
    let Some(year) = index.reports.first() else { return not_supplied() };
    let href = Portal::here().href(&Route::Report(*year));
    let figures = figure_list(index.glance.iter(), *year, FigureSize::Large);
    let link = el("a").class("gk-button").attr("href", href).kid(text::home::WHOLE_REPORT);
    el("section")
        .class("gk-block gk-glance")
        .kid(el("h2").kid(text::home::glance(*year)))
        .kid(figures)
        .kid(el("p").kid(link))
        .into()
}

/// The figures of the text; where a report has none, the main numbers of its tables.
pub fn glance_figures(report: &Report) -> Vec<model::Figure> {
    const FIRST: [&str; 4] = ["disclosed", "disclosed_on_website", "daily_visits", "requests_handled"];
    let figures: Vec<_> = FIRST.iter().filter_map(|id| report.figure(id)).cloned().collect();
    if figures.is_empty() { table_figures(report) } else { figures }
}

fn table_figures(report: &Report) -> Vec<model::Figure> {
    use model::TableId::{T2, T3, T4};
    let cells = [
        (T3, "received", "total", "applications_received"),
        (T3, "granted", "total", "applications_granted"),
        (T2, "normative", "in_force", "normative_in_force"),
        (T4, "review", "total", "reviews"),
    ];
    let figure = |(table, row, column, id): (model::TableId, &str, &str, &str)| {
        let value = report.table(table)?.value(row, column)?;
        let (label, unit, meaning) = text::home::table_figure(id)?;
        Some(model::Figure {
            id: id.to_owned(),
            label: label.to_owned(),
            value,
            unit: unit.to_owned(),
            meaning: Some(meaning.to_owned()),
            section: Some(table.section().to_owned()),
            quote: None,
        })
    };
    cells.into_iter().filter_map(figure).collect()
}

/// The eight columns with what one finds there.
pub fn column_list() -> Node {
    let portal = Portal::here();
    let column = |route: &Route| {
        let name = el("span").class("gk-columns__name").kid(text::column(route));
        let hint = el("span").class("gk-columns__hint").kid(text::column_hint(route));
        let link = el("a").class("gk-columns__link").attr("href", portal.href(route)).kid(name).kid(hint);
        el("li").class("gk-columns__item").kid(link)
    };
    el("ul").class("gk-columns").kid(Node::all(Route::COLUMNS.iter().map(column))).into()
}

fn contact(site: &Site) -> Node {
    let contact = site.office.as_ref().map(contact_view);
    let block =
        contact.map(|contact| el("section").class("gk-block").kid(el("h2").kid(text::home::CONTACT)).kid(contact));
    block.into()
}
