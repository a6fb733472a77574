use crate::Date;
use crate::json::record;
use serde::{Deserialize, Serialize};

/// Where a fact stands (来源): a document of `site.json`, and the place in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id of a [`Document`] of `site.json`.
    pub document: String,
    /// The place in it: `一（一）一` for a section of a report, `第二十九条` for an article of a law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The address of just this place, where it has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

record!(Source { document, section, url });

/// A document that facts are taken from (文件), listed once in `site.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Short stable id, such as `report-2019` or `regulation`.
    pub id: String,
    /// The title as printed.
    pub title: String,
    /// How the pages name it where space is short: `条例`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// Who issued it (发文机关), where a source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Document number (发文字号), where a source gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day it was published, where a source gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

record!(Document { id, title, short, issuer, number, published, url });
