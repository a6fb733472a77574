//! `cargo xtask fuzz`: hostile documents, invented by the machine, for every reader of bytes that has a fuzz target.

use crate::shell::{self, command, print, say};
use crate::tools::{self, Lock};
use crate::{count::Count, enter_root};
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::ExitCode;

const CARGO_FUZZ: &str = "0.13.2";

/// The task `fuzz`.
pub fn run(mut args: lexopt::Parser) -> Result<ExitCode> {
    use lexopt::prelude::*;
    let mut seconds: u32 = 60;
    while let Some(arg) = args.next()? {
        match arg {
            Long("seconds") => seconds = args.value()?.parse().context("--seconds wants a number")?,
            other => bail!("{}\n{}", other.unexpected(), crate::USAGE),
        }
    }
    enter_root()?;
    let targets = targets()?;
    if !tools::has_toolchain("nightly") {
        bail!("fuzzing needs the nightly toolchain: rustup toolchain install nightly");
    }
    tools::cargo_tool("cargo-fuzz", "cargo-fuzz", CARGO_FUZZ, Lock::TheirOwn, "runs the fuzz targets", 2)?;
    let mut count = Count::default();
    for target in targets {
        say(&format!("== {target}: {seconds} s"));
        let mut fuzz = command("rustup");
        fuzz.args(["run", "nightly", "cargo", "fuzz", "run", &target, "--", &format!("-max_total_time={seconds}")]);
        let outcome = shell::run(&mut fuzz);
        if let Err(error) = &outcome {
            say(&format!("{target}: {error:#}"));
        }
        count += Count::one(outcome.is_ok());
    }
    print(&count.to_string());
    Ok(if count.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The names of the targets, by the manifest.
fn targets() -> Result<Vec<String>> {
    let manifest = fs::read_to_string("fuzz/Cargo.toml").context("there are no fuzz targets: fuzz/Cargo.toml")?;
    let bins = manifest.split("[[bin]]").skip(1);
    Ok(bins.filter_map(|bin| Some(bin.split_once("name = \"")?.1.split_once('"')?.0.to_owned())).collect())
}
