//! The part `search`: our search beside Pagefind, MiniSearch, FlexSearch and Fuse.js, over the same entries.

use crate::shell::{command, run as run_program, say, target};
use crate::{app, tools};
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::{env, process::Stdio};

/// Numbers of made-up entries; the first is what the county published in 2019. The peers are asked up to the second:
/// the last is ours alone.
const SIZES: [usize; 3] = [8_635, 100_000, 1_000_000];

/// Makes the entries and the sites, and measures.
pub fn run() -> Result<()> {
    tools::node()?;
    tools::npm_packages("bench")?;
    tools::chinese_font()?;
    let chromium = tools::chromium()?;
    app::build_app()?;
    let publisher = app::build_publisher(app::TOOL)?;
    let work = env::current_dir()?.join(target()).join("bench-search");
    fs::create_dir_all(&work)?;
    app::build_site(&publisher, "pingtan", Path::new("examples/pingtan"), "/")?;
    for size in SIZES {
        let data = entries(&work, size)?;
        app::build_site(&publisher, &format!("entries-{size}"), &data, "/")?;
    }
    run_program(
        command("node")
            .args(["--max-old-space-size=16000", "bench/search.mjs"])
            .env("GONGKAI", &publisher)
            .env("GONGKAI_SITES", env::current_dir()?.join(target()).join("sites"))
            .env("GONGKAI_ENTRIES", &work)
            .env("CHROMIUM", chromium),
    )
}

/// A data folder with so many made-up entries.
fn entries(work: &Path, size: usize) -> Result<PathBuf> {
    let data = work.join(size.to_string());
    let list = data.join("policies.json");
    if list.exists() {
        return Ok(data);
    }
    say(&format!("Making {size} entries"));
    fs::create_dir_all(&data)?;
    let site = r#"{"format":1,"county":{"name":"疏勒县"},"title":"疏勒县政府信息公开"}"#;
    fs::write(data.join("site.json"), site)?;
    let unfinished = data.join("policies.json.new");
    let mut make = command("cargo");
    make.args(["run", "--quiet", "--profile", app::TOOL.0, "--package", "search", "--example", "scale", "--"]);
    make.args(["--entries", &size.to_string()]).stdout(Stdio::from(File::create(&unfinished)?));
    run_program(&mut make).context("the entries could not be made")?;
    fs::rename(unfinished, list)?;
    Ok(data)
}
