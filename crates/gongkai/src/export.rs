//! `gongkai export`: the tables of reports as tidy CSV or as a workbook in the national form.

use crate::folder::Folder;
use crate::{explain, tidy, workbook};
use model::Report;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
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
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return crate::help(USAGE),
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
    let Source { reports, files, exit } = reports_of(&path)?;
    let reports: Vec<&Report> = reports.iter().collect();
    let bytes = match format {
        Format::Csv => csv(&reports, excel).into_bytes(),
        Format::Xlsx => workbook::of_reports(&reports, &[])?,
    };
    write(out.as_deref(), &files, &bytes)?;
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

/// What is exported.
struct Source {
    /// Oldest first.
    reports: Vec<Report>,
    /// The files that they stand in.
    files: Vec<PathBuf>,
    /// 1 where a file of the folder could not be read.
    exit: ExitCode,
}

/// The reports of a folder, or the one in a file. A report of the folder that cannot be read is told on standard
/// error and makes the exit code 1; the others are exported.
fn reports_of(path: &Path) -> anyhow::Result<Source> {
    if path.is_dir() {
        let folder = Folder::read(path)?;
        let mut exit = ExitCode::SUCCESS;
        let files = folder.reports.keys().map(|year| path.join(model::check::report_file(*year))).collect();
        let mut reports = Vec::new();
        for report in folder.reports.into_values() {
            match report {
                Ok(report) => reports.push(report),
                Err(broken) => {
                    crate::tell(&broken.to_string());
                    exit = ExitCode::from(crate::check::ERRORS);
                }
            }
        }
        anyhow::ensure!(!reports.is_empty(), "{} 里没有可以导出的年报（reports/年份.json）", path.display());
        return Ok(Source { reports, files, exit });
    }
    let report = crate::import_command::report_in(path)?;
    Ok(Source { reports: vec![report], files: vec![path.to_owned()], exit: ExitCode::SUCCESS })
}

/// Writes to the file, or to standard output where none is named. A file that was read from is not written over.
pub fn write(out: Option<&Path>, sources: &[PathBuf], bytes: &[u8]) -> anyhow::Result<()> {
    let Some(out) = out else { return crate::print(bytes) };
    let is_out =
        |source: &PathBuf| matches!((source.canonicalize(), out.canonicalize()), (Ok(one), Ok(other)) if one == other);
    anyhow::ensure!(
        !(out.is_file() && sources.iter().any(is_out)),
        "输出文件 {} 就是要读的文件，写进去原来的内容就没有了，所以没有改动。请用 -o 另写一个文件名",
        out.display()
    );
    replace(out, bytes).map_err(|error| {
        let old = if out.is_file() { "。原来的文件没有改动" } else { "" };
        anyhow::anyhow!("无法写入 {}：{}{old}", out.display(), explain::io(&error))
    })
}

/// Writes beside the file and lets that take its place: where the disk is full, the old file is still there.
fn replace(out: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let place = out.canonicalize().unwrap_or_else(|_| out.to_owned());
    let old = fs::metadata(&place).ok();
    match &old {
        // A device or a pipe: another file in its place would not be it.
        Some(old) if !old.is_file() => return fs::write(&place, bytes),
        // A file that may not be written may not be replaced either.
        Some(_) => drop(File::options().write(true).open(&place)?),
        None => {}
    }
    let beside = place.with_file_name(format!(".gongkai-{}.new", std::process::id()));
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        old.map_or(Ok(()), |old| file.set_permissions(old.permissions()))?;
        file.sync_all()
    });
    let written = written.and_then(|()| fs::rename(&beside, &place));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}
