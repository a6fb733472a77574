//! From the bytes of a published file to what it says.
//!
//! The publisher reads with serde_json, which the model brings. The browser has a JSON reader of its
//! own: using it saves a phone 14 kB of download (ARCHITECTURE.md has the measurement).

use serde::de::DeserializeOwned;

/// Reads a file: first its version, then its content.
///
/// # Errors
/// A sentence in Chinese: what is wrong with the file.
#[cfg(not(target_arch = "wasm32"))]
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    model::decode(bytes).map_err(|error| error.to_string())
}

/// Reads a file: first its version, then its content.
///
/// # Errors
/// A sentence in Chinese: what is wrong with the file.
#[cfg(target_arch = "wasm32")]
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    use crate::text::fault;
    use model::{DecodeError, FORMAT};
    let text = std::str::from_utf8(bytes).map_err(|_| fault::not_json(""))?;
    let file = js_sys::JSON::parse(text).map_err(|error| fault::not_json(&message_of(error)))?;
    let format = js_sys::Reflect::get(&file, &"format".into()).ok().and_then(|format| format.as_f64());
    match format {
        Some(found) if found == f64::from(FORMAT) => {}
        Some(found) => return Err(DecodeError::Version { found: found as u64 }.to_string()),
        None => return Err(DecodeError::NoVersion.to_string()),
    }
    serde_wasm_bindgen::from_value(file).map_err(|error| fault::not_fitting(&message_of(error.into())))
}

#[cfg(target_arch = "wasm32")]
fn message_of(error: wasm_bindgen::JsValue) -> String {
    js_sys::Error::from(error).message().into()
}
