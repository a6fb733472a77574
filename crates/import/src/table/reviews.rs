//! Table 4: headings above, one row of numbers.

use super::{Collector, ColumnAt, DraftRow, Segment, Value, one_line, overlap};
use crate::grid::{Grid, Layout};
use crate::label::Role;
use crate::number;
use model::TableId;

/// The rows of table 4, whose labels stand above its columns.
const GROUPS: [&str; 3] = ["review", "litigation_direct", "litigation_after_review"];

/// Rows of headings and the rows below them.
struct Block {
    head: Vec<usize>,
    below: Vec<usize>,
}

fn is_label(role: Role) -> bool {
    matches!(role, Role::Column(_) | Role::Group(_))
}

fn groups_of(columns: &[ColumnAt]) -> impl Iterator<Item = &'static str> {
    GROUPS.into_iter().filter(|group| columns.iter().any(|column| column.row == Some(group)))
}

/// The row of figures: the first that has mostly numbers, or else the first that is blank.
fn figures_row(grid: &Grid, rows: &[usize]) -> Option<usize> {
    let count =
        |row: usize, wanted: fn(&str) -> bool| grid.starting(row).iter().filter(|cell| wanted(&cell.text)).count();
    let filled = |row: usize| count(row, |text| !number::is_blank(text));
    let words = |row: usize| count(row, |text| !number::is_number_or_blank(text));
    let figures = rows.iter().find(|row| filled(**row) > 0 && words(**row) * 2 <= filled(**row));
    figures.or_else(|| rows.iter().find(|row| filled(**row) == 0)).copied()
}

impl Collector {
    /// Table 4: two or three header rows, one row of numbers.
    /// Reads the rows of a segment, block by block: a table may be drawn as one or as two.
    pub(super) fn read_reviews(&mut self, grid: &Grid, segment: &Segment, place: &str) {
        let mut blocks: Vec<Block> = Vec::new();
        for row in (segment.start..segment.end).filter(|row| !grid.starting(*row).is_empty()) {
            let is_head =
                grid.starting(row).iter().any(|cell| self.finder.nearest(&cell.text, TableId::T4, is_label).is_some());
            match blocks.last_mut() {
                Some(block) if !is_head => block.below.push(row),
                Some(block) if block.below.is_empty() => block.head.push(row),
                _ => blocks.push(Block { head: vec![row], below: vec![] }),
            }
        }
        for block in blocks {
            self.read_block(grid, &block, place);
        }
    }

    fn read_block(&mut self, grid: &Grid, block: &Block, place: &str) {
        let columns = self.review_columns(grid, &block.head);
        let figures = figures_row(grid, &block.below);
        if let Some(row) = figures {
            self.add_figures(grid, row, &columns, place);
        } else {
            self.add_blank(&columns, place);
        }
        for row in block.below.iter().copied().filter(|row| Some(*row) != figures) {
            let printed: Vec<String> = grid.starting(row).iter().map(|cell| one_line(&cell.text)).collect();
            if printed.iter().any(|text| !text.is_empty()) {
                let row = DraftRow { label: String::new(), id: None, values: vec![], printed };
                self.draft(TableId::T4, place).rows.push(row);
            }
        }
    }

    fn review_columns(&mut self, grid: &Grid, head: &[usize]) -> Vec<ColumnAt> {
        let mut columns: Vec<ColumnAt> = Vec::new();
        let start = head.first().copied().unwrap_or(0);
        for row in head.iter().copied() {
            for cell in grid.starting(row) {
                let Some(found) = self.finder.nearest(&cell.text, TableId::T4, is_label) else { continue };
                let Role::Column(id) = found.label.role else { continue };
                let group = self.group_above(grid, start, row, cell.column);
                columns.push(ColumnAt { start: cell.column, end: cell.column + cell.columns, row: group, id });
                if found.distance > 0 {
                    self.misprint(TableId::T4, &cell.text, found.label.official, grid.address(row, cell.column));
                }
            }
        }
        if overlap(&columns) && columns.len() == 15 {
            // A copy without its spans: the names stand in reading order, which is that of the form.
            columns.iter_mut().for_each(|column| column.row = None);
        } else {
            columns.sort_by_key(|column| column.start);
        }
        name_groups(&mut columns);
        columns
    }

    fn add_figures(&mut self, grid: &Grid, row: usize, columns: &[ColumnAt], place: &str) {
        let mut cells = grid.starting(row);
        // A label of the row itself, such as 件数.
        if cells.len() > columns.len() && cells.first().is_some_and(|cell| !number::is_number_or_blank(&cell.text)) {
            cells.remove(0);
        }
        let by_order = grid.layout == Layout::Flow && cells.len() == columns.len();
        for group in groups_of(columns) {
            let mut values = Vec::new();
            for (index, column) in columns.iter().enumerate().filter(|(_, column)| column.row == Some(group)) {
                let below = || grid.cell(row, column.start).filter(|cell| cell.row == row);
                let cell = if by_order { cells.get(index).copied() } else { below() };
                values.extend(cell.map(|cell| Value {
                    column: column.id,
                    text: one_line(&cell.text),
                    address: grid.address(cell.row, cell.column),
                }));
            }
            let row = DraftRow { label: String::new(), id: Some(group), values, printed: vec![] };
            self.draft(TableId::T4, place).rows.push(row);
        }
    }

    /// A sheet keeps no blank rows: the head alone says that there is a table.
    fn add_blank(&mut self, columns: &[ColumnAt], place: &str) {
        for group in groups_of(columns) {
            let row = DraftRow { label: String::new(), id: Some(group), values: vec![], printed: vec![] };
            self.draft(TableId::T4, place).rows.push(row);
        }
    }

    /// The heading over a column of table 4: of the cell above, or in a sheet the last one to the left.
    fn group_above(&mut self, grid: &Grid, start: usize, row: usize, column: usize) -> Option<&'static str> {
        for above in (start..row).rev() {
            let mut group = None;
            for cell in grid.covering(above) {
                let reaches = cell.covers(column) || (grid.layout == Layout::Sheet && cell.column <= column);
                if !reaches {
                    continue;
                }
                if let Some(Role::Group(id)) = self
                    .finder
                    .nearest(&cell.text, TableId::T4, |role| matches!(role, Role::Group(_)))
                    .map(|found| found.label.role)
                {
                    group = Some(id);
                }
            }
            if group.is_some() {
                return group;
            }
        }
        None
    }
}

/// Columns of table 4 without a readable heading above: three groups of five stand in the order of
/// the form.
fn name_groups(columns: &mut [ColumnAt]) {
    let known = |column: &ColumnAt| column.row.is_some_and(|row| GROUPS.contains(&row));
    if columns.len() == 15 && !columns.iter().all(known) {
        for (index, column) in columns.iter_mut().enumerate() {
            column.row = Some(GROUPS[index / 5]);
        }
    }
}
