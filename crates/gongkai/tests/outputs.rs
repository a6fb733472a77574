//! What a site has besides its pages: tags, sitemap, feeds, downloads, plain lists.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::County;

const SITE: &str = r#"{"format":1,"county":{"name":"甲县"},"title":"甲县政府信息公开","site_id_code":"3213220037",
    "documents":[{"id":"report","title":"甲县2019年年报"}],"publish":{"address":"https://www.jia.gov.cn/gk/"}}"#;
const NO_ADDRESS: &str = r#"{"format":1,"county":{"name":"甲县"},"title":"甲县政府信息公开"}"#;
const POLICIES: &str = r#"{"format":1,"source":{"document":"report"},"policies":[
    {"id":"listed","title":"通知一","number":"甲政发〔2024〕3号","issuer":"甲县人民政府","date":"2024-05-06","date_origin":"list-page"},
    {"id":"printed","title":"通知二","date":"2024-07-08","date_origin":"document"},
    {"id":"guessed","title":"通知三","date":"2023-01-02","date_origin":"address"},
    {"id":"undated","title":"通知四"}]}"#;
const CATALOGUE: &str = r#"{"format":1,"entries":[
    {"id":"budget","item":"20-7","subject":"财政","title":"预算","content":"一般公共预算和说明","source":{"document":"report"}}]}"#;
const REPORT: &str = r#"{"format":1,"year":2023,"title":"甲县2023年年报","issuer":"甲县人民政府","published":"2024-03-29",
    "source":{"document":"report"},
    "figures":[{"id":"disclosed","label":"主动公开","value":8635,"unit":"条","section":"1"}],
    "tables":[{"id":"t4","version":"2021","rows":{"review":{"upheld":1,"total":3}}}]}"#;

fn county(site: &str) -> County {
    County::new(&[
        ("site.json", site),
        ("policies.json", POLICIES),
        ("catalogue.json", CATALOGUE),
        ("reports/2023.json", REPORT),
    ])
}

#[test]
fn a_page_says_of_itself_what_is_known_and_nothing_else() {
    let site = county(SITE).built(&[]);
    for (page, name, expected) in [
        ("index.html", "ColumnType", Some("首页")),
        ("policies/index.html", "ColumnType", Some("政策文件")),
        ("policies/index.html", "ColumnName", Some("政策")),
        ("rules/index.html", "ColumnType", None),
        ("policies/index.html", "ArticleTitle", None),
        ("search/index.html", "ColumnName", None),
        ("policies/listed/index.html", "SiteName", Some("甲县政府信息公开")),
        ("policies/listed/index.html", "SiteDomain", Some("www.jia.gov.cn")),
        ("policies/listed/index.html", "SiteIDCode", Some("3213220037")),
        ("policies/listed/index.html", "ArticleTitle", Some("通知一")),
        ("policies/listed/index.html", "PubDate", Some("2024-05-06")),
        ("policies/listed/index.html", "ContentSource", Some("甲县2019年年报")),
        ("policies/listed/index.html", "Url", Some("https://www.jia.gov.cn/gk/policies/listed/")),
        ("policies/listed/index.html", "description", Some("甲政发〔2024〕3号，甲县人民政府，2024年5月6日")),
        ("policies/printed/index.html", "PubDate", None),
        ("policies/guessed/index.html", "PubDate", None),
        ("policies/guessed/index.html", "description", Some("通知三")),
        ("catalogue/budget/index.html", "description", Some("一般公共预算和说明")),
        ("reports/2023/index.html", "PubDate", Some("2024-03-29")),
        ("reports/2023/index.html", "description", Some("甲县人民政府，2023年政府信息公开年报，主动公开8635条")),
    ] {
        assert_eq!(site.meta(page, name), expected, "{name} of {page}");
    }
    for (page, address) in [("index.html", ""), ("reports/2023/index.html", "reports/2023/")] {
        let canonical = format!("<link rel=\"canonical\" href=\"https://www.jia.gov.cn/gk/{address}\">");
        assert!(site.text(page).contains(&canonical), "{page}");
    }
    assert!(!site.text("404.html").contains("canonical"));
}

#[test]
fn without_an_address_there_are_no_whole_addresses_and_staff_are_told() {
    let county = county(NO_ADDRESS);
    let site = county.built(&["--base", "/gk/"]);
    assert!(site.said.contains("publish.address"), "{}", site.said);
    let html = site.text("policies/listed/index.html");
    assert!(!html.contains("canonical") && site.meta("policies/listed/index.html", "SiteDomain").is_none());
    assert!(site.text("sitemap.xml").contains("<loc>/gk/policies/listed/</loc>"));
    assert!(!site.text("robots.txt").contains("Sitemap"));
    assert!(!self::county(SITE).built(&[]).said.contains("publish.address"));
}

#[test]
fn an_address_that_is_none_leaves_the_old_site_whole() {
    let county = county(SITE);
    let before = county.built(&[]).files;
    for (address, options) in [
        ("https://www.jia.gov.cn/gk", &[][..]),
        ("javascript:alert(1)", &[]),
        ("https://www.jia.gov.cn/gk/", &["--base", "/"]),
    ] {
        county.set("site.json", &SITE.replace("https://www.jia.gov.cn/gk/", address));
        let output = county.build(options);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{address}");
        assert!(said.contains("publish.address") && said.contains("站点没有改动"), "{said}");
        assert!(before.keys().all(|name| county.site().join(name).is_file()), "{address}");
    }
}

#[test]
fn a_base_that_no_address_can_begin_with_leaves_the_old_site_whole() {
    let county = county(NO_ADDRESS);
    let before = county.built(&["--base", "/gk/"]).files;
    for base in [
        "https://www.jia.gov.cn/zwgk/",
        "/a b/",
        "/a\"b/",
        "/a;b{/",
        "/../",
        "/a/./b/",
        "/a//b/",
        "/a?b/",
        "/a%20b/",
        "/政务/",
    ] {
        let output = county.build(&["--base", base]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{base}");
        assert!(said.lines().count() == 1 && said.contains(base) && said.contains("不能用"), "{base}: {said}");
        assert!(before.keys().all(|name| county.site().join(name).is_file()), "{base}");
    }
    county.set("site.json", &SITE.replace("/gk/", "/../"));
    assert_eq!(county.build(&[]).status.code(), Some(2), "the address has the base in it");
    county.set("site.json", NO_ADDRESS);
    for (written, base) in [("", "/"), ("gk", "/gk/"), ("/gk", "/gk/"), ("/a-b_c/1.0~x/", "/a-b_c/1.0~x/")] {
        let site = county.built(&["--base", written]);
        assert_eq!(site.meta("index.html", "gongkai:base"), Some(base), "{written}");
    }
}

#[test]
fn the_sitemap_lists_every_page_and_only_days_that_are_known() {
    let site = county(SITE).built(&[]);
    let sitemap = site.text("sitemap.xml");
    // What is for other sites, and for their staff, is not for search engines.
    let pages = site.files.keys().filter(|name| name.ends_with("index.html") && !name.starts_with("embed/"));
    for page in pages.clone() {
        let address = format!("<loc>https://www.jia.gov.cn/gk/{}</loc>", page.trim_end_matches("index.html"));
        assert!(sitemap.contains(&address), "{page}");
    }
    assert_eq!(sitemap.matches("<url>").count(), pages.count());
    for (path, day) in [
        ("policies/listed/", "<lastmod>2024-05-06</lastmod>"),
        ("policies/guessed/", ""),
        ("policies/undated/", ""),
        ("reports/2023/", "<lastmod>2024-03-29</lastmod>"),
    ] {
        assert!(sitemap.contains(&format!("gk/{path}</loc>{day}</url>")), "{path}");
    }
    assert_eq!(site.text("robots.txt"), "User-agent: *\nDisallow:\nSitemap: https://www.jia.gov.cn/gk/sitemap.xml\n");
}

#[test]
fn feeds_hold_dated_documents_newest_first_under_ids_that_outlive_the_address() {
    let site = county(SITE).built(&[]);
    let feed = site.json("feed.json");
    let titles: Vec<_> = feed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["通知二", "通知一", "甲县2023年年报"]);
    let atom = site.text("feed.atom");
    assert_eq!(atom.matches("<entry>").count(), 3);
    assert!(atom.contains("<updated>2024-07-08T00:00:00+08:00</updated>\n<author>"), "{atom}");
    assert!(site.text("index.html").contains("type=\"application/atom+xml\""));
    let moved = county(NO_ADDRESS).built(&[]).json("feed.json");
    for (item, moved) in feed["items"].as_array().unwrap().iter().zip(moved["items"].as_array().unwrap()) {
        assert_eq!(item["id"], moved["id"]);
        assert!(item["url"].as_str().unwrap().starts_with("https://www.jia.gov.cn/gk/"));
        assert!(atom.contains(item["id"].as_str().unwrap()));
    }
    let undated = County::new(&[("site.json", SITE)]).built(&[]);
    assert!(!undated.files.contains_key("feed.atom") && !undated.text("index.html").contains("atom+xml"));
}

#[test]
fn every_report_and_list_can_be_saved_as_a_file() {
    let site = county(SITE).built(&[]);
    let rows = site.text("downloads/report-2023.csv");
    assert!(rows.starts_with("\u{feff}year,table,row,column,value\n2023,t4,review,upheld,1\n"), "{rows}");
    assert!(site.text("downloads/report-2023-figures.csv").contains("2023,主动公开,8635,条,一,\r\n"));
    assert!(site.text("downloads/policies.csv").contains("通知三,,,,,,,2023-01-02,据网址,"));
    assert!(site.text("downloads/catalogue.csv").contains(",第二十条第（七）项,甲县2019年年报,"));
    assert_eq!(site.json("downloads/report-2023.json"), site.json("data/reports/2023.json"));
    // A measure that is only a part of a chart has a link where the visitor chose it.
    let is_of_a_part = |name: &str| {
        name.starts_with("downloads/statistics/") && !site.files.contains_key(&name.replace(".csv", ".svg"))
    };
    assert!(is_of_a_part("downloads/statistics/reviews_upheld.csv"));
    assert!(site.text("downloads/statistics/reviews_upheld.csv").contains("结果维持"));
    for name in site.files.keys().filter(|name| name.starts_with("downloads/") && !is_of_a_part(name)) {
        let pages = ["policies/index.html", "catalogue/index.html", "reports/2023/index.html", "statistics/index.html"];
        let link = format!("<a href=\"/gk/{name}\" download=\"\">");
        assert_eq!(pages.into_iter().filter(|page| site.text(page).contains(&link)).count(), 1, "{name}");
    }
    let again = county(SITE).built(&[]);
    assert!(site.files == again.files, "the same input gives the same bytes");
}

#[test]
fn lists_without_script_lead_to_every_entry_in_pages_of_200() {
    let policies: Vec<_> = (0..450)
        .map(|n| format!(r#"{{"id":"p{n}","title":"通知{n}","date":"2024-01-{:02}"}}"#, n % 28 + 1))
        .chain([r#"{"id":"undated","title":"通知"}"#.to_owned()])
        .collect();
    let policies = format!(r#"{{"format":1,"policies":[{}]}}"#, policies.join(","));
    // The lists lead to the entries' addresses, whether pages lie there or the app answers.
    let site = SITE.replace("/gk/\"}", "/gk/\",\"entry_pages\":0}");
    let county = County::new(&[("site.json", &*site), ("policies.json", &policies), ("catalogue.json", CATALOGUE)]);
    let site = county.built(&[]);
    let n_lines = |page: &str| site.text(page).matches("class=\"gk-results__title\"").count();
    let lists = ["2024", "2024/2", "2024/3", "unknown"].map(|part| format!("policies/by-year/{part}/index.html"));
    assert_eq!(lists.clone().map(|page| n_lines(&page)), [200, 200, 50, 1]);
    assert_eq!(n_lines("catalogue/by-item/20-7/index.html"), 1);
    for n in 0..450 {
        let link = format!("href=\"/gk/policies/p{n}\"");
        assert_eq!(lists.iter().filter(|page| site.text(page).contains(&link)).count(), 1, "{n}");
    }
    assert!(site.text(&lists[1]).contains("href=\"/gk/policies/by-year/2024/3/\""));
    assert!(site.text("policies/index.html").contains("href=\"/gk/policies/by-year/\""));
    assert!(site.text("search/index.html").contains("href=\"/gk/catalogue/by-item/\""));
    for page in site.files.keys().filter(|name| name.contains("/by-")) {
        assert!(!site.text(page).contains("<script"), "{page} needs no script and has none");
    }
}

#[test]
fn an_id_that_would_take_the_place_of_another_page_is_refused() {
    for id in ["by-year", "by-item", "index.html", "../../up", ".hidden", "a/b", "a%2fb"] {
        let policies = format!(r#"{{"format":1,"policies":[{{"id":"{id}","title":"通知"}}]}}"#);
        let output = County::new(&[("site.json", SITE), ("policies.json", &policies)]).build(&[]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("不能用作网址") && said.contains(id), "{id}: {said}");
    }
}

const FRAMED: &str = r#"{"format":1,"county":{"name":"甲县"},"title":"甲县政府信息公开","notice":"试用。","documents":[{"id":"a","title":"甲","published":"2024-05-07"}],
    "publish":{"address":"https://www.jia.gov.cn/gk/","frame_ancestors":["https://www.jia.gov.cn","https://*.jia.gov.cn"]}}"#;

#[test]
fn whoever_may_frame_the_site_stands_in_the_settings_of_every_server() {
    let policy = "frame-ancestors 'self' https://www.jia.gov.cn https://*.jia.gov.cn\"";
    let site = county(FRAMED).built(&[]);
    for settings in ["server/nginx.conf", "server/apache.htaccess", "server/web.config"] {
        assert!(site.text(settings).contains(policy), "{settings}");
    }
    assert!(!site.text("index.html").contains("frame-ancestors"), "browsers ignore it in a page");
}

#[test]
fn whoever_could_change_the_policy_of_the_servers_is_refused() {
    for origin in
        ["https://a.cn; script-src *", "www.a.cn", "https://a.cn/gk/", "'none'", "https://a.cn\\\" always; x \\\""]
    {
        let county = county(&FRAMED.replace("https://*.jia.gov.cn", origin));
        let output = county.build(&[]);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(!output.status.success() && said.contains("publish.frame_ancestors"), "{origin}: {said}");
        assert!(!county.site().exists());
    }
}

/// The list of pieces, and one of them.
fn piece<'a>(site: &'a common::Site, name: &str) -> (serde_json::Value, &'a str) {
    let list = site.json("data/fragments.json");
    let found = list["fragments"].as_array().expect("a list").iter().find(|piece| piece["name"] == name).cloned();
    (found.expect(name), site.text(&format!("embed/html/{name}.html")))
}

#[test]
fn a_piece_to_paste_says_from_what_it_was_made_and_gets_another_version_only_with_other_content() {
    let county = county(FRAMED);
    let site = county.built(&[]);
    let (table, html) = piece(&site, "report-2023-t4");
    let release = site.meta("index.html", "gongkai:release").expect("a release").to_owned();
    let version = table["version"].as_str().expect("a version");
    for part in [
        "<a href=\"https://www.jia.gov.cn/gk/reports/2023/#s4\">",
        "资料截至2024年7月8日",
        &format!("发布编号 {release}"),
        &format!("内容版本 {version}"),
        "试用。",
        "<td align=\"right\">1</td>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    county.set("policies.json", r#"{"format":1,"policies":[{"id":"new","title":"新的","date":"2024-06-01"}]}"#);
    let next = county.built(&[]);
    let (same, html) = piece(&next, "report-2023-t4");
    assert_eq!(same["version"], version, "the table is as it was");
    assert!(!html.contains(&release) && html.contains("资料截至2024年6月1日"), "the release is another");
    assert_ne!(piece(&next, "policies").0["version"], piece(&site, "policies").0["version"]);
    assert!(piece(&next, "policies").1.contains("新的"));
}

#[test]
fn every_piece_is_plain_html_with_whole_addresses() {
    let site = county(FRAMED).built(&[]);
    let pieces: Vec<_> = site.files.keys().filter(|name| name.starts_with("embed/html/")).collect();
    assert!(pieces.len() >= 5, "{pieces:?}");
    for name in pieces {
        let html = site.text(name);
        for stripped in [
            "<script", "<style", "<iframe", "<button", "<input", " class=", " style=", " data-", " on", "href=\"/",
            "href=\"#",
        ] {
            assert!(!html.contains(stripped), "{stripped} in {name}");
        }
    }
}
