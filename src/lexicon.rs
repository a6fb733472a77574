//! What a visit knows of characters: files that a search needs, asked for when it does.

use crate::store::Store;
use leptos::prelude::*;
use leptos::signal::ArcRwSignal;
use search::{Characters, Query, Refused};
use std::sync::{Arc, Mutex, PoisonError};

/// The file of traditional and other forms below `data/`.
pub const PAIRS: &str = "search/characters.bin";
/// The file of pinyin below `data/`.
pub const READINGS: &str = "search/pinyin.bin";

/// Understands queries, better once its files are here.
#[derive(Clone)]
pub struct Lexicon {
    known: ArcRwSignal<Characters>,
    asked: Arc<Mutex<Vec<&'static str>>>,
    store: Store,
}

impl Lexicon {
    /// Without a file; they come from `store`.
    pub fn new(store: Store) -> Self {
        Self { known: ArcRwSignal::new(Characters::plain()), asked: Arc::default(), store }
    }

    /// What was typed, understood with what is here. Followed: it is understood anew when a file comes. Without one the
    /// search still finds everything that is written as it was typed.
    pub fn query(&self, text: &str) -> Query {
        let query = self.known.get().query(text);
        if !query.is_empty() {
            self.ask(PAIRS, Characters::with_pairs);
        }
        if query.may_be_pinyin() {
            self.ask(READINGS, Characters::with_readings);
        }
        query
    }

    /// Asks for a file once; again, with the next query, when it did not come.
    fn ask(&self, path: &'static str, with: fn(&Characters, &[u8]) -> Result<Characters, Refused>) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.contains(&path) {
            return;
        }
        asked.push(path);
        drop(asked);
        let lexicon = self.clone();
        self.store.bytes(path, move |bytes| {
            let known = bytes.ok().and_then(|bytes| with(&lexicon.known.get_untracked(), &bytes).ok());
            match known {
                Some(known) => lexicon.known.set(known),
                None => lexicon.asked.lock().unwrap_or_else(PoisonError::into_inner).retain(|other| *other != path),
            }
        });
    }
}
