//! A drawing as SVG within a page. Colours are the style sheet's; patterns stand once on the page.

use super::{Anchor, Drawing, Ink, Path, Text, WIDTH};
use crate::chart::model::ChartModel;
use crate::html::{Element, Node, el};

/// The drawing with its name and description, in the room that it takes. The groups of its words, which take longer than
/// all else, may come after it; `over` is drawn on top.
pub fn svg(chart: &ChartModel, drawing: &Drawing, words: Vec<Element>, over: Element) -> Element {
    let [title, description] = ["title", "desc"].map(|part| format!("{}-{part}", chart.id()));
    let view = |height: i32| format!("0 0 {WIDTH} {height}");
    // An SVG that grows has all its texts laid out anew, and the page takes three times as long: what grows is an empty
    // one, and the drawing hangs from a line at its top.
    let room = el("svg").class("gk-chart__room").attr("viewBox", view(drawing.height)).attr("aria-hidden", "true");
    let drawn = el("svg")
        .class("gk-chart__svg")
        .attr("viewBox", view(1))
        .attr("role", "img")
        .attr("aria-labelledby", title.clone())
        .attr("aria-describedby", description.clone())
        .kid(el("title").attr("id", title).kid(chart.full_title()))
        .kid(el("desc").attr("id", description).kid(chart.summary.clone()))
        .kid(el("g").kid(paths(drawing, in_class)))
        .kid(words)
        .kid(over);
    el("div").class("gk-chart__area").kid(room).kid(drawn)
}

/// How many parts the words of a drawing come in: a slow phone lays out some forty texts in a frame.
pub const PARTS_OF_WORDS: usize = 3;

/// A part of the words of a drawing within a page.
pub fn svg_words(drawing: &Drawing, part: usize) -> Vec<Element> {
    let size = drawing.texts.len().div_ceil(PARTS_OF_WORDS).max(1);
    words(drawing.texts.chunks(size).nth(part).unwrap_or_default(), in_class)
}

fn in_class(ink: Ink, shape: Element) -> Element {
    shape.class(look(ink).class)
}

/// Layers of paths: the grid lies under all, fills under lines.
const PATHS: usize = 3;
/// On top lie words, those of one ink together: a page has thousands of them.
const INKS: [Ink; 6] = [Ink::Quiet, Ink::Missing, Ink::Name, Ink::Inside, Ink::Value, Ink::Big];

/// Dresses a shape by its ink.
pub(super) type Dress = fn(Ink, Element) -> Element;

/// The paths of a drawing.
pub(super) fn paths(drawing: &Drawing, dress: Dress) -> Vec<Element> {
    let mut shapes = Vec::new();
    for layer in 0..PATHS {
        for Path { ink, is_filled, d } in &drawing.paths {
            let own = if *ink == Ink::Grid { 0 } else { 2 - usize::from(*is_filled) };
            if own == layer {
                let path = el("path").attr("d", d.clone());
                shapes.push(dress(*ink, if *is_filled { filled(*ink, path) } else { path }));
            }
        }
    }
    shapes
}

/// Words, in a group for each ink.
pub(super) fn words(texts: &[Text], dress: Dress) -> Vec<Element> {
    let mut groups = Vec::new();
    for ink in INKS {
        let texts = texts.iter().filter(|text| text.ink == ink);
        let texts: Vec<Element> =
            texts.map(|Text { x, y, anchor, words, .. }| text(*x, *y, *anchor).kid(words.clone())).collect();
        if !texts.is_empty() {
            groups.push(dress(ink, el("g").kid(texts)));
        }
    }
    groups
}

/// A text at its place. The beginning is tied unless something else is said.
pub(super) fn text(x: i32, y: i32, anchor: Anchor) -> Element {
    let text = el("text").attr("x", x.to_string()).attr("y", y.to_string());
    match anchor {
        Anchor::Start => text,
        Anchor::Middle => text.attr("text-anchor", "middle"),
        Anchor::End => text.attr("text-anchor", "end"),
    }
}

/// With the pattern of its ink. A style sheet cannot name it: it would look for it in itself.
fn filled(ink: Ink, shape: Element) -> Element {
    match pattern(ink) {
        Some((id, ..)) => shape.attr("fill", format!("url(#{id})")),
        None => shape,
    }
}

/// How an ink looks: its class on a page; in a picture, fill, stroke and width of the stroke.
pub(super) struct Look {
    pub class: &'static str,
    pub fill: &'static str,
    pub stroke: &'static str,
    pub width: &'static str,
}

/// What is important is written in this, and bold.
pub(super) const INK: &str = "#1d2327";
const QUIET: &str = "#4a545b";
const BLUE: &str = "#1f5a96";

const fn path(class: &'static str, stroke: &'static str, width: &'static str) -> Look {
    Look { class, fill: "none", stroke, width }
}

/// A halo keeps words readable over lines and patterns.
const fn letters(class: &'static str, fill: &'static str) -> Look {
    Look { class, fill, stroke: "#ffffff", width: "4" }
}

static LOOKS: [Look; 10] = [
    Look { fill: BLUE, ..path("gk-ink gk-ink--first", BLUE, "0") },
    Look { fill: "", ..path("gk-ink gk-ink--part", QUIET, "1") },
    path("gk-ink gk-ink--disputed", "#8a5a00", "2"),
    path("gk-ink gk-ink--grid", "#dcd8cf", "1"),
    path("gk-ink gk-ink--thin", QUIET, "1"),
    path("gk-ink gk-ink--break", INK, "1.5"),
    path("gk-ink gk-ink--trend", BLUE, "2"),
    letters("gk-ink gk-ink--quiet", QUIET),
    letters("gk-ink gk-ink--strong", INK),
    letters("gk-ink gk-ink--big", INK),
];

/// The look of an ink.
pub(super) fn look(ink: Ink) -> &'static Look {
    &LOOKS[match ink {
        Ink::Series(0) => 0,
        Ink::Series(_) | Ink::Older => 1,
        Ink::Disputed => 2,
        Ink::Grid => 3,
        Ink::Zero | Ink::Leader => 4,
        Ink::Break => 5,
        Ink::Trend => 6,
        Ink::Quiet | Ink::Missing => 7,
        Ink::Value | Ink::Inside | Ink::Name => 8,
        Ink::Big => 9,
    }]
}

/// A pattern: its id, which is the class of its colour, too; its colour in a picture; what is drawn in a tile of 8 by 8.
pub(super) type Pattern = (&'static str, &'static str, &'static str);

/// The patterns of the second part and those after it, and of years that are counted otherwise.
pub(super) const PATTERNS: [Pattern; 8] = [
    ("gk-p1", "#2b6b5e", "M-2 2L2-2M0 8L8 0M6 10L10 6"),
    ("gk-p2", "#8a5a00", "M2 1v2M6 5v2"),
    ("gk-p3", "#6b3f7c", "M0 0L8 8M0 8L8 0"),
    ("gk-p4", "#50606b", "M0 2H8M0 6H8"),
    ("gk-p5", "#a61b1b", "M2 0V8M6 0V8"),
    ("gk-p6", BLUE, "M0 0H8M0 0V8"),
    ("gk-p7", INK, "M-2 6L2 10M0 0L8 8M6-2L10 2"),
    ("gk-older", "#50606b", "M-2 6L2 10M0 0L8 8M6-2L10 2"),
];

fn pattern(ink: Ink) -> Option<Pattern> {
    let index = match ink {
        Ink::Series(index) if index > 0 => (index - 1) % 7,
        Ink::Older => 7,
        _ => return None,
    };
    PATTERNS.get(index).copied()
}

/// Every pattern, for the whole page: a drawing that held its own would repeat them.
pub fn patterns() -> Element {
    el("svg").class("gk-patterns").attr("aria-hidden", "true").kid(tiles(|(id, ..), tile| tile.class(id)))
}

/// The patterns, dressed.
pub(super) fn tiles(dress: fn(Pattern, Element) -> Element) -> Element {
    let tile = |pattern: Pattern| {
        let tile = el("pattern").attr("id", pattern.0).attr("width", "8").attr("height", "8");
        dress(pattern, tile.attr("patternUnits", "userSpaceOnUse").kid(el("path").attr("d", pattern.2)))
    };
    el("defs").kid(Node::all(PATTERNS.into_iter().map(tile)))
}
