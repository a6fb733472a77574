use serde::Serialize;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The data contradicts itself or its format.
    Error,
    /// Worth a look; may well be right.
    Hint,
}

/// Something found while reading or checking (发现的问题), shown beside the data and never repaired.
///
/// Sorts by file, place and rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// File, relative to the data folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// `t2`, `t3`, `t4`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Row id of the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// Column id of the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Cell of the spreadsheet (`E17`) or place in the file (`entries[3].date`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Id of the rule.
    pub rule: String,
    /// Error or hint.
    pub severity: Severity,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What the rule expects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// One sentence in Chinese that a clerk understands and can act on.
    pub message: String,
}

impl Finding {
    /// A finding without a place; the caller fills in what applies.
    pub fn new(rule: &str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            file: None,
            table: None,
            row: None,
            column: None,
            cell: None,
            rule: rule.to_owned(),
            severity,
            found: None,
            expected: None,
            message: message.into(),
        }
    }
}
