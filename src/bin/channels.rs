//! The browser's program for 互动渠道.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        use portal::{browser::Start, pages, portal::Portal, route::Program};
        portal::browser::start(Start(Program::Channels, pages::channels, Portal::plain_title));
    }
}
