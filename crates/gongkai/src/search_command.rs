//! `gongkai search`: the answers of the page 检索, on the command line.

use crate::build::newest_first;
use crate::folder::{FileOf, Folder};
use anyhow::{anyhow, bail};
use model::{FORMAT, Texts};
use portal::findable;
use portal::lists::{Content, List};
use search::{Characters, Engine, Request, Sort};
use serde::Serialize;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

const USAGE: &str = "用法：gongkai search 数据目录 检索词 [--format json]，或 --queries 每行一个检索词的文件";

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
    let (mut data, mut text, mut as_json, mut queries) = (None, Vec::new(), false, None);
    while let Some(arg) = args.next()? {
        match arg {
            Long("format") => match args.value()?.to_str() {
                Some("json") => as_json = true,
                Some("text") => as_json = false,
                _ => bail!("--format 只能是 json 或 text"),
            },
            Long("help") | Short('h') => return crate::help(USAGE),
            Long("queries") => queries = Some(args.value()?),
            Value(path) if data.is_none() => data = Some(PathBuf::from(path)),
            Value(word) => text.push(word.to_string_lossy().into_owned()),
            other => return Err(other.unexpected().into()),
        }
    }
    let texts = match queries {
        Some(file) => lines(&file)?,
        None => vec![text.join(" ")],
    };
    let (Some(data), true) = (data, texts.iter().any(|text| !text.is_empty())) else {
        bail!(USAGE);
    };
    let folder = Folder::read(&data)?;
    let searched = Searched::of(&folder)?;
    for text in texts {
        let answers = searched.answers(&text);
        crate::print_line(&if as_json { serde_json::to_string(&answers)? } else { in_words(&answers) })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The lines of a file, or of the standard input for `-`.
fn lines(file: &OsStr) -> anyhow::Result<Vec<String>> {
    let cannot = |error: std::io::Error| anyhow!("无法读取 {}：{}", file.to_string_lossy(), crate::explain::io(&error));
    let text = if file == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) };
    Ok(text.map_err(cannot)?.lines().map(str::to_owned).collect())
}

/// A folder, ready to be searched.
struct Searched {
    characters: Characters,
    kinds: Vec<(String, List, Engine)>,
}

impl Searched {
    fn of(folder: &Folder) -> anyhow::Result<Self> {
        let engine = |list: &List| match &list.content {
            Content::Whole(entries) => {
                Engine::new((0..entries.count()).filter_map(|place| entries.doc(place)).collect())
            }
            Content::Blocks(_) => Engine::default(),
        };
        let kinds = kinds(folder)?.into_iter().map(|(kind, list)| {
            let engine = engine(&list);
            (kind, list, engine)
        });
        Ok(Self { characters: crate::build::characters(folder)?, kinds: kinds.collect() })
    }

    fn answers(&self, text: &str) -> Answers {
        let query = &self.characters.query(text);
        let mut hits = Vec::new();
        for (kind, list, engine) in self.kinds.iter().filter(|_| !query.is_empty()) {
            let request = Request { query, keys: list.keys, filters: &[], sort: Sort::Relevance };
            let found = engine.search(&request).hits.into_iter().filter_map(|hit| list.item(hit));
            hits.extend(found.map(|item| Hit {
                kind: kind.clone(),
                id: item.id,
                title: item.title,
                url: format!("/{}", item.path),
            }));
        }
        Answers { total: hits.len(), hits }
    }
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
