//! `embed/…` and `embed.js`: what other sites show of this one.

use super::app::fill;
use super::head::Head;
use super::page::Frame;
use super::{Files, file_of};
use portal::portal::Portal;
use portal::route::Route;

/// The element that puts a view into a frame of the right height; its address never changes.
pub const ELEMENT: &str = "embed.js";
const ELEMENT_SCRIPT: &str = include_str!("../../../../src/embed/embed.js");

/// The element, and every page that is not a single entry once more, written for a frame.
pub fn files(frame: &Frame<'_>, routes: &[Route], at: &dyn Fn(&Route) -> Portal, head: &Head<'_>) -> Files {
    let mut files = Files::from([
        (ELEMENT.to_owned(), fill(ELEMENT_SCRIPT, &[]).into_bytes()),
        ("embed/mount.js".to_owned(), frame.app.mount_script.clone().into_bytes()),
    ]);
    let is_written = |route: &&Route| !matches!(route, Route::Policy(_) | Route::Entry(_) | Route::NotFound);
    for route in routes.iter().filter(is_written) {
        let html = frame.framed(at(route), &head.of(route));
        files.insert(format!("embed/view/{}", file_of(route)), html.into_bytes());
    }
    files
}
