//! Rules about `channels.json`.

use super::fields::{self, with_found};
use super::{places, rule};
use crate::{Channel, Channels, Date, Finding, Report, Site};

const FILE: &str = "channels.json";

/// `channels.json`: ids, contacts, addresses, inner links, sources, and how long ago each was compared.
///
/// `reports` are those of the folder: figures of a channel name a section of one of them.
pub fn channels(channels: &Channels, site: &Site, reports: &[&Report], today: Date) -> Vec<Finding> {
    let ids = channels.channels.iter().enumerate();
    let mut findings =
        fields::duplicate_ids(FILE, ids.map(|(at, channel)| (format!("channels[{at}].id"), &*channel.id)));
    for (at, channel) in channels.channels.iter().enumerate() {
        let at = format!("channels[{at}]");
        let place = |field: &str| format!("{at}.{field}");
        findings.extend(fields::id_letters(FILE, &place("id"), &channel.id));
        findings.extend(fields::url(FILE, &place("url"), channel.url.as_deref()));
        findings.extend(fields::contact(FILE, &place("contact"), channel.contact.as_ref()));
        findings.extend(verified(&at, channel, today));
        findings.extend(instead(&place("instead"), channel, channels));
        findings.extend(figure_sections(&at, channel, reports));
    }
    findings.extend(fields::unknown_documents(FILE, places::channel_sources(channels), site));
    findings.extend(fields::source_urls(FILE, places::channel_sources(channels)));
    super::sort(&mut findings);
    findings
}

/// Only what a resident would dial, write to or open can go out of date.
fn verified(at: &str, channel: &Channel, today: Date) -> Option<Finding> {
    let contact = channel.contact.as_ref().filter(|contact| fields::has_address(contact));
    if contact.is_none() && channel.url.is_none() {
        return None;
    }
    let day = channel.verified_on.or(contact.and_then(|contact| contact.verified_on));
    fields::verified_on(FILE, &format!("{at}.verified_on"), &channel.name, day, today)
}

/// `instead` sends a resident on; it must lead to another channel, and to one that can be reached.
fn instead(place: &str, channel: &Channel, channels: &Channels) -> Option<Finding> {
    let id = channel.instead.as_deref()?;
    let message = match channels.channels.iter().find(|other| other.id == id) {
        None => format!("“{}”的替代渠道“{id}”不存在；请改成另一个渠道的编号", channel.name),
        Some(_) if id == channel.id => format!("“{}”的替代渠道是它自己；请改成另一个渠道的编号", channel.name),
        Some(other) if other.contact.is_none() && other.url.is_none() => {
            format!("“{}”的替代渠道“{}”自己也没有联系方式；请改成能联系上的渠道", channel.name, other.name)
        }
        Some(_) => return None,
    };
    Some(with_found(rule::LINK.at(FILE, place, message), id))
}

/// The page links a figure to the part of the report that gives it.
fn figure_sections(at: &str, channel: &Channel, reports: &[&Report]) -> Vec<Finding> {
    let named =
        channel.figures.iter().enumerate().filter_map(|(number, figure)| Some((number, figure.section.as_deref()?)));
    let broken =
        named.filter(|(_, id)| !reports.is_empty() && reports.iter().all(|report| report.section(id).is_none()));
    broken
        .map(|(number, id)| {
            let message = format!("“{}”的数字引用了章节“{id}”，但年报里没有这个章节；请改正章节编号", channel.name);
            with_found(rule::LINK.at(FILE, format!("{at}.figures[{number}].section"), message), id)
        })
        .collect()
}
