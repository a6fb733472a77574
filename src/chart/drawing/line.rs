//! Many years as a line: it stops at gaps and at the change of a form.

use super::rows::Place;
use super::{Anchor, Drawing, Ink, LETTER, Spot, WIDTH, along, label, scale, width_of};
use crate::chart::model::{ChartModel, Line, Mark};
use crate::text::statistics as words;
use model::Decimal;

/// Height of the plot.
const PLOT: i32 = 150;
/// Height of a small one.
const SMALL_PLOT: i32 = 60;
/// Half the width of a point.
const POINT: i32 = 2;
/// Between the edge and the first and last year.
const MARGIN: i32 = 10;
/// Numbers of two points nearer than this would run into each other.
const APART: i32 = 60;

/// Where the years and numbers of a plot are.
struct Plot {
    left: i32,
    width: i32,
    top: i32,
    bottom: i32,
    greatest: u64,
    n_years: usize,
    /// The edges between which words must stay.
    edges: (i32, i32),
    is_small: bool,
}

impl Plot {
    fn new(line: &Line, (x, width): (i32, i32), (top, height): (i32, i32), greatest: u64, is_small: bool) -> Self {
        Self {
            left: x + MARGIN,
            width: width - 2 * MARGIN,
            top,
            bottom: top + height,
            greatest,
            n_years: line.marks.len(),
            edges: (x, x + width),
            is_small,
        }
    }

    fn x(&self, at: usize) -> i32 {
        let last = self.n_years.saturating_sub(1).max(1) as i32;
        self.left + self.width * at as i32 / last
    }

    fn y(&self, amount: Decimal) -> i32 {
        self.bottom - along(amount.to_f64().max(0.0), self.greatest, self.bottom - self.top)
    }

    /// Half the way to the year before.
    fn before(&self, at: usize) -> i32 {
        (self.x(at.saturating_sub(1)) + self.x(at)) / 2
    }

    fn draw(&self, drawing: &mut Drawing, line: &Line, index: usize) -> i32 {
        breaks(drawing, line, self);
        trend(drawing, line, index, self);
        if !self.is_small {
            gaps(drawing, line, self);
        }
        numbers(drawing, line, self);
        years(drawing, line, self);
        self.bottom + LETTER + 8
    }

    /// Words over a place, moved so far that they stay within the edges.
    fn text(&self, drawing: &mut Drawing, ink: Ink, (x, y): (i32, i32), words: String) {
        let (half, (first, last)) = (width_of(&words) / 2, self.edges);
        let (x, anchor) = match x {
            x if x + half > last => (last, Anchor::End),
            x if x < first + half => (first, Anchor::Start),
            x => (x, Anchor::Middle),
        };
        drawing.text(ink, (x, y), anchor, words);
    }
}

/// One measure over the whole width.
pub(super) fn whole(chart: &ChartModel, drawing: &mut Drawing) {
    let Some(line) = chart.lines.first() else { return };
    let most = line.marks.iter().filter_map(|mark| mark.amount).max();
    let ticks = scale::ticks(most.map_or(0, |most| most.to_f64().ceil() as u64));
    let top = 2 * LETTER + line.breaks.len() as i32 * 30;
    let plot = Plot::new(line, (0, WIDTH), (top, PLOT), ticks.last().copied().unwrap_or(1), false);
    for tick in &ticks {
        let y = plot.bottom - along(*tick as f64, plot.greatest, PLOT);
        drawing.line(Ink::Grid, (0, y), "H", WIDTH);
        drawing.text(Ink::Quiet, (0, y - 3), Anchor::Start, scale::tick_words(*tick));
    }
    drawing.height = plot.draw(drawing, line, 0);
}

/// One of several small ones; gives its lower edge.
pub(super) fn small(drawing: &mut Drawing, line: &Line, index: usize, place: &Place) -> i32 {
    let across = (place.x, place.width);
    let plot = Plot::new(line, across, (place.top + LETTER, SMALL_PLOT), place.greatest, true);
    drawing.line(Ink::Zero, (place.x, plot.bottom), "H", place.x + place.width);
    plot.draw(drawing, line, index)
}

/// The line with its points. It does not go over a gap, a break, or where years cannot be compared.
fn trend(drawing: &mut Drawing, line: &Line, index: usize, plot: &Plot) {
    let mut path = String::new();
    let mut is_open = false;
    for (at, mark) in line.marks.iter().enumerate() {
        let (x, half) = (plot.x(at), plot.width / (2 * plot.n_years.max(1) as i32) + 1);
        let height = plot.bottom - plot.top;
        drawing.spots.push(Spot { line: index, at, x: x - half, y: plot.top, width: 2 * half, height });
        let Some(amount) = mark.amount else {
            is_open = false;
            continue;
        };
        let y = plot.y(amount);
        let goes_on = is_open && line.is_comparable() && line.break_before(mark.year).is_none();
        path.push_str(&format!("{}{x} {y}", if goes_on { "L" } else { "M" }));
        is_open = true;
        if mark.is_disputed {
            drawing.stroke_box(Ink::Disputed, (x - 2 * POINT, y - 2 * POINT), 4 * POINT, 4 * POINT);
        }
        let ink = if mark.is_older { Ink::Older } else { Ink::Series(0) };
        drawing.fill_box(ink, (x - POINT, y - POINT), 2 * POINT, 2 * POINT);
    }
    drawing.path(Ink::Trend, false, &path);
}

/// Between two forms, with the documents of both sides above where there is room.
fn breaks(drawing: &mut Drawing, line: &Line, plot: &Plot) {
    for (row, found) in line.breaks.iter().enumerate() {
        let Some(at) = line.marks.iter().position(|mark| mark.year == found.between.1) else { continue };
        let (x, y) = (plot.before(at), LETTER + row as i32 * 30);
        if plot.is_small {
            drawing.line(Ink::Break, (x, plot.top), "V", plot.bottom);
            continue;
        }
        drawing.line(Ink::Break, (x, y), "V", plot.bottom);
        let before = found.before.map_or(words::BEFORE_FORMS, |form| form.document());
        plot.text(drawing, Ink::Quiet, (x, y), format!("← {before}"));
        plot.text(drawing, Ink::Quiet, (x, y + LETTER + 1), format!("{} →", found.after.document()));
    }
}

/// Why years have no number, once for each run of years, upright where the run is narrow.
fn gaps(drawing: &mut Drawing, line: &Line, plot: &Plot) {
    let mut first = 0;
    while let Some(mark) = line.marks.get(first) {
        let mut last = first;
        while line.marks.get(last + 1).is_some_and(|next| next.amount.is_none() && why_none(next) == why_none(mark)) {
            last += 1;
        }
        if mark.amount.is_none() {
            let words = why_none(mark);
            let (x, y) = ((plot.x(first) + plot.x(last)) / 2, plot.bottom - 6);
            if plot.x(last) - plot.x(first) >= width_of(words) {
                drawing.text(Ink::Missing, (x, y), Anchor::Middle, words.to_owned());
            } else {
                let mut y = y - (words.chars().count() as i32 - 1) * (LETTER + 1);
                for letter in words.chars() {
                    drawing.text(Ink::Missing, (x, y), Anchor::Middle, String::from(letter));
                    y += LETTER + 1;
                }
            }
        }
        first = last + 1;
    }
}

/// Why a year has no point.
fn why_none(mark: &Mark) -> &str {
    match mark.value {
        Some(_) if mark.is_disputed => words::DISPUTED,
        Some(_) => words::TOO_FEW,
        None => &mark.words,
    }
}

/// The newest number, the greatest, and every one that contradicts others, as long as they do not run into each other.
fn numbers(drawing: &mut Drawing, line: &Line, plot: &Plot) {
    let newest = line.marks.iter().rposition(|mark| mark.amount.is_some()).unwrap_or(0);
    let (mut wanted, mut most) = (vec![newest], newest);
    for (at, mark) in line.marks.iter().enumerate() {
        if mark.is_disputed {
            wanted.push(at);
        }
        if line.marks.get(most).is_some_and(|other| mark.amount > other.amount) {
            most = at;
        }
    }
    wanted.push(most);
    let mut taken: Vec<i32> = Vec::new();
    for at in wanted {
        let Some((mark, amount)) = line.marks.get(at).and_then(|mark| Some((mark, mark.amount?))) else { continue };
        let x = plot.x(at);
        if taken.iter().all(|other| (other - x).abs() >= APART) {
            plot.text(drawing, Ink::Value, (x, plot.y(amount) - 7), label(mark));
            taken.push(x);
        }
    }
}

/// The first year, the last, and every fifth between them.
fn years(drawing: &mut Drawing, line: &Line, plot: &Plot) {
    let last = line.marks.len().saturating_sub(1);
    let mut before = 0;
    for (at, mark) in line.marks.iter().enumerate() {
        let is_far = |other: usize| (plot.x(at) - plot.x(other)).abs() >= 38;
        if at == 0 || at == last || (mark.year.is_multiple_of(5) && is_far(before) && is_far(last)) {
            before = at;
            plot.text(drawing, Ink::Quiet, (plot.x(at), plot.bottom + LETTER + 2), mark.year.to_string());
        }
    }
}
