//! The browser app with every page. `src/main.rs` leaves out those of [`portal::route::Route::is_apart`].

fn main() {
    #[cfg(target_arch = "wasm32")]
    portal::browser::start_whole();
}
