//! The yearly numbers: charts and tables of every year that the site has, and the figures of the texts.

use super::heading;
use crate::chart::{ChartModel, chart_view, charts_of};
use crate::html::{Element, Node, el, live};
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::store::{Slot, State};
use crate::text::statistics as words;
use crate::widgets::{FigureSize, figure_list, not_supplied, panel, skeleton};
use leptos::prelude::*;
use model::measure::{CheckedReport, Group, MEASURES};
use model::{Report, TableId};
use std::cell::Cell;
use std::sync::Arc;

/// The choice of one group in the address.
const GROUP: &str = "m";

pub fn page() -> Node {
    let numbers = panel(Portal::here().store.index(), |index| {
        if index.reports.is_empty() { not_supplied() } else { years(&index.reports) }
    });
    row![heading(&Route::Statistics), numbers]
}

/// Waits for all years, so that charts are drawn once; a year that does not come is named, and the rest shown.
fn years(years: &[u16]) -> Node {
    let store = Portal::here().store;
    let slots: Vec<(u16, Slot<Report>)> = years.iter().map(|year| (*year, store.report(*year))).collect();
    let is_drawn = Cell::new(false);
    live(move || {
        let states: Vec<_> = slots.iter().map(|(year, slot)| (*year, slot.state())).collect();
        if !is_drawn.get() && states.iter().any(|(_, state)| matches!(state, State::Loading)) {
            return skeleton();
        }
        is_drawn.set(true);
        let mut reports = Vec::new();
        let mut unloaded = Vec::new();
        for (year, state) in states {
            match state {
                State::Ready(report) => reports.push(report),
                State::Loading | State::Failed(_) => unloaded.push(year),
            }
        }
        let faults = slots.iter().filter(|(year, _)| unloaded.contains(year));
        let faults = Node::all(faults.map(|(year, slot)| {
            let note = el("p").class("gk-note").kid(words::unloaded(*year));
            row![note, panel(slot.clone(), |_| Node::Nothing)]
        }));
        row![faults, numbers(reports, unloaded)]
    })
}

/// The page, with one group of charts or all, as the visitor chose.
fn numbers(reports: Vec<Arc<Report>>, unloaded: Vec<u16>) -> Node {
    let params = Portal::here().params;
    live(move || {
        let chosen = params.with(|params| params.get(GROUP).and_then(Group::find));
        let reports: Vec<&Report> = reports.iter().map(Arc::as_ref).collect();
        let has_tables = reports.iter().any(|report| !report.tables.is_empty());
        row![
            has_tables.then(|| charts(&reports, &unloaded, chosen)),
            text_figures(&reports),
            (!has_tables).then(|| without_tables(&reports)),
        ]
    })
}

fn charts(reports: &[&Report], unloaded: &[u16], chosen: Option<Group>) -> Node {
    let checked: Vec<_> = reports.iter().map(|report| CheckedReport::new(report)).collect();
    let shown = Group::ALL.into_iter().filter(|group| chosen.is_none_or(|chosen| chosen == *group));
    let groups: Vec<(Group, Vec<ChartModel>)> =
        shown.map(|group| (group, charts_of(group, &checked, unloaded))).collect();
    row![
        el("p").class("gk-quiet").kid(words::INTRO),
        group_choice(chosen),
        contents(&groups),
        Node::all(groups.iter().map(|(group, charts)| group_view(*group, charts))),
        legend(),
    ]
}

/// Links, so that the choice works without script and can be sent to others.
fn group_choice(chosen: Option<Group>) -> Element {
    let portal = Portal::here();
    let params = portal.params.get_untracked();
    let link = |group: Option<Group>| {
        let choice = params.clone().with(GROUP, group.map_or("", Group::id));
        let anchor = group.map_or(String::new(), |group| format!("#{}", group.id()));
        let href = format!("{}{anchor}", portal.href_with(&Route::Statistics, &choice));
        let link = el("a").class("gk-choice__link").attr("href", href);
        let link = if group == chosen { link.attr("aria-current", "true") } else { link };
        el("li").kid(link.kid(group.map_or(words::ALL_GROUPS, Group::name)))
    };
    let links = std::iter::once(None).chain(Group::ALL.map(Some)).map(link);
    let list = el("ul").class("gk-choice__list").kid(Node::all(links));
    el("nav").class("gk-choice").attr("aria-label", words::GROUPS).kid(list)
}

/// Links to the charts of this page. Folds.
fn contents(groups: &[(Group, Vec<ChartModel>)]) -> Element {
    let link = |id: &str, name: String| el("a").attr("href", format!("#{id}")).kid(name);
    let groups = Node::all(groups.iter().map(|(group, charts)| {
        let drawn = charts.iter().filter(|chart| chart.has_numbers());
        let links = Node::all(drawn.map(|chart| el("li").kid(link(&chart.id, chart.title.clone()))));
        el("li").kid(link(group.id(), group.name().to_owned())).kid(el("ol").kid(links))
    }));
    el("nav")
        .class("gk-contents gk-contents--charts")
        .attr("aria-label", words::CONTENTS)
        .kid(el("details").kid(el("summary").kid(words::CONTENTS)).kid(el("ol").kid(groups)))
}

fn group_view(group: Group, charts: &[ChartModel]) -> Element {
    let portal = Portal::here();
    let href = |year: u16, table: TableId| format!("{}#s{}", portal.href(&Route::Report(year)), table.section());
    let (drawn, empty): (Vec<_>, Vec<_>) = charts.iter().partition(|chart| chart.has_numbers());
    let empty: Vec<&str> = empty.iter().map(|chart| chart.title.as_str()).collect();
    let never = (!empty.is_empty()).then(|| el("p").class("gk-quiet").kid(words::never(&empty.join("、"))));
    let drawn = Node::all(drawn.into_iter().map(|chart| chart_view(chart, &href)));
    block(group.id(), group.name()).kid(el("div").class("gk-charts").kid(drawn)).kid(never)
}

/// A section of the page under its heading.
fn block(id: &'static str, name: &'static str) -> Element {
    let heading = format!("{id}-heading");
    el("section")
        .class("gk-block")
        .attr("id", id)
        .attr("aria-labelledby", heading.clone())
        .kid(el("h2").attr("id", heading).kid(name))
}

/// What the words in place of a number mean.
fn legend() -> Element {
    let disputed = (words::DISPUTED, words::DISPUTED_WORDS);
    let lines = words::ABSENCES.into_iter().chain([disputed]);
    el("div").class("gk-block gk-legend").kid(terms(lines.map(|(word, meaning)| (word, meaning.to_owned()))))
}

fn terms(terms: impl Iterator<Item = (&'static str, String)>) -> Element {
    let term = |(word, meaning): (&'static str, String)| row![el("dt").kid(word), el("dd").kid(meaning)];
    el("dl").class("gk-legend__list").kid(Node::all(terms.map(term)))
}

/// The figures of the texts, year by year, in the order of the index: newest first.
fn text_figures(reports: &[&Report]) -> Option<Element> {
    let with_figures: Vec<_> = reports.iter().filter(|report| !report.figures.is_empty()).collect();
    let years = Node::all(with_figures.iter().map(|report| {
        let figures = figure_list(report.figures.iter(), report.year, FigureSize::Large);
        row![el("h3").kid(words::years(report.year, report.year)), figures]
    }));
    (!with_figures.is_empty()).then(|| block("text-figures", words::FIGURES).kid(years))
}

/// Which numbers are missing, where no report has tables.
fn without_tables(reports: &[&Report]) -> Option<Element> {
    let years: Vec<String> = reports.iter().map(|report| words::years(report.year, report.year)).collect();
    let missing = terms(Group::ALL.into_iter().map(|group| {
        let wholes = MEASURES.iter().filter(|measure| measure.group == group && measure.part_of.is_none());
        (group.name(), wholes.map(|measure| measure.name).collect::<Vec<_>>().join("、"))
    }));
    let sentence = el("p").kid(words::without_tables(&years.join("、")));
    (!reports.is_empty()).then(|| el("div").class("gk-absent").kid(sentence).kid(missing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::Still;
    use crate::route::Params;
    use crate::store::{Deliver, Fault, Files, Store};
    use leptos::owner::{Owner, provide_context};
    use std::path::{Path, PathBuf};

    /// A county's folder with an index of these years; files named in `lost` do not come.
    struct Folder {
        data: PathBuf,
        years: &'static [u16],
        lost: &'static [&'static str],
    }

    impl Files for Folder {
        fn fetch(&self, path: &str, deliver: Deliver) {
            let read = |path: &str| std::fs::read(self.data.join(path)).map_err(|_| Fault::Missing);
            deliver(match path {
                "index.json" => {
                    Ok(format!(r#"{{"format": 1, "reports": {:?}, "files": {{}}}}"#, self.years).into_bytes())
                }
                path if self.lost.contains(&path) => Err(Fault::Network),
                path => read(path),
            });
        }

        fn abandon(&self, _: &str) {}
    }

    const PINGTAN: &[u16] = &[2025, 2024, 2023, 2022, 2021, 2020, 2019];

    fn page_html(data: &str, years: &'static [u16], lost: &'static [&'static str], query: &str) -> String {
        let folder = Folder { data: Path::new(env!("CARGO_MANIFEST_DIR")).join(data), years, lost };
        Owner::new().with(|| {
            provide_context(Portal::new("/gk/", Store::new(folder), Route::Statistics, Params::parse(query), Still));
            page().to_html()
        })
    }

    #[test]
    fn every_group_has_its_charts_and_tables_with_links_to_the_years_that_print_the_numbers() {
        let html = page_html("examples/pingtan", PINGTAN, &[], "");
        for group in Group::ALL {
            assert!(html.contains(&format!("id=\"{}\"", group.id())), "{}", group.id());
        }
        assert!(html.contains("data-measure=\"received\" data-year=\"2024\" data-value=\"218\""));
        assert!(html.contains("href=\"/gk/reports/2024#s3\""));
        assert_eq!(html.matches("<svg").count(), html.matches("<table").count());
        assert!(html.contains("各年年报都没有填写：政府集中采购。"));
    }

    #[test]
    fn the_address_chooses_one_group() {
        let html = page_html("examples/pingtan", PINGTAN, &[], "?m=disputes");
        assert!(html.contains("data-measure=\"lawsuits\"") && !html.contains("data-measure=\"received\""));
        let unknown = page_html("examples/pingtan", PINGTAN, &[], "?m=x");
        assert!(unknown.contains("data-measure=\"lawsuits\"") && unknown.contains("data-measure=\"received\""));
    }

    #[test]
    fn a_year_that_does_not_come_is_named_and_the_others_stay() {
        let html = page_html("examples/pingtan", PINGTAN, &["reports/2023.json"], "");
        assert!(html.contains("data/reports/2023.json") && html.contains("2023年的年报没有载入"));
        assert!(html.contains("data-measure=\"received\" data-year=\"2024\" data-value=\"218\""));
        assert!(!html.contains("data-measure=\"received\" data-year=\"2023\" data-value"));
    }

    #[test]
    fn a_county_whose_report_has_no_tables_shows_its_figures_and_says_what_is_not_published() {
        let html = page_html("data", &[2019], &[], "");
        assert!(html.contains("value=\"8635\"") && html.contains("value=\"254\""));
        assert!(html.contains("2019年的年报没有国家统一格式的表格") && html.contains("新收到的申请"));
        assert!(!html.contains("<svg") && !html.contains("data-measure"));
    }

    #[test]
    fn a_county_without_reports_says_so() {
        let html = page_html("data", &[], &[], "");
        assert!(html.contains(crate::text::NOT_SUPPLIED) && !html.contains("<svg"));
    }
}
