//! The settings that a site comes with, in the real web servers: they answer as `gongkai serve` does. A server that is
//! not on this machine is left out with a sentence.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const BASES: [&str; 2] = ["/", "/gk/"];
const SCRIPT: &str = "app-0123456789abcdef.js";

/// A web root with a built site in it, below a base.
struct Place {
    root: tempfile::TempDir,
    base: &'static str,
}

impl Place {
    fn new(base: &'static str) -> Self {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::create_dir_all(at("app")).unwrap();
        fs::create_dir_all(at("data")).unwrap();
        let script = "export default () => {};\n".repeat(50);
        for (name, text) in [
            (format!("app/{SCRIPT}"), script.as_str()),
            ("app/app-0123456789abcdef_bg.wasm".into(), "\0asm\x01\0\0\0"),
            ("app/channels.js".into(), "export default () => {};"),
            ("app/channels_bg.wasm".into(), "\0asm\x01\0\0\0"),
            ("app/statistics.js".into(), "export default () => {};"),
            ("app/statistics_bg.wasm".into(), "\0asm\x01\0\0\0"),
            ("app/page.css".into(), "body { margin: 0 }"),
            ("data/site.json".into(), r#"{"format":1,"county":{"name":"甲县"},"title":"甲县政府信息公开"}"#),
        ] {
            fs::write(at(&name), text).unwrap();
        }
        let mut build = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        build.arg("build").arg(at("data")).arg("-o").arg(at("www").join(base.trim_matches('/')));
        assert!(build.args(["--base", base, "--app"]).arg(at("app")).output().unwrap().status.success());
        // A server that is started by root gives its rights away.
        fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
        Self { root, base }
    }

    fn www(&self) -> PathBuf {
        self.root.path().join("www")
    }

    fn site(&self) -> PathBuf {
        self.www().join(self.base.trim_matches('/'))
    }

    fn is_roots(&self) -> bool {
        fs::metadata(self.root.path()).unwrap().uid() == 0
    }
}

/// A running web server; it stops when it is dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(command: &mut Command, port: u16) -> Self {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("the server starts");
        let mut server = Self { child, port };
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(server.child.try_wait().unwrap().is_none(), "the server ends at once: it refuses its settings");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// Status, headers in lower case, body.
    fn ask(&self, path: &str, headers: &str) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        (head[9..12].parse().unwrap(), head.to_lowercase(), bytes[end + 4..].to_vec())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn program(name: &str) -> Option<PathBuf> {
    let known = ["/usr/sbin", "/usr/local/sbin", "/usr/bin"].map(|folder| Path::new(folder).join(name));
    let found = known.into_iter().find(|path| path.is_file());
    if found.is_none() {
        eprintln!("{name} is not installed: its settings are not tried here");
    }
    found
}

/// Asks what a visitor's browser asks, and holds the answers against the written files.
fn answers_well(place: &Place, server: &Server, brotli: bool) {
    let base = place.base;
    let written = |name: &str| fs::read(place.site().join(name)).unwrap();
    let cases = [
        ("", 200, "index.html", "text/html; charset=utf-8", "no-cache"),
        ("?q=x", 200, "index.html", "text/html; charset=utf-8", "no-cache"),
        ("policies", 200, "policies/index.html", "text/html; charset=utf-8", "no-cache"),
        ("policies/", 200, "policies/index.html", "text/html; charset=utf-8", "no-cache"),
        ("no/such/page", 404, "404.html", "text/html; charset=utf-8", "no-cache"),
        ("catalogue/e1", 404, "404.html", "text/html; charset=utf-8", "no-cache"),
        ("data/site.json", 200, "data/site.json", "application/json", "no-cache"),
        (SCRIPT, 200, SCRIPT, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        (
            "app-0123456789abcdef_bg.wasm",
            200,
            "app-0123456789abcdef_bg.wasm",
            "application/wasm",
            "public, max-age=31536000, immutable",
        ),
    ];
    for (path, status, file, kind, cache) in cases {
        for (accepts, ending) in [("", ""), ("gzip", ".gz"), ("gzip, br", if brotli { ".br" } else { ".gz" })] {
            let (code, head, body) = server.ask(&format!("{base}{path}"), &format!("Accept-Encoding: {accepts}\r\n"));
            let case = format!("{base}{path} for {accepts:?}:\n{head}");
            let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            // Servers differ in whether they pack the page that answers for a missing one.
            let packed = header("content-encoding").map_or("", |name| if name == "br" { ".br" } else { ".gz" });
            if status == 200 && place.site().join(format!("{file}{ending}")).is_file() {
                assert_eq!(packed, ending, "{case}");
            }
            assert_eq!(code, status, "{case}");
            assert!(body == written(&format!("{file}{packed}")), "not the bytes of {file}{packed}: {case}");
            assert_eq!(header("content-type").map(|it| it.replace("\"", "")), Some(kind.into()), "{case}");
            assert_eq!(header("cache-control"), Some(cache), "{case}");
            let policies = head.lines().filter(|line| line.starts_with("content-security-policy: default-src 'none'"));
            assert_eq!(policies.count(), 1, "{case}");
            assert_eq!(header("x-content-type-options"), Some("nosniff"), "{case}");
            assert!(header("permissions-policy").is_some() && header("referrer-policy").is_some(), "{case}");
        }
    }
    for hidden in ["server/nginx.conf", "server/", "../data/site.json", "%2e%2e/data/site.json"] {
        let (code, _, body) = server.ask(&format!("{base}{hidden}"), "");
        assert!(code >= 400 && body != written("server/nginx.conf"), "{base}{hidden}: {code}");
    }
}

#[test]
fn the_preview_answers_as_the_other_servers_do() {
    for base in BASES {
        let (place, port) = (Place::new(base), free_port());
        let mut preview = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        let server = Server::start(preview.arg("serve").arg(place.site()).args(["--port", &port.to_string()]), port);
        answers_well(&place, &server, true);
    }
}

#[test]
fn nginx_answers_well_with_the_settings_of_the_site() {
    let Some(nginx) = program("nginx") else { return };
    for base in BASES {
        let (place, port) = (Place::new(base), free_port());
        let settings = fs::read_to_string(place.site().join("server/nginx.conf")).unwrap();
        let settings = settings
            .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
            .replace("root /var/www/html;", &format!("root {};", place.www().display()));
        let scratch = place.root.path().display();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {scratch}/temporary;\n"))
            .concat();
        let whole = format!(
            "daemon off;\nmaster_process off;\npid {scratch}/pid;\nerror_log stderr error;\nevents {{}}\n\
             http {{\naccess_log off;\n{temporary}{settings}}}\n"
        );
        let file = place.root.path().join("nginx.conf");
        fs::write(&file, whole).unwrap();
        let server = Server::start(Command::new(&nginx).arg("-e").arg("stderr").arg("-c").arg(&file), port);
        answers_well(&place, &server, false);
    }
}

#[test]
fn apache_answers_well_with_the_settings_of_the_site() {
    let Some(apache) = program("apache2") else { return };
    for base in BASES {
        let (place, port) = (Place::new(base), free_port());
        fs::copy(place.site().join("server/apache.htaccess"), place.site().join(".htaccess")).unwrap();
        let modules: String = ["mpm_event", "authz_core", "mime", "dir", "headers", "rewrite", "deflate", "filter"]
            .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
            .concat();
        let (scratch, www) = (place.root.path().display(), place.www());
        let user = if place.is_roots() { "User nobody\nGroup nogroup\n" } else { "" };
        // Debian's own settings of types, languages and compression, which those of the site must stand up to.
        let whole = format!(
            "{modules}{user}ServerName x\nListen 127.0.0.1:{port}\nPidFile {scratch}/pid\nDefaultRuntimeDir {scratch}\n\
             ErrorLog {scratch}/error.log\nTypesConfig /etc/mime.types\nDocumentRoot {0}\n\
             IncludeOptional /etc/apache2/mods-available/mime.conf\n\
             IncludeOptional /etc/apache2/mods-available/deflate.conf\n\
             <Directory {0}>\nAllowOverride All\nRequire all granted\n</Directory>\n",
            www.display()
        );
        let file = place.root.path().join("apache.conf");
        fs::write(&file, whole).unwrap();
        let server = Server::start(Command::new(&apache).arg("-X").arg("-f").arg(&file), port);
        answers_well(&place, &server, true);
    }
}
