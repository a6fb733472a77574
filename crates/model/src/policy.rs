use crate::json::{record, words};
use crate::{Date, Source};
use serde::{Deserialize, Serialize};

/// `policies.json`: policy documents (政策文件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Policies {
    /// Version of the format.
    pub format: u32,
    /// The source of every entry that names none of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The documents.
    pub policies: Vec<Policy>,
}

record!(Policies { format, source, policies });

/// One document (文件), with the fields of the statutory record. What is unknown is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Stable id, the document's address: ASCII letters, digits and hyphens.
    pub id: String,
    /// 标题, as printed.
    pub title: String,
    /// Whose document it is, by level of government, where a source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// 公文种类 or column: 法律, 行政法规, 公示公告 …, as its source calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// 发文机关
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// 发文字号, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The date known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// What kind of date that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_origin: Option<DateOrigin>,
    /// 索引号
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index_number: Option<String>,
    /// 主题分类
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// 有效性, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<String>,
    /// What the source says of it, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The document itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where this is known from; absent where [`Policies::source`] holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

record!(Policy {
    id,
    title,
    level,
    kind,
    issuer,
    number,
    date,
    date_origin,
    index_number,
    subject,
    validity,
    note,
    url,
    source
});

/// Level of government (层级).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 国家
    National,
    /// 自治区、省、直辖市
    Region,
    /// 地区、设区的市
    Prefecture,
    /// 县
    County,
}

words!(Level { "national" => National, "region" => Region, "prefecture" => Prefecture, "county" => County });

impl Level {
    /// All levels, highest first.
    pub const ALL: [Self; 4] = [Self::National, Self::Region, Self::Prefecture, Self::County];

    /// The Chinese term.
    pub fn label(self) -> &'static str {
        match self {
            Self::National => "国家",
            Self::Region => "自治区",
            Self::Prefecture => "地区",
            Self::County => "县",
        }
    }
}

/// Where a document's date comes from, and so what may be said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DateOrigin {
    /// Printed in the document or given by a source that names it (成文日期).
    Document,
    /// The column's index (成文日期 as far as checked).
    Index,
    /// Printed in the list of the column (发布日期).
    ListPage,
    /// Printed at the head of the page (发布日期).
    PageHeader,
    /// The day in the address: good for order and year, not a fact to print as 成文日期.
    Address,
}

words!(DateOrigin { "document" => Document, "index" => Index, "list-page" => ListPage, "page-header" => PageHeader, "address" => Address });
