//! `gongkai build`: writes the complete static site of a data folder.

mod app;
mod data;
mod page;
mod write;

pub use app::App;

use crate::folder::Folder;
use anyhow::{Context, bail};
use portal::portal::{Portal, Still};
use portal::route::{Params, Route};
use portal::store::Store;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a site is built with besides its data.
#[derive(Debug, Clone)]
pub struct Options {
    /// `/` or `/gk/`: what every address of the site starts with.
    pub base: String,
    /// The folder that Trunk wrote the app into; none for the app inside this program.
    pub app: Option<PathBuf>,
}

/// The files of a site by their path in it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The command `build`.
pub fn run(mut args: lexopt::Parser) -> anyhow::Result<ExitCode> {
    use lexopt::prelude::*;
    let (mut data, mut out, mut base, mut app) = (None, None, "/".to_owned(), None);
    while let Some(arg) = args.next()? {
        match arg {
            Short('o') | Long("output") => out = Some(PathBuf::from(args.value()?)),
            Long("base") => base = base_path(&args.value()?.string()?),
            Long("app") => app = Some(PathBuf::from(args.value()?)),
            Value(path) if data.is_none() => data = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(data), Some(out)) = (data, out) else {
        bail!("用法：gongkai build 数据目录 -o 站点目录 [--base /gk/]");
    };
    let n_files = build_site(&data, &out, &Options { base, app })?;
    crate::print_line(&format!("已生成 {}：{n_files} 个文件", out.display()));
    Ok(ExitCode::SUCCESS)
}

/// Writes the site beside `out` and swaps it in, so that a failed build leaves the old site whole.
/// Gives the number of files.
///
/// # Errors
/// One sentence in Chinese: what is wrong with the data, the app or the disk.
pub fn build_site(data: &Path, out: &Path, options: &Options) -> anyhow::Result<usize> {
    let folder = Folder::read(data)?;
    let app = App::read(options.app.as_deref())?;
    let files = site_files(&folder, &app, &options.base)?;
    let n_files = files.len();
    write::swap_in(files, out).with_context(|| format!("无法写入 {}", out.display()))?;
    Ok(n_files)
}

/// Every file of the site. The same folder and app give the same bytes.
fn site_files(folder: &Folder, app: &App, base: &str) -> anyhow::Result<Files> {
    let mut files = data::files(folder)?;
    let store = Store::new(data::InMemory(files.clone()));
    let frame = page::Frame { base, app };
    for route in routes(folder) {
        let portal = Portal::new(base, store.clone(), route.clone(), Params::default(), Still);
        files.insert(file_of(&route), frame.document(portal).into_bytes());
    }
    files.extend(app.files.iter().map(|(name, bytes)| (name.clone(), bytes.clone())));
    Ok(files)
}

/// Every page of the site.
fn routes(folder: &Folder) -> Vec<Route> {
    let mut routes = vec![Route::Home, Route::Search, Route::NotFound];
    routes.extend(Route::COLUMNS);
    routes.extend(folder.reports.keys().map(|year| Route::Report(*year)));
    if let Some(Ok(policies)) = &folder.policies {
        routes.extend(policies.policies.iter().map(|policy| Route::Policy(policy.id.clone())));
    }
    if let Some(Ok(catalogue)) = &folder.catalogue {
        routes.extend(catalogue.entries.iter().map(|entry| Route::Entry(entry.id.clone())));
    }
    routes
}

/// Where a page's file lies: every server answers a folder with its `index.html`.
fn file_of(route: &Route) -> String {
    match route {
        Route::Home => "index.html".to_owned(),
        Route::NotFound => "404.html".to_owned(),
        other => format!("{}/index.html", other.path()),
    }
}

/// `gk` and `/gk` mean `/gk/`.
pub fn base_path(text: &str) -> String {
    match text.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    }
}
