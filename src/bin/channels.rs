//! The browser app of the page 互动渠道.

fn main() {
    #[cfg(target_arch = "wasm32")]
    portal::browser::start_channels();
}
