//! Work for many places of a page: where the visitor looks first, and the rest in pieces that leave room between them
//! for what the visitor does.

use super::{document, element, mount, window};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::collections::VecDeque;

/// What is to be done for an element, by its id and that of the larger one that it lies in.
pub type Turn = ([String; 2], Box<dyn FnOnce()>);

/// Milliseconds between two pieces of work.
const FRAME: u32 = 16;
/// Milliseconds of a piece of work that nobody sees.
const PIECE: f64 = 4.0;
/// Milliseconds after which a page has been shown.
const SETTLED: u32 = 600;

thread_local! {
    static WAITING: RefCell<VecDeque<Turn>> = const { RefCell::new(VecDeque::new()) };
}

/// Does the work for the first element in view now, then for the others in view, a frame each, and then the rest in
/// pieces. What still waits from before is forgotten: it is out of date.
pub fn in_turn(turns: Vec<Turn>) {
    let is_under_way = WAITING.with_borrow_mut(|waiting| {
        let is_under_way = !waiting.is_empty();
        *waiting = turns.into();
        is_under_way
    });
    take_one();
    if !is_under_way {
        Timeout::new(FRAME, go_on).forget();
    }
}

fn go_on() {
    let start = js_sys::Date::now();
    while take_one() == Some(Place::OutOfView) && js_sys::Date::now() - start < PIECE {}
    if !WAITING.with_borrow(VecDeque::is_empty) {
        Timeout::new(FRAME, go_on).forget();
    }
}

/// Does what is most urgent; says where it was.
fn take_one() -> Option<Place> {
    let (place, (_, work)) = WAITING.with_borrow_mut(next)?;
    work();
    Some(place)
}

/// What has come into view meanwhile, or else the first that is not hidden.
fn next(waiting: &mut VecDeque<Turn>) -> Option<(Place, Turn)> {
    let places: Vec<Place> = waiting.iter().map(|(ids, _)| place_of(ids)).collect();
    let first = |wanted: Place| places.iter().position(|place| *place == wanted);
    let at = first(Place::InView).or_else(|| first(Place::OutOfView)).unwrap_or(0);
    Some((*places.get(at)?, waiting.remove(at)?))
}

/// Where an element is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    InView,
    OutOfView,
    Hidden,
}

fn place_of([outer, inner]: &[String; 2]) -> Place {
    let place = |id: &str| {
        let area = element(id)?.get_bounding_client_rect();
        let height = window()?.inner_height().ok()?.as_f64()?;
        Some(match area.height() {
            0.0 => Place::Hidden,
            _ if area.bottom() > 0.0 && area.top() < height => Place::InView,
            _ => Place::OutOfView,
        })
    };
    // What lies in an element out of view is not asked where it is: the browser would have to lay it out for that.
    match place(outer) {
        Some(Place::InView) => place(inner).unwrap_or(Place::InView),
        other => other.unwrap_or(Place::Hidden),
    }
}

/// Does what may wait until the page has been drawn as it is now.
pub fn once_drawn(act: impl FnOnce() + 'static) {
    Timeout::new(FRAME, act).forget();
}

/// Tells the styles that every part of the page has been laid out once, so that its height is known.
pub fn tell_measured() {
    Timeout::new(SETTLED, || {
        let mut places = mount::places();
        if places.is_empty() {
            places.extend(document().and_then(|document| document.document_element()));
        }
        for place in places {
            let _ = place.set_attribute("data-measured", "");
        }
    })
    .forget();
}
