//! The one place that reads a data folder (数据目录).

use crate::{explain, intake};
use model::{Catalogue, Channels, DecodeError, Guide, Policies, Report, Rules, Site};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// What a data folder holds. Each file stands for itself: one that is broken harms no other.
#[derive(Debug, Default)]
pub struct Folder {
    /// Where it is.
    pub root: PathBuf,
    /// `site.json`
    pub site: FileOf<Site>,
    /// `reports/YEAR.json` by the year of the file's name.
    pub reports: BTreeMap<u16, Result<Report, Broken>>,
    /// `policies.json`
    pub policies: FileOf<Policies>,
    /// `catalogue.json`
    pub catalogue: FileOf<Catalogue>,
    /// `channels.json`
    pub channels: FileOf<Channels>,
    /// `guide.json`
    pub guide: FileOf<Guide>,
    /// `rules.json`
    pub rules: FileOf<Rules>,
    /// Files that look like data, but with a name that means nothing here, perhaps a slip of the pen.
    pub strangers: Vec<String>,
}

/// A file of the folder: None where it is absent, an error where it cannot be read.
pub type FileOf<T> = Option<Result<T, Broken>>;

/// A data file that could not be read.
#[derive(Debug, Clone)]
pub struct Broken {
    /// Relative to the data folder, such as `reports/2019.json`.
    pub file: String,
    /// What happened.
    pub cause: Cause,
}

/// Why a data file could not be read.
#[derive(Debug, Clone)]
pub enum Cause {
    /// The system would not hand out its bytes.
    Io(String),
    /// It is more than a data file may be.
    Limit(String),
    /// Its bytes are not such a file.
    Decode(DecodeError),
    /// It is whole, but these fields are not right.
    Fields(Vec<explain::FieldFault>),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Io(detail) => write!(f, "{}：无法读取（{detail}）", self.file),
            Cause::Limit(sentence) => write!(f, "{}：{sentence}", self.file),
            Cause::Decode(error) => write!(f, "{}：{}", self.file, explain::in_chinese(error)),
            Cause::Fields(faults) => {
                write!(f, "{}：", self.file)?;
                for (index, fault) in faults.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "；" };
                    write!(f, "{separator}{}：{}", fault.place, fault.message)?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Broken {}

/// The names that mean something at the top of a data folder.
const NAMES: [&str; 6] = ["site.json", "policies.json", "catalogue.json", "channels.json", "guide.json", "rules.json"];

impl Folder {
    /// Reads the folder.
    ///
    /// # Errors
    /// Only where there is no folder to read; what is wrong with a file stays with the file.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let cannot =
            |error: std::io::Error| anyhow::anyhow!("无法打开数据目录 {}：{}", root.display(), explain::io(&error));
        let mut strangers = data_names(root).map_err(cannot)?;
        strangers.retain(|name| !NAMES.contains(&name.as_str()));
        let mut reports = BTreeMap::new();
        for name in report_names(&root.join("reports"))? {
            let file = format!("reports/{name}");
            match year_of(&name) {
                Some(year) => _ = file_of::<Report>(root, &file).map(|report| reports.insert(year, report)),
                None => strangers.push(file),
            }
        }
        Ok(Self {
            root: root.to_owned(),
            site: file_of(root, "site.json"),
            reports,
            policies: file_of(root, "policies.json"),
            catalogue: file_of(root, "catalogue.json"),
            channels: file_of(root, "channels.json"),
            guide: file_of(root, "guide.json"),
            rules: file_of(root, "rules.json"),
            strangers,
        })
    }

    /// One file of a folder as if it were alone there, except for the `site.json` that its sources
    /// refer to. Its name tells what it is; any name of its own makes it a report. Also gives the
    /// file's name relative to the folder.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub fn of_file(path: &Path) -> anyhow::Result<(Self, String)> {
        let cannot = |error: std::io::Error| anyhow::anyhow!("无法读取 {}：{}", path.display(), explain::io(&error));
        let bytes = std::fs::read(path).map_err(cannot)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let parent = path.parent().unwrap_or(Path::new(""));
        let root = if parent.ends_with("reports") { parent.parent().unwrap_or(parent) } else { parent };
        let mut folder = Self { root: root.to_owned(), site: file_of(root, "site.json"), ..Self::default() };
        let broken = |file: &str, cause| Broken { file: file.to_owned(), cause };
        match name.as_str() {
            "site.json" => {}
            "policies.json" => folder.policies = Some(decode(&bytes).map_err(|cause| broken(&name, cause))),
            "catalogue.json" => folder.catalogue = Some(decode(&bytes).map_err(|cause| broken(&name, cause))),
            "channels.json" => folder.channels = Some(decode(&bytes).map_err(|cause| broken(&name, cause))),
            "guide.json" => folder.guide = Some(decode(&bytes).map_err(|cause| broken(&name, cause))),
            "rules.json" => folder.rules = Some(decode(&bytes).map_err(|cause| broken(&name, cause))),
            _ => {
                let report: Result<Report, Cause> = decode(&bytes);
                let year = year_of(&name).unwrap_or_else(|| report.as_ref().map_or(0, |report| report.year));
                let file = model::check::report_file(year);
                folder.reports.insert(year, report.map_err(|cause| broken(&file, cause)));
                return Ok((folder, file));
            }
        }
        Ok((folder, name))
    }

    /// Every file that could not be read, in the order of the folder.
    pub fn broken(&self) -> Vec<&Broken> {
        fn of<T>(file: &FileOf<T>) -> Option<&Broken> {
            file.as_ref()?.as_ref().err()
        }
        let files = [
            of(&self.site),
            of(&self.policies),
            of(&self.catalogue),
            of(&self.channels),
            of(&self.guide),
            of(&self.rules),
        ];
        let reports = self.reports.values().filter_map(|report| report.as_ref().err());
        files.into_iter().flatten().chain(reports).collect()
    }
}

/// The file as it was read, where it could be.
pub fn readable<T>(file: &FileOf<T>) -> Option<&T> {
    file.as_ref()?.as_ref().ok()
}

/// `2019.json` is the report of 2019.
fn year_of(name: &str) -> Option<u16> {
    let year = name.strip_suffix(".json")?;
    (year.len() == 4).then(|| year.parse().ok())?
}

/// A folder without reports is a folder without reports; one whose reports cannot be listed is not.
fn report_names(reports: &Path) -> anyhow::Result<Vec<String>> {
    match data_names(reports) {
        Err(error) if is_absent(reports, &error) => Ok(Vec::new()),
        names => names.map_err(|error| {
            let why = reason(reports, &error);
            anyhow::anyhow!("无法读取 {}：{why}。reports 应是放年报（年份.json）的目录", reports.display())
        }),
    }
}

fn data_names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if is_data_name(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Whether a data file has this name or was meant to: Notepad makes `2019.json.txt` of it, others `2019.JSON`.
fn is_data_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let lower = lower.trim_end();
    !lower.starts_with('.') && lower.strip_suffix(".txt").unwrap_or(lower).ends_with(".json")
}

/// Whether nothing has this name. A link that leads nowhere is something.
fn is_absent(path: &Path, error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::NotFound && !path.is_symlink()
}

/// Why a path could not be read that something has.
fn reason(path: &Path, error: &std::io::Error) -> String {
    match path.is_symlink() {
        true => format!("是一个链接，链接指向的地方打不开：{}", explain::io(error)),
        false => explain::io(error),
    }
}

fn file_of<T: DeserializeOwned>(root: &Path, file: &str) -> FileOf<T> {
    let broken = |cause| Broken { file: file.to_owned(), cause };
    let path = root.join(file);
    match path.metadata() {
        Ok(about) if about.len() > intake::MOST_BYTES => return Some(Err(broken(Cause::Limit(intake::too_large())))),
        // Reading a pipe or a device may never end.
        Ok(about) if !about.is_file() => {
            let what = if about.is_dir() { "是目录，不是文件" } else { "不是普通的文件" };
            return Some(Err(broken(Cause::Io(what.to_owned()))));
        }
        _ => {}
    }
    match std::fs::read(&path) {
        Ok(bytes) => Some(decode(&bytes).map_err(broken)),
        Err(error) if is_absent(&path, &error) => None,
        Err(error) => Some(Err(broken(Cause::Io(reason(&path, &error))))),
    }
}

/// Reads one data file, and where its content is not right says which fields are at fault.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Cause> {
    let bytes = &*intake::accept(bytes).map_err(Cause::Limit)?;
    model::decode(bytes).map_err(|error| match error {
        DecodeError::Content { .. } => match explain::fields::<T>(bytes) {
            faults if faults.is_empty() => Cause::Decode(error),
            faults => Cause::Fields(faults),
        },
        other => Cause::Decode(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("written");
        }
        root
    }

    #[test]
    fn a_broken_file_harms_no_other() {
        let root = folder(&[
            ("site.json", r#"{"format":1,"county":{"name":"甲县"},"title":"甲县政府信息公开"}"#),
            ("policies.json", r#"{"format":1,"policies":[{"id":"a","#),
            ("guide.json", r#"{"format":2}"#),
            ("reports/2019.json", r#"{"format":1,"year":2019,"title":"甲","source":{"document":"a"}}"#),
            ("reports/2020.json", r#"{"format":1,"year":"甲"}"#),
            ("reports/notes.json", "{}"),
        ]);
        let folder = Folder::read(root.path()).expect("a folder");
        assert_eq!(readable(&folder.site).expect("read").county.name, "甲县");
        assert!(folder.catalogue.is_none() && folder.channels.is_none() && folder.rules.is_none());
        assert_eq!(folder.reports.values().filter(|report| report.is_ok()).count(), 1);
        assert_eq!(folder.strangers, ["reports/notes.json"]);
        let broken: Vec<&str> = folder.broken().iter().map(|broken| broken.file.as_str()).collect();
        assert_eq!(broken, ["policies.json", "guide.json", "reports/2020.json"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let error = Folder::read(Path::new("/no/such/folder")).expect_err("nothing to read");
        assert!(error.to_string().contains("无法打开数据目录"), "{error}");
    }
}
