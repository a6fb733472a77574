//! Which part of the page follows the visitor's choice when: what is in view at once, the others when there is time. A change of
//! years redraws the whole page, and a slow phone would stand still for it.

use super::wanted;
use crate::chart::Choice;
use crate::portal::Portal;
use leptos::prelude::*;
use leptos::signal::RwSignal;
use std::sync::{Arc, Mutex, PoisonError};

/// The parts of the page by the ids of their card and their own element, each with the choice that it shows.
type Parts = Arc<Mutex<Vec<([String; 2], RwSignal<Choice>)>>>;

/// The parts of the page that follow the visitor's choice.
#[derive(Clone)]
pub struct Turns {
    parts: Parts,
}

impl Turns {
    /// Follows the address from now on.
    pub fn new() -> Self {
        let parts = Parts::default();
        #[cfg(target_arch = "wasm32")]
        follow(&parts);
        Self { parts }
    }

    /// The choice that a part is to show.
    pub fn choice_for(&self, card: &str, part: &str) -> RwSignal<Choice> {
        let now = Portal::here().params.with_untracked(wanted::choice);
        let choice = RwSignal::new(now);
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        parts.retain(|(_, part)| part.try_get_untracked().is_some());
        parts.push(([card.to_owned(), part.to_owned()], choice));
        choice
    }
}

/// The one effect of the app that hands a signal on: when a part is made anew depends on where it is on the screen,
/// which no signal knows.
#[cfg(target_arch = "wasm32")]
fn follow(parts: &Parts) {
    let params = Portal::here().params;
    let choice = leptos::computed::Memo::new(move |_| params.with(wanted::choice));
    let parts = Arc::clone(parts);
    leptos::effect::Effect::new(move |_: Option<()>| {
        let choice = choice.get();
        let parts = parts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let others = parts.into_iter().filter(|(_, part)| part.try_get_untracked().is_some_and(|now| now != choice));
        let turns = others.map(|(id, part)| {
            // The part may be gone when its turn comes.
            (id, Box::new(move || _ = part.try_set(choice)) as Box<dyn FnOnce()>)
        });
        crate::browser::in_turn(turns.collect());
        crate::browser::tell_measured();
    });
}
