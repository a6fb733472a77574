//! The table logic, one for all formats: which rows of a grid belong to which national table, what
//! each row and column is, and the cells.

mod fill;
mod labelled;
mod reviews;

use crate::grid::Grid;
use crate::label::{Finder, Role};
use crate::{number, rule, text};
use model::{Finding, Severity, TableId};

/// Whether the grid holds a national table or a good part of one.
pub fn is_national(grid: &Grid) -> bool {
    let mut finder = Finder::default();
    let (classes, _) = classify(grid, &mut finder);
    segments(&classes).into_iter().any(|segment| has_evidence(grid, &segment, &mut finder, false))
}

/// Collects the tables of a document, piece by piece.
#[derive(Default)]
pub struct Collector {
    finder: Finder,
    drafts: Vec<Draft>,
    findings: Vec<Finding>,
    /// Columns of the last header of each table, for pieces that have none.
    columns: [Vec<ColumnAt>; 3],
}

/// A column of a grid that is known by its header.
#[derive(Debug, Clone)]
struct ColumnAt {
    start: usize,
    end: usize,
    row: Option<&'static str>,
    id: &'static str,
}

/// A table as read so far.
struct Draft {
    id: TableId,
    place: String,
    rows: Vec<DraftRow>,
}

/// A row as read, before it is known which row of the form it is.
struct DraftRow {
    label: String,
    /// Known already (table 4, whose rows have no label of their own).
    id: Option<&'static str>,
    values: Vec<Value>,
    /// All values as printed, left to right.
    printed: Vec<String>,
}

struct Value {
    column: &'static str,
    text: String,
    address: Option<String>,
}

/// Rows of a grid that belong to one table, from the first to before the last.
#[derive(Debug, Clone)]
struct Segment {
    table: TableId,
    start: usize,
    end: usize,
}

fn slot(table: TableId) -> usize {
    match table {
        TableId::T2 => 0,
        TableId::T3 => 1,
        TableId::T4 => 2,
    }
}

/// For each row the table whose labels it has most of; and how many.
fn classify(grid: &Grid, finder: &mut Finder) -> (Vec<Option<TableId>>, Vec<usize>) {
    let (mut classes, mut counts) = (Vec::new(), Vec::new());
    for row in 0..grid.rows() {
        let mut roles: [Vec<Role>; 3] = [vec![], vec![], vec![]];
        for cell in grid.starting(row) {
            let matches = finder.matches(&cell.text);
            let nearest = matches.first().map(|found| found.distance);
            for found in matches.iter().filter(|found| found.label.is_telling() && Some(found.distance) == nearest) {
                let roles = &mut roles[slot(found.label.table)];
                if !roles.contains(&found.label.role) {
                    roles.push(found.label.role);
                }
            }
        }
        let best = TableId::ALL.into_iter().rev().max_by_key(|table| roles[slot(*table)].len());
        let best = best.filter(|table| !roles[slot(*table)].is_empty());
        counts.push(best.map_or(0, |table| roles[slot(table)].len()));
        classes.push(best);
    }
    (classes, counts)
}

fn segments(classes: &[Option<TableId>]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (row, class) in classes.iter().enumerate() {
        let Some(table) = *class else { continue };
        match segments.last_mut().filter(|segment| segment.table == table) {
            Some(segment) => segment.end = row + 1,
            None => segments.push(Segment { table, start: row, end: row + 1 }),
        }
    }
    segments
}

/// Whether so much of the form is there that it cannot be a list that happens to use its words.
fn has_evidence(grid: &Grid, segment: &Segment, finder: &mut Finder, continues: bool) -> bool {
    let (mut rows, mut others, mut numbers) = (Vec::new(), Vec::new(), 0usize);
    for row in segment.start..segment.end {
        for cell in grid.starting(row) {
            let found = finder.nearest(&cell.text, segment.table, |_| true).map(|found| found.label);
            match found {
                Some(label) if matches!(label.role, Role::Row(_)) => rows.push(label.role),
                Some(label) if label.is_telling() => others.push((label.role, label.official)),
                _ => numbers += usize::from(number::is_number_or_blank(&cell.text)),
            }
        }
    }
    rows.sort_by_key(|role| format!("{role:?}"));
    rows.dedup();
    others.sort_by_key(|role| format!("{role:?}"));
    others.dedup();
    match segment.table {
        TableId::T2 => !rows.is_empty() && (!others.is_empty() || (continues && numbers > 0)),
        TableId::T3 => {
            rows.len() + others.len() >= 3 && !rows.is_empty() || (continues && !rows.is_empty() && numbers > 0)
        }
        TableId::T4 => others.len() >= 3,
    }
}

impl Collector {
    /// Reads a grid. Returns the text that belongs to no national table, a line each row; None where
    /// the grid holds no national table at all.
    pub fn read(&mut self, grid: &Grid, place: &str) -> Option<Vec<String>> {
        let (classes, _) = classify(grid, &mut self.finder);
        let mut found = Vec::new();
        for mut segment in segments(&classes) {
            let continues = self.drafts.iter().any(|draft| draft.id == segment.table);
            if has_evidence(grid, &segment, &mut self.finder, continues) {
                self.extend(grid, &mut segment, &classes);
                found.push(segment);
            }
        }
        if found.is_empty() {
            return None;
        }
        for segment in &found {
            match segment.table {
                TableId::T4 => self.read_reviews(grid, segment, place),
                _ => self.read_rows(grid, segment, place),
            }
        }
        let free = |row: &usize| !found.iter().any(|segment| (segment.start..segment.end).contains(row));
        Some((0..grid.rows()).filter(free).flat_map(|row| grid.paragraphs(row)).collect())
    }

    /// Whether something of the table was found.
    pub fn has(&self, table: TableId) -> bool {
        self.drafts.iter().any(|draft| draft.id == table)
    }

    /// Adds what was found on the way to a grid.
    pub fn add_findings(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
    }

    /// Takes in the rows of numbers behind the last row that has a telling label of the form, and
    /// before the first one (`（七）总计` at the head of a page).
    fn extend(&mut self, grid: &Grid, segment: &mut Segment, classes: &[Option<TableId>]) {
        while segment.end < grid.rows()
            && classes[segment.end].is_none()
            && self.belongs(grid, segment.end, segment.table)
        {
            segment.end += 1;
        }
        let is_row = |role: Role| matches!(role, Role::Row(_));
        while segment.start > 0 && classes[segment.start - 1].is_none() {
            let row = segment.start - 1;
            let labels = grid.starting(row);
            let labelled = labels.iter().any(|cell| self.finder.nearest(&cell.text, segment.table, is_row).is_some());
            if !labelled || !self.belongs(grid, row, segment.table) {
                break;
            }
            segment.start = row;
        }
    }

    fn belongs(&self, grid: &Grid, row: usize, table: TableId) -> bool {
        let cells = grid.starting(row);
        // A row that only holds the rest of cells from above.
        if cells.is_empty() {
            return true;
        }
        let filled = cells.iter().filter(|cell| !number::is_blank(&cell.text));
        let (filled, numbers) = filled.fold((0, 0), |(filled, numbers), cell| {
            (filled + 1, numbers + usize::from(number::is_number_or_blank(&cell.text)))
        });
        match table {
            TableId::T4 => cells.len() >= 5 && numbers + 1 >= filled,
            _ => numbers > 0 && numbers + 3 >= filled,
        }
    }

    fn draft(&mut self, table: TableId, place: &str) -> &mut Draft {
        let index = self.drafts.iter().position(|draft| draft.id == table).unwrap_or_else(|| {
            self.drafts.push(Draft { id: table, place: place.to_owned(), rows: vec![] });
            self.drafts.len() - 1
        });
        &mut self.drafts[index]
    }

    fn misprint(&mut self, table: TableId, printed: &str, official: &str, address: Option<String>) {
        let printed = one_line(printed);
        self.findings.push(Finding {
            table: Some(table.as_str().to_owned()),
            cell: address,
            found: Some(printed.clone()),
            expected: Some(official.to_owned()),
            ..Finding::new(
                rule::LABEL,
                Severity::Hint,
                format!("{}中的“{printed}”与国家格式不同，按“{official}”读入，请核对原文", name(table)),
            )
        });
    }
}

/// Whether two columns claim the same place.
fn overlap(columns: &[ColumnAt]) -> bool {
    let meet = |left: &ColumnAt, right: &ColumnAt| left.start < right.end && right.start < left.end;
    columns.iter().enumerate().any(|(index, left)| columns[index + 1..].iter().any(|right| meet(left, right)))
}

/// `表二`: how a clerk calls the table.
pub fn name(table: TableId) -> &'static str {
    match table {
        TableId::T2 => "表二",
        TableId::T3 => "表三",
        TableId::T4 => "表四",
    }
}

fn one_line(printed: &str) -> String {
    let joined: String = printed.split('\n').map(text::clean).collect::<Vec<_>>().join("\n");
    // Lines of a label belong together; two numbers on two lines do not.
    let numbers = joined.split('\n').filter(|line| line.contains(|c: char| c.is_numeric())).count();
    joined.replace('\n', if numbers > 1 { " " } else { "" })
}
