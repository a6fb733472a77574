//! Lists as spreadsheets read them. Nothing in them can be taken for a formula.

/// The mark by which Excel knows UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Rows as RFC 4180 has them, with the mark by which Excel knows UTF-8.
pub fn csv(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = BYTE_ORDER_MARK.to_owned();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| field(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// One field. A text that a spreadsheet would run as a formula is led by an apostrophe, which marks it as text;
/// a plain number stays one.
fn field(cell: &str) -> String {
    let is_number = cell.parse::<model::Decimal>().is_ok();
    let safe = if looks_like_a_formula(cell) && !is_number { format!("'{cell}") } else { cell.to_owned() };
    let must_be_quoted = safe.contains([',', '"', '\r', '\n']) || safe.starts_with(' ') || safe.ends_with(' ');
    if must_be_quoted { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

/// Whether a spreadsheet might take a text for a formula and run it: some look past blanks at the beginning.
pub fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r']) || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_could_be_taken_for_a_formula_is_marked_as_text() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+19", "+19"),
            ("+19件", "'+19件"),
            ("-15", "-15"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =A1", "' =A1"),
            (" 甲 ", "\" 甲 \""),
            ("\t=A1", "'\t=A1"),
            ("\r甲", "\"'\r甲\""),
            ("=HYPERLINK(\"http://a\",\"b\")", "\"'=HYPERLINK(\"\"http://a\"\",\"\"b\"\")\""),
            ("/", "/"),
            ("251000元", "251000元"),
            ("甲,乙\n丙", "\"甲,乙\n丙\""),
            ("", ""),
        ] {
            assert_eq!(field(text), expected, "{text}");
        }
    }
}
