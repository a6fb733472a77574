//! `cargo xtask bench`: what the portal costs a visitor, side by side with a peer, as tables. One module a part.

mod charts;
mod pages;
mod search;

use crate::enter_root;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Builds what it needs, measures, prints.
type Part = fn() -> Result<()>;

/// The parts by name, in the order in which they run.
const PARTS: [(&str, Part); 3] = [("pages", pages::run), ("search", search::run), ("charts", charts::run)];

/// The task `bench`: all parts, or the one that is named.
pub fn run(args: lexopt::Parser) -> Result<ExitCode> {
    let only = read_part(args)?;
    enter_root()?;
    for (_, part) in PARTS.iter().filter(|(name, _)| only.as_ref().is_none_or(|only| only == name)) {
        part()?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read_part(mut args: lexopt::Parser) -> Result<Option<String>> {
    use lexopt::prelude::*;
    let mut only = None;
    while let Some(arg) = args.next()? {
        match arg {
            Value(name) if only.is_none() => only = Some(name.string()?),
            other => bail!("{}\n{}", other.unexpected(), crate::USAGE),
        }
    }
    if let Some(name) = &only
        && !PARTS.iter().any(|(part, _)| part == name)
    {
        let known = PARTS.map(|(part, _)| part).join(", ");
        bail!("the bench has no part {name:?}; there are {known}");
    }
    Ok(only)
}
