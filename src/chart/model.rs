//! What a chart shows, as plain data.

use super::summary;
use crate::text::statistics as words;
use model::check;
use model::measure::{self, Break, CheckedReport, Group, MEASURES, Measure, Point};
use model::{Decimal, FormVersion, TableId};

/// One chart with its table and its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartModel {
    /// Stable id: that of the measure, or of the whole with `-parts`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// 件, 项, 万元
    pub unit: &'static str,
    /// What is counted, where one measure is shown.
    pub definition: Option<&'static str>,
    /// The years, without holes, the same for every line.
    pub years: Vec<u16>,
    /// The measures shown: one, or the parts of a whole.
    pub lines: Vec<Line>,
    /// The chart in a sentence or two.
    pub summary: String,
    /// What a reader must know: where the form changed, which year contradicts itself.
    pub notes: Vec<String>,
}

/// One measure through the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub measure: &'static Measure,
    /// One for each year.
    pub marks: Vec<Mark>,
    /// Where the meaning changes.
    pub breaks: Vec<Break>,
}

/// One year of one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The year reported on.
    pub year: u16,
    /// The number as published; none where there is none.
    pub value: Option<Decimal>,
    /// The number in groups of three, or why there is none.
    pub words: String,
    /// A sum that the number takes part in does not come out.
    pub is_disputed: bool,
    /// Before a break: counted otherwise than the newest years.
    pub is_older: bool,
}

impl ChartModel {
    /// Whether any year has a number.
    pub fn has_numbers(&self) -> bool {
        self.lines.iter().any(|line| line.marks.iter().any(|mark| mark.value.is_some()))
    }

    /// The places where a line breaks, each once.
    pub fn breaks(&self) -> Vec<Break> {
        let mut breaks: Vec<Break> = Vec::new();
        for found in self.lines.iter().flat_map(|line| &line.breaks) {
            if !breaks.iter().any(|known| known.between == found.between) {
                breaks.push(*found);
            }
        }
        breaks
    }
}

/// All charts of a group, in the order of the table of measures: each whole, then its parts.
/// `unloaded` are years whose report the site has but could not load.
pub fn charts_of(group: Group, reports: &[CheckedReport<'_>], unloaded: &[u16]) -> Vec<ChartModel> {
    let mut charts = Vec::new();
    for whole in MEASURES.iter().filter(|measure| measure.group == group && measure.part_of.is_none()) {
        charts.push(chart(whole, reports, unloaded));
        charts.extend(parts(whole, reports, unloaded));
    }
    charts
}

/// The chart of one measure.
pub fn chart(measure: &'static Measure, reports: &[CheckedReport<'_>], unloaded: &[u16]) -> ChartModel {
    let (line, notes) = line(measure, reports, unloaded);
    ChartModel {
        id: measure.id.to_owned(),
        title: measure.name.to_owned(),
        unit: measure.unit,
        definition: Some(measure.definition),
        years: line.marks.iter().map(|mark| mark.year).collect(),
        summary: summary::of_line(&line),
        lines: vec![line],
        notes,
    }
}

/// The chart of what a measure is made up of; none for a measure without parts.
pub fn parts(whole: &'static Measure, reports: &[CheckedReport<'_>], unloaded: &[u16]) -> Option<ChartModel> {
    let total = line(whole, reports, unloaded).0;
    let (mut lines, mut notes) = (Vec::new(), Vec::new());
    for part in whole.parts() {
        let (line, notes_of_part) = line(part, reports, unloaded);
        lines.push(line);
        for note in notes_of_part {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    (!lines.is_empty()).then(|| ChartModel {
        id: format!("{}-parts", whole.id),
        title: words::parts_title(whole),
        unit: whole.unit,
        definition: None,
        years: total.marks.iter().map(|mark| mark.year).collect(),
        summary: summary::of_parts(&total, &lines),
        lines,
        notes,
    })
}

fn line(measure: &'static Measure, reports: &[CheckedReport<'_>], unloaded: &[u16]) -> (Line, Vec<String>) {
    let series = measure::series(measure, reports);
    let changed = series.breaks.last().map(|last| last.between.1);
    let mut years: Vec<u16> = series.points.iter().map(|point| point.year).collect();
    years.extend(unloaded);
    let mut marks = Vec::new();
    if let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) {
        for year in *first..=*last {
            let point = series.points.iter().find(|point| point.year == year);
            marks.push(mark(year, point.filter(|_| !unloaded.contains(&year)), changed));
        }
    }
    let mut notes: Vec<String> = series.breaks.iter().map(words::break_note).collect();
    notes.extend(series.points.iter().filter_map(dispute));
    (Line { measure, marks, breaks: series.breaks }, notes)
}

fn mark(year: u16, point: Option<&Point>, changed: Option<u16>) -> Mark {
    let words = match point.map(|point| point.value) {
        Some(Ok(value)) => value.grouped(),
        Some(Err(absence)) => words::absence(absence).to_owned(),
        None => words::UNLOADED.to_owned(),
    };
    Mark {
        year,
        value: point.and_then(|point| point.value.ok()),
        words,
        is_disputed: point.is_some_and(|point| !point.contradictions.is_empty()),
        is_older: changed.is_some_and(|changed| year < changed),
    }
}

/// The sums of a year that do not come out, in a sentence.
fn dispute(point: &Point) -> Option<String> {
    let version = point.version.unwrap_or(FormVersion::V2021);
    let of = |sum: &check::Identity| {
        let sentence = sum.sentence();
        let table = if sum.rule == "A4" { TableId::T4 } else { TableId::T3 };
        match sum.rule {
            "A1" | "A2" => {
                words::dispute_in_column(&check::column_name(table, version, sum.row, sum.column), &sentence)
            }
            _ => words::dispute_in_row(&check::row_name(table, version, sum.row), &sentence),
        }
    };
    let sums: Vec<String> = point.contradictions.iter().map(of).collect();
    (!sums.is_empty()).then(|| words::dispute_note(point.year, &sums.join("；")))
}
