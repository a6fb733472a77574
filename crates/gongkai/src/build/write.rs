//! Writing the site: whole beside its place, then swapped in.

use super::Files;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Replaces `out` by a folder with these files. Until the last step the old folder is untouched.
pub fn swap_in(files: Files, out: &Path) -> io::Result<()> {
    let (fresh, old) = (beside(out, "new"), beside(out, "old"));
    for leftover in [&fresh, &old] {
        if leftover.exists() {
            fs::remove_dir_all(leftover)?;
        }
    }
    for (name, bytes) in files {
        write(&fresh, &name, &bytes)?;
    }
    if out.exists() {
        refuse_strangers(out)?;
        fs::rename(out, &old)?;
    }
    if let Err(error) = fs::rename(&fresh, out) {
        let _ = fs::rename(&old, out);
        return Err(error);
    }
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(())
}

/// A folder that this program did not write is not replaced: it may be somebody's work.
fn refuse_strangers(out: &Path) -> io::Result<()> {
    let is_ours = out.join("index.html").is_file() && out.join("data/site.json").is_file();
    let is_empty = fs::read_dir(out)?.next().is_none();
    if is_ours || is_empty {
        return Ok(());
    }
    Err(io::Error::other("这个目录里有别的文件，不是本程序生成的站点。请换一个目录，或先清空它"))
}

fn write(root: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let path = root.join(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, bytes)?;
    if is_text(name) && bytes.len() > 500 {
        let mut packed = Vec::new();
        let params = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
        brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params)?;
        fs::write(root.join(format!("{name}.br")), packed)?;
    }
    Ok(())
}

fn is_text(name: &str) -> bool {
    [".html", ".js", ".css", ".json", ".svg", ".wasm"].iter().any(|ending| name.ends_with(ending))
}

fn beside(out: &Path, suffix: &str) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.{suffix}"))
}
