//! Which part of the page follows the visitor's choice when: once the choice itself shows, what is in view before the
//! others, each in a frame of its own. A change of years redraws the whole page, and a slow phone would stand still for it.

use crate::portal::Portal;
use crate::route::Params;
use leptos::prelude::*;
use leptos::signal::RwSignal;
use std::cell::RefCell;
use std::rc::Rc;

/// A part of the page.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "nobody chooses anything without a browser"))]
struct Part {
    /// The ids of its card and of its own element.
    place: Rc<[String; 2]>,
    /// What it depends on.
    keys: &'static [&'static str],
    /// What it shows of that.
    shown: RwSignal<Params>,
}

/// The parts of the page that follow the visitor's choice.
#[derive(Clone)]
pub struct Turns {
    parts: Rc<RefCell<Vec<Part>>>,
}

impl Turns {
    /// Follows the address from now on.
    pub fn new() -> Self {
        let turns = Self { parts: Rc::default() };
        #[cfg(target_arch = "wasm32")]
        turns.follow_address();
        turns
    }

    /// The visitor's choice under these keys, as a part is to show it. What has no element yet comes before all others.
    pub fn follow(&self, card: &str, part: &str, keys: &'static [&'static str]) -> RwSignal<Params> {
        let shown = RwSignal::new(Portal::here().params.with_untracked(|params| params.only(keys)));
        self.parts.borrow_mut().push(Part { place: Rc::new([card.to_owned(), part.to_owned()]), keys, shown });
        shown
    }

    /// An effect that hands signals on: when a part is made anew depends on where it is on the screen,
    /// which no signal knows.
    #[cfg(target_arch = "wasm32")]
    fn follow_address(&self) {
        let (params, parts) = (Portal::here().params, Rc::clone(&self.parts));
        let effect = leptos::effect::RenderEffect::new(move |_: Option<()>| {
            params.track();
            let (params, parts) = (params.clone(), Rc::clone(&parts));
            crate::browser::in_turn(move || params.with_untracked(|params| due(&mut parts.borrow_mut(), params)));
        });
        crate::html::keep(effect);
        let listeners = send_wrapper::SendWrapper::new(crate::browser::watch_page());
        leptos::owner::on_cleanup(move || drop(listeners));
        crate::browser::tell_measured();
    }
}

/// What there is to do for these choices; parts that are gone are forgotten.
#[cfg(target_arch = "wasm32")]
fn due(parts: &mut Vec<Part>, params: &Params) -> std::collections::VecDeque<crate::browser::Turn> {
    let mut turns = std::collections::VecDeque::new();
    parts.retain(|Part { place, keys, shown }| {
        let (shown, wanted) = (*shown, params.only(keys));
        let is_right = shown.try_with_untracked(|shown| *shown == wanted);
        if is_right == Some(false) {
            // The part may be gone when its turn comes.
            turns.push_back((Rc::clone(place), Box::new(move || _ = shown.try_set(wanted)) as Box<dyn FnOnce()>));
        }
        is_right.is_some()
    });
    turns
}
