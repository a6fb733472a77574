//! The search engine as the pages reach it: a program of its own, which comes with the first search.
//!
//! It is not in the app: nobody who reads a report loads it (ARCHITECTURE.md). What is said to it and what it answers
//! stands in [`search::wire`].

/// Takes the engine's answer; none when the engine cannot be had.
pub type Heard = Box<dyn FnOnce(Option<Vec<u8>>)>;

/// Where the engine is: in the browser a program of its own, in the publisher a part of it.
pub trait Engine: Send + Sync {
    /// Says a message; `heard` is called once, now or later. Answers come in the order of the messages.
    fn ask(&self, message: Vec<u8>, heard: Heard);
}

/// No engine: for pages without a search.
pub struct NoEngine;

impl Engine for NoEngine {
    fn ask(&self, _: Vec<u8>, heard: Heard) {
        heard(None);
    }
}
