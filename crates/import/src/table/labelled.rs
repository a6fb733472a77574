//! Tables 2 and 3: labels at the left, a header above.

use super::{Collector, ColumnAt, DraftRow, Segment, Value, name, one_line, overlap, slot};
use crate::grid::{Grid, GridCell, Layout};
use crate::label::Role;
use crate::{number, rule, text};
use model::form::{self, FormVersion};
use model::{Finding, Severity, TableId};

impl Collector {
    /// Tables 2 and 3: labels at the left, a header above.
    pub(super) fn read_rows(&mut self, grid: &Grid, segment: &Segment, place: &str) {
        let table = segment.table;
        let mut header: Vec<ColumnAt> = Vec::new();
        let mut columns: Vec<ColumnAt> = std::mem::take(&mut self.columns[slot(table)]);
        let mut own_header = false;
        for row in segment.start..segment.end {
            if self.is_header(grid, row, table) {
                self.read_header(grid, row, table, &mut header);
                continue;
            }
            if !header.is_empty() {
                columns = self.complete(std::mem::take(&mut header), grid, row, table);
                own_header = true;
            }
            let fits = own_header || grid.layout == Layout::Sheet;
            if let Some(row) = self.read_row(grid, row, table, &columns, fits) {
                self.draft(table, place).rows.push(row);
            }
        }
        // A header at the foot of a page belongs to the rows on the next.
        if !header.is_empty() {
            columns = self.complete(header, grid, segment.end, table);
        }
        self.columns[slot(table)] = columns;
    }

    /// A row with names of columns or headings, and no row of the form.
    fn is_header(&mut self, grid: &Grid, row: usize, table: TableId) -> bool {
        let (mut headings, mut rows) = (0, 0);
        for cell in grid.starting(row) {
            match self
                .finder
                .nearest(&cell.text, table, |_| true)
                .map(|found| (found.label.role, found.label.is_telling()))
            {
                Some((Role::Row(_) | Role::Group(_), true)) => rows += 1,
                Some((Role::Heading | Role::Column(_), true)) => headings += 1,
                _ => {}
            }
        }
        headings > 0 && rows == 0
    }

    fn read_header(&mut self, grid: &Grid, row: usize, table: TableId, header: &mut Vec<ColumnAt>) {
        let is_column = |role: Role| matches!(role, Role::Column(_));
        if table == TableId::T2
            && grid.starting(row).iter().any(|cell| self.finder.nearest(&cell.text, table, is_column).is_some())
        {
            header.clear();
        }
        for cell in grid.starting(row) {
            let heading = self.finder.nearest(&cell.text, table, |role| role == Role::Heading);
            let Some(found) = self.finder.nearest(&cell.text, table, is_column) else { continue };
            if heading.is_some_and(|heading| heading.distance < found.distance) {
                continue;
            }
            if let Role::Column(id) = found.label.role
                && header.iter().all(|known| known.id != id)
            {
                header.push(ColumnAt { start: cell.column, end: cell.column + cell.columns, row: None, id });
                if found.distance > 0 {
                    self.misprint(table, &cell.text, found.label.official, grid.address(cell.row, cell.column));
                }
            }
        }
        header.sort_by_key(|column| column.start);
    }

    /// A single column whose name could not be read is the single one that is missing.
    fn complete(&mut self, mut header: Vec<ColumnAt>, grid: &Grid, row: usize, table: TableId) -> Vec<ColumnAt> {
        if table == TableId::T3 && overlap(&header) {
            return self.standard_order(&header);
        }
        if table != TableId::T3 || header.len() != 6 {
            return header;
        }
        let Some(missing) = form::rows(table, FormVersion::V2021)
            .first()
            .and_then(|row| row.columns.iter().find(|column| header.iter().all(|known| known.id != column.id)))
        else {
            return header;
        };
        let first = header.iter().map(|column| column.start).min().unwrap_or(0);
        let start = first.saturating_sub(usize::from(missing.id == "natural"));
        let gap =
            (start..grid.width(row)).find(|at| !header.iter().any(|column| (column.start..column.end).contains(at)));
        if let Some(at) = gap {
            header.push(ColumnAt { start: at, end: at + 1, row: None, id: missing.id });
            header.sort_by_key(|column| column.start);
            self.findings.push(Finding {
                table: Some(table.as_str().to_owned()),
                column: Some(missing.id.to_owned()),
                ..Finding::new(
                    rule::LABEL,
                    Severity::Hint,
                    format!("{}有一列的列名认不出来，按缺少的“{}”列读入，请核对", name(table), missing.label()),
                )
            });
        }
        header
    }

    /// A copy without its spans does not tell over which numbers a name stands.
    fn standard_order(&mut self, header: &[ColumnAt]) -> Vec<ColumnAt> {
        let message = "表三的表头没有合并单元格的信息，各列按国家格式的次序读入，请核对";
        if !self.findings.iter().any(|finding| finding.message == message) {
            let table = Some(TableId::T3.as_str().to_owned());
            self.findings.push(Finding { table, ..Finding::new(rule::TABLE, Severity::Hint, message) });
        }
        // Beyond every column: these are told by their order alone.
        let far = header.iter().map(|column| column.end).max().unwrap_or(0);
        let at = |(index, id)| ColumnAt { start: far + index, end: far + index + 1, row: None, id };
        standard_columns(TableId::T3).into_iter().enumerate().map(at).collect()
    }

    fn read_row(
        &mut self,
        grid: &Grid,
        row: usize,
        table: TableId,
        columns: &[ColumnAt],
        fits: bool,
    ) -> Option<DraftRow> {
        let cells = grid.starting(row);
        let first_value = columns.iter().map(|column| column.start).min().unwrap_or(usize::MAX);
        let label_at = cells.iter().rposition(|cell| {
            let words = !text::key(&cell.text).is_empty() && !number::is_number_or_blank(&cell.text);
            words
                && ((fits && cell.column < first_value) || self.finder.nearest(&cell.text, table, is_beside).is_some())
        });
        let filled = cells.iter().any(|cell| !number::is_blank(&cell.text));
        let (label, values) = match label_at {
            Some(at) => (one_line(&cells[at].text), &cells[at + 1..]),
            None if filled => (String::new(), &cells[..]),
            None => return None,
        };
        let printed: Vec<String> = values.iter().map(|cell| one_line(&cell.text)).collect();
        // A heading beside several rows that begins above them, with nothing else in its row.
        if values.is_empty()
            && self.finder.nearest(&label, table, |role| matches!(role, Role::Group(_) | Role::Heading)).is_some()
        {
            return None;
        }
        let values = self.align(grid, row, table, columns, values, fits, &label);
        Some(DraftRow { label, id: None, values, printed })
    }

    /// Which value belongs to which column: by order where the counts agree, by place otherwise.
    #[allow(clippy::too_many_arguments)]
    fn align(
        &mut self,
        grid: &Grid,
        row: usize,
        table: TableId,
        columns: &[ColumnAt],
        values: &[&GridCell],
        fits: bool,
        label: &str,
    ) -> Vec<Value> {
        let value = |column: &ColumnAt, cell: &GridCell| Value {
            column: column.id,
            text: one_line(&cell.text),
            address: grid.address(cell.row, cell.column),
        };
        if grid.layout == Layout::Flow && values.len() == columns.len() {
            return columns.iter().zip(values).map(|(column, cell)| value(column, cell)).collect();
        }
        let standard = standard_columns(table);
        if columns.is_empty() && values.len() == standard.len() {
            self.findings.push(Finding {
                table: Some(table.as_str().to_owned()),
                ..Finding::new(
                    rule::TABLE,
                    Severity::Hint,
                    format!("{}的“{label}”行上面没有列名，按国家格式的列序读入，请核对", name(table)),
                )
            });
            return standard
                .iter()
                .zip(values)
                .map(|(id, cell)| Value {
                    column: id,
                    text: one_line(&cell.text),
                    address: grid.address(cell.row, cell.column),
                })
                .collect();
        }
        let overlapping = |cell: &GridCell| {
            columns
                .iter()
                .filter(|column| cell.column < column.end && column.start < cell.column + cell.columns)
                .collect::<Vec<_>>()
        };
        let mut read: Vec<Value> = Vec::new();
        let mut lost: Vec<String> = Vec::new();
        for cell in values.iter().filter(|cell| !text::fold(&cell.text).is_empty()) {
            match overlapping(cell).as_slice() {
                [column] if fits && read.iter().all(|known| known.column != column.id) => {
                    read.push(value(column, cell))
                }
                _ => lost.push(one_line(&cell.text)),
            }
        }
        if !lost.is_empty() {
            self.findings.push(Finding {
                table: Some(table.as_str().to_owned()),
                cell: grid.address(row, 0),
                found: Some(lost.join(" ")),
                ..Finding::new(
                    rule::TABLE,
                    Severity::Error,
                    format!(
                        "{}的“{label}”行有 {} 个数不知道属于哪一列（{}），没有读入。请核对原表这一行的列数和合并单元格",
                        name(table),
                        lost.len(),
                        lost.join("、")
                    ),
                )
            });
        }
        read
    }
}

/// A label that stands beside the values.
fn is_beside(role: Role) -> bool {
    matches!(role, Role::Row(_) | Role::Group(_))
}

fn standard_columns(table: TableId) -> Vec<&'static str> {
    match table {
        TableId::T3 => {
            let row = form::rows(table, FormVersion::V2021).first();
            row.map(|row| row.columns.iter().map(|column| column.id).collect()).unwrap_or_default()
        }
        _ => vec![],
    }
}
