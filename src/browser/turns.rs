//! Work for many places of a page, in pieces that leave room between them for what the visitor does: first what the visitor
//! looks at, then the rest.

use super::{document, element, later, mount, window};
use gloo_events::EventListener;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// What is to be done for an element, by its id, after that of the larger one that it lies in.
pub type Turn = (Rc<[String; 2]>, Box<dyn FnOnce()>);

type Wanted = Box<dyn FnOnce() -> VecDeque<Turn>>;

/// Milliseconds until what was done is drawn.
const FRAME: u32 = 16;
/// Milliseconds between two pieces of work that nobody sees.
const GAP: u32 = 1;
/// Milliseconds after which a page has been shown.
const SETTLED: u32 = 600;

thread_local! {
    /// Says what is to be done, when it comes to that.
    static WANTED: RefCell<Option<Wanted>> = const { RefCell::new(None) };
    static WAITING: RefCell<VecDeque<Turn>> = const { RefCell::new(VecDeque::new()) };
    static IS_UNDER_WAY: Cell<bool> = const { Cell::new(false) };
}

/// Does the work once the page has been drawn as it is now: for what is in view a frame each, then for the rest. What
/// still waits from before is forgotten: it is out of date.
pub fn in_turn(wanted: impl FnOnce() -> VecDeque<Turn> + 'static) {
    WANTED.replace(Some(Box::new(wanted)));
    if !IS_UNDER_WAY.replace(true) {
        once_drawn(go_on);
    }
}

/// Whether work is wanted of which nothing has been done.
pub fn is_to_begin() -> bool {
    WANTED.with_borrow(Option::is_some)
}

/// Does all of it when the page is about to be printed, as long as the listener lives.
pub fn before_print() -> Option<EventListener> {
    let finish = |_: &web_sys::Event| while take_one().is_some() {};
    Some(EventListener::new(&window()?.into(), "beforeprint", finish))
}

fn go_on() {
    let Some(place) = take_one() else { return IS_UNDER_WAY.set(false) };
    later(if place == Place::InView { FRAME } else { GAP }, go_on);
}

/// Does what is most urgent; says where it was.
fn take_one() -> Option<Place> {
    if let Some(wanted) = WANTED.take() {
        WAITING.replace(wanted());
    }
    let (place, (_, work)) = WAITING.with_borrow_mut(next)?;
    work();
    Some(place)
}

/// What has come into view meanwhile, or else the first that is not hidden.
fn next(waiting: &mut VecDeque<Turn>) -> Option<(Place, Turn)> {
    let mut first = None;
    // To ask where an element is takes time, and what is in one that is out of view would have to be laid out for it.
    let mut outer: Option<(&str, Place)> = None;
    for (at, (ids, _)) in waiting.iter().enumerate() {
        let around = outer.filter(|(id, _)| *id == ids[0]).map_or_else(|| place_of(&ids[0]), |(_, place)| place);
        outer = Some((&ids[0], around));
        let place = if around == Place::InView { place_of(&ids[1]) } else { around };
        if place == Place::InView {
            return Some((place, waiting.remove(at)?));
        }
        if place == Place::OutOfView {
            first = first.or(Some(at));
        }
    }
    Some((Place::OutOfView, waiting.remove(first.unwrap_or(0))?))
}

/// Where an element is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    InView,
    OutOfView,
    Hidden,
}

fn place_of(id: &str) -> Place {
    let place = || {
        let area = element(id)?.get_bounding_client_rect();
        let height = window()?.inner_height().ok()?.as_f64()?;
        Some(match area.height() {
            0.0 => Place::Hidden,
            _ if area.bottom() > 0.0 && area.top() < height => Place::InView,
            _ => Place::OutOfView,
        })
    };
    // What is not there is about to appear.
    place().unwrap_or(Place::InView)
}

/// Does what may wait until the page has been drawn as it is now.
pub fn once_drawn(act: impl FnOnce() + 'static) {
    later(FRAME, act);
}

/// Tells the styles that every part of the page has been laid out once, so that its height is known.
pub fn tell_measured() {
    later(SETTLED, || {
        let mut places = mount::places();
        if places.is_empty() {
            places.extend(document().and_then(|document| document.document_element()));
        }
        for place in places {
            let _ = place.set_attribute("data-measured", "");
        }
    });
}
