//! Building: the browser app, the publisher, and sites made with the two.

use crate::shell::{answer, command, run, say, target};
use crate::stamp::Stamp;
use crate::tools;
use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Where Trunk puts the app.
pub const DIST: &str = "dist";

/// Everything that the app is made from. A test compares the crates with the app's dependencies.
const INPUTS: [&str; 10] = [
    "src",
    "crates/model",
    "crates/search",
    "style",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "rust-toolchain.toml",
    ".cargo",
];

/// Builds the browser app in release, unless it is there and nothing that it is made from has changed.
pub fn build_app() -> Result<()> {
    let compiler = answer("rustc", &["--version"]).context("Rust's compiler, rustc, cannot be started")?;
    let flags = env::var("RUSTFLAGS").unwrap_or_default();
    let stamp = Stamp::new("app", &INPUTS.map(Path::new), &[&compiler, &flags], Path::new(DIST))?;
    if stamp.fits() {
        say("The browser app is up to date");
        return Ok(());
    }
    tools::for_the_app()?;
    say("Building the browser app for release (about 4 minutes the first time on two cores, 1 to 2 after a change)");
    run(command("trunk").args(["build", "--release"])).context("the browser app could not be built")?;
    stamp.write()
}

/// How the publisher is built: the cargo profile and its folder under the target folder.
#[derive(Clone, Copy)]
pub struct Profile(pub &'static str, pub &'static str);

/// For this machine: shares its dependencies with the tests.
pub const DEV: Profile = Profile("dev", "debug");
/// To hand out.
pub const TOOL: Profile = Profile("tool", "tool");

/// Builds the publisher and returns its program.
pub fn build_publisher(profile: Profile) -> Result<PathBuf> {
    let Profile(name, folder) = profile;
    say("Building the publisher, which makes the site (about 4 minutes the first time on two cores)");
    let mut build = command("cargo");
    build.args(["build", "--package", "gongkai", "--profile", name]);
    if folder == TOOL.1 {
        // The program that is handed out holds the app; the one used here reads it from the folder.
        build.env("GONGKAI_APP", env::current_dir()?.join(DIST));
    }
    run(&mut build).context("the publisher could not be built")?;
    Ok(env::current_dir()?.join(target()).join(folder).join(format!("gongkai{}", env::consts::EXE_SUFFIX)))
}

/// Builds the site of a data folder, unless it is there and nothing that it is made from has changed.
pub fn build_site(publisher: &Path, name: &str, data: &Path, base: &str) -> Result<PathBuf> {
    let site = target().join("sites").join(name);
    // A site may show other counties of the repository beside its own.
    let others = data.join("site.json");
    let names_others = fs::read_to_string(others).is_ok_and(|text| text.contains("\"compare\""));
    let all: &[&str] = if names_others { &["data", "examples"] } else { &[] };
    let inputs: Vec<&Path> = [publisher, data, Path::new(DIST)].into_iter().chain(all.iter().map(Path::new)).collect();
    let stamp = Stamp::new(&format!("site-{name}"), &inputs, &[base], &site)?;
    if stamp.fits() {
        say(&format!("The site of {} is up to date", data.display()));
        return Ok(site);
    }
    say(&format!("Making the site of {}", data.display()));
    if site.exists() {
        fs::remove_dir_all(&site).with_context(|| format!("the old site at {} cannot be removed", site.display()))?;
    }
    let mut build = command(publisher);
    build.arg("build").arg(data).arg("-o").arg(&site).args(["--base", base, "--app", DIST]);
    run(&mut build).with_context(|| format!("the site of {} could not be made", data.display()))?;
    stamp.write()?;
    Ok(site)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_in_any_crate_that_the_app_uses_rebuilds_the_app() {
        let manifest = include_str!("../../Cargo.toml");
        let crates = ["model", "search", "import", "gongkai"];
        let used: Vec<_> = crates.iter().filter(|name| manifest.contains(&format!("\n{name}.workspace"))).collect();
        assert!(!used.is_empty());
        for name in used {
            assert!(INPUTS.contains(&format!("crates/{name}").as_str()), "crates/{name} is not among the inputs");
        }
    }
}
