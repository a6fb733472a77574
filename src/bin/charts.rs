//! The browser app with the page 数据: all of `src/main.rs`, and the charts.

fn main() {
    #[cfg(target_arch = "wasm32")]
    portal::browser::start_with_charts();
}
