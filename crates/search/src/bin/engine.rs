//! The search engine as a program of its own, without the standard library. `src/search.js` runs it.

#![cfg_attr(target_arch = "wasm32", no_std, no_main)]

#[cfg(target_arch = "wasm32")]
mod desk {
    extern crate alloc;

    use alloc::vec::Vec;
    use core::panic::PanicInfo;
    use search::Service;
    use spin::{Lazy, Mutex};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[global_allocator]
    static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

    static SERVICE: Lazy<Mutex<Service>> = Lazy::new(Mutex::default);

    /// Answers a message; see [`search::wire`].
    #[wasm_bindgen]
    pub fn answer(message: &[u8]) -> Vec<u8> {
        // What broke down while it held the service never gives it back: waiting for it would hang the page.
        SERVICE.try_lock().map_or_else(|| core::arch::wasm32::unreachable(), |mut service| service.answer(message))
    }

    /// Where it happened is not told: the words for it would be a tenth of the program.
    #[panic_handler]
    fn stop(_: &PanicInfo) -> ! {
        core::arch::wasm32::unreachable()
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
