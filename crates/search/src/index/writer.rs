//! Writes the index.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    Directory, FACET, Hash, Key, LATIN, LISTS, MOST_CHARACTERS, NO_LETTER, Need, PART, SOUND, WORDS, group_of, key_at,
    key_of, key_of_id, key_of_title, length_of_key, place_of_figure, sound_of_letters, sound_of_syllables,
    with_figures,
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
    /// Entries that hold some characters, above which those with one more have lists of their own.
    pub deep: u32,
    /// Characters of which a list is, at most.
    pub longest: usize,
    /// Bytes of a shard, about.
    pub shard: usize,
    /// Bytes of a shard of words: a term with pinyin asks for several.
    pub words: usize,
    /// Entries of a list of sounds; there are no others.
    pub sounds: u32,
    /// Bytes of a shard of lists of sounds.
    pub sound_shard: usize,
}

impl Sizes {
    /// The sizes that measure best for so many entries: small pieces where there is little, so that the first
    /// answer is small; larger ones where there is much, so that the directory is not.
    #[must_use]
    pub fn for_entries(entries: usize) -> Self {
        let shard = (entries / 25).clamp(3_000, 12_000);
        let sound_shard = (entries / 50).clamp(1_200, 12_000);
        let block = if entries <= 20_000 { 64 } else { 256 };
        let deep = (entries / 256) as u32;
        let longest = if entries <= 20_000 { 3 } else { MOST_CHARACTERS };
        Sizes { longest, block, head: 2048, part: 4096, deep, shard, words: shard / 6, sounds: 1024, sound_shard }
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
    /// The texts of each entry, with [`BETWEEN`] between them.
    texts: Vec<String>,
    facets: BTreeMap<(u8, String), Entries>,
}

/// A list as it grows: the distances between its entries, less one, as they are written.
#[derive(Default)]
struct Entries {
    count: u32,
    last: u32,
    bytes: Vec<u8>,
    /// Whether older ones are left out.
    is_cut: bool,
}

impl Entries {
    fn push(&mut self, entry: u32) {
        write::number(&mut self.bytes, if self.count == 0 { entry } else { entry - self.last - 1 });
        self.count += 1;
        self.last = entry;
    }
}

impl Writer {
    /// A writer without entries; `characters` with all pairs, and with the readings made for the site by
    /// [`crate::Lore::readings_file`] if it is to find pinyin.
    #[must_use]
    pub fn new(sizes: Sizes, characters: &Characters) -> Self {
        Self {
            sizes,
            characters: characters.clone(),
            entries: 0,
            dated: 0,
            dates: Vec::new(),
            lists: HashMap::new(),
            texts: Vec::new(),
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
        let texts: Vec<&str> = text.texts().collect();
        for text in &texts {
            keys.extend(windows(text, 1));
            keys.extend(windows(text, 2));
            if let Some(readings) = &self.characters.readings {
                sounds_of(readings, text, &mut |sound| keys.push(key_of(SOUND, sound, 0)));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let list = self.lists.entry(key).or_default();
            list.is_cut = key[0] == SOUND && list.count == self.sizes.sounds;
            if !list.is_cut {
                list.push(self.entries);
            }
        }
        self.texts.push(texts.join(BETWEEN));
        let values: BTreeSet<&(u8, String)> = doc.facets.iter().collect();
        for value in values {
            self.facets.entry(value.clone()).or_default().push(self.entries);
        }
        self.entries += 1;
    }

    /// The files by name, and the directory. `blocks` are the names of the blocks' files, `hash` names a file.
    #[must_use]
    pub fn finish(
        mut self,
        blocks: Vec<Hash>,
        hash: &dyn Fn(&[u8]) -> Hash,
        file: &mut dyn FnMut(String, Vec<u8>),
    ) -> Vec<u8> {
        let facets = self.number_values();
        (3..=self.sizes.longest).for_each(|length| self.add_longer(length));
        let mut lists: Vec<(Key, Entries)> = self.lists.into_iter().collect();
        lists.sort_unstable_by_key(|(key, _)| *key);
        let words = write_words(&lists, self.characters.readings.as_deref(), self.sizes.words, hash, file);
        let lists = write_lists(lists, self.sizes, hash, file);
        let Self { entries, dated, dates, sizes, .. } = self;
        Directory { entries, block: sizes.block, dated, dates, facets, lists, words, blocks }.write()
    }

    /// Adds the lists of so many characters where very many entries hold all but the last of them.
    fn add_longer(&mut self, length: usize) {
        let is_deep = |(key, entries): &(&Key, &Entries)| {
            key[0] < FACET && length_of_key(**key) == length - 1 && entries.count > self.sizes.deep
        };
        let deep: HashSet<Key> = self.lists.iter().filter(is_deep).map(|(key, _)| *key).collect();
        for (entry, text) in (0..).zip(&self.texts) {
            let begin = |key: &Key| key_at(&key[..length - 1]);
            let keys: BTreeSet<Key> =
                windows(text, length).into_iter().filter(|key| deep.contains(&begin(key))).collect();
            keys.into_iter().for_each(|key| self.lists.entry(key).or_default().push(entry));
        }
    }

    /// Turns the facets' values into keys, most frequent first.
    fn number_values(&mut self) -> Vec<(u8, Vec<(String, u32)>)> {
        let mut facets: BTreeMap<u8, Vec<(String, Entries)>> = BTreeMap::new();
        for ((facet, value), entries) in core::mem::take(&mut self.facets) {
            facets.entry(facet).or_default().push((value, entries));
        }
        let mut listed = Vec::new();
        for (facet, mut values) in facets {
            values.sort_by_key(|(_, entries)| core::cmp::Reverse(entries.count));
            listed.push((facet, values.iter().map(|(value, entries)| (value.clone(), entries.count)).collect()));
            for (place, (_, entries)) in (0..).zip(values) {
                self.lists.insert(key_of(FACET + u32::from(facet), place, 0), entries);
            }
        }
        listed
    }
}

/// Between the texts of an entry.
const BETWEEN: &str = "\0";

/// The keys of all so many neighbouring characters of a text, or of several.
fn windows(text: &str, length: usize) -> Vec<Key> {
    let characters: Vec<u32> = text.chars().map(u32::from).collect();
    characters.windows(length).filter(|window| !window.contains(&0)).map(key_at).collect()
}

/// Shards of lists, and the parts of long ones.
fn write_lists(
    lists: Vec<(Key, Entries)>,
    sizes: Sizes,
    hash: &dyn Fn(&[u8]) -> Hash,
    file: &mut dyn FnMut(String, Vec<u8>),
) -> Vec<(Key, Hash)> {
    let mut shards = Vec::new();
    let (mut shard, mut first, mut last) = (write::head(LISTS), Key::default(), Key::default());
    let mut close = |shard: &mut Vec<u8>, first: Key, file: &mut dyn FnMut(String, Vec<u8>)| {
        let content = core::mem::replace(shard, write::head(LISTS));
        let name = hash(&content);
        file(Need::Lists(0, name).name(), content);
        shards.push((first, name));
    };
    for (key, entries) in lists {
        let (head, parts) = if key[0] == SOUND { (&entries.bytes[..], Vec::new()) } else { cut(&entries, sizes) };
        // Several lists of sounds are asked for at once, of which each is a little part of its shard.
        let most = if key[0] == SOUND { sizes.sound_shard } else { sizes.shard };
        if shard.len() > 4 && shard.len() + head.len() > most {
            close(&mut shard, first, file);
        }
        if shard.len() == 4 {
            first = key;
            last = key;
            last[length_of_key(key) - 1] = 0;
            last.iter().for_each(|part| write::number(&mut shard, *part));
        }
        write_key(&mut shard, key, &mut last);
        write::number(&mut shard, entries.count);
        let length = length_of_key(key);
        let is_deep = length < 2 || length < sizes.longest && entries.count > sizes.deep;
        write::number(&mut shard, parts.len() as u32 * 4 + u32::from(entries.is_cut) * 2 + u32::from(is_deep));
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

/// A key, as the place of the first part that differs from the one before, and by how much: before a longer list come those
/// of its beginnings.
fn write_key(shard: &mut Vec<u8>, key: Key, last: &mut Key) {
    let place = key.iter().zip(&*last).position(|(part, other)| part != other).unwrap_or_default();
    write::number(shard, place as u32);
    write::number(shard, key[place] - last[place]);
    if place == 0 {
        write::number(shard, key[1]);
    }
    *last = key;
}

/// Two characters, as their distance from the two before.
fn write_two(bytes: &mut Vec<u8>, two: [u32; 2], last: [u32; 2]) {
    write::number(bytes, two[0] - last[0]);
    write::number(bytes, if two[0] == last[0] { two[1] - last[1] } else { two[1] });
}

/// The head of a list, and its parts as files, each with its first entry. What is not deep stays whole: of a word some list
/// then tells everything at once.
fn cut(entries: &Entries, sizes: Sizes) -> (&[u8], Vec<(u32, Vec<u8>)>) {
    if entries.count <= sizes.deep {
        return (&entries.bytes, Vec::new());
    }
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

/// The sounds of a text: of each two neighbours with all their syllables, and of each four, and the last three, with all
/// the letters that they may begin with.
fn sounds_of(readings: &Readings, text: &str, take: &mut dyn FnMut(u32)) {
    let (mut syllables, mut fours): (Vec<u32>, [Vec<u32>; 4]) = Default::default();
    for c in text.chars() {
        let following: Vec<u32> =
            readings.places_of(c).iter().map(|place| u32::from(*place)).chain(place_of_figure(c)).collect();
        for first in syllables {
            following.iter().for_each(|second| take(sound_of_syllables(first, *second)));
        }
        syllables = following;
        fours.rotate_left(1);
        fours[3] = classes(readings, c as u32).into_iter().map(|class| with_figures(c as u32, class)).collect();
        each_four(&fours, take);
    }
    fours.rotate_left(1);
    fours[3] = vec![0];
    each_four(&fours, take);
}

/// The sounds of four neighbours; none while one is missing.
fn each_four([first, second, third, fourth]: &[Vec<u32>; 4], take: &mut dyn FnMut(u32)) {
    for (a, b) in first.iter().flat_map(|a| second.iter().map(move |b| (*a, *b))) {
        for (c, d) in third.iter().flat_map(|c| fourth.iter().map(move |d| (*c, *d))) {
            take(sound_of_letters([a, b, c, d]));
        }
    }
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
    for (key, entries) in lists.iter().filter(|(key, _)| length_of_key(*key) == 2 && key[0] < FACET) {
        let [one, other, ..] = *key;
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
        let content = core::mem::replace(shard, write::head(WORDS));
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
