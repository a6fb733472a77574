//! Documents built around published figures, each in four formats, read byte for byte.
#![allow(clippy::expect_used)]

mod common;

use common::tidy;
use import::{Imported, Options, import};

const NAMES: [&str; 4] = ["pingtan-2022", "pingtan-2019", "pingtan-2020", "hongze-2023"];
const FORMATS: [&str; 4] = ["html", "docx", "xlsx", "gbk.csv"];

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read(name: &str) -> Imported {
    common::read(&fixture(name), name)
}

#[test]
fn every_format_of_every_report_gives_the_expected_rows() {
    for name in NAMES {
        let expected = String::from_utf8(fixture(&format!("{name}.expected.csv"))).expect("UTF-8");
        for format in FORMATS {
            let imported = read(&format!("{name}.{format}"));
            let csv = tidy(&imported.report);
            let differing = csv.lines().zip(expected.lines()).find(|(read, expected)| read != expected);
            assert!(csv == expected, "{name}.{format}: {differing:?}\n{:#?}", imported.findings);
        }
    }
}

#[test]
fn tidy_rows_read_back_to_the_same_rows() {
    for name in NAMES {
        let expected = String::from_utf8(fixture(&format!("{name}.expected.csv"))).expect("UTF-8");
        for text in [expected.clone(), format!("\u{feff}{expected}"), expected.replace('\n', "\r\n")] {
            let imported = import(text.as_bytes(), &Options::default()).expect("tidy rows");
            assert_eq!(tidy(&imported.report), expected);
            assert_eq!(imported.findings, []);
        }
    }
}
