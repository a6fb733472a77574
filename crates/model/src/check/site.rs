//! Rules about `site.json`.

use super::fields::{self, with_found};
use super::{places, rule};
use crate::{Date, Finding, Site, is_frame_ancestor};

/// `site.json`: ids, sources, codes, addresses.
pub fn site(site: &Site, today: Date) -> Vec<Finding> {
    const FILE: &str = "site.json";
    let ids = site.documents.iter().enumerate().map(|(at, document)| (format!("documents[{at}].id"), &*document.id));
    let mut findings = fields::duplicate_ids(FILE, ids);
    for (at, document) in site.documents.iter().enumerate() {
        let place = |field: &str| format!("documents[{at}].{field}");
        findings.extend(fields::id_letters(FILE, &place("id"), &document.id));
        findings.extend(fields::url(FILE, &place("url"), document.url.as_deref()));
        findings.extend(fields::day(FILE, &place("published"), document.published, today));
        findings.extend(fields::document_number(FILE, &place("number"), document.number.as_deref()));
    }
    findings.extend(fields::url(FILE, "county.url", site.county.url.as_deref()));
    findings.extend(code(FILE, "county.code", "行政区划代码", 6, site.county.code.as_deref()));
    findings.extend(code(FILE, "site_id_code", "网站标识码", 10, site.site_id_code.as_deref()));
    findings.extend(fields::contact(FILE, "office", site.office.as_ref()));
    if let Some(office) = site.office.as_ref().filter(|office| fields::has_address(office)) {
        findings.extend(fields::verified_on(FILE, "office.verified_on", &office.name, office.verified_on, today));
    }
    findings.extend(frame_ancestors(FILE, &site.publish.frame_ancestors));
    findings.extend(fields::unknown_documents(FILE, places::site_sources(site), site));
    findings.extend(fields::source_urls(FILE, places::site_sources(site)));
    super::sort(&mut findings);
    findings
}

/// They become a header of every answer, where a wrong one would be passed over in silence.
fn frame_ancestors(file: &'static str, given: &[String]) -> impl Iterator<Item = Finding> {
    given.iter().enumerate().filter(|(_, text)| !is_frame_ancestor(text)).map(move |(at, text)| {
        let message = format!("“{text}”应只写协议和域名，例如 https://www.example.gov.cn，后面没有斜线和路径");
        with_found(rule::FRAME_ANCESTOR.at(file, format!("publish.frame_ancestors[{at}]"), message), text)
    })
}

/// Codes have a fixed length; a shorter one was cut off. 网站标识码 may begin with letters (`bm01000001`).
fn code(file: &str, place: &str, name: &str, length: usize, code: Option<&str>) -> Option<Finding> {
    let code = code?;
    let good = code.len() == length && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (!good).then(|| with_found(rule::CODE.at(file, place, format!("{name}“{code}”应是 {length} 位")), code))
}
