//! What a data file may be before it is read: its size, its depth, the length of its texts. And what is left
//! out of its texts: characters that nobody sees, but that turn the words beside them around or break XML.

use std::borrow::Cow;

/// Bytes of one file. A million policy documents are about half of it.
pub const MOST_BYTES: u64 = 512 * 1024 * 1024;
/// Lists and objects within each other. The deepest file, a report, has some ten.
const MOST_DEPTH: usize = 64;
/// Bytes of one text. The longest paragraph of a report has some thousand.
const MOST_TEXT: usize = 256 * 1024;

/// The bytes of a JSON file without the characters that are left out.
///
/// # Errors
/// One sentence in Chinese that names the limit.
pub fn accept(json: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if json.len() as u64 > MOST_BYTES {
        return Err(too_large());
    }
    hold_to_limits(json)?;
    Ok(without_unseen(json))
}

/// What a file is told that has more than [`MOST_BYTES`].
pub fn too_large() -> String {
    format!("文件超过 {} MB，没有读取。请分成几个文件，或去掉不属于这里的内容", MOST_BYTES / 1024 / 1024)
}

fn hold_to_limits(json: &[u8]) -> Result<(), String> {
    let (mut depth, mut line, mut text_start) = (0usize, 1usize, None);
    let mut bytes = json.iter().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (byte, text_start) {
            (b'\n', _) => line += 1,
            (b'"', None) => text_start = Some(at + 1),
            (b'"', Some(start)) if at - start > MOST_TEXT => {
                let most = MOST_TEXT / 1024;
                return Err(format!("第 {line} 行有一段文字超过 {most} KB，没有读取。一个字段只写一段话"));
            }
            (b'"', Some(_)) => text_start = None,
            (b'\\', Some(_)) => _ = bytes.next(),
            (b'[' | b'{', None) => depth += 1,
            (b']' | b'}', None) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MOST_DEPTH {
            return Err(format!("第 {line} 行的括号套了超过 {MOST_DEPTH} 层，没有读取。数据文件用不到这么多层"));
        }
    }
    Ok(())
}

/// Characters that are no part of what was published and that a page, a title, a feed and a spreadsheet cannot all
/// hold in check: marks that force a direction on what follows them (a title has no markup that could end
/// their reach), control characters, and what XML does not allow. Plain marks of Uyghur text stay.
fn is_unseen(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => true,
        other => other.is_control(),
    }
}

/// Works on the JSON text, so that numbers stay digit for digit. Outside of texts there are no such characters
/// but line breaks and tabs.
fn without_unseen(json: &[u8]) -> Cow<'_, [u8]> {
    let Ok(text) = std::str::from_utf8(json) else { return Cow::Borrowed(json) };
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let escaped = rest.strip_prefix("\\u").and_then(|hex| hex.get(..4));
        let escaped = escaped.and_then(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?));
        let (length, is_kept) = match (character, escaped) {
            ('\\', Some(escaped)) => (6, !is_unseen(escaped)),
            ('\\', None) => (1 + rest.chars().nth(1).map_or(0, char::len_utf8), true),
            _ => (character.len_utf8(), !is_unseen(character)),
        };
        let (part, after) = rest.split_at(length);
        if is_kept {
            kept.push_str(part);
        }
        rest = after;
    }
    if kept.len() == text.len() { Cow::Borrowed(json) } else { Cow::Owned(kept.into_bytes()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_left_out_and_everything_else_stays() {
        for (written, expected) in [
            (r#"{"a":"甲乙"}"#, r#"{"a":"甲乙"}"#),
            ("{\n\t\"a\":\"a\u{202e}b\u{2066}c\u{85}\u{7f}\"}", "{\n\t\"a\":\"abc\"}"),
            (r#"["\u202E\u0000\u0007\u2069\uFFFE","\u0009\n\u000A"]"#, r#"["","\u0009\n\u000A"]"#),
            (r#"["\\u202e","\\\u202e","\"\u200f\ud83d\ude00"]"#, r#"["\\u202e","\\","\"\u200f\ud83d\ude00"]"#),
            ("[\"\\", "[\"\\"),
            ("[\"\\u20", "[\"\\u20"),
        ] {
            assert_eq!(String::from_utf8_lossy(&without_unseen(written.as_bytes())), expected);
        }
        assert_eq!(&*without_unseen(b"\xff\x00"), b"\xff\x00", "what is no text is left for the reader to refuse");
    }

    #[test]
    fn a_limit_is_named_with_its_line() {
        let deep = |n: usize| format!("\n{}{}", "[".repeat(n), "]".repeat(n));
        let long = |n: usize| format!("[\n\"{}\\\"\"]", "长".repeat(n / 3 - 1));
        for (json, expected) in [
            (deep(MOST_DEPTH), None),
            (deep(10_000), Some("第 2 行的括号套了超过 64 层")),
            (format!("[{}]", "[],".repeat(1000)), None),
            (format!("[\"{}\"]", "[".repeat(1000)), None),
            (long(MOST_TEXT - 6), None),
            (long(10 * 1024 * 1024), Some("第 2 行有一段文字超过 256 KB")),
        ] {
            match (accept(json.as_bytes()), expected) {
                (Ok(_), None) => {}
                (Err(sentence), Some(expected)) => assert!(sentence.contains(expected), "{sentence}"),
                (found, _) => panic!("{found:?} where {expected:?} was expected"),
            }
        }
    }
}
