//! The browser app of the page 数据.

fn main() {
    #[cfg(target_arch = "wasm32")]
    portal::browser::start_statistics();
}
