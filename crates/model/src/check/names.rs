//! What rows, columns and tables are called in a sentence for staff.

use crate::{FormVersion, Table, TableId, form};

/// `表二`, `表三`, `表四`: how staff call the three tables of the form.
pub fn table_name(table: TableId) -> &'static str {
    match table {
        TableId::T2 => "表二",
        TableId::T3 => "表三",
        TableId::T4 => "表四",
    }
}

/// The row's label with what it needs to be told apart: `（三）不予公开 1.属于国家秘密`. An id that the form
/// does not have stands for itself.
pub fn row_name(table: TableId, version: FormVersion, id: &str) -> String {
    let Some(row) = form::row(table, version, id) else { return id.to_owned() };
    // The note behind （二）部分公开 is longer than all the rest of a sentence.
    let short = |label: &'static str| label.strip_suffix("（区分处理的，只计这一情形，不计其他情形）").unwrap_or(label);
    match (table, row.path) {
        (TableId::T2, _) => row.label().to_owned(),
        (TableId::T3, [_, inner @ ..]) if !inner.is_empty() && id != "total" => {
            inner.iter().map(|label| short(label)).collect::<Vec<_>>().join(" ")
        }
        (_, path) => path.iter().map(|label| short(label)).collect::<Vec<_>>().join(" "),
    }
}

/// The column's label with what it needs to be told apart: `法人或其他组织 其他`.
pub fn column_name(table: TableId, version: FormVersion, row: &str, column: &str) -> String {
    let row = form::row(table, version, row).or_else(|| form::rows(table, version).first());
    let Some(column_of_form) = row.and_then(|row| row.column(column)) else { return column.to_owned() };
    column_of_form.path.join(" ")
}

/// `表三“（三）不予公开 1.属于国家秘密”的“自然人”`
pub(super) fn cell_name(table: &Table, row: &str, column: &str) -> String {
    let row_label = row_name(table.id, table.version, row);
    let column_label = column_name(table.id, table.version, row, column);
    format!("{}“{row_label}”的“{column_label}”", table_name(table.id))
}
