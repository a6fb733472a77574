//! A table as a grid: every cell at its row and column, spans spread out. All formats meet here.

use crate::{limits, text};

/// How the places of the cells came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Cells follow one another and their spans move the others (pages, Word): a wrong span shifts
    /// a row, so the order of the cells counts for more than their column.
    Flow,
    /// Every cell has its own address (spreadsheets, CSV).
    Sheet,
}

/// A table of cells.
#[derive(Debug, Clone)]
pub struct Grid {
    /// How the cells got their places.
    pub layout: Layout,
    /// The sheet that it is, where it is one.
    pub sheet: Option<String>,
    /// Whether it was larger than what is read.
    pub truncated: bool,
    /// Whether it stands outside the report, in the page's navigation, head or foot.
    pub outside: bool,
    cells: Vec<GridCell>,
    slots: Vec<Vec<Option<u32>>>,
    row_numbers: Vec<usize>,
    taken: usize,
}

/// A cell of a grid.
#[derive(Debug, Clone)]
pub struct GridCell {
    /// Its text, line breaks kept.
    pub text: String,
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// How many columns it covers.
    pub columns: usize,
}

impl GridCell {
    /// Whether it covers this column.
    pub fn covers(&self, column: usize) -> bool {
        (self.column..self.column + self.columns).contains(&column)
    }
}

impl Grid {
    /// A grid without rows.
    pub fn new(layout: Layout) -> Self {
        Self {
            layout,
            sheet: None,
            truncated: false,
            outside: false,
            cells: vec![],
            slots: vec![],
            row_numbers: vec![],
            taken: 0,
        }
    }

    /// Adds an empty row; `number` is what the original calls it, from 1. False when it is one too many.
    pub fn push_row(&mut self, number: usize) -> bool {
        if self.slots.len() >= limits::ROWS {
            self.truncated = true;
            return false;
        }
        self.slots.push(vec![]);
        self.row_numbers.push(number);
        true
    }

    /// Puts a cell at a place of a row that exists; what is taken already stays.
    pub fn put(&mut self, row: usize, column: usize, rows: usize, columns: usize, text: String) {
        if row >= self.slots.len() || column >= limits::COLUMNS || self.taken >= limits::CELLS {
            self.truncated = true;
            return;
        }
        let columns = columns.clamp(1, limits::COLUMNS - column);
        let most_rows = (limits::CELLS / columns).max(1);
        let last_row = (row + rows.clamp(1, most_rows)).min(self.slots.len());
        let id = self.cells.len() as u32;
        // Counted by the work done, so that many wide spans over one another end as well.
        self.taken += columns * (last_row - row);
        for slots in &mut self.slots[row..last_row] {
            if slots.len() < column + columns {
                self.taken += column + columns - slots.len();
                slots.resize(column + columns, None);
            }
            for slot in &mut slots[column..column + columns] {
                slot.get_or_insert(id);
            }
        }
        self.cells.push(GridCell { text, row, column, columns });
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.slots.len()
    }

    /// The cell that covers this place.
    pub fn cell(&self, row: usize, column: usize) -> Option<&GridCell> {
        let id = (*self.slots.get(row)?.get(column)?)?;
        self.cells.get(id as usize)
    }

    /// The cells that begin in this row, left to right.
    pub fn starting(&self, row: usize) -> Vec<&GridCell> {
        let mut cells = self.covering(row);
        cells.retain(|cell| cell.row == row);
        cells
    }

    /// The cells that begin in this row or reach into it from above, left to right, each once.
    pub fn covering(&self, row: usize) -> Vec<&GridCell> {
        let mut cells: Vec<&GridCell> = Vec::new();
        let mut before = None;
        for slot in self.slots.get(row).into_iter().flatten() {
            if slot.is_some() && *slot != before {
                cells.extend(slot.and_then(|id| self.cells.get(id as usize)));
            }
            before = *slot;
        }
        cells
    }

    /// The text of a row as paragraphs: its cells on one line, or, where a cell holds paragraphs of
    /// its own, a line each.
    pub fn paragraphs(&self, row: usize) -> Vec<String> {
        let cells = self.starting(row);
        let lines =
            |cell: &&GridCell| cell.text.lines().map(text::clean).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        let cells: Vec<Vec<String>> = cells.iter().map(lines).filter(|lines| !lines.is_empty()).collect();
        let is_text = |lines: &Vec<String>| lines.len() > 2 && lines.iter().any(|line| line.chars().count() >= 10);
        if cells.iter().any(is_text) {
            return cells.into_iter().flatten().collect();
        }
        let line = cells.into_iter().map(|lines| lines.concat()).collect::<Vec<_>>().join(" ");
        if line.is_empty() { vec![] } else { vec![line] }
    }

    /// What the original calls the row, from 1.
    pub fn number(&self, row: usize) -> usize {
        self.row_numbers.get(row).copied().unwrap_or(row + 1)
    }

    /// How many columns the row fills.
    pub fn width(&self, row: usize) -> usize {
        self.slots.get(row).map_or(0, Vec::len)
    }

    /// The cell's own address, such as `E17`, where the original has addresses.
    pub fn address(&self, row: usize, column: usize) -> Option<String> {
        if self.layout == Layout::Flow {
            return None;
        }
        Some(format!("{}{}", column_name(column), self.row_numbers.get(row)?))
    }
}

/// `A`, `Z`, `AA`: the name of a spreadsheet's column, counted from 0.
pub fn column_name(column: usize) -> String {
    let mut name = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        name.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    name
}

/// Lays out cells that follow one another, as a browser does: a cell takes the first free place of
/// its row, and reaches as far down and right as its spans say.
pub struct Flow {
    grid: Grid,
    /// For each column: how many more rows the cell from above reaches into.
    reach: Vec<usize>,
    column: usize,
    pending: Vec<Pending>,
    /// The first cell of the group of rows that is open.
    group: usize,
}

struct Pending {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
    text: String,
}

impl Default for Flow {
    fn default() -> Self {
        Self { grid: Grid::new(Layout::Flow), reach: vec![], column: 0, pending: vec![], group: 0 }
    }
}

impl Flow {
    /// Begins the next row.
    pub fn row(&mut self) {
        let number = self.grid.rows() + 1;
        if number > 1 {
            for reach in &mut self.reach {
                *reach = reach.saturating_sub(1);
            }
        }
        self.grid.push_row(number);
        self.column = 0;
    }

    /// Ends a group of rows (`tbody`): no cell reaches beyond it.
    pub fn end_group(&mut self) {
        self.reach.fill(0);
        let end = self.grid.rows();
        for cell in &mut self.pending[self.group..] {
            cell.rows = cell.rows.min(end - cell.row);
        }
        self.group = self.pending.len();
    }

    /// Adds a cell to the row.
    pub fn cell(&mut self, text: String, rows: usize, columns: usize) {
        if self.grid.rows() == 0 {
            self.row();
        }
        while self.reach.get(self.column).is_some_and(|reach| *reach > 0) {
            self.column += 1;
        }
        if self.grid.truncated || self.column >= limits::COLUMNS || self.pending.len() >= limits::CELLS {
            self.grid.truncated = true;
            return;
        }
        let mut columns = columns.clamp(1, limits::COLUMNS - self.column);
        // A wide cell stops where one from above stands in its way.
        let free =
            (0..columns).take_while(|offset| self.reach.get(self.column + offset).is_none_or(|reach| *reach == 0));
        columns = free.count().max(1);
        if self.reach.len() < self.column + columns {
            self.reach.resize(self.column + columns, 0);
        }
        let rows = if rows == 0 { limits::ROWS } else { rows };
        self.reach[self.column..self.column + columns].fill(rows);
        self.pending.push(Pending { row: self.grid.rows() - 1, column: self.column, rows, columns, text });
        self.column += columns;
    }

    /// The finished grid.
    pub fn finish(mut self) -> Grid {
        self.end_group();
        for cell in self.pending {
            self.grid.put(cell.row, cell.column, cell.rows, cell.columns, cell.text);
        }
        self.grid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_laid_out_as_a_browser_does() {
        let mut flow = Flow::default();
        flow.row();
        flow.cell("corner".into(), 2, 2);
        flow.cell("a".into(), 1, 1);
        flow.row();
        flow.cell("b".into(), 1, 1);
        flow.row();
        flow.cell("c".into(), 9, 1);
        flow.cell("d".into(), 1, 2);
        let grid = flow.finish();
        let texts = |row| grid.covering(row).iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(0), ["corner", "a"]);
        assert_eq!(texts(1), ["corner", "b"]);
        assert_eq!(texts(2), ["c", "d"]);
        assert_eq!(grid.cell(1, 1).map(|cell| cell.text.as_str()), Some("corner"));
        assert_eq!(grid.cell(1, 2).map(|cell| cell.text.as_str()), Some("b"));
        assert_eq!(grid.starting(1).len(), 1);
    }

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        for (column, name) in [(0, "A"), (4, "E"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(column), name);
        }
    }

    #[test]
    fn a_huge_span_stays_within_bounds() {
        let mut flow = Flow::default();
        for _ in 0..50 {
            flow.row();
            flow.cell("x".into(), usize::MAX, usize::MAX);
        }
        let grid = flow.finish();
        assert!(grid.width(0) <= limits::COLUMNS);
        assert_eq!(grid.rows(), 50);
    }
}
