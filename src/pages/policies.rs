//! 政策: policy documents.

use super::listed::{one_of, with_list};
use super::{back_link, h1, heading, otherwise, record_line, supplied};
use crate::html::{Node, el};
use crate::lists::{Item, Keys, List, ListType, Listed};
use crate::route::Route;
use crate::row;
use crate::text::{self, browse, fact, policies as words};
use crate::widgets::{Facet, Finder, SortChoice, finder, outside_link, plain_line, search_box, source_list};
use model::{DateOrigin, Policies, Policy};
use search::{Doc, Sort};
use std::sync::Arc;

const FACETS: &[Facet] = &[
    Facet { number: 0, key: "year", label: words::YEAR },
    Facet { number: 1, key: "level", label: words::LEVEL },
    Facet { number: 2, key: "kind", label: words::KIND },
    Facet { number: 3, key: "issuer", label: words::ISSUER },
    Facet { number: 4, key: "subject", label: words::SUBJECT },
    Facet { number: 5, key: "validity", label: words::VALIDITY },
];

const SORTS: &[SortChoice] = &[
    SortChoice { key: "", label: words::BY_RELEVANCE, sort: Sort::Relevance },
    SortChoice { key: "new", label: words::BY_NEWEST, sort: Sort::Newest },
    SortChoice { key: "old", label: words::BY_OLDEST, sort: Sort::Oldest },
];

/// The type of the list.
pub const LIST: ListType = ListType::of::<Policies>();

impl Listed for Policies {
    const NAME: &'static str = "policies";
    const KEYS: Keys = &[("year", 0), ("type", 2), ("issuer", 3)];
    const COLUMNS: &'static [&'static str] =
        &[words::TITLE, words::NUMBER, words::ISSUER, words::KIND, words::DATE, words::INDEX];
    type Entry = Policy;

    fn entries(&self) -> &[Policy] {
        &self.policies
    }

    fn id(policy: &Policy) -> &str {
        &policy.id
    }

    fn route(id: String) -> Route {
        Route::Policy(id)
    }

    fn doc(policy: &Policy) -> Doc {
        let texts = [&policy.issuer, &policy.kind, &policy.subject, &policy.index_number, &policy.note];
        let year = policy.date.map_or_else(|| fact::UNKNOWN_DATE.to_owned(), |date| format!("{}年", date.year()));
        let facets = [
            Some((0, year)),
            policy.level.map(|level| (1, level.label().to_owned())),
            policy.kind.clone().map(|kind| (2, kind)),
            policy.issuer.clone().map(|issuer| (3, issuer)),
            policy.subject.clone().map(|subject| (4, subject)),
            policy.validity.clone().map(|validity| (5, validity)),
        ];
        Doc {
            id: policy.id.clone(),
            title: policy.title.clone(),
            number: policy.number.clone(),
            date: policy.date.map(|date| date.to_string()),
            fields: texts.into_iter().flatten().cloned().collect(),
            facets: facets.into_iter().flatten().collect(),
        }
    }

    fn item(policy: &Policy) -> Item {
        let date = policy.date.map_or_else(|| fact::UNKNOWN_DATE.to_owned(), |date| dated(date, policy.date_origin));
        let level = policy.level.map(|level| level.label().to_owned());
        let facts = [policy.number.clone(), policy.issuer.clone(), level, policy.kind.clone(), Some(date)];
        Item {
            id: policy.id.clone(),
            path: Route::Policy(policy.id.clone()).path(),
            title: policy.title.clone(),
            facts: facts.into_iter().flatten().collect(),
            text: policy.note.clone(),
        }
    }

    fn row(policy: &Policy) -> Vec<String> {
        let texts = [&policy.number, &policy.issuer, &policy.kind].map(|text| text.clone().unwrap_or_default());
        let date = policy.date.map(|date| date.to_string()).unwrap_or_default();
        let index = policy.index_number.clone().unwrap_or_default();
        std::iter::once(policy.title.clone()).chain(texts).chain([date, index]).collect()
    }

    fn record(&self, policy: &Policy) -> Node {
        record(policy, self)
    }
}

pub fn page() -> Node {
    row![
        heading(&Route::Policies),
        supplied("policies.json", || {
            let plain = plain_line(Some((browse::POLICIES_PATH, browse::BY_YEAR)), "policies");
            row![plain, with_list(LIST, finding)]
        }),
    ]
}

fn finding(list: Arc<List>) -> Node {
    finder(Finder { list, facets: FACETS, sorts: SORTS, label: words::FIELD, file: words::SAVED, otherwise })
}

/// A date with what it is the date of, as far as that is known.
fn dated(date: model::Date, origin: Option<DateOrigin>) -> String {
    match origin {
        Some(DateOrigin::Address) => format!("{}{}", date.in_words(), words::FROM_ADDRESS),
        _ => date.in_words(),
    }
}

/// One document with every field that is known of it.
pub fn detail(id: &str) -> Node {
    row![back_link(&Route::Policies), one_of(LIST, id)]
}

fn record(policy: &Policy, policies: &Policies) -> Node {
    let (date_label, date) = match policy.date {
        Some(date) => (words::date_label(policy.date_origin), dated(date, policy.date_origin)),
        None => (words::DATE, fact::UNKNOWN_DATE.to_owned()),
    };
    let source = policy.source.as_ref().or(policies.source.as_ref());
    let url = policy.url.as_ref().map(|url| outside_link(url, url.clone()));
    let record = el("dl")
        .class("gk-record")
        .kid(record_line(words::NUMBER, policy.number.clone()))
        .kid(record_line(words::ISSUER, policy.issuer.clone()))
        .kid(record_line(words::LEVEL, policy.level.map(model::Level::label)))
        .kid(record_line(words::KIND, policy.kind.clone()))
        .kid(record_line(words::SUBJECT, policy.subject.clone()))
        .kid(record_line(words::INDEX, policy.index_number.clone()))
        .kid(record_line(words::VALIDITY, policy.validity.clone()))
        .kid(record_line(date_label, Some(date)))
        .kid(record_line(text::ORIGINAL, url));
    let article = el("article")
        .class("gk-detail")
        .kid(el("header").class("gk-head").kid(h1(policy.title.clone())))
        .kid(policy.note.clone().map(|note| el("p").class("gk-detail__note").kid(note)))
        .kid(record)
        .kid(source_list(fact::SOURCE, source.map_or(&[], std::slice::from_ref)))
        .kid(el("p").class("gk-quiet").kid(words::ABSENT));
    row![article, search_box("detail-q")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_date_is_said_to_be_unknown_and_a_date_from_an_address_says_so() {
        let date: model::Date = "2023-12-05".parse().expect("a date");
        assert_eq!(dated(date, Some(DateOrigin::Index)), "2023年12月5日");
        assert!(dated(date, Some(DateOrigin::Address)).contains(words::FROM_ADDRESS));
        let policy: Policy = serde_json::from_str(r#"{"id":"x","title":"通知"}"#).expect("a policy");
        assert!(Policies::doc(&policy).facets.contains(&(0, fact::UNKNOWN_DATE.to_owned())));
    }
}
