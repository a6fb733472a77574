//! What only a browser has: keys, fingers, files to save. Elsewhere nothing of it happens.
#![cfg_attr(not(feature = "drawings"), allow(dead_code, unused_imports, reason = "most of it is for drawings"))]

/// A key without others held down, and whether the page runs from right to left.
pub struct Key {
    /// `ArrowLeft`
    pub name: String,
    /// Right to left.
    pub is_rtl: bool,
}

#[cfg(target_arch = "wasm32")]
pub use crate::browser::once_drawn as later;
#[cfg(target_arch = "wasm32")]
pub use real::{go_back, key, number, open_over, place, save, step_back};

#[cfg(target_arch = "wasm32")]
mod real {
    use super::Key;
    use crate::browser;
    use crate::html::Element;
    use web_sys::Event;

    /// The key that was pressed.
    pub fn key(event: &Event) -> Option<Key> {
        browser::plain_key(event).map(|(name, is_rtl)| Key { name, is_rtl })
    }

    /// Where the pointer is in the drawing, each side counted from 0 to 1.
    pub fn place(event: &Event) -> Option<(f64, f64)> {
        browser::place_within(event)
    }

    /// The number whose link was plainly pressed: measure, year, county.
    pub fn number(event: &Event) -> Option<[String; 3]> {
        browser::pressed_number(event)
    }

    /// Something opens over the page by a choice and gets the focus; one step back closes it.
    pub fn open_over(id: &'static str, choose: impl FnOnce()) {
        browser::open_over(id, choose);
    }

    /// Closes it by a step back; whether that is possible.
    pub fn step_back() -> bool {
        browser::step_back()
    }

    /// Gives the focus back to where it was.
    pub fn go_back() {
        browser::go_back();
    }

    /// Hands a drawing to the visitor, as it is or painted; whether that is possible.
    pub fn save(name: &str, svg: Element, is_painted: bool) -> bool {
        browser::save(name, svg, is_painted).is_some()
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use none::{go_back, key, later, number, open_over, place, save, step_back};

#[cfg(not(target_arch = "wasm32"))]
mod none {
    use super::Key;
    use crate::html::Element;
    use web_sys::Event;

    pub fn key(_: &Event) -> Option<Key> {
        None
    }

    pub fn place(_: &Event) -> Option<(f64, f64)> {
        None
    }

    pub fn number(_: &Event) -> Option<[String; 3]> {
        None
    }

    pub fn open_over(_: &'static str, _: impl FnOnce()) {}

    pub fn step_back() -> bool {
        false
    }

    pub fn go_back() {}

    pub fn save(_: &str, _: Element, _: bool) -> bool {
        false
    }

    pub fn later(act: impl FnOnce()) {
        act();
    }
}
