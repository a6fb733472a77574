//! 依法主动公开目录: what the county must publish, item by item of the Regulation.

use super::{back_link, h1, heading, heading_without, not_found, otherwise, record_line, supplied};
use crate::html::{Node, el};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::row;
use crate::text::{browse, catalogue as words, column, fact};
use crate::widgets::{
    Facet, Finder, Item, Keys, RESULTS, SortChoice, finder, panel, plain_line, search_box, source_list,
};
use model::law::{self, ITEMS};
use model::{Catalogue, Entry};
use search::{Doc, Sort};

const FACETS: &[Facet] = &[
    Facet { number: 0, key: "item", label: words::ITEM },
    Facet { number: 1, key: "subject", label: words::SUBJECT },
    Facet { number: 2, key: "carrier", label: words::CARRIER },
    Facet { number: 3, key: "publisher", label: words::PUBLISHER },
];

/// The facets that typed filters mean.
pub const KEYS: Keys = &[("issuer", 3)];

const SORTS: &[SortChoice] = &[
    SortChoice { key: "", label: words::BY_RELEVANCE, sort: Sort::Relevance },
    SortChoice { key: "given", label: words::BY_ITEM, sort: Sort::Given },
];

pub fn page() -> Node {
    let store = Portal::here().store;
    row![
        heading(&Route::Catalogue),
        supplied("catalogue.json", move || {
            let plain = plain_line(Some((browse::CATALOGUE_PATH, browse::BY_ITEM)), "catalogue");
            row![plain, panel(store.catalogue(), |catalogue| whole(&catalogue))]
        }),
    ]
}

fn whole(catalogue: &Catalogue) -> Node {
    row![frame(catalogue), el("h2").class("gk-visually-hidden").kid(words::ENTRIES), list(catalogue)]
}

/// The items of Articles 20 and 21 with the number of entries under each, zero included.
fn frame(catalogue: &Catalogue) -> Node {
    let portal = Portal::here();
    let line = |item: &'static law::Item| {
        let n = catalogue.entries.iter().filter(|entry| entry.item == item.id).count();
        let params = Params::default().with("item", &item_value(item));
        let href = format!("{}#{RESULTS}", portal.href_with(&Route::Catalogue, &params));
        let name = format!("{}{}", item.numeral, item.text);
        let name = if n > 0 { el("a").attr("href", href).kid(name) } else { el("span").kid(name) };
        el("li")
            .class("gk-frame__item")
            .attr("data-item", item.id)
            .attr("data-count", n.to_string())
            .kid(name)
            .kid(el("span").class("gk-frame__count").kid(words::n_entries(n)))
    };
    let article = |number: u8| {
        let lines = ITEMS.iter().filter(move |item| item.article == number).map(line);
        el("ol").class("gk-frame__list").kid(Node::all(lines))
    };
    el("details")
        .class("gk-frame")
        .kid(el("summary").kid(words::frame(catalogue.entries.len())))
        .kid(el("h2").class("gk-frame__heading").kid(words::ARTICLE_20))
        .kid(article(20))
        .kid(el("h2").class("gk-frame__heading").kid(words::ARTICLE_21))
        .kid(article(21))
        .into()
}

/// How the filter names an item: `第二十条（七）财政预算、决算信息`, cut where it runs long.
fn item_value(item: &law::Item) -> String {
    let short: String = item.text.chars().take(18).collect();
    let dots = if item.text.chars().count() > 18 { "…" } else { "" };
    format!("{}{short}{dots}", item.citation())
}

fn list(catalogue: &Catalogue) -> Node {
    let portal = Portal::here();
    finder(Finder {
        docs: catalogue.entries.iter().map(doc).collect(),
        items: catalogue.entries.iter().map(|entry| item(&portal, entry)).collect(),
        facets: FACETS,
        keys: KEYS,
        sorts: SORTS,
        label: words::FIELD,
        otherwise,
    })
}

/// What the search knows of an entry.
pub fn doc(entry: &Entry) -> Doc {
    let mut facets = vec![(1, entry.subject.clone())];
    facets.extend(law::find(&entry.item).map(|item| (0, item_value(item))));
    facets.extend(entry.carriers.used.iter().map(|carrier| (2, carrier.clone())));
    facets.extend(entry.publisher.iter().map(|publisher| (3, publisher.clone())));
    let mut fields = vec![entry.subject.clone(), entry.content.clone()];
    fields.extend(entry.publisher.clone());
    fields.extend(entry.carriers.used.iter().cloned());
    Doc { id: entry.id.clone(), title: entry.title.clone(), number: None, date: None, fields, facets }
}

/// How a list shows an entry.
pub fn item(portal: &Portal, entry: &Entry) -> Item {
    let citation = law::find(&entry.item).map(law::Item::citation);
    let carriers = (!entry.carriers.used.is_empty()).then(|| entry.carriers.used.join("、"));
    let facts = [Some(entry.subject.clone()), entry.publisher.clone(), citation, carriers];
    Item {
        id: entry.id.clone(),
        href: portal.href(&Route::Entry(entry.id.clone())),
        title: entry.title.clone(),
        facts: facts.into_iter().flatten().collect(),
        text: Some(entry.content.clone()),
    }
}

/// One entry with every field that is known of it.
pub fn detail(id: &str) -> Node {
    let id = id.to_owned();
    let slot = Portal::here().store.catalogue();
    let heading = heading_without(&slot, column(&Route::Catalogue));
    let record = panel(slot, move |catalogue| match catalogue.entries.iter().find(|entry| entry.id == id) {
        Some(entry) => record(entry),
        None => not_found::page(),
    });
    row![back_link(&Route::Catalogue), heading, record]
}

fn record(entry: &Entry) -> Node {
    let item = law::find(&entry.item).map(|item| format!("{} {}", item.citation(), item.text));
    let boxes = |list: &[String]| (!list.is_empty()).then(|| list.join("、"));
    let record = el("dl")
        .class("gk-record")
        .kid(record_line(words::SUBJECT, Some(entry.subject.clone())))
        .kid(record_line(words::ITEM, item))
        .kid(record_line(words::TIME_LIMIT, entry.time_limit.clone()))
        .kid(record_line(words::PUBLISHER, entry.publisher.clone()))
        .kid(record_line(words::CARRIER, boxes(&entry.carriers.used)))
        .kid(record_line(words::CARRIER_NOT, boxes(&entry.carriers.not_used)))
        .kid(record_line(words::AUDIENCE, entry.audience.clone()))
        .kid(record_line(words::MANNER, entry.manner.clone()))
        .kid(record_line(words::TIER, entry.tier.clone()));
    let article = el("article")
        .class("gk-detail")
        .kid(el("header").class("gk-head").kid(h1(entry.title.clone())))
        .kid(el("p").class("gk-detail__note").kid(entry.content.clone()))
        .kid(record)
        .kid(source_list(fact::BASIS, &entry.basis))
        .kid(source_list(fact::SOURCE, std::slice::from_ref(&entry.source)))
        .kid(el("p").class("gk-quiet").kid(words::ABSENT));
    row![article, search_box("detail-q")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_of_the_law_has_a_filter_value_of_its_own() {
        let values: std::collections::BTreeSet<_> = ITEMS.iter().map(item_value).collect();
        assert_eq!(values.len(), ITEMS.len());
    }
}
