//! The checks (数据检查): what contradicts itself, what is missing, what deserves a second look.
//!
//! Every rule is a small function from data to [`Finding`]s. Nothing is repaired: published figures
//! stay as published, and a finding says beside them what does not fit. The crate has no clock; a
//! rule that depends on the day takes it as a parameter.
//!
//! `docs/checks.md` lists the rules for the people who read the findings.

mod catalogue;
mod channels;
mod complete;
mod fields;
mod identity;
mod names;
mod places;
mod plausible;
mod prose;
mod references;
mod rule;
mod site;
mod years;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

pub use catalogue::{catalogue, guide, policies, rules};
pub use channels::channels;
pub use identity::{Identity, State, identities};
pub use names::{column_name, row_name, table_name};
pub use prose::{Differing, differing};
pub use rule::{RULES, Rule};
pub use site::site;
pub use years::{Chain, across, chains};

use crate::{Date, Finding, Report, Site, TableId, form};

/// The file that holds the report of a year, relative to the data folder.
pub fn report_file(year: u16) -> String {
    format!("reports/{year}.json")
}

/// What there is to find within one report: arithmetic, completeness, prose, dates, format.
///
/// ```
/// let report = model::decode(br#"{
///     "format": 1, "year": 2023, "title": "", "source": { "document": "report-2023" },
///     "tables": [{ "id": "t4", "version": "2021", "rows": { "review": { "upheld": 10, "corrected": 1, "total": 0 } } }]
/// }"#).expect("a report");
/// let findings = model::check::report(&report);
/// let broken = findings.iter().find(|finding| finding.rule == "A4").expect("10 + 1 is not 0");
/// assert_eq!((broken.found.as_deref(), broken.expected.as_deref()), (Some("0"), Some("11")));
/// ```
pub fn report(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in &report.tables {
        findings.extend(identity::findings(report.year, table));
        findings.extend(complete::table(report.year, table));
    }
    findings.extend(complete::tables(report));
    findings.extend(prose::findings(report));
    findings.extend(plausible::findings(report));
    findings.extend(references::findings(report));
    sort(&mut findings);
    findings
}

/// Whether the documents that a report refers to are listed in `site.json`.
pub fn report_in_site(report: &Report, site: &Site) -> Vec<Finding> {
    fields::unknown_documents(&report_file(report.year), places::report_sources(report), site)
}

/// Sorts findings by file, then by place in the order of the form and of the file, then by rule.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_cached_key(|finding| {
        let place = form_order(finding);
        let cell = finding.cell.as_deref().map(natural);
        (finding.file.clone(), finding.table.clone(), place, cell, finding.clone())
    });
}

/// Where the finding's row and column stand in the form. Versions differ by rows near the end only,
/// so the newer form orders both.
fn form_order(finding: &Finding) -> (Option<usize>, Option<usize>) {
    let Some(table) = TableId::ALL.into_iter().find(|id| Some(id.as_str()) == finding.table.as_deref()) else {
        return (None, None);
    };
    let mut place = (None, None);
    for version in [crate::FormVersion::V2019, crate::FormVersion::V2021] {
        let rows = form::rows(table, version);
        let at = rows.iter().position(|row| Some(row.id) == finding.row.as_deref());
        let columns = rows.get(at.unwrap_or(0)).map_or(&[][..], |row| row.columns);
        let column = columns.iter().position(|column| Some(column.id) == finding.column.as_deref());
        place = (at.or(place.0), column.or(place.1));
    }
    place
}

/// Splits a place into words and numbers, so that `entries[10]` follows `entries[9]` and `E10` follows `E9`.
fn natural(place: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let mut rest = place;
    while !rest.is_empty() {
        let digits_at = rest.find(|letter: char| letter.is_ascii_digit()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(digits_at);
        let digits_end = after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len());
        let (digits, remaining) = after.split_at(digits_end);
        parts.push((word.to_owned(), digits.parse().unwrap_or(0)));
        rest = remaining;
    }
    parts
}

/// The last day on which a contact compared on `verified` still counts as compared.
fn a_year_after(day: Date) -> Date {
    // 29 February has no anniversary in most years; the day before stands in.
    Date::new(day.year() + 1, day.month(), day.day())
        .or_else(|| Date::new(day.year() + 1, day.month(), day.day() - 1))
        .unwrap_or(day)
}
