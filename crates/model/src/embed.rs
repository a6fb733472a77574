use crate::Date;
use crate::json::record;
use serde::Serialize;

/// `fragments.json`: what can be pasted into a page of another site (贴入代码), as the publisher last made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fragments {
    /// Version of the format.
    pub format: u32,
    /// The release that they were made from, as in the head of every page.
    pub release: String,
    /// The newest day that the data of that release states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// The public address of the site, where the county has given it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The fragments, in the order of the columns.
    pub fragments: Vec<Fragment>,
}

record!(Fragments { format, release, day, address, fragments });

/// One piece of plain HTML (贴入代码).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fragment {
    /// Its name for good: `embed/html/NAME.html`.
    pub name: String,
    /// What it shows.
    pub title: String,
    /// The column that it belongs to, by its path.
    pub column: String,
    /// Names its content: another content has another version, a new release alone has not.
    pub version: String,
}

record!(Fragment { name, title, column, version });
