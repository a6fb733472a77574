//! The parts together: what real reports look like as charts.
#![allow(clippy::expect_used, reason = "they stand in functions of the tests")]

use super::drawing::{self, Anchor, Ink, Text, label};
use super::{
    ChartModel, Choice, CountySeries, Credits, Cursor, Kind, Mode, Move, PARTS_OF_WORDS, WIDTH, chart, charted,
    comparison, draw, picture, read_out, sheet, spot_at, svg, svg_words, unbroken,
};
use crate::html::{Node, el};
use crate::text::statistics as words;
use model::measure::{CheckedReport, Group, Measure, Value, all_series, find};
use model::{Decimal, FormVersion, Report};
use std::path::Path;

/// The real years of the example county.
fn pingtan() -> Vec<Report> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/pingtan/reports");
    let read = |year| std::fs::read(folder.join(format!("{year}.json"))).unwrap_or_else(|error| panic!("{error}"));
    (2019..=2025).map(|year| model::decode(&read(year)).unwrap_or_else(|error| panic!("{error}"))).collect()
}

fn county(name: &str, reports: &[Report], unloaded: &[u16]) -> CountySeries {
    let checked: Vec<_> = reports.iter().map(CheckedReport::new).collect();
    CountySeries { id: None, name: name.to_owned(), series: all_series(&checked), unloaded: unloaded.to_vec() }
}

/// Thirty years: the real ones over and over.
fn thirty_years() -> Vec<Report> {
    let real = pingtan();
    let year_of = |(at, report): (usize, &Report)| Report { year: 1996 + at as u16, ..report.clone() };
    real.iter().cycle().take(30).enumerate().map(year_of).collect()
}

fn all_charts(county: &CountySeries, choice: &Choice) -> Vec<ChartModel> {
    let charts = Group::ALL.into_iter().flat_map(charted).map(|measure| chart(measure, county, choice));
    charts.filter(ChartModel::has_numbers).collect()
}

fn measure(id: &str) -> &'static Measure {
    find(id).unwrap_or_else(|| panic!("{id}"))
}

fn chart_of(id: &str) -> ChartModel {
    chart(measure(id), &county("平潭", &pingtan(), &[]), &Choice::default())
}

fn texts_in(drawing: &drawing::Drawing, ink: Ink) -> Vec<&str> {
    drawing.texts.iter().filter(|text| text.ink == ink).map(|text| text.words.as_str()).collect()
}

fn path_in(drawing: &drawing::Drawing, ink: Ink) -> Option<&str> {
    drawing.paths.iter().find(|path| path.ink == ink).map(|path| path.d.as_str())
}

fn shares() -> Choice {
    Choice { mode: Mode::Shares, ..Choice::default() }
}

#[test]
fn bars_and_panels_show_every_number_of_the_model_and_no_other() {
    let county = county("平潭", &pingtan(), &[]);
    let charts = all_charts(&county, &Choice::default());
    for chart in charts.iter().filter(|chart| matches!(chart.kind, Kind::Bars | Kind::Panels)) {
        let drawing = draw(chart);
        for (ink, has_value) in [(Ink::Value, true), (Ink::Missing, false)] {
            let marks = chart.lines.iter().flat_map(|line| &line.marks);
            let expected: Vec<String> = marks.filter(|mark| mark.value.is_some() == has_value).map(label).collect();
            assert_eq!(texts_in(&drawing, ink), expected, "{}", chart.id());
        }
    }
    assert!(charts.len() > 20);
}

#[test]
fn a_stack_names_every_part_with_its_newest_number_and_shows_the_whole_of_every_year() {
    for choice in [Choice::default(), shares()] {
        let chart = chart(measure("settled"), &county("平潭", &pingtan(), &[]), &choice);
        let (drawing, whole) = (draw(&chart), chart.whole.as_ref().expect("a whole"));
        let values = texts_in(&drawing, Ink::Value);
        for line in &chart.lines {
            let newest = line.marks.last().expect("a year");
            assert!(values.contains(&&*format!("{} {}", line.name, newest.words)), "{}: {values:?}", line.name);
        }
        for mark in whole.marks.iter().filter(|mark| !mark.is_disputed) {
            assert!(values.contains(&&*mark.words), "{}: {values:?}", mark.year);
        }
        let known: Vec<&str> = chart.lines.iter().flat_map(|line| &line.marks).map(|mark| &*mark.words).collect();
        assert!(texts_in(&drawing, Ink::Inside).iter().all(|words| known.contains(words)));
    }
}

#[test]
fn a_year_that_contradicts_itself_is_marked_in_the_drawing_with_both_numbers_and_gets_no_percentage() {
    let settled = chart_of("settled");
    let drawing = draw(&settled);
    assert!(texts_in(&drawing, Ink::Value).contains(&"21 ※相加27"));
    assert!(path_in(&drawing, Ink::Disputed).is_some());
    let note = settled.notes.iter().find(|note| note.contains("2020年")).expect("a note");
    assert!(note.contains("公布为 21，各项相加为 27"), "{note}");
    let shares = chart(measure("settled"), &county("平潭", &pingtan(), &[]), &shares());
    let of_2020 = shares.lines.iter().map(|line| &line.marks[1]);
    for mark in of_2020 {
        assert!(mark.is_disputed && mark.amount.is_none() && mark.words.contains('/'), "{}", mark.words);
    }
    let share = chart_of("granted_share");
    assert_eq!(share.lines[0].marks[1].words, "13/21");
    assert!(share.lines[0].marks[1].amount.is_none());
}

#[test]
fn where_the_form_changed_both_documents_stand_and_nothing_leads_across() {
    let issued = chart_of("normative_issued");
    let drawing = draw(&issued);
    let quiet = texts_in(&drawing, Ink::Quiet);
    for document in [FormVersion::V2019.document(), FormVersion::V2021.document()] {
        assert!(quiet.iter().any(|words| words.contains(document)), "{document}");
        assert!(issued.notes[0].contains(document), "{document}");
    }
    assert!(path_in(&drawing, Ink::Break).is_some() && path_in(&drawing, Ink::Older).is_some());
    assert!(path_in(&draw(&chart_of("received")), Ink::Break).is_none(), "the definition did not change");
}

#[test]
fn a_line_stops_at_a_gap_and_at_a_break_and_says_why_years_are_missing() {
    let mut reports = thirty_years();
    reports.retain(|report| ![2011, 2012].contains(&report.year));
    let county = county("平潭", &reports, &[]);
    let carried_out = chart(measure("carried_out"), &county, &Choice::default());
    assert_eq!(carried_out.kind, Kind::Line);
    let drawing = draw(&carried_out);
    // Up to the gap, up to 2018, and the years of the forms: those before are cut off from them.
    assert_eq!(path_in(&drawing, Ink::Trend).map(|path| path.matches('M').count()), Some(3));
    // Upright, a letter below the other.
    assert_eq!(texts_in(&drawing, Ink::Missing).concat(), "未收录");
    let of_letters: Vec<_> = drawing.texts.iter().filter(|text| text.ink == Ink::Missing).map(|text| text.y).collect();
    assert!(of_letters.is_sorted(), "{of_letters:?}");
    let fees = draw(&chart(measure("fees"), &county, &Choice::default()));
    let quiet = texts_in(&fees, Ink::Quiet);
    assert!(quiet.iter().any(|words| words.contains(words::BEFORE_FORMS)), "{quiet:?}");
    let disclosed = chart_with_text();
    assert_eq!(path_in(&draw(&disclosed), Ink::Trend).map(|path| path.matches('L').count()), Some(0));
}

/// Figures of the text through fourteen years: no form says what they count.
fn chart_with_text() -> ChartModel {
    let report = |year: u16| -> Report {
        let json = format!(
            r#"{{"format":1,"year":{year},"title":"","source":{{"document":"a"}},
                "figures":[{{"id":"requests_handled","label":"","value":{year},"unit":"件"}}]}}"#
        );
        model::decode(json.as_bytes()).expect("a report")
    };
    let reports: Vec<Report> = (2010..2024).map(report).collect();
    chart(measure("requests_handled"), &county("甲县", &reports, &[]), &Choice::default())
}

#[test]
fn the_kind_of_a_chart_follows_from_what_there_is_to_show() {
    let (few, many) = (county("平潭", &pingtan(), &[]), county("平潭", &thirty_years(), &[]));
    let one = county("平潭", &pingtan()[..1], &[]);
    for (id, county, expected) in [
        ("licences", &few, Kind::Bars),
        ("licences", &many, Kind::Line),
        ("carried_out", &one, Kind::Big),
        ("settled", &few, Kind::Stack),
        ("settled", &many, Kind::Stack),
        ("refused", &few, Kind::Panels),
        ("refused", &many, Kind::Panels),
        ("granted_share", &few, Kind::Bars),
    ] {
        assert_eq!(chart(measure(id), county, &Choice::default()).kind, expected, "{id}");
    }
}

#[test]
fn every_word_stays_inside_the_drawing() {
    let real = county("平潭", &pingtan(), &[]);
    let long = county("平潭", &thirty_years(), &[]);
    for (county, choice) in
        [(&real, Choice::default()), (&real, shares()), (&long, Choice::default()), (&long, shares())]
    {
        for chart in all_charts(county, &choice) {
            let drawing = draw(&chart);
            for Text { x, y, anchor, words, .. } in &drawing.texts {
                let width = drawing::width_of(words);
                let start = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - width / 2,
                    Anchor::End => x - width,
                };
                let fits = start >= -4 && start + width <= WIDTH + 4 && *y <= drawing.height;
                assert!(fits, "{}: {words} from {start}, {width} wide, at {y} of {}", chart.id(), drawing.height);
            }
        }
    }
}

#[test]
fn every_number_of_a_sentence_is_a_year_a_number_of_the_model_or_worked_out_from_them() {
    let county = county("平潭", &pingtan(), &[]);
    for chart in all_charts(&county, &Choice::default()) {
        let mut allowed: Vec<String> = chart.years.iter().map(u16::to_string).collect();
        for line in chart.all_lines() {
            let known: Vec<_> = line.marks.iter().filter_map(|mark| mark.amount).collect();
            allowed.extend(line.marks.iter().map(|mark| mark.words.trim_end_matches('%').to_owned()));
            for (value, other) in known.iter().flat_map(|value| known.iter().map(move |other| (value, other))) {
                allowed.extend(value.checked_add(other.negated()).map(Decimal::grouped));
                allowed.extend(model::measure::percent(*value, *other).map(|share| share.to_string()));
            }
            // A share of the whole is worked out from the newest year's two numbers.
            let whole = chart.whole.as_ref().and_then(|whole| whole.marks.last()?.amount);
            let part = line.marks.last().and_then(|mark| mark.amount);
            let share = part.zip(whole).and_then(|(part, whole)| model::measure::percent(part, whole));
            allowed.extend(share.map(|share| share.to_string()));
        }
        let is_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '/' | '\u{2009}');
        let summary = chart.summary.replace('\u{202f}', "\u{2009}");
        for number in summary.split(|letter| !is_number(letter)).filter(|number| !number.is_empty()) {
            assert!(allowed.iter().any(|known| known == number), "{}: {number} in {}", chart.id(), chart.summary);
        }
    }
}

#[test]
fn a_year_that_did_not_come_or_is_not_there_is_neither_zero_nor_unpublished() {
    let mut reports = pingtan();
    reports.retain(|report| ![2020, 2022, 2025].contains(&report.year));
    let chart = chart(measure("carried_in"), &county("平潭", &reports, &[2022, 2025]), &Choice::default());
    let found: Vec<_> =
        chart.lines[0].marks.iter().map(|mark| (mark.year, mark.value.is_some(), &*mark.words)).collect();
    for (year, has_value, expected) in [
        (2019, true, "0"),
        (2020, false, "未收录"),
        (2022, false, "未载入"),
        (2024, true, "0"),
        (2025, false, "未载入"),
    ] {
        assert!(found.contains(&(year, has_value, expected)), "{year}: {found:?}");
    }
}

#[test]
fn years_are_chosen_and_a_break_outside_of_them_is_none() {
    let county = county("平潭", &pingtan(), &[]);
    let choice = Choice { from: Some(2021), to: Some(2024), mode: Mode::Numbers };
    let chart = chart(measure("normative_issued"), &county, &choice);
    assert_eq!((chart.years.first(), chart.years.last()), (Some(&2021), Some(&2024)));
    assert!(chart.breaks().is_empty() && chart.notes.is_empty());
    let nothing = Choice { from: Some(2024), to: Some(2021), mode: Mode::Numbers };
    assert!(super::chart(measure("received"), &county, &nothing).years.is_empty());
}

#[test]
fn counties_stand_beside_each_other_with_their_own_years_and_forms() {
    let reports = pingtan();
    let (old, new) = (county("甲县", &reports[..2], &[]), county("乙县", &reports[3..], &[]));
    let chart = comparison(measure("fees"), &[&old, &new], &Choice::default());
    assert_eq!(chart.years, (2019..=2025).collect::<Vec<_>>());
    let words: Vec<Vec<&str>> =
        chart.lines.iter().map(|line| line.marks.iter().map(|mark| &*mark.words).collect()).collect();
    assert_eq!(words[0], ["无此栏", "无此栏", "未收录", "未收录", "未收录", "未收录", "未收录"]);
    assert_eq!(words[1][..3], ["未收录", "未收录", "未收录"]);
    assert!(chart.breaks().is_empty(), "each county has one form only");
    assert_eq!(texts_in(&draw(&chart), Ink::Name), ["甲县", "乙县"]);
    let both = comparison(measure("fees"), &[&county("丙县", &reports, &[]), &new], &Choice::default());
    assert_eq!(both.lines[0].breaks.len(), 1);
    assert!(both.lines[1].breaks.is_empty() && both.notes[0].starts_with("丙县："));
}

#[test]
fn every_number_is_reached_by_keys_and_read_out_with_its_year_and_unit() {
    let reports = thirty_years();
    for county in [county("平潭", &pingtan(), &[]), county("平潭", &reports, &[])] {
        for chart in all_charts(&county, &Choice::default()) {
            let mut reached = Vec::new();
            let mut cursor = Cursor::moved(None, Move::First, &chart);
            for line in 0..chart.all_lines().count() {
                while let Some(at) = cursor.filter(|cursor| !reached.contains(cursor)) {
                    let (line, mark) = at.of(&chart).expect("a number");
                    let said = read_out(&chart, at);
                    assert!(said.contains(&mark.year.to_string()) && said.contains(&line.name), "{said}");
                    assert!(said.contains(&unbroken(&mark.words)), "{said}: {}", mark.words);
                    assert_eq!(said.contains("原文合计与各项之和不一致"), mark.is_disputed, "{said}");
                    assert_eq!(said.contains("从") && said.contains("起用"), line.break_before(mark.year).is_some());
                    reached.push(at);
                    cursor = Cursor::moved(cursor, Move::Later, &chart);
                }
                cursor = Cursor::moved(cursor, Move::LineAfter, &chart);
                cursor = Cursor::moved(cursor, Move::First, &chart);
                assert!(line + 1 == chart.all_lines().count() || cursor.is_some_and(|at| at.line == line + 1));
            }
            assert_eq!(reached.len(), chart.years.len() * chart.all_lines().count(), "{}", chart.id());
        }
    }
}

#[test]
fn a_share_that_moved_did_so_by_percentage_points_and_not_by_what_the_whole_is_counted_in() {
    let shares = Choice { mode: Mode::Shares, ..Choice::default() };
    let chart = chart(find("settled").expect("a measure"), &county("平潭", &pingtan(), &[]), &shares);
    let at = chart.years.iter().position(|year| *year == 2022).expect("a year");
    let said = read_out(&chart, Cursor { line: 0, at });
    assert_eq!(said, "2022年予以公开：28.0%，比2021年低15.5个百分点。");
}

#[test]
fn arrows_go_where_they_point_in_both_directions_of_reading() {
    let (rows, across) = (chart_of("settled"), chart_with_text());
    for (key, chart, is_rtl, expected) in [
        ("ArrowDown", &rows, false, Some(Move::Later)),
        ("ArrowRight", &rows, false, Some(Move::LineAfter)),
        ("ArrowRight", &rows, true, Some(Move::LineBefore)),
        ("ArrowRight", &across, false, Some(Move::Later)),
        ("ArrowRight", &across, true, Some(Move::Earlier)),
        ("ArrowLeft", &across, true, Some(Move::Later)),
        ("ArrowDown", &across, false, Some(Move::Later)),
        ("Home", &rows, false, Some(Move::First)),
        ("End", &across, true, Some(Move::Last)),
        ("a", &rows, false, None),
        ("Tab", &rows, false, None),
    ] {
        assert_eq!(Move::of_key(key, chart, is_rtl), expected, "{key} {is_rtl}");
    }
}

#[test]
fn the_number_under_a_finger_is_the_nearest_one() {
    let chart = chart_of("received");
    let drawing = draw(&chart);
    for spot in &drawing.spots {
        let middle = (spot.x + spot.width / 2, spot.y + spot.height / 2);
        let found = spot_at(&drawing, middle).expect("a number");
        assert_eq!(found.at, spot.at, "the year of the row");
    }
    assert_eq!(spot_at(&drawing, (WIDTH, -50)).map(|cursor| cursor.at), Some(0));
}

#[test]
fn a_drawing_has_a_name_and_a_description_and_a_picture_its_title_source_and_day() {
    let reports = pingtan();
    let address = "https://a.cn/gk/statistics/#settled";
    let credits = Credits::of([("平潭", reports.iter())].into_iter(), Some(address.into()));
    for chart in all_charts(&county("平潭", &reports, &[]), &Choice::default()) {
        let drawing = draw(&chart);
        let words = (0..PARTS_OF_WORDS).flat_map(|part| svg_words(&drawing, part)).collect();
        let html = Node::from(svg(&chart, &drawing, words, el("path"))).to_html();
        assert_eq!(html.matches("<text").count(), drawing.texts.len(), "every word is in one part");
        let [title, desc] = ["title", "desc"].map(|part| format!("<{part} id=\"{}-{part}\">", chart.id()));
        assert!(
            html.contains(&title) && html.contains(&desc) && html.contains("role=\"img\"") && !html.contains("style=")
        );
        let file = Node::from(picture(&chart, &drawing, &credits)).to_html();
        assert!(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{file}");
        // What stands on several lines is one text again without them.
        let plain: String = file.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words).collect();
        for needed in
            [chart.full_title(), chart.summary.clone(), credits.source.clone(), "平潭".into(), "2026年3月10日".into()]
        {
            assert!(plain.contains(&needed), "{}: {needed}", chart.id());
        }
        for text in &drawing.texts {
            assert!(file.contains(&format!(">{}</text>", text.words)), "{}: {}", chart.id(), text.words);
        }
        assert!(!file.contains("class=\"gk-ink") && !file.contains("var("), "nothing needs a style sheet");
    }
}

#[test]
fn a_picture_says_until_when_its_numbers_go_even_where_no_day_of_publication_is_known() {
    let mut reports = pingtan();
    reports.iter_mut().for_each(|report| report.published = None);
    let credits = Credits::of([("平潭", reports.iter())].into_iter(), None);
    assert!(credits.source.ends_with("，统计到2025年12月31日"), "{}", credits.source);
}

#[test]
fn the_rows_to_copy_hold_every_number_of_the_model() {
    for chart in all_charts(&county("平潭", &pingtan(), &[]), &shares()) {
        let sheet = sheet(&chart);
        for (at, row) in sheet.rows.iter().enumerate() {
            assert_eq!((row[0].as_str(), row.len()), (&*chart.years[at].to_string(), sheet.headings.len()));
            for (cell, line) in row[1..].iter().zip(chart.all_lines()) {
                let mark = &line.marks[at];
                match mark.value {
                    Some(Value::Number(number)) => assert!(cell.starts_with(&number.to_string()), "{cell}"),
                    _ => assert!(cell.starts_with(&mark.words.replace('\u{2009}', "")), "{cell}"),
                }
                assert_eq!(cell.ends_with('※'), mark.is_disputed);
            }
        }
        assert_eq!(sheet.tabs().lines().count(), chart.years.len() + 1);
    }
}
