//! The yearly numbers: charts and tables of every year that the site has, each number with its proof, alone or beside
//! other counties.

mod card;
mod controls;
#[cfg(feature = "drawings")]
mod drawn;
mod input;
mod study;
mod turns;
mod wanted;
mod why;

use super::heading;
use crate::chart::{Choice, change, chart, charted, newest};
use crate::html::{Element, Node, el, live, renewed};
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::store::State;
use crate::text::statistics as words;
use crate::widgets::{FigureSize, figure_list, not_supplied, panel, plain_line, skeleton};
use leptos::computed::Memo;
use leptos::prelude::*;
use leptos::signal::RwSignal;
use model::measure::{Group, MEASURES, Measure, Origin, find};
use model::{Compared, Comparison, Index, Report};
use std::cell::Cell;
use std::sync::Arc;
use study::{Asked, County, Study};
use turns::Turns;
use wanted::Shown;

/// What is to be read out next: the page has one voice.
type Say = RwSignal<String>;

pub fn page() -> Node {
    let store = Portal::here().store;
    let numbers = panel(store.index(), move |index| {
        let has_others = index.files.has("compare.json");
        let slot = has_others.then(|| Portal::here().store.comparison());
        match slot {
            Some(slot) => panel(slot, move |others: Arc<Comparison>| named(Arc::clone(&index), others)),
            None => named(Arc::clone(&index), Arc::default()),
        }
    });
    row![heading(&Route::Statistics), numbers]
}

/// Waits for the county's name.
fn named(index: Arc<Index>, others: Arc<Comparison>) -> Node {
    if index.reports.is_empty() && others.counties.is_empty() {
        return not_supplied();
    }
    let portal = Portal::here();
    let params = portal.params.clone();
    let with =
        Memo::new(move |_| params.with(|params| params.all(wanted::WITH).map(str::to_owned).collect::<Vec<_>>()));
    panel(portal.store.site(), move |site| {
        let (index, others) = (Arc::clone(&index), Arc::clone(&others));
        live(move || {
            let wanted = with.get();
            let own = (!index.reports.is_empty()).then(|| Asked::own(&site.county.name, &index.reports));
            let mut asked: Vec<Asked> = own.into_iter().collect();
            for county in &others.counties {
                // In a site without reports of its own the first county that it lists stands for it.
                if asked.is_empty() || wanted.contains(&county.id) {
                    asked.push(Asked::other(county));
                }
            }
            counted(asked, Arc::clone(&others))
        })
    })
}

/// Waits for all years, so that charts are drawn once; a year that does not come is named, and the rest shown.
fn counted(asked: Vec<Asked>, others: Arc<Comparison>) -> Node {
    let is_drawn = Cell::new(false);
    live(move || {
        if asked.iter().any(Asked::is_waiting) && !is_drawn.get() {
            return skeleton();
        }
        is_drawn.set(true);
        let faults = Node::all(
            asked.iter().flat_map(Asked::lost).filter(|(_, slot)| matches!(slot.state(), State::Failed(_))).map(
                |(year, slot)| {
                    let note = el("p").class("gk-note").kid(words::unloaded(*year));
                    row![note, panel(slot.clone(), |_| Node::Nothing)]
                },
            ),
        );
        let study = Arc::new(Study { counties: asked.iter().map(Asked::county).collect() });
        row![faults, numbers(&study, &others.counties)]
    })
}

fn numbers(study: &Arc<Study>, others: &[Compared]) -> Node {
    let has_numbers =
        study.counties.iter().any(|county| MEASURES.iter().any(|measure| card::has_numbers(county, measure)));
    if !has_numbers {
        return row![text_figures(study), without_tables(study)];
    }
    let say: Say = RwSignal::new(String::new());
    let turns = Turns::new();
    row![
        el("p").class("gk-quiet").kid(words::INTRO),
        glance(study),
        controls::controls(study, others, &turns),
        patterns(),
        el("div").class("gk-numbers").kid(cards(study, &turns, say)),
        text_figures(study),
        without_tables(study),
        plain_line(None, words::FOLDER),
        legend(),
        el("p").class("gk-visually-hidden").attr("role", "status").kid(renewed(move || say.get())),
        why::panel(study, &turns),
    ]
}

#[cfg(feature = "drawings")]
fn patterns() -> Element {
    crate::chart::patterns()
}

#[cfg(not(feature = "drawings"))]
fn patterns() -> Node {
    Node::Nothing
}

/// The charts of every group; those that the visitor does not ask for are hidden. A measure that is only a part of others gets a chart of its own when it is asked for.
fn cards(study: &Arc<Study>, turns: &Turns, say: Say) -> Node {
    // What is hidden, all at once; what appears does so one after the other.
    let first = turns.follow("", "", &[wanted::MEASURES]);
    let shown = Memo::new(move |_| first.with(wanted::shown));
    // Cards need not be asked where only the group is another.
    let picked = Memo::new(move |_| match shown.get() {
        Shown::Group(_) => Shown::All,
        other => other,
    });
    let mut contents = Vec::new();
    let mut sections = Vec::new();
    for group in Group::ALL {
        let (drawn, empty) = controls::of_group(study, group);
        if drawn.is_empty() && empty.is_empty() {
            continue;
        }
        let names: Vec<&str> = empty.iter().map(|measure| measure.name).collect();
        let never = (!empty.is_empty()).then(|| el("p").class("gk-quiet").kid(words::never(&names.join("、"))));
        let card = |measure: &&'static Measure| {
            let measure = *measure;
            let is_out = move |shown: &Shown| matches!(shown, Shown::Measures(chosen) if !chosen.contains(&measure));
            let later = turns.follow(measure.id, measure.id, &[wanted::MEASURES]);
            let card = card::card(study, measure, turns, say);
            card.hidden_while(move || picked.with(is_out) || later.with(|params| is_out(&wanted::shown(params))))
        };
        let cards = el("div").class("gk-charts").kid(Node::all(drawn.iter().map(card)));
        if !drawn.is_empty() {
            contents.push((group, drawn.clone()));
        }
        let is_out = move |shown: &Shown| match shown {
            Shown::All => false,
            Shown::Group(only) => *only != group,
            Shown::Measures(chosen) => !drawn.iter().any(|measure| chosen.contains(measure)),
        };
        let later = turns.follow("", "", &[wanted::MEASURES]);
        let is_out = move || shown.with(&is_out) || later.with(|params| is_out(&wanted::shown(params)));
        sections.push(block(group.id(), group.name()).hidden_while(is_out).kid(cards).kid(never));
    }
    let contents = controls::contents(&contents).hidden_while(move || shown.get() != Shown::All);
    let (study, turns) = (Arc::clone(study), turns.clone());
    let single = live(move || {
        let is_single = |measure: &&'static Measure| !charted(measure.group).any(|other| other.id == measure.id);
        let Shown::Measures(measures) = picked.get() else { return None };
        let card = |measure: &'static Measure| card::card(&study, measure, &turns, say);
        let cards: Vec<Element> = measures.into_iter().filter(is_single).map(card).collect();
        (!cards.is_empty()).then(|| block("chosen", words::CHOSEN).kid(el("div").class("gk-charts").kid(cards)))
    });
    row![contents, single, sections]
}

/// Each group's main number of the newest year, with its change.
fn glance(study: &Study) -> Option<Element> {
    let county = study.counties.first()?;
    let items: Vec<Element> = Group::ALL.into_iter().filter_map(|group| glance_item(study, county, group)).collect();
    let list = card::with_proofs(el("dl").class("gk-figures gk-figures--large")).kid(items);
    let heading = el("h2").attr("id", "glance").kid(words::glance(&county.numbers.name));
    Some(el("section").class("gk-block").attr("aria-labelledby", "glance").kid(heading).kid(list))
}

fn glance_item(study: &Study, county: &County, group: Group) -> Option<Element> {
    let measure = std::iter::once(find(group.headline())?)
        .chain(MEASURES.iter().filter(|measure| measure.group == group))
        .find(|measure| card::has_numbers(county, measure))?;
    let chart = chart(measure, &county.numbers, &Choice::default());
    let line = chart.whole.as_ref().or(chart.lines.first())?;
    let mark = newest(line)?;
    let change = change(line, mark).map(|change| words::change_alone(&change));
    let unit = if mark.words.ends_with('%') { "" } else { measure.unit };
    let to_chart = el("a").attr("href", format!("#{}", measure.id)).kid(words::glance_name(mark.year, measure.name));
    let href = number_href(study, line.county.as_deref(), measure, mark.year);
    let number = el("a").class("gk-figures__number").attr("href", href).kid(mark.words.clone());
    let value = card::number_of(el("dd").class("gk-figures__value"), line, mark).kid(number);
    Some(
        el("div")
            .class("gk-figures__item")
            .kid(el("dt").class("gk-figures__label").kid(to_chart))
            .kid(value.kid(el("span").class("gk-figures__unit").kid(unit)))
            .kid(change.map(|change| el("dd").class("gk-figures__meaning").kid(change))),
    )
}

/// Where a number stands: its cell, or its section, on the page of the year's report. Without script this is its proof.
fn number_href(study: &Study, county: Option<&str>, measure: &Measure, year: u16) -> String {
    let portal = Portal::here();
    if county.is_some() {
        let why =
            wanted::Why { measure: find(measure.id).unwrap_or(&MEASURES[0]), year, county: county.map(str::to_owned) };
        let params = portal.params.get_untracked().with(wanted::WHY, &why.words());
        return portal.href_with(&Route::Statistics, &params);
    }
    let report = study.county(None).and_then(|county| county.report(year));
    let place = report.and_then(|report| place_in(report, measure));
    format!("{}{}", portal.href(&Route::Report(year)), place.map(|place| format!("#{place}")).unwrap_or_default())
}

fn place_in(report: &Report, measure: &Measure) -> Option<String> {
    if let Origin::Text(figure) = measure.origin {
        return report.figure(figure)?.section.as_ref().map(|section| format!("s{section}"));
    }
    let version = report.table(measure.table()?)?.version;
    let (table, (row, column)) = measure.cells(version).into_iter().next()?;
    Some(format!("{}.{row}.{column}", table.as_str()))
}

/// What a picture says of where its numbers come from.
#[cfg(feature = "drawings")]
fn credits(study: &Study, years: &[u16], address: Option<String>) -> crate::chart::Credits {
    let counties = study.counties.iter().map(|county| {
        let shown = county.reports.iter().map(Arc::as_ref).filter(|report| years.contains(&report.year));
        (county.numbers.name.as_str(), shown)
    });
    crate::chart::Credits::of(counties, address)
}

/// A section of the page under its heading.
fn block(id: &'static str, name: &'static str) -> Element {
    let heading = format!("{id}-heading");
    el("section")
        .class("gk-block")
        .attr("id", id)
        .attr("aria-labelledby", heading.clone())
        .kid(el("h2").attr("id", heading).kid(name))
}

/// What the words in place of a number mean.
fn legend() -> Element {
    let disputed = (words::DISPUTED, words::DISPUTED_WORDS);
    let lines = words::ABSENCES.into_iter().chain([words::FEW, disputed]);
    el("div").class("gk-block gk-legend").kid(terms(lines.map(|(word, meaning)| (word, meaning.to_owned()))))
}

fn terms(terms: impl Iterator<Item = (&'static str, String)>) -> Element {
    let term = |(word, meaning): (&'static str, String)| row![el("dt").kid(word), el("dd").kid(meaning)];
    el("dl").class("gk-legend__list").kid(Node::all(terms.map(term)))
}

/// The figures of the texts that no measure counts, year by year, newest first.
fn text_figures(study: &Study) -> Option<Element> {
    let is_other =
        |figure: &&model::Figure| !MEASURES.iter().any(|measure| measure.origin == Origin::Text(known_id(&figure.id)));
    let county = study.counties.first()?;
    let years: Vec<Node> = county
        .reports
        .iter()
        .filter(|report| report.figures.iter().any(|figure| is_other(&figure)))
        .map(|report| {
            let figures = figure_list(report.figures.iter().filter(is_other), report.year, FigureSize::Large);
            row![el("h3").kid(words::years(report.year, report.year)), figures]
        })
        .collect();
    (!years.is_empty()).then(|| block("text-figures", words::FIGURES).kid(Node::all(years.into_iter())))
}

/// The measure's own words for the id of a figure.
fn known_id(id: &str) -> &'static str {
    find(id).map_or("", |measure| measure.id)
}

/// Which numbers are missing, where no report has tables.
fn without_tables(study: &Study) -> Option<Element> {
    let county = study.counties.first().filter(|county| !county.has_tables() && !county.reports.is_empty())?;
    let years: Vec<String> = county.reports.iter().map(|report| words::years(report.year, report.year)).collect();
    let missing = terms(Group::ALL.into_iter().filter_map(|group| {
        let of_tables = MEASURES.iter().filter(|measure| measure.group == group && measure.whole().is_none());
        let names: Vec<&str> =
            of_tables.filter(|measure| measure.table().is_some()).map(|measure| measure.name).collect();
        (!names.is_empty()).then(|| (group.name(), names.join("、")))
    }));
    Some(el("div").class("gk-absent").kid(el("p").kid(words::without_tables(&years.join("、")))).kid(missing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::Still;
    use crate::route::Params;
    use crate::store::{Deliver, Fault, Files, Store};
    use leptos::owner::{Owner, provide_context};
    use std::path::{Path, PathBuf};

    /// A county's folder with an index of these years, beside 疏勒县 where it is listed; files named in `lost` do not come.
    struct Folder {
        data: PathBuf,
        years: &'static [u16],
        lost: &'static [&'static str],
        others: &'static str,
    }

    impl Files for Folder {
        fn fetch(&self, path: &str, deliver: Deliver) {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            let read = |path: PathBuf| std::fs::read(path).map_err(|_| Fault::Missing);
            let n_others = if self.others.is_empty() { "" } else { "\"compare.json\": 1" };
            deliver(match path {
                "index.json" => {
                    Ok(format!(r#"{{"format": 1, "reports": {:?}, "files": {{{n_others}}}}}"#, self.years).into_bytes())
                }
                "compare.json" => Ok(self.others.as_bytes().to_vec()),
                path if self.lost.contains(&path) => Err(Fault::Network),
                path => match path.strip_prefix("with/shule/") {
                    Some(inner) => read(root.join("data").join(inner)),
                    None => read(self.data.join(path)),
                },
            });
        }

        fn abandon(&self, _: &str) {}
    }

    const PINGTAN: &[u16] = &[2025, 2024, 2023, 2022, 2021, 2020, 2019];
    const SHULE: &str = r#"{"format": 1, "counties": [{"id": "shule", "name": "疏勒县", "reports": [2019]}]}"#;

    fn html_of(folder: Folder, query: &str) -> String {
        Owner::new().with(|| {
            provide_context(Portal::new("/gk/", Store::new(folder), Route::Statistics, Params::parse(query), Still));
            page().to_html()
        })
    }

    fn page_html(data: &str, years: &'static [u16], lost: &'static [&'static str], query: &str) -> String {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join(data);
        html_of(Folder { data, years, lost, others: "" }, query)
    }

    fn pingtan(query: &str) -> String {
        page_html("examples/pingtan", PINGTAN, &[], query)
    }

    #[test]
    fn every_group_has_its_charts_and_tables_with_links_to_the_cells_that_print_the_numbers() {
        let html = pingtan("");
        for group in Group::ALL {
            assert!(html.contains(&format!("id=\"{}\"", group.id())), "{}", group.id());
        }
        assert!(html.contains("data-measure=\"received\" data-year=\"2024\" data-value=\"218\""));
        assert!(html.contains("href=\"/gk/reports/2024#t3.received.total\""));
        assert_eq!(html.matches("<svg class=\"gk-chart__svg\"").count(), html.matches("<table").count());
        assert!(html.contains("各年年报都没有这些数："));
        assert_eq!(html.matches("role=\"status\"").count(), 1, "the page has one voice");
    }

    /// The card of a chart.
    fn card_of<'a>(html: &'a str, id: &str) -> &'a str {
        let start = html.find(&format!("id=\"{id}\" aria-labelledby=\"{id}-name\"")).unwrap_or_else(|| panic!("{id}"));
        html[start..].split("</article>").next().unwrap_or_default()
    }

    fn is_shown(html: &str, id: &str) -> bool {
        let card = card_of(html, id);
        let before = html.split(card).next().unwrap_or_default();
        let section = before.rsplit("<section").next().unwrap_or_default();
        ![section, card].iter().any(|part| part.split('>').next().unwrap_or_default().contains("hidden"))
    }

    #[test]
    fn the_address_chooses_one_group_or_single_measures() {
        let disputes = pingtan("?m=disputes");
        assert!(is_shown(&disputes, "lawsuits") && !is_shown(&disputes, "received"));
        let unknown = pingtan("?m=x");
        assert!(is_shown(&unknown, "lawsuits") && is_shown(&unknown, "received"));
        // A part of other charts gets one of its own.
        let single = pingtan("?m=granted&m=fees");
        assert!(is_shown(&single, "granted") && is_shown(&single, "fees") && !is_shown(&single, "settled"));
        assert!(!pingtan("").contains("id=\"granted\""));
    }

    #[test]
    fn years_and_shares_are_chosen_for_every_chart() {
        let html = pingtan("?m=settled&from=2023&to=2024&as=share");
        let card = card_of(&html, "settled");
        assert!(card.contains("data-measure=\"granted\" data-year=\"2024\" data-value=\"32.6%\""));
        assert_eq!(card.matches("<tr hidden=\"\">").count(), 5, "of seven years, two are shown");
        let drawn = card.split("role=\"img\"").nth(1).and_then(|rest| rest.split("</svg>").next()).expect("a drawing");
        assert!(drawn.contains(">2024</text>") && !drawn.contains(">2022</text>"));
        assert!(card.contains("办结的申请：结果如何（%），2023年至2024年的数据表"));
    }

    #[test]
    fn a_break_offers_what_can_be_compared() {
        let html = pingtan("?m=normative_issued&m=other_outcome");
        assert!(html.contains("m=normative_issued&amp;from=2021\"") && html.contains("只看2021年以后"));
        assert!(html.contains("?m=other_outcome\"") && html.contains("可以前后比较的：其他处理"));
    }

    #[test]
    fn the_address_opens_the_proof_of_a_number() {
        let html = pingtan("?why=settled.2020");
        let panel = html.split("id=\"why\"").nth(1).expect("the panel");
        for needed in [
            "这个数怎么来的：2020年办结的申请 21件",
            "href=\"/gk/reports/2020#t3.total.total\"",
            "公布为 21，各项相加为 27，不一致",
            "国办公开办函〔2019〕60号",
            "https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/202103/t20210305_80595.htm",
        ] {
            assert!(panel.contains(needed), "{needed}");
        }
        let sum = pingtan("?why=granted_share.2024");
        assert!(sum.contains("100 ÷ 218 ＝ 45.9%"), "both counts and the share");
        assert!(!pingtan("?why=granted.1999").contains("id=\"why\""), "there is no such year");
    }

    #[test]
    fn another_county_stands_beside_the_own_with_its_own_years() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/pingtan");
        let folder = |lost| Folder { data: data.clone(), years: PINGTAN, lost, others: SHULE };
        let alone = html_of(folder(&[]), "");
        assert!(alone.contains("和疏勒县比较") && !alone.contains("data-county"));
        let both = html_of(folder(&[]), "?with=shule");
        let cell = "data-measure=\"disclosed\" data-year=\"2019\" data-county=\"shule\" data-value=\"8635\"";
        assert!(
            both.contains(cell) && both.contains("data-measure=\"received\" data-year=\"2024\" data-value=\"218\"")
        );
        assert!(both.contains("?with=shule&amp;why=disclosed.2019.shule\""));
        let proof = html_of(folder(&[]), "?with=shule&why=disclosed.2019.shule");
        assert!(proof.contains("这个数怎么来的：疏勒县2019年主动公开的信息 8\u{2009}635条"));
        let lost = html_of(folder(&["with/shule/reports/2019.json"]), "?with=shule");
        assert!(lost.contains("data/with/shule/reports/2019.json") && lost.contains("data-value=\"218\""));
    }

    #[test]
    fn a_site_without_reports_of_its_own_shows_the_first_county_that_it_lists() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/compare");
        let html = html_of(Folder { data, years: &[], lost: &[], others: SHULE }, "");
        assert!(html.contains("疏勒县：最近一年") && html.contains("data-value=\"8635\""));
    }

    #[test]
    fn a_year_that_does_not_come_is_named_and_the_others_stay() {
        let html = page_html("examples/pingtan", PINGTAN, &["reports/2023.json"], "");
        assert!(html.contains("data/reports/2023.json") && html.contains("2023年的年报没有载入"));
        assert!(html.contains("data-measure=\"received\" data-year=\"2024\" data-value=\"218\""));
        assert!(!html.contains("data-measure=\"received\" data-year=\"2023\" data-value"));
    }

    #[test]
    fn a_county_whose_report_has_no_tables_shows_its_figures_and_says_what_is_not_published() {
        let html = page_html("data", &[2019], &[], "");
        for (measure, value) in [("disclosed", "8635"), ("disclosed_on_website", "254"), ("reply_rate", "100%")] {
            assert!(
                html.contains(&format!("data-measure=\"{measure}\" data-year=\"2019\" data-value=\"{value}\"")),
                "{measure}"
            );
        }
        assert!(html.contains("value=\"24\""), "the figures that no measure counts");
        assert!(html.contains("2019年的年报没有国家统一格式的表格") && html.contains("新收到的申请"));
        assert!(!html.contains("data-measure=\"received\"") && html.contains("href=\"/gk/reports/2019#s1\""));
    }

    #[test]
    fn a_county_without_reports_says_so() {
        let html = page_html("data", &[], &[], "");
        assert!(html.contains(crate::text::NOT_SUPPLIED) && !html.contains("<svg"));
    }
}
