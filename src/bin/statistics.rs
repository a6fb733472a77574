//! The browser's program for 数据.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        use portal::{browser::Start, pages, portal::Portal, route::Program};
        portal::browser::start(Start(Program::Statistics, pages::statistics, Portal::plain_title));
    }
}
