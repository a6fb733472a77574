//! The drawing within its card: the cursor that goes through it, and the picture that can be kept.

use super::card::open_proof;
use super::study::Study;
use super::wanted::Why;
use super::{Say, credits, input};
use crate::chart::{ChartModel, Cursor, Drawing, Move, Spot, WIDTH, draw, picture, read_out, spot_at, svg};
use crate::html::{Element, Node, el, live};
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::text::statistics as words;
use crate::widgets::button;
use leptos::prelude::*;
use leptos::signal::RwSignal;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::Event;

/// What a visitor goes through: the chart, the number that is read, and the texts that follow it.
struct Reader {
    portal: Portal,
    chart: Arc<ChartModel>,
    drawing: Drawing,
    cursor: Cell<Option<Cursor>>,
    /// Around the number, as a path of the drawing.
    frame: RwSignal<String>,
    /// The number in words.
    said: RwSignal<String>,
    /// The same for the ears: the page has one voice.
    say: Say,
}

impl Reader {
    fn read(&self, to: Option<Cursor>) {
        if self.cursor.replace(to) == to {
            return;
        }
        let spots = &self.drawing.spots;
        let spot = to.and_then(|to| spots.iter().find(|spot| spot.line == to.line && spot.at == to.at));
        let _ = self.frame.try_set(spot.map(Spot::path).unwrap_or_default());
        let words = to.map(|to| read_out(&self.chart, to)).unwrap_or_default();
        let _ = self.said.try_set(words.clone());
        let _ = self.say.try_set(words);
    }

    /// How the number comes about.
    fn open(&self) {
        let Some((line, mark)) = self.cursor.get().and_then(|cursor| cursor.of(&self.chart)) else { return };
        if mark.value.is_some() {
            let why = Why { measure: line.measure, year: mark.year, county: line.county.clone() };
            open_proof(&self.portal, &why);
        }
    }

    /// Does what a key means; whether it meant anything.
    fn act(&self, key: &input::Key) -> bool {
        let cursor = self.cursor.get();
        match key.name.as_str() {
            "Escape" if cursor.is_some() => self.read(None),
            "Enter" if cursor.is_some() => self.open(),
            name => match Move::of_key(name, &self.chart, key.is_rtl) {
                Some(step) => self.read(Cursor::moved(cursor, step, &self.chart)),
                None => return false,
            },
        }
        true
    }
}

/// The drawing in a box that takes the keyboard, with a line under it that shows what is read out.
pub fn drawing_box(chart: &Arc<ChartModel>, say: Say) -> Node {
    let reader = Rc::new(Reader {
        portal: Portal::here(),
        chart: Arc::clone(chart),
        drawing: draw(chart),
        cursor: Cell::default(),
        frame: RwSignal::new(String::new()),
        said: RwSignal::new(String::new()),
        say,
    });
    let Reader { frame, said, .. } = *reader;
    let over = el("path").class("gk-ink gk-ink--cursor").live_attr("d", move || Some(frame.get()));
    let (on_key, on_point, on_press) = (Rc::clone(&reader), Rc::clone(&reader), Rc::clone(&reader));
    let point = move |event: Event| {
        if let Some((x, y)) = input::place(&event) {
            let drawing = &on_point.drawing;
            let place = ((x * f64::from(WIDTH)) as i32, (y * f64::from(drawing.height)) as i32);
            on_point.read(spot_at(drawing, place));
        }
    };
    let key = move |event: Event| {
        if input::key(&event).is_some_and(|key| on_key.act(&key)) {
            event.prevent_default();
        }
    };
    let picture = svg(chart, &reader.drawing, over).on("pointerdown", point.clone()).on("pointermove", point);
    let text =
        live(move || Some(said.get()).filter(|words| !words.is_empty()).unwrap_or_else(|| words::HINT.to_owned()));
    let why = button("gk-button gk-button--quiet gk-chart__why", words::WHY)
        .hidden_while(move || said.get().is_empty())
        .on("click", move |_| on_press.open());
    let skip = el("a").class("gk-chart__skip").attr("href", format!("#{}-table", chart.id())).kid(words::TO_TABLE);
    let board = el("div")
        .class("gk-chart__box")
        .attr("tabindex", "0")
        .attr("role", "application")
        .attr("aria-roledescription", words::CHART)
        .attr("aria-label", words::drawing_of(&chart.full_title()))
        .on("keydown", key)
        .kid(picture);
    let reading = el("p").class("gk-chart__reading").kid(el("span").attr("aria-hidden", "true").kid(text)).kid(why);
    el("div").class("gk-chart__side").kid(skip).kid(board).kid(reading).into()
}

/// The picture as SVG, by a link that needs no script, and as PNG. In the app both show what the card shows now.
pub fn pictures(study: &Arc<Study>, link: Element, png: Element, chart: impl Fn() -> ChartModel + 'static) -> Node {
    let (study, portal) = (Arc::clone(study), Portal::here());
    let save = Rc::new(move |is_painted: bool| {
        let chart = chart();
        let href = portal.href_with(&Route::Statistics, &portal.params.get_untracked());
        let credits = credits(&study, &chart.years, Some(format!("{}#{}", portal.absolute(&href), chart.id())));
        input::save(chart.id(), picture(&chart, &draw(&chart), &credits), is_painted)
    });
    let save_svg = Rc::clone(&save);
    let link = link.on("click", move |event: Event| {
        if save_svg(false) {
            event.prevent_default();
        }
    });
    row![link, png.on("click", move |_| _ = save(true))]
}
