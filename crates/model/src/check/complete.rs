//! A9 and the shape of the tables: what is blank, what is no number, what the form does not have.

use super::rule;
use super::{names, report_file};
use crate::{Cell, Finding, Report, Table, TableId, form};
use std::collections::HashSet;

/// Strokes and signs that people print in a cell that they have nothing for.
const STROKES: &str = "/／\\-－−–—―─_~～*";

/// No number, and nothing that could be one.
pub(super) fn is_blank(cell: &Cell) -> bool {
    let nothing = |text: &str| {
        text.chars().all(|letter| letter.is_whitespace() || STROKES.chars().any(|stroke| stroke == letter))
            || text.trim() == "无"
    };
    cell.value.is_none() && cell.text.as_deref().is_none_or(nothing)
}

/// Everything about how one table is filled in.
pub(super) fn table(year: u16, table: &Table) -> Vec<Finding> {
    let mut findings = shape(year, table);
    findings.extend(unreadable_cells(year, table));
    findings.extend(counts(year, table));
    findings.extend(blank_cells(year, table));
    findings
}

fn in_table(table: &Table, finding: Finding) -> Finding {
    Finding { table: Some(table.id.as_str().to_owned()), ..finding }
}

fn in_cell(table: &Table, row: &str, column: &str, finding: Finding) -> Finding {
    let cell = table.cell(row, column);
    Finding {
        row: Some(row.to_owned()),
        column: Some(column.to_owned()),
        cell: cell.and_then(|cell| cell.place.clone()),
        ..in_table(table, finding)
    }
}

/// A row or column under an unknown id would not be shown, added up or exported.
fn shape(year: u16, table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen = HashSet::new();
    for row in &table.rows.0 {
        let unknown = |message: String| {
            let finding = in_table(table, rule::FORM.finding(&report_file(year), message));
            Finding { row: Some(row.id.clone()), ..finding }
        };
        let name = names::table_name(table.id);
        let version = table.version.as_str();
        if !seen.insert(&row.id) {
            findings.push(unknown(format!("{name}的行“{}”写了两次；请删去一个", row.id)));
        }
        let Some(row_of_form) = form::row(table.id, table.version, &row.id) else {
            findings
                .push(unknown(format!("{version} 年格式的{name}没有“{}”这一行；表外的行请写在 extra_rows 里", row.id)));
            continue;
        };
        for (column, _) in row.cells.iter().filter(|(column, _)| row_of_form.column(column).is_none()) {
            let message =
                format!("{version} 年格式的{name}“{}”没有“{column}”这一列；请改正列的编号", row_of_form.label());
            findings.push(Finding { column: Some(column.clone()), ..unknown(message) });
        }
    }
    findings
}

/// What is neither a number nor a sign for nothing has to be read by a person.
fn unreadable_cells(year: u16, table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (row, column, cell) in cells(table) {
        let Some(text) = cell.text.as_deref().filter(|_| cell.value.is_none() && !is_blank(cell)) else { continue };
        let message = format!("{}写的是“{text}”，不是数字；请对照原件填写数字", names::cell_name(table, row, column));
        let finding = in_cell(table, row, column, rule::A9.finding(&report_file(year), message));
        findings.push(Finding { found: Some(text.to_owned()), ..finding });
    }
    findings
}

/// Applications, reviews, lawsuits and documents are counted; a count is neither negative nor broken.
fn counts(year: u16, table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (row, column, cell) in cells(table) {
        let counted = !matches!(column, "change" | "amount" | "amount_10k");
        let Some(value) = cell.value.filter(|value| counted && (value.is_negative() || value.to_int().is_none()))
        else {
            continue;
        };
        let message =
            format!("{}是 {value}，件数应是不小于 0 的整数；请对照原件核对", names::cell_name(table, row, column));
        let finding = in_cell(table, row, column, rule::COUNT.finding(&report_file(year), message));
        findings.push(Finding { found: Some(value.to_string()), ..finding });
    }
    findings
}

/// The table's cells that the form has, with ids.
fn cells(table: &Table) -> impl Iterator<Item = (&'static str, &'static str, &Cell)> {
    form::rows(table.id, table.version)
        .iter()
        .flat_map(|row| row.columns.iter().map(|column| (row.id, column.id)))
        .filter_map(|(row, column)| Some((row, column, table.cell(row, column)?)))
}

/// A9: blank is not zero, so a blank cell leaves a reader in the dark. One finding for the table, because
/// a clerk fills in a table, not a cell.
fn blank_cells(year: u16, table: &Table) -> Option<Finding> {
    let rows = form::rows(table.id, table.version);
    let blank = |row: &form::FormRow, column: &str| table.cell(row.id, column).is_none_or(is_blank);
    let blanks = |row: &form::FormRow| row.columns.iter().filter(|column| blank(row, column.id)).count();
    let total: usize = rows.iter().map(blanks).sum();
    if total == 0 {
        return None;
    }
    let cells: usize = rows.iter().map(|row| row.columns.len()).sum();
    let incomplete: Vec<String> = rows
        .iter()
        .filter(|row| blanks(row) > 0)
        .map(|row| format!("“{}”", names::row_name(table.id, table.version, row.id)))
        .collect();
    let message = format!(
        "{}的 {cells} 格中有 {total} 格空白，在{}。空白不等于 0：没有发生的请填 0，有数的请对照原件补填",
        names::table_name(table.id),
        listed(&incomplete)
    );
    let finding = in_table(table, rule::A9.finding(&report_file(year), message));
    Some(Finding { found: Some(format!("{total}")), expected: Some("0".to_owned()), ..finding })
}

/// The first few names, and how many there are.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 4;
    let shown = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("、");
    if names.len() > SHOWN { format!("{shown}等 {} 行", names.len()) } else { shown }
}

/// A9 for the whole report: the form has three tables, and no table may stand there twice.
pub(super) fn tables(report: &Report) -> Vec<Finding> {
    let file = report_file(report.year);
    let mut findings = Vec::new();
    for id in TableId::ALL {
        let name = names::table_name(id);
        let finding = match report.tables.iter().filter(|table| table.id == id).count() {
            0 => rule::A9.finding(&file, format!("年报里没有{name}（{}）；原件有这张表的，请补上", id.title())),
            1 => continue,
            more => rule::FORM.finding(&file, format!("{name}写了 {more} 次，只会用第一张；请删去多余的")),
        };
        findings.push(Finding { table: Some(id.as_str().to_owned()), ..finding });
    }
    findings
}
