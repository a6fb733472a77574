//! `gongkai`, the publisher: the only part of the project that touches files.

// `eprintln!` panics where standard error cannot be written: `tell` does not.
#![cfg_attr(not(test), warn(clippy::print_stderr))]

mod build;
mod check;
mod explain;
mod export;
mod folder;
mod import_command;
mod intake;
mod lists;
mod new;
mod search_command;
mod serve;
mod sheet;
mod tidy;
mod web;
mod workbook;

use std::process::ExitCode;

const HELP: &str = "\
gongkai  县级政府信息公开平台：检查、导入、生成和预览

  gongkai check 数据目录|文件 [--format json]     检查数据，逐条列出问题
  gongkai import 文件 [--year 年份] [-o 输出文件]  读入 .html .docx .xlsx .csv .txt 年报，或 .xlsx 公开目录、互动渠道
  gongkai export 目录|文件 --format csv|xlsx      导出表格数据（csv 加 --excel 供 Excel 打开；-o 输出文件）
  gongkai build 数据目录 -o 站点目录 [--base /gk/] 生成完整的静态网站
  gongkai serve 数据目录|站点目录 [--port 端口]    在本机预览
  gongkai search 数据目录 检索词 [--format json]   检索，与网页结果相同
  gongkai new 目录                                新建一个县的数据目录，带说明和空白表

gongkai 命令 --help 显示一个命令的用法
";

/// A command line that cannot be carried out as written.
const BAD_USAGE: u8 = 2;

fn main() -> ExitCode {
    let mut args = lexopt::Parser::from_env();
    let outcome = match args.next() {
        Ok(Some(lexopt::Arg::Value(command))) => match command.to_str() {
            Some("check") => check::run(args),
            Some("import") => import_command::run(args),
            Some("export") => export::run(args),
            Some("build") => build::run(args),
            Some("serve") => serve::run(args),
            Some("search") => search_command::run(args),
            Some("new") => new::run(args),
            _ => Err(anyhow::anyhow!("没有“{}”这个命令。可用的命令见 gongkai --help", command.to_string_lossy())),
        },
        Ok(Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h'))) | Ok(None) => help(HELP),
        Ok(Some(other)) => Err(other.unexpected().into()),
        Err(error) => Err(error.into()),
    };
    outcome.unwrap_or_else(|error| {
        tell(&explain::command_error(&error));
        ExitCode::from(BAD_USAGE)
    })
}

/// What `--help` does.
fn help(usage: &str) -> anyhow::Result<ExitCode> {
    print_line(usage)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a line to standard output.
fn print_line(text: &str) -> anyhow::Result<()> {
    print(format!("{text}\n").as_bytes())
}

/// Writes to standard output. A closed pipe (`gongkai check … | head`) is not a failure, a full disk is.
fn print(bytes: &[u8]) -> anyhow::Result<()> {
    use std::io::{ErrorKind, Write};
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            anyhow::bail!("无法写入标准输出：{}。输出的内容不完整，请换一个地方再试", explain::io(&error))
        }
        _ => Ok(()),
    }
}

/// Says something on standard error. Where nobody can hear it, the exit code still tells how the command ended.
fn tell(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{text}");
}
