//! `gongkai import`: reads a document into a file of a data folder: a report, the catalogue or the channels.

use crate::check;
use crate::folder::{Broken, decode};
use crate::lists::{self, List};
use crate::{explain, export};
use model::{Finding, Report};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "用法：gongkai import 文件 [--year 年份] [-o 输出文件]";

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> anyhow::Result<ExitCode> {
    let (mut path, mut year, mut out) = (None, None, None);
    while let Some(arg) = args.next()? {
        match arg {
            lexopt::Arg::Value(value) if path.is_none() => path = Some(PathBuf::from(value)),
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return crate::help(USAGE),
            lexopt::Arg::Long("year") => year = Some(year_named(&args.value()?.to_string_lossy())?),
            lexopt::Arg::Short('o') | lexopt::Arg::Long("output") => out = Some(PathBuf::from(args.value()?)),
            other => return Err(other.unexpected().into()),
        }
    }
    let path = path.ok_or_else(|| anyhow::anyhow!("没有写要读入的文件。{USAGE}"))?;
    let (mut json, findings) = imported(&path, year, out.as_deref())?;
    json.push('\n');
    export::write(out.as_deref(), &[path], json.as_bytes())?;
    crate::tell(&check::in_words(&findings));
    Ok(check::exit_code(&findings))
}

/// The data file made of a document, and what there is to say of it. `out` is where it goes.
fn imported(path: &Path, year: Option<u16>, out: Option<&Path>) -> anyhow::Result<(String, Vec<Finding>)> {
    let name = path.display().to_string();
    if let Some((list, findings)) = lists::read(&read(path)?) {
        keep(&list, &findings, path, out)?;
        let json = match list {
            List::Catalogue(catalogue) => serde_json::to_string_pretty(&catalogue)?,
            List::Channels(channels) => serde_json::to_string_pretty(&channels)?,
        };
        return Ok((json, check::in_file(findings, &name)));
    }
    let document = document(path, year)?;
    Ok((serde_json::to_string_pretty(&document.report)?, document.all_findings(&name)))
}

/// A form that is still blank does not take the place of the list that the county has.
fn keep(list: &List, findings: &[Finding], path: &Path, out: Option<&Path>) -> anyhow::Result<()> {
    // A device or a pipe holds no list, and reading it may never end.
    let Some(out) = out.filter(|out| out.is_file()) else { return Ok(()) };
    let why: String = findings.iter().map(|finding| format!("\n  {}", check::line(finding))).collect();
    anyhow::ensure!(
        !list.empties(&read(out)?),
        "{} 里没有一行可以读入，所以没有改动 {}。请先在表头下面逐行填写，再读入{why}",
        path.display(),
        out.display()
    );
    Ok(())
}

/// What there is to say of a document that is not imported.
pub fn findings(path: &Path) -> anyhow::Result<Vec<Finding>> {
    imported(path, None, None).map(|(_, findings)| findings)
}

fn year_named(text: &str) -> anyhow::Result<u16> {
    let year = text.parse().ok().filter(|year| (1949..=2999).contains(year));
    year.ok_or_else(|| anyhow::anyhow!("年份“{text}”写法不对，应是四位数字，如 2019。{USAGE}"))
}

/// A document that was read.
pub struct Document {
    /// The report.
    pub report: Report,
    /// What was found while reading.
    pub findings: Vec<Finding>,
}

impl Document {
    /// What was found while reading and by the checks, under the document's name.
    pub fn all_findings(&self, name: &str) -> Vec<Finding> {
        let mut findings = self.findings.clone();
        // A missing table is told once, by the reader, who knows why it is missing.
        let told = |finding: &Finding| {
            let missing = finding.rule == "A9" && finding.row.is_none() && finding.found.is_none();
            missing
                && self.findings.iter().any(|other| other.rule == import::rule::TABLE && other.table == finding.table)
        };
        findings.extend(model::check::report(&self.report).into_iter().filter(|finding| !told(finding)));
        let mut findings = check::in_file(findings, name);
        model::check::sort(&mut findings);
        findings
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| anyhow::anyhow!("无法读取 {}：{}", path.display(), explain::io(&error)))
}

/// Reads a document of any kind that the importer knows.
///
/// # Errors
/// One sentence, where the file cannot be opened or is nothing that can be read.
pub fn document(path: &Path, year: Option<u16>) -> anyhow::Result<Document> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let imported = import::import(&read(path)?, &import::Options { name, year })
        .map_err(|error| anyhow::anyhow!("无法读取 {}：{error}", path.display()))?;
    Ok(Document { report: imported.report, findings: imported.findings })
}

/// The report in a file: the JSON of a data folder, or a document that can be imported.
pub fn report_in(path: &Path) -> anyhow::Result<Report> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        let broken = |cause| Broken { file: path.display().to_string(), cause };
        return Ok(decode(&read(path)?).map_err(broken)?);
    }
    Ok(document(path, None)?.report)
}
