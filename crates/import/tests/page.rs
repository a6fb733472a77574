//! What a page says about itself and around the report.
#![allow(clippy::expect_used)]

mod common;

use common::*;
use import::{ImportError, Options, import};

const BODY: &str = "<p>根据有关规定，编制本报告。统计期限自2023年1月1日至12月31日。如有疑问，请与某县人民政府办公室联系\
    （地址：某路1号，邮编：123456，联系电话：0100-1234567，电子邮箱：a@example.invalid）。</p>\
    <p>一、总体情况</p><p>全年主动公开政府信息1,024条。</p><p>（一）依申请公开。收到政府信息公开申请26件。</p>\
    <p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>\
    <p>五、存在的主要问题及改进情况</p><p>一是不足。二是改进。</p><p>六、其他需要报告的事项</p>\
    <p>无。<a href='/a/b.docx'>附件：报告全文</a><a href='javascript:void(0)'>下载</a></p>";

#[test]
fn the_tags_of_the_page_give_title_day_and_source() {
    let html = format!(
        "<html><head><title>某县政府网</title><meta name=ArticleTitle content='某县2023年政府信息公开工作年度报告'>\
         <meta name='PubDate' content='2024-03-05 10:30'><meta name=ContentSource content='某县人民政府办公室'></head>\
         <body><ul><li>首页</li><li><a href='/x'>政府信息公开年报</a></li></ul><div><h1>某县2023年政府信息公开<br>工作年度报告</h1>\
         <p>发布时间：2024-03-09　来源：某处　浏览次数：12次　【字体：大 中 小】</p>{BODY}</div>\
         <div>【打印】</div><div>主办单位：某县人民政府　版权所有</div><p>网站标识码：1234567890</p></body></html>"
    );
    let report = read(html.as_bytes(), "a.html").report;
    assert_eq!(report.title, "某县2023年政府信息公开工作年度报告");
    assert_eq!(report.year, 2023);
    assert_eq!(report.issuer.as_deref(), Some("某县人民政府办公室"));
    assert_eq!(report.published.map(|day| day.to_string()).as_deref(), Some("2024-03-05"));
    assert_eq!(report.period.map(|period| period.to.to_string()).as_deref(), Some("2023-12-31"));
    let contact = report.contact.expect("a contact");
    assert_eq!(contact.name, "某县人民政府办公室");
    assert_eq!(contact.address.as_deref(), Some("某路1号"));
    assert_eq!((contact.postcode.as_deref(), contact.phone.as_deref()), (Some("123456"), Some("0100-1234567")));
    assert_eq!(contact.email.as_deref(), Some("a@example.invalid"));
    assert_eq!(report.preamble.len(), 1);
    let ids: Vec<&str> = report.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(report.sections[5].paragraphs, ["无。附件：报告全文下载"]);
    let links: Vec<(&str, &str)> = report.links.iter().map(|link| (link.text.as_str(), link.url.as_str())).collect();
    assert_eq!(links, [("附件：报告全文", "/a/b.docx")]);
    let figures: Vec<(&str, String, Option<&str>)> = report
        .figures
        .iter()
        .map(|figure| (figure.id.as_str(), figure.value.to_string(), figure.section.as_deref()))
        .collect();
    assert_eq!(figures, [("disclosed", "1024".into(), Some("1")), ("applications_received", "26".into(), Some("1.1"))]);
}

#[test]
fn the_record_of_the_page_gives_day_and_issuer() {
    let html = format!(
        "<body><table><tr><td>索 引 号：</td><td>014314799/2024-00002</td><td>发布机构：</td><td>某县发展和改革局</td></tr>\
         <tr><td>名　　称：</td><td>2023年某县政府信息公开年报</td><td>发布日期：</td><td>2024年1月17日</td></tr></table>\
         <h2>2023年某县政府信息公开年报</h2>{BODY}</body>"
    );
    let read = read(html.as_bytes(), "a.html");
    assert_eq!(read.report.issuer.as_deref(), Some("某县发展和改革局"));
    assert_eq!(read.report.published.map(|day| day.to_string()).as_deref(), Some("2024-01-17"));
    assert_eq!(read.report.preamble.len(), 1, "{:?}", read.report.preamble);
}

#[test]
fn an_info_line_gives_the_day_where_nothing_else_does() {
    let html = format!(
        "<body><h1>某县2023年政府信息公开工作年度报告</h1><div>发布日期：2024年02月08日 浏览：5</div>{BODY}</body>"
    );
    let read = read(html.as_bytes(), "a.html");
    assert_eq!(read.report.published.map(|day| day.to_string()).as_deref(), Some("2024-02-08"));
    assert_eq!(read.report.preamble.len(), 1, "{:?}", read.report.preamble);
}

#[test]
fn the_year_is_that_of_the_document_unless_the_caller_says_otherwise() {
    let html = |title: &str| format!("<body><h1>{title}</h1>{}</body>", BODY.replace("2023年", ""));
    let year = |html: &str, name: &str, year| {
        import(html.as_bytes(), &Options { name: name.into(), year })
            .map(|read| (read.report.year, read.findings.len()))
    };
    let dated = html("某县二〇二二年政府信息公开工作年度报告");
    let base = year(&dated, "a.html", None).expect("a report").1;
    assert_eq!(year(&dated, "a.html", None), Ok((2022, base)));
    assert_eq!(year(&dated, "2024.html", Some(2022)), Ok((2022, base)));
    assert_eq!(year(&dated, "a.html", Some(2021)), Ok((2021, base + 1)));
    let undated = html("某县政府信息公开工作年度报告");
    assert_eq!(year(&undated, "report-2020.html", None).map(|(year, _)| year), Ok(2020));
    assert_eq!(year(&undated, "a.html", None), Err(ImportError::NoYear));
    assert_eq!(year(&undated, "a.html", Some(2020)).map(|(year, _)| year), Ok(2020));
}

#[test]
fn headings_may_be_marked_up_in_any_way() {
    let html = "<body><h1>某县2023年政府信息公开工作年度报告</h1><h2>总体情况</h2><div>甲。</div><h2>二、主动公开<b>政府信息</b>情况</h2>\
        <div>三、收到和处理政府信息公开申请情况</div>乙。<br>四、政府信息公开行政复议、<br/>行政诉讼情况<p>五、存在的主要问题及整改措施</p>\
        <p>丙。</p><p>六、其他需要报告的事项：无。</p></body>";
    let report = read(html.as_bytes(), "a.html").report;
    let shape: Vec<(&str, &str, usize)> = report
        .sections
        .iter()
        .map(|section| (section.id.as_str(), section.heading.as_str(), section.paragraphs.len()))
        .collect();
    assert_eq!(
        shape,
        [
            ("1", "总体情况", 1),
            ("2", "主动公开政府信息情况", 0),
            ("3", "收到和处理政府信息公开申请情况", 1),
            ("4", "政府信息公开行政复议、行政诉讼情况", 0),
            ("5", "存在的主要问题及整改措施", 1),
            ("6", "其他需要报告的事项", 1),
        ]
    );
}

#[test]
fn a_report_inside_a_layout_table_keeps_its_paragraphs() {
    let html = format!(
        "<body><table><tr><td>导航<br>首页<br>年报</td><td><h1>某县2023年政府信息公开工作年度报告</h1>{BODY}</td></tr>\
         <tr><td>版权所有</td><td>网站标识码</td></tr></table></body>"
    );
    let report = read(html.as_bytes(), "a.html").report;
    let ids: Vec<&str> = report.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(report.preamble.len(), 1, "{:?}", report.preamble);
    assert_eq!(report.sections[5].paragraphs, ["无。附件：报告全文下载"]);
}

#[test]
fn a_table_of_the_narrative_is_kept_as_text() {
    let rows = "<table><tr><td>培训</td><td>3场</td></tr><tr><td>检查</td><td>2次</td></tr></table>";
    let html = format!(
        "<body><h1>某县2023年政府信息公开工作年度报告</h1>{}</body>",
        BODY.replace("<p>（一）依申请", &format!("{rows}<p>（一）依申请"))
    );
    let report = read(html.as_bytes(), "a.html").report;
    assert_eq!(report.sections[0].paragraphs[1..], ["培训 3场", "检查 2次"]);
}
