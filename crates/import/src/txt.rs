//! Plain text: lines, and tables that lost their lines.

use crate::document::{Block, Document};
use crate::grid::Flow;
use crate::label::Finder;
use crate::table;

/// Reads a text. Lines parted by tabs or bars that follow one another are a table, if a national
/// one; every other line is a paragraph.
pub fn read(text: &str) -> Document {
    let mut document = Document::default();
    let mut run: Vec<&str> = Vec::new();
    let mut finder = Finder::default();
    for line in text.lines() {
        // A heading over the whole width of a table has no separators.
        let mut is_heading =
            || finder.matches(line).first().is_some_and(|found| found.distance == 0 && found.label.is_telling());
        if separator(line).is_some() || is_heading() {
            run.push(line);
            continue;
        }
        // A page break or an empty line inside a table does not end it.
        if line.trim().is_empty() && !run.is_empty() {
            continue;
        }
        close(&mut document, &mut run);
        document.push_text(line);
    }
    close(&mut document, &mut run);
    document
}

fn separator(line: &str) -> Option<char> {
    let parts = |separator: char| line.matches(separator).count();
    if parts('\t') >= 1 && !line.trim().is_empty() {
        return Some('\t');
    }
    ['|', '｜', '│'].into_iter().find(|separator| parts(*separator) >= 2)
}

fn close(document: &mut Document, run: &mut Vec<&str>) {
    let lines = std::mem::take(run);
    if lines.is_empty() {
        return;
    }
    let mut flow = Flow::default();
    for line in &lines {
        let Some(separator) = separator(line) else {
            flow.row();
            flow.cell(line.trim().to_owned(), 1, 1);
            continue;
        };
        let line = if separator == '\t' {
            line
        } else {
            line.trim().trim_start_matches(separator).trim_end_matches(separator)
        };
        // The rule below a head of bars: `|---|---|`.
        if separator != '\t' && line.chars().all(|c| matches!(c, '-' | ':' | ' ' | '|' | '｜' | '│' | '─')) {
            continue;
        }
        flow.row();
        for field in line.split(separator) {
            flow.cell(field.trim().to_owned(), 1, 1);
        }
    }
    let grid = flow.finish();
    let separated = lines.iter().filter(|line| separator(line).is_some()).count();
    if separated * 2 > lines.len() && table::is_national(&grid) {
        document.blocks.push(Block::Table(grid));
        return;
    }
    for line in lines {
        document.push_text(line);
    }
}
