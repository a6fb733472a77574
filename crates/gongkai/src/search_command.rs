//! `gongkai search`: the answers of the page 检索, on the command line.

use crate::build::newest_first;
use crate::folder::{FileOf, Folder};
use anyhow::bail;
use model::{FORMAT, Texts};
use portal::findable;
use portal::lists::{Content, List};
use search::{Engine, Query, Request, Sort};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// All answers, as the contract of the command has them.
#[derive(Debug, Serialize)]
struct Answers {
    total: usize,
    hits: Vec<Hit>,
}

#[derive(Debug, Serialize)]
struct Hit {
    kind: String,
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
        for (kind, list) in kinds(folder)? {
            let Content::Whole(entries) = &list.content else { continue };
            let engine = Engine::new((0..entries.count()).filter_map(|place| entries.doc(place)).collect());
            let request = Request { query, keys: list.keys, filters: &[], sort: Sort::Relevance };
            let found = engine.search(&request).hits.into_iter().filter_map(|hit| list.item(hit));
            hits.extend(found.map(|item| Hit {
                kind: kind.clone(),
                id: item.id,
                title: item.title,
                url: format!("/{}", item.path),
            }));
        }
    }
    Ok(Answers { total: hits.len(), hits })
}

/// The lists in the order of the page, each with the id of its kind.
///
/// # Errors
/// When a file of the folder is broken.
pub fn kinds(folder: &Folder) -> anyhow::Result<Vec<(String, List)>> {
    let mut kinds = Vec::new();
    let policies = whole(&folder.policies)?.map(|file| List::of(0, Arc::new(newest_first(file))));
    kinds.extend(policies.map(|list| ("policy".to_owned(), list)));
    let catalogue = whole(&folder.catalogue)?.map(|file| List::of(0, Arc::new(file.clone())));
    kinds.extend(catalogue.map(|list| ("entry".to_owned(), list)));
    kinds.extend(texts(folder)?.kinds.iter().map(|kind| (kind.id.clone(), findable::list_of(0, kind))));
    Ok(kinds)
}

/// The texts that are found besides the lists.
///
/// # Errors
/// When a file of the folder is broken.
pub fn texts(folder: &Folder) -> anyhow::Result<Texts> {
    let mut kinds = Vec::new();
    for report in folder.reports.values().rev() {
        kinds.push(findable::of_report(report.as_ref().map_err(Clone::clone)?));
    }
    kinds.extend(whole(&folder.channels)?.map(findable::of_channels));
    kinds.extend(whole(&folder.guide)?.map(findable::of_guide));
    kinds.extend(whole(&folder.rules)?.map(findable::of_rules));
    Ok(Texts { format: FORMAT, kinds })
}

fn whole<T>(file: &FileOf<T>) -> anyhow::Result<Option<&T>> {
    Ok(file.as_ref().map(|file| file.as_ref().map_err(Clone::clone)).transpose()?)
}

fn in_words(answers: &Answers) -> String {
    let mut text = format!("共{}条", answers.total);
    for hit in &answers.hits {
        text.push_str(&format!("\n{}  {}  {}", hit.kind, hit.title, hit.url));
    }
    text
}
