//! Where bars, years and words stand: one row for each year, bars from zero.
//!
//! Rows lie across so that a number of any length has room beside its bar on a phone. All lengths are
//! whole units of a drawing 320 wide.

use super::model::{Line, Mark};
use super::scale;
use crate::text::statistics as words;

/// Width of the drawing.
pub const WIDTH: i32 = 320;
/// Size of the letters, for guessing widths; the style sheet sets the same.
const LETTER: i32 = 13;
/// Room for `2019` before the bars.
const YEARS: i32 = 38;
/// Between two small panels.
const GUTTER: i32 = 12;
/// Between a bar and its number.
pub const GAP: i32 = 4;

/// A part of the drawing for one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Whether it is one of several: a heading instead of an axis.
    pub is_small: bool,
    /// Where the bars start.
    pub zero: i32,
    /// Where the greatest tick stands.
    pub end: i32,
    /// One for each year, downwards.
    pub rows: Vec<Row>,
    /// Where the meaning changes: the height of the line.
    pub breaks: Vec<i32>,
    /// Top of the rows.
    pub top: i32,
    /// Bottom of the rows.
    pub bottom: i32,
    /// Ticks of the axis: place and number.
    pub ticks: Vec<(i32, u64)>,
}

/// One year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The middle of the row.
    pub middle: i32,
    /// Height of the bar.
    pub thick: i32,
    /// Length of the bar; 0 for nothing to draw.
    pub length: i32,
}

/// The panels of a chart and its height: one over the whole width, or small ones in two columns, all on
/// one scale so that they can be compared.
pub fn panels(lines: &[Line]) -> (Vec<Panel>, i32) {
    let ticks = scale::ticks(greatest(lines));
    let label = lines.iter().flat_map(|line| &line.marks).map(label_width).max().unwrap_or(0);
    if let [line] = lines {
        let panel = panel(line, &ticks, label, (0, 0), WIDTH, false);
        let height = panel.bottom + LETTER + 2 * GAP;
        return (vec![panel], height);
    }
    let width = (WIDTH - GUTTER) / 2;
    let mut panels: Vec<Panel> = Vec::new();
    let mut top = 0;
    for pair in lines.chunks(2) {
        let across = pair.iter().zip([0, width + GUTTER]);
        panels.extend(across.map(|(line, x)| panel(line, &ticks, label, (x, top), width, true)));
        top = panels.iter().map(|panel| panel.bottom).max().unwrap_or(top) + GUTTER;
    }
    (panels, top)
}

fn panel(line: &Line, ticks: &[u64], label: i32, (x, y): (i32, i32), width: i32, is_small: bool) -> Panel {
    let (row, thick, rest) = if is_small { (20, 12, 8) } else { (26, 16, 2 * LETTER + 14) };
    let zero = x + YEARS;
    // A number too long for its panel runs over its edge; the bars stay.
    let end = (x + width - label - 2 * GAP).max(zero + 2 * LETTER);
    let greatest = ticks.last().copied().unwrap_or(1);
    let top = y + if is_small { LETTER + 2 * GAP } else { GAP };
    let mut at = top;
    let (mut rows, mut breaks) = (Vec::new(), Vec::new());
    for mark in &line.marks {
        if line.breaks.iter().any(|found| found.between.1 == mark.year) {
            breaks.push(at + rest / 2);
            at += rest;
        }
        rows.push(Row { middle: at + row / 2, thick, length: length(mark, greatest, end - zero) });
        at += row;
    }
    let ticks = ticks.iter().map(|tick| (zero + along(*tick as f64, greatest, end - zero), *tick)).collect();
    Panel { x, y, is_small, zero, end, rows, breaks, top, bottom: at, ticks }
}

/// A number below zero has no length; one above has at least a sliver, so that it is not taken for zero.
fn length(mark: &Mark, greatest: u64, room: i32) -> i32 {
    let value = mark.value.map_or(0.0, model::Decimal::to_f64);
    if value > 0.0 { along(value, greatest, room).max(1) } else { 0 }
}

fn along(value: f64, greatest: u64, room: i32) -> i32 {
    (value / greatest as f64 * f64::from(room)).round() as i32
}

fn greatest(lines: &[Line]) -> u64 {
    let values = lines.iter().flat_map(|line| &line.marks).filter_map(|mark| mark.value);
    values.max().map_or(0, |value| value.to_f64().ceil() as u64)
}

/// What stands beside a bar.
pub fn label(mark: &Mark) -> String {
    if mark.is_disputed { format!("{} {}", mark.words, words::DISPUTED) } else { mark.words.clone() }
}

fn label_width(mark: &Mark) -> i32 {
    label(mark)
        .chars()
        .map(|letter| match letter {
            '\u{2009}' => 3,
            letter if letter.is_ascii() => 8,
            _ => LETTER,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::measure::{Break, find};
    use model::{Decimal, FormVersion};

    fn line(id: &str, numbers: &[Option<&str>]) -> Line {
        let marks = (2019..).zip(numbers).map(|(year, text)| {
            let value: Option<Decimal> = text.map(|text| text.parse().expect(text));
            let words = value.map_or_else(|| "未公布".to_owned(), Decimal::grouped);
            Mark { year, value, words, is_disputed: false, is_older: false }
        });
        Line { measure: find(id).expect(id), marks: marks.collect(), breaks: Vec::new() }
    }

    fn lengths(panel: &Panel) -> Vec<i32> {
        panel.rows.iter().map(|row| row.length).collect()
    }

    #[test]
    fn bars_start_at_zero_and_are_as_long_as_their_numbers() {
        let (panels, _) =
            panels(&[line("reviews", &[Some("40"), Some("20"), Some("10"), Some("0"), None, Some("-3")])]);
        let room = panels[0].end - panels[0].zero;
        assert_eq!(panels[0].ticks.first().copied(), Some((panels[0].zero, 0)));
        assert_eq!(panels[0].ticks.last().copied(), Some((panels[0].end, 40)));
        let expected = [room, (room + 1) / 2, (room + 2) / 4, 0, 0, 0];
        assert_eq!(lengths(&panels[0]), expected);
    }

    #[test]
    fn a_small_number_beside_a_great_one_still_has_a_bar() {
        let (panels, _) = panels(&[line("licences", &[Some("10690"), Some("1")])]);
        assert_eq!(lengths(&panels[0])[1], 1);
    }

    #[test]
    fn the_longest_number_and_its_sign_stay_inside_the_drawing() {
        let mut long = line("fees", &[Some("24252.311082"), Some("999999999999999999"), Some("0.000001")]);
        long.marks[1].is_disputed = true;
        for lines in [vec![long.clone()], vec![line("reviews", &[Some("218")]), line("lawsuits", &[Some("1000")])]] {
            for panel in panels(&lines).0 {
                assert!(panel.end > panel.zero, "room for bars");
            }
        }
        let (panels, _) = panels(std::slice::from_ref(&long));
        for (row, mark) in panels[0].rows.iter().zip(&long.marks) {
            assert!(panels[0].zero + row.length + GAP + label_width(mark) <= WIDTH, "{}", mark.words);
        }
    }

    #[test]
    fn small_panels_share_one_scale_and_do_not_overlap() {
        let lines =
            [("granted", "71"), ("refused", "39"), ("unavailable", "75")].map(|(id, n)| line(id, &[Some(n), None]));
        let (panels, height) = panels(&lines);
        assert!(panels.iter().all(|panel| panel.ticks.last().map(|tick| tick.1) == Some(80)));
        assert!(panels[0].end < panels[1].x && panels[0].y == panels[1].y);
        assert!(panels[2].y >= panels[0].bottom && height >= panels[2].bottom);
    }

    #[test]
    fn a_break_takes_a_place_of_its_own_between_its_years() {
        let mut broken = line("normative_issued", &[Some("1"), Some("2"), Some("3")]);
        broken.breaks =
            vec![Break { between: (2020, 2021), forms: (FormVersion::V2019, FormVersion::V2021), reason: "" }];
        let (panels, _) = panels(&[broken]);
        let [at] = panels[0].breaks[..] else { panic!("one break") };
        assert!(panels[0].rows[1].middle + 13 < at && at < panels[0].rows[2].middle - 13);
    }
}
