//! The numbers of the page 数据, page beside file beside picture; other counties' folders; the list of measures.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{County, Site};
use model::measure::{Across, LEFT_OUT, MEASURES, Origin, find};
use model::{FormVersion, check};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The example county's reports, beside a site of its own.
fn pingtan(site: &str) -> County {
    let mut files = vec![("site.json".to_owned(), site.to_owned())];
    for year in 2019..=2025 {
        let text = fs::read_to_string(root().join(format!("examples/pingtan/reports/{year}.json"))).unwrap();
        files.push((format!("reports/{year}.json"), text));
    }
    County::new(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

const SITE: &str = r#"{"format":1,"county":{"name":"平潭"},"title":"平潭政府信息公开"}"#;

/// The fields of the site's own CSV files: no field of numbers holds a comma.
fn rows(site: &Site, name: &str) -> Vec<Vec<String>> {
    let text = site.text(name).strip_prefix('\u{feff}').expect("the mark of UTF-8");
    assert!(text.contains("\r\n"), "as spreadsheets like it");
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// What stands between `before` and `after`, each time.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// The numbers of a chart's table on the page: measure and year, and the number.
fn table(html: &str, id: &str) -> BTreeMap<(String, String), String> {
    let card = between(html, "<article class=\"gk-chart", "</article>");
    let card = card.into_iter().find(|card| card.contains(&format!("id=\"{id}\""))).unwrap_or_else(|| panic!("{id}"));
    let cells = between(card, "<td ", "</td>").into_iter().filter(|cell| cell.starts_with("data-measure"));
    let part =
        |cell: &str, name: &str| between(cell, &format!("{name}=\""), "\"").first().map(|part| (*part).to_owned());
    let of = |cell: &str| {
        let place = (part(cell, "data-measure").unwrap(), part(cell, "data-year").unwrap());
        (place, part(cell, "data-value").unwrap_or_default())
    };
    cells.map(of).collect()
}

#[test]
fn page_file_and_picture_of_every_chart_show_the_same_numbers() {
    let site = pingtan(SITE).built(&[]);
    let html = site.text("statistics/index.html");
    let pictures: Vec<&String> =
        site.files.keys().filter(|name| name.starts_with("downloads/statistics/") && name.ends_with(".svg")).collect();
    assert!(pictures.len() > 20);
    let mut compared = 0;
    for name in pictures {
        let id = name.trim_start_matches("downloads/statistics/").trim_end_matches(".svg");
        let shown = table(html, id);
        let picture = site.text(name);
        for row in rows(&site, &name.replace(".svg", ".csv")) {
            let (year, value, unit, note, measure) = (&row[1], &row[3], &row[4], &row[5], row.last().unwrap());
            // Without a value: a share of few, or no number at all.
            let expected = match (value.is_empty(), unit.as_str()) {
                (true, _) if note.contains('/') => note.clone(),
                (true, _) => String::new(),
                (_, "%") => format!("{value}%"),
                _ => value.clone(),
            };
            let found = shown.get(&(measure.clone(), year.clone()));
            assert_eq!(found, Some(&expected), "{id}: {measure} {year}");
            compared += 1;
        }
        let texts = between(picture, "<text", "</text>");
        let texts: Vec<&str> =
            texts.into_iter().filter_map(|text| text.split_once('>')).map(|(_, words)| words).collect();
        let newest = shown.iter().rfind(|((measure, _), value)| measure == id && !value.is_empty());
        if let Some((_, value)) = newest {
            let drawn = texts.iter().any(|text| text.replace('\u{2009}', "").split(' ').any(|word| word == value));
            let is_panel = find(id).is_some_and(|measure| measure.whole().is_some());
            assert!(drawn || is_panel, "{id}: {value} is not in {texts:?}");
        }
        assert!(texts.concat().contains("来源：平潭2019年至2025年政府信息公开工作年度报告"), "{id}");
    }
    assert!(compared > 400, "{compared} numbers were compared");
}

#[test]
fn the_whole_list_has_every_measure_and_says_of_each_number_where_it_comes_from() {
    let site = pingtan(SITE).built(&[]);
    let all = rows(&site, "downloads/statistics.csv");
    assert_eq!(all.len(), MEASURES.len() * 7);
    let row = all.iter().find(|row| row[1] == "2020" && row.last().unwrap() == "settled").expect("a row");
    assert_eq!(row[3], "21");
    assert!(row[6].contains("表三") && row[7].contains("60号") && row[8].contains("各项相加为 27"), "{row:?}");
    let json = site.json("downloads/statistics.json");
    let share = json.as_array().unwrap().iter().find(|row| row["measure"] == "granted_share" && row["year"] == 2024);
    assert_eq!((&share.unwrap()["value"], &share.unwrap()["note"]), (&"45.9".into(), &"100/218".into()));
}

#[test]
fn other_counties_are_published_beside_the_own_and_their_folders_are_not_named() {
    let county = pingtan(&SITE.replace("\"title\"", "\"compare\":[{\"id\":\"jia\",\"data\":\"../jia\"}],\"title\""));
    let jia = county.data().join("../jia");
    fs::create_dir_all(jia.join("reports")).unwrap();
    fs::write(jia.join("site.json"), r#"{"format":1,"county":{"name":"甲县"},"title":"甲县"}"#).unwrap();
    let report = r#"{"format":1,"year":2023,"title":"甲县2023年年报","source":{"document":"a"},"tables":[
        {"id":"t4","version":"2021","rows":{"review":{"upheld":1,"total":3}}}]}"#;
    fs::write(jia.join("reports/2023.json"), report).unwrap();
    let site = county.built(&[]);
    assert_eq!(
        site.json("data/compare.json")["counties"][0],
        serde_json::json!({"id":"jia","name":"甲县","reports":[2023]})
    );
    assert_eq!(site.json("data/with/jia/reports/2023.json")["title"], "甲县2023年年报");
    assert_eq!(site.json("data/index.json")["files"]["compare.json"], 1);
    assert!(!site.text("data/site.json").contains("../jia"));
    assert!(site.text("statistics/index.html").contains("和甲县比较"));
    let reviews = rows(&site, "downloads/statistics/reviews.csv");
    assert!(reviews.iter().any(|row| row[0] == "甲县" && row[3] == "3"));
}

#[test]
fn a_folder_that_cannot_be_compared_with_leaves_the_old_site_whole_and_is_named() {
    let county = pingtan(SITE);
    county.built(&[]);
    for (compare, expected) in [
        (r#"[{"id":"jia","data":"../no-such-folder"}]"#, "“jia”的数据目录 ../no-such-folder"),
        (r#"[{"id":"a b","data":"."}]"#, "编号“a b”不能用"),
        (r#"[{"id":"a","data":"."},{"id":"a","data":"."}]"#, "编号“a”不能用"),
        (r#"[{"id":"../a","data":"."}]"#, "不能用"),
        (r#"[{"id":"a","data":"../app"}]"#, "没有 site.json"),
    ] {
        county.set("site.json", &SITE.replace("\"title\"", &format!("\"compare\":{compare},\"title\"")));
        let output = county.build(&[]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{compare}");
        assert!(said.contains(expected) && said.contains("站点没有改动"), "{said}");
        assert!(county.site().join("statistics/index.html").is_file());
        let check = Command::new(env!("CARGO_BIN_EXE_gongkai")).arg("check").arg(county.data()).output().unwrap();
        let found = String::from_utf8_lossy(&check.stdout).into_owned();
        assert!(check.status.code() == Some(1) && found.contains("[compare]") && found.contains(expected), "{found}");
    }
}

/// The list of measures for staff and for whoever uses the files.
fn measures() -> String {
    let mut text = String::from(
        "# 指标\n\n由程序从 `crates/model/src/measure/list.rs` 写出，改了那里再写一次：\
         `GONGKAI_BLESS=1 cargo test -p gongkai --test statistics`。\n\n\
         网站的图、表、CSV 里的每个数都是下面的一个指标。编号不变，可以用在网址里（`statistics?m=received`）。\n",
    );
    for group in model::measure::Group::ALL {
        text.push_str(&format!("\n## {}\n\n| 编号 | 名称 | 单位 | 意思 | 2019年的格式取自 | 2021年的格式取自 | 能不能前后比较 |\n|---|---|---|---|---|---|---|\n", group.name()));
        for measure in MEASURES.iter().filter(|measure| measure.group == group) {
            let whole = measure.whole().and_then(find).map(|whole| format!("（{}的一部分）", whole.name));
            let [old, new] = [FormVersion::V2019, FormVersion::V2021].map(|version| origin(measure, version));
            let reason = measure.across.reason();
            let can = match measure.across {
                Across::Same(_) => format!("能。{reason}"),
                Across::Changed { instead, .. } => {
                    let instead = instead.and_then(find).map(|other| format!("可以比较的是“{}”。", other.name));
                    format!("不能。{reason}{}", instead.unwrap_or_default())
                }
                Across::Own(_) => format!("不比较。{reason}"),
            };
            text.push_str(&format!(
                "| `{}` | {}{} | {} | {} | {old} | {new} | {can} |\n",
                measure.id,
                measure.name,
                whole.unwrap_or_default(),
                measure.unit,
                measure.definition
            ));
        }
    }
    text.push_str("\n## 没有做成指标的格子\n\n| 表 | 格式 | 列 | 原因 |\n|---|---|---|---|\n");
    for left in LEFT_OUT {
        let form = left.version.map_or("两种", FormVersion::as_str);
        let row = model::form::rows(left.table, left.version.unwrap_or(FormVersion::V2021));
        let labels = left.columns.iter().filter_map(|id| row.iter().find_map(|row| row.column(id)));
        let labels: Vec<&str> = labels.map(model::form::FormColumn::label).collect();
        text.push_str(&format!(
            "| {} | {form} | {} | {} |\n",
            check::table_name(left.table),
            labels.join("、"),
            left.reason
        ));
    }
    text
}

fn origin(measure: &model::measure::Measure, version: FormVersion) -> String {
    match measure.origin {
        Origin::Text(_) => "年报正文".to_owned(),
        Origin::Share { part, whole } => {
            let names = |ids: &[&str]| ids.iter().map(|id| find(id).unwrap().name).collect::<Vec<_>>().join("＋");
            format!("{} ÷ {}", names(part), names(whole))
        }
        Origin::Cells { .. } => {
            let cells = measure.cells(version).into_iter().map(|(table, (row, column))| {
                let row_name = check::row_name(table, version, row);
                format!(
                    "{}“{row_name}”的“{}”",
                    check::table_name(table),
                    check::column_name(table, version, row, column)
                )
            });
            let cells: Vec<String> = cells.collect();
            if cells.is_empty() { "没有".to_owned() } else { cells.join("＋") }
        }
    }
}

#[test]
fn the_list_of_measures_in_the_documentation_is_that_of_the_program() {
    let path = root().join("docs/measures.zh-CN.md");
    let current = measures();
    if std::env::var_os("GONGKAI_BLESS").is_some() {
        fs::write(&path, &current).expect("written");
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == current,
        "docs/measures.zh-CN.md is not that of the program; write it anew with \
         GONGKAI_BLESS=1 cargo test -p gongkai --test statistics"
    );
}
