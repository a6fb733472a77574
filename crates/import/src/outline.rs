//! Text to sections: the six of the form, what stands under each, numbers as printed.

use crate::text::{self, Numeral, in_chinese, split_numeral};
use crate::{document::Paragraph, rule};
use model::{Finding, Section, Severity};
use std::sync::OnceLock;

/// The statutory sections (Article 50) and the overview that some print before them.
const HEADINGS: [(&str, &[&str]); 7] = [
    ("0", &["概述", "引言", "前言", "概况"]),
    ("1", &["总体情况", "基本情况", "政府信息公开工作总体情况", "信息公开工作总体情况"]),
    ("2", &["主动公开政府信息情况", "主动公开情况", "行政机关主动公开政府信息情况"]),
    ("3", &["收到和处理政府信息公开申请情况", "依申请公开情况", "行政机关收到和处理政府信息公开申请情况"]),
    (
        "4",
        &[
            "政府信息公开行政复议、行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "政府信息公开行政复议、行政诉讼有关情况",
            "行政复议、行政诉讼情况",
            "政府信息公开行政复议及行政诉讼情况",
        ],
    ),
    (
        "5",
        &[
            "存在的主要问题及改进情况",
            "存在的主要问题及改进措施",
            "存在的主要问题及整改措施",
            "存在的问题及改进措施",
            "存在的主要问题和改进措施",
            "政府信息公开工作存在的主要问题及改进情况",
        ],
    ),
    ("6", &["其他需要报告的事项", "其他需要报告的情况", "需要报告的其他事项"]),
];

/// A known form of a heading, ready to be compared.
struct Heading {
    id: &'static str,
    official: &'static str,
    key: String,
    length: usize,
}

fn headings() -> &'static [Heading] {
    static KNOWN: OnceLock<Vec<Heading>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let all = HEADINGS.iter().flat_map(|(id, forms)| forms.iter().map(move |form| (id, forms[0], text::key(form))));
        all.map(|(id, official, key)| Heading { id, official, length: key.chars().count(), key }).collect()
    })
}

/// A heading of the form that a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatutoryHeading {
    /// Id of the section, `0` to `6`.
    pub id: &'static str,
    /// The number as printed.
    pub numeral: Option<(u32, String)>,
    /// The heading as printed, without its number.
    pub heading: String,
    /// What follows on the same line.
    pub rest: String,
    /// The official heading, where the printed one is none of its known forms.
    pub misprint_of: Option<&'static str>,
}

/// The heading of the form that the line is.
pub fn statutory_heading(line: &str) -> Option<StatutoryHeading> {
    let (numeral, body) = match split_numeral(line) {
        Some((Numeral::Chinese(number), printed, rest)) => (Some((number, printed)), rest),
        Some(_) => return None,
        None => (None, line),
    };
    let end = body.find(['。', '：', ':']).unwrap_or(body.len());
    let candidates = [body.len(), end, body.find([' ', '\u{3000}']).unwrap_or(body.len())];
    let at = |end: usize| heading_at(body, end, numeral.as_ref());
    let found: Vec<StatutoryHeading> = candidates.into_iter().filter_map(at).collect();
    let exact = found.iter().position(|heading| heading.misprint_of.is_none());
    found.into_iter().nth(exact.unwrap_or(0))
}

fn heading_at(body: &str, end: usize, numeral: Option<&(u32, String)>) -> Option<StatutoryHeading> {
    let (head, rest) = body.split_at(end);
    if head.chars().count() > 40 {
        return None;
    }
    let key = text::key(head);
    let length = key.chars().count();
    let mut nearest: Option<(usize, &'static str, &'static str)> = None;
    for heading in headings() {
        // A heading without a number must be the very words: any line of a list may be near them.
        let distance = if key == heading.key {
            Some(0)
        } else if numeral.is_some() && length.abs_diff(heading.length) <= text::tolerance(heading.length) {
            text::closeness(&key, &heading.key)
        } else {
            None
        };
        if let Some(distance) = distance
            && nearest.is_none_or(|(best, _, _)| distance < best)
        {
            nearest = Some((distance, heading.id, heading.official));
        }
    }
    let (distance, id, official) = nearest?;
    // The overview and short names are common words; only with a number, or as a line of their own.
    if numeral.is_none() && (!rest.is_empty() || id == "0") {
        return None;
    }
    Some(StatutoryHeading {
        id,
        numeral: numeral.cloned(),
        heading: head.trim().to_owned(),
        rest: rest.trim_start_matches(|c| matches!(c, '。' | '：' | ':') || text::is_space(c)).to_owned(),
        misprint_of: (distance > 0).then_some(official),
    })
}

/// The text of a report in its parts.
#[derive(Debug, Default)]
pub struct Outline {
    /// Paragraphs before the first section.
    pub preamble: Vec<String>,
    /// The sections.
    pub sections: Vec<Section>,
    /// What a clerk should look at.
    pub findings: Vec<Finding>,
}

/// How deep a numbered part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Top,
    Bracketed,
    Arabic,
    BracketedArabic,
    Point,
}

struct Open {
    section: Section,
    rank: Rank,
    /// The last number among the parts below, by rank.
    counts: [u32; 5],
}

#[derive(Default)]
struct Builder {
    outline: Outline,
    open: Vec<Open>,
    top_number: u32,
    extra: u32,
}

/// Reads the paragraphs of a report, from behind its title.
pub fn read(paragraphs: &[Paragraph]) -> Outline {
    let mut builder = Builder::default();
    let mut lines = paragraphs.iter().peekable();
    while let Some(paragraph) = lines.next() {
        match lines.peek().and_then(|next| broken_heading(&paragraph.text, &next.text)) {
            Some(heading) => {
                lines.next();
                builder.statutory(heading);
            }
            None => builder.paragraph(paragraph),
        }
    }
    builder.close_to(Rank::Top);
    let mut outline = builder.outline;
    check_numerals(&mut outline);
    outline
}

/// A heading of the form that is broken over two lines.
fn broken_heading(line: &str, next: &str) -> Option<StatutoryHeading> {
    let numbered = matches!(split_numeral(line), Some((Numeral::Chinese(_), ..)));
    if !numbered || line.chars().count() > 30 || next.chars().count() > 30 || statutory_heading(line).is_some() {
        return None;
    }
    statutory_heading(&format!("{line}{next}"))
        .filter(|heading| heading.misprint_of.is_none() && heading.rest.is_empty())
}

impl Builder {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let line = paragraph.text.as_str();
        if let Some(heading) = statutory_heading(line) {
            self.statutory(heading);
            return;
        }
        match split_numeral(line) {
            Some((Numeral::Chinese(number), printed, rest)) => self.chinese(number, &printed, rest, line),
            Some((Numeral::Bracketed(number), printed, rest)) => self.part(Rank::Bracketed, number, &printed, rest),
            Some((Numeral::Arabic(number), printed, rest)) => {
                let rank = if printed.chars().all(char::is_numeric) { Rank::Arabic } else { Rank::BracketedArabic };
                self.part(rank, number, &printed, rest);
            }
            Some((Numeral::Point(_), ..)) | None => self.text(line),
        }
    }

    fn statutory(&mut self, heading: StatutoryHeading) {
        self.close_to(Rank::Top);
        if self.outline.sections.iter().any(|section| section.id == heading.id) {
            let contents = self.outline.sections.iter().all(is_bare);
            if contents {
                // A table of contents: the headings come again with their text.
                self.outline.sections.clear();
            } else {
                let number = heading.numeral.as_ref().map_or(0, |(number, _)| *number);
                let line = [heading.heading.as_str(), heading.rest.as_str()].join(" ");
                self.unknown_top(number, heading.numeral.as_ref().map(|(_, printed)| printed.as_str()), line.trim());
                return;
            }
        }
        if let Some(official) = heading.misprint_of {
            self.outline.findings.push(Finding {
                found: Some(heading.heading.clone()),
                expected: Some(official.to_owned()),
                ..Finding::new(
                    rule::LABEL,
                    Severity::Hint,
                    format!("标题“{}”与国家格式不同，按“{official}”读入，请核对原文", heading.heading),
                )
            });
        }
        self.top_number = heading.numeral.as_ref().map_or(self.top_number + 1, |(number, _)| *number);
        let place: u32 = heading.id.parse().unwrap_or(0);
        let section = Section {
            id: heading.id.to_owned(),
            numeral: (place > 0).then(|| in_chinese(place)),
            printed_numeral: heading.numeral.filter(|(number, _)| *number != place).map(|(_, printed)| printed),
            heading: heading.heading,
            paragraphs: vec![],
            sections: vec![],
        };
        self.open.push(Open { section, rank: Rank::Top, counts: [0; 5] });
        if !heading.rest.is_empty() {
            self.text(&heading.rest);
        }
    }

    /// `七、…` may be one more section, or the first level of a list inside one.
    fn chinese(&mut self, number: u32, printed: &str, rest: &str, line: &str) {
        let short = rest.chars().count() <= 40 && !rest.contains(['。', '；']);
        if !self.open.is_empty() && number == self.top_number + 1 && short {
            self.close_to(Rank::Top);
            self.unknown_top(number, Some(printed), rest);
        } else if self.open.is_empty() {
            self.text(line);
        } else {
            self.part(Rank::Bracketed, number, &format!("{printed}、"), rest);
        }
    }

    fn unknown_top(&mut self, number: u32, printed: Option<&str>, heading: &str) {
        self.top_number = number.max(self.top_number);
        self.extra += 1;
        let section = Section {
            id: (6 + self.extra).to_string(),
            numeral: printed.map(str::to_owned),
            printed_numeral: None,
            heading: heading.to_owned(),
            paragraphs: vec![],
            sections: vec![],
        };
        self.outline.findings.push(Finding {
            found: Some(heading.to_owned()),
            ..Finding::new(
                rule::LABEL,
                Severity::Hint,
                format!("标题“{heading}”不是国家格式的六个部分之一，或出现了两次，已作为单独的部分保留"),
            )
        });
        self.open.push(Open { section, rank: Rank::Top, counts: [0; 5] });
    }

    /// A numbered part below a section: its first sentence is its heading.
    fn part(&mut self, rank: Rank, number: u32, printed: &str, rest: &str) {
        if self.open.is_empty() {
            // Numbers before the first section belong to the preamble.
            let line = format!("{}{rest}", mark(printed));
            self.outline.preamble.push(line);
            return;
        }
        self.close_to(rank);
        let (heading, rest) = split_heading(rest);
        self.open_part(rank, number, printed, heading);
        if !rest.is_empty() {
            self.text(rest);
        }
    }

    fn open_part(&mut self, rank: Rank, number: u32, printed: &str, heading: &str) {
        let Some(parent) = self.open.last_mut() else { return };
        let count = &mut parent.counts[rank as usize];
        // A list of points may begin again in the next paragraph; a heading may not.
        let again = number == 1 && matches!(rank, Rank::Arabic | Rank::BracketedArabic | Rank::Point);
        *count = if again { 1 } else { *count + 1 };
        let expected = *count;
        let index = parent.section.sections.len() + 1;
        let id = format!("{}.{index}", parent.section.id);
        let numeral = numeral_of(rank, expected, printed);
        let printed_numeral = (number != expected).then(|| printed.to_owned());
        if printed_numeral.is_some() {
            self.outline.findings.push(Finding {
                found: Some(printed.to_owned()),
                expected: Some(numeral.clone()),
                ..Finding::new(
                    rule::NUMERAL,
                    Severity::Hint,
                    format!("“{printed}{heading}”按顺序应编为“{numeral}”，原文的编号已保留，请核对"),
                )
            });
            *count = number;
        }
        let section = Section {
            id,
            numeral: Some(numeral),
            printed_numeral,
            heading: heading.to_owned(),
            paragraphs: vec![],
            sections: vec![],
        };
        self.open.push(Open { section, rank, counts: [0; 5] });
    }

    /// Running text, which may hold points (一是…二是…).
    fn text(&mut self, line: &str) {
        if self.open.is_empty() {
            self.outline.preamble.push(line.to_owned());
            return;
        }
        let points = points(line, self.open_points());
        let lead = points.first().map_or(line, |point| line[..point.start].trim_end());
        if !lead.is_empty() {
            if !points.is_empty() {
                self.close_to(Rank::Point);
            }
            if let Some(open) = self.open.last_mut() {
                open.section.paragraphs.push(lead.to_owned());
            }
        }
        for (index, point) in points.iter().enumerate() {
            let end = points.get(index + 1).map_or(line.len(), |next| next.start);
            self.close_to(Rank::Point);
            let (heading, rest) = split_heading(line[point.body..end].trim());
            self.open_part(Rank::Point, point.number, &line[point.start..point.body], heading);
            if !rest.is_empty()
                && let Some(open) = self.open.last_mut()
            {
                open.section.paragraphs.push(rest.to_owned());
            }
        }
    }

    /// The number of the last point of the list that is open.
    fn open_points(&self) -> u32 {
        let holder = self.open.iter().rev().find(|open| open.rank != Rank::Point);
        holder.map_or(0, |open| open.counts[Rank::Point as usize])
    }

    /// Closes every part of this rank or deeper.
    fn close_to(&mut self, rank: Rank) {
        while self.open.last().is_some_and(|open| open.rank >= rank) {
            let Some(closed) = self.open.pop() else { return };
            match self.open.last_mut() {
                Some(parent) => parent.section.sections.push(closed.section),
                None => self.outline.sections.push(closed.section),
            }
        }
    }
}

fn is_bare(section: &Section) -> bool {
    section.paragraphs.is_empty() && section.sections.is_empty()
}

fn mark(printed: &str) -> String {
    if printed.ends_with([')', '）', '、']) { printed.to_owned() } else { format!("{printed}.") }
}

fn numeral_of(rank: Rank, number: u32, printed: &str) -> String {
    match rank {
        Rank::Top => in_chinese(number),
        Rank::Bracketed if printed.ends_with('、') => in_chinese(number),
        Rank::Bracketed => format!("（{}）", in_chinese(number)),
        Rank::Arabic => number.to_string(),
        Rank::BracketedArabic => format!("（{number}）"),
        Rank::Point if printed.starts_with('第') => format!("第{}", in_chinese(number)),
        Rank::Point => format!("{}是", in_chinese(number)),
    }
}

/// The heading of a numbered part and the text behind it: the first sentence, if it is short.
fn split_heading(body: &str) -> (&str, &str) {
    const LONGEST: usize = 50;
    let stop = body.find(['。', '；', ';']);
    let Some(stop) = stop else {
        let colon = body.find(['：', ':']).filter(|at| body[..*at].chars().count() <= 20);
        return match colon {
            Some(at) => (body[..at].trim(), body[at..].trim_start_matches(['：', ':']).trim()),
            None if body.chars().count() <= LONGEST && !is_statement(body) => (body.trim(), ""),
            None => ("", body.trim()),
        };
    };
    let (head, tail) = body.split_at(stop);
    if head.chars().count() > LONGEST || is_statement(head) {
        return ("", body.trim());
    }
    let width = tail.chars().next().map_or(0, char::len_utf8);
    (head.trim(), tail[width..].trim())
}

/// A sentence that gives a count says something; a heading names something.
fn is_statement(sentence: &str) -> bool {
    let folded = text::fold(sentence);
    let characters: Vec<char> = folded.chars().collect();
    let counts = |pair: &[char]| {
        pair[0].is_ascii_digit() && matches!(pair[1], '件' | '条' | '次' | '人' | '篇' | '%' | '宗' | '份' | '万')
    };
    characters.windows(2).any(counts)
}

struct PointAt {
    start: usize,
    body: usize,
    number: u32,
}

/// The points of a paragraph, which count on from `last` or from one.
fn points(line: &str, last: u32) -> Vec<PointAt> {
    let mut points: Vec<PointAt> = Vec::new();
    let mut before: Option<char> = None;
    for (start, character) in line.char_indices() {
        let at_start = before
            .is_none_or(|before| matches!(before, '。' | '；' | ';' | '：' | ':' | '！' | '，' | ',' | ' ' | '.'));
        before = Some(character);
        if !at_start {
            continue;
        }
        let Some((Numeral::Point(number), _, rest)) = split_numeral(&line[start..]) else { continue };
        let expected = points.last().map_or(last, |point| point.number) + 1;
        // `一是` in the middle of a sentence begins no list, and a comma parts points only within one.
        let begins = number == 1 && (points.is_empty() || number == expected);
        // A number or two may be skipped by mistake; the finding says so.
        let follows = number >= expected && number <= expected + 2 && (expected > 1);
        if begins || follows {
            points.push(PointAt { start, body: line.len() - rest.len(), number });
        }
    }
    points
}

/// Says where the printed numbers of the sections are not those of the form. An overview before
/// the six moves them all by one, which is said once.
fn check_numerals(outline: &mut Outline) {
    let printed = |section: &Section| section.printed_numeral.as_deref().and_then(text::chinese_number);
    let place = |section: &Section| section.id.parse::<u32>().ok().filter(|place| *place <= 6);
    let overview = outline.sections.iter().any(|section| section.id == "0");
    let shifted = |section: &Section| {
        overview && place(section).is_some_and(|place| printed(section).is_some_and(|number| number == place + 1))
    };
    let mut findings = Vec::new();
    if outline.sections.iter().filter(|section| section.id != "0").any(shifted) {
        findings.push(Finding::new(
            rule::NUMERAL,
            Severity::Hint,
            "原文在总体情况之前多一个部分，其后的编号都比国家格式大一，原文的编号已保留",
        ));
    }
    for section in &outline.sections {
        let Some(number) = section.printed_numeral.as_deref().filter(|_| section.id != "0" && !shifted(section)) else {
            continue;
        };
        let expected = section.numeral.clone().unwrap_or_default();
        findings.push(Finding {
            found: Some(number.to_owned()),
            expected: Some(expected.clone()),
            ..Finding::new(
                rule::NUMERAL,
                Severity::Hint,
                format!("“{number}、{}”按国家格式应编为“{expected}”，原文的编号已保留，请核对", section.heading),
            )
        });
    }
    outline.findings.extend(findings);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(lines: &[&str]) -> Outline {
        let paragraphs: Vec<Paragraph> =
            lines.iter().map(|line| Paragraph { text: (*line).to_owned(), ..Paragraph::default() }).collect();
        read(&paragraphs)
    }

    fn shape(sections: &[Section]) -> Vec<String> {
        let mut shape = Vec::new();
        for section in sections {
            let printed = section.printed_numeral.as_deref().map(|printed| format!("[{printed}]")).unwrap_or_default();
            let numeral = section.numeral.as_deref().unwrap_or("-");
            shape.push(
                format!("{} {numeral}{printed} {} {}", section.id, section.heading, section.paragraphs.join("|"))
                    .trim_end()
                    .to_owned(),
            );
            shape.extend(self::shape(&section.sections));
        }
        shape
    }

    #[test]
    fn sections_parts_and_points_are_told_apart() {
        let read = outline(&[
            "根据规定编制本报告。",
            "一、总体情况",
            "全年工作有序。",
            "(一) 公开情况良好。",
            "一是公开及时。按时发布。二是解读充分。多种形式。",
            "（二）制度健全。一是建章立制。二是加强培训。效果明显。",
            "二、主动公开政府信息情况",
            "五、存在的主要问题及整改措施",
            "1.质量不高",
            "2.压力较大",
            "三、其他需要报告的事项",
            "无。",
        ]);
        assert_eq!(read.preamble, ["根据规定编制本报告。"]);
        assert_eq!(
            shape(&read.sections),
            [
                "1 一 总体情况 全年工作有序。",
                "1.1 （一） 公开情况良好",
                "1.1.1 一是 公开及时 按时发布。",
                "1.1.2 二是 解读充分 多种形式。",
                "1.2 （二） 制度健全",
                "1.2.1 一是 建章立制",
                "1.2.2 二是 加强培训 效果明显。",
                "2 二 主动公开政府信息情况",
                "5 五 存在的主要问题及整改措施",
                "5.1 1 质量不高",
                "5.2 2 压力较大",
                "6 六[三] 其他需要报告的事项 无。",
            ]
        );
        assert_eq!(read.findings.len(), 1, "{:?}", read.findings);
        assert_eq!(read.findings[0].expected.as_deref(), Some("六"));
    }

    #[test]
    fn an_overview_moves_all_numbers_and_is_said_once() {
        let read =
            outline(&["一、概述", "本报告。", "二、总体情况", "三、主动公开政府信息情况", "七、其他需要报告的事项"]);
        assert_eq!(
            shape(&read.sections),
            [
                "0 -[一] 概述 本报告。",
                "1 一[二] 总体情况",
                "2 二[三] 主动公开政府信息情况",
                "6 六[七] 其他需要报告的事项"
            ]
        );
        assert_eq!(read.findings.len(), 1, "{:?}", read.findings);
    }

    #[test]
    fn misprinted_headings_are_known_and_said() {
        let read = outline(&["四、政府信息公开行政法复议、行政诉讼情况", "五、存在的主要问题及整改情况", "甲。"]);
        let ids: Vec<&str> = read.sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(ids, ["4", "5"]);
        assert_eq!(read.sections[0].heading, "政府信息公开行政法复议、行政诉讼情况");
        assert!(read.findings.iter().any(|finding| finding.rule == rule::LABEL));
    }

    #[test]
    fn text_on_the_line_of_a_heading_is_its_text() {
        let read = outline(&["一、总体情况。全年公开 5 条。", "（一）主动公开：发布 3 条"]);
        assert_eq!(shape(&read.sections), ["1 一 总体情况 全年公开 5 条。", "1.1 （一） 主动公开 发布 3 条"]);
    }

    #[test]
    fn a_list_inside_a_section_is_no_new_section() {
        let read = outline(&[
            "五、存在的主要问题及改进情况",
            "一、主要问题",
            "甲。",
            "二、改进措施",
            "乙。",
            "六、其他需要报告的事项",
        ]);
        assert_eq!(
            shape(&read.sections),
            [
                "5 五 存在的主要问题及改进情况",
                "5.1 一 主要问题 甲。",
                "5.2 二 改进措施 乙。",
                "6 六 其他需要报告的事项"
            ]
        );
    }

    #[test]
    fn a_table_of_contents_is_not_the_report() {
        let read =
            outline(&["一、总体情况", "二、主动公开政府信息情况", "一、总体情况", "甲。", "二、主动公开政府信息情况"]);
        assert_eq!(shape(&read.sections), ["1 一 总体情况 甲。", "2 二 主动公开政府信息情况"]);
    }
}
