//! A site as `gongkai build` writes it, from a data folder that a test makes up.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A data folder, and the place where its site goes.
pub struct County {
    root: tempfile::TempDir,
}

impl County {
    /// A folder with these files.
    pub fn new<T: AsRef<[u8]>>(files: &[(&str, T)]) -> Self {
        let county = Self { root: tempfile::tempdir().expect("a folder") };
        for (name, content) in files {
            county.put(&format!("data/{name}"), content.as_ref());
        }
        // No test here runs the app: its files only have to be there.
        for name in [
            "app-01234567.js",
            "app-01234567_bg.wasm",
            "channels.js",
            "channels_bg.wasm",
            "statistics.js",
            "statistics_bg.wasm",
            "base-01234567.css",
        ] {
            county.put(&format!("app/{name}"), b"");
        }
        county
    }

    /// Writes one file of the data folder anew.
    pub fn set(&self, name: &str, content: &str) {
        self.put(&format!("data/{name}"), content.as_bytes());
    }

    fn put(&self, name: &str, content: &[u8]) {
        let path = self.root.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("written");
    }

    /// Where the data is.
    pub fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// Runs `gongkai build` with these options.
    pub fn build(&self, options: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .args(["build".as_ref(), self.data().as_os_str(), "-o".as_ref(), self.site().as_os_str()])
            .args(["--app".as_ref(), self.root.path().join("app").as_os_str()])
            .args(options)
            .output()
            .expect("the publisher runs")
    }

    /// The files of the site, after a build that must succeed.
    pub fn built(&self, options: &[&str]) -> Site {
        let output = self.build(options);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut files = BTreeMap::new();
        gather(&self.site(), &self.site(), &mut files);
        Site { said: String::from_utf8(output.stdout).expect("UTF-8"), files }
    }

    /// Where the site is.
    pub fn site(&self) -> PathBuf {
        self.root.path().join("site")
    }
}

/// A built site.
pub struct Site {
    /// What the command said.
    pub said: String,
    /// Its files by path, without those that are compressed.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// A file as text.
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("{path} is missing: {:?}", self.files.keys()));
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    /// A file as JSON.
    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(self.text(path)).expect("JSON")
    }

    /// The content of a page's tag `<meta name=… content=…>`, if it has it.
    pub fn meta(&self, page: &str, name: &str) -> Option<&str> {
        self.text(page).split_once(&format!("<meta name=\"{name}\" content=\""))?.1.split('"').next()
    }
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.strip_prefix(root).expect("inside").to_str().expect("a plain path").replace('\\', "/");
        if path.is_dir() {
            gather(root, &path, files);
        } else if !name.ends_with(".br") && !name.ends_with(".gz") {
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}
