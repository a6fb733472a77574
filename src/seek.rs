//! Searches: what is asked of the engine, the files that it needs for an answer, and the answer as a page shows it.

use crate::engine::Engine;
use crate::lists::{Content, Facets, Item, List};
use crate::store::{Fault, Store};
use search::index::{Need, Total};
use search::wire::{self, Hits, Message, Reply, Wanted, Wire};
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The file of traditional and other forms of characters, below `data/`.
pub const PAIRS: &str = "search/characters.bin";
/// The file of pinyin, below `data/`.
pub const READINGS: &str = "search/pinyin.bin";
/// What a fault of the engine itself is called by.
pub const ENGINE: &str = "search";

/// Entries of a large list that one search may look at, in their blocks.
const MOST_ENTRIES: u32 = 16_384;

/// What a search gave, so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Results {
    /// What was found, in order.
    pub hits: Vec<Hit>,
    /// How many entries match.
    pub total: Total,
    /// The values of what was found, with counts; empty where they are not known.
    pub facets: Facets,
    /// Where the search goes on: all entries before this one have been looked at.
    pub searched: u32,
    /// Whether nothing was asked for: what was typed is only punctuation.
    pub is_empty: bool,
    /// Whether nothing more will come.
    pub is_final: bool,
    /// Whether the order is not the one asked for, because there is too much.
    pub is_misordered: bool,
    /// The terms that no entry holds, as written.
    pub missing_terms: Vec<String>,
    /// What may have been meant: the whole text, put right.
    pub meant: Vec<String>,
    /// A file that did not come, and why: there may be more than was found.
    pub lost: Option<(String, Fault)>,
}

/// An entry that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its number in the list.
    pub number: u32,
    /// Its line.
    pub item: Item,
    /// What to mark in each of [`Item::texts`]; nothing where nothing is.
    pub marks: Vec<Vec<Range<usize>>>,
}

/// What a page hears of its search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Results, perhaps not yet all.
    Results(Arc<Results>),
    /// A file of this path below `data/` did not come, or cannot be used.
    Failed(String, Fault),
}

/// A search under way; when it is dropped, nobody wants to hear more of it.
pub struct Search(Rc<Job>);

impl Drop for Search {
    fn drop(&mut self) {
        self.0.is_over.set(true);
    }
}

/// Searches lists.
#[derive(Clone)]
pub struct Seeker(Arc<Desk>);

struct Desk {
    engine: Box<dyn Engine>,
    store: Store,
    lists: Mutex<Vec<Known>>,
    pairs: Mutex<Pairs>,
    /// Whether the file of pinyin was asked for.
    has_readings: AtomicBool,
}

/// The file of pairs, which every search needs: it comes together with the engine, and searches wait for it.
#[derive(Default)]
enum Pairs {
    /// Nobody has searched yet.
    #[default]
    Unasked,
    /// On its way; these searches wait for it.
    Coming(Vec<SendWrapper<Rc<Job>>>),
    /// Here, or not to be had: a search asks for it once more, and says so.
    Settled,
}

struct Known {
    name: String,
    list: Arc<List>,
    is_open: bool,
}

/// What a search is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What was typed, the filters, the order and how many are shown.
    pub wanted: Wanted,
    /// Whether the entries are shown as they stand: nothing is asked of the engine.
    pub is_plain: bool,
    /// Whether nothing is marked.
    pub is_bare: bool,
}

struct Job {
    desk: Seeker,
    list: Arc<List>,
    asked: Asked,
    tell: Box<dyn Tell>,
    is_over: Cell<bool>,
    /// Files that did not come and without which something is found all the same.
    given_up: RefCell<Vec<(Get, Told)>>,
}

/// Hears of a search. See `html::Now` for why this is no `Box<dyn Fn>`.
trait Tell {
    fn tell(&self, told: Told);
}

impl<F: Fn(Told)> Tell for F {
    fn tell(&self, told: Told) {
        self(told);
    }
}

/// Something to get before the engine is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Get {
    Pairs,
    Readings,
    Need(Need),
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Several views on one page have one engine.
static NEXT_LIST: AtomicU32 = AtomicU32::new(0);

impl Seeker {
    /// Asks this engine, and this store for its files.
    pub fn new(engine: impl Engine + 'static, store: Store) -> Self {
        Self(Arc::new(Desk {
            engine: Box::new(engine),
            store,
            lists: Mutex::default(),
            pairs: Mutex::default(),
            has_readings: AtomicBool::default(),
        }))
    }

    /// Brings the engine and the file of pairs before they are needed.
    pub fn wake(&self) {
        let mut pairs = locked(&self.0.pairs);
        if !matches!(*pairs, Pairs::Unasked) {
            return;
        }
        *pairs = Pairs::Coming(Vec::new());
        drop(pairs);
        self.say(&Message::Mark(String::new(), Vec::new()), |_| ());
        let desk = self.clone();
        self.0.store.bytes(
            PAIRS,
            Box::new(move |bytes| {
                if let Ok(bytes) = bytes {
                    desk.say(&Message::Pairs(bytes), |_| ());
                }
                let waiting = std::mem::replace(&mut *locked(&desk.0.pairs), Pairs::Settled);
                if let Pairs::Coming(jobs) = waiting {
                    jobs.into_iter().for_each(|job| job.take().ask());
                }
            }),
        );
    }

    /// The list of this name, made at its first use and kept for the visit. `make` is given its number.
    pub fn list(&self, name: &str, make: impl FnOnce(u32) -> List) -> Arc<List> {
        let mut lists = locked(&self.0.lists);
        if let Some(known) = lists.iter().find(|known| known.name == name) {
            return Arc::clone(&known.list);
        }
        let list = Arc::new(make(NEXT_LIST.fetch_add(1, Ordering::Relaxed)));
        lists.push(Known { name: name.to_owned(), list: Arc::clone(&list), is_open: false });
        list
    }

    /// Lets go of all lists, here and in the engine.
    pub fn clear(&self) {
        let lists = std::mem::take(&mut *locked(&self.0.lists));
        for known in lists.into_iter().filter(|known| known.is_open) {
            self.say(&Message::Close(known.list.number), |_| ());
        }
    }

    /// Searches a list. `tell` is called with what is known so far, and again with more.
    pub fn search(&self, list: &Arc<List>, asked: Asked, tell: impl Fn(Told) + 'static) -> Search {
        let job = Rc::new(Job {
            desk: self.clone(),
            list: Arc::clone(list),
            asked,
            tell: Box::new(tell),
            is_over: Cell::new(false),
            given_up: RefCell::default(),
        });
        if matches!(&list.content, Content::Blocks(blocks) if blocks.forget()) {
            // The engine forgets with it: it is given the list anew.
            self.close(list.number);
        }
        Rc::clone(&job).ask();
        Search(job)
    }

    /// Where in a list an id is; `found` is called once.
    pub fn locate(&self, list: &Arc<List>, id: &str, found: impl FnOnce(Result<Option<u32>, Told>) + 'static) {
        let found: HearPlace = Box::new(found);
        let (list, id) = (Arc::clone(list), id.to_owned());
        locate(Rc::new(Place { desk: self.clone(), list, id, found: Cell::new(Some(found)) }));
    }

    /// Says a message; what cannot be heard is a fault of the engine.
    fn say(&self, message: &Message, heard: impl FnOnce(Result<Reply, Told>) + 'static) {
        self.say_boxed(message, Box::new(heard));
    }

    /// Compiled once, whoever hears.
    fn say_boxed(&self, message: &Message, heard: Box<dyn FnOnce(Result<Reply, Told>)>) {
        let wait = self.0.store.wait();
        self.0.engine.ask(
            message.write(),
            Box::new(move |bytes| {
                let reply = match bytes.map(|bytes| Reply::read(&bytes)) {
                    Some(Ok(Reply::Refused(sentence))) => Err(engine_fault(Fault::Damaged(sentence))),
                    Some(Ok(reply)) => Ok(reply),
                    Some(Err(refused)) => Err(engine_fault(Fault::Damaged(refused.to_string()))),
                    None => Err(engine_fault(Fault::Network)),
                };
                heard(reply);
                drop(wait);
            }),
        );
    }

    /// Makes the list known to the engine, once.
    fn open(&self, list: &List) {
        let mut lists = locked(&self.0.lists);
        let Some(known) = lists.iter_mut().find(|known| known.list.number == list.number) else { return };
        if std::mem::replace(&mut known.is_open, true) {
            return;
        }
        drop(lists);
        let named = wire::List { number: list.number, keys: list.keys.to_vec() };
        let message = match &list.content {
            Content::Whole(entries) => {
                Message::Whole(named, (0..entries.count()).filter_map(|place| entries.doc(place)).collect())
            }
            Content::Blocks(blocks) => Message::Indexed(named, blocks.file.to_vec()),
        };
        let (desk, number) = (self.clone(), list.number);
        self.say(&message, move |reply| {
            if reply.is_err() {
                desk.close(number);
            }
        });
    }

    /// The engine does not know the list any more: it is made known again with the next search.
    fn close(&self, number: u32) {
        for known in locked(&self.0.lists).iter_mut().filter(|known| known.list.number == number) {
            known.is_open = false;
        }
    }

    /// Gets a file and gives it to the engine; `done` hears whether that worked.
    fn get(&self, list: &Arc<List>, get: Get, done: Box<dyn FnOnce(Result<(), Told>)>) {
        let number = list.number;
        let path = match (get, &list.content) {
            (Get::Pairs, _) => PAIRS.to_owned(),
            (Get::Readings, _) => {
                self.0.has_readings.store(true, Ordering::Relaxed);
                READINGS.to_owned()
            }
            (Get::Need(Need::Block(block, _)), Content::Blocks(blocks)) if blocks.docs(block).is_some() => {
                let message = Message::Block(number, block, blocks.docs(block).unwrap_or_default());
                return self.say(&message, |reply| done(reply.map(|_| ())));
            }
            (Get::Need(need), Content::Blocks(blocks)) => blocks.path(&need),
            (Get::Need(_), Content::Whole(_)) => return done(Ok(())),
        };
        let (desk, list, named) = (self.clone(), Arc::clone(list), path.clone());
        self.0.store.bytes(
            &path,
            Box::new(move |bytes| {
                let message = bytes.and_then(|bytes| message_of(&list, get, bytes));
                match message {
                    Ok(message) => desk.say(&message, |reply| done(reply.map(|_| ()))),
                    Err(fault) => done(Err(Told::Failed(named, fault))),
                }
            }),
        );
    }
}

/// Counts one down; whether it was the last. None is the last where the count was set to zero.
fn is_last(left: &Cell<usize>) -> bool {
    let before = left.get();
    left.set(before.saturating_sub(1));
    before == 1
}

fn engine_fault(fault: Fault) -> Told {
    Told::Failed(ENGINE.to_owned(), fault)
}

fn message_of(list: &List, get: Get, bytes: Vec<u8>) -> Result<Message, Fault> {
    Ok(match (get, &list.content) {
        (Get::Pairs, _) => Message::Pairs(bytes),
        (Get::Readings, _) => Message::Readings(bytes),
        (Get::Need(Need::Block(block, _)), Content::Blocks(blocks)) => {
            blocks.take(block, &bytes)?;
            Message::Block(list.number, block, blocks.docs(block).unwrap_or_default())
        }
        (Get::Need(need), _) => Message::File(list.number, need, bytes),
    })
}

impl Job {
    fn ask(self: Rc<Self>) {
        if self.is_over.get() {
            return;
        }
        if self.asked.is_plain {
            return self.show_plain();
        }
        self.desk.wake();
        if let Pairs::Coming(waiting) = &mut *locked(&self.desk.0.pairs) {
            return waiting.push(SendWrapper::new(Rc::clone(&self)));
        }
        let (desk, list) = (self.desk.clone(), Arc::clone(&self.list));
        desk.open(&list);
        let blocks = match &list.content {
            Content::Whole(_) => 0,
            Content::Blocks(blocks) => MOST_ENTRIES / blocks.directory.block,
        };
        let message = Message::Search(list.number, Wanted { blocks, ..self.asked.wanted.clone() });
        desk.say(&message, move |reply| match reply {
            Ok(Reply::Found(hits)) => self.heard(*hits),
            Ok(_) => {}
            Err(fault) => {
                self.desk.close(self.list.number);
                self.tell(fault);
            }
        });
    }

    fn tell(&self, told: Told) {
        if !self.is_over.get() {
            self.tell.tell(told);
        }
    }

    fn heard(self: Rc<Self>, hits: Hits) {
        let mut gets = Vec::new();
        gets.extend(hits.wants_pairs.then_some(Get::Pairs));
        gets.extend(hits.wants_readings.then_some(Get::Readings));
        gets.extend(hits.found.needs.iter().map(|need| Get::Need(*need)));
        if let Content::Blocks(blocks) = &self.list.content {
            // Those that another search gave up meanwhile.
            gets.extend(blocks.missing(&mut hits.found.hits.iter().copied()).into_iter().map(Get::Need));
        }
        gets.retain(|get| !self.is_given_up(*get));
        if gets.is_empty() {
            // What is not found without a file may be there all the same.
            return match self.last_fault().filter(|_| hits.found.hits.is_empty()) {
                Some(fault) => self.tell(fault),
                None => self.finish(hits),
            };
        }
        let is_something = !hits.found.hits.is_empty() || hits.found.searched > 0;
        if is_something && !hits.wants_readings {
            Rc::clone(&self).show(hits, false);
        }
        self.get_all(gets);
    }

    /// Gets the files together, then asks again.
    fn get_all(self: Rc<Self>, gets: Vec<Get>) {
        let left = Rc::new(Cell::new(gets.len()));
        for get in gets {
            let (job, left) = (Rc::clone(&self), Rc::clone(&left));
            self.desk.get(
                &self.list,
                get,
                Box::new(move |got| {
                    if let Err(fault) = got {
                        // Without the files of characters everything is found that is written as it was typed; but
                        // no index tells without them.
                        if matches!((&job.list.content, get), (Content::Blocks(_), Get::Pairs | Get::Readings)) {
                            left.set(0);
                            return job.tell(fault);
                        }
                        job.given_up.borrow_mut().push((get, fault));
                    }
                    if is_last(&left) {
                        job.ask();
                    }
                }),
            );
        }
    }

    fn finish(self: Rc<Self>, hits: Hits) {
        Rc::clone(&self).show(hits.clone(), true);
        if !hits.found.hits.is_empty() || hits.found.total != Total::Exactly(0) {
            return;
        }
        let text = self.asked.wanted.text.trim();
        let term = match &hits.found.missing_terms[..] {
            [] if self.asked.wanted.filters.is_empty() && !text.contains(' ') => text.to_owned(),
            // Another word in place of one would not help where two are missing.
            [term] => term.clone(),
            _ => return,
        };
        if self.desk.0.has_readings.load(Ordering::Relaxed) {
            return self.look_for_meant(hits, term);
        }
        // Without it only other characters are seen, not what sounds the same.
        let (desk, list) = (self.desk.clone(), Arc::clone(&self.list));
        desk.get(&list, Get::Readings, Box::new(move |_| self.look_for_meant(hits, term)));
    }

    /// Asks what may have been meant by a term that is nowhere.
    fn look_for_meant(self: Rc<Self>, hits: Hits, term: String) {
        if self.is_over.get() {
            return;
        }
        let message = Message::Meant(self.list.number, term.clone());
        let (desk, list) = (self.desk.clone(), Arc::clone(&self.list));
        desk.say(&message, move |reply| match reply {
            Ok(Reply::Meant(offers)) if !offers.is_empty() => {
                let text = &self.asked.wanted.text;
                let meant = offers.iter().map(|offer| put_right(text, &term, offer)).collect();
                self.tell(Told::Results(Arc::new(Results { meant, ..results(hits, Vec::new(), true) })));
            }
            Ok(Reply::Needs(needs)) => {
                let left = Rc::new(Cell::new(needs.len()));
                for need in needs {
                    let (job, left, hits, term) = (Rc::clone(&self), Rc::clone(&left), hits.clone(), term.clone());
                    self.desk.get(
                        &list,
                        Get::Need(need),
                        Box::new(move |got| {
                            // A file that did not come: then nothing is offered.
                            if got.is_ok() && is_last(&left) {
                                job.look_for_meant(hits, term);
                            }
                        }),
                    );
                }
            }
            _ => {}
        });
    }

    /// Tells the hits, marked.
    fn show(self: Rc<Self>, hits: Hits, is_final: bool) {
        let numbers = hits.found.hits.iter();
        let items: Vec<(u32, Item)> = numbers.filter_map(|hit| Some((*hit, self.list.item(*hit)?))).collect();
        if hits.is_empty || items.is_empty() || self.asked.is_bare {
            let hits_shown = items.into_iter().map(|(number, item)| Hit { number, item, marks: Vec::new() }).collect();
            return self.tell_results(hits, hits_shown, is_final);
        }
        let texts = items.iter().flat_map(|(_, item)| item.texts().cloned()).collect();
        let (desk, message) = (self.desk.clone(), Message::Mark(self.asked.wanted.text.clone(), texts));
        desk.say(&message, move |reply| {
            let mut marks = match reply {
                Ok(Reply::Marks(marks)) => marks.into_iter(),
                _ => Vec::new().into_iter(),
            };
            let hit = |(number, item): (u32, Item)| {
                let marks = item.texts().map(|_| marks.next().unwrap_or_default()).collect();
                Hit { number, item, marks }
            };
            let shown = items.into_iter().map(hit).collect();
            self.tell_results(hits, shown, is_final);
        });
    }

    fn tell_results(&self, hits: Hits, shown: Vec<Hit>, is_final: bool) {
        let lost = if is_final { self.lost() } else { None };
        self.tell(Told::Results(Arc::new(Results { lost, ..results(hits, shown, is_final) })));
    }

    fn is_given_up(&self, get: Get) -> bool {
        self.given_up.borrow().iter().any(|(other, _)| *other == get)
    }

    /// Of the last file that did not come, of the list or of characters.
    fn last_fault(&self) -> Option<Told> {
        self.given_up.borrow().last().map(|(_, fault)| fault.clone())
    }

    /// The last file of the list that did not come.
    fn lost(&self) -> Option<(String, Fault)> {
        let given_up = self.given_up.borrow();
        let mut lost = given_up.iter().rev().filter(|(get, _)| matches!(get, Get::Need(_)));
        match &lost.next()?.1 {
            Told::Failed(path, fault) => Some((path.clone(), fault.clone())),
            Told::Results(_) => None,
        }
    }

    /// The entries as they stand, from the first on.
    fn show_plain(self: Rc<Self>) {
        let count = self.list.count;
        let shown = self.asked.wanted.hits.min(count);
        let mut missing = match &self.list.content {
            Content::Whole(_) => Vec::new(),
            Content::Blocks(blocks) => blocks.missing(&mut (0..shown).step_by(blocks.directory.block as usize)),
        };
        missing.retain(|need| !self.is_given_up(Get::Need(*need)));
        if !missing.is_empty() {
            return self.load_plain(missing);
        }
        let hit = |number| Some(Hit { number, item: self.list.item(number)?, marks: Vec::new() });
        // Up to what did not come: what lies behind it would seem to follow.
        let hits: Vec<Hit> = (0..shown).map_while(hit).collect();
        if let Some(fault) = self.last_fault().filter(|_| hits.is_empty()) {
            return self.tell(fault);
        }
        self.tell(Told::Results(Arc::new(Results {
            hits,
            total: Total::Exactly(count),
            facets: self.list.facets.clone(),
            searched: count,
            is_final: true,
            lost: self.lost(),
            ..Results::default()
        })));
        // Nobody reads through so many, and what is kept for a visit without a network has the engine in any case: a search
        // then waits for its files alone.
        if matches!(self.list.content, Content::Blocks(_)) {
            self.desk.wake();
        }
    }

    /// Loads blocks that are shown as they stand; the engine does not need them.
    fn load_plain(self: Rc<Self>, missing: Vec<Need>) {
        let left = Rc::new(Cell::new(missing.len()));
        for need in missing {
            let Content::Blocks(blocks) = &self.list.content else { return };
            let (job, left, path) = (Rc::clone(&self), Rc::clone(&left), blocks.path(&need));
            self.desk.0.store.bytes(
                &path.clone(),
                Box::new(move |bytes| {
                    let Content::Blocks(blocks) = &job.list.content else { return };
                    let Need::Block(block, _) = need else { return };
                    if let Err(fault) = bytes.and_then(|bytes| blocks.take(block, &bytes)) {
                        job.given_up.borrow_mut().push((Get::Need(need), Told::Failed(path, fault)));
                    }
                    if is_last(&left) {
                        job.ask();
                    }
                }),
            );
        }
    }
}

/// The text with another word in place of the first `term`.
fn put_right(text: &str, term: &str, offer: &str) -> String {
    let parts = search::find(text, term).and_then(|at| Some((text.get(..at)?, text.get(at + term.len()..)?)));
    parts.map_or_else(|| text.to_owned(), |(before, after)| [before, offer, after].concat())
}

fn results(hits: Hits, shown: Vec<Hit>, is_final: bool) -> Results {
    Results {
        hits: shown,
        total: hits.found.total,
        facets: hits.found.facets,
        searched: hits.found.searched,
        is_empty: hits.is_empty,
        is_final,
        is_misordered: hits.found.is_misordered,
        missing_terms: hits.found.missing_terms,
        meant: Vec::new(),
        lost: None,
    }
}

type HearPlace = Box<dyn FnOnce(Result<Option<u32>, Told>)>;

/// What [`Seeker::locate`] is after.
struct Place {
    desk: Seeker,
    list: Arc<List>,
    id: String,
    found: Cell<Option<HearPlace>>,
}

impl Place {
    fn tell(&self, told: Result<Option<u32>, Told>) {
        if let Some(found) = self.found.take() {
            found(told);
        }
    }
}

fn locate(place: Rc<Place>) {
    place.desk.open(&place.list);
    let (desk, message) = (place.desk.clone(), Message::Locate(place.list.number, place.id.clone()));
    desk.say(&message, move |reply| match reply {
        Ok(Reply::Located(number)) => place.tell(Ok(number)),
        Ok(Reply::Needs(needs)) => {
            let left = Rc::new(Cell::new(needs.len()));
            for need in needs {
                let (place, left) = (Rc::clone(&place), Rc::clone(&left));
                let (desk, list) = (place.desk.clone(), Arc::clone(&place.list));
                desk.get(
                    &list,
                    Get::Need(need),
                    Box::new(move |got| match got {
                        Err(fault) => place.tell(Err(fault)),
                        Ok(()) if is_last(&left) => locate(place),
                        Ok(()) => {}
                    }),
                );
            }
        }
        Ok(_) => {}
        Err(fault) => {
            place.desk.close(place.list.number);
            place.tell(Err(fault));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Heard;
    use crate::lists::ListType;
    use crate::store::{Deliver, Files};
    use model::Policies;
    use search::index::{Directory, Sizes, Writer};
    use search::{Doc, Lore, Service};
    use std::collections::HashMap;

    #[test]
    fn the_first_such_term_is_put_right_and_a_text_without_it_stays() {
        for (text, term, right) in [
            ("最底生活 公示", "最底生活", "最低生活 公示"),
            ("年底 底生活 底生活", "底生活", "年底 最低生活 底生活"),
            ("最“底”生活", "最底生活", "最“底”生活"),
        ] {
            assert_eq!(put_right(text, term, "最低生活"), right);
        }
    }

    /// The engine in this program.
    #[derive(Default)]
    struct Native(Mutex<Service>);

    impl Engine for Native {
        fn ask(&self, message: Vec<u8>, heard: Heard) {
            let answer = locked(&self.0).answer(&message);
            heard(Some(answer));
        }
    }

    struct Here(HashMap<String, Vec<u8>>);

    impl Files for Here {
        fn fetch(&self, path: &str, deliver: Deliver) {
            deliver(self.0.get(path).cloned().ok_or(Fault::Missing));
        }

        fn abandon(&self, _: &str) {}
    }

    const BLOCK: usize = 16_000;

    /// The second block of a list of two.
    const SECOND: &str = "policies/b-020202020202.json";

    /// A list of two blocks, which together are so large that they are given up before the next search.
    fn list_of_two_large_blocks() -> (Seeker, Arc<List>) {
        list_of_two_blocks(BLOCK, "停电公示", None)
    }

    /// A list of a block of so many entries and one with this title alone; one file is not there.
    fn list_of_two_blocks(block: usize, last: &'static str, lost: Option<&str>) -> (Seeker, Arc<List>) {
        let mut titles = vec!["招聘公告"; block];
        titles[0] = "低保公示";
        titles.push(last);
        let mut lore = Lore::new();
        titles.iter().for_each(|title| lore.note(title));
        let sizes = Sizes { block: block as u32, ..Sizes::for_entries(titles.len()) };
        let mut writer = Writer::new(sizes, &lore.characters());
        for title in &titles {
            writer.add(&Doc { id: "a".into(), title: (*title).into(), ..Doc::default() });
        }
        let mut files = HashMap::from([(PAIRS.to_owned(), lore.pairs_file())]);
        let names = [[1; 6], [2; 6]];
        for (titles, name) in titles.chunks(block).zip(&names) {
            let policies: Vec<String> =
                titles.iter().map(|title| format!(r#"{{"id": "a", "title": "{title}"}}"#)).collect();
            let block = format!(r#"{{"format": 1, "policies": [{}]}}"#, policies.join(","));
            files.insert(format!("policies/{}.json", search::index::name_of('b', name)), block.into_bytes());
        }
        let hash = |bytes: &[u8]| {
            let sum = bytes.iter().fold(7u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
            std::array::from_fn(|i| (sum >> (8 * i)) as u8)
        };
        let directory = writer.finish(names.to_vec(), &hash, &mut |name, file| {
            files.insert(format!("policies/{name}.bin"), file);
        });
        if let Some(path) = lost {
            assert!(files.remove(path).is_some(), "{path} is a file of the list");
        }
        let seeker = Seeker::new(Native::default(), Store::new(Here(files)));
        let list = seeker.list("policies", |number| {
            let read = Directory::read(&directory).unwrap_or_default();
            List::in_blocks(number, ListType::of::<Policies>(), read, Arc::new(directory))
        });
        (seeker, list)
    }

    /// Searches; the titles that were told last are in the second. The search is under way as long as the first lives.
    fn ask(seeker: &Seeker, list: &Arc<List>, text: &str) -> (Search, Rc<RefCell<Vec<String>>>) {
        let told = Rc::new(RefCell::new(Vec::new()));
        let hears = Rc::clone(&told);
        let wanted = Wanted { text: text.to_owned(), hits: 9, ..Wanted::default() };
        let search = seeker.search(list, Asked { wanted, ..Asked::default() }, move |results| match results {
            Told::Results(results) => {
                hears.replace(results.hits.iter().map(|hit| hit.item.title.clone()).collect());
            }
            Told::Failed(file, fault) => {
                hears.replace(vec![format!("{file}: {fault:?}")]);
            }
        });
        (search, told)
    }

    #[test]
    fn blocks_that_were_given_up_are_brought_again_for_the_next_search() {
        let (seeker, list) = list_of_two_large_blocks();
        for (text, title) in [("低保", "低保公示"), ("停电", "停电公示"), ("低保", "低保公示"), ("低", "低保公示")]
        {
            let (_search, told) = ask(&seeker, &list, text);
            assert_eq!(*told.borrow(), [title], "{text}");
        }
    }

    /// What is told last of a search.
    fn told(seeker: &Seeker, list: &Arc<List>, asked: Asked) -> Told {
        let told = Rc::new(RefCell::new(None));
        let hears = Rc::clone(&told);
        let _search = seeker.search(list, asked, move |news| _ = hears.replace(Some(news)));
        told.take().expect("something is told")
    }

    #[test]
    fn the_engine_comes_along_with_a_large_list_and_else_with_the_first_search() {
        let (seeker, in_blocks) = list_of_two_blocks(64, "低保名单", None);
        let whole = seeker.list("whole", |number| {
            List::of(number, Arc::new(Policies { format: 1, source: None, policies: Vec::new() }))
        });
        for (list, comes_along) in [(whole, false), (in_blocks, true)] {
            told(&seeker, &list, Asked { is_plain: true, ..Asked::default() });
            assert_eq!(matches!(*locked(&seeker.0.pairs), Pairs::Settled), comes_along);
        }
    }

    #[test]
    fn what_was_found_stays_beside_the_fault_where_a_later_block_does_not_come() {
        let (seeker, list) = list_of_two_blocks(64, "低保名单", Some(SECOND));
        let wanted = |text: &str, hits| Wanted { text: text.to_owned(), hits, ..Wanted::default() };
        for (asked, count) in [
            (Asked { wanted: wanted("低保", 9), ..Asked::default() }, 1),
            (Asked { wanted: wanted("", 100), is_plain: true, is_bare: false }, 64),
        ] {
            let Told::Results(results) = told(&seeker, &list, asked) else { panic!("a fault instead of hits") };
            assert_eq!(results.hits[0].item.title, "低保公示");
            assert_eq!((results.hits.len(), results.is_final), (count, true));
            assert_eq!(results.lost, Some((SECOND.to_owned(), Fault::Missing)));
        }
    }

    #[test]
    fn where_nothing_was_found_before_a_file_was_lost_the_fault_is_told() {
        let (seeker, list) = list_of_two_blocks(64, "低保名单", Some(SECOND));
        let asked =
            Asked { wanted: Wanted { text: "名单".to_owned(), hits: 9, ..Wanted::default() }, ..Asked::default() };
        assert_eq!(told(&seeker, &list, asked), Told::Failed(SECOND.to_owned(), Fault::Missing));
    }

    #[test]
    fn a_search_under_way_has_its_hits_though_another_gave_up_their_block() {
        let (seeker, list) = list_of_two_large_blocks();
        let (search, told) = ask(&seeker, &list, "低保");
        let _other = ask(&seeker, &list, "停电");
        if let Content::Blocks(blocks) = &list.content {
            assert!(blocks.forget());
        }
        told.take();
        // As when a file of results is put together and a key is typed meanwhile: the first search goes on.
        Rc::clone(&search.0).ask();
        assert_eq!(*told.borrow(), ["低保公示"]);
    }
}
