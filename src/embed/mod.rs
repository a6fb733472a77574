//! 嵌入代码: the page on which staff choose what another site shows of this one, and copy the code for it. It comes with
//! a program of its own (`src/bin/staff.rs`): residents never load it.
//!
//! Beside this file lie the scripts of what is embedded: `embed.js` runs in the other site's page, `frame.js` and
//! `theme.js` in ours, `mount.js` where a site does without a frame.

mod code;

pub use code::Way;

use crate::app::frame;
use crate::html::{Element, Node, el, live, value_of};
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::store::Fault;
use crate::text::{self, embed::page as words};
use crate::widgets::{copy_button, panel};
use code::{COLOURS, Choice, VIEWS};
use leptos::computed::Memo;
use leptos::prelude::*;
use leptos::signal::RwSignal;
use model::measure::Group;
use model::{Fragment, Fragments, Index, Purpose};
use std::sync::Arc;

/// Its path below the base. The app does not know it, so that links to it are followed by the browser.
pub const PATH: &str = "embed";

/// The page in the portal's frame.
pub fn page(portal: Portal) -> Node {
    frame(portal, |_| view())
}

fn view() -> Node {
    let store = Portal::here().store;
    let rest = panel(store.index(), move |index| {
        panel(Portal::here().store.fragments(), move |fragments| workshop(&index, fragments))
    });
    row![
        el("header")
            .class("gk-head")
            .kid(el("h1").attr("tabindex", "-1").kid(words::TITLE))
            .kid(el("p").class("gk-quiet").kid(words::INTRO)),
        rest,
    ]
}

/// What the preview said of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// The view that it shows by now.
    pub view: Option<String>,
    /// Its name.
    pub title: Option<String>,
    /// How high it is, in px.
    pub height: Option<u32>,
    /// Colours that had to be changed: token, given, contrast, used.
    pub adjusted: Option<Vec<[String; 4]>>,
}

/// Choices that belong to one view and not to the next.
const OF_A_VIEW: [&str; 4] = ["year", "q", "m", "want"];

/// What this page knows besides the address.
#[derive(Clone)]
struct Desk {
    portal: Portal,
    fragments: Arc<Fragments>,
    newest: Option<u16>,
    /// Where the preview has gone from what was chosen.
    gone: RwSignal<Option<String>>,
    title: RwSignal<Option<String>>,
    height: RwSignal<Option<u32>>,
    adjusted: RwSignal<Option<Vec<[String; 4]>>>,
    /// The text of the chosen fragment, by name.
    piece: RwSignal<Option<(String, Result<String, Fault>)>>,
}

impl Desk {
    fn param(&self, key: &'static str) -> String {
        self.portal.params.get().get(key).unwrap_or_default().to_owned()
    }

    /// Takes a choice into the address. Another view is one that the preview has not gone from.
    fn choose(&self, key: &str, value: &str) {
        let params = self.portal.params.get_untracked();
        let is_view = key == "view";
        let params = if is_view { OF_A_VIEW.iter().fold(params, |params, key| params.with(key, "")) } else { params };
        if is_view || key == "way" || OF_A_VIEW.contains(&key) {
            self.gone.set(None);
        }
        self.portal.choose_at(&format!("{PATH}/"), params.with(key, value));
    }

    fn view(&self) -> String {
        self.portal.params.get().get("view").unwrap_or("policies").to_owned()
    }

    fn param_or(&self, key: &'static str, usual: &str) -> String {
        match self.param(key) {
            none if none.is_empty() => usual.to_owned(),
            value => value,
        }
    }

    fn way(&self) -> Way {
        Way::of(&self.portal.params.get())
    }

    fn chosen(&self) -> Choice {
        Choice::of(&self.portal.params.get(), self.newest)
    }

    /// The public address of the site: the county's own where it is known.
    fn site(&self) -> String {
        self.fragments.address.clone().unwrap_or_else(|| self.portal.absolute(&self.portal.base))
    }

    fn fragment(&self) -> Option<&Fragment> {
        let name = self.param("piece");
        self.fragments.fragments.iter().find(|piece| piece.name == name).or(self.fragments.fragments.first())
    }

    fn hear(&self, said: Said) {
        if let Some(view) = said.view {
            let chosen = self.chosen();
            let is_chosen = view == chosen.view();
            self.gone.set((!is_chosen).then_some(view));
        }
        // What was not said stays as it was.
        let _ = said.title.map(|title| self.title.set(Some(title)));
        let _ = said.height.map(|height| self.height.set(Some(height)));
        let _ = said.adjusted.map(|adjusted| self.adjusted.set(Some(adjusted)));
    }

    fn code(&self) -> Option<String> {
        let (site, chosen) = (self.site(), self.chosen());
        let name = match Route::parse(&chosen.path) {
            Route::Report(year) => text::reports::title(year),
            route => text::column(&route).to_owned(),
        };
        let (choice, title) = match self.gone.get() {
            Some(view) => (chosen.showing(&view), self.title.get().unwrap_or(name)),
            None => (chosen, name),
        };
        match self.way() {
            Way::Element => {
                let reserved = self.height.get().map_or(choice.height, |height| height.div_ceil(10) * 10);
                Some(code::element(&site, &choice, &title, reserved))
            }
            Way::Frame => Some(code::frame(&site, &choice, &title)),
            Way::Html => {
                let wanted = self.fragment()?.name.clone();
                let (name, html) = self.piece.get()?;
                (name == wanted).then_some(())?;
                Some(code::piece(&html.ok()?, &self.portal.base, &site))
            }
        }
    }
}

fn workshop(index: &Index, fragments: Arc<Fragments>) -> Node {
    let desk = Desk {
        portal: Portal::here(),
        fragments,
        newest: index.reports.first().copied(),
        gone: RwSignal::new(None),
        title: RwSignal::new(None),
        height: RwSignal::new(None),
        adjusted: RwSignal::new(None),
        piece: RwSignal::new(None),
    };
    let way = Memo::new({
        let desk = desk.clone();
        move |_| desk.way()
    });
    let is_html = move || way.get() == Way::Html;
    let no_address = desk.fragments.address.is_none().then(|| el("p").class("gk-note").kid(words::NO_ADDRESS));
    let content = block("content", words::CONTENT)
        .kid(el("div").class("gk-embed__fields").hidden_while(is_html).kid(view_fields(&desk, index)))
        .kid(el("div").class("gk-embed__fields").hidden_while(move || !is_html()).kid(piece_fields(&desk)));
    row![
        el("p").class("gk-note gk-embed__script").kid(words::WITHOUT_SCRIPT),
        no_address,
        ways(&desk),
        content,
        block("look", words::LOOK).hidden_while(is_html).kid(look_fields(&desk, way)),
        code_view(&desk),
        preview(&desk, way),
        old(&desk).hidden_while(move || !is_html()),
        webmaster(&desk),
        pieces(&desk),
    ]
}

fn block(id: &'static str, name: &'static str) -> Element {
    el("section").class("gk-block").attr("id", id).kid(el("h2").kid(name))
}

fn ways(desk: &Desk) -> Element {
    let one = |way: Way| {
        let (name, when) = words::way(way);
        let (checked, desk) = (desk.clone(), desk.clone());
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", "way")
            .checked(move || checked.way() == way)
            .on("change", move |_| desk.choose("way", way.key()));
        let words = el("span").kid(el("strong").kid(name)).kid(el("br")).kid(when);
        el("label").class("gk-embed__way").kid(radio).kid(words)
    };
    let legend = el("legend").class("gk-embed__legend").kid(words::WAY);
    el("fieldset").class("gk-block").kid(legend).kid(Node::all(Way::ALL.into_iter().map(one)))
}

/// A labelled list of values and names that sets one key of the address. The first is the usual one.
fn select(desk: &Desk, key: &'static str, label: &'static str, options: Vec<(String, String)>) -> Element {
    let usual = options.first().map(|(value, _)| value.clone()).unwrap_or_default();
    let options = options.into_iter().map(|(value, name)| el("option").attr("value", value).kid(name));
    let (now, desk) = (desk.clone(), desk.clone());
    let select = el("select")
        .class("gk-embed__field")
        .kid(Node::all(options))
        .value(move || now.param_or(key, &usual))
        .on("change", move |event| desk.choose(key, &value_of(&event)));
    el("label").class("gk-embed__label").kid(el("span").kid(label)).kid(select)
}

fn named<'a>(list: impl IntoIterator<Item = &'a (&'a str, &'a str)>) -> Vec<(String, String)> {
    list.into_iter().map(|(value, name)| ((*value).to_owned(), (*name).to_owned())).collect()
}

fn input(desk: &Desk, key: &'static str, kind: &'static str, label: &'static str, usual: String) -> Element {
    let (now, desk) = (desk.clone(), desk.clone());
    let input = el("input")
        .class("gk-embed__field")
        .attr("type", kind)
        // Without it a field of a colour would seem to have been filled in before the app came.
        .attr("value", usual.clone())
        .value(move || now.param_or(key, &usual))
        .on("change", move |event| desk.choose(key, &value_of(&event)));
    el("label").class("gk-embed__label").kid(el("span").kid(label)).kid(input)
}

fn view_fields(desk: &Desk, index: &Index) -> Node {
    let views = VIEWS.iter().filter(|view| **view != "report" || !index.reports.is_empty());
    let views = views.map(|view| ((*view).to_owned(), words::view(view).to_owned())).collect();
    let years = index.reports.iter().map(|year| (year.to_string(), text::reports::title(*year))).collect();
    let all = || vec![(String::new(), words::ALL.to_owned())];
    let groups = Group::ALL.into_iter().map(|group| (group.id().to_owned(), group.name().to_owned()));
    let wants = Purpose::ALL.into_iter().map(|want| (want.id().to_owned(), want.label().to_owned()));
    let shown_for = |views: &'static [&'static str], field: Element| {
        let desk = desk.clone();
        field.hidden_while(move || !views.contains(&desk.view().as_str()))
    };
    row![
        select(desk, "view", words::VIEW, views),
        shown_for(&["report"], select(desk, "year", words::YEAR, years)),
        shown_for(
            &["policies", "catalogue", "channels", "search"],
            input(desk, "q", "text", words::QUERY, String::new())
        ),
        shown_for(&["channels"], select(desk, "want", words::WANT, all().into_iter().chain(wants).collect())),
        shown_for(&["statistics"], select(desk, "m", words::GROUP, all().into_iter().chain(groups).collect())),
    ]
}

fn piece_fields(desk: &Desk) -> Node {
    let options = desk.fragments.fragments.iter().map(|piece| (piece.name.clone(), piece.title.clone())).collect();
    select(desk, "piece", words::PIECE, options).into()
}

fn look_fields(desk: &Desk, way: Memo<Way>) -> Node {
    let custom = desk.clone();
    let colours = COLOURS.iter().map(|token| {
        let usual = match *token {
            "accent" => "#a61b1b",
            "link" => "#1f5a96",
            "text" => "#1d2327",
            _ => "#fbfaf7",
        };
        input(desk, token, "color", words::colour(token), usual.to_owned())
    });
    let colours = el("div").class("gk-embed__fields").kid(Node::all(colours));
    let colours = colours.hidden_while(move || custom.param("look") != "custom");
    let heights = input(desk, "height", "number", words::HEIGHT, code::HEIGHT.to_string());
    row![
        el("div")
            .class("gk-embed__fields")
            .kid(select(desk, "look", words::COLOURS, named(&words::LOOKS)))
            .kid(select(desk, "size", words::SIZE, named(&words::SIZES)))
            .kid(select(desk, "scheme", words::SCHEME, named(&words::SCHEMES)))
            .kid(heights.hidden_while(move || way.get() != Way::Frame)),
        colours,
        deep_link(desk).hidden_while(move || way.get() != Way::Element),
        adjustments(desk),
    ]
}

fn deep_link(desk: &Desk) -> Element {
    let (now, desk) = (desk.clone(), desk.clone());
    let toggle = move |_| {
        let is_on = desk.portal.params.get_untracked().get("deep").is_some();
        desk.choose("deep", if is_on { "" } else { "1" });
    };
    let tick = el("input").attr("type", "checkbox").checked(move || !now.param("deep").is_empty()).on("change", toggle);
    el("label").class("gk-embed__way").kid(tick).kid(el("span").kid(words::DEEP))
}

/// Which colours were changed, as the preview says.
fn adjustments(desk: &Desk) -> Element {
    let desk = desk.clone();
    let lines = live(move || {
        if desk.chosen().tokens.iter().all(|(name, _)| !COLOURS.contains(name)) {
            return None;
        }
        let adjusted = desk.adjusted.get()?;
        let line = |[token, given, contrast, used]: &[String; 4]| {
            el("p").class("gk-note").kid(words::adjusted(token, given, contrast, used))
        };
        let readable = adjusted.is_empty().then(|| el("p").class("gk-quiet").kid(words::ALL_READABLE));
        Some(row![Node::all(adjusted.iter().map(line)), readable])
    });
    el("div").attr("role", "status").kid(lines)
}

fn code_view(desk: &Desk) -> Node {
    let (shown, copied) = (desk.clone(), desk.clone());
    let is_here = desk.clone();
    let code = live(move || shown.code());
    let copy = copy_button(words::COPY, words::CODE, move |_| untrack_code(&copied));
    block("code", words::CODE)
        .kid(
            el("pre")
                .class("gk-embed__code")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", words::CODE)
                .kid(code),
        )
        .kid(el("p").class("gk-actions").hidden_while(move || is_here.code().is_none()).kid(copy))
        .into()
}

fn untrack_code(desk: &Desk) -> String {
    leptos::graph::untrack(|| desk.code()).unwrap_or_default()
}

fn preview(desk: &Desk, way: Memo<Way>) -> Node {
    let width = desk.clone();
    let class = move || Some(format!("gk-embed__preview gk-embed__preview--{}", width.param("width")));
    let shown = desk.clone();
    let stage = live(move || match way.get() {
        Way::Html => piece_preview(&shown),
        Way::Element => element_preview(&shown).into(),
        Way::Frame => {
            // A height that does not follow the content is that of the start.
            let _ = shown.param("height");
            element_preview(&shown).attr("fixed", "").into()
        }
    });
    block("preview", words::PREVIEW)
        .kid(el("div").class("gk-embed__fields").kid(select(desk, "width", words::WIDTH, named(&words::WIDTHS))))
        .kid(el("p").class("gk-quiet").hidden_while(move || way.get() == Way::Html).kid(words::FOLLOWS))
        .kid(el("div").live_attr("class", class).kid(stage))
        .into()
}

/// The element itself, on this very page. A plain frame looks like an element of a fixed height.
fn element_preview(desk: &Desk) -> Element {
    let chosen = {
        let desk = desk.clone();
        Memo::new(move |_| desk.chosen())
    };
    let heard = desk.clone();
    let mut view = el("gongkai-view").attr("src", desk.portal.base.to_string()).attr("loading", "eager");
    for name in COLOURS.into_iter().chain(["size", "scheme"]) {
        view = view.live_attr(name, move || {
            let chosen = chosen.get();
            let (_, value) = chosen.tokens.iter().find(|(known, _)| *known == name)?;
            Some(if COLOURS.contains(&name) { format!("#{value}") } else { value.clone() })
        });
    }
    view.live_attr("height", move || Some(chosen.get().height.to_string()))
        .live_attr("query", move || Some(chosen.get().query))
        .live_attr("view", move || Some(chosen.get().path))
        .on("gongkai", move |event| heard.hear(said(&event)))
}

fn piece_preview(desk: &Desk) -> Node {
    let Some(piece) = desk.fragment() else { return Node::Nothing };
    let (name, taken) = (piece.name.clone(), desk.piece);
    // Beside the folder of the data files.
    let shown = name.clone();
    let take = move |bytes: Result<Vec<u8>, Fault>| {
        let html = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let _ = taken.try_set(Some((shown, html)));
    };
    desk.portal.store.bytes(&format!("../embed/html/{name}.html"), Box::new(take));
    let fault = live(move || match taken.get() {
        Some((_, Err(fault))) => el("p").class("gk-note").kid(fault.to_string()).into(),
        _ => Node::Nothing,
    });
    let frame = el("iframe")
        .class("gk-embed__piece")
        .attr("sandbox", "")
        .attr("title", piece.title.clone())
        .attr("src", desk.portal.file(&format!("embed/html/{name}.html")));
    row![fault, frame]
}

/// Whether what was pasted is still what the site says.
fn old(desk: &Desk) -> Element {
    let typed = RwSignal::new(String::new());
    let (now, held) = (desk.clone(), desk.clone());
    let day = desk.fragments.day.map(model::Date::in_words);
    let version = live(move || now.fragment().map(|piece| words::version(&piece.version, day.as_deref())));
    let field =
        el("input").class("gk-embed__field").attr("type", "text").on("input", move |event| typed.set(value_of(&event)));
    let answer = live(move || {
        let typed = typed.get();
        let is_typed = !typed.trim().is_empty();
        let is_new = held.fragment().is_some_and(|piece| piece.version == typed.trim().to_ascii_lowercase());
        is_typed.then_some(if is_new { words::IS_NEW } else { words::IS_OLD })
    });
    block("old", words::OLD)
        .kid(el("p").class("gk-quiet").kid(words::OLD_INTRO))
        .kid(el("p").kid(version))
        .kid(el("label").class("gk-embed__label").kid(el("span").kid(words::OLD_FIELD)).kid(field))
        .kid(el("p").attr("role", "status").kid(answer))
}

fn webmaster(desk: &Desk) -> Node {
    let desk = desk.clone();
    let lines = live(move || {
        let site = desk.site();
        let origin: String = site.split('/').take(3).collect::<Vec<_>>().join("/");
        Node::all(words::policy(&origin).into_iter().map(|line| el("li").kid(line)))
    });
    block("webmaster", words::WEBMASTER).kid(el("ul").class("gk-plain").kid(lines)).into()
}

/// Every fragment at its address, which stays.
fn pieces(desk: &Desk) -> Node {
    let line = |piece: &Fragment| {
        let href = desk.portal.file(&format!("embed/html/{}.html", piece.name));
        let link = el("a").class("gk-years__link").attr("href", href).kid(piece.title.clone());
        let version = el("p").class("gk-years__facts").kid(words::version(&piece.version, None));
        el("li").class("gk-years__item").kid(link).kid(version)
    };
    let list = el("ul").class("gk-years").kid(Node::all(desk.fragments.fragments.iter().map(line)));
    el("details").class("gk-block").kid(el("summary").kid(words::PIECES)).kid(list).into()
}

#[cfg(target_arch = "wasm32")]
fn said(event: &web_sys::Event) -> Said {
    crate::browser::said(event)
}

#[cfg(not(target_arch = "wasm32"))]
fn said(_: &web_sys::Event) -> Said {
    Said::default()
}
