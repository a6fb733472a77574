//! What a chart needs of the browser: where a finger is, which key was pressed, files handed to the visitor.

use super::history::{self, hand_over};
use super::takeover::{LOOK, MOST_LOOKS};
use super::{document, is_plain_press, pressed};
use crate::html::{Node, el};
use js_sys::{Array, Function, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

/// A key without others held down, and whether the element runs from right to left.
pub fn plain_key(event: &Event) -> Option<(String, bool)> {
    let key = event.dyn_ref::<KeyboardEvent>()?;
    let is_plain = !(key.ctrl_key() || key.meta_key() || key.alt_key() || key.shift_key());
    let target = event.current_target()?.dyn_into::<Element>().ok()?;
    let is_rtl = target.matches(":dir(rtl)").unwrap_or(false);
    is_plain.then(|| (key.key(), is_rtl))
}

/// Where the pointer is in the element that listens, each side counted from 0 to 1 in the direction of reading.
pub fn place_within(event: &Event) -> Option<(f64, f64)> {
    let mouse = event.dyn_ref::<MouseEvent>()?;
    let target = event.current_target()?.dyn_into::<Element>().ok()?;
    let area = target.get_bounding_client_rect();
    let x = (f64::from(mouse.client_x()) - area.left()) / area.width();
    let y = (f64::from(mouse.client_y()) - area.top()) / area.height();
    let is_rtl = target.parent_element()?.matches(":dir(rtl)").unwrap_or(false);
    Some((if is_rtl { 1.0 - x } else { x }, y))
}

/// The measure, year and county of the table's cell whose link was plainly pressed.
pub fn pressed_number(event: &Event) -> Option<[String; 3]> {
    if !is_plain_press(event) {
        return None;
    }
    let cell = pressed(event, "a")?.closest("[data-measure]").ok()??;
    let part = |name| cell.get_attribute(name).unwrap_or_default();
    Some(["data-measure", "data-year", "data-county"].map(part))
}

/// Saves a drawing, or what it looks like when it is painted, three points to the unit.
pub fn save(name: &str, svg: crate::html::Element, is_painted: bool) -> Option<()> {
    let document = document()?;
    let place = document.create_element("div").ok()?;
    Node::from(svg).build(&document, &place);
    let text = js_sys::encode_uri_component(&place.inner_html());
    // A file from a `blob:` would be refused as a picture by the page's policy; `data:` is allowed.
    let address = format!("data:image/svg+xml,{}", String::from(text));
    if !is_painted {
        return hand_over(&format!("{name}.svg"), &address);
    }
    let name = format!("{name}.png");
    let image = el("img").attr("src", address).on("load", move |event: Event| {
        if let Some(address) = event.target().and_then(|image| paint(&image)) {
            hand_over(&name, &address);
        }
    });
    Node::from(image).build(&document, &place);
    Some(())
}

fn paint(image: &JsValue) -> Option<String> {
    let canvas = document()?.create_element("canvas").ok()?;
    let place = Array::of3(image, &0.into(), &0.into());
    for (side, natural) in [("width", "naturalWidth"), ("height", "naturalHeight")] {
        let length = JsValue::from(Reflect::get(image, &natural.into()).ok()?.as_f64()? * 1.5);
        Reflect::set(&canvas, &side.into(), &length).ok()?;
        place.push(&length);
    }
    let context = method(&canvas, "getContext")?.call1(&canvas, &"2d".into()).ok()?;
    method(&context, "drawImage")?.apply(&context, &place).ok()?;
    method(&canvas, "toDataURL")?.call0(&canvas).ok()?.as_string()
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

thread_local! {
    /// What had the focus before it went to something that appeared.
    static LEFT: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// Something opens over the page by a choice, and its element, by its id, gets the focus as soon as it is there. One step
/// back closes it.
pub fn open_over(id: &'static str, choose: impl FnOnce()) {
    LEFT.replace(super::focused());
    history::step_over(choose);
    look_for(id, MOST_LOOKS);
}

fn look_for(id: &'static str, looks: u32) {
    super::later(LOOK, move || match super::element(id) {
        Some(element) => super::focus_element(&element),
        None if looks > 0 => look_for(id, looks - 1),
        None => {}
    });
}

/// Lets go of what had the focus.
pub fn forget_left() {
    LEFT.take();
}

/// Gives the focus back to where it was, once what was opened is gone and nothing else has it.
pub fn go_back() {
    super::later(0, || {
        if let Some(left) = LEFT.take()
            && super::focused().is_none_or(|on| on.matches("body").unwrap_or(false))
        {
            super::focus_element(&left);
        }
    });
}
