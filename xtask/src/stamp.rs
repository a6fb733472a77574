//! Whether a result on disk still fits what it was made from. By content, not by time: a checkout changes every time.

use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// What a result was made from and what it was, as two hashes in one small file.
pub struct Stamp {
    file: PathBuf,
    inputs: u64,
    result: PathBuf,
}

impl Stamp {
    /// For the result (a file or folder) made from files and folders, and from settings that are not files.
    /// An input that is missing counts as such.
    pub fn new(name: &str, inputs: &[&Path], settings: &[&str], result: &Path) -> Result<Self> {
        let file = crate::shell::target().join("xtask").join(format!("{name}.stamp"));
        let mut hasher = DefaultHasher::new();
        settings.hash(&mut hasher);
        for input in inputs {
            input.hash(&mut hasher);
            hash_content(input, &mut hasher)?;
        }
        Ok(Self { file, inputs: hasher.finish(), result: result.to_owned() })
    }

    /// Whether the result exists, was made from the same inputs, and was not changed since.
    pub fn fits(&self) -> bool {
        self.result.exists()
            && fs::read_to_string(&self.file).is_ok_and(|known| self.text().is_ok_and(|text| known == text))
    }

    /// Notes that the result was made just now.
    pub fn write(&self) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.file, self.text()?).with_context(|| format!("cannot write {}", self.file.display()))
    }

    fn text(&self) -> Result<String> {
        let mut hasher = DefaultHasher::new();
        hash_content(&self.result, &mut hasher)?;
        Ok(format!("{:016x} {:016x}\n", self.inputs, hasher.finish()))
    }
}

fn hash_content(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    let reading = || format!("cannot read {}", path.display());
    if path.is_dir() {
        let entries = fs::read_dir(path).with_context(reading)?;
        let mut children = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        children.sort();
        for child in children {
            child.file_name().hash(hasher);
            hash_content(&child, hasher)?;
        }
        // Marks the end, so that moving a file out of a folder is a change.
        hasher.write_u8(0);
    } else if path.is_file() {
        fs::read(path).with_context(reading)?.hash(hasher);
    } else {
        "missing".hash(hasher);
    }
    Ok(())
}
