use crate::html::{Element, Node, el};
use crate::portal::Portal;
use crate::route::Route;
use crate::text::reports;
use model::Figure;

/// How much room figures take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureSize {
    /// The year at a glance: big numbers.
    Large,
    /// Beside a text.
    Small,
}

/// Numbers with unit, what they mean, and where in the year's report they stand.
pub fn figure_list<'a>(figures: impl IntoIterator<Item = &'a Figure>, year: u16, size: FigureSize) -> Node {
    let class = match size {
        FigureSize::Large => "gk-figures gk-figures--large",
        FigureSize::Small => "gk-figures",
    };
    let item = |figure: &Figure| {
        let meaning = figure.meaning.clone().map(|meaning| el("dd").class("gk-figures__meaning").kid(meaning));
        let place = figure.section.as_deref().map(|section| section_link(section, year));
        number(figure).kid(meaning).kid(place.map(|place| el("dd").class("gk-figures__place").kid(place)))
    };
    el("dl").class(class).kid(Node::all(figures.into_iter().map(item))).into()
}

/// Numbers with their units only.
pub fn figure_numbers<'a>(figures: impl IntoIterator<Item = &'a Figure>) -> Node {
    el("dl").class("gk-figures").kid(Node::all(figures.into_iter().map(number))).into()
}

fn number(figure: &Figure) -> Element {
    let value = el("data").class("gk-figures__number").attr("value", figure.value.to_string());
    el("div")
        .class("gk-figures__item")
        .attr("data-figure", figure.id.clone())
        .kid(el("dt").class("gk-figures__label").kid(figure.label.clone()))
        .kid(
            el("dd")
                .class("gk-figures__value")
                .kid(value.kid(figure.value.grouped()))
                .kid(el("span").class("gk-figures__unit").kid(figure.unit.clone())),
        )
}

/// The report's section that gives a figure, by its printed number.
fn section_link(section: &str, year: u16) -> Element {
    let href = format!("{}#s{section}", Portal::here().href(&Route::Report(year)));
    el("a").attr("href", href).kid(reports::section_of(year, &section_words(section)))
}

/// `1.2.3` as a reader of the report knows it: `一（二）三`.
pub fn section_words(id: &str) -> String {
    const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let mut words = String::new();
    for (level, part) in id.split('.').enumerate() {
        let numeral = part.parse::<usize>().ok().and_then(|number| NUMERALS.get(number.wrapping_sub(1)));
        let numeral = numeral.copied().unwrap_or(part);
        if level == 1 {
            words.push_str(&format!("（{numeral}）"));
        } else {
            words.push_str(numeral);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_named_as_the_report_numbers_it() {
        for (id, words) in [("1", "一"), ("1.2", "一（二）"), ("1.2.3", "一（二）三"), ("0", "0"), ("x", "x")]
        {
            assert_eq!(section_words(id), words);
        }
    }
}
