//! A chart as SVG, its numbers as a table, its meaning in words.

use super::bars::{self, GAP, Panel, WIDTH};
use super::model::{ChartModel, Line, Mark};
use super::scale;
use crate::html::{Element, Kid, Node, el};
use crate::row;
use crate::text::statistics as words;
use model::measure::{Break, Measure};
use model::{FormVersion, TableId, check};

/// The chart with its heading, sentence, drawing, table and proof. `href` gives the address of the table
/// in a year's report.
pub fn chart_view(chart: &ChartModel, href: &dyn Fn(u16, TableId) -> String) -> Node {
    let heading = format!("{}-name", chart.id);
    let class = if chart.lines.len() > 1 { "gk-chart gk-chart--parts" } else { "gk-chart" };
    let name = words::with_unit(&chart.title, chart.unit);
    let notes = Node::all(chart.notes.iter().map(|note| el("li").kid(note.clone())));
    let notes = (!chart.notes.is_empty()).then(|| el("ul").class("gk-chart__notes").kid(notes));
    el("article")
        .class(class)
        .attr("id", chart.id.clone())
        .attr("aria-labelledby", heading.clone())
        .kid(el("h3").class("gk-chart__name").attr("id", heading).kid(name))
        .kid(chart.definition.map(|definition| el("p").class("gk-chart__definition").kid(definition)))
        .kid(el("p").class("gk-chart__summary").kid(chart.summary.clone()))
        .kid(el("div").class("gk-chart__body").kid(drawing(chart)).kid(table(chart, href)))
        .kid(notes)
        .kid(proof(chart))
        .into()
}

fn drawing(chart: &ChartModel) -> Element {
    let (panels, height) = bars::panels(&chart.lines);
    let [title, description, hatch] = ["title", "desc", "hatch"].map(|part| format!("{}-{part}", chart.id));
    let fill = format!("url(#{hatch})");
    let pattern = el("pattern")
        .attr("id", hatch)
        .attr("width", "6")
        .attr("height", "6")
        .attr("patternUnits", "userSpaceOnUse")
        .attr("patternTransform", "rotate(45)")
        .kid(shape("rect", "gk-chart__hatch", &[("width", 2), ("height", 6)]));
    let svg = el("svg")
        .class("gk-chart__svg")
        .attr("viewBox", format!("0 0 {WIDTH} {height}"))
        .attr("role", "img")
        .attr("direction", "ltr")
        .attr("aria-labelledby", title.clone())
        .attr("aria-describedby", description.clone())
        .kid(el("title").attr("id", title).kid(full_title(chart)))
        .kid(el("desc").attr("id", description).kid(chart.summary.clone()))
        .kid(el("defs").kid(pattern))
        .kid(Node::all(chart.lines.iter().zip(&panels).map(|(line, place)| panel(line, place, &fill))));
    el("div").class("gk-chart__box").kid(svg)
}

/// What is counted, in what, and when.
fn full_title(chart: &ChartModel) -> String {
    let title = words::with_unit(&chart.title, chart.unit);
    match (chart.years.first(), chart.years.last()) {
        (Some(first), Some(last)) => format!("{title}，{}", words::years(*first, *last)),
        _ => title,
    }
}

fn panel(line: &Line, place: &Panel, hatch: &str) -> Element {
    let head = if place.is_small {
        text_at(place.x, place.y + 13, "gk-chart__part", line.measure.name).into()
    } else {
        axis(place)
    };
    let breaks = line.breaks.iter().zip(&place.breaks);
    el("g")
        .kid(head)
        .kid(stroke("gk-chart__zero", (place.zero, place.zero), (place.top, place.bottom)))
        .kid(Node::all(line.marks.iter().zip(&place.rows).map(|(mark, row)| year(mark, place, row, hatch))))
        .kid(Node::all(breaks.map(|(found, at)| break_line(found, place, *at))))
}

fn axis(place: &Panel) -> Node {
    Node::all(place.ticks.iter().map(|(x, tick)| {
        let line = stroke("gk-chart__grid", (*x, *x), (place.top, place.bottom));
        row![line, text_at(*x, place.bottom + 13 + GAP, "gk-chart__tick", scale::tick_words(*tick))]
    }))
}

fn year(mark: &Mark, place: &Panel, row: &bars::Row, hatch: &str) -> Node {
    let baseline = row.middle + 5;
    let class = if mark.value.is_some() { "gk-chart__value" } else { "gk-chart__gap" };
    row![
        text_at(place.x, baseline, "gk-chart__year", mark.year.to_string()),
        (row.length > 0).then(|| bar(mark, place, row, hatch)),
        text_at(place.zero + row.length + GAP, baseline, class, bars::label(mark)),
    ]
}

fn bar(mark: &Mark, place: &Panel, row: &bars::Row, hatch: &str) -> Element {
    let class = match (mark.is_older, mark.is_disputed) {
        (false, false) => "gk-chart__bar",
        (true, false) => "gk-chart__bar--older",
        (false, true) => "gk-chart__bar gk-chart__bar--disputed",
        (true, true) => "gk-chart__bar--older gk-chart__bar--disputed",
    };
    let top = row.middle - row.thick / 2;
    let bar = shape("rect", class, &[("x", place.zero), ("y", top), ("width", row.length), ("height", row.thick)]);
    if mark.is_older { bar.attr("fill", hatch.to_owned()) } else { bar }
}

/// Between the years of two forms, with the documents that set them where there is room.
fn break_line(found: &Break, place: &Panel, at: i32) -> Node {
    let end = if place.is_small { place.end } else { WIDTH };
    let document = |mark, form: FormVersion, y| {
        let words = format!("{mark} {}", form.document());
        (!place.is_small).then(|| text_at(place.x, y, "gk-chart__form", words))
    };
    row![
        stroke("gk-chart__break", (place.x, end), (at, at)),
        document("↑", found.forms.0, at - 5),
        document("↓", found.forms.1, at + 15),
    ]
}

fn stroke(class: &'static str, x: (i32, i32), y: (i32, i32)) -> Element {
    shape("line", class, &[("x1", x.0), ("x2", x.1), ("y1", y.0), ("y2", y.1)])
}

fn text_at(x: i32, y: i32, class: &'static str, words: impl Kid) -> Element {
    shape("text", class, &[("x", x), ("y", y)]).kid(words)
}

fn shape(tag: &'static str, class: &'static str, lengths: &[(&'static str, i32)]) -> Element {
    lengths.iter().fold(el(tag).class(class), |shape, (name, length)| shape.attr(name, length.to_string()))
}

/// The numbers of the drawing, each with a link to the table that prints it.
fn table(chart: &ChartModel, href: &dyn Fn(u16, TableId) -> String) -> Element {
    let caption = full_title(chart);
    let column = |name| el("th").attr("scope", "col").kid(name);
    let names = Node::all(chart.lines.iter().map(|line| column(line.measure.name)));
    let breaks = chart.breaks();
    let columns = chart.lines.len() + 1;
    let rows = Node::all(chart.years.iter().enumerate().map(|(at, year)| {
        let before = breaks.iter().filter(|found| found.between.1 == *year);
        let cells = chart.lines.iter().filter_map(|line| Some(cell(line.measure, line.marks.get(at)?, href)));
        let year = el("th").attr("scope", "row").kid(year.to_string());
        row![Node::all(before.map(|found| break_row(found, columns))), el("tr").kid(year).kid(Node::all(cells))]
    }));
    let scroll = el("div").class("gk-chart__scroll");
    // Only a wide table can scroll sideways; the keyboard must reach what scrolls.
    let scroll = if chart.lines.len() > 1 {
        scroll.attr("role", "region").attr("tabindex", "0").attr("aria-label", caption.clone())
    } else {
        scroll
    };
    scroll.kid(
        el("table")
            .class("gk-chart__table")
            .kid(el("caption").class("gk-visually-hidden").kid(caption))
            .kid(el("thead").kid(el("tr").kid(column(words::YEAR)).kid(names)))
            .kid(el("tbody").kid(rows)),
    )
}

fn break_row(found: &Break, columns: usize) -> Element {
    let form = |mark, form: FormVersion| el("span").kid(format!("{mark} {}", form.document()));
    let cell = el("td").class("gk-chart__forms").attr("colspan", columns.to_string());
    el("tr").kid(cell.kid(form("↑", found.forms.0)).kid(form("↓", found.forms.1)))
}

fn cell(measure: &Measure, mark: &Mark, href: &dyn Fn(u16, TableId) -> String) -> Element {
    let cell =
        el("td").class("gk-chart__number").attr("data-measure", measure.id).attr("data-year", mark.year.to_string());
    let cell = match mark.value {
        Some(value) => cell
            .attr("data-value", value.to_string())
            .kid(el("a").attr("href", href(mark.year, measure.table)).kid(mark.words.clone())),
        None => cell.kid(mark.words.clone()),
    };
    let sign = el("span").attr("aria-hidden", "true").kid(words::DISPUTED);
    let words = el("span").class("gk-visually-hidden").kid(format!("（{}）", words::DISPUTED_WORDS));
    cell.kid(mark.is_disputed.then(|| row![sign, words]))
}

/// The cells of the form that every number is made of, and whether the forms count the same.
fn proof(chart: &ChartModel) -> Element {
    let is_part = chart.definition.is_none();
    let of = |line: &Line| {
        let measure = line.measure;
        let forms = [FormVersion::V2019, FormVersion::V2021].map(|form| (form, cells(measure, form)));
        let [(_, old), (_, new)] = &forms;
        let forms = if old == new {
            row![el("dt").kid(words::BOTH_FORMS), el("dd").kid(new.clone())]
        } else {
            Node::all(
                forms
                    .into_iter()
                    .map(|(form, cells)| row![el("dt").kid(words::form_of(form.document())), el("dd").kid(cells)]),
            )
        };
        let head = is_part.then(|| row![el("h4").kid(measure.name), el("p").kid(measure.definition)]);
        row![head, el("dl").kid(forms), el("p").kid(measure.across.reason())]
    };
    el("details")
        .class("gk-chart__proof")
        .kid(el("summary").kid(words::PROOF))
        .kid(Node::all(chart.lines.iter().map(of)))
}

/// `表三“总计”一列：（一）予以公开`. The cells of a measure stand in one column or in one row.
fn cells(measure: &Measure, version: FormVersion) -> String {
    let cells = measure.cells(version);
    let row_name = |row: &str| check::row_name(measure.table, version, row);
    let column_name = |row: &str, column: &str| check::column_name(measure.table, version, row, column);
    let Some((first_row, first_column)) = cells.first() else { return words::NOT_COUNTED.to_owned() };
    let table = check::table_name(measure.table);
    if cells.iter().all(|(_, column)| column == first_column) {
        let rows: Vec<String> = cells.iter().map(|(row, _)| row_name(row)).collect();
        words::column_of(table, &column_name(first_row, first_column), &rows.join(words::PLUS))
    } else {
        let columns: Vec<String> = cells.iter().map(|(row, column)| column_name(row, column)).collect();
        words::row_of(table, &row_name(first_row), &columns.join(words::PLUS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::charts_of;
    use model::Report;
    use model::measure::{CheckedReport, Group};

    /// The real years of the example county.
    fn pingtan() -> Vec<Report> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/pingtan/reports");
        let read = |year| std::fs::read(folder.join(format!("{year}.json"))).unwrap_or_else(|error| panic!("{error}"));
        (2019..=2025).map(|year| model::decode(&read(year)).unwrap_or_else(|error| panic!("{error}"))).collect()
    }

    fn all_charts(reports: &[Report], unloaded: &[u16]) -> Vec<ChartModel> {
        let checked: Vec<_> = reports.iter().map(CheckedReport::new).collect();
        Group::ALL.into_iter().flat_map(|group| charts_of(group, &checked, unloaded)).collect()
    }

    fn html(chart: &ChartModel) -> String {
        let href = |year: u16, table: TableId| format!("/gk/reports/{year}#s{}", table.section());
        chart_view(chart, &href).to_html()
    }

    /// What stands between `before` and `after`, each time.
    fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
        text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
    }

    /// The words of the drawing's texts of this class, in order.
    fn words_of(html: &str, class: &str) -> Vec<String> {
        let texts = between(html, "<text", "</text>").into_iter().filter_map(|text| text.split_once('>'));
        let of_class = texts.filter(|(attributes, _)| attributes.contains(&format!("class=\"{class}\"")));
        of_class.map(|(_, words)| words.to_owned()).collect()
    }

    fn marks(chart: &ChartModel) -> impl Iterator<Item = (&'static Measure, &Mark)> {
        chart.lines.iter().flat_map(|line| line.marks.iter().map(|mark| (line.measure, mark)))
    }

    #[test]
    fn drawing_and_table_show_every_number_of_the_model_and_no_other() {
        for chart in all_charts(&pingtan(), &[]) {
            let html = html(&chart);
            let labels = |has_value: bool| {
                let some = marks(&chart).filter(|(_, mark)| mark.value.is_some() == has_value);
                some.map(|(_, mark)| bars::label(mark)).collect::<Vec<_>>()
            };
            assert_eq!(words_of(&html, "gk-chart__value"), labels(true), "{}", chart.id);
            assert_eq!(words_of(&html, "gk-chart__gap"), labels(false), "{}", chart.id);
            for (measure, mark) in marks(&chart) {
                let place = format!("data-measure=\"{}\" data-year=\"{}\"", measure.id, mark.year);
                let cells = between(&html, &place, "</td>");
                let [cell] = cells[..] else { panic!("{place}: {} cells", cells.len()) };
                let value = mark.value.map(|value| format!(" data-value=\"{value}\""));
                assert_eq!(cell.contains("data-value"), value.is_some(), "{place}");
                assert!(cell.contains(&value.unwrap_or_default()) && cell.contains(&mark.words), "{place}: {cell}");
            }
            assert_eq!(between(&html, "data-measure=\"", "\"").len(), marks(&chart).count(), "{}", chart.id);
        }
    }

    #[test]
    fn every_number_of_a_sentence_is_a_year_a_number_of_the_model_or_worked_out_from_them() {
        for chart in all_charts(&pingtan(), &[]).into_iter().filter(|chart| chart.definition.is_some()) {
            let [line] = &chart.lines[..] else { panic!("{}", chart.id) };
            let known: Vec<_> = line.marks.iter().filter_map(|mark| mark.value).collect();
            let mut allowed: Vec<String> = chart.years.iter().map(u16::to_string).collect();
            for value in &known {
                allowed.push(value.grouped());
                let differences = known.iter().filter_map(|other| value.checked_add(other.negated()));
                allowed.extend(differences.map(model::Decimal::grouped));
            }
            let is_number = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == '\u{2009}';
            let summary = chart.summary.replace('\u{202f}', "\u{2009}");
            for number in summary.split(|letter| !is_number(letter)).filter(|number| !number.is_empty()) {
                assert!(allowed.iter().any(|known| known == number), "{}: {number} in {}", chart.id, chart.summary);
            }
        }
    }

    #[test]
    fn the_drawing_has_a_name_and_a_description() {
        for chart in all_charts(&pingtan(), &[]) {
            let html = html(&chart);
            let svg = between(&html, "<svg", "</svg>")[0];
            for (attribute, element) in [("aria-labelledby", "title"), ("aria-describedby", "desc")] {
                let id = between(svg, &format!("{attribute}=\""), "\"")[0];
                let words = between(svg, &format!("<{element} id=\"{id}\">"), "</")[0];
                assert!(words.contains(if element == "title" { chart.title.as_str() } else { "年" }), "{words}");
            }
            assert!(svg.contains("role=\"img\"") && !html.contains("style="), "{}", chart.id);
        }
    }

    #[test]
    fn where_the_form_changed_drawing_table_and_note_name_both_documents() {
        let charts = all_charts(&pingtan(), &[]);
        let issued = charts.iter().find(|chart| chart.id == "normative_issued").expect("the chart");
        let html = html(issued);
        for document in ["国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"] {
            let parts = ["</svg>", "</table>", "gk-chart__notes", "gk-chart__proof"];
            let mut rest = html.as_str();
            for part in parts {
                let (before, after) = rest.split_once(part).expect(part);
                assert!(part == "gk-chart__notes" || before.contains(document), "{document} before {part}");
                rest = after;
            }
        }
        assert_eq!(html.matches("gk-chart__bar--older").count(), 1, "2019 has a number, 2020 none");
        let received = charts.iter().find(|chart| chart.id == "received").expect("the chart");
        assert!(!self::html(received).contains("gk-chart__break"), "the definition did not change");
    }

    #[test]
    fn a_year_that_contradicts_itself_is_marked_in_drawing_table_and_note() {
        let charts = all_charts(&pingtan(), &[]);
        let settled = html(charts.iter().find(|chart| chart.id == "settled").expect("the chart"));
        let (drawing, rest) = settled.split_once("</svg>").expect("the drawing");
        let (table, notes) = rest.split_once("</table>").expect("the table");
        assert!(drawing.contains("21 ※") && drawing.contains("gk-chart__bar--disputed"));
        let cell = between(table, "data-year=\"2020\"", "</td>")[0];
        assert!(cell.contains(words::DISPUTED_WORDS), "{cell}");
        assert!(notes.contains("※2020年") && notes.contains("公布为 21，各项相加为 27"), "{notes}");
    }

    #[test]
    fn a_year_that_did_not_come_or_is_not_there_is_neither_zero_nor_unpublished() {
        let mut reports = pingtan();
        reports.retain(|report| ![2020, 2022, 2025].contains(&report.year));
        let charts = all_charts(&reports, &[2022, 2025]);
        let received = charts.iter().find(|chart| chart.id == "received").expect("the chart");
        let words: Vec<_> = received.lines[0].marks.iter().map(|mark| (mark.year, mark.words.as_str())).collect();
        let expected = [
            (2019, "23"),
            (2020, "未收录"),
            (2021, "70"),
            (2022, "未载入"),
            (2023, "81"),
            (2024, "218"),
            (2025, "未载入"),
        ];
        assert_eq!(words, expected);
    }
}
