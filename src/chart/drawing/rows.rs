//! One row for each year, with bars from zero: a single measure, the parts of a whole, or small panels.
//!
//! Rows lie across so that a number of any length has room beside its bar on a phone.

use super::{Anchor, Drawing, GAP, Ink, LETTER, Spot, WIDTH, along, label, line, scale, width_of};
use crate::chart::model::{ChartModel, Line, MOST_BARS, Mark};
use crate::chart::summary::newest_at;
use crate::text::statistics as words;
use model::Decimal;
use model::measure::{Break, Value};

/// Room for `2019` before the bars.
const YEARS: i32 = 38;
/// Between two small panels.
const GUTTER: i32 = 12;
/// From one name of a part to the next.
const NAME_ROW: i32 = 18;

/// Where the rows of a panel go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Left edge.
    pub x: i32,
    /// Top edge of the first row.
    pub top: i32,
    /// Width of the panel.
    pub width: i32,
    /// Room for numbers after the bars.
    pub label: i32,
    /// The number whose bar has all the room.
    pub greatest: u64,
    /// Whether it is one of several.
    pub is_small: bool,
    /// Whether there are so many years that their rows are low, without numbers within the bars.
    pub is_dense: bool,
}

impl Place {
    fn zero(&self) -> i32 {
        self.x + YEARS
    }

    /// Where the longest bar ends. A number too long for its panel runs over its edge; the bars stay.
    fn end(&self) -> i32 {
        (self.x + self.width - self.label - 2 * GAP).max(self.zero() + 2 * LETTER)
    }

    /// Where a number ends.
    fn along(&self, value: f64) -> i32 {
        self.zero() + along(value, self.greatest, self.end() - self.zero())
    }

    /// Height of a row. Many years stand closer.
    fn row(&self) -> i32 {
        match (self.is_dense, self.is_small) {
            (true, _) => 16,
            (_, true) => 20,
            _ => 26,
        }
    }

    fn thick(&self) -> i32 {
        if self.is_small || self.is_dense { 12 } else { 16 }
    }

    /// Room between two forms: their documents, where there is width for them.
    fn rest(&self) -> i32 {
        if self.is_small { 8 } else { 2 * LETTER + 14 }
    }

    fn height(&self, line: &Line) -> i32 {
        line.marks.len() as i32 * self.row() + line.breaks.len() as i32 * self.rest()
    }
}

/// The one number that there is of each line, large.
pub(super) fn big(chart: &ChartModel, drawing: &mut Drawing) {
    for (index, line) in chart.lines.iter().enumerate() {
        let at = newest_at(line).unwrap_or(0);
        let Some(mark) = line.marks.get(at) else { continue };
        let (ink, y) = (if mark.value.is_some() { Ink::Big } else { Ink::Missing }, drawing.height);
        let sign = if mark.is_disputed { words::DISPUTED } else { "" };
        let of = if chart.lines.len() > 1 { line.name.as_str() } else { "" };
        let number = mark.with_unit(line.measure.unit) + sign;
        drawing.text(ink, (0, y + 34), Anchor::Start, number);
        drawing.text(Ink::Quiet, (0, y + 54), Anchor::Start, words::glance_name(mark.year, of));
        drawing.spots.push(Spot { line: index, at, x: 0, y, width: WIDTH, height: 60 });
        drawing.height += 64;
    }
}

/// A bar for each year, over the whole width: of one line, or of the parts of a whole, which are named under the newest.
pub(super) fn bars(chart: &ChartModel, drawing: &mut Drawing) {
    let Some(line) = chart.whole.as_ref().or(chart.lines.first()) else { return };
    let (mut most, mut room) = (0.0, 0);
    for (at, mark) in line.marks.iter().enumerate() {
        let mut sum = 0.0;
        for part in &chart.lines {
            sum += part.marks.get(at).map_or(0.0, size);
        }
        most = sum.max(most);
        room = width_of(&total_label(chart, at, mark)).max(room);
    }
    let place = Place {
        x: 0,
        top: LETTER + 2 * GAP,
        width: WIDTH,
        label: room,
        greatest: (most.ceil() as u64).max(1),
        is_small: false,
        is_dense: line.marks.len() > MOST_BARS,
    };
    axis(drawing, &place, place.top + place.height(line));
    let newest = rows(drawing, &chart.lines, 0, line, &place, &|at, mark| total_label(chart, at, mark));
    drawing.height = place.top + place.height(line) + GAP;
    if chart.whole.is_some() {
        names(drawing, chart, &newest, &place);
    }
}

/// A small panel for each line, two beside each other, all on one scale so that they can be compared.
pub(super) fn panels(chart: &ChartModel, drawing: &mut Drawing) {
    let (mut most, mut room, width) = (0.0, 0, (WIDTH - GUTTER) / 2);
    for mark in chart.lines.iter().flat_map(|line| &line.marks) {
        most = size(mark).max(most);
        room = width_of(&label(mark)).max(room);
    }
    let greatest = (most.ceil() as u64).max(1);
    for (index, line) in chart.lines.iter().enumerate() {
        let (side, is_last) = (index as i32 % 2, index % 2 == 1 || index + 1 == chart.lines.len());
        let (x, y) = (side * (width + GUTTER), drawing.height);
        let place =
            Place { x, top: y + LETTER + 2 * GAP, width, label: room, greatest, is_small: true, is_dense: false };
        drawing.text(Ink::Name, (x, y + LETTER), Anchor::Start, line.name.clone());
        let end = if line.marks.len() > MOST_BARS {
            line::small(drawing, line, index, &place)
        } else {
            rows(drawing, std::slice::from_ref(line), index, line, &place, &|_, mark| label(mark));
            place.top + place.height(line)
        };
        if is_last {
            drawing.height = end + GUTTER;
        }
    }
}

/// The rows of a line, downwards; of a whole, with a segment for each part. Gives the segments of the newest year that
/// has any.
fn rows(
    drawing: &mut Drawing,
    parts: &[Line],
    first: usize,
    whole: &Line,
    place: &Place,
    label: &dyn Fn(usize, &Mark) -> String,
) -> Vec<Spot> {
    let (zero, thick, is_stack) = (place.zero(), place.thick(), parts.len() > 1);
    drawing.line(Ink::Zero, (zero, place.top), "V", place.top + place.height(whole));
    let (mut top, mut newest) = (place.top, Vec::new());
    for (at, mark) in whole.marks.iter().enumerate() {
        if let Some(found) = whole.break_before(mark.year) {
            break_line(drawing, found, place, top + place.rest() / 2);
            top += place.rest();
        }
        let y = top + (place.row() - thick) / 2;
        let (mut sum, mut x) = (0.0, zero);
        let mut segments = Vec::new();
        for (line, part) in parts.iter().enumerate() {
            let Some(part) = part.marks.get(at) else { continue };
            sum += size(part);
            // Ends are rounded, not widths: so the whole bar is as long as its sum. And a sliver is not taken for zero.
            let end = place.along(sum).max(x + i32::from(size(part) > 0.0));
            let segment = Spot { line: first + line, at, x, y, width: end - x, height: thick };
            bar(drawing, place, &segment, part, is_stack);
            segments.push(segment);
            x = end;
        }
        if is_stack && mark.is_disputed {
            drawing.stroke_box(Ink::Disputed, (zero, y), (x - zero).max(1), thick);
        }
        let ink = if mark.value.is_some() { Ink::Value } else { Ink::Missing };
        drawing.text(Ink::Quiet, (place.x, y + thick - 3), Anchor::Start, mark.year.to_string());
        drawing.text(ink, (x + GAP, y + thick - 3), Anchor::Start, label(at, mark));
        let (line, x) = if is_stack { (parts.len(), x + 1) } else { (first, place.x) };
        drawing.spots.push(Spot { line, at, x, y: top, width: place.x + place.width - x, height: place.row() });
        if is_stack {
            drawing.spots.extend(&segments);
        }
        if sum > 0.0 {
            newest = segments;
        }
        top += place.row();
    }
    newest
}

fn bar(drawing: &mut Drawing, place: &Place, segment: &Spot, mark: &Mark, is_stack: bool) {
    let Spot { line, x, y, width, height, .. } = *segment;
    if width == 0 {
        return;
    }
    let ink = match (is_stack, mark.is_older) {
        (true, _) => Ink::Series(line),
        (false, true) => Ink::Older,
        (false, false) => Ink::Series(0),
    };
    if mark.is_disputed && !is_stack {
        drawing.stroke_box(Ink::Disputed, (x, y), width, height);
    } else {
        drawing.fill_box(ink, (x, y), width, height);
    }
    if is_stack && !place.is_dense && width_of(&mark.words) + 2 <= width {
        drawing.text(Ink::Inside, (x + width / 2, y + height - 3), Anchor::Middle, mark.words.clone());
    }
}

/// What stands after a year's bar: the number; of a whole that its parts contradict, both numbers.
fn total_label(chart: &ChartModel, at: usize, mark: &Mark) -> String {
    let mut sum = chart.whole.as_ref().map(|_| Decimal::ZERO);
    for line in &chart.lines {
        let part = line.marks.get(at).and_then(|part| counted(part.value));
        sum = sum.zip(part).and_then(|(sum, part)| sum.checked_add(part));
    }
    match (counted(mark.value), sum) {
        (Some(printed), Some(sum)) if printed != sum => words::printed_and_added(&printed.grouped(), &sum.grouped()),
        _ => label(mark),
    }
}

/// The count behind a value.
fn counted(value: Option<Value>) -> Option<Decimal> {
    match value? {
        Value::Number(number) | Value::Share { part: number, .. } => Some(number),
    }
}

/// How long a number is drawn; 0 for none and for numbers below zero. Parts too few for a percentage still take their
/// room in the whole.
fn size(mark: &Mark) -> f64 {
    let size = match mark.value {
        Some(Value::Share { part, whole }) if mark.amount.is_none() && !mark.is_disputed => {
            100.0 * part.to_f64() / whole.to_f64().max(1.0)
        }
        _ => mark.amount.map_or(0.0, Decimal::to_f64),
    };
    size.max(0.0)
}

/// Each part's name under its segment of the newest year, the rightmost first, so that no leader runs through a name.
/// Parts that the newest year does not have stand below.
fn names(drawing: &mut Drawing, chart: &ChartModel, newest: &[Spot], place: &Place) {
    for is_drawn in [true, false] {
        for segment in newest.iter().rev().filter(|segment| (segment.width > 0) == is_drawn) {
            let Some(part) = chart.lines.get(segment.line) else { continue };
            let Some(mark) = part.marks.get(segment.at) else { continue };
            let words = format!("{} {}", part.name, label(mark));
            drawing.height += NAME_ROW;
            let (mut x, y) = (place.zero() + 5, drawing.height);
            if is_drawn {
                x = segment.x + segment.width / 2;
                drawing.line(Ink::Leader, (x, segment.y + segment.height), "V", y - 10);
            }
            drawing.fill_box(Ink::Series(segment.line), (x - 5, y - 10), 10, 10);
            let is_within = x + 9 + width_of(&words) <= WIDTH;
            let (x, anchor) = if is_within { (x + 9, Anchor::Start) } else { (x - 9, Anchor::End) };
            drawing.text(Ink::Value, (x, y), anchor, words);
        }
    }
    drawing.height += 2 * GAP;
}

/// Lines at round numbers, as far as the longest bar goes.
fn axis(drawing: &mut Drawing, place: &Place, bottom: i32) {
    for tick in scale::ticks(place.greatest).into_iter().filter(|tick| *tick <= place.greatest) {
        let x = place.along(tick as f64);
        drawing.line(Ink::Grid, (x, place.top), "V", bottom);
        drawing.text(Ink::Quiet, (x, place.top - GAP - 2), Anchor::Middle, scale::tick_words(tick));
    }
}

/// Between the years of two forms, with the documents that set them where there is room.
fn break_line(drawing: &mut Drawing, found: &Break, place: &Place, at: i32) {
    let end = if place.is_small { place.end() } else { WIDTH };
    drawing.line(Ink::Break, (place.x, at), "H", end);
    if !place.is_small {
        let before = found.before.map_or(words::BEFORE_FORMS, |form| form.document());
        drawing.text(Ink::Quiet, (place.x, at - 5), Anchor::Start, format!("↑ {before}"));
        drawing.text(Ink::Quiet, (place.x, at + 15), Anchor::Start, format!("↓ {}", found.after.document()));
    }
}
