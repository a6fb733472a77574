//! The commands that staff use, as they are used: check, export, new.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn gongkai(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai")).args(args).output().expect("the publisher runs")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A data folder with these files over a starter's.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    assert_eq!(gongkai(&["new", path(root.path())]).status.code(), Some(0));
    for (name, text) in files {
        std::fs::write(root.path().join(name), text).expect("written");
    }
    root
}

fn findings(target: &Path) -> (Option<i32>, Vec<serde_json::Value>) {
    let output = gongkai(&["check", path(target), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    (output.status.code(), json["findings"].as_array().expect("a list").clone())
}

/// `rule file cell` of each finding.
fn places(findings: &[serde_json::Value]) -> Vec<String> {
    let part = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or("-").to_owned();
    findings.iter().map(|finding| ["rule", "file", "cell"].map(|key| part(finding, key)).join(" ")).collect()
}

#[test]
fn a_new_folder_is_accepted_and_a_used_one_is_left_alone() {
    let root = folder(&[]);
    let (code, found) = findings(root.path());
    assert_eq!(code, Some(0), "{found:?}");
    assert_eq!(places(&found), ["missing-file reports -"]);
    for form in ["年报三张表（2019年格式）.xlsx", "年报三张表（2021年格式）.xlsx", "公开目录.xlsx", "互动渠道.xlsx"]
    {
        assert!(root.path().join("空白表").join(form).is_file(), "{form}");
    }
    std::fs::write(root.path().join("site.json"), "mine").expect("written");
    let again = gongkai(&["new", path(root.path())]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("已经有文件"), "{}", text(&again.stderr));
    assert_eq!(std::fs::read_to_string(root.path().join("site.json")).expect("still there"), "mine");
}

#[test]
fn the_same_forms_are_the_same_bytes() {
    let (one, other) = (folder(&[]), folder(&[]));
    for form in ["空白表/年报三张表（2021年格式）.xlsx", "空白表/公开目录.xlsx", "空白表/互动渠道.xlsx"]
    {
        let bytes = |root: &Path| std::fs::read(root.join(form)).expect("a form");
        assert_eq!(bytes(one.path()), bytes(other.path()), "{form}");
    }
}

#[test]
fn every_kind_of_fault_in_a_folder_is_found_at_its_place() {
    let root = folder(&[
        (
            "site.json",
            r#"{"format":1,"title":"甲县政府信息公开","county":{"name":"甲县","code":"6531","url":"www.jia.gov.cn"},
                "office":{"name":"办公室","phone":"0998-65721","postcode":"84420"},
                "documents":[{"id":"a","title":"甲","number":"国办发[2019]54号"},{"id":"a","title":"乙"},{"id":"乙","title":"乙"}]}"#,
        ),
        (
            "policies.json",
            r#"{"format":1,"policies":[
                {"id":"p","title":"甲","source":{"document":"a"},"number":"甲政发〔2020〕3号","date":"2018-05-01"},
                {"id":"p","title":"乙","source":{"document":"b"},"url":"javascript:alert(1)"},
                {"id":"q","title":"丙","date":"9999-01-01","index_number":"12"}]}"#,
        ),
        (
            "catalogue.json",
            r#"{"format":1,"entries":[
                {"id":"e","item":"20-16","subject":"甲","title":"甲","content":"甲","source":{"document":"a"}},
                {"id":"e","item":"20-1","subject":"甲","title":"甲","content":"甲","source":{"document":"a"},"basis":[{"document":"law"}]}]}"#,
        ),
        (
            "channels.json",
            r#"{"format":1,"channels":[
                {"id":"c","name":"甲","kind":"hotline","purposes":["ask"],"what_for":"甲","standing":"verified","source":{"document":"a"},
                    "contact":{"name":"甲","phone":"12345"},"verified_on":"2019-01-01","instead":"none"},
                {"id":"d","name":"乙","kind":"hotline","purposes":["ask"],"what_for":"乙","standing":"verified","source":{"document":"a"},"instead":"d"}]}"#,
        ),
        (
            "guide.json",
            r#"{"format":1,"sections":[{"id":"s","heading":"甲","points":[{"text":"甲","sources":[]}]}],"apply":[]}"#,
        ),
        ("rules.json", r#"{"format":1,"sections":[{"id":"s","heading":"甲","points":[{"text":"甲"}]}]}"#),
        ("reports/2019.json", r#"{"format":1,"year":2018,"title":"甲","source":{"document":"a"},"tables":7}"#),
        ("reports/2020.json", r#"{"format":1,"year":2020,"#),
        ("reports/2021.json", r#"{"format":9}"#),
        ("reports/2022.json", r#"{"format":1,"year":2012,"title":"甲","source":{"document":"z"}}"#),
        ("polices.json", "{}"),
    ]);
    let (code, found) = findings(root.path());
    assert_eq!(code, Some(1));
    let expected = [
        "unknown-item catalogue.json entries[0].item",
        "unknown-document catalogue.json entries[1].basis[0].document",
        "duplicate-id catalogue.json entries[1].id",
        "link channels.json channels[0].instead",
        "verified-on channels.json channels[0].verified_on",
        "link channels.json channels[1].instead",
        "no-source guide.json sections[0].points[0].sources",
        "unknown-file polices.json -",
        "date policies.json policies[0].date",
        "duplicate-id policies.json policies[1].id",
        "unknown-document policies.json policies[1].source.document",
        "url policies.json policies[1].url",
        "date policies.json policies[2].date",
        "index-number policies.json policies[2].index_number",
        "no-source policies.json policies[2].source",
        "read reports/2019.json tables",
        "read reports/2020.json -",
        "read reports/2021.json -",
        "unknown-document reports/2022.json source.document",
        "year reports/2022.json year",
        "A9 reports/2022.json -",
        "A9 reports/2022.json -",
        "A9 reports/2022.json -",
        "read rules.json sections[0].points[0]",
        "code site.json county.code",
        "url site.json county.url",
        "document-number site.json documents[0].number",
        "duplicate-id site.json documents[1].id",
        "id site.json documents[2].id",
        "phone site.json office.phone",
        "postcode site.json office.postcode",
        "verified-on site.json office.verified_on",
    ];
    assert_eq!(places(&found), expected);
    for finding in &found {
        let message = finding["message"].as_str().expect("a sentence");
        assert!(message.chars().any(|letter| ('一'..='龥').contains(&letter)), "{message}");
    }
}

#[test]
fn hints_alone_are_not_a_failure_and_errors_are() {
    let report = |rows: &str| {
        format!(
            r#"{{"format":1,"year":2022,"title":"甲","source":{{"document":"regulation"}},"tables":[{{"id":"t4","version":"2021","rows":{rows}}}]}}"#
        )
    };
    let sums = |total: u32| report(&format!(r#"{{"review":{{"upheld":1,"corrected":2,"total":{total}}}}}"#));
    let root = folder(&[("reports/2022.json", &sums(3))]);
    assert_eq!(findings(root.path()).0, Some(0));
    std::fs::write(root.path().join("reports/2022.json"), sums(4)).expect("written");
    let (code, found) = findings(root.path());
    assert_eq!(code, Some(1));
    let broken = found.iter().find(|finding| finding["rule"] == "A4").expect("the sum");
    let expected = serde_json::json!({
        "file": "reports/2022.json", "table": "t4", "row": "review", "column": "total", "rule": "A4", "severity": "error",
        "found": "4", "expected": "3",
        "message": "表四“行政复议”的“总计”公布为 4，这一行四种结果相加为 3（其中 2 格空白，按 0 计）；请对照原件核对，原件如此则照原样保留"
    });
    assert_eq!(*broken, expected);
    // One file of the folder by itself, under the name that was given.
    let file = root.path().join("reports/2022.json");
    let (code, found) = findings(&file);
    assert_eq!(code, Some(1));
    assert!(found.iter().all(|finding| finding["file"] == path(&file)), "{found:?}");
}

#[test]
fn what_cannot_be_read_is_told_from_what_is_wrong() {
    let root = folder(&[
        ("site.json", r#"{"format":1,"title":"甲""#),
        ("guide.json", r#"{"format":1,"sections":7,"apply":[]}"#),
    ]);
    let code = |name: &str| gongkai(&["check", path(&root.path().join(name))]).status.code();
    assert_eq!(code("site.json"), Some(2), "not whole");
    assert_eq!(code("guide.json"), Some(1), "a field at fault");
    assert_eq!(code("rules.json"), Some(0));
    assert_eq!(code("no-such.json"), Some(2));
    assert_eq!(code("no-such-folder"), Some(2));
    assert_eq!(code("."), Some(1), "a broken file harms no other");
}

#[test]
fn reports_that_cannot_be_listed_are_an_error_and_not_no_reports() {
    let root = folder(&[]);
    std::fs::remove_dir(root.path().join("reports")).expect("removed");
    assert_eq!(places(&findings(root.path()).1), ["missing-file reports -"], "a folder without reports");
    std::fs::write(root.path().join("reports"), "").expect("written");
    let refused = |sentence: &str| {
        let folder = path(root.path());
        for args in [&["check", folder][..], &["export", folder, "--format", "csv"], &["search", folder, "甲"]] {
            let output = gongkai(args);
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
            assert!(said.contains("reports") && said.contains(sentence), "{args:?}: {said}");
        }
    };
    refused("不是目录");
    #[cfg(unix)]
    {
        std::fs::remove_file(root.path().join("reports")).expect("removed");
        std::os::unix::fs::symlink("nowhere", root.path().join("reports")).expect("a link");
        refused("链接");
    }
}

#[test]
fn a_file_that_is_passed_over_for_its_name_is_told() {
    for (name, expected) in [
        ("reports/2022.JSON", Some("unknown-file reports/2022.JSON -")),
        ("reports/2022.json.txt", Some("unknown-file reports/2022.json.txt -")),
        ("policies.json.txt", Some("unknown-file policies.json.txt -")),
        ("Policies.Json.TXT", Some("unknown-file Policies.Json.TXT -")),
        ("README.md", None),
        ("README.txt", None),
        ("reports/2022年报.docx", None),
        ("reports/.2022.json.swp", None),
    ] {
        let root = folder(&[(name, "{}")]);
        let (code, found) = findings(root.path());
        let places: Vec<String> =
            places(&found).into_iter().filter(|place| place != "missing-file reports -").collect();
        assert_eq!((code, places), (Some(0), Vec::from_iter(expected.map(str::to_owned))), "{name}");
        assert!(
            found
                .iter()
                .all(|it| it["rule"] != "unknown-file" || it["message"].as_str().unwrap().contains("请核对文件名"))
        );
    }
}

#[cfg(unix)]
#[test]
fn a_report_that_is_no_file_is_a_broken_report() {
    type Lay = fn(&Path) -> std::io::Result<()>;
    let cases: [(&str, Lay, &str); 4] = [
        ("reports/2022.json", |path| std::os::unix::fs::symlink("nowhere.json", path), "链接"),
        ("reports/2022.json", |path| std::os::unix::fs::symlink("2022.json", path), "链接"),
        ("reports/2022.json", |path| std::fs::create_dir(path), "是目录，不是文件"),
        (
            "channels.json",
            |path| std::fs::remove_file(path).and_then(|()| std::os::unix::fs::symlink("no", path)),
            "链接",
        ),
    ];
    for (name, lay, sentence) in cases {
        let root = folder(&[]);
        lay(&root.path().join(name)).expect("laid");
        let (code, found) = findings(root.path());
        let read: Vec<_> = found.iter().filter(|finding| finding["rule"] == "read").collect();
        assert_eq!((code, read.len()), (Some(1), 1), "{name}: {found:?}");
        assert_eq!(read[0]["file"], name);
        let message = read[0]["message"].as_str().expect("a sentence");
        assert!(message.contains(sentence) && !message.contains("os error"), "{name}: {message}");
    }
}

#[test]
fn an_address_that_build_refuses_is_found_by_the_check() {
    for (address, is_good) in [
        ("https://www.jia.gov.cn/gk/", true),
        ("https://www.jia.gov.cn/", true),
        ("https://www.jia.gov.cn/gk", false),
        ("https://www.jia.gov.cn", false),
        ("www.jia.gov.cn/gk/", false),
        ("https://www.jia.gov.cn/../", false),
        ("https://www.jia.gov.cn/政务/", false),
    ] {
        let site = format!(
            r#"{{"format":1,"title":"甲","county":{{"name":"甲县"}},"documents":[{{"id":"regulation","title":"条例"}}],"publish":{{"address":"{address}"}}}}"#
        );
        let root = folder(&[("site.json", &site)]);
        let (code, found) = findings(root.path());
        let of_site: Vec<String> = places(&found).into_iter().filter(|place| place.contains("site.json")).collect();
        let expected: &[&str] = if is_good { &[] } else { &["url site.json publish.address"] };
        assert_eq!(
            (code, of_site),
            (Some(i32::from(!is_good)), expected.iter().map(|it| (*it).to_owned()).collect()),
            "{address}"
        );
    }
}

#[test]
fn every_command_says_how_it_is_used() {
    for command in ["check", "import", "export", "build", "serve", "search", "new"] {
        for option in ["--help", "-h"] {
            let output = gongkai(&[command, option]);
            let said = text(&output.stdout);
            assert_eq!(output.status.code(), Some(0), "{command}: {}", text(&output.stderr));
            assert!(said.contains(&format!("gongkai {command} ")) && said.lines().count() < 8, "{command}: {said}");
        }
    }
}

#[test]
fn a_sheet_without_a_row_does_not_replace_a_list_by_an_empty_one() {
    const HEAD: &str = "序号,公开事项,公开内容,公开依据,公开时限,公开主体\n";
    let root = folder(&[("head.csv", HEAD), ("untitled.csv", &format!("{HEAD},,甲,乙,,\n"))]);
    for (sheet, list, sentence) in [
        ("空白表/公开目录.xlsx", "catalogue.json", "没有一行"),
        ("空白表/互动渠道.xlsx", "channels.json", "没有一行"),
        ("head.csv", "catalogue.json", "没有一行"),
        ("untitled.csv", "catalogue.json", "第 2 行没有公开事项"),
    ] {
        let list = root.path().join(list);
        std::fs::write(&list, "mine").expect("written");
        let output = gongkai(&["import", path(&root.path().join(sheet)), "-o", path(&list)]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{sheet}: {said}");
        assert!(said.contains(sentence) && !said.contains("没有发现问题"), "{sheet}: {said}");
        assert_eq!(std::fs::read_to_string(&list).expect("still there"), "mine", "{sheet}");
    }
}

#[test]
fn a_command_line_that_is_not_understood_is_told_in_chinese() {
    for args in [
        &["check"][..],
        &["check", "--format"],
        &["check", "a", "b"],
        &["check", "a", "--format", "xml"],
        &["check", "a", "--all"],
        &["export", "a"],
        &["export", "--format", "csv"],
        &["export", "a", "--format", "pdf"],
        &["export", "a", "--format", "xlsx", "--excel"],
        &["import"],
        &["import", "a", "--year", "二〇一九"],
        &["new"],
        &["new", "a", "b"],
        &["build", "a", "-o", "b", "--base", "/a b/"],
        &["serve", "--foo"],
        &["serve", "a", "--port", "99999"],
        &["serve", "a", "--port", "80x"],
        &["publish"],
        &["--all"],
    ] {
        let output = gongkai(args);
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(message.chars().any(|letter| ('一'..='龥').contains(&letter)), "{args:?}: {message}");
        assert!(["invalid", "number", "unexpected"].iter().all(|word| !message.contains(word)), "{args:?}: {message}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn the_countys_and_the_examples_data_hold_no_errors_but_those_published() {
    let (code, found) = findings(&root().join("data"));
    assert_eq!(code, Some(0), "{found:?}");
    let (code, found) = findings(&root().join("examples/pingtan"));
    assert_eq!(code, Some(1));
    let errors: Vec<_> = found.iter().filter(|finding| finding["severity"] == "error").collect();
    let published: Vec<_> =
        errors.iter().map(|error| [&error["rule"], &error["column"], &error["found"], &error["expected"]]).collect();
    assert_eq!(published, [["A2", "natural", "20", "26"], ["A2", "total", "21", "27"]]);
}

#[test]
fn the_examples_tables_are_exported_as_published() {
    let mut all = String::new();
    for year in 2019..=2025 {
        let report = root().join(format!("examples/pingtan/reports/{year}.json"));
        let published = std::fs::read_to_string(root().join(format!("crates/model/tests/figures/pingtan-{year}.csv")));
        let published = published.expect("published figures");
        let output = gongkai(&["export", path(&report), "--format", "csv"]);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), published.clone()), "{year}");
        let (header, rows) = published.split_once('\n').expect("a header");
        all = if all.is_empty() { format!("{header}\n{rows}") } else { all + rows };
    }
    let output = gongkai(&["export", path(&root().join("examples/pingtan")), "--format", "csv", "--excel"]);
    assert_eq!(text(&output.stdout), format!("\u{feff}{all}"));
}

#[test]
fn a_report_that_cannot_be_read_does_not_keep_the_others_from_being_exported() {
    let root = folder(&[
        (
            "reports/2021.json",
            r#"{"format":1,"year":2021,"title":"甲","source":{"document":"regulation"},"tables":[{"id":"t4","version":"2021","rows":{}}]}"#,
        ),
        ("reports/2022.json", "{"),
    ]);
    let output = gongkai(&["export", path(root.path()), "--format", "csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout).lines().count(), 1 + 15);
    assert!(text(&output.stderr).contains("reports/2022.json"));
}
