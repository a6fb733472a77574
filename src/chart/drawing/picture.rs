//! A drawing as a file of its own, with its title, its source and the day in the picture. No style sheet goes with it,
//! so everything is said by attributes; it is always light.

use super::svg::{INK, Look, look, paths, text, tiles, words};
use super::{Anchor, Drawing, Ink, LETTER, WIDTH, width_of};
use crate::chart::model::ChartModel;
use crate::html::{Element, el};
use crate::text::statistics as words;
use model::Report;

/// What a picture says of where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credits {
    /// Whose numbers they are.
    pub counties: String,
    /// The reports, and the day of the newest.
    pub source: String,
    /// Where the chart can be seen, where that is known.
    pub address: Option<String>,
}

impl Credits {
    /// The credits for the reports of these counties, each by its name.
    pub fn of<'r, R: Iterator<Item = &'r Report>>(
        counties: impl Iterator<Item = (&'r str, R)>,
        address: Option<String>,
    ) -> Self {
        let (mut names, mut reported, mut to, mut published) = (String::new(), String::new(), None, None);
        for (name, reports) in counties {
            let comma = if names.is_empty() { "" } else { "、" };
            names = names + comma + name;
            reported = reported + comma + name;
            let (mut first, mut last) = (u16::MAX, 0);
            for report in reports {
                (first, last) = (report.year.min(first), report.year.max(last));
                to = report.period.map(|period| period.to).max(to);
                published = report.published.max(published);
            }
            if last > 0 {
                reported += &words::years(first, last);
            }
        }
        Self { counties: names, source: words::source(&reported, to, published), address }
    }
}

/// Around everything.
const MARGIN: i32 = 12;
/// From one line of text to the next.
const LEADING: i32 = 18;

/// The whole file, as an element.
pub fn picture(chart: &ChartModel, drawing: &Drawing, credits: &Credits) -> Element {
    let width = WIDTH + 2 * MARGIN;
    let (mut y, mut parts) = (MARGIN, Vec::new());
    let title = words::picture_title(&credits.counties, &chart.full_title());
    write(Ink::Name, &title, &mut y, &mut parts);
    write(Ink::Quiet, &chart.summary, &mut y, &mut parts);
    let top = y + MARGIN;
    y = top + drawing.height;
    for note in &chart.notes {
        write(Ink::Quiet, note, &mut y, &mut parts);
    }
    write(Ink::Quiet, &credits.source, &mut y, &mut parts);
    if let Some(address) = &credits.address {
        write(Ink::Quiet, address, &mut y, &mut parts);
    }
    let height = y + MARGIN;
    let tiles =
        tiles(|(_, colour, _), tile| with(tile, &[("stroke", colour), ("stroke-width", "2"), ("fill", "none")]));
    let file = [("xmlns", "http://www.w3.org/2000/svg"), ("font-family", "system-ui, sans-serif"), ("font-size", "13")];
    with(el("svg"), &file)
        .attr("viewBox", format!("0 0 {width} {height}"))
        .attr("width", (2 * width).to_string())
        .attr("height", (2 * height).to_string())
        .kid(el("title").kid(title))
        .kid(tiles)
        .kid(with(el("rect"), &[("width", "100%"), ("height", "100%"), ("fill", "#ffffff")]))
        .kid(parts)
        .kid(
            el("g")
                .attr("transform", format!("translate({MARGIN} {top})"))
                .kid(paths(drawing, dress))
                .kid(words(&drawing.texts, dress)),
        )
}

/// Lines of text below each other from `y` on.
#[inline(never)]
fn write(ink: Ink, words: &str, y: &mut i32, parts: &mut Vec<Element>) {
    for line in wrapped(words, WIDTH) {
        *y += LEADING;
        parts.push(dress(ink, text(MARGIN, *y, Anchor::Start).kid(line)));
    }
}

/// Says by attributes what a style sheet says on a page.
fn dress(ink: Ink, shape: Element) -> Element {
    let Look { fill, stroke, width, .. } = look(ink);
    let mut shape = with(shape, &[("stroke", stroke), ("stroke-width", width), ("paint-order", "stroke")]);
    // What has a pattern says so itself.
    if !fill.is_empty() {
        shape = shape.attr("fill", *fill);
    }
    match ink {
        Ink::Break => shape.attr("stroke-dasharray", "5 3"),
        Ink::Big => shape.attr("font-size", "30").attr("font-weight", "700"),
        _ if *fill == INK => shape.attr("font-weight", "600"),
        _ => shape,
    }
}

/// With all these attributes.
#[inline(never)]
fn with(shape: Element, attributes: &[(&'static str, &'static str)]) -> Element {
    attributes.iter().fold(shape, |shape, (name, value)| shape.attr(name, *value))
}

/// Lines no wider than this at the usual size of letters. Numbers and Latin words stay whole, and no line begins with
/// what ends a sentence or a bracket; an address breaks between what it asks for.
fn wrapped(words: &str, width: i32) -> Vec<String> {
    let (mut lines, mut line, mut piece) = (Vec::new(), String::new(), String::new());
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        piece.push(letter);
        let is_joined = letters.peek().is_some_and(|next| {
            (letter.is_ascii_graphic() && next.is_ascii_graphic() && !matches!(letter, '?' | '&'))
                || matches!(next, '，' | '。' | '；' | '：' | '、' | '）' | '”' | '\u{202f}')
                || letter == '\u{202f}'
        });
        if is_joined && width_of(&piece) < width - 2 * LETTER {
            continue;
        }
        if width_of(&line) + width_of(&piece) > width {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(&std::mem::take(&mut piece));
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_not_within_numbers() {
        for (words, width, expected) in [
            ("甲乙丙", 26, &["甲乙", "丙"][..]),
            ("在2026年3月10日公布", 60, &["在2026", "年3月10", "日公布"]),
            ("甲乙（丙丁）。", 52, &["甲乙（丙", "丁）。"]),
            ("http://a.cn/?m=settled&from=2020", 130, &["http://a.cn/?", "m=settled&", "from=2020"]),
            ("", 26, &[""]),
        ] {
            assert_eq!(wrapped(words, width), expected, "{words}");
        }
    }
}
