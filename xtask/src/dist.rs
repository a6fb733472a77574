//! `cargo xtask dist`: the publisher as one program, to hand to a county's staff.

use crate::shell::{print, target};
use crate::{app, enter_root, no_options};
use anyhow::{Context, Result};
use std::fs;
use std::process::ExitCode;

/// The task `dist`.
pub fn run(args: lexopt::Parser) -> Result<ExitCode> {
    no_options(args)?;
    enter_root()?;
    // The app comes first: the publisher takes it in.
    app::build_app()?;
    let publisher = app::build_publisher(app::TOOL)?;
    let folder = target().join("dist");
    let copy = folder.join(publisher.file_name().context("the publisher has no file name")?);
    fs::create_dir_all(&folder)?;
    fs::copy(&publisher, &copy).with_context(|| format!("cannot write {}", copy.display()))?;
    print(&copy.display().to_string());
    Ok(ExitCode::SUCCESS)
}
