//! `cargo xtask serve`: the portal on this machine, from nothing.

use crate::shell::{become_program, command, say};
use crate::{app, enter_root};
use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the command line asks for.
struct Options {
    data: PathBuf,
    port: u16,
    base: String,
}

impl Options {
    fn read(mut args: lexopt::Parser) -> Result<Self> {
        use lexopt::prelude::*;
        let (mut data, mut port, mut base) = (None, 8080, "/".to_owned());
        while let Some(arg) = args.next()? {
            match arg {
                Long("data") => data = Some(std::path::absolute(PathBuf::from(args.value()?))?),
                Long("port") => port = args.value()?.parse().context("--port wants a number from 1 to 65535")?,
                Long("base") => base = base_path(&args.value()?.string()?),
                other => bail!("{}\n{}", other.unexpected(), crate::USAGE),
            }
        }
        enter_root()?;
        let data = data.unwrap_or_else(|| "data".into());
        if !data.join("site.json").is_file() {
            bail!("{} is not a data folder: it has no site.json", data.display());
        }
        Ok(Self { data, port, base })
    }
}

/// The task `serve`.
pub fn run(args: lexopt::Parser) -> Result<ExitCode> {
    let options = Options::read(args)?;
    check_port(options.port)?;
    let publisher = app::build_publisher(app::DEV)?;
    app::build_app()?;
    let site = app::build_site(&publisher, "preview", &options.data, &options.base)?;
    start(&publisher, &site, &options)
}

/// Before the long build, not after it.
fn check_port(port: u16) -> Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) => {
            bail!("port {port} cannot be used ({error}). Stop the program that uses it, or choose another: --port 8081")
        }
    }
}

/// The publisher says the address itself, once it answers there.
fn start(publisher: &Path, site: &Path, options: &Options) -> Result<ExitCode> {
    say("Starting the preview");
    let mut serve = command(publisher);
    serve.arg("serve").arg(site).args(["--port", &options.port.to_string(), "--base", &options.base]);
    become_program(&mut serve)
}

/// `gk` and `/gk` mean `/gk/`.
fn base_path(text: &str) -> String {
    match text.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_starts_and_ends_with_a_slash_however_it_was_written() {
        for (written, base) in [("", "/"), ("/", "/"), ("gk", "/gk/"), ("/gk", "/gk/"), ("/a/b/", "/a/b/")] {
            assert_eq!(base_path(written), base);
        }
    }
}
