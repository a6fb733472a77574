//! A list on its way, and what is looked up in it.

use crate::findable::{self, TEXTS};
use crate::lists::{List, ListType};
use crate::portal::Portal;
use crate::seek::{Asked, Results, Search, Told};
use crate::store::{Content as Stored, DirectoryFile, File, State};
use leptos::owner::{LocalStorage, StoredValue};
use leptos::prelude::*;
use leptos::signal::ArcRwSignal;
use model::{Index, Texts};
use search::wire::Wanted;
use std::sync::Arc;

/// The file that a list comes with: the list itself, or its directory.
#[derive(Clone)]
pub struct ListFile {
    /// The file.
    pub file: File,
    portal: Portal,
    make: Make,
}

#[derive(Clone, Copy)]
enum Make {
    Whole(ListType),
    Blocks(ListType),
    Texts(usize),
}

impl ListFile {
    /// As the site publishes it.
    pub fn of(portal: &Portal, index: &Index, kind: ListType) -> Self {
        let (store, name) = (&portal.store, kind.name);
        let (file, make) = match index.directory(name) {
            Some(directory) => (store.directory(&format!("{name}/{directory}")).file, Make::Blocks(kind)),
            None => (store.listed(&format!("{name}.json"), &kind), Make::Whole(kind)),
        };
        Self { file, make, portal: portal.clone() }
    }

    /// The texts of one kind, by its place in their file.
    pub fn of_texts(portal: &Portal, place: usize) -> Self {
        Self { file: portal.store.texts().file, make: Make::Texts(place), portal: portal.clone() }
    }

    /// The list, once it is here; followed.
    pub fn state(&self) -> State<List> {
        match self.file.state() {
            State::Loading => State::Loading,
            State::Failed(fault) => State::Failed(fault),
            State::Ready(content) => self.made(content).map_or(State::Loading, State::Ready),
        }
    }

    /// The list out of its file.
    pub fn made(&self, content: Arc<Stored>) -> Option<Arc<List>> {
        let seeker = &self.portal.seeker;
        match self.make {
            Make::Texts(place) => {
                let file = content.downcast::<Texts>().ok()?;
                let kind = file.kinds.get(place)?;
                Some(seeker.list(&format!("{TEXTS} {place}"), |number| findable::list_of(number, kind)))
            }
            Make::Whole(kind) => {
                let entries = kind.entries(content)?;
                Some(seeker.list(kind.name, |number| List::whole(number, kind, entries)))
            }
            Make::Blocks(kind) => {
                let file = content.downcast::<DirectoryFile>().ok()?;
                let make = |number| List::in_blocks(number, kind, file.directory.clone(), Arc::clone(&file.bytes));
                Some(seeker.list(kind.name, make))
            }
        }
    }
}

/// What is looked up in a list as one types.
#[derive(Clone)]
pub struct Lookup {
    /// The list: on its way, here, or broken.
    pub file: ListFile,
    /// What was found; none while nothing is asked or known.
    pub told: ArcRwSignal<Option<Told>>,
    search: StoredValue<Option<Search>, LocalStorage>,
}

impl Lookup {
    /// Nothing is asked yet.
    pub fn new(file: ListFile) -> Self {
        Self { file, told: ArcRwSignal::new(None), search: StoredValue::new_local(None) }
    }

    /// Looks up so many hits, as soon as the list is here. What was found before stays until there is something new.
    pub fn start(&self, text: &str, hits: u32, list: State<List>) {
        let (State::Ready(list), false) = (list, text.trim().is_empty()) else {
            self.search.set_value(None);
            self.told.set(None);
            return;
        };
        let wanted = Wanted { text: text.to_owned(), hits, ..Wanted::default() };
        let told = self.told.clone();
        let tell = move |news| told.set(Some(news));
        let asked = Asked { wanted, ..Asked::default() };
        self.search.set_value(Some(self.file.portal.seeker.search(&list, asked, tell)));
    }

    /// What was found; none while it is not known.
    pub fn results(&self) -> Option<Arc<Results>> {
        match self.told.get()? {
            Told::Results(results) => Some(results),
            Told::Failed(..) => None,
        }
    }
}
