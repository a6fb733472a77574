//! `gongkai import`: reads a document into the report of a data folder.

use model::{Finding, Report};
use std::path::Path;
use std::process::ExitCode;

pub fn run(_args: lexopt::Parser) -> anyhow::Result<ExitCode> {
    anyhow::bail!("这个命令还没有完成")
}

/// A document that was read.
pub struct Document {
    /// The report.
    pub report: Report,
    /// What was found while reading.
    pub findings: Vec<Finding>,
}

/// Reads a document of any kind that the importer knows.
pub fn document(path: &Path, _year: Option<u16>) -> anyhow::Result<Document> {
    anyhow::bail!("无法读取 {}：目前只能检查 .json 文件", path.display())
}
