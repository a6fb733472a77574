//! A page as a tree of nodes, built by the browser's own algorithm (html5ever) within bounds.

use crate::text::Script;
use crate::{ImportError, limits};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// Index of a node.
pub type NodeId = usize;

const NONE: NodeId = usize::MAX;

/// The tree.
pub struct Dom {
    nodes: Vec<Node>,
}

struct Node {
    name: Option<QualName>,
    attributes: Vec<(String, String)>,
    text: Option<String>,
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    previous: NodeId,
    next: NodeId,
    depth: usize,
    template: NodeId,
}

/// How text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// Struck out: taken back, and no part of what the page says.
    Struck,
    Script(Script),
}

/// Parses a page.
pub fn parse(source: &str) -> Result<Dom, ImportError> {
    const CHUNK: usize = 4096;
    let mut parser = html5ever::parse_document(Sink::new(), html5ever::ParseOpts::default());
    let (mut start, mut quiet, mut events) = (0, 0usize, 0);
    while start < source.len() {
        let mut end = (start + CHUNK).min(source.len());
        while !source.is_char_boundary(end) {
            end += 1;
        }
        let chunk = &source[start..end];
        parser.process(StrTendril::from_slice(chunk));
        let sink = &parser.tokenizer.sink.sink;
        let now = sink.events.get();
        quiet = if now == events {
            quiet + chunk.bytes().filter(|byte| b" \t\n\r\x0c\"'=/".contains(byte)).count()
        } else {
            0
        };
        events = now;
        if sink.deepest.get() > limits::DEPTH || quiet > limits::QUIET_SEPARATORS {
            return Err(ImportError::TooDeep);
        }
        if sink.nodes.borrow().len() > limits::NODES {
            return Err(ImportError::TooLarge);
        }
        start = end;
    }
    let mut dom = Dom { nodes: parser.finish() };
    dom.apply_settings();
    Ok(dom)
}

impl Dom {
    /// The document itself.
    pub fn root(&self) -> NodeId {
        0
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Every node, also detached ones.
    pub fn all(&self) -> std::ops::Range<NodeId> {
        0..self.nodes.len()
    }

    /// The element's name in lower case; empty for text.
    pub fn name(&self, node: NodeId) -> &str {
        self.nodes[node].name.as_ref().map_or("", |name| &name.local)
    }

    /// The text of a text node.
    pub fn text(&self, node: NodeId) -> Option<&str> {
        self.nodes[node].text.as_deref()
    }

    /// The value of an attribute.
    pub fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        self.nodes[node].attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The element around the node.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        Some(self.nodes[node].parent).filter(|parent| *parent != NONE)
    }

    /// All text below the node.
    pub fn text_below(&self, node: NodeId) -> String {
        let mut text = String::new();
        let mut walk = self.walk(node);
        while let Some(step) = walk.next(self) {
            if let Step::Enter(node) = step
                && let Some(piece) = self.text(node)
            {
                text.push_str(piece);
            }
        }
        text
    }

    /// Whether the page shows nothing of it.
    pub fn is_hidden(&self, node: NodeId) -> bool {
        let name = self.name(node);
        if matches!(
            name,
            "script" | "style" | "noscript" | "template" | "iframe" | "object" | "svg" | "select" | "textarea"
        ) {
            return true;
        }
        let style = self.style(node);
        let hides = style.contains("display:none") || style.contains("mso-hide:all");
        self.attribute(node, "hidden").is_some() || hides
    }

    /// The element's own style, without spaces.
    fn style(&self, node: NodeId) -> String {
        let style = self.attribute(node, "style").unwrap_or_default();
        style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase()
    }

    /// How the element sets the text in it, if otherwise than the text around it.
    fn setting(&self, node: NodeId) -> Option<Setting> {
        let style = self.style(node);
        let struck = matches!(self.name(node), "s" | "strike" | "del") || style.contains("line-through");
        match self.name(node) {
            _ if struck => Some(Setting::Struck),
            "sup" => Some(Setting::Script(Script::Above)),
            "sub" => Some(Setting::Script(Script::Below)),
            "span" | "font" if style.contains("vertical-align:super") => Some(Setting::Script(Script::Above)),
            "span" | "font" if style.contains("vertical-align:sub") => Some(Setting::Script(Script::Below)),
            _ => None,
        }
    }

    /// Empties text that is struck out (its element stays: a cell keeps its place) and writes raised
    /// and lowered text in characters of its own.
    fn apply_settings(&mut self) {
        let mut walk = self.walk(self.root());
        let mut open: Vec<(NodeId, Setting)> = Vec::new();
        while let Some(step) = walk.next(self) {
            match step {
                Step::Enter(node) => {
                    let around = open.last().map(|(_, setting)| *setting);
                    if let Some(own) = self.setting(node) {
                        let struck = around == Some(Setting::Struck);
                        open.push((node, if struck { Setting::Struck } else { own }));
                    }
                    match (around, &mut self.nodes[node].text) {
                        (Some(Setting::Struck), Some(text)) => text.clear(),
                        (Some(Setting::Script(script)), Some(text)) => *text = script.apply(text),
                        _ => {}
                    }
                }
                Step::Leave(node) => _ = open.pop_if(|(opened, _)| *opened == node),
            }
        }
    }

    /// Whether the node is the other or stands inside it.
    pub fn is_within(&self, node: NodeId, outer: NodeId) -> bool {
        let mut at = Some(node);
        while let Some(node) = at {
            if node == outer {
                return true;
            }
            at = self.parent(node);
        }
        false
    }

    /// The smallest element that holds both.
    pub fn common_ancestor(&self, left: NodeId, right: NodeId) -> NodeId {
        let path = |node: NodeId| {
            let mut path: Vec<NodeId> = std::iter::successors(Some(node), |node| self.parent(*node)).collect();
            path.reverse();
            path
        };
        let (left, right) = (path(left), path(right));
        let common = left.iter().zip(&right).take_while(|(left, right)| left == right).last();
        common.map_or(self.root(), |(node, _)| *node)
    }

    /// A walk over everything below the node, the node itself included.
    pub fn walk(&self, node: NodeId) -> Walk {
        Walk { top: node, at: None, skip: false, started: false }
    }
}

/// A step of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Before what is below the node.
    Enter(NodeId),
    /// After it.
    Leave(NodeId),
}

/// A walk in document order, without recursion: pages nest deeper than a stack.
pub struct Walk {
    top: NodeId,
    at: Option<Step>,
    skip: bool,
    started: bool,
}

impl Walk {
    /// Leaves out what is below the node just entered; it is not left either.
    pub fn skip(&mut self) {
        self.skip = true;
    }

    /// The next step.
    pub fn next(&mut self, dom: &Dom) -> Option<Step> {
        let skip = std::mem::take(&mut self.skip);
        let Some(at) = self.at else {
            if std::mem::replace(&mut self.started, true) {
                return None;
            }
            self.at = Some(Step::Enter(self.top));
            return self.at;
        };
        let next = match at {
            Step::Enter(node) if !skip && dom.nodes[node].first != NONE => Step::Enter(dom.nodes[node].first),
            Step::Enter(node) if !skip => Step::Leave(node),
            Step::Enter(node) | Step::Leave(node) => {
                if node == self.top {
                    self.at = None;
                    return None;
                }
                match (dom.nodes[node].next, dom.nodes[node].parent) {
                    (NONE, NONE) => {
                        self.at = None;
                        return None;
                    }
                    (NONE, parent) => Step::Leave(parent),
                    (next, _) => Step::Enter(next),
                }
            }
        };
        self.at = Some(next);
        self.at
    }
}

/// Takes the nodes that the parser makes.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<usize>,
    events: Cell<u64>,
}

/// An element's name, by value: the parser asks while nodes are being added.
#[derive(Debug)]
struct Name(QualName);

impl html5ever::tree_builder::ElemName for Name {
    fn ns(&self) -> &html5ever::Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &html5ever::LocalName {
        &self.0.local
    }
}

impl Sink {
    fn new() -> Self {
        let sink = Self { nodes: RefCell::default(), deepest: Cell::new(0), events: Cell::new(0) };
        sink.add(None, vec![], None);
        sink
    }

    fn add(&self, name: Option<QualName>, attributes: Vec<(String, String)>, text: Option<String>) -> NodeId {
        self.events.set(self.events.get() + 1);
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            name,
            attributes,
            text,
            parent: NONE,
            first: NONE,
            last: NONE,
            previous: NONE,
            next: NONE,
            depth: 0,
            template: NONE,
        });
        nodes.len() - 1
    }

    /// Adds text to a text node that is there already, or makes one.
    fn node_of(&self, child: NodeOrText<NodeId>, before: NodeId) -> Option<NodeId> {
        match child {
            NodeOrText::AppendNode(node) => Some(node),
            NodeOrText::AppendText(text) => {
                self.events.set(self.events.get() + 1);
                if before != NONE
                    && let Some(known) = &mut self.nodes.borrow_mut()[before].text
                {
                    known.push_str(&text);
                    return None;
                }
                Some(self.add(None, vec![], Some(text.to_string())))
            }
        }
    }

    fn detach(&self, node: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let (parent, previous, next) = (nodes[node].parent, nodes[node].previous, nodes[node].next);
        if previous != NONE {
            nodes[previous].next = next;
        } else if parent != NONE {
            nodes[parent].first = next;
        }
        if next != NONE {
            nodes[next].previous = previous;
        } else if parent != NONE {
            nodes[parent].last = previous;
        }
        let node = &mut nodes[node];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    fn append_node(&self, parent: NodeId, node: NodeId) {
        self.detach(node);
        let mut nodes = self.nodes.borrow_mut();
        let last = nodes[parent].last;
        let depth = nodes[parent].depth + 1;
        nodes[node].parent = parent;
        nodes[node].previous = last;
        nodes[node].depth = depth;
        if last == NONE {
            nodes[parent].first = node;
        } else {
            nodes[last].next = node;
        }
        nodes[parent].last = node;
        self.deepest.set(self.deepest.get().max(depth));
    }

    fn insert_before(&self, sibling: NodeId, node: NodeId) {
        self.detach(node);
        let mut nodes = self.nodes.borrow_mut();
        let (parent, previous, depth) = (nodes[sibling].parent, nodes[sibling].previous, nodes[sibling].depth);
        nodes[node].parent = parent;
        nodes[node].previous = previous;
        nodes[node].next = sibling;
        nodes[node].depth = depth;
        nodes[sibling].previous = node;
        if previous != NONE {
            nodes[previous].next = node;
        } else if parent != NONE {
            nodes[parent].first = node;
        }
        self.deepest.set(self.deepest.get().max(depth));
    }
}

fn plain(attributes: Vec<Attribute>) -> Vec<(String, String)> {
    attributes.into_iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect()
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Vec<Node>;
    type ElemName<'a> = Name;

    fn finish(self) -> Vec<Node> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name(&self, target: &NodeId) -> Name {
        let name = self.nodes.borrow()[*target].name.clone();
        Name(name.unwrap_or_else(|| QualName::new(None, html5ever::ns!(), html5ever::LocalName::from(""))))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let node = self.add(Some(name), plain(attributes), None);
        if flags.template {
            let contents = self.add(None, vec![], None);
            self.nodes.borrow_mut()[node].template = contents;
        }
        node
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(None, vec![], None)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(None, vec![], None)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let last = self.nodes.borrow()[*parent].last;
        if let Some(node) = self.node_of(child, last) {
            self.append_node(*parent, node);
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.nodes.borrow()[*element].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let contents = self.nodes.borrow()[*target].template;
        if contents == NONE { *target } else { contents }
    }

    fn same_node(&self, left: &NodeId, right: &NodeId) -> bool {
        left == right
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let previous = self.nodes.borrow()[*sibling].previous;
        if let Some(node) = self.node_of(child, previous) {
            self.insert_before(*sibling, node);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let known = &mut self.nodes.borrow_mut()[*target].attributes;
        for (name, value) in plain(attributes) {
            if known.iter().all(|(other, _)| *other != name) {
                known.push((name, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let first = self.nodes.borrow()[*node].first;
            if first == NONE {
                break;
            }
            self.append_node(*new_parent, first);
        }
    }
}
