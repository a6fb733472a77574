use crate::html::{Element, Node, el};
use crate::portal::Portal;
use crate::row;
use crate::text::files;

/// A link to something that the publisher wrote and the app does not know; it needs no script.
pub fn plain_link(path: &str, words: &'static str) -> Element {
    el("a").attr("href", Portal::here().file(path)).kid(words)
}

/// A link that saves a file of `downloads/`.
pub fn download(file: &str, words: &'static str) -> Element {
    plain_link(&format!("downloads/{file}"), words).attr("download", "")
}

/// A column's plain list, if it has one, and the column's data as files (下载).
pub fn plain_line(list: Option<(&str, &'static str)>, stem: &str) -> Node {
    let file = |ending: &str, words| download(&format!("{stem}.{ending}"), words);
    let list = list.map(|(path, words)| plain_link(&format!("{path}/"), words));
    let files = row![files::DOWNLOAD, file("csv", "CSV"), file("xlsx", "Excel"), file("json", "JSON")];
    el("p").class("gk-files").kid(list).kid(el("span").class("gk-files").kid(files)).into()
}
