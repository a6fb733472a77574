//! The part `pages`: first visits and typing, ours and the peer's, in a real browser.

use crate::shell::{command, run as run_program, target};
use crate::{app, tools};
use anyhow::{Context, Result};
use std::env;
use std::path::Path;

/// Builds both counties' sites, each once by us and once by the peer, and measures them.
pub fn run() -> Result<()> {
    tools::node()?;
    tools::npm_packages("bench")?;
    tools::chinese_font()?;
    let chromium = tools::chromium()?;
    let publisher = app::build_publisher(app::DEV)?;
    app::build_app()?;
    for (name, data) in [("shule", "data"), ("pingtan", "examples/pingtan")] {
        let site = app::build_site(&publisher, name, Path::new(data), "/")?;
        let peer = site.with_file_name(format!("peer-{name}"));
        run_program(command("node").arg("bench/peer/build.mjs").arg(&site).arg(&peer))
            .with_context(|| format!("the peer could not be built around {}", site.display()))?;
    }
    run_program(
        command("node")
            .arg("bench/pages.mjs")
            .env("GONGKAI", &publisher)
            .env("GONGKAI_SITES", env::current_dir()?.join(target()).join("sites"))
            .env("CHROMIUM", chromium),
    )
}
