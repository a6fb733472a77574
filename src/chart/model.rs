//! What a chart shows, as plain data: the drawing, the table, the files and the sentence all come from it.

use super::summary;
use crate::text::statistics as words;
use model::check;
use model::measure::{Across, Belongs, Break, Group, MEASURES, Measure, Point, Series, Value, percent};
use model::{Decimal, FormVersion, TableId};

/// The measures of one county through its years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountySeries {
    /// Id of the data set; none for the site's own.
    pub id: Option<String>,
    /// `疏勒县`
    pub name: String,
    /// Every measure, in the order of [`MEASURES`].
    pub series: Vec<Series>,
    /// Years whose report the site has but could not load.
    pub unloaded: Vec<u16>,
}

/// What the visitor chose of every chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Choice {
    /// From this year on.
    pub from: Option<u16>,
    /// Up to this year.
    pub to: Option<u16>,
    /// Numbers, or shares of the whole.
    pub mode: Mode,
}

/// How parts of a whole are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// 数量
    #[default]
    Numbers,
    /// 占比: each part out of the year's whole.
    Shares,
}

impl Choice {
    /// Whether the visitor wants to see this year.
    pub fn holds(&self, year: u16) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

/// How the numbers are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One number for each line, large: there is only one year.
    Big,
    /// A bar for each year.
    Bars,
    /// A line with gaps and breaks: too many years for bars.
    Line,
    /// The parts of a whole in one bar for each year.
    Stack,
    /// A small drawing for each line, all on one scale.
    Panels,
}

/// More years than these are drawn as a line.
pub const MOST_BARS: usize = 12;

/// One chart with its table and its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartModel {
    /// The measure that it is about.
    pub measure: &'static Measure,
    /// Its heading.
    pub title: String,
    /// 件, 项, 万元, %
    pub unit: &'static str,
    /// How it is drawn.
    pub kind: Kind,
    /// The years, without holes, the same for every line.
    pub years: Vec<u16>,
    /// What is shown: a measure, the parts of one, or one of several counties.
    pub lines: Vec<Line>,
    /// The whole that the lines are parts of, where they are.
    pub whole: Option<Line>,
    /// The chart in a sentence or two.
    pub summary: String,
    /// What a reader must know: where the form changed, which year contradicts itself.
    pub notes: Vec<String>,
}

/// One row of numbers through the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which measure.
    pub measure: &'static Measure,
    /// Id of the county's data set; none for the site's own.
    pub county: Option<String>,
    /// How the chart names it.
    pub name: String,
    /// One for each year.
    pub marks: Vec<Mark>,
    /// Where the meaning changes.
    pub breaks: Vec<Break>,
}

/// One year of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The year reported on.
    pub year: u16,
    /// The number as published, or the two of a share; none where there is none.
    pub value: Option<Value>,
    /// What is drawn and compared; none where there is no number, and no percentage for so few.
    pub amount: Option<Decimal>,
    /// The number as it is read, or why there is none.
    pub words: String,
    /// A sum that the number takes part in does not come out.
    pub is_disputed: bool,
    /// Before a break: counted otherwise than the newest years.
    pub is_older: bool,
}

impl ChartModel {
    /// Stable id.
    pub fn id(&self) -> &'static str {
        self.measure.id
    }

    /// Whether any year has a number.
    pub fn has_numbers(&self) -> bool {
        self.all_lines().any(|line| line.marks.iter().any(|mark| mark.value.is_some()))
    }

    /// The lines, and the whole after its parts.
    pub fn all_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().chain(&self.whole)
    }

    /// The places where a line breaks, each once.
    pub fn breaks(&self) -> Vec<Break> {
        let mut breaks: Vec<Break> = Vec::new();
        for found in self.all_lines().flat_map(|line| &line.breaks) {
            if !breaks.iter().any(|known| known.between == found.between) {
                breaks.push(*found);
            }
        }
        breaks
    }

    /// The name of the chart with its unit and years.
    pub fn full_title(&self) -> String {
        full_title(&self.title, self.unit, &self.years, &Choice::default())
    }
}

/// A chart's name with its unit and those of its years that the visitor wants to see.
pub fn full_title(title: &str, unit: &str, years: &[u16], choice: &Choice) -> String {
    let title = words::with_unit(title, unit);
    let mut years = years.iter().copied().filter(|year| choice.holds(*year));
    match years.next() {
        Some(first) => format!("{title}，{}", words::years(first, years.next_back().unwrap_or(first))),
        None => title,
    }
}

impl Line {
    /// Whether years of this line may be held against each other at all.
    pub fn is_comparable(&self) -> bool {
        !matches!(self.measure.across, Across::Own(_))
    }

    /// What its numbers are counted in: shares of a whole in %, whatever the whole is counted in.
    pub fn unit(&self) -> &'static str {
        let are_shares = self.marks.iter().any(|mark| matches!(mark.value, Some(Value::Share { .. })));
        if are_shares { "%" } else { self.measure.unit }
    }

    /// The break before this year, if there is one.
    pub fn break_before(&self, year: u16) -> Option<&Break> {
        self.breaks.iter().find(|found| found.between.1 == year)
    }
}

impl Mark {
    /// The number with its unit: `218件`, `35.8%`; why there is none; `3/4`, which needs no unit.
    pub fn with_unit(&self, unit: &str) -> String {
        if self.amount.is_some() {
            format!("{}{}", self.words, if self.is_percent() { "" } else { unit })
        } else {
            self.words.clone()
        }
    }

    fn is_percent(&self) -> bool {
        self.words.ends_with('%')
    }
}

/// The measures that a group shows as charts: every measure that is not only a part of another.
pub fn charted(group: Group) -> impl Iterator<Item = &'static Measure> {
    MEASURES.iter().filter(move |measure| {
        measure.group == group && (measure.belongs == Belongs::Alone || measure.parts().next().is_some())
    })
}

/// The chart of a measure and what it is made up of.
pub fn chart(measure: &'static Measure, county: &CountySeries, choice: &Choice) -> ChartModel {
    let (whole, mut notes) = line(measure, county, choice);
    let are_parts = measure.parts().all(|part| matches!(part.belongs, Belongs::PartOf(_)));
    let is_share = are_parts && matches!(choice.mode, Mode::Shares);
    let mut lines = Vec::new();
    for part in measure.parts() {
        let (mut line, notes_of_part) = line(part, county, choice);
        if is_share {
            out_of(&mut line, &whole);
        }
        lines.push(line);
        notes.extend(notes_of_part);
    }
    let unit = if is_share && !lines.is_empty() { "%" } else { measure.unit };
    let (lines, whole) = match (lines.is_empty(), are_parts) {
        (true, _) => (vec![whole], None),
        (false, true) => (lines, Some(whole)),
        (false, false) => (std::iter::once(whole).chain(lines).collect(), None),
    };
    let kind = kind(measure, &lines, whole.as_ref());
    let title = if whole.is_some() { words::parts_title(measure) } else { measure.full_name() };
    ChartModel { unit, ..complete(measure, title, kind, lines, whole, notes) }
}

/// One measure of several counties, side by side on one scale.
pub fn comparison(measure: &'static Measure, counties: &[&CountySeries], choice: &Choice) -> ChartModel {
    let mut lines = Vec::new();
    let mut notes = Vec::new();
    let all = |county: &&CountySeries| years_of(county, choice);
    let span = counties.iter().filter_map(all).reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    for county in counties {
        let (line, of_county) = line_through(measure, county, span);
        lines.push(Line { name: county.name.clone(), ..line });
        notes.extend(of_county.into_iter().map(|note| words::of_county(&county.name, &note)));
    }
    complete(measure, measure.full_name(), Kind::Panels, lines, None, notes)
}

fn complete(
    measure: &'static Measure,
    title: String,
    kind: Kind,
    lines: Vec<Line>,
    whole: Option<Line>,
    all_notes: Vec<String>,
) -> ChartModel {
    let years = lines.first().map_or_else(Vec::new, |line| line.marks.iter().map(|mark| mark.year).collect());
    let mut notes: Vec<String> = Vec::new();
    for note in all_notes {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    if !lines.iter().all(Line::is_comparable) {
        notes.push(measure.across.reason().to_owned());
    }
    let summary = summary::of(&lines, whole.as_ref());
    ChartModel { measure, title, unit: measure.unit, kind, years, lines, whole, summary, notes }
}

fn kind(measure: &Measure, lines: &[Line], whole: Option<&Line>) -> Kind {
    let has_number = |at: usize| lines.iter().any(|line| line.marks.get(at).is_some_and(|mark| mark.value.is_some()));
    let n_years = lines.first().map_or(0, |line| line.marks.len());
    let n_with_number = (0..n_years).filter(|at| has_number(*at)).count();
    match (whole, lines.len()) {
        (Some(_), _) if measure.belongs == Belongs::Alone => Kind::Stack,
        _ if n_with_number <= 1 && whole.is_none() => Kind::Big,
        (_, 1) if n_years <= MOST_BARS => Kind::Bars,
        (_, 1) => Kind::Line,
        _ => Kind::Panels,
    }
}

/// The first and last year of a county that the visitor wants to see.
fn years_of(county: &CountySeries, choice: &Choice) -> Option<(u16, u16)> {
    let points = county.series.first().map_or(&[][..], |series| &series.points);
    let years = || points.iter().map(|point| point.year).chain(county.unloaded.iter().copied());
    let shown = || years().filter(|year| choice.holds(*year));
    shown().min().zip(shown().max())
}

fn line(measure: &'static Measure, county: &CountySeries, choice: &Choice) -> (Line, Vec<String>) {
    line_through(measure, county, years_of(county, choice))
}

fn line_through(measure: &'static Measure, county: &CountySeries, span: Option<(u16, u16)>) -> (Line, Vec<String>) {
    let series = county.series.iter().find(|series| series.measure.id == measure.id);
    let points = series.map_or(&[][..], |series| &series.points);
    let holds = |year: &u16| span.is_some_and(|(first, last)| (first..=last).contains(year));
    let breaks: Vec<Break> = series.map_or_else(Vec::new, |series| series.breaks.clone());
    let breaks: Vec<Break> =
        breaks.into_iter().filter(|found| holds(&found.between.0) && holds(&found.between.1)).collect();
    let changed = breaks.last().map(|last| last.between.1);
    let mut marks = Vec::new();
    let mut notes: Vec<String> = breaks.iter().map(words::break_note).collect();
    for year in span.into_iter().flat_map(|(first, last)| first..=last) {
        let point = points.iter().find(|point| point.year == year);
        let is_loaded = !county.unloaded.contains(&year);
        marks.push(mark(measure, year, point.filter(|_| is_loaded), is_loaded, changed));
        notes.extend(point.and_then(dispute));
    }
    let line = Line { measure, county: county.id.clone(), name: measure.name.to_owned(), marks, breaks };
    (line, notes)
}

fn mark(measure: &Measure, year: u16, point: Option<&Point>, is_loaded: bool, changed: Option<u16>) -> Mark {
    let is_disputed = point.is_some_and(|point| !point.contradictions.is_empty());
    let value = point.and_then(|point| point.value.ok());
    // Out of numbers that contradict each other no percentage is made.
    let amount = value.and_then(Value::number).filter(|_| !is_disputed || matches!(value, Some(Value::Number(_))));
    let words = match (value, point.map(|point| point.value)) {
        (Some(value), _) => words::value(value, amount, measure.unit),
        (_, Some(Err(absence))) => words::absence(absence).to_owned(),
        _ if is_loaded => words::absence(model::measure::Absence::NoReport).to_owned(),
        _ => words::UNLOADED.to_owned(),
    };
    Mark { year, value, amount, words, is_disputed, is_older: changed.is_some_and(|changed| year < changed) }
}

/// Turns the numbers of a part into shares of its whole.
fn out_of(line: &mut Line, whole: &Line) {
    for (mark, all) in line.marks.iter_mut().zip(&whole.marks) {
        let (Some(Value::Number(part)), Some(Value::Number(whole))) = (mark.value, all.value) else { continue };
        mark.is_disputed = mark.is_disputed || all.is_disputed;
        mark.value = Some(Value::Share { part, whole });
        mark.amount = percent(part, whole).filter(|_| !mark.is_disputed);
        mark.words = words::value(Value::Share { part, whole }, mark.amount, "%");
    }
}

/// The sums of a year that do not come out, in a sentence.
fn dispute(point: &Point) -> Option<String> {
    let version = point.version.unwrap_or(FormVersion::V2021);
    let sums: Vec<String> = point.contradictions.iter().map(|(table, sum)| sum_words(*table, version, sum)).collect();
    (!sums.is_empty()).then(|| words::dispute_note(point.year, &sums.join("；")))
}

/// A sum of the form with the column or row that it goes through.
pub fn sum_words(table: TableId, version: FormVersion, sum: &check::Identity) -> String {
    let sentence = sum.sentence();
    match sum.rule {
        "A1" | "A2" => words::dispute_in_column(&check::column_name(table, version, sum.row, sum.column), &sentence),
        _ => words::dispute_in_row(&check::row_name(table, version, sum.row), &sentence),
    }
}
