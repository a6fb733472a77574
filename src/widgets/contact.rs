use super::actions::copy_button;
use super::source::source_view;
use crate::html::{Element, Node, el};
use crate::route::Params;
use crate::row;
use crate::text::fact;
use model::Contact;

/// How to reach an office: its name, a call in one tap, the address to copy.
pub fn contact_view(contact: &Contact) -> Node {
    let name = el("p").class("gk-contact__name").kid(contact.name.clone());
    el("div").class("gk-contact").kid(name).kid(contact_lines(contact)).into()
}

/// The same without the name, where a heading already says it.
pub fn contact_lines(contact: &Contact) -> Node {
    let source = contact.source.as_ref().map(|source| row![fact::SOURCE, "：", source_view(source)]);
    let verified = contact.verified_on.map(|date| format!(" · {} {}", fact::VERIFIED, date.in_words()));
    let address = contact.address.as_deref().map(|address| address_line(address, contact.postcode.as_deref()));
    row![
        contact.phone.as_deref().map(phone_line),
        address,
        contact.email.as_ref().map(|email| el("p").kid(format!("{}：{email}", fact::EMAIL))),
        el("p").class("gk-sources").kid(source).kid(verified),
    ]
}

fn phone_line(phone: &str) -> Node {
    let dial: String = phone.chars().filter(|digit| digit.is_ascii_digit() || *digit == '+').collect();
    let copied = phone.to_owned();
    let call = el("a").class("gk-button").attr("href", format!("tel:{dial}")).kid(format!("{} {phone}", fact::CALL));
    el("p")
        .class("gk-contact__line")
        .kid(call)
        .kid(copy_button(fact::COPY, &format!("{}{phone}", fact::PHONE), move |_| copied.clone()))
        .into()
}

fn address_line(address: &str, postcode: Option<&str>) -> Node {
    let copied = match postcode {
        Some(postcode) => format!("{address} {postcode}"),
        None => address.to_owned(),
    };
    el("p")
        .class("gk-contact__line")
        .kid(el("span").kid(format!("{}：{address}", fact::ADDRESS)))
        .kid(postcode.map(|postcode| el("span").kid(format!("{}：{postcode}", fact::POSTCODE))))
        .kid(map_link(address))
        .kid(copy_button(fact::COPY, &format!("{}{address}", fact::ADDRESS), move |_| copied.clone()))
        .into()
}

/// A search for the address in a map service that every phone in the county can open.
fn map_link(address: &str) -> Element {
    let query = Params::default().with("keyword", address).to_query();
    el("a")
        .class("gk-button gk-button--quiet")
        .attr("href", format!("https://uri.amap.com/search{query}"))
        .attr("rel", "external noopener noreferrer")
        .kid(fact::MAP)
        .kid(el("span").class("gk-visually-hidden").kid(fact::MAP_HINT))
}
