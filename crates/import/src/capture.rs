//! Tables in running text, as a copy of a page gives them: one cell a line, or all cells of a row
//! run together (`2200003252.没有现成…`).
//!
//! What the words and the sums of the form settle is read; what they leave open stays absent, and a
//! finding says so.

use crate::document::Paragraph;
use crate::grid::{Flow, Grid};
use crate::{number, rule, table, text};
use model::form::{self, FormRow, FormVersion};
use model::{Finding, Severity, TableId};
use unicode_normalization::UnicodeNormalization;

/// A table found in the text.
pub struct Captured {
    /// Its cells.
    pub grid: Grid,
    /// What a clerk should know about it.
    pub findings: Vec<Finding>,
}

/// Takes these tables out of the paragraphs, as far as they are there.
pub fn take_tables(paragraphs: &mut Vec<Paragraph>, wanted: &[TableId]) -> Vec<Captured> {
    let mut captured = Vec::new();
    for table in wanted {
        let stream = Stream::of(paragraphs);
        let found = match table {
            TableId::T2 => rows_in(&stream, TableId::T2, "第二十条第一项", "制发件数"),
            TableId::T3 => rows_in(&stream, TableId::T3, "本年新收政府信息公开申请数量", "逾期不补正"),
            TableId::T4 => reviews_in(&stream),
        };
        if let Some((range, capture)) = found {
            stream.cut(range, paragraphs);
            captured.push(capture);
        }
    }
    captured
}

/// The paragraphs as one run of characters in one width and script, and where each comes from.
struct Stream {
    characters: Vec<char>,
    origins: Vec<(usize, usize)>,
}

type Range = std::ops::Range<usize>;

impl Stream {
    fn of(paragraphs: &[Paragraph]) -> Self {
        let mut stream = Self { characters: vec![], origins: vec![] };
        for (index, paragraph) in paragraphs.iter().enumerate().filter(|(_, paragraph)| !paragraph.outside) {
            for (at, character) in paragraph.text.chars().enumerate() {
                if number::is_mark(character) && character.nfkc().all(|folded| folded.is_ascii_digit()) {
                    stream.characters.push(character);
                    stream.origins.push((index, at));
                    continue;
                }
                for folded in character.nfkc() {
                    stream.characters.extend(text::fold(&folded.to_string()).chars().next().or(Some(' ')));
                    stream.origins.push((index, at));
                }
            }
            stream.characters.push('\n');
            stream.origins.push((index, usize::MAX));
        }
        stream
    }

    /// The first place from here where these letters stand, marks and spaces between them or not.
    fn find(&self, from: usize, key: &str) -> Option<Range> {
        let key: Vec<char> = key.chars().collect();
        (from..self.characters.len()).find_map(|start| self.letters_at(start, &key))
    }

    /// The last place in this range where these letters stand.
    fn find_last(&self, range: Range, key: &str) -> Option<Range> {
        let key: Vec<char> = key.chars().collect();
        range.rev().find_map(|start| self.letters_at(start, &key))
    }

    fn letters_at(&self, start: usize, key: &[char]) -> Option<Range> {
        if self.characters.get(start) != key.first() {
            return None;
        }
        let (mut at, mut gap) = (start + 1, 0);
        for letter in &key[1..] {
            while self.characters.get(at).is_some_and(|c| c != letter && !c.is_alphanumeric()) && gap < 40 {
                (at, gap) = (at + 1, gap + 1);
            }
            if self.characters.get(at) != Some(letter) {
                return None;
            }
            (at, gap) = (at + 1, 0);
        }
        Some(start..at)
    }

    /// What stands behind a label as far as it can be cells.
    fn cells_from(&self, from: usize) -> Range {
        let end = self.characters.len();
        let is_cell = |at: &usize| {
            let character = self.characters[*at];
            character.is_ascii_digit()
                || character.is_whitespace()
                || "/-—+.,|%、".contains(character)
                || (number::is_mark(character) && self.is_beside_digit(*at))
        };
        // The mark that closes the label: `3.危及“三安全一稳定”`.
        let from = from + (from..end).take_while(|at| !self.characters[*at].is_alphanumeric() && !is_cell(at)).count();
        from..from + (from..end).take(2000).take_while(is_cell).count()
    }

    /// The mark of a footnote belongs to the number beside it; one that stands alone begins the next label.
    fn is_beside_digit(&self, at: usize) -> bool {
        let beside = [at.checked_sub(1), Some(at + 1)];
        beside.into_iter().flatten().filter_map(|at| self.characters.get(at)).any(char::is_ascii_digit)
    }

    /// The begin of the line, where no more than a number or a mark stands before.
    fn line_start(&self, at: usize) -> usize {
        let start = self.characters[..at].iter().rposition(|c| *c == '\n').map_or(0, |newline| newline + 1);
        let words = self.characters[start..at].iter().filter(|c| c.is_alphanumeric()).count();
        if words <= 1 { start } else { at }
    }

    /// Past the bracket that belongs to a label.
    fn past_bracket(&self, from: usize) -> usize {
        let spaces = self.characters[from..].iter().take_while(|c| c.is_whitespace()).count();
        if self.characters.get(from + spaces) != Some(&'(') {
            return from;
        }
        let close = self.characters[from..].iter().take(60).position(|c| *c == ')');
        close.map_or(from, |close| from + close + 1)
    }

    fn text(&self, range: Range) -> String {
        self.characters[range].iter().collect()
    }

    /// Removes the range from the paragraphs.
    fn cut(&self, range: Range, paragraphs: &mut Vec<Paragraph>) {
        let mut cut: std::collections::HashSet<(usize, usize)> = std::collections::HashSet::new();
        cut.extend(&self.origins[range]);
        for (index, paragraph) in paragraphs.iter_mut().enumerate() {
            if cut.contains(&(index, 0)) || cut.contains(&(index, paragraph.text.chars().count().saturating_sub(1))) {
                let kept = paragraph.text.chars().enumerate().filter(|(at, _)| !cut.contains(&(index, *at)));
                paragraph.text = text::clean(&kept.map(|(_, character)| character).collect::<String>());
            }
        }
        paragraphs.retain(|paragraph| !paragraph.text.is_empty());
    }
}

/// The words by which a row is found: without its number, unless little is left then.
fn row_key(row: &FormRow) -> String {
    let rest = text::split_numeral(row.label()).map_or(row.label(), |(_, _, rest)| rest);
    let key = text::key(&text::without_brackets(rest));
    if key.chars().count() <= 2 && row.path.len() > 1 && rest != row.label() { text::key(row.label()) } else { key }
}

struct FoundRow {
    row: &'static FormRow,
    label: Range,
    cells: Range,
    text: String,
}

/// Tables 2 and 3: rows by their labels, in the order of the form.
fn rows_in(stream: &Stream, table: TableId, start: &str, sign_of_2021: &str) -> Option<(Range, Captured)> {
    let start = stream.find(0, start)?;
    let version = match stream.find(start.start, sign_of_2021) {
        Some(_) => FormVersion::V2021,
        None => FormVersion::V2019,
    };
    let mut found: Vec<FoundRow> = Vec::new();
    let mut from = start.start;
    for row in form::rows(table, version) {
        // A label far away belongs to something else.
        let Some(label) = stream.find(from, &row_key(row)).filter(|label| label.start < from + 1500) else { continue };
        let cells = stream.cells_from(stream.past_bracket(label.end));
        from = label.end;
        found.push(FoundRow { row, label, text: stream.text(cells.clone()), cells });
    }
    let filled = found.iter().filter(|row| row.text.contains(|c: char| c.is_ascii_digit())).count();
    if found.len() * 2 < form::rows(table, version).len() || filled * 2 < found.len() {
        return None;
    }
    for index in 1..found.len() {
        let number = number_of(found[index].row);
        if found[index - 1].cells.end >= found[index].label.start {
            found[index - 1].text = without_next_number(&found[index - 1].text, number);
        }
    }
    let begin = match table {
        TableId::T3 => {
            let near = start.start.saturating_sub(300)..start.start;
            ["本列数据的", "申请人情况", "自然人"]
                .iter()
                .filter_map(|key| stream.find_last(near.clone(), key))
                .map(|head| head.start)
                .min()
        }
        _ => None,
    };
    let begin = stream.line_start(begin.unwrap_or(start.start));
    let end = found.last().map_or(start.end, |row| row.cells.end);
    let capture = if table == TableId::T3 { applications(&found) } else { disclosure(&found) };
    Some((begin..end, capture))
}

fn number_of(row: &FormRow) -> Option<String> {
    let (_, printed, _) = text::split_numeral(row.label())?;
    printed.chars().all(|c| c.is_ascii_digit()).then_some(printed)
}

/// Cells before `2.没有现成…`: the number of the next label is not one of them.
fn without_next_number(cells: &str, number: Option<String>) -> String {
    let trimmed = cells.trim_end();
    let before = number
        .and_then(|number| trimmed.strip_suffix(['.', '、'])?.trim_end().strip_suffix(&number).map(str::to_owned));
    before.unwrap_or_else(|| cells.to_owned())
}

fn tokens(cells: &str) -> Vec<&str> {
    cells.split(|c: char| c.is_whitespace() || c == '|').filter(|token| !token.is_empty()).collect()
}

/// Table 3: seven cells a row, the last the sum of the others.
fn applications(found: &[FoundRow]) -> Captured {
    let columns = found.first().map_or(&[][..], |row| row.row.columns);
    let rows: Vec<Vec<&str>> = found.iter().map(|row| tokens(&row.text)).collect();
    let whole = |row: &&Vec<&str>| row.len() == columns.len();
    let sums = |total: usize| {
        let adds_up = |row: &&Vec<&str>| {
            let numbers: Option<Vec<u64>> = row.iter().map(|token| token.parse().ok()).collect();
            numbers.is_some_and(|numbers| numbers.iter().sum::<u64>() == 2 * numbers[total] && numbers[total] > 0)
        };
        rows.iter().filter(whole).filter(adds_up).count()
    };
    // A copy may put 总计 before 自然人; the sums tell.
    let total_first = sums(0) > sums(columns.len().saturating_sub(1));
    let mut order: Vec<usize> = (0..columns.len()).collect();
    if total_first {
        order.rotate_right(1);
    }
    let mut flow = Flow::default();
    flow.row();
    flow.cell(String::new(), 1, 1);
    for column in &order {
        flow.cell(columns[*column].label().to_owned(), 1, 1);
    }
    let mut split = 0;
    for (row, tokens) in found.iter().zip(&rows) {
        flow.row();
        flow.cell(row.row.label().to_owned(), 1, 1);
        match tokens.as_slice() {
            [] => flow.cell(String::new(), 1, columns.len()),
            [joined] if joined.len() >= columns.len() && joined.bytes().all(|byte| byte.is_ascii_digit()) => {
                split += 1;
                for cell in split_with_sum(joined, columns.len()) {
                    flow.cell(cell, 1, 1);
                }
            }
            tokens if tokens.len() == columns.len() => {
                tokens.iter().for_each(|token| flow.cell((*token).to_owned(), 1, 1))
            }
            tokens => flow.cell(tokens.join(" "), 1, columns.len()),
        }
    }
    Captured { grid: flow.finish(), findings: said(TableId::T3, split) }
}

fn said(table: TableId, split: usize) -> Vec<Finding> {
    if split == 0 {
        return vec![];
    }
    let message = format!(
        "{}有 {split} 行的数字连在一起没有分隔，按行内相加的关系拆开，拆不定的没有读入，请逐行对照原文核对",
        table::name(table)
    );
    vec![Finding { table: Some(table.as_str().to_owned()), ..Finding::new(rule::TABLE, Severity::Hint, message) }]
}

/// Digits run together, split so that the last number is the sum of the others. Where several ways
/// are open, only the cells on which all agree are read.
fn split_with_sum(joined: &str, count: usize) -> Vec<String> {
    const MOST_DIGITS: usize = 24;
    let unsettled = || vec![format!("{joined}（连写）"); count];
    if joined.len() > MOST_DIGITS {
        return unsettled();
    }
    let mut ways: Vec<Vec<&str>> = Vec::new();
    for at in 1..joined.len() {
        let (head, total) = joined.split_at(at);
        if let Some(sum) = plain(total) {
            parts(head, count - 1, sum, &mut vec![], &mut ways);
        }
    }
    for way in &mut ways {
        let used: usize = way.iter().map(|part| part.len()).sum();
        way.push(&joined[used..]);
    }
    let agreed = |column: usize| {
        let mut parts = ways.iter().map(|way| way[column]);
        let first = parts.next()?;
        parts.all(|part| part == first).then(|| first.to_owned())
    };
    (0..count).map(|column| agreed(column).unwrap_or_else(|| format!("{joined}（连写）"))).collect()
}

/// A number as it is printed, without zeros before it.
fn plain(digits: &str) -> Option<u64> {
    if digits.len() > 1 && digits.starts_with('0') { None } else { digits.parse().ok() }
}

/// All ways to split the digits into so many numbers with this sum.
fn parts<'a>(digits: &'a str, count: usize, sum: u64, open: &mut Vec<&'a str>, ways: &mut Vec<Vec<&'a str>>) {
    if count == 0 {
        if digits.is_empty() && sum == 0 {
            ways.push(open.clone());
        }
        return;
    }
    for length in 1..=digits.len().saturating_sub(count - 1) {
        let (part, rest) = digits.split_at(length);
        let Some(value) = plain(part).filter(|value| *value <= sum) else { break };
        open.push(part);
        parts(rest, count - 1, sum - value, open, ways);
        open.pop();
    }
}

/// Table 2: as many cells a row as the form has columns.
fn disclosure(found: &[FoundRow]) -> Captured {
    let mut flow = Flow::default();
    let mut block = "";
    for row in found {
        let columns = row.row.columns;
        if row.row.path.first().is_some_and(|first| *first != block) {
            block = row.row.path.first().copied().unwrap_or_default();
            flow.row();
            flow.cell("信息内容".to_owned(), 1, 1);
            columns.iter().for_each(|column| flow.cell(column.label().to_owned(), 1, 1));
        }
        flow.row();
        flow.cell(row.row.label().to_owned(), 1, 1);
        let tokens = tokens(&row.text);
        match tokens.as_slice() {
            [] => flow.cell(String::new(), 1, columns.len()),
            // One digit for each column leaves nothing open.
            [joined]
                if columns.len() > 1
                    && joined.len() == columns.len()
                    && joined.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                joined.chars().for_each(|digit| flow.cell(digit.to_string(), 1, 1));
            }
            tokens if tokens.len() == columns.len() => {
                tokens.iter().for_each(|token| flow.cell((*token).to_owned(), 1, 1))
            }
            tokens => flow.cell(tokens.join(" "), 1, columns.len()),
        }
    }
    Captured { grid: flow.finish(), findings: vec![] }
}

/// Table 4: fifteen cells behind the last heading.
fn reviews_in(stream: &Stream) -> Option<(Range, Captured)> {
    let direct = stream.find(0, "未经复议直接起诉")?;
    let after = stream.find(direct.end, "复议后起诉").filter(|after| after.start < direct.end + 200)?;
    let near = direct.start.saturating_sub(100)..direct.start;
    let start = stream
        .find_last(near, "行政复议行政诉讼")
        .or_else(|| stream.find_last(direct.start.saturating_sub(100)..direct.start, "行政复议"));
    let mut from = after.end;
    let cells = loop {
        let total = stream.find(from, "总计").filter(|total| total.start < after.end + 200)?;
        let cells = stream.cells_from(total.end);
        if stream.text(cells.clone()).contains(|c: char| c.is_ascii_digit()) {
            break cells;
        }
        from = total.end;
    };
    let text = stream.text(cells.clone());
    let mut values: Vec<String> = tokens(&text).into_iter().map(str::to_owned).collect();
    if let [joined] = values.as_slice()
        && joined.len() == 15
        && joined.bytes().all(|byte| byte.is_ascii_digit())
    {
        values = joined.chars().map(String::from).collect();
    }
    let rows = form::rows(TableId::T4, FormVersion::V2021);
    let mut flow = Flow::default();
    flow.row();
    rows.iter().for_each(|row| flow.cell(row.label().to_owned(), 1, row.columns.len()));
    flow.row();
    rows.iter().flat_map(|row| row.columns).for_each(|column| flow.cell(column.label().to_owned(), 1, 1));
    let mut findings = Vec::new();
    flow.row();
    if values.len() == 15 {
        values.into_iter().for_each(|value| flow.cell(value, 1, 1));
    } else {
        let found = text.trim().to_owned();
        let message = format!("表四的数（{found}）不是 15 个，分不清各属哪一列，没有读入，请对照原文补填");
        findings.push(Finding {
            table: Some(TableId::T4.as_str().to_owned()),
            found: Some(found),
            expected: Some("15".to_owned()),
            ..Finding::new(rule::TABLE, Severity::Error, message)
        });
        (0..15).for_each(|_| flow.cell(String::new(), 1, 1));
    }
    let start = start.map_or(direct.start, |start| start.start);
    Some((start..cells.end, Captured { grid: flow.finish(), findings }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_run_together_are_split_only_as_far_as_the_sum_settles() {
        for (joined, expected) in [
            ("0000000", ["0", "0", "0", "0", "0", "0", "0"]),
            ("3000003", ["3", "0", "0", "0", "0", "0", "3"]),
            ("100000010", ["10", "0", "0", "0", "0", "0", "10"]),
            // 22 and 0, or 2 and 20.
            ("220000325", ["?", "?", "0", "0", "0", "3", "25"]),
        ] {
            let split = split_with_sum(joined, 7);
            let shown: Vec<&str> = split.iter().map(|cell| if cell.contains("连写") { "?" } else { cell }).collect();
            assert_eq!(shown, expected, "{joined}");
        }
        assert!(split_with_sum("1234567", 7).iter().all(|cell| cell.contains("连写")));
    }
}
