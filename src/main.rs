//! The browser app: takes over the page that the publisher wrote. The page 数据 has an app of its own,
//! `src/bin/charts.rs`.

fn main() {
    #[cfg(target_arch = "wasm32")]
    portal::browser::start();
}
