//! Excel workbooks: the shown text of every cell, merges, and the cells' own addresses.

use crate::container::Container;
use crate::docx::relations;
use crate::grid::{Grid, Layout};
use crate::text::Script;
use crate::xml::{self, Attributes, Step};
use crate::{ImportError, limits};
use std::collections::BTreeMap;

/// Reads the visible sheets of a workbook; also says which were left out.
pub fn read(container: &mut Container<'_>) -> Result<(Vec<Grid>, Vec<String>), ImportError> {
    let workbook = container.read("xl/workbook.xml")?.ok_or(ImportError::Damaged)?;
    let targets = container.read("xl/_rels/workbook.xml.rels")?.map(|xml| relations(&xml)).unwrap_or_default();
    let (sheets, since_1904) = list_sheets(&workbook)?;
    let shared = match container.read("xl/sharedStrings.xml")? {
        Some(xml) => shared_strings(&xml)?,
        None => vec![],
    };
    let styles = match container.read("xl/styles.xml")? {
        Some(xml) => read_styles(&xml)?,
        None => vec![],
    };
    let (mut grids, mut remarks) = (Vec::new(), Vec::new());
    for (index, sheet) in sheets.iter().enumerate() {
        if sheet.hidden {
            remarks.push(format!("工作表“{}”是隐藏的，没有读入", sheet.name));
            continue;
        }
        if index >= limits::SHEETS {
            remarks.push(format!("工作表太多，只读了前 {} 个", limits::SHEETS));
            break;
        }
        let path = targets
            .get(&sheet.id)
            .map(|target| part_name(target))
            .unwrap_or_else(|| format!("xl/worksheets/sheet{}.xml", index + 1));
        let Some(xml) = container.read(&path)? else {
            remarks.push(format!("工作表“{}”在文件中缺失，没有读入", sheet.name));
            continue;
        };
        let mut grid = read_sheet(&xml, &shared, &styles, since_1904)?;
        if grid.truncated {
            remarks.push(format!("工作表“{}”太大，只读了一部分", sheet.name));
        }
        grid.sheet = Some(sheet.name.clone());
        grids.push(grid);
    }
    Ok((grids, remarks))
}

struct SheetEntry {
    name: String,
    id: String,
    hidden: bool,
}

fn list_sheets(xml: &str) -> Result<(Vec<SheetEntry>, bool), ImportError> {
    let (mut sheets, mut since_1904) = (Vec::new(), false);
    xml::walk(xml, |step| {
        if let Step::Open(name, attributes) = step {
            match name.as_str() {
                "sheet" => sheets.push(SheetEntry {
                    name: attributes.get("name").unwrap_or_default().to_owned(),
                    id: attributes.get("id").unwrap_or_default().to_owned(),
                    hidden: attributes.get("state").is_some_and(|state| state != "visible"),
                }),
                "workbookPr" => since_1904 = matches!(attributes.get("date1904"), Some("1" | "true")),
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok((sheets, since_1904))
}

fn part_name(target: &str) -> String {
    let target = target.trim_start_matches("./");
    target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned)
}

/// The text of a cell, run by run. What is struck out is left out.
#[derive(Clone, Default)]
struct RichText {
    /// What a plain cell shows.
    shown: String,
    /// What is left where the cell itself is struck out: runs that are set otherwise than it.
    own: String,
    /// The open run: whether it has settings of its own, whether it is struck out, where it stands.
    has_settings: bool,
    struck: bool,
    script: Script,
}

impl RichText {
    fn open(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "r" => (self.has_settings, self.struck, self.script) = (false, false, Script::OnLine),
            "rPr" => self.has_settings = true,
            "strike" => self.struck = attributes.is_on(),
            "vertAlign" => self.script = Script::named(attributes.get("val")),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if self.struck {
            return;
        }
        let text = self.script.apply(text);
        self.shown.push_str(&text);
        if self.has_settings {
            self.own.push_str(&text);
        }
    }
}

fn shared_strings(xml: &str) -> Result<Vec<RichText>, ImportError> {
    let (mut strings, mut in_text, mut phonetic) = (Vec::new(), false, false);
    let mut current = RichText::default();
    xml::walk(xml, |step| {
        match step {
            Step::Open(name, _) if name == "si" => current = RichText::default(),
            Step::Open(name, _) if name == "rPh" => phonetic = true,
            Step::Close(name) if name == "rPh" => phonetic = false,
            Step::Open(name, _) if name == "t" => in_text = !phonetic,
            Step::Open(name, attributes) => current.open(&name, &attributes),
            Step::Text(piece) if in_text => current.add(&piece),
            Step::Close(name) if name == "t" => in_text = false,
            Step::Close(name) if name == "si" => strings.push(std::mem::take(&mut current)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

/// How a cell shows what is in it.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    number: Shown,
    struck: bool,
}

/// How a cell shows its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Plain,
    Percent,
    Date,
}

fn read_styles(xml: &str) -> Result<Vec<Style>, ImportError> {
    let (mut formats, mut styles, mut in_cells) = (BTreeMap::new(), Vec::new(), false);
    let (mut struck, mut in_fonts) = (Vec::new(), false);
    xml::walk(xml, |step| {
        match step {
            Step::Open(name, attributes) if name == "numFmt" => {
                if let (Some(id), Some(code)) = (attributes.number("numFmtId"), attributes.get("formatCode")) {
                    formats.insert(id, shown_as(code));
                }
            }
            Step::Open(name, _) if name == "fonts" => in_fonts = true,
            Step::Close(name) if name == "fonts" => in_fonts = false,
            Step::Open(name, _) if name == "font" && in_fonts => struck.push(false),
            Step::Open(name, attributes) if name == "strike" && in_fonts => {
                if let Some(struck) = struck.last_mut() {
                    *struck = attributes.is_on();
                }
            }
            Step::Open(name, _) if name == "cellXfs" => in_cells = true,
            Step::Close(name) if name == "cellXfs" => in_cells = false,
            Step::Open(name, attributes) if name == "xf" && in_cells => {
                let number = match attributes.number("numFmtId").unwrap_or(0) {
                    9 | 10 => Shown::Percent,
                    14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date,
                    id => formats.get(&id).copied().unwrap_or(Shown::Plain),
                };
                let font = attributes.number("fontId").and_then(|font| struck.get(font));
                styles.push(Style { number, struck: font.copied().unwrap_or(false) });
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

fn shown_as(code: &str) -> Shown {
    let mut bare = String::new();
    let (mut quoted, mut bracketed) = (false, false);
    for character in code.chars() {
        match character {
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            _ if !quoted && !bracketed => bare.push(character.to_ascii_lowercase()),
            _ => {}
        }
    }
    if bare.contains('%') {
        Shown::Percent
    } else if bare.contains("yy") || (bare.contains('m') && bare.contains('d')) {
        Shown::Date
    } else {
        Shown::Plain
    }
}

#[derive(Default)]
struct OpenCell {
    row: usize,
    column: usize,
    kind: String,
    style: usize,
    value: RichText,
    formula: bool,
}

struct SheetReader<'a> {
    shared: &'a [RichText],
    styles: &'a [Style],
    since_1904: bool,
    cells: BTreeMap<(usize, usize), String>,
    merges: Vec<[usize; 4]>,
    row: usize,
    next_column: usize,
    cell: Option<OpenCell>,
    in_value: bool,
    phonetic: bool,
    truncated: bool,
}

fn read_sheet(xml: &str, shared: &[RichText], styles: &[Style], since_1904: bool) -> Result<Grid, ImportError> {
    let mut reader = SheetReader {
        shared,
        styles,
        since_1904,
        cells: BTreeMap::new(),
        merges: vec![],
        row: 0,
        next_column: 0,
        cell: None,
        in_value: false,
        phonetic: false,
        truncated: false,
    };
    xml::walk(xml, |step| {
        reader.step(step);
        Ok(())
    })?;
    Ok(reader.finish())
}

impl SheetReader<'_> {
    fn step(&mut self, step: Step) {
        match step {
            Step::Open(name, attributes) => self.open(&name, &attributes),
            Step::Text(text) if self.in_value => {
                if let Some(cell) = &mut self.cell {
                    cell.value.add(&text);
                }
            }
            Step::Close(name) => match name.as_str() {
                "v" | "t" => self.in_value = false,
                "rPh" => self.phonetic = false,
                "c" => self.close_cell(),
                _ => {}
            },
            Step::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "row" => {
                self.row = attributes.number("r").unwrap_or(self.row + 1);
                self.next_column = 0;
            }
            "c" => {
                let (row, column) = attributes.get("r").and_then(address).unwrap_or((self.row, self.next_column));
                self.next_column = column + 1;
                self.cell = Some(OpenCell {
                    row,
                    column,
                    kind: attributes.get("t").unwrap_or("n").to_owned(),
                    style: attributes.number("s").unwrap_or(0),
                    ..OpenCell::default()
                });
            }
            "f" => {
                if let Some(cell) = &mut self.cell {
                    cell.formula = true;
                }
            }
            "rPh" => self.phonetic = true,
            "v" | "t" => self.in_value = self.cell.is_some() && !self.phonetic,
            "mergeCell" => {
                let range = attributes.get("ref").and_then(|range| range.split_once(':'));
                if let Some((from, to)) = range.and_then(|(from, to)| Some((address(from)?, address(to)?)))
                    && self.merges.len() < limits::CELLS
                {
                    self.merges.push([from.0, from.1, to.0, to.1]);
                }
            }
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.value.open(name, attributes);
                }
            }
        }
    }

    fn close_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let style = self.styles.get(cell.style).copied().unwrap_or_default();
        let value = match cell.kind.as_str() {
            "s" => {
                let index = cell.value.shown.trim().parse::<usize>().ok();
                index.and_then(|index| self.shared.get(index)).cloned().unwrap_or_default()
            }
            _ => cell.value,
        };
        if style.struck && value.own.is_empty() {
            return;
        }
        let value = if style.struck { value.own } else { value.shown };
        let text = match cell.kind.as_str() {
            "s" | "inlineStr" | "str" | "e" | "d" => value,
            "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            _ => shown(value.trim(), style.number, self.since_1904),
        };
        // A formula that was never computed has no value: not blank, and not zero.
        let text = if text.is_empty() && cell.formula { "（公式未计算）".to_owned() } else { text };
        if text.trim().is_empty() {
            return;
        }
        if cell.column >= limits::COLUMNS || self.cells.len() >= limits::CELLS {
            self.truncated = true;
            return;
        }
        self.cells.insert((cell.row, cell.column), text);
    }

    fn finish(self) -> Grid {
        let mut grid = Grid::new(Layout::Sheet);
        grid.truncated = self.truncated;
        let mut numbers: Vec<usize> = self.cells.keys().map(|(row, _)| *row).collect();
        numbers.dedup();
        numbers.retain(|number| grid.push_row(*number));
        let merges: BTreeMap<(usize, usize), [usize; 4]> =
            self.merges.into_iter().map(|merge| ((merge[0], merge[1]), merge)).collect();
        for ((row, column), text) in self.cells {
            let Ok(index) = numbers.binary_search(&row) else { continue };
            let (rows, columns) = match merges.get(&(row, column)) {
                Some([_, _, last_row, last_column]) => (
                    numbers.partition_point(|number| number <= last_row).saturating_sub(index),
                    (last_column + 1).saturating_sub(column),
                ),
                None => (1, 1),
            };
            grid.put(index, column, rows, columns, text);
        }
        grid
    }
}

/// `E17` is row 17, column 4 (from 0).
fn address(text: &str) -> Option<(usize, usize)> {
    let text = text.trim();
    let end = text.find(|character: char| character.is_ascii_digit())?;
    let (letters, digits) = text.split_at(end);
    if letters.is_empty() || letters.len() > 4 || digits.len() > 8 {
        return None;
    }
    let mut column = 0usize;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        column = column * 26 + usize::from(letter.is_ascii_uppercase().then(|| letter - b'A' + 1)?);
    }
    Some((digits.parse().ok()?, column - 1))
}

fn shown(raw: &str, style: Shown, since_1904: bool) -> String {
    let Ok(number) = raw.parse::<f64>() else { return raw.to_owned() };
    match style {
        Shown::Date => date(number, since_1904).unwrap_or_else(|| plain_number(raw, number)),
        Shown::Percent => format!("{}%", plain_number("", number * 100.0)),
        Shown::Plain => plain_number(raw, number),
    }
}

/// The number with at most the 15 digits that Excel shows: a file holds `9116.3600000000006` for
/// 9116.36.
fn plain_number(raw: &str, number: f64) -> String {
    let digits = raw.bytes().filter(u8::is_ascii_digit).count();
    let simple = raw.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    if simple && !raw.is_empty() && digits <= 15 {
        return raw.to_owned();
    }
    if !number.is_finite() {
        return raw.to_owned();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

/// A day counted from the workbook's first day.
fn date(serial: f64, since_1904: bool) -> Option<String> {
    // Day 60 of the 1900 count is a 29 February that never was.
    let offset = if since_1904 { 24_107 } else { 25_569 };
    if !(61.0..=2_958_465.0).contains(&serial) {
        return None;
    }
    // Days since 1970 to a date of the calendar (Howard Hinnant's algorithm).
    let days = serial as i64 - offset + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        for (raw, style, expected) in [
            ("20", Shown::Plain, "20"),
            ("9116.3600000000006", Shown::Plain, "9116.36"),
            ("24252.311082", Shown::Plain, "24252.311082"),
            ("1.0E+5", Shown::Plain, "100000"),
            ("0.985", Shown::Percent, "98.5%"),
            ("43850", Shown::Date, "2020-01-20"),
            ("-15", Shown::Plain, "-15"),
            ("1e999", Shown::Plain, "1e999"),
        ] {
            assert_eq!(shown(raw, style, false), expected);
        }
    }

    #[test]
    fn addresses_are_read() {
        assert_eq!(address("E17"), Some((17, 4)));
        assert_eq!(address("XFD1048576"), Some((1_048_576, 16_383)));
        for bad in ["", "17", "E", "ZZZZZ1", "E1E"] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }
}
