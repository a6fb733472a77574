//! 互动渠道: the directory, by what people want to do.

use super::{heading, record_line, supplied};
use crate::html::{Element, Node, el, live};
use crate::lists::{Gathered, Item, List};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::row;
use crate::seek::{Asked, Hit, Search, Told};
use crate::text::{channels as words, fact, finder as found_words};
use crate::widgets::{
    button, contact_lines, contact_view, copy_button, fault_view, figure_numbers, follow, marked, meant_view,
    outside_link, panel, plain_line, search_field, skeleton, source_list, source_view,
};
use leptos::owner::{LocalStorage, StoredValue};
use leptos::prelude::*;
use leptos::signal::ArcRwSignal;
use model::{Channel, Channels, Contact, Deadline, Purpose};
use search::wire::Wanted;
use search::{Doc, Sort};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

pub fn page() -> Node {
    let store = Portal::here().store;
    row![
        heading(&Route::Channels),
        supplied("channels.json", move || row![plain_line(None, "channels"), panel(store.channels(), directory)]),
    ]
}

/// The search at work on this page.
struct Finding {
    portal: Portal,
    list: Arc<List>,
    told: ArcRwSignal<Option<Told>>,
    search: StoredValue<Option<Search>, LocalStorage>,
}

impl Finding {
    fn start(&self, params: &Params) {
        let text = params.get("q").unwrap_or_default().to_owned();
        let filters: Vec<_> = params.all("want").map(|want| (0, want.to_owned())).collect();
        let is_plain = text.trim().is_empty() && filters.is_empty();
        let wanted = Wanted { text, filters, sort: Sort::Given, hits: self.list.count, blocks: 0 };
        let told = self.told.clone();
        let asked = Asked { wanted, is_plain, is_bare: false };
        let search = self.portal.seeker.search(&self.list, asked, move |news| told.set(Some(news)));
        self.search.set_value(Some(search));
    }
}

fn directory(channels: Arc<Channels>) -> Node {
    let portal = Portal::here();
    let params = portal.params.clone();
    let cards_of = |number| List::gathered(number, Arc::new(Gathered(channels.channels.iter().map(as_card).collect())));
    let list = portal.seeker.list("channels/cards", cards_of);
    let told = ArcRwSignal::new(None);
    let finding = Finding { portal, list, told: told.clone(), search: StoredValue::new_local(None) };
    finding.start(&params.get_untracked());
    let finding = Rc::new(finding);
    let again = Rc::clone(&finding);
    follow(move || params.get(), move |params| finding.start(&params));
    let found = told.clone();
    let cards = live(move || match found.get() {
        None => skeleton(),
        Some(Told::Failed(path, fault)) => {
            let again = Rc::clone(&again);
            fault_view(&path, &fault, move || again.start(&again.portal.params.get_untracked()))
        }
        Some(Told::Results(results)) if results.hits.is_empty() => {
            let meant = meant_view(&results.meant);
            row![el("div").class("gk-empty").kid(el("p").kid(words::NONE)).kid(meant), super::otherwise()]
        }
        Some(Told::Results(results)) => {
            let of = |hit: &Hit| Some(card(channels.channels.get(hit.number as usize)?, &channels, &hit.marks));
            el("ul").class("gk-cards").kid(Node::all(results.hits.iter().filter_map(of))).into()
        }
    });
    let count = live(move || match told.get() {
        Some(Told::Results(results)) => found_words::count_channels(results.hits.len()),
        _ => String::new(),
    });
    el("div")
        .class("gk-channels")
        .kid(search_field(words::FIELD))
        .kid(wishes())
        .kid(el("p").class("gk-finder__count").attr("role", "status").kid(count))
        .kid(cards)
        .into()
}

/// A channel with the texts of its card in which what was found is marked: see [`card`].
fn as_card(channel: &Channel) -> (Doc, Item) {
    let facts = [Some(channel.what_for.clone()), channel.reported.clone()].into_iter().flatten().collect();
    let item = Item { id: channel.id.clone(), path: String::new(), title: channel.name.clone(), facts, text: None };
    (doc(channel), item)
}

/// What the search knows of a channel.
pub fn doc(channel: &Channel) -> Doc {
    let mut fields = vec![channel.kind.label().to_owned(), channel.what_for.clone()];
    fields.extend([&channel.host_unit, &channel.reported].into_iter().flatten().cloned());
    fields.extend(channel.purposes.iter().map(|purpose| purpose.label().to_owned()));
    if let Some(contact) = &channel.contact {
        fields.extend([&contact.phone, &contact.address].into_iter().flatten().cloned());
    }
    let facets = channel.purposes.iter().map(|purpose| (0, purpose.id().to_owned())).collect();
    Doc { id: channel.id.clone(), title: channel.name.clone(), number: None, date: None, fields, facets }
}

/// 我想… as buttons that can be pressed together.
fn wishes() -> Element {
    let wish = |purpose: Purpose| {
        let portal = Portal::here();
        let params = portal.params.clone();
        let pressed =
            move || Some(if params.get().all("want").any(|want| want == purpose.id()) { "true" } else { "false" });
        button("gk-button gk-button--choice", purpose.label())
            .live_attr("aria-pressed", pressed)
            .on("click", move |_| portal.choose(portal.params.get_untracked().toggled("want", purpose.id())))
    };
    el("div")
        .class("gk-wishes")
        .attr("role", "group")
        .attr("aria-labelledby", "wishes")
        .kid(el("span").class("gk-wishes__label").attr("id", "wishes").kid(words::I_WANT))
        .kid(Node::all(Purpose::ALL.into_iter().map(wish)))
}

/// A channel with everything that is known of it, and what a search found in its name, its purpose and its figures.
pub fn card(channel: &Channel, all: &Channels, marks: &[Vec<Range<usize>>]) -> Element {
    let name_id = format!("{}-name", channel.id);
    let purposes = channel.purposes.iter().map(|purpose| el("li").class("gk-card__purpose").kid(purpose.label()));
    let reported = channel
        .reported
        .as_ref()
        .map(|reported| el("p").class("gk-card__reported").kid(marked(reported, marks.get(2))));
    let article = el("article")
        .attr("aria-labelledby", name_id.clone())
        .kid(el("p").class("gk-card__kind").kid(channel.kind.label()))
        .kid(el("h2").class("gk-card__name").attr("id", name_id).kid(marked(&channel.name, marks.first())))
        .kid(el("p").kid(marked(&channel.what_for, marks.get(1))))
        .kid(el("ul").class("gk-card__purposes").attr("aria-label", words::PURPOSES).kid(Node::all(purposes)))
        .kid(reach(channel, all))
        .kid(record(channel))
        .kid(steps(channel))
        .kid((!channel.figures.is_empty()).then(|| {
            row![el("p").class("gk-card__label").kid(words::REPORTED), figure_numbers(channel.figures.iter())]
        }))
        .kid(reported)
        .kid(foot(channel));
    el("li").class("gk-card").attr("id", channel.id.clone()).kid(article)
}

fn record(channel: &Channel) -> Option<Element> {
    let lines: Vec<Element> = [
        record_line(words::HOST, channel.host_unit.clone()),
        record_line(words::HOURS, channel.hours.clone()),
        record_line(words::DEADLINE, channel.deadline.as_ref().map(deadline_view)),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!lines.is_empty()).then(|| el("dl").class("gk-record").kid(lines))
}

fn steps(channel: &Channel) -> Option<Node> {
    let steps = || Node::all(channel.steps.iter().map(|step| el("li").kid(step.clone())));
    (!channel.steps.is_empty())
        .then(|| row![el("p").class("gk-card__label").kid(words::STEPS), el("ol").class("gk-steps").kid(steps())])
}

fn foot(channel: &Channel) -> Element {
    let verified = channel.verified_on.map(|date| format!(" · {} {}", fact::VERIFIED, date.in_words()));
    el("div")
        .class("gk-card__foot")
        .kid(source_list(fact::SOURCE, std::slice::from_ref(&channel.source)))
        .kid(el("p").class("gk-sources").kid(words::standing(channel.standing)).kid(verified))
}

/// How to reach the channel, or whom to ask where nothing is published.
fn reach(channel: &Channel, all: &Channels) -> Node {
    let url = channel.url.as_ref().map(|url| {
        let copied = url.clone();
        el("p").class("gk-contact__line").kid(outside_link(url, url.clone())).kid(copy_button(
            fact::COPY,
            &channel.name,
            move |_| copied.clone(),
        ))
    });
    if channel.contact.is_some() || url.is_some() {
        let is_named = |contact: &&Contact| contact.name == channel.name;
        let contact = channel.contact.as_ref();
        let lines = contact.filter(is_named).map(contact_lines);
        let view = contact.filter(|contact| !is_named(contact)).map(contact_view);
        return row![lines, view, url];
    }
    let instead = channel.instead.as_ref().and_then(|id| all.channels.iter().find(|other| other.id == *id));
    let instead = instead.map(|other| {
        let href = format!("{}#{}", Portal::here().href(&Route::Channels), other.id);
        let phone = other.contact.as_ref().and_then(|contact| contact.phone.as_ref());
        let phone = phone.map(|phone| format!("（{phone}）"));
        row![words::INSTEAD, el("a").attr("href", href).kid(other.name.clone()), phone, "。"]
    });
    el("p").class("gk-note").kid(words::NO_CONTACT).kid(instead).into()
}

fn deadline_view(deadline: &Deadline) -> Node {
    let days = el("strong").kid(format!("{}{}", deadline.days, deadline.unit.label()));
    let note = deadline.note.as_ref().map(|note| format!("，{note}"));
    row![days, note, "（", source_view(&deadline.source), "）"]
}
