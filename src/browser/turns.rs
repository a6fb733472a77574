//! Work for many places of a page, in pieces that leave room between them for what the visitor does: first what the visitor
//! looks at, then the rest.

use super::{document, element, later, mount, window};
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
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

/// Hears of what scrolls anywhere, and does not hold it up.
const CAPTURING: EventListenerOptions = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };

thread_local! {
    /// Says what is to be done, when it comes to that.
    static WANTED: RefCell<Option<Wanted>> = const { RefCell::new(None) };
    /// What is most urgent first.
    static WAITING: RefCell<VecDeque<(Place, Turn)>> = const { RefCell::new(VecDeque::new()) };
    /// Whether what waits may lie elsewhere by now.
    static HAS_MOVED: Cell<bool> = const { Cell::new(false) };
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

/// As long as the listeners live: does all of it when the page is about to be printed, and follows a visitor who scrolls.
pub fn watch_page() -> Option<[EventListener; 2]> {
    let window = window()?.into();
    let finish = |_: &web_sys::Event| while take_one().is_some() {};
    // Another site may show the page in something that scrolls by itself.
    let follow = EventListener::new_with_options(&window, "scroll", CAPTURING, |_| HAS_MOVED.set(true));
    Some([EventListener::new(&window, "beforeprint", finish), follow])
}

fn go_on() {
    let Some(place) = take_one() else { return IS_UNDER_WAY.set(false) };
    later(if place == Place::InView { FRAME } else { GAP }, go_on);
}

/// Does what is most urgent; says where it was.
fn take_one() -> Option<Place> {
    if let Some(wanted) = WANTED.take() {
        WAITING.replace(wanted().into_iter().map(|turn| (Place::OutOfView, turn)).collect());
        HAS_MOVED.set(true);
    }
    let (place, (_, work)) = WAITING.with_borrow_mut(|waiting| {
        if HAS_MOVED.take() {
            *waiting = in_order(waiting);
        }
        waiting.pop_front()
    })?;
    work();
    // What was made anew in view has another height, maybe, and what is below it another place.
    let is_last_in_view = place == Place::InView
        && WAITING.with_borrow(|waiting| waiting.front().is_none_or(|(place, _)| *place != Place::InView));
    HAS_MOVED.set(HAS_MOVED.get() || is_last_in_view);
    Some(place)
}

/// What is in view before the rest, what is hidden last. To ask where an element is takes longer than many a turn, and what
/// is in one that is out of view would have to be laid out for it.
fn in_order(waiting: &mut VecDeque<(Place, Turn)>) -> VecDeque<(Place, Turn)> {
    let (mut in_view, mut out_of_view, mut hidden) = (VecDeque::new(), VecDeque::new(), VecDeque::new());
    let mut outer: Option<(Rc<[String; 2]>, Place)> = None;
    for (_, turn) in waiting.drain(..) {
        let ids = &turn.0;
        let known = outer.filter(|(of, _)| of[0] == ids[0]);
        let (of, around) = known.unwrap_or_else(|| (Rc::clone(ids), place_of(&ids[0])));
        outer = Some((of, around));
        let place = if around == Place::InView { place_of(&ids[1]) } else { around };
        match place {
            Place::InView => in_view.push_back((place, turn)),
            Place::OutOfView => out_of_view.push_back((place, turn)),
            Place::Hidden => hidden.push_back((place, turn)),
        }
    }
    in_view.append(&mut out_of_view);
    in_view.append(&mut hidden);
    in_view
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
