//! The browser's program for what is read: it takes over the page that the publisher wrote. The others are in `src/bin`.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        use portal::{browser::Start, pages, portal::Portal, route::Program};
        portal::browser::start(Start(Program::Read, pages::reading, Portal::plain_title));
    }
}
