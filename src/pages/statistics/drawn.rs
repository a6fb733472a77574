//! The drawing within its card: the cursor that goes through it, and the picture that can be kept.

use super::card::open_proof;
use super::study::Study;
use super::wanted::Why;
use super::{Say, credits, input};
use crate::chart::{
    ChartModel, Cursor, Drawing, Move, PARTS_OF_WORDS, Spot, WIDTH, draw, picture, read_out, spot_at, svg, svg_words,
};
use crate::html::{Element, Node, el, renewed};
use crate::portal::Portal;
use crate::route::{Params, Route};
use crate::row;
use crate::text::statistics as words;
use crate::widgets::button;
use leptos::graph::untrack;
use leptos::prelude::*;
use leptos::signal::RwSignal;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use web_sys::Event;

/// What a visitor goes through: the chart, the number that is read, and the texts that follow it.
struct Reader {
    portal: Portal,
    shown: RefCell<(Arc<ChartModel>, Drawing)>,
    cursor: Cell<Option<Cursor>>,
    /// Around the number, as a path of the drawing.
    frame: RwSignal<String>,
    /// The number in words.
    said: RwSignal<String>,
    /// The same for the ears: the page has one voice.
    say: Say,
}

impl Reader {
    /// Takes another chart, of which nothing has been read.
    fn show(&self, chart: Arc<ChartModel>) {
        self.read(None);
        let drawing = draw(&chart);
        self.shown.replace((chart, drawing));
    }

    fn read(&self, to: Option<Cursor>) {
        if self.cursor.replace(to) == to {
            return;
        }
        let (chart, drawing) = &*self.shown.borrow();
        let spot = to.and_then(|to| drawing.spots.iter().find(|spot| spot.line == to.line && spot.at == to.at));
        let _ = self.frame.try_set(spot.map(Spot::path).unwrap_or_default());
        let words = to.map(|to| read_out(chart, to)).unwrap_or_default();
        let (said, say) = (self.said, self.say);
        // Both lines are laid out as slowly as the frame: the number is framed at once, and said once that shows.
        input::later(move || {
            let _ = said.try_set(words.clone());
            let _ = say.try_set(words);
        });
    }

    /// How the number comes about.
    fn open(&self) {
        let chart = &self.shown.borrow().0;
        let Some((line, mark)) = self.cursor.get().and_then(|cursor| cursor.of(chart)) else { return };
        if mark.value.is_some() {
            let why = Why { measure: line.measure, year: mark.year, county: line.county.clone() };
            open_proof(&self.portal, &why);
        }
    }

    /// Reads what is drawn where the pointer is.
    fn point(&self, event: &Event) {
        if let Some((x, y)) = input::place(event) {
            let drawing = &self.shown.borrow().1;
            self.read(spot_at(drawing, ((x * f64::from(WIDTH)) as i32, (y * f64::from(drawing.height)) as i32)));
        }
    }

    /// Does what a key means; whether it meant anything.
    fn act(&self, key: &input::Key) -> bool {
        let chart = &*self.shown.borrow().0;
        match key.name.as_str() {
            "Escape" => self.read(None),
            "Enter" => self.open(),
            name => match Move::of_key(name, chart, key.is_rtl) {
                Some(step) => self.read(Cursor::moved(self.cursor.get(), step, chart)),
                None => return false,
            },
        }
        true
    }
}

/// The turns in which the words of a drawing follow.
pub type TurnsOfWords = [RwSignal<Params>; PARTS_OF_WORDS];

/// The drawing in a box that takes the keyboard, with a line under it that shows what is read out. Its words follow in
/// turns of their own, once the lines have.
pub fn drawing_box(chart: impl Fn() -> Arc<ChartModel> + 'static, of_words: TurnsOfWords, say: Say) -> Node {
    let first = untrack(&chart);
    let id = first.id();
    let reader = Rc::new(Reader {
        portal: Portal::here(),
        shown: RefCell::new((first, Drawing::default())),
        cursor: Cell::default(),
        frame: RwSignal::new(String::new()),
        said: RwSignal::new(String::new()),
        say,
    });
    let (said, on_press) = (reader.said, Rc::clone(&reader));
    let text = renewed(move || match said.get() {
        words if words.is_empty() => words::HINT.to_owned(),
        words => words,
    });
    let why = button("gk-button gk-button--quiet gk-chart__why", words::WHY)
        .hidden_while(move || said.with(String::is_empty))
        .on("click", move |_| on_press.open());
    let skip = el("a").class("gk-chart__skip").attr("href", format!("#{id}-table")).kid(words::TO_TABLE);
    let board = renewed(move || {
        reader.show(chart());
        board(&reader, of_words)
    });
    let reading = el("p").class("gk-chart__reading").kid(el("span").attr("aria-hidden", "true").kid(text)).kid(why);
    el("div").class("gk-chart__side").kid(skip).kid(board).kid(reading).into()
}

fn board(reader: &Rc<Reader>, of_words: TurnsOfWords) -> Element {
    let (frame, on_key, shown) = (reader.frame, Rc::clone(reader), Rc::clone(reader));
    let words = (0..).zip(of_words).map(|(part, turn)| {
        let shown = Rc::clone(&shown);
        el("g").kid(renewed(move || {
            turn.track();
            svg_words(&shown.shown.borrow().1, part)
        }))
    });
    let words = words.collect();
    let over = el("path").class("gk-ink gk-ink--cursor").live_attr("d", move || Some(frame.get()));
    let key = move |event: Event| {
        if input::key(&event).is_some_and(|key| on_key.act(&key)) {
            event.prevent_default();
        }
    };
    let (chart, drawing) = &*reader.shown.borrow();
    let mut picture = svg(chart, drawing, words, over);
    for event in ["pointerdown", "pointermove"] {
        let reader = Rc::clone(reader);
        picture = picture.on(event, move |event| reader.point(&event));
    }
    el("div")
        .class("gk-chart__box")
        .attr("tabindex", "0")
        .attr("role", "application")
        .attr("aria-roledescription", words::CHART)
        .attr("aria-label", words::drawing_of(&chart.full_title()))
        .on("keydown", key)
        .kid(picture)
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
