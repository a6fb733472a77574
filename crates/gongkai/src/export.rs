//! `gongkai export`: the tables of reports as tidy CSV or as a workbook in the national form.

use crate::folder::Folder;
use crate::{explain, tidy, workbook};
use model::Report;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "用法：gongkai export 目录|文件 --format csv|xlsx [--excel] [-o 输出文件]";

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Xlsx,
}

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> anyhow::Result<ExitCode> {
    let (mut path, mut format, mut out) = (None, None, None);
    let mut excel = false;
    while let Some(arg) = args.next()? {
        match arg {
            lexopt::Arg::Value(value) if path.is_none() => path = Some(PathBuf::from(value)),
            lexopt::Arg::Long("format") => format = Some(format_named(&args.value()?.to_string_lossy())?),
            lexopt::Arg::Long("excel") => excel = true,
            lexopt::Arg::Short('o') | lexopt::Arg::Long("output") => out = Some(PathBuf::from(args.value()?)),
            other => return Err(other.unexpected().into()),
        }
    }
    let path = path.ok_or_else(|| anyhow::anyhow!("没有写要导出的目录或文件。{USAGE}"))?;
    let format = format.ok_or_else(|| anyhow::anyhow!("没有写导出格式。{USAGE}"))?;
    if excel && format == Format::Xlsx {
        anyhow::bail!("--excel 只用于 --format csv（让 Excel 认出中文）。{USAGE}");
    }
    if format == Format::Xlsx && out.is_none() && std::io::stdout().is_terminal() {
        anyhow::bail!(".xlsx 不能显示在屏幕上，请用 -o 写明输出文件。{USAGE}");
    }
    let (reports, exit) = reports_of(&path)?;
    let reports: Vec<&Report> = reports.iter().collect();
    let bytes = match format {
        Format::Csv => csv(&reports, excel).into_bytes(),
        Format::Xlsx => workbook::of_reports(&reports, &[])?,
    };
    write(out.as_deref(), &bytes)?;
    Ok(exit)
}

fn format_named(name: &str) -> anyhow::Result<Format> {
    match name {
        "csv" => Ok(Format::Csv),
        "xlsx" => Ok(Format::Xlsx),
        other => anyhow::bail!("--format 只能是 csv 或 xlsx，不能是“{other}”。{USAGE}"),
    }
}

/// With `--excel`, the mark by which Excel knows UTF-8.
fn csv(reports: &[&Report], excel: bool) -> String {
    let mark = if excel { tidy::BYTE_ORDER_MARK } else { "" };
    format!("{mark}{}", tidy::csv(reports))
}

/// The reports of a folder, oldest first, or the one in a file. A report of the folder that cannot be read is
/// told on standard error and makes the exit code 1; the others are exported.
fn reports_of(path: &Path) -> anyhow::Result<(Vec<Report>, ExitCode)> {
    if path.is_dir() {
        let folder = Folder::read(path)?;
        let mut exit = ExitCode::SUCCESS;
        let mut reports = Vec::new();
        for report in folder.reports.into_values() {
            match report {
                Ok(report) => reports.push(report),
                Err(broken) => {
                    eprintln!("{broken}");
                    exit = ExitCode::from(crate::check::ERRORS);
                }
            }
        }
        anyhow::ensure!(!reports.is_empty(), "{} 里没有可以导出的年报（reports/年份.json）", path.display());
        return Ok((reports, exit));
    }
    Ok((vec![crate::import_command::report_in(path)?], ExitCode::SUCCESS))
}

/// Writes to the file, or to standard output where none is named.
pub fn write(out: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    match out {
        Some(path) => std::fs::write(path, bytes)
            .map_err(|error| anyhow::anyhow!("无法写入 {}：{}", path.display(), explain::io(&error))),
        None => {
            // A closed pipe (`… | head`) is not a failure.
            let _ = std::io::stdout().write_all(bytes).and_then(|()| std::io::stdout().flush());
            Ok(())
        }
    }
}
