//! Writes the index.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Directory, FACET, Hash, Key, LATIN, LISTS, NO_LETTER, Need, PART, SOUND, WORDS, group_of, key_of_id, key_of_sound,
    key_of_title, keys_of,
    lists::{read_bits, read_entries},
    sound_group, with_figures,
};
use crate::{
    Characters, Doc,
    bytes::{Reader, write},
    engine::date,
    matching::Text,
    readings::Readings,
};

/// How large the pieces of an index are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Entries in a block.
    pub block: u32,
    /// Entries of a list that lie in its shard; the others lie in parts.
    pub head: usize,
    /// Entries in a part.
    pub part: usize,
    /// Entries that hold two characters, above which each three that begin with them have lists of their own.
    pub deep: u32,
    /// Bytes of a shard, about.
    pub shard: usize,
    /// Bytes of a shard of words: a term with pinyin asks for several.
    pub words: usize,
}

impl Sizes {
    /// The sizes that measure best for so many entries: small pieces where there is little, so that the first
    /// answer is small; larger ones where there is much, so that the directory is not.
    #[must_use]
    pub fn for_entries(entries: usize) -> Self {
        let shard = (entries / 25).clamp(3_000, 12_000);
        let block = if entries <= 20_000 { 64 } else { 256 };
        let deep = (entries / 256) as u32;
        Sizes { block, head: 2048, part: 4096, deep, shard, words: shard / 6 }
    }
}

/// Takes entries in, newest first.
pub struct Writer {
    sizes: Sizes,
    characters: Characters,
    entries: u32,
    dated: u32,
    dates: Vec<u32>,
    lists: HashMap<Key, Entries>,
    facets: BTreeMap<(u8, String), Entries>,
}

/// A list as it grows: the distances between its entries, less one, as they are written.
#[derive(Default)]
struct Entries {
    count: u32,
    last: u32,
    bytes: Vec<u8>,
    /// Whether the bytes are one bit for each number.
    is_bits: bool,
}

impl Entries {
    fn push(&mut self, entry: u32) {
        write::number(&mut self.bytes, if self.count == 0 { entry } else { entry - self.last - 1 });
        self.count += 1;
        self.last = entry;
    }
}

impl Writer {
    /// A writer without entries; `characters` with all pairs.
    #[must_use]
    pub fn new(sizes: Sizes, characters: &Characters) -> Self {
        Self {
            sizes,
            characters: characters.clone(),
            entries: 0,
            dated: 0,
            dates: Vec::new(),
            lists: HashMap::new(),
            facets: BTreeMap::new(),
        }
    }

    /// Takes the next entry in.
    pub fn add(&mut self, doc: &Doc) {
        let date = date(doc.date.as_deref().unwrap_or_default());
        if self.entries.is_multiple_of(self.sizes.block) {
            self.dates.push(date);
        }
        if date > 0 {
            self.dated = self.entries + 1;
        }
        let text = Text::new(doc, &self.characters);
        let mut keys: Vec<Key> = vec![key_of_id(&doc.id)];
        keys.extend(text.texts().next().and_then(key_of_title));
        for text in text.texts() {
            keys_of(text, |key| keys.push(key));
        }
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            self.lists.entry(key).or_default().push(self.entries);
        }
        let values: BTreeSet<&(u8, String)> = doc.facets.iter().collect();
        for value in values {
            self.facets.entry(value.clone()).or_default().push(self.entries);
        }
        self.entries += 1;
    }

    /// The files by name, and the directory. `blocks` are the names of the blocks' files, `hash` names a
    /// file, `readings` is what was made for the site by [`crate::Lore::readings_file`].
    #[must_use]
    pub fn finish(
        mut self,
        blocks: Vec<Hash>,
        characters: &Characters,
        hash: &dyn Fn(&[u8]) -> Hash,
        file: &mut dyn FnMut(String, Vec<u8>),
    ) -> Vec<u8> {
        let facets = self.number_values();
        let mut lists: Vec<(Key, Entries)> = self.lists.into_iter().collect();
        lists.extend(sounds_of(&lists, characters.readings.as_deref(), sound_group(self.sizes.block)));
        lists.sort_unstable_by_key(|(key, _)| *key);
        keep_deep(&mut lists, self.sizes.deep);
        let words = write_words(&lists, characters.readings.as_deref(), self.sizes.words, hash, file);
        let lists = write_lists(lists, self.sizes, hash, file);
        let Self { entries, dated, dates, sizes, .. } = self;
        Directory { entries, block: sizes.block, dated, dates, facets, lists, words, blocks }.write()
    }

    /// Turns the facets' values into keys, most frequent first.
    fn number_values(&mut self) -> Vec<(u8, Vec<(String, u32)>)> {
        let mut facets: BTreeMap<u8, Vec<(String, Entries)>> = BTreeMap::new();
        for ((facet, value), entries) in std::mem::take(&mut self.facets) {
            facets.entry(facet).or_default().push((value, entries));
        }
        let mut listed = Vec::new();
        for (facet, mut values) in facets {
            values.sort_by_key(|(_, entries)| std::cmp::Reverse(entries.count));
            listed.push((facet, values.iter().map(|(value, entries)| (value.clone(), entries.count)).collect()));
            for (place, (_, entries)) in (0..).zip(values) {
                self.lists.insert([FACET + u32::from(facet), place, 0], entries);
            }
        }
        listed
    }
}

/// Leaves lists of three characters only where very many entries hold the first two.
fn keep_deep(lists: &mut Vec<(Key, Entries)>, deep: u32) {
    let mut pair_count = 0;
    lists.retain(|(key, entries)| {
        if key[2] == 0 {
            pair_count = entries.count;
        }
        key[2] == 0 || pair_count > deep
    });
}

/// Shards of lists, and the parts of long ones.
fn write_lists(
    lists: Vec<(Key, Entries)>,
    sizes: Sizes,
    hash: &dyn Fn(&[u8]) -> Hash,
    file: &mut dyn FnMut(String, Vec<u8>),
) -> Vec<(Key, Hash)> {
    let mut shards = Vec::new();
    let (mut shard, mut first, mut last) = (write::head(LISTS), [0; 3], [0; 3]);
    let mut close = |shard: &mut Vec<u8>, first: Key, file: &mut dyn FnMut(String, Vec<u8>)| {
        let content = std::mem::replace(shard, write::head(LISTS));
        let name = hash(&content);
        file(Need::Lists(0, name).name(), content);
        shards.push((first, name));
    };
    for (key, entries) in lists {
        let (head, parts) = if key[0] == SOUND { (&entries.bytes[..], Vec::new()) } else { cut(&entries, sizes) };
        // A query looks at little of each of several shards of sounds.
        let most = if key[0] == SOUND { sizes.shard / 3 } else { sizes.shard };
        if shard.len() > 4 && shard.len() + head.len() > most {
            close(&mut shard, first, file);
        }
        if shard.len() == 4 {
            first = key;
            last = if key[2] == 0 { [0; 3] } else { [key[0], key[1], 0] };
            write::number(&mut shard, last[0]);
            write::number(&mut shard, last[1]);
        }
        write_key(&mut shard, key, &mut last);
        write::number(&mut shard, entries.count);
        let is_deep = key[2] == 0 && entries.count > sizes.deep;
        write::number(&mut shard, parts.len() as u32 * 4 + u32::from(entries.is_bits) * 2 + u32::from(is_deep));
        let mut before = 0;
        for (first, part) in parts {
            write::number(&mut shard, first - before);
            before = first;
            let name = hash(&part);
            shard.extend_from_slice(&name);
            file(Need::Part(name).name(), part);
        }
        write::number(&mut shard, head.len() as u32);
        shard.extend_from_slice(head);
    }
    if shard.len() > 4 {
        close(&mut shard, first, file);
    }
    shards
}

/// A key, as what differs from the one before.
fn write_key(shard: &mut Vec<u8>, key: Key, last: &mut Key) {
    write_two(shard, [key[0], key[1]], [last[0], last[1]]);
    if key[..2] == last[..2] {
        write::number(shard, key[2] - last[2]);
    }
    *last = key;
}

/// Two characters, as their distance from the two before.
fn write_two(bytes: &mut Vec<u8>, two: [u32; 2], last: [u32; 2]) {
    write::number(bytes, two[0] - last[0]);
    write::number(bytes, if two[0] == last[0] { two[1] - last[1] } else { two[1] });
}

/// The head of a list, and its parts as files, each with its first entry.
fn cut(entries: &Entries, sizes: Sizes) -> (&[u8], Vec<(u32, Vec<u8>)>) {
    let mut bytes = Reader::over(&entries.bytes);
    let (mut count, mut entry, mut head) = (0usize, 0u32, 0);
    let mut parts: Vec<(u32, Vec<u8>)> = Vec::new();
    while let Ok(step) = bytes.number() {
        entry = if count == 0 { step } else { entry + step + 1 };
        match count.checked_sub(sizes.head) {
            None => head = entries.bytes.len() - bytes.left(),
            Some(after) if after.is_multiple_of(sizes.part) => {
                let mut part = write::head(PART);
                write::number(&mut part, entry);
                parts.push((entry, part));
            }
            Some(_) => parts.last_mut().into_iter().for_each(|(_, part)| write::number(part, step)),
        }
        count += 1;
    }
    (entries.bytes.get(..head).unwrap_or_default(), parts)
}

/// The lists of groups of entries by what three neighbours in them begin with; `lists` are of all three neighbours that
/// occur.
fn sounds_of(lists: &[(Key, Entries)], readings: Option<&Readings>, group: u32) -> Vec<(Key, Entries)> {
    let Some(readings) = readings else { return Vec::new() };
    let mut sounds: BTreeMap<Key, Vec<u8>> = BTreeMap::new();
    for ([a, b, c], entries) in lists.iter().filter(|(key, _)| key[2] != 0) {
        let of = |code: u32| classes(readings, code).into_iter().map(move |class| with_figures(code, class));
        let mut keys = Vec::new();
        for (a, b) in of(*a).flat_map(|a| of(*b).map(move |b| (a, b))) {
            keys.extend(of(*c).map(|c| key_of_sound([a, b, c])));
        }
        let groups = groups_of(entries, group);
        for key in keys {
            let bits = sounds.entry(key).or_default();
            for group in &groups {
                let byte = (group / 8) as usize;
                bits.resize(bits.len().max(byte + 1), 0);
                bits[byte] |= 1 << (group % 8);
            }
        }
    }
    sounds.into_iter().map(|(key, bits)| (key, packed(bits))).collect()
}

/// The groups that the entries lie in.
fn groups_of(entries: &Entries, group: u32) -> Vec<u32> {
    let mut numbers = Vec::new();
    // They were written here: nothing is damaged.
    let _ = read_entries(&mut numbers, Reader::over(&entries.bytes));
    numbers.iter_mut().for_each(|number| *number /= group);
    numbers.dedup();
    numbers
}

/// Bits, or the numbers of those that are set where that is shorter.
fn packed(bits: Vec<u8>) -> Entries {
    let (mut entries, mut numbers) = (Entries::default(), Vec::new());
    read_bits(&mut numbers, &bits);
    numbers.into_iter().for_each(|number| entries.push(number));
    if bits.len() < entries.bytes.len() {
        entries.bytes = bits;
        entries.is_bits = true;
    }
    entries
}

/// The letters that a character may begin with, as classes.
fn classes(readings: &Readings, code: u32) -> Vec<u32> {
    let letters = char::from_u32(code).map_or(0, |c| readings.letters(c));
    if letters == 0 { vec![NO_LETTER] } else { (1..27).filter(|letter| letters >> letter & 1 == 1).collect() }
}

/// Shards of the pairs that occur, by the letters they may begin with.
fn write_words(
    lists: &[(Key, Entries)],
    readings: Option<&Readings>,
    size: usize,
    hash: &dyn Fn(&[u8]) -> Hash,
    file: &mut dyn FnMut(String, Vec<u8>),
) -> Vec<(u32, Hash)> {
    let Some(readings) = readings else { return Vec::new() };
    let mut groups: BTreeMap<u32, (Vec<u8>, [u32; 2])> = BTreeMap::new();
    for (key, entries) in lists.iter().filter(|(key, _)| key[1] != 0 && key[2] == 0 && key[0] < FACET) {
        let [one, other, _] = *key;
        for first in classes(readings, one) {
            for second in classes(readings, other) {
                let (bytes, last) = groups.entry(group_of(first, second)).or_default();
                write_two(bytes, [one, other], *last);
                write::number(bytes, entries.count);
                *last = [one, other];
            }
        }
    }
    let (mut shards, mut shard, mut first, mut last) = (Vec::new(), write::head(WORDS), 0, 0);
    let mut close = |shard: &mut Vec<u8>, first: u32| {
        let content = std::mem::replace(shard, write::head(WORDS));
        let name = hash(&content);
        file(Need::Words(0, name).name(), content);
        shards.push((first, name));
    };
    for (group, (bytes, _)) in groups {
        let is_first_latin = first < LATIN && group >= LATIN;
        if shard.len() > 4 && (is_first_latin || shard.len() + bytes.len() > size) {
            close(&mut shard, first);
            last = 0;
        }
        if shard.len() == 4 {
            first = group;
        }
        write::number(&mut shard, group - last);
        write::number(&mut shard, bytes.len() as u32);
        shard.extend_from_slice(&bytes);
        last = group;
    }
    if shard.len() > 4 {
        close(&mut shard, first);
    }
    shards
}
