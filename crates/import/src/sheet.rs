//! Catalogues and channels kept in Excel: the statutory columns of a 基层政务公开标准目录, and the
//! portal's own columns for channels.

use crate::grid::{Grid, Layout};
use crate::{ImportError, csv, facts, kind, limits, number, rule, text, xlsx};
use kind::Kind;
use model::{
    Carriers, Catalogue, Channel, ChannelKind, Channels, Contact, Date, Deadline, DeadlineUnit, Entry, FORMAT, Finding,
    Purpose, Severity, Source, Standing, law,
};
use std::cell::RefCell;
use std::collections::HashMap;

/// A sheet as rows of text. A merged area gives its text to every cell in it; row 1 of the sheet is
/// the first row here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The sheet's name.
    pub name: String,
    /// Its rows, up to the last that has text.
    pub rows: Vec<Vec<String>>,
}

/// Reads the visible sheets of a workbook, or a CSV file as its only sheet.
///
/// # Errors
/// One sentence in Chinese, only for what cannot be read at all.
pub fn read_workbook(bytes: &[u8]) -> Result<Vec<Sheet>, ImportError> {
    match kind::of(bytes, "sheet.csv")? {
        Kind::Xlsx(mut container) => Ok(xlsx::read(&mut container)?.0.iter().map(sheet_of).collect()),
        Kind::Csv(decoded) | Kind::Tidy(decoded) | Kind::Text(decoded) => Ok(vec![sheet_of(&csv::grid(&decoded.text))]),
        Kind::Docx(_) => Err(ImportError::Unsupported {
            what: "Word 文件",
            advice: "请把目录或渠道放在 .xlsx 工作簿里再导入",
        }),
        Kind::Html(_) | Kind::Json(_) => Err(ImportError::Unsupported {
            what: "网页或数据文件",
            advice: "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入",
        }),
    }
}

fn sheet_of(grid: &Grid) -> Sheet {
    debug_assert_eq!(grid.layout, Layout::Sheet);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in 0..grid.rows() {
        let number = grid.number(row).clamp(1, limits::ROWS);
        if rows.len() < number {
            rows.resize(number, Vec::new());
        }
        let text = |column| grid.cell(row, column).map(|cell| cell.text.clone()).unwrap_or_default();
        rows[number - 1] = (0..grid.width(row)).map(text).collect();
    }
    Sheet { name: grid.sheet.clone().unwrap_or_default(), rows }
}

/// The columns of a list: what each is called in the first and in the second row of the head.
struct Head {
    columns: Vec<[String; 2]>,
    first_row: usize,
    /// Columns looked up before, by the first of their names.
    known: RefCell<HashMap<String, Option<usize>>>,
}

impl Head {
    /// Finds the head: the first row with three of these names, and the row below it where that has
    /// names too.
    fn find(sheet: &Sheet, names: &[&str], below: &[&str]) -> Option<Self> {
        let count = |row: &Vec<String>, names: &[&str]| {
            let keys: Vec<String> = row.iter().map(|cell| text::key(cell)).collect();
            names.iter().filter(|name| keys.iter().any(|key| is_named(key, name))).count()
        };
        let at = sheet.rows.iter().take(200).position(|row| count(row, names) >= 3)?;
        let second = sheet.rows.get(at + 1).filter(|row| count(row, below) >= 1);
        let width = sheet.rows[at].len().max(second.map_or(0, Vec::len));
        let mut top = String::new();
        let columns = (0..width).map(|column| {
            let lower = second.and_then(|row| row.get(column)).map(|cell| text::key(cell)).unwrap_or_default();
            let upper = sheet.rows[at].get(column).map(|cell| text::key(cell)).unwrap_or_default();
            // In a CSV a merged head has its text in the first column only.
            if !upper.is_empty() {
                top = upper;
            } else if lower.is_empty() {
                top.clear();
            }
            [top.clone(), lower]
        });
        Some(Self {
            columns: columns.collect(),
            first_row: at + 1 + usize::from(second.is_some()),
            known: RefCell::default(),
        })
    }

    fn column(&self, names: &[&str]) -> Option<usize> {
        let first = names.first().copied().unwrap_or_default();
        if let Some(known) = self.known.borrow().get(first) {
            return *known;
        }
        let found = self.look_up(names);
        self.known.borrow_mut().insert(first.to_owned(), found);
        found
    }

    fn look_up(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            let exact = |[top, lower]: &[String; 2]| {
                lower == &text::key(name) || (lower.is_empty() || lower == top) && top == &text::key(name)
            };
            let near = |[top, lower]: &[String; 2]| is_named(if lower.is_empty() { top } else { lower }, name);
            self.columns.iter().position(exact).or_else(|| self.columns.iter().position(near))
        })
    }

    /// What a line is the heading of, with nothing else in it: a text across the sheet, or one in the
    /// first column. A serial number that waits for its row is none.
    fn title<'a>(&self, line: &Line<'a>) -> Option<&'a str> {
        let filled = || line.cells.iter().map(|cell| cell.trim()).enumerate().filter(|(_, cell)| !cell.is_empty());
        let (column, text) = filled().next()?;
        let alone = filled().all(|(_, other)| other == text) && !text.chars().all(char::is_numeric);
        let first = self.columns.iter().position(|[top, _]| !top.is_empty());
        let across = filled().count() * 2 > self.columns.len();
        (alone && (across || Some(column) == first)).then_some(text)
    }

    /// Columns under a heading, with their own names.
    fn under(&self, name: &str) -> Vec<(usize, &str)> {
        let found = self.columns.iter().enumerate().filter(|(_, [top, _])| is_named(top, name));
        found.map(|(column, [top, lower])| (column, if lower == top { "" } else { lower.as_str() })).collect()
    }
}

fn is_named(key: &str, name: &str) -> bool {
    let name = text::key(name);
    !key.is_empty()
        && (key == name
            || key.starts_with(&name)
            || text::closeness(key, &name).is_some_and(|_| name.chars().count() >= 4))
}

const TICKS: [char; 8] = ['√', '✓', '✔', '☑', '■', '●', '是', 'V'];

/// A data row of a list, by column.
struct Line<'a> {
    cells: &'a [String],
    number: usize,
}

impl Line<'_> {
    fn get(&self, column: Option<usize>) -> Option<String> {
        let text = column.and_then(|column| self.cells.get(column)).map(|cell| lines(cell)).unwrap_or_default();
        (!text.is_empty()).then_some(text)
    }

    /// What is ticked under a heading: the names of the ticked columns, or the text that stands there.
    fn ticked(&self, columns: &[(usize, &str)]) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        for (column, name) in columns {
            let Some(text) = self.get(Some(*column)) else { continue };
            let word = if text.chars().all(|c| TICKS.contains(&c)) && !name.is_empty() {
                (*name).to_owned()
            } else if matches!(text.as_str(), "/" | "-" | "—" | "×" | "否" | "□") {
                continue;
            } else {
                text
            };
            if !words.contains(&word) {
                words.push(word);
            }
        }
        (!words.is_empty()).then(|| words.join("、"))
    }

    fn finding(&self, severity: Severity, found: &str, message: String) -> Finding {
        Finding {
            cell: Some(format!("第{}行", self.number)),
            found: (!found.is_empty()).then(|| found.to_owned()),
            ..Finding::new(rule::ENTRY, severity, message)
        }
    }
}

/// The lines of a cell, each cleaned, joined again.
fn lines(cell: &str) -> String {
    let lines: Vec<String> = cell.lines().map(text::clean).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

const NO_HEAD: &str = "没有找到表头";

/// That there is no line under the head. A sheet whose every line was refused says so line by line.
fn nothing(sheet: &Sheet, what: &str) -> Finding {
    let place = if sheet.name.is_empty() { "表里".to_owned() } else { format!("工作表“{}”里", sheet.name) };
    let message = format!("{place}没有一行{what}，读入的是空表，请在表头下面填写后再导入");
    Finding::new(rule::ENTRY, Severity::Hint, message)
}

/// Reads a 基层政务公开标准目录 under its statutory headings. Ids are made from the serial numbers.
/// What the model requires and the sheet does not give is left empty and said in a finding.
pub fn catalogue_from_sheet(sheet: &Sheet) -> (Catalogue, Vec<Finding>) {
    let names = [
        "公开事项",
        "公开内容",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道和载体",
        "公开对象",
        "公开方式",
        "公开层级",
    ];
    let below = ["一级事项", "二级事项", "全社会", "特定群体", "主动", "县级", "乡级"];
    let mut catalogue = Catalogue { format: FORMAT, entries: vec![] };
    let Some(head) = Head::find(sheet, &names, &below) else {
        let message = format!(
            "工作表“{}”{NO_HEAD}：应有公开事项、公开内容（要素）、公开依据、公开时限、公开主体等列",
            sheet.name
        );
        return (catalogue, vec![Finding::new(rule::ENTRY, Severity::Error, message)]);
    };
    let mut findings = Vec::new();
    let mut subject = String::new();
    let mut ids: HashMap<String, usize> = HashMap::new();
    for (index, cells) in sheet.rows.iter().enumerate().skip(head.first_row) {
        let line = Line { cells, number: index + 1 };
        if let Some(entry) = entry(&head, &line, &mut subject, &mut ids, &mut findings) {
            catalogue.entries.push(entry);
        }
    }
    if catalogue.entries.is_empty() && findings.is_empty() {
        findings.push(nothing(sheet, "目录"));
    }
    (catalogue, findings)
}

/// Whether a text that stands alone in its row is about the table (注：…) and not the heading of what follows.
fn is_note(text: &str) -> bool {
    let is_named =
        |name| text.strip_prefix(name).is_some_and(|rest| rest.starts_with(['：', ':', '.', '．', '1', '１']));
    ["注", "备注", "附注", "说明", "填表说明", "填报说明"].into_iter().any(is_named) || text.contains('。')
}

fn entry(
    head: &Head,
    line: &Line<'_>,
    subject: &mut String,
    ids: &mut HashMap<String, usize>,
    findings: &mut Vec<Finding>,
) -> Option<Entry> {
    let mut words: Vec<&str> = line.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    words.dedup();
    if words.is_empty() {
        return None;
    }
    let first = line.get(head.column(&["一级事项"]));
    let second = line.get(head.column(&["二级事项"]));
    let both = line.get(head.column(&["公开事项"])).filter(|_| first.is_none() && second.is_none());
    if let Some(title) = head.title(line) {
        if is_note(title) {
            let message = format!("第 {} 行是说明文字，不是目录事项，没有读入", line.number);
            findings.push(line.finding(Severity::Hint, title, message));
        } else {
            title.clone_into(subject);
        }
        return None;
    }
    if let Some(first) = &first {
        subject.clone_from(first);
    }
    let content = line.get(head.column(&["公开内容（要素）", "公开内容", "公开要素"]));
    let Some(title) = second
        .or(both)
        .or_else(|| first.clone())
        .or_else(|| content.clone().filter(|_| !subject.is_empty()).map(|_| subject.clone()))
    else {
        findings.push(line.finding(
            Severity::Error,
            &words.join(" "),
            format!("第 {} 行没有公开事项，没有读入", line.number),
        ));
        return None;
    };
    if content.is_none() {
        findings.push(line.finding(
            Severity::Hint,
            &title,
            format!("第 {} 行“{title}”没有公开内容（要素），请补上", line.number),
        ));
    }
    let basis_text = line.get(head.column(&["公开依据"])).unwrap_or_default();
    let written_item = line.get(head.column(&["条例事项"]));
    let known_item = written_item.as_deref().and_then(item);
    let item = known_item.or_else(|| cited(&basis_text)).unwrap_or_default().to_owned();
    if let (Some(written), None) = (&written_item, known_item) {
        findings.push(unread(line, &title, "条例事项", written, ITEMS));
    } else if item.is_empty() {
        let message = format!(
            "第 {} 行“{title}”不知道属于条例第二十条、第二十一条的哪一项，请在“条例事项”列填写，如 20-1",
            line.number
        );
        findings.push(line.finding(Severity::Hint, &title, message));
    }
    Some(Entry {
        id: id("item", line.get(head.column(&["序号"])).as_deref(), line.number, ids),
        item,
        subject: if subject.is_empty() { title.clone() } else { subject.clone() },
        title,
        content: content.unwrap_or_default(),
        basis: basis(&basis_text),
        time_limit: line.get(head.column(&["公开时限"])),
        publisher: line.get(head.column(&["公开主体"])),
        carriers: carriers(&line.get(head.column(&["公开渠道和载体", "公开渠道", "公开载体"])).unwrap_or_default()),
        audience: line.ticked(&head.under("公开对象")),
        manner: line.ticked(&head.under("公开方式")),
        tier: line.ticked(&head.under("公开层级")),
        source: source(head, line, "catalogue"),
    })
}

/// An id from the serial number where that is one and not taken, from the row otherwise.
fn id(prefix: &str, serial: Option<&str>, row: usize, ids: &mut HashMap<String, usize>) -> String {
    let serial = serial
        .filter(|serial| !serial.contains(number::is_mark))
        .map(text::fold)
        .filter(|serial| !serial.is_empty() && serial.len() <= 6 && serial.bytes().all(|byte| byte.is_ascii_digit()));
    let wanted = serial.map(|serial| format!("{prefix}-{serial}")).filter(|id| !ids.contains_key(id));
    let id = wanted.unwrap_or_else(|| format!("{prefix}-row{row}"));
    ids.insert(id.clone(), row);
    id
}

fn source(head: &Head, line: &Line<'_>, document: &str) -> Source {
    Source {
        document: line.get(head.column(&["来源文件"])).unwrap_or_else(|| document.to_owned()),
        section: line.get(head.column(&["来源章节"])).or_else(|| Some(format!("第{}行", line.number))),
        url: None,
    }
}

const ITEMS: &str = "请填 20-1 至 20-15 或 21-1 至 21-7 中的一项；单元格要设为文本，否则 Excel 会把 20-1 变成日期";

/// The item of the Regulation that is written: its id, its citation or its name.
fn item(written: &str) -> Option<&'static str> {
    if written.contains(number::is_mark) {
        return None;
    }
    let by_id = law::find(&text::fold(written).replace(['—', '－'], "-"));
    let by_name = || law::ITEMS.iter().find(|item| text::key(item.text) == text::key(written));
    by_id.map(|item| item.id).or_else(|| cited(written)).or_else(|| by_name().map(|item| item.id))
}

/// The item that a text cites, such as a legal basis.
fn cited(text: &str) -> Option<&'static str> {
    let citation = text::key(text);
    let article_20 = law::ITEMS.iter().filter(|item| item.article == 20);
    article_20.into_iter().find(|item| citation.contains(&text::key(&item.citation()))).map(|item| item.id)
}

/// The documents of a legal basis: `《…条例》第二十条`, one after another.
fn basis(printed: &str) -> Vec<Source> {
    let mut basis: Vec<Source> = Vec::new();
    let mut rest = printed;
    while let Some(open) = rest.find('《') {
        let after = &rest[open + '《'.len_utf8()..];
        let Some(close) = closing(after) else { break };
        let title = text::clean(&after[..close]);
        rest = &after[close + '》'.len_utf8()..];
        let end = rest.find('《').unwrap_or(rest.len());
        let section = rest[..end].trim_matches(|c| text::is_space(c) || "、，,；;。和及".contains(c));
        let document = if title.ends_with("政府信息公开条例") && !title.contains("省") {
            "regulation".to_owned()
        } else {
            title
        };
        basis.push(Source { document, section: (!section.is_empty()).then(|| text::clean(section)), url: None });
    }
    if basis.is_empty() && !printed.is_empty() {
        basis.push(Source { document: printed.replace('\n', " "), section: None, url: None });
    }
    basis
}

/// Where the title ends that is open: titles may hold titles.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, character) in text.char_indices() {
        match character {
            '《' => depth += 1,
            '》' if depth == 0 => return Some(at),
            '》' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The check list of carriers: `■政府网站 □政府公报`. Without boxes everything named is used.
pub fn carriers(printed: &str) -> Carriers {
    const FULL: &str = "■☑√✓✔●◼▪\u{2611}\u{f0fe}\u{f052}\u{f06e}";
    const EMPTY: &str = "□☐○◻▫\u{f0a8}\u{f06f}\u{f0a3}";
    let mut carriers = Carriers::default();
    let is_box = |character: char| FULL.contains(character) || EMPTY.contains(character);
    let name = |piece: &str| text::clean(piece.trim_matches(|c| text::is_space(c) || "、，,；;。".contains(c)));
    let mut add = |used: bool, piece: &str| {
        let (piece, list) = (name(piece), if used { &mut carriers.used } else { &mut carriers.not_used });
        if !piece.is_empty() && !list.contains(&piece) {
            list.push(piece);
        }
    };
    if !printed.contains(is_box) {
        for piece in printed.split(['、', '，', ',', '；', ';', '\n']) {
            add(true, piece);
        }
        return carriers;
    }
    let mut rest = printed;
    while let Some(at) = rest.find(is_box) {
        let Some(mark) = rest[at..].chars().next() else { break };
        let after = &rest[at + mark.len_utf8()..];
        let end = after.find(is_box).unwrap_or(after.len());
        add(FULL.contains(mark), &after[..end]);
        rest = &after[end..];
    }
    carriers
}

/// Reads a list of channels: 渠道名称, 渠道类型, 电话, 地址 and so on, a channel each row.
pub fn channels_from_sheet(sheet: &Sheet) -> (Channels, Vec<Finding>) {
    let names = [
        "渠道名称",
        "名称",
        "渠道类型",
        "类型",
        "用途",
        "主办单位",
        "电话",
        "联系电话",
        "地址",
        "邮政编码",
        "网址",
        "办公时间",
        "办理时限",
    ];
    let mut channels = Channels { format: FORMAT, channels: vec![] };
    let Some(head) = Head::find(sheet, &names, &[]) else {
        let message = format!("工作表“{}”{NO_HEAD}：应有渠道名称、渠道类型、用途、电话、地址、网址等列", sheet.name);
        return (channels, vec![Finding::new(rule::ENTRY, Severity::Error, message)]);
    };
    let (mut findings, mut ids) = (Vec::new(), HashMap::new());
    for (index, cells) in sheet.rows.iter().enumerate().skip(head.first_row) {
        let line = Line { cells, number: index + 1 };
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match channel(&head, &line, &mut ids, &mut findings) {
            Some(channel) => channels.channels.push(channel),
            None => {
                findings.push(line.finding(Severity::Error, "", format!("第 {} 行没有渠道名称，没有读入", line.number)))
            }
        }
    }
    if channels.channels.is_empty() && findings.is_empty() {
        findings.push(nothing(sheet, "渠道"));
    }
    (channels, findings)
}

fn channel(
    head: &Head,
    line: &Line<'_>,
    ids: &mut HashMap<String, usize>,
    findings: &mut Vec<Finding>,
) -> Option<Channel> {
    let get = |names: &[&str]| line.get(head.column(names));
    let name = get(&["渠道名称", "名称", "渠道"])?;
    let host_unit = get(&["主办单位", "承办单位", "责任单位", "单位"]);
    let source = source(head, line, "channels");
    let written_day = get(&["核对日期", "核实日期", "更新日期"]);
    let verified_on = written_day.as_deref().and_then(|day| facts::dates_in(day).into_iter().next());
    if let (Some(written), None) = (&written_day, verified_on) {
        findings.push(unread(line, &name, "核对日期", written, "请写成 2020-01-20 的样子"));
    }
    let contact = contact(&get, &name, host_unit.as_deref(), verified_on, &source, line, findings);
    let written_deadline = get(&["办理时限", "答复时限", "回复时限", "时限"]);
    let deadline = written_deadline.as_deref().and_then(|written| deadline(written, &source));
    if let (Some(written), None) = (&written_deadline, &deadline) {
        findings.push(unread(line, &name, "办理时限", written, "请写成“2个工作日”的样子"));
    }
    let steps = get(&["办理流程", "流程", "步骤"]).unwrap_or_default();
    Some(Channel {
        id: id("channel", None, line.number, ids),
        kind: channel_kind(get(&["渠道类型", "类型", "类别"]).as_deref(), &name, line, findings),
        purposes: purposes(get(&["用途", "受理范围", "受理事项"]).as_deref(), &name, line, findings),
        what_for: get(&["说明", "功能说明", "简介", "用途说明"]).unwrap_or_default(),
        host_unit,
        contact,
        url: get(&["网址", "链接", "网站地址"]),
        hours: get(&["办公时间", "服务时间", "工作时间", "开放时间"]),
        deadline,
        steps: steps
            .split(['→', '、', '；', ';', '\n', '>'])
            .map(text::clean)
            .filter(|step| !step.is_empty())
            .collect(),
        figures: vec![],
        reported: None,
        instead: None,
        standing: if verified_on.is_some() { Standing::Verified } else { Standing::NamedInReport },
        verified_on,
        source,
        name,
    })
}

fn unread(line: &Line<'_>, name: &str, column: &str, written: &str, advice: &str) -> Finding {
    line.finding(
        Severity::Hint,
        written,
        format!("第 {} 行“{name}”的{column}“{written}”读不懂，没有读入，{advice}", line.number),
    )
}

#[allow(clippy::too_many_arguments)]
fn contact(
    get: &impl Fn(&[&str]) -> Option<String>,
    name: &str,
    host_unit: Option<&str>,
    verified_on: Option<Date>,
    source: &Source,
    line: &Line<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Contact> {
    let (phone, address) = (get(&["电话", "联系电话", "电话号码"]), get(&["地址", "联系地址", "办公地址"]));
    let (postcode, email) = (get(&["邮政编码", "邮编"]), get(&["电子邮箱", "邮箱", "电子邮件"]));
    if let Some(postcode) = &postcode
        && !(postcode.len() == 6 && postcode.bytes().all(|byte| byte.is_ascii_digit()))
    {
        findings.push(line.finding(
            Severity::Hint,
            postcode,
            format!("第 {} 行“{name}”的邮政编码“{postcode}”不是 6 位数字，请核对", line.number),
        ));
    }
    if phone.is_none() && address.is_none() && postcode.is_none() && email.is_none() {
        return None;
    }
    let name = host_unit.unwrap_or(name).to_owned();
    Some(Contact { name, address, postcode, phone, email, verified_on, source: Some(source.clone()) })
}

fn deadline(written: &str, source: &Source) -> Option<Deadline> {
    if written.contains(number::is_mark) {
        return None;
    }
    let folded = text::fold(written);
    let start = folded.find(|c: char| c.is_ascii_digit())?;
    let digits: String = folded[start..].chars().take_while(char::is_ascii_digit).collect();
    let rest = folded[start + digits.len()..].trim_start_matches('个');
    let unit = if rest.starts_with("工作日") {
        DeadlineUnit::WorkingDays
    } else if rest.starts_with('日') || rest.starts_with('天') || rest.starts_with("自然日") {
        DeadlineUnit::CalendarDays
    } else {
        return None;
    };
    let plain = format!("{digits}{}", unit.label());
    let note = (folded != plain && folded != plain.replace('个', "")).then(|| text::clean(written));
    Some(Deadline { days: digits.parse().ok()?, unit, note, source: source.clone() })
}

const KINDS: [(ChannelKind, &[&str]); 11] = [
    (ChannelKind::ErrorReport, &["找错", "纠错"]),
    (ChannelKind::Application, &["依申请"]),
    (ChannelKind::Petition, &["信访"]),
    (ChannelKind::Supervision, &["督查", "举报", "监督", "纪检"]),
    (ChannelKind::Consultation, &["征集", "听证"]),
    (ChannelKind::ServiceHall, &["大厅", "政务服务中心", "便民服务", "政务服务"]),
    (ChannelKind::Hotline, &["热线", "电话"]),
    (ChannelKind::Media, &["微信", "微博", "公众号", "抖音", "公报", "广播", "电视", "客户端", "媒体"]),
    (ChannelKind::Website, &["信箱", "留言", "网站", "栏目", "门户"]),
    (ChannelKind::Place, &["档案馆", "图书馆", "查阅点", "公示栏", "大屏", "场所"]),
    (ChannelKind::Office, &["办公室"]),
];

fn channel_kind(written: Option<&str>, name: &str, line: &Line<'_>, findings: &mut Vec<Finding>) -> ChannelKind {
    let by_label =
        written.and_then(|written| KINDS.iter().find(|(kind, _)| kind.label() == written).map(|(kind, _)| *kind));
    let by_word = |text: &str| {
        KINDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(kind, _)| *kind)
    };
    if let Some(kind) = by_label.or_else(|| written.and_then(by_word)) {
        return kind;
    }
    let kind = by_word(name).unwrap_or(ChannelKind::Website);
    let (number, label) = (line.number, kind.label());
    let message = match written {
        Some(written) => {
            let known = KINDS.map(|(kind, _)| kind.label()).join("、");
            format!("第 {number} 行“{name}”的渠道类型“{written}”读不懂，按“{label}”读入，请核对。可填：{known}")
        }
        None => format!("第 {number} 行“{name}”没有写明渠道类型，按“{label}”读入，请核对"),
    };
    findings.push(line.finding(Severity::Hint, written.unwrap_or_default(), message));
    kind
}

fn purposes(written: Option<&str>, name: &str, line: &Line<'_>, findings: &mut Vec<Finding>) -> Vec<Purpose> {
    let mut purposes = Vec::new();
    for word in written
        .unwrap_or_default()
        .split(['、', '，', ',', '；', ';', '/', ' ', '\n'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        let known =
            Purpose::ALL.into_iter().find(|purpose| purpose.label().contains(word) || word.contains(purpose.label()));
        match known.or_else(|| ["投诉", "举报"].iter().any(|part| word.contains(part)).then_some(Purpose::Complain))
        {
            Some(purpose) if !purposes.contains(&purpose) => purposes.push(purpose),
            Some(_) => {}
            None => {
                findings.push(unread(line, name, "用途", word, "可填：咨询、投诉举报、申请信息、纠错、办事、看公告"))
            }
        }
    }
    purposes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(csv: &str) -> Sheet {
        read_workbook(csv.as_bytes()).expect("a sheet").remove(0)
    }

    const CATALOGUE: &str = "某县社会救助领域基层政务公开标准目录,,,,,,,,,,,,,\n\
        序号,公开事项,,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,,公开方式,,公开层级,\n\
        ,一级事项,二级事项,,,,,,全社会,特定群众,主动,依申请公开,县级,乡、村级\n\
        1,综合业务,政策法规文件,文件名称、文号,\"《中华人民共和国政府信息公开条例》第二十条第（一）项、《社会救助暂行办法》\",自形成之日起20个工作日内,县民政局,\"■政府网站 □政府公报\n■两微一端□发布会/听证会\",√,,√,,√,√\n\
        2,,办事指南,受理单位,,及时公开,县民政局,政府网站、公示栏,,√（申请人）,,√,√,\n";

    #[test]
    fn a_catalogue_is_read_under_its_statutory_headings() {
        let (catalogue, findings) = catalogue_from_sheet(&sheet(CATALOGUE));
        assert_eq!(catalogue.entries.len(), 2, "{findings:?}");
        let [first, second] = catalogue.entries.as_slice() else { panic!() };
        assert_eq!((first.id.as_str(), first.item.as_str()), ("item-1", "20-1"));
        assert_eq!((first.subject.as_str(), first.title.as_str()), ("综合业务", "政策法规文件"));
        assert_eq!(first.carriers.used, ["政府网站", "两微一端"]);
        assert_eq!(first.carriers.not_used, ["政府公报", "发布会/听证会"]);
        assert_eq!((first.audience.as_deref(), first.manner.as_deref()), (Some("全社会"), Some("主动")));
        assert_eq!(first.tier.as_deref(), Some("县级、乡村级"));
        assert_eq!(first.basis[0].document, "regulation");
        assert_eq!(first.basis[0].section.as_deref(), Some("第二十条第（一）项"));
        assert_eq!(first.basis[1].document, "社会救助暂行办法");
        assert_eq!((second.subject.as_str(), second.title.as_str()), ("综合业务", "办事指南"));
        assert_eq!(second.carriers.used, ["政府网站", "公示栏"]);
        assert_eq!((second.audience.as_deref(), second.manner.as_deref()), (Some("√（申请人）"), Some("依申请公开")));
        assert_eq!((second.item.as_str(), findings.len()), ("", 1), "{findings:?}");
    }

    #[test]
    fn channels_are_read_by_their_columns() {
        let csv = "渠道名称,渠道类型,用途,说明,主办单位,电话,地址,邮政编码,电子邮箱,网址,办公时间,办理时限,办理流程,核对日期,来源文件,来源章节\n\
            某热线,热线,咨询、投诉举报,问政策,县政府办公室,0100-1234567,某路1号,123456,,,全天,2个工作日,接收→登记→答复,2026-01-05,report-2019,一（一）\n\
            县长信箱,,聊天,,,,,12345,,https://example.invalid/,,尽快,,,,\n\
            ,热线,,,,,,,,,,,,,,\n";
        let (channels, findings) = channels_from_sheet(&sheet(csv));
        let [first, second] = channels.channels.as_slice() else { panic!("{findings:?}") };
        assert_eq!(
            (first.kind, first.purposes.as_slice()),
            (ChannelKind::Hotline, [Purpose::Ask, Purpose::Complain].as_slice())
        );
        assert_eq!(first.contact.as_ref().and_then(|contact| contact.phone.as_deref()), Some("0100-1234567"));
        assert_eq!(
            first.deadline.as_ref().map(|deadline| (deadline.days, deadline.unit)),
            Some((2, DeadlineUnit::WorkingDays))
        );
        assert_eq!(first.steps, ["接收", "登记", "答复"]);
        assert_eq!((first.standing, first.source.document.as_str()), (Standing::Verified, "report-2019"));
        assert_eq!((second.kind, second.url.as_deref()), (ChannelKind::Website, Some("https://example.invalid/")));
        let said: Vec<&str> = findings.iter().filter_map(|finding| finding.found.as_deref()).collect();
        assert_eq!(said, ["12345", "尽快", "聊天"], "{findings:?}");
        assert_eq!(findings.len(), 5, "{findings:?}");
    }

    const HEAD: &str = "序号,公开事项,,公开内容（要素）,公开依据,公开时限,公开主体,条例事项\n,一级事项,二级事项,,,,,\n\
        1,户籍,出生登记,要素,,,县公安局,20-5\n";

    #[test]
    fn a_row_with_one_cell_is_a_heading_only_in_the_first_column() {
        let after = "2,,户口补办,要素,,,县公安局,20-5\n";
        for (row, title, subject) in [
            ("社会救助领域", None, "社会救助领域"),
            (",养老服务", Some("养老服务"), "养老服务"),
            (",,死亡登记", Some("死亡登记"), "户籍"),
            (",,,迁移登记的要素", Some("户籍"), "户籍"),
        ] {
            let (catalogue, findings) = catalogue_from_sheet(&sheet(&format!("{HEAD}{row}\n{after}")));
            let (last, before) = catalogue.entries.split_last().expect("entries");
            assert_eq!(before.get(1).map(|entry| entry.title.as_str()), title, "{row}: {findings:?}");
            assert_eq!((last.title.as_str(), last.subject.as_str()), ("户口补办", subject), "{row}");
            assert_eq!(title.is_some(), !findings.is_empty(), "what the row lacks is said: {row}");
        }
        for row in [",,,,《条例》", ",,,,,及时公开", ",,,,,,,20-5", "3"] {
            let (catalogue, findings) = catalogue_from_sheet(&sheet(&format!("{HEAD}{row}\n{after}")));
            let subjects: Vec<&str> = catalogue.entries.iter().map(|entry| entry.subject.as_str()).collect();
            assert_eq!(subjects, ["户籍", "户籍"], "{row}");
            let said: Vec<Option<&str>> = findings.iter().map(|finding| finding.found.as_deref()).collect();
            assert_eq!(said, [Some(row.trim_start_matches(','))], "{findings:?}");
        }
    }

    #[test]
    fn a_note_that_stands_alone_is_no_heading_and_is_said_to_be_left_out() {
        for note in ["注：本目录由县公安局填写", "说明:逐条填写", "各单位应当逐条填写，没有的写“无”。"]
        {
            let (catalogue, findings) =
                catalogue_from_sheet(&sheet(&format!("{HEAD}{note}\n2,,户口补办,要素,,,县公安局,20-5\n")));
            assert_eq!(catalogue.entries.last().map(|entry| entry.subject.as_str()), Some("户籍"), "{note}");
            let said: Vec<Option<&str>> = findings.iter().map(|finding| finding.found.as_deref()).collect();
            assert_eq!(said, [Some(note)], "{findings:?}");
        }
    }

    #[test]
    fn a_cell_merged_across_the_sheet_is_a_heading() {
        let mut merged = sheet(&format!("{HEAD},,,,,,,\n2,,户口补办,要素,,,县公安局,20-5\n"));
        for (across, entries, subject) in [(1..8, 2, "丧葬"), (0..8, 2, "丧葬"), (1..3, 3, "丧葬"), (4..6, 2, "户籍")]
        {
            merged.rows[3] = vec![String::new(); 8];
            merged.rows[3][across.clone()].fill("丧葬".to_owned());
            let (catalogue, findings) = catalogue_from_sheet(&merged);
            assert_eq!(catalogue.entries.len(), entries, "{across:?}: {findings:?}");
            assert_eq!(catalogue.entries.last().map(|entry| entry.subject.as_str()), Some(subject), "{across:?}");
            assert_eq!(findings.is_empty(), across.len() > 4, "{across:?}: {findings:?}");
        }
    }

    #[test]
    fn an_item_that_the_regulation_does_not_have_is_quoted() {
        for (written, basis, item) in [
            ("20-99", "", ""),
            ("2026-01-20", "", ""),
            ("20-1①", "", ""),
            ("20-99", "《中华人民共和国政府信息公开条例》第二十条第（七）项", "20-7"),
        ] {
            let csv = format!("{HEAD}2,户籍,死亡登记,要素,{basis},,县公安局,{written}\n");
            let (catalogue, findings) = catalogue_from_sheet(&sheet(&csv));
            assert_eq!(catalogue.entries[1].item, item, "{written}");
            let [finding] = findings.as_slice() else { panic!("{findings:?}") };
            assert_eq!(finding.found.as_deref(), Some(written));
            for part in ["第 4 行", "死亡登记", "条例事项", written, "20-1 至 20-15"] {
                assert!(finding.message.contains(part), "{part}: {}", finding.message);
            }
        }
    }

    #[test]
    fn a_kind_of_channel_that_is_not_known_is_quoted() {
        let (channels, findings) = channels_from_sheet(&sheet("渠道名称,渠道类型,用途\n县长信箱,外星,咨询\n"));
        assert_eq!(channels.channels[0].kind, ChannelKind::Website);
        let [finding] = findings.as_slice() else { panic!("{findings:?}") };
        assert_eq!(finding.found.as_deref(), Some("外星"));
        for part in ["第 2 行", "县长信箱", "渠道类型“外星”", "办公室", "意见征集"] {
            assert!(finding.message.contains(part), "{part}: {}", finding.message);
        }
    }

    #[test]
    fn the_mark_of_a_footnote_is_no_digit_of_a_deadline_or_serial_number() {
        let (channels, findings) =
            channels_from_sheet(&sheet("渠道名称,渠道类型,用途,办理时限\n信箱,网站栏目,咨询,5①个工作日\n"));
        assert_eq!(channels.channels[0].deadline, None);
        assert_eq!(findings.len(), 1, "{findings:?}");
        let (catalogue, _) = catalogue_from_sheet(&sheet(&format!("{HEAD}1①,户籍,死亡登记,要素,,,,20-5\n")));
        assert_eq!(catalogue.entries[1].id, "item-row4");
    }

    #[test]
    fn a_list_without_a_line_is_said() {
        let head: String = HEAD.lines().take(2).map(|line| format!("{line}\n")).collect();
        let (catalogue, findings) = catalogue_from_sheet(&sheet(&head));
        let said: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert!(catalogue.entries.is_empty() && said.len() == 1 && said[0].contains("没有一行目录"), "{said:?}");
        let (channels, findings) = channels_from_sheet(&sheet("渠道名称,渠道类型,用途\n"));
        let said: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert!(channels.channels.is_empty() && said.len() == 1 && said[0].contains("没有一行渠道"), "{said:?}");
    }

    #[test]
    fn a_sheet_without_head_says_what_is_expected() {
        let (catalogue, findings) = catalogue_from_sheet(&sheet("a,b,c\n1,2,3\n"));
        assert!(catalogue.entries.is_empty() && findings[0].message.contains(NO_HEAD));
        let (channels, findings) = channels_from_sheet(&Sheet::default());
        assert!(channels.channels.is_empty() && findings[0].severity == Severity::Error);
    }
}
