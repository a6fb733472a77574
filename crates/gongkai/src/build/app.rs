//! The browser app's own files, with the names that a page needs.

use super::Files;
use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Starts the app; its names are put in here.
const BOOT: &str = include_str!("../../../../src/boot.js");
const ICON: &str = include_str!("../../../../style/icon.svg");

/// The app, ready to be copied into a site.
#[derive(Debug)]
pub struct App {
    /// The glue that wasm-bindgen wrote.
    pub glue: String,
    /// The app itself.
    pub wasm: String,
    /// The styles.
    pub style: String,
    /// The script of every page.
    pub boot: String,
    /// The icon.
    pub icon: String,
    /// All of them by name.
    pub files: Files,
}

impl App {
    /// Takes the app from the folder that Trunk wrote.
    ///
    /// # Errors
    /// When the folder does not hold exactly one app.
    pub fn read(dist: &Path) -> anyhow::Result<Self> {
        let entries = std::fs::read_dir(dist).with_context(|| {
            format!("找不到网页程序目录 {}。请先运行 trunk build --release，或用 --app 指明目录", dist.display())
        })?;
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        let only = |prefix: &str, suffix: &str| {
            let mut fitting = names.iter().filter(|name| name.starts_with(prefix) && name.ends_with(suffix));
            match (fitting.next(), fitting.next()) {
                (Some(name), None) => Ok(name.clone()),
                (None, _) => bail!(
                    "{} 里没有 {prefix}…{suffix}，网页程序不完整。请重新运行 trunk build --release",
                    dist.display()
                ),
                _ => bail!(
                    "{} 里有不止一个 {prefix}…{suffix}。请删除这个目录后重新运行 trunk build --release",
                    dist.display()
                ),
            }
        };
        let (glue, wasm) = (only("app-", ".js")?, only("app-", "_bg.wasm")?);
        let mut files = Files::new();
        let read = |name: &str| {
            std::fs::read(dist.join(name)).with_context(|| format!("无法读取 {}", dist.join(name).display()))
        };
        for name in [&glue, &wasm] {
            files.insert(name.clone(), read(name)?);
        }
        files.entry(wasm.clone()).and_modify(|module| *module = without_names(module));
        // One file of styles is one request; the order of the names is the order of the cascade.
        let mut styles = Vec::new();
        for name in names.iter().filter(|name| name.ends_with(".css")) {
            styles.extend(read(name)?);
        }
        let style = hashed(&mut files, "style", "css", styles);
        let boot_text = BOOT.replace("__APP__", &format!("./{glue}")).replace("__WASM__", &format!("./{wasm}"));
        let boot = hashed(&mut files, "boot", "js", boot_text.into_bytes());
        let icon = hashed(&mut files, "icon", "svg", ICON.as_bytes().to_vec());
        Ok(Self { glue, wasm, style, boot, icon, files })
    }
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
