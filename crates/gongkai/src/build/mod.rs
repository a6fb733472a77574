//! `gongkai build`: writes the complete static site of a data folder.

mod address;
mod app;
mod browse;
mod data;
mod downloads;
mod feeds;
mod head;
mod page;
mod sitemap;
mod write;
mod xml;

pub use app::App;

use crate::folder::Folder;
use address::Address;
use anyhow::{Context, bail};
use head::Head;
use model::Site;
use portal::portal::{Portal, Still};
use portal::route::{Params, Route};
use portal::store::Store;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a site is built with besides its data.
#[derive(Debug, Clone)]
pub struct Options {
    /// `/` or `/gk/`: what every address of the site starts with; none for that of `publish.address`.
    pub base: Option<String>,
    /// The folder that Trunk wrote the app into; none for the app inside this program.
    pub app: Option<PathBuf>,
}

/// The files of a site by their path in it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A site that was built.
#[derive(Debug, Clone, Copy)]
pub struct Built {
    /// Files written.
    pub n_files: usize,
    /// Whether `site.json` says where the site will be.
    pub has_address: bool,
}

/// What staff are told where it does not.
const NO_ADDRESS: &str = "site.json 没有写 publish.address，所以网站地图和订阅里只有站内路径、网页没有规范地址；\
    请写上网站首页对外的完整网址，例如 \"publish\": { \"address\": \"https://www.example.gov.cn/gk/\" }，再生成一次";

/// The command `build`.
pub fn run(mut args: lexopt::Parser) -> anyhow::Result<ExitCode> {
    use lexopt::prelude::*;
    let (mut data, mut out, mut base, mut app) = (None, None, None, None);
    while let Some(arg) = args.next()? {
        match arg {
            Short('o') | Long("output") => out = Some(PathBuf::from(args.value()?)),
            Long("base") => base = Some(base_path(&args.value()?.string()?)),
            Long("app") => app = Some(PathBuf::from(args.value()?)),
            Value(path) if data.is_none() => data = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(data), Some(out)) = (data, out) else {
        bail!("用法：gongkai build 数据目录 -o 站点目录 [--base /gk/]");
    };
    let built = build_site(&data, &out, &Options { base, app })?;
    crate::print_line(&format!("已生成 {}：{} 个文件", out.display(), built.n_files));
    if !built.has_address {
        crate::print_line(NO_ADDRESS);
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the site beside `out` and swaps it in, so that a failed build leaves the old site whole.
///
/// # Errors
/// One sentence in Chinese: what is wrong with the data, the app or the disk.
pub fn build_site(data: &Path, out: &Path, options: &Options) -> anyhow::Result<Built> {
    let folder = Folder::read(data)?;
    let app = App::read(options.app.as_deref())?;
    let site = data::site(&folder)?;
    let address = Address::of(site.publish.address.as_deref(), options.base.as_deref())?;
    let files = site_files(&folder, site, &app, &address)?;
    let built = Built { n_files: files.len(), has_address: address.whole.is_some() };
    write::swap_in(files, out).with_context(|| format!("无法写入 {}", out.display()))?;
    Ok(built)
}

/// Every file of the site. The same folder and app give the same bytes.
fn site_files(folder: &Folder, site: &Site, app: &App, address: &Address) -> anyhow::Result<Files> {
    let mut files = data::files(folder)?;
    let store = Store::new(data::InMemory(files.clone()));
    let frame = page::Frame { base: &address.base, app };
    let at = |route: &Route| Portal::new(&address.base, store.clone(), route.clone(), Params::default(), Still);
    let feeds = feeds::files(folder, site, address)?;
    let head = Head::new(folder, site, address, !feeds.is_empty());
    let routes = routes(folder);
    for route in &routes {
        files.insert(file_of(route), frame.document(at(route), &head.of(route)).into_bytes());
    }
    let lists = browse::pages(&at(&Route::Home), folder);
    for list in &lists {
        let tags = head.of_list(&list.title, &list.path);
        let title = format!("{} - {}", list.title, site.title);
        let html = frame.plain(at(&list.column), &title, || list.view(), &tags);
        files.insert(format!("{}index.html", list.path), html.into_bytes());
    }
    let paths: Vec<String> = lists.into_iter().map(|list| list.path).collect();
    files.extend(sitemap::files(folder, address, &routes, &paths));
    files.extend(feeds);
    files.extend(downloads::files(folder, site)?);
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
