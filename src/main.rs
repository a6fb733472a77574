//! The browser app: takes over the page that the publisher wrote. Some pages come with
//! `src/bin/whole.rs`.

fn main() {
    #[cfg(target_arch = "wasm32")]
    portal::browser::start();
}
