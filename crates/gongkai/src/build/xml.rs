//! Writing XML.

/// An element with a text.
pub fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>\n", escape(text))
}

/// For text and for attributes in double quotes. XML 1.0 has no way to write what is left out here.
pub fn escape(text: &str) -> String {
    let allowed = |character: &char| matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let mut escaped = String::new();
    portal::html::escape(&text.chars().filter(allowed).collect::<String>(), &mut escaped);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_never_becomes_markup() {
        assert_eq!(
            element("title", "]]>&<a b=\"\">\u{0}\u{ffff}甲"),
            "<title>]]&gt;&amp;&lt;a b=&quot;&quot;&gt;甲</title>\n"
        );
    }
}
