//! A chart in a sentence or two of plain Chinese.

use super::model::{Line, Mark};
use crate::text::statistics as words;
use model::Decimal;

/// Counts below this get no percentage: one case more or less would move it by a fifth or more.
const FEW: i64 = 5;

/// The newest number, how it moved, and which year had most. Nothing is compared across a break, across
/// a gap, or with a year that contradicts itself.
pub fn of_line(line: &Line) -> String {
    let measure = line.measure;
    let Some(newest) = line.marks.iter().rfind(|mark| mark.value.is_some()) else { return words::NEVER.to_owned() };
    let mut sentences = Vec::new();
    if let Some(last) = line.marks.last().filter(|last| last.year > newest.year) {
        sentences.push(words::newest_is_older(last.year, &last.words, newest.year));
    }
    let change = change(line, newest).unwrap_or_default();
    sentences.push(words::number(newest.year, measure.name, &newest.words, measure.unit, &change));
    sentences.extend(greatest(line, newest));
    if line.marks.iter().any(|mark| mark.is_older && mark.value.is_some()) {
        sentences.extend(line.breaks.last().map(|last| words::not_comparable(last.between)));
    }
    sentences.extend(line.marks.iter().filter(|mark| mark.is_disputed).map(|mark| words::disputed(mark.year)));
    unbroken(&sentences.concat())
}

/// The space between groups of digits must not end a line within a number.
fn unbroken(text: &str) -> String {
    text.replace('\u{2009}', "\u{202f}")
}

fn comparable<'a>(line: &'a Line, newest: &Mark) -> impl Iterator<Item = (&'a Mark, Decimal)> + use<'a> {
    let is_older = newest.is_older;
    let same = line.marks.iter().filter(move |mark| mark.is_older == is_older && !mark.is_disputed);
    same.filter_map(|mark| mark.value.map(|value| (mark, value)))
}

/// Against the year before.
fn change(line: &Line, newest: &Mark) -> Option<String> {
    let value = newest.value.filter(|_| !newest.is_disputed)?;
    let (before, old) = comparable(line, newest).find(|(mark, _)| mark.year.checked_add(1) == Some(newest.year))?;
    let difference = value.checked_add(old.negated())?;
    let amount = if difference.is_negative() { difference.negated() } else { difference };
    Some(words::change(before.year, value.cmp(&old), &amount.grouped(), line.measure.unit))
}

/// The year that had most, once three years can be compared.
fn greatest(line: &Line, newest: &Mark) -> Option<String> {
    let known: Vec<_> = comparable(line, newest).collect();
    let (first, _) = known.first().filter(|_| known.len() >= 3)?;
    let (_, most) = known.iter().max_by_key(|(_, value)| *value)?;
    let mut with_most = known.iter().filter(|(_, value)| value == most).map(|(mark, _)| *mark);
    let greatest = with_most.next()?;
    (with_most.next().is_none())
        .then(|| words::greatest(first.year, greatest.year, newest.year, &greatest.words, line.measure.unit))
}

/// The greatest part of the newest year.
pub fn of_parts(whole: &Line, parts: &[Line]) -> String {
    let newest = whole.marks.iter().rfind(|mark| mark.value.is_some());
    let Some((newest, total)) = newest.and_then(|mark| mark.value.map(|value| (mark, value))) else {
        return words::NEVER.to_owned();
    };
    let measure = whole.measure;
    let head = words::whole(newest.year, measure.name, &newest.words, measure.unit);
    let in_newest = |part: &Line| part.marks.iter().find(|mark| mark.year == newest.year).cloned();
    let known: Vec<_> = parts.iter().filter_map(|part| Some((part.measure, in_newest(part)?))).collect();
    let greatest = known.iter().max_by_key(|(_, mark)| mark.value).filter(|(_, mark)| mark.value > Some(Decimal::ZERO));
    let greatest = greatest.map(|(part, mark)| {
        let share = mark.value.filter(|_| !newest.is_disputed).and_then(|value| share(value, total));
        words::greatest_part(part.name, &mark.words, part.unit, share)
    });
    let disputed = whole.marks.iter().filter(|mark| mark.is_disputed).map(|mark| words::disputed(mark.year));
    let sentences: Vec<String> =
        std::iter::once(format!("{head}{}。", greatest.unwrap_or_default())).chain(disputed).collect();
    unbroken(&sentences.concat())
}

/// `35.8%`; none for small counts.
fn share(part: Decimal, whole: Decimal) -> Option<String> {
    let (part, whole) = (part.to_int()?, whole.to_int()?);
    let is_enough = part >= FEW && whole >= part;
    let permille = is_enough.then(|| (part.checked_mul(1000)?.checked_add(whole / 2)?).checked_div(whole)).flatten()?;
    Some(format!("{}.{}%", permille / 10, permille % 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::FormVersion;
    use model::measure::{Break, find};

    fn line(id: &str, numbers: &[(u16, Option<u32>)]) -> Line {
        let marks = numbers.iter().map(|(year, value)| {
            let value = value.map(Decimal::from);
            let words = value.map_or_else(|| "未填".to_owned(), Decimal::grouped);
            Mark { year: *year, value, words, is_disputed: false, is_older: false }
        });
        Line { measure: find(id).expect(id), marks: marks.collect(), breaks: Vec::new() }
    }

    #[test]
    fn a_line_tells_its_newest_number_its_change_and_its_greatest_year() {
        type Numbers<'a> = &'a [(u16, Option<u32>)];
        let cases: &[(&str, Numbers<'_>, &str)] = &[
            ("nothing", &[(2024, None)], "各年都没有公布这个数。"),
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
            ("never any", &[(2022, Some(0)), (2023, Some(0)), (2024, Some(0))], "2024年行政复议0件，和2023年一样。"),
        ];
        for (name, numbers, expected) in cases {
            assert_eq!(of_line(&line("reviews", numbers)), *expected, "{name}");
        }
    }

    #[test]
    fn nothing_is_compared_across_a_break_or_with_a_year_that_contradicts_itself() {
        let mut broken = line("normative_issued", &[(2020, Some(90)), (2021, Some(60))]);
        broken.marks[0].is_older = true;
        broken.breaks =
            vec![Break { between: (2020, 2021), forms: (FormVersion::V2019, FormVersion::V2021), reason: "。" }];
        assert_eq!(of_line(&broken), "2021年制发的规范性文件60件。2020年及以前的统计办法不同，不能和2021年以后比较。");
        let mut disputed = line("settled", &[(2020, Some(21)), (2021, Some(69))]);
        disputed.marks[0].is_disputed = true;
        assert_eq!(of_line(&disputed), "2021年办结的申请69件。2020年原文合计与各项之和不一致。");
    }

    #[test]
    fn a_share_is_given_only_for_counts_of_five_and_more() {
        for (part, whole, expected) in [(53, 148, Some("35.8%")), (5, 5, Some("100.0%")), (4, 148, None), (9, 5, None)]
        {
            assert_eq!(share(Decimal::from(part), Decimal::from(whole)).as_deref(), expected, "{part}/{whole}");
        }
    }

    #[test]
    fn parts_tell_the_greatest_of_the_newest_year() {
        let whole = line("reviews", &[(2023, Some(2)), (2024, Some(36))]);
        let parts = [
            line("reviews_upheld", &[(2023, Some(1)), (2024, Some(25))]),
            line("reviews_corrected", &[(2023, Some(1)), (2024, Some(11))]),
        ];
        assert_eq!(of_parts(&whole, &parts), "2024年行政复议36件，其中最多的是结果维持：25件（69.4%）。");
        let few = line("reviews", &[(2024, Some(4))]);
        assert_eq!(
            of_parts(&few, &[line("reviews_upheld", &[(2024, Some(3))])]),
            "2024年行政复议4件，其中最多的是结果维持：3件。"
        );
        let none = line("reviews", &[(2024, Some(0))]);
        assert_eq!(of_parts(&none, &[line("reviews_upheld", &[(2024, Some(0))])]), "2024年行政复议0件。");
    }
}
