//! What every page can reach: the address, the data files, and the base path of the site.

use crate::engine::{Engine, NoEngine};
use crate::lists::ListType;
use crate::pages::listed::entry_of;
use crate::route::{Params, Program, Route};
use crate::seek::Seeker;
use crate::store::{State, Store};
use crate::text;
use leptos::owner::use_context;
use leptos::prelude::*;
use leptos::signal::ArcRwSignal;
use model::{Document, Source};
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
    /// Gives the visitor a file with this text.
    fn save(&self, name: &str, text: &str);
    /// What was looked for lately, newest first. Kept on the device only.
    fn recent(&self) -> Vec<String>;
    /// Keeps what was looked for, or with none forgets it all.
    fn remember(&self, text: Option<&str>);
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
    /// Searches.
    pub seeker: Seeker,
    /// The entry that was found for the page, where it lies in a block: the page, the block's path, the entry's place.
    pub located: ArcRwSignal<Option<(Route, String, usize)>>,
    mover: Arc<dyn Mover>,
    program: Option<Program>,
}

impl Portal {
    /// The portal at an address.
    pub fn new(base: &str, store: Store, route: Route, params: Params, mover: impl Mover + 'static) -> Self {
        Self {
            base: base.into(),
            seeker: Seeker::new(NoEngine, store.clone()),
            located: ArcRwSignal::new(None),
            store,
            route: ArcRwSignal::new(route),
            params: ArcRwSignal::new(params),
            mover: Arc::new(mover),
            program: None,
        }
    }

    /// With an engine for its searches.
    pub fn with_engine(self, engine: impl Engine + 'static) -> Self {
        Self { seeker: Seeker::new(engine, self.store.clone()), ..self }
    }

    /// As a program of the browser has it; none has every page.
    pub fn of(self, program: Option<Program>) -> Self {
        Self { program, ..self }
    }

    /// Whether this program has the page; the publisher has all.
    pub fn holds(&self, route: &Route) -> bool {
        self.program.is_none_or(|program| program == route.program())
    }

    /// The same portal at another page.
    pub fn at(&self, route: Route) -> Self {
        let (route, params) = (ArcRwSignal::new(route), ArcRwSignal::new(Params::default()));
        Self { route, params, ..self.clone() }
    }

    /// The portal that the app provides.
    pub fn here() -> Self {
        // Leptos' own words for a lost context weigh more than all that a page says.
        use_context().unwrap_or_else(|| unreachable!("the app provides it before any view"))
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

    /// Takes the visitor to a path below the base.
    pub fn open(&self, path: &str) {
        self.mover.go(&self.file(path));
    }

    /// Takes the visitor's choices into the address.
    pub fn choose(&self, params: Params) {
        let path = self.route.get_untracked().path();
        self.choose_at(&path, params);
    }

    /// The same on a page that the app does not know by a route.
    pub fn choose_at(&self, path: &str, params: Params) {
        let href = format!("{}{path}{}", self.base, params.to_query());
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

    /// See [`Mover::save`].
    pub fn save(&self, name: &str, text: &str) {
        self.mover.save(name, text);
    }

    /// See [`Mover::recent`].
    pub fn recent(&self) -> Vec<String> {
        self.mover.recent()
    }

    /// See [`Mover::remember`].
    pub fn remember(&self, text: Option<&str>) {
        self.mover.remember(text);
    }

    /// The document that a source names, once `site.json` is here.
    pub fn document(&self, source: &Source) -> Option<Document> {
        self.store.site().ready()?.document(&source.document).cloned()
    }

    /// The title of the window, followed: page first, then the portal's name.
    pub fn title(&self) -> String {
        let route = self.route.get();
        let Some((kind, id)) = entry_of(&route) else { return self.plain_title() };
        let entry = self.title_of(&route, kind, id);
        entry.map_or_else(|| self.name(), |entry| format!("{entry} - {}", self.name()))
    }

    /// The same for programs that know no entries.
    pub fn plain_title(&self) -> String {
        match self.route.get() {
            Route::Home => self.name(),
            Route::Report(year) => format!("{} - {}", text::reports::title(year), self.name()),
            other => format!("{} - {}", text::column(&other), self.name()),
        }
    }

    fn name(&self) -> String {
        self.store.site().ready().map_or_else(|| text::PORTAL.to_owned(), |site| site.title.clone())
    }

    /// The title of an entry, once it is here.
    fn title_of(&self, route: &Route, kind: ListType, id: &str) -> Option<String> {
        let is_in_block = self.store.index().ready()?.directory(kind.name).is_some();
        let located = self.located.get().filter(|(located, ..)| is_in_block && located == route);
        let path = match &located {
            Some((_, path, _)) => path.clone(),
            None if is_in_block => return None,
            None => format!("{}.json", kind.name),
        };
        let State::Ready(file) = self.store.listed(&path, &kind).state() else { return None };
        let entries = kind.entries(file)?;
        let place = located.map_or_else(|| entries.place(id), |(.., place)| Some(place));
        let title = place.and_then(|place| entries.item(place)).map(|item| item.title);
        Some(title.unwrap_or_else(|| text::not_found::TITLE.to_owned()))
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
    fn save(&self, _: &str, _: &str) {}
    fn recent(&self) -> Vec<String> {
        Vec::new()
    }
    fn remember(&self, _: Option<&str>) {}
}
