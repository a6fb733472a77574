//! A document as all formats give it: text and grids in reading order.

use crate::grid::Grid;
use model::Link;

/// A document.
#[derive(Debug, Default)]
pub struct Document {
    /// Text and tables in reading order.
    pub blocks: Vec<Block>,
    /// The page's own tags (`ArticleTitle`, `PubDate` …) by name.
    pub meta: Vec<(String, String)>,
    /// The window title of a page.
    pub window_title: Option<String>,
    /// Links within the report.
    pub links: Vec<Link>,
    /// What a clerk should know about the document as a whole.
    pub remarks: Vec<String>,
}

/// A paragraph or a table.
#[derive(Debug)]
pub enum Block {
    /// A paragraph.
    Text(Paragraph),
    /// A table.
    Table(Grid),
}

/// A paragraph of a document.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// Its text, without line breaks.
    pub text: String,
    /// Whether it stands outside the report, in the page's navigation, head or foot.
    pub outside: bool,
}

impl Document {
    /// Adds a paragraph, if there is any text.
    pub fn push_text(&mut self, text: &str) {
        let text = crate::text::clean(text);
        if !text.is_empty() {
            self.blocks.push(Block::Text(Paragraph { text, ..Paragraph::default() }));
        }
    }

    /// The value of the first of these tags that has one.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let found =
                self.meta.iter().find(|(known, value)| known.eq_ignore_ascii_case(name) && !value.trim().is_empty());
            found.map(|(_, value)| value.trim())
        })
    }
}
