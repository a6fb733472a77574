//! A document's paragraphs and grids put together as a report.

use crate::document::{Block, Document, Paragraph};
use crate::grid::Grid;
use crate::{ImportError, Imported, Options, capture, facts, figures, outline, rule, table, tidy};
use model::{Contact, Date, FORMAT, Finding, Note, Report, Section, Severity, Source, Table, TableId};

const DEFAULT_TITLE: &str = "政府信息公开工作年度报告";

/// A report from a page, a Word document or a text.
pub fn from_document(mut document: Document, options: &Options) -> Result<Imported, ImportError> {
    let blocks = std::mem::take(&mut document.blocks);
    let mut collector = table::Collector::default();
    let (mut paragraphs, mut record, mut count) = (Vec::new(), Vec::new(), 0usize);
    for block in blocks {
        match block {
            Block::Text(paragraph) => paragraphs.push(paragraph),
            Block::Table(grid) => {
                count += 1;
                if grid.truncated {
                    document.remarks.push(format!("第{count}个表格太大，只读了一部分，请核对"));
                }
                let lines = match collector.read(&grid, &format!("第{count}个表格")) {
                    Some(lines) => lines,
                    None => match facts::record(&grid) {
                        Some(fields) => {
                            record.extend(fields);
                            continue;
                        }
                        None => all_lines(&grid),
                    },
                };
                paragraphs.extend(lines.into_iter().map(|text| Paragraph { text, outside: grid.outside }));
            }
        }
    }
    let wanted: Vec<TableId> = TableId::ALL.into_iter().filter(|id| !collector.has(*id)).collect();
    for captured in capture::take_tables(&mut paragraphs, &wanted) {
        collector.read(&captured.grid, "正文文字");
        collector.add_findings(captured.findings);
    }
    assemble(Parts { document, paragraphs, record, collector }, options)
}

/// A report from the sheets of a workbook or from a CSV file.
pub fn from_sheets(grids: Vec<Grid>, remarks: Vec<String>, options: &Options) -> Result<Imported, ImportError> {
    let (grids, options) = of_one_year(grids, options)?;
    let options = &options;
    let mut collector = table::Collector::default();
    let document = Document { remarks, ..Document::default() };
    let mut paragraphs = Vec::new();
    for grid in &grids {
        let place = grid.sheet.as_ref().map_or_else(|| "CSV".to_owned(), |sheet| format!("工作表“{sheet}”"));
        let lines = collector.read(grid, &place).unwrap_or_else(|| all_lines(grid));
        paragraphs.extend(lines.into_iter().map(|text| Paragraph { text, ..Paragraph::default() }));
    }
    assemble(Parts { document, paragraphs, record: vec![], collector }, options)
}

/// A workbook of several reports names the year of each sheet (`2019表三`): the sheets of the year
/// that is wanted.
fn of_one_year(mut grids: Vec<Grid>, options: &Options) -> Result<(Vec<Grid>, Options), ImportError> {
    let year_of = |grid: &Grid| grid.sheet.as_deref().and_then(facts::year_in);
    let mut years: Vec<u16> = grids.iter().filter_map(year_of).collect();
    years.sort_unstable();
    years.dedup();
    let year = match (options.year, years.as_slice()) {
        (Some(year), [_, _, ..]) if !years.contains(&year) => return Err(ImportError::YearNotFound(year)),
        (None, [_, _, ..]) if !grids.iter().any(is_of_report) => return Err(ImportError::Nothing),
        (None, [_, _, ..]) => return Err(ImportError::SeveralYears(years)),
        (None, [year]) if facts::year_in(&options.name).is_none() => Some(*year),
        (year, _) => year,
    };
    if years.len() > 1 {
        grids.retain(|grid| year_of(grid).is_none_or(|own| Some(own) == year));
    }
    Ok((grids, Options { year, ..options.clone() }))
}

/// Whether there is anything of a report in a sheet.
fn is_of_report(grid: &Grid) -> bool {
    table::is_national(grid) || all_lines(grid).iter().any(|line| outline::statutory_heading(line).is_some())
}

/// A report from tidy rows.
pub fn from_tidy(tidy: tidy::Tidy, _options: &Options) -> Result<Imported, ImportError> {
    let report = Report { tables: tidy.tables, ..empty(tidy.year, DEFAULT_TITLE.to_owned()) };
    Ok(Imported { report, findings: tidy.findings })
}

fn empty(year: u16, title: String) -> Report {
    Report {
        format: FORMAT,
        year,
        title,
        issuer: None,
        period: None,
        published: None,
        source: Source { document: format!("report-{year}"), section: None, url: None },
        contact: None,
        preamble: vec![],
        sections: vec![],
        figures: vec![],
        tables: vec![],
        notes: vec![],
        links: vec![],
    }
}

fn all_lines(grid: &Grid) -> Vec<String> {
    (0..grid.rows()).flat_map(|row| grid.paragraphs(row)).collect()
}

struct Parts {
    document: Document,
    paragraphs: Vec<Paragraph>,
    record: Vec<(String, String)>,
    collector: table::Collector,
}

fn assemble(parts: Parts, options: &Options) -> Result<Imported, ImportError> {
    let Parts { document, paragraphs, record, collector } = parts;
    let mut findings: Vec<Finding> =
        document.remarks.iter().map(|remark| Finding::new(rule::TEXT, Severity::Hint, remark.clone())).collect();
    let first_section = first_section(&paragraphs);
    let title = facts::title(&document, &paragraphs, first_section.unwrap_or(paragraphs.len()));
    let body = body(&paragraphs, title.as_ref(), first_section);
    let about = About::read(&document, &paragraphs, &record, title.as_ref(), body.start);
    let kept: Vec<Paragraph> = paragraphs[body.clone()]
        .iter()
        .filter(|paragraph| !paragraph.outside && !is_chrome(&paragraph.text))
        .cloned()
        .collect();
    let outline = outline::read(&kept);
    // Before the year is asked for: what is no report has none.
    if outline.sections.is_empty() && !TableId::ALL.into_iter().any(|table| collector.has(table)) {
        return Err(ImportError::Nothing);
    }
    let year = year(options, &about, &mut findings)?;
    report_left_out(&paragraphs[..body.start], title.as_ref(), &mut findings);
    let (tables, table_findings) = collector.finish(year);
    findings.extend(outline.findings.iter().cloned());
    findings.extend(table_findings);
    let has_text = !outline.sections.is_empty();
    report_missing_tables(&outline.sections, &tables, &mut findings);
    let title = match title {
        Some(title) => title.text,
        None => {
            if has_text {
                findings.push(Finding::new(
                    rule::FACT,
                    Severity::Hint,
                    "没有找到报告的标题，暂用通用名称，请补上原文的标题",
                ));
            }
            DEFAULT_TITLE.to_owned()
        }
    };
    let notes = notes(&outline.sections, &tables);
    let contact = contact(&outline, about.issuer.as_deref(), year);
    let report = Report {
        issuer: about.issuer,
        period: about.period,
        published: about.published,
        contact,
        figures: figures::read(&outline.preamble, &outline.sections),
        preamble: outline.preamble,
        sections: outline.sections,
        tables,
        notes,
        links: document.links,
        ..empty(year, title)
    };
    Ok(Imported { report, findings })
}

/// Whom to ask: named before the sections, or in the first of them.
fn contact(outline: &outline::Outline, issuer: Option<&str>, year: u16) -> Option<Contact> {
    let preamble = outline.preamble.iter().map(|line| ("引言", line));
    let first = outline.sections.iter().filter(|section| matches!(section.id.as_str(), "0" | "1"));
    let first = first.flat_map(|section| section.paragraphs.iter().map(|line| (section.heading.as_str(), line)));
    preamble.chain(first).find_map(|(section, line)| {
        let contact = facts::contact(line, issuer)?;
        let source = Source { document: format!("report-{year}"), section: Some(section.to_owned()), url: None };
        Some(Contact { source: Some(source), ..contact })
    })
}

fn first_section(paragraphs: &[Paragraph]) -> Option<usize> {
    let inside = |paragraph: &Paragraph| !paragraph.outside && outline::statutory_heading(&paragraph.text).is_some();
    paragraphs.iter().position(inside)
}

/// The paragraphs of the report itself: from behind the title to before the page's foot.
fn body(
    paragraphs: &[Paragraph],
    title: Option<&facts::Title>,
    first_section: Option<usize>,
) -> std::ops::Range<usize> {
    let start = title.and_then(|title| title.lines).map(|(_, end)| end);
    let start = start.unwrap_or_else(|| paragraphs.iter().position(|paragraph| !paragraph.outside).unwrap_or(0));
    let foot = paragraphs
        .iter()
        .enumerate()
        .skip(first_section.unwrap_or(start).max(start))
        .find(|(_, paragraph)| facts::is_footer(&paragraph.text))
        .map_or(paragraphs.len(), |(at, _)| at);
    start..foot.max(start)
}

fn is_chrome(line: &str) -> bool {
    facts::is_info_line(line) || facts::is_button(line)
}

/// Text before the title is the page's own; a text file has no way to say so.
fn report_left_out(before: &[Paragraph], title: Option<&facts::Title>, findings: &mut Vec<Finding>) {
    let end = title.and_then(|title| title.lines).map_or(before.len(), |(start, _)| start);
    let lines: Vec<&str> = before[..end.min(before.len())]
        .iter()
        .filter(|paragraph| !paragraph.outside && !is_chrome(&paragraph.text))
        .map(|paragraph| paragraph.text.as_str())
        .collect();
    if lines.is_empty() {
        return;
    }
    let found: String = lines.join(" / ").chars().take(200).collect();
    let message = format!("标题之前有 {} 行文字没有读入（{found}），如属于报告请补上", lines.len());
    findings.push(Finding { found: Some(found), ..Finding::new(rule::TEXT, Severity::Hint, message) });
}

fn report_missing_tables(sections: &[Section], tables: &[Table], findings: &mut Vec<Finding>) {
    for id in TableId::ALL {
        if tables.iter().any(|table| table.id == id) {
            continue;
        }
        let section = sections.iter().find(|section| section.id == id.section());
        let message = match section {
            Some(section) => format!(
                "“{}”部分没有读到{}，原文可能是图片或没有表格；缺少的数不会补",
                section.heading,
                table::name(id)
            ),
            None => format!("没有读到{}（{}）；缺少的数不会补", table::name(id), id.title()),
        };
        findings.push(Finding {
            table: Some(id.as_str().to_owned()),
            ..Finding::new(rule::TABLE, Severity::Hint, message)
        });
    }
}

/// What a reader of the page should know: numbers misprinted, tables that are not there.
fn notes(sections: &[Section], tables: &[Table]) -> Vec<Note> {
    let mut notes = Vec::new();
    let overview = sections.iter().any(|section| section.id == "0");
    if overview {
        notes.push(Note {
            section: None,
            text: "原文在总体情况之前多一个部分，编号与国家格式不同，这里的编号按国家格式。".to_owned(),
        });
    }
    for section in sections {
        let note = |text: String| Note { section: Some(section.id.clone()), text };
        if let (Some(printed), Some(numeral)) = (&section.printed_numeral, &section.numeral)
            && !overview
        {
            notes.push(note(format!("原文这一节的编号印成“{printed}、”，按国家格式应为“{numeral}、”。")));
        }
        let table = TableId::ALL.into_iter().find(|id| id.section() == section.id);
        if table.is_some_and(|id| tables.iter().all(|table| table.id != id)) {
            notes.push(note("原文这一节没有可以读入的表格，数字留空，没有补填。".to_owned()));
        }
    }
    notes
}

/// What the document says about itself.
struct About {
    issuer: Option<String>,
    period: Option<model::Period>,
    published: Option<Date>,
    title_year: Option<u16>,
}

impl About {
    fn read(
        document: &Document,
        paragraphs: &[Paragraph],
        record: &[(String, String)],
        title: Option<&facts::Title>,
        body_start: usize,
    ) -> Self {
        let field = |names: &[&str]| {
            record
                .iter()
                .find(|(name, value)| names.contains(&name.as_str()) && !value.is_empty())
                .map(|(_, value)| value.clone())
        };
        let issuer = title
            .and_then(|title| facts::issuer_of_title(&title.text))
            .or_else(|| field(&["发文机关", "发布机构", "公开机构"]))
            .or_else(|| document.meta(&["ContentSource"]).map(str::to_owned))
            .or_else(|| field(&["信息来源", "来源"]));
        let published = document
            .meta(&["PubDate"])
            .and_then(|date| facts::dates_in(date).into_iter().next())
            .or_else(|| field(&["发布日期", "公开日期"]).and_then(|date| facts::dates_in(&date).into_iter().next()))
            .or_else(|| {
                let near = paragraphs.iter().take(body_start + 3);
                near.filter(|paragraph| facts::is_info_line(&paragraph.text))
                    .find_map(|paragraph| facts::published_in(&paragraph.text))
            });
        let period = paragraphs.iter().skip(body_start).find_map(|paragraph| facts::period(&paragraph.text));
        Self { issuer, period, published, title_year: title.and_then(|title| facts::year_in(&title.text)) }
    }
}

fn year(options: &Options, about: &About, findings: &mut Vec<Finding>) -> Result<u16, ImportError> {
    let period_year = about.period.map(|period| period.from.year());
    let stated = about.title_year.or(period_year);
    if let (Some(title), Some(period)) = (about.title_year, period_year)
        && title != period
    {
        let message = format!("标题写的是 {title} 年，统计期限写的是 {period} 年，请核对");
        findings.push(Finding {
            found: Some(period.to_string()),
            expected: Some(title.to_string()),
            ..Finding::new(rule::FACT, Severity::Hint, message)
        });
    }
    if let (Some(wanted), Some(stated)) = (options.year, stated)
        && wanted != stated
    {
        let message = format!("文件写的是 {stated} 年，按指定的 {wanted} 年导入，请核对");
        findings.push(Finding {
            found: Some(stated.to_string()),
            expected: Some(wanted.to_string()),
            ..Finding::new(rule::FACT, Severity::Hint, message)
        });
    }
    let by_publication = about.published.and_then(|date| date.year().checked_sub(1));
    options.year.or(stated).or_else(|| facts::year_in(&options.name)).or(by_publication).ok_or(ImportError::NoYear)
}
