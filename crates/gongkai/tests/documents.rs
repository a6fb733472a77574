//! From a county's documents to data and back: import and export, on published figures in every format.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FORMATS: [&str; 4] = ["html", "docx", "xlsx", "gbk.csv"];

fn gongkai(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai")).args(args).output().expect("the publisher runs")
}

fn documents() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../import/tests/fixtures")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn import(document: &Path, year: &str, out: &Path) -> Output {
    gongkai(&["import", path(document), "--year", year, "-o", path(out)])
}

fn csv_of(report: &Path) -> String {
    let output = gongkai(&["export", path(report), "--format", "csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn every_document_gives_the_figures_that_were_published() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, year, errors) in [
        ("pingtan-2022", "2022", 0),
        ("pingtan-2019", "2019", 0),
        ("pingtan-2020", "2020", 1),
        ("hongze-2023", "2023", 1),
    ] {
        let expected = std::fs::read_to_string(documents().join(format!("{name}.expected.csv"))).expect("figures");
        for format in FORMATS {
            let document = documents().join(format!("{name}.{format}"));
            let report = folder.path().join(format!("{name}.json"));
            let output = import(&document, year, &report);
            assert_eq!(output.status.code(), Some(errors), "{name}.{format}: {}", text(&output.stderr));
            assert_eq!(csv_of(&report), expected, "{name}.{format}");
            // A document can be exported without a report in between, where it names its year.
            if format != "gbk.csv" && format != "xlsx" {
                assert_eq!(csv_of(&document), expected, "{name}.{format}");
            }
        }
    }
}

#[test]
fn import_export_and_import_again_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut reports: Vec<(PathBuf, String)> = (2019..=2025)
        .map(|year| (root.join(format!("examples/pingtan/reports/{year}.json")), year.to_string()))
        .collect();
    for (name, year) in [("pingtan-2019", "2019"), ("pingtan-2020", "2020"), ("hongze-2023", "2023")] {
        let report = folder.path().join(format!("{name}.json"));
        import(&documents().join(format!("{name}.docx")), year, &report);
        reports.push((report, year.to_owned()));
    }
    for (report, year) in reports {
        for format in ["csv", "xlsx"] {
            let exported = folder.path().join(format!("exported.{format}"));
            let again = folder.path().join("again.json");
            let output = gongkai(&["export", path(&report), "--format", format, "-o", path(&exported)]);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            let output = import(&exported, &year, &again);
            assert!(again.is_file(), "{}", text(&output.stderr));
            assert_eq!(csv_of(&again), csv_of(&report), "{} through {format}", report.display());
            std::fs::remove_file(&again).expect("removed");
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = documents().join("pingtan-2020.docx");
    let once = || gongkai(&["import", path(&document)]).stdout;
    assert_eq!(once(), once());
    assert!(serde_json::from_slice::<serde_json::Value>(&once()).is_ok(), "only the report is on standard output");
}

#[test]
fn a_blank_form_is_read_back_as_blank() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("county");
    assert_eq!(gongkai(&["new", path(&root)]).status.code(), Some(0));
    // Table 4 has one row of figures only; blank, there is nothing to read in it.
    for (version, cells) in [("2019", 22 + 161), ("2021", 10 + 175)] {
        let form = root.join(format!("空白表/年报三张表（{version}年格式）.xlsx"));
        let report = root.join("reports/2023.json");
        let output = import(&form, "2023", &report);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let csv = csv_of(&report);
        assert!(csv.lines().count() > cells, "{version}");
        assert!(csv.lines().skip(1).all(|line| line.ends_with(',')), "a blank form holds no figures");
    }
}

#[test]
fn what_contradicts_itself_is_told_in_chinese_and_kept() {
    let output = gongkai(&["import", path(&documents().join("pingtan-2020.html"))]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("公布为 20，这一列（一）到（六）各项相加为 26"), "{told}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let tables = report["tables"].as_array().expect("tables");
    let total = &tables.iter().find(|table| table["id"] == "t3").expect("table 3")["rows"]["total"]["natural"];
    assert!(*total == 20 || total["value"] == 20, "{total}");
}

#[test]
fn a_document_is_checked_like_a_report() {
    let document = documents().join("hongze-2023.html");
    let output = gongkai(&["check", path(&document), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let sums: Vec<_> =
        json["findings"].as_array().expect("a list").iter().filter(|finding| finding["rule"] == "A4").collect();
    let told: Vec<_> = sums.iter().map(|sum| (&sum["row"], &sum["found"], &sum["expected"])).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!((sums[0]["found"].as_str(), sums[0]["expected"].as_str()), (Some("0"), Some("11")));
    assert_eq!((sums[1]["found"].as_str(), sums[1]["expected"].as_str()), (Some("0"), Some("5")));
}

#[test]
fn what_is_no_document_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in
        [("a.docx", &b"PK\x03\x04 cut off"[..]), ("a.pdf", b"%PDF-1.4\n"), ("a.html", b""), ("a.bin", &[0u8; 64])]
    {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).expect("written");
        let output = gongkai(&["import", path(&file)]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{name}");
        assert_eq!(text(&output.stderr).trim_end().lines().count(), 1, "{name}: {}", text(&output.stderr));
    }
}

#[test]
fn a_catalogue_and_channels_that_were_filled_in_become_data_files_that_check_accepts() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("county");
    assert_eq!(gongkai(&["new", path(&root)]).status.code(), Some(0));
    // The headings of the blank forms, with a line filled in.
    let lists = [
        (
            "catalogue",
            "公开目录",
            "序号,公开事项,,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,,公开方式,,公开层级,,条例事项,来源文件,来源章节\n\
             ,一级事项,二级事项,,,,,,全社会,特定群体,主动,依申请公开,县级,乡级,,,\n\
             1,财政,预算,本级预算,《中华人民共和国政府信息公开条例》第二十条第（七）项,及时公开,县财政局,■政府网站 □政府公报,√,,√,,√,,20-7,regulation,第二十条第（七）项\n",
        ),
        (
            "channels",
            "互动渠道",
            "渠道名称,渠道类型,用途,说明,主办单位,电话,地址,邮政编码,电子邮箱,网址,办公时间,办理时限,办理流程,核对日期,来源文件,来源章节\n\
             办公室,办公室,咨询、申请信息,问公开的事,县政府办公室,0100-1234567,,,,,,20个工作日,接收→登记→答复,2026-01-05,regulation,第三十三条\n",
        ),
    ];
    for (file, form, csv) in lists {
        let blank = root.join(format!("空白表/{form}.xlsx"));
        let target = root.join(format!("{file}.json"));
        let output = gongkai(&["import", path(&blank), "-o", path(&target)]);
        assert_eq!(output.status.code(), Some(0), "{form}: {}", text(&output.stderr));
        let line = if file == "catalogue" { "没有一行目录" } else { "没有一行渠道" };
        assert!(text(&output.stderr).contains(line), "{form}: {}", text(&output.stderr));
        let filled = folder.path().join(format!("{file}.csv"));
        std::fs::write(&filled, csv).expect("written");
        let output = gongkai(&["import", path(&filled), "-o", path(&target)]);
        assert_eq!(output.status.code(), Some(0), "{form}: {}", text(&output.stderr));
        let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&target).expect("a file")).expect("JSON");
        let list = json[if file == "catalogue" { "entries" } else { "channels" }].as_array().expect("a list");
        assert_eq!(list.len(), 1, "{json}");
        let output = gongkai(&["check", path(&target), "--format", "json"]);
        assert!(!text(&output.stdout).contains("\"error\""), "{}", text(&output.stdout));
    }
    let output = gongkai(&["check", path(&root)]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
}

/// The headings of the blank forms themselves are those that the importer knows: each in its own column.
#[test]
fn a_line_under_the_headings_of_a_blank_form_is_read_by_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("county");
    assert_eq!(gongkai(&["new", path(&root)]).status.code(), Some(0));
    for (form, first_row) in [("公开目录", 2), ("互动渠道", 1)] {
        let bytes = std::fs::read(root.join(format!("空白表/{form}.xlsx"))).expect("a form");
        let sheet = import::sheet::read_workbook(&bytes).expect("sheets").remove(0);
        assert_eq!((sheet.name.as_str(), sheet.rows.len()), (form, first_row));
        let mut filled = sheet.clone();
        filled.rows.push((0..sheet.rows[0].len()).map(|column| format!("第{column}列")).collect());
        if form == "公开目录" {
            let entry = import::sheet::catalogue_from_sheet(&filled).0.entries.remove(0);
            let read = [entry.subject, entry.title, entry.content, entry.time_limit.unwrap(), entry.publisher.unwrap()];
            assert_eq!(read, ["第1列", "第2列", "第3列", "第5列", "第6列"]);
            assert_eq!(entry.carriers.used, ["第7列"]);
            let groups = [entry.audience.unwrap(), entry.manner.unwrap(), entry.tier.unwrap()];
            assert_eq!(groups, ["第8列、第9列", "第10列、第11列", "第12列、第13列"]);
            assert_eq!((entry.source.document.as_str(), entry.source.section.as_deref()), ("第15列", Some("第16列")));
        } else {
            let channel = import::sheet::channels_from_sheet(&filled).0.channels.remove(0);
            let contact = channel.contact.expect("a contact");
            let read = [channel.name, channel.what_for, channel.host_unit.unwrap(), contact.phone.unwrap()];
            assert_eq!(read, ["第0列", "第3列", "第4列", "第5列"]);
            let read =
                [contact.address, contact.postcode, contact.email, channel.url, channel.hours].map(Option::unwrap);
            assert_eq!(read, ["第6列", "第7列", "第8列", "第9列", "第10列"]);
            assert_eq!(
                (channel.source.document.as_str(), channel.source.section.as_deref()),
                ("第14列", Some("第15列"))
            );
        }
    }
}
