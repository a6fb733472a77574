//! The engine as the app speaks to it: messages in, answers out.

use crate::{
    Characters, Engine, Refused, Request, Sort,
    index::{Directory, Found, Index, Located, Need, add_new},
    marks,
    meant::Likeness,
    wire::{Hits, List, Message, Reply, Wanted, Wire},
};
use alloc::{boxed::Box, string::String, vec::Vec};

/// Holds the lists and what is known of characters.
#[derive(Default)]
pub struct Service {
    characters: Characters,
    has_pairs: bool,
    lists: Vec<Opened>,
}

struct Opened {
    list: List,
    content: Content,
}

enum Content {
    Whole(Engine),
    Indexed(Box<Index>),
}

/// Blocks that are read for what may have been meant.
const BLOCKS_OF_MEANT: usize = 3;
/// Entries that are looked at for it.
const ENTRIES_OF_MEANT: usize = 200;

impl Service {
    /// Answers a message, both as bytes.
    pub fn answer(&mut self, message: &[u8]) -> Vec<u8> {
        let reply = Message::read(message).and_then(|message| self.reply(message));
        reply.unwrap_or_else(|refused| Reply::Refused(refused.sentence())).write()
    }

    fn reply(&mut self, message: Message) -> Result<Reply, Refused> {
        match message {
            // Another view of the same site brings the same.
            Message::Pairs(_) if self.has_pairs => {}
            Message::Pairs(file) => {
                self.characters = self.characters.with_pairs(&file)?;
                self.has_pairs = true;
                // Texts are normalised with the pairs.
                for opened in &mut self.lists {
                    if let Content::Indexed(index) = &mut opened.content {
                        **index = Index::new(index.directory().clone(), &self.characters);
                    }
                }
            }
            Message::Readings(file) => self.characters = self.characters.with_readings(&file)?,
            Message::Whole(list, docs) => self.open(list, Content::Whole(Engine::new(docs))),
            Message::Indexed(list, directory) => {
                let index = Index::new(Directory::read(&directory)?, &self.characters);
                self.open(list, Content::Indexed(Box::new(index)));
            }
            Message::File(list, need, file) => {
                if let Some(Content::Indexed(index)) = self.content(list) {
                    index.give(need, file)?;
                }
            }
            Message::Block(list, block, docs) => {
                if let Some(Content::Indexed(index)) = self.content(list) {
                    index.give_block(block, &docs);
                }
            }
            Message::Close(list) => self.lists.retain(|opened| opened.list.number != list),
            Message::Search(list, wanted) => return Ok(Reply::Found(Box::new(self.search(list, &wanted)?))),
            Message::Mark(text, texts) => {
                let query = self.characters.query(&text);
                return Ok(Reply::Marks(texts.iter().map(|text| marks(text, &query)).collect()));
            }
            Message::Locate(list, id) => return self.locate(list, &id),
            Message::Meant(list, text) => return self.meant(list, &text),
        }
        Ok(Reply::Taken)
    }

    fn open(&mut self, list: List, content: Content) {
        self.lists.retain(|opened| opened.list.number != list.number);
        self.lists.push(Opened { list, content });
    }

    fn content(&mut self, list: u32) -> Option<&mut Content> {
        self.lists.iter_mut().find(|opened| opened.list.number == list).map(|opened| &mut opened.content)
    }

    fn search(&mut self, list: u32, wanted: &Wanted) -> Result<Hits, Refused> {
        let query = self.characters.query(&wanted.text);
        let wants_pairs = !query.is_empty() && !self.has_pairs;
        let wants_readings = query.may_be_pinyin() && self.characters.readings.is_none();
        let hits = Hits { is_empty: query.is_empty(), wants_pairs, wants_readings, found: Found::default() };
        let opened = self.lists.iter_mut().find(|opened| opened.list.number == list).ok_or(Refused::Damaged)?;
        let request = Request { query: &query, keys: &opened.list.keys, filters: &wanted.filters, sort: wanted.sort };
        let found = match &mut opened.content {
            Content::Whole(engine) => {
                let mut found = Found::from(engine.search(&request));
                found.hits.truncate(wanted.hits as usize);
                found
            }
            // Its lists are of texts with all pairs, and say nothing of others.
            Content::Indexed(_) if wants_pairs || wants_readings => Found::default(),
            Content::Indexed(index) => index.search(&request, wanted.hits as usize, wanted.blocks as usize)?,
        };
        Ok(Hits { found, ..hits })
    }

    fn locate(&mut self, list: u32, id: &str) -> Result<Reply, Refused> {
        Ok(match self.content(list) {
            // Of a list that the engine does not know it cannot say that it lacks an entry.
            None => return Err(Refused::Damaged),
            Some(Content::Whole(engine)) => {
                Reply::Located((0..).zip(engine.docs()).find(|(_, doc)| doc.id == id).map(|(number, _)| number))
            }
            Some(Content::Indexed(index)) => match index.locate(id)? {
                Located::At(number) => Reply::Located(Some(number)),
                Located::Nowhere => Reply::Located(None),
                Located::Needs(needs) => Reply::Needs(needs),
            },
        })
    }

    /// What may have been meant by a term.
    fn meant(&mut self, list: u32, text: &str) -> Result<Reply, Refused> {
        let characters = self.characters.clone();
        let term = characters.query(text).terms().iter().map(|term| term.text.as_str()).collect::<String>();
        let readings = characters.readings.clone();
        let mut likeness = Likeness::new(&term, readings.as_deref());
        match self.content(list) {
            None => return Err(Refused::Damaged),
            Some(Content::Whole(engine)) => engine.each_text(&characters, &mut |text| likeness.look_at(text)),
            Some(Content::Indexed(index)) => {
                let needs = like(index, &characters, &term, &mut likeness)?;
                if !needs.is_empty() {
                    return Ok(Reply::Needs(needs));
                }
            }
        }
        Ok(Reply::Meant(likeness.offers()))
    }
}

/// Looks at entries that hold a half of the term, or what it sounds like: one slip leaves one half as it was.
fn like(index: &mut Index, characters: &Characters, term: &str, likeness: &mut Likeness) -> Result<Vec<Need>, Refused> {
    let mut needs = Vec::new();
    for text in parts_of(term, characters) {
        let query = characters.query(&text);
        let request = Request { query: &query, keys: &[], filters: &[], sort: Sort::Newest };
        let found = index.search(&request, ENTRIES_OF_MEANT, BLOCKS_OF_MEANT)?;
        found.needs.into_iter().for_each(|need| add_new(&mut needs, need));
        index.each_text(&found.hits, &mut |text| likeness.look_at(text));
    }
    Ok(needs)
}

fn parts_of(term: &str, characters: &Characters) -> Vec<String> {
    let all: Vec<char> = term.chars().collect();
    let (first, second) = all.split_at(all.len() / 2);
    let mut parts: Vec<String> =
        [first, second].iter().filter(|half| half.len() > 1).map(|half| half.iter().collect()).collect();
    if let Some(readings) = &characters.readings {
        let sound: String = all.iter().filter_map(|c| readings.of(*c).next()).collect();
        parts.push(sound);
    }
    parts.retain(|part| !part.is_empty());
    parts
}
