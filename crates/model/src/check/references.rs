//! Rules about the parts of a report that are not figures: ids, inner links, addresses.

use super::fields::{self, with_found};
use super::{places, report_file, rule};
use crate::{Finding, Report};

/// The fields of a report that are not figures.
pub(super) fn findings(report: &Report) -> Vec<Finding> {
    let file = report_file(report.year);
    let sections = report.all_sections();
    let section_ids = sections.iter().map(|section| (format!("sections[{}]", section.id), &*section.id));
    let figure_ids = report.figures.iter().enumerate().map(|(at, figure)| (format!("figures[{at}].id"), &*figure.id));
    let mut findings = fields::duplicate_ids(&file, section_ids);
    findings.extend(fields::duplicate_ids(&file, figure_ids));
    let of_figures = report.figures.iter().map(|figure| figure.section.as_deref()).enumerate();
    let of_notes = report.notes.iter().map(|note| note.section.as_deref()).enumerate();
    let links = of_figures
        .map(|(at, section)| (format!("figures[{at}].section"), section))
        .chain(of_notes.map(|(at, section)| (format!("notes[{at}].section"), section)));
    for (place, section) in links {
        findings.extend(section.filter(|id| report.section(id).is_none()).map(|id| {
            let message = format!("年报里没有编号为“{id}”的章节；请改正章节编号");
            with_found(rule::LINK.at(&file, place, message), id)
        }));
    }
    findings.extend(incomplete_links(&file, report));
    findings.extend(fields::contact(&file, "contact", report.contact.as_ref()));
    findings.extend(fields::source_urls(&file, places::report_sources(report)));
    findings
}

/// A page links its attachments by addresses that mean something on that page only (`/slx/a.docx`); elsewhere they
/// lead nowhere, so they are not made links.
fn incomplete_links(file: &str, report: &Report) -> Vec<Finding> {
    let incomplete = report.links.iter().enumerate().filter(|(_, link)| {
        let other_than_web = ["mailto:", "tel:"].iter().any(|scheme| link.url.starts_with(scheme));
        !other_than_web && !fields::is_web_address(&link.url)
    });
    incomplete
        .map(|(at, link)| {
            let message = format!(
                "链接“{}”的网址“{}”不完整，网站上不会做成链接；请补上以 http:// 或 https:// 开头的网址",
                link.text, link.url
            );
            with_found(rule::REPORT_LINK.at(file, format!("links[{at}].url"), message), &link.url)
        })
        .collect()
}
