//! The sources and addresses of each data file, with their places: what several rules walk through.

use crate::{Catalogue, Channels, Contact, Guide, GuideSection, Policies, Report, Rules, Site, Source};

/// Something at a place of a file, such as `entries[3].source`.
pub(super) type At<T> = (String, T);

fn contact_source<'a>(place: &str, contact: Option<&'a Contact>) -> Option<At<&'a Source>> {
    contact?.source.as_ref().map(|source| (format!("{place}.source"), source))
}

pub(super) fn site_sources(site: &Site) -> Vec<At<&Source>> {
    contact_source("office", site.office.as_ref()).into_iter().collect()
}

pub(super) fn report_sources(report: &Report) -> Vec<At<&Source>> {
    let own = [("source".to_owned(), &report.source)];
    own.into_iter().chain(contact_source("contact", report.contact.as_ref())).collect()
}

pub(super) fn policy_sources(policies: &Policies) -> Vec<At<&Source>> {
    let common = policies.source.iter().map(|source| ("source".to_owned(), source));
    let own = policies.policies.iter().enumerate().filter_map(|(index, policy)| {
        policy.source.as_ref().map(|source| (format!("policies[{index}].source"), source))
    });
    common.chain(own).collect()
}

pub(super) fn catalogue_sources(catalogue: &Catalogue) -> Vec<At<&Source>> {
    let mut all = Vec::new();
    for (index, entry) in catalogue.entries.iter().enumerate() {
        for (at, source) in entry.basis.iter().enumerate() {
            all.push((format!("entries[{index}].basis[{at}]"), source));
        }
        all.push((format!("entries[{index}].source"), &entry.source));
    }
    all
}

pub(super) fn channel_sources(channels: &Channels) -> Vec<At<&Source>> {
    let mut all = Vec::new();
    for (index, channel) in channels.channels.iter().enumerate() {
        let place = format!("channels[{index}]");
        all.extend(contact_source(&format!("{place}.contact"), channel.contact.as_ref()));
        if let Some(deadline) = &channel.deadline {
            all.push((format!("{place}.deadline.source"), &deadline.source));
        }
        all.push((format!("{place}.source"), &channel.source));
    }
    all
}

fn section_sources<'a>(place: &str, sections: &'a [GuideSection]) -> Vec<At<&'a Source>> {
    let mut all = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        for (at, point) in section.points.iter().enumerate() {
            for (number, source) in point.sources.iter().enumerate() {
                all.push((format!("{place}[{index}].points[{at}].sources[{number}]"), source));
            }
        }
    }
    all
}

pub(super) fn guide_sources(guide: &Guide) -> Vec<At<&Source>> {
    let mut all = section_sources("sections", &guide.sections);
    all.extend(section_sources("apply", &guide.apply));
    all
}

pub(super) fn rules_sources(rules: &Rules) -> Vec<At<&Source>> {
    section_sources("sections", &rules.sections)
}
