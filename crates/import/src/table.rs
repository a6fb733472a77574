//! The table logic, one for all formats: which rows of a grid belong to which national table, what
//! each row and column is, and the cells.

use crate::grid::{Grid, GridCell, Layout};
use crate::label::{Finder, Role};
use crate::{number, rule, text};
use model::form::{self, FormVersion};
use model::{Cell, ExtraRow, Finding, Row, Rows, Severity, Table, TableId};

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

    /// Tables 2 and 3: labels at the left, a header above.
    fn read_rows(&mut self, grid: &Grid, segment: &Segment, place: &str) {
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

    /// Table 4: two or three header rows, one row of numbers.
    fn read_reviews(&mut self, grid: &Grid, segment: &Segment, place: &str) {
        let is_label = |role: Role| matches!(role, Role::Column(_) | Role::Group(_));
        let mut columns: Vec<ColumnAt> = Vec::new();
        let mut last_header = segment.start;
        for row in segment.start..segment.end {
            for cell in grid.starting(row) {
                let Some(found) = self.finder.nearest(&cell.text, TableId::T4, is_label) else { continue };
                last_header = row;
                let Role::Column(id) = found.label.role else { continue };
                let group = self.group_above(grid, segment.start, row, cell.column);
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
        let rows: Vec<usize> = (last_header + 1..segment.end).filter(|row| !grid.starting(*row).is_empty()).collect();
        let filled = |row: &&usize| grid.starting(**row).iter().any(|cell| !number::is_blank(&cell.text));
        let plain = |row: &&usize| grid.starting(**row).iter().all(|cell| number::is_number_or_blank(&cell.text));
        let by_kind = rows.iter().find(|row| filled(row) && plain(row)).or_else(|| rows.iter().find(|row| plain(row)));
        // A sheet keeps no blank rows: a row of words below the head is another row, not the figures.
        let other = rows.first().filter(|_| grid.layout == Layout::Flow || by_kind.is_some());
        let data = by_kind.or(other).copied();
        if data.is_none() {
            for group in GROUPS.into_iter().filter(|group| columns.iter().any(|column| column.row == Some(group))) {
                let row = DraftRow { label: String::new(), id: Some(group), values: vec![], printed: vec![] };
                self.draft(TableId::T4, place).rows.push(row);
            }
        }
        for row in rows {
            let mut cells = grid.starting(row);
            if cells.len() > columns.len() && cells.first().is_some_and(|cell| !number::is_number_or_blank(&cell.text))
            {
                cells.remove(0);
            }
            let printed: Vec<String> = cells.iter().map(|cell| one_line(&cell.text)).collect();
            if Some(row) != data {
                if printed.iter().any(|text| !text.is_empty()) {
                    self.draft(TableId::T4, place).rows.push(DraftRow {
                        label: String::new(),
                        id: None,
                        values: vec![],
                        printed,
                    });
                }
                continue;
            }
            let by_order = grid.layout == Layout::Flow && cells.len() == columns.len();
            for group in GROUPS {
                let mut values = Vec::new();
                for (index, column) in columns.iter().enumerate().filter(|(_, column)| column.row == Some(group)) {
                    let cell = if by_order {
                        cells.get(index).copied()
                    } else {
                        grid.cell(row, column.start).filter(|cell| cell.row == row)
                    };
                    if let Some(cell) = cell {
                        values.push(Value {
                            column: column.id,
                            text: one_line(&cell.text),
                            address: grid.address(cell.row, cell.column),
                        });
                    }
                }
                if columns.iter().any(|column| column.row == Some(group)) {
                    let row = DraftRow { label: String::new(), id: Some(group), values, printed: vec![] };
                    self.draft(TableId::T4, place).rows.push(row);
                }
            }
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

    /// The tables, in the order of the form.
    pub fn finish(mut self, year: u16) -> (Vec<Table>, Vec<Finding>) {
        self.drafts.sort_by_key(|draft| draft.id);
        let drafts = std::mem::take(&mut self.drafts);
        let tables = drafts.into_iter().map(|draft| self.finish_draft(draft, year)).collect();
        (tables, self.findings)
    }

    fn finish_draft(&mut self, mut draft: Draft, year: u16) -> Table {
        self.name_rows(&mut draft);
        let version = version(&draft, year);
        let table = draft.id;
        let mut rows: Vec<Row> = Vec::new();
        let mut extra_rows: Vec<ExtraRow> = Vec::new();
        let mut last: Option<&'static str> = None;
        for row in draft.rows {
            match row.id.and_then(|id| form::row(table, version, id)) {
                Some(form_row) => {
                    last = Some(form_row.id);
                    self.finish_row(table, form_row, row, &mut rows, &mut extra_rows);
                }
                None => self.keep_extra(table, row, last, &mut extra_rows),
            }
        }
        let order = form::rows(table, version);
        rows.sort_by_key(|row| order.iter().position(|form_row| form_row.id == row.id));
        self.report_missing(table, version, &rows);
        Table { id: table, version, place: Some(draft.place), rows: Rows(rows), extra_rows }
    }

    /// Exact labels first; then what is left goes to the nearest row that is still missing.
    fn name_rows(&mut self, draft: &mut Draft) {
        let table = draft.id;
        let is_row = |role: Role| matches!(role, Role::Row(_));
        for row in draft.rows.iter_mut().filter(|row| row.id.is_none() && !row.label.is_empty()) {
            if let Some(found) = self.finder.nearest(&row.label, table, is_row).filter(|found| found.distance == 0)
                && let Role::Row(id) = found.label.role
            {
                row.id = Some(id);
            }
        }
        for index in 0..draft.rows.len() {
            let row = &draft.rows[index];
            if row.id.is_some() || row.label.is_empty() {
                continue;
            }
            let label = row.label.clone();
            let taken = |id: &str| draft.rows.iter().any(|row| row.id == Some(id));
            let free = |role: Role| matches!(role, Role::Row(id) if !taken(id));
            let group = self.finder.nearest(&label, table, |role| matches!(role, Role::Group(_) | Role::Heading));
            if let Some(found) = self.finder.nearest(&label, table, free)
                && group.is_none_or(|group| group.distance > found.distance)
                && let Role::Row(id) = found.label.role
            {
                let address = row.values.first().and_then(|value| value.address.clone());
                self.misprint(table, &label, found.label.official, address);
                draft.rows[index].id = Some(id);
            }
        }
    }

    fn finish_row(
        &mut self,
        table: TableId,
        form_row: &'static form::FormRow,
        row: DraftRow,
        rows: &mut Vec<Row>,
        extra_rows: &mut Vec<ExtraRow>,
    ) {
        let foreign: Vec<String> = row
            .values
            .iter()
            .filter(|value| form_row.column(value.column).is_none() && !number::is_blank(&value.text))
            .map(|value| value.text.clone())
            .collect();
        let mut cells = Vec::new();
        for column in form_row.columns {
            let value = row.values.iter().find(|value| value.column == column.id);
            let cell = value.map_or_else(Cell::default, |value| self.read_cell(table, form_row, column, value));
            cells.push((column.id.to_owned(), cell));
        }
        if !foreign.is_empty() {
            let label = if row.label.is_empty() { form_row.label().to_owned() } else { row.label.clone() };
            let message =
                format!("{}的“{label}”行有国家格式没有的列，值为{}，已原样保留", name(table), foreign.join("、"));
            self.findings.push(Finding {
                table: Some(table.as_str().to_owned()),
                row: Some(form_row.id.to_owned()),
                found: Some(foreign.join(" ")),
                ..Finding::new(rule::ROW, Severity::Hint, message)
            });
            extra_rows.push(ExtraRow { label, after: Some(form_row.id.to_owned()), cells: foreign });
        }
        match rows.iter().position(|known| known.id == form_row.id) {
            None => rows.push(Row { id: form_row.id.to_owned(), cells }),
            Some(known) => self.merge(table, form_row, &mut rows[known], cells),
        }
    }

    /// A row that stands twice, as where a table breaks over a page.
    fn merge(&mut self, table: TableId, form_row: &form::FormRow, known: &mut Row, cells: Vec<(String, Cell)>) {
        for ((column, known), (_, cell)) in known.cells.iter_mut().zip(cells) {
            if cell.value.is_none() || known.value == cell.value {
                continue;
            }
            if known.value.is_none() {
                *known = cell;
                continue;
            }
            let show = |cell: &Cell| cell.value.map(|value| value.to_string()).unwrap_or_default();
            self.findings.push(Finding {
                table: Some(table.as_str().to_owned()),
                row: Some(form_row.id.to_owned()),
                column: Some(column.clone()),
                cell: cell.place.clone(),
                found: Some(show(&cell)),
                expected: Some(show(known)),
                ..Finding::new(
                    rule::TABLE,
                    Severity::Error,
                    format!(
                        "{}的“{}”行出现了两次，数不相同：{} 和 {}。保留了前一个，请核对原文",
                        name(table),
                        form_row.label(),
                        show(known),
                        show(&cell)
                    ),
                )
            });
        }
    }

    fn read_cell(&mut self, table: TableId, row: &form::FormRow, column: &form::FormColumn, value: &Value) -> Cell {
        let finding = |rule: &str, severity, message: String| Finding {
            table: Some(table.as_str().to_owned()),
            row: Some(row.id.to_owned()),
            column: Some(column.id.to_owned()),
            cell: value.address.clone(),
            found: Some(value.text.clone()),
            ..Finding::new(rule, severity, message)
        };
        let at = format!("{}“{}”行“{}”列", name(table), row.label(), column.label());
        let at = match &value.address {
            Some(address) => format!("{at}（{address}）"),
            None => at,
        };
        let cell = match number::read(&value.text) {
            number::Reading::Cell(cell) => cell,
            number::Reading::NotANumber(cell) => {
                let message = format!("{at}写的是“{}”，不是一个数，没有读入。请核对后填数字，没有数的留空", value.text);
                self.findings.push(finding(rule::NUMBER, Severity::Error, message));
                cell
            }
        };
        if let Some(unit) = cell.unit.as_deref().filter(|unit| conflicts(table, column.id, unit)) {
            let expected = if column.id == "amount_10k" { "万元" } else { "件数" };
            let message = format!("{at}写的是“{}”，单位是“{unit}”，而这一列的单位是“{expected}”，请核对", value.text);
            self.findings
                .push(Finding { expected: Some(expected.to_owned()), ..finding(rule::UNIT, Severity::Hint, message) });
        }
        Cell { place: value.address.clone().filter(|_| cell.value.is_some() || cell.text.is_some()), ..cell }
    }

    fn keep_extra(&mut self, table: TableId, row: DraftRow, after: Option<&str>, extra_rows: &mut Vec<ExtraRow>) {
        let nothing = row.printed.iter().all(|text| text.is_empty());
        let is_group =
            self.finder.nearest(&row.label, table, |role| matches!(role, Role::Group(_) | Role::Heading)).is_some();
        if nothing && (is_group || row.label.is_empty()) {
            return;
        }
        let message = if row.label.is_empty() {
            format!(
                "{}有一行没有行名（{}），已原样保留，没有归入国家格式的任何一行",
                name(table),
                row.printed.join("、")
            )
        } else {
            format!("{}有国家格式之外的一行“{}”，已原样保留", name(table), row.label)
        };
        self.findings.push(Finding {
            table: Some(table.as_str().to_owned()),
            cell: row.values.first().and_then(|value| value.address.clone()),
            found: Some(if row.label.is_empty() { row.printed.join(" ") } else { row.label.clone() }),
            ..Finding::new(rule::ROW, Severity::Hint, message)
        });
        extra_rows.push(ExtraRow { label: row.label, after: after.map(str::to_owned), cells: row.printed });
    }

    fn report_missing(&mut self, table: TableId, version: FormVersion, rows: &[Row]) {
        for form_row in form::rows(table, version) {
            if rows.iter().any(|row| row.id == form_row.id) {
                continue;
            }
            self.findings.push(Finding {
                table: Some(table.as_str().to_owned()),
                row: Some(form_row.id.to_owned()),
                expected: Some(form_row.label().to_owned()),
                ..Finding::new(
                    rule::ROW,
                    Severity::Hint,
                    format!(
                        "{}没有“{}”这一行（{}），这一行的数都缺",
                        name(table),
                        form_row.label(),
                        version.document()
                    ),
                )
            });
        }
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

/// The rows of table 4, whose labels stand above its columns.
const GROUPS: [&str; 3] = ["review", "litigation_direct", "litigation_after_review"];

/// Whether two columns claim the same place.
fn overlap(columns: &[ColumnAt]) -> bool {
    let meet = |left: &ColumnAt, right: &ColumnAt| left.start < right.end && right.start < left.end;
    columns.iter().enumerate().any(|(index, left)| columns[index + 1..].iter().any(|right| meet(left, right)))
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

fn version(draft: &Draft, year: u16) -> FormVersion {
    let by_year = if year >= 2021 { FormVersion::V2021 } else { FormVersion::V2019 };
    let has_row = |ids: &[&str]| draft.rows.iter().any(|row| row.id.is_some_and(|id| ids.contains(&id)));
    let columns = |ids: &[&str]| {
        draft.rows.iter().flat_map(|row| &row.values).filter(|value| ids.contains(&value.column)).count()
    };
    match draft.id {
        TableId::T2 => {
            let old = columns(&["made", "published", "public_total", "previous_items", "change", "items", "amount"]);
            let new = columns(&["issued", "repealed", "in_force", "amount_10k"]);
            match old.cmp(&new) {
                std::cmp::Ordering::Greater => FormVersion::V2019,
                std::cmp::Ordering::Less => FormVersion::V2021,
                std::cmp::Ordering::Equal if has_row(&["other_service", "procurement"]) => FormVersion::V2019,
                std::cmp::Ordering::Equal => by_year,
            }
        }
        TableId::T3 if has_row(&["other.no_correction", "other.unpaid", "other.rest"]) => FormVersion::V2021,
        TableId::T3 if has_row(&["other"]) => FormVersion::V2019,
        TableId::T3 | TableId::T4 => by_year,
    }
}

fn conflicts(table: TableId, column: &str, unit: &str) -> bool {
    let money = unit.ends_with('元');
    match (table, column) {
        (TableId::T2, "amount_10k") => unit != "万元",
        (TableId::T2, "amount") => !money,
        _ => money || unit == "%",
    }
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
