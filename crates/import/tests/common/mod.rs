//! The national form as a page, every cell with a number of its own, so that a number in a wrong
//! place is noticed.
#![allow(dead_code)]

use import::{Imported, Options, import};
use model::{Finding, FormVersion, Report, TableId, form};
use std::fmt::Write;

/// A cell of a page's table.
#[derive(Debug, Clone)]
pub struct Td {
    pub text: String,
    pub rows: usize,
    pub columns: usize,
}

/// Rows of a page's table.
pub type Trs = Vec<Vec<Td>>;

pub fn td(text: &str, rows: usize, columns: usize) -> Td {
    Td { text: text.to_owned(), rows, columns }
}

/// The number that stands in a cell: different for every cell of the form.
pub fn number(table: TableId, row: &str, column: &str) -> String {
    let versions = [FormVersion::V2019, FormVersion::V2021];
    let mut count = 100 * (table.as_str().as_bytes()[1] - b'0') as usize;
    for (index, version) in versions.into_iter().enumerate() {
        for (at, form_row) in form::rows(table, version).iter().enumerate() {
            for (place, form_column) in form_row.columns.iter().enumerate() {
                count += 1;
                if form_row.id == row && form_column.id == column {
                    return (count + index * 1000 + at * 7 + place).to_string();
                }
            }
        }
    }
    panic!("{row} {column}")
}

pub fn table2(version: FormVersion) -> Trs {
    let mut trs: Trs = Vec::new();
    let mut block = "";
    for row in form::rows(TableId::T2, version) {
        let width = |index: usize| if index + 1 == row.columns.len() { 4 - row.columns.len() } else { 1 };
        if row.path[0] != block {
            block = row.path[0];
            trs.push(vec![td(block, 1, 4)]);
            let mut head = vec![td("信息内容", 1, 1)];
            head.extend(row.columns.iter().enumerate().map(|(index, column)| td(column.label(), 1, width(index))));
            trs.push(head);
        }
        let mut tr = vec![td(row.label(), 1, 1)];
        tr.extend(
            row.columns
                .iter()
                .enumerate()
                .map(|(index, column)| td(&number(TableId::T2, row.id, column.id), 1, width(index))),
        );
        trs.push(tr);
    }
    trs
}

pub fn head3() -> Trs {
    vec![
        vec![td(form::T3_CORNER, 3, 3), td(form::T3_HEADING, 1, 7)],
        vec![td("自然人", 2, 1), td("法人或其他组织", 1, 5), td("总计", 2, 1)],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"].iter().map(|label| td(label, 1, 1)).collect(),
    ]
}

pub fn table3(version: FormVersion) -> Trs {
    let rows = form::rows(TableId::T3, version);
    let mut trs = head3();
    let mut open: Vec<&str> = Vec::new();
    for row in rows {
        let mut tr = Vec::new();
        for (level, label) in row.path.iter().enumerate() {
            if open.get(level) == Some(label) {
                continue;
            }
            let prefix = &row.path[..=level];
            let last = level + 1 == row.path.len();
            let span = if last { 1 } else { rows.iter().filter(|other| other.path.starts_with(prefix)).count() };
            tr.push(td(label, span, if last { 3 - level } else { 1 }));
        }
        open = row.path.to_vec();
        tr.extend(row.columns.iter().map(|column| td(&number(TableId::T3, row.id, column.id), 1, 1)));
        trs.push(tr);
    }
    trs
}

pub fn table4() -> Trs {
    let rows = form::rows(TableId::T4, FormVersion::V2021);
    let labels = |count: usize, span: usize| {
        let labels = rows[0].columns.iter().map(move |column| td(column.label(), span, 1));
        std::iter::repeat_n(labels, count).flatten()
    };
    let mut second: Vec<Td> = labels(1, 2).collect();
    second.extend([td("未经复议直接起诉", 1, 5), td("复议后起诉", 1, 5)]);
    let numbers = rows
        .iter()
        .flat_map(|row| row.columns.iter().map(|column| td(&number(TableId::T4, row.id, column.id), 1, 1)))
        .collect();
    vec![vec![td("行政复议", 1, 5), td("行政诉讼", 1, 10)], second, labels(2, 1).collect(), numbers]
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>")
}

pub fn html_table(trs: &Trs) -> String {
    let mut html = "<table border=1>".to_owned();
    for tr in trs {
        html.push_str("<tr>");
        for td in tr {
            write!(html, "<td rowspan={} colspan=\"{}\"><p>{}</p></td>", td.rows, td.columns, escape(&td.text))
                .expect("a string");
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    html
}

/// A page with these three pieces of HTML in the places of the tables.
pub fn page(year: u16, tables: [&str; 3]) -> String {
    let [t2, t3, t4] = tables;
    format!(
        "<html><head><meta charset=utf-8></head><body><h1>某县人民政府{year}年政府信息公开工作年度报告</h1>\
         <p>统计期限自{year}年1月1日至12月31日。</p><p>一、总体情况</p><p>工作有序。</p>\
         <p>二、主动公开政府信息情况</p>{t2}<p>三、收到和处理政府信息公开申请情况</p>{t3}\
         <p>四、政府信息公开行政复议、行政诉讼情况</p>{t4}\
         <p>五、存在的主要问题及改进情况</p><p>继续改进。</p><p>六、其他需要报告的事项</p><p>无。</p></body></html>"
    )
}

/// The whole form as a page.
pub fn plain_page(version: FormVersion) -> String {
    page(year(version), [&html_table(&table2(version)), &html_table(&table3(version)), &html_table(&table4())])
}

pub fn year(version: FormVersion) -> u16 {
    if version == FormVersion::V2019 { 2019 } else { 2023 }
}

pub fn read(bytes: &[u8], name: &str) -> Imported {
    import(bytes, &Options { name: name.to_owned(), year: None }).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every cell that the form has: row, column and the number read, by table.
pub fn tidy(report: &Report) -> String {
    let mut csv = "year,table,row,column,value\n".to_owned();
    for table in &report.tables {
        for row in form::rows(table.id, table.version) {
            for column in row.columns {
                let value = table.value(row.id, column.id).map(|value| value.to_string()).unwrap_or_default();
                writeln!(csv, "{},{},{},{},{value}", report.year, table.id.as_str(), row.id, column.id)
                    .expect("a string");
            }
        }
    }
    csv
}

/// The rows that a page of the whole form must give.
pub fn expected(version: FormVersion) -> String {
    let mut csv = "year,table,row,column,value\n".to_owned();
    for table in TableId::ALL {
        for row in form::rows(table, version) {
            for column in row.columns {
                let number = number(table, row.id, column.id);
                writeln!(csv, "{},{},{},{},{number}", year(version), table.as_str(), row.id, column.id)
                    .expect("a string");
            }
        }
    }
    csv
}

#[track_caller]
pub fn assert_rows(read: &Imported, expected: &str, what: &str) {
    let csv = tidy(&read.report);
    let differing: Vec<_> =
        csv.lines().zip(expected.lines()).filter(|(read, expected)| read != expected).take(5).collect();
    assert!(csv == expected, "{what}: {differing:?}\n{}", messages(&read.findings));
}

pub fn messages(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{:?} {} {}\n", finding.severity, finding.rule, finding.message)).collect()
}

/// Where each cell of a table stands once its spans are laid out: row, column, cell.
pub fn laid_out(trs: &Trs) -> Vec<(usize, usize, Td)> {
    let mut taken = std::collections::HashSet::new();
    let mut cells = Vec::new();
    for (row, tr) in trs.iter().enumerate() {
        let mut column = 0;
        for td in tr {
            while taken.contains(&(row, column)) {
                column += 1;
            }
            for r in row..row + td.rows {
                for c in column..column + td.columns {
                    taken.insert((r, c));
                }
            }
            cells.push((row, column, td.clone()));
        }
    }
    cells
}

/// The table as CSV: a merged cell has its text at its upper left and nothing elsewhere.
pub fn csv_table(trs: &Trs, separator: &str) -> String {
    let cells = laid_out(trs);
    let width = cells.iter().map(|(_, column, td)| column + td.columns).max().unwrap_or(0);
    let mut csv = String::new();
    for row in 0..trs.len() {
        let fields: Vec<String> = (0..width)
            .map(|column| {
                let cell = cells.iter().find(|(r, c, _)| (*r, *c) == (row, column));
                let text = cell.map(|(_, _, td)| td.text.as_str()).unwrap_or_default();
                if text.contains([',', '"', '\n', ';', '\t']) {
                    format!("\"{}\"", text.replace('"', "\"\""))
                } else {
                    text.to_owned()
                }
            })
            .collect();
        csv.push_str(&fields.join(separator));
        csv.push_str("\r\n");
    }
    csv
}

/// Writes the table into a sheet of Excel, its upper left at this row.
pub fn write_sheet(sheet: &mut rust_xlsxwriter::Worksheet, first: u32, trs: &Trs) {
    let format = rust_xlsxwriter::Format::new();
    for (row, column, td) in laid_out(trs) {
        let (row, column) = (first + row as u32, column as u16);
        let (last_row, last_column) = (row + td.rows as u32 - 1, column + td.columns as u16 - 1);
        if (last_row, last_column) != (row, column) {
            sheet.merge_range(row, column, last_row, last_column, "", &format).expect("a merge");
        }
        match td.text.parse::<f64>() {
            Ok(number) => sheet.write_number(row, column, number).expect("a number"),
            Err(_) => sheet.write_string(row, column, &td.text).expect("a text"),
        };
    }
}

/// The table in the XML of Word.
pub fn word_table(trs: &Trs) -> String {
    let cells = laid_out(trs);
    let width = cells.iter().map(|(_, column, td)| column + td.columns).max().unwrap_or(0);
    let mut xml = "<w:tbl><w:tblPr/><w:tblGrid/>".to_owned();
    for row in 0..trs.len() {
        xml.push_str("<w:tr><w:trPr/>");
        let mut column = 0;
        while column < width {
            let covering = cells
                .iter()
                .find(|(r, c, td)| (*r..r + td.rows).contains(&row) && (*c..c + td.columns).contains(&column));
            let Some((first, _, td)) = covering else {
                xml.push_str("<w:tc><w:p/></w:tc>");
                column += 1;
                continue;
            };
            let merge = match (td.rows, *first == row) {
                (1, _) => "",
                (_, true) => "<w:vMerge w:val=\"restart\"/>",
                (_, false) => "<w:vMerge/>",
            };
            let text = if *first == row { td.text.as_str() } else { "" };
            // Word breaks text into runs wherever it likes.
            let runs: String = text
                .chars()
                .collect::<Vec<_>>()
                .chunks(2)
                .map(|piece| {
                    format!(
                        "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                        escape(&piece.iter().collect::<String>())
                    )
                })
                .collect();
            write!(xml, "<w:tc><w:tcPr><w:gridSpan w:val=\"{}\"/>{merge}</w:tcPr><w:p>{runs}</w:p></w:tc>", td.columns)
                .expect("a string");
            column += td.columns;
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    xml
}

/// A zip container with these parts.
pub fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::{Cursor, Write as _};
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("a container").into_inner()
}

/// A Word document with this body.
pub fn docx_of(body: &str) -> Vec<u8> {
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body>{body}</w:body></w:document>");
    zip_of(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

pub fn word_paragraph(text: &str) -> String {
    format!("<w:p><w:pPr/><w:r><w:t>{}</w:t></w:r></w:p>", escape(text))
}
