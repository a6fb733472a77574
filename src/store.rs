//! The data files of the site: each is asked for once, kept for the visit, and fails on its own.

use leptos::prelude::*;
use leptos::owner::Owner;
use leptos::signal::ArcRwSignal;
use model::{Catalogue, Channels, Guide, Index, Policies, Report, Rules, Site};
use model::json::Read;
use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
pub enum State<T> {
    /// Asked for.
    Loading,
    /// Here.
    Ready(Arc<T>),
    /// Not to be had, for now.
    Failed(Fault),
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready(data) => Self::Ready(Arc::clone(data)),
            Self::Failed(fault) => Self::Failed(fault.clone()),
        }
    }
}

/// One file of the site, as a page sees it.
pub struct Slot<T: 'static> {
    /// The file's path below `data/`.
    pub path: String,
    state: ArcRwSignal<State<T>>,
    store: Store,
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), state: self.state.clone(), store: self.store.clone() }
    }
}

impl<T: Read + Send + Sync + 'static> Slot<T> {
    /// The state, followed: what reads it runs again when it changes.
    pub fn state(&self) -> State<T> {
        self.state.get()
    }

    /// The content, followed; none while it is not here.
    pub fn ready(&self) -> Option<Arc<T>> {
        match self.state.get() {
            State::Ready(data) => Some(data),
            _ => None,
        }
    }

    /// Asks for the file again.
    pub fn retry(&self) {
        self.state.set(State::Loading);
        self.store.fetch(self);
    }

    fn arrived(&self, bytes: Result<Vec<u8>, Fault>) {
        let content = bytes.and_then(|bytes| model::json::read(&bytes).map_err(|error| Fault::Damaged(error.to_string())));
        self.state.set(match content {
            Ok(data) => State::Ready(Arc::new(data)),
            Err(fault) => State::Failed(fault),
        });
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
    slot: Box<dyn Any + Send + Sync>,
    users: usize,
    is_ready: Box<dyn Fn() -> bool + Send + Sync>,
}

struct Shelf {
    files: Box<dyn Files>,
    entries: Mutex<HashMap<String, Entry>>,
    pending: ArcRwSignal<usize>,
}

/// All files of the site that this visit has asked for.
#[derive(Clone)]
pub struct Store(Arc<Shelf>);

impl Store {
    /// An empty store over a place where files come from.
    pub fn new(files: impl Files + 'static) -> Self {
        Self(Arc::new(Shelf {
            files: Box::new(files),
            entries: Mutex::new(HashMap::new()),
            pending: ArcRwSignal::new(0),
        }))
    }

    /// How many files are on their way, followed.
    pub fn pending(&self) -> usize {
        self.0.pending.get()
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

    /// `policies.json`
    pub fn policies(&self) -> Slot<Policies> {
        self.slot("policies.json")
    }

    /// `catalogue.json`
    pub fn catalogue(&self) -> Slot<Catalogue> {
        self.slot("catalogue.json")
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

    /// The file, asked for at its first use. While the current owner (the page) lives, it counts as
    /// waited for; when the last one leaves before the file is here, the request is given up, and a
    /// file that failed is asked for anew by the next page.
    fn slot<T: Read + Send + Sync + 'static>(&self, path: &str) -> Slot<T> {
        let (slot, is_new) = self.entry(path);
        let (store, path) = (self.clone(), path.to_owned());
        Owner::on_cleanup(move || store.leave(&path));
        if is_new {
            self.fetch(&slot);
        }
        slot
    }

    fn entry<T: Read + Send + Sync + 'static>(&self, path: &str) -> (Slot<T>, bool) {
        let mut entries = self.entries();
        if let Some(entry) = entries.get_mut(path)
            && let Some(slot) = entry.slot.downcast_ref::<Slot<T>>()
        {
            entry.users += 1;
            return (slot.clone(), false);
        }
        let state = ArcRwSignal::new(State::Loading);
        let slot = Slot { path: path.to_owned(), state: state.clone(), store: self.clone() };
        let is_ready = Box::new(move || matches!(*state.read_untracked(), State::Ready(_)));
        entries.insert(path.to_owned(), Entry { slot: Box::new(slot.clone()), users: 1, is_ready });
        (slot, true)
    }

    fn leave(&self, path: &str) {
        let mut entries = self.entries();
        let Some(entry) = entries.get_mut(path) else { return };
        entry.users = entry.users.saturating_sub(1);
        if entry.users == 0 && !(entry.is_ready)() {
            entries.remove(path);
            drop(entries);
            self.0.files.abandon(path);
        }
    }

    fn fetch<T: Read + Send + Sync + 'static>(&self, slot: &Slot<T>) {
        self.0.pending.update(|pending| *pending += 1);
        let (slot, pending) = (slot.clone(), self.0.pending.clone());
        let path = slot.path.clone();
        let deliver = Box::new(move |bytes| {
            slot.arrived(bytes);
            pending.update(|pending| *pending = pending.saturating_sub(1));
        });
        self.0.files.fetch(&path, deliver);
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
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
            assert!(matches!(rules.state(), State::Failed(Fault::Damaged(_))));
            assert!(guide.ready().is_some());
            rules.retry();
            assert!(matches!(rules.state(), State::Loading));
            files.arrive(Ok(RULES));
            assert!(rules.ready().is_some());
        });
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
            assert!(matches!(again.state(), State::Loading), "the first request's answer belongs to nobody");
            files.arrive(Err(Fault::Missing));
            assert!(matches!(again.state(), State::Failed(Fault::Missing)));
        });
    }
}
