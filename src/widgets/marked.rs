use crate::html::{Node, el};
use search::Query;

/// A text with what the query found in it marked.
pub fn marked(text: &str, query: &Query) -> Node {
    let mut parts: Vec<Node> = Vec::new();
    let mut end = 0;
    for range in search::marks(text, query) {
        parts.push(text.get(end..range.start).unwrap_or_default().to_owned().into());
        end = range.end;
        parts.push(el("mark").kid(text.get(range).unwrap_or_default().to_owned()).into());
    }
    parts.push(text.get(end..).unwrap_or_default().to_owned().into());
    parts.into()
}
