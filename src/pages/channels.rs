//! 互动渠道: the directory, by what people want to do.

use super::{heading, record_line, supplied};
use crate::html::{Element, Node, el, live};
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::text::{channels as words, fact, finder as found_words};
use crate::widgets::{
    Item, button, contact_lines, contact_view, copy_button, figure_numbers, marked, outside_link, panel, plain_line,
    search_field, source_list, source_view,
};
use leptos::computed::Memo;
use leptos::prelude::*;
use model::{Channel, Channels, Contact, Deadline, Purpose};
use search::{Doc, Engine, Query, Request, Sort};
use std::sync::Arc;

pub fn page() -> Node {
    let store = Portal::here().store;
    row![
        heading(&Route::Channels),
        supplied("channels.json", move || row![plain_line(None, "channels"), panel(store.channels(), directory)]),
    ]
}

fn directory(channels: Arc<Channels>) -> Node {
    let portal = Portal::here();
    let engine = Engine::new(channels.channels.iter().map(doc).collect());
    let found = Memo::new(move |_| {
        let params = portal.params.get();
        let query = portal.query(params.get("q").unwrap_or_default());
        let wanted: Vec<_> = params.all("want").map(|want| (0, want.to_owned())).collect();
        engine.search(&Request { query: &query, keys: &[], filters: &wanted, sort: Sort::Given }).hits
    });
    let portal = Portal::here();
    let cards = live(move || {
        let query = portal.query(portal.params.get().get("q").unwrap_or_default());
        let hits = found.get();
        if hits.is_empty() {
            return el("div").class("gk-empty").kid(el("p").kid(words::NONE));
        }
        let hits = hits.iter().filter_map(|hit| channels.channels.get(usize::try_from(*hit).ok()?));
        el("ul").class("gk-cards").kid(Node::all(hits.map(|channel| card(channel, &channels, &query))))
    });
    let count = live(move || found_words::count_channels(found.get().len()));
    el("div")
        .class("gk-channels")
        .kid(search_field(words::FIELD))
        .kid(wishes())
        .kid(el("p").class("gk-finder__count").attr("role", "status").kid(count))
        .kid(cards)
        .into()
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
    Doc { title: channel.name.clone(), number: None, date: None, fields, facets }
}

/// How a list shows a channel.
pub fn item(portal: &Portal, channel: &Channel) -> Item {
    Item {
        id: channel.id.clone(),
        href: format!("{}#{}", portal.href(&Route::Channels), channel.id),
        title: channel.name.clone(),
        facts: vec![channel.kind.label().to_owned()],
        text: Some(channel.what_for.clone()),
    }
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

/// A channel with everything that is known of it.
pub fn card(channel: &Channel, all: &Channels, query: &Query) -> Element {
    let name_id = format!("{}-name", channel.id);
    let purposes = channel.purposes.iter().map(|purpose| el("li").class("gk-card__purpose").kid(purpose.label()));
    let reported =
        channel.reported.as_ref().map(|reported| el("p").class("gk-card__reported").kid(marked(reported, query)));
    let article = el("article")
        .attr("aria-labelledby", name_id.clone())
        .kid(el("p").class("gk-card__kind").kid(channel.kind.label()))
        .kid(el("h2").class("gk-card__name").attr("id", name_id).kid(marked(&channel.name, query)))
        .kid(el("p").kid(marked(&channel.what_for, query)))
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
