//! What every page can reach: the address, the data files, and the base path of the site.

use crate::html::Node;
use crate::lexicon::Lexicon;
use crate::route::{Params, Route};
use crate::store::{Slot, Store};
use crate::text;
use leptos::owner::expect_context;
use leptos::prelude::*;
use leptos::signal::ArcRwSignal;
use model::{Document, Source};
use search::Query;
use std::sync::Arc;

/// What moves a visitor to another address. The browser and an embedded view do it differently,
/// and the publisher not at all.
pub trait Mover: Send + Sync {
    /// The visitor goes to another page of the portal.
    fn go(&self, href: &str);
    /// The visitor's choices on this page changed; the address follows without a new entry in the history.
    fn replace(&self, href: &str);
    /// Copies the text; calls `done` with whether that worked.
    fn copy(&self, text: &str, done: Box<dyn FnOnce(bool)>);
    /// Offers the address to other apps, or copies it where there is no such offer;
    /// calls `done` with whether it was copied.
    fn share(&self, title: &str, url: &str, done: Box<dyn FnOnce(bool)>);
    /// The whole address, with host, of an address of the portal.
    fn absolute(&self, href: &str) -> String;
}

/// Everything a page may know besides its data. Cheap to clone; provided once by the app.
#[derive(Clone)]
pub struct Portal {
    /// `/` or `/gk/`: what every address of the site starts with.
    pub base: Arc<str>,
    /// The data files.
    pub store: Store,
    /// The page.
    pub route: ArcRwSignal<Route>,
    /// What the visitor chose on it.
    pub params: ArcRwSignal<Params>,
    mover: Arc<dyn Mover>,
    lexicon: Lexicon,
    more: Option<fn(&Route) -> Node>,
    only: Option<Route>,
}

impl Portal {
    /// The portal at an address.
    pub fn new(base: &str, store: Store, route: Route, params: Params, mover: impl Mover + 'static) -> Self {
        Self {
            base: base.into(),
            lexicon: Lexicon::new(store.clone()),
            store,
            route: ArcRwSignal::new(route),
            params: ArcRwSignal::new(params),
            mover: Arc::new(mover),
            more: None,
            only: None,
        }
    }

    /// With the pages that stand apart, each of which has an app of its own in the browser (ARCHITECTURE.md).
    pub fn whole(self) -> Self {
        Self { more: Some(crate::pages::apart), ..self }
    }

    /// What shows a page that stands apart, where this app holds it.
    pub fn more(&self) -> Option<fn(&Route) -> Node> {
        self.more
    }

    /// The app of one page.
    pub fn only(self, route: Route) -> Self {
        Self { only: Some(route), ..self }
    }

    /// Whether this app has the page.
    pub fn holds(&self, route: &Route) -> bool {
        match &self.only {
            Some(only) => only == route,
            None => self.more.is_some() || !route.is_apart(),
        }
    }

    /// See [`Lexicon::query`].
    pub fn query(&self, text: &str) -> Query {
        self.lexicon.query(text)
    }

    /// The portal that the app provides.
    pub fn here() -> Self {
        expect_context()
    }

    /// The address of a page.
    pub fn href(&self, route: &Route) -> String {
        format!("{}{}", self.base, route.path())
    }

    /// The address of a page with choices made on it.
    pub fn href_with(&self, route: &Route, params: &Params) -> String {
        format!("{}{}", self.href(route), params.to_query())
    }

    /// The address of a published file, such as `data/site.json`.
    pub fn file(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Takes the visitor to a page.
    pub fn go(&self, route: &Route, params: &Params) {
        self.mover.go(&self.href_with(route, params));
    }

    /// Takes the visitor's choices into the address.
    pub fn choose(&self, params: Params) {
        let href = self.href_with(&self.route.get_untracked(), &params);
        self.params.set(params);
        self.mover.replace(&href);
    }

    /// See [`Mover::copy`].
    pub fn copy(&self, text: &str, done: impl FnOnce(bool) + 'static) {
        self.mover.copy(text, Box::new(done));
    }

    /// See [`Mover::share`].
    pub fn share(&self, title: &str, url: &str, done: impl FnOnce(bool) + 'static) {
        self.mover.share(title, url, Box::new(done));
    }

    /// See [`Mover::absolute`].
    pub fn absolute(&self, href: &str) -> String {
        self.mover.absolute(href)
    }

    /// The document that a source names, once `site.json` is here.
    pub fn document(&self, source: &Source) -> Option<Document> {
        self.store.site().ready()?.document(&source.document).cloned()
    }

    /// The title of the window, followed: page first, then the portal's name.
    pub fn title(&self) -> String {
        let route = self.route.get();
        match self.page_title(&route) {
            Some(page) => format!("{page} - {}", self.name()),
            None => self.name(),
        }
    }

    /// The same where every page is a column: it knows no entries.
    pub fn column_title(&self) -> String {
        format!("{} - {}", text::column(&self.route.get()), self.name())
    }

    fn name(&self) -> String {
        self.store.site().ready().map_or_else(|| text::PORTAL.to_owned(), |site| site.title.clone())
    }

    fn page_title(&self, route: &Route) -> Option<String> {
        fn of<T: Send + Sync + 'static>(slot: &Slot<T>, title: impl Fn(&T) -> Option<String>) -> Option<String> {
            slot.ready().map(|data| title(&data).unwrap_or_else(|| text::not_found::TITLE.to_owned()))
        }
        match route {
            Route::Home => None,
            Route::Report(year) => Some(text::reports::title(*year)),
            Route::Policy(id) => of(&self.store.policies(), |policies| {
                policies.policies.iter().find(|policy| policy.id == *id).map(|policy| policy.title.clone())
            }),
            Route::Entry(id) => of(&self.store.catalogue(), |catalogue| {
                catalogue.entries.iter().find(|entry| entry.id == *id).map(|entry| entry.title.clone())
            }),
            other => Some(text::column(other).to_owned()),
        }
    }
}

/// Does nothing: for pages that are only written out, and for tests.
pub struct Still;

impl Mover for Still {
    fn go(&self, _: &str) {}
    fn replace(&self, _: &str) {}
    fn copy(&self, _: &str, done: Box<dyn FnOnce(bool)>) {
        done(false);
    }
    fn share(&self, _: &str, _: &str, done: Box<dyn FnOnce(bool)>) {
        done(false);
    }
    fn absolute(&self, href: &str) -> String {
        href.to_owned()
    }
}
