//! Takes the browser app into the program: the folder that `GONGKAI_APP` names, as `cargo xtask dist`
//! sets it. Without it the program holds no app and asks for one (`--app`).

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-env-changed=GONGKAI_APP");
    let mut list = String::from("&[\n");
    if let Some(folder) = std::env::var_os("GONGKAI_APP") {
        println!("cargo::rerun-if-changed={}", Path::new(&folder).display());
        for path in files(Path::new(&folder)) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let _ = writeln!(list, "    ({name:?}, include_bytes!({:?})),", path.display().to_string());
        }
    }
    list.push_str("]\n");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    if let Err(error) = std::fs::write(out.join("app_files.rs"), list) {
        println!("cargo::error=the list of the app's files cannot be written: {error}");
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}
