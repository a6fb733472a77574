//! Excel workbooks (.xlsx): the tables of a report in the national form, and blank forms to fill in.

use crate::sheet::Sheet;
use model::{Cell, ExtraRow, FormVersion, Report, Table, TableId, form};
use portal::sheet::looks_like_a_formula;
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

/// The tables of the reports, a sheet for each, then these lists. With several reports the sheets carry the year.
///
/// # Errors
/// Only what the library refuses; none is known for our own sheets.
pub fn of_reports(reports: &[&Report], lists: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook()?;
    for report in reports {
        for table in TableId::ALL.into_iter().filter_map(|id| report.table(id)) {
            let year = if reports.len() > 1 { report.year.to_string() } else { String::new() };
            let sheet = workbook.add_worksheet();
            sheet.set_name(format!("{year}{}", model::check::table_name(table.id)))?;
            table_sheet(sheet, table)?;
        }
    }
    for list in lists {
        list.add_to(&mut workbook)?;
    }
    if workbook.worksheets().is_empty() {
        workbook.add_worksheet().set_name("没有表格")?;
    }
    workbook.save_to_buffer()
}

/// The three tables of a version of the form with blank cells, which Excel holds to whole numbers where the
/// form counts.
pub fn blank_forms(version: FormVersion) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook()?;
    for id in TableId::ALL {
        let table = Table { id, version, place: None, rows: model::Rows::default(), extra_rows: Vec::new() };
        let sheet = workbook.add_worksheet();
        sheet.set_name(model::check::table_name(id))?;
        table_sheet(sheet, &table)?;
    }
    workbook.save_to_buffer()
}

/// The same input gives the same bytes, so the workbook does not say when it was written.
pub fn new_workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2019, 5, 15)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    Ok(workbook)
}

/// Headings and labels.
pub fn heading_format() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn number_format() -> Format {
    heading_format()
}

/// Cells from one corner to the other, both included.
#[derive(Clone, Copy)]
struct Area {
    top: u32,
    left: u16,
    bottom: u32,
    right: u16,
}

fn area(top: u32, left: u16, bottom: u32, right: u16) -> Area {
    Area { top, left, bottom, right }
}

/// A label over an area, merged where it is more than one cell.
fn label(sheet: &mut Worksheet, at: Area, text: &str) -> Result<(), XlsxError> {
    let format = heading_format();
    if (at.top, at.left) == (at.bottom, at.right) {
        sheet.write_string_with_format(at.top, at.left, text, &format)?;
    } else {
        sheet.merge_range(at.top, at.left, at.bottom, at.right, text, &format)?;
    }
    Ok(())
}

/// A cell of a table, merged to the right as far as the form does. What a number would lose is kept as text.
fn value(sheet: &mut Worksheet, (row, column, last): (u32, u16, u16), cell: Option<&Cell>) -> Result<(), XlsxError> {
    let format = number_format();
    if last > column {
        sheet.merge_range(row, column, row, last, "", &format)?;
    }
    let Some(cell) = cell else { return sheet.write_blank(row, column, &format).map(drop) };
    let number = cell.value.filter(|_| cell.text.is_none() && cell.unit.is_none());
    match (number, &cell.text, cell.value) {
        (Some(number), _, _) if number.to_f64().to_string() == number.to_string() => {
            sheet.write_number_with_format(row, column, number.to_f64(), &format)?;
        }
        (_, Some(text), _) => text_cell(sheet, row, column, text)?,
        (_, None, Some(number)) => {
            let unit = cell.unit.as_deref().unwrap_or_default();
            text_cell(sheet, row, column, &format!("{number}{unit}"))?;
        }
        (_, None, None) => _ = sheet.write_blank(row, column, &format)?,
    }
    Ok(())
}

/// Characters of a cell, in Excel's way of counting.
const CELL: usize = 32_767;
/// Columns of a sheet.
const COLUMNS: u16 = 16_384;

/// A text, marked as one where a spreadsheet might take it for a formula when the cell is edited. What a cell
/// cannot hold is cut off.
pub fn text_cell(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    let format = if looks_like_a_formula(text) { number_format().set_quote_prefix() } else { number_format() };
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > CELL
    });
    let held = end.map_or(text, |(end, _)| text.get(..end).unwrap_or_default());
    sheet.write_string_with_format(row, column, held, &format).map(drop)
}

fn table_sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    match table.id {
        TableId::T2 => table_2(sheet, table),
        TableId::T3 => table_3(sheet, table),
        TableId::T4 => table_4(sheet, table),
    }
}

/// Table 2: blocks of rows under a full-width heading, each with its own columns. The last column of a narrow
/// block reaches to the right edge.
fn table_2(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    const EDGE: u16 = 3;
    sheet.set_column_width(0, 28)?.set_column_range_width(1, EDGE, 18)?;
    let mut at = 0;
    let mut block = "";
    for row in form::rows(table.id, table.version) {
        let last = |column: u16| if usize::from(column) == row.columns.len() { EDGE } else { column };
        let heading = row.path.first().copied().unwrap_or_default();
        if heading != block {
            block = heading;
            label(sheet, area(at, 0, at, EDGE), heading)?;
            label(sheet, area(at + 1, 0, at + 1, 0), "信息内容")?;
            for (column, of_form) in (1..).zip(row.columns) {
                label(sheet, area(at + 1, column, at + 1, last(column)), of_form.label())?;
            }
            at += 2;
        }
        label(sheet, area(at, 0, at, 0), row.label())?;
        for (column, of_form) in (1..).zip(row.columns) {
            value(sheet, (at, column, last(column)), table.cell(row.id, of_form.id))?;
            validate(sheet, table, (at, column), of_form.id)?;
        }
        at += 1;
        for extra in table.extra_rows.iter().filter(|extra| extra.after.as_deref() == Some(row.id)) {
            extra_row(sheet, at, 0, extra)?;
            at += 1;
        }
    }
    let before: Vec<&ExtraRow> = table.extra_rows.iter().filter(|extra| extra.after.is_none()).collect();
    extra_rows_below(sheet, at, 0, &before)
}

/// Table 3: labels in three columns, seven columns of applicants.
fn table_3(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_column_range_width(0, 1, 14)?.set_column_width(2, 34)?.set_column_range_width(3, 9, 10)?;
    label(sheet, area(0, 0, 2, 2), form::T3_CORNER)?;
    label(sheet, area(0, 3, 0, 9), form::T3_HEADING)?;
    let rows = form::rows(table.id, table.version);
    let columns = rows.first().map_or(&[][..], |row| row.columns);
    for (column, of_form) in (3..).zip(columns) {
        match of_form.path {
            [one] => label(sheet, area(1, column, 2, column), one)?,
            _ => label(sheet, area(2, column, 2, column), of_form.label())?,
        }
    }
    let grouped = columns.iter().filter_map(|column| column.path.first().filter(|_| column.path.len() > 1));
    if let Some(group) = grouped.clone().next() {
        let last = 3 + grouped.count() as u16;
        label(sheet, area(1, 4, 1, last), group)?;
    }
    const FIRST: u32 = 3;
    for (at, row) in (FIRST..).zip(rows) {
        for (level, text) in (0u16..).zip(row.path) {
            let innermost = usize::from(level) + 1 == row.path.len();
            let group = &row.path[..=usize::from(level)];
            let members = rows.iter().filter(|other| other.path.starts_with(group)).count() as u32;
            let first = rows.iter().position(|other| other.path.starts_with(group)).unwrap_or_default() as u32 + FIRST;
            if innermost {
                label(sheet, area(at, level, at, 2), text)?;
            } else if first == at {
                label(sheet, area(at, level, at + members - 1, level), text)?;
            }
        }
        for (column, of_form) in (3..).zip(row.columns) {
            value(sheet, (at, column, column), table.cell(row.id, of_form.id))?;
            validate(sheet, table, (at, column), of_form.id)?;
        }
    }
    sheet.set_freeze_panes(FIRST, 3)?;
    extra_rows_below(sheet, FIRST + rows.len() as u32, 2, &table.extra_rows.iter().collect::<Vec<_>>())
}

/// Table 4: one row of figures under three rows of headings.
fn table_4(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    const FIGURES: u32 = 3;
    sheet.set_column_range_width(0, 14, 9)?;
    let rows = form::rows(table.id, table.version);
    let mut left = 0u16;
    for row in rows {
        let width = row.columns.len() as u16;
        let outer = row.path.first().copied().unwrap_or_default();
        let of_outer = rows.iter().filter(|other| other.path.first() == Some(&outer));
        let first_of_outer = of_outer.clone().next().is_some_and(|first| first.id == row.id);
        if first_of_outer {
            let whole: usize = of_outer.map(|other| other.columns.len()).sum();
            label(sheet, area(0, left, 0, left + whole as u16 - 1), outer)?;
        }
        // 行政复议 has no second heading: its columns begin a row higher.
        let top = if row.path.len() > 1 { FIGURES - 1 } else { 1 };
        if row.path.len() > 1 {
            label(sheet, area(1, left, 1, left + width - 1), row.label())?;
        }
        for (column, of_form) in (left..).zip(row.columns) {
            label(sheet, area(top, column, FIGURES - 1, column), of_form.label())?;
            value(sheet, (FIGURES, column, column), table.cell(row.id, of_form.id))?;
            validate(sheet, table, (FIGURES, column), of_form.id)?;
        }
        left += width;
    }
    extra_rows_below(sheet, FIGURES + 1, 0, &table.extra_rows.iter().collect::<Vec<_>>())
}

/// Counts are whole and not negative; Excel says so while a clerk fills in a blank form. What was published
/// is not held to anything.
fn validate(sheet: &mut Worksheet, table: &Table, (row, column): (u32, u16), id: &str) -> Result<(), XlsxError> {
    let counted = !matches!(id, "change" | "amount" | "amount_10k");
    if !counted || !table.rows.0.is_empty() {
        return Ok(());
    }
    let rule = DataValidation::new()
        .allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
        .set_error_title("请填写件数")?
        .set_error_message("这里填不小于 0 的整数；没有发生的填 0。")?
        .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning);
    sheet.add_data_validation(row, column, row, column, &rule).map(drop)
}

/// A row that the form does not have, as printed: its label and its cells.
fn extra_row(sheet: &mut Worksheet, at: u32, label_column: u16, extra: &ExtraRow) -> Result<(), XlsxError> {
    text_cell(sheet, at, label_column, &extra.label)?;
    for (column, text) in (label_column + 1..COLUMNS).zip(&extra.cells) {
        match text.parse::<model::Decimal>() {
            Ok(number) if number.to_f64().to_string() == *text => {
                sheet.write_number_with_format(at, column, number.to_f64(), &number_format())?;
            }
            _ => text_cell(sheet, at, column, text)?,
        }
    }
    Ok(())
}

/// Below the table, where they disturb none of its merged labels.
fn extra_rows_below(sheet: &mut Worksheet, at: u32, label_column: u16, extra: &[&ExtraRow]) -> Result<(), XlsxError> {
    if extra.is_empty() {
        return Ok(());
    }
    sheet.write_string(at + 1, 0, "原件中另有国家格式以外的行：")?;
    for (at, row) in (at + 2..).zip(extra) {
        extra_row(sheet, at, label_column, row)?;
    }
    Ok(())
}
