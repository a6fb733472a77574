//! `cargo xtask test`: every check, one after the other; a failure does not keep the others from running.
//! The last line it prints is the count of all of them.

use crate::count::Count;
use crate::shell::{self, command, print, run_and_read, say, target};
use crate::{app, enter_root, tools};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// A suite's name on the command line, and what runs it.
type Suite = (&'static str, fn() -> Result<Count>);

const SUITES: [Suite; 5] = [("fmt", fmt), ("clippy", clippy), ("deny", deny), ("native", native), ("browser", browser)];

/// The sites that the browser tests visit: name, data folder, base.
const SITES: [(&str, &str, &str); 6] = [
    ("shule", "data", "/"),
    ("shule-gk", "data", "/gk/"),
    ("pingtan", "examples/pingtan", "/"),
    ("compare", "examples/compare", "/"),
    ("hostile", "tests/fixtures/hostile", "/"),
    ("no-entry-pages", "tests/fixtures/no-entry-pages", "/"),
];

/// The task `test`.
pub fn run(args: lexopt::Parser) -> Result<ExitCode> {
    let only = read_only(args)?;
    enter_root()?;
    let mut total = Count::default();
    let mut failed = Vec::new();
    for (name, suite) in SUITES.iter().filter(|(name, _)| only.as_ref().is_none_or(|only| only == name)) {
        say(&format!("\n== {name}"));
        let start = Instant::now();
        let count = suite().unwrap_or_else(|error| {
            say(&format!("{name}: {error:#}"));
            Count::one(false)
        });
        say(&format!("== {name}: {count}, {} s", start.elapsed().as_secs()));
        if count.failed > 0 {
            failed.push(*name);
        }
        total += count;
    }
    if !failed.is_empty() {
        say(&format!("\nFailed: {}. Run one alone with `cargo xtask test --only NAME`", failed.join(", ")));
    }
    print(&total.to_string());
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read_only(mut args: lexopt::Parser) -> Result<Option<String>> {
    use lexopt::prelude::*;
    let mut only = None;
    while let Some(arg) = args.next()? {
        match arg {
            Long("only") => only = Some(args.value()?.string()?),
            other => bail!("{}\n{}", other.unexpected(), crate::USAGE),
        }
    }
    if let Some(name) = &only
        && !SUITES.iter().any(|(suite, _)| suite == name)
    {
        bail!("there is no suite {name:?}; there are fmt, clippy, deny, native and browser");
    }
    Ok(only)
}

fn fmt() -> Result<Count> {
    Ok(passes(command("cargo").args(["fmt", "--all", "--check"])))
}

/// In three builds: the browser's code and the publisher's want features of the portal that must not meet in one, and the
/// engine does without the standard library.
fn clippy() -> Result<Count> {
    let deny = ["--", "--deny", "warnings"];
    let mut count = passes(command("cargo").args(["clippy", "--locked", "--workspace", "--all-targets"]).args(deny));
    tools::wasm_target()?;
    for program in [["--package", "portal", "--features", "csr"], ["--package", "search", "--bin", "engine"]] {
        let clippy = ["clippy", "--locked", "--target", tools::WASM];
        count += passes(command("cargo").args(clippy).args(program).args(deny));
    }
    Ok(count)
}

/// What the project may depend on, by `deny.toml`: one check for each of its parts.
fn deny() -> Result<Count> {
    tools::cargo_deny()?;
    let deny = || {
        let mut command = command("cargo");
        command.args(["deny", "--workspace", "--locked"]);
        command
    };
    let mut checks = vec!["licenses", "bans", "sources"];
    // The database of known faults lies on the network, and not every machine reaches it.
    match shell::run(deny().args(["fetch", "db"])) {
        Ok(()) => checks.push("advisories"),
        Err(_) => say(
            "The database of advisories cannot be reached: licences, bans and sources are checked, known faults are not",
        ),
    }
    let mut count = Count::default();
    for check in checks {
        count += passes(deny().args(["check", "--hide-inclusion-graph", check]));
    }
    Ok(count)
}

fn native() -> Result<Count> {
    let mut tests = command("cargo");
    tests.args(["test", "--locked", "--workspace", "--no-fail-fast"]);
    let (status, output) = run_and_read(&mut tests)?;
    Ok(Count::of_cargo_test(&output).of_suite(status.success()))
}

fn browser() -> Result<Count> {
    tools::node()?;
    tools::npm_packages("tests")?;
    let chromium = tools::chromium()?;
    tools::chinese_font()?;
    tools::pdf_reader()?;
    let publisher = app::build_publisher(app::DEV)?;
    app::build_app()?;
    let mut count = Count::default();
    for (name, data, base) in SITES {
        let site = app::build_site(&publisher, name, Path::new(data), base);
        if let Err(error) = &site {
            say(&format!("{error:#}"));
        }
        count += Count::one(site.is_ok());
    }
    count += browser_tests(&publisher, &chromium)?;
    Ok(count)
}

fn browser_tests(publisher: &Path, chromium: &Path) -> Result<Count> {
    let root = env::current_dir()?;
    let results = target().join("xtask").join("browser-tests.tap");
    let _ = fs::remove_file(&results);
    let mut tests = command("node");
    tests
        .args(["--test", "--test-concurrency=2"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=tap"])
        .arg(format!("--test-reporter-destination={}", results.display()))
        .args(browser_test_files()?)
        .env("GONGKAI", publisher)
        .env("GONGKAI_SITES", root.join(target()).join("sites"))
        .env("CHROMIUM", chromium);
    let ended_well = passes(&mut tests).failed == 0;
    let output = fs::read_to_string(&results).unwrap_or_default();
    Ok(Count::of_node_tap(&output).of_suite(ended_well))
}

fn browser_test_files() -> Result<Vec<PathBuf>> {
    let folder = fs::read_dir("tests/browser").context("there is no folder tests/browser")?;
    let paths = folder.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let mut tests: Vec<_> = paths.into_iter().filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    tests.sort();
    Ok(tests)
}

/// One check: whether the command succeeds.
fn passes(command: &mut std::process::Command) -> Count {
    let outcome = shell::run(command);
    if let Err(error) = &outcome {
        say(&format!("{error:#}"));
    }
    Count::one(outcome.is_ok())
}
