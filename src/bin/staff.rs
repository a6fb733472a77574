//! The page 嵌入代码, for staff of other sites.

fn main() {
    #[cfg(target_arch = "wasm32")]
    portal::browser::start_staff();
}
