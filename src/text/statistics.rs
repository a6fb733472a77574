//! Words of the page 数据.

use model::measure::{Absence, Break, Measure};
use std::cmp::Ordering;

/// Over the groups.
pub const GROUPS: &str = "看哪一组";
/// Every group.
pub const ALL_GROUPS: &str = "全部";
/// Over the list of charts.
pub const CONTENTS: &str = "本页内容";
/// Heading over the figures of the texts.
pub const FIGURES: &str = "年报正文中的数字";
/// What the page is made from.
pub const INTRO: &str = "数字都取自历年年报的国家统一格式表格，照原文，不修改，不推算。点数字可以看它在年报中的位置。";
/// First column of a table.
pub const YEAR: &str = "年份";
/// How a number comes about.
pub const PROOF: &str = "这个数怎么来的";
/// A report that the site has, but that did not come.
pub const UNLOADED: &str = "未载入";
/// Beside a number that takes part in a sum that does not come out.
pub const DISPUTED: &str = "※";
/// What the sign says to those who do not see it.
pub const DISPUTED_WORDS: &str = "该年原文合计与各项之和不一致";
/// Nothing at all.
pub const NEVER: &str = "各年都没有公布这个数。";

/// Why a year has no number, in three characters that fit a bar.
pub fn absence(absence: Absence) -> &'static str {
    match absence {
        Absence::NoReport => "未收录",
        Absence::NoTable => "未公布",
        Absence::NotInForm => "无此栏",
        Absence::Blank => "未填",
    }
}

/// The words of [`absence`] and what they mean.
pub const ABSENCES: [(&str, &str); 5] = [
    ("未公布", "那一年的年报没有这张表"),
    ("未填", "表里有这一栏，原文是空白"),
    ("无此栏", "那一年的格式没有这一栏"),
    ("未收录", "本站没有那一年的年报"),
    (UNLOADED, "那一年的文件这次没有载入"),
];

/// Heading over the parts of a whole.
pub fn parts_title(whole: &Measure) -> String {
    match whole.id {
        "received" => "谁提出的申请".to_owned(),
        "settled" => "办理结果".to_owned(),
        _ => format!("{}的结果", whole.name),
    }
}

/// A number with its unit.
pub fn with_unit(title: &str, unit: &str) -> String {
    format!("{title}（{unit}）")
}

/// The years of a chart.
pub fn years(first: u16, last: u16) -> String {
    if first == last { format!("{first}年") } else { format!("{first}年至{last}年") }
}

/// One form's cells.
pub fn form_of(document: &str) -> String {
    format!("{document}的格式")
}

/// Forms with the same cells.
pub const BOTH_FORMS: &str = "两种格式";

/// Between cells that are added up.
pub const PLUS: &str = " ＋ ";

/// Cells of one column.
pub fn column_of(table: &str, column: &str, rows: &str) -> String {
    format!("{table}“{column}”一列：{rows}")
}

/// Cells of one row.
pub fn row_of(table: &str, row: &str, columns: &str) -> String {
    format!("{table}“{row}”一行：{columns}")
}

/// A form without this measure.
pub const NOT_COUNTED: &str = "没有这一栏";

/// Why a series breaks.
pub fn break_note(found: &Break) -> String {
    let (before, after) = found.between;
    let (old, new) = (found.forms.0.document(), found.forms.1.document());
    format!("{before}年及以前用{old}的格式，{after}年起用{new}的格式。{}", found.reason)
}

/// The sums of a year that do not come out.
pub fn dispute_note(year: u16, sums: &str) -> String {
    format!("{DISPUTED}{year}年：{DISPUTED_WORDS}（{sums}）。数字照原文。")
}

/// A sum of a column that does not come out.
pub fn dispute_in_column(column: &str, sentence: &str) -> String {
    format!("“{column}”一列：{sentence}")
}

/// A sum of a row that does not come out.
pub fn dispute_in_row(row: &str, sentence: &str) -> String {
    format!("“{row}”一行：{sentence}")
}

/// The last year has no number.
pub fn newest_is_older(last: u16, absence: &str, newest: u16) -> String {
    format!("{last}年{absence}，最近有数的是{newest}年。")
}

/// A year's number and how it moved.
pub fn number(year: u16, name: &str, value: &str, unit: &str, change: &str) -> String {
    format!("{year}年{name}{value}{unit}{change}。")
}

/// Against an earlier year.
pub fn change(year: u16, order: Ordering, amount: &str, unit: &str) -> String {
    match order {
        Ordering::Greater => format!("，比{year}年多{amount}{unit}"),
        Ordering::Less => format!("，比{year}年少{amount}{unit}"),
        Ordering::Equal => format!("，和{year}年一样"),
    }
}

/// The year that had most.
pub fn greatest(since: u16, year: u16, newest: u16, value: &str, unit: &str) -> String {
    if year == newest {
        format!("{since}年以来，这一年最多。")
    } else {
        format!("{since}年以来，{year}年最多，有{value}{unit}。")
    }
}

/// Years on both sides of a break.
pub fn not_comparable((before, after): (u16, u16)) -> String {
    format!("{before}年及以前的统计办法不同，不能和{after}年以后比较。")
}

/// A year that contradicts itself.
pub fn disputed(year: u16) -> String {
    format!("{year}年原文合计与各项之和不一致。")
}

/// A whole before its parts.
pub fn whole(year: u16, name: &str, value: &str, unit: &str) -> String {
    format!("{year}年{name}{value}{unit}")
}

/// The greatest part.
pub fn greatest_part(name: &str, value: &str, unit: &str, share: Option<String>) -> String {
    let share = share.map(|share| format!("（{share}）")).unwrap_or_default();
    format!("，其中最多的是{name}：{value}{unit}{share}")
}

/// Measures without any number.
pub fn never(names: &str) -> String {
    format!("各年年报都没有填写：{names}。")
}

/// Reports without tables.
pub fn without_tables(years: &str) -> String {
    format!("{years}的年报没有国家统一格式的表格，所以下列数字没有公布，本站不补填：")
}

/// A report that did not come.
pub fn unloaded(year: u16) -> String {
    format!("{year}年的年报没有载入，图表中这一年标作“{UNLOADED}”，其他年份不受影响。")
}
