//! The browser app: takes over the page that the publisher wrote.

fn main() {
    #[cfg(target_arch = "wasm32")]
    portal::browser::start();
}
