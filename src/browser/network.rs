//! Files over the network, with requests that can be given up.

use crate::store::{Deliver, Fault, Files};
use gloo_net::http::{Request, Response};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use web_sys::AbortController;

type Open = Rc<RefCell<HashMap<String, AbortController>>>;

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
            open.borrow_mut().insert(path.clone(), controller);
        }
        wasm_bindgen_futures::spawn_local(async move {
            let response = Request::get(&url).abort_signal(signal.as_ref()).send().await;
            let bytes = match response {
                Ok(response) => body(&response).await,
                Err(_) => Err(Fault::Network),
            };
            open.borrow_mut().remove(&path);
            deliver(bytes);
        });
    }

    fn abandon(&self, path: &str) {
        if let Some(controller) = self.open.borrow_mut().remove(path) {
            controller.abort();
        }
    }
}

async fn body(response: &Response) -> Result<Vec<u8>, Fault> {
    match response.status() {
        200 => response.binary().await.map_err(|_| Fault::Network),
        404 => Err(Fault::Missing),
        status => Err(Fault::Status(status)),
    }
}
