//! A search engine without I/O. It knows documents, not the portal.
//!
//! **What matches.** A document matches a query exactly when, after one shared normalisation, every
//! term of the query is a substring of one of the document's searched texts (title, number, other
//! fields), and no excluded term is. Terms have no least length: one character is enough.
//!
//! **Normalisation** ([`normalise`]) is the same for queries and documents. White space and
//! punctuation are dropped on both sides, so that `《办法》 全文` and `办法全文` are one text; what is
//! left is folded (width, case, compatibility forms, traditional to simplified, document numbers).
//!
//! **Order.** See [`Weights`] and [`Sort`].
//!
//! This version scans the normalised texts. Nothing in the interface depends on that.

mod engine;
mod facets;
mod find;
mod fold;
mod marks;
mod normalise;
mod order;
mod pairs;
mod query;

pub use engine::{Answer, Doc, Engine, Request, Sort, Weights};
pub use marks::marks;
pub use normalise::{Normalised, normalise};
pub use query::{Query, Term};
