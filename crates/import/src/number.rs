//! What stands in a cell: a number, nothing, or something else. Never a guess.

use crate::text;
use model::{Cell, Decimal};
use unicode_normalization::UnicodeNormalization;

/// A cell as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A number, or nothing; both are good.
    Cell(Cell),
    /// Something else: the text is kept, the number is absent, and a finding says so.
    NotANumber(Cell),
}

/// Reads the text of a cell.
pub fn read(printed: &str) -> Reading {
    let text = text::clean(printed);
    let folded: String = text.nfkc().filter(|character| !text::is_space(*character)).collect();
    if folded.is_empty() {
        return Reading::Cell(Cell::default());
    }
    if is_blank_mark(&folded) {
        return Reading::Cell(Cell { text: Some(text), ..Cell::default() });
    }
    let marked = text.contains(is_mark);
    // A space inside may part two numbers of two cells.
    let parted = text.split(text::is_space).filter(|part| part.contains(|c: char| c.is_numeric())).count() > 1;
    match with_unit(&folded) {
        Some((value, unit)) if !parted && !marked => {
            let plain = folded == value.to_string();
            let kept = (!plain).then(|| text.clone());
            Reading::Cell(Cell { value: Some(value), unit, text: kept, place: None })
        }
        _ => Reading::NotANumber(Cell { text: Some(text), ..Cell::default() }),
    }
}

/// A raised, lowered, circled or otherwise set digit (`²`, `①`, `⑴`): the mark of a footnote beside a
/// number, and none of the number's own digits. Digits of full width are digits.
pub fn is_mark(character: char) -> bool {
    !character.is_ascii()
        && !('０'..='９').contains(&character)
        && character.nfkc().any(|folded| folded.is_ascii_digit())
}

/// Nothing, or a mark that stands for nothing.
pub fn is_blank(printed: &str) -> bool {
    let folded = text::fold(printed);
    folded.is_empty() || is_blank_mark(&folded)
}

/// A number, or nothing, or a mark that stands for nothing.
pub fn is_number_or_blank(printed: &str) -> bool {
    matches!(read(printed), Reading::Cell(_))
}

fn is_blank_mark(folded: &str) -> bool {
    // A lone 一 may be a dash or the number one: it is not taken for either.
    folded
        .chars()
        .all(|character| matches!(character, '/' | '\\' | '-' | '−' | '–' | '—' | '―' | '─' | '_' | '~' | '*'))
}

fn with_unit(folded: &str) -> Option<(Decimal, Option<String>)> {
    let end = folded.rfind(|character: char| character.is_ascii_digit())? + 1;
    let (digits, unit) = folded.split_at(end);
    let unit = unit.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(unit);
    if !unit.is_empty() && !UNITS.contains(&unit) {
        return None;
    }
    let value = plain(digits)?;
    Some((value, (!unit.is_empty()).then(|| unit.to_owned())))
}

/// Units that are printed behind a number in a cell.
const UNITS: &[&str] = &[
    "元",
    "万元",
    "亿元",
    "千元",
    "百万元",
    "人民币元",
    "件",
    "条",
    "项",
    "个",
    "次",
    "人",
    "宗",
    "份",
    "起",
    "例",
    "家",
    "户",
    "%",
    "件次",
    "人次",
    "余件",
    "宗次",
    "部",
    "篇",
    "笔",
    "批",
    "批次",
    "類",
    "类",
];

/// The number of digits with an optional sign and separators of thousands.
pub fn plain(digits: &str) -> Option<Decimal> {
    let digits = digits.replace(['−', '–'], "-");
    if !digits.contains([',', '\'']) {
        return digits.parse().ok();
    }
    let unsigned = digits.trim_start_matches(['+', '-']);
    let whole = unsigned.split('.').next().unwrap_or_default();
    let mut groups = whole.split([',', '\'']);
    let first = groups.next().unwrap_or_default();
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    grouped.then(|| digits.replace([',', '\''], "").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_its_unit_and_kept_as_printed() {
        for (printed, value, unit, text) in [
            ("12", "12", None, None),
            (" １２ ", "12", None, None),
            ("７７３０．２８", "7730.28", None, None),
            ("1,234", "1234", None, Some("1,234")),
            ("１，２３４．５", "1234.5", None, Some("１，２３４．５")),
            ("+19", "19", None, Some("+19")),
            ("-15", "-15", None, None),
            ("－15", "-15", None, None),
            ("−18", "-18", None, Some("−18")),
            ("394432.52元", "394432.52", Some("元"), Some("394432.52元")),
            ("251000 元", "251000", Some("元"), Some("251000 元")),
            ("7730.28万元", "7730.28", Some("万元"), Some("7730.28万元")),
            ("3（件）", "3", Some("件"), Some("3（件）")),
            ("24252.311082", "24252.311082", None, None),
            ("007", "7", None, Some("007")),
        ] {
            let Reading::Cell(cell) = read(printed) else { panic!("{printed}") };
            assert_eq!(cell.value.map(|value| value.to_string()).as_deref(), Some(value), "{printed}");
            assert_eq!((cell.unit.as_deref(), cell.text.as_deref()), (unit, text), "{printed}");
        }
    }

    #[test]
    fn blank_and_dashes_are_absent_and_not_zero() {
        for printed in ["", " ", "\u{a0}", "\u{3000}", "\n"] {
            assert_eq!(read(printed), Reading::Cell(Cell::default()), "{printed:?}");
        }
        for printed in ["/", "-", "—", "——", "／", "－", "\\", "--"] {
            let Reading::Cell(cell) = read(printed) else { panic!("{printed}") };
            assert_eq!((cell.value, cell.text.as_deref()), (None, Some(printed)), "{printed:?}");
        }
    }

    #[test]
    fn anything_else_is_not_a_number() {
        for printed in [
            "无",
            "约12",
            "12、13",
            "1 2",
            "1,23",
            "12,34,567",
            "(15)",
            "1.2.3",
            "一",
            "12元/件",
            "1e5",
            "12345678901234567890",
            "见附件",
            "2113①",
            "①150",
            "10690¹",
            "150₂",
            "２１⑴件",
            "²",
            "①",
            "⒈5",
            "150（¹）",
        ] {
            assert!(
                matches!(read(printed), Reading::NotANumber(Cell { value: None, text: Some(_), .. })),
                "{printed:?}"
            );
        }
    }
}
