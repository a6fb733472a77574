//! One yearly report: its numbers, its sections, the national tables as published.

use super::{back_link, h1, record_line};
use crate::html::{Element, Node, el};
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::text::{self, files, reports};
use crate::widgets::{
    FigureSize, contact_view, copy_button, download, figure_list, original_link, outside_link, panel, print_button,
    share_button, source_view, table_view,
};
use model::{Report, Section, TableId};

pub fn page(year: u16) -> Node {
    row![
        back_link(&Route::Reports),
        el("header").class("gk-head").kid(h1(reports::title(year))),
        panel(Portal::here().store.report(year), |report| whole(&report)),
    ]
}

fn whole(report: &Report) -> Node {
    let sections = Node::all(report.sections.iter().map(|section| section_view(report, section, 2)));
    let text = el("div").class("gk-report__text").kid(preamble(report)).kid(sections).kid(notes(report));
    row![head(report), figures(report), el("div").class("gk-report").kid(contents(report)).kid(text)]
}

fn head(report: &Report) -> Node {
    let unknown = || reports::UNKNOWN.to_owned();
    let period = report.period.map(|period| reports::period(&period.from.in_words(), &period.to.in_words()));
    let record = el("dl")
        .class("gk-record")
        .kid(record_line(reports::ISSUER, Some(report.issuer.clone().unwrap_or_else(unknown))))
        .kid(record_line(reports::PERIOD, period))
        .kid(record_line(reports::PUBLISHED, Some(report.published.map_or_else(unknown, model::Date::in_words))))
        .kid(record_line(text::fact::SOURCE, Some(source_view(&report.source))));
    let actions = el("p")
        .class("gk-actions")
        .kid(original_link(&report.source))
        .kid(share_button(reports::title(report.year), String::new()))
        .kid(print_button());
    row![el("p").class("gk-report__title").kid(report.title.clone()), record, actions, downloads(report)]
}

/// The report as files: what it holds, and what each program reads.
fn downloads(report: &Report) -> Element {
    let file = |ending: &str, words| download(&format!("report-{}{ending}", report.year), words);
    el("p")
        .class("gk-files")
        .kid(files::DOWNLOAD)
        .kid((!report.tables.is_empty()).then(|| file(".csv", files::TABLES_CSV)))
        .kid((!report.figures.is_empty()).then(|| file("-figures.csv", files::FIGURES_CSV)))
        .kid(file(".xlsx", "Excel"))
        .kid(file(".json", "JSON"))
}

fn figures(report: &Report) -> Option<Element> {
    let list = || figure_list(report.figures.iter(), report.year, FigureSize::Large);
    let heading = || el("h2").attr("id", "report-figures").kid(reports::FIGURES);
    let block = || el("section").class("gk-block").attr("aria-labelledby", "report-figures");
    (!report.figures.is_empty()).then(|| block().kid(heading()).kid(list()))
}

/// The table of contents: the six sections and their parts. Folds on phones.
fn contents(report: &Report) -> Node {
    let link = |section: &Section| el("a").attr("href", format!("#s{}", section.id)).kid(numbered(section));
    let item = |section: &Section| {
        let parts: Vec<Element> = section
            .sections
            .iter()
            .filter(|part| !part.heading.is_empty())
            .map(|part| el("li").kid(link(part)))
            .collect();
        el("li").kid(link(section)).kid((!parts.is_empty()).then(|| el("ol").kid(parts)))
    };
    let items = Node::all(report.sections.iter().map(item));
    let list = el("details").attr("open", "").kid(el("summary").kid(reports::CONTENTS)).kid(el("ol").kid(items));
    el("nav").class("gk-contents").attr("aria-label", reports::CONTENTS).kid(list).into()
}

/// `一、总体情况`, `（一）政策解读与回应`, `一是 把政策讲清楚`
fn numbered(section: &Section) -> String {
    let numeral = section.numeral.as_deref().unwrap_or_default();
    let joint = match numeral {
        "" => "",
        bracketed if bracketed.ends_with('）') => "",
        top if !section.id.contains('.') && !top.ends_with('、') => "、",
        _ => " ",
    };
    format!("{numeral}{joint}{}", section.heading)
}

fn preamble(report: &Report) -> Element {
    let contact = report.contact.as_ref().map(contact_view);
    el("div").class("gk-report__preamble").kid(paragraphs(&report.preamble)).kid(contact)
}

fn paragraphs(paragraphs: &[String]) -> Node {
    Node::all(paragraphs.iter().map(|paragraph| el("p").kid(paragraph.clone())))
}

fn section_view(report: &Report, section: &Section, level: u8) -> Element {
    let figures: Vec<_> =
        report.figures.iter().filter(|figure| figure.section.as_deref() == Some(&section.id)).collect();
    let printed = section.printed_numeral.as_deref().map(|numeral| note(reports::printed_as(numeral)));
    let own_notes = report.notes.iter().filter(|note| note.section.as_deref() == Some(&section.id));
    let inner = section.sections.iter().map(|part| section_view(report, part, level + 1));
    el("section")
        .class(format!("gk-section gk-section--{level}"))
        .attr("id", format!("s{}", section.id))
        .kid(section_heading(report.year, section, level))
        .kid(printed)
        .kid(Node::all(own_notes.map(|own| note(own.text.clone()))))
        .kid(paragraphs(&section.paragraphs))
        .kid(no_text(report, section))
        .kid((!figures.is_empty()).then(|| figure_list(figures, report.year, FigureSize::Small)))
        .kid(section_table(report, &section.id))
        .kid(Node::all(inner))
}

/// A statutory section without its text says so; the tables have words of their own.
fn no_text(report: &Report, section: &Section) -> Option<Element> {
    let is_empty = section.paragraphs.is_empty() && section.sections.is_empty();
    let has_table = TableId::ALL.into_iter().any(|table| table.section() == section.id);
    let absent = || {
        el("div").class("gk-absent").kid(el("p").kid(reports::NO_TEXT)).kid(el("p").kid(original_link(&report.source)))
    };
    (is_empty && !has_table && !section.id.contains('.')).then(absent)
}

fn note(text: String) -> Element {
    el("p").class("gk-note").kid(text)
}

fn section_heading(year: u16, section: &Section, level: u8) -> Element {
    let words = numbered(section);
    let tag = match level {
        2 => "h2",
        3 => "h3",
        _ => "h4",
    };
    let head = el("div").class("gk-section__head").kid(el(tag).kid(words.clone()));
    // A point is one or two sentences; a row of buttons over each would drown them.
    if level > 3 {
        return head;
    }
    let anchor = format!("#s{}", section.id);
    let link = anchor.clone();
    let address = move |portal: &Portal| portal.absolute(&format!("{}{link}", portal.href(&Route::Report(year))));
    head.kid(
        el("p")
            .class("gk-section__actions")
            .kid(copy_button(reports::COPY_LINK, &words, address))
            .kid(share_button(words, anchor)),
    )
}

/// The national table of a section; a section that should have one and does not, says so.
fn section_table(report: &Report, section: &str) -> Option<Node> {
    let id = TableId::ALL.into_iter().find(|table| table.section() == section)?;
    if let Some(table) = report.table(id) {
        return Some(table_view(table));
    }
    let absent =
        el("p").kid(el("strong").kid(reports::NO_TABLE)).kid(format!(" {}", reports::table_absent(id.title())));
    Some(el("div").class("gk-absent").kid(absent).kid(el("p").kid(original_link(&report.source))).into())
}

/// Notes on the whole report, and links of the original page.
fn notes(report: &Report) -> Option<Element> {
    let notes = report.notes.iter().filter(|note| note.section.is_none());
    let notes = notes.map(|note| el("li").kid(note.text.clone()));
    let links = report.links.iter().map(|link| el("li").kid(outside_link(&link.url, link.text.clone())));
    let items: Vec<Element> = notes.chain(links).collect();
    let section = || el("section").class("gk-section gk-section--2").attr("id", "notes");
    (!items.is_empty()).then(|| section().kid(el("h2").kid(reports::NOTES)).kid(el("ul").class("gk-plain").kid(items)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_headed_by_its_number_as_the_form_prints_it() {
        for (id, numeral, expected) in [
            ("1", "一", "一、标题"),
            ("1.1", "（一）", "（一）标题"),
            ("1.1.1", "一是", "一是 标题"),
            ("6", "六、", "六、 标题"),
        ] {
            let section = Section {
                id: id.into(),
                numeral: Some(numeral.into()),
                printed_numeral: None,
                heading: "标题".into(),
                paragraphs: Vec::new(),
                sections: Vec::new(),
            };
            assert_eq!(numbered(&section), expected);
        }
    }
}
