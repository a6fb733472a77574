//! The county's own report of 2019, where the text of it is at hand: it is read whole.
#![allow(clippy::expect_used)]

use import::{Options, import};
use model::{Report, Section};

fn report() -> Option<(String, Report, Vec<model::Finding>)> {
    let path = format!("{}/../../../shared/seed/report-2019.txt", env!("CARGO_MANIFEST_DIR"));
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: the text of the report is not here");
        return None;
    };
    let imported = import(&bytes, &Options { name: "report-2019.txt".into(), year: None }).expect("a report");
    Some((String::from_utf8(bytes).expect("UTF-8"), imported.report, imported.findings))
}

fn han(text: &str) -> String {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect()
}

/// All text of the report in reading order, with the numbers as printed.
fn flat(sections: &[Section], text: &mut String) {
    for section in sections {
        text.push_str(section.printed_numeral.as_deref().or(section.numeral.as_deref()).unwrap_or_default());
        text.push_str(&section.heading);
        section.paragraphs.iter().for_each(|paragraph| text.push_str(paragraph));
        flat(&section.sections, text);
    }
}

#[test]
fn nothing_of_the_body_is_lost_or_moved() {
    let Some((source, report, _)) = report() else { return };
    let body = &source[source.find("根据").expect("the preamble")..];
    let mut read = report.preamble.concat();
    flat(&report.sections, &mut read);
    assert_eq!(han(&read), han(body));
}

#[test]
fn its_parts_facts_and_figures_are_found() {
    let Some((_, report, findings)) = report() else { return };
    assert_eq!(report.year, 2019);
    assert!(report.title.ends_with("2019年政府信息公开工作年度报告") && report.title.starts_with("疏勒县"));
    assert_eq!(report.issuer.as_deref(), Some("疏勒县人民政府"));
    let contact = report.contact.as_ref().expect("a contact");
    assert_eq!((contact.postcode.as_deref(), contact.phone.as_deref()), (Some("844200"), Some("0998-6572114")));
    assert_eq!(
        report.period.map(|period| (period.from.to_string(), period.to.to_string())),
        Some(("2019-01-01".into(), "2019-12-31".into()))
    );
    let ids: Vec<&str> = report.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6"]);
    let counts: Vec<usize> = report.sections[0].sections.iter().map(|section| section.sections.len()).collect();
    assert_eq!(counts, [3, 7, 4, 3]);
    let last = &report.sections[5];
    assert_eq!((last.numeral.as_deref(), last.printed_numeral.as_deref()), (Some("六"), Some("三")));
    assert!(
        findings.iter().any(|finding| finding.rule == import::rule::NUMERAL && finding.found.as_deref() == Some("三"))
    );
    assert_eq!(report.tables, []);
    let figure = |id: &str| {
        let figure = report.figure(id).unwrap_or_else(|| panic!("{id} of {:?}", report.figures));
        assert!(figure.quote.as_ref().is_some_and(|quote| quote.contains(&figure.value.to_string())), "{figure:?}");
        (figure.value.to_string(), figure.unit.clone(), figure.section.clone().unwrap_or_default())
    };
    for (id, value, unit, section) in [
        ("disclosed", "8635", "条", "1"),
        ("disclosed_on_website", "254", "条", "1"),
        ("daily_visits", "523", "人次", "1"),
        ("requests_handled", "34", "件", "1.1.2"),
        ("reply_rate", "100", "%", "1.1.2"),
        ("on_time_rate", "100", "%", "1.1.2"),
        ("satisfaction_rate", "100", "%", "1.1.2"),
    ] {
        assert_eq!(figure(id), (value.to_owned(), unit.to_owned(), section.to_owned()), "{id}");
    }
    assert_eq!(report.figures.len(), 7, "{:?}", report.figures);
}
