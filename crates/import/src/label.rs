//! The labels of the national form, and which of them a printed text is: in any width and script,
//! with its number or without, misprinted or not.

use crate::{limits, text};
use model::TableId;
use model::form::{self, FormVersion};
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A heading that only tells which table this is.
    Heading,
    /// A heading over several columns or beside several rows, by its own id.
    Group(&'static str),
    /// A column, by id.
    Column(&'static str),
    /// A row, by id.
    Row(&'static str),
}

/// A label of the form.
#[derive(Debug)]
pub struct Label {
    /// The table it belongs to.
    pub table: TableId,
    /// What it stands for.
    pub role: Role,
    /// The official words.
    pub official: &'static str,
    keys: Vec<Key>,
    number: Option<u32>,
    /// Words that stand in many places (总计, 其他): they tell no table apart.
    common: bool,
}

/// A label found.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// The label.
    pub label: &'static Label,
    /// How far the printed text is from it; 0 is the label itself.
    pub distance: usize,
}

/// All labels of the form.
fn labels() -> &'static [Label] {
    static LABELS: OnceLock<Vec<Label>> = OnceLock::new();
    LABELS.get_or_init(|| {
        let mut labels = Vec::new();
        let mut add = |table, role, official: &'static str, aliases: &[&str]| {
            if labels
                .iter()
                .any(|label: &Label| label.table == table && label.role == role && label.official == official)
            {
                return;
            }
            let mut keys: Vec<Key> = Vec::new();
            for text in [official].iter().chain(aliases) {
                for key in keys_of(text) {
                    if !keys.contains(&key) {
                        keys.push(key);
                    }
                }
            }
            let common = keys.iter().any(|key| matches!(key.text.as_str(), "总计" | "其他"));
            labels.push(Label { table, role, official, keys, number: number_of(official), common });
        };
        for (group, official, aliases) in GROUPS {
            add(group.0, group.1, official, aliases);
        }
        for table in [TableId::T2, TableId::T3] {
            for version in [FormVersion::V2021, FormVersion::V2019] {
                for row in form::rows(table, version) {
                    let mut aliases: Vec<String> =
                        row_aliases(table, row.id).iter().map(|alias| (*alias).to_owned()).collect();
                    if table == TableId::T3 {
                        // All levels of a label in one cell.
                        aliases.extend((0..row.path.len().saturating_sub(1)).map(|level| row.path[level..].concat()));
                    }
                    let aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
                    add(table, Role::Row(row.id), row.label(), &aliases);
                    for column in row.columns {
                        add(table, Role::Column(column.id), column.label(), column_aliases(column.id));
                    }
                }
            }
        }
        for column in form::rows(TableId::T4, FormVersion::V2021).iter().flat_map(|row| row.columns) {
            add(TableId::T4, Role::Column(column.id), column.label(), column_aliases(column.id));
        }
        labels
    })
}

type GroupLabel = ((TableId, Role), &'static str, &'static [&'static str]);

const GROUPS: &[GroupLabel] = &[
    ((TableId::T2, Role::Heading), "信息内容", &["信息类别", "公开内容"]),
    (
        (TableId::T3, Role::Heading),
        form::T3_CORNER,
        &["本列数据的逻辑关系为：第一项加第二项之和，等于第三项加第四项之和"],
    ),
    ((TableId::T3, Role::Heading), form::T3_HEADING, &[]),
    ((TableId::T3, Role::Heading), "法人或其他组织", &[]),
    ((TableId::T3, Role::Group("results")), "三、本年度办理结果", &[]),
    ((TableId::T3, Role::Group("refused")), "（三）不予公开", &[]),
    ((TableId::T3, Role::Group("unavailable")), "（四）无法提供", &[]),
    ((TableId::T3, Role::Group("declined")), "（五）不予处理", &[]),
    ((TableId::T4, Role::Group("review")), "行政复议", &[]),
    ((TableId::T4, Role::Group("litigation")), "行政诉讼", &[]),
    ((TableId::T4, Role::Group("litigation_direct")), "未经复议直接起诉", &["直接起诉", "直接提起诉讼"]),
    ((TableId::T4, Role::Group("litigation_after_review")), "复议后起诉", &["经复议后起诉"]),
];

fn row_aliases(table: TableId, id: &str) -> &'static [&'static str] {
    match (table, id) {
        (TableId::T2, "normative") => &["规范性文件", "行政规范性文件"],
        (TableId::T2, "procurement") => &["政府采购"],
        (TableId::T3, "total") => &["合计"],
        _ => &[],
    }
}

fn column_aliases(id: &str) -> &'static [&'static str] {
    match id {
        "total" => &["合计"],
        "amount_10k" => &["本年收费金额", "本年收费总金额"],
        "amount" => &["采购总金额（万元）", "采购总金额（元）"],
        _ => &[],
    }
}

/// A text reduced to what is compared, with the set of its characters.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    text: String,
    length: usize,
    /// A bit for each character, several sharing one.
    characters: u64,
}

impl Key {
    fn new(text: String) -> Self {
        let characters = text.chars().fold(0, |set, character| set | 1 << (character as u32 % 64));
        Self { length: text.chars().count(), characters, text }
    }

    /// The distance to a label, if this may be a misprint of it. The sets tell most others apart
    /// without a comparison: a change brings in one new character at most.
    fn closeness(&self, label: &Self) -> Option<usize> {
        let strange = (self.characters & !label.characters).count_ones() as usize;
        if strange > text::tolerance(label.length) {
            return None;
        }
        text::closeness(&self.text, &label.text)
    }
}

/// The keys under which a text is compared: as it is, without its number, without its brackets.
fn keys_of(printed: &str) -> Vec<Key> {
    let rest = text::split_numeral(printed).map_or(printed, |(_, _, rest)| rest);
    let bare = text::without_brackets(rest);
    let mut keys: Vec<Key> = Vec::new();
    for text in [printed, rest, &bare] {
        let key = Key::new(text::key(text));
        if key.length > 0 && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn number_of(printed: &str) -> Option<u32> {
    let (numeral, _, _) = text::split_numeral(printed)?;
    Some(numeral.number())
}

impl Label {
    /// How far the text with these keys is from the label, if it may be the label. Of two labels
    /// equally near in words, the one with the printed number is nearer.
    fn distance(&self, keys: &[Key], number: Option<u32>) -> Option<usize> {
        if self.keys.iter().any(|known| keys.contains(known)) {
            return Some(0);
        }
        let near = |key: &Key| self.keys.iter().filter_map(|known| key.closeness(known)).min();
        let renumbered = number.is_some() && number != self.number;
        keys.iter().filter_map(near).min().map(|distance| distance * 2 + usize::from(renumbered))
    }

    /// Whether the label alone tells which table this is.
    pub fn is_telling(&self) -> bool {
        !self.common
    }
}

/// Labels found before, so that a table's text is compared once.
#[derive(Default)]
pub struct Finder {
    known: HashMap<String, Vec<Match>>,
}

impl Finder {
    /// The labels that the text may be, nearest first.
    pub fn matches(&mut self, printed: &str) -> &[Match] {
        self.known.entry(printed.to_owned()).or_insert_with(|| find(printed))
    }

    /// The nearest label of this table for which `wanted` holds, if no other is as near.
    pub fn nearest(&mut self, printed: &str, table: TableId, wanted: impl Fn(Role) -> bool) -> Option<Match> {
        let mut candidates =
            self.matches(printed).iter().filter(|found| found.label.table == table && wanted(found.label.role));
        let first = *candidates.next()?;
        let rival = candidates.find(|other| other.label.role != first.label.role);
        rival.is_none_or(|rival| rival.distance > first.distance).then_some(first)
    }
}

fn find(printed: &str) -> Vec<Match> {
    if printed.chars().take(limits::LABEL_CHARS * 3).filter(|c| !text::is_space(*c)).count() > limits::LABEL_CHARS {
        return vec![];
    }
    let keys = keys_of(printed);
    let Some(first) = keys.first() else { return vec![] };
    let number = number_of(printed);
    // Acts of administration that resemble a row of the form and are not it.
    const OTHERS: [&str; 9] =
        ["行政检查", "行政确认", "行政奖励", "行政征收", "行政给付", "行政裁决", "行政征用", "行政处分", "行政处理"];
    let first = first.text.as_str();
    if OTHERS.contains(&first) {
        return vec![];
    }
    let mut found: Vec<Match> = labels()
        .iter()
        .filter_map(|label| label.distance(&keys, number).map(|distance| Match { label, distance }))
        .collect();
    if first.contains("第二十条第") && first.ends_with('项') && first.chars().count() <= 20 {
        let heading = labels().iter().find(|label| label.table == TableId::T2 && label.role == Role::Heading);
        found.extend(heading.map(|label| Match { label, distance: 0 }));
    }
    found.sort_by_key(|found| found.distance);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &str, table: TableId, expected: Role, exact: bool) {
        let mut finder = Finder::default();
        let found = finder.nearest(printed, table, |_| true).unwrap_or_else(|| panic!("{printed} is not found"));
        assert_eq!((found.label.role, found.distance == 0), (expected, exact), "{printed}");
    }

    #[test]
    fn every_label_of_the_form_is_found_as_itself() {
        for table in [TableId::T2, TableId::T3] {
            for version in [FormVersion::V2019, FormVersion::V2021] {
                for row in form::rows(table, version) {
                    let mut finder = Finder::default();
                    let is_row = |role: Role| matches!(role, Role::Row(_));
                    let found = finder.nearest(row.label(), table, is_row).expect("a label of the form");
                    assert_eq!((found.label.role, found.distance), (Role::Row(row.id), 0), "{}", row.label());
                }
            }
        }
    }

    #[test]
    fn a_variant_or_misprint_is_taken_for_the_label_it_is_nearest_to() {
        check("2.其他法律行政止公开", TableId::T3, Role::Row("refused.other_law"), false);
        check("（二）部分公开", TableId::T3, Role::Row("partly_granted"), true);
        check("一、本年新收政府信息公開申請數量", TableId::T3, Role::Row("received"), true);
        check("規\n範\n性\n文\n件", TableId::T2, Role::Row("normative"), true);
        check("现行有效件", TableId::T2, Role::Column("in_force"), false);
        check("本年增\\减", TableId::T2, Role::Column("change"), true);
        check("本年增/", TableId::T2, Role::Column("change"), false);
        check("本年收费金额(万元)", TableId::T2, Role::Column("amount_10k"), true);
        check("商业企业 ", TableId::T3, Role::Column("business"), true);
        check("结果未持", TableId::T4, Role::Column("upheld"), false);
    }

    #[test]
    fn another_text_is_no_label() {
        for printed in ["行政检查", "其他主动公开文件", "备注", "0", "", "单位名称", "导航"] {
            assert!(Finder::default().matches(printed).is_empty(), "{printed}");
        }
    }
}
