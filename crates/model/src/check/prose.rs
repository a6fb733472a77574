//! A8: the counts in the text against those in the tables.

use super::identity::Place;
use super::{names, report_file, rule};
use crate::{Decimal, Finding, Report, Section, TableId};

/// What a clause of the text counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// 收到政府信息公开申请
    Received,
    /// 上年结转
    CarriedIn,
    /// 结转下年度
    CarriedOut,
    /// 行政复议
    Reviews,
    /// 行政诉讼
    Lawsuits,
}

/// A count that the text gives.
#[derive(Debug, PartialEq, Eq)]
struct Claim {
    subject: Subject,
    value: Decimal,
    clause: String,
}

/// A count of the text that is not the table's (正文与表格不一致). A text may rightly count otherwise (only what is
/// settled, for one), so it says that they differ, not that one is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// The table that counts the same.
    pub table: TableId,
    /// Row and column of its cell; of lawsuits, the first of the two that are added up.
    pub place: Place,
    /// Id of the section.
    pub section: String,
    /// The words of the text.
    pub clause: String,
    /// The count in them.
    pub value: Decimal,
    /// What the table gives: one number, or two ways to count.
    pub expected: Vec<Decimal>,
    subject: Subject,
}

/// The counts of the text that are not those of the tables.
pub fn differing(report: &Report) -> Vec<Differing> {
    let sections = report.all_sections();
    let paragraphs =
        sections.into_iter().flat_map(|section| section.paragraphs.iter().map(move |text| (section, text)));
    let claims =
        paragraphs.flat_map(|(section, text)| claims(section, text).into_iter().map(move |claim| (section, claim)));
    claims.filter_map(|(section, claim)| differs(report, section, claim)).collect()
}

fn differs(report: &Report, section: &Section, claim: Claim) -> Option<Differing> {
    let (table, row, column) = cell(claim.subject);
    let expected = table_values(report, claim.subject);
    let is_other = !expected.is_empty() && !expected.contains(&claim.value);
    is_other.then(|| Differing {
        table,
        place: (row, column),
        section: section.id.clone(),
        clause: claim.clause,
        value: claim.value,
        expected,
        subject: claim.subject,
    })
}

/// A8: a resident who reads two numbers for one thing trusts neither.
pub(super) fn findings(report: &Report) -> Vec<Finding> {
    differing(report).into_iter().filter_map(|found| finding(report, &found)).collect()
}

fn finding(report: &Report, found: &Differing) -> Option<Finding> {
    let (row, column) = found.place;
    let table = report.table(found.table)?;
    let expected = found.expected.iter().map(ToString::to_string).collect::<Vec<_>>().join(" 或 ");
    let message = format!(
        "正文写“{}”，{}为 {expected}，两处不一致；可能是统计口径不同（如只计已办结的），请核对",
        found.clause,
        what(table, found.subject, row, column)
    );
    Some(Finding {
        table: Some(table.id.as_str().to_owned()),
        row: Some(row.to_owned()),
        column: Some(column.to_owned()),
        cell: Some(format!("sections[{}]", found.section)),
        found: Some(found.value.to_string()),
        expected: Some(expected),
        ..rule::A8.finding(&report_file(report.year), message)
    })
}

/// The cell that a finding points to.
fn cell(subject: Subject) -> (TableId, &'static str, &'static str) {
    match subject {
        Subject::Received => (TableId::T3, "received", "total"),
        Subject::CarriedIn => (TableId::T3, "carried_in", "total"),
        Subject::CarriedOut => (TableId::T3, "carried_out", "total"),
        Subject::Reviews => (TableId::T4, "review", "total"),
        Subject::Lawsuits => (TableId::T4, "litigation_direct", "total"),
    }
}

fn what(table: &crate::Table, subject: Subject, row: &str, column: &str) -> String {
    match subject {
        Subject::Lawsuits => "表四两类行政诉讼的总计相加".to_owned(),
        _ => names::cell_name(table, row, column),
    }
}

/// What the tables give for it. A text may count new applications, or those together with what was carried over.
fn table_values(report: &Report, subject: Subject) -> Vec<Decimal> {
    let value = |table: TableId, row: &str| report.table(table)?.value(row, "total");
    let sum = |left: Option<Decimal>, right: Option<Decimal>| left?.checked_add(right?);
    let received = value(TableId::T3, "received");
    let carried_in = value(TableId::T3, "carried_in");
    let mut values = match subject {
        Subject::Received => vec![received, received.and(sum(received, carried_in))],
        Subject::CarriedIn => vec![carried_in],
        Subject::CarriedOut => vec![value(TableId::T3, "carried_out")],
        Subject::Reviews => vec![value(TableId::T4, "review")],
        Subject::Lawsuits => {
            let after = value(TableId::T4, "litigation_after_review");
            vec![sum(value(TableId::T4, "litigation_direct"), after)]
        }
    };
    values.dedup();
    values.into_iter().flatten().collect()
}

/// The counts in a paragraph. Only plain statements are read: a clause that speaks of a part, of a change or of
/// several numbers is passed over, because a hint that is wrong costs more than one that is missing.
fn claims(section: &Section, paragraph: &str) -> Vec<Claim> {
    let text = plain(paragraph);
    let mut claims = Vec::new();
    for sentence in text.split(['。', '；', ';', '\n']) {
        let about_disclosure = ["信息公开", "依申请公开"].iter().any(|words| holds(sentence, words))
            || matches!(section.id.split('.').next(), Some("3" | "4"));
        if !about_disclosure {
            continue;
        }
        let clauses = sentence.split(['，', ',', '（', '）', '(', ')', '：', ':']);
        claims.extend(clauses.filter_map(claim));
    }
    claims
}

/// Whether a text holds these words. The standard library's search is made for long texts and weighs a kilobyte.
fn holds(text: &str, words: &str) -> bool {
    text.as_bytes().windows(words.len()).any(|window| window == words.as_bytes())
}

/// Full-width digits as ASCII, no blanks.
fn plain(text: &str) -> String {
    let ascii = |letter: char| match letter {
        '０'..='９' => char::from_digit(letter as u32 - '０' as u32, 10).unwrap_or(letter),
        other => other,
    };
    text.chars().filter(|letter| !letter.is_whitespace() || *letter == '\n').map(ascii).collect()
}

/// Words of a part of the whole, of another year, or of a change.
const NOT_THE_WHOLE: [&str; 28] = [
    "其中",
    "自然人",
    "法人",
    "企业",
    "网",
    "信函",
    "邮",
    "当面",
    "传真",
    "现场",
    "部门",
    "乡镇",
    "街道",
    "维持",
    "纠正",
    "增加",
    "减少",
    "增长",
    "下降",
    "同比",
    "去年",
    "比上年",
    "较上年",
    "答复",
    "办结",
    "败诉",
    "审结",
    "平均",
];

fn claim(clause: &str) -> Option<Claim> {
    if NOT_THE_WHOLE.iter().any(|word| holds(clause, word)) {
        return None;
    }
    let value = only_count(clause)?;
    let has = |words: &[&str]| words.iter().any(|word| holds(clause, word));
    let subject = match (has(&["复议"]), has(&["诉讼"])) {
        (true, true) => return None,
        (true, false) => Subject::Reviews,
        (false, true) => Subject::Lawsuits,
        _ if has(&["结转下", "结转至下", "结转到下"]) => Subject::CarriedOut,
        _ if has(&["上年结转", "上年度结转", "上一年结转", "上一年度结转"]) => Subject::CarriedIn,
        _ if has(&["结转"]) => return None,
        _ if has(&["收到", "新收", "受理", "接收"]) && has(&["申请"]) => Subject::Received,
        _ => return None,
    };
    Some(Claim { subject, value, clause: clause.to_owned() })
}

/// The number before 件 or 宗, where the clause has just one; the number of a year is not counted.
fn only_count(clause: &str) -> Option<Decimal> {
    let mut counts = Vec::new();
    let mut digits = String::new();
    for letter in clause.chars().chain(['。']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        if !digits.is_empty() && letter != '年' {
            counts.push((std::mem::take(&mut digits), letter));
        }
        digits.clear();
    }
    match counts.as_slice() {
        [(digits, '件' | '宗')] => digits.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: &str) -> Section {
        Section {
            id: id.to_owned(),
            numeral: None,
            printed_numeral: None,
            heading: String::new(),
            paragraphs: Vec::new(),
            sections: Vec::new(),
        }
    }

    #[test]
    fn plain_statements_are_read_and_all_others_passed_over() {
        let cases: [(&str, &[(Subject, u32)]); 12] = [
            ("2023年，共收到政府信息公开申请81件，上年结转0件。", &[(Subject::Received, 81), (Subject::CarriedIn, 0)]),
            (
                "全年受理依申请公开政府信息７５件（结转下年度继续办理1件）。",
                &[(Subject::Received, 75), (Subject::CarriedOut, 1)],
            ),
            (
                "因政府信息公开被申请行政复议7件，被提起行政诉讼19件。",
                &[(Subject::Reviews, 7), (Subject::Lawsuits, 19)],
            ),
            ("收到政府信息公开申请 170 件，其中自然人申请150件，法人申请20件。", &[(Subject::Received, 170)]),
            ("收到政府信息公开申请比上年增加12件。", &[]),
            ("政府信息公开行政复议、行政诉讼共3件。", &[]),
            ("主动公开政府信息8635条。", &[]),
            ("办结政府信息公开申请134件。", &[]),
            ("收到群众来信34件。", &[]),
            ("收到建议和提案12件。", &[]),
            ("收到政府信息公开申请20件和咨询30件。", &[]),
            ("2023年收到政府信息公开申请。", &[]),
        ];
        for (text, expected) in cases {
            let found = claims(&section("1"), text);
            let found: Vec<_> = found.iter().map(|claim| (claim.subject, claim.value)).collect();
            let expected: Vec<_> = expected.iter().map(|(subject, value)| (*subject, Decimal::from(*value))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
