//! Words of the page 数据.

use model::measure::{Absence, Break, Measure, Value};
use model::{Date, Decimal};
use std::cmp::Ordering;

/// Over the groups.
pub const GROUPS: &str = "看哪一组";
/// Every group.
pub const ALL_GROUPS: &str = "全部";
/// Over the list of charts.
pub const CONTENTS: &str = "本页内容";
/// Over the numbers at a glance.
pub const GLANCE: &str = "最近一年";
/// Heading over the figures of the texts.
pub const FIGURES: &str = "年报正文中的其他数字";
/// What the page is made from.
pub const INTRO: &str = "数字都取自历年年报，照原文，不修改，不推算。点任何一个数，可以看它是怎么来的。";
/// First column of a table.
pub const YEAR: &str = "年份";
/// The whole of parts, as a column.
pub const TOTAL: &str = "合计";
/// How a number comes about.
pub const PROOF: &str = "这个数怎么来的";
/// A report that the site has, but that did not come.
pub const UNLOADED: &str = "未载入";
/// Beside a number that takes part in a sum that does not come out.
pub const DISPUTED: &str = "※";
/// What the sign says to those who do not see it.
pub const DISPUTED_WORDS: &str = "该年原文合计与各项之和不一致";
/// Nothing at all.
pub const NEVER: &str = "这些年都没有公布这个数。";

/// Why a year has no number, in few characters that fit a bar.
pub fn absence(absence: Absence) -> &'static str {
    match absence {
        Absence::NoReport => "未收录",
        Absence::NoTable | Absence::NotInText => "未公布",
        Absence::NotInForm => "无此栏",
        Absence::Blank => "未填",
        Absence::OtherUnit => "单位不同",
    }
}

/// The words of [`absence`] and what they mean.
pub const ABSENCES: [(&str, &str); 6] = [
    ("未公布", "那一年的年报没有这张表，正文也没有写这个数"),
    ("未填", "表里有这一栏，原文是空白"),
    ("无此栏", "那一年的格式没有这一栏"),
    ("未收录", "本站没有那一年的年报"),
    ("单位不同", "那一年的正文用了别的单位，如“万条”"),
    (UNLOADED, "那一年的文件这次没有载入"),
];

/// A share without a percentage, and what it means.
pub const FEW: (&str, &str) = ("3/4", "件数不到5，只写几分之几，不算百分比");

/// A value as it is read: `218`, `35.8%`, `3/4`. `amount` is its number, where it has one.
pub fn value(value: Value, amount: Option<Decimal>, unit: &str) -> String {
    match (value, amount) {
        (Value::Number(number), _) if unit == "%" => format!("{}%", number.grouped()),
        (Value::Number(number), _) => number.grouped(),
        (Value::Share { .. }, Some(percent)) => format!("{percent}%"),
        (Value::Share { part, whole }, None) => format!("{}/{}", part.grouped(), whole.grouped()),
    }
}

/// Heading over a measure with its parts.
pub fn parts_title(whole: &Measure) -> String {
    match whole.id {
        "received" => "新收到的申请：谁提出的".to_owned(),
        "received_organisations" => "法人或其他组织提出的申请：哪一类".to_owned(),
        "settled" => "办结的申请：结果如何".to_owned(),
        "refused" | "unavailable" | "declined" | "other_outcome" => format!("{}：什么原因", whole.name),
        _ => format!("{}：结果如何", whole.name),
    }
}

/// A number with its unit.
pub fn with_unit(title: &str, unit: &str) -> String {
    format!("{title}（{unit}）")
}

/// What a chart's numbers are counted in.
pub fn unit(unit: &str) -> String {
    format!(" 单位：{unit}。")
}

/// The years of a chart.
pub fn years(first: u16, last: u16) -> String {
    if first == last { format!("{first}年") } else { format!("{first}年至{last}年") }
}

/// Between cells that are added up.
pub const PLUS: &str = " ＋ ";

/// A number of the text.
pub const IN_TEXT: &str = "年报正文";

/// Years before the first of the two forms.
pub const BEFORE_FORMS: &str = "不用统一格式";

/// Why a series breaks.
pub fn break_note(found: &Break) -> String {
    let (before, after) = found.between;
    match found.before {
        None => found.reason.to_owned(),
        Some(old) => {
            let (old, new) = (old.document(), found.after.document());
            format!("{before}年及以前用{old}的格式，{after}年起用{new}的格式。{}", found.reason)
        }
    }
}

/// A note that is about one of several counties.
pub fn of_county(county: &str, note: &str) -> String {
    format!("{county}：{note}")
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
pub fn number(year: u16, name: &str, value: &str, change: &str) -> String {
    format!("{year}年{name}{value}{change}。")
}

/// One of several lines in its newest year.
pub fn of_each(year: u16, name: &str, value: &str) -> String {
    format!("{year}年{name}{value}")
}

/// One of several counties, without a number: it may have published one that the site does not have.
pub fn of_none(name: &str) -> String {
    format!("本站没有{name}的数")
}

/// Before what several counties have of a measure.
pub fn of_measure(name: &str) -> String {
    format!("{name}：")
}

/// Against an earlier year.
pub fn change(year: u16, order: Ordering, amount: &str, unit: &str) -> String {
    let (unit, more, less) = if unit == "%" { ("个百分点", "高", "低") } else { (unit, "多", "少") };
    match order {
        Ordering::Greater => format!("，比{year}年{more}{amount}{unit}"),
        Ordering::Less => format!("，比{year}年{less}{amount}{unit}"),
        Ordering::Equal => format!("，和{year}年一样"),
    }
}

/// The year that had most.
pub fn greatest(since: u16, year: u16, newest: u16, value: &str) -> String {
    let (most, is) = if value.ends_with('%') { ("最高", "为") } else { ("最多", "有") };
    if year == newest {
        format!("{since}年以来，这一年{most}。")
    } else {
        format!("{since}年以来，{year}年{most}，{is}{value}。")
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
pub fn whole(year: u16, name: &str, value: &str, change: &str) -> String {
    format!("{year}年{name}{value}{change}")
}

/// The greatest part.
pub fn greatest_part(name: &str, value: &str, share: Option<String>) -> String {
    let share = share.map(|share| format!("（{share}）")).unwrap_or_default();
    format!("，其中最多的是{name}：{value}{share}")
}

/// The only part that there is.
pub fn all_of_part(name: &str) -> String {
    format!("，都是{name}")
}

/// Measures without any number.
pub fn never(names: &str) -> String {
    format!("各年年报都没有这些数：{names}。")
}

/// Reports without tables.
pub fn without_tables(years: &str) -> String {
    format!("{years}的年报没有国家统一格式的表格，所以下列数字没有公布，本站不补填：")
}

/// A report that did not come.
pub fn unloaded(year: u16) -> String {
    format!("{year}年的年报没有载入，图表中这一年标作“{UNLOADED}”，其他年份不受影响。")
}

/// After the bar of a year that contradicts itself.
pub fn printed_and_added(printed: &str, sum: &str) -> String {
    format!("{printed} {DISPUTED}相加{sum}")
}

/// Years with so few cases that no percentage is made.
pub const TOO_FEW: &str = "不足5";

/// The number at the cursor.
pub fn read_out(name: &str, year: u16, value: &str, change: &str) -> String {
    format!("{year}年{name}：{value}{change}。")
}

/// What a part is of its whole.
pub fn out_of_whole(share: String) -> String {
    format!("，占{share}")
}

/// The form changed before this year.
pub fn break_here(found: &Break) -> String {
    let (before, after) = found.between;
    format!("从{after}年起用{}的格式，不能和{before}年及以前比较。", found.after.document())
}

/// Over a picture.
pub fn picture_title(counties: &str, title: &str) -> String {
    format!("{counties}：{title}")
}

/// Over the chosen measures.
pub const CHOSEN: &str = "选中的指标";
/// Over everything that can be chosen.
pub const CHOOSE: &str = "选择";
/// The first year.
pub const FROM: &str = "从";
/// The last year.
pub const TO: &str = "到";
/// No first year.
pub const EARLIEST: &str = "最早";
/// No last year.
pub const LATEST: &str = "最近";
/// Parts as shares of their whole.
pub const SHARES: &str = "按占比看";
/// Drawings only.
pub const ONLY_CHART: &str = "只看图";
/// Tables only.
pub const ONLY_TABLE: &str = "只看表";
/// Single measures.
pub const MEASURES: &str = "挑选指标";
/// Where the publisher lays the numbers as files, below `downloads/`.
pub const FOLDER: &str = "statistics";
/// 图表
pub const CHART: &str = "图表";
/// Past the drawing.
pub const TO_TABLE: &str = "跳到数据表";
/// While nothing is read.
pub const HINT: &str = "点图或用方向键，逐年读数";
/// Opens the proof of the number that is read.
pub const WHY: &str = "怎么来的";
/// Leaves the proof.
pub const CLOSE: &str = "关闭";
/// Files and sending.
pub const TAKE_AWAY: &str = "保存和分享";
/// Copies the table.
pub const COPY_TABLE: &str = "复制表格";
/// The cells of a number.
pub const FROM_CELLS: &str = "取自";
/// How cells are added up.
pub const ADDED: &str = "计算";
/// The form that the table follows.
pub const FORM: &str = "格式";
/// The sums of the form.
pub const SUMS: &str = "核对合计";
/// Other years.
pub const CHAINS: &str = "核对前后年";
/// The text.
pub const TEXT: &str = "正文的说法";
/// Whether years can be compared.
pub const COMPARABLE: &str = "能不能比";
/// The document.
pub const ORIGINAL: &str = "原文";
/// A cell without a number.
pub const BLANK: &str = "空白";

/// Over the numbers at a glance.
pub fn glance(county: &str) -> String {
    format!("{county}：{GLANCE}")
}

/// A year's number, named.
pub fn glance_name(year: u16, name: &str) -> String {
    format!("{year}年{name}")
}

/// A change without the comma before it, with an arrow.
pub fn change_alone(change: &str) -> String {
    let words = change.trim_start_matches('，');
    let arrow = if words.contains(['多', '高']) {
        "▲ "
    } else if words.contains(['少', '低']) {
        "▼ "
    } else {
        "＝ "
    };
    format!("{arrow}{words}")
}

/// Another county beside the site's own.
pub fn beside(county: &str) -> String {
    format!("和{county}比较")
}

/// Only the years that count alike.
pub fn only_since(year: u16) -> String {
    format!("只看{year}年以后，口径相同")
}

/// A measure that both forms count alike.
pub fn comparable_instead(name: &str) -> String {
    format!("可以前后比较的：{name}")
}

/// The name of the box that takes the keyboard.
pub fn drawing_of(title: &str) -> String {
    format!("{title}的图，用方向键逐个读数，回车看怎么来的，Esc退出")
}

/// The name of a table that scrolls.
pub fn table_of(title: &str) -> String {
    format!("{title}的数据表")
}

/// Over a proof.
pub fn why_heading(county: &str, year: u16, name: &str, value: &str) -> String {
    format!("{PROOF}：{county}{year}年{name} {value}")
}

/// A cell of a national table.
pub fn cell(table: &str, row: &str, column: &str) -> String {
    format!("{table}“{row}”的“{column}”")
}

/// The cell as printed, where it is more than the number.
pub fn printed(text: &str) -> String {
    format!("，原文印作“{text}”")
}

/// The place of a cell in the original.
pub fn place(place: &str) -> String {
    format!("，原件的 {place} 格")
}

/// The place of a table in the original.
pub fn table_place(place: &str) -> String {
    format!("，原件的{place}")
}

/// A section of the report.
pub fn section(numerals: &str) -> String {
    format!("第{numerals}部分 ")
}

/// Numbers added up.
pub fn added(parts: &str, sum: &str) -> String {
    format!("{parts} ＝ {sum}")
}

/// A number out of another.
pub fn divided(part: &str, whole: &str, share: Option<String>, is_disputed: bool) -> String {
    match share {
        _ if is_disputed => format!("{part}/{whole}，{DISPUTED_WORDS}，不算百分比"),
        Some(share) => format!("{part} ÷ {whole} ＝ {share}"),
        None => format!("{part}/{whole}，{}", FEW.1),
    }
}

/// What another year says of a number.
pub fn chain(year: u16, rule: &str, expected: &str, found: &str) -> String {
    let (agrees, cleared) =
        if expected == found { ("一致", "") } else { ("不一致", "（可能做过集中清理）") };
    let before = year - 1;
    match rule {
        "A5" => format!("{before}年“结转下年度”为 {expected}，{year}年“上年结转”为 {found}，{agrees}"),
        "A6" => format!(
            "{before}年现行有效，加{year}年制发，减{year}年废止，应为 {expected}，公布为 {found}，{agrees}{cleared}"
        ),
        _ => format!("{before}年的项目数量加当年增减为 {expected}，{year}年写“上一年项目数量”为 {found}，{agrees}"),
    }
}

/// A count of the text that is not the table's.
pub fn text_differs(section: &str, clause: &str, printed: &str) -> String {
    format!("≠ 第{section}部分写“{clause}”，表中为 {printed}，两处不同；也可能是统计口径不同（如只计已办结的）")
}

/// Where the numbers of a picture come from, and from when.
pub fn source(reports: &str, ended: Option<Date>, published: Option<Date>) -> String {
    let ended = ended.map(|day| format!("，统计到{}", day.in_words())).unwrap_or_default();
    let published = published.map(|day| format!("，最近一份{}公布", day.in_words())).unwrap_or_default();
    format!("来源：{reports}政府信息公开工作年度报告{ended}{published}")
}

/// What the parts of a chart mean.
pub const DEFINITIONS: &str = "各项是什么意思";
