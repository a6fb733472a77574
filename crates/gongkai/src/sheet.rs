//! A list with headings, as CSV and as a workbook. Nothing in it can be taken for a formula.

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
        let headings = self.headings.iter().map(|heading| (*heading).to_owned()).collect();
        portal::sheet::csv(std::iter::once(headings).chain(self.rows.iter().cloned())).into_bytes()
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
