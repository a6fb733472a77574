//! The data files as the site publishes them.

use super::Files;
use super::compare::{self, Other};
use super::search::{Cut, Known, add_in_blocks};
use crate::folder::{Broken, FileOf, Folder};
use anyhow::{bail, ensure};
use model::{DataSets, FORMAT, Figure, Index, Indexed, Policies, Site};
use portal::pages::glance_figures;
use portal::route::is_id;
use portal::store::{Deliver, Fault};
use serde::Serialize;

/// Entries of a list that is published whole: some 60 kB for a phone, and scanned in a moment. A larger one is published
/// in blocks with an index.
const MOST_WHOLE: usize = 1500;

/// `data/…` for every file of the folder, and `data/index.json`.
///
/// # Errors
/// When a file is broken: a site is never published with a part of it silently missing.
pub fn files(folder: &Folder, known: &Known, others: &[Other]) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let mut counts = Vec::new();
    // The pages read `compare.json` instead.
    let published = Site { compare: DataSets::default(), ..site(folder)?.clone() };
    add(&mut files, "site.json", &published)?;
    let mut supplied = |name: &str, count: Option<usize>| {
        if let Some(count) = count {
            counts.push((name.to_owned(), u32::try_from(count).unwrap_or(u32::MAX)));
        }
    };
    let policies = folder.policies.as_ref().map(|file| file.as_ref().map(newest_first).map_err(Clone::clone));
    let mut indexed = Vec::new();
    supplied("policies.json", listed(&mut files, &mut indexed, &policies, known)?);
    supplied("catalogue.json", listed(&mut files, &mut indexed, &folder.catalogue, known)?);
    supplied("channels.json", optional(&mut files, "channels.json", &folder.channels, |it| it.channels.len())?);
    supplied("guide.json", optional(&mut files, "guide.json", &folder.guide, |it| it.sections.len())?);
    supplied("rules.json", optional(&mut files, "rules.json", &folder.rules, |it| it.sections.len())?);
    for (year, report) in &folder.reports {
        add(&mut files, &format!("reports/{year}.json"), whole(report)?)?;
    }
    check_ids(folder)?;
    if !others.is_empty() {
        supplied("compare.json", Some(others.len()));
        add(&mut files, "compare.json", &compare::list(others))?;
    }
    for other in others {
        for report in &other.reports {
            add(&mut files, &format!("with/{}/reports/{}.json", other.id, report.year), report)?;
        }
    }
    let index = Index {
        format: FORMAT,
        reports: folder.reports.keys().rev().copied().collect(),
        files: model::Files(counts),
        indexed,
        glance: glance(folder),
    };
    files.insert("data/index.json".to_owned(), serde_json::to_vec(&index)?);
    Ok(files)
}

/// Adds a list: whole, or in blocks where it is too large for a phone. Gives the number of its entries.
fn listed<T: Cut>(
    files: &mut Files,
    indexed: &mut Vec<Indexed>,
    file: &FileOf<T>,
    known: &Known,
) -> anyhow::Result<Option<usize>> {
    let Some(content) = file else { return Ok(None) };
    let content = whole(content)?;
    if content.entries().len() > MOST_WHOLE {
        let directory = add_in_blocks(files, content, known)?;
        indexed.push(Indexed { list: T::NAME.to_owned(), directory });
    } else {
        add(files, &format!("{}.json", T::NAME), content)?;
    }
    Ok(Some(content.entries().len()))
}

/// The main numbers of the newest year.
fn glance(folder: &Folder) -> Vec<Figure> {
    let newest = folder.reports.values().next_back().and_then(|report| report.as_ref().ok());
    newest.map(glance_figures).unwrap_or_default()
}

/// The order of the list, so that no phone has to sort: newest first; documents without a date last, in the order of
/// the file.
pub fn newest_first(file: &Policies) -> Policies {
    let mut file = file.clone();
    file.policies.sort_by_key(|policy| std::cmp::Reverse(policy.date));
    file
}

/// The folder's `site.json`.
///
/// # Errors
/// When there is none, or it is broken.
pub fn site(folder: &Folder) -> anyhow::Result<&Site> {
    match &folder.site {
        Some(site) => whole(site),
        None => bail!("{} 里没有 site.json，不是数据目录", folder.root.display()),
    }
}

fn whole<T>(content: &Result<T, Broken>) -> anyhow::Result<&T> {
    content.as_ref().map_err(|broken| anyhow::anyhow!("{broken}。站点没有改动"))
}

fn add<T: Serialize>(files: &mut Files, name: &str, content: &T) -> anyhow::Result<()> {
    files.insert(format!("data/{name}"), serde_json::to_vec(content)?);
    Ok(())
}

fn optional<T: Serialize>(
    files: &mut Files,
    name: &str,
    file: &FileOf<T>,
    count: impl Fn(&T) -> usize,
) -> anyhow::Result<Option<usize>> {
    let Some(content) = file else { return Ok(None) };
    let content = whole(content)?;
    add(files, name, content)?;
    Ok(Some(count(content)))
}

/// An id becomes an address and a folder's name: nothing else may be in it.
fn check_ids(folder: &Folder) -> anyhow::Result<()> {
    let policies = folder.policies.iter().flatten().flat_map(|file| file.policies.iter().map(|policy| &policy.id));
    let entries = folder.catalogue.iter().flatten().flat_map(|file| file.entries.iter().map(|entry| &entry.id));
    for id in policies.chain(entries) {
        // A folder of this name would lie where the list's own page lies.
        let is_free = !id.starts_with("index.html");
        ensure!(
            is_free && is_id(id),
            "编号“{id}”不能用作网址：只能有英文字母、数字、- _ .，不以 .、by-、index.html 开头，不超过100个字符。站点没有改动"
        );
    }
    Ok(())
}

/// The published files, handed to the pages at once.
pub struct InMemory(pub Files);

impl portal::store::Files for InMemory {
    fn fetch(&self, path: &str, deliver: Deliver) {
        deliver(self.0.get(&format!("data/{path}")).cloned().ok_or(Fault::Missing));
    }

    fn abandon(&self, _: &str) {}
}
