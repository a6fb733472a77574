//! A national table as published: the rows and columns of the form, every cell as printed.

use super::proof::Proof;
use crate::html::{Element, Node, el};
use crate::text::reports;
use model::form::{self, FormColumn, FormRow};
use model::{Cell, Table, TableId};

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Row id and column id of the form.
    pub row: &'static str,
    /// See `row`.
    pub column: &'static str,
    /// The number in groups of three with its unit, the text as printed, or 未填.
    pub words: String,
    /// The number digit for digit; none when the cell has none.
    pub value: Option<String>,
}

/// One line of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A heading across the table: `三、本年度办理结果`.
    Group {
        /// Its words.
        words: &'static str,
        /// 0 for an outer group, 1 for one within it.
        depth: usize,
    },
    /// The column names of a block of table 2.
    Columns(Vec<&'static str>),
    /// A row of numbers.
    Numbers {
        /// Its label.
        label: String,
        /// How deep in groups it stands.
        depth: usize,
        /// Its cells.
        cells: Vec<Shown>,
    },
    /// A row that the form does not have, as printed.
    Extra {
        /// Its label.
        label: String,
        /// Its cells.
        cells: Vec<String>,
    },
}

/// What the table shows, line by line.
pub fn lines(table: &Table) -> Vec<Line> {
    let rows = form::rows(table.id, table.version);
    let mut lines = Vec::new();
    let mut open: &[&str] = &[];
    for row in rows {
        let groups = row.path.split_last().map_or(&[][..], |(_, groups)| groups);
        let known = open.iter().zip(groups).take_while(|(old, new)| old == new).count();
        for (depth, words) in groups.iter().enumerate().skip(known) {
            lines.push(Line::Group { words, depth });
        }
        if table.id == TableId::T2 && known < groups.len() {
            lines.push(Line::Columns(row.columns.iter().map(FormColumn::label).collect()));
        }
        open = groups;
        lines.push(numbers(table, row, groups.len()));
        lines.extend(extra_rows(table, Some(row.id)));
    }
    lines.extend(extra_rows(table, None));
    lines
}

fn numbers(table: &Table, row: &'static FormRow, depth: usize) -> Line {
    let cells = row.columns.iter().map(|column| shown(row.id, column.id, table.cell(row.id, column.id))).collect();
    Line::Numbers { label: row.label().to_owned(), depth, cells }
}

fn extra_rows(table: &Table, after: Option<&str>) -> Vec<Line> {
    let here = table.extra_rows.iter().filter(|extra| extra.after.as_deref() == after);
    here.map(|extra| Line::Extra { label: extra.label.clone(), cells: extra.cells.clone() }).collect()
}

fn shown(row: &'static str, column: &'static str, cell: Option<&Cell>) -> Shown {
    let value = cell.and_then(|cell| cell.value);
    let words = match (cell, value) {
        (Some(cell), Some(value)) => format!("{}{}", value.grouped(), cell.unit.as_deref().unwrap_or_default()),
        (Some(Cell { text: Some(text), .. }), None) if !text.trim().is_empty() => {
            format!("{}（{text}）", reports::BLANK)
        }
        _ => reports::BLANK.to_owned(),
    };
    Shown { row, column, words, value: value.map(|value| value.to_string()) }
}

/// The table, in a box of its own that scrolls sideways.
pub fn table_view(table: &Table) -> Node {
    let lines = lines(table);
    let width = 1 + form::rows(table.id, table.version).iter().map(|row| row.columns.len()).max().unwrap_or(0);
    let blank = lines.iter().map(n_blank).sum::<usize>();
    let unit = if table.id == TableId::T2 { reports::UNIT_MIXED } else { reports::UNIT_CASES };
    let caption_id = format!("{}-caption", table.id.as_str());
    let caption = el("caption")
        .attr("id", caption_id.clone())
        .kid(el("span").class("gk-table__title").kid(table.id.title()))
        .kid(el("span").class("gk-table__unit").kid(unit));
    let proof = Proof::of(table);
    let body = Node::all(lines.into_iter().map(|line| line_view(&proof, table.id, line, width)));
    let whole = el("table")
        .class(format!("gk-table gk-table--{}", table.id.as_str()))
        .kid(caption)
        .kid(head_view(table))
        .kid(el("tbody").kid(body));
    let scroll = el("div")
        .class("gk-form__scroll")
        .attr("role", "region")
        .attr("aria-labelledby", caption_id)
        .attr("tabindex", "0")
        .kid(whole);
    let notes = el("figcaption")
        .class("gk-form__notes")
        .kid(el("span").kid(reports::table_form(table.version.document())))
        .kid((blank > 0).then(|| el("span").kid(reports::n_blank(blank))))
        .kid(table.place.clone().map(|place| el("span").kid(place)))
        .kid(el("span").class("gk-form__hint").kid(reports::SCROLL_HINT));
    el("figure").class("gk-form").kid(scroll).kid(notes.kid(proof.view())).into()
}

fn n_blank(line: &Line) -> usize {
    match line {
        Line::Numbers { cells, .. } => cells.iter().filter(|cell| cell.value.is_none()).count(),
        _ => 0,
    }
}

/// The column names of tables 3 and 4; those of table 2 change from block to block.
fn head_view(table: &Table) -> Node {
    match table.id {
        TableId::T2 => Node::Nothing,
        TableId::T3 => t3_head(),
        TableId::T4 => {
            let columns = form::rows(table.id, table.version).first().map(|row| row.columns).unwrap_or_default();
            let names = Node::all(columns.iter().map(|column| head_cell("col", column.label())));
            el("thead").kid(el("tr").kid(el("td").class("gk-table__corner")).kid(names)).into()
        }
    }
}

fn head_cell(scope: &'static str, words: &'static str) -> Element {
    el("th").attr("scope", scope).kid(words)
}

fn t3_head() -> Node {
    let columns = form::rows(TableId::T3, model::FormVersion::V2021).first().map(|row| row.columns).unwrap_or_default();
    let inner = columns.iter().filter(|column| column.path.len() > 1);
    let span = inner.clone().count().to_string();
    let is_first_inner = |index: usize| columns.get(index.wrapping_sub(1)).is_none_or(|before| before.path.len() == 1);
    let outer = columns.iter().enumerate().filter_map(|(index, column)| match column.path {
        [name] => Some(head_cell("col", name).attr("rowspan", "2")),
        [name, ..] if is_first_inner(index) => Some(head_cell("colgroup", name).attr("colspan", span.clone())),
        _ => None,
    });
    let corner = el("td").class("gk-table__corner").attr("rowspan", "3").kid(form::T3_CORNER);
    let heading = head_cell("colgroup", form::T3_HEADING).attr("colspan", columns.len().to_string());
    el("thead")
        .kid(el("tr").kid(corner).kid(heading))
        .kid(el("tr").kid(Node::all(outer)))
        .kid(el("tr").kid(Node::all(inner.map(|column| head_cell("col", column.label())))))
        .into()
}

fn line_view(proof: &Proof, table: TableId, line: Line, width: usize) -> Element {
    match line {
        Line::Group { words, depth } => el("tr").class("gk-table__group").kid(
            el("th")
                .attr("scope", "rowgroup")
                .attr("colspan", width.to_string())
                .class(format!("gk-table__label gk-table__label--{depth}"))
                .kid(el("span").class("gk-table__pinned").kid(words)),
        ),
        Line::Columns(names) => {
            let rest = void(width, names.len());
            el("tr")
                .class("gk-table__columns")
                .kid(head_cell("col", reports::CONTENT).class("gk-table__label"))
                .kid(Node::all(names.into_iter().map(|name| head_cell("col", name))))
                .kid(rest)
        }
        Line::Numbers { label, depth, cells } => {
            let rest = void(width, cells.len());
            let name = el("th").attr("scope", "row").class(format!("gk-table__label gk-table__label--{depth}"));
            el("tr")
                .kid(name.kid(label))
                .kid(Node::all(cells.into_iter().map(|cell| cell_view(proof, table, cell))))
                .kid(rest)
        }
        Line::Extra { label, cells } => el("tr")
            .class("gk-table__extra")
            .kid(el("th").attr("scope", "row").class("gk-table__label").kid(label).kid(reports::EXTRA_ROW))
            .kid(Node::all(cells.into_iter().map(|cell| el("td").kid(cell)))),
    }
}

/// The place of columns that a shorter row does not have.
fn void(width: usize, n_cells: usize) -> Option<Element> {
    let rest = width.saturating_sub(n_cells + 1);
    (rest > 0).then(|| el("td").class("gk-table__void").attr("colspan", rest.to_string()))
}

fn cell_view(proof: &Proof, table: TableId, cell: Shown) -> Element {
    let place = format!("{}.{}.{}", table.as_str(), cell.row, cell.column);
    let class = match cell.value {
        Some(_) => "gk-table__number",
        None => "gk-table__number gk-table__number--blank",
    };
    // Numbers elsewhere lead to the cell that they come from.
    let td = el("td").class(class).attr("id", place.clone()).attr("data-cell", place);
    let td = match cell.value {
        Some(value) => td.attr("data-value", value),
        None => td,
    };
    match proof.link(cell.row, cell.column) {
        None => td.kid(cell.words),
        Some(link) => {
            let sign = proof.is_result(cell.row, cell.column).then(|| el("span").attr("aria-hidden", "true").kid("≠ "));
            let hint = el("span").class("gk-visually-hidden").kid(reports::DIFFERS);
            td.kid(el("a").class("gk-table__flag").attr("href", link).kid(sign).kid(cell.words).kid(hint))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Decimal, ExtraRow, FormVersion, Row, Rows};

    fn table(id: TableId, version: FormVersion, row: &str, column: &str, cell: Cell) -> Table {
        let cells = vec![(column.to_owned(), cell)];
        let rows = Rows(vec![Row { id: row.to_owned(), cells }]);
        let extra = ExtraRow { label: "行政检查".into(), after: Some("licence".into()), cells: vec!["3".into()] };
        Table { id, version, place: None, rows, extra_rows: vec![extra] }
    }

    fn find(lines: &[Line], row: &str, column: &str) -> Option<Shown> {
        lines.iter().find_map(|line| match line {
            Line::Numbers { cells, .. } => cells.iter().find(|cell| cell.row == row && cell.column == column).cloned(),
            _ => None,
        })
    }

    #[test]
    fn a_cell_shows_what_was_published_and_blank_is_never_zero() {
        let cases = [
            (Cell::number(Decimal::from(8635)), "8\u{2009}635", Some("8635")),
            (Cell::number(Decimal::ZERO), "0", Some("0")),
            (Cell::default(), "未填", None),
            (Cell { text: Some("/".into()), ..Cell::default() }, "未填（/）", None),
        ];
        for (cell, words, value) in cases {
            let lines = lines(&table(TableId::T3, FormVersion::V2021, "received", "total", cell));
            let shown = find(&lines, "received", "total").expect("the cell is there");
            assert_eq!((shown.words.as_str(), shown.value.as_deref()), (words, value));
        }
    }

    #[test]
    fn every_cell_of_the_form_has_its_place_even_when_the_file_lacks_it() {
        let lines = lines(&table(TableId::T3, FormVersion::V2021, "received", "total", Cell::default()));
        let cells: usize =
            lines.iter().map(|line| if let Line::Numbers { cells, .. } = line { cells.len() } else { 0 }).sum();
        assert_eq!(cells, 175);
    }

    #[test]
    fn rows_outside_the_form_stand_where_they_were_printed() {
        let lines = lines(&table(TableId::T2, FormVersion::V2021, "licence", "decisions", Cell::default()));
        let at = lines.iter().position(|line| matches!(line, Line::Extra { .. })).expect("the extra row");
        assert!(matches!(&lines[at - 1], Line::Numbers { label, .. } if label == "行政许可"));
    }
}
