//! The data that the project ships: the county's in `data/`, the example county's in
//! `examples/pingtan/`. These tests hold it to its sources.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use model::{
    Catalogue, Channels, Date, DateOrigin, Decimal, FormVersion, Guide, Policies, Purpose, Report, Rules, Site,
    Standing, TableId, decode, form, law,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const COUNTY: &str = "data";
const EXAMPLE: &str = "examples/pingtan";
const EXAMPLE_YEARS: std::ops::RangeInclusive<u16> = 2019..=2025;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn load<T: serde::de::DeserializeOwned>(path: &str) -> T {
    decode(&bytes(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn county_report() -> Report {
    load("data/reports/2019.json")
}

fn example_report(year: u16) -> Report {
    load(&format!("{EXAMPLE}/reports/{year}.json"))
}

/// Every data file of a folder, with its path.
fn files(folder: &str) -> Vec<(String, Value)> {
    let mut paths = Vec::new();
    for part in [folder.to_owned(), format!("{folder}/reports")] {
        for entry in std::fs::read_dir(root().join(&part)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".json") {
                paths.push(format!("{part}/{name}"));
            }
        }
    }
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), load(&path))).collect()
}

/// Calls `visit` with every value of a JSON tree.
fn walk(value: &Value, visit: &mut impl FnMut(&Value)) {
    visit(value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        Value::Object(fields) => fields.values().for_each(|field| walk(field, visit)),
        _ => {}
    }
}

/// Every string of a JSON tree.
fn strings(value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    walk(value, &mut |value| all.extend(value.as_str().map(str::to_owned)));
    all
}

fn repeated<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    ids.into_iter().filter(|id| !seen.insert(*id)).collect()
}

#[test]
fn every_file_reads_as_its_type() {
    for folder in [COUNTY, EXAMPLE] {
        for (path, _) in files(folder) {
            match path.rsplit('/').next().unwrap() {
                "site.json" => drop(load::<Site>(&path)),
                "catalogue.json" => drop(load::<Catalogue>(&path)),
                "policies.json" => drop(load::<Policies>(&path)),
                "channels.json" => drop(load::<Channels>(&path)),
                "guide.json" => drop(load::<Guide>(&path)),
                "rules.json" => drop(load::<Rules>(&path)),
                name => {
                    let report: Report = load(&path);
                    assert_eq!(format!("{}.json", report.year), name, "{path}");
                }
            }
        }
    }
}

#[test]
fn the_county_supplies_every_file() {
    let names: Vec<String> = files(COUNTY).into_iter().map(|(path, _)| path).collect();
    for name in ["site", "catalogue", "policies", "channels", "guide", "rules", "reports/2019"] {
        assert!(names.contains(&format!("data/{name}.json")), "{name} of {names:?}");
    }
}

#[test]
fn every_source_names_a_document_of_the_site() {
    for folder in [COUNTY, EXAMPLE] {
        let site: Site = load(&format!("{folder}/site.json"));
        let mut cited = BTreeSet::new();
        for (path, value) in files(folder) {
            walk(&value, &mut |value| {
                if let Some(id) = value.get("document").and_then(Value::as_str) {
                    assert!(site.document(id).is_some(), "{path} cites {id}");
                    cited.insert(id.to_owned());
                }
            });
        }
        assert!(!cited.is_empty(), "{folder} cites nothing");
        assert_eq!(repeated(site.documents.iter().map(|document| document.id.as_str())), [""; 0]);
    }
}

#[test]
fn ids_are_addresses_and_occur_once() {
    let catalogue: Catalogue = load("data/catalogue.json");
    let channels: Channels = load("data/channels.json");
    let guide: Guide = load("data/guide.json");
    let rules: Rules = load("data/rules.json");
    let (policies, example): (Policies, Policies) =
        (load("data/policies.json"), load(&format!("{EXAMPLE}/policies.json")));
    let report = county_report();
    let sections = report.all_sections();
    let lists: [(&str, Vec<&str>); 9] = [
        ("catalogue", catalogue.entries.iter().map(|entry| entry.id.as_str()).collect()),
        ("channels", channels.channels.iter().map(|channel| channel.id.as_str()).collect()),
        ("guide", guide.sections.iter().map(|section| section.id.as_str()).collect()),
        ("apply", guide.apply.iter().map(|section| section.id.as_str()).collect()),
        ("rules", rules.sections.iter().map(|section| section.id.as_str()).collect()),
        ("policies", policies.policies.iter().map(|policy| policy.id.as_str()).collect()),
        ("example policies", example.policies.iter().map(|policy| policy.id.as_str()).collect()),
        ("figures", report.figures.iter().map(|figure| figure.id.as_str()).collect()),
        ("sections", sections.iter().map(|section| section.id.as_str()).collect()),
    ];
    for (name, ids) in lists {
        for id in &ids {
            let dots = name == "sections";
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte) || (dots && byte == b'.');
            assert!(!id.is_empty() && id.bytes().all(plain), "{name}: {id}");
        }
        assert_eq!(repeated(ids), [""; 0], "{name}");
    }
}

// --- the county's report ---------------------------------------------------------------------

/// The figures that the report gives, with unit and section.
const FIGURES: [(&str, u32, &str, &str); 10] = [
    ("disclosed", 8635, "条", "1"),
    ("disclosed_on_website", 254, "条", "1"),
    ("daily_visits", 523, "人次", "1"),
    ("requests_handled", 34, "件", "1.1.2"),
    ("reply_rate", 100, "%", "1.1.2"),
    ("on_time_rate", 100, "%", "1.1.2"),
    ("satisfaction_rate", 100, "%", "1.1.2"),
    ("health_topics", 6, "个方面", "1.2.6"),
    ("error_report_days", 2, "个工作日", "1.3.2"),
    ("service_hours", 24, "小时", "1.3.4"),
];

#[test]
fn the_countable_figures_are_exact() {
    let report = county_report();
    for (id, value, unit, section) in FIGURES {
        let figure = report.figure(id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(figure.value, Decimal::from(value), "{id}");
        assert_eq!(figure.unit, unit, "{id}");
        assert_eq!(figure.section.as_deref(), Some(section), "{id}");
        assert!(report.section(section).is_some(), "{id}");
        assert!(figure.meaning.as_ref().is_some_and(|meaning| meaning.ends_with('。')), "{id}");
    }
    assert_eq!(report.figures.len(), FIGURES.len());
}

/// Every number, date, name and count of the report, by the section that must tell it.
/// An empty section: the words before the first section.
const FACTS: [(&str, &[&str]); 27] = [
    ("", &["中华人民共和国政府信息公开条例", "新疆维吾尔自治区政府信息公开办法"]),
    ("", &["2019年1月1日", "12月31日", "疏勒县行政楼", "844200", "0998-6572114"]),
    ("1", &["8635条", "254条", "523人次", "2019年12月31日", "十三届全国人大二次会议", "2019年政务公开主要任务"]),
    ("1.1.1", &["政务热线", "政民互动", "12388", "音频", "视频"]),
    ("1.1.2", &["34件", "回复率100%", "按时办结率100%", "满意率100%", "宣传部", "网信办"]),
    ("1.1.3", &["第一平台", "行政楼大屏幕", "微信公众号", "微信矩阵", "融媒体中心", "“有用、有关、有热点”"]),
    ("1.2.1", &["重大行政决策程序暂行条例", "疏勒县人民政府重大行政决策事项目录标准", "合法性审核", "小微企业"]),
    ("1.2.2", &["2019年", "惠民实事", "监督渠道", "审计结果", "上级审计机关网站"]),
    ("1.2.3", &["三项制度", "执法全过程记录", "法制审核", "“双随机”"]),
    ("1.2.4", &["三大攻坚战", "房地产", "金融", "产业扶贫", "公益扶贫", "消费扶贫", "每天", "空气质量", "水环境"]),
    ("1.2.5", &["办事指南", "备案结果", "信用承诺", "红黑名单"]),
    ("1.2.6", &["6个方面", "传染病疫情", "国家免疫规划", "疾病预防控制", "突发公共卫生事件", "医疗服务", "医德医风"]),
    ("1.2.6", &["拟聘", "人才补贴", "积分入学", "家访", "房屋权属", "补偿安置方案"]),
    ("1.2.7", &["债务规模", "举债数额", "偿还数额", "置换债券", "预算法", "2019年发展经费", "基建经费", "采购结果"]),
    ("1.3.1", &["2019年10月前", "敏感词", "错别字", "全文检索"]),
    ("1.3.2", &["每季度", "通知公告", "2个工作日", "“我为政府网站找错”", "全国政府网站普查报送系统", "钉钉群"]),
    ("1.3.2", &["中国政府网", "国务院客户端", "自治区政府门户网站", "微博"]),
    ("1.3.3", &["政府公报", "重点信息公开专栏"]),
    ("1.3.4", &["“一窗受理、集成服务”", "“全城通办”", "“一网通办”", "“一号对外”", "“24小时不打烊”", "自助终端"]),
    ("1.4.1", &["接收、登记、办理、答复、归档", "公共企事业单位"]),
    ("1.4.2", &["财务支出", "党建", "干部管理", "计划生育", "优抚救济", "宅基地分配", "短信", "宣传栏"]),
    ("1.4.3", &["领导小组", "绩效考核", "主动公开目录", "“三定”方案"]),
    ("5.1.1", &["质量"]),
    ("5.1.3", &["部分部门和单位"]),
    ("5.2.1", &["2020年"]),
    ("5.2.2", &["年度考核", "专项检查"]),
    ("5.2.3", &["轮训", "现场会", "调研"]),
];

#[test]
fn every_fact_of_the_report_is_told_in_its_section() {
    let report = county_report();
    for (id, facts) in FACTS {
        let text = match id {
            "" => report.preamble.concat(),
            _ => {
                let section = report.section(id).unwrap_or_else(|| panic!("{id}"));
                section.heading.clone() + &section.paragraphs.concat()
            }
        };
        for fact in facts {
            assert!(text.contains(fact), "{id}: {fact} in {text}");
        }
    }
}

/// How many numbered points each part of the report has.
const POINTS: [(&str, usize); 6] = [("1.1", 3), ("1.2", 7), ("1.3", 4), ("1.4", 3), ("5.1", 3), ("5.2", 4)];

#[test]
fn every_point_of_the_report_is_told() {
    let report = county_report();
    for (id, count) in POINTS {
        let part = report.section(id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(part.sections.len(), count, "{id}");
        for (index, point) in part.sections.iter().enumerate() {
            let numeral = ["一是", "二是", "三是", "四是", "五是", "六是", "七是"][index];
            assert_eq!(point.id, format!("{id}.{}", index + 1));
            assert_eq!(point.numeral.as_deref(), Some(numeral), "{}", point.id);
            assert!(!point.heading.is_empty() && !point.paragraphs.is_empty(), "{}", point.id);
        }
    }
}

const STATUTORY: [(&str, &str); 6] = [
    ("一", "总体情况"),
    ("二", "主动公开政府信息情况"),
    ("三", "收到和处理政府信息公开申请情况"),
    ("四", "政府信息公开行政复议、行政诉讼情况"),
    ("五", "存在的主要问题及改进情况"),
    ("六", "其他需要报告的事项"),
];

#[test]
fn every_report_has_the_six_statutory_sections() {
    for report in EXAMPLE_YEARS.map(example_report).chain([county_report()]) {
        let found: Vec<(&str, &str)> = report
            .sections
            .iter()
            .map(|section| (section.numeral.as_deref().unwrap_or_default(), section.heading.as_str()))
            .collect();
        assert_eq!(found, STATUTORY, "{}", report.year);
        let ids: Vec<&str> = report.sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(ids, ["1", "2", "3", "4", "5", "6"], "{}", report.year);
    }
}

#[test]
fn what_the_report_lacks_is_absent_and_said_to_be() {
    let report = county_report();
    assert_eq!(report.tables, []);
    assert_eq!(report.published, None);
    for id in ["2", "3", "4"] {
        let section = report.section(id).unwrap();
        assert!(section.paragraphs.is_empty() && section.sections.is_empty(), "{id}");
        let note = report.notes.iter().find(|note| note.section.as_deref() == Some(id)).unwrap();
        assert!(note.text.contains("没有表格，也没有数字") && note.text.contains("这一节应列出"), "{}", note.text);
    }
}

#[test]
fn misprints_are_told_and_not_repeated() {
    let report = county_report();
    let last = report.section("6").unwrap();
    assert_eq!((last.numeral.as_deref(), last.printed_numeral.as_deref()), (Some("六"), Some("三")));
    for (section, misprint) in [("1.1.2", "民政互动"), ("5.2.3", "持继强化"), ("6", "“三、”")] {
        let note = report.notes.iter().find(|note| note.section.as_deref() == Some(section));
        assert!(note.is_some_and(|note| note.text.contains(misprint)), "{misprint}");
        assert!(!report.section(section).unwrap().paragraphs.concat().contains(misprint), "{misprint}");
    }
}

// --- no sentence is copied -------------------------------------------------------------------

/// As many Han characters in a row as a phrase of our own may share with the report.
const SHARED: usize = 17;

fn han(text: &str) -> Vec<char> {
    text.chars().filter(|character| ('\u{4e00}'..='\u{9fff}').contains(character)).collect()
}

/// Names that the report and we must both use in full.
fn names() -> Vec<String> {
    let site: Site = load("data/site.json");
    let statutory = STATUTORY.iter().map(|(_, heading)| (*heading).to_owned());
    let standard = "疏勒县人民政府重大行政决策事项目录标准".to_owned();
    site.documents.into_iter().map(|document| document.title).chain(statutory).chain([standard]).collect()
}

#[test]
fn no_sentence_of_the_report_is_copied() {
    let path = root().join("../shared/seed/report-2019.txt");
    let Ok(original) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: the report's own text is not at hand");
        return;
    };
    let original = han(&original);
    let shared: BTreeSet<&[char]> = original.windows(SHARED + 1).collect();
    let names = names();
    for (path, value) in files(COUNTY) {
        for text in strings(&value) {
            let rest = names.iter().fold(text.clone(), |rest, name| rest.replace(name.as_str(), "\n"));
            for piece in rest.split('\n') {
                for run in han(piece).windows(SHARED + 1) {
                    assert!(!shared.contains(run), "{path}: {} of {text}", String::from_iter(run));
                }
            }
        }
    }
}

// --- catalogue, policies, channels, guide ----------------------------------------------------

#[test]
fn catalogue_entries_fall_under_items_of_the_law_in_its_order() {
    let catalogue: Catalogue = load("data/catalogue.json");
    assert!(catalogue.entries.len() >= 40);
    let place = |id: &str| law::ITEMS.iter().position(|item| item.id == id);
    let mut last = 0;
    for entry in &catalogue.entries {
        let at = place(&entry.item).unwrap_or_else(|| panic!("{}: {}", entry.id, entry.item));
        assert!(at >= last, "{} is out of order", entry.id);
        last = at;
        assert_eq!(entry.source.document, "report-2019", "{}", entry.id);
        assert!(entry.source.section.is_some(), "{}", entry.id);
        for basis in entry.basis.iter().filter(|basis| basis.document == "regulation") {
            let section = basis.section.as_deref().unwrap();
            let expected = law::find(&entry.item).unwrap().citation();
            let general = ["第十九条", "第十二条", "第四十九条"].contains(&section) && entry.item == "20-15";
            assert!(section == expected || general, "{}: {section}", entry.id);
        }
    }
}

#[test]
fn sections_that_the_county_is_cited_for_are_in_the_report() {
    let report = county_report();
    let numeral = |id: &str| report.section(id).and_then(|section| section.numeral.clone()).unwrap_or_default();
    let mut known: BTreeSet<String> = ["引言", "栏目导航", "标题"].map(str::to_owned).into();
    for section in report.all_sections() {
        let parts: Vec<&str> = section.id.split('.').collect();
        let path = (1..=parts.len()).map(|depth| numeral(&parts[..depth].join(".")));
        known.insert(path.collect::<String>().trim_end_matches('是').to_owned());
    }
    for (path, value) in files(COUNTY) {
        walk(&value, &mut |value| {
            if value.get("document").and_then(Value::as_str) == Some("report-2019")
                && let Some(section) = value.get("section").and_then(Value::as_str)
            {
                assert!(known.contains(section), "{path}: {section}");
            }
        });
    }
}

#[test]
fn policies_are_those_that_a_source_names() {
    let policies: Policies = load("data/policies.json");
    for title in [
        "中华人民共和国政府信息公开条例",
        "新疆维吾尔自治区政府信息公开办法",
        "重大行政决策程序暂行条例",
        "疏勒县人民政府重大行政决策事项目录标准",
        "中华人民共和国预算法",
        "2019年县人民政府工作报告",
    ] {
        assert!(policies.policies.iter().any(|policy| policy.title == title), "{title}");
    }
    for policy in &policies.policies {
        assert!(policy.source.is_some() && policy.note.is_some(), "{}", policy.id);
        assert_eq!(policy.date.is_some(), policy.date_origin.is_some(), "{}", policy.id);
    }
}

#[test]
fn every_wish_leads_to_a_channel_and_every_channel_to_a_contact() {
    let channels: Channels = load("data/channels.json");
    for purpose in Purpose::ALL {
        assert!(channels.channels.iter().any(|channel| channel.purposes.contains(&purpose)), "{purpose:?}");
    }
    for channel in &channels.channels {
        assert!(!channel.purposes.is_empty(), "{}", channel.id);
        assert_eq!(channel.standing, Standing::NamedInReport, "{}", channel.id);
        assert_eq!(channel.verified_on, Date::new(2026, 11, 23), "{}", channel.id);
        let instead = channel.instead.as_ref().map(|id| channels.channels.iter().find(|other| other.id == *id));
        match (&channel.contact, instead) {
            (Some(_), None) => {}
            (None, Some(Some(other))) => assert!(other.contact.is_some(), "{}", channel.id),
            _ => panic!("{} has no way on, or two", channel.id),
        }
    }
}

#[test]
fn only_channels_that_the_report_names_are_listed() {
    let channels = String::from_utf8(bytes("data/channels.json")).unwrap();
    for foreign in ["12345", "信访", "领导信箱", "县长信箱", "互联网+督查", "钉钉", "普查报送系统", "@"]
    {
        assert!(!channels.contains(foreign), "{foreign}");
    }
    let channels: Channels = load("data/channels.json");
    for channel in &channels.channels {
        let phone = channel.contact.as_ref().and_then(|contact| contact.phone.as_deref());
        let known = match channel.id.as_str() {
            "county-office" => Some("0998-6572114"),
            "platform-12388" => Some("12388"),
            _ => None,
        };
        assert_eq!(phone, known, "{}", channel.id);
        assert_eq!(channel.hours, None, "{}", channel.id);
        let days = channel.deadline.as_ref().map(|deadline| deadline.days);
        assert_eq!(days, (channel.id == "error-report").then_some(2), "{}", channel.id);
    }
}

#[test]
fn figures_of_channels_are_those_of_the_report() {
    let channels: Channels = load("data/channels.json");
    let report = county_report();
    let mut seen = 0;
    for figure in channels.channels.iter().flat_map(|channel| &channel.figures) {
        let reported = report.figure(&figure.id).unwrap_or_else(|| panic!("{}", figure.id));
        assert_eq!((figure.value, &figure.unit), (reported.value, &reported.unit), "{}", figure.id);
        assert_eq!(figure.section, reported.section, "{}", figure.id);
        seen += 1;
    }
    assert_eq!(seen, 4);
}

#[test]
fn every_point_of_guide_and_rules_has_a_source() {
    let guide: Guide = load("data/guide.json");
    let rules: Rules = load("data/rules.json");
    for section in guide.sections.iter().chain(&guide.apply).chain(&rules.sections) {
        assert!(!section.points.is_empty(), "{}", section.id);
        for point in &section.points {
            assert!(!point.sources.is_empty(), "{}: {}", section.id, point.text);
            assert!(point.text.ends_with('。'), "{}: {}", section.id, point.text);
        }
    }
}

/// What an applicant must learn, with the article that says so.
const APPLICANT: [(&str, &str, &str); 9] = [
    ("write", "第二十九条第（一）项", "身份证明"),
    ("write", "第二十九条第（二）项", "文号"),
    ("write", "第二十九条第（三）项", "形式"),
    ("send", "第二十九条", "口头"),
    ("process", "一（四）一", "接收、登记、办理、答复、归档"),
    ("when", "第三十三条", "20个工作日内答复"),
    ("when", "第三十三条", "最多再延长20个工作日"),
    ("cost", "第四十二条", "不收费"),
    ("disagree", "第五十一条", "行政复议"),
];

#[test]
fn the_applicant_learns_what_the_law_says() {
    let guide: Guide = load("data/guide.json");
    for (id, place, words) in APPLICANT {
        let section = guide.apply.iter().find(|section| section.id == id).unwrap_or_else(|| panic!("{id}"));
        let told = section.points.iter().any(|point| {
            point.text.contains(words) && point.sources.iter().any(|source| source.section.as_deref() == Some(place))
        });
        assert!(told, "{id}: {words} ({place})");
    }
}

#[test]
fn numbers_that_only_the_county_can_give_are_absent() {
    for folder in [COUNTY, EXAMPLE] {
        let site: Site = load(&format!("{folder}/site.json"));
        assert_eq!((site.site_id_code, site.icp_number, site.police_number), (None, None, None), "{folder}");
        assert!(site.notice.is_some_and(|notice| notice.contains("演示") && notice.contains("官方网站")), "{folder}");
    }
}

// --- the example county ----------------------------------------------------------------------

type CellKey = (String, String, String);

/// The cells of a fixture: table, row, column -> value as written, blank where not given.
fn fixture(year: u16) -> BTreeMap<CellKey, String> {
    let path = format!("{}/tests/fixtures/pingtan-{year}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let cells = text.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!((fields.len(), fields[0]), (5, year.to_string().as_str()), "{path}: {line}");
        ((fields[1].to_owned(), fields[2].to_owned(), fields[3].to_owned()), fields[4].to_owned())
    });
    cells.collect()
}

#[test]
fn the_example_reports_hold_the_published_figures_and_blanks_stay_blank() {
    for year in EXAMPLE_YEARS {
        let report = example_report(year);
        let version = if year < 2021 { FormVersion::V2019 } else { FormVersion::V2021 };
        let mut held = BTreeMap::new();
        for table in &report.tables {
            assert_eq!(table.version, version, "{year}");
            for row in &table.rows.0 {
                let known = form::row(table.id, version, &row.id).unwrap_or_else(|| panic!("{year}: {}", row.id));
                for (column, cell) in &row.cells {
                    assert!(known.column(column).is_some(), "{year}: {} {column}", row.id);
                    assert_eq!((&cell.unit, &cell.text), (&None, &None), "{year}: {} {column}", row.id);
                    let value = cell.value.map(|value| value.to_string()).unwrap_or_default();
                    held.insert((table.id.as_str().to_owned(), row.id.clone(), column.clone()), value);
                }
            }
        }
        assert_eq!(held, fixture(year), "{year}");
    }
}

#[test]
fn the_example_reports_say_when_and_where_they_were_published() {
    let site: Site = load(&format!("{EXAMPLE}/site.json"));
    for year in EXAMPLE_YEARS {
        let report = example_report(year);
        let document = site.document(&report.source.document).unwrap();
        assert_eq!(report.source.document, format!("report-{year}"));
        assert_eq!(report.published, document.published, "{year}");
        assert_eq!(report.published.map(Date::year), Some(year + 1), "{year}");
        assert_eq!(report.source.url, document.url, "{year}");
        assert!(report.notes.iter().any(|note| note.text.contains("报告正文没有收录")), "{year}");
    }
}

#[test]
fn the_contradiction_of_2020_is_kept_as_published() {
    let report = example_report(2020);
    let table = report.table(TableId::T3).unwrap();
    let outcomes = table
        .rows
        .0
        .iter()
        .filter(|row| !["received", "carried_in", "total", "carried_out"].contains(&row.id.as_str()));
    let outcomes: Vec<_> = outcomes.collect();
    for (column, added, printed) in [("natural", 26, 20), ("total", 27, 21)] {
        let values = outcomes.iter().filter_map(|row| row.cell(column)?.value);
        let sum = values.fold(Decimal::ZERO, |sum, value| sum.checked_add(value).unwrap());
        assert_eq!(sum, Decimal::from(added), "{column}");
        assert_eq!(table.value("total", column), Some(Decimal::from(printed)), "{column}");
    }
    let note = report.notes.iter().find(|note| note.section.as_deref() == Some("3")).unwrap();
    assert!(["26", "20", "27", "21"].iter().all(|number| note.text.contains(number)), "{}", note.text);
}

#[test]
fn the_example_policies_are_all_there_as_found() {
    let policies: Policies = load(&format!("{EXAMPLE}/policies.json"));
    let list = &policies.policies;
    assert_eq!(list.len(), 1109);
    assert!(policies.source.is_some());
    let count = |origin| list.iter().filter(|policy| policy.date_origin == origin).count();
    assert_eq!(count(None), 184);
    assert_eq!(count(Some(DateOrigin::Address)), 595);
    assert_eq!(count(Some(DateOrigin::Index)), 166);
    assert_eq!(count(Some(DateOrigin::ListPage)), 147);
    assert_eq!(count(Some(DateOrigin::PageHeader)), 17);
    assert!(list.iter().all(|policy| policy.date.is_some() == policy.date_origin.is_some()));
    assert!(list.iter().any(|policy| policy.title.contains("  ")), "doubled spaces stay");
    let titles = list.iter().map(|policy| policy.title.as_str());
    assert!(!repeated(titles).is_empty(), "equal titles stay");
}
