//! Numbers that the text gives and that have a name in every report.

use crate::{number, text};
use model::{Figure, Section};

/// How a number is known: words that must stand before it in its clause, and what it counts.
struct Known {
    id: &'static str,
    label: &'static str,
    /// One word of each group must be there.
    words: &'static [&'static [&'static str]],
    /// None of these may be there.
    never: &'static [&'static str],
    units: &'static [&'static str],
}

const PIECES: &[&str] = &["条", "件", "篇", "余条", "万条", "万余条", "条次"];
const CASES: &[&str] = &["件", "宗", "条", "起", "件次", "余件"];
const VISITS: &[&str] = &["人次", "次", "万人次", "万次", "余人次", "余次"];
const RATE: &[&str] = &["%"];
const REQUEST: &[&str] = &["诉求", "留言", "来信", "信件", "咨询", "投诉"];
const APPLICATION: &[&str] = &["申请"];
const MEDIA: &[&str] = &["微信", "微博", "新媒体", "公众号", "客户端", "抖音"];

const KNOWN: &[Known] = &[
    Known {
        id: "daily_visits",
        label: "门户网站日均访问",
        words: &[&["日均"], &["访问", "浏览", "点击"]],
        never: &[],
        units: VISITS,
    },
    Known {
        id: "visits",
        label: "门户网站访问",
        words: &[&["访问", "浏览", "点击"]],
        never: &["日均", "月均"],
        units: VISITS,
    },
    Known {
        id: "reply_rate",
        label: "反馈回复率",
        words: &[&["回复率", "答复率"]],
        never: &["按时", "按期"],
        units: RATE,
    },
    Known {
        id: "on_time_rate",
        label: "按时办结率",
        words: &[&["办结率", "按时答复率", "按期答复率", "按时回复率", "按时办理率"]],
        never: &[],
        units: RATE,
    },
    Known {
        id: "satisfaction_rate",
        label: "群众满意率",
        words: &[&["满意率", "满意度"]],
        never: &["不满意"],
        units: RATE,
    },
    Known {
        id: "applications_carried_out",
        label: "结转下年度的申请",
        words: &[&["结转下", "结转至下", "结转到下"]],
        never: &[],
        units: CASES,
    },
    Known {
        id: "applications_carried_in",
        label: "上年结转的申请",
        words: &[&["上年结转", "上年度结转", "上一年结转", "上一年度结转"]],
        never: &[],
        units: CASES,
    },
    Known {
        id: "applications_received",
        label: "收到政府信息公开申请",
        words: &[&["收到", "新收", "受理", "接收"], APPLICATION],
        never: &[
            "结转",
            "自然人",
            "法人",
            "企业",
            "网上",
            "网络",
            "信函",
            "邮寄",
            "当面",
            "传真",
            "复议",
            "诉讼",
            "办结",
            "答复",
        ],
        units: CASES,
    },
    Known {
        id: "applications_answered",
        label: "办结政府信息公开申请",
        words: &[&["办结", "答复", "办理"], APPLICATION],
        never: &["结转", "自然人", "法人", "收到", "新收", "受理", "复议", "诉讼", "未", "率"],
        units: CASES,
    },
    Known {
        id: "reviews",
        label: "行政复议",
        words: &[&["复议"]],
        never: &["诉讼", "维持", "纠正", "审结"],
        units: CASES,
    },
    Known {
        id: "lawsuits",
        label: "行政诉讼",
        words: &[&["诉讼", "起诉"]],
        never: &["复议案", "维持", "纠正", "审结", "败诉"],
        units: CASES,
    },
    Known {
        id: "requests_handled",
        label: "办理群众诉求",
        words: &[&["办理", "办结", "回复", "答复", "受理", "处理", "收到"], REQUEST],
        never: &["申请", "建议", "提案", "率"],
        units: CASES,
    },
    Known {
        id: "proposals_handled",
        label: "办理建议提案",
        words: &[&["办理", "办结", "答复", "承办", "收到"], &["建议", "提案"]],
        never: &["率"],
        units: CASES,
    },
    Known { id: "readings", label: "政策解读", words: &[&["解读"]], never: &["率"], units: PIECES },
    Known {
        id: "disclosed_on_new_media",
        label: "政务新媒体公开",
        words: &[MEDIA, &["公开", "发布", "推送", "转载"]],
        never: &[],
        units: PIECES,
    },
    Known {
        id: "disclosed_on_website",
        label: "政府网站公开",
        words: &[&["网站", "门户网"], &["公开", "发布"]],
        never: &["微信", "微博", "新媒体", "公众号", "和", "及", "申请"],
        units: PIECES,
    },
    Known {
        id: "disclosed",
        label: "主动公开政府信息",
        words: &[&["主动公开", "公开政府信息", "公开各类政府信息", "公开信息", "发布政府信息", "公开各类信息"]],
        never: &[
            "网站",
            "微信",
            "微博",
            "新媒体",
            "公众号",
            "平台",
            "公报",
            "规范性文件",
            "申请",
            "部门公开",
            "乡镇公开",
        ],
        units: PIECES,
    },
    Known {
        id: "normative_issued",
        label: "制发行政规范性文件",
        words: &[&["制发", "制定", "出台", "印发"], &["规范性文件"]],
        never: &["废止", "修订"],
        units: &["件", "份", "个", "部"],
    },
];

/// Words of a change or of another year: the number is not the year's own.
const CHANGE: [&str; 13] =
    ["增长", "增加", "减少", "下降", "同比", "上升", "比上年", "较上年", "去年", "比去年", "较去年", "提高", "占"];

/// The figures of the text, each where it first stands.
pub fn read(preamble: &[String], sections: &[Section]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for paragraph in preamble {
        read_paragraph(paragraph, None, &mut figures);
    }
    let mut open: Vec<&Section> = sections.iter().rev().collect();
    while let Some(section) = open.pop() {
        for paragraph in std::iter::once(&section.heading).chain(&section.paragraphs) {
            read_paragraph(paragraph, Some(&section.id), &mut figures);
        }
        open.extend(section.sections.iter().rev());
    }
    figures
}

fn read_paragraph(paragraph: &str, section: Option<&str>, figures: &mut Vec<Figure>) {
    for sentence in paragraph.split(['。', '；', ';', '！', '\n']) {
        let mut before = "";
        for clause in clauses(sentence) {
            for (at, digits, after) in numbers(clause) {
                let head = end_of(&clause[..at]);
                // `……申请，共 26 件`: the words stand in the clause before.
                let known = find(head, after).or_else(|| {
                    let bare = text::key(head).chars().count() <= 6;
                    bare.then(|| find(&format!("{before}{head}"), after)).flatten()
                });
                let (Some((known, unit)), Some(value)) = (known, number::plain(&digits)) else { continue };
                if figures.iter().any(|figure| figure.id == known.id) {
                    continue;
                }
                figures.push(Figure {
                    id: known.id.to_owned(),
                    label: known.label.to_owned(),
                    value,
                    unit: unit.replace('余', ""),
                    meaning: None,
                    section: section.map(str::to_owned),
                    quote: Some(text::clean(clause).chars().take(80).collect()),
                });
            }
            before = end_of(clause);
        }
    }
}

/// As much of the words before a number as may tell what it counts.
fn end_of(words: &str) -> &str {
    const MOST: usize = 60;
    let start = words.char_indices().rev().nth(MOST - 1).map_or(0, |(at, _)| at);
    &words[start..]
}

/// The clauses of a sentence. A half-width comma between digits parts thousands, not clauses.
fn clauses(sentence: &str) -> Vec<&str> {
    let (mut clauses, mut start) = (Vec::new(), 0);
    let characters: Vec<(usize, char)> = sentence.char_indices().collect();
    for (index, (at, character)) in characters.iter().enumerate() {
        let digit =
            |index: Option<usize>| index.and_then(|index| characters.get(index)).is_some_and(|(_, c)| c.is_numeric());
        let thousands = matches!(character, ',' | '，') && digit(index.checked_sub(1)) && digit(Some(index + 1));
        if matches!(character, '，' | ',' | '、' | '：' | ':' | '（' | '）' | '(' | ')') && !thousands {
            clauses.push(&sentence[start..*at]);
            start = at + character.len_utf8();
        }
    }
    clauses.push(&sentence[start..]);
    clauses
}

/// Numbers of a clause: where each begins, its digits, the unit behind it.
fn numbers(clause: &str) -> Vec<(usize, String, &str)> {
    let mut numbers = Vec::new();
    let characters: Vec<(usize, char)> = clause.char_indices().collect();
    let mut index = 0;
    while index < characters.len() {
        let is_part = |character: char| is_digit(character) || matches!(character, '.' | '．' | ',' | '，');
        if !is_digit(characters[index].1) {
            index += 1;
            continue;
        }
        let start = index;
        while index < characters.len() && is_part(characters[index].1) {
            index += 1;
        }
        let begin = characters[start].0;
        let end = characters.get(index).map_or(clause.len(), |(at, _)| *at);
        let digits = text::fold(clause[begin..end].trim_end_matches(['.', '．', ',', '，']));
        numbers.push((begin, digits, clause[end..].trim_start()));
    }
    numbers
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

fn find(head: &str, after: &str) -> Option<(&'static Known, &'static str)> {
    if CHANGE.iter().any(|word| head.contains(word)) {
        return None;
    }
    KNOWN.iter().find_map(|known| {
        let fits = known.words.iter().all(|group| group.iter().any(|word| head.contains(word)))
            && !known.never.iter().any(|word| head.contains(word));
        fits.then(|| unit(known, after)).flatten().map(|unit| (known, unit))
    })
}

fn unit(known: &Known, after: &str) -> Option<&'static str> {
    let after = after.replace('％', "%");
    known.units.iter().copied().filter(|unit| after.starts_with(unit)).max_by_key(|unit| unit.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, expected: &[(&str, &str, &str)]) {
        let figures = read(&[paragraph.to_owned()], &[]);
        let found: Vec<(String, String, String)> =
            figures.iter().map(|figure| (figure.id.clone(), figure.value.to_string(), figure.unit.clone())).collect();
        let expected: Vec<(String, String, String)> =
            expected.iter().map(|(id, value, unit)| ((*id).into(), (*value).into(), (*unit).into())).collect();
        assert_eq!(found, expected, "{paragraph}");
    }

    #[test]
    fn figures_are_found_by_their_words_and_units() {
        check(
            "截至年底,全县累计主动公开政府信息8635条,其中政府网站公开254条,政府门户网站日均访问量523人次。",
            &[("disclosed", "8635", "条"), ("disclosed_on_website", "254", "条"), ("daily_visits", "523", "人次")],
        );
        check(
            "通过栏目办理群众诉求34件、反馈回复率100%、按时办结率100%、群众满意率高达99.5％。",
            &[
                ("requests_handled", "34", "件"),
                ("reply_rate", "100", "%"),
                ("on_time_rate", "100", "%"),
                ("satisfaction_rate", "99.5", "%"),
            ],
        );
        check(
            "2023年，共收到政府信息公开申请1,081件，上年结转0件，结转下年度3件。",
            &[
                ("applications_received", "1081", "件"),
                ("applications_carried_in", "0", "件"),
                ("applications_carried_out", "3", "件"),
            ],
        );
        check(
            "因政府信息公开被申请行政复议7件，被提起行政诉讼１９件。",
            &[("reviews", "7", "件"), ("lawsuits", "19", "件")],
        );
        check("收到政府信息公开申请，共计26件。", &[("applications_received", "26", "件")]);
    }

    #[test]
    fn a_change_a_part_or_another_thing_is_no_figure() {
        check("主动公开政府信息同比增长12条。", &[]);
        check("收到自然人申请12件。", &[]);
        check("举办培训3场，参加120人。", &[]);
        check("在2个工作日内处理。", &[]);
        check("2019年主动公开政府信息。", &[]);
    }
}
