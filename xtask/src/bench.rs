//! `cargo xtask bench`: what a first visit of the home page costs, measured in a real browser.

use crate::shell::{self, command};
use crate::{app, enter_root, no_options, tools};
use anyhow::Result;
use std::path::Path;
use std::process::ExitCode;

/// The task `bench`.
pub fn run(args: lexopt::Parser) -> Result<ExitCode> {
    no_options(args)?;
    enter_root()?;
    tools::node()?;
    tools::npm_packages()?;
    let chromium = tools::chromium()?;
    let publisher = app::build_publisher(app::DEV)?;
    app::build_app()?;
    let site = app::build_site(&publisher, "shule", Path::new("data"), "/")?;
    let mut visit = command("node");
    visit.arg("tests/first-visit.mjs").arg(&site).env("GONGKAI", &publisher).env("CHROMIUM", chromium);
    shell::run(&mut visit)?;
    Ok(ExitCode::SUCCESS)
}
