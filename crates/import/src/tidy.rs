//! Tidy rows (`year,table,row,column,value`): what `gongkai export` writes, read back.

use crate::{ImportError, csv, number, rule, table};
use model::form::{self, FormVersion};
use model::{Cell, Finding, Row, Rows, Severity, Table, TableId};

const HEADER: [&str; 5] = ["year", "table", "row", "column", "value"];

/// Whether the text is of tidy rows: its first line names their columns.
pub fn is_tidy_csv(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    first.split(',').map(|name| name.trim().trim_matches('"')).eq(HEADER)
}

/// The tables of one year.
pub struct Tidy {
    /// The year.
    pub year: u16,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Lines that are not as they should be.
    pub findings: Vec<Finding>,
}

struct Line {
    number: usize,
    year: u16,
    table: TableId,
    row: String,
    column: String,
    value: String,
}

/// Reads the rows of a year; of the only year there is, where none is wanted.
pub fn read(text: &str, wanted: Option<u16>) -> Result<Tidy, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let (mut lines, mut findings) = (Vec::new(), Vec::new());
    for (index, record) in csv::records(text, ',').into_iter().enumerate().skip(1) {
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        match line(index + 1, &record) {
            Some(line) => lines.push(line),
            None => findings.push(fault(index + 1, &record.join(","), "不是“年,表,行,列,值”的样子")),
        }
    }
    let mut years: Vec<u16> = lines.iter().map(|line| line.year).collect();
    years.sort_unstable();
    years.dedup();
    let year = match (wanted, years.as_slice()) {
        (Some(year), _) if years.contains(&year) => year,
        (Some(year), _) => return Err(ImportError::YearNotFound(year)),
        (None, [year]) => *year,
        (None, []) => return Err(ImportError::Nothing),
        (None, _) => return Err(ImportError::SeveralYears(years)),
    };
    lines.retain(|line| line.year == year);
    let tables = TableId::ALL.into_iter().filter_map(|id| read_table(id, year, &lines, &mut findings)).collect();
    Ok(Tidy { year, tables, findings })
}

fn line(number: usize, record: &[String]) -> Option<Line> {
    let [year, table, row, column, value] = record else { return None };
    let table = TableId::ALL.into_iter().find(|id| id.as_str() == table.trim())?;
    let (row, column) = (row.trim().to_owned(), column.trim().to_owned());
    Some(Line { number, year: year.trim().parse().ok()?, table, row, column, value: value.clone() })
}

fn fault(number: usize, found: &str, what: &str) -> Finding {
    let found: String = found.chars().take(80).collect();
    let message = format!("第 {number} 行“{found}”{what}，没有读入");
    Finding {
        cell: Some(format!("E{number}")),
        found: Some(found),
        ..Finding::new(rule::ENTRY, Severity::Error, message)
    }
}

fn read_table(id: TableId, year: u16, lines: &[Line], findings: &mut Vec<Finding>) -> Option<Table> {
    let lines: Vec<&Line> = lines.iter().filter(|line| line.table == id).collect();
    if lines.is_empty() {
        return None;
    }
    let version = version(id, year, &lines);
    let mut rows: Vec<Row> = Vec::new();
    for form_row in form::rows(id, version) {
        if !lines.iter().any(|line| line.row == form_row.id) {
            continue;
        }
        let cells = form_row.columns.iter().map(|column| {
            let line = lines.iter().find(|line| line.row == form_row.id && line.column == column.id);
            (column.id.to_owned(), line.map_or_else(Cell::default, |line| cell(id, line, findings)))
        });
        rows.push(Row { id: form_row.id.to_owned(), cells: cells.collect() });
    }
    for (index, line) in lines.iter().enumerate() {
        let found = format!("{},{},{}", id.as_str(), line.row, line.column);
        if form::row(id, version, &line.row).and_then(|row| row.column(&line.column)).is_none() {
            findings.push(fault(line.number, &found, "不是国家格式的行和列"));
        } else if lines[..index].iter().any(|other| other.row == line.row && other.column == line.column) {
            findings.push(fault(line.number, &found, "出现了两次，这是第二次"));
        }
    }
    Some(Table { id, version, place: None, rows: Rows(rows), extra_rows: vec![] })
}

fn cell(table: TableId, line: &Line, findings: &mut Vec<Finding>) -> Cell {
    match number::read(&line.value) {
        number::Reading::Cell(cell) => cell,
        number::Reading::NotANumber(cell) => {
            findings.push(Finding {
                table: Some(table.as_str().to_owned()),
                row: Some(line.row.clone()),
                column: Some(line.column.clone()),
                cell: Some(format!("E{}", line.number)),
                found: Some(line.value.clone()),
                ..Finding::new(
                    rule::NUMBER,
                    Severity::Error,
                    format!(
                        "第 {} 行（{}）的值“{}”不是一个数，没有读入。没有数的请留空",
                        line.number,
                        table::name(table),
                        line.value
                    ),
                )
            });
            cell
        }
    }
}

/// The version whose form has more of the rows and columns; the year's own where both have as many.
fn version(id: TableId, year: u16, lines: &[&Line]) -> FormVersion {
    let fits = |version| {
        lines
            .iter()
            .filter(|line| form::row(id, version, &line.row).and_then(|row| row.column(&line.column)).is_some())
            .count()
    };
    match fits(FormVersion::V2019).cmp(&fits(FormVersion::V2021)) {
        std::cmp::Ordering::Greater => FormVersion::V2019,
        std::cmp::Ordering::Less => FormVersion::V2021,
        std::cmp::Ordering::Equal if year >= 2021 => FormVersion::V2021,
        std::cmp::Ordering::Equal => FormVersion::V2019,
    }
}
