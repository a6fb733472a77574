use super::{heading, office, supplied};
use crate::html::Node;
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::text::home;
use crate::widgets::{guide_sections, panel};

pub fn page() -> Node {
    let store = Portal::here().store;
    let site = store.site();
    row![
        heading(&Route::Guide),
        supplied("guide.json", move || panel(store.guide(), |guide| guide_sections(&guide.sections))),
        panel(site, |site| office(&site, home::CONTACT)),
    ]
}
