use crate::Source;
use crate::json::{Fields, Json, Read, Trouble, record};
use serde::{Deserialize, Serialize};

/// `catalogue.json`: what the county publishes on its own motion (依法主动公开目录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Version of the format.
    pub format: u32,
    /// The entries, in the order of the Regulation's items.
    pub entries: Vec<Entry>,
}

record!(Catalogue { format, entries });

/// One kind of information (公开事项), with the statutory columns of a 基层政务公开标准目录.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Stable id, the entry's address: ASCII letters, digits and hyphens.
    pub id: String,
    /// Item of Article 20 or 21 that it falls under, an id of [`crate::law::ITEMS`].
    pub item: String,
    /// 一级事项
    pub subject: String,
    /// 二级事项
    pub title: String,
    /// 公开内容（要素）
    pub content: String,
    /// 公开依据: what obliges the county to publish it, as far as a source says so.
    #[serde(default)]
    pub basis: Vec<Source>,
    /// 公开时限, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_limit: Option<String>,
    /// 公开主体, where the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// 公开渠道和载体
    #[serde(default)]
    pub carriers: Carriers,
    /// 公开对象, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// 公开方式, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manner: Option<String>,
    /// 公开层级, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// Where the county says so.
    pub source: Source,
}

record!(Entry {
    id,
    item,
    subject,
    title,
    content,
    basis,
    time_limit,
    publisher,
    carriers,
    audience,
    manner,
    tier,
    source
});

/// The check list of channels and carriers (公开渠道和载体): `■` used, `□` not used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Carriers {
    /// The boxes that are ticked, or all that the source names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used: Vec<String>,
    /// The boxes that are printed and not ticked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_used: Vec<String>,
}

impl Read for Carriers {
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        // An entry without the boxes has none ticked.
        let mut fields = Fields::of(json.or(Some(Json::Object(Vec::new()))), trouble);
        let carriers = Self { used: fields.take("used"), not_used: fields.take("not_used") };
        fields.end();
        carriers
    }
}
