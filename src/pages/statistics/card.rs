//! One chart on the page: heading, sentence, drawing, table, notes, and what can be taken away.

use super::study::{County, Study};
use super::turns::Turns;
use super::wanted::{self, Why};
use super::{Say, input, number_href};
#[cfg(feature = "drawings")]
use crate::chart::PARTS_OF_WORDS;
use crate::chart::{ChartModel, Choice, Line, Mark, Mode, chart, comparison, full_title, sheet};
use crate::html::{Element, Node, el, live, renewed};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::row;
use crate::text::{reports, statistics as words};
use crate::widgets::{button, download};
use leptos::computed::Memo;
use leptos::prelude::*;
use leptos::signal::RwSignal;
use model::FormVersion;
use model::measure::{Across, Break, Measure, find};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// The chart of a measure as the visitor wants it: of one county, or of several side by side.
pub fn chart_of(study: &Study, measure: &'static Measure, choice: &Choice) -> ChartModel {
    match &study.counties[..] {
        [county] => chart(measure, &county.numbers, choice),
        counties => comparison(measure, &counties.iter().map(|county| &county.numbers).collect::<Vec<_>>(), choice),
    }
}

/// The chart of a measure, kept while the same is wanted: several parts of a card ask for it one after the other.
#[derive(Clone)]
struct Charts {
    study: Arc<Study>,
    measure: &'static Measure,
    last: Rc<RefCell<Option<Known>>>,
}

type Known = (Choice, Arc<ChartModel>);

impl Charts {
    /// As a part is to show it.
    fn of(&self, choice: &RwSignal<Params>) -> Arc<ChartModel> {
        self.with(choice.with(wanted::choice))
    }

    /// With every year, of which a table hides some.
    fn whole(&self, mode: Mode) -> Arc<ChartModel> {
        self.with(Choice { mode, ..Choice::default() })
    }

    fn with(&self, choice: Choice) -> Arc<ChartModel> {
        let mut last = self.last.borrow_mut();
        match &*last {
            Some((known, chart)) if *known == choice => Arc::clone(chart),
            _ => {
                let chart = Arc::new(chart_of(&self.study, self.measure, &choice));
                *last = Some((choice, Arc::clone(&chart)));
                chart
            }
        }
    }
}

/// The whole card. What is told and drawn follows the visitor's choice, and so does the table, each in its turn.
pub fn card(study: &Arc<Study>, measure: &'static Measure, turns: &Turns, say: Say) -> Element {
    let id = measure.id;
    let heading = format!("{id}-name");
    let new_charts = || Charts { study: Arc::clone(study), measure, last: Rc::default() };
    let first = chart_of(study, measure, &Choice::default());
    let told_id = format!("{id}-told");
    let follow = |part: &str| turns.follow(id, part, wanted::CHOICE);
    let (charts, choice, of_links) = (new_charts(), follow(&told_id), turns.follow(id, &told_id, wanted::KEPT));
    let (of_summary, of_notes) = (charts.clone(), charts.clone());
    let told = el("div")
        .class("gk-chart__told")
        .attr("id", told_id.clone())
        .kid(el("p").class("gk-chart__summary").kid(live(move || of_summary.of(&choice).summary.clone())))
        .kid(drawing(charts, &|| follow(&told_id), say))
        .kid(live(move || notes(&of_notes.of(&of_links), of_links.get())));
    let view = turns.follow(id, id, &[wanted::VIEW]);
    let view = move || view.with(|params| params.get(wanted::VIEW).map(str::to_owned));
    let body = el("div").class("gk-chart__body").live_attr("data-view", view).kid(told);
    el("article")
        .class(if is_wide(&first) { "gk-chart gk-chart--parts" } else { "gk-chart" })
        .attr("id", id)
        .attr("aria-labelledby", heading.clone())
        .kid(el("h3").class("gk-chart__name").attr("id", heading).kid(first.title.clone()))
        .kid(el("p").class("gk-chart__definition").kid(measure.definition).kid(words::unit(measure.unit)))
        .kid(body.kid(table(study, &first, &new_charts(), &|| follow(&table_id(measure)))))
        .kid((study.counties.len() == 1).then(|| definitions(measure)))
        .kid(take_away(study, measure, choice, say))
}

/// What a reader must know, with what else to look at under these choices.
fn notes(chart: &ChartModel, params: Params) -> Option<Element> {
    let items = chart.notes.iter().map(|note| el("li").kid(note.clone()));
    let offers = offers(chart, params).into_iter().map(|offer| el("li").kid(offer));
    let notes: Vec<Element> = items.chain(offers).collect();
    (!notes.is_empty()).then(|| el("ul").class("gk-chart__notes").kid(notes))
}

/// What can be compared where the chart breaks: the years after the break, or a measure that both forms count alike.
fn offers(chart: &ChartModel, params: Params) -> Vec<Element> {
    let portal = Portal::here();
    let link = |params, words: String| el("a").attr("href", portal.href_with(&Route::Statistics, &params)).kid(words);
    let mut offers = Vec::new();
    if let Some(found) = chart.breaks().last() {
        let since = found.between.1;
        let only = params.clone().with(wanted::MEASURES, chart.id()).with(wanted::FROM, &since.to_string());
        offers.push(link(only, words::only_since(since)));
    }
    let instead = chart.lines.iter().find_map(|line| match line.measure.across {
        Across::Changed { instead: Some(id), .. } if !line.breaks.is_empty() => find(id),
        _ => None,
    });
    if let Some(instead) = instead {
        offers.push(link(params.with(wanted::MEASURES, instead.id), words::comparable_instead(instead.name)));
    }
    offers
}

#[cfg(feature = "drawings")]
fn drawing(charts: Charts, turn: &dyn Fn() -> RwSignal<Params>, say: Say) -> Node {
    let of_lines = turn();
    super::drawn::drawing_box(move || charts.of(&of_lines), [(); PARTS_OF_WORDS].map(|()| turn()), say)
}

#[cfg(not(feature = "drawings"))]
fn drawing(_: Charts, _: &dyn Fn() -> RwSignal<Params>, _: Say) -> Node {
    Node::Nothing
}

/// Id of the table of a measure's chart.
pub fn table_id(measure: &Measure) -> String {
    format!("{}-table", measure.id)
}

/// Cells of a table that are made anew together.
const CELLS: usize = 16;

/// The numbers of the drawing, each with a link to where it stands; in the app the link opens its proof. Years that are
/// not chosen are hidden, which is done sooner than a table.
fn table(study: &Arc<Study>, first: &ChartModel, charts: &Charts, follow: &dyn Fn() -> RwSignal<Params>) -> Element {
    let choice = follow();
    let (title, years, unit, has_whole) = (first.title.clone(), first.years.clone(), first.unit, first.whole.is_some());
    let caption = Memo::new(move |_| {
        let choice = choice.with(wanted::choice);
        let unit = if has_whole && choice.mode == Mode::Shares { "%" } else { unit };
        words::table_of(&full_title(&title, unit, &years, &choice))
    });
    let of_head = charts.clone();
    let mode = mode_of(choice);
    let of_columns = charts.clone();
    let columns = renewed(move || columns(&of_columns.whole(mode.get())));
    let head = live(move || head(&of_head.whole(mode.get())));
    let years = CELLS / (first.all_lines().count() + 1).min(CELLS);
    let groups = (0..first.years.len()).step_by(years).map(|start| {
        let (charts, study, choice) = (charts.clone(), Arc::clone(study), follow());
        let mode = mode_of(choice);
        renewed(move || rows(&study, &charts.whole(mode.get()), start..start + years, choice))
    });
    let body = el("tbody").kid(Node::all(groups));
    let scroll = el("div").class("gk-chart__scroll").attr("id", table_id(first.measure));
    // Only a wide table can scroll sideways; the keyboard must reach what scrolls.
    let scroll = if is_wide(first) {
        scroll.attr("role", "region").attr("tabindex", "0").live_attr("aria-label", move || Some(caption.get()))
    } else {
        scroll.attr("tabindex", "-1")
    };
    let table = with_proofs(el("table").class("gk-chart__table"));
    let caption = el("caption").class("gk-visually-hidden").kid(live(move || caption.get()));
    scroll.kid(table.kid(caption).kid(columns).kid(head).kid(body))
}

fn mode_of(choice: RwSignal<Params>) -> Memo<Mode> {
    Memo::new(move |_| choice.with(wanted::choice).mode)
}

/// Whether the chart has several columns of numbers.
fn is_wide(chart: &ChartModel) -> bool {
    chart.all_lines().nth(1).is_some()
}

/// The narrowest and the widest column that have a style, in half figures.
const WIDTHS: [usize; 2] = [4, 30];

/// How wide the columns are at least, in half figures: who is told need not look at every cell to lay out one.
fn columns(chart: &ChartModel) -> Element {
    let of_character = |character: char| match character {
        '.' | '/' | '\u{2009}' => 1,
        '%' => 3,
        '0'..='9' | '-' => 2,
        _ => 4,
    };
    let of_mark = |mark: &Mark| {
        let words: usize = mark.words.chars().map(of_character).sum();
        // A link is no narrower than two figures and a half, and the sign stands beside it.
        if mark.is_disputed { words.max(5) + 3 } else { words }
    };
    let of_line = |line: &Line| line.marks.iter().map(of_mark).max().unwrap_or_default().clamp(WIDTHS[0], WIDTHS[1]);
    let of_lines = chart.all_lines().map(|line| el("col").class(format!("gk-w{}", of_line(line))));
    el("colgroup").kid(el("col")).kid(Node::all(of_lines))
}

fn column(name: String) -> Element {
    el("th").attr("scope", "col").kid(name)
}

fn head(chart: &ChartModel) -> Element {
    let total = chart.whole.as_ref().map(|whole| match chart.unit {
        "%" => words::with_unit(words::TOTAL, whole.measure.unit),
        _ => words::TOTAL.to_owned(),
    });
    let names = chart.lines.iter().map(|line| line.name.clone()).chain(total).map(column);
    el("thead").kid(el("tr").kid(column(words::YEAR.to_owned())).kid(Node::all(names)))
}

/// Those of the years at these places.
fn rows(study: &Study, chart: &ChartModel, places: Range<usize>, choice: RwSignal<Params>) -> Vec<Element> {
    let breaks = chart.breaks();
    let columns = chart.all_lines().count() + 1;
    let mut rows = Vec::new();
    for (at, year) in chart.years.iter().copied().enumerate().take(places.end).skip(places.start) {
        let is_out = move |year| choice.try_with(|params| !wanted::choice(params).holds(year)).unwrap_or(false);
        for found in breaks.iter().filter(|found| found.between.1 == year) {
            let before = found.between.0;
            rows.push(break_row(found, columns).hidden_while(move || is_out(before) || is_out(year)));
        }
        let cells = chart.all_lines().filter_map(|line| Some(cell(study, line, line.marks.get(at)?)));
        let name = el("th").attr("scope", "row").kid(year.to_string());
        rows.push(el("tr").hidden_while(move || is_out(year)).kid(name).kid(Node::all(cells)));
    }
    rows
}

/// Numbers in the element open their proof when their link is pressed.
pub fn with_proofs(element: Element) -> Element {
    let portal = Portal::here();
    element.on("click", move |event| {
        if let Some(why) = pressed(&event) {
            event.prevent_default();
            open_proof(&portal, &why);
        }
    })
}

/// Shows how a number comes about; the address says so.
pub fn open_proof(portal: &Portal, why: &Why) {
    input::open_over(super::why::PANEL, || {
        portal.choose(portal.params.get_untracked().with(wanted::WHY, &why.words()));
    });
}

fn pressed(event: &web_sys::Event) -> Option<Why> {
    let [measure, year, county] = input::number(event)?;
    let county = Some(county).filter(|county| !county.is_empty());
    Some(Why { measure: find(&measure)?, year: year.parse().ok()?, county })
}

fn break_row(found: &Break, columns: usize) -> Element {
    let before = found.before.map_or(words::BEFORE_FORMS, FormVersion::document);
    let form = |mark, words| el("span").kid(format!("{mark} {words}"));
    let cell = el("td").class("gk-chart__forms").attr("colspan", columns.to_string());
    el("tr").kid(cell.kid(form("↑", before)).kid(form("↓", found.after.document())))
}

/// Says which number the element shows.
pub fn number_of(element: Element, line: &Line, mark: &Mark) -> Element {
    let element = element.attr("data-measure", line.measure.id).attr("data-year", mark.year.to_string());
    let element = match &line.county {
        Some(county) => element.attr("data-county", county.clone()),
        None => element,
    };
    match mark.value {
        Some(_) => element.attr("data-value", mark.words.replace('\u{2009}', "")),
        None => element,
    }
}

fn cell(study: &Study, line: &Line, mark: &Mark) -> Element {
    let cell = number_of(el("td"), line, mark);
    let cell = match mark.value {
        Some(_) => {
            let href = number_href(study, line.county.as_deref(), line.measure, mark.year);
            cell.kid(el("a").attr("href", href).kid(mark.words.clone()))
        }
        None => cell.kid(mark.words.clone()),
    };
    let sign = el("span").attr("aria-hidden", "true").kid(words::DISPUTED);
    let words = el("span").class("gk-visually-hidden").kid(format!("（{}）", words::DISPUTED_WORDS));
    cell.kid(mark.is_disputed.then(|| row![sign, words]))
}

/// The chart as files, and as something to send: links that need no script, and what the app adds.
fn take_away(study: &Arc<Study>, measure: &'static Measure, choice: RwSignal<Params>, say: Say) -> Element {
    let of_now = {
        let study = Arc::clone(study);
        move || chart_of(&study, measure, &choice.with_untracked(wanted::choice))
    };
    let now = of_now.clone();
    let answer = RwSignal::new("");
    // The page may have been left meanwhile, and its signals with it.
    let tell = move |words: &'static str| {
        let _ = answer.try_set(words);
        let _ = say.try_set(words.to_owned());
    };
    let portal = Portal::here();
    let copy = move |_| {
        portal.copy(&sheet(&now()).tabs(), move |worked| {
            tell(if worked { reports::COPIED } else { reports::COPY_FAILED })
        });
    };
    let portal = Portal::here();
    let share = move |_| {
        let href = portal.href_with(&Route::Statistics, &portal.params.get_untracked());
        let url = portal.absolute(&format!("{href}#{}", measure.id));
        portal.share(measure.name, &url, move |copied| tell(if copied { reports::COPIED } else { "" }));
    };
    let of = || el("span").class("gk-visually-hidden").kid(format!("：{}", measure.name));
    let act = |words| button("gk-button gk-button--quiet", words).kid(of());
    let file = |ending: &str, words| download(&format!("{}/{}.{ending}", words::FOLDER, measure.id), words).kid(of());
    let buttons = el("p")
        .class("gk-chart__files")
        .kid(file("csv", "CSV"))
        .kid(pictures(study, file("svg", "SVG"), act("PNG"), of_now))
        .kid(act(words::COPY_TABLE).on("click", copy))
        .kid(act(reports::SHARE).on("click", share))
        .kid(el("span").attr("aria-hidden", "true").kid(live(move || answer.get())));
    el("details").class("gk-chart__more").kid(el("summary").kid(words::TAKE_AWAY).kid(of())).kid(buttons)
}

#[cfg(feature = "drawings")]
fn pictures(study: &Arc<Study>, svg: Element, png: Element, chart: impl Fn() -> ChartModel + Clone + 'static) -> Node {
    super::drawn::pictures(study, svg, png, chart)
}

#[cfg(not(feature = "drawings"))]
fn pictures(_: &Arc<Study>, _: Element, _: Element, _: impl Fn() -> ChartModel + Clone + 'static) -> Node {
    Node::Nothing
}

/// What each part means to a resident; nothing where the chart is about one measure.
fn definitions(measure: &'static Measure) -> Option<Element> {
    let part = |part: &'static Measure| row![el("dt").kid(part.name), el("dd").kid(part.definition)];
    let list = || el("dl").kid(Node::all(measure.parts().map(part)));
    let of = || el("span").class("gk-visually-hidden").kid(format!("：{}", measure.name));
    let summary = || el("summary").kid(words::DEFINITIONS).kid(of());
    measure.parts().next().is_some().then(|| el("details").class("gk-chart__proof").kid(summary()).kid(list()))
}

/// Whether the chart has anything to show of these counties.
pub fn has_numbers(county: &County, measure: &'static Measure) -> bool {
    let has = |measure: &Measure| {
        let series = county.numbers.series.iter().find(|series| series.measure.id == measure.id);
        series.is_some_and(|series| series.points.iter().any(|point| point.value.is_ok()))
    };
    has(measure) || measure.parts().any(has)
}
