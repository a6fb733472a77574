//! `gongkai new`: a starter data folder for another county, with forms to fill in and a guide in Chinese.

use crate::{explain, workbook};
use anyhow::Context;
use model::FormVersion;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "用法：gongkai new 目录";

/// The files that are the same for every county. They say nothing that is not true of all.
const FILES: [(&str, &str); 7] = [
    ("site.json", include_str!("../starter/site.json")),
    ("policies.json", include_str!("../starter/policies.json")),
    ("catalogue.json", include_str!("../starter/catalogue.json")),
    ("channels.json", include_str!("../starter/channels.json")),
    ("guide.json", include_str!("../starter/guide.json")),
    ("rules.json", include_str!("../starter/rules.json")),
    ("说明.md", include_str!("../starter/说明.md")),
];

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> anyhow::Result<ExitCode> {
    let mut path = None;
    while let Some(arg) = args.next()? {
        match arg {
            lexopt::Arg::Value(value) if path.is_none() => path = Some(PathBuf::from(value)),
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return crate::help(USAGE),
            other => return Err(other.unexpected().into()),
        }
    }
    let path = path.ok_or_else(|| anyhow::anyhow!("没有写要新建的目录。{USAGE}"))?;
    refuse_what_is_there(&path)?;
    create(&path)?;
    crate::print_line(&format!("已在 {} 新建数据目录。接下来请看里面的“说明.md”。", path.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// A folder with anything in it may be somebody's work.
fn refuse_what_is_there(path: &Path) -> anyhow::Result<()> {
    match std::fs::read_dir(path) {
        Ok(mut entries) => {
            anyhow::ensure!(
                entries.next().is_none(),
                "{} 里已经有文件，没有改动。请换一个空目录，或写一个新的目录名",
                path.display()
            );
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => anyhow::bail!("不能在 {} 新建：{}", path.display(), explain::io(&error)),
    }
}

fn create(root: &Path) -> anyhow::Result<()> {
    let write = |name: &str, bytes: &[u8]| {
        let path = root.join(name);
        let folder = path.parent().unwrap_or(root);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, bytes))
            .map_err(|error| anyhow::anyhow!("无法写入 {}：{}", path.display(), explain::io(&error)))
    };
    for (name, text) in FILES {
        write(name, text.as_bytes())?;
    }
    std::fs::create_dir_all(root.join("reports")).context("无法新建 reports 目录")?;
    for version in [FormVersion::V2019, FormVersion::V2021] {
        write(&format!("空白表/年报三张表（{}年格式）.xlsx", version.as_str()), &workbook::blank_forms(version)?)?;
    }
    write("空白表/公开目录.xlsx", &crate::lists::blank_catalogue()?)?;
    write("空白表/互动渠道.xlsx", &crate::lists::blank_channels()?)
}
