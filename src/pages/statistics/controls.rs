//! What the visitor can choose: group, measures, years, numbers or shares, chart or table, another county.

use super::card::has_numbers;
use super::study::Study;
use super::turns::Turns;
use super::wanted::{self, Shown, shown};
use crate::chart::charted;
use crate::html::{Element, Node, el, live, value_of};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::row;
use crate::text::statistics as words;
use crate::widgets::button;
use leptos::computed::Memo;
use leptos::prelude::*;
use leptos::signal::RwSignal;
use model::Compared;
use model::measure::{Group, Measure};
use std::sync::Arc;

/// All of it. The links to groups need no script.
pub fn controls(study: &Arc<Study>, others: &[Compared], turns: &Turns) -> Node {
    let is_first =
        |other: &Compared| study.counties.first().is_some_and(|first| first.numbers.id.as_ref() == Some(&other.id));
    let has_shares = matches!(&study.counties[..], [county] if county.has_tables());
    row![
        group_links(turns),
        el("div")
            .class("gk-choose")
            .attr("role", "group")
            .attr("aria-label", words::CHOOSE)
            .kid(years(study))
            .kid(has_shares.then(|| switch(words::SHARES, wanted::AS, "share")))
            .kid(switch(words::ONLY_CHART, wanted::VIEW, "chart"))
            .kid(switch(words::ONLY_TABLE, wanted::VIEW, "table"))
            .kid(Node::all(others.iter().filter(|other| !is_first(other)).map(beside)))
            .kid(measures(study)),
    ]
}

/// Links, so that the choice works without script and can be sent to others.
fn group_links(turns: &Turns) -> Element {
    let params = Portal::here().params;
    let shown = Memo::new(move |_| params.with(shown));
    // Nobody follows the next link in the same moment.
    let kept = turns.follow("", "", wanted::KEPT);
    let link = |group: Option<Group>| {
        let is_current = Memo::new(move |_| shown.with(|now| *now == group.map_or(Shown::All, Shown::Group)));
        let portal = Portal::here();
        let href = move || {
            let choice = kept.get().with(wanted::MEASURES, group.map_or("", Group::id));
            let anchor = group.map_or(String::new(), |group| format!("#{}", group.id()));
            Some(format!("{}{anchor}", portal.href_with(&Route::Statistics, &choice)))
        };
        let is_current = move || is_current.get().then_some("true");
        let link = el("a").class("gk-choice__link").live_attr("href", href).live_attr("aria-current", is_current);
        el("li").kid(link.kid(group.map_or(words::ALL_GROUPS, Group::name)))
    };
    let links = std::iter::once(None).chain(Group::ALL.map(Some)).map(link);
    let list = el("ul").class("gk-choice__list").kid(Node::all(links));
    el("nav").class("gk-choice").attr("aria-label", words::GROUPS).kid(list)
}

/// From the first year to the last, where there is more than one.
fn years(study: &Study) -> Option<Node> {
    let (first, last) = study.span().filter(|(first, last)| first < last)?;
    let field = |label: &'static str, key: &'static str, open: &'static str| {
        let portal = Portal::here();
        let chosen = {
            let params = portal.params.clone();
            Memo::new(move |_| params.with(|params| params.get(key).unwrap_or_default().to_owned()))
        };
        let option = |value: String, words: String| el("option").attr("value", value).kid(words);
        let select = el("select")
            .kid(option(String::new(), open.to_owned()))
            .kid(Node::all((first..=last).map(|year| option(year.to_string(), words::years(year, year)))))
            .value(move || chosen.get())
            .on("change", move |event| choose(&portal, |params| params.with(key, &value_of(&event))));
        el("label").class("gk-choose__field").kid(el("span").kid(label)).kid(select)
    };
    Some(row![field(words::FROM, wanted::FROM, words::EARLIEST), field(words::TO, wanted::TO, words::LATEST)])
}

fn choose(portal: &Portal, change: impl FnOnce(Params) -> Params) {
    portal.choose(change(portal.params.get_untracked()));
}

/// A button that is pressed while the address says so.
fn switch(label: &'static str, key: &'static str, value: &'static str) -> Element {
    let portal = Portal::here();
    let params = portal.params.clone();
    let is_on = Memo::new(move |_| params.with(|params| params.get(key) == Some(value)));
    let pressed = move || Some(if is_on.get() { "true" } else { "false" });
    button("gk-button gk-button--choice", label).live_attr("aria-pressed", pressed).on("click", move |_| {
        choose(&portal, |params| {
            let is_on = params.get(key) == Some(value);
            params.with(key, if is_on { "" } else { value })
        });
    })
}

/// A button that puts another county beside the site's own.
fn beside(county: &Compared) -> Element {
    let portal = Portal::here();
    let (params, id) = (portal.params.clone(), county.id.clone());
    let pressed = {
        let id = id.clone();
        move || {
            Some(if params.with(|params| params.all(wanted::WITH).any(|with| with == id)) { "true" } else { "false" })
        }
    };
    button("gk-button gk-button--choice", words::beside(&county.name))
        .live_attr("aria-pressed", pressed)
        .on("click", move |_| choose(&portal, |params| params.with(wanted::WHY, "").toggled(wanted::WITH, &id)))
}

/// Single measures to choose from. The list is made when it is opened: it is as long as the page.
fn measures(study: &Arc<Study>) -> Element {
    let study = Arc::clone(study);
    let is_open = RwSignal::new(false);
    let list = live(move || is_open.get().then(|| Node::all(Group::ALL.into_iter().map(|group| boxes(&study, group)))));
    el("details")
        .class("gk-choose__measures")
        .on("toggle", move |_| is_open.set(true))
        .kid(el("summary").kid(words::MEASURES))
        .kid(list)
}

fn boxes(study: &Study, group: Group) -> Option<Element> {
    let known = |measure: &&'static Measure| study.counties.iter().any(|county| has_numbers(county, measure));
    let measures: Vec<_> =
        model::measure::MEASURES.iter().filter(|measure| measure.group == group).filter(known).collect();
    let box_of = |measure: &'static Measure| {
        let portal = Portal::here();
        let params = portal.params.clone();
        let checked = move || params.with(|params| params.all(wanted::MEASURES).any(|id| id == measure.id));
        let tick = el("input").attr("type", "checkbox").checked(checked).on("change", move |_| {
            choose(&portal, |params| {
                // A group in the address would stand before single measures.
                let is_group = matches!(shown(&params), Shown::Group(_));
                let params = if is_group { params.with(wanted::MEASURES, "") } else { params };
                params.toggled(wanted::MEASURES, measure.id)
            });
        });
        el("label").class("gk-choose__box").kid(tick).kid(measure.full_name())
    };
    let legend = el("legend").kid(group.name());
    (!measures.is_empty()).then(|| el("fieldset").kid(legend).kid(Node::all(measures.into_iter().map(box_of))))
}

/// Links to the charts of this page. Folds.
pub fn contents(groups: &[(Group, Vec<&'static Measure>)]) -> Element {
    let link = |id: &str, name: &'static str| el("a").attr("href", format!("#{id}")).kid(name);
    let groups = Node::all(groups.iter().map(|(group, measures)| {
        let links = Node::all(measures.iter().map(|measure| el("li").kid(link(measure.id, measure.name))));
        el("li").kid(link(group.id(), group.name())).kid(el("ol").kid(links))
    }));
    el("nav")
        .class("gk-contents gk-contents--charts")
        .attr("aria-label", words::CONTENTS)
        .kid(el("details").kid(el("summary").kid(words::CONTENTS)).kid(el("ol").kid(groups)))
}

/// The measures of a group that have a chart with numbers, and those that have none.
pub fn of_group(study: &Study, group: Group) -> (Vec<&'static Measure>, Vec<&'static Measure>) {
    charted(group).partition(|measure| study.counties.iter().any(|county| has_numbers(county, measure)))
}
