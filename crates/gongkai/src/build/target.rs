//! The place of a site: who may write there, and how a new site takes the old one's place in one step.

use super::release::{NAME, Release};
use super::{Files, pack, progress};
use crate::explain;
use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Settings that a webmaster may have put at the head of the site: they stay.
const OF_THE_WEBMASTER: [&str; 2] = [".htaccess", "web.config"];
/// What a file manager leaves behind where somebody looked: nobody's work.
const OF_FILE_MANAGERS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The folder that a site is written to, held against other builds. What is beside it belongs to the build:
/// `.SITE.new`, `.SITE.old` and `.SITE.lock`.
pub struct Target {
    out: PathBuf,
    fresh: PathBuf,
    old: PathBuf,
    _lock: Lock,
}

impl Target {
    /// Takes the place, and puts right what a build that was killed left there.
    ///
    /// # Errors
    /// When a site may not or cannot be written there; nothing has changed then.
    pub fn open(out: &Path, data: &Path) -> Result<Self> {
        let place = resolved(out)?;
        let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else {
            bail!("{} 不能作为站点目录。请用 -o 另选一个目录", out.display());
        };
        ensure!(!place.exists() || place.is_dir(), "{} 是文件，不是目录。请用 -o 另选一个目录", out.display());
        if let Ok(data) = data.canonicalize() {
            let apart = !place.starts_with(&data) && !data.starts_with(&place);
            ensure!(
                apart,
                "站点目录 {} 和数据目录不能是同一个，也不能一个在另一个里面。请用 -o 另选一个目录",
                out.display()
            );
        }
        fs::create_dir_all(parent).map_err(|error| cannot_write(parent, &error))?;
        let beside = |suffix: &str| parent.join(format!(".{}.{suffix}", name.to_string_lossy()));
        let lock = Lock::take(&beside("lock"), out)?;
        let target = Self { fresh: beside("new"), old: beside("old"), out: place.clone(), _lock: lock };
        target.recover().map_err(|error| cannot_write(parent, &error))?;
        Ok(target)
    }

    /// A build that could not exchange the folders in one step may have been killed between its two.
    fn recover(&self) -> io::Result<()> {
        if !self.out.exists() && self.old.join(NAME).is_file() {
            fs::rename(&self.old, &self.out)?;
        }
        for leftover in [&self.fresh, &self.old] {
            if leftover.exists() {
                fs::remove_dir_all(leftover)?;
            }
        }
        Ok(())
    }

    /// Replaces the site by one with these files. Until the last step the old one is untouched.
    ///
    /// # Errors
    /// When somebody else's files are there, or the disk will not have it; the old site is whole then.
    pub fn replace(&self, mut files: Files) -> Result<usize> {
        let mut release = Release::of(&files);
        files.extend(self.carried_over(&mut release)?);
        files.insert(NAME.to_owned(), release.to_json()?);
        let written = pack::write_all(&self.fresh, &files).and_then(|()| {
            progress::say("换上新的站点");
            settle_on_disk(&self.fresh);
            self.swap()
        });
        if let Err(error) = written {
            let _ = fs::remove_dir_all(&self.fresh);
            return Err(cannot_write(&self.out, &error));
        }
        Ok(files.len())
    }

    /// What of the old site stays. A folder that this program did not write is not replaced: it may be somebody's
    /// work.
    fn carried_over(&self, release: &mut Release) -> Result<Files> {
        let mut names = Vec::new();
        if self.out.exists() {
            list(&self.out, "", &mut names).map_err(|error| cannot_write(&self.out, &error))?;
        }
        let is_name_of = |names: &[&str], path: &str| names.contains(&path.rsplit('/').next().unwrap_or(path));
        names.retain(|name| !is_name_of(&OF_FILE_MANAGERS, name));
        let old = Release::read(&self.out);
        let is_ours =
            |name: &str| OF_THE_WEBMASTER.contains(&name) || old.as_ref().is_some_and(|old| old.accounts_for(name));
        if let Some(stranger) = names.iter().find(|name| !is_ours(name)) {
            bail!(
                "{} 里有别的文件（{stranger}），不是本程序生成的，所以没有改动。请换一个目录，或先把它移走",
                self.out.display()
            );
        }
        let mut files = old.map_or_else(Files::new, |old| release.keep_from(&old, &self.out));
        for name in OF_THE_WEBMASTER {
            if let Ok(bytes) = fs::read(self.out.join(name)) {
                files.insert(name.to_owned(), bytes);
            }
        }
        Ok(files)
    }

    fn swap(&self) -> io::Result<()> {
        if !self.out.exists() {
            fs::rename(&self.fresh, &self.out)?;
        } else if exchange(&self.fresh, &self.out)? {
            // The old site has the new one's name now.
            let _ = fs::remove_dir_all(&self.fresh);
        } else {
            self.swap_in_two_steps()?;
        }
        #[cfg(unix)]
        if let Some(parent) = self.out.parent() {
            let _ = File::open(parent).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }

    /// Where folders cannot be exchanged: a build that is killed in between leaves the old site beside its place,
    /// and the next build begins with putting it back.
    fn swap_in_two_steps(&self) -> io::Result<()> {
        fs::rename(&self.out, &self.old)?;
        if let Err(error) = fs::rename(&self.fresh, &self.out) {
            let _ = fs::rename(&self.old, &self.out);
            return Err(error);
        }
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.old);
        Ok(())
    }
}

/// Whether the two folders have each other's place now; false where the system cannot do that.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// The new site is on the disk before the old one goes: one call for all files, where each by itself would take
/// minutes for ten thousand entries. Other systems have no such call; after a power cut there, build again.
fn settle_on_disk(root: &Path) {
    #[cfg(target_os = "linux")]
    if let Ok(folder) = File::open(root) {
        let _ = rustix::fs::syncfs(&folder);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = root;
}

/// Held while a site is written, so that two builds do not write the same one. The system lets go of it when the
/// program ends, however it ends.
struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    fn take(path: &Path, out: &Path) -> Result<Self> {
        loop {
            let file = File::options().create(true).append(true).open(path);
            let file = file.map_err(|error| cannot_write(path.parent().unwrap_or(path), &error))?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => {
                    bail!("另一个 gongkai 正在生成 {}，这次没有改动。请等它结束再试", out.display())
                }
                // A file system without locks: nobody can know of another build there.
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            let lock = Self { file, path: path.to_owned() };
            // A build that just ended has taken its file away: what is locked then holds nobody off.
            if lock.is_in_place() {
                return Ok(lock);
            }
        }
    }

    #[cfg(unix)]
    fn is_in_place(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        let identity = |of: fs::Metadata| (of.dev(), of.ino());
        match (self.file.metadata(), fs::metadata(&self.path)) {
            (Ok(locked), Ok(named)) => identity(locked) == identity(named),
            _ => false,
        }
    }

    #[cfg(not(unix))]
    fn is_in_place(&self) -> bool {
        self.path.exists()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.is_in_place() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The folder's real place: through links, and absolute, though it may not exist yet.
fn resolved(out: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(out).with_context(|| format!("{} 不是目录的名字", out.display()))?;
    let known = absolute.ancestors().find_map(|known| Some((known, known.canonicalize().ok()?)));
    let Some((known, real)) = known else { return Ok(absolute) };
    Ok(match absolute.strip_prefix(known) {
        Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
        _ => real,
    })
}

/// The files below a folder, by path with `/`.
fn list(root: &Path, below: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type()?.is_dir() {
            list(root, &path, names)?;
        } else {
            names.push(path);
        }
    }
    Ok(())
}

fn cannot_write(place: &Path, error: &io::Error) -> anyhow::Error {
    anyhow::anyhow!("无法写入 {}：{}。原来的站点没有改动", place.display(), explain::io(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &str) -> Files {
        Files::from([("index.html".to_owned(), text.as_bytes().to_vec())])
    }

    fn open(out: &Path) -> Target {
        Target::open(out, Path::new("no-such-data")).expect("a place")
    }

    fn home(out: &Path) -> String {
        fs::read_to_string(out.join("index.html")).unwrap_or_default()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_site_takes_the_old_ones_place_and_nothing_stays_beside_it() {
        let root = tempfile::tempdir().expect("a folder");
        let out = root.path().join("a/b/site");
        for text in ["one", "two"] {
            open(&out).replace(site(text)).expect("written");
            assert_eq!(home(&out), text);
            assert_eq!(names(&root.path().join("a/b")), ["site"]);
        }
    }

    #[test]
    fn where_folders_cannot_be_exchanged_two_steps_do_the_same() {
        let root = tempfile::tempdir().expect("a folder");
        let out = root.path().join("site");
        let target = open(&out);
        target.replace(site("one")).expect("written");
        pack::write_all(&target.fresh, &site("two")).expect("written");
        target.swap_in_two_steps().expect("swapped");
        assert_eq!(home(&out), "two");
        drop(target);
        assert_eq!(names(root.path()), ["site"]);
    }

    #[test]
    fn a_site_left_beside_its_place_is_put_back() {
        let root = tempfile::tempdir().expect("a folder");
        let out = root.path().join("site");
        open(&out).replace(site("one")).expect("written");
        fs::rename(&out, root.path().join(".site.old")).expect("as if killed between two steps");
        drop(open(&out));
        assert_eq!(home(&out), "one");
        assert_eq!(names(root.path()), ["site"]);
    }

    #[test]
    fn somebody_elses_files_are_not_replaced_and_a_webmasters_settings_stay() {
        let root = tempfile::tempdir().expect("a folder");
        let out = root.path().join("site");
        open(&out).replace(site("one")).expect("written");
        fs::write(out.join(".htaccess"), "mine").expect("written");
        fs::write(out.join("Thumbs.db"), "").expect("written");
        open(&out).replace(site("two")).expect("written");
        assert_eq!(fs::read_to_string(out.join(".htaccess")).expect("there"), "mine");
        assert!(!out.join("Thumbs.db").exists());
        fs::write(out.join("notes.txt"), "mine").expect("written");
        let error = open(&out).replace(site("three")).expect_err("a stranger");
        assert!(error.to_string().contains("notes.txt"), "{error}");
        assert_eq!(home(&out), "two");
    }
}
