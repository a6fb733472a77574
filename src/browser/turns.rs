//! Work for many places of a page: where the visitor looks first, and the rest in pieces that leave room between them
//! for what the visitor does.

use super::{document, window};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::collections::VecDeque;

/// What is to be done for the element with an id.
pub type Turn = (&'static str, Box<dyn FnOnce()>);

thread_local! {
    static WAITING: RefCell<VecDeque<Turn>> = const { RefCell::new(VecDeque::new()) };
}

/// Does the work for elements in view now and the rest later. What still waits from before is forgotten: it is out of
/// date.
pub fn in_turn(turns: Vec<Turn>) {
    let (now, later): (Vec<_>, Vec<_>) = turns.into_iter().partition(|(id, _)| is_in_view(id));
    WAITING.with_borrow_mut(|waiting| *waiting = later.into());
    now.into_iter().for_each(|(_, work)| work());
    go_on();
}

fn go_on() {
    if WAITING.with_borrow(VecDeque::is_empty) {
        return;
    }
    Timeout::new(16, || {
        if let Some((_, work)) = WAITING.with_borrow_mut(next) {
            work();
        }
        go_on();
    })
    .forget();
}

/// What has come into view meanwhile, or else the first.
fn next(waiting: &mut VecDeque<Turn>) -> Option<Turn> {
    let in_view = waiting.iter().position(|(id, _)| is_in_view(id));
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
