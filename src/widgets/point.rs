use super::source::source_list;
use crate::html::{Node, el};
use crate::text::fact;
use model::{GuideSection, Point};

/// Sections of plain points, each with the article or report that says so.
pub fn guide_sections(sections: &[GuideSection]) -> Node {
    el("div").class("gk-guide").kid(Node::all(sections.iter().map(section))).into()
}

fn section(section: &GuideSection) -> Node {
    let point = |point: &Point| {
        let sources = source_list(fact::BASIS, &point.sources);
        el("li").class("gk-guide__point").kid(el("p").kid(point.text.clone())).kid(sources)
    };
    el("section")
        .class("gk-guide__section")
        .attr("id", section.id.clone())
        .kid(el("h2").kid(section.heading.clone()))
        .kid(el("ul").class("gk-guide__points").kid(Node::all(section.points.iter().map(point))))
        .into()
}
