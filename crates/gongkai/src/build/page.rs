//! One page as an HTML file: the portal's own view inside a head that needs no script.

use super::app::{App, Program};
use super::embed::ELEMENT;
use super::offline::{APPLE_ICON, THEME_DARK, THEME_LIGHT, WEB_MANIFEST};
use crate::web::PAGE_POLICY;
use leptos::owner::{Owner, provide_context};
use leptos::prelude::*;
use portal::app::{app, frame};
use portal::embed;
use portal::html::Node;
use portal::portal::Portal;
use portal::route::{self, Route};
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
        self.page(portal, tags, Place::Window)
    }

    /// The same for a frame on another page. Its script stands before the styles, so that it does not wait for them.
    pub fn framed(&self, portal: Portal, tags: &str) -> String {
        let script = format!("<script src=\"{}{}\"></script>\n", escape(self.base), self.app.frame);
        self.page(portal, &format!("{NOT_INDEXED}{tags}{script}"), Place::Frame)
    }

    /// The page 嵌入代码, with the element that it shows.
    pub fn staff(&self, portal: Portal, title: &str) -> String {
        let (base, App { staff, staff_style, .. }) = (escape(self.base), self.app);
        let tags = format!(
            "{NOT_INDEXED}<link rel=\"stylesheet\" href=\"{base}{staff_style}\">\n\
             <script src=\"{base}{ELEMENT}\" async></script>\n"
        );
        self.taken_over_by(staff, portal, &tags, Place::Window, |portal| {
            (title.to_owned(), embed::page(portal.clone()))
        })
    }

    fn page(&self, portal: Portal, tags: &str, place: Place) -> String {
        let program = self.app.program(portal.route.get_untracked().program());
        self.taken_over_by(program, portal, tags, place, |portal| (portal.title(), app(portal.clone())))
    }

    fn taken_over_by(
        &self,
        program: &Program,
        portal: Portal,
        tags: &str,
        place: Place,
        page: impl FnOnce(&Portal) -> (String, Node),
    ) -> String {
        let mut files = Vec::new();
        let (title, body) = written(
            || page(&portal),
            || {
                files = portal.store.in_use();
                files.extend(first_block(&portal, &files));
            },
        );
        // What the app will ask for once it is here: a slow network brings it together with the app.
        let base = escape(self.base);
        let data = files
            .iter()
            .map(|path| format!("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{base}data/{path}\">\n"));
        let data = data.collect::<String>();
        document(place, &format!("{}{}{data}", self.head(&title, tags), self.scripts(program)), &body)
    }

    /// A page that the app does not know, in the same frame and without any script.
    pub fn plain(&self, portal: Portal, title: &str, view: impl FnOnce() -> Node, tags: &str) -> String {
        let (title, body) = written(|| (title.to_owned(), frame(portal, |_| view())), || ());
        document(Place::Window, &self.head(&title, tags), &body)
    }

    /// The page that stands in for every page of a program when there is no network: it is filled from what is kept.
    pub fn shell(&self, title: &str, program: route::Program) -> String {
        let head = format!("{}{}", self.head(title, NOT_INDEXED), self.scripts(self.app.program(program)));
        let body = format!("<p class=\"gk-main\">{}</p>", text::offline::OPENING);
        document(Place::Window, &head, &body)
    }

    fn scripts(&self, Program { glue, wasm, boot }: &Program) -> String {
        let base = escape(self.base);
        format!(
            "<link rel=\"modulepreload\" href=\"{base}{glue}\">\n\
             <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{base}{wasm}\">\n\
             <script type=\"module\" async fetchpriority=\"high\" src=\"{base}{boot}\"></script>\n"
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

/// The block that a list begins with, where the page shows a list in blocks.
fn first_block(portal: &Portal, files: &[String]) -> Option<String> {
    let is_list = matches!(portal.route.get_untracked(), Route::Policies | Route::Catalogue);
    let path = files.iter().find(|path| path.ends_with(".bin")).filter(|_| is_list)?;
    let file = portal.store.directory(path).ready()?;
    let (folder, _) = path.split_once('/')?;
    Some(format!("{folder}/{}.json", file.directory.block_with(0)?.name()))
}

/// What is made of views that ask for this portal; they live no longer than this takes.
pub fn written_by<T>(portal: Portal, make: impl FnOnce(&Portal) -> T) -> T {
    let owner = Owner::new();
    let made = owner.with(|| {
        provide_context(portal.clone());
        make(&portal)
    });
    owner.cleanup();
    made
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

/// Where a page is shown.
#[derive(Clone, Copy)]
enum Place {
    Window,
    /// Without the portal's own frame: style/embed.css.
    Frame,
}

const NOT_INDEXED: &str = "<meta name=\"robots\" content=\"noindex\">\n";

fn document(place: Place, head: &str, body: &str) -> String {
    let mark = match place {
        Place::Window => "",
        Place::Frame => " data-embed",
    };
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\"{mark}>\n<head>\n{head}</head>\n<body>\n<div id=\"app\">{body}</div>\n</body>\n</html>\n"
    )
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    portal::html::escape(text, &mut escaped);
    escaped
}
