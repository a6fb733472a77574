//! `embed/html/…`: pieces of plain HTML that staff paste into the pages of another site. Made anew with every release,
//! at addresses that stay; each says from what it was made, so that one can see when a pasted one is old.

use super::address::Address;
use super::{Files, plain, statistics};
use crate::folder::{Folder, readable};
use model::{Catalogue, Contact, Date, DateOrigin, FORMAT, Fragment, Fragments, Policies, Report, Site, TableId};
use portal::chart::{ChartModel, Sheet, sheet};
use portal::html::{Element, Node, el};
use portal::lists::Listed;
use portal::pages::{channel_card, glance_figures};
use portal::portal::Portal;
use portal::route::{Route, is_id};
use portal::row;
use portal::seek::Hit;
use portal::text::embed::{fragment as words, stamp};
use portal::text::statistics::years;
use portal::text::{self, reports};
use portal::widgets::{FigureSize, contact_view, figure_list, item_view, source_view, table_view};
use sha2::{Digest, Sha256};

/// Where the list is published.
pub const LIST: &str = "data/fragments.json";
/// Lines of a list; the rest is a link away.
const LINES: usize = 20;

/// A fragment before it is written.
struct Piece {
    name: String,
    title: String,
    column: Route,
    /// The place on the page that shows the same, as in `#s3`.
    anchor: String,
    view: Node,
}

impl Piece {
    fn new(name: impl Into<String>, title: impl Into<String>, column: Route, view: Node) -> Self {
        Self { name: name.into(), title: title.into(), column, anchor: String::new(), view }
    }

    fn at(self, anchor: String) -> Self {
        Self { anchor, ..self }
    }
}

/// All fragments of a folder and their list. `portal` has the data, with whole addresses where they are known.
pub fn files(portal: &Portal, folder: &Folder, site: &Site, address: &Address, release: &str) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let day = day(folder, site);
    let mut list = Fragments {
        format: FORMAT,
        release: release.to_owned(),
        day,
        address: address.whole.clone(),
        fragments: Vec::new(),
    };
    for piece in pieces(portal, folder, site, address) {
        let body = plain::html(&piece.view, &piece.name);
        let hash = Sha256::digest(&body);
        let version: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let source = format!("{}{}", address.href(&super::address::page_path(&piece.column)), piece.anchor);
        let made = stamp::made(day.map(Date::in_words).as_deref(), release, &version);
        let link = el("a").attr("href", source).kid(format!("{} - {}", piece.title, site.title));
        let notice = site.notice.clone().map(|notice| row![el("br"), notice]);
        let line = el("p").kid(el("small").kid(stamp::SOURCE).kid(link).kid(el("br")).kid(made).kid(notice));
        let html = format!("<div>\n{body}{}</div>\n", plain::html(&line.into(), &piece.name));
        files.insert(format!("embed/html/{}.html", piece.name), html.into_bytes());
        let column = piece.column.path();
        list.fragments.push(Fragment { name: piece.name, title: piece.title, column, version });
    }
    files.insert(LIST.to_owned(), serde_json::to_vec(&list)?);
    Ok(files)
}

/// The newest day that the data states: no clock is asked, so that the same data gives the same bytes.
fn day(folder: &Folder, site: &Site) -> Option<Date> {
    let checked = |contact: &Option<Contact>| contact.as_ref().and_then(|contact| contact.verified_on);
    let documents = site.documents.iter().filter_map(|document| document.published);
    let reports = folder.reports.values().flatten().filter_map(|report| report.published);
    let policies = readable(&folder.policies).into_iter().flat_map(|file| &file.policies);
    let policies =
        policies.filter(|policy| policy.date_origin != Some(DateOrigin::Address)).filter_map(|policy| policy.date);
    let channels = readable(&folder.channels).into_iter().flat_map(|file| &file.channels);
    let channels = channels.filter_map(|channel| channel.verified_on.max(checked(&channel.contact)));
    documents.chain(reports).chain(policies).chain(channels).chain(checked(&site.office)).max()
}

fn pieces(portal: &Portal, folder: &Folder, site: &Site, address: &Address) -> Vec<Piece> {
    let reports: Vec<&Report> = folder.reports.values().rev().flatten().collect();
    let mut pieces = Vec::new();
    if let Some(office) = &site.office {
        pieces.push(Piece::new("office", words::OFFICE, Route::Guide, contact_view(office)));
    }
    pieces.extend(policies(portal, folder));
    pieces.extend(catalogue(portal, folder));
    if !reports.is_empty() {
        let line = |report: &&Report| {
            let href = portal.href(&Route::Report(report.year));
            el("li").kid(el("a").attr("href", href).kid(reports::title(report.year)))
        };
        let list = el("ul").kid(Node::all(reports.iter().map(line)));
        pieces.push(Piece::new("reports", words::REPORTS, Route::Reports, list.into()));
    }
    pieces.extend(reports.iter().flat_map(|report| of_report(report)));
    pieces.extend(charts(folder, site, address));
    pieces.extend(channels(folder));
    pieces
}

fn policies(portal: &Portal, folder: &Folder) -> Option<Piece> {
    let mut newest: Vec<_> = readable(&folder.policies)?.policies.iter().collect();
    newest.sort_by_key(|policy| std::cmp::Reverse(policy.date));
    let view = listed::<Policies>(portal, newest.iter().take(LINES).copied(), newest.len(), &Route::Policies);
    Some(Piece::new("policies", words::POLICIES, Route::Policies, view))
}

fn catalogue(portal: &Portal, folder: &Folder) -> Option<Piece> {
    let entries = &readable(&folder.catalogue)?.entries;
    let view = listed::<Catalogue>(portal, entries.iter().take(LINES), entries.len(), &Route::Catalogue);
    Some(Piece::new("catalogue", words::CATALOGUE, Route::Catalogue, view))
}

fn listed<'a, T: Listed>(portal: &Portal, shown: impl Iterator<Item = &'a T::Entry>, all: usize, column: &Route) -> Node
where
    T::Entry: 'a,
{
    let hit = |entry| Hit { number: 0, item: T::item(entry), marks: Vec::new() };
    let items: Vec<_> = shown.map(|entry| item_view(portal, &hit(entry))).collect();
    let rest = (all > items.len()).then(|| el("a").attr("href", portal.href(column)).kid(words::all(all)));
    row![el("ul").kid(items), rest.map(|link| el("p").kid(link))]
}

/// The numbers of a report and its tables.
fn of_report(report: &Report) -> Vec<Piece> {
    let year = report.year;
    let figures = glance_figures(report);
    let list = || row![figure_list(figures.iter(), year, FigureSize::Large), source(report)];
    let figures = (!figures.is_empty())
        .then(|| Piece::new(format!("report-{year}-figures"), words::figures(year), Route::Report(year), list()));
    let tables = TableId::ALL.into_iter().filter_map(|id| {
        let view = row![table_view(report.table(id)?), source(report)];
        let name = format!("report-{year}-{}", id.as_str());
        let title = words::table(year, id.title());
        Some(Piece::new(name, title, Route::Report(year), view).at(format!("#s{}", id.section())))
    });
    figures.into_iter().chain(tables).collect()
}

/// The published original.
fn source(report: &Report) -> Node {
    el("p").kid(text::fact::SOURCE).kid("：").kid(source_view(&report.source)).into()
}

fn charts(folder: &Folder, site: &Site, address: &Address) -> Vec<Piece> {
    let charts = statistics::own_charts(folder, site, address);
    let piece = |(chart, picture): (ChartModel, Element)| {
        let span = years(*chart.years.first()?, *chart.years.last()?);
        let title = words::chart(&chart.title, &span);
        let table = numbers(&sheet(&chart), &chart.full_title());
        let piece = Piece::new(format!("chart-{}", chart.id()), title, Route::Statistics, row![picture, table]);
        Some(piece.at(format!("#{}", chart.id())))
    };
    charts.into_iter().filter_map(piece).collect()
}

fn numbers(sheet: &Sheet, title: &str) -> Element {
    let heading = |words: &String| el("th").attr("scope", "col").kid(words.clone());
    let row = |cells: &Vec<String>| {
        let (year, numbers) = cells.split_first()?;
        let number = |words: &String| el("td").class("gk-table__number").kid(words.clone());
        let year = el("th").attr("scope", "row").kid(year.clone());
        Some(el("tr").kid(year).kid(Node::all(numbers.iter().map(number))))
    };
    el("table")
        .kid(el("caption").kid(title.to_owned()))
        .kid(el("thead").kid(el("tr").kid(Node::all(sheet.headings.iter().map(heading)))))
        .kid(el("tbody").kid(Node::all(sheet.rows.iter().filter_map(row))))
}

fn channels(folder: &Folder) -> Vec<Piece> {
    let Some(file) = readable(&folder.channels) else { return Vec::new() };
    let card = |channel| channel_card(channel, file, &[]);
    let all = el("ul").kid(Node::all(file.channels.iter().map(card)));
    // Data names a file only with letters that are none but letters.
    let named = file.channels.iter().filter(|channel| is_id(&channel.id));
    let single = named.map(|channel| {
        let view = el("ul").kid(card(channel)).into();
        let name = format!("channel-{}", channel.id);
        Piece::new(name, channel.name.clone(), Route::Channels, view).at(format!("#{}", channel.id))
    });
    std::iter::once(Piece::new("channels", words::CHANNELS, Route::Channels, all.into())).chain(single).collect()
}
