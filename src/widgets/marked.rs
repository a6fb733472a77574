use crate::html::{Node, el};
use std::ops::Range;

/// A text with what was found in it marked.
pub fn marked(text: &str, marks: Option<&Vec<Range<usize>>>) -> Node {
    let mut parts: Vec<Node> = Vec::new();
    let mut end = 0;
    for range in marks.into_iter().flatten() {
        parts.push(text.get(end..range.start).unwrap_or_default().to_owned().into());
        end = range.end;
        parts.push(el("mark").kid(text.get(range.clone()).unwrap_or_default().to_owned()).into());
    }
    parts.push(text.get(end..).unwrap_or_default().to_owned().into());
    parts.into()
}
