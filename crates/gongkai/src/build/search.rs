//! The files of the search: what its characters become and how they sound.

use super::Files;
use crate::folder::Folder;
use crate::search_command::kinds;
use pinyin::ToPinyinMulti;
use portal::lexicon::{PAIRS, READINGS};
use search::{Characters, Lore};

/// The files below `data/search/`.
///
/// # Errors
/// When a file of the folder is broken.
pub fn files(folder: &Folder) -> anyhow::Result<Files> {
    let lore = lore(folder)?;
    let mut files = Files::new();
    files.insert(format!("data/{PAIRS}"), lore.pairs_file());
    files.insert(format!("data/{READINGS}"), lore.readings_file(readings));
    Ok(files)
}

/// All that is known of the folder's characters: what the browser finds with both files, the command finds with this.
///
/// # Errors
/// When a file of the folder is broken.
pub fn characters(folder: &Folder) -> anyhow::Result<Characters> {
    let lore = lore(folder)?;
    Ok(lore.characters().with_readings(&lore.readings_file(readings))?)
}

fn lore(folder: &Folder) -> anyhow::Result<Lore> {
    let mut lore = Lore::new();
    for kind in kinds(folder)? {
        kind.each_text(|text| lore.note(text));
    }
    Ok(lore)
}

/// Every reading of a character, without tones.
fn readings(c: char) -> Vec<String> {
    let all = c.to_pinyin_multi().map(|all| all.into_iter().map(|reading| reading.plain().to_owned()).collect());
    all.unwrap_or_default()
}
