//! The files of the search: what its characters become and how they sound, and large lists in blocks with an index.

use super::Files;
use crate::folder::Folder;
use crate::search_command::{kinds, texts};
use model::{Catalogue, Policies};
use pinyin::ToPinyinMulti;
use portal::engine::{Engine, Heard};
use portal::findable::TEXTS;
use portal::lists::{Content, List, Listed};
use portal::seek::{PAIRS, READINGS};
use search::index::{Hash, Need, Sizes, Writer, name_of};
use search::{Characters, Lore, Service};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::{Mutex, PoisonError};

/// All that is known of a folder's characters.
pub struct Known {
    lore: Lore,
    /// With every pair and the readings of the folder's own characters.
    pub characters: Characters,
}

impl Known {
    /// Looks at every text of the folder that is searched.
    ///
    /// # Errors
    /// When a file of the folder is broken.
    pub fn of(folder: &Folder) -> anyhow::Result<Self> {
        let mut lore = Lore::new();
        for (_, list) in kinds(folder)? {
            note(&mut lore, &list);
        }
        let characters = lore.characters().with_readings(&lore.readings_file(readings))?;
        Ok(Self { lore, characters })
    }

    /// The files below `data/search/`.
    ///
    /// # Errors
    /// When a file of the folder is broken.
    pub fn files(&self, folder: &Folder) -> anyhow::Result<Files> {
        let texts = serde_json::to_vec(&texts(folder)?)?;
        let files = [(TEXTS, texts), (PAIRS, self.lore.pairs_file()), (READINGS, self.lore.readings_file(readings))];
        Ok(files.into_iter().map(|(name, file)| (format!("data/{name}"), file)).collect())
    }
}

/// Every text that is searched, and every value that typed filters look at.
fn note(lore: &mut Lore, list: &List) {
    let Content::Whole(entries) = &list.content else { return };
    for doc in (0..entries.count()).filter_map(|place| entries.doc(place)) {
        let values = doc.facets.iter().map(|(_, value)| value);
        [&doc.title].into_iter().chain(&doc.number).chain(&doc.fields).chain(values).for_each(|text| lore.note(text));
    }
}

/// All that is known of the folder's characters: what the browser finds with both files, the command finds with this.
///
/// # Errors
/// When a file of the folder is broken.
pub fn characters(folder: &Folder) -> anyhow::Result<Characters> {
    Ok(Known::of(folder)?.characters)
}

/// A list that can be cut into blocks.
pub trait Cut: Listed + Serialize + Sized {
    /// The same file with only these entries.
    fn block(&self, entries: &[Self::Entry]) -> Self;
}

impl Cut for Policies {
    fn block(&self, entries: &[Self::Entry]) -> Self {
        Self { format: self.format, source: self.source.clone(), policies: entries.to_vec() }
    }
}

impl Cut for Catalogue {
    fn block(&self, entries: &[Self::Entry]) -> Self {
        Self { format: self.format, entries: entries.to_vec() }
    }
}

/// Adds a list in blocks with its index; gives the name of its directory.
///
/// # Errors
/// When an entry cannot be written.
pub fn add_in_blocks<T: Cut>(files: &mut Files, list: &T, known: &Known) -> anyhow::Result<String> {
    let entries = list.entries();
    let sizes = Sizes::for_entries(entries.len());
    let stage = super::progress::Stage::begin("编制检索索引", entries.len());
    let mut writer = Writer::new(sizes, &known.characters);
    for entry in entries {
        writer.add(&T::doc(entry));
        stage.advance();
    }
    let path = |name: &str, ending: &str| format!("data/{}/{name}.{ending}", T::NAME);
    let mut blocks = Vec::new();
    for (place, chunk) in (0..).zip(entries.chunks(sizes.block as usize)) {
        let block = serde_json::to_vec(&list.block(chunk))?;
        blocks.push(hash(&block));
        files.insert(path(&Need::Block(place, hash(&block)).name(), "json"), block);
    }
    let directory = writer.finish(blocks, &hash, &mut |name, content| {
        files.insert(path(&name, "bin"), content);
    });
    let name = format!("{}.bin", name_of('d', &hash(&directory)));
    files.insert(format!("data/{}/{name}", T::NAME), directory);
    Ok(name)
}

/// The beginning of the hash by which `src/worker.js` knows a part that it keeps.
fn hash(bytes: &[u8]) -> Hash {
    let digest = Sha256::digest(bytes);
    std::array::from_fn(|place| digest[place])
}

/// The engine as a part of the publisher: it finds the entries of lists in blocks for their pages.
#[derive(Default)]
pub struct Native(Mutex<Service>);

impl Engine for Native {
    fn ask(&self, message: Vec<u8>, heard: Heard) {
        let answer = self.0.lock().unwrap_or_else(PoisonError::into_inner).answer(&message);
        heard(Some(answer));
    }
}

/// Every reading of a character, without tones.
fn readings(c: char) -> Vec<String> {
    let all = c.to_pinyin_multi().map(|all| all.into_iter().map(|reading| reading.plain().to_owned()).collect());
    all.unwrap_or_default()
}
