//! A search engine without I/O. It knows documents, not the portal.
//!
//! **What matches.** A document matches a query exactly when, after one shared normalisation, every
//! term of the query is a substring of one of the document's searched texts (title, number, other
//! fields), and no excluded term is. Terms have no least length: one character is enough. Where
//! readings are known, a character of a term with Latin letters may also be read: see [`Characters`].
//!
//! **Normalisation** ([`Characters::normalise`]) is the same for queries and documents. White space and
//! punctuation are dropped on both sides, so that `《办法》 全文` and `办法全文` are one text; what is
//! left is folded (width, case, compatibility forms, traditional to simplified, document numbers).
//!
//! **Order.** See [`Weights`] and [`Sort`].
//!
//! **No standard library**, but for what the publisher needs: it would bring the words of every panic, which nobody
//! reads on a phone, into the engine's program.

#![cfg_attr(not(any(test, feature = "publish")), no_std)]

extern crate alloc;

mod bytes;
mod characters;
mod engine;
mod facets;
mod find;
mod fold;
pub mod index;
mod marks;
mod matching;
mod meant;
mod normalise;
mod order;
#[cfg(feature = "publish")]
mod publish;
mod query;
mod readings;
mod service;
pub mod wire;

pub use bytes::Refused;
pub use characters::Characters;
pub use engine::{Answer, Doc, Engine, Request, Sort, Weights};
pub use find::find;
pub use marks::marks;
pub use normalise::Normalised;
#[cfg(feature = "publish")]
pub use publish::Lore;
pub use query::{KEYS, Query, Term};
pub use service::Service;
