//! Which chart follows the visitor's choice when: what is in view at once, the others when there is time. A change of
//! years redraws the whole page, and a slow phone would stand still for it.

use super::wanted;
use crate::chart::Choice;
use crate::portal::Portal;
use leptos::prelude::*;
use leptos::signal::RwSignal;
use std::sync::{Arc, Mutex, PoisonError};

/// Every chart with the choice that it shows.
type Cards = Arc<Mutex<Vec<(&'static str, RwSignal<Choice>)>>>;

/// The charts of the page, and the choice that each of them shows.
#[derive(Clone)]
pub struct Turns {
    cards: Cards,
}

impl Turns {
    /// Follows the address from now on.
    pub fn new() -> Self {
        let cards = Cards::default();
        #[cfg(target_arch = "wasm32")]
        follow(&cards);
        Self { cards }
    }

    /// Other charts come in place of those before.
    pub fn begin(&self) {
        self.cards.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The choice that a chart is to show.
    pub fn choice_for(&self, id: &'static str) -> RwSignal<Choice> {
        let now = Portal::here().params.with_untracked(wanted::choice);
        let choice = RwSignal::new(now);
        self.cards.lock().unwrap_or_else(PoisonError::into_inner).push((id, choice));
        choice
    }
}

/// The one effect of the app that hands a signal on: when a chart is drawn anew depends on where it is on the screen,
/// which no signal knows.
#[cfg(target_arch = "wasm32")]
fn follow(cards: &Cards) {
    let params = Portal::here().params;
    let choice = leptos::computed::Memo::new(move |_| params.with(wanted::choice));
    let cards = Arc::clone(cards);
    leptos::effect::Effect::new(move |_: Option<()>| {
        let choice = choice.get();
        let cards = cards.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let others = cards.into_iter().filter(|(_, card)| card.try_get_untracked() != Some(choice));
        let turns = others.map(|(id, card)| {
            // The card may be gone when its turn comes.
            (id, Box::new(move || _ = card.try_set(choice)) as Box<dyn FnOnce()>)
        });
        crate::browser::in_turn(turns.collect());
    });
}
