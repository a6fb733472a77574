//! The browser app's own files, with the names that a page needs.

use super::Files;
use super::scoped::scoped;
use anyhow::{Context, bail};
use portal::route;
use portal::text::offline as text;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Starts the app; its names are put in here.
const BOOT: &str = include_str!("../../../../src/boot.js");
/// Asks the search engine; its name is put in here.
const ASK: &str = include_str!("../../../../src/ask.js");
/// Runs the search engine; its names are put in here.
const SEARCH: &str = include_str!("../../../../src/search.js");
/// Says when there is no network, or a new release; its words are put in here.
const OFFLINE: &str = include_str!("../../../../src/offline.js");
/// The look of what is embedded, and what a page does in a frame.
const THEME: &str = include_str!("../../../../src/embed/theme.js");
const FRAME: &str = include_str!("../../../../src/embed/frame.js");
/// Shows a view without a frame; the names of its files are put in here.
const MOUNT: &str = include_str!("../../../../src/embed/mount.js");
const ICON: &str = include_str!("../../../../style/icon.svg");

/// One program for the browser, by the names of its files.
#[derive(Debug)]
pub struct Program {
    /// The glue that wasm-bindgen wrote.
    pub glue: String,
    /// The program itself.
    pub wasm: String,
    /// The script of the pages that it takes over.
    pub boot: String,
}

/// The app, ready to be copied into a site.
#[derive(Debug)]
pub struct App {
    /// One for each of [`route::Program::ALL`], in that order.
    programs: Vec<Program>,
    /// What a search brings: the script that runs the engine, the engine's glue and the engine.
    pub search: [String; 3],
    /// For the page of the staff of other sites.
    pub staff: Program,
    /// Its styles beside the others.
    pub staff_style: String,
    /// The script that other sites import for views without a frame.
    pub mount_script: String,
    /// The script of a page in a frame.
    pub frame: String,
    /// The styles.
    pub style: String,
    /// The icon.
    pub icon: String,
    /// All of them by name.
    pub files: Files,
}

impl App {
    /// Whether a file is for visitors of the site, and not for its staff or for other sites only.
    pub fn is_for_visitors(&self, name: &str) -> bool {
        let is_for_others = ["frame-", "mount-", "staff-"].iter().any(|stem| name.starts_with(stem));
        self.files.contains_key(name) && !is_for_others && self.staff.boot != name
    }
}

/// The app that this program was built with; empty when it was built without one.
const BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/app_files.rs"));

impl App {
    /// The app from the folder that Trunk wrote, or the one inside this program when no folder is named.
    ///
    /// # Errors
    /// When there is no app, or not exactly one.
    pub fn read(folder: Option<&Path>) -> anyhow::Result<Self> {
        if let Some(folder) = folder {
            return Self::of(&folder.display().to_string(), files_of(folder)?);
        }
        let files: Files = BUILT_IN.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        if files.is_empty() {
            bail!(
                "这个程序里没有网页程序。请用 cargo xtask dist 得到完整的程序，或用 --app 指明 trunk build 的输出目录"
            );
        }
        Self::of("程序内置的网页程序", files)
    }

    fn of(place: &str, mut given: Files) -> anyhow::Result<Self> {
        let only = |given: &Files, prefix: &str, suffix: &str| {
            let mut fitting = given.keys().filter(|name| name.starts_with(prefix) && name.ends_with(suffix));
            match (fitting.next(), fitting.next()) {
                (Some(name), None) => Ok(name.clone()),
                (None, _) => {
                    bail!("{place} 里没有 {prefix}…{suffix}，网页程序不完整。请重新运行 trunk build --release")
                }
                _ => bail!("{place} 里有不止一个 {prefix}…{suffix}。请删除这个目录后重新运行 trunk build --release"),
            }
        };
        let mut files = Files::new();
        let frame = format!("(() => {{\n{}}})();\n", fill(THEME, &[]) + &fill(FRAME, &[]));
        let frame = hashed(&mut files, "frame", "js", frame.into_bytes());
        let mut module = |files: &mut Files, name: &str| {
            let (glue, wasm) = (only(&given, name, ".js")?, only(&given, name, "_bg.wasm")?);
            let module = without_names(&given.remove(&wasm).unwrap_or_default());
            let script = given.remove(&glue).unwrap_or_default();
            let wasm = named(files, wasm, name, "wasm", module);
            Ok::<_, anyhow::Error>((named(files, glue, name, "js", script), wasm))
        };
        let beside = |(place, name): (&'static str, &String)| (place, literal(&format!("./{name}")));
        let above = |(place, name): (&'static str, &String)| (place, literal(&format!("../{name}")));
        let (glue, wasm) = module(&mut files, "engine")?;
        let search = fill(SEARCH, &[("__GLUE__", &glue), ("__WASM__", &wasm)].map(beside));
        let search = [hashed(&mut files, "search", "js", search.into_bytes()), glue, wasm];
        let words =
            [("__NO_NETWORK__", text::NO_NETWORK), ("__KEPT_SINCE__", text::KEPT_SINCE), ("__UPDATE__", text::UPDATE)];
        let mut values: Vec<_> = words.into_iter().map(|(place, words)| (place, literal(words))).collect();
        values.push(("__SEARCH__", serde_json::json!(search).to_string()));
        let offline = hashed(&mut files, "offline", "js", fill(OFFLINE, &values).into_bytes());
        let (mount_glue, mount_wasm) = module(&mut files, "mount")?;
        let mut program = |name: &str| {
            let (glue, wasm) = module(&mut files, name)?;
            let names = [
                ("__APP__", &glue),
                ("__WASM__", &wasm),
                ("__SEARCH__", &search[0]),
                ("__OFFLINE__", &offline),
                ("__FRAME__", &frame),
            ];
            let boot = hashed(&mut files, "boot", "js", fill(&format!("{ASK}{BOOT}"), &names.map(beside)).into_bytes());
            Ok::<_, anyhow::Error>(Program { glue, wasm, boot })
        };
        let programs = route::Program::ALL.into_iter().map(|one| program(one.name())).collect::<Result<_, _>>()?;
        let staff = program("staff")?;
        // One file of styles is one request; the order of the names is the order of the cascade.
        given.retain(|name, _| name.ends_with(".css"));
        let (of_staff, styles): (Files, Files) = given.into_iter().partition(|(name, _)| name.starts_with("staff"));
        let styles: Vec<u8> = styles.into_values().flatten().collect();
        let scoped = scoped(&String::from_utf8_lossy(&styles)).into_bytes();
        let mount_style = hashed(&mut files, "mount", "css", scoped);
        let style = hashed(&mut files, "style", "css", styles);
        let names = [
            ("__APP__", &mount_glue),
            ("__WASM__", &mount_wasm),
            ("__STYLE__", &mount_style),
            ("__SEARCH__", &search[0]),
        ];
        // Imports stand first by custom only.
        let mount_script = fill(THEME, &[]) + &fill(&format!("{ASK}{MOUNT}"), &names.map(above));
        let staff_style = hashed(&mut files, "staff", "css", of_staff.into_values().flatten().collect());
        let icon = hashed(&mut files, "icon", "svg", ICON.as_bytes().to_vec());
        Ok(Self { programs, search, staff, staff_style, mount_script, frame, style, icon, files })
    }

    /// The program of a page.
    pub fn program(&self, name: route::Program) -> &Program {
        let place = route::Program::ALL.iter().position(|known| *known == name);
        // There is one for each.
        &self.programs[place.unwrap_or_default()]
    }
}

/// The files of a folder by name.
fn files_of(folder: &Path) -> anyhow::Result<Files> {
    let entries = std::fs::read_dir(folder).with_context(|| {
        format!("找不到网页程序目录 {}。请先运行 trunk build --release，或用 --app 指明目录", folder.display())
    })?;
    let mut files = Files::new();
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()) {
        let bytes = std::fs::read(&path).with_context(|| format!("无法读取 {}", path.display()))?;
        files.insert(path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes);
    }
    Ok(files)
}

/// The module without its `name` section: the names of functions are for debuggers, and a third of
/// the bytes. What is not a module in the known shape stays as it is.
fn without_names(module: &[u8]) -> Vec<u8> {
    let shortened = || {
        let (head, mut rest) = module.split_at_checked(8)?;
        let mut kept = head.to_vec();
        while let [id, after @ ..] = rest {
            let (size, content) = leb128(after)?;
            let (content, next) = content.split_at_checked(size)?;
            let section = rest.get(..rest.len() - next.len())?;
            let is_names =
                *id == 0 && leb128(content).is_some_and(|(length, name)| name.get(..length) == Some(b"name"));
            if !is_names {
                kept.extend_from_slice(section);
            }
            rest = next;
        }
        Some(kept)
    };
    shortened().unwrap_or_else(|| module.to_vec())
}

/// An unsigned number as the format of wasm writes it, and what follows.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(index + 1..)?));
        }
    }
    None
}

/// Keeps the name where it has a hash already: Trunk gives one to the main program only.
fn named(files: &mut Files, name: String, stem: &str, extension: &str, bytes: Vec<u8>) -> String {
    if !crate::web::is_named_by_content(&name) {
        return hashed(files, stem, extension, bytes);
    }
    files.insert(name.clone(), bytes);
    name
}

/// A script of ours with these values put in, without its comments and indentation: phones load it, nobody reads it.
pub fn fill(script: &str, values: &[(&str, String)]) -> String {
    let is_comment =
        |line: &&str| ["//", "/**", "* ", "*/"].iter().any(|start| line.starts_with(start)) || line.is_empty();
    let lean = script.lines().map(str::trim).filter(|line| !is_comment(line)).fold(String::new(), |mut lean, line| {
        lean.push_str(line);
        lean.push('\n');
        lean
    });
    values.iter().fold(lean, |filled, (name, value)| filled.replace(name, value))
}

/// A text as a script writes it.
pub fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The hash in a name is the cache policy: a new version is a new name.
fn hashed(files: &mut Files, stem: &str, extension: &str, bytes: Vec<u8>) -> String {
    let digest = Sha256::digest(&bytes);
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{stem}-{hash}.{extension}");
    files.insert(name.clone(), bytes);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_names_are_taken_out_of_a_module() {
        let head = [0, b'a', b's', b'm', 1, 0, 0, 0];
        let names = [0, 6, 4, b'n', b'a', b'm', b'e', 9];
        let features = [0, 5, 4, b'f', b'e', b'a', b't'];
        let types = [1, 1, 0];
        let whole = [&head[..], &types, &names, &features].concat();
        assert_eq!(without_names(&whole), [&head[..], &types, &features].concat());
        let cut = &whole[..whole.len() - 3];
        assert_eq!(without_names(cut), cut, "a damaged module is left for the browser to refuse");
    }
}
