//! Files over the network, with requests that can be given up.

use crate::store::{Deliver, Fault, Files};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestInit, Response};

/// Requests under way, by path.
type Open = Rc<RefCell<Vec<(String, AbortController)>>>;

/// The site's own folder `data/`.
pub struct Network {
    root: String,
    open: SendWrapper<Open>,
}

impl Network {
    /// Files below `BASE/data/`.
    pub fn new(base: &str) -> Self {
        Self { root: format!("{base}data/"), open: SendWrapper::new(Open::default()) }
    }
}

impl Files for Network {
    fn fetch(&self, path: &str, deliver: Deliver) {
        let url = format!("{}{path}", self.root);
        let controller = AbortController::new().ok();
        let (open, path) = (Rc::clone(&self.open), path.to_owned());
        let signal = controller.as_ref().map(AbortController::signal);
        if let Some(controller) = controller {
            open.borrow_mut().push((path.clone(), controller));
        }
        wasm_bindgen_futures::spawn_local(async move {
            let bytes = fetch(&url, signal.as_ref()).await;
            let _ = taken(&open, &path);
            deliver(bytes);
        });
    }

    fn abandon(&self, path: &str) {
        if let Some(controller) = taken(&self.open, path) {
            controller.abort();
        }
    }
}

/// A path's request, no longer among those under way.
fn taken(open: &Open, path: &str) -> Option<AbortController> {
    let mut open = open.borrow_mut();
    let at = open.iter().position(|(known, _)| known == path)?;
    Some(open.swap_remove(at).1)
}

async fn fetch(url: &str, signal: Option<&AbortSignal>) -> Result<Vec<u8>, Fault> {
    let init = RequestInit::new();
    init.set_signal(signal);
    let window = super::window().ok_or(Fault::Network)?;
    let response = came(window.fetch_with_str_and_init(url, &init)).await?;
    let response: Response = response.dyn_into().map_err(|_| Fault::Network)?;
    match response.status() {
        200 => {
            let body = came(response.array_buffer().map_err(|_| Fault::Network)?).await?;
            Ok(js_sys::Uint8Array::new(&body).to_vec())
        }
        404 => Err(Fault::Missing),
        status => Err(Fault::Status(status)),
    }
}

/// What was asked for, or that the network did not bring it.
async fn came(promise: js_sys::Promise) -> Result<JsValue, Fault> {
    JsFuture::from(promise).await.map_err(|_| Fault::Network)
}
