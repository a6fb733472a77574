//! The browser app: takes over the page that the publisher wrote. The pages of
//! [`portal::route::Route::is_apart`] come with apps of their own, `src/bin/`.

fn main() {
    #[cfg(target_arch = "wasm32")]
    portal::browser::start();
}
