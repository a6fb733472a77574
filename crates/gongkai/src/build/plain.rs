//! A view as plain HTML for the editors of other sites, which strip scripts, styles, frames, classes and ids: what is
//! left says the same, by elements and by the attributes that HTML had before there were styles.

use portal::html::{Node, Part, VOID, escape};
use std::borrow::Cow;

/// What only works or only makes sense on the portal's own pages.
const LEFT_OUT: [&str; 3] = ["button", "input", "select"];
const LEFT_OUT_CLASSES: [&str; 8] = [
    "gk-visually-hidden",
    "gk-copy__answer",
    "gk-actions",
    "gk-section__actions",
    "gk-files",
    "gk-form__hint",
    "gk-chart__proof",
    "gk-skeleton",
];

/// Elements that editors know by another name; an empty name leaves the element out and its content in.
const NAMES: [(&str, &str); 12] = [
    ("section", "div"),
    ("article", "div"),
    ("figure", "div"),
    ("figcaption", "div"),
    ("header", "div"),
    ("nav", "div"),
    ("details", "div"),
    ("summary", "p"),
    ("span", ""),
    ("data", "strong"),
    ("mark", ""),
    ("code", ""),
];

/// The view in plain HTML. `name` keeps the ids of its drawings apart from those of other fragments on the same page.
pub fn html(view: &Node, name: &str) -> String {
    let mut writer = Writer { name, out: String::new(), open: Vec::new(), left_out: 0, is_svg: false };
    view.walk(&mut |part| writer.see(part));
    writer.out
}

type Attributes<'a> = Vec<(&'static str, Cow<'a, str>)>;

struct Writer<'a> {
    name: &'a str,
    out: String,
    /// The name under which each open element was written.
    open: Vec<&'static str>,
    /// How many open elements are left out with all that is in them.
    left_out: usize,
    is_svg: bool,
}

impl Writer<'_> {
    fn see(&mut self, part: Part<'_>) {
        match part {
            Part::Text(text) if self.left_out == 0 => escape(text, &mut self.out),
            Part::Text(_) => {}
            Part::Open(tag, attributes) => {
                if self.left_out > 0 || is_left_out(tag, &attributes) {
                    self.left_out += 1;
                } else {
                    self.begin(tag, attributes);
                }
            }
            Part::Close(_) if self.left_out > 0 => self.left_out -= 1,
            Part::Close(tag) => self.end(tag),
        }
    }

    fn begin(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.is_svg |= tag == "svg";
        let attributes = if self.is_svg { self.drawn(tag, attributes) } else { kept(tag, attributes) };
        let is_dead_link = tag == "a" && !attributes.iter().any(|(name, _)| *name == "href");
        let known = NAMES.iter().find(|(name, _)| !self.is_svg && *name == tag);
        let written = if is_dead_link { "" } else { known.map_or(tag, |(_, written)| written) };
        self.open.push(written);
        if written.is_empty() {
            return;
        }
        self.out.push('<');
        self.out.push_str(written);
        for (name, value) in attributes {
            self.out.push_str(&format!(" {name}=\""));
            escape(&value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn end(&mut self, tag: &'static str) {
        let written = self.open.pop().unwrap_or_default();
        if written.is_empty() {
            // Facts beside each other, which the styles keep apart.
            if tag == "span" {
                self.out.push(' ');
            }
        } else if !VOID.contains(&written) {
            self.out.push_str(&format!("</{written}>"));
            if matches!(written, "div" | "p" | "li" | "ul" | "ol" | "dl" | "dd" | "tr" | "table" | "h2" | "h3" | "h4") {
                self.out.push('\n');
            }
        }
        self.is_svg &= tag != "svg";
    }

    /// The attributes of a part of a picture, at the size at which its letters are as large as those around it.
    fn drawn<'b>(&self, tag: &str, attributes: Attributes<'b>) -> Attributes<'b> {
        let own = |id: &str| format!("gongkai-{}-{id}", self.name);
        let mut kept = Attributes::new();
        let mut set = |name: &'static str, value: Cow<'b, str>| {
            kept.retain(|(known, _)| *known != name);
            kept.push((name, value));
        };
        for (name, value) in attributes {
            match name {
                "id" | "aria-labelledby" | "aria-describedby" => set(name, own(&value).into()),
                "fill" if value.starts_with("url(#") => {
                    set(name, format!("url(#{})", own(value.trim_start_matches("url(#").trim_end_matches(')'))).into());
                }
                _ => set(name, value),
            }
        }
        if tag == "svg" {
            let size = kept.iter().find(|(name, _)| *name == "viewBox").map(|(_, value)| value.to_string());
            let size: Vec<&str> = size.iter().flat_map(|size| size.split(' ')).skip(2).collect();
            if let [width, height] = size[..] {
                kept.retain(|(name, _)| !["width", "height"].contains(name));
                kept.extend([("width", width.to_owned().into()), ("height", height.to_owned().into())]);
            }
            kept.push(("role", "img".into()));
        }
        kept
    }
}

fn class_of<'a>(attributes: &'a Attributes<'_>) -> &'a str {
    attributes.iter().find(|(name, _)| *name == "class").map_or("", |(_, value)| value)
}

fn is_left_out(tag: &str, attributes: &Attributes<'_>) -> bool {
    let mut classes = class_of(attributes).split(' ');
    let is_hidden = attributes.iter().any(|(name, _)| *name == "hidden");
    // A table's name may be unseen on our pages, where a heading says it; here it is all there is.
    is_hidden || LEFT_OUT.contains(&tag) || (tag != "caption" && classes.any(|class| LEFT_OUT_CLASSES.contains(&class)))
}

fn kept<'a>(tag: &str, attributes: Attributes<'a>) -> Attributes<'a> {
    let is_number = tag == "td" && class_of(&attributes).contains("__number");
    let is_row_name = attributes.iter().any(|(name, value)| *name == "scope" && value.starts_with("row"));
    let leads_somewhere = |href: &str| ["http://", "https://", "tel:", "/"].iter().any(|start| href.starts_with(start));
    let mut kept: Attributes<'a> = attributes
        .into_iter()
        .filter(|(name, value)| match *name {
            "href" => leads_somewhere(value),
            "colspan" | "rowspan" | "scope" | "start" => true,
            _ => false,
        })
        .collect();
    if tag == "table" {
        kept.extend([("border", "1".into()), ("cellspacing", "0".into()), ("cellpadding", "6".into())]);
    }
    if is_number {
        kept.push(("align", "right".into()));
    }
    if is_row_name {
        kept.push(("align", "left".into()));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal::html::el;
    use portal::row;

    #[test]
    fn what_editors_strip_is_not_needed_and_what_only_our_pages_can_do_is_left_out() {
        let view = row![
            el("section").class("gk-x").attr("id", "a").kid(el("h3").kid("<题>")).kid(el("button").kid("复制")),
            el("p").kid(el("span").kid("甲")).kid(el("span").kid("乙")),
            el("a").attr("href", "#b").kid("丙"),
            el("a").attr("href", "https://a.cn/").attr("rel", "external").kid("丁"),
            el("table").kid(el("tr").kid(el("td").class("gk-table__number").attr("data-value", "1").kid("1"))),
        ];
        assert_eq!(
            html(&view, "n").replace('\n', ""),
            "<div><h3>&lt;题&gt;</h3></div><p>甲 乙 </p>丙<a href=\"https://a.cn/\">丁</a>\
             <table border=\"1\" cellspacing=\"0\" cellpadding=\"6\"><tr><td align=\"right\">1</td></tr></table>"
        );
    }

    #[test]
    fn a_picture_has_the_size_of_its_letters_and_keeps_its_ids_to_itself() {
        let bar = el("path").attr("id", "older").attr("fill", "url(#hatch)");
        let view = row![el("svg").attr("viewBox", "0 0 320 90").attr("width", "640").attr("height", "180").kid(bar)];
        assert_eq!(
            html(&view, "chart-received"),
            "<svg viewBox=\"0 0 320 90\" width=\"320\" height=\"90\" role=\"img\">\
             <path id=\"gongkai-chart-received-older\" fill=\"url(#gongkai-chart-received-hatch)\"></path></svg>"
        );
    }
}
