//! The browser's program for what is searched.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        use portal::{browser::Start, pages, portal::Portal, route::Program};
        portal::browser::start(Start(Program::Find, pages::finding, Portal::title));
    }
}
