//! The index of a site that is too large to be sent whole: files that are asked for as a query needs them.
//!
//! Entries are numbered newest first and published in *blocks* (pages of the data itself). For every two
//! neighbouring characters of any text of an entry, and for every single character and every value of a
//! facet, there is a *list* of the entries that hold it. Two characters that very many hold are *deep*:
//! each three that begin with them have a list as well, and where these are deep each four, up to six on a large
//! site. Lists lie in *shards*, sorted by character; of a
//! long list only the newest entries do, and the others follow in *parts* of their own. *Words* say which
//! two characters occur beside each other, sorted by how they sound, so that pinyin becomes the words it
//! may mean. Lists *of sounds* name the newest entries in which two neighbours are read as these syllables, or four
//! begin with these letters. Whole titles and ids have lists too, by a hash. The *directory* names all files.
//!
//! A query is answered in rounds: the index says which files it [needs](Found::needs), is given them, and
//! is asked again. What a list promises is always held against the texts of the entry itself, so that the
//! index can only be slow, never wrong.

use alloc::{string::String, vec::Vec};

mod answer;
mod conditions;
mod directory;
mod lists;
mod needs;
mod sound;
mod ways;
#[cfg(feature = "publish")]
mod writer;

pub use answer::{Found, Index, Located, Total};
pub use directory::Directory;
#[cfg(feature = "publish")]
pub use writer::{Sizes, Writer};

/// Names a file: a part of the hash of its content.
pub type Hash = [u8; 6];

/// A file that an answer needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A shard of lists, by its place.
    Lists(u32, Hash),
    /// A part of a long list.
    Part(Hash),
    /// A shard of words, by its place.
    Words(u32, Hash),
    /// A block of entries, by its place.
    Block(u32, Hash),
}

impl Need {
    /// The name of the file, without an ending.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Need::Lists(_, hash) => name_of('l', hash),
            Need::Part(hash) => name_of('p', hash),
            Need::Words(_, hash) => name_of('w', hash),
            Need::Block(_, hash) => name_of('b', hash),
        }
    }
}

/// Adds a file that is not among these yet.
pub(crate) fn add_new(needs: &mut Vec<Need>, need: Need) {
    if !needs.contains(&need) {
        needs.push(need);
    }
}

/// The name of a file of an index: what it is, and its hash.
#[must_use]
pub fn name_of(kind: char, hash: &Hash) -> String {
    let mut name = String::from(kind);
    name.push('-');
    for byte in hash {
        for half in [byte >> 4, byte & 15] {
            name.push(char::from(if half < 10 { b'0' + half } else { b'a' + half - 10 }));
        }
    }
    name
}

/// Neighbouring characters of which a list is, at most.
pub(crate) const MOST_CHARACTERS: usize = 6;

/// What a list is of: up to six characters and zeros, or [`FACET`] plus a facet's number and the place of its value,
/// or [`TITLE`] or [`ID`] and a hash, or [`SOUND`] and a sound. Asked for is with [`SOUND`] from which sound to which.
pub(crate) type Key = [u32; MOST_CHARACTERS];

/// A key of these parts.
pub(crate) const fn key_of(first: u32, second: u32, third: u32) -> Key {
    [first, second, third, 0, 0, 0]
}

/// Above all characters.
pub(crate) const FACET: u32 = 0x11_0000;

/// Before a sound. Its list is of the newest entries only.
pub(crate) const SOUND: u32 = 0x12_0000;

/// The sound of four neighbours that begin with these letters, or are these figures; the last is 0 where a text ends.
pub(crate) fn sound_of_letters(classes: [u32; 4]) -> u32 {
    classes.iter().fold(0, |code, class| code * 64 + class)
}

/// The place of the figure 0 after those of all syllables.
pub(crate) const FIGURES: u32 = 4_000;

/// The place of a figure that stands for itself among syllables.
pub(crate) fn place_of_figure(c: char) -> Option<u32> {
    Some(FIGURES + c.to_digit(10)?)
}

/// The sound of two neighbours that are read as the syllables at these places, or are these figures.
pub(crate) fn sound_of_syllables(first: u32, second: u32) -> u32 {
    (1 << 24) + (first << 12) + second
}

/// Before the hash of a whole title: many titles are made of nothing but common pairs, and no list of those is short.
pub(crate) const TITLE: u32 = 0x13_0000;

/// Before the hash of an entry's id.
pub(crate) const ID: u32 = 0x13_0001;

/// Normalised titles of fewer characters have no list of their own: their pairs say enough.
const SHORT_TITLE: usize = 7;

/// How many characters a text has. The standard library's count is made for long texts, and weighs more.
pub(crate) fn length_of(text: &str) -> usize {
    text.chars().fold(0, |length, _| length + 1)
}

/// The list of the entries whose whole title this is.
pub(crate) fn key_of_title(normalised: &str) -> Option<Key> {
    (length_of(normalised) >= SHORT_TITLE).then(|| key_of(TITLE, short_hash(normalised), 0))
}

/// The list of the entries with this id.
pub(crate) fn key_of_id(id: &str) -> Key {
    key_of(ID, short_hash(id), 0)
}

/// FNV-1a. Two texts may share it: whatever a list promises is held against the entry itself.
fn short_hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The key of the first of these characters, as many as a list may be of.
#[cfg(feature = "publish")]
pub(crate) fn key_at(characters: &[u32]) -> Key {
    let mut key = Key::default();
    key.iter_mut().zip(characters).for_each(|(place, character)| *place = *character);
    key
}

/// How many parts a key has.
#[cfg(feature = "publish")]
pub(crate) fn length_of_key(key: Key) -> usize {
    key.iter().position(|part| *part == 0).unwrap_or(key.len())
}

/// Kinds of files.
pub(crate) const DIRECTORY: u8 = b'd';
pub(crate) const LISTS: u8 = b'l';
pub(crate) const PART: u8 = b'p';
pub(crate) const WORDS: u8 = b'w';

/// The class of characters that have no letter: after the 26 letters, which are counted from 1.
pub(crate) const NO_LETTER: u32 = 27;

/// The pairs whose characters begin with these letters. Those whose second one is a letter that no syllable begins with
/// are Latin text: they stand together at the end, so that one shard tells of all.
pub(crate) fn group_of(first: u32, second: u32) -> u32 {
    first * 32 + second + if is_no_initial(second) { LATIN } else { 0 }
}

/// The class of a character, where a figure is one of its own.
pub(crate) fn with_figures(code: u32, class: u32) -> u32 {
    let figure = code.wrapping_sub(u32::from(b'0'));
    if figure < 10 { NO_LETTER + 1 + figure } else { class }
}

/// Whether this is the class of `i`, `u` or `v`.
pub(crate) fn is_no_initial(class: u32) -> bool {
    [9, 21, 22].contains(&class)
}

/// The first group of Latin text.
pub(crate) const LATIN: u32 = 1_024;
