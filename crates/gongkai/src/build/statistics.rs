//! The numbers of the page 数据 as files: every measure in one sheet, and for each chart its rows and its drawing. They
//! come from the same charts as the page.

use super::Files;
use super::address::{Address, page_path};
use super::compare::Other;
use super::downloads::{add, add_list};
use crate::folder::Folder;
use crate::sheet::Sheet;
use model::measure::{CheckedReport, Group, MEASURES, Measure, Origin, Value, all_series};
use model::{FormVersion, Report, Site, check};
use portal::chart::{ChartModel, Choice, CountySeries, Credits, Line, Mark, chart, charted, comparison, draw, picture};
use portal::html::{Element, Node};
use portal::route::Route;
use portal::text::statistics as words;
use serde::Serialize;

/// A county with its numbers.
struct County<'a> {
    numbers: CountySeries,
    reports: Vec<&'a Report>,
}

impl<'a> County<'a> {
    fn new(id: Option<&str>, name: &str, reports: Vec<&'a Report>) -> Self {
        let checked: Vec<_> = reports.iter().copied().map(CheckedReport::new).collect();
        let series = all_series(&checked);
        let numbers = CountySeries { id: id.map(str::to_owned), name: name.to_owned(), series, unloaded: Vec::new() };
        Self { numbers, reports }
    }
}

/// `downloads/statistics…`
///
/// # Errors
/// Only what the libraries refuse.
pub fn files(folder: &Folder, site: &Site, others: &[Other], address: &Address) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let own: Vec<&Report> = folder.reports.values().flatten().collect();
    let own = (!own.is_empty()).then(|| County::new(None, &site.county.name, own));
    let others = others.iter().map(|other| County::new(Some(&other.id), &other.name, other.reports.iter().collect()));
    let counties: Vec<County<'_>> = own.into_iter().chain(others).collect();
    let Some(first) = counties.first() else { return Ok(files) };
    let all: Vec<Row> =
        counties.iter().flat_map(|county| MEASURES.iter().flat_map(|measure| rows(measure, county))).collect();
    if !all.iter().any(Row::has_number) {
        return Ok(files);
    }
    add_list(&mut files, words::FOLDER, &all, &sheet(&all))?;
    for measure in MEASURES {
        let rows: Vec<Row> = counties.iter().flat_map(|county| rows_of_chart(measure, county)).collect();
        if rows.iter().any(Row::has_number) {
            add(&mut files, &format!("{}/{}.csv", words::FOLDER, measure.id), sheet(&rows).csv());
        }
    }
    // The page without a choice shows the first county.
    for (chart, picture) in charts(first, address) {
        let svg = Node::from(picture).to_html();
        add(&mut files, &format!("{}/{}.svg", words::FOLDER, chart.id()), svg.into_bytes());
    }
    Ok(files)
}

/// The charts of the site's own county, each with its picture.
pub fn own_charts(folder: &Folder, site: &Site, address: &Address) -> Vec<(ChartModel, Element)> {
    charts(&County::new(None, &site.county.name, folder.reports.values().flatten().collect()), address)
}

fn charts(county: &County<'_>, address: &Address) -> Vec<(ChartModel, Element)> {
    let page = address.whole.is_some().then(|| address.href(&page_path(&Route::Statistics)));
    let credits = Credits::of([(&*county.numbers.name, county.reports.iter().copied())].into_iter(), None);
    let charts = Group::ALL.into_iter().flat_map(charted);
    let charts = charts.map(|measure| chart(measure, &county.numbers, &Choice::default()));
    let pictured = |chart: ChartModel| {
        let address = page.as_ref().map(|page| format!("{page}#{}", chart.id()));
        let picture = picture(&chart, &draw(&chart), &Credits { address, ..credits.clone() });
        (chart, picture)
    };
    charts.filter(ChartModel::has_numbers).map(pictured).collect()
}

/// One number: the keys are those of the JSON file, the texts those of the sheet.
#[derive(Serialize)]
struct Row {
    county: String,
    year: u16,
    measure: &'static str,
    name: String,
    /// Digit for digit; empty where there is none.
    value: String,
    unit: &'static str,
    /// `40/148` of a share; why there is no number.
    note: String,
    /// The cells that are added up, or the text.
    from: String,
    form: String,
    /// The sums of the report that do not come out and that the number takes part in.
    contradictions: String,
    comparable: &'static str,
    source: String,
    url: String,
}

impl Row {
    fn has_number(&self) -> bool {
        !self.value.is_empty() || self.note.contains('/')
    }
}

/// A measure and its parts, as its chart shows them.
fn rows_of_chart(measure: &'static Measure, county: &County<'_>) -> Vec<Row> {
    std::iter::once(measure).chain(measure.parts()).flat_map(|measure| rows(measure, county)).collect()
}

fn rows(measure: &'static Measure, county: &County<'_>) -> Vec<Row> {
    // One line, as it stands beside others.
    let chart: ChartModel = comparison(measure, &[&county.numbers], &Choice::default());
    let Some(line) = chart.lines.first() else { return Vec::new() };
    line.marks.iter().map(|mark| row(line, mark, county)).collect()
}

fn row(line: &Line, mark: &Mark, county: &County<'_>) -> Row {
    let measure = line.measure;
    let report = county.reports.iter().find(|report| report.year == mark.year);
    let point = county.numbers.series.iter().find(|series| series.measure.id == measure.id);
    let point = point.and_then(|series| series.points.iter().find(|point| point.year == mark.year));
    let version = point.and_then(|point| point.version);
    let contradictions = point
        .into_iter()
        .flat_map(|point| &point.contradictions)
        .map(|(table, sum)| portal::chart::sum_words(*table, version.unwrap_or(FormVersion::V2021), sum));
    let note = match mark.value {
        Some(Value::Number(_)) => String::new(),
        Some(Value::Share { part, whole }) => format!("{part}/{whole}"),
        None => mark.words.clone(),
    };
    Row {
        county: county.numbers.name.clone(),
        year: mark.year,
        measure: measure.id,
        name: measure.name.to_owned(),
        value: mark.amount.map(|amount| amount.to_string()).unwrap_or_default(),
        unit: measure.unit,
        note,
        from: origin(measure, version),
        form: version.map(|version| version.document().to_owned()).unwrap_or_default(),
        contradictions: contradictions.collect::<Vec<_>>().join("；"),
        comparable: measure.across.reason(),
        source: report.map(|report| report.title.clone()).unwrap_or_default(),
        url: report.and_then(|report| report.source.url.clone()).unwrap_or_default(),
    }
}

fn origin(measure: &Measure, version: Option<FormVersion>) -> String {
    match (measure.origin, version) {
        (Origin::Text(_), _) => words::IN_TEXT.to_owned(),
        (_, None) => String::new(),
        (_, Some(version)) => {
            let cell = |(table, (row, column)): (model::TableId, model::measure::Place)| {
                words::cell(
                    check::table_name(table),
                    &check::row_name(table, version, row),
                    &check::column_name(table, version, row, column),
                )
            };
            measure.cells(version).into_iter().map(cell).collect::<Vec<_>>().join(words::PLUS)
        }
    }
}

fn sheet(rows: &[Row]) -> Sheet {
    let cells = |row: &Row| {
        vec![
            row.county.clone(),
            row.year.to_string(),
            row.name.clone(),
            row.value.clone(),
            row.unit.to_owned(),
            row.note.clone(),
            row.from.clone(),
            row.form.clone(),
            row.contradictions.clone(),
            row.comparable.to_owned(),
            row.source.clone(),
            row.url.clone(),
            row.measure.to_owned(),
        ]
    };
    Sheet {
        name: "数据",
        headings: &[
            "地区",
            "年份",
            "指标",
            "数值",
            "单位",
            "说明",
            "取自",
            "格式",
            "不一致的合计",
            "可比性",
            "来源",
            "网址",
            "指标编号",
        ],
        rows: rows.iter().map(cells).collect(),
    }
}
