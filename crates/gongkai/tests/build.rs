//! `gongkai build` as staff run it: the same bytes everywhere, one step from the old site to the new one, and one
//! sentence when it cannot be done.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const APP: [(&str, &[u8]); 15] = [
    ("find.js", b"export default () => {}"),
    ("find_bg.wasm", b"\0asm\x01\0\0\0"),
    ("channels.js", b"export default () => {}"),
    ("channels_bg.wasm", b"\0asm\x01\0\0\0"),
    ("statistics.js", b"export default () => {}"),
    ("statistics_bg.wasm", b"\0asm\x01\0\0\0"),
    ("engine.js", b"export default () => {}"),
    ("engine_bg.wasm", b"\0asm\x01\0\0\0"),
    ("mount.js", b"export default () => {}"),
    ("mount_bg.wasm", b"\0asm\x01\0\0\0"),
    ("staff.js", b"export default () => {}"),
    ("staff_bg.wasm", b"\0asm\x01\0\0\0"),
    ("app-0123456789abcdef.js", b"export default () => {}"),
    ("app-0123456789abcdef_bg.wasm", b"\0asm\x01\0\0\0"),
    ("page-0123456789abcdef.css", b"body { margin: 0 }"),
];

fn lay(root: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// A folder with `data` (so many entries), `app`, and room for sites.
fn workshop(entries: usize) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    lay(&root.path().join("app"), &APP);
    write_data(&root.path().join("data"), "甲县", entries);
    root
}

fn write_data(data: &Path, county: &str, entries: usize) {
    let site = format!(
        r#"{{"format":1,"county":{{"name":"{county}"}},"title":"{county}政府信息公开","documents":[{{"id":"a","title":"甲"}}]}}"#
    );
    let mut list = String::new();
    for number in 0..entries {
        let comma = if number == 0 { "" } else { "," };
        write!(list, r#"{comma}{{"id":"e{number}","item":"20-1","subject":"{county}","title":"第{number}项","content":"第{number}项的内容","source":{{"document":"a"}}}}"#).unwrap();
    }
    let catalogue = format!(r#"{{"format":1,"entries":[{list}]}}"#);
    lay(data, &[("site.json", site.as_bytes()), ("catalogue.json", catalogue.as_bytes())]);
}

fn build(root: &Path, out: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(root).args(["build", "data", "-o", out, "--app", "app"]);
    command
}

fn built(root: &Path, out: &str) {
    let output = build(root, out).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

/// The last line on standard error: what is said of a failure.
fn said(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    text.lines().last().unwrap_or_default().to_owned()
}

fn refused(output: &Output, sentence: &str) {
    assert_eq!(output.status.code(), Some(2), "{}", said(output));
    assert!(said(output).contains(sentence), "{}", said(output));
}

/// Every file below a folder, by path.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => _ = found.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap()),
            }
        }
    }
    found
}

fn release(site: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(site.join("release.json")).expect("a list of files")).expect("JSON")
}

/// Asserts that the site is whole: every listed file is there with its bytes, and nothing else but compressed forms
/// that unpack to them. Gives the county's name.
fn whole(site: &Path) -> String {
    let found = files(site);
    let list = release(site);
    let listed: Vec<_> = ["files", "kept"].iter().flat_map(|part| list[part].as_array().expect("a list")).collect();
    for file in &listed {
        let path = file["path"].as_str().unwrap();
        let bytes = found.get(Path::new(path)).unwrap_or_else(|| panic!("{path} is missing"));
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((file["size"].as_u64(), file["sha256"].as_str()), (Some(bytes.len() as u64), Some(hash.as_str())));
    }
    for (path, packed) in &found {
        if path.extension().is_some_and(|ending| ending == "br") {
            let mut plain = Vec::new();
            brotli::BrotliDecompress(&mut &packed[..], &mut plain).unwrap();
            assert_eq!(found.get(&path.with_extension("")), Some(&plain), "{}", path.display());
        }
    }
    let others = found.keys().filter(|path| !path.extension().is_some_and(|ending| ending == "br" || ending == "gz"));
    assert_eq!(others.count(), listed.len() + 1, "the listed files and the list");
    let site: serde_json::Value = serde_json::from_slice(&found[Path::new("data/site.json")]).unwrap();
    site["county"]["name"].as_str().unwrap().to_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_same_data_gives_the_same_bytes_at_any_place_and_again_over_itself() {
    let (one, other) = (workshop(20), workshop(20));
    built(one.path(), "site");
    built(other.path(), "some/other place/公开");
    let first = files(&one.path().join("site"));
    assert_eq!(first, files(&other.path().join("some/other place/公开")));
    built(one.path(), "site");
    assert_eq!(first, files(&one.path().join("site")));
    assert_eq!(whole(&one.path().join("site")), "甲县");
}

#[test]
fn an_open_tab_finds_the_app_of_its_release_until_the_release_after_the_next() {
    let root = workshop(1);
    let (site, old_app) = (root.path().join("site"), "app-0123456789abcdef.js");
    built(root.path(), "site");
    for (name, bytes) in APP {
        fs::remove_file(root.path().join("app").join(name)).unwrap();
        lay(&root.path().join("app"), &[(&name.replace("0123", "ffff"), bytes)]);
    }
    built(root.path(), "site");
    whole(&site);
    let kept = |name: &str| release(&site)["kept"].as_array().unwrap().iter().any(|file| file["path"] == name);
    assert!(site.join(old_app).is_file() && kept(old_app));
    let before = files(&site);
    built(root.path(), "site");
    assert_eq!(files(&site), before, "the same release again changes nothing");
    write_data(&root.path().join("data"), "乙县", 1);
    built(root.path(), "site");
    whole(&site);
    assert!(!site.join(old_app).exists() && !kept(old_app));
}

#[cfg(unix)]
#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let root = workshop(60);
    let site = root.path().join("site");
    built(root.path(), "site");
    let start = std::time::Instant::now();
    write_data(&root.path().join("data"), "乙县", 60);
    built(root.path(), "site");
    let duration = start.elapsed();
    for moment in 0..25 {
        let county = ["甲县", "乙县"][moment % 2];
        write_data(&root.path().join("data"), county, 60);
        let mut child = build(root.path(), "site").stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(duration * u32::try_from(moment).unwrap() / 20);
        child.kill().unwrap();
        child.wait().unwrap();
        let found = whole(&site);
        assert!(["甲县", "乙县"].contains(&found.as_str()), "killed at moment {moment}: {found}");
    }
    built(root.path(), "site");
    whole(&site);
    assert_eq!(names(root.path()), ["app", "data", "site"], "what killed builds left is cleaned");
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_old_site() {
    let root = workshop(3);
    built(root.path(), "site");
    let before = files(&root.path().join("site"));
    write_data(&root.path().join("data"), "乙县", 300);
    // The system refuses files over so many blocks, as a full disk would; the signal would say so less politely.
    let shell = "trap '' XFSZ; ulimit -f 64; exec \"$@\"";
    let program = env!("CARGO_BIN_EXE_gongkai");
    let mut limited = Command::new("sh");
    limited.current_dir(root.path()).args(["-c", shell, "sh", program, "build", "data", "-o", "site", "--app", "app"]);
    let output = limited.output().unwrap();
    refused(&output, "原来的站点没有改动");
    assert_eq!(files(&root.path().join("site")), before);
    assert_eq!(names(root.path()), ["app", "data", "site"]);
}

/// Everybody may write anywhere as root, so the program then runs as nobody.
#[cfg(unix)]
#[test]
fn a_place_that_may_not_be_written_is_named_and_left_as_it_is() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let root = workshop(1);
    let allow = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let program = root.path().join("gongkai");
    fs::copy(env!("CARGO_BIN_EXE_gongkai"), &program).unwrap();
    built(root.path(), "shut/site");
    let before = files(&root.path().join("shut/site"));
    allow(root.path(), 0o755);
    allow(&root.path().join("shut"), 0o555);
    for out in ["shut/site", "shut/other", "shut/a/b"] {
        let mut command = Command::new(&program);
        command.current_dir(root.path()).args(["build", "data", "-o", out, "--app", "app"]);
        if fs::metadata(root.path()).unwrap().uid() == 0 {
            command.uid(65534).gid(65534);
        }
        refused(&command.output().unwrap(), "没有权限。原来的站点没有改动");
    }
    assert_eq!(files(&root.path().join("shut")).len(), before.len());
    allow(&root.path().join("shut"), 0o755);
    assert_eq!(files(&root.path().join("shut/site")), before);
}

#[test]
fn a_place_that_holds_something_else_is_refused() {
    let root = workshop(1);
    lay(root.path(), &[("file", b"mine"), ("work/notes.txt", b"mine")]);
    fs::create_dir(root.path().join("empty")).unwrap();
    let cases = [
        ("data", "不能是同一个"),
        ("data/site", "不能是同一个"),
        ("data/../data/new/site", "不能是同一个"),
        (".", "不能是同一个"),
        ("/", "不能"),
        ("file", "是文件，不是目录"),
        ("file/site", "原来的站点没有改动"),
        ("work", "里有别的文件（notes.txt）"),
        ("app", "不是本程序生成的"),
    ];
    let before = files(root.path());
    for (out, sentence) in cases {
        refused(&build(root.path(), out).output().unwrap(), sentence);
        assert_eq!(files(root.path()), before, "{out}");
    }
    built(root.path(), "empty");
    built(root.path(), "missing/parents/site");
    whole(&root.path().join("missing/parents/site"));
}

#[test]
fn a_corrupt_data_file_leaves_the_old_site() {
    let root = workshop(2);
    built(root.path(), "site");
    let before = files(&root.path().join("site"));
    for (file, text) in
        [("catalogue.json", "{\"format\":1,\"entries\":["), ("reports/2019.json", "{}"), ("site.json", "")]
    {
        let path = root.path().join("data").join(file);
        let kept = fs::read(&path).ok();
        lay(&root.path().join("data"), &[(file, text.as_bytes())]);
        refused(&build(root.path(), "site").output().unwrap(), file);
        assert_eq!(files(&root.path().join("site")), before, "{file}");
        match kept {
            Some(bytes) => fs::write(path, bytes).unwrap(),
            None => fs::remove_file(path).unwrap(),
        }
    }
    assert_eq!(names(root.path()), ["app", "data", "site"]);
}

#[test]
fn errors_in_the_data_are_counted_where_the_site_is_written_all_the_same() {
    let root = workshop(2);
    let told = |root: &Path| String::from_utf8(build(root, "site").output().unwrap().stdout).unwrap();
    assert!(!told(root.path()).contains("个错误"));
    let twice = fs::read_to_string(root.path().join("data/catalogue.json")).unwrap().replace("\"e1\"", "\"e0\"");
    fs::write(root.path().join("data/catalogue.json"), twice).unwrap();
    assert!(told(root.path()).contains("数据里有 1 个错误，站点照数据生成；请运行 gongkai check data 逐条核对"));
}

#[test]
fn reports_that_cannot_be_read_leave_the_old_site() {
    let root = workshop(1);
    let data = root.path().join("data");
    let report = r#"{"format":1,"year":2022,"title":"甲","source":{"document":"a"}}"#;
    lay(&data, &[("reports/2022.json", report.as_bytes())]);
    built(root.path(), "site");
    let before = files(&root.path().join("site"));
    fs::remove_file(data.join("reports/2022.json")).unwrap();
    fs::create_dir(data.join("reports/2022.json")).unwrap();
    refused(&build(root.path(), "site").output().unwrap(), "reports/2022.json");
    fs::remove_dir_all(data.join("reports")).unwrap();
    lay(&data, &[("reports", b"")]);
    refused(&build(root.path(), "site").output().unwrap(), "reports");
    assert_eq!(files(&root.path().join("site")), before);
}

#[test]
fn of_two_builds_at_once_into_one_place_the_second_says_so() {
    let root = workshop(400);
    let mut first = build(root.path(), "site").stderr(std::process::Stdio::null()).spawn().unwrap();
    while !root.path().join(".site.lock").exists() {
        assert!(first.try_wait().unwrap().is_none(), "the first build holds the place while it runs");
    }
    // Whoever comes between the file and its lock is first; the other one gives way.
    let second = build(root.path(), "site").output().unwrap();
    let first = first.wait_with_output().unwrap();
    let mut codes = [first.status.code(), second.status.code()];
    codes.sort();
    assert_eq!(codes, [Some(0), Some(2)]);
    if second.status.code() == Some(2) {
        assert!(said(&second).contains("另一个 gongkai 正在生成"), "{}", said(&second));
    }
    whole(&root.path().join("site"));
    assert_eq!(names(root.path()), ["app", "data", "site"]);
}

#[test]
fn every_page_holds_the_policy_of_the_headers_before_anything_is_loaded() {
    let root = workshop(1);
    built(root.path(), "site");
    let site = root.path().join("site");
    let nginx = fs::read_to_string(site.join("server/nginx.conf")).unwrap();
    let header = nginx.split("Content-Security-Policy \"").nth(1).unwrap().split('"').next().unwrap();
    let policy = header.strip_suffix("; frame-ancestors 'self'").expect("a header may name who frames the page");
    let head = format!(
        "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"
    );
    // Pieces to paste are no pages.
    let is_page = |path: &Path| path.extension().is_some_and(|it| it == "html") && !path.starts_with("embed/html");
    let pages: Vec<_> = files(&site).into_iter().filter(|(path, _)| is_page(path)).collect();
    assert!(pages.len() > 10);
    for (path, bytes) in pages {
        assert!(String::from_utf8(bytes).unwrap().contains(&head), "{}", path.display());
    }
}

/// `cargo test --profile tool -p gongkai --test build -- --ignored --nocapture` says how long it takes.
#[test]
#[ignore = "a measurement, of the program that staff get"]
fn ten_thousand_entries_are_written_whole() {
    let root = workshop(10_000);
    let start = std::time::Instant::now();
    built(root.path(), "site");
    eprintln!("10,000 entries: {:.1} s", start.elapsed().as_secs_f64());
    whole(&root.path().join("site"));
}
