//! What was read, put into the rows and columns of the form.

use super::{Collector, Draft, DraftRow, Value, name};
use crate::label::Role;
use crate::{number, rule};
use model::form::{self, FormVersion};
use model::{Cell, ExtraRow, Finding, Row, Rows, Severity, Table, TableId};

impl Collector {
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
