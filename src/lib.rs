//! The portal: pages as functions of data, rendered to HTML by the publisher and
//! taken over in the browser (feature `csr`) by the same code.
//!
//! [`store`] holds the data files, [`lists`] what can be searched, [`seek`] the searches, [`route`] the addresses,
//! [`pages`] the pages, [`widgets`] what several pages share, [`chart`] the drawings, [`embed`] what other sites show,
//! [`text`] every word of the interface, [`html`] what
//! they are all made of.
//! Only [`browser`] touches the browser itself.

pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod chart;
pub mod embed;
pub mod engine;
pub mod findable;
pub mod html;
pub mod lists;
pub mod lookup;
pub mod pages;
pub mod portal;
pub mod route;
pub mod seek;
pub mod sheet;
pub mod store;
pub mod text;
pub mod widgets;
