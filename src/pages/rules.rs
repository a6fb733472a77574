use super::{heading, supplied};
use crate::html::Node;
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::widgets::{guide_sections, panel};

pub fn page() -> Node {
    let store = Portal::here().store;
    row![
        heading(&Route::Rules),
        supplied("rules.json", move || panel(store.rules(), |rules| guide_sections(&rules.sections))),
    ]
}
