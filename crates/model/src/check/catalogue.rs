//! Rules about the lists of documents and items: `policies.json`, `catalogue.json`, `guide.json`, `rules.json`.

use super::fields::{self, with_found};
use super::{places, rule};
use crate::{Catalogue, Date, Finding, Guide, GuideSection, Policies, Policy, Rules, Site, law};

/// `policies.json`: ids, sources, numbers, dates, addresses.
pub fn policies(policies: &Policies, site: &Site, today: Date) -> Vec<Finding> {
    const FILE: &str = "policies.json";
    let ids = policies.policies.iter().enumerate();
    let mut findings = fields::duplicate_ids(FILE, ids.map(|(at, policy)| (format!("policies[{at}].id"), &*policy.id)));
    for (at, policy) in policies.policies.iter().enumerate() {
        let place = |field: &str| format!("policies[{at}].{field}");
        findings.extend(fields::id_letters(FILE, &place("id"), &policy.id));
        findings.extend(fields::url(FILE, &place("url"), policy.url.as_deref()));
        findings.extend(fields::day(FILE, &place("date"), policy.date, today));
        findings.extend(fields::document_number(FILE, &place("number"), policy.number.as_deref()));
        findings.extend(year_of_number(FILE, &place("date"), policy));
        findings.extend(index_number(FILE, &place("index_number"), policy.index_number.as_deref()));
        if policy.source.is_none() && policies.source.is_none() {
            let message = format!("“{}”没有来源；请写上 source，或在文件开头写一个共用的 source", policy.title);
            findings.push(rule::NO_SOURCE.at(FILE, place("source"), message));
        }
    }
    findings.extend(fields::unknown_documents(FILE, places::policy_sources(policies), site));
    findings.extend(fields::source_urls(FILE, places::policy_sources(policies)));
    super::sort(&mut findings);
    findings
}

/// A document is numbered when it is signed; one dated in an earlier year, or years later, has one of the
/// two wrong. Publication may follow in the next year.
fn year_of_number(file: &str, place: &str, policy: &Policy) -> Option<Finding> {
    let (number, date) = (policy.number.as_deref()?, policy.date?);
    let year: u16 = number.split_once('〔')?.1.split_once('〕')?.0.parse().ok()?;
    (date.year() < year || date.year() > year.saturating_add(1)).then(|| {
        let message = format!("文号“{number}”是 {year} 年的，日期却是 {}；请对照原件核对", date.in_words());
        let finding = with_found(rule::DATE.at(file, place, message), &date.to_string());
        Finding { expected: Some(year.to_string()), ..finding }
    })
}

/// 索引号 is organisation code, year and five-digit serial; other sites look documents up by it.
fn index_number(file: &str, place: &str, number: Option<&str>) -> Option<Finding> {
    let number = number?;
    let good = number.split_once('/').is_some_and(|(code, rest)| {
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        let shape = rest.split_once('-').is_some_and(|(year, serial)| digits(year, 4) && digits(serial, 5));
        shape && code.len() == 9 && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    (!good).then(|| {
        let message = format!("索引号“{number}”一般是 9 位机构代码/年份-5 位序号，如 014314799/2024-00002；请核对");
        with_found(rule::INDEX_NUMBER.at(file, place, message), number)
    })
}

/// `catalogue.json`: ids, items of the Regulation, sources.
pub fn catalogue(catalogue: &Catalogue, site: &Site) -> Vec<Finding> {
    const FILE: &str = "catalogue.json";
    let ids = catalogue.entries.iter().enumerate();
    let mut findings = fields::duplicate_ids(FILE, ids.map(|(at, entry)| (format!("entries[{at}].id"), &*entry.id)));
    for (at, entry) in catalogue.entries.iter().enumerate() {
        let place = |field: &str| format!("entries[{at}].{field}");
        findings.extend(fields::id_letters(FILE, &place("id"), &entry.id));
        // The page lists entries under the Regulation's items; under an unknown one nobody would find it.
        if law::find(&entry.item).is_none() {
            let message = format!(
                "“{}”所属的条例事项“{}”不存在；第二十条写 20-1 到 20-15，第二十一条写 21-1 到 21-7",
                entry.title, entry.item
            );
            findings.push(with_found(rule::UNKNOWN_ITEM.at(FILE, place("item"), message), &entry.item));
        }
    }
    findings.extend(fields::unknown_documents(FILE, places::catalogue_sources(catalogue), site));
    findings.extend(fields::source_urls(FILE, places::catalogue_sources(catalogue)));
    super::sort(&mut findings);
    findings
}

/// `guide.json`: ids and sources.
pub fn guide(guide: &Guide, site: &Site) -> Vec<Finding> {
    const FILE: &str = "guide.json";
    let mut findings = sections(FILE, "sections", &guide.sections);
    findings.extend(sections(FILE, "apply", &guide.apply));
    findings.extend(fields::unknown_documents(FILE, places::guide_sources(guide), site));
    findings.extend(fields::source_urls(FILE, places::guide_sources(guide)));
    super::sort(&mut findings);
    findings
}

/// `rules.json`: ids and sources.
pub fn rules(rules: &Rules, site: &Site) -> Vec<Finding> {
    const FILE: &str = "rules.json";
    let mut findings = sections(FILE, "sections", &rules.sections);
    findings.extend(fields::unknown_documents(FILE, places::rules_sources(rules), site));
    findings.extend(fields::source_urls(FILE, places::rules_sources(rules)));
    super::sort(&mut findings);
    findings
}

/// Sections are anchors of a page, and a resident may rely on each point, so each says where it stands.
fn sections(file: &str, list: &str, sections: &[GuideSection]) -> Vec<Finding> {
    let ids = sections.iter().enumerate().map(|(at, section)| (format!("{list}[{at}].id"), &*section.id));
    let mut findings = fields::duplicate_ids(file, ids);
    for (at, section) in sections.iter().enumerate() {
        findings.extend(fields::id_letters(file, &format!("{list}[{at}].id"), &section.id));
        for (number, point) in section.points.iter().enumerate().filter(|(_, point)| point.sources.is_empty()) {
            let message = format!("“{}”下的第 {} 点没有来源；请写上依据的文件和条款", section.heading, number + 1);
            let finding = rule::NO_SOURCE.at(file, format!("{list}[{at}].points[{number}].sources"), message);
            findings.push(with_found(finding, &point.text));
        }
    }
    findings
}
