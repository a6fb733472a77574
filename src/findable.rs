//! What the page 检索 and `gongkai search` find besides the lists: the texts of reports, channels, guide and rules. The
//! publisher writes them into one file; the command reads the same.

use crate::lists::{Gathered, Item, List};
use crate::pages::channels;
use crate::route::Route;
use crate::text::{self, search as words};
use crate::widgets::section_words;
use model::{Channel, Channels, Guide, GuideSection, Report, Rules, Section, Text, TextKind};
use search::Doc;
use std::sync::Arc;

/// The file of the texts, below `data/`.
pub const TEXTS: &str = "search/texts.json";

/// One year's report, section by section.
pub fn of_report(report: &Report) -> TextKind {
    let sections = report.all_sections().into_iter().filter(|section| !section.heading.is_empty());
    let texts = sections.map(|section| of_section(report.year, section));
    kind("report", text::reports::title(report.year), texts.collect())
}

/// 互动渠道
pub fn of_channels(file: &Channels) -> TextKind {
    let route = Route::Channels;
    let kind = kind("channel", text::column(&route).to_owned(), file.channels.iter().map(of_channel).collect());
    TextKind { all: Some(route.path()), ..kind }
}

/// 指南 and 依申请公开
pub fn of_guide(guide: &Guide) -> TextKind {
    let texts = points(&Route::Guide, &guide.sections).chain(points(&Route::Apply, &guide.apply));
    kind("guide", words::GUIDE.to_owned(), texts.collect())
}

/// 制度
pub fn of_rules(rules: &Rules) -> TextKind {
    kind("rule", text::column(&Route::Rules).to_owned(), points(&Route::Rules, &rules.sections).collect())
}

/// The texts of a kind as a list.
pub fn list_of(number: u32, kind: &TextKind) -> List {
    List::gathered(number, Arc::new(Gathered(kind.texts.iter().map(found).collect())))
}

fn found(text: &Text) -> (Doc, Item) {
    let Text { id, path, title, facts, text, more } = text.clone();
    let mut fields = vec![text.clone()];
    fields.extend(more);
    let doc = Doc { id: id.clone(), title: title.clone(), fields, ..Doc::default() };
    (doc, Item { id, path, title, facts, text: Some(text) })
}

fn kind(id: &str, name: String, texts: Vec<Text>) -> TextKind {
    TextKind { id: id.to_owned(), name, all: None, texts }
}

fn points<'a>(route: &Route, sections: &'a [GuideSection]) -> impl Iterator<Item = Text> + use<'a> {
    let (page, place) = (route.path(), text::column(route));
    sections.iter().flat_map(move |section| {
        let path = format!("{page}#{}", section.id);
        section.points.iter().map(move |point| Text {
            id: section.id.clone(),
            path: path.clone(),
            title: section.heading.clone(),
            facts: vec![place.to_owned()],
            text: point.text.clone(),
            more: Vec::new(),
        })
    })
}

fn of_section(year: u16, section: &Section) -> Text {
    Text {
        id: format!("{year}-{}", section.id),
        path: format!("{}#s{}", Route::Report(year).path(), section.id),
        title: section.heading.clone(),
        facts: vec![text::reports::section_of(year, &section_words(&section.id))],
        text: section.paragraphs.join(""),
        more: Vec::new(),
    }
}

fn of_channel(channel: &Channel) -> Text {
    let searched = channels::doc(channel).fields.into_iter();
    Text {
        id: channel.id.clone(),
        path: format!("{}#{}", Route::Channels.path(), channel.id),
        title: channel.name.clone(),
        facts: vec![channel.kind.label().to_owned()],
        text: channel.what_for.clone(),
        more: searched.filter(|field| *field != channel.what_for).collect(),
    }
}
