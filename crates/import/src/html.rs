//! Pages: which part is the report, which tables are data, what the text is.

use crate::document::{Block, Document, Paragraph};
use crate::grid::{Flow, Grid};
use crate::{ImportError, dom::Dom, dom::NodeId, outline, table, text};
use model::Link;

/// Reads a page.
pub fn read(source: &str) -> Result<Document, ImportError> {
    let dom = crate::dom::parse(source)?;
    let kinds = TableKinds::of(&dom);
    let mut reader =
        Reader { dom: &dom, kinds, document: Document::default(), nodes: vec![], line: String::new(), links: vec![] };
    reader.walk();
    let Reader { mut document, nodes, links, .. } = reader;
    let content = content_node(&dom, &document, &nodes);
    if let Some(content) = content {
        for (block, node) in document.blocks.iter_mut().zip(&nodes) {
            let outside = !dom.is_within(*node, content);
            match block {
                Block::Text(paragraph) => paragraph.outside = outside,
                Block::Table(grid) => grid.outside = outside,
            }
        }
    }
    document.links = links
        .into_iter()
        .filter(|(_, node)| content.is_none_or(|content| dom.is_within(*node, content)))
        .map(|(link, _)| link)
        .collect();
    Ok(document)
}

/// The smallest element that holds all headings of the form and all national tables.
fn content_node(dom: &Dom, document: &Document, nodes: &[NodeId]) -> Option<NodeId> {
    let evidence: Vec<NodeId> = document
        .blocks
        .iter()
        .zip(nodes)
        .filter(|(block, _)| match block {
            Block::Text(paragraph) => outline::statutory_heading(&paragraph.text).is_some(),
            Block::Table(grid) => table::is_national(grid),
        })
        .map(|(_, node)| *node)
        .collect();
    if evidence.len() < 2 {
        return None;
    }
    evidence.iter().copied().reduce(|left, right| dom.common_ancestor(left, right))
}

/// What each table of the page is for.
struct TableKinds {
    /// Per node: cells of the table, 0 for what is no table.
    cells: Vec<u32>,
    /// Per node: whether a table of several cells stands inside the table.
    holds_tables: Vec<bool>,
}

impl TableKinds {
    fn of(dom: &Dom) -> Self {
        let mut kinds = Self { cells: vec![0; dom.len()], holds_tables: vec![false; dom.len()] };
        let nearest: Vec<Option<NodeId>> = nearest_tables(dom);
        for node in dom.all() {
            if matches!(dom.name(node), "td" | "th")
                && let Some(table) = nearest[node]
            {
                kinds.cells[table] += 1;
            }
        }
        for node in dom.all() {
            if dom.name(node) == "table" && kinds.cells[node] > 1 {
                let mut outer = nearest[node];
                while let Some(table) = outer {
                    if std::mem::replace(&mut kinds.holds_tables[table], true) {
                        break;
                    }
                    outer = nearest[table];
                }
            }
        }
        kinds
    }

    /// A table of one cell is a frame: its text belongs to what stands around it.
    fn is_frame(&self, table: NodeId) -> bool {
        self.cells[table] <= 1
    }
}

/// For each node the table that it stands in, itself not counted.
fn nearest_tables(dom: &Dom) -> Vec<Option<NodeId>> {
    let mut nearest = vec![None; dom.len()];
    let mut walk = dom.walk(dom.root());
    while let Some(step) = walk.next(dom) {
        if let crate::dom::Step::Enter(node) = step
            && let Some(parent) = dom.parent(node)
        {
            nearest[node] = if dom.name(parent) == "table" { Some(parent) } else { nearest[parent] };
        }
    }
    nearest
}

struct Reader<'a> {
    dom: &'a Dom,
    kinds: TableKinds,
    document: Document,
    /// The element of each block.
    nodes: Vec<NodeId>,
    line: String,
    links: Vec<(Link, NodeId)>,
}

impl Reader<'_> {
    fn walk(&mut self) {
        let dom = self.dom;
        let mut walk = dom.walk(dom.root());
        let mut block = dom.root();
        while let Some(step) = walk.next(dom) {
            match step {
                crate::dom::Step::Enter(node) => {
                    if self.read_head(node) || dom.is_hidden(node) {
                        walk.skip();
                        continue;
                    }
                    if let Some(text) = dom.text(node) {
                        self.line.push_str(text);
                        continue;
                    }
                    let name = dom.name(node);
                    if name == "table" && !self.kinds.is_frame(node) {
                        self.flush(block);
                        if self.read_table(node) {
                            walk.skip();
                        }
                    } else if name == "br" || is_block(name) {
                        self.flush(block);
                    }
                    if is_block(name) {
                        block = node;
                    }
                    self.read_link(node);
                }
                crate::dom::Step::Leave(node) => {
                    if is_block(dom.name(node)) {
                        self.flush(node);
                        block = dom.parent(node).unwrap_or(node);
                    }
                }
            }
        }
        self.flush(block);
    }

    /// Tags and title of the page's head. True where there is nothing to read below.
    fn read_head(&mut self, node: NodeId) -> bool {
        match self.dom.name(node) {
            "meta" => {
                if let (Some(name), Some(content)) =
                    (self.dom.attribute(node, "name"), self.dom.attribute(node, "content"))
                {
                    self.document.meta.push((name.trim().to_owned(), text::clean(content)));
                }
                true
            }
            "title" => {
                let title = text::clean(&self.dom.text_below(node));
                if self.document.window_title.is_none() && !title.is_empty() {
                    self.document.window_title = Some(title);
                }
                true
            }
            _ => false,
        }
    }

    fn read_link(&mut self, node: NodeId) {
        let Some(url) = self.dom.attribute(node, "href").filter(|_| self.dom.name(node) == "a") else { return };
        let url = url.trim();
        let lower = url.to_ascii_lowercase();
        let dead = url.is_empty()
            || ["#", "javascript:", "data:", "about:", "vbscript:"].iter().any(|scheme| lower.starts_with(scheme));
        let text = text::clean(&self.dom.text_below(node));
        if !dead && !text.is_empty() {
            self.links.push((Link { text, url: url.to_owned() }, node));
        }
    }

    fn flush(&mut self, node: NodeId) {
        let text = text::clean(&std::mem::take(&mut self.line));
        if text.is_empty() {
            return;
        }
        self.document.blocks.push(Block::Text(Paragraph { text, outside: false }));
        self.nodes.push(node);
    }

    /// Reads a table of data. False for a table that only lays out the page: its content is then
    /// read as if the table were not there.
    fn read_table(&mut self, node: NodeId) -> bool {
        let holds_tables = self.kinds.holds_tables[node];
        let (grid, inner) = self.grid(node);
        if holds_tables && !table::is_national(&grid) {
            return false;
        }
        self.document.blocks.push(Block::Table(grid));
        self.nodes.push(node);
        // A table inside a national table is read for itself. Its own inner tables are among `inner` too.
        for table in inner {
            let (grid, _) = self.grid(table);
            self.document.blocks.push(Block::Table(grid));
            self.nodes.push(table);
        }
        true
    }

    /// The grid of a table, and the tables of several cells inside it.
    fn grid(&self, table: NodeId) -> (Grid, Vec<NodeId>) {
        let dom = self.dom;
        let (mut flow, mut inner, mut cell) = (Flow::default(), Vec::new(), None::<(NodeId, String)>);
        let mut walk = dom.walk(table);
        while let Some(step) = walk.next(dom) {
            match step {
                crate::dom::Step::Enter(node) => {
                    if dom.is_hidden(node) {
                        walk.skip();
                        continue;
                    }
                    let name = dom.name(node);
                    if name == "table" && node != table && !self.kinds.is_frame(node) {
                        inner.push(node);
                        if !self.kinds.holds_tables[node] {
                            walk.skip();
                            continue;
                        }
                    }
                    match (&mut cell, name) {
                        (None, "tr") => flow.row(),
                        (None, "td" | "th") => cell = Some((node, String::new())),
                        (Some((_, text)), _) => match dom.text(node) {
                            Some(piece) => text.push_str(&piece.replace(['\n', '\r', '\t'], " ")),
                            None if name == "br" || is_block(name) => text.push('\n'),
                            None => {}
                        },
                        _ => {}
                    }
                }
                crate::dom::Step::Leave(node) => {
                    let name = dom.name(node);
                    if cell.as_ref().is_some_and(|(open, _)| *open == node) {
                        let text = cell.take().map(|(_, text)| text).unwrap_or_default();
                        flow.cell(tidy_lines(&text), span(dom, node, "rowspan"), span(dom, node, "colspan").max(1));
                    } else if let Some((_, text)) = cell.as_mut().filter(|_| is_block(name)) {
                        text.push('\n');
                    } else if matches!(name, "tbody" | "thead" | "tfoot") {
                        flow.end_group();
                    }
                }
            }
        }
        (flow.finish(), inner)
    }
}

fn span(dom: &Dom, node: NodeId, name: &str) -> usize {
    let Some(value) = dom.attribute(node, name) else { return 1 };
    let digits: String = value.trim().chars().take_while(char::is_ascii_digit).take(6).collect();
    digits.parse().unwrap_or(1)
}

/// The lines of a cell, each without spaces at its ends, empty ones left out.
fn tidy_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(text::clean).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "html"
    )
}
