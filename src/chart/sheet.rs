//! The numbers of a chart as rows: the table of the page, what is copied, and the file all have these cells.

use super::model::{ChartModel, Line, Mark};
use crate::text::statistics as words;
use model::measure::Value;

/// Rows under headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The headings: the year, then each line.
    pub headings: Vec<String>,
    /// A row for each year; cells as they are read, without groups of digits.
    pub rows: Vec<Vec<String>>,
}

/// The rows of a chart.
pub fn sheet(chart: &ChartModel) -> Sheet {
    let lines: Vec<&Line> = chart.all_lines().collect();
    let headings = std::iter::once(words::YEAR.to_owned()).chain(names(chart)).collect();
    let cell = |mark: &Mark| {
        let number = match mark.value {
            Some(Value::Number(number)) => number.to_string(),
            _ => mark.words.replace('\u{2009}', ""),
        };
        if mark.is_disputed { format!("{number}{}", words::DISPUTED) } else { number }
    };
    let row = |(at, year): (usize, &u16)| {
        let cells = lines.iter().map(|line| line.marks.get(at).map(cell).unwrap_or_default());
        std::iter::once(year.to_string()).chain(cells).collect()
    };
    Sheet { headings, rows: chart.years.iter().enumerate().map(row).collect() }
}

/// The names of the columns, each with its unit.
pub fn names(chart: &ChartModel) -> impl Iterator<Item = String> {
    let lines = chart.lines.iter().map(|line| words::with_unit(&line.name, chart.unit));
    lines.chain(chart.whole.iter().map(|whole| words::with_unit(words::TOTAL, whole.measure.unit)))
}

impl Sheet {
    /// Cells between tabs, as spreadsheets take them from the clipboard.
    pub fn tabs(&self) -> String {
        let line = |cells: &Vec<String>| cells.join("\t");
        std::iter::once(&self.headings).chain(&self.rows).map(line).collect::<Vec<_>>().join("\n")
    }
}
