//! `gongkai check`: what is wrong with a data folder or a single file, by file and field.

use crate::explain;
use crate::folder::{Broken, Cause, Folder, readable};
use model::{Date, Finding, Report, Severity, Site};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "用法：gongkai check 数据目录|文件 [--format json]";

/// Errors were found.
pub const ERRORS: u8 = 1;
/// It could not be read.
pub const UNREADABLE: u8 = 2;

/// How the findings are printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Json,
}

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> anyhow::Result<ExitCode> {
    let mut path = None;
    let mut format = Format::Text;
    while let Some(arg) = args.next()? {
        match arg {
            lexopt::Arg::Value(value) if path.is_none() => path = Some(std::path::PathBuf::from(value)),
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return crate::help(USAGE),
            lexopt::Arg::Long("format") => format = format_named(&args.value()?.to_string_lossy())?,
            other => return Err(other.unexpected().into()),
        }
    }
    let path = path.ok_or_else(|| anyhow::anyhow!("没有写要检查的目录或文件。{USAGE}"))?;
    let checked = of_path(&path, today()?)?;
    match format {
        Format::Json => crate::print_line(&serde_json::to_string_pretty(&Findings { findings: &checked.findings })?)?,
        Format::Text => crate::print_line(&in_words(&checked.findings))?,
    }
    Ok(checked.exit_code())
}

fn format_named(name: &str) -> anyhow::Result<Format> {
    match name {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        other => anyhow::bail!("--format 只能是 text 或 json，不能是“{other}”。{USAGE}"),
    }
}

#[derive(serde::Serialize)]
struct Findings<'a> {
    findings: &'a [Finding],
}

/// What a check came to.
struct Checked {
    findings: Vec<Finding>,
    /// The one file that was asked for could not be read.
    unreadable: bool,
}

impl Checked {
    fn exit_code(&self) -> ExitCode {
        match self.unreadable {
            true => ExitCode::from(UNREADABLE),
            false => exit_code(&self.findings),
        }
    }
}

/// 0 clean or hints only, 1 errors.
pub fn exit_code(findings: &[Finding]) -> ExitCode {
    let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    if errors { ExitCode::from(ERRORS) } else { ExitCode::SUCCESS }
}

/// How many errors there are in a data folder.
///
/// # Errors
/// When the clock cannot be read.
pub fn n_errors(folder: &Folder) -> anyhow::Result<usize> {
    let findings = of_folder(folder, today()?);
    Ok(findings.iter().filter(|finding| finding.severity == Severity::Error).count())
}

fn of_path(path: &Path, today: Date) -> anyhow::Result<Checked> {
    if path.is_dir() {
        return Ok(Checked { findings: of_folder(&Folder::read(path)?, today), unreadable: false });
    }
    let name = path.display().to_string();
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        let (folder, file) = Folder::of_file(path)?;
        // Fields at fault can be put right one by one; anything else is not this kind of file at all.
        let unreadable =
            folder.broken().iter().any(|broken| broken.file == file && !matches!(broken.cause, Cause::Fields(_)));
        let mut findings = of_folder(&folder, today);
        findings.retain(|finding| finding.file.as_deref() == Some(&file));
        return Ok(Checked { findings: in_file(findings, &name), unreadable });
    }
    let findings = crate::import_command::findings(path)?;
    Ok(Checked { findings, unreadable: false })
}

/// Everything there is to find in a data folder, sorted.
pub fn of_folder(folder: &Folder, today: Date) -> Vec<Finding> {
    let mut findings = missing_files(folder);
    findings.extend(folder.broken().into_iter().flat_map(broken));
    let mut by_file_name = Vec::new();
    for (year, report) in &folder.reports {
        let Ok(report) = report else { continue };
        findings.extend(wrong_year(*year, report));
        // The file's name tells where to look, whatever year the report gives.
        by_file_name.push(Report { year: *year, ..report.clone() });
    }
    let reports: Vec<&Report> = by_file_name.iter().collect();
    findings.extend(by_file_name.iter().flat_map(model::check::report));
    findings.extend(model::check::across(&by_file_name));
    // Without a site that could be read, every source would look unknown.
    if let Some(site) = readable(&folder.site) {
        findings.extend(model::check::site(site, today));
        findings.extend(against_site(folder, site, &reports, today));
        findings.extend(address(site));
        findings.extend(compared(folder, site));
    }
    model::check::sort(&mut findings);
    findings
}

fn against_site(folder: &Folder, site: &Site, reports: &[&Report], today: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(reports.iter().flat_map(|report| model::check::report_in_site(report, site)));
    findings.extend(readable(&folder.policies).into_iter().flat_map(|file| model::check::policies(file, site, today)));
    findings.extend(readable(&folder.catalogue).into_iter().flat_map(|file| model::check::catalogue(file, site)));
    findings.extend(
        readable(&folder.channels).into_iter().flat_map(|file| model::check::channels(file, site, reports, today)),
    );
    findings.extend(readable(&folder.guide).into_iter().flat_map(|file| model::check::guide(file, site)));
    findings.extend(readable(&folder.rules).into_iter().flat_map(|file| model::check::rules(file, site)));
    findings
}

/// An address that the site can be built for.
fn address(site: &Site) -> Option<Finding> {
    let address = site.publish.address.as_deref()?;
    let message = crate::build::base_of(address).err()?;
    Some(Finding {
        file: Some("site.json".to_owned()),
        cell: Some("publish.address".to_owned()),
        found: Some(address.to_owned()),
        ..Finding::new("url", Severity::Error, message)
    })
}

/// The folders of other counties that `site.json` names can be read.
fn compared(folder: &Folder, site: &Site) -> Vec<Finding> {
    let faults = site.compare.0.iter().enumerate().filter_map(|(at, set)| {
        let message = crate::build::compare::other(folder, site, at, set).err()?;
        Some((format!("compare[{at}]"), message))
    });
    let finding = |(place, message)| Finding {
        file: Some("site.json".to_owned()),
        cell: Some(place),
        ..Finding::new("compare", Severity::Error, message)
    };
    faults.map(finding).collect()
}

/// Only `site.json` must be there; of the others the portal shows that there is nothing yet.
fn missing_files(folder: &Folder) -> Vec<Finding> {
    let in_file = |file: &str, rule, severity, message: String| Finding {
        file: Some(file.to_owned()),
        ..Finding::new(rule, severity, message)
    };
    let mut findings = Vec::new();
    if folder.site.is_none() {
        let message = "缺少 site.json（县名、门户名称和来源文件）；可以用 gongkai new 生成一份样例".to_owned();
        findings.push(in_file("site.json", "missing-file", Severity::Error, message));
    }
    if folder.reports.is_empty() {
        let message = "还没有年报；用 gongkai import 读入年报，存成 reports/年份.json".to_owned();
        findings.push(in_file("reports", "missing-file", Severity::Hint, message));
    }
    for file in &folder.strangers {
        let message = format!("不认识“{file}”这个文件，它不会出现在网站上；请核对文件名");
        findings.push(in_file(file, "unknown-file", Severity::Hint, message));
    }
    findings
}

/// The findings about a file that could not be read.
fn broken(broken: &Broken) -> Vec<Finding> {
    let finding = |place: Option<&str>, message: String| Finding {
        file: Some(broken.file.clone()),
        cell: place.map(str::to_owned),
        ..Finding::new("read", Severity::Error, message)
    };
    match &broken.cause {
        Cause::Io(detail) => vec![finding(None, format!("无法读取（{detail}）"))],
        Cause::Limit(sentence) => vec![finding(None, sentence.clone())],
        Cause::Decode(error) => vec![finding(None, explain::in_chinese(error))],
        Cause::Fields(faults) => {
            faults.iter().map(|fault| finding(Some(&fault.place), fault.message.clone())).collect()
        }
    }
}

/// The address of a report is its file name; a report of another year would be shown under a wrong one.
fn wrong_year(year: u16, report: &Report) -> Option<Finding> {
    (report.year != year).then(|| Finding {
        file: Some(model::check::report_file(year)),
        cell: Some("year".to_owned()),
        found: Some(report.year.to_string()),
        expected: Some(year.to_string()),
        ..Finding::new(
            "year",
            Severity::Error,
            format!("文件名是 {year} 年，里面写的年份是 {}；请改正其中一个", report.year),
        )
    })
}

/// The findings under the name that was given on the command line.
pub fn in_file(mut findings: Vec<Finding>, name: &str) -> Vec<Finding> {
    for finding in &mut findings {
        finding.file = Some(name.to_owned());
    }
    findings
}

/// The findings for people: grouped by file, one a line.
pub fn in_words(findings: &[Finding]) -> String {
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_file.entry(finding.file.as_deref().unwrap_or("")).or_default().push(finding);
    }
    let mut text = String::new();
    for (file, findings) in by_file {
        text.push_str(&format!("{file}\n"));
        for finding in findings {
            text.push_str(&format!("  {}\n", line(finding)));
        }
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let total = match (errors, findings.len() - errors) {
        (0, 0) => "没有发现问题".to_owned(),
        (errors, hints) => format!("共 {errors} 个错误、{hints} 条提示"),
    };
    text + &total
}

/// One finding for people: weight, rule, place, sentence.
pub fn line(finding: &Finding) -> String {
    let weight = match finding.severity {
        Severity::Error => "错误",
        Severity::Hint => "提示",
    };
    let place = finding.cell.as_deref().map(|cell| format!("{cell}　")).unwrap_or_default();
    format!("{weight} [{}] {place}{}", finding.rule, finding.message)
}

/// Today in Beijing: China has one clock.
pub fn today() -> anyhow::Result<Date> {
    const BEIJING: jiff::tz::Offset = jiff::tz::offset(8);
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::fixed(BEIJING))
        .date()
        .to_string()
        .parse()
        .map_err(anyhow::Error::new)
}
