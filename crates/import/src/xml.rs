//! XML as a flat run of elements and text: local names only, no entities but the five of XML, no
//! external anything.

use crate::{ImportError, limits};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// One step through an XML part.
#[derive(Debug)]
pub enum Step {
    /// `<w:p w:x="y">`: local name and attributes by local name.
    Open(String, Attributes),
    /// `</w:p>`, also after an empty element.
    Close(String),
    /// Text between elements.
    Text(String),
}

/// Attributes of an element.
#[derive(Debug, Default)]
pub struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// The value of the attribute with this local name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a property (`<w:strike/>`, `<strike val="0"/>`) is switched on.
    pub fn is_on(&self) -> bool {
        !matches!(self.get("val"), Some("0" | "false" | "off"))
    }

    /// The value as a number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.trim().parse().ok()
    }
}

/// Goes through the part. What is malformed ends the part as [`ImportError::Damaged`]: half a
/// table read in silence would be worse than none.
pub fn walk(xml: &str, mut step: impl FnMut(Step) -> Result<(), ImportError>) -> Result<(), ImportError> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| ImportError::Damaged)? {
            Event::Start(start) => {
                depth += 1;
                if depth > limits::DEPTH {
                    return Err(ImportError::TooDeep);
                }
                step(open(&start))?;
            }
            Event::Empty(start) => {
                step(open(&start))?;
                step(Step::Close(start.local_name().as_ref().to_owned()))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                step(Step::Close(end.local_name().as_ref().to_owned()))?;
            }
            Event::Text(text) => step(Step::Text(text.xml_content(XmlVersion::Implicit1_0).into_owned()))?,
            Event::CData(text) => step(Step::Text(text.xml_content(XmlVersion::Implicit1_0).into_owned()))?,
            Event::GeneralRef(reference) => {
                if let Some(text) = resolve(&reference) {
                    step(Step::Text(text))?;
                }
            }
            Event::Eof if depth > 0 => return Err(ImportError::Damaged),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn open(start: &BytesStart<'_>) -> Step {
    let attributes = start
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned);
            (attribute.key.local_name().as_ref().to_owned(), value)
        })
        .collect();
    Step::Open(start.local_name().as_ref().to_owned(), Attributes(attributes))
}

/// An entity that a document declares itself is left out: expanding it is how small files grow
/// without bound.
fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character.to_string());
    }
    let name: &str = reference;
    quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned)
}
