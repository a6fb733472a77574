//! A1 to A4: the sums of tables 3 and 4 that every report must satisfy.

use super::rule::{self, Rule};
use super::{names, report_file};
use crate::{Cell, Decimal, Finding, FormVersion, Table, TableId, form};

/// A cell by row id and column id.
pub type Place = (&'static str, &'static str);

/// One sum that the form asks for (勾稽关系): the cells of `parts` add up to the cells of `results`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// `A1` to `A4`.
    pub rule: &'static str,
    /// Row of the cell that prints the result.
    pub row: &'static str,
    /// Column of the cell that prints the result.
    pub column: &'static str,
    /// The cells that are added up.
    pub parts: Vec<Place>,
    /// The cells that print the result: one, and two for A1 (第三项加第四项).
    pub results: Vec<Place>,
    /// The result as published; the sum of both cells for A1. None where it is blank.
    pub printed: Option<Decimal>,
    /// The sum of the parts, blank cells as 0. None where every part is blank.
    pub sum: Option<Decimal>,
    /// How many of the cells are blank and were counted as 0.
    pub blanks: usize,
    /// Whether the two agree.
    pub state: State,
}

/// Whether a sum agrees with what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// 一致
    Agrees,
    /// 不一致: the report contradicts itself.
    Broken,
    /// 无法核对: the result or every part is blank, or a cell cannot be read as a number.
    NotComparable,
}

impl Identity {
    /// Whether the cell takes part in this sum.
    pub fn involves(&self, row: &str, column: &str) -> bool {
        self.parts.iter().chain(&self.results).any(|place| *place == (row, column))
    }

    /// The sum as a sentence for residents: `公布为 20，各项相加为 26`.
    pub fn sentence(&self) -> String {
        let (Some(printed), Some(sum)) = (self.printed, self.sum) else {
            return "有空白，无法核对".to_owned();
        };
        match (self.state, self.rule) {
            (State::NotComparable, _) => "有看不出数字的内容，无法核对".to_owned(),
            (State::Agrees, "A1") => format!("第一项加第二项为 {sum}，第三项加第四项为 {printed}，一致"),
            (State::Broken, "A1") => format!("第一项加第二项为 {sum}，第三项加第四项为 {printed}，不一致"),
            (State::Agrees, _) => format!("公布为 {printed}，各项相加为 {sum}，一致"),
            (State::Broken, _) => format!("公布为 {printed}，各项相加为 {sum}，不一致"),
        }
    }
}

/// The sums that the form asks of a table, in the order of the form: 7 of A1, 7 of A2 and one of A3 for
/// each row of table 3, 3 of A4 for table 4. Table 2 has none. Together 42 in the form of 2021 (25 rows
/// in table 3) and 40 in that of 2019 (23 rows).
pub fn identities(table: &Table) -> Vec<Identity> {
    match table.id {
        TableId::T2 => Vec::new(),
        TableId::T3 => [a1(table), a2(table), a3(table)].concat(),
        TableId::T4 => a4(table),
    }
}

/// A1: what came in this year or was carried over was either settled or is carried on. The form prints
/// this rule in its corner, so a report that breaks it breaks the form.
fn a1(table: &Table) -> Vec<Identity> {
    columns(table)
        .map(|column| {
            let parts = vec![("received", column), ("carried_in", column)];
            identity(table, &rule::A1, parts, vec![("total", column), ("carried_out", column)])
        })
        .collect()
}

/// A2: every settled application has one of the listed outcomes, so these add up to （七）总计.
fn a2(table: &Table) -> Vec<Identity> {
    columns(table)
        .map(|column| {
            let parts = outcomes(table.version).map(|row| (row, column)).collect();
            let mut identity = identity(table, &rule::A2, parts, vec![("total", column)]);
            if has_counted_extra_rows(table) {
                identity.state = State::NotComparable;
            }
            identity
        })
        .collect()
}

/// A3: every applicant is of one of the six kinds, so these add up to 总计.
fn a3(table: &Table) -> Vec<Identity> {
    form::rows(table.id, table.version).iter().map(|row| row_total(table, &rule::A3, row)).collect()
}

/// A4: every review or lawsuit has one of the four outcomes, so these add up to 总计.
fn a4(table: &Table) -> Vec<Identity> {
    form::rows(table.id, table.version).iter().map(|row| row_total(table, &rule::A4, row)).collect()
}

fn row_total(table: &Table, rule: &Rule, row: &'static form::FormRow) -> Identity {
    let parts = row.columns.iter().filter(|column| column.id != "total").map(|column| (row.id, column.id)).collect();
    identity(table, rule, parts, vec![(row.id, "total")])
}

fn columns(table: &Table) -> impl Iterator<Item = &'static str> {
    form::rows(table.id, table.version).first().map_or(&[][..], |row| row.columns).iter().map(|column| column.id)
}

/// The rows of table 3 between 三 and its （七）总计.
fn outcomes(version: FormVersion) -> impl Iterator<Item = &'static str> {
    form::rows(TableId::T3, version).iter().filter(|row| row.path.len() > 1 && row.id != "total").map(|row| row.id)
}

/// An outcome that the form does not have is missing from the sum, which then says nothing.
fn has_counted_extra_rows(table: &Table) -> bool {
    let counted = |cell: &String| cell.trim().parse::<Decimal>().is_ok_and(|number| number != Decimal::ZERO);
    table.extra_rows.iter().any(|row| row.cells.iter().any(counted))
}

fn identity(table: &Table, rule: &Rule, parts: Vec<Place>, results: Vec<Place>) -> Identity {
    let (sum, left) = add(table, &parts);
    // Without 总计 there is nothing to compare; a blank 四 is counted as 0.
    let (row, column) = results.first().copied().unwrap_or(("total", "total"));
    let total_given = table.value(row, column).is_some();
    let (printed, right) = if total_given { add(table, &results) } else { (None, Blanks::default()) };
    let state = match (sum, printed) {
        _ if left.unreadable || right.unreadable => State::NotComparable,
        (Some(sum), Some(printed)) if sum == printed => State::Agrees,
        (Some(_), Some(_)) => State::Broken,
        _ => State::NotComparable,
    };
    Identity { rule: rule.id, row, column, parts, results, printed, sum, blanks: left.blank + right.blank, state }
}

#[derive(Default)]
struct Blanks {
    blank: usize,
    unreadable: bool,
}

/// The sum of the cells that hold a number; None where none does, or where it has too many digits.
fn add(table: &Table, places: &[Place]) -> (Option<Decimal>, Blanks) {
    let mut sum = None;
    let mut blanks = Blanks::default();
    for (row, column) in places {
        match table.cell(row, column) {
            Some(Cell { value: Some(value), .. }) => match sum.unwrap_or(Decimal::ZERO).checked_add(*value) {
                Some(more) => sum = Some(more),
                None => blanks.unreadable = true,
            },
            Some(cell) if !super::complete::is_blank(cell) => blanks.unreadable = true,
            _ => blanks.blank += 1,
        }
    }
    (sum, blanks)
}

/// A finding for every sum that does not come out.
pub(super) fn findings(year: u16, table: &Table) -> Vec<Finding> {
    identities(table)
        .iter()
        .filter(|identity| identity.state == State::Broken)
        .map(|broken| finding(year, table, broken))
        .collect()
}

fn finding(year: u16, table: &Table, broken: &Identity) -> Finding {
    let rule =
        [rule::A1, rule::A2, rule::A3, rule::A4].into_iter().find(|rule| rule.id == broken.rule).unwrap_or(rule::A1);
    Finding {
        table: Some(table.id.as_str().to_owned()),
        row: Some(broken.row.to_owned()),
        column: Some(broken.column.to_owned()),
        cell: table.cell(broken.row, broken.column).and_then(|cell| cell.place.clone()),
        found: broken.printed.map(|number| number.to_string()),
        expected: broken.sum.map(|number| number.to_string()),
        ..rule.finding(&report_file(year), message(table, broken))
    }
}

fn message(table: &Table, broken: &Identity) -> String {
    let number = |number: Option<Decimal>| number.map(|number| number.to_string()).unwrap_or_default();
    let (printed, sum) = (number(broken.printed), number(broken.sum));
    let cell = names::cell_name(table, broken.row, broken.column);
    let column = names::column_name(table.id, table.version, broken.row, broken.column);
    let mut text = match broken.rule {
        "A1" => {
            let value =
                |row: &str| table.value(row, broken.column).map_or("空白".to_owned(), |value| value.to_string());
            format!(
                "表三“{column}”一列不合勾稽关系：新收 {} 加上年结转 {} 等于 {sum}，办理结果总计 {} 加结转下年度 {} 等于 {printed}",
                value("received"),
                value("carried_in"),
                value("total"),
                value("carried_out")
            )
        }
        "A2" => format!("{cell}公布为 {printed}，这一列（一）到（六）各项相加为 {sum}"),
        "A3" => format!("{cell}公布为 {printed}，这一行各类申请人相加为 {sum}"),
        _ => format!("{cell}公布为 {printed}，这一行四种结果相加为 {sum}"),
    };
    if broken.blanks > 0 {
        text.push_str(&format!("（其中 {} 格空白，按 0 计）", broken.blanks));
    }
    text.push_str("；请对照原件核对，原件如此则照原样保留");
    text
}
