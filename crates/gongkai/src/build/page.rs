//! One page as an HTML file: the portal's own view inside a head that needs no script.

use super::App;
use leptos::prelude::*;
use portal::app::app;
use portal::portal::Portal;
use portal::route::Route;
use portal::text;

/// What is the same on every page.
pub struct Frame<'a> {
    /// `/` or `/gk/`.
    pub base: &'a str,
    /// The app's files.
    pub app: &'a App,
}

impl Frame<'_> {
    /// The whole document.
    pub fn document(&self, portal: Portal) -> String {
        let route = portal.route.get_untracked();
        let owner = Owner::new();
        let (title, body) = owner.with(|| {
            let title = portal.title();
            (title, app(portal).to_html())
        });
        owner.cleanup();
        let head = self.head(&route, &title);
        format!(
            "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n{head}</head>\n<body>\n<div id=\"app\">{body}</div>\n</body>\n</html>\n"
        )
    }

    fn head(&self, route: &Route, title: &str) -> String {
        let Self { base, app } = self;
        let (title, base) = (escape(title), escape(base));
        let description = escape(text::column_hint(route));
        let App { glue, wasm, style, boot, icon, .. } = app;
        let mut head = format!(
            "<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"gongkai:base\" content=\"{base}\">\n\
             <title>{title}</title>\n"
        );
        if !description.is_empty() {
            head.push_str(&format!("<meta name=\"description\" content=\"{description}\">\n"));
        }
        head.push_str(&format!(
            "<link rel=\"icon\" type=\"image/svg+xml\" href=\"{base}{icon}\">\n\
             <link rel=\"stylesheet\" href=\"{base}{style}\">\n\
             <link rel=\"modulepreload\" href=\"{base}{glue}\">\n\
             <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{base}{wasm}\">\n\
             <script type=\"module\" src=\"{base}{boot}\"></script>\n"
        ));
        head
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    portal::html::escape(text, &mut escaped);
    escaped
}
