use crate::html::{Kid, Node, el, live};
use crate::seek::ENGINE;
use crate::store::{Content, Fault, File, Slot, State};
use crate::text;
use std::sync::Arc;

/// A part of a page that needs one data file: a quiet skeleton until it is here, then the view.
/// A fault shows in this place only, with the file's name, the reason and a retry.
pub fn panel<T, N>(slot: Slot<T>, view: impl Fn(Arc<T>) -> N + 'static) -> Node
where
    T: Send + Sync + 'static,
    N: Into<Node>,
{
    file_panel(
        slot.file,
        Box::new(move |content: Arc<Content>| content.downcast().map_or(Node::Nothing, |data| view(data).into())),
    )
}

/// Shows the content of a file.
pub trait View {
    /// The view of it.
    fn of(&self, content: Arc<Content>) -> Node;
}

impl<F: Fn(Arc<Content>) -> Node> View for F {
    fn of(&self, content: Arc<Content>) -> Node {
        self(content)
    }
}

/// See [`panel`].
pub fn file_panel(file: File, view: Box<dyn View>) -> Node {
    live(move || match file.state() {
        State::Loading => skeleton(),
        State::Ready(content) => view.of(content),
        State::Failed(fault) => {
            let again = file.clone();
            fault_view(&file.path, &fault, move || again.retry())
        }
    })
}

/// Holds the place of content on its way, near its real size.
pub fn skeleton() -> Node {
    let line = |class| el("div").class(class);
    el("div")
        .class("gk-skeleton")
        .kid(el("p").class("gk-visually-hidden").attr("role", "status").kid(text::LOADING))
        .kid(line("gk-skeleton__line gk-skeleton__line--short"))
        .kid(line("gk-skeleton__line"))
        .kid(line("gk-skeleton__line"))
        .kid(line("gk-skeleton__line"))
        .into()
}

/// What stands where the county has supplied nothing.
pub fn not_supplied() -> Node {
    el("p").class("gk-quiet").kid(text::NOT_SUPPLIED).into()
}

/// Says which file failed, why, and what to do.
pub fn fault_view(path: &str, fault: &Fault, retry: impl Fn() + 'static) -> Node {
    let file = if path == ENGINE { text::fault::ENGINE.to_owned() } else { format!("data/{path}") };
    el("div")
        .class("gk-fault")
        .attr("role", "alert")
        .kid(el("p").class("gk-fault__heading").kid(text::fault::HEADING))
        .kid(el("p").kid(text::fault::FILE).kid(el("code").kid(file)))
        .kid(el("p").kid(format!("{}{fault}。{}", text::fault::REASON, text::fault::REST)))
        .kid(button("gk-button", text::fault::RETRY).on("click", move |event| {
            keep_place(&event);
            retry();
        }))
        .into()
}

/// The button goes as the file comes: its place keeps the focus, so that whoever uses the keyboard is still there.
fn keep_place(event: &web_sys::Event) {
    #[cfg(target_arch = "wasm32")]
    crate::browser::focus_around(event, ".gk-fault");
    #[cfg(not(target_arch = "wasm32"))]
    let _ = event;
}

/// A button that does something on this page.
pub fn button(class: &'static str, words: impl Kid) -> crate::html::Element {
    el("button").attr("type", "button").class(class).kid(words)
}
