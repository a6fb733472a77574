use crate::json::{Json, Read, Trouble, record};
use crate::{Date, Document, Source};
use serde::{Deserialize, Serialize};

/// `site.json`: the county, its office, and the documents that all facts refer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Version of the format.
    pub format: u32,
    /// The county (县).
    pub county: County,
    /// The portal's name, such as `疏勒县政府信息公开`.
    pub title: String,
    /// A sentence that tells where this portal comes from and what it is not, shown in the footer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// The office that answers questions about disclosure (政府信息公开工作机构), where a source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Contact>,
    /// 网站标识码, 10 characters. Absent until the county supplies it; never copied from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_id_code: Option<String>,
    /// ICP备案编号. Absent until the county supplies it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icp_number: Option<String>,
    /// 公安机关备案标识. Absent until the county supplies it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub police_number: Option<String>,
    /// Every document that a [`Source`] refers to.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// Further data folders whose yearly numbers stand beside the site's own (数据比较). The pages read
    /// `compare.json` instead, which the publisher makes of it.
    #[serde(default, skip_serializing_if = "DataSets::is_empty")]
    pub compare: DataSets,
    /// How the site is published. The pages do not need it.
    #[serde(default, skip_serializing_if = "Publish::is_usual")]
    pub publish: Publish,
}

record!(Site {
    format,
    county,
    title,
    notice,
    office,
    site_id_code,
    icp_number,
    police_number,
    documents,
    compare,
    publish
});

/// Data folders of other counties, in the order in which they are offered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DataSets(pub Vec<DataSet>);

impl DataSets {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The pages do without it; the publisher leaves it out of what it publishes.
impl Read for DataSets {
    fn read(_: Option<Json>, _: &mut Trouble) -> Self {
        Self::default()
    }
}

/// The data folder of another county (数据目录), whose reports are published for comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DataSet {
    /// Short stable id, such as `pingtan`: a part of addresses.
    pub id: String,
    /// The folder with its `site.json` and `reports`, relative to this one, such as `../pingtan`.
    pub data: String,
}

/// How the site is published: settings that staff may leave out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Publish {
    /// The public address of the site's home page, such as `https://www.example.gov.cn/gk/`, for the canonical
    /// addresses, the sitemap and the feeds. Absent until the county supplies it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Up to this many policy documents and catalogue entries have pages of their own; above it, the app answers
    /// their addresses through `404.html`.
    pub entry_pages: u32,
    /// Whether phones keep what was read for use without a network. `false` also removes what they have.
    pub offline: bool,
    /// Which other sites may show pages of this one in a frame, beside the site's own host: `https://www.example.gov.cn`,
    /// `https://*.example.gov.cn`, or `*` for everybody.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub frame_ancestors: Vec<String>,
}

/// The pages do without it.
impl Read for Publish {
    fn read(_: Option<Json>, _: &mut Trouble) -> Self {
        Self::default()
    }
}

impl Default for Publish {
    fn default() -> Self {
        Self { address: None, entry_pages: 20_000, offline: true, frame_ancestors: Vec::new() }
    }
}

impl Publish {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether `frame-ancestors` can name this: scheme and host, perhaps a port, and nothing that would end the directive.
pub fn is_frame_ancestor(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return text == "*";
    };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let is_port = |port: &str| {
        port == "*" || (!port.is_empty() && port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    host.strip_prefix("*.").unwrap_or(host).split('.').all(is_label) && port.is_none_or(is_port)
}

impl Site {
    /// The document with this id, or else with this title: a catalogue read from a workbook cites by title (公开依据).
    pub fn document(&self, name: &str) -> Option<&Document> {
        let by_id = self.documents.iter().find(|document| document.id == name);
        by_id.or_else(|| self.documents.iter().find(|document| document.title == name))
    }
}

/// The county (县) or other area whose portal this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct County {
    /// `疏勒县`
    pub name: String,
    /// The areas above it, widest first: `新疆维吾尔自治区`, `喀什地区`.
    #[serde(default)]
    pub within: Vec<String>,
    /// Division code (行政区划代码), 6 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The government's own site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

record!(County { name, within, code, url });

/// How to reach an office (联系方式). Only what a source gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The office.
    pub name: String,
    /// 地址
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// 邮政编码, 6 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// 电话, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// 电子邮箱
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The day this contact was last compared with its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_on: Option<Date>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

record!(Contact { name, address, postcode, phone, email, verified_on, source });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_known_by_its_id_and_else_by_its_title() {
        let site = r#"{"format": 1, "county": {"name": "甲县"}, "title": "甲县政府信息公开",
            "documents": [{"id": "shjz", "title": "社会救助暂行办法"}, {"id": "a", "title": "shjz"}]}"#;
        let site: Site = serde_json::from_str(site).expect("a site");
        let id_of = |name: &str| site.document(name).map(|document| document.id.as_str());
        assert_eq!([id_of("shjz"), id_of("社会救助暂行办法"), id_of("别的办法")], [Some("shjz"), Some("shjz"), None]);
    }

    #[test]
    fn only_an_origin_can_be_let_frame_the_site() {
        for good in ["*", "https://www.shule.gov.cn", "http://127.0.0.1:8080", "https://*.gov.cn:*", "http://localhost"]
        {
            assert!(is_frame_ancestor(good), "{good}");
        }
        for bad in [
            "",
            "www.shule.gov.cn",
            "https://",
            "https://a.cn/",
            "https://a.cn; script-src *",
            "https://a.cn b.cn",
            "https://a.*.cn",
            "https://a.cn:",
            "https://a.cn:x",
            "https://u@a.cn",
            "'self'",
            "https:",
            "https://a.cn\"\n",
        ] {
            assert!(!is_frame_ancestor(bad), "{bad}");
        }
    }
}
