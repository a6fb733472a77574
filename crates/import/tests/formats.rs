//! Word, Excel, CSV and text with the same form in them.
#![allow(clippy::expect_used)]

mod common;

use common::*;
use import::{ImportError, Options, import};
use model::{FormVersion, TableId};
use rust_xlsxwriter::Workbook;

const BOTH: [FormVersion; 2] = [FormVersion::V2019, FormVersion::V2021];

#[test]
fn word_merges_and_runs_are_put_together() {
    for version in BOTH {
        let title = format!("某县人民政府{}年政府信息公开工作年度报告", year(version));
        let tables = [table2(version), table3(version), table4()].map(|trs| word_table(&trs));
        let body: String = [
            word_paragraph(&title),
            word_paragraph("二、主动公开政府信息情况"),
            tables[0].clone(),
            word_paragraph("三、收到和处理政府信息公开申请情况"),
            // A table that only holds another.
            format!("<w:tbl><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>", tables[1]),
            word_paragraph("四、政府信息公开行政复议、行政诉讼情况"),
            tables[2].clone(),
        ]
        .concat();
        let read = read(&docx_of(&body), "report.docx");
        assert_rows(&read, &expected(version), "Word");
        assert_eq!(read.report.title, title);
        assert_eq!(read.report.sections.len(), 3);
    }
}

#[test]
fn a_word_document_named_wrongly_is_still_one() {
    let body = [word_paragraph("某县2023年政府信息公开年报"), word_table(&table4())].concat();
    for name in ["a.csv", "a.xls", "a", "a.txt"] {
        assert_eq!(read(&docx_of(&body), name).report.tables.len(), 1);
    }
}

/// The cell of table 2 that stands alone in its row: what was read, the text kept, the rule of the finding.
fn fee(read: &import::Imported) -> (Option<String>, Option<String>, Option<String>) {
    let cell = read.report.table(TableId::T2).and_then(|table| table.cell("fee", "amount_10k")).expect("a cell");
    let rule = read.findings.iter().find(|finding| finding.column.as_deref() == Some("amount_10k"));
    (cell.value.map(|value| value.to_string()), cell.text.clone(), rule.map(|finding| finding.rule.clone()))
}

/// Table 2 with this in the cell that stands alone in its row.
fn table2_with(text: &str) -> Trs {
    let fee = number(TableId::T2, "fee", "amount_10k");
    let mut trs = table2(FormVersion::V2021);
    trs.iter_mut().flatten().filter(|td| td.text == fee).for_each(|td| td.text = text.to_owned());
    trs
}

/// What a cell with the number and a mark must give.
fn marked(text: &str) -> (Option<String>, Option<String>, Option<String>) {
    (None, Some(text.to_owned()), Some(import::rule::NUMBER.to_owned()))
}

fn plain(value: &str) -> (Option<String>, Option<String>, Option<String>) {
    (Some(value.to_owned()), None, None)
}

#[test]
fn marks_and_text_taken_back_in_word_are_no_digits() {
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let number = run("<w:b/>", "10690");
    let before = "<w:rPrChange w:id=\"1\"><w:rPr><w:strike/></w:rPr></w:rPrChange>";
    for (runs, expected) in [
        (number.clone() + &run("<w:vertAlign w:val=\"superscript\"/>", "1"), marked("10690¹")),
        (number.clone() + &run("<w:vertAlign w:val=\"subscript\"/>", "2"), marked("10690₂")),
        (number.clone() + &run("<w:vertAlign w:val=\"baseline\"/>", "1"), plain("106901")),
        (number.clone() + &run("", "②"), marked("10690②")),
        (number.clone() + &run("<w:strike/>", "9"), plain("10690")),
        (run("<w:dstrike/>", "9") + &number, plain("10690")),
        (number.clone() + &run("<w:vanish/>", "7"), plain("10690")),
        (number.clone() + &run("<w:strike w:val=\"0\"/><w:vanish w:val=\"false\"/>", "7"), plain("106907")),
        (number.clone() + &run(before, "7"), plain("106907")),
        ("<w:pPr><w:rPr><w:strike/><w:vanish/></w:rPr></w:pPr>".to_owned() + &number, plain("10690")),
        (run("<w:strike/>", "9"), (None, None, None)),
    ] {
        let table = word_table(&table2_with("X"));
        let table = table.replace("<w:r><w:t xml:space=\"preserve\">X</w:t></w:r>", &runs);
        let body = [word_paragraph("某县2023年政府信息公开年报"), table].concat();
        assert_eq!(fee(&read(&docx_of(&body), "a.docx")), expected, "{runs}");
    }
}

#[test]
fn marks_and_text_taken_back_in_excel_are_no_digits() {
    use rust_xlsxwriter::{Format, FormatScript};
    let (set, struck) = (Format::new().set_bold(), Format::new().set_font_strikethrough());
    let script = |script| Format::new().set_font_script(script);
    let (above, below) = (script(FormatScript::Superscript), script(FormatScript::Subscript));
    for (cell, runs, expected) in [
        (&set, vec![(&set, "10690"), (&above, "1")], marked("10690¹")),
        (&set, vec![(&set, "10690"), (&below, "1")], marked("10690₁")),
        (&set, vec![(&set, "10690"), (&set, "①")], marked("10690①")),
        (&set, vec![(&struck, "700"), (&set, "698")], plain("698")),
        (&set, vec![(&set, "698"), (&struck, "7")], plain("698")),
        (&struck, vec![(&struck, "700"), (&set, "698")], plain("698")),
        (&struck, vec![], (None, None, None)),
    ] {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        write_sheet(sheet, 0, &table2_with("1234"));
        let (row, column, _) = laid_out(&table2_with("X")).into_iter().find(|(.., td)| td.text == "X").expect("a cell");
        let (row, column) = (row as u32, column as u16);
        match runs.as_slice() {
            [] => sheet.write_number_with_format(row, column, 5, cell).expect("a number"),
            runs => sheet.write_rich_string_with_format(row, column, runs, cell).expect("a text"),
        };
        let bytes = workbook.save_to_buffer().expect("saved");
        assert_eq!(fee(&read(&bytes, "2023.xlsx")), expected, "{runs:?}");
    }
}

#[test]
fn marks_and_text_taken_back_in_an_inline_text_of_excel_are_no_digits() {
    for (runs, expected) in [
        ("<r><t>10690</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r>", marked("10690¹")),
        ("<r><rPr><strike/></rPr><t>700</t></r><r><t>698</t></r>", plain("698")),
        ("<r><rPr><strike val=\"0\"/></rPr><t>69</t></r><r><t>8</t></r>", plain("698")),
    ] {
        let rows: String = laid_out(&table2_with("X"))
            .into_iter()
            .map(|(row, column, td)| {
                let text = if td.text == "X" { runs.to_owned() } else { format!("<t>{}</t>", td.text) };
                let letter = char::from(b'A' + column as u8);
                format!("<row r=\"{0}\"><c r=\"{letter}{0}\" t=\"inlineStr\"><is>{text}</is></c></row>", row + 1)
            })
            .collect();
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let book = b"<workbook><sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets></workbook>";
        let bytes = zip_of(&[("xl/workbook.xml", book), ("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
        assert_eq!(fee(&read(&bytes, "2023.xlsx")), expected, "{runs}");
    }
}

#[test]
fn marks_in_copied_text_are_no_digits() {
    let version = FormVersion::V2021;
    let (fee_printed, received) =
        (number(TableId::T2, "fee", "amount_10k"), number(TableId::T3, "received", "business"));
    let tables = [table2(version), table3(version), table4()].map(|trs| texts(&trs).join("\n"));
    let text = text_report(version, tables);
    for mark in ["①", "¹", "₂"] {
        let text = text
            .replace(&format!("\n{fee_printed}\n"), &format!("\n{fee_printed}{mark}\n"))
            .replace(&format!("\n{received}\n"), &format!("\n{received}{mark}\n"));
        let read = read(text.as_bytes(), "a.txt");
        let without = expected(version)
            .replace(&format!(",amount_10k,{fee_printed}\n"), ",amount_10k,\n")
            .replace(&format!("received,business,{received}\n"), "received,business,\n");
        assert_rows(&read, &without, mark);
        let said: Vec<&str> = read.findings.iter().filter_map(|finding| finding.found.as_deref()).collect();
        assert_eq!(said, [format!("{fee_printed}{mark}"), format!("{received}{mark}")], "{}", messages(&read.findings));
    }
}

#[test]
fn the_year_of_a_form_is_not_the_year_of_a_report() {
    let named = |sheet: &str| {
        let mut workbook = Workbook::new();
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet).expect("a name");
        write_sheet(worksheet, 0, &table4());
        workbook.save_to_buffer().expect("saved")
    };
    for (sheet, name, expected) in [
        ("表四", "年报三张表（2021年格式）.xlsx", Err(ImportError::NoYear)),
        ("表四（2021年格式）", "a.xlsx", Err(ImportError::NoYear)),
        ("表四（2021年格式）", "2023.xlsx", Ok(2023)),
        ("2023", "年报三张表（2021年格式）.xlsx", Ok(2023)),
        ("表四", "2023年报三张表（2021年格式）.xlsx", Ok(2023)),
    ] {
        let read = import(&named(sheet), &Options { name: name.into(), year: None });
        assert_eq!(read.map(|read| read.report.year), expected, "{sheet} {name}");
    }
}

#[test]
fn a_file_with_nothing_of_a_report_is_not_asked_for_its_year() {
    let mut workbook = Workbook::new();
    for year in ["2022", "2023"] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(year).expect("a name");
        sheet.write_string(0, 0, "预算表").expect("a text");
    }
    let workbook = workbook.save_to_buffer().expect("saved");
    for (name, bytes) in [
        ("a.txt", "采购合同".as_bytes().to_vec()),
        ("a.csv", "甲,乙,丙\n1,2,3\n4,5,6\n".as_bytes().to_vec()),
        ("a.html", b"<html><body><p>abc</p></body></html>".to_vec()),
        ("a.docx", docx_of(&word_paragraph("采购合同"))),
        ("a.xlsx", workbook),
    ] {
        let read = import(&bytes, &Options { name: name.into(), year: None });
        assert_eq!(read.map(|read| read.report.year), Err(ImportError::Nothing), "{name}");
    }
}

#[test]
fn numbers_that_word_counts_itself_are_printed() {
    let item = |text: &str, level: u8| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        word_paragraph("某县2023年政府信息公开工作年度报告"),
        item("总体情况", 0),
        item("公开情况", 1),
        word_paragraph("甲。"),
        item("解读情况", 1),
        item("主动公开政府信息情况", 0),
    ]
    .concat();
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let lists = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
        </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let bytes = zip_of(&[("word/document.xml", document.as_bytes()), ("word/numbering.xml", lists.as_bytes())]);
    let report = read(&bytes, "a.docx").report;
    let headings: Vec<(String, Option<String>, String)> = report
        .all_sections()
        .into_iter()
        .map(|section| (section.id.clone(), section.numeral.clone(), section.heading.clone()))
        .collect();
    let expected = [
        ("1", "一", "总体情况"),
        ("1.1", "（一）", "公开情况"),
        ("1.2", "（二）", "解读情况"),
        ("2", "二", "主动公开政府信息情况"),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(id, numeral, heading)| ((*id).into(), Some((*numeral).into()), (*heading).into()))
        .collect();
    assert_eq!(headings, expected);
}

fn workbook(version: FormVersion, year: &str) -> Workbook {
    let mut workbook = Workbook::new();
    for (name, trs) in [("表二", table2(version)), ("表三", table3(version)), ("表四", table4())] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(format!("{year}{name}")).expect("a name");
        write_sheet(sheet, 0, &trs);
    }
    workbook
}

#[test]
fn excel_merges_are_read_and_cells_keep_their_addresses() {
    for version in BOTH {
        let bytes = workbook(version, "").save_to_buffer().expect("saved");
        let read = read(&bytes, &format!("{}.xlsx", year(version)));
        assert_rows(&read, &expected(version), "Excel");
        let table = read.report.table(TableId::T3).expect("table 3");
        assert_eq!(table.cell("carried_in", "total").and_then(|cell| cell.place.as_deref()), Some("J5"));
        assert_eq!(read.findings, [], "{}", messages(&read.findings));
    }
}

#[test]
fn one_sheet_may_hold_everything() {
    for version in BOTH {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let title = format!("某县人民政府{}年政府信息公开工作年度报告", year(version));
        let mut row = 3;
        sheet.write_string(0, 0, &title).expect("a text");
        for (heading, trs) in [
            ("二、主动公开政府信息情况", table2(version)),
            ("三、收到和处理政府信息公开申请情况", table3(version)),
            ("四、政府信息公开行政复议、行政诉讼情况", table4()),
        ] {
            sheet.write_string(row, 1, heading).expect("a text");
            write_sheet(sheet, row + 2, &trs);
            row += 4 + trs.len() as u32;
        }
        let read = read(&workbook.save_to_buffer().expect("saved"), "a.xlsx");
        assert_rows(&read, &expected(version), "one sheet");
        assert_eq!((read.report.title.as_str(), read.report.sections.len()), (title.as_str(), 3));
    }
}

#[test]
fn a_faulty_cell_is_named_by_its_address() {
    let mut t3 = table3(FormVersion::V2021);
    t3[3][2].text = "约12".into();
    let mut workbook = Workbook::new();
    write_sheet(workbook.add_worksheet(), 0, &t3);
    let read = read(&workbook.save_to_buffer().expect("saved"), "2023.xlsx");
    let finding = read.findings.iter().find(|finding| finding.rule == import::rule::NUMBER).expect("a finding");
    assert_eq!(
        (finding.cell.as_deref(), finding.row.as_deref(), finding.column.as_deref()),
        (Some("E4"), Some("received"), Some("business"))
    );
    assert!(finding.message.contains("E4"), "{}", finding.message);
}

#[test]
fn a_workbook_of_several_years_needs_the_year() {
    let mut workbook = workbook(FormVersion::V2019, "2019");
    let mut t4 = table4();
    t4[3][0].text = "7".into();
    let sheet = workbook.add_worksheet();
    sheet.set_name("2020表四").expect("a name");
    write_sheet(sheet, 0, &t4);
    let bytes = workbook.save_to_buffer().expect("saved");
    let ask = |year| import(&bytes, &Options { name: "a.xlsx".into(), year });
    assert_eq!(ask(None), Err(ImportError::SeveralYears(vec![2019, 2020])));
    assert_eq!(ask(Some(2018)), Err(ImportError::YearNotFound(2018)));
    let of_2020 = ask(Some(2020)).expect("a report").report;
    assert_eq!(of_2020.tables.len(), 1);
    assert_eq!(of_2020.tables[0].value("review", "upheld").map(|value| value.to_string()).as_deref(), Some("7"));
    assert_rows(&ask(Some(2019)).expect("a report"), &expected(FormVersion::V2019), "2019");
}

#[test]
fn a_blank_table_is_a_table_without_numbers() {
    let blank = |trs: Trs| -> Trs {
        let is_number = |td: &Td| td.text.chars().all(|c| c.is_ascii_digit());
        trs.into_iter()
            .map(|tr| {
                tr.into_iter().map(|td| if is_number(&td) { Td { text: String::new(), ..td } } else { td }).collect()
            })
            .collect()
    };
    let mut workbook = Workbook::new();
    for trs in [table2(FormVersion::V2021), table3(FormVersion::V2021), table4()] {
        write_sheet(workbook.add_worksheet(), 0, &blank(trs));
    }
    let read = read(&workbook.save_to_buffer().expect("saved"), "2023.xlsx");
    let without: String = expected(FormVersion::V2021)
        .lines()
        .map(|line| {
            if line.starts_with("year") {
                format!("{line}\n")
            } else {
                format!("{},\n", line.rsplit_once(',').expect("a value").0)
            }
        })
        .collect();
    assert_rows(&read, &without, "blank");
}

#[test]
fn table_4_may_stand_in_a_sheet_in_two_parts() {
    let t4 = table4();
    let part = |from: usize, to: usize, head: &str, second: &[Td], third: &[Td]| -> Trs {
        vec![vec![td(head, 1, to - from)], second.to_vec(), third.to_vec(), t4[3][from..to].to_vec()]
    };
    let reviews: Vec<Td> = t4[1][..5].iter().map(|cell| Td { rows: 1, ..cell.clone() }).collect();
    let first = part(0, 5, "行政复议", &reviews, &[]);
    let second = part(5, 15, "行政诉讼", &t4[1][5..], &t4[2]);
    let tables =
        [table2(FormVersion::V2021), table3(FormVersion::V2021), first, second].map(|trs| csv_table(&trs, ","));
    assert_rows(&read(tables.concat().as_bytes(), "2023.csv"), &expected(FormVersion::V2021), "two parts");
    let faulty = csv_table(&t4, ",").replace(&format!("{},", t4[3][1].text), "约3,");
    let read = read(faulty.as_bytes(), "2023.csv");
    let value = |column: &str| read.report.tables[0].value("review", column).map(|value| value.to_string());
    assert_eq!((value("upheld"), value("corrected")), (Some(t4[3][0].text.clone()), None));
    assert_eq!(read.findings.iter().filter(|finding| finding.rule == import::rule::NUMBER).count(), 1);
}

#[test]
fn csv_in_any_encoding_and_with_any_separator() {
    for version in BOTH {
        for separator in [",", ";", "\t"] {
            let tables = [table2(version), table3(version), table4()].map(|trs| csv_table(&trs, separator));
            let csv = tables.join(&format!("{}\r\n", separator.repeat(9)));
            let utf16: Vec<u8> = [0xfeffu16].into_iter().chain(csv.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            let marked = format!("\u{feff}{csv}");
            let gbk = encoding_rs::GBK.encode(&csv).0.into_owned();
            for bytes in [csv.as_bytes(), marked.as_bytes(), &utf16, &gbk] {
                assert_rows(&read(bytes, &format!("{}.csv", year(version))), &expected(version), separator);
            }
        }
    }
}

/// The cells of a table in reading order.
fn texts(trs: &Trs) -> Vec<String> {
    trs.iter().flatten().map(|td| td.text.clone()).collect()
}

fn text_report(version: FormVersion, tables: [String; 3]) -> String {
    let [t2, t3, t4] = tables;
    format!(
        "某县人民政府{}年政府信息公开工作年度报告\n一、总体情况\n工作有序。\n二、主动公开政府信息情况\n{t2}\n\
         三、收到和处理政府信息公开申请情况\n{t3}\n四、政府信息公开行政复议、行政诉讼情况\n{t4}\n五、存在的主要问题及改进情况\n改进。\n",
        year(version)
    )
}

#[test]
fn text_copied_from_a_page_is_read_by_cells() {
    for version in BOTH {
        let trs = || [table2(version), table3(version), table4()];
        let by_tabs = trs().map(|trs| {
            trs.iter().map(|tr| tr.iter().map(|td| td.text.as_str()).collect::<Vec<_>>().join("\t") + "\n").collect()
        });
        let by_lines = trs().map(|trs| texts(&trs).join("\n"));
        let by_spaces = trs().map(|trs| texts(&trs).join("  "));
        let by_bars = trs()
            .map(|trs| csv_table(&trs, "|").replace('"', "").lines().map(|line| format!("| {line} |\n")).collect());
        for (what, tables) in [("tabs", by_tabs), ("lines", by_lines), ("spaces", by_spaces), ("bars", by_bars)] {
            let read = read(text_report(version, tables).as_bytes(), "a.txt");
            assert_rows(&read, &expected(version), what);
            let sections: Vec<(&str, usize)> =
                read.report.sections.iter().map(|section| (section.id.as_str(), section.paragraphs.len())).collect();
            assert_eq!(
                sections,
                [("1", 1), ("2", 0), ("3", 0), ("4", 0), ("5", 1)],
                "{what}: {:?}",
                read.report.sections
            );
        }
    }
}

#[test]
fn text_without_separators_is_read_only_as_far_as_its_sums_settle() {
    let version = FormVersion::V2019;
    let mut t3 = table3(version);
    for (index, tr) in t3.iter_mut().enumerate().skip(3) {
        let first = tr.len() - 7;
        let value = if index % 3 == 0 { "4" } else { "0" };
        for (at, td) in tr[first..].iter_mut().enumerate() {
            td.text = if at == 0 || at == 6 { value } else { "0" }.to_owned();
        }
    }
    let with = |row: &[&str]| {
        let mut t3 = t3.clone();
        let tr = t3.iter_mut().find(|tr| tr.iter().any(|td| td.text.contains("不掌握"))).expect("a row");
        let first = tr.len() - 7;
        tr[first..].iter_mut().zip(row).for_each(|(td, text)| td.text = (*text).to_owned());
        let t4 = texts(&table4())[..19].concat() + "000000000000000";
        text_report(version, [texts(&table2(version)).join("\n"), texts(&t3).concat(), t4])
    };
    let read = read(with(&["22", "0", "0", "0", "0", "3", "25"]).as_bytes(), "a.txt");
    let table = read.report.table(TableId::T3).expect("table 3");
    let value = |row: &str, column: &str| table.value(row, column).map(|value| value.to_string());
    assert_eq!(value("received", "natural").as_deref(), Some("4"));
    assert_eq!(value("carried_in", "total").as_deref(), Some("0"));
    assert_eq!(value("unavailable.not_held", "total").as_deref(), Some("25"));
    assert_eq!(value("unavailable.not_held", "research").as_deref(), Some("0"));
    assert_eq!(value("unavailable.not_held", "natural"), None, "22 or 2 and 20: not settled");
    assert_eq!(value("unavailable.not_ready_made", "total").as_deref(), Some("0"));
    assert!(
        read.findings
            .iter()
            .any(|finding| finding.rule == import::rule::NUMBER
                && finding.row.as_deref() == Some("unavailable.not_held"))
    );
    assert!(
        read.findings
            .iter()
            .any(|finding| finding.rule == import::rule::TABLE && finding.table.as_deref() == Some("t3"))
    );
    assert_eq!(
        read.report
            .table(TableId::T4)
            .and_then(|table| table.value("review", "total"))
            .map(|value| value.to_string())
            .as_deref(),
        Some("0")
    );
}

#[test]
fn a_catalogue_in_excel_is_read_through_its_merges() {
    let head = [
        ("序号", 1, 2),
        ("公开事项", 2, 1),
        ("公开内容（要素）", 1, 2),
        ("公开依据", 1, 2),
        ("公开时限", 1, 2),
        ("公开主体", 1, 2),
        ("公开渠道和载体", 1, 2),
        ("公开对象", 2, 1),
        ("公开方式", 2, 1),
        ("公开层级", 2, 1),
        ("条例事项", 1, 2),
        ("来源文件", 1, 2),
        ("来源章节", 1, 2),
    ];
    let mut trs: Trs = vec![
        vec![td("某县基层政务公开标准目录", 1, 16)],
        head.iter().map(|(text, columns, rows)| td(text, *rows, *columns)).collect(),
        ["一级事项", "二级事项", "全社会", "特定群体", "主动", "依申请公开", "县级", "乡级"]
            .iter()
            .map(|text| td(text, 1, 1))
            .collect(),
    ];
    trs.push(vec![td("1", 1, 1), td("最低生活保障", 2, 1), td("办理条件", 1, 1)]);
    trs[3].extend(
        [
            "对象、标准",
            "《社会救助暂行办法》",
            "20个工作日内",
            "县民政局",
            "■政府网站 □政府公报",
            "√",
            "",
            "√",
            "",
            "√",
            "√",
            "21-6",
            "list-1",
            "第1页",
        ]
        .iter()
        .map(|text| td(text, 1, 1)),
    );
    trs.push(vec![td("2", 1, 1), td("办理结果", 1, 1)]);
    trs[4].extend(
        ["名单", "", "", "", "公示栏", "", "√", "√", "", "", "√", "第二十条第（十一）项", "", ""]
            .iter()
            .map(|text| td(text, 1, 1)),
    );
    let mut workbook = Workbook::new();
    write_sheet(workbook.add_worksheet(), 0, &trs);
    let sheets = import::sheet::read_workbook(&workbook.save_to_buffer().expect("saved")).expect("sheets");
    let (catalogue, findings) = import::sheet::catalogue_from_sheet(&sheets[0]);
    let [first, second] = catalogue.entries.as_slice() else { panic!("{findings:?}") };
    assert_eq!(
        (first.subject.as_str(), first.title.as_str(), first.item.as_str()),
        ("最低生活保障", "办理条件", "21-6")
    );
    assert_eq!(
        (second.subject.as_str(), second.title.as_str(), second.item.as_str()),
        ("最低生活保障", "办理结果", "20-11")
    );
    assert_eq!(
        (first.audience.as_deref(), first.manner.as_deref(), first.tier.as_deref()),
        (Some("全社会"), Some("主动"), Some("县级、乡级"))
    );
    assert_eq!((second.audience.as_deref(), second.tier.as_deref()), (Some("特定群体"), Some("乡级")));
    assert_eq!((first.carriers.used.len(), first.carriers.not_used.len()), (1, 1));
    assert_eq!((first.source.document.as_str(), first.source.section.as_deref()), ("list-1", Some("第1页")));
    assert_eq!(second.source.section.as_deref(), Some("第5行"));
    assert_eq!(findings, []);
}
