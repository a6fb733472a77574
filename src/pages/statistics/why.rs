//! How one number comes about (这个数怎么来的): its cells in the national table, the sums it takes part in, what other
//! years and the text say.

use super::study::{County, Study};
use super::turns::Turns;
use super::wanted::{WHY, Why};
use crate::chart::sum_words;
use crate::html::{Element, Node, el, live, renewed};
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::text::statistics as words;
use crate::widgets::{button, original_link, section_words};
use leptos::computed::Memo;
use leptos::prelude::*;
use model::check::{self, State};
use model::measure::{Origin, Proof, Term, Value, percent, proof};
use model::{Decimal, Report};
use std::sync::Arc;

/// Id of the panel.
pub const PANEL: &str = "why";

/// The panel over the foot of the page, while the address names a number.
pub fn panel(study: &Arc<Study>, turns: &Turns) -> Node {
    let (study, of_lines) = (Arc::clone(study), Arc::clone(study));
    let [head, number, others] = [(); 3].map(|()| turns.follow(PANEL, PANEL, &[WHY]));
    let is_open = Memo::new({
        let study = Arc::clone(&study);
        move |_| head.with(Why::of).is_some_and(|why| proved(&study, &why).is_some())
    });
    live(move || {
        let study = Arc::clone(&study);
        let name = live(move || heading(&study, &head.with(Why::of)?));
        // In two turns: all lines at once are more than a slow phone lays out in a frame.
        let lines = [(number, lines_of_number as LinesOf), (others, lines_of_others)].map(|(shown, lines)| {
            let study = Arc::clone(&of_lines);
            renewed(move || {
                let why = shown.with(Why::of)?;
                let (county, proof) = proved(&study, &why)?;
                Some(lines(county, &why, &proof))
            })
        });
        let definition = live(move || head.with(Why::of).map(|why| why.measure.definition));
        let content = row![el("p").class("gk-quiet").kid(definition), el("dl").kid(Node::all(lines.into_iter()))];
        is_open.get().then(|| view(name, content))
    })
}

/// The county that a number is of, and how it comes about; none where there is no such number.
fn proved<'a>(study: &'a Study, why: &Why) -> Option<(&'a County, Proof)> {
    let county = match &why.county {
        None => study.counties.first(),
        id => study.county(id.as_deref()),
    }?;
    let reports: Vec<&Report> = county.reports.iter().map(Arc::as_ref).collect();
    Some((county, proof(why.measure, why.year, &reports)?))
}

/// A part of what is said of a number.
type LinesOf = fn(&County, &Why, &Proof) -> Node;

/// Stays while one number follows another, and with it the focus.
fn view(heading: Node, content: Node) -> Element {
    let portal = Portal::here();
    let close = move || {
        if !super::input::step_back() {
            portal.choose(portal.params.get_untracked().with(WHY, ""));
        }
    };
    leptos::owner::on_cleanup(super::input::go_back);
    let on_key = close.clone();
    el("section")
        .class("gk-why")
        .attr("id", PANEL)
        .attr("tabindex", "-1")
        .attr("role", "dialog")
        .attr("aria-labelledby", "why-name")
        .on("keydown", move |event| {
            if super::input::key(&event).is_some_and(|key| key.name == "Escape") {
                on_key();
            }
        })
        .kid(
            el("div")
                .class("gk-why__head")
                .kid(el("h2").attr("id", "why-name").kid(heading))
                .kid(button("gk-button gk-button--quiet", words::CLOSE).on("click", move |_| close())),
        )
        .kid(content)
}

fn heading(study: &Study, why: &Why) -> Option<String> {
    let (county, proof) = proved(study, why)?;
    let of = if study.counties.len() > 1 { county.numbers.name.as_str() } else { "" };
    Some(words::why_heading(of, why.year, &why.measure.full_name(), &number(why, &proof)))
}

/// The number as the charts show it.
fn number(why: &Why, proof: &Proof) -> String {
    let unit = why.measure.unit;
    match proof.point.value {
        Ok(value) => {
            let amount =
                value.number().filter(|_| proof.point.contradictions.is_empty() || matches!(value, Value::Number(_)));
            let said = words::value(value, amount, unit);
            if unit == "%" { said } else { format!("{said}{unit}") }
        }
        Err(absence) => words::absence(absence).to_owned(),
    }
}

fn line(label: &'static str, content: Node) -> Node {
    row![el("dt").kid(label), el("dd").kid(content)]
}

/// None where there are no items.
fn list(label: &'static str, items: Vec<Element>) -> Option<Node> {
    (!items.is_empty()).then(|| line(label, el("ul").kid(items).into()))
}

/// Where it stands, and how it is added up.
fn lines_of_number(county: &County, why: &Why, proof: &Proof) -> Node {
    let report = county.report(why.year);
    let is_own = county.numbers.id.is_none();
    let terms: Vec<Element> = proof.terms.iter().map(|term| term_view(why.year, term, is_own)).collect();
    let figure = proof.figure.as_ref().map(|figure| {
        let place = figure.section.as_deref().map(|section| section_link(why.year, section, is_own));
        let quote = figure.quote.clone().map(|quote| el("q").kid(quote));
        row![place, figure.label.clone(), " ", figure.value.grouped(), figure.unit.clone(), " ", quote]
    });
    row![
        figure.map(|figure| line(words::IN_TEXT, figure)),
        list(words::FROM_CELLS, terms),
        arithmetic(why, proof).map(|sum| line(words::ADDED, sum.into())),
        proof.point.version.map(|version| line(words::FORM, row![version.document(), table_place(report, proof)])),
    ]
}

/// What else speaks for it or against it, and the original.
fn lines_of_others(county: &County, why: &Why, proof: &Proof) -> Node {
    let report = county.report(why.year);
    let sums: Vec<Element> = proof
        .sums
        .iter()
        .map(|(table, sum)| {
            let version = proof.point.version.unwrap_or(model::FormVersion::V2021);
            checked(sum.state, sum_words(*table, version, sum))
        })
        .collect();
    let chains: Vec<Element> = proof
        .chains
        .iter()
        .map(|(year, chain)| {
            let state = if chain.agrees() { State::Agrees } else { State::Broken };
            checked(state, words::chain(*year, chain.rule, &chain.expected.grouped(), &chain.found.grouped()))
        })
        .collect();
    let differing: Vec<Element> = proof
        .differing
        .iter()
        .map(|found| {
            let printed = found.expected.iter().map(|number| number.grouped()).collect::<Vec<_>>();
            let place = section_words(&found.section);
            el("li").kid(words::text_differs(&place, &found.clause, &printed.join("、")))
        })
        .collect();
    row![
        list(words::SUMS, sums),
        list(words::CHAINS, chains),
        list(words::TEXT, differing),
        line(words::COMPARABLE, why.measure.across.reason().into()),
        report.map(|report| line(words::ORIGINAL, row![report.title.clone(), " ", original_link(&report.source)])),
    ]
}

/// Where the table stands in the original, where that is known.
fn table_place(report: Option<&Arc<Report>>, proof: &Proof) -> Option<String> {
    let place = report?.table(proof.terms.first()?.table)?.place.as_ref()?;
    Some(words::table_place(place))
}

/// `71 ＋ 3 ＝ 74`, `40 ÷ 148 ＝ 27.0%`; none where one cell is the number.
fn arithmetic(why: &Why, proof: &Proof) -> Option<String> {
    let value = proof.point.value.ok()?;
    if let (Origin::Share { .. }, Value::Share { part, whole }) = (why.measure.origin, value) {
        let share = percent(part, whole).map(|share| format!("{share}%"));
        let is_disputed = !proof.point.contradictions.is_empty();
        return Some(words::divided(&part.grouped(), &whole.grouped(), share, is_disputed));
    }
    let given: Vec<Decimal> = proof.terms.iter().filter_map(|term| term.cell.as_ref()?.value).collect();
    let sum = value.number()?.grouped();
    (given.len() > 1)
        .then(|| words::added(&given.iter().map(|value| value.grouped()).collect::<Vec<_>>().join(words::PLUS), &sum))
}

/// A cell of the national table with what stands in it, and its place in the original.
fn term_view(year: u16, term: &Term, is_own: bool) -> Element {
    let row_name = check::row_name(term.table, term.version, term.row);
    let column_name = check::column_name(term.table, term.version, term.row, term.column);
    let name = words::cell(check::table_name(term.table), &row_name, &column_name);
    let name = if is_own {
        let href = format!("{}#{}", Portal::here().href(&Route::Report(year)), cell_id(term));
        Node::from(el("a").attr("href", href).kid(name))
    } else {
        name.into()
    };
    let cell = term.cell.as_ref();
    let value = cell.and_then(|cell| cell.value).map_or_else(|| words::BLANK.to_owned(), Decimal::grouped);
    let printed = cell.and_then(|cell| cell.text.clone()).map(|text| words::printed(&text));
    let place = cell.and_then(|cell| cell.place.clone()).map(|place| words::place(&place));
    el("li").kid(el("strong").kid(value)).kid(" ").kid(name).kid(printed).kid(place)
}

/// Id of the cell on the report's page.
fn cell_id(term: &Term) -> String {
    format!("{}.{}.{}", term.table.as_str(), term.row, term.column)
}

fn section_link(year: u16, section: &str, is_own: bool) -> Node {
    let words = words::section(&section_words(section));
    if !is_own {
        return words.into();
    }
    let href = format!("{}#s{section}", Portal::here().href(&Route::Report(year)));
    el("a").attr("href", href).kid(words).into()
}

/// A sum with the sign of how it came out.
fn checked(state: State, sentence: String) -> Element {
    let (sign, class) = match state {
        State::Agrees => ("✓ ", "gk-why__sum"),
        State::Broken => ("≠ ", "gk-why__sum gk-why__sum--broken"),
        State::NotComparable => ("– ", "gk-why__sum"),
    };
    el("li").class(class).kid(el("span").attr("aria-hidden", "true").kid(sign)).kid(sentence)
}
