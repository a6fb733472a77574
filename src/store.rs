//! The data files of the site: each is asked for once, kept for the visit, and fails on its own.

use crate::findable::TEXTS;
use crate::lists::ListType;
use leptos::owner::Owner;
use leptos::prelude::*;
use leptos::signal::ArcRwSignal;
use model::json::Read;
use model::{Channels, Comparison, Fragments, Guide, Index, Report, Rules, Site, Texts};
use search::index::Directory;
use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// Why a file is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The server has no such file.
    Missing,
    /// The server answered with another status.
    Status(u16),
    /// No answer: no network, or it broke off.
    Network,
    /// The file came, but cannot be read: a sentence that says why.
    Damaged(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use crate::text::fault;
        match self {
            Self::Missing => f.write_str(fault::MISSING),
            Self::Status(status) => write!(f, "{}{status}", fault::STATUS),
            Self::Network => f.write_str(fault::NETWORK),
            Self::Damaged(why) => f.write_str(why),
        }
    }
}

/// Where a file stands on its way.
#[derive(Debug)]
pub enum State<T: ?Sized> {
    /// Asked for.
    Loading,
    /// Here.
    Ready(Arc<T>),
    /// Not to be had, for now.
    Failed(Fault),
}

impl<T: ?Sized> Clone for State<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready(data) => Self::Ready(Arc::clone(data)),
            Self::Failed(fault) => Self::Failed(fault.clone()),
        }
    }
}

/// The content of a file of any type: what is done with all files alike is not compiled once a type.
pub type Content = dyn Any + Send + Sync;

/// Reads a file of one type.
pub type Decode = fn(&[u8]) -> Result<Arc<Content>, Fault>;

/// Reads a data file of a type.
///
/// # Errors
/// When it is no such file.
pub fn decode<T: Read + Send + Sync + 'static>(bytes: &[u8]) -> Result<Arc<Content>, Fault> {
    let content: T = model::json::read(bytes).map_err(|error| Fault::Damaged(error.to_string()))?;
    Ok(Arc::new(content))
}

/// The directory of a list in blocks, with the bytes that the engine reads it from.
pub struct DirectoryFile {
    /// What it says.
    pub directory: Directory,
    /// The file.
    pub bytes: Arc<Vec<u8>>,
}

impl DirectoryFile {
    fn decode(bytes: &[u8]) -> Result<Arc<Content>, Fault> {
        let directory = Directory::read(bytes).map_err(|refused| Fault::Damaged(refused.to_string()))?;
        Ok(Arc::new(Self { directory, bytes: Arc::new(bytes.to_vec()) }))
    }
}

/// One file of the site, whatever it holds.
#[derive(Clone)]
pub struct File {
    /// The file's path below `data/`.
    pub path: String,
    state: ArcRwSignal<State<Content>>,
    decode: Decode,
    /// Its shelf holds this file: nothing may keep the two alive together when the last visitor has left.
    shelf: Weak<Shelf>,
}

impl File {
    /// The state, followed: what reads it runs again when it changes.
    pub fn state(&self) -> State<Content> {
        self.state.get()
    }

    /// Asks for the file again.
    pub fn retry(&self) {
        if let Some(shelf) = self.shelf.upgrade() {
            self.state.set(State::Loading);
            Store(shelf).fetch(self);
        }
    }

    fn is_ready(&self) -> bool {
        matches!(*self.state.read_untracked(), State::Ready(_))
    }

    fn arrived(&self, bytes: Result<Vec<u8>, Fault>) {
        self.state.set(match bytes.and_then(|bytes| (self.decode)(&bytes)) {
            Ok(content) => State::Ready(content),
            Err(fault) => State::Failed(fault),
        });
    }
}

/// One file of the site, as a page sees it.
pub struct Slot<T> {
    /// The file.
    pub file: File,
    content: PhantomData<fn() -> T>,
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Self { file: self.file.clone(), content: PhantomData }
    }
}

impl<T: Send + Sync + 'static> Slot<T> {
    /// The state, followed: what reads it runs again when it changes.
    pub fn state(&self) -> State<T> {
        match self.file.state() {
            State::Ready(content) => content.downcast().map_or(State::Loading, State::Ready),
            State::Loading => State::Loading,
            State::Failed(fault) => State::Failed(fault),
        }
    }

    /// The content, followed; none while it is not here.
    pub fn ready(&self) -> Option<Arc<T>> {
        match self.file.state() {
            State::Ready(content) => content.downcast().ok(),
            _ => None,
        }
    }
}

/// Takes the bytes of a file when they are here.
pub type Deliver = Box<dyn FnOnce(Result<Vec<u8>, Fault>)>;

/// Where files come from: the network in the browser, a folder in the publisher.
pub trait Files: Send + Sync {
    /// Asks for the file at this path below `data/`; calls `deliver` once, now or later.
    fn fetch(&self, path: &str, deliver: Deliver);
    /// Nobody waits for this file any more.
    fn abandon(&self, path: &str);
}

struct Entry {
    file: File,
    users: usize,
}

struct Shelf {
    files: Box<dyn Files>,
    entries: Mutex<Vec<Entry>>,
    pending: ArcRwSignal<usize>,
}

/// All files of the site that this visit has asked for.
#[derive(Clone)]
pub struct Store(Arc<Shelf>);

/// Something that a page waits for. See [`Store::wait`].
pub struct Wait(ArcRwSignal<usize>);

impl Drop for Wait {
    fn drop(&mut self) {
        self.0.update(|pending| *pending = pending.saturating_sub(1));
    }
}

impl Store {
    /// An empty store over a place where files come from.
    pub fn new(files: impl Files + 'static) -> Self {
        Self(Arc::new(Shelf { files: Box::new(files), entries: Mutex::default(), pending: ArcRwSignal::new(0) }))
    }

    /// How many files are on their way, followed.
    pub fn pending(&self) -> usize {
        self.0.pending.get()
    }

    /// The paths of the files that somebody waits for or shows, below `data/`.
    pub fn in_use(&self) -> Vec<String> {
        let entries = self.entries();
        entries.iter().filter(|entry| entry.users > 0).map(|entry| entry.file.path.clone()).collect()
    }

    /// `site.json`
    pub fn site(&self) -> Slot<Site> {
        self.slot("site.json")
    }

    /// `index.json`: what the site holds.
    pub fn index(&self) -> Slot<Index> {
        self.slot("index.json")
    }

    /// `reports/YEAR.json`
    pub fn report(&self, year: u16) -> Slot<Report> {
        self.slot(&format!("reports/{year}.json"))
    }

    /// `compare.json`: the counties whose reports the site holds besides its own.
    pub fn comparison(&self) -> Slot<Comparison> {
        self.slot("compare.json")
    }

    /// A report of one of them.
    pub fn report_of(&self, county: &str, year: u16) -> Slot<Report> {
        self.slot(&format!("with/{county}/reports/{year}.json"))
    }

    /// A file of a list: all of it, or a block.
    pub fn listed(&self, path: &str, kind: &ListType) -> File {
        self.file(path, kind.decode)
    }

    /// `search/texts.json`
    pub fn texts(&self) -> Slot<Texts> {
        self.slot(TEXTS)
    }

    /// `channels.json`
    pub fn channels(&self) -> Slot<Channels> {
        self.slot("channels.json")
    }

    /// `guide.json`
    pub fn guide(&self) -> Slot<Guide> {
        self.slot("guide.json")
    }

    /// `rules.json`
    pub fn rules(&self) -> Slot<Rules> {
        self.slot("rules.json")
    }

    /// The directory of a list in blocks.
    pub fn directory(&self, path: &str) -> Slot<DirectoryFile> {
        Slot { file: self.file(path, DirectoryFile::decode), content: PhantomData }
    }

    /// `fragments.json`: what staff paste into other sites.
    pub fn fragments(&self) -> Slot<Fragments> {
        self.slot("fragments.json")
    }

    fn slot<T: Read + Send + Sync + 'static>(&self, path: &str) -> Slot<T> {
        Slot { file: self.file(path, decode::<T>), content: PhantomData }
    }

    /// The file, asked for at its first use. While the current owner (the page) lives, it counts as
    /// waited for; when the last one leaves before the file is here, the request is given up, and a
    /// file that failed is asked for anew by the next page.
    #[inline(never)]
    fn file(&self, path: &str, decode: Decode) -> File {
        let (file, is_new) = self.entry(path, decode);
        let (store, path) = (self.clone(), path.to_owned());
        Owner::on_cleanup(move || store.leave(&path));
        if is_new {
            self.fetch(&file);
        }
        file
    }

    fn entry(&self, path: &str, decode: Decode) -> (File, bool) {
        let mut entries = self.entries();
        if let Some(entry) = entries.iter_mut().find(|entry| entry.file.path == path) {
            entry.users += 1;
            return (entry.file.clone(), false);
        }
        let state = ArcRwSignal::new(State::Loading);
        let file = File { path: path.to_owned(), state, decode, shelf: Arc::downgrade(&self.0) };
        entries.push(Entry { file: file.clone(), users: 1 });
        (file, true)
    }

    fn leave(&self, path: &str) {
        let mut entries = self.entries();
        let Some(at) = entries.iter().position(|entry| entry.file.path == path) else { return };
        let Some(entry) = entries.get_mut(at) else { return };
        entry.users = entry.users.saturating_sub(1);
        if entry.users == 0 && !entry.file.is_ready() {
            entries.swap_remove(at);
            drop(entries);
            self.0.files.abandon(path);
        }
    }

    /// Lets go of every file. Listeners that the browser has not yet dropped keep the store itself for a while.
    pub fn clear(&self) {
        self.entries().clear();
    }

    fn fetch(&self, file: &File) {
        let arriving = file.clone();
        self.bytes(&file.path, Box::new(move |bytes| arriving.arrived(bytes)));
    }

    /// Asks for the bytes of a file; they are not kept here.
    pub fn bytes(&self, path: &str, take: Deliver) {
        let wait = self.wait();
        let deliver = Box::new(move |bytes| {
            take(bytes);
            drop(wait);
        });
        self.0.files.fetch(path, deliver);
    }

    /// Counts as a file on its way for as long as the answer lives.
    pub fn wait(&self) -> Wait {
        self.0.pending.update(|pending| *pending += 1);
        Wait(self.0.pending.clone())
    }

    fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds every request until the test lets it arrive.
    #[derive(Clone, Default)]
    struct Later(Arc<Mutex<Log>>);

    #[derive(Default)]
    struct Log {
        waiting: Vec<send_wrapper::SendWrapper<Deliver>>,
        abandoned: Vec<String>,
    }

    impl Later {
        fn log(&self) -> MutexGuard<'_, Log> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner)
        }

        fn arrive(&self, bytes: Result<&str, Fault>) {
            let deliver = self.log().waiting.remove(0);
            deliver.take()(bytes.map(|text| text.as_bytes().to_vec()));
        }

        fn waiting(&self) -> usize {
            self.log().waiting.len()
        }
    }

    impl Files for Later {
        fn fetch(&self, _: &str, deliver: Deliver) {
            self.log().waiting.push(send_wrapper::SendWrapper::new(deliver));
        }

        fn abandon(&self, path: &str) {
            self.log().abandoned.push(path.to_owned());
        }
    }

    const RULES: &str = r#"{"format": 1, "sections": []}"#;

    #[test]
    fn a_file_is_asked_for_once_and_kept_for_the_visit() {
        let files = Later::default();
        let store = Store::new(files.clone());
        let page = Owner::new();
        page.with(|| {
            let (first, second) = (store.rules(), store.rules());
            assert_eq!((files.waiting(), store.pending()), (1, 1));
            files.arrive(Ok(RULES));
            assert!(first.ready().is_some() && second.ready().is_some());
            assert_eq!(store.pending(), 0);
        });
        page.cleanup();
        Owner::new().with(|| assert!(store.rules().ready().is_some()));
        assert_eq!(files.waiting(), 0);
    }

    #[test]
    fn a_fault_harms_only_its_own_file_and_can_be_retried() {
        let files = Later::default();
        let store = Store::new(files.clone());
        Owner::new().with(|| {
            let (rules, guide) = (store.rules(), store.guide());
            files.arrive(Ok("{\"format\": 1, \"sec"));
            files.arrive(Ok(r#"{"format": 1, "sections": [], "apply": []}"#));
            assert!(matches!(rules.file.state(), State::Failed(Fault::Damaged(_))));
            assert!(guide.ready().is_some());
            rules.file.retry();
            assert!(matches!(rules.file.state(), State::Loading));
            files.arrive(Ok(RULES));
            assert!(rules.ready().is_some());
        });
    }

    #[test]
    fn a_store_that_nobody_uses_any_more_is_gone_with_its_files() {
        let store = Store::new(Later::default());
        let shelf = Arc::downgrade(&store.0);
        let page = Owner::new();
        page.with(|| drop(store.rules()));
        drop(store);
        page.cleanup();
        drop(page);
        assert!(shelf.upgrade().is_none());
    }

    #[test]
    fn a_page_that_leaves_early_gives_up_its_request_and_a_late_answer_changes_nothing() {
        let files = Later::default();
        let store = Store::new(files.clone());
        let page = Owner::new();
        page.with(|| drop(store.report(2019)));
        page.cleanup();
        assert_eq!(files.log().abandoned, ["reports/2019.json"]);
        Owner::new().with(|| {
            let again = store.report(2019);
            assert_eq!(files.waiting(), 2);
            files.arrive(Err(Fault::Network));
            assert!(matches!(again.file.state(), State::Loading), "the first request's answer belongs to nobody");
            files.arrive(Err(Fault::Missing));
            assert!(matches!(again.file.state(), State::Failed(Fault::Missing)));
        });
    }
}
