//! The directory: which files there are.

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Range;

use super::{DIRECTORY, Hash, Key, Need, SOUND, key_of};
use crate::bytes::{Reader, Refused};

/// What the index holds, and in which files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// How many entries there are.
    pub entries: u32,
    /// How many entries a block holds; the last one holds the rest.
    pub block: u32,
    /// How many entries have a date: those before the first one without.
    pub dated: u32,
    /// For each block the date of its first entry, `YYYYMMDD`; 0 without one.
    pub dates: Vec<u32>,
    /// The values of each facet, most frequent first, each with the number of entries.
    pub facets: Vec<(u8, Vec<(String, u32)>)>,
    /// The first key and the name of each shard of lists.
    pub(crate) lists: Vec<(Key, Hash)>,
    /// The first group and the name of each shard of words.
    pub(crate) words: Vec<(u32, Hash)>,
    pub(crate) blocks: Vec<Hash>,
}

impl Directory {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is damaged or of another version.
    pub fn read(file: &[u8]) -> Result<Self, Refused> {
        let mut bytes = Reader::open(file, DIRECTORY)?;
        let mut directory = Self { entries: bytes.number()?, block: bytes.number()?.max(1), ..Self::default() };
        directory.dated = bytes.number()?;
        let mut date = 0;
        for _ in 0..bytes.count()? {
            directory.dates.push(bytes.step(&mut date)?);
        }
        for _ in 0..bytes.count()? {
            let (facet, mut values) = (bytes.number()? as u8, Vec::new());
            for _ in 0..bytes.count()? {
                values.push((bytes.text()?.to_owned(), bytes.number()?));
            }
            directory.facets.push((facet, values));
        }
        let (mut first, mut group) = (0, 0);
        for _ in 0..bytes.count()? {
            let mut key = Key::default();
            key[0] = bytes.step(&mut first)?;
            for part in &mut key[1..] {
                *part = bytes.number()?;
            }
            directory.lists.push((key, Hash::default()));
        }
        for _ in 0..bytes.count()? {
            directory.words.push((bytes.step(&mut group)?, Hash::default()));
        }
        // Names do not compress: they stand apart.
        for (_, hash) in &mut directory.lists {
            *hash = hash_of(&mut bytes)?;
        }
        for (_, hash) in &mut directory.words {
            *hash = hash_of(&mut bytes)?;
        }
        for _ in 0..directory.dates.len() {
            directory.blocks.push(hash_of(&mut bytes)?);
        }
        let fits = directory.entries.div_ceil(directory.block) as usize == directory.blocks.len();
        if fits && bytes.is_empty() { Ok(directory) } else { Err(Refused::Damaged) }
    }

    /// The file.
    #[cfg(feature = "publish")]
    #[must_use]
    pub(crate) fn write(&self) -> Vec<u8> {
        use crate::bytes::write;
        let mut file = write::head(DIRECTORY);
        write::number(&mut file, self.entries);
        write::number(&mut file, self.block);
        write::number(&mut file, self.dated);
        write::number(&mut file, self.dates.len() as u32);
        let mut last = 0;
        self.dates.iter().for_each(|date| write::step(&mut file, &mut last, *date));
        write::number(&mut file, self.facets.len() as u32);
        for (facet, values) in &self.facets {
            write::number(&mut file, u32::from(*facet));
            write::number(&mut file, values.len() as u32);
            for (value, count) in values {
                write::text(&mut file, value);
                write::number(&mut file, *count);
            }
        }
        write::number(&mut file, self.lists.len() as u32);
        let mut last = 0;
        for ([first, others @ ..], _) in &self.lists {
            write::step(&mut file, &mut last, *first);
            others.iter().for_each(|part| write::number(&mut file, *part));
        }
        write::number(&mut file, self.words.len() as u32);
        let mut last = 0;
        self.words.iter().for_each(|(group, _)| write::step(&mut file, &mut last, *group));
        self.lists.iter().for_each(|(_, hash)| file.extend_from_slice(hash));
        self.words.iter().for_each(|(_, hash)| file.extend_from_slice(hash));
        self.blocks.iter().for_each(|hash| file.extend_from_slice(hash));
        file
    }

    /// The shard that would hold the list of a key, or of as many of its first characters as are not deep; or the
    /// shards that would hold the lists from one sound to another.
    pub(crate) fn lists_with(&self, key: Key) -> Vec<Need> {
        let places = self.shards_of(key);
        places.filter_map(|place| Some(Need::Lists(place as u32, self.lists.get(place)?.1))).collect()
    }

    /// The places of these shards.
    fn shards_of(&self, key: Key) -> Range<usize> {
        let end = |last: &Key| self.lists.partition_point(|(first, _)| first <= last);
        let (start, mut last) = (end(&key).saturating_sub(1), key);
        if key[0] == SOUND {
            last[1] = key[2];
        }
        start..end(&last)
    }

    /// Of the sounds from one to another those that so many shards in their midst tell of.
    pub(crate) fn midst(&self, sounds: Key, most: usize) -> Key {
        let shards = self.shards_of(sounds);
        let from = shards.start + (shards.len() - most.min(shards.len())) / 2;
        match self.lists.get(from..from + most + 1) {
            Some([(first, _), .., (after, _)]) if after[0] == SOUND => {
                key_of(SOUND, first[1].max(sounds[1]), after[1].saturating_sub(1).min(sounds[2]))
            }
            _ => sounds,
        }
    }

    /// The shard that would hold a group of words.
    pub(crate) fn words_with(&self, group: u32) -> Option<Need> {
        let place = self.words.partition_point(|(first, _)| *first <= group).checked_sub(1)?;
        Some(Need::Words(place as u32, self.words.get(place)?.1))
    }

    /// The block that holds an entry.
    #[must_use]
    pub fn block_with(&self, entry: u32) -> Option<Need> {
        let place = entry / self.block;
        Some(Need::Block(place, *self.blocks.get(place as usize)?))
    }
}

pub(crate) fn hash_of(bytes: &mut Reader) -> Result<Hash, Refused> {
    bytes.take(6)?.try_into().map_err(|_| Refused::Damaged)
}
