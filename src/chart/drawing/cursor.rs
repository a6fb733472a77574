//! Going through the numbers of a drawing one by one, by keyboard or finger, and what is read out at each.

use super::{Drawing, Spot};
use crate::chart::model::{ChartModel, Kind, Line, MOST_BARS, Mark};
use crate::chart::summary::{change, newest_at, unbroken};
use crate::text::statistics as words;
use model::measure::{Value, percent};

/// The number that is read: which line (the whole comes after the lines), which year by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Which line.
    pub line: usize,
    /// Which year.
    pub at: usize,
}

/// A step through the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// To the year before.
    Earlier,
    /// To the next year.
    Later,
    /// To the line before.
    LineBefore,
    /// To the next line.
    LineAfter,
    /// To the first year.
    First,
    /// To the last year.
    Last,
}

impl Move {
    /// What a key means in a chart: years lie where the arrow points. In a page that runs from right to left the
    /// drawing is mirrored.
    pub fn of_key(key: &str, chart: &ChartModel, is_rtl: bool) -> Option<Self> {
        let is_across = chart.kind == Kind::Line || (chart.kind == Kind::Panels && chart.years.len() > MOST_BARS);
        let has_lines = chart.all_lines().nth(1).is_some();
        let (is_sideways, is_forward) = match key {
            "ArrowLeft" => (true, is_rtl),
            "ArrowRight" => (true, !is_rtl),
            "ArrowUp" => (false, false),
            "ArrowDown" => (false, true),
            "Home" => return Some(Self::First),
            "End" => return Some(Self::Last),
            _ => return None,
        };
        Some(match (is_sideways == is_across || !has_lines, is_forward) {
            (true, false) => Self::Earlier,
            (true, true) => Self::Later,
            (false, false) => Self::LineBefore,
            (false, true) => Self::LineAfter,
        })
    }
}

impl Cursor {
    /// The number after a step; without one before, the newest of the first line.
    pub fn moved(from: Option<Self>, step: Move, chart: &ChartModel) -> Option<Self> {
        let last_year = chart.years.len().checked_sub(1)?;
        let last_line = chart.all_lines().count().checked_sub(1)?;
        let Some(Self { line, at }) = from else {
            let newest = chart.lines.first().and_then(newest_at);
            let at = if step == Move::First { 0 } else { newest.unwrap_or(last_year) };
            return Some(Self { line: 0, at });
        };
        let (line, at) = match step {
            Move::Earlier => (line, at.saturating_sub(1)),
            Move::Later => (line, (at + 1).min(last_year)),
            Move::LineBefore => (line.saturating_sub(1), at),
            Move::LineAfter => ((line + 1).min(last_line), at),
            Move::First => (line, 0),
            Move::Last => (line, last_year),
        };
        Some(Self { line, at })
    }

    /// The line and its mark.
    pub fn of<'a>(&self, chart: &'a ChartModel) -> Option<(&'a Line, &'a Mark)> {
        let line = chart.all_lines().nth(self.line)?;
        Some((line, line.marks.get(self.at)?))
    }
}

/// The number at the cursor in words, with what a reader must know of it.
pub fn read_out(chart: &ChartModel, cursor: Cursor) -> String {
    let Some((line, mark)) = cursor.of(chart) else { return String::new() };
    let share = share_of_whole(chart, cursor, mark).map(words::out_of_whole).unwrap_or_default();
    let change = change(line, mark).unwrap_or_default();
    let mut said = words::read_out(&line.name, mark.year, &mark.with_unit(line.unit()), &format!("{share}{change}"));
    if let Some(found) = line.break_before(mark.year) {
        said.push_str(&words::break_here(found));
    }
    if mark.is_disputed {
        said.push_str(&words::disputed(mark.year));
    }
    unbroken(&said)
}

/// What a part is of the year's whole, where numbers and not shares are shown.
fn share_of_whole(chart: &ChartModel, cursor: Cursor, mark: &Mark) -> Option<String> {
    let whole = chart.whole.as_ref().filter(|_| cursor.line < chart.lines.len())?.marks.get(cursor.at)?;
    match (mark.value?, whole.value?) {
        (Value::Number(part), Value::Number(all)) if !whole.is_disputed => {
            percent(part, all).map(|share| format!("{share}%"))
        }
        _ => None,
    }
}

/// The number nearest to a place of the drawing.
pub fn spot_at(drawing: &Drawing, (x, y): (i32, i32)) -> Option<Cursor> {
    let outside = |from: i32, length: i32, at: i32| (from - at).max(at - from - length).max(0);
    let distance = |spot: &&Spot| outside(spot.x, spot.width, x) + outside(spot.y, spot.height, y);
    let nearest = drawing.spots.iter().min_by_key(distance)?;
    Some(Cursor { line: nearest.line, at: nearest.at })
}
