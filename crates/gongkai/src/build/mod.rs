//! `gongkai build`: writes the complete static site of a data folder.

mod address;
mod app;
mod browse;
pub mod compare;
mod data;
mod downloads;
mod embed;
mod feeds;
mod fragments;
mod head;
mod offline;
mod pack;
mod page;
mod plain;
mod progress;
mod release;
mod scoped;
mod search;
mod server;
mod sitemap;
mod statistics;
mod target;
mod xml;

pub use address::base_of;
pub use app::App;
pub use data::newest_first;
pub use search::characters;

use crate::folder::{Folder, readable};
use address::Address;
use anyhow::{bail, ensure};
use head::Head;
use model::Site;
use portal::portal::{Portal, Still};
use portal::route::{Params, Route};
use portal::store::Store;
use portal::text;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use target::Target;

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
    /// Errors in the data.
    pub n_errors: usize,
}

const USAGE: &str = "用法：gongkai build 数据目录 -o 站点目录 [--base /gk/]";

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
            Long("base") => base = Some(base_path(&args.value()?.string()?)?),
            Long("app") => app = Some(PathBuf::from(args.value()?)),
            Long("help") | Short('h') => return crate::help(USAGE),
            Value(path) if data.is_none() => data = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(data), Some(out)) = (data, out) else {
        bail!(USAGE);
    };
    let built = build_site(&data, &out, &Options { base, app })?;
    crate::print_line(&format!("已生成 {}：{} 个文件", out.display(), built.n_files))?;
    if !built.has_address {
        crate::print_line(NO_ADDRESS)?;
    }
    let Built { n_errors, .. } = built;
    if n_errors > 0 {
        let data = data.display();
        crate::print_line(&format!(
            "数据里有 {n_errors} 个错误，站点照数据生成；请运行 gongkai check {data} 逐条核对"
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the site beside `out` and lets it take the old one's place, so that a failed build leaves the old site whole.
///
/// # Errors
/// One sentence in Chinese: what is wrong with the data, the app or the disk.
pub fn build_site(data: &Path, out: &Path, options: &Options) -> anyhow::Result<Built> {
    let target = Target::open(out, data)?;
    progress::say(&format!("读取 {}", data.display()));
    let folder = Folder::read(data)?;
    let app = App::read(options.app.as_deref())?;
    let site = data::site(&folder)?;
    check_frame_ancestors(&site.publish.frame_ancestors)?;
    let address = Address::of(site.publish.address.as_deref(), options.base.as_deref())?;
    let n_files = target.replace(site_files(&folder, site, &app, &address)?)?;
    Ok(Built { n_files, has_address: address.whole.is_some(), n_errors: crate::check::n_errors(&folder)? })
}

/// They become a header of the web server: a wrong one could change what else it says.
fn check_frame_ancestors(given: &[String]) -> anyhow::Result<()> {
    match given.iter().find(|text| !model::is_frame_ancestor(text)) {
        None => Ok(()),
        Some(text) => bail!(
            "site.json 的 publish.frame_ancestors 里的“{}”不能用：应只写协议和域名，例如 https://www.example.gov.cn，\
             后面没有斜线和路径。站点没有改动",
            text.chars().take(100).collect::<String>()
        ),
    }
}

/// Every file of the site. The same folder and app give the same bytes.
fn site_files(folder: &Folder, site: &Site, app: &App, address: &Address) -> anyhow::Result<Files> {
    let others = compare::others(folder, site)?;
    let known = search::Known::of(folder)?;
    let mut files = data::files(folder, &known, &others)?;
    files.extend(known.files(folder)?);
    let named = offline::release(&files, app);
    let release = site.publish.offline.then(|| named.clone());
    let store = Store::new(data::InMemory(files.clone()));
    let frame = page::Frame { base: &address.base, app, release: release.as_deref() };
    let portal = Portal::new(&address.base, store, Route::Home, Params::default(), Still);
    let portal = portal.with_engine(search::Native::default());
    let at = |route: &Route| portal.at(route.clone());
    let feeds = feeds::files(folder, site, address)?;
    let head = Head::new(folder, site, address, !feeds.is_empty());
    let routes = routes(folder, site);
    let stage = progress::Stage::begin("生成网页", routes.len());
    for route in &routes {
        files.insert(file_of(route), frame.document(at(route), &head.of(route)).into_bytes());
        stage.advance();
    }
    let outside = Portal::new(&address.href(""), portal.store.clone(), Route::Home, Params::default(), Still);
    let pieces = page::written_by(outside, |portal| fragments::files(portal, folder, site, address, &named))?;
    files.extend(pieces);
    let listed = Store::new(data::InMemory(files.clone()));
    let staff = Portal::new(&address.base, listed, Route::NotFound, Params::default(), Still);
    let title = format!("{} - {}", text::embed::page::TITLE, site.title);
    files.insert(format!("{}/index.html", portal::embed::PATH), frame.staff(staff, &title).into_bytes());
    files.extend(embed::files(&frame, &routes, &at, &head));
    let lists = browse::pages(folder);
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
    files.extend(statistics::files(folder, site, &others, address)?);
    files.extend(app.files.iter().map(|(name, bytes)| (name.clone(), bytes.clone())));
    files.extend(server::files(&address.base, &site.publish.frame_ancestors));
    for (name, program) in offline::SHELLS {
        files.insert(name.to_owned(), frame.shell(&site.title, program).into_bytes());
    }
    offline::add_worker(&mut files, app, &address.base, release.as_deref());
    offline::add_home_screen(&mut files, &address.base, site);
    Ok(files)
}

/// Every page of the site.
fn routes(folder: &Folder, site: &Site) -> Vec<Route> {
    let mut routes = vec![Route::Home, Route::Search, Route::NotFound];
    routes.extend(Route::COLUMNS);
    routes.extend(folder.reports.keys().map(|year| Route::Report(*year)));
    let policies = readable(&folder.policies).into_iter().flat_map(|file| &file.policies);
    let entries = readable(&folder.catalogue).into_iter().flat_map(|file| &file.entries);
    let single = policies.map(|policy| Route::Policy(policy.id.clone()));
    let single: Vec<Route> = single.chain(entries.map(|entry| Route::Entry(entry.id.clone()))).collect();
    // Beyond the limit their addresses lead to `404.html`, where the app shows them.
    if usize::try_from(site.publish.entry_pages).is_ok_and(|most| single.len() <= most) {
        routes.extend(single);
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
///
/// # Errors
/// When no address of a site can begin with it.
pub fn base_path(text: &str) -> anyhow::Result<String> {
    let base = match text.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    };
    ensure!(
        address::is_base(&base),
        "网站所在的路径“{}”不能用：应是网址里域名后面的那一段，{}，例如 --base /zwgk/",
        text.chars().take(100).collect::<String>(),
        address::LETTERS
    );
    Ok(base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Catalogue, Policies};

    fn folder() -> Folder {
        let policies = r#"{"format":1,"policies":[{"id":"p1","title":"甲"},{"id":"p2","title":"乙"}]}"#;
        let entries = r#"{"format":1,"entries":[{"id":"e1","item":"20-1","subject":"甲","title":"甲","content":"甲","source":{"document":"a"}}]}"#;
        Folder {
            policies: Some(Ok(model::decode::<Policies>(policies.as_bytes()).expect("policies"))),
            catalogue: Some(Ok(model::decode::<Catalogue>(entries.as_bytes()).expect("a catalogue"))),
            ..Folder::default()
        }
    }

    #[test]
    fn single_entries_have_pages_up_to_the_number_that_the_site_sets() {
        let single = [Route::Policy("p1".into()), Route::Policy("p2".into()), Route::Entry("e1".into())];
        for (entry_pages, expected) in [(3, true), (2, false), (0, false)] {
            let site = format!(
                r#"{{"format":1,"county":{{"name":"甲县"}},"title":"甲县","publish":{{"entry_pages":{entry_pages}}}}}"#
            );
            let routes = routes(&folder(), &model::decode(site.as_bytes()).expect("a site"));
            for route in &single {
                assert_eq!(routes.contains(route), expected, "{route:?} with {entry_pages}");
            }
            assert!(routes.contains(&Route::NotFound) && routes.contains(&Route::Catalogue));
        }
    }
}
