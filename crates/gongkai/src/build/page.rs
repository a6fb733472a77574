//! One page as an HTML file: the portal's own view inside a head that needs no script.

use super::app::{App, Program};
use super::offline::{APPLE_ICON, THEME_DARK, THEME_LIGHT, WEB_MANIFEST};
use crate::web::PAGE_POLICY;
use leptos::owner::Owner;
use leptos::prelude::*;
use portal::app::{app, frame};
use portal::html::Node;
use portal::portal::Portal;
use portal::text;

/// What is the same on every page.
pub struct Frame<'a> {
    /// `/` or `/gk/`.
    pub base: &'a str,
    /// The app's files.
    pub app: &'a App,
    /// The release that phones keep; none when they are to keep nothing.
    pub release: Option<&'a str>,
}

impl Frame<'_> {
    /// A page of the app, with the tags of its head.
    pub fn document(&self, portal: Portal, tags: &str) -> String {
        let mut files = Vec::new();
        let (title, body) = written(|| (portal.title(), app(portal.clone())), || files = portal.store.in_use());
        let program = self.app.program(&portal.route.get_untracked());
        // What the app will ask for once it is here: a slow network brings it together with the app.
        let base = escape(self.base);
        let data = files
            .iter()
            .map(|path| format!("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{base}data/{path}\">\n"));
        let data = data.collect::<String>();
        document(&format!("{}{}{data}", self.head(&title, tags), self.scripts(program)), &body)
    }

    /// A page that the app does not know, in the same frame and without any script.
    pub fn plain(&self, portal: Portal, title: &str, view: impl FnOnce() -> Node, tags: &str) -> String {
        let (title, body) = written(|| (title.to_owned(), frame(portal, |_| view())), || ());
        document(&self.head(&title, tags), &body)
    }

    /// The page that stands in for every page when there is no network: the app fills it from what is kept.
    pub fn shell(&self, title: &str) -> String {
        let tags = "<meta name=\"robots\" content=\"noindex\">\n";
        let head = format!("{}{}", self.head(title, tags), self.scripts(&self.app.pages));
        let body = format!("<p class=\"gk-main\">{}</p>", text::offline::OPENING);
        document(&head, &body)
    }

    fn scripts(&self, Program { glue, wasm, boot }: &Program) -> String {
        let base = escape(self.base);
        format!(
            "<link rel=\"modulepreload\" href=\"{base}{glue}\">\n\
             <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{base}{wasm}\">\n\
             <script type=\"module\" src=\"{base}{boot}\"></script>\n"
        )
    }

    fn head(&self, title: &str, tags: &str) -> String {
        let App { style, icon, .. } = self.app;
        let (title, base) = (escape(title), escape(self.base));
        // Early in the head, where the worker looks for it.
        let release = self.release.map(|release| format!("<meta name=\"gongkai:release\" content=\"{release}\">\n"));
        let release = release.unwrap_or_default();
        format!(
            "<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{PAGE_POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"gongkai:base\" content=\"{base}\">\n\
             {release}\
             <title>{title}</title>\n\
             {tags}\
             <link rel=\"icon\" type=\"image/svg+xml\" href=\"{base}{icon}\">\n\
             <link rel=\"apple-touch-icon\" href=\"{base}{APPLE_ICON}\">\n\
             <link rel=\"manifest\" href=\"{base}{WEB_MANIFEST}\">\n\
             <meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"{THEME_LIGHT}\">\n\
             <meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\" content=\"{THEME_DARK}\">\n\
             <link rel=\"stylesheet\" href=\"{base}{style}\">\n"
        )
    }
}

/// The title and the body of a page, which live no longer than their signals.
fn written(page: impl FnOnce() -> (String, Node), before_it_ends: impl FnOnce()) -> (String, String) {
    let owner = Owner::new();
    let written = owner.with(|| {
        let (title, body) = page();
        (title, body.to_html())
    });
    before_it_ends();
    owner.cleanup();
    written
}

fn document(head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n{head}</head>\n<body>\n<div id=\"app\">{body}</div>\n</body>\n</html>\n"
    )
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    portal::html::escape(text, &mut escaped);
    escaped
}
