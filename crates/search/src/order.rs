//! One sort for everything.
//!
//! The standard library's sorts are large, and made anew for each type they sort: left alone, they are
//! most of what this crate weighs on a phone. So what is sorted here are numbers made of three parts, by
//! the library's smallest sort, its heap.

use alloc::{collections::BinaryHeap, vec::Vec};

/// A number that is sorted by `first`, then `second`, then `third`.
pub(crate) fn key(first: u32, second: u32, third: u32) -> u128 {
    (u128::from(first) << 64) | (u128::from(second) << 32) | u128::from(third)
}

/// The last part of a key.
pub(crate) fn third(key: u128) -> u32 {
    key as u32
}

/// The second part of a key.
pub(crate) fn second(key: u128) -> u32 {
    (key >> 32) as u32
}

/// The keys, sorted.
pub(crate) fn sorted(keys: Vec<u128>) -> Vec<u128> {
    BinaryHeap::from(keys).into_sorted_vec()
}
