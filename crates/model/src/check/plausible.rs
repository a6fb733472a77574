//! What is possible but unusual: dates, 规章 of a county, missing sections.

use super::rule;
use super::{names, report_file};
use crate::{Date, Decimal, Finding, FormVersion, Report, TableId};

/// All hints of this kind within a report.
pub(super) fn findings(report: &Report) -> Vec<Finding> {
    let mut findings = rules_made(report);
    findings.extend(
        [period(report), published_early(report), published_late(report), sections(report)].into_iter().flatten(),
    );
    findings
}

/// 规章 are made by departments of the State Council, provinces and cities divided into districts (立法法);
/// a county that reports some has often counted its 规范性文件 here.
fn rules_made(report: &Report) -> Vec<Finding> {
    let Some(table) = report.table(TableId::T2) else { return Vec::new() };
    let columns: &[&str] = match table.version {
        FormVersion::V2019 => &["made", "published", "public_total"],
        FormVersion::V2021 => &["issued", "repealed", "in_force"],
    };
    let counted = columns.iter().filter_map(|column| {
        let value = table.value("rules", column).filter(|value| *value != Decimal::ZERO)?;
        Some((*column, value))
    });
    counted
        .map(|(column, value)| {
            let message = format!(
                "{}为 {value}。规章一般由国务院部门、省级和设区的市级政府制定，县级多填 0；请核对是否应计入规范性文件",
                names::cell_name(table, "rules", column)
            );
            Finding {
                table: Some("t2".to_owned()),
                row: Some("rules".to_owned()),
                column: Some(column.to_owned()),
                cell: table.cell("rules", column).and_then(|cell| cell.place.clone()),
                found: Some(value.to_string()),
                ..rule::RULES_MADE.finding(&report_file(report.year), message)
            }
        })
        .collect()
}

/// The report covers its calendar year (Article 49: 上一年度).
fn period(report: &Report) -> Option<Finding> {
    let period = report.period?;
    let whole_year =
        Date::new(report.year, 1, 1) == Some(period.from) && Date::new(report.year, 12, 31) == Some(period.to);
    (!whole_year).then(|| {
        let message = format!(
            "统计期限写的是 {} 至 {}，{} 年的年报一般统计全年；请对照原件核对",
            period.from.in_words(),
            period.to.in_words(),
            report.year
        );
        let finding = rule::PERIOD.at(&report_file(report.year), "period", message);
        Finding { found: Some(format!("{} – {}", period.from, period.to)), ..finding }
    })
}

/// Nobody can count a year that has not ended.
fn published_early(report: &Report) -> Option<Finding> {
    let published = report.published?;
    let end = report.period.map(|period| period.to).or_else(|| Date::new(report.year, 12, 31))?;
    (published <= end).then(|| {
        let message =
            format!("公布日期 {} 早于统计期限的最后一天 {}；请核对日期", published.in_words(), end.in_words());
        published_finding(&rule::PUBLISHED_EARLY, report, published, message)
    })
}

/// Article 49: a department reports by 31 January, the county's own report is public by 31 March.
fn published_late(report: &Report) -> Option<Finding> {
    let published = report.published?;
    let (month, day, who) = match report.issuer.as_deref().is_some_and(is_department) {
        true => (1, 31, "政府部门的年报应在 1 月 31 日前"),
        false => (3, 31, "县级政府的年报应在 3 月 31 日前"),
    };
    let due = Date::new(report.year.checked_add(1)?, month, day)?;
    (published > due).then(|| {
        let message =
            format!("公布日期 {} 晚于条例第四十九条的期限（{who}向社会公布）；请核对日期", published.in_words());
        let finding = published_finding(&rule::PUBLISHED_LATE, report, published, message);
        Finding { expected: Some(due.to_string()), ..finding }
    })
}

fn published_finding(rule: &super::Rule, report: &Report, published: Date, message: String) -> Finding {
    Finding { found: Some(published.to_string()), ..rule.at(&report_file(report.year), "published", message) }
}

/// By its name. A 管理委员会 or 管委会 governs an area and stands in for its government.
fn is_department(issuer: &str) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| issuer.ends_with(ending));
    ends(&["局", "委员会", "厅", "处", "中心"]) && !ends(&["管理委员会"])
}

/// Article 50 and the national form ask for six parts. A report that holds only tables is judged by those.
fn sections(report: &Report) -> Option<Finding> {
    if report.sections.is_empty() {
        return None;
    }
    let numerals = ["一", "二", "三", "四", "五", "六"];
    let missing: Vec<&str> = (1..=6)
        .zip(numerals)
        .filter(|(number, _)| report.sections.iter().all(|section| section.id != number.to_string()))
        .map(|(_, numeral)| numeral)
        .collect();
    (!missing.is_empty()).then(|| {
        let message = format!("国家格式的六个部分中缺少第{}部分；请对照原件核对", missing.join("、"));
        rule::SECTIONS.at(&report_file(report.year), "sections", message)
    })
}
