//! A view without a frame, in a place on another page (`src/embed/mount.js`).

fn main() {}

#[cfg(target_arch = "wasm32")]
mod exported {
    use portal::browser::Mounted;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// A view in its place.
    #[wasm_bindgen]
    pub struct View(Mounted);

    #[wasm_bindgen]
    impl View {
        /// Takes the view away, with everything that it held.
        pub fn remove(self) {
            self.0.remove();
        }
    }

    /// Builds a view of the site at `base`, a whole address, in an empty element of a shadow root.
    #[wasm_bindgen]
    pub fn mount(place: web_sys::Element, base: &str, view: &str) -> View {
        View(portal::browser::mount(place, base, view))
    }
}
