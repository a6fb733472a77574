//! Work for many places of a page: where the visitor looks first, and the rest in pieces that leave room between them
//! for what the visitor does.

use super::{document, window};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::collections::VecDeque;

/// What is to be done for an element, by its id and that of the larger one that it lies in.
pub type Turn = ([String; 2], Box<dyn FnOnce()>);

/// Milliseconds between two pieces of work.
const FRAME: u32 = 16;
/// Milliseconds after which a page has been shown.
const SETTLED: u32 = 600;

thread_local! {
    static WAITING: RefCell<VecDeque<Turn>> = const { RefCell::new(VecDeque::new()) };
}

/// Does the work for the first element in view now, then for the others in view, a frame each, and then the rest. What
/// still waits from before is forgotten: it is out of date.
pub fn in_turn(turns: Vec<Turn>) {
    let is_under_way = WAITING.with_borrow_mut(|waiting| {
        let is_under_way = !waiting.is_empty();
        *waiting = turns.into();
        is_under_way
    });
    if is_under_way { take_one() } else { go_on() }
}

fn take_one() {
    if let Some((_, work)) = WAITING.with_borrow_mut(next) {
        work();
    }
}

fn go_on() {
    if WAITING.with_borrow(VecDeque::is_empty) {
        return;
    }
    take_one();
    Timeout::new(FRAME, go_on).forget();
}

/// Tells the styles that every part of the page has been laid out once, so that its height is known.
pub fn tell_measured() {
    Timeout::new(SETTLED, || {
        if let Some(root) = document().and_then(|document| document.document_element()) {
            let _ = root.set_attribute("data-measured", "");
        }
    })
    .forget();
}

/// What has come into view meanwhile, or else the first.
fn next(waiting: &mut VecDeque<Turn>) -> Option<Turn> {
    // What lies in an element out of view is not asked where it is: the browser would have to lay it out for that.
    let in_view = waiting.iter().position(|([outer, inner], _)| is_in_view(outer) && is_in_view(inner));
    waiting.remove(in_view.unwrap_or(0))
}

fn is_in_view(id: &str) -> bool {
    let place = || {
        let area = document()?.get_element_by_id(id)?.get_bounding_client_rect();
        let height = window()?.inner_height().ok()?.as_f64()?;
        Some(area.bottom() > 0.0 && area.top() < height)
    };
    place().unwrap_or(true)
}
