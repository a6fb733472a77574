//! Word's automatic numbers (`一、`, `（一）`), which stand in no text: they are counted here as Word
//! counts them.

use crate::text::in_chinese;
use crate::xml::{self, Step};
use std::collections::HashMap;

/// The lists of a document and how far each is counted.
#[derive(Default)]
pub struct Numbering {
    /// Levels of each abstract list.
    levels: HashMap<String, Vec<Level>>,
    /// The abstract list of each list.
    lists: HashMap<String, String>,
    /// List and level that a style brings along.
    styles: HashMap<String, (String, usize)>,
    counts: HashMap<String, [u32; LEVELS]>,
}

#[derive(Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

const LEVELS: usize = 9;

impl Numbering {
    /// Reads the lists; what cannot be read leaves paragraphs without their numbers.
    pub fn read(numbering: Option<&str>, styles: Option<&str>) -> Self {
        let mut lists = Self::default();
        if let Some(xml) = numbering {
            lists.read_lists(xml);
        }
        if let Some(xml) = styles {
            lists.read_styles(xml);
        }
        lists
    }

    fn read_lists(&mut self, xml: &str) {
        let (mut abstract_list, mut list, mut level) = (None::<String>, None::<String>, 0usize);
        let _ = xml::walk(xml, |step| {
            let Step::Open(name, attributes) = step else { return Ok(()) };
            let value = attributes.get("val").unwrap_or_default();
            match name.as_str() {
                "abstractNum" => {
                    abstract_list = attributes.get("abstractNumId").map(str::to_owned);
                    if let Some(id) = &abstract_list {
                        self.levels.insert(id.clone(), vec![Level { start: 1, ..Level::default() }; LEVELS]);
                    }
                }
                "num" => {
                    abstract_list = None;
                    list = attributes.get("numId").map(str::to_owned);
                }
                "abstractNumId" => {
                    if let Some(list) = &list {
                        self.lists.insert(list.clone(), value.to_owned());
                    }
                }
                "lvl" => level = attributes.number("ilvl").unwrap_or(0).min(LEVELS - 1),
                "numFmt" | "lvlText" | "start" => {
                    let levels = abstract_list.as_ref().and_then(|id| self.levels.get_mut(id));
                    if let Some(level) = levels.and_then(|levels| levels.get_mut(level)) {
                        match name.as_str() {
                            "numFmt" => level.format = value.to_owned(),
                            "lvlText" => level.text = value.to_owned(),
                            _ => level.start = value.parse().unwrap_or(1),
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        });
    }

    fn read_styles(&mut self, xml: &str) {
        let (mut style, mut level) = (None::<String>, 0usize);
        let _ = xml::walk(xml, |step| {
            let Step::Open(name, attributes) = step else { return Ok(()) };
            let value = attributes.get("val").unwrap_or_default();
            match (name.as_str(), &style) {
                ("style", _) => {
                    style = attributes.get("styleId").map(str::to_owned);
                    level = 0;
                }
                ("ilvl", Some(_)) => level = value.parse().unwrap_or(0),
                ("numId", Some(id)) => {
                    self.styles.insert(id.clone(), (value.to_owned(), level));
                }
                _ => {}
            }
            Ok(())
        });
    }

    /// Counts a paragraph and gives its number as Word prints it; empty where it has none.
    pub fn next(&mut self, list: Option<&str>, level: usize, style: Option<&str>) -> String {
        let styled = style.and_then(|style| self.styles.get(style));
        let (list, level) = match (list, styled) {
            (Some(list), _) => (list.to_owned(), level),
            (None, Some((list, level))) => (list.clone(), *level),
            (None, None) => return String::new(),
        };
        let level = level.min(LEVELS - 1);
        let Some(abstract_list) = self.lists.get(&list) else { return String::new() };
        let Some(levels) = self.levels.get(abstract_list) else { return String::new() };
        let starts: [u32; LEVELS] = std::array::from_fn(|index| levels[index].start.wrapping_sub(1));
        let counts = self.counts.entry(abstract_list.clone()).or_insert(starts);
        counts[level] = counts[level].wrapping_add(1);
        counts[level + 1..].copy_from_slice(&starts[level + 1..]);
        let mut number = levels[level].text.clone();
        if levels[level].format == "bullet" || levels[level].format == "none" {
            return String::new();
        }
        for (index, count) in counts.iter().enumerate().take(level + 1) {
            let count = if index < level && *count == starts[index] { count.wrapping_add(1) } else { *count };
            number = number.replace(&format!("%{}", index + 1), &written(count, &levels[index].format));
        }
        number
    }
}

fn written(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanDigital2"
            if (1..100).contains(&number) =>
        {
            in_chinese(number)
        }
        "decimalEnclosedParen" => format!("({number})"),
        "lowerLetter" | "upperLetter" if (1..=26).contains(&number) => {
            let letter = char::from(b'a' + (number - 1) as u8);
            if format == "upperLetter" { letter.to_ascii_uppercase().to_string() } else { letter.to_string() }
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="w">
        <w:abstractNum w:abstractNumId="7">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
            <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
    </w:numbering>"#;

    #[test]
    fn automatic_numbers_are_counted_as_word_counts_them() {
        let mut lists = Numbering::read(Some(LISTS), None);
        let printed: Vec<String> = [0, 1, 1, 2, 0, 1].iter().map(|level| lists.next(Some("3"), *level, None)).collect();
        assert_eq!(printed, ["一、", "（一）", "（二）", "1.", "二、", "（一）"]);
        assert_eq!(lists.next(Some("99"), 0, None), "");
    }
}
