//! Word documents: paragraphs with their automatic numbers, tables with `gridSpan` and `vMerge`.

use crate::container::Container;
use crate::document::{Block, Document};
use crate::grid::{Grid, Layout};
use crate::numbering::Numbering;
use crate::text::Script;
use crate::xml::{self, Attributes, Step};
use crate::{ImportError, table, text};
use model::Link;
use std::collections::HashMap;

/// Reads a Word document.
pub fn read(container: &mut Container<'_>) -> Result<Document, ImportError> {
    let body = container.read("word/document.xml")?.ok_or(ImportError::Damaged)?;
    let numbering = container.read("word/numbering.xml")?;
    let styles = container.read("word/styles.xml")?;
    let numbering = Numbering::read(numbering.as_deref(), styles.as_deref());
    let targets = container.read("word/_rels/document.xml.rels")?.map(|xml| relations(&xml)).unwrap_or_default();
    let mut reader = Reader { numbering, targets, ..Reader::default() };
    xml::walk(&body, |step| {
        reader.step(step);
        Ok(())
    })?;
    // A table that is still open cannot be: the part was well-formed.
    Ok(Document { blocks: reader.blocks, links: reader.links, ..Document::default() })
}

/// Id and target of each relation of a part.
pub fn relations(xml: &str) -> HashMap<String, String> {
    let mut targets = HashMap::new();
    // A broken list of relations costs links and sheets, which are then reported missing.
    let _ = xml::walk(xml, |step| {
        if let Step::Open(name, attributes) = step
            && name == "Relationship"
            && let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target"))
        {
            targets.insert(id.to_owned(), target.to_owned());
        }
        Ok(())
    });
    targets
}

#[derive(Default)]
struct Reader {
    numbering: Numbering,
    targets: HashMap<String, String>,
    blocks: Vec<Block>,
    links: Vec<Link>,
    paragraphs: Vec<OpenParagraph>,
    tables: Vec<OpenTable>,
    in_text: bool,
    run: Run,
    link: Option<Link>,
    /// How many elements are open whose content is not shown.
    hidden: usize,
}

/// How the open run is set.
#[derive(Default)]
struct Run {
    /// Struck out or hidden: the reader of the document takes it for not there.
    hidden: bool,
    script: Script,
}

#[derive(Default)]
struct OpenParagraph {
    text: String,
    style: Option<String>,
    list: Option<String>,
    level: usize,
    in_properties: bool,
}

#[derive(Default)]
struct OpenTable {
    rows: Vec<Vec<WordCell>>,
    next_column: usize,
}

#[derive(Default)]
struct WordCell {
    column: usize,
    columns: usize,
    continues: bool,
    joins_left: bool,
    content: Vec<Block>,
}

fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "Fallback"
            | "instrText"
            | "delText"
            | "delInstrText"
            | "pict"
            | "object"
            // How a run was set before a change.
            | "rPrChange"
    )
}

impl Reader {
    fn step(&mut self, step: Step) {
        match step {
            Step::Open(name, _) if is_hidden(&name) => self.hidden += 1,
            Step::Close(name) if is_hidden(&name) => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            Step::Open(name, attributes) => self.open(&name, &attributes),
            Step::Close(name) => self.close(&name),
            Step::Text(text) if self.in_text => self.add(&text),
            Step::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "p" => self.paragraphs.push(OpenParagraph::default()),
            "r" => self.run = Run::default(),
            "t" => self.in_text = true,
            "tab" if !self.in_properties() => self.add(" "),
            "br" | "cr" => self.add("\n"),
            "noBreakHyphen" => self.add("-"),
            "hyperlink" => self.open_link(attributes),
            "tbl" => self.tables.push(OpenTable::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(vec![]);
                    table.next_column = 0;
                }
            }
            "tc" => self.open_cell(),
            _ => self.open_property(name, attributes),
        }
    }

    fn in_properties(&self) -> bool {
        self.paragraphs.last().is_some_and(|paragraph| paragraph.in_properties)
    }

    fn open_property(&mut self, name: &str, attributes: &Attributes) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            match name {
                "pPr" => paragraph.in_properties = true,
                "pStyle" => paragraph.style = attributes.get("val").map(str::to_owned),
                "numId" => paragraph.list = attributes.get("val").map(str::to_owned),
                "ilvl" => paragraph.level = attributes.number("val").unwrap_or(0),
                // Among the properties of a paragraph these are of its mark, which is no text.
                "strike" | "dstrike" | "vanish" if !paragraph.in_properties => self.run.hidden |= attributes.is_on(),
                "vertAlign" if !paragraph.in_properties => self.run.script = Script::named(attributes.get("val")),
                _ => {}
            }
            return;
        }
        let Some(table) = self.tables.last_mut() else { return };
        match name {
            "gridBefore" => table.next_column += attributes.number("val").unwrap_or(0).min(crate::limits::COLUMNS),
            "gridSpan" => {
                let columns = attributes.number("val").unwrap_or(1).clamp(1, crate::limits::COLUMNS);
                if let Some(cell) = table.rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.columns = columns;
                }
            }
            "vMerge" | "hMerge" => {
                let continues = attributes.get("val").is_none_or(|value| value == "continue");
                if let Some(cell) = table.rows.last_mut().and_then(|row| row.last_mut()) {
                    if name == "vMerge" {
                        cell.continues = continues;
                    } else {
                        cell.joins_left = continues;
                    }
                }
            }
            _ => {}
        }
    }

    fn open_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let column = table.next_column;
        if table.rows.is_empty() {
            table.rows.push(vec![]);
        }
        if let Some(row) = table.rows.last_mut() {
            row.push(WordCell { column, columns: 1, ..WordCell::default() });
        }
    }

    fn open_link(&mut self, attributes: &Attributes) {
        let target = attributes.get("id").and_then(|id| self.targets.get(id));
        self.link = target.map(|url| Link { text: String::new(), url: url.clone() });
    }

    fn close(&mut self, name: &str) {
        match name {
            "r" => self.run = Run::default(),
            "t" => self.in_text = false,
            "p" => self.close_paragraph(),
            "pPr" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.in_properties = false;
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut()
                    && let Some(cell) = table.rows.last().and_then(|row| row.last())
                {
                    table.next_column = cell.column + cell.columns;
                }
            }
            "tbl" => self.close_table(),
            "hyperlink" => {
                if let Some(link) = self.link.take().filter(|link| !link.text.trim().is_empty()) {
                    self.links.push(Link { text: text::clean(&link.text), url: link.url });
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if self.run.hidden {
            return;
        }
        let text = &self.run.script.apply(text);
        if let Some(link) = &mut self.link {
            link.text.push_str(text);
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let number = self.numbering.next(paragraph.list.as_deref(), paragraph.level, paragraph.style.as_deref());
        // An automatic number stands before text only; an empty paragraph still counts in Word.
        let number = if paragraph.text.trim().is_empty() { String::new() } else { number };
        for line in format!("{number}{}", paragraph.text).split('\n') {
            let text = text::clean(line);
            if !text.is_empty() {
                self.emit(Block::Text(crate::document::Paragraph { text, outside: false }));
            }
        }
    }

    fn emit(&mut self, block: Block) {
        let cell = self.tables.last_mut().and_then(|table| table.rows.last_mut()).and_then(|row| row.last_mut());
        match cell {
            Some(cell) => cell.content.push(block),
            None => self.blocks.push(block),
        }
    }

    fn close_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let cells = table.rows.iter().map(Vec::len).sum::<usize>();
        let holds_tables =
            table.rows.iter().flatten().any(|cell| cell.content.iter().any(|block| matches!(block, Block::Table(_))));
        let grid = grid(&table.rows);
        // A frame, or a table that only lays out the page: what is in it stands for itself.
        let layout = cells <= 1 || (holds_tables && !table::is_national(&grid));
        let content = table.rows.into_iter().flatten().flat_map(|cell| cell.content);
        if layout {
            for block in content {
                self.emit(block);
            }
            return;
        }
        self.emit(Block::Table(grid));
        for block in content.filter(|block| matches!(block, Block::Table(_))) {
            self.emit(block);
        }
    }
}

fn cell_text(cell: &WordCell) -> String {
    let lines: Vec<&str> = cell
        .content
        .iter()
        .filter_map(|block| match block {
            Block::Text(paragraph) => Some(paragraph.text.as_str()),
            Block::Table(_) => None,
        })
        .collect();
    lines.join("\n")
}

fn grid(rows: &[Vec<WordCell>]) -> Grid {
    let mut grid = Grid::new(Layout::Flow);
    let fits = |cell: &&WordCell| cell.column < crate::limits::COLUMNS;
    grid.truncated = !rows.iter().flatten().all(|cell| fits(&cell));
    // Merged cells are put when they end, so that they can be put whole: row, columns, text by column.
    let mut open: HashMap<usize, (usize, usize, String)> = HashMap::new();
    for row in 0..rows.len() {
        if !grid.push_row(row + 1) {
            break;
        }
    }
    let put = |grid: &mut Grid, end: usize, column: usize, (row, columns, text): (usize, usize, String)| {
        grid.put(row, column, end - row, columns, text);
    };
    for (index, row) in rows.iter().enumerate().take(grid.rows()) {
        let row: Vec<&WordCell> = row.iter().filter(fits).collect();
        let continued: Vec<usize> = row
            .iter()
            .filter(|cell| cell.continues && open.contains_key(&cell.column))
            .map(|cell| cell.column)
            .collect();
        let mut ended: Vec<usize> = open.keys().copied().filter(|column| !continued.contains(column)).collect();
        ended.sort_unstable();
        for column in ended {
            if let Some(cell) = open.remove(&column) {
                put(&mut grid, index, column, cell);
            }
        }
        let mut last: Option<usize> = None;
        for cell in row {
            if continued.contains(&cell.column) {
                last = None;
            } else if let (true, Some(left)) = (cell.joins_left, last) {
                if let Some(left) = open.get_mut(&left) {
                    left.1 += cell.columns;
                }
            } else {
                open.insert(cell.column, (index, cell.columns, cell_text(cell)));
                last = Some(cell.column);
            }
        }
    }
    let end = grid.rows();
    let mut rest: Vec<_> = open.into_iter().collect();
    rest.sort_unstable_by_key(|(column, _)| *column);
    for (column, cell) in rest {
        put(&mut grid, end, column, cell);
    }
    grid
}
