//! Where the commands write: over no source, on a full disk, into a pipe that nobody reads.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn gongkai(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(args);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// A folder like that of `new`, with a report as `reports/2023.json`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(gongkai(&["new", path(folder.path())]).output().expect("it runs").status.success());
    let report = root().join("examples/pingtan/reports/2023.json");
    fs::copy(report, folder.path().join("reports/2023.json")).expect("a report");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn a_file_that_was_read_is_not_written_over() {
    let folder = folder();
    let form = "空白表/年报三张表（2021年格式）.xlsx";
    let cases: [(&[&str], &str); 4] = [
        (&["import", form, "--year", "2023", "-o", form], form),
        (&["import", form, "--year", "2023", "-o", "空白表/../空白表/年报三张表（2021年格式）.xlsx"], form),
        (&["export", "reports/2023.json", "--format", "csv", "-o", "./reports/2023.json"], "reports/2023.json"),
        (&["export", ".", "--format", "csv", "-o", "reports/2023.json"], "reports/2023.json"),
    ];
    for (args, source) in cases {
        let source = folder.path().join(source);
        let before = fs::read(&source).expect("a source");
        let output = gongkai(args).current_dir(folder.path()).output().expect("it runs");
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains("就是要读的文件"), "{args:?}: {said}");
        assert_eq!(fs::read(&source).expect("a source"), before, "{args:?}");
    }
}

#[test]
fn an_output_file_is_replaced_and_nothing_stays_beside_it() {
    let folder = folder();
    let out = folder.path().join("out");
    fs::create_dir(&out).expect("a folder");
    let export = |name: &str| {
        let mut export = gongkai(&["export", path(folder.path()), "--format", "csv", "-o"]);
        export.arg(out.join(name)).output().expect("it runs")
    };
    for _ in 0..2 {
        assert_eq!(export("a.csv").status.code(), Some(0));
        assert!(fs::read_to_string(out.join("a.csv")).expect("written").starts_with("year,table,row,column,value\n"));
    }
    let nowhere = export("no/such/a.csv");
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(text(&nowhere.stderr).contains("无法写入"), "{}", text(&nowhere.stderr));
    assert_eq!(names(&out), ["a.csv"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt};
        fs::set_permissions(out.join("a.csv"), fs::Permissions::from_mode(0o640)).expect("set");
        std::os::unix::fs::symlink("a.csv", out.join("link.csv")).expect("a link");
        assert_eq!(export("link.csv").status.code(), Some(0));
        assert!(out.join("link.csv").is_symlink(), "what a link leads to is replaced");
        assert_eq!(out.join("a.csv").metadata().expect("there").permissions().mode() & 0o777, 0o640);
        assert_eq!(names(&out), ["a.csv", "link.csv"]);
        assert_eq!(export("/dev/null").status.code(), Some(0));
        assert!(fs::metadata("/dev/null").expect("there").file_type().is_char_device());
    }
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_old_file() {
    let folder = folder();
    let out = folder.path().join("out.csv");
    fs::write(&out, "mine").expect("written");
    let before = names(folder.path());
    // The system refuses files over so many blocks, as a full disk would; the signal would say so less politely.
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_gongkai")]);
    limited.args(["export", path(folder.path()), "--format", "csv", "-o", path(&out)]);
    let output = limited.output().expect("it runs");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("无法写入") && said.contains("没有改动") && !said.contains("os error"), "{said}");
    assert_eq!(fs::read_to_string(&out).expect("still there"), "mine");
    assert_eq!(names(folder.path()), before);
}

/// Each command that writes to standard output, with the exit code that it has.
#[cfg(target_os = "linux")]
const COMMANDS: [(&[&str], i32); 9] = [
    (&["--help"], 0),
    (&["check", "--help"], 0),
    (&["check", "."], 0),
    (&["check", ".", "--format", "json"], 0),
    (&["export", ".", "--format", "csv"], 0),
    (&["export", ".", "--format", "xlsx"], 0),
    (&["import", "空白表/年报三张表（2021年格式）.xlsx", "--year", "2023"], 0),
    (&["search", ".", "公开", "--format", "json"], 0),
    (&["new", "another"], 0),
];

#[cfg(target_os = "linux")]
fn run(args: &[&str], set: impl FnOnce(&mut Command)) -> std::process::Output {
    let folder = folder();
    // What is here and not there would be a finding of its own.
    let site = r#"{"format":1,"title":"甲","county":{"name":"甲县"},"documents":[{"id":"regulation","title":"条例"},{"id":"report-2023","title":"年报"}]}"#;
    fs::write(folder.path().join("site.json"), site).expect("written");
    let mut command = gongkai(args);
    set(command.current_dir(folder.path()));
    command.output().expect("it runs")
}

#[cfg(target_os = "linux")]
fn full() -> fs::File {
    fs::File::options().write(true).open("/dev/full").expect("a disk that is always full")
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_full_disk_did_not_take_is_told_and_a_closed_pipe_is_no_failure() {
    for (args, code) in COMMANDS {
        let output = run(args, |command| _ = command.stdout(full()));
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains("无法写入") && said.contains("磁盘已满"), "{args:?}: {said}");
        let closed = run(args, |command| _ = command.stdout(std::io::pipe().expect("a pipe").1));
        assert_eq!(closed.status.code(), Some(code), "{args:?}: {}", text(&closed.stderr));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn where_nobody_hears_what_is_said_the_exit_code_stays() {
    let failing: [(&[&str], i32); 3] = [(&["publish"], 2), (&["check", "no-such"], 2), (&["build", "."], 2)];
    for (args, code) in COMMANDS.into_iter().chain(failing) {
        let output = run(args, |command| _ = command.stderr(full()));
        assert_eq!(output.status.code(), Some(code), "{args:?} with a full standard error");
        let output = run(args, |command| _ = command.stderr(std::io::pipe().expect("a pipe").1));
        assert_eq!(output.status.code(), Some(code), "{args:?} with a closed standard error");
    }
    let output = run(&["export", ".", "--format", "csv"], |command| {
        let broken = command.get_current_dir().expect("a folder").join("reports/2022.json");
        fs::write(broken, "{").expect("written");
        command.stderr(full());
    });
    assert_eq!(output.status.code(), Some(1), "a broken report of several");
}
