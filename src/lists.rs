//! Lists that can be searched: whole in one file or, where that is too much for a phone, in blocks with an index.

use crate::html::Node;
use crate::route::Route;
use crate::store::{self, Content as Stored, Decode, Fault};
use model::json::Read;
use search::Doc;
use search::index::{Directory, Need};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Which facet each key of a typed filter (`year:2024`) means.
pub type Keys = &'static [(&'static str, u8)];

/// For each facet, by number, its values and how many entries have them.
pub type Facets = Vec<(u8, Vec<(String, u32)>)>;

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id in the data.
    pub id: String,
    /// Its page, below the base: `policies/x`, `reports/2019#s1`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Short facts under the title: number, issuer, date.
    pub facts: Vec<String>,
    /// A line or two of its text.
    pub text: Option<String>,
}

impl Item {
    /// The texts in which what was found is marked: title, facts, text.
    pub fn texts(&self) -> impl Iterator<Item = &String> {
        [&self.title].into_iter().chain(&self.facts).chain(&self.text)
    }
}

/// A file whose entries can be searched.
pub trait Listed: Read + Send + Sync + 'static {
    /// The folder of its blocks below `data/`, and its file without `.json`.
    const NAME: &'static str;
    /// Typed filters.
    const KEYS: Keys;
    /// The heads of the columns that a list is saved in.
    const COLUMNS: &'static [&'static str];
    /// One of its entries.
    type Entry;

    /// The entries, in the order of the list.
    fn entries(&self) -> &[Self::Entry];
    /// The id of an entry.
    fn id(entry: &Self::Entry) -> &str;
    /// The page of an entry.
    fn route(id: String) -> Route;
    /// What the search knows of an entry.
    fn doc(entry: &Self::Entry) -> Doc;
    /// How a list shows an entry.
    fn item(entry: &Self::Entry) -> Item;
    /// What is saved of an entry, by column.
    fn row(entry: &Self::Entry) -> Vec<String>;
    /// An entry's own page.
    fn record(&self, entry: &Self::Entry) -> Node;
}

/// Entries of any kind.
pub trait Entries: Send + Sync {
    /// How many.
    fn count(&self) -> usize;
    /// See [`Listed::doc`].
    fn doc(&self, place: usize) -> Option<Doc>;
    /// See [`Listed::item`].
    fn item(&self, place: usize) -> Option<Item>;
    /// Where the entry with this id is.
    fn place(&self, _: &str) -> Option<usize> {
        None
    }
    /// See [`Listed::row`].
    fn row(&self, _: usize) -> Option<Vec<String>> {
        None
    }
    /// See [`Listed::record`].
    fn record(&self, _: usize) -> Node {
        Node::Nothing
    }
}

struct Listing<T>(Arc<T>);

impl<T: Listed> Entries for Listing<T> {
    fn count(&self) -> usize {
        self.0.entries().len()
    }

    fn doc(&self, place: usize) -> Option<Doc> {
        self.0.entries().get(place).map(T::doc)
    }

    fn item(&self, place: usize) -> Option<Item> {
        self.0.entries().get(place).map(T::item)
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.0.entries().iter().position(|entry| T::id(entry) == id)
    }

    fn row(&self, place: usize) -> Option<Vec<String>> {
        self.0.entries().get(place).map(T::row)
    }

    fn record(&self, place: usize) -> Node {
        self.0.entries().get(place).map_or(Node::Nothing, |entry| self.0.record(entry))
    }
}

/// What is to be known of a type of files with entries. Everything else is compiled once for all of them.
#[derive(Clone, Copy)]
pub struct ListType {
    /// See [`Listed::NAME`].
    pub name: &'static str,
    /// See [`Listed::route`].
    pub route: fn(String) -> Route,
    /// Reads a file.
    pub decode: Decode,
    keys: Keys,
    columns: &'static [&'static str],
    entries: fn(Arc<Stored>) -> Option<Arc<dyn Entries>>,
}

impl ListType {
    /// Of a type.
    pub const fn of<T: Listed>() -> Self {
        Self {
            name: T::NAME,
            route: T::route,
            decode: store::decode::<T>,
            keys: T::KEYS,
            columns: T::COLUMNS,
            entries: entries_of::<T>,
        }
    }

    /// The entries of a file that was read.
    pub fn entries(&self, file: Arc<Stored>) -> Option<Arc<dyn Entries>> {
        (self.entries)(file)
    }

    fn read(&self, bytes: &[u8]) -> Result<Arc<dyn Entries>, Fault> {
        let file = (self.decode)(bytes)?;
        self.entries(file).ok_or(Fault::Missing)
    }
}

fn entries_of<T: Listed>(file: Arc<Stored>) -> Option<Arc<dyn Entries>> {
    Some(Arc::new(Listing(file.downcast::<T>().ok()?)))
}

/// Entries that were put together from a file of another kind.
pub struct Gathered(pub Vec<(Doc, Item)>);

impl Entries for Gathered {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn doc(&self, place: usize) -> Option<Doc> {
        self.0.get(place).map(|(doc, _)| doc.clone())
    }

    fn item(&self, place: usize) -> Option<Item> {
        self.0.get(place).map(|(_, item)| item.clone())
    }
}

/// A list.
pub struct List {
    /// What the engine knows it by.
    pub number: u32,
    /// Typed filters.
    pub keys: Keys,
    /// How many entries it has.
    pub count: u32,
    /// All values of its facets, most frequent first.
    pub facets: Facets,
    /// The heads of the columns that it is saved in.
    pub columns: &'static [&'static str],
    /// Its entries.
    pub content: Content,
}

/// The entries of a list.
pub enum Content {
    /// All of them.
    Whole(Arc<dyn Entries>),
    /// As they are needed.
    Blocks(Box<Blocks>),
}

/// Entries in blocks, with an index.
pub struct Blocks {
    kind: ListType,
    /// What there is.
    pub directory: Directory,
    /// The file of the directory.
    pub file: Arc<Vec<u8>>,
    here: Mutex<Vec<(u32, Arc<dyn Entries>)>>,
}

/// Entries kept in blocks before all are given up for the next search: some 20 MB.
const KEPT_ENTRIES: usize = 30_000;

impl List {
    /// The list of a file that is here whole.
    pub fn of<T: Listed>(number: u32, file: Arc<T>) -> Self {
        Self::whole(number, ListType::of::<T>(), Arc::new(Listing(file)))
    }

    /// The list of all entries.
    pub fn whole(number: u32, kind: ListType, entries: Arc<dyn Entries>) -> Self {
        Self { keys: kind.keys, columns: kind.columns, ..Self::gathered(number, entries) }
    }

    /// The list of these entries.
    pub fn gathered(number: u32, entries: Arc<dyn Entries>) -> Self {
        let count = entries.count() as u32;
        let facets = tally(&*entries);
        Self { number, keys: &[], count, facets, columns: &[], content: Content::Whole(entries) }
    }

    /// The list that a directory names.
    pub fn in_blocks(number: u32, kind: ListType, directory: Directory, file: Arc<Vec<u8>>) -> Self {
        Self {
            number,
            keys: kind.keys,
            count: directory.entries,
            facets: directory.facets.clone(),
            columns: kind.columns,
            content: Content::Blocks(Box::new(Blocks { kind, directory, file, here: Mutex::default() })),
        }
    }

    /// The entries that hold an entry's number, and its place among them; none while they are not here.
    fn place(&self, number: u32) -> Option<(Arc<dyn Entries>, usize)> {
        match &self.content {
            Content::Whole(entries) => Some((Arc::clone(entries), number as usize)),
            Content::Blocks(blocks) => {
                let size = blocks.directory.block;
                Some((blocks.block(number / size)?, (number % size) as usize))
            }
        }
    }

    /// The line of an entry; none while it is not here.
    pub fn item(&self, number: u32) -> Option<Item> {
        let (entries, place) = self.place(number)?;
        entries.item(place)
    }

    /// What is saved of an entry; none while it is not here.
    pub fn row(&self, number: u32) -> Option<Vec<String>> {
        let (entries, place) = self.place(number)?;
        entries.row(place)
    }
}

impl Blocks {
    fn here(&self) -> MutexGuard<'_, Vec<(u32, Arc<dyn Entries>)>> {
        self.here.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn block(&self, block: u32) -> Option<Arc<dyn Entries>> {
        self.here().iter().find(|(known, _)| *known == block).map(|(_, entries)| Arc::clone(entries))
    }

    /// The entries of a block as documents; none while it is not here.
    pub fn docs(&self, block: u32) -> Option<Vec<Doc>> {
        let entries = self.block(block)?;
        Some((0..entries.count()).filter_map(|place| entries.doc(place)).collect())
    }

    /// Takes the file of a block.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn take(&self, block: u32, file: &[u8]) -> Result<(), Fault> {
        let entries = self.kind.read(file)?;
        let mut here = self.here();
        here.retain(|(known, _)| *known != block);
        here.push((block, entries));
        Ok(())
    }

    /// Gives up what it holds when that is a lot; whether it was.
    pub fn forget(&self) -> bool {
        let mut here = self.here();
        let is_much = here.len() * self.directory.block as usize > KEPT_ENTRIES;
        if is_much {
            here.clear();
        }
        is_much
    }

    /// The blocks of these entries that are not here.
    pub fn missing(&self, entries: &mut dyn Iterator<Item = u32>) -> Vec<Need> {
        let mut missing = Vec::new();
        for need in entries.filter_map(|entry| self.directory.block_with(entry)) {
            if matches!(need, Need::Block(block, _) if self.block(block).is_none()) && !missing.contains(&need) {
                missing.push(need);
            }
        }
        missing
    }

    /// The file of the block that an entry is in, below `data/`, and the entry's place in it.
    pub fn place_of(&self, number: u32) -> Option<(String, usize)> {
        let need = self.directory.block_with(number)?;
        Some((self.path(&need), (number % self.directory.block) as usize))
    }

    /// Where a file of it is, below `data/`.
    pub fn path(&self, need: &Need) -> String {
        let ending = if matches!(need, Need::Block(..)) { "json" } else { "bin" };
        format!("{}/{}.{ending}", self.kind.name, need.name())
    }
}

/// The facets as the engine counts them when nothing is asked for: most frequent first, then by text.
fn tally(entries: &dyn Entries) -> Facets {
    let mut counts: Vec<((u8, String), u32)> = Vec::new();
    for doc in (0..entries.count()).filter_map(|place| entries.doc(place)) {
        for (place, value) in doc.facets.iter().enumerate() {
            if doc.facets.iter().take(place).any(|other| other == value) {
                continue;
            }
            match counts.binary_search_by(|(known, _)| known.cmp(value)) {
                Ok(at) => counts[at].1 += 1,
                Err(at) => counts.insert(at, (value.clone(), 1)),
            }
        }
    }
    let mut facets: Facets = Vec::new();
    for ((facet, value), count) in counts {
        if facets.last().is_none_or(|(last, _)| *last != facet) {
            facets.push((facet, Vec::new()));
        }
        if let Some((_, values)) = facets.last_mut() {
            // Before the first that is rarer, so that equals stay in the order of their text.
            values.insert(values.partition_point(|(_, other)| *other >= count), (value, count));
        }
    }
    facets
}

#[cfg(test)]
mod tests {
    use super::*;
    use search::{Engine, Query, Request, Sort};

    #[test]
    fn values_are_counted_as_the_engine_counts_them_when_nothing_is_asked() {
        let facets = [&[(0, "乙"), (0, "甲"), (1, "丙")][..], &[(0, "甲"), (0, "甲")], &[(0, "乙")], &[]];
        let docs = facets.map(|facets| Doc {
            facets: facets.iter().map(|(facet, value)| (*facet, (*value).to_owned())).collect(),
            ..Doc::default()
        });
        let item = Item { id: String::new(), path: String::new(), title: String::new(), facts: Vec::new(), text: None };
        let gathered = Gathered(docs.iter().map(|doc| (doc.clone(), item.clone())).collect());
        let request = Request { query: &Query::default(), keys: &[], filters: &[], sort: Sort::Given };
        assert_eq!(tally(&gathered), Engine::new(docs.to_vec()).search(&request).facets);
    }
}
