//! `gongkai serve`: shows a site on this machine, with the headers that a careful web server would send.
//!
//! It answers on 127.0.0.1 only: a preview is not a way to publish.

use crate::build::base_path;
use crate::web::{
    CACHE_NAMED_BY_CONTENT, CACHE_OTHERS, ENCODINGS, SERVER_SETTINGS, content_type, is_named_by_content,
    security_headers,
};
use anyhow::{Context, Result, bail};
use axum::body::Body;
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use axum::response::Response;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

const USAGE: &str = "\
gongkai serve 数据目录|站点目录 [--port 端口] [--base /gk/] [--app 网页程序目录]
  在本机预览。数据目录先生成为站点；站点目录直接显示。
  --port 端口   默认 8080；0 表示任选一个空闲端口
  --base 路径   网站所在的路径，默认取站点自己的设置
  --app 目录    trunk build 的输出目录，只在显示数据目录、而程序不带网页程序时需要
";
const DEFAULT_PORT: u16 = 8080;

/// The command `serve`.
pub fn run(args: lexopt::Parser) -> Result<ExitCode> {
    let Some(options) = Options::read(args)? else {
        return crate::help(USAGE);
    };
    let listener = listen(options.port)?;
    let port = listener.local_addr().context("读不到预览所用的端口")?.port();
    let site = Arc::new(Site::open(&options)?);
    if options.stop_with_input {
        thread::spawn(stop_when_input_ends);
    }
    crate::print_line(&format!("{} http://127.0.0.1:{port}{} （按 Ctrl-C 停止）", site.title, site.base))?;
    serve_until_stopped(listener, site).context("预览意外停止了")?;
    Ok(ExitCode::SUCCESS)
}

/// What the command line asks for.
struct Options {
    folder: PathBuf,
    port: u16,
    base: Option<String>,
    app: Option<PathBuf>,
    /// Stop when standard input ends: a test that dies takes its server with it.
    stop_with_input: bool,
}

impl Options {
    /// `None` when only help is asked for.
    fn read(mut args: lexopt::Parser) -> Result<Option<Self>> {
        use lexopt::prelude::*;
        let (mut folder, mut port, mut base, mut stop_with_input) = (None, DEFAULT_PORT, None, false);
        let mut app = None;
        while let Some(arg) = args.next()? {
            match arg {
                Long("port") => {
                    let text = args.value()?.string()?;
                    // The parser's own words are English and say no more.
                    port = text.parse().or_else(|_| bail!("--port 要一个 0 到 65535 的数，而不是“{text}”"))?;
                }
                Long("base") => base = Some(base_path(&args.value()?.string()?)?),
                Long("app") => app = Some(args.value()?.into()),
                Long("stop-with-input") => stop_with_input = true,
                Long("help") | Short('h') => return Ok(None),
                Value(value) if folder.is_none() => folder = Some(PathBuf::from(value)),
                other => return Err(other.unexpected().into()),
            }
        }
        let Some(folder) = folder else { bail!("没有说明要预览哪个目录。\n{USAGE}") };
        Ok(Some(Self { folder, port, base, app, stop_with_input }))
    }
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow::anyhow!(
            "端口 {port} 已被别的程序占用，预览没有开始。请关掉那个程序，或换一个端口，例如 --port {}",
            if port < u16::MAX { port + 1 } else { DEFAULT_PORT }
        ),
        ErrorKind::PermissionDenied => {
            anyhow::anyhow!("没有使用端口 {port} 的权限，预览没有开始。请换一个 1024 以上的端口，例如 --port 8080")
        }
        _ => anyhow::anyhow!("端口 {port} 不能使用，预览没有开始：{}", crate::explain::io(&error)),
    })
}

fn stop_when_input_ends() {
    let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    std::process::exit(0);
}

/// Answers until the program is stopped; returns only with a reason why it cannot go on.
fn serve_until_stopped(listener: TcpListener, site: Arc<Site>) -> Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let service = axum::Router::new().fallback(move |request| respond(Arc::clone(&site), request));
        axum::serve(listener, service).await
    })?;
    Ok(())
}

/// Reading and compressing a file blocks, so it has a thread of its own.
async fn respond(site: Arc<Site>, request: Request) -> Response {
    let security = site.security.clone();
    let answer = tokio::task::spawn_blocking(move || answer(&site, &request)).await;
    let answer = answer.unwrap_or_else(|_| Answer::page(500, "预览程序出错了。请把网址和做法告诉技术人员。"));
    let mut response = Response::builder().status(answer.status);
    for (name, value) in security.iter().chain(&answer.headers) {
        response = response.header(*name, value);
    }
    // Only a header with a line break in it could fail here, and those are ours.
    response.body(Body::from(answer.body)).unwrap_or_default()
}

fn answer(site: &Site, request: &Request) -> Answer {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match *request.method() {
        Method::GET | Method::HEAD => site.answer(&Asked {
            url: request.uri().path_and_query().map_or("/", |path| path.as_str()),
            accept_encoding: header(ACCEPT_ENCODING),
            if_none_match: header(IF_NONE_MATCH),
        }),
        _ => Answer::page(405, "这里只能读取网页（GET、HEAD）。").with("Allow", "GET, HEAD"),
    }
}

/// The parts of a request that decide the answer.
#[derive(Default)]
struct Asked<'a> {
    url: &'a str,
    accept_encoding: &'a str,
    if_none_match: &'a str,
}

/// An answer, before it goes over the wire.
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    /// A page of this command's own, for what the site has no page for. `message` is HTML.
    fn page(status: u16, message: &str) -> Self {
        let body = format!(
            "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{status}</title>\n<p>{message}</p>\n</html>\n"
        );
        Self { status, headers: Vec::new(), body: body.into_bytes() }
            .with("Content-Type", "text/html; charset=utf-8")
            .with("Cache-Control", "no-cache")
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// A folder of files under a base path.
struct Site {
    /// With symbolic links resolved, so that a file's place can be compared with it.
    root: PathBuf,
    base: String,
    title: String,
    /// The headers of every answer.
    security: Vec<(&'static str, String)>,
}

impl Site {
    /// Opens a site; a data folder is first built into one.
    fn open(options: &Options) -> Result<Self> {
        let folder = &options.folder;
        let site = if folder.join("index.html").is_file() {
            folder.clone()
        } else if folder.join("site.json").is_file() {
            build_preview(options)?
        } else if folder.is_dir() {
            bail!(
                "“{}”既不是数据目录（里面没有 site.json），也不是生成好的站点目录（里面没有 index.html）",
                folder.display()
            )
        } else {
            bail!("没有“{}”这个目录。请检查路径是否写对", folder.display())
        };
        let home = fs::read_to_string(site.join("index.html"))
            .with_context(|| format!("读不出站点的首页“{}”", site.join("index.html").display()))?;
        let own_base = || base_path(between(&home, "<meta name=\"gongkai:base\" content=\"", "\"").unwrap_or("/"));
        let published = fs::read(site.join("data/site.json")).ok();
        let settings = published.and_then(|bytes| model::decode::<model::Site>(&bytes).ok()).map(|site| site.publish);
        Ok(Self {
            security: security_headers(&settings.unwrap_or_default().frame_ancestors).into(),
            root: site.canonicalize().with_context(|| format!("打不开目录“{}”", site.display()))?,
            base: options.base.clone().map_or_else(own_base, Ok)?,
            title: between(&home, "<title>", "</title>").unwrap_or("预览").trim().to_owned(),
        })
    }

    fn answer(&self, asked: &Asked) -> Answer {
        match locate(asked.url, &self.base) {
            Place::Inside { path, folder_only } => match self.find(&path, folder_only) {
                Some(file) => self.content(&file, 200, asked),
                None => self.not_found(asked),
            },
            Place::OutsideBase => {
                let base = &self.base;
                Answer::page(404, &format!("网站在 <a href=\"{base}\">{base}</a> 下面。"))
            }
            Place::Nowhere => self.not_found(asked),
        }
    }

    /// The file that answers for a path: itself, or the `index.html` of the folder.
    fn find(&self, path: &Path, folder_only: bool) -> Option<PathBuf> {
        let place = self.root.join(path);
        let itself = (!folder_only).then(|| self.inside(&place)).flatten();
        itself.or_else(|| self.inside(&place.join("index.html")))
    }

    /// The file with its links resolved, when it exists and does not lie outside the site.
    fn inside(&self, place: &Path) -> Option<PathBuf> {
        place.canonicalize().ok().filter(|file| file.starts_with(&self.root) && file.is_file())
    }

    fn not_found(&self, asked: &Asked) -> Answer {
        match self.inside(&self.root.join("404.html")) {
            Some(page) => self.content(&page, 404, &Asked { if_none_match: "", ..*asked }),
            None => Answer::page(404, &format!("没有这个网页。<a href=\"{}\">回到首页</a>", self.base)),
        }
    }

    fn content(&self, file: &Path, status: u16, asked: &Asked) -> Answer {
        let Ok(bytes) = fs::read(file) else {
            return Answer::page(500, "这个文件存在，但是读不出来。请检查它的权限。");
        };
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let kind = content_type(&name);
        let fingerprint = fingerprint(&bytes);
        let (encoding, body) = self.encoded(file, bytes, asked.accept_encoding);
        let tag = format!("\"{fingerprint:016x}{}\"", encoding.map_or(String::new(), |name| format!("-{name}")));
        let unchanged = asked.if_none_match.split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
        let answer = if unchanged {
            Answer { status: 304, headers: Vec::new(), body: Vec::new() }
        } else {
            Answer { status, headers: vec![("Content-Type", kind.to_owned())], body }
        };
        let cache = if is_named_by_content(&name) { CACHE_NAMED_BY_CONTENT } else { CACHE_OTHERS };
        let answer = answer.with("Cache-Control", cache).with("Vary", "Accept-Encoding").with("ETag", tag);
        match encoding {
            Some(encoding) => answer.with("Content-Encoding", encoding),
            None => answer,
        }
    }

    /// The shortest form that the visitor accepts of those that the publisher wrote.
    fn encoded(&self, file: &Path, plain: Vec<u8>, accepted: &str) -> (Option<&'static str>, Vec<u8>) {
        for (ending, encoding) in ENCODINGS.into_iter().filter(|(_, encoding)| accepts(accepted, encoding)) {
            let ready = PathBuf::from(format!("{}.{ending}", file.display()));
            if let Some(Ok(body)) = self.inside(&ready).map(fs::read) {
                return (Some(encoding), body);
            }
        }
        (None, plain)
    }
}

/// Builds a data folder into a folder of this machine's temporary files, the same one each time.
fn build_preview(options: &Options) -> Result<PathBuf> {
    let data = options.folder.canonicalize().with_context(|| format!("打不开目录“{}”", options.folder.display()))?;
    let out = std::env::temp_dir().join(format!("gongkai-preview-{:016x}", fingerprint(&data)));
    let (base, app) = (options.base.clone(), options.app.clone());
    crate::build::build_site(&data, &out, &crate::build::Options { base, app })?;
    Ok(out)
}

/// Where a requested address leads.
#[derive(Debug, PartialEq)]
enum Place {
    /// A path below the site's folder. `folder_only`: the address ended with a slash.
    Inside { path: PathBuf, folder_only: bool },
    /// Not below the base.
    OutsideBase,
    /// An address that no file of a site can have.
    Nowhere,
}

fn locate(url: &str, base: &str) -> Place {
    let address = url.split(['?', '#']).next().unwrap_or_default();
    let home = base.trim_end_matches('/');
    let Some(rest) = address.strip_prefix(home).filter(|rest| rest.is_empty() || rest.starts_with('/')) else {
        return Place::OutsideBase;
    };
    let inner = rest.strip_prefix('/').unwrap_or(rest);
    let (inner, folder_only) = inner.strip_suffix('/').map_or((inner, inner.is_empty()), |inner| (inner, true));
    if inner.is_empty() && folder_only {
        return Place::Inside { path: PathBuf::new(), folder_only };
    }
    match inner.split('/').map(file_name).collect::<Option<PathBuf>>() {
        Some(path) if !path.starts_with(SERVER_SETTINGS) => Place::Inside { path, folder_only },
        _ => Place::Nowhere,
    }
}

/// One step of an address as a file name. `None` for what could lead out of the folder on any system.
fn file_name(encoded: &str) -> Option<String> {
    let name = percent_decode(encoded)?;
    let hostile = name.is_empty()
        || name.starts_with('.')
        || name.contains(|c: char| matches!(c, '/' | '\\' | ':') || c.is_control());
    (!hostile).then_some(name)
}

/// `None` when what comes out is not UTF-8, or a `%` is not followed by two hexadecimal digits.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whether an `Accept-Encoding` header names the encoding, and not with the weight zero.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let weight = |part: &str| part.strip_prefix("q=").and_then(|number| number.parse::<f32>().ok());
        parts.next() == Some(encoding) && parts.next().and_then(weight) != Some(0.0)
    })
}

fn fingerprint(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_a_path_below_the_folder_or_nowhere() {
        let inside = |path: &str| Place::Inside { path: path.into(), folder_only: false };
        let folder = |path: &str| Place::Inside { path: path.into(), folder_only: true };
        let cases = [
            ("/", "/", folder("")),
            ("/?q=年报", "/", folder("")),
            ("/reports/2019", "/", inside("reports/2019")),
            ("/reports/2019/", "/", folder("reports/2019")),
            ("/%E5%B9%B4%E6%8A%A5.csv", "/", inside("年报.csv")),
            ("/a%20b.txt?x=1#y", "/", inside("a b.txt")),
            ("/gk", "/gk/", folder("")),
            ("/gk/", "/gk/", folder("")),
            ("/gk/policies", "/gk/", inside("policies")),
            ("/", "/gk/", Place::OutsideBase),
            ("/gkother", "/gk/", Place::OutsideBase),
            ("/policies", "/gk/", Place::OutsideBase),
            ("/../secret", "/", Place::Nowhere),
            ("/gk/../../secret", "/gk/", Place::Nowhere),
            ("/%2e%2e/secret", "/", Place::Nowhere),
            ("/a/%2e%2e%2f%2e%2e%2fsecret", "/", Place::Nowhere),
            ("/..%5csecret", "/", Place::Nowhere),
            ("/a\\..\\secret", "/", Place::Nowhere),
            ("/server/nginx.conf", "/", Place::Nowhere),
            ("/C:/secret", "/", Place::Nowhere),
            ("/.git/config", "/", Place::Nowhere),
            ("//secret", "/", Place::Nowhere),
            ("/a//b", "/", Place::Nowhere),
            ("/a%00b", "/", Place::Nowhere),
            ("/a%0", "/", Place::Nowhere),
            ("/a%+1", "/", Place::Nowhere),
            ("/%ff", "/", Place::Nowhere),
        ];
        for (url, base, expected) in cases {
            assert_eq!(locate(url, base), expected, "{url} under {base}");
        }
    }

    #[test]
    fn a_base_starts_and_ends_with_a_slash_however_it_was_written() {
        for (written, base) in [("", "/"), ("/", "/"), ("gk", "/gk/"), ("/gk", "/gk/"), ("/a/b/", "/a/b/")] {
            assert_eq!(base_path(written).expect("a base"), base);
        }
    }

    #[test]
    fn an_encoding_is_used_only_when_the_visitor_accepts_it() {
        let cases = [
            ("gzip, deflate, br", "br", true),
            ("gzip, br;q=0", "br", false),
            ("gzip;q=1.0, br;q=0.5", "br", true),
            ("", "br", false),
            ("brotli", "br", false),
        ];
        for (header, encoding, expected) in cases {
            assert_eq!(accepts(header, encoding), expected, "{header}");
        }
    }
}
