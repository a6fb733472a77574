use crate::html::{Element, Node, el, live};
use crate::portal::Portal;
use crate::row;
use crate::text;
use model::Source;

/// Where a fact stands: the document's short name, the place in it, and a link when there is one.
pub fn source_view(source: &Source) -> Node {
    let portal = Portal::here();
    let source = source.clone();
    live(move || {
        let document = portal.document(&source);
        let name = document.as_ref().map_or_else(
            || source.document.clone(),
            |document| document.short.clone().unwrap_or_else(|| document.title.clone()),
        );
        let place = source.section.clone().unwrap_or_default();
        let name = if place.is_empty() { name } else { format!("{name} {place}") };
        let url = source.url.clone().or_else(|| document.and_then(|document| document.url));
        match url.filter(|url| is_safe(url)) {
            Some(url) => outside(url).class("gk-source").kid(name),
            None => el("span").class("gk-source").kid(name),
        }
    })
}

/// 来源 with all its places, on one quiet line.
pub fn source_list(label: &'static str, sources: &[Source]) -> Node {
    if sources.is_empty() {
        return Node::Nothing;
    }
    let source = |(index, source)| row![(index > 0).then_some("；"), source_view(source)];
    el("p").class("gk-sources").kid(label).kid("：").kid(Node::all(sources.iter().enumerate().map(source))).into()
}

/// Links lead to web pages only: data is not trusted with `javascript:` and the like.
pub fn is_safe(url: &str) -> bool {
    let start = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    start.starts_with("https://") || start.starts_with("http://")
}

fn outside(url: String) -> Element {
    el("a").attr("href", url).attr("rel", "external noopener")
}

/// A link to an address from data, or its plain words when the address is none.
pub fn outside_link(url: &str, words: String) -> Element {
    if is_safe(url) { outside(url.to_owned()).kid(words) } else { el("span").kid(words) }
}

/// The link to the original of a report.
pub fn original_link(source: &Source) -> Node {
    let portal = Portal::here();
    let source = source.clone();
    live(move || {
        let url = source.url.clone().or_else(|| portal.document(&source).and_then(|document| document.url));
        url.filter(|url| is_safe(url)).map(|url| {
            outside(url)
                .class("gk-button gk-button--quiet")
                .kid(text::ORIGINAL)
                .kid(el("span").class("gk-visually-hidden").kid(text::EXTERNAL))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for good in ["http://shule.gov.cn/x", "https://www.gov.cn/", "HTTPS://A"] {
            assert!(is_safe(good), "{good}");
        }
        for bad in ["javascript:alert(1)", "data:text/html,x", "//evil", "", "htt", "文", " https://a"] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
