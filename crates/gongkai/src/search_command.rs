//! `gongkai search`: the answers of the page 检索, on the command line.

use crate::folder::{FileOf, Folder};
use anyhow::bail;
use portal::findable::{self, Kind};
use portal::portal::{Portal, Still};
use portal::route::{Params, Route};
use portal::store::{Deliver, Fault, Files, Store};
use search::Query;
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;

/// All answers, as the contract of the command has them.
#[derive(Debug, Serialize)]
struct Answers {
    total: usize,
    hits: Vec<Hit>,
}

#[derive(Debug, Serialize)]
struct Hit {
    kind: &'static str,
    id: String,
    title: String,
    url: String,
}

/// The command `search`.
pub fn run(mut args: lexopt::Parser) -> anyhow::Result<ExitCode> {
    use lexopt::prelude::*;
    let (mut data, mut text, mut as_json) = (None, Vec::new(), false);
    while let Some(arg) = args.next()? {
        match arg {
            Long("format") => match args.value()?.to_str() {
                Some("json") => as_json = true,
                Some("text") => as_json = false,
                _ => bail!("--format 只能是 json 或 text"),
            },
            Value(path) if data.is_none() => data = Some(PathBuf::from(path)),
            Value(word) => text.push(word.to_string_lossy().into_owned()),
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(data), false) = (data, text.is_empty()) else {
        bail!("用法：gongkai search 数据目录 检索词 [--format json]");
    };
    let folder = Folder::read(&data)?;
    let answers = answers(&folder, &crate::build::characters(&folder)?.query(&text.join(" ")))?;
    crate::print_line(&if as_json { serde_json::to_string(&answers)? } else { in_words(&answers) });
    Ok(ExitCode::SUCCESS)
}

fn answers(folder: &Folder, query: &Query) -> anyhow::Result<Answers> {
    let mut hits = Vec::new();
    if !query.is_empty() {
        for kind in kinds(folder)? {
            hits.extend(kind.find(query).into_iter().map(|item| Hit {
                kind: kind.id,
                id: item.id.clone(),
                title: item.title.clone(),
                url: item.href.clone(),
            }));
        }
    }
    Ok(Answers { total: hits.len(), hits })
}

/// The kinds in the order of the page.
pub fn kinds(folder: &Folder) -> anyhow::Result<Vec<Kind>> {
    let portal = Portal::new("/", Store::new(Nothing), Route::Search, Params::default(), Still);
    let mut kinds = Vec::new();
    kinds.extend(kind(&folder.policies, |file| findable::of_policies(&portal, file))?);
    kinds.extend(kind(&folder.catalogue, |file| findable::of_catalogue(&portal, file))?);
    for report in folder.reports.values().rev() {
        kinds.push(findable::of_report(&portal, report.as_ref().map_err(Clone::clone)?));
    }
    kinds.extend(kind(&folder.channels, |file| findable::of_channels(&portal, file))?);
    kinds.extend(kind(&folder.guide, |file| findable::of_guide(&portal, file))?);
    kinds.extend(kind(&folder.rules, |file| findable::of_rules(&portal, file))?);
    Ok(kinds)
}

fn kind<T>(file: &FileOf<T>, kind: impl Fn(&T) -> Kind) -> anyhow::Result<Option<Kind>> {
    match file {
        None => Ok(None),
        Some(Ok(file)) => Ok(Some(kind(file))),
        Some(Err(broken)) => Err(broken.clone().into()),
    }
}

fn in_words(answers: &Answers) -> String {
    let mut text = format!("共{}条", answers.total);
    for hit in &answers.hits {
        text.push_str(&format!("\n{}  {}  {}", hit.kind, hit.title, hit.url));
    }
    text
}

/// The command reads the folder itself; the pages' store stays empty.
struct Nothing;

impl Files for Nothing {
    fn fetch(&self, _: &str, deliver: Deliver) {
        deliver(Err(Fault::Missing));
    }

    fn abandon(&self, _: &str) {}
}
