//! The drawing of a chart: shapes at their places, and from them the SVG of a page and a picture to keep.
//!
//! All lengths are whole units of a drawing [`WIDTH`] wide.

mod cursor;
mod line;
mod picture;
mod rows;
mod scale;
mod svg;

pub use cursor::{Cursor, Move, read_out, spot_at};
pub use picture::{Credits, picture};
pub use svg::{PARTS_OF_WORDS, patterns, svg, svg_words};

use super::model::{ChartModel, Kind, Mark};
use crate::text::statistics as words;

/// Width of the drawing.
pub const WIDTH: i32 = 320;
/// Size of the letters, for guessing widths; the style sheet sets the same.
const LETTER: i32 = 13;
/// Between a bar and its number.
const GAP: i32 = 4;

/// Everything that is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Height of the drawing.
    pub height: i32,
    /// Lines and areas, one path for each ink: few elements draw quickly.
    pub paths: Vec<Path>,
    /// Words, on top.
    pub texts: Vec<Text>,
    /// Where the numbers are, for the cursor.
    pub spots: Vec<Spot>,
}

/// A path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// How it looks.
    pub ink: Ink,
    /// Whether it is filled, or only drawn along.
    pub is_filled: bool,
    /// Where it goes.
    pub d: String,
}

/// Words at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// How they look.
    pub ink: Ink,
    /// Where they are tied to.
    pub x: i32,
    /// Their base line.
    pub y: i32,
    /// Which end is tied.
    pub anchor: Anchor,
    /// The words.
    pub words: String,
}

/// How a shape looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// A part's own colour and pattern, by its place among the parts.
    Series(usize),
    /// Years that are counted otherwise.
    Older,
    /// A number that contradicts others.
    Disputed,
    /// Lines at the ticks.
    Grid,
    /// The line at zero.
    Zero,
    /// Between two forms.
    Break,
    /// From a part to its name.
    Leader,
    /// Through the years.
    Trend,
    /// A number.
    Value,
    /// A number within its bar.
    Inside,
    /// A large number.
    Big,
    /// Why there is no number.
    Missing,
    /// A year, a tick, a document.
    Quiet,
    /// A heading.
    Name,
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The beginning.
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
}

/// Where a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Which line; the whole comes after the lines.
    pub line: usize,
    /// Which year, by its place.
    pub at: usize,
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

impl Spot {
    /// Its outline.
    pub fn path(&self) -> String {
        box_path(self.x, self.y, self.width, self.height)
    }
}

impl Drawing {
    fn text(&mut self, ink: Ink, (x, y): (i32, i32), anchor: Anchor, words: String) {
        self.texts.push(Text { ink, x, y, anchor, words });
    }

    fn fill_box(&mut self, ink: Ink, (x, y): (i32, i32), width: i32, height: i32) {
        self.path(ink, true, &box_path(x, y, width, height));
    }

    fn stroke_box(&mut self, ink: Ink, (x, y): (i32, i32), width: i32, height: i32) {
        self.path(ink, false, &box_path(x, y, width, height));
    }

    /// A line from a place to a height (`V`) or a side (`H`).
    fn line(&mut self, ink: Ink, (x, y): (i32, i32), to: &str, end: i32) {
        self.path(ink, false, &format!("M{x} {y}{to}{end}"));
    }

    /// Adds to the path of this ink, or begins one.
    fn path(&mut self, ink: Ink, is_filled: bool, more: &str) {
        for path in &mut self.paths {
            if path.ink == ink && path.is_filled == is_filled {
                return path.d.push_str(more);
            }
        }
        self.paths.push(Path { ink, is_filled, d: more.to_owned() });
    }
}

fn box_path(x: i32, y: i32, width: i32, height: i32) -> String {
    format!("M{x} {y}h{width}v{height}h{}z", -width)
}

/// The drawing of a chart.
pub fn draw(chart: &ChartModel) -> Drawing {
    let mut drawing = Drawing::default();
    match chart.kind {
        Kind::Big => rows::big(chart, &mut drawing),
        Kind::Bars | Kind::Stack => rows::bars(chart, &mut drawing),
        Kind::Panels => rows::panels(chart, &mut drawing),
        Kind::Line => line::whole(chart, &mut drawing),
    }
    drawing
}

/// What stands beside a bar.
pub fn label(mark: &Mark) -> String {
    if mark.is_disputed { format!("{} {}", mark.words, words::DISPUTED) } else { mark.words.clone() }
}

/// How wide words are, by a guess that is rather too wide.
pub fn width_of(words: &str) -> i32 {
    let width = |letter: char| match letter {
        '\u{2009}' | '.' | ' ' => LETTER / 3 + 1,
        '%' => LETTER,
        letter if letter.is_ascii() => LETTER * 7 / 10,
        _ => LETTER,
    };
    words.chars().map(width).sum()
}

/// A length along an axis from zero, which neither the value nor the room is below. Rounded so, since `f64::round` is a
/// function of its own in wasm.
fn along(value: f64, greatest: u64, room: i32) -> i32 {
    (value / greatest as f64 * f64::from(room) + 0.5) as i32
}
