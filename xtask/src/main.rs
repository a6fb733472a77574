//! `cargo xtask`: installs what a task needs, and does it. `cargo xtask --help` lists the tasks.

mod app;
mod bench;
mod count;
mod dist;
mod fuzz;
mod serve;
mod shell;
mod stamp;
mod test;
mod tools;

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask serve [--data DIR] [--port N] [--base /gk/]   build the portal and show it at http://127.0.0.1:8080/
cargo xtask test  [--only fmt|clippy|deny|native|browser] run every check, native and in a real browser
cargo xtask bench [pages|search|charts]                   measure size and speed, side by side with a peer
cargo xtask dist                                          build the publisher at target/dist/gongkai
cargo xtask fuzz  [--seconds N]                           run each fuzz target for N seconds (default 60)

Each task installs what it needs and the machine lacks; nothing that is already installed is changed.";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut args = lexopt::Parser::from_env();
    let task = args.next()?;
    let task = match &task {
        Some(lexopt::Arg::Value(name)) => name.to_str().unwrap_or_default(),
        Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h')) | None => {
            shell::say(USAGE);
            return Ok(ExitCode::SUCCESS);
        }
        Some(other) => bail!("{}\n{USAGE}", other.clone().unexpected()),
    };
    match task {
        "serve" => serve::run(args),
        "test" => test::run(args),
        "bench" => bench::run(args),
        "dist" => dist::run(args),
        "fuzz" => fuzz::run(args),
        _ => bail!("there is no task {task:?}\n{USAGE}"),
    }
}

/// Makes the root of the repository the current folder, so that paths in this program read as they do in the tree.
/// Paths from the command line must be made absolute before.
fn enter_root() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask is not inside the repository")?;
    std::env::set_current_dir(root).with_context(|| format!("the repository at {} cannot be entered", root.display()))
}

/// For tasks without options: refuses any that is given.
fn no_options(mut args: lexopt::Parser) -> Result<()> {
    match args.next()? {
        None => Ok(()),
        Some(arg) => bail!("{}\n{USAGE}", arg.unexpected()),
    }
}
