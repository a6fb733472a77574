//! The part `charts`: our charts beside ECharts and Chart.js, and what they weigh in the app.

use crate::shell::{command, run as run_program, target};
use crate::{app, tools};
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// Builds the page's program with and without its drawings, our sites and those of the peers, and measures them.
pub fn run() -> Result<()> {
    tools::node()?;
    tools::npm_packages("bench")?;
    tools::chinese_font()?;
    let chromium = tools::chromium()?;
    let publisher = app::build_publisher(app::DEV)?;
    app::build_app()?;
    let with = program("with", "csr,drawings")?;
    let without = program("without", "csr")?;
    let site = app::build_site(&publisher, "pingtan", Path::new("examples/pingtan"), "/")?;
    let sites = env::current_dir()?.join(target()).join("sites");
    let peers = sites.join("charts");
    run_program(command("node").arg("bench/charts/build.mjs").arg(&site).arg(&peers))
        .context("the peers could not be built")?;
    let years = target().join("xtask").join("thirty-years");
    run_program(command("node").arg("bench/charts/thirty-years.mjs").arg("examples/pingtan").arg(&years))?;
    app::build_site(&publisher, "thirty-years", &years, "/")?;
    run_program(
        command("node")
            .arg("bench/charts.mjs")
            .env("GONGKAI", &publisher)
            .env("GONGKAI_SITES", sites)
            .env("GONGKAI_WITH", with)
            .env("GONGKAI_WITHOUT", without)
            .env("CHROMIUM", chromium),
    )
}

/// The program of the page 数据 with these features, as the app's glue knows it.
fn program(name: &str, features: &str) -> Result<PathBuf> {
    let mut build = command("cargo");
    build.args(["build", "--release", "--locked", "--target", tools::WASM, "--bin", "statistics"]);
    run_program(build.args(["--no-default-features", "--features", features]))
        .with_context(|| format!("the program with the features {features} could not be built"))?;
    let folder = target().join("xtask").join(format!("charts-{name}"));
    let module = target().join(tools::WASM).join("release/statistics.wasm");
    run_program(command("wasm-bindgen").args(["--target", "web", "--out-dir"]).arg(&folder).arg(module))?;
    Ok(env::current_dir()?.join(folder).join("statistics_bg.wasm"))
}
