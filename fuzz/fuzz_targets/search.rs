#![no_main]

use search::wire::{Reply, Wire};
use search::{Characters, Service, index::Directory};

// Messages one after the other, each with its length before it, as an app of another release might say them; and the
// same bytes as each of the search's files.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut service = Service::default();
    let mut rest = bytes;
    while let [length, after @ ..] = rest {
        let (message, next) = after.split_at((*length as usize).min(after.len()));
        assert!(Reply::read(&service.answer(message)).is_ok());
        rest = next;
    }
    let _ = Directory::read(bytes);
    let _ = Characters::plain().with_pairs(bytes);
    let _ = Characters::plain().with_readings(bytes);
});
