//! What the app and the engine say to each other, as bytes.
//!
//! The engine is a program of its own, which comes with the first search. Each message has one answer. Both sides are of
//! one release, so there is no version.

use alloc::{borrow::ToOwned, boxed::Box, string::String, vec::Vec};
use core::ops::Range;

use crate::{
    Answer, Doc, Refused, Sort,
    bytes::{Reader, write},
    index::{Found, Hash, Need, Total},
    query::KEYS,
};

/// What the app says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// What characters become: the file of pairs.
    Pairs(Vec<u8>),
    /// How characters sound: the file of readings.
    Readings(Vec<u8>),
    /// A list with all its documents, under a number of the app's choice.
    Whole(List, Vec<Doc>),
    /// A list with an index: its directory.
    Indexed(List, Vec<u8>),
    /// A file that was needed, of the list with this number.
    File(u32, Need, Vec<u8>),
    /// A block that was needed, of the list with this number.
    Block(u32, u32, Vec<Doc>),
    /// The list with this number is not needed any more.
    Close(u32),
    /// A search in the list with this number.
    Search(u32, Wanted),
    /// What was typed, and texts in which to mark it.
    Mark(String, Vec<String>),
    /// Where in the list with this number an id is.
    Locate(u32, String),
    /// What may have been meant where the list with this number holds nothing like it.
    Meant(u32, String),
}

/// A list, named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The app's own number for it.
    pub number: u32,
    /// Which facet each key of a typed filter means.
    pub keys: Vec<(&'static str, u8)>,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What was typed.
    pub text: String,
    /// See [`crate::Request::filters`].
    pub filters: Vec<(u8, String)>,
    /// The order.
    pub sort: Sort,
    /// So many hits.
    pub hits: u32,
    /// Out of so many blocks, where there is an index.
    pub blocks: u32,
}

/// What the engine says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// What was given is taken.
    Taken,
    /// What was given cannot be used: a sentence.
    Refused(String),
    /// What was found.
    Found(Box<Hits>),
    /// For each text the byte ranges to mark.
    Marks(Vec<Vec<Range<usize>>>),
    /// The number of an entry; none where there is no such entry.
    Located(Option<u32>),
    /// These files are needed before there is an answer.
    Needs(Vec<Need>),
    /// What may have been meant, the likeliest first.
    Meant(Vec<String>),
}

/// What a search found, so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// By [`Found`]: of a list without an index everything is known at once.
    pub found: Found,
    /// Whether nothing was asked for.
    pub is_empty: bool,
    /// Whether the file of pairs would find more.
    pub wants_pairs: bool,
    /// Whether the file of readings would.
    pub wants_readings: bool,
}

impl From<Answer> for Found {
    fn from(answer: Answer) -> Self {
        let count = answer.hits.len() as u32;
        Self {
            hits: answer.hits,
            is_ranked: true,
            total: Total::Exactly(count),
            facets: answer.facets,
            missing_terms: answer.missing_terms,
            ..Self::default()
        }
    }
}

/// A message or an answer as bytes.
pub trait Wire: Sized {
    /// Writes it.
    fn write(&self) -> Vec<u8>;
    /// Reads it.
    ///
    /// # Errors
    /// When the bytes are no such thing.
    fn read(bytes: &[u8]) -> Result<Self, Refused>;
}

impl Wire for Message {
    fn write(&self) -> Vec<u8> {
        let out = &mut Vec::new();
        match self {
            Self::Pairs(file) => blob(start(out, 0), file),
            Self::Readings(file) => blob(start(out, 1), file),
            Self::Whole(list, docs) => {
                write_list(start(out, 2), list);
                write_docs(out, docs);
            }
            Self::Indexed(list, directory) => {
                write_list(start(out, 3), list);
                blob(out, directory);
            }
            Self::File(list, need, file) => {
                write::number(start(out, 4), *list);
                write_need(out, need);
                blob(out, file);
            }
            Self::Block(list, block, docs) => {
                write::number(start(out, 5), *list);
                write::number(out, *block);
                write_docs(out, docs);
            }
            Self::Close(list) => write::number(start(out, 6), *list),
            Self::Search(list, wanted) => {
                write::number(start(out, 7), *list);
                write_wanted(out, wanted);
            }
            Self::Mark(text, texts) => {
                write::text(start(out, 8), text);
                write::number(out, texts.len() as u32);
                texts.iter().for_each(|text| write::text(out, text));
            }
            Self::Locate(list, id) => {
                write::number(start(out, 9), *list);
                write::text(out, id);
            }
            Self::Meant(list, text) => {
                write::number(start(out, 10), *list);
                write::text(out, text);
            }
        }
        core::mem::take(out)
    }

    fn read(bytes: &[u8]) -> Result<Self, Refused> {
        let bytes = &mut Reader::over(bytes);
        Ok(match bytes.number()? {
            0 => Self::Pairs(read_blob(bytes)?),
            1 => Self::Readings(read_blob(bytes)?),
            2 => Self::Whole(read_list(bytes)?, read_docs(bytes)?),
            3 => Self::Indexed(read_list(bytes)?, read_blob(bytes)?),
            4 => Self::File(bytes.number()?, read_need(bytes)?, read_blob(bytes)?),
            5 => Self::Block(bytes.number()?, bytes.number()?, read_docs(bytes)?),
            6 => Self::Close(bytes.number()?),
            7 => Self::Search(bytes.number()?, read_wanted(bytes)?),
            8 => Self::Mark(owned(bytes)?, several(bytes, owned)?),
            9 => Self::Locate(bytes.number()?, owned(bytes)?),
            10 => Self::Meant(bytes.number()?, owned(bytes)?),
            _ => return Err(Refused::Damaged),
        })
    }
}

impl Wire for Reply {
    fn write(&self) -> Vec<u8> {
        let out = &mut Vec::new();
        match self {
            Self::Taken => _ = start(out, 0),
            Self::Refused(sentence) => write::text(start(out, 1), sentence),
            Self::Found(hits) => write_hits(start(out, 2), hits),
            Self::Marks(marks) => {
                write::number(start(out, 3), marks.len() as u32);
                for ranges in marks {
                    write::number(out, ranges.len() as u32);
                    for range in ranges {
                        write::number(out, range.start as u32);
                        write::number(out, range.end as u32);
                    }
                }
            }
            Self::Located(number) => {
                write::number(start(out, 4), u32::from(number.is_some()));
                write::number(out, number.unwrap_or_default());
            }
            Self::Needs(needs) => write_needs(start(out, 5), needs),
            Self::Meant(texts) => {
                write::number(start(out, 6), texts.len() as u32);
                texts.iter().for_each(|text| write::text(out, text));
            }
        }
        core::mem::take(out)
    }

    fn read(bytes: &[u8]) -> Result<Self, Refused> {
        let bytes = &mut Reader::over(bytes);
        Ok(match bytes.number()? {
            0 => Self::Taken,
            1 => Self::Refused(owned(bytes)?),
            2 => Self::Found(Box::new(read_hits(bytes)?)),
            3 => Self::Marks(several(bytes, |bytes| several(bytes, read_range))?),
            4 => {
                let is_there = bytes.number()? == 1;
                let number = bytes.number()?;
                Self::Located(is_there.then_some(number))
            }
            5 => Self::Needs(several(bytes, read_need)?),
            6 => Self::Meant(several(bytes, owned)?),
            _ => return Err(Refused::Damaged),
        })
    }
}

fn start(out: &mut Vec<u8>, kind: u32) -> &mut Vec<u8> {
    write::number(out, kind);
    out
}

fn blob(out: &mut Vec<u8>, bytes: &[u8]) {
    write::number(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

fn read_blob(bytes: &mut Reader) -> Result<Vec<u8>, Refused> {
    let length = bytes.count()?;
    Ok(bytes.take(length)?.to_vec())
}

fn owned(bytes: &mut Reader) -> Result<String, Refused> {
    Ok(bytes.text()?.to_owned())
}

fn several<'b, T>(
    bytes: &mut Reader<'b>,
    one: impl Fn(&mut Reader<'b>) -> Result<T, Refused>,
) -> Result<Vec<T>, Refused> {
    let mut all = Vec::new();
    for _ in 0..bytes.count()? {
        all.push(one(bytes)?);
    }
    Ok(all)
}

fn write_list(out: &mut Vec<u8>, list: &List) {
    write::number(out, list.number);
    write::number(out, list.keys.len() as u32);
    for (key, facet) in &list.keys {
        write::text(out, key);
        write::number(out, u32::from(*facet));
    }
}

fn read_list(bytes: &mut Reader) -> Result<List, Refused> {
    let number = bytes.number()?;
    let key = |bytes: &mut Reader| {
        let text = bytes.text()?;
        let (key, _) = KEYS.iter().find(|(key, _)| *key == text).ok_or(Refused::Damaged)?;
        Ok((*key, bytes.number()? as u8))
    };
    Ok(List { number, keys: several(bytes, key)? })
}

/// An absent text is an empty one: neither is searched.
fn write_docs(out: &mut Vec<u8>, docs: &[Doc]) {
    write::number(out, docs.len() as u32);
    for doc in docs {
        write::text(out, &doc.id);
        write::text(out, &doc.title);
        write::text(out, doc.number.as_deref().unwrap_or_default());
        write::text(out, doc.date.as_deref().unwrap_or_default());
        write::number(out, doc.fields.len() as u32);
        doc.fields.iter().for_each(|field| write::text(out, field));
        write_values(out, &doc.facets);
    }
}

fn read_docs(bytes: &mut Reader) -> Result<Vec<Doc>, Refused> {
    let some = |text: String| (!text.is_empty()).then_some(text);
    several(bytes, |bytes| {
        Ok(Doc {
            id: owned(bytes)?,
            title: owned(bytes)?,
            number: some(owned(bytes)?),
            date: some(owned(bytes)?),
            fields: several(bytes, owned)?,
            facets: several(bytes, read_value)?,
        })
    })
}

fn write_values(out: &mut Vec<u8>, values: &[(u8, String)]) {
    write::number(out, values.len() as u32);
    for (facet, value) in values {
        write::number(out, u32::from(*facet));
        write::text(out, value);
    }
}

fn read_value(bytes: &mut Reader) -> Result<(u8, String), Refused> {
    Ok((bytes.number()? as u8, owned(bytes)?))
}

const SORTS: [Sort; 4] = [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Given];

fn write_wanted(out: &mut Vec<u8>, wanted: &Wanted) {
    write::text(out, &wanted.text);
    write_values(out, &wanted.filters);
    write::number(out, SORTS.iter().position(|sort| *sort == wanted.sort).unwrap_or_default() as u32);
    write::number(out, wanted.hits);
    write::number(out, wanted.blocks);
}

fn read_wanted(bytes: &mut Reader) -> Result<Wanted, Refused> {
    Ok(Wanted {
        text: owned(bytes)?,
        filters: several(bytes, read_value)?,
        sort: SORTS.get(bytes.number()? as usize).copied().ok_or(Refused::Damaged)?,
        hits: bytes.number()?,
        blocks: bytes.number()?,
    })
}

fn write_need(out: &mut Vec<u8>, need: &Need) {
    let (kind, place, hash) = match need {
        Need::Lists(place, hash) => (0, *place, hash),
        Need::Part(hash) => (1, 0, hash),
        Need::Words(place, hash) => (2, *place, hash),
        Need::Block(place, hash) => (3, *place, hash),
    };
    write::number(out, kind);
    write::number(out, place);
    out.extend_from_slice(hash);
}

fn read_need(bytes: &mut Reader) -> Result<Need, Refused> {
    let (kind, place) = (bytes.number()?, bytes.number()?);
    let hash: Hash = bytes.take(6)?.try_into().map_err(|_| Refused::Damaged)?;
    match kind {
        0 => Ok(Need::Lists(place, hash)),
        1 => Ok(Need::Part(hash)),
        2 => Ok(Need::Words(place, hash)),
        3 => Ok(Need::Block(place, hash)),
        _ => Err(Refused::Damaged),
    }
}

fn write_needs(out: &mut Vec<u8>, needs: &[Need]) {
    write::number(out, needs.len() as u32);
    needs.iter().for_each(|need| write_need(out, need));
}

fn write_hits(out: &mut Vec<u8>, hits: &Hits) {
    let Found { hits: numbers, is_ranked, is_misordered, total, facets, searched, needs, missing_terms } = &hits.found;
    let (is_exact, count) = match total {
        Total::Exactly(count) => (true, *count),
        Total::AtLeast(count) => (false, *count),
    };
    let flags = [hits.is_empty, hits.wants_pairs, hits.wants_readings, *is_ranked, *is_misordered, is_exact];
    write::number(out, flags.iter().rev().fold(0, |bits, flag| bits * 2 + u32::from(*flag)));
    write::number(out, count);
    write::number(out, *searched);
    write::number(out, numbers.len() as u32);
    numbers.iter().for_each(|hit| write::number(out, *hit));
    write::number(out, facets.len() as u32);
    for (facet, values) in facets {
        write::number(out, u32::from(*facet));
        write::number(out, values.len() as u32);
        for (value, count) in values {
            write::text(out, value);
            write::number(out, *count);
        }
    }
    write_needs(out, needs);
    write::number(out, missing_terms.len() as u32);
    missing_terms.iter().for_each(|term| write::text(out, term));
}

fn read_hits(bytes: &mut Reader) -> Result<Hits, Refused> {
    let flags = bytes.number()?;
    let has = |place: u32| flags >> place & 1 == 1;
    let count = bytes.number()?;
    let counted = |bytes: &mut Reader| Ok((owned(bytes)?, bytes.number()?));
    let found = Found {
        is_ranked: has(3),
        is_misordered: has(4),
        total: if has(5) { Total::Exactly(count) } else { Total::AtLeast(count) },
        searched: bytes.number()?,
        hits: several(bytes, |bytes| bytes.number())?,
        facets: several(bytes, |bytes| Ok((bytes.number()? as u8, several(bytes, counted)?)))?,
        needs: several(bytes, read_need)?,
        missing_terms: several(bytes, owned)?,
    };
    Ok(Hits { found, is_empty: has(0), wants_pairs: has(1), wants_readings: has(2) })
}

fn read_range(bytes: &mut Reader) -> Result<Range<usize>, Refused> {
    let start = bytes.number()? as usize;
    Ok(start..bytes.number()? as usize)
}
