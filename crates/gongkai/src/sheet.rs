//! A list with headings, as CSV and as a workbook. Nothing in it can be taken for a formula.

use crate::tidy::BYTE_ORDER_MARK;
use crate::workbook::{heading_format, text_cell};
use rust_xlsxwriter::{Workbook, XlsxError};

/// Rows under headings.
pub struct Sheet {
    /// The sheet's name in a workbook.
    pub name: &'static str,
    /// The headings.
    pub headings: &'static [&'static str],
    /// As many cells in each row as there are headings.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// The list as RFC 4180 has it, with the mark by which Excel knows UTF-8.
    pub fn csv(&self) -> Vec<u8> {
        let mut text = BYTE_ORDER_MARK.to_owned();
        let headings: Vec<String> = self.headings.iter().map(|heading| (*heading).to_owned()).collect();
        for row in std::iter::once(&headings).chain(&self.rows) {
            let cells: Vec<String> = row.iter().map(|cell| field(cell)).collect();
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
        text.into_bytes()
    }

    /// Adds the list to a workbook; the headings stay in sight.
    ///
    /// # Errors
    /// Only what the library refuses.
    pub fn add_to(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.name)?;
        for (column, heading) in (0u16..).zip(self.headings) {
            sheet.write_string_with_format(0, column, *heading, &heading_format().set_bold())?;
            sheet.set_column_width(column, 20)?;
        }
        for (row, cells) in (1u32..).zip(&self.rows) {
            for (column, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                text_cell(sheet, row, column, cell)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }
}

/// One field. A text that a spreadsheet would run as a formula is led by an apostrophe, which marks it as text;
/// a plain number stays one.
fn field(cell: &str) -> String {
    let is_number = cell.parse::<model::Decimal>().is_ok();
    let safe = if looks_like_a_formula(cell) && !is_number { format!("'{cell}") } else { cell.to_owned() };
    let must_be_quoted = safe.contains([',', '"', '\r', '\n']) || safe.starts_with(' ') || safe.ends_with(' ');
    if must_be_quoted { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

/// Whether a spreadsheet might take a text for a formula and run it: some look past blanks at the beginning.
pub fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r']) || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_could_be_taken_for_a_formula_is_marked_as_text() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+19", "+19"),
            ("+19件", "'+19件"),
            ("-15", "-15"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =A1", "' =A1"),
            (" 甲 ", "\" 甲 \""),
            ("\t=A1", "'\t=A1"),
            ("\r甲", "\"'\r甲\""),
            ("=HYPERLINK(\"http://a\",\"b\")", "\"'=HYPERLINK(\"\"http://a\"\",\"\"b\"\")\""),
            ("/", "/"),
            ("251000元", "251000元"),
            ("甲,乙\n丙", "\"甲,乙\n丙\""),
            ("", ""),
        ] {
            assert_eq!(field(text), expected, "{text}");
        }
    }
}
