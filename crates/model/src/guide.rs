use crate::Source;
use crate::json::record;
use serde::{Deserialize, Serialize};

/// `guide.json`: how disclosure works (政府信息公开指南), and how to ask for information (依申请公开).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Version of the format.
    pub format: u32,
    /// The guide's sections, in reading order.
    pub sections: Vec<GuideSection>,
    /// The sections of the page 依申请公开, in the order of the applicant's steps.
    pub apply: Vec<GuideSection>,
}

record!(Guide { format, sections, apply });

/// `rules.json`: the rules behind disclosure (政府信息公开制度).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Version of the format.
    pub format: u32,
    /// One section a rule or group of rules.
    pub sections: Vec<GuideSection>,
}

record!(Rules { format, sections });

/// One heading with its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuideSection {
    /// Stable id, the anchor on the page: ASCII letters, digits and hyphens.
    pub id: String,
    /// The heading, as a resident would ask or say it.
    pub heading: String,
    /// What there is to know.
    pub points: Vec<Point>,
}

record!(GuideSection { id, heading, points });

/// One fact in our own words, with the places that say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// One or two sentences of our own.
    pub text: String,
    /// Article of the Regulation, section of a report, or both.
    pub sources: Vec<Source>,
}

record!(Point { text, sources });
