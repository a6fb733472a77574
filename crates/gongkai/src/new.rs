use std::process::ExitCode;

pub fn run(_args: lexopt::Parser) -> anyhow::Result<ExitCode> {
    anyhow::bail!("这个命令还没有完成")
}
