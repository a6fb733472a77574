//! The disclosure catalogue and the channels as workbooks: blank ones to fill in, and filled-in ones read back.

use crate::folder::decode;
use crate::workbook::{heading_format, new_workbook};
use import::sheet::{Sheet, catalogue_from_sheet, channels_from_sheet, read_workbook};
use model::{Catalogue, ChannelKind, Channels, FORMAT, Finding, Purpose};
use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};

/// A heading with the headings below it, if any, and the width of each column.
struct Heading {
    text: &'static str,
    below: &'static [&'static str],
    width: f64,
}

const fn heading(text: &'static str, below: &'static [&'static str], width: f64) -> Heading {
    Heading { text, below, width }
}

/// The ten columns of a 基层政务公开标准目录, then what the portal needs besides: the item of the Regulation and
/// the source.
const CATALOGUE: [Heading; 13] = [
    heading("序号", &[], 6.0),
    heading("公开事项", &["一级事项", "二级事项"], 16.0),
    heading("公开内容（要素）", &[], 36.0),
    heading("公开依据", &[], 28.0),
    heading("公开时限", &[], 18.0),
    heading("公开主体", &[], 18.0),
    heading("公开渠道和载体", &[], 28.0),
    heading("公开对象", &["全社会", "特定群体"], 10.0),
    heading("公开方式", &["主动", "依申请公开"], 10.0),
    heading("公开层级", &["县级", "乡级"], 8.0),
    heading("条例事项", &[], 10.0),
    heading("来源文件", &[], 16.0),
    heading("来源章节", &[], 20.0),
];

const CHANNELS: [Heading; 16] = [
    heading("渠道名称", &[], 24.0),
    heading("渠道类型", &[], 12.0),
    heading("用途", &[], 16.0),
    heading("说明", &[], 36.0),
    heading("主办单位", &[], 22.0),
    heading("电话", &[], 18.0),
    heading("地址", &[], 28.0),
    heading("邮政编码", &[], 10.0),
    heading("电子邮箱", &[], 22.0),
    heading("网址", &[], 28.0),
    heading("办公时间", &[], 22.0),
    heading("办理时限", &[], 18.0),
    heading("办理流程", &[], 24.0),
    heading("核对日期", &[], 12.0),
    heading("来源文件", &[], 16.0),
    heading("来源章节", &[], 20.0),
];

/// The kinds of channels that the drop-down list offers.
const KINDS: [ChannelKind; 11] = [
    ChannelKind::Office,
    ChannelKind::Hotline,
    ChannelKind::Website,
    ChannelKind::Application,
    ChannelKind::ErrorReport,
    ChannelKind::Supervision,
    ChannelKind::Petition,
    ChannelKind::ServiceHall,
    ChannelKind::Media,
    ChannelKind::Place,
    ChannelKind::Consultation,
];

/// Rows prepared for input.
const ROWS: u32 = 500;

/// `公开目录.xlsx`
pub fn blank_catalogue() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook()?;
    let sheet = sheet_with(&mut workbook, "公开目录", &CATALOGUE)?;
    let ticks = DataValidation::new().allow_list_strings(&["√"])?;
    for column in 8..=13 {
        sheet.add_data_validation(2, column, ROWS, column, &ticks)?;
    }
    let items: Vec<&str> = model::law::ITEMS.iter().map(|item| item.id).collect();
    sheet.add_data_validation(2, 14, ROWS, 14, &DataValidation::new().allow_list_strings(&items)?)?;
    // Excel would take 20-1 for the twentieth of January.
    sheet.set_column_format(14, &Format::new().set_num_format("@"))?;
    workbook.save_to_buffer()
}

/// `互动渠道.xlsx`
pub fn blank_channels() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook()?;
    let sheet = sheet_with(&mut workbook, "互动渠道", &CHANNELS)?;
    let kinds = KINDS.map(ChannelKind::label);
    sheet.add_data_validation(1, 1, ROWS, 1, &DataValidation::new().allow_list_strings(&kinds)?)?;
    let purposes = Purpose::ALL.map(Purpose::label).join("、");
    let hint = DataValidation::new()
        .set_input_title("用途")?
        .set_input_message(format!("可填多个，用顿号分开：{purposes}"))?;
    sheet.add_data_validation(1, 2, ROWS, 2, &hint)?;
    // Numbers that begin with 0 are text.
    for column in [5, 7, 13] {
        sheet.set_column_format(column, &Format::new().set_num_format("@"))?;
    }
    workbook.save_to_buffer()
}

fn sheet_with<'a>(
    workbook: &'a mut Workbook,
    name: &str,
    headings: &[Heading],
) -> Result<&'a mut Worksheet, XlsxError> {
    let format = heading_format().set_bold();
    let rows = if headings.iter().any(|heading| !heading.below.is_empty()) { 2 } else { 1 };
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    let mut column = 0u16;
    for heading in headings {
        let last = column + heading.below.len().max(1) as u16 - 1;
        let bottom = if heading.below.is_empty() { rows - 1 } else { 0 };
        if last > column || bottom > 0 {
            sheet.merge_range(0, column, bottom, last, heading.text, &format)?;
        } else {
            sheet.write_string_with_format(0, column, heading.text, &format)?;
        }
        for (below, text) in (column..).zip(heading.below) {
            sheet.write_string_with_format(1, below, *text, &format)?;
        }
        sheet.set_column_range_width(column, last, heading.width)?;
        column = last + 1;
    }
    sheet.set_freeze_panes(rows, 0)?;
    Ok(sheet)
}

/// A list that was read from a workbook.
pub enum List {
    /// For `catalogue.json`.
    Catalogue(Catalogue),
    /// For `channels.json`.
    Channels(Channels),
}

impl List {
    /// Whether this is an empty list, and what a file holds is not known to be one: it would be lost.
    pub fn empties(&self, old: &[u8]) -> bool {
        match self {
            Self::Catalogue(new) => {
                new.entries.is_empty() && !decode::<Catalogue>(old).is_ok_and(|old| old.entries.is_empty())
            }
            Self::Channels(new) => {
                new.channels.is_empty() && !decode::<Channels>(old).is_ok_and(|old| old.channels.is_empty())
            }
        }
    }
}

/// Reads the sheets of a workbook or a CSV file that have the headings of a catalogue or of channels, all of one
/// kind. None where there are no such headings: the file may be a report.
pub fn read(bytes: &[u8]) -> Option<(List, Vec<Finding>)> {
    let sheets = read_workbook(bytes).ok()?;
    let with_heading = |words: &[&str]| sheets.iter().filter(|sheet| has_heading(sheet, words)).collect::<Vec<_>>();
    let channels = with_heading(&["渠道名称"]);
    if !channels.is_empty() {
        let (lists, findings) = read_each(&channels, channels_from_sheet);
        let mut all = Channels { format: FORMAT, channels: Vec::new() };
        for (number, list) in (1..).zip(lists) {
            let renamed =
                list.channels.into_iter().map(|channel| model::Channel { id: unique(number, &channel.id), ..channel });
            all.channels.extend(renamed);
        }
        return Some((List::Channels(all), findings));
    }
    let catalogues = with_heading(&["公开事项", "一级事项"]);
    if catalogues.is_empty() {
        return None;
    }
    let (lists, findings) = read_each(&catalogues, catalogue_from_sheet);
    let mut all = Catalogue { format: FORMAT, entries: Vec::new() };
    for (number, list) in (1..).zip(lists) {
        all.entries
            .extend(list.entries.into_iter().map(|entry| model::Entry { id: unique(number, &entry.id), ..entry }));
    }
    Some((List::Catalogue(all), findings))
}

/// Counties keep a catalogue of many fields as many sheets, each counted from 1.
fn unique(sheet: usize, id: &str) -> String {
    if sheet == 1 { id.to_owned() } else { format!("sheet{sheet}-{id}") }
}

fn has_heading(sheet: &Sheet, words: &[&str]) -> bool {
    const HEAD: usize = 20;
    let is_word = |cell: &String| words.contains(&cell.split_whitespace().collect::<String>().as_str());
    sheet.rows.iter().take(HEAD).any(|row| row.iter().any(is_word))
}

/// The lists of the sheets, and the findings with the sheet's name where there are several.
fn read_each<T>(sheets: &[&Sheet], read: impl Fn(&Sheet) -> (T, Vec<Finding>)) -> (Vec<T>, Vec<Finding>) {
    let mut lists = Vec::new();
    let mut all = Vec::new();
    for sheet in sheets {
        let (list, findings) = read(sheet);
        lists.push(list);
        let name = if sheets.len() > 1 { format!("{} ", sheet.name) } else { String::new() };
        all.extend(
            findings
                .into_iter()
                .map(|finding| Finding { cell: finding.cell.map(|cell| format!("{name}{cell}")), ..finding }),
        );
    }
    (lists, all)
}
