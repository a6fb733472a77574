//! 依法主动公开目录: what the county must publish, item by item of the Regulation.

use super::listed::{one_of, with_list};
use super::{back_link, h1, heading, otherwise, record_line, supplied};
use crate::html::{Node, el};
use crate::lists::{Item, Keys, List, ListType, Listed};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::row;
use crate::text::{browse, catalogue as words, fact};
use crate::widgets::{Facet, Finder, RESULTS, SortChoice, finder, plain_line, search_box, source_list};
use model::law::{self, ITEMS};
use model::{Catalogue, Entry};
use search::{Doc, Sort};
use std::sync::Arc;

const FACETS: &[Facet] = &[
    Facet { number: 0, key: "item", label: words::ITEM },
    Facet { number: 1, key: "subject", label: words::SUBJECT },
    Facet { number: 2, key: "carrier", label: words::CARRIER },
    Facet { number: 3, key: "publisher", label: words::PUBLISHER },
];

const SORTS: &[SortChoice] = &[
    SortChoice { key: "", label: words::BY_RELEVANCE, sort: Sort::Relevance },
    SortChoice { key: "given", label: words::BY_ITEM, sort: Sort::Given },
];

/// The type of the list.
pub const LIST: ListType = ListType::of::<Catalogue>();

impl Listed for Catalogue {
    const NAME: &'static str = "catalogue";
    const KEYS: Keys = &[("issuer", 3)];
    const COLUMNS: &'static [&'static str] =
        &[words::TITLE, words::SUBJECT, words::ITEM, words::CONTENT, words::PUBLISHER, words::CARRIER];
    type Entry = Entry;

    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn id(entry: &Entry) -> &str {
        &entry.id
    }

    fn route(id: String) -> Route {
        Route::Entry(id)
    }

    fn doc(entry: &Entry) -> Doc {
        let mut facets = vec![(1, entry.subject.clone())];
        facets.extend(law::find(&entry.item).map(|item| (0, item_value(item))));
        facets.extend(entry.carriers.used.iter().map(|carrier| (2, carrier.clone())));
        facets.extend(entry.publisher.iter().map(|publisher| (3, publisher.clone())));
        let mut fields = vec![entry.subject.clone(), entry.content.clone()];
        fields.extend(entry.publisher.clone());
        fields.extend(entry.carriers.used.iter().cloned());
        Doc { id: entry.id.clone(), title: entry.title.clone(), number: None, date: None, fields, facets }
    }

    fn item(entry: &Entry) -> Item {
        let citation = law::find(&entry.item).map(law::Item::citation);
        let carriers = (!entry.carriers.used.is_empty()).then(|| entry.carriers.used.join("、"));
        let facts = [Some(entry.subject.clone()), entry.publisher.clone(), citation, carriers];
        Item {
            id: entry.id.clone(),
            path: Route::Entry(entry.id.clone()).path(),
            title: entry.title.clone(),
            facts: facts.into_iter().flatten().collect(),
            text: Some(entry.content.clone()),
        }
    }

    fn row(entry: &Entry) -> Vec<String> {
        let item = law::find(&entry.item).map(law::Item::citation).unwrap_or_default();
        let texts = [entry.title.clone(), entry.subject.clone(), item, entry.content.clone()];
        let rest = [entry.publisher.clone().unwrap_or_default(), entry.carriers.used.join("、")];
        texts.into_iter().chain(rest).collect()
    }

    fn record(&self, entry: &Entry) -> Node {
        record(entry)
    }
}

pub fn page() -> Node {
    row![
        heading(&Route::Catalogue),
        supplied("catalogue.json", || {
            let plain = plain_line(Some((browse::CATALOGUE_PATH, browse::BY_ITEM)), "catalogue");
            row![plain, with_list(LIST, whole)]
        }),
    ]
}

fn whole(list: Arc<List>) -> Node {
    row![frame(&list), el("h2").class("gk-visually-hidden").kid(words::ENTRIES), finding(list)]
}

/// The items of Articles 20 and 21 with the number of entries under each, zero included.
fn frame(list: &List) -> Node {
    let portal = Portal::here();
    let counts = list.facets.iter().find(|(facet, _)| *facet == 0).map_or(&[][..], |(_, values)| values);
    let line = |item: &'static law::Item| {
        let value = item_value(item);
        let n = counts.iter().find(|(known, _)| *known == value).map_or(0, |(_, count)| *count as usize);
        let params = Params::default().with("item", &value);
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
        .kid(el("summary").kid(words::frame(list.count as usize)))
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

fn finding(list: Arc<List>) -> Node {
    finder(Finder { list, facets: FACETS, sorts: SORTS, label: words::FIELD, file: words::SAVED, otherwise })
}

/// One entry with every field that is known of it.
pub fn detail(id: &str) -> Node {
    row![back_link(&Route::Catalogue), one_of(LIST, id)]
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
