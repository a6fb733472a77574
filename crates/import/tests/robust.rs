//! Broken and hostile files: one sentence or a report, never a panic, never without end.
#![allow(clippy::expect_used)]

mod common;

use common::*;
use import::{ImportError, Options, import, sheet};
use model::FormVersion;
use proptest::prelude::*;

fn try_read(bytes: &[u8], name: &str) -> Result<import::Imported, ImportError> {
    let result = import(bytes, &Options { name: name.to_owned(), year: Some(2023) });
    if let Err(error) = &result {
        let sentence = error.to_string();
        assert!(!sentence.is_empty() && !sentence.contains('\n') && sentence.chars().count() < 120, "{sentence}");
    }
    result
}

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_truncated_file_is_refused_or_read_as_far_as_it_goes() {
    for format in ["html", "docx", "xlsx", "gbk.csv"] {
        let bytes = fixture(&format!("pingtan-2022.{format}"));
        for part in 0..40 {
            let cut = &bytes[..bytes.len() * part / 40];
            let result = try_read(cut, &format!("a.{format}"));
            if matches!(format, "docx" | "xlsx") {
                assert!(
                    matches!(result, Err(ImportError::Damaged | ImportError::Empty)),
                    "{format} {part}: {result:?}"
                );
            }
        }
    }
}

#[test]
fn a_damaged_container_is_refused_or_read() {
    for format in ["docx", "xlsx"] {
        let bytes = fixture(&format!("hongze-2023.{format}"));
        for at in (0..bytes.len()).step_by(97) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xff;
            drop(try_read(&damaged, "a.docx"));
        }
    }
}

#[test]
fn a_file_that_is_none_of_ours_is_told_by_name() {
    let old = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600], &name, &[0; 600]].concat()
    };
    for (bytes, words) in [
        (old("WordDocument"), "另存为 .docx"),
        (old("Workbook"), "另存为 .xlsx"),
        (old("EncryptedPackage"), "密码"),
        (b"%PDF-1.7 ...".to_vec(), "PDF"),
        (b"{\\rtf1\\ansi}".to_vec(), "RTF"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "图片"),
        (zip_of(&[("a.txt", b"x")]), "解压"),
        (zip_of(&[("ppt/presentation.xml", b"<x/>")]), "演示文稿"),
        (vec![], "空"),
        (b" \r\n\t ".to_vec(), "空"),
        (b"hello".to_vec(), "没有找到"),
        ("<html><body>您访问的页面不存在</body></html>".as_bytes().to_vec(), "没有找到"),
        ([0x01, 0x00, 0x00, 0x00].repeat(100), "无法识别"),
        (br#"{"format": 1, "year": "x"}"#.to_vec(), "JSON"),
    ] {
        let error = try_read(&bytes, "report.docx").expect_err("refused");
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn a_zip_bomb_is_refused() {
    use std::io::{Cursor, Read, Write};
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    let mut block = Vec::new();
    std::io::repeat(b' ').take(1 << 20).read_to_end(&mut block).expect("spaces");
    for _ in 0..97 {
        writer.write_all(&block).expect("written");
    }
    let bytes = writer.finish().expect("a container").into_inner();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(try_read(&bytes, "a.docx"), Err(ImportError::TooLarge));
}

#[test]
fn entities_of_a_document_are_not_expanded() {
    let mut entities = "<!ENTITY a \"甲甲甲甲甲甲甲甲甲甲\">".to_owned();
    for (outer, inner) in "bcdefghijklmn".chars().zip("abcdefghijklm".chars()) {
        let inner = format!("&{inner};").repeat(10);
        entities.push_str(&format!("<!ENTITY {outer} \"{inner}\">"));
    }
    let title = word_paragraph("某县2023年政府信息公开工作年度报告");
    let document = format!(
        "<!DOCTYPE x [{entities}]><w:document xmlns:w=\"w\"><w:body>{title}<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>\
         <w:p><w:r><w:t>乙&n;&#19993;&amp;</w:t></w:r></w:p></w:body></w:document>"
    );
    let bytes = zip_of(&[("word/document.xml", document.as_bytes())]);
    let report = try_read(&bytes, "a.docx").expect("a report").report;
    assert_eq!(report.sections[0].paragraphs, ["乙丙&"]);
}

#[test]
fn a_sheet_of_a_hundred_thousand_columns_is_read_in_part() {
    let cells: String = (0..100_000).map(|_| "<c t=\"n\"><v>1</v></c>").collect();
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"n\"><v>1</v></c></row>";
    let merges: String = (1..2000).map(|row| format!("<mergeCell ref=\"A{row}:XFD1048576\"/>")).collect();
    let rows: String = (2..2000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>")).collect();
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{cells}</row>{rows}{far}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    );
    let book = "<workbook><sheets><sheet name=\"表三\" sheetId=\"1\"/></sheets></workbook>";
    let bytes = zip_of(&[("xl/workbook.xml", book.as_bytes()), ("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
    assert_eq!(try_read(&bytes, "a.xlsx"), Err(ImportError::Nothing));
    let sheets = sheet::read_workbook(&bytes).expect("sheets");
    assert!(sheets[0].rows.iter().all(|row| row.len() <= 1000));
}

#[test]
fn a_page_nested_without_end_is_refused() {
    for (open, count) in [
        ("<div>", 200_000),
        ("<table><tr><td>", 50_000),
        ("<b><i>", 50_000),
        ("<ul><li>", 50_000),
        ("<p><b x=1><i>", 30_000),
    ] {
        let html = format!("<html><body>{}", open.repeat(count));
        let result = try_read(html.as_bytes(), "a.html");
        assert!(
            matches!(result, Err(ImportError::TooDeep | ImportError::TooLarge | ImportError::Nothing)),
            "{open}: {result:?}"
        );
    }
    let attributes: String = (0..200_000).map(|number| format!(" a{number}")).collect();
    assert_eq!(try_read(format!("<html><p{attributes}>x</p>").as_bytes(), "a.html"), Err(ImportError::TooDeep));
    let formatting: String = (0..20_000).map(|number| format!("<font size={number}>")).collect();
    let html = format!("<html><body>{formatting}{}", "<p>x".repeat(20_000));
    assert!(try_read(html.as_bytes(), "a.html").is_err());
}

#[test]
fn a_page_nested_as_deep_as_a_browser_allows_is_read() {
    let depth = 400;
    let page = plain_page(FormVersion::V2021);
    let html =
        page.replace("<body>", &format!("<body>{}", "<div>".repeat(depth))).replace("</body>", &"</div>".repeat(depth));
    assert_rows(&read(html.as_bytes(), "a.html"), &expected(FormVersion::V2021), "nested");
}

#[test]
fn spans_without_end_stay_within_the_table() {
    let html = plain_page(FormVersion::V2021)
        .replace("rowspan=22", "rowspan=4294967295")
        .replace("<td rowspan=1 colspan=\"1\"><p>规章", "<td rowspan=0 colspan=99999999999999><p>规章");
    drop(try_read(html.as_bytes(), "a.html"));
    let row = format!("<tr>{}</tr>", "<td rowspan=65534 colspan=1000>总计</td>".repeat(50));
    let html = format!("<table>{}</table>", row.repeat(3000));
    assert_eq!(try_read(html.as_bytes(), "a.html"), Err(ImportError::Nothing));
}

#[test]
fn a_long_list_is_not_compared_with_the_form_for_ever() {
    let rows: String =
        (0..5_000).map(|row| format!("<tr><td>行政许可第{row}号决定公示</td><td>某县某局{row}</td></tr>")).collect();
    assert_eq!(try_read(format!("<table>{rows}</table>").as_bytes(), "a.html"), Err(ImportError::Nothing));
    let lines = "一是甲，二是乙。".repeat(5_000);
    let text = format!("某县2023年政府信息公开工作年度报告\n一、总体情况\n{lines}");
    assert_eq!(try_read(text.as_bytes(), "a.txt").expect("a report").report.sections.len(), 1);
    let numbers = "主动公开 12 ".repeat(20_000);
    let text = format!("某县2023年政府信息公开工作年度报告\n一、总体情况\n{numbers}");
    assert_eq!(try_read(text.as_bytes(), "a.txt").expect("a report").report.sections.len(), 1);
    let cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>";
    let row = format!("<w:tr>{}</w:tr>", cell.repeat(20_000));
    assert_eq!(try_read(&docx_of(&format!("<w:tbl>{}</w:tbl>", row.repeat(4))), "a.docx"), Err(ImportError::Nothing));
}

/// A tree of tables with random spans, the labels of the form among its texts.
fn table_tree() -> impl Strategy<Value = String> {
    let texts = prop::sample::select(vec![
        "",
        "0",
        "12",
        "/",
        "自然人",
        "总计",
        "其他",
        "商业企业",
        "一、本年新收政府信息公开申请数量",
        "（七）总计",
        "行政复议",
        "结果维持",
        "复议后起诉",
        "第二十条第（一）项",
        "信息内容",
        "规章",
        "行政许可",
        "本年制发件数",
        "现行有效件数",
        "三、本年度办理结果",
        "1,2,3",
        "-",
    ]);
    let leaf = texts.prop_map(str::to_owned);
    leaf.prop_recursive(4, 60, 8, |inner| {
        let span = prop_oneof![Just(1u32), 0u32..4, Just(1000), Just(u32::MAX)];
        let cell = (inner, span.clone(), span)
            .prop_map(|(text, rows, columns)| format!("<td rowspan={rows} colspan={columns}>{text}</td>"));
        let row = prop::collection::vec(cell, 0..8).prop_map(|cells| format!("<tr>{}</tr>", cells.concat()));
        prop::collection::vec(row, 0..8).prop_map(|rows| format!("<table>{}</table>", rows.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_of_tables_is_read_or_refused(trees in prop::collection::vec(table_tree(), 1..4)) {
        let html = format!("<html><h1>某县2023年政府信息公开工作年度报告</h1><p>一、总体情况</p>{}</html>", trees.concat());
        prop_assert!(try_read(html.as_bytes(), "a.html").is_ok());
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        head in prop::sample::select(vec![b"".as_slice(), b"PK\x03\x04", b"<html>", b"\xff\xfe", b"year,table,row,column,value\n", b"{\"format\":1,"]),
        tail in prop::collection::vec(any::<u8>(), 0..600),
        name in prop::sample::select(vec!["a.html", "a.csv", "a.txt", "a.xlsx", ""]),
    ) {
        drop(try_read(&[head, &tail].concat(), name));
    }

    #[test]
    fn any_text_is_read_whole(lines in prop::collection::vec("[一二三四五六七八九十、（）().0-9是，。；：年月日公开情况总体存在 \t|-]{0,40}", 0..30)) {
        let text = format!("某县2023年政府信息公开工作年度报告\n一、总体情况\n{}", lines.join("\n"));
        let report = try_read(text.as_bytes(), "a.txt").map_err(|error| TestCaseError::fail(error.to_string()))?.report;
        let json = serde_json::to_vec(&report).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(model::decode::<model::Report>(&json).ok(), Some(report));
    }

    #[test]
    fn any_xml_of_a_sheet_is_read_or_refused(
        cells in prop::collection::vec(("[A-Z]{0,4}[0-9]{0,9}", "(n|s|str|inlineStr|b|e|)", "[0-9eE.+-]{0,12}"), 0..30),
        merges in prop::collection::vec("[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7}", 0..10),
    ) {
        let cells: String = cells.iter().map(|(at, kind, value)| format!("<c r=\"{at}\" t=\"{kind}\"><v>{value}</v></c>")).collect();
        let merges: String = merges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
        let sheet = format!("<worksheet><sheetData><row>{cells}</row></sheetData><mergeCells>{merges}</mergeCells></worksheet>");
        let book = "<workbook><sheets><sheet name=\"a\"/></sheets></workbook>";
        let bytes = zip_of(&[("xl/workbook.xml", book.as_bytes()), ("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
        drop(try_read(&bytes, "a.xlsx"));
        let sheets = sheet::read_workbook(&bytes);
        for sheet in sheets.iter().flatten() {
            drop((sheet::catalogue_from_sheet(sheet), sheet::channels_from_sheet(sheet)));
        }
    }
}
