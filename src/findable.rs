//! What the page 检索 and `gongkai search` find: every file of the site as documents for the search
//! and as lines of a list. One place, so that both give the same answers.

use crate::pages::{catalogue, channels, policies};
use crate::portal::Portal;
use crate::route::Route;
use crate::text::{self, search as words};
use crate::widgets::{Item, Keys, section_words};
use model::{Catalogue, Channels, Guide, GuideSection, Policies, Report, Rules, Section};
use search::{Doc, Engine, Query, Request, Sort};

/// All that can be found of one kind.
pub struct Kind {
    /// Stable id: `policy`, `entry`, `report`, `channel`, `guide`, `rule`.
    pub id: &'static str,
    /// Its name.
    pub name: String,
    /// The page that lists all results of the kind, when there is one.
    pub all: Option<Route>,
    /// The lines, in the order of the documents.
    pub items: Vec<Item>,
    engine: Engine,
    keys: Keys,
}

impl Kind {
    fn new(id: &'static str, name: &str, all: Option<Route>, found: impl Iterator<Item = (Doc, Item)>) -> Self {
        let (docs, items) = found.unzip();
        let keys = match id {
            "policy" => policies::KEYS,
            "entry" => catalogue::KEYS,
            _ => &[],
        };
        Self { keys, id, name: name.to_owned(), all, items, engine: Engine::new(docs) }
    }

    /// Every text that is searched, and every value that typed filters look at.
    pub fn each_text(&self, mut take: impl FnMut(&str)) {
        for doc in self.engine.docs() {
            let values = doc.facets.iter().map(|(_, value)| value);
            [&doc.title].into_iter().chain(&doc.number).chain(&doc.fields).chain(values).for_each(|text| take(text));
        }
    }

    /// The lines that match, best first.
    pub fn find(&self, query: &Query) -> Vec<&Item> {
        let hits = self.engine.search(&Request { query, keys: self.keys, filters: &[], sort: Sort::Relevance }).hits;
        hits.into_iter().filter_map(|hit| self.items.get(usize::try_from(hit).ok()?)).collect()
    }
}

/// 政策
pub fn of_policies(portal: &Portal, file: &Policies) -> Kind {
    let found = file.policies.iter().map(|policy| (policies::doc(policy), policies::item(portal, policy)));
    Kind::new("policy", text::column(&Route::Policies), Some(Route::Policies), found)
}

/// 依法主动公开目录
pub fn of_catalogue(portal: &Portal, file: &Catalogue) -> Kind {
    let found = file.entries.iter().map(|entry| (catalogue::doc(entry), catalogue::item(portal, entry)));
    Kind::new("entry", text::column(&Route::Catalogue), Some(Route::Catalogue), found)
}

/// 互动渠道
pub fn of_channels(portal: &Portal, file: &Channels) -> Kind {
    let found = file.channels.iter().map(|channel| (channels::doc(channel), channels::item(portal, channel)));
    Kind::new("channel", text::column(&Route::Channels), Some(Route::Channels), found)
}

/// One year's report, section by section.
pub fn of_report(portal: &Portal, report: &Report) -> Kind {
    let sections = report.all_sections().into_iter().filter(|section| !section.heading.is_empty());
    let found = sections.map(|section| section_found(portal, report.year, section));
    Kind::new("report", &text::reports::title(report.year), None, found)
}

/// 指南 and 依申请公开
pub fn of_guide(portal: &Portal, guide: &Guide) -> Kind {
    let found = points(portal, Route::Guide, &guide.sections).chain(points(portal, Route::Apply, &guide.apply));
    Kind::new("guide", words::GUIDE, None, found)
}

/// 制度
pub fn of_rules(portal: &Portal, rules: &Rules) -> Kind {
    Kind::new("rule", text::column(&Route::Rules), None, points(portal, Route::Rules, &rules.sections))
}

fn points<'a>(portal: &Portal, route: Route, sections: &'a [GuideSection]) -> impl Iterator<Item = (Doc, Item)> + 'a {
    let (page, place) = (portal.href(&route), text::column(&route));
    sections.iter().flat_map(move |section| {
        let href = format!("{page}#{}", section.id);
        section.points.iter().map(move |point| {
            found(section.id.clone(), href.clone(), &section.heading, place.to_owned(), point.text.clone())
        })
    })
}

fn section_found(portal: &Portal, year: u16, section: &Section) -> (Doc, Item) {
    let href = format!("{}#s{}", portal.href(&Route::Report(year)), section.id);
    let place = text::reports::section_of(year, &section_words(&section.id));
    found(format!("{year}-{}", section.id), href, &section.heading, place, section.paragraphs.join(""))
}

fn found(id: String, href: String, title: &str, place: String, text: String) -> (Doc, Item) {
    let title = title.to_owned();
    let doc = Doc { id: id.clone(), title: title.clone(), fields: vec![text.clone()], ..Doc::default() };
    (doc, Item { id, href, title, facts: vec![place], text: Some(text) })
}
