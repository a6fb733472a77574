//! A chart in a sentence or two of plain Chinese.

use super::model::{Line, Mark};
use crate::text::statistics as words;
use model::Decimal;
use model::measure::{Value, percent};

/// What the lines say; `whole` is what they are parts of.
pub fn of(lines: &[Line], whole: Option<&Line>) -> String {
    unbroken(&match (lines, whole) {
        (_, Some(whole)) => of_parts(whole, lines),
        ([line], None) => of_line(line),
        _ => of_each(lines),
    })
}

/// The space between groups of digits must not end a line within a number.
pub fn unbroken(text: &str) -> String {
    text.replace('\u{2009}', "\u{202f}")
}

/// The newest number, how it moved, and which year had most. Nothing is compared across a break, across
/// a gap, or with a year that contradicts itself.
fn of_line(line: &Line) -> String {
    let measure = line.measure;
    let Some(newest) = newest(line) else { return words::NEVER.to_owned() };
    let mut sentences: Vec<String> = later(line, newest).into_iter().collect();
    let change = change(line, newest).unwrap_or_default();
    sentences.push(words::number(newest.year, &measure.full_name(), &newest.with_unit(measure.unit), &change));
    sentences.extend(greatest(line, newest));
    if line.marks.iter().any(|mark| mark.is_older && mark.value.is_some()) {
        sentences.extend(line.breaks.last().map(|last| words::not_comparable(last.between)));
    }
    sentences.extend(disputed(line));
    sentences.concat()
}

/// The last year, where it has no number.
fn later(line: &Line, newest: &Mark) -> Option<String> {
    let last = line.marks.last().filter(|last| last.year > newest.year)?;
    Some(words::newest_is_older(last.year, &last.words, newest.year))
}

/// The newest year that has a number.
pub fn newest(line: &Line) -> Option<&Mark> {
    line.marks.get(newest_at(line)?)
}

/// Its place.
pub fn newest_at(line: &Line) -> Option<usize> {
    line.marks.iter().rposition(|mark| mark.value.is_some())
}

fn disputed(line: &Line) -> impl Iterator<Item = String> {
    line.marks.iter().filter(|mark| mark.is_disputed).map(|mark| words::disputed(mark.year))
}

/// Each line's newest number; of counties also who has none.
fn of_each(lines: &[Line]) -> String {
    let (mut said, mut is_known) = (Vec::new(), false);
    for line in lines {
        match newest(line) {
            Some(newest) => {
                is_known = true;
                said.push(words::of_each(newest.year, &line.name, &newest.with_unit(line.measure.unit)));
            }
            None if line.county.is_some() => said.push(words::of_none(&line.name)),
            None => {}
        }
    }
    if !is_known {
        return words::NEVER.to_owned();
    }
    let mut text = said.join("；") + "。";
    if let Some(line) = lines.first().filter(|line| line.county.is_some()) {
        text.insert_str(0, &words::of_measure(&line.measure.full_name()));
    }
    text
}

fn comparable<'a>(line: &'a Line, mark: &Mark) -> impl Iterator<Item = (&'a Mark, Decimal)> + use<'a> {
    let is_older = mark.is_older;
    let same = line.marks.iter().filter(move |mark| mark.is_older == is_older && !mark.is_disputed);
    same.filter(|_| line.is_comparable()).filter_map(|mark| mark.amount.map(|amount| (mark, amount)))
}

/// Against the year before; none where the two cannot be compared.
pub fn change(line: &Line, mark: &Mark) -> Option<String> {
    let amount = mark.amount.filter(|_| !mark.is_disputed)?;
    let (before, old) = comparable(line, mark).find(|(other, _)| other.year.checked_add(1) == Some(mark.year))?;
    let has_break = line.break_before(mark.year).is_some();
    let difference = amount.checked_add(old.negated()).filter(|_| !has_break)?;
    let size = if difference.is_negative() { difference.negated() } else { difference };
    Some(words::change(before.year, amount.cmp(&old), &size.grouped(), line.unit()))
}

/// The year that had most, once three years can be compared and none since the first of them is unknown.
fn greatest(line: &Line, newest: &Mark) -> Option<String> {
    let known: Vec<_> = comparable(line, newest).collect();
    let (first, _) = known.first().filter(|_| known.len() >= 3)?;
    let since = line.marks.iter().filter(|mark| mark.year >= first.year && mark.year <= newest.year);
    if since.count() != known.len() {
        return None;
    }
    let (_, most) = known.iter().max_by_key(|(_, value)| *value)?;
    let mut with_most = known.iter().filter(|(_, value)| value == most).map(|(mark, _)| *mark);
    let greatest = with_most.next()?;
    let is_only = with_most.next().is_none();
    is_only.then(|| words::greatest(first.year, greatest.year, newest.year, &greatest.with_unit(line.measure.unit)))
}

/// The greatest part of the newest year: none where two are as great, or where one that is not known may be greater.
fn of_parts(whole: &Line, parts: &[Line]) -> String {
    let count = |mark: &Mark| match mark.value {
        Some(Value::Number(number) | Value::Share { part: number, .. }) => Some(number),
        None => None,
    };
    let newest = whole.marks.iter().rfind(|mark| mark.value.is_some());
    let Some((newest, total)) = newest.and_then(|mark| Some((mark, count(mark)?))) else {
        return words::NEVER.to_owned();
    };
    let unit = whole.measure.unit;
    let change = change(whole, newest).unwrap_or_default();
    let mut sentences: Vec<String> = later(whole, newest).into_iter().collect();
    let mut sentence = words::whole(newest.year, whole.measure.name, &newest.with_unit(unit), &change);
    let (mut most, mut greatest, mut is_tied, mut is_known) = (Decimal::ZERO, None, false, true);
    for part in parts {
        match part.marks.iter().find(|mark| mark.year == newest.year).and_then(count) {
            Some(number) if number > most => (most, greatest, is_tied) = (number, Some(part), false),
            Some(number) => is_tied |= number == most,
            None => is_known = false,
        }
    }
    let is_half = most.checked_add(most).is_some_and(|twice| twice > total);
    if let Some(part) = greatest.filter(|_| is_known && !is_tied || is_half) {
        let share = percent(most, total).filter(|_| !newest.is_disputed).map(|share| format!("{share}%"));
        let value = format!("{}{unit}", most.grouped());
        sentence += &if most == total && !newest.is_disputed {
            words::all_of_part(part.measure.name)
        } else {
            words::greatest_part(part.measure.name, &value, share)
        };
    }
    sentences.push(sentence + "。");
    sentences.extend(disputed(whole));
    sentences.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::FormVersion;
    use model::measure::{Break, find};

    pub fn line(id: &str, numbers: &[(u16, Option<u32>)]) -> Line {
        let measure = find(id).expect(id);
        let marks = numbers.iter().map(|(year, value)| {
            let amount = value.map(Decimal::from);
            let words = amount.map_or_else(|| "未填".to_owned(), Decimal::grouped);
            let value = amount.map(Value::Number);
            Mark { year: *year, value, amount, words, is_disputed: false, is_older: false }
        });
        Line { measure, county: None, name: measure.name.to_owned(), marks: marks.collect(), breaks: Vec::new() }
    }

    fn said(line: &Line) -> String {
        of(std::slice::from_ref(line), None)
    }

    #[test]
    fn a_line_tells_its_newest_number_its_change_and_its_greatest_year() {
        type Numbers<'a> = &'a [(u16, Option<u32>)];
        let cases: &[(&str, Numbers<'_>, &str)] = &[
            ("nothing", &[(2024, None)], "这些年都没有公布这个数。"),
            ("one year", &[(2024, Some(7))], "2024年行政复议7件。"),
            ("more", &[(2023, Some(2)), (2024, Some(7))], "2024年行政复议7件，比2023年多5件。"),
            ("fewer", &[(2023, Some(7)), (2024, Some(2))], "2024年行政复议2件，比2023年少5件。"),
            ("the same", &[(2023, Some(2)), (2024, Some(2))], "2024年行政复议2件，和2023年一样。"),
            ("after a gap", &[(2022, Some(2)), (2023, None), (2024, Some(7))], "2024年行政复议7件。"),
            ("before a gap", &[(2023, Some(7)), (2024, None)], "2024年未填，最近有数的是2023年。2023年行政复议7件。"),
            (
                "most earlier",
                &[(2022, Some(9)), (2023, Some(7)), (2024, Some(8))],
                "2024年行政复议8件，比2023年多1件。2022年以来，2022年最多，有9件。",
            ),
            (
                "most now",
                &[(2022, Some(1)), (2023, Some(7)), (2024, Some(8))],
                "2024年行政复议8件，比2023年多1件。2022年以来，这一年最多。",
            ),
            (
                "a year unknown",
                &[(2021, Some(9)), (2022, None), (2023, Some(7)), (2024, Some(8))],
                "2024年行政复议8件，比2023年多1件。",
            ),
            ("never any", &[(2022, Some(0)), (2023, Some(0)), (2024, Some(0))], "2024年行政复议0件，和2023年一样。"),
        ];
        for (name, numbers, expected) in cases {
            assert_eq!(said(&line("reviews", numbers)), *expected, "{name}");
        }
    }

    #[test]
    fn nothing_is_compared_across_a_break_with_a_contradiction_or_where_no_form_says_what_is_counted() {
        let mut broken = line("normative_issued", &[(2020, Some(90)), (2021, Some(60))]);
        broken.marks[0].is_older = true;
        let forms = (Some(FormVersion::V2019), FormVersion::V2021);
        broken.breaks = vec![Break { between: (2020, 2021), before: forms.0, after: forms.1, reason: "。" }];
        assert_eq!(said(&broken), "2021年制发的规范性文件60件。2020年及以前的统计办法不同，不能和2021年以后比较。");
        let mut disputed = line("settled", &[(2020, Some(21)), (2021, Some(69))]);
        disputed.marks[0].is_disputed = true;
        assert_eq!(said(&disputed), "2021年办结的申请69件。2020年原文合计与各项之和不一致。");
        let text = line("disclosed", &[(2019, Some(8635)), (2020, Some(9000)), (2021, Some(9500))]);
        assert_eq!(said(&text), "2021年主动公开的信息9\u{202f}500条。");
    }

    #[test]
    fn counties_beside_each_other_are_told_with_what_is_counted_and_one_without_a_number_is_not_said_to_have_none() {
        let of_county = |id: &str, name: &str, number| {
            let line = line("reviews", &[(2024, number)]);
            Line { county: Some(id.to_owned()), name: name.to_owned(), ..line }
        };
        let lines = [of_county("a", "甲县", Some(36)), of_county("b", "乙县", None)];
        assert_eq!(of(&lines, None), "行政复议：2024年甲县36件；本站没有乙县的数。");
    }

    #[test]
    fn no_part_is_called_the_greatest_on_a_tie_or_where_one_that_is_unknown_may_be_greater() {
        let whole = line("reviews", &[(2024, Some(8))]);
        for numbers in [[Some(3), Some(3), Some(2)], [Some(3), Some(1), None], [Some(4), Some(4), None]] {
            let parts = ["reviews_upheld", "reviews_corrected", "reviews_other"];
            let parts: Vec<Line> = parts.iter().zip(numbers).map(|(id, number)| line(id, &[(2024, number)])).collect();
            assert_eq!(of(&parts, Some(&whole)), "2024年行政复议8件。", "{numbers:?}");
        }
    }

    #[test]
    fn a_part_is_the_greatest_though_two_before_it_are_as_great_as_each_other() {
        let whole = line("reviews", &[(2024, Some(11))]);
        let parts = [("reviews_upheld", 3), ("reviews_corrected", 3), ("reviews_other", 5)];
        let parts = parts.map(|(id, number)| line(id, &[(2024, Some(number))]));
        assert_eq!(of(&parts, Some(&whole)), "2024年行政复议11件，其中最多的是其他结果：5件（45.5%）。");
    }

    #[test]
    fn parts_tell_the_greatest_of_the_newest_year_and_no_percentage_for_few() {
        let whole = line("reviews", &[(2023, Some(2)), (2024, Some(36))]);
        let parts = [
            line("reviews_upheld", &[(2023, Some(1)), (2024, Some(25))]),
            line("reviews_corrected", &[(2023, Some(1)), (2024, Some(11))]),
        ];
        assert_eq!(
            of(&parts, Some(&whole)),
            "2024年行政复议36件，比2023年多34件，其中最多的是结果维持：25件（69.4%）。"
        );
        let few = line("reviews", &[(2024, Some(4))]);
        let parts = [line("reviews_upheld", &[(2024, Some(3))])];
        assert_eq!(of(&parts, Some(&few)), "2024年行政复议4件，其中最多的是结果维持：3件。");
        let all = [line("reviews_upheld", &[(2024, Some(4))]), line("reviews_corrected", &[(2024, Some(0))])];
        assert_eq!(of(&all, Some(&few)), "2024年行政复议4件，都是结果维持。");
        let missing = line("reviews", &[(2023, Some(4)), (2024, None)]);
        let parts = [line("reviews_upheld", &[(2023, Some(3)), (2024, None)])];
        assert_eq!(
            of(&parts, Some(&missing)),
            "2024年未填，最近有数的是2023年。2023年行政复议4件，其中最多的是结果维持：3件。"
        );
        let none = line("reviews", &[(2024, Some(0))]);
        let parts = [line("reviews_upheld", &[(2024, Some(0))])];
        assert_eq!(of(&parts, Some(&none)), "2024年行政复议0件。");
    }
}
