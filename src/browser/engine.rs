//! The search engine, as `src/boot.js` hands it to the app.

use crate::engine::{Engine, Heard};
use js_sys::{Function, Promise, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What was said, and who waits for the answer.
type Said = (Vec<u8>, Heard);

thread_local! {
    static ASK: RefCell<Option<Function>> = const { RefCell::new(None) };
    /// Said before there was anything to ask.
    static WAITING: RefCell<Vec<Said>> = const { RefCell::new(Vec::new()) };
}

/// Takes what asks the engine: a function from a message to the promise of its answer.
#[wasm_bindgen]
pub fn use_engine(ask: Function) {
    ASK.set(Some(ask));
    WAITING.take().into_iter().for_each(|(message, heard)| Remote.ask(message, heard));
}

/// The engine outside of this program.
pub struct Remote;

impl Engine for Remote {
    fn ask(&self, message: Vec<u8>, heard: Heard) {
        let Some(ask) = ASK.with_borrow(Option::clone) else {
            return WAITING.with_borrow_mut(|waiting| waiting.push((message, heard)));
        };
        let promise = ask.call1(&JsValue::NULL, &Uint8Array::from(&message[..]));
        wasm_bindgen_futures::spawn_local(async move {
            heard(answer(promise).await);
        });
    }
}

async fn answer(promise: Result<JsValue, JsValue>) -> Option<Vec<u8>> {
    let promise = promise.ok()?.dyn_into::<Promise>().ok()?;
    let answer = JsFuture::from(promise).await.ok()?;
    Some(answer.dyn_into::<Uint8Array>().ok()?.to_vec())
}
