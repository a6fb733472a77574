use super::h1;
use super::home::column_list;
use crate::html::{Node, el};
use crate::row;
use crate::text::not_found;
use crate::widgets::search_box;

pub fn page() -> Node {
    row![
        el("header").class("gk-head").kid(h1(not_found::TITLE)).kid(el("p").kid(not_found::BODY)),
        search_box("not-found-q"),
        column_list(),
    ]
}
