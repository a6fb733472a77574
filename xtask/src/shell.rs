//! Running other programs, and telling what is going on.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// Says what happens next, on standard error: standard output is for results.
pub fn say(text: &str) {
    eprintln!("{text}");
}

/// Writes a result to standard output. A closed pipe is not a failure.
pub fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Cargo's target folder, where this program keeps its own things too.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

/// Where tools are installed that the machine lacks or has in another version: nothing of the user's is overwritten.
pub fn tools_folder() -> PathBuf {
    target().join("tools")
}

/// A program, found in our own tools folder first.
pub fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.env("PATH", search_path());
    // Trunk reads this as an option of its own and knows only true and false.
    if env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    command
}

fn search_path() -> OsString {
    let ours = env::current_dir().unwrap_or_default().join(tools_folder()).join("bin");
    let theirs = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(ours).chain(env::split_paths(&theirs));
    env::join_paths(folders).unwrap_or(theirs)
}

/// Whether a program of this name can be started.
pub fn exists(program: &str) -> bool {
    env::split_paths(&search_path())
        .any(|folder| folder.join(format!("{program}{}", env::consts::EXE_SUFFIX)).is_file())
}

/// Runs to the end; an error when it fails or cannot be started.
pub fn run(command: &mut Command) -> Result<()> {
    say(&format!("$ {}", shown(command)));
    let status = command.status().with_context(|| format!("`{}` cannot be started", shown(command)))?;
    check(command, status)
}

/// Runs to the end, shows its standard output line by line, and returns it together with the outcome.
pub fn run_and_read(command: &mut Command) -> Result<(ExitStatus, String)> {
    say(&format!("$ {}", shown(command)));
    let started = command.stdout(Stdio::piped()).spawn();
    let mut child = started.with_context(|| format!("`{}` cannot be started", shown(command)))?;
    let mut text = String::new();
    if let Some(mut out) = child.stdout.take().map(BufReader::new) {
        let mut line = Vec::new();
        while out.read_until(b'\n', &mut line)? > 0 {
            let part = String::from_utf8_lossy(&line);
            print(part.trim_end_matches(['\r', '\n']));
            text.push_str(&part);
            line.clear();
        }
    }
    Ok((child.wait()?, text))
}

/// The first line that a program prints, when it can be started and succeeds.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).lines().next().map(str::trim).map(str::to_owned);
    text.filter(|_| output.status.success())
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    match status.code() {
        Some(code) => bail!("`{}` failed with exit code {code}; its own words are above", shown(command)),
        None => bail!("`{}` was stopped", shown(command)),
    }
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Replaces this program by another one, so that whoever stops us stops it.
#[cfg(unix)]
pub fn become_program(command: &mut Command) -> Result<std::process::ExitCode> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(error).with_context(|| format!("`{}` cannot be started", shown(command)))
}

/// Runs another program in our place. Ctrl-C in a console reaches both.
#[cfg(not(unix))]
pub fn become_program(command: &mut Command) -> Result<std::process::ExitCode> {
    let status = command.status().with_context(|| format!("`{}` cannot be started", shown(command)))?;
    check(command, status)?;
    Ok(std::process::ExitCode::SUCCESS)
}
