//! A5 to A7 and likeness: what one year's report says about another's.

use super::rule::{self, Rule};
use super::{names, report_file};
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
            findings.extend(a5(last, this));
            findings.extend(a6(last, this));
            findings.extend(a7(last, this));
            findings.extend(same_tables(last, this));
            findings.extend(same_text(last, this));
        }
    }
    super::sort(&mut findings);
    findings
}

/// A5: what one year carries on (四) is what the next year finds carried over (二).
fn a5(last: &Report, this: &Report) -> Vec<Finding> {
    let (Some(before), Some(table)) = (last.table(TableId::T3), this.table(TableId::T3)) else { return Vec::new() };
    let columns = form::row(TableId::T3, table.version, "carried_in").map_or(&[][..], |row| row.columns);
    columns
        .iter()
        .filter_map(|column| {
            let expected = before.value("carried_out", column.id)?;
            let found = table.value("carried_in", column.id).filter(|found| *found != expected)?;
            let message = format!(
                "{}年{}为 {found}，{}年“结转下年度继续办理”为 {expected}，两年对不上；请核对两年的年报",
                this.year,
                names::cell_name(table, "carried_in", column.id),
                last.year
            );
            Some(differs(&rule::A5, this, table, ("carried_in", column.id), found, expected, message))
        })
        .collect()
}

/// A6: documents in force are last year's, with those issued, without those repealed. Counties also
/// recount their stock, so a difference is a question, not an error.
fn a6(last: &Report, this: &Report) -> Vec<Finding> {
    let (Some(before), Some(table)) = (of_version(last, FormVersion::V2021), of_version(this, FormVersion::V2021))
    else {
        return Vec::new();
    };
    ["rules", "normative"]
        .into_iter()
        .filter_map(|row| {
            let stock = before.value(row, "in_force")?;
            let (issued, repealed) = (table.value(row, "issued")?, table.value(row, "repealed")?);
            let expected = stock.checked_add(issued)?.checked_add(repealed.negated())?;
            let found = table.value(row, "in_force").filter(|found| *found != expected)?;
            let message = format!(
                "{}年{}为 {found}，按上年现行有效 {stock} 加本年制发 {issued} 减本年废止 {repealed} 算是 {expected}；可能因集中清理或统计口径不同，请核对",
                this.year,
                names::cell_name(table, row, "in_force")
            );
            Some(differs(&rule::A6, this, table, (row, "in_force"), found, expected, message))
        })
        .collect()
}

/// A7: the number of items of the year before is what that year's report started from, with its change.
fn a7(last: &Report, this: &Report) -> Vec<Finding> {
    let (Some(before), Some(table)) = (of_version(last, FormVersion::V2019), of_version(this, FormVersion::V2019))
    else {
        return Vec::new();
    };
    let rows = form::rows(TableId::T2, FormVersion::V2019).iter().filter(|row| row.column("previous_items").is_some());
    rows.filter_map(|row| {
        let (items, change) = (before.value(row.id, "previous_items")?, before.value(row.id, "change")?);
        let expected = items.checked_add(change)?;
        let found = table.value(row.id, "previous_items").filter(|found| *found != expected)?;
        let message = format!(
            "{}年{}为 {found}，按上年年报的 {items} 加增减 {change} 算是 {expected}，两年对不上；请核对两年的年报",
            this.year,
            names::cell_name(table, row.id, "previous_items")
        );
        Some(differs(&rule::A7, this, table, (row.id, "previous_items"), found, expected, message))
    })
    .collect()
}

fn of_version(report: &Report, version: FormVersion) -> Option<&Table> {
    report.table(TableId::T2).filter(|table| table.version == version)
}

fn differs(
    rule: &Rule,
    report: &Report,
    table: &Table,
    (row, column): (&str, &str),
    found: Decimal,
    expected: Decimal,
    message: String,
) -> Finding {
    Finding {
        table: Some(table.id.as_str().to_owned()),
        row: Some(row.to_owned()),
        column: Some(column.to_owned()),
        cell: table.cell(row, column).and_then(|cell| cell.place.clone()),
        found: Some(found.to_string()),
        expected: Some(expected.to_string()),
        ..rule.finding(&report_file(report.year), message)
    }
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
