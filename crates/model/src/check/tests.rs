//! The checks on published figures and on figures with faults planted in them.

use super::sample::{self, pingtan, pingtan_of};
use super::*;
use crate::{Cell, Decimal, ExtraRow, Figure, FormVersion, Note, Period, Section, Severity, Table};

fn table(report: &Report, id: TableId) -> &Table {
    report.table(id).expect("the table")
}

fn cell_mut<'a>(report: &'a mut Report, table: TableId, row: &str, column: &str) -> &'a mut Cell {
    let table = report.tables.iter_mut().find(|each| each.id == table).expect("the table");
    let row = table.rows.0.iter_mut().find(|each| each.id == row).expect("the row");
    row.cells.iter_mut().find(|(id, _)| id == column).map(|(_, cell)| cell).expect("the cell")
}

fn set(report: &mut Report, table: TableId, row: &str, column: &str, value: i64) {
    *cell_mut(report, table, row, column) = Cell::number(Decimal::from_int(value).expect("a small number"));
}

/// `rule row column found expected` of each finding by one of the rules.
fn found(findings: &[Finding], rules: &[&str]) -> Vec<String> {
    let chosen = findings.iter().filter(|finding| rules.contains(&finding.rule.as_str()));
    let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
    chosen
        .map(|each| {
            let places = [&each.row, &each.column, &each.found, &each.expected].map(part);
            format!("{} {}", each.rule, places.join(" "))
        })
        .collect()
}

fn rules_of(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule.as_str()).collect()
}

const SUMS: [&str; 4] = ["A1", "A2", "A3", "A4"];

#[test]
fn a_report_has_42_sums_in_the_form_of_2021_and_40_in_that_of_2019() {
    for (report, expected) in [(pingtan_of(2021), 42), (pingtan_of(2019), 40), (sample::hongze(), 40)] {
        let count: usize = report.tables.iter().map(|table| identities(table).len()).sum();
        assert_eq!(count, expected, "{}", report.year);
    }
}

#[test]
fn the_published_contradictions_are_found_and_nothing_else() {
    for published in pingtan() {
        let findings = report(&published);
        let expected: &[&str] = match published.year {
            2020 => &["A2 total natural 20 26", "A2 total total 21 27"],
            _ => &[],
        };
        assert_eq!(found(&findings, &SUMS), expected, "{}", published.year);
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        assert_eq!(errors, expected.len(), "{}: {findings:?}", published.year);
    }
    let findings = report(&sample::hongze());
    assert_eq!(found(&findings, &SUMS), ["A4 review total 0 11", "A4 litigation_after_review total 0 5"]);
}

#[test]
fn a_contradiction_is_told_with_its_labels_and_numbers() {
    let mut published = pingtan_of(2020);
    cell_mut(&mut published, TableId::T3, "total", "natural").place = Some("D25".to_owned());
    let findings = report(&published);
    let finding = findings.iter().find(|finding| finding.rule == "A2").expect("a finding");
    assert_eq!(
        finding.message,
        "表三“三、本年度办理结果 （七）总计”的“自然人”公布为 20，这一列（一）到（六）各项相加为 26；请对照原件核对，原件如此则照原样保留"
    );
    assert_eq!((finding.file.as_deref(), finding.cell.as_deref()), (Some("reports/2020.json"), Some("D25")));
    let sums = identities(table(&published, TableId::T3));
    let broken = sums.iter().find(|sum| sum.state == State::Broken).expect("a sum");
    assert_eq!(broken.sentence(), "公布为 20，各项相加为 26，不一致");
    assert!(broken.involves("granted", "natural") && broken.involves("total", "natural"));
    assert!(!broken.involves("received", "natural") && !broken.involves("granted", "business"));
}

/// Adds 1 to each number in turn. The sums of tables 3 and 4 cover every cell of these tables; table 2 is not
/// summed, as docs/checks.md says.
#[test]
fn every_single_fault_in_tables_3_and_4_is_found_and_the_finding_names_the_cell() {
    let mut planted = 0;
    for clean in pingtan().into_iter().filter(|report| report.year != 2020) {
        for id in [TableId::T3, TableId::T4] {
            for row in form::rows(id, table(&clean, id).version) {
                for column in row.columns {
                    let value = table(&clean, id).value(row.id, column.id).expect("a complete table");
                    let mut faulty = clean.clone();
                    set(&mut faulty, id, row.id, column.id, value.to_int().expect("a count") + 1);
                    let sums = identities(table(&faulty, id));
                    let broken: Vec<&Identity> = sums.iter().filter(|sum| sum.state == State::Broken).collect();
                    assert!(!broken.is_empty(), "{} {} {}", clean.year, row.id, column.id);
                    assert!(broken.iter().all(|sum| sum.involves(row.id, column.id)), "{} {}", row.id, column.id);
                    assert_eq!(found(&report(&faulty), &SUMS).len(), broken.len());
                    planted += 1;
                }
            }
        }
    }
    // One year of the form of 2019, five of that of 2021.
    assert_eq!(planted, (161 + 15) + 5 * (175 + 15));
}

#[test]
fn blank_cells_count_as_nothing_and_a_blank_total_is_not_compared() {
    let state = |report: &Report, rule: &str, row: &str, column: &str| {
        let sums = identities(table(report, TableId::T3));
        let sum = sums.into_iter().find(|sum| (sum.rule, sum.row, sum.column) == (rule, row, column)).expect("the sum");
        (sum.state, sum.blanks)
    };
    let mut blank_part = pingtan_of(2022);
    *cell_mut(&mut blank_part, TableId::T3, "received", "research") = Cell::default();
    assert_eq!(state(&blank_part, "A3", "received", "total"), (State::Agrees, 1));
    *cell_mut(&mut blank_part, TableId::T3, "received", "natural") = Cell::default();
    assert_eq!(state(&blank_part, "A3", "received", "total"), (State::Broken, 2));

    let mut blank_total = pingtan_of(2022);
    *cell_mut(&mut blank_total, TableId::T3, "received", "total") = Cell::default();
    assert_eq!(state(&blank_total, "A3", "received", "total").0, State::NotComparable);

    let mut only_total = pingtan_of(2022);
    for column in ["natural", "business", "research", "public_interest", "legal_service", "other_org"] {
        *cell_mut(&mut only_total, TableId::T3, "received", column) = Cell::default();
    }
    assert_eq!(state(&only_total, "A3", "received", "total").0, State::NotComparable);

    let mut unreadable = pingtan_of(2022);
    *cell_mut(&mut unreadable, TableId::T3, "received", "natural") =
        Cell { text: Some("约71".to_owned()), ..Cell::default() };
    assert_eq!(state(&unreadable, "A3", "received", "total").0, State::NotComparable);
    let findings = report(&unreadable);
    assert_eq!(found(&findings, &["A9"]), ["A9 received natural 约71 -"]);
}

#[test]
fn sums_of_too_many_digits_are_not_compared() {
    let mut huge = pingtan_of(2022);
    huge.year = u16::MAX;
    for row in huge.tables.iter_mut().flat_map(|table| &mut table.rows.0) {
        row.cells.iter_mut().for_each(|(_, cell)| cell.value = Decimal::from_int(999_999_999_999_999_999));
    }
    assert_eq!(found(&report(&huge), &SUMS), [""; 0]);
    assert_eq!(
        across(&[huge.clone(), Report { year: u16::MAX - 1, ..huge }]).len(),
        3,
        "three tables that repeat last year's"
    );
}

#[test]
fn an_outcome_that_the_form_lacks_leaves_the_outcomes_uncompared() {
    let mut published = pingtan_of(2020);
    let row = ExtraRow { label: "8.其他".to_owned(), after: Some("other".to_owned()), cells: vec!["6".to_owned()] };
    published
        .tables
        .iter_mut()
        .filter(|table| table.id == TableId::T3)
        .for_each(|table| table.extra_rows.push(row.clone()));
    assert_eq!(found(&report(&published), &["A2"]), [""; 0]);
}

#[test]
fn years_are_compared_with_the_years_before_them() {
    let findings = across(&pingtan());
    assert_eq!(found(&findings, &["A5", "A7"]), [""; 0]);
    // The figures of 2023 and 2025 are blank in this copy, so that only 2021 and 2022 can be compared.
    assert_eq!(found(&findings, &["A6"]), [""; 0]);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Hint));
}

#[test]
fn a_stock_that_does_not_follow_from_the_year_before_is_a_hint() {
    // As published, 665 + 88 - 55 = 698.
    let (last, mut this) = (pingtan_of(2021), pingtan_of(2022));
    set(&mut this, TableId::T2, "normative", "in_force", 700);
    let findings = across(&[last.clone(), this.clone()]);
    assert_eq!(found(&findings, &["A6"]), ["A6 normative in_force 700 698"]);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Hint));
    *cell_mut(&mut this, TableId::T2, "normative", "repealed") = Cell::default();
    assert_eq!(found(&across(&[last, this]), &["A6"]), [""; 0], "a blank is not zero");
}

#[test]
fn what_is_carried_over_is_compared_column_by_column() {
    let mut years = pingtan();
    let report_2022 = years.iter_mut().find(|report| report.year == 2022).expect("the year");
    set(report_2022, TableId::T3, "carried_in", "business", 1);
    assert_eq!(found(&across(&years), &["A5"]), ["A5 carried_in business 1 0"]);
    years.retain(|report| report.year != 2021);
    assert_eq!(found(&across(&years), &["A5"]), [""; 0], "a missing year breaks the chain");
}

#[test]
fn items_of_the_form_of_2019_follow_from_the_year_before() {
    let (mut last, mut this) = (pingtan_of(2019), pingtan_of(2020));
    set(&mut last, TableId::T2, "licence", "previous_items", 380);
    set(&mut last, TableId::T2, "licence", "change", 16);
    set(&mut this, TableId::T2, "licence", "previous_items", 396);
    assert_eq!(found(&across(&[last.clone(), this.clone()]), &["A7"]), [""; 0]);
    set(&mut this, TableId::T2, "licence", "previous_items", 395);
    assert_eq!(found(&across(&[this, last]), &["A7"]), ["A7 licence previous_items 395 396"]);
}

#[test]
fn a_report_that_repeats_last_years_is_noticed_and_zeros_are_not() {
    let last = pingtan_of(2023);
    let this = Report { year: 2024, ..last.clone() };
    let findings = across(&[last, this]);
    let same: Vec<_> = findings.iter().filter(|finding| finding.rule == "same-as-last-year").collect();
    let tables: Vec<_> = same.iter().map(|finding| finding.table.as_deref().expect("a table")).collect();
    // Table 2 has four numbers above zero here, too few to tell.
    assert_eq!(tables, ["t3", "t4"]);
    assert_eq!(found(&across(&pingtan()), &["same-as-last-year"]), [""; 0]);
}

#[test]
fn blank_cells_are_one_finding_for_each_table() {
    let findings = report(&pingtan_of(2019));
    let incomplete: Vec<&Finding> = findings.iter().filter(|finding| finding.rule == "A9").collect();
    let [only] = incomplete.as_slice() else { panic!("one finding, not {incomplete:?}") };
    assert_eq!((only.table.as_deref(), only.found.as_deref()), (Some("t2"), Some("16")));
    assert!(only.message.contains("表二的 22 格中有 16 格空白"), "{}", only.message);
    assert!(
        only.message.contains("“行政许可”、“其他对外管理服务事项”、“行政处罚”、“行政强制”等 6 行"),
        "{}",
        only.message
    );
    let without_tables = report(&sample::empty(2019));
    assert_eq!(rules_of(&without_tables), ["A9", "A9", "A9"]);
}

#[test]
fn marks_for_nothing_are_blanks_and_not_unreadable() {
    let mut published = pingtan_of(2022);
    *cell_mut(&mut published, TableId::T4, "review", "upheld") = Cell { text: Some("/".to_owned()), ..Cell::default() };
    let findings = report(&published);
    assert_eq!(found(&findings, &["A9"]), ["A9 - - 1 0"]);
    assert_eq!(found(&findings, &SUMS), [""; 0]);
}

#[test]
fn the_text_is_compared_with_the_tables() {
    let section = |id: &str, text: &str| Section {
        id: id.to_owned(),
        numeral: None,
        printed_numeral: None,
        heading: String::new(),
        paragraphs: vec![text.to_owned()],
        sections: Vec::new(),
    };
    let mut published = pingtan_of(2022);
    published.sections =
        vec![section("1", "共收到政府信息公开申请75件，上年结转1件。因政府信息公开引发行政复议2件，行政诉讼3件。")];
    assert_eq!(found(&report(&published), &["A8"]), ["A8 litigation_direct total 3 1"]);
    published.sections =
        vec![section("3", "新收申请74件，结转下年度0件。"), section("1", "收到政府信息公开申请70件。")];
    assert_eq!(found(&report(&published), &["A8"]), ["A8 received total 70 74 或 75"]);
    published.tables.clear();
    assert_eq!(found(&report(&published), &["A8"]), [""; 0], "nothing to compare with");
}

#[test]
fn unusual_dates_and_counts_are_hints() {
    let day = |text: &str| Some(text.parse::<Date>().expect(text));
    let with = |issuer: &str, published: &str| {
        let mut report = pingtan_of(2022);
        (report.issuer, report.published) = (Some(issuer.to_owned()), day(published));
        report
    };
    for (issuer, published, expected) in [
        ("甲县人民政府", "2023-03-31", None),
        ("甲县人民政府", "2023-04-01", Some("published-late")),
        ("甲县人民政府办公室", "2023-02-08", None),
        ("平潭综合实验区管理委员会", "2023-02-20", None),
        ("甲县发展和改革局", "2023-01-31", None),
        ("甲县发展和改革委员会", "2023-02-01", Some("published-late")),
        ("甲县人民政府", "2022-12-31", Some("published-early")),
        ("甲县人民政府", "2023-01-01", None),
    ] {
        let findings = report(&with(issuer, published));
        let rules = rules_of(&findings).into_iter().find(|rule| rule.starts_with("published"));
        assert_eq!(rules, expected, "{issuer} {published}");
    }
    let mut unusual = pingtan_of(2022);
    unusual.period = Some(Period { from: day("2022-01-01").expect("a day"), to: day("2021-12-31").expect("a day") });
    set(&mut unusual, TableId::T2, "rules", "issued", 5);
    set(&mut unusual, TableId::T2, "penalty", "decisions", -2);
    let findings = report(&unusual);
    assert_eq!(
        found(&findings, &["rules-made", "count"]),
        ["rules-made rules issued 5 -", "count penalty decisions -2 -"]
    );
    assert!(rules_of(&findings).contains(&"period"));
    assert!(findings.iter().all(|finding| finding.severity == Severity::Hint), "{findings:?}");
    // As published.
    assert_eq!(found(&report(&pingtan_of(2020)), &["rules-made"]), ["rules-made rules public_total 7 -"]);
}

#[test]
fn rows_columns_and_links_that_lead_nowhere_are_errors() {
    let mut report_2022 = pingtan_of(2022);
    let table = report_2022.tables.iter_mut().find(|table| table.id == TableId::T3).expect("table 3");
    table.rows.0.push(crate::Row { id: "refused.else".to_owned(), cells: Vec::new() });
    table.rows.0[0].cells.push(("totals".to_owned(), Cell::default()));
    let figure = |id: &str, section: &str| Figure {
        id: id.to_owned(),
        label: String::new(),
        value: Decimal::ZERO,
        unit: "件".to_owned(),
        meaning: None,
        section: Some(section.to_owned()),
        quote: None,
    };
    report_2022.figures = vec![figure("a", "1"), figure("a", "1")];
    report_2022.notes = vec![Note { section: Some("9".to_owned()), text: String::new() }];
    let findings = report(&report_2022);
    let errors = rules_of(&findings);
    for (rule, count) in [("form", 2), ("duplicate-id", 1), ("link", 3)] {
        assert_eq!(errors.iter().filter(|each| **each == rule).count(), count, "{rule}: {findings:?}");
    }
}

#[test]
fn links_that_mean_something_on_the_original_page_only_are_hints() {
    let mut published = pingtan_of(2022);
    let link = |url: &str| crate::Link { text: "附件".to_owned(), url: url.to_owned() };
    published.links =
        ["https://www.gov.cn/a.docx", "/slx/a.docx", "mailto:a@gov.cn", "javascript:a()"].map(link).into();
    let findings = report(&published);
    let links: Vec<_> = findings.iter().filter(|finding| finding.rule == "report-link").collect();
    let places: Vec<_> = links.iter().filter_map(|finding| finding.cell.as_deref()).collect();
    assert_eq!(places, ["links[1].url", "links[3].url"]);
    assert!(links.iter().all(|finding| finding.severity == Severity::Hint));
}

#[test]
fn findings_come_in_the_order_of_the_form() {
    let mut published = pingtan_of(2022);
    for (row, column) in [("carried_out", "natural"), ("received", "other_org"), ("granted", "business")] {
        set(&mut published, TableId::T3, row, column, 999);
    }
    let rows: Vec<_> = report(&published).into_iter().filter_map(|finding| finding.row).collect();
    let place = |row: &String| form::rows(TableId::T3, FormVersion::V2021).iter().position(|each| each.id == row);
    assert!(rows.windows(2).all(|pair| place(&pair[0]) <= place(&pair[1])), "{rows:?}");
    let mut places = ["entries[10].id", "entries[9].id", "entries[9].basis[0]"]
        .map(|place| Finding { cell: Some(place.to_owned()), ..Finding::new("id", Severity::Error, "") });
    sort(&mut places);
    assert_eq!(
        places.map(|finding| finding.cell.expect("a place")),
        ["entries[9].basis[0]", "entries[9].id", "entries[10].id"]
    );
}

#[test]
fn every_rule_has_an_id_of_its_own_and_stands_in_the_documentation() {
    let documentation = include_str!("../../../../docs/checks.md");
    let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    for id in &ids {
        assert!(documentation.contains(&format!("`{id}`")), "docs/checks.md says nothing of `{id}`");
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
}
