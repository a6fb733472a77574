//! What pages over a list share: the list itself, and one entry of it, whether the site publishes it whole or in
//! blocks.

use super::{head, not_found};
use crate::html::{Node, live};
use crate::lists::{Content, List, ListType};
use crate::lookup::ListFile;
use crate::portal::Portal;
use crate::route::Route;
use crate::row;
use crate::seek::Told;
use crate::store::{File, State};
use crate::text;
use crate::widgets::{fault_view, file_panel, panel, skeleton};
use leptos::prelude::*;
use leptos::signal::ArcRwSignal;
use std::sync::Arc;

/// What is shown of a list.
pub fn with_list(kind: ListType, view: fn(Arc<List>) -> Node) -> Node {
    panel(Portal::here().store.index(), move |index| {
        let list = ListFile::of(&Portal::here(), &index, kind);
        file_panel(list.file.clone(), Box::new(move |content| list.made(content).map_or(Node::Nothing, view)))
    })
}

/// What is shown of the entry with this id.
pub fn one_of(kind: ListType, id: &str) -> Node {
    let (portal, id) = (Portal::here(), id.to_owned());
    let index = portal.store.index();
    let words = text::column(&(kind.route)(String::new()).column());
    let shown = panel(index.clone(), move |index| {
        let list = ListFile::of(&portal, &index, kind);
        let (portal, id, file) = (portal.clone(), id.clone(), list.file.clone());
        let heading = heading_until(move || matches!(list.file.state(), State::Ready(_)), words);
        let list = ListFile::of(&portal, &index, kind);
        let one = move |content| match list.made(content) {
            Some(list) => in_list(&portal, kind, &list, &id, words),
            None => Node::Nothing,
        };
        row![heading, file_panel(file, Box::new(one))]
    });
    row![heading_until(move || index.ready().is_some(), words), shown]
}

/// Stands in for the entry's own heading while there is none.
fn heading_until(is_there: impl Fn() -> bool + 'static, words: &'static str) -> Node {
    live(move || (!is_there()).then(|| head(words)))
}

fn in_list(portal: &Portal, kind: ListType, list: &Arc<List>, id: &str, words: &'static str) -> Node {
    match &list.content {
        Content::Whole(entries) => match entries.place(id) {
            Some(place) => entries.record(place),
            None => not_found::page(),
        },
        Content::Blocks(_) => located(portal, kind, list, id.to_owned(), words),
    }
}

/// Where an entry was found.
type Found = ArcRwSignal<Option<Result<Option<u32>, Told>>>;

fn located(portal: &Portal, kind: ListType, list: &Arc<List>, id: String, words: &'static str) -> Node {
    let found: Found = ArcRwSignal::new(None);
    let look = {
        let (portal, list, found) = (portal.clone(), Arc::clone(list), found.clone());
        move || {
            let (found, named, list_of) = (found.clone(), portal.clone(), Arc::clone(&list));
            let route = (kind.route)(id.clone());
            portal.seeker.locate(&list, &id, move |place| {
                if let Ok(Some(number)) = &place {
                    named.located.set(place_of(&list_of, *number).map(|(path, place)| (route, path, place)));
                }
                found.set(Some(place));
            });
        }
    };
    look();
    let (portal, list) = (portal.clone(), Arc::clone(list));
    live(move || match found.get() {
        None => row![head(words), skeleton()],
        Some(Ok(None)) => not_found::page(),
        Some(Err(Told::Failed(path, fault))) => row![head(words), fault_view(&path, &fault, look.clone())],
        Some(Err(Told::Results(_))) => Node::Nothing,
        Some(Ok(Some(number))) => match place_of(&list, number) {
            Some((path, place)) => in_block(portal.store.listed(&path, &kind), kind, place, words),
            None => Node::Nothing,
        },
    })
}

fn place_of(list: &List, number: u32) -> Option<(String, usize)> {
    match &list.content {
        Content::Blocks(blocks) => blocks.place_of(number),
        Content::Whole(_) => None,
    }
}

fn in_block(file: File, kind: ListType, place: usize, words: &'static str) -> Node {
    let state = file.clone();
    let heading = heading_until(move || matches!(state.state(), State::Ready(_)), words);
    let one = move |content| kind.entries(content).map_or(Node::Nothing, |entries| entries.record(place));
    row![heading, file_panel(file, Box::new(one))]
}

/// The type of list that a page shows an entry of, and the entry's id.
pub fn entry_of(route: &Route) -> Option<(ListType, &str)> {
    match route {
        Route::Policy(id) => Some((super::policies::LIST, id)),
        Route::Entry(id) => Some((super::catalogue::LIST, id)),
        _ => None,
    }
}
