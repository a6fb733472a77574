//! Providing what a task needs. Each function returns at once when it is there already.

use crate::shell::{answer, command, exists, run, say, tools_folder};
use crate::stamp::Stamp;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Trunk packs the app. Newer versions need a newer Rust than this project's.
const TRUNK: &str = "0.21.14";

/// Checks the dependencies.
const CARGO_DENY: &str = "0.20.2";

/// The oldest that playwright-core runs on.
const NODE_MAJOR: u32 = 20;

/// What the browser app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Everything that building the browser app takes, its dependencies included.
pub fn for_the_app() -> Result<()> {
    wasm_target()?;
    cargo_tool("trunk", "trunk", TRUNK, Lock::TheirOwn, "packs the app for the browser", 6)?;
    let version = wasm_bindgen_version()?;
    // Its own lock file names a version that not every mirror of the registry has.
    cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &version, Lock::Newest, "joins the app to the browser", 3)?;
    run(command("cargo").args(["fetch", "--locked", "--target", WASM]))
        .context("the app's dependencies could not be fetched. Is there a network?")
}

/// The program that checks the dependencies.
pub fn cargo_deny() -> Result<()> {
    cargo_tool("cargo-deny", "cargo-deny", CARGO_DENY, Lock::TheirOwn, "checks the dependencies", 3)
}

/// The standard library for the browser.
pub fn wasm_target() -> Result<()> {
    let folder = answer("rustc", &["--print", "target-libdir", "--target", WASM]);
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    say("Adding Rust's WebAssembly target, which the browser app is compiled for (once, less than a minute)");
    run(command("rustup").args(["target", "add", WASM])).with_context(|| {
        format!("Rust's {WASM} target is missing and could not be added. Is Rust from rustup, and is there a network?")
    })
}

/// Whether a tool is built with the dependencies that its makers locked.
#[derive(PartialEq)]
pub enum Lock {
    /// With the lock file that comes with it.
    TheirOwn,
    /// With the newest that fit.
    Newest,
}

/// A program from the crate registry. One of the right version on the machine is used as it is; otherwise it goes to
/// our own folder.
pub fn cargo_tool(program: &str, package: &str, version: &str, lock: Lock, purpose: &str, minutes: u32) -> Result<()> {
    if answer(program, &["--version"]).is_some_and(|line| says_version(&line, version)) {
        return Ok(());
    }
    let folder = tools_folder();
    say(&format!("Installing {package} {version} into {}: it {purpose} (once)", folder.display()));
    if exists("cargo-binstall") {
        let mut binstall = command("cargo");
        binstall.args(["binstall", "--no-confirm", "--disable-telemetry", "--root"]).arg(&folder);
        if run(binstall.arg(format!("{package}@{version}"))).is_ok() {
            return Ok(());
        }
    }
    say(&format!("Compiling {package} {version}: about {minutes} minutes on two cores"));
    let scratch = folder.join("build");
    let mut install = command("cargo");
    install.args(["install", package, "--version", version, "--root"]).arg(&folder);
    // A folder that stays until it is done: an installation that was stopped half-way goes on where it was.
    install.arg("--target-dir").arg(&scratch);
    if lock == Lock::TheirOwn {
        install.arg("--locked");
    }
    run(&mut install).with_context(|| {
        format!("{package} {version}, which {purpose}, is missing and could not be installed. Is there a network?")
    })?;
    let _ = fs::remove_dir_all(scratch);
    Ok(())
}

/// Whether the line that a program prints of itself, such as `trunk 0.21.14`, names the version.
fn says_version(line: &str, version: &str) -> bool {
    line.split_whitespace().any(|word| word == version)
}

/// The version in the lock file: the tool and the library must be the same.
fn wasm_bindgen_version() -> Result<String> {
    let lock = fs::read_to_string("Cargo.lock").context("cannot read Cargo.lock")?;
    locked_version(&lock, "wasm-bindgen").context("Cargo.lock does not name wasm-bindgen")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    rest.split_once('"').map(|(version, _)| version.to_owned())
}

/// The browser's program.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        if !path.is_file() {
            bail!("CHROMIUM names {}, which is not there", path.display());
        }
        return Ok(path);
    }
    if find_chromium().is_none() {
        apt_install("a browser", "chromium")?;
    }
    find_chromium().context("Chromium was installed, but it is not on the PATH. Set CHROMIUM to its path")
}

fn find_chromium() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let on_path = env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name)));
    let elsewhere = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"].map(PathBuf::from);
    on_path.chain(elsewhere).find(|place| place.is_file())
}

/// A font with Chinese characters: without one, pages are full of boxes and their layout means nothing.
pub fn chinese_font() -> Result<()> {
    let listed = answer("fc-list", &[":lang=zh-cn"]);
    // Systems without fontconfig bring their own fonts.
    if !exists("fc-list") || listed.is_some_and(|line| !line.is_empty()) {
        return Ok(());
    }
    apt_install("a font with Chinese characters", "fonts-noto-cjk")
}

/// What reads the words of a printed page.
pub fn pdf_reader() -> Result<()> {
    if exists("pdftotext") {
        return Ok(());
    }
    apt_install("pdftotext, which reads what a page prints,", "poppler-utils")
}

/// Node and npm, which run the browser tests and the bench.
pub fn node() -> Result<()> {
    let major = || answer("node", &["--version"])?.trim_start_matches('v').split('.').next()?.parse::<u32>().ok();
    if major().is_none() {
        apt_install("Node, which runs the browser tests,", "nodejs")?;
    }
    if !exists("npm") {
        apt_install("npm, Node's package manager,", "npm")?;
    }
    match major() {
        Some(version) if version >= NODE_MAJOR => Ok(()),
        Some(version) => bail!("Node {version} is too old for the browser tests: install Node {NODE_MAJOR} or newer"),
        None => bail!("Node was installed, but `node --version` does not answer"),
    }
}

/// The packages of a folder with a `package.json`, exactly those of its lock file.
pub fn npm_packages(folder: &str) -> Result<()> {
    let folder = Path::new(folder);
    let inputs = ["package.json", "package-lock.json"].map(|name| folder.join(name));
    let installed = folder.join("node_modules/.package-lock.json");
    let name = format!("npm-{}", folder.display());
    let stamp = Stamp::new(&name, &[&inputs[0], &inputs[1]], &[], &installed)?;
    if stamp.fits() {
        return Ok(());
    }
    say(&format!("Installing the npm packages of {} (once, a few seconds)", folder.display()));
    run(command("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder))
        .with_context(|| format!("the packages of {} could not be installed. Is there a network?", folder.display()))?;
    stamp.write()
}

/// Debian packages, where that can be done without asking anybody; else a sentence that says what to install.
fn apt_install(what: &str, packages: &str) -> Result<()> {
    let is_root = answer("id", &["-u"]).is_some_and(|id| id == "0");
    if !exists("apt-get") || !is_root {
        bail!(
            "{what} is missing: install {packages} (on Debian: sudo apt-get install {packages}), then run this again"
        );
    }
    say(&format!("Installing {what}: {packages} (once, about two minutes)"));
    let apt = || {
        let mut command = command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q");
        command
    };
    let install = || run(apt().args(["install", "-y", "--no-install-recommends"]).args(packages.split(' ')));
    // The list of packages may be missing or old on a new machine: fetch it only then.
    install()
        .or_else(|_| run(apt().arg("update")).and_then(|()| install()))
        .with_context(|| format!("{what} is missing, and apt-get could not install {packages}. Is there a network?"))
}

/// The program of a rustup toolchain, where that toolchain is installed.
pub fn has_toolchain(name: &str) -> bool {
    answer("rustup", &["run", name, "rustc", "--version"]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_of_another_version_is_not_taken_for_the_right_one() {
        let cases = [
            ("trunk 0.21.14", "0.21.14", true),
            ("wasm-bindgen 0.2.130 (abc)", "0.2.130", true),
            ("trunk 0.21.140", "0.21.14", false),
            ("trunk 0.22.1", "0.21.14", false),
            ("", "0.21.14", false),
        ];
        for (line, version, expected) in cases {
            assert_eq!(says_version(line, version), expected, "{line} / {version}");
        }
    }

    #[test]
    fn trunk_is_told_the_wasm_bindgen_of_the_lock_file() {
        let lock = include_str!("../../Cargo.lock");
        let settings = include_str!("../../Trunk.toml");
        let version = locked_version(lock, "wasm-bindgen").unwrap_or_default();
        assert!(settings.contains(&format!("wasm_bindgen = \"{version}\"")), "Cargo.lock has {version:?}");
    }
}
