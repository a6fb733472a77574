//! `release.json`: every file of a site with its hash, and which files the release before left for open tabs.

use super::Files;
use crate::web::{ENCODINGS, is_named_by_content};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The list's own name in the site; `site.webmanifest` is another thing.
pub const NAME: &str = "release.json";

const FORMAT: u32 = 1;

/// What a site consists of. The list leaves itself out, and the compressed forms of its files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Release {
    format: u32,
    /// Names the release: a hash over the list of its files.
    pub release: String,
    /// By path.
    pub files: Vec<Listed>,
    /// Files of the release before this one, for tabs that were opened then. The next release drops them.
    pub kept: Vec<Listed>,
}

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// Below the site's folder, with `/`.
    pub path: String,
    /// In bytes.
    pub size: usize,
    /// Of its bytes.
    pub sha256: String,
}

impl Listed {
    fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), size: bytes.len(), sha256: hash(bytes) }
    }
}

impl Release {
    /// The release of these files. What it keeps is decided later.
    pub fn of(files: &Files) -> Self {
        let files: Vec<Listed> = files.iter().map(|(path, bytes)| Listed::of(path, bytes)).collect();
        let list: String = files.iter().map(|file| format!("{} {} {}\n", file.sha256, file.size, file.path)).collect();
        Self { format: FORMAT, release: hash(list.as_bytes()), files, kept: Vec::new() }
    }

    /// The release that lies in a folder; none when there is no list or it is not one that this program knows.
    pub fn read(site: &Path) -> Option<Self> {
        let release: Self = serde_json::from_slice(&std::fs::read(site.join(NAME)).ok()?).ok()?;
        (release.format == FORMAT).then_some(release)
    }

    /// Keeps what tabs of the release before may still ask for: its files that are named by their content. Written
    /// again, a release keeps what it kept. A file that was changed or lost meanwhile is not kept.
    pub fn keep_from(&mut self, old: &Self, site: &Path) -> Files {
        let of_old = if old.release == self.release { &old.kept } else { &old.files };
        let mut bytes_of = Files::new();
        for file in of_old {
            let may_be_asked_for = is_named_by_content(&file.path) && !self.has(&file.path);
            if may_be_asked_for
                && let Ok(bytes) = std::fs::read(site.join(&file.path))
                && hash(&bytes) == file.sha256
            {
                bytes_of.insert(file.path.clone(), bytes);
                self.kept.push(file.clone());
            }
        }
        bytes_of
    }

    fn has(&self, path: &str) -> bool {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok()
    }

    /// Whether a file in the site's folder belongs to this release.
    pub fn accounts_for(&self, path: &str) -> bool {
        let plain = ENCODINGS.iter().find_map(|(ending, _)| path.strip_suffix(ending)?.strip_suffix('.'));
        let listed = |path: &str| path == NAME || self.has(path) || self.kept.iter().any(|file| file.path == path);
        listed(path) || plain.is_some_and(listed)
    }

    /// The list as a file.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD_APP: &str = "app-0000000000000001.js";
    const NEW_APP: &str = "app-0000000000000002.js";

    fn files(names: &[&str]) -> Files {
        names.iter().map(|name| ((*name).to_owned(), name.as_bytes().to_vec())).collect()
    }

    fn written(files: &Files) -> tempfile::TempDir {
        let site = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            std::fs::write(site.path().join(name), bytes).expect("written");
        }
        site
    }

    fn kept(release: &Release) -> Vec<&str> {
        release.kept.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn an_old_name_is_kept_for_open_tabs_for_one_release() {
        let site = written(&files(&["index.html", OLD_APP, NEW_APP]));
        let first = Release::of(&files(&["index.html", OLD_APP]));
        let mut second = Release::of(&files(&["index.html", NEW_APP]));
        assert_eq!(second.keep_from(&first, site.path()).keys().collect::<Vec<_>>(), [OLD_APP]);
        assert_eq!(kept(&second), [OLD_APP]);
        let mut again = Release::of(&files(&["index.html", NEW_APP]));
        again.keep_from(&second, site.path());
        assert_eq!(again, second, "the same release again changes nothing");
        let mut third = Release::of(&files(&["404.html", "index.html", NEW_APP]));
        third.keep_from(&second, site.path());
        assert_eq!(kept(&third), [""; 0], "the release after drops it");
    }

    #[test]
    fn a_file_that_was_changed_on_the_disk_is_not_kept() {
        let site = written(&files(&["index.html", OLD_APP]));
        let first = Release::of(&files(&["index.html", OLD_APP]));
        std::fs::write(site.path().join(OLD_APP), "changed").expect("written");
        let mut second = Release::of(&files(&["index.html"]));
        assert!(second.keep_from(&first, site.path()).is_empty() && second.kept.is_empty());
    }

    #[test]
    fn every_written_file_is_accounted_for_and_no_other() {
        let release = Release::of(&files(&["index.html", OLD_APP]));
        for (path, expected) in [
            ("index.html", true),
            ("index.html.br", true),
            ("index.html.gz", true),
            (NAME, true),
            ("release.json.br", true),
            ("notes.txt", false),
            ("notes.txt.gz", false),
            ("index.html.zip", false),
        ] {
            assert_eq!(release.accounts_for(path), expected, "{path}");
        }
    }

    #[test]
    fn a_list_of_an_unknown_format_is_no_list() {
        let site =
            written(&Files::from([(NAME.to_owned(), br#"{"format":2,"release":"","files":[],"kept":[]}"#.to_vec())]));
        assert_eq!(Release::read(site.path()), None);
    }

    #[test]
    fn the_release_is_another_when_any_byte_is() {
        let mut one = files(&["index.html"]);
        let before = Release::of(&one).release;
        one.insert("index.html".to_owned(), b"INDEX.html".to_vec());
        assert_ne!(Release::of(&one).release, before);
    }
}
