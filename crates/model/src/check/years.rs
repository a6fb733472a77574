//! A5 to A7 and likeness: what one year's report says about another's.

use super::identity::Place;
use super::{names, report_file, rule};
use crate::{Decimal, Finding, FormVersion, Report, Table, TableId, form};

/// What there is to find between the reports of consecutive years. The order of the reports does not
/// matter; a year between two others that is missing breaks the chain.
pub fn across(reports: &[Report]) -> Vec<Finding> {
    let mut by_year: Vec<&Report> = reports.iter().collect();
    by_year.sort_by_key(|report| report.year);
    let mut findings = Vec::new();
    for pair in by_year.windows(2) {
        if let [last, this] = pair
            && last.year.checked_add(1) == Some(this.year)
        {
            findings.extend(broken_chains(last, this));
            findings.extend(same_tables(last, this));
            findings.extend(same_text(last, this));
        }
    }
    super::sort(&mut findings);
    findings
}

/// A number that the report of the year before foretells (跨年核对): A5 to A7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// `A5`, `A6` or `A7`.
    pub rule: &'static str,
    /// The table.
    pub table: TableId,
    /// Row of the cell in the later year.
    pub row: &'static str,
    /// Column of the cell in the later year.
    pub column: &'static str,
    /// The cells of both years that take part: whether it is the later year's, row and column.
    pub cells: Vec<(bool, Place)>,
    /// The number as published.
    pub found: Decimal,
    /// The number that follows from the other cells.
    pub expected: Decimal,
}

impl Chain {
    /// Whether both years agree.
    pub fn agrees(&self) -> bool {
        self.found == self.expected
    }
}

/// What the report of a year can be held against in that of the year before, cell by cell.
pub fn chains(last: &Report, this: &Report) -> Vec<Chain> {
    [a5(last, this), a6(last, this), a7(last, this)].concat()
}

/// A5: what one year carries on (四) is what the next year finds carried over (二).
fn a5(last: &Report, this: &Report) -> Vec<Chain> {
    let (Some(before), Some(table)) = (last.table(TableId::T3), this.table(TableId::T3)) else { return Vec::new() };
    let columns = form::row(TableId::T3, table.version, "carried_in").map_or(&[][..], |row| row.columns);
    let chain = |column: &'static str| {
        let expected = before.value("carried_out", column)?;
        let found = table.value("carried_in", column)?;
        let cells = vec![(true, ("carried_in", column)), (false, ("carried_out", column))];
        Some(Chain { rule: rule::A5.id, table: TableId::T3, row: "carried_in", column, cells, found, expected })
    };
    columns.iter().filter_map(|column| chain(column.id)).collect()
}

/// A6: documents in force are last year's, with those issued, without those repealed. Counties also
/// recount their stock, so a difference is a question, not an error.
fn a6(last: &Report, this: &Report) -> Vec<Chain> {
    let (Some(before), Some(table)) = (of_version(last, FormVersion::V2021), of_version(this, FormVersion::V2021))
    else {
        return Vec::new();
    };
    let chain = |row: &'static str| {
        let stock = before.value(row, "in_force")?;
        let (issued, repealed) = (table.value(row, "issued")?, table.value(row, "repealed")?);
        let expected = stock.checked_add(issued)?.checked_add(repealed.negated())?;
        let found = table.value(row, "in_force")?;
        let places = [(true, "in_force"), (false, "in_force"), (true, "issued"), (true, "repealed")];
        let cells = places.map(|(is_later, column)| (is_later, (row, column))).to_vec();
        Some(Chain { rule: rule::A6.id, table: TableId::T2, row, column: "in_force", cells, found, expected })
    };
    ["rules", "normative"].into_iter().filter_map(chain).collect()
}

/// A7: the number of items of the year before is what that year's report started from, with its change.
fn a7(last: &Report, this: &Report) -> Vec<Chain> {
    let (Some(before), Some(table)) = (of_version(last, FormVersion::V2019), of_version(this, FormVersion::V2019))
    else {
        return Vec::new();
    };
    let chain = |row: &'static str| {
        let (items, change) = (before.value(row, "previous_items")?, before.value(row, "change")?);
        let expected = items.checked_add(change)?;
        let found = table.value(row, "previous_items")?;
        let places = [(true, "previous_items"), (false, "previous_items"), (false, "change")];
        let cells = places.map(|(is_later, column)| (is_later, (row, column))).to_vec();
        Some(Chain { rule: rule::A7.id, table: TableId::T2, row, column: "previous_items", cells, found, expected })
    };
    let rows = form::rows(TableId::T2, FormVersion::V2019).iter().filter(|row| row.column("previous_items").is_some());
    rows.filter_map(|row| chain(row.id)).collect()
}

fn of_version(report: &Report, version: FormVersion) -> Option<&Table> {
    report.table(TableId::T2).filter(|table| table.version == version)
}

/// The chains that do not agree, as findings.
fn broken_chains(last: &Report, this: &Report) -> Vec<Finding> {
    let broken = chains(last, this).into_iter().filter(|chain| !chain.agrees());
    broken.filter_map(|chain| finding(last, this, &chain)).collect()
}

fn finding(last: &Report, this: &Report, chain: &Chain) -> Option<Finding> {
    let (before, table) = (last.table(chain.table)?, this.table(chain.table)?);
    let (row, found, expected) = (chain.row, chain.found, chain.expected);
    let words =
        |table: &Table, column: &str| table.value(row, column).map(|value| value.to_string()).unwrap_or_default();
    let why = match chain.rule {
        "A5" => format!("{}年“结转下年度继续办理”为 {expected}，两年对不上；请核对两年的年报", last.year),
        "A6" => format!(
            "按上年现行有效 {} 加本年制发 {} 减本年废止 {} 算是 {expected}；可能因集中清理或统计口径不同，请核对",
            words(before, "in_force"),
            words(table, "issued"),
            words(table, "repealed")
        ),
        _ => format!(
            "按上年年报的 {} 加增减 {} 算是 {expected}，两年对不上；请核对两年的年报",
            words(before, "previous_items"),
            words(before, "change")
        ),
    };
    let rule = [rule::A5, rule::A6, rule::A7].into_iter().find(|rule| rule.id == chain.rule)?;
    let cell = names::cell_name(table, row, chain.column);
    Some(Finding {
        table: Some(chain.table.as_str().to_owned()),
        row: Some(row.to_owned()),
        column: Some(chain.column.to_owned()),
        cell: table.cell(row, chain.column).and_then(|cell| cell.place.clone()),
        found: Some(found.to_string()),
        expected: Some(expected.to_string()),
        ..rule.finding(&report_file(this.year), format!("{}年{cell}为 {found}，{why}", this.year))
    })
}

/// With fewer numbers than this above zero, two years can well be alike by chance.
const NUMBERS_THAT_TELL: usize = 5;

/// A table that repeats last year's number for number was probably not filled in anew.
fn same_tables(last: &Report, this: &Report) -> Vec<Finding> {
    let alike = this.tables.iter().filter(|table| {
        let Some(before) = last.table(table.id).filter(|before| before.version == table.version) else { return false };
        let mut places = form::rows(table.id, table.version)
            .iter()
            .flat_map(|row| row.columns.iter().map(|column| (row.id, column.id)));
        let value = |table: &Table, (row, column): (&str, &str)| table.value(row, column);
        let telling = places.clone().filter(|place| value(table, *place).is_some_and(|value| value != Decimal::ZERO));
        telling.count() >= NUMBERS_THAT_TELL && places.all(|place| value(table, place) == value(before, place))
    });
    alike
        .map(|table| {
            let message = format!(
                "{}年的{}与 {} 年的每个数字都相同；请核对是否沿用了上一年的表格",
                this.year,
                names::table_name(table.id),
                last.year
            );
            let finding = rule::SAME_AS_LAST_YEAR.finding(&report_file(this.year), message);
            Finding { table: Some(table.id.as_str().to_owned()), ..finding }
        })
        .collect()
}

/// A text that repeats last year's word for word, the year apart, says nothing about this year.
fn same_text(last: &Report, this: &Report) -> Option<Finding> {
    let text = |report: &Report| {
        let paragraphs = report.all_sections().into_iter().flat_map(|section| section.paragraphs.clone());
        paragraphs.collect::<Vec<_>>().join("\n").replace(&report.year.to_string(), "")
    };
    let words = text(this);
    (words.chars().count() >= 100 && words == text(last)).then(|| {
        let message = format!("{}年年报的正文与 {} 年的完全相同；请核对是否沿用了上一年的文字", this.year, last.year);
        rule::SAME_AS_LAST_YEAR.finding(&report_file(this.year), message)
    })
}
