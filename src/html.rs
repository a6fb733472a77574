//! What a page is made of: a tree of elements, texts and live parts.
//!
//! One plain type for every view, where Leptos' own macro makes a new type of every arrangement of
//! tags: that is a third of the bytes a phone must load (ARCHITECTURE.md has the measurement). The
//! signals, memos and effects are Leptos'. The publisher writes the tree as text ([`Node::to_html`]),
//! the browser builds it (`Node::build`); both give the same HTML, and data is only ever text.

use std::borrow::Cow;

type Text = Cow<'static, str>;
type Listener = Box<dyn Hear>;

/// A part of a page.
#[derive(Default)]
pub enum Node {
    /// Nothing at all.
    #[default]
    Nothing,
    /// Words.
    Text(Text),
    /// An element with what is in it.
    Element(Element),
    /// Several parts in a row.
    Many(Vec<Node>),
    /// A part that is made anew whenever a signal that it read changes.
    Live(Box<dyn Now<Node>>),
    /// The same, but what stays the same stays on the page: see [`renewed`].
    Renewed(Box<dyn Now<Node>>, Builder),
}

/// What builds a renewed part, so that it is only in programs that have such parts.
#[cfg(target_arch = "wasm32")]
type Builder = build::Builder;
#[cfg(not(target_arch = "wasm32"))]
type Builder = ();

/// An element. One pointer wide: it is handed from call to call while it is put together.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, Attribute)>,
    listeners: Vec<(&'static str, Listener)>,
    kids: Vec<Node>,
}

#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser has fields with values"))]
enum Attribute {
    Fixed(Text),
    Live(Box<dyn Now<Option<Text>>>),
    /// The current value of a field, which is no attribute.
    Value(Box<dyn Now<String>>),
    /// Whether a box is ticked, which is no attribute either.
    Checked(Box<dyn Now<bool>>),
    /// On the page, where it follows its signals.
    Built,
}

/// What is worked out anew each time. A `Box<dyn Fn>` would do, but carries the body of the closure a second
/// time for the case that it is called only once.
pub trait Now<T> {
    /// As it is now.
    fn now(&self) -> T;
}

impl<T, F: Fn() -> T> Now<T> for F {
    fn now(&self) -> T {
        self()
    }
}

/// What listens to an event. See [`Now`] for why this is no `Box<dyn FnMut>`.
trait Hear {
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "nothing happens without a browser"))]
    fn hear(&mut self, event: web_sys::Event);
}

impl<F: FnMut(web_sys::Event)> Hear for F {
    fn hear(&mut self, event: web_sys::Event) {
        self(event);
    }
}

/// An element of HTML or SVG by its name.
#[inline(never)]
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, attributes: Vec::new(), listeners: Vec::new(), kids: Vec::new() }))
}

/// A part that follows the signals it reads.
pub fn live<N: Into<Node>>(part: impl Fn() -> N + 'static) -> Node {
    Node::Live(Box::new(move || part().into()))
}

/// A part that follows the signals it reads, of which only what differs from before is changed on the page: for large
/// parts that stay much the same. It holds other live parts only where one is all that an element has in it; they, its
/// listeners, and attributes that follow signals of their own, are those of the first time.
pub fn renewed<N: Into<Node>>(part: impl Fn() -> N + 'static) -> Node {
    #[cfg(target_arch = "wasm32")]
    let builder = build::build_renewed;
    #[cfg(not(target_arch = "wasm32"))]
    let builder = ();
    Node::Renewed(Box::new(move || part().into()), builder)
}

/// Several parts in a row: an element without a tag.
#[macro_export]
macro_rules! row {
    ($($part:expr),* $(,)?) => { $crate::html::Node::from($crate::html::el("")$(.kid($part))*) };
}

impl Element {
    /// Adds a part at the end.
    #[inline(always)]
    pub fn kid(self, kid: impl Kid) -> Self {
        kid.onto(self)
    }

    /// Sets an attribute.
    #[inline(always)]
    pub fn attr(self, name: &'static str, value: impl Words) -> Self {
        value.set(self, name)
    }

    /// The class.
    #[inline(always)]
    pub fn class(self, value: impl Words) -> Self {
        value.set_class(self)
    }

    /// An attribute that follows the signals it reads, and is absent while there is no value.
    pub fn live_attr<T: Into<Text>>(self, name: &'static str, value: impl Fn() -> Option<T> + 'static) -> Self {
        self.with(name, Attribute::Live(Box::new(move || value().map(Into::into))))
    }

    /// Hidden while this holds.
    pub fn hidden_while(self, is_hidden: impl Fn() -> bool + 'static) -> Self {
        self.live_attr("hidden", move || is_hidden().then_some(""))
    }

    /// The current value of a field.
    pub fn value(self, value: impl Fn() -> String + 'static) -> Self {
        self.with("value", Attribute::Value(Box::new(value)))
    }

    /// Whether a box is ticked.
    pub fn checked(self, checked: impl Fn() -> bool + 'static) -> Self {
        self.with("checked", Attribute::Checked(Box::new(checked)))
    }

    /// Calls `listener` at every such event.
    pub fn on(self, event: &'static str, listener: impl FnMut(web_sys::Event) + 'static) -> Self {
        self.with_listener(event, Box::new(listener))
    }

    // What does the work is not copied into its callers: pages are hundreds of such calls.

    #[inline(never)]
    fn with_kid(mut self, kid: Node) -> Self {
        self.0.kids.push(kid);
        self
    }

    #[inline(never)]
    fn with(mut self, name: &'static str, value: Attribute) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn with_listener(mut self, event: &'static str, listener: Listener) -> Self {
        self.0.listeners.push((event, listener));
        self
    }
}

/// What an element can hold. Each kind has a way of its own onto the element, so that a page's code holds one short
/// call for a part, and not the making of a [`Node`] as well: a tenth of the app.
pub trait Kid {
    /// Adds itself at the end.
    fn onto(self, element: Element) -> Element;
}

impl Kid for Node {
    #[inline(always)]
    fn onto(self, element: Element) -> Element {
        element.with_kid(self)
    }
}

impl Kid for Element {
    #[inline(never)]
    fn onto(self, element: Element) -> Element {
        element.with_kid(Node::Element(self))
    }
}

impl Kid for &'static str {
    #[inline(never)]
    fn onto(self, element: Element) -> Element {
        element.with_kid(Node::Text(Cow::Borrowed(self)))
    }
}

impl Kid for String {
    #[inline(never)]
    fn onto(self, element: Element) -> Element {
        element.with_kid(Node::Text(Cow::Owned(self)))
    }
}

impl<T: Kid> Kid for Option<T> {
    fn onto(self, element: Element) -> Element {
        match self {
            Some(kid) => kid.onto(element),
            None => element,
        }
    }
}

impl<T: Into<Node>> Kid for Vec<T> {
    fn onto(self, element: Element) -> Element {
        element.with_kid(self.into())
    }
}

/// The words of an attribute.
pub trait Words {
    /// Sets the attribute to these words.
    fn set(self, element: Element, name: &'static str) -> Element;
    /// Sets the class to these words.
    fn set_class(self, element: Element) -> Element;
}

impl Words for &'static str {
    #[inline(never)]
    fn set(self, element: Element, name: &'static str) -> Element {
        element.with(name, Attribute::Fixed(Cow::Borrowed(self)))
    }

    #[inline(never)]
    fn set_class(self, element: Element) -> Element {
        self.set(element, "class")
    }
}

impl Words for String {
    #[inline(never)]
    fn set(self, element: Element, name: &'static str) -> Element {
        element.with(name, Attribute::Fixed(Cow::Owned(self)))
    }

    #[inline(never)]
    fn set_class(self, element: Element) -> Element {
        self.set(element, "class")
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<T: Into<Node>> From<Option<T>> for Node {
    fn from(part: Option<T>) -> Self {
        part.map_or(Self::Nothing, Into::into)
    }
}

impl<T: Into<Node>> From<Vec<T>> for Node {
    fn from(parts: Vec<T>) -> Self {
        Self::Many(parts.into_iter().map(Into::into).collect())
    }
}

impl Node {
    /// Gathers parts.
    pub fn all<T: Into<Node>>(parts: impl Iterator<Item = T>) -> Self {
        Self::Many(parts.map(Into::into).collect())
    }

    /// The part as HTML, with its live parts as they are now.
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        self.walk(&mut |part| match part {
            Part::Text(text) => escape(text, &mut out),
            Part::Open(tag, attributes) => {
                out.push('<');
                out.push_str(tag);
                for (name, value) in attributes {
                    out.push(' ');
                    out.push_str(name);
                    out.push_str("=\"");
                    escape(&value, &mut out);
                    out.push('"');
                }
                out.push('>');
            }
            Part::Close(tag) if VOID.contains(&tag) => {}
            Part::Close(tag) => {
                out.push_str("</");
                out.push_str(tag);
                out.push('>');
            }
        });
        out
    }

    /// Shows the part as it is now, step by step: for writing it in some form.
    pub fn walk(&self, see: &mut dyn FnMut(Part<'_>)) {
        match self {
            Self::Nothing => {}
            Self::Text(text) => see(Part::Text(text)),
            Self::Element(element) => element.walk(see),
            Self::Many(parts) => parts.iter().for_each(|part| part.walk(see)),
            Self::Live(part) | Self::Renewed(part, _) => part.now().walk(see),
        }
    }
}

/// A step through a tree.
pub enum Part<'a> {
    /// Words, not escaped.
    Text(&'a str),
    /// An element begins, with its attributes.
    Open(&'static str, Vec<(&'static str, Cow<'a, str>)>),
    /// The element ends.
    Close(&'static str),
}

/// Elements that have no content and no end tag.
pub const VOID: [&str; 4] = ["input", "br", "hr", "img"];

impl Element {
    fn walk(&self, see: &mut dyn FnMut(Part<'_>)) {
        let Parts { tag, attributes, kids, .. } = &*self.0;
        if tag.is_empty() {
            return kids.iter().for_each(|kid| kid.walk(see));
        }
        let value = |value: &'_ Attribute| match value {
            Attribute::Fixed(value) => Some(value.clone()),
            Attribute::Live(value) => value.now(),
            Attribute::Value(_) | Attribute::Checked(_) | Attribute::Built => None,
        };
        see(Part::Open(tag, attributes.iter().filter_map(|(name, given)| Some((*name, value(given)?))).collect()));
        kids.iter().for_each(|kid| kid.walk(see));
        see(Part::Close(tag));
    }
}

/// What is typed into or chosen in the field that an event comes from.
#[cfg(target_arch = "wasm32")]
pub fn value_of(event: &web_sys::Event) -> String {
    let value = event.target().and_then(|target| js_sys::Reflect::get(&target, &"value".into()).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// There are no fields without a browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn value_of(_: &web_sys::Event) -> String {
    String::new()
}

/// Escapes for text and for attributes in double quotes.
pub fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

#[cfg(target_arch = "wasm32")]
pub use build::keep;

/// Building in the browser.
#[cfg(target_arch = "wasm32")]
mod build {
    use super::{Attribute, Element, Listener, Node, Now, Parts};
    use leptos::effect::RenderEffect;
    use leptos::graph::{Subscriber, ToAnySubscriber};
    use leptos::owner::Owner;
    use std::slice;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::Document;

    const SVG: &str = "http://www.w3.org/2000/svg";

    /// Where a part is built: into a parent, before a node of it or at its end.
    pub struct Site<'a> {
        document: &'a Document,
        parent: &'a web_sys::Node,
        before: Option<&'a web_sys::Node>,
        is_svg: bool,
    }

    impl Node {
        /// Builds the part at the end of `parent`. Live parts live as long as the current owner.
        pub fn build(mut self, document: &Document, parent: &web_sys::Node) {
            self.build_at(&Site { document, parent, before: None, is_svg: false });
        }

        /// What follows signals and what listens moves onto the page; the rest of the tree stays as it is.
        fn build_at(&mut self, site: &Site<'_>) {
            match self {
                Self::Nothing => {}
                Self::Text(text) => site.insert(&site.document.create_text_node(text)),
                Self::Element(element) => element.build(site),
                Self::Many(parts) => parts.iter_mut().for_each(|part| part.build_at(site)),
                Self::Live(_) | Self::Renewed(..) => match std::mem::take(self) {
                    Self::Live(part) => build_live(part, site),
                    Self::Renewed(part, build) => build(part, site),
                    _ => {}
                },
            }
        }
    }

    impl Site<'_> {
        fn insert(&self, node: &web_sys::Node) {
            // Fails only when somebody else took the parent's children away: then there is no place.
            let _ = self.parent.insert_before(node, self.before);
        }

        /// Two empty texts, which are nothing in HTML: between them stands what follows signals.
        fn marks(&self) -> (web_sys::Text, web_sys::Text) {
            let (start, end) = (self.document.create_text_node(""), self.document.create_text_node(""));
            self.insert(&start);
            self.insert(&end);
            (start, end)
        }
    }

    /// A part that is made anew as a whole.
    fn build_live(part: Box<dyn Now<Node>>, site: &Site<'_>) {
        let (start, end) = site.marks();
        let (document, is_svg) = (site.document.clone(), site.is_svg);
        let effect = RenderEffect::new(move |_| {
            let mut fresh = part.now();
            let Some(parent) = end.parent_node() else { return };
            while let Some(old) = start.next_sibling().filter(|next| !next.is_same_node(Some(&end))) {
                let _ = parent.remove_child(&old);
            }
            fresh.build_at(&Site { document: &document, parent: &parent, before: Some(&end), is_svg });
        });
        keep(effect);
    }

    /// See [`super::Builder`].
    pub type Builder = fn(Box<dyn Now<Node>>, &Site<'_>);

    /// A part of which only what differs is made anew.
    pub fn build_renewed(part: Box<dyn Now<Node>>, site: &Site<'_>) {
        let (start, end) = site.marks();
        let (document, is_svg) = (site.document.clone(), site.is_svg);
        // What is built lives on when the part is made anew. A strong hold would keep the owner, which keeps the part.
        let (mut old, owner) = (Node::Nothing, Owner::current().map(|owner| owner.downgrade()));
        let effect = RenderEffect::new(move |_| {
            let mut fresh = part.now();
            let owner = owner.as_ref().and_then(|owner| owner.upgrade());
            let (Some(parent), Some(owner)) = (end.parent_node(), owner) else { return };
            let site = Site { document: &document, parent: &parent, before: Some(&end), is_svg };
            let (before, now) = (flat(slice::from_mut(&mut old)), flat(slice::from_mut(&mut fresh)));
            owner.with(|| renew(before, now, start.next_sibling(), &site));
            old = fresh;
        });
        keep(effect);
    }

    /// The texts and elements of parts, as they stand beside each other on the page.
    fn flat(parts: &mut [Node]) -> Vec<&mut Node> {
        let mut all = Vec::new();
        for part in parts {
            let is_row = match part {
                Node::Nothing | Node::Live(_) | Node::Renewed(..) => continue,
                Node::Many(_) => true,
                Node::Text(_) => false,
                Node::Element(element) => element.0.tag.is_empty(),
            };
            if !is_row {
                all.push(part);
                continue;
            }
            match part {
                Node::Many(parts) => all.extend(flat(parts)),
                Node::Element(element) => all.extend(flat(&mut element.0.kids)),
                _ => {}
            }
        }
        all
    }

    /// Changes what stands at a site, from `place` on, into what is to stand there.
    fn renew(old: Vec<&mut Node>, fresh: Vec<&mut Node>, mut place: Option<web_sys::Node>, site: &Site<'_>) {
        let mut old = old.into_iter();
        for fresh in fresh {
            let Some(old) = old.next() else {
                fresh.build_at(site);
                continue;
            };
            let Some(found) = place else { return };
            place = found.next_sibling();
            if !change(old, fresh, &found, site) {
                fresh.build_at(&Site { before: Some(&found), ..*site });
                let _ = site.parent.remove_child(&found);
            }
        }
        for _ in old {
            let Some(found) = place else { return };
            place = found.next_sibling();
            let _ = site.parent.remove_child(&found);
        }
    }

    /// Changes a text or an element; not where they are of other kinds.
    fn change(old: &mut Node, fresh: &mut Node, found: &web_sys::Node, site: &Site<'_>) -> bool {
        match (old, fresh) {
            (Node::Text(old), Node::Text(fresh)) => {
                if old != fresh {
                    found.set_node_value(Some(fresh));
                }
                true
            }
            (Node::Element(old), Node::Element(fresh)) => {
                let (old, fresh) = (&mut *old.0, &mut *fresh.0);
                let pairs = || old.attributes.iter().zip(&fresh.attributes);
                let is_like = old.tag == fresh.tag && old.attributes.len() == fresh.attributes.len();
                if !is_like || !pairs().all(|((old, _), (fresh, _))| old == fresh) {
                    return false;
                }
                for ((name, fresh), (_, old)) in fresh.attributes.iter_mut().zip(&old.attributes) {
                    match (old, &fresh) {
                        (Attribute::Fixed(old), Attribute::Fixed(fresh)) if old == fresh => {}
                        (Attribute::Fixed(_), Attribute::Fixed(fresh)) => {
                            _ = found.unchecked_ref::<web_sys::Element>().set_attribute(name, fresh);
                        }
                        _ => *fresh = Attribute::Built,
                    }
                }
                let site = Site { parent: found, before: None, is_svg: site.is_svg || fresh.tag == "svg", ..*site };
                renew(flat(&mut old.kids), flat(&mut fresh.kids), found.first_child(), &site);
                true
            }
            _ => false,
        }
    }

    /// Keeps an effect for as long as the current owner lives.
    pub fn keep(effect: RenderEffect<()>) {
        let effect = send_wrapper::SendWrapper::new(effect);
        leptos::owner::on_cleanup(move || {
            // The address outlives every page and would keep the place of an effect that is gone.
            let subscriber = effect.to_any_subscriber();
            subscriber.clear_sources(&subscriber);
        });
    }

    impl Element {
        fn build(&mut self, site: &Site<'_>) {
            let Parts { tag, attributes, listeners, kids } = &mut *self.0;
            if tag.is_empty() {
                return kids.iter_mut().for_each(|kid| kid.build_at(site));
            }
            let is_svg = site.is_svg || *tag == "svg";
            let made = if is_svg {
                site.document.create_element_ns(Some(SVG), tag)
            } else {
                site.document.create_element(tag)
            };
            let Ok(element) = made else { return };
            let inside = Site { document: site.document, parent: &element, before: None, is_svg };
            kids.iter_mut().for_each(|kid| kid.build_at(&inside));
            for (name, value) in attributes {
                set(&element, name, value);
            }
            for (event, listener) in std::mem::take(listeners) {
                listen(&element, event, listener);
            }
            site.insert(&element);
        }
    }

    fn set(element: &web_sys::Element, name: &'static str, value: &mut Attribute) {
        if let Attribute::Fixed(value) = value {
            let _ = element.set_attribute(name, value);
            return;
        }
        let target = element.clone();
        keep(match std::mem::replace(value, Attribute::Built) {
            Attribute::Live(value) => RenderEffect::new(move |_| {
                _ = match value.now() {
                    Some(value) => target.set_attribute(name, &value),
                    None => target.remove_attribute(name),
                };
            }),
            Attribute::Value(value) => RenderEffect::new(move |_| {
                let value = JsValue::from(value.now());
                // Setting an equal value would still move the cursor of whoever is typing.
                if js_sys::Reflect::get(&target, &name.into()).ok().as_ref() != Some(&value) {
                    _ = js_sys::Reflect::set(&target, &name.into(), &value);
                }
            }),
            Attribute::Checked(checked) => RenderEffect::new(move |_| {
                _ = js_sys::Reflect::set(&target, &name.into(), &JsValue::from(checked.now()));
            }),
            Attribute::Fixed(_) | Attribute::Built => return,
        });
    }

    /// The browser drops the listener together with its element.
    fn listen(element: &web_sys::Element, event: &str, mut listener: Listener) {
        let hear: Box<dyn FnMut(web_sys::Event)> = Box::new(move |event| listener.hear(event));
        let function = Closure::wrap(hear).into_js_value();
        let _ = element.add_event_listener_with_callback(event, function.unchecked_ref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_only_ever_text() {
        let hostile = "<script>alert(\"1\")</script>&'";
        let html = Node::from(el("p").attr("title", hostile).kid(hostile.to_owned())).to_html();
        assert_eq!(
            html,
            "<p title=\"&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;'\">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;'</p>"
        );
    }

    #[test]
    fn a_tree_is_written_as_it_stands() {
        let list = el("ul").kid(Node::all(["a", "b"].into_iter().map(|word| el("li").kid(word)))).kid(None::<Element>);
        let field = el("input").attr("id", "q").value(|| "typed".into()).live_attr("hidden", || None::<&str>);
        let part: Node = row![list, live(|| Some(el("br"))), field];
        assert_eq!(part.to_html(), "<ul><li>a</li><li>b</li></ul><br><input id=\"q\">");
    }
}
