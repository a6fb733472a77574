//! `gongkai serve` as a visitor's browser meets it: over the wire, from a folder on disk.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A folder that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Self {
        let root = std::env::temp_dir().join(format!("gongkai-serve-{name}-{}", std::process::id()));
        for (path, content) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        Self(root)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A running preview; it stops when it is dropped.
struct Preview {
    child: Child,
    line: String,
    port: u16,
}

impl Preview {
    fn of(folder: &Folder, options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .arg("serve")
            .arg(folder.0.join("site"))
            .args(["--port", "0", "--stop-with-input"])
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("127.0.0.1:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
        Self { child, line, port }
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        Answer { status: head[9..12].parse().unwrap(), head: head.to_lowercase(), body: bytes[end + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        self.child.wait().unwrap();
    }
}

struct Answer {
    status: u16,
    /// Status line and headers, in lower case.
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

const HOME: &[u8] = "<!doctype html><title>某县政府信息公开</title>首页".as_bytes();
const SITE: [(&str, &[u8]); 9] = [
    ("site/index.html", HOME),
    ("site/404.html", "没有这个网页".as_bytes()),
    ("site/policies/index.html", "政策".as_bytes()),
    ("site/年报.csv", b"year,table"),
    ("site/app-0123456789abcdef.js", b"let plain = 1"),
    ("site/app-0123456789abcdef.js.br", b"(brotli)"),
    ("site/app-0123456789abcdef.js.gz", b"(gzip)"),
    ("site/app-0123456789abcdef_bg.wasm", b"\0asm"),
    ("secret.txt", b"secret"),
];

#[test]
fn every_kind_of_address_gets_the_file_status_and_type_it_should() {
    let folder = Folder::new("kinds", &SITE);
    let preview = Preview::of(&folder, &[]);
    let cases = [
        ("/", 200, "text/html; charset=utf-8", "首页"),
        ("/?q=x", 200, "text/html; charset=utf-8", "首页"),
        ("/policies", 200, "text/html; charset=utf-8", "政策"),
        ("/policies/", 200, "text/html; charset=utf-8", "政策"),
        ("/%E5%B9%B4%E6%8A%A5.csv", 200, "text/csv; charset=utf-8", "year,table"),
        ("/app-0123456789abcdef.js", 200, "text/javascript; charset=utf-8", "let plain"),
        ("/app-0123456789abcdef_bg.wasm", 200, "application/wasm", "\0asm"),
        ("/nothing", 404, "text/html; charset=utf-8", "没有这个网页"),
        ("/app-0123456789abcdef.js/", 404, "text/html; charset=utf-8", "没有这个网页"),
        ("/../secret.txt", 404, "text/html; charset=utf-8", "没有这个网页"),
        ("/%2e%2e%2fsecret.txt", 404, "text/html; charset=utf-8", "没有这个网页"),
    ];
    for (path, status, kind, part) in cases {
        let answer = preview.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        assert!(answer.text().contains(part), "{path}: {}", answer.text());
        assert_eq!(answer.header("content-length"), Some(answer.body.len().to_string().as_str()), "{path}");
        assert!(answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
}

#[test]
fn under_a_base_the_site_answers_there_and_the_rest_says_where_it_is() {
    let folder = Folder::new("base", &SITE);
    let preview = Preview::of(&folder, &["--base", "gk"]);
    assert!(preview.line.starts_with("某县政府信息公开 http://127.0.0.1:"), "{}", preview.line);
    assert!(preview.line.contains(&format!(":{}/gk/ ", preview.port)), "{}", preview.line);
    assert_eq!(preview.get("/gk/policies").status, 200);
    assert_eq!(preview.get("/gk").status, 200);
    let elsewhere = preview.get("/");
    assert_eq!(elsewhere.status, 404);
    assert!(elsewhere.text().contains("<a href=\"/gk/\">"), "{}", elsewhere.text());
}

#[test]
fn a_visitor_gets_the_encoding_it_accepts_and_the_publishers_own_when_there_is_one() {
    let folder = Folder::new("encodings", &SITE);
    let preview = Preview::of(&folder, &[]);
    let script = "/app-0123456789abcdef.js";
    let cases = [
        (script, "", None, b"let plain = 1".as_slice()),
        (script, "Accept-Encoding: gzip, br\r\n", Some("br"), b"(brotli)"),
        (script, "Accept-Encoding: gzip\r\n", Some("gzip"), b"(gzip)"),
        (script, "Accept-Encoding: zstd\r\n", None, b"let plain = 1"),
        ("/policies", "Accept-Encoding: gzip\r\n", None, "政策".as_bytes()),
    ];
    for (path, header, encoding, body) in cases {
        let answer = preview.ask("GET", path, header);
        assert_eq!(answer.header("content-encoding"), encoding, "{path} {header}");
        assert_eq!(answer.body, body, "{path} {header}");
    }
}

#[test]
fn pages_are_asked_for_again_and_files_named_by_their_content_are_kept() {
    let folder = Folder::new("cache", &SITE);
    let preview = Preview::of(&folder, &[]);
    let page = preview.get("/");
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let again = preview.ask("GET", "/", &format!("If-None-Match: {}\r\n", page.header("etag").unwrap()));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let changed = preview.ask("GET", "/", "If-None-Match: \"another\"\r\n");
    assert_eq!(changed.status, 200);
    let script = preview.get("/app-0123456789abcdef.js");
    assert_eq!(script.header("cache-control"), Some("public, max-age=31536000, immutable"));
}

#[test]
fn head_has_the_headers_without_the_body_and_other_methods_are_refused() {
    let folder = Folder::new("methods", &SITE);
    let preview = Preview::of(&folder, &[]);
    let head = preview.ask("HEAD", "/", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), Some(HOME.len().to_string().as_str()));
    let post = preview.ask("POST", "/", "Content-Length: 0\r\n");
    assert_eq!(post.status, 405);
    assert_eq!(post.header("allow"), Some("get, head"));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_site_is_not_followed() {
    let folder = Folder::new("links", &SITE);
    std::os::unix::fs::symlink(folder.0.join("secret.txt"), folder.0.join("site/link.txt")).unwrap();
    let answer = Preview::of(&folder, &[]).get("/link.txt");
    assert_eq!(answer.status, 404);
    assert!(!answer.text().contains("secret"));
}

#[test]
fn what_cannot_be_served_is_said_in_one_sentence_with_exit_code_2() {
    let folder = Folder::new("refused", &SITE);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let site = folder.0.join("site").display().to_string();
    let parent = folder.0.display().to_string();
    let cases = [
        (vec!["serve", &site, "--port", &port], "已被别的程序占用"),
        (vec!["serve", &site, "--port", "http"], "--port 要一个 0 到 65535 的数"),
        (vec!["serve", &site, "--port", "99999"], "--port 要一个 0 到 65535 的数"),
        (vec!["serve", &site, "--foo"], "不认识选项“--foo”"),
        (vec!["serve", &site, "--base", "/a b/"], "“/a b/”不能用"),
        (vec!["serve", &site, "--base", "/政务/"], "“/政务/”不能用"),
        (vec!["serve", "no-such-folder", "--port", "0"], "没有“no-such-folder”这个目录"),
        (vec!["serve", &parent, "--port", "0"], "既不是数据目录"),
        (vec!["serve"], "没有说明要预览哪个目录"),
    ];
    for (arguments, sentence) in cases {
        let output = Command::new(env!("CARGO_BIN_EXE_gongkai")).args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(sentence), "{arguments:?}: {said}");
        assert!(!said.contains("invalid") && !said.contains("number"), "{arguments:?}: {said}");
    }
}
