//! Bytes to text: byte order marks, UTF-8, UTF-16, GBK/GB18030, Big5, and text that was decoded
//! wrongly once already.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text and how it was got.
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// What a clerk should know about it.
    pub remark: Option<&'static str>,
}

const REPAIRED: &str = "文件里的文字曾被按错误的编码保存（乱码），已经还原。请核对文字是否正确";
const GARBLED: &str = "文件里有不能识别的字节，文字可能有缺损。请把原文件另存为 UTF-8 编码后再导入";

/// Decodes the bytes of a text file, a page or a part of a container.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(&bytes[mark..], encoding);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => return repair(text.to_owned()),
        // Cut off in the middle of a character, but UTF-8 all the same.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => return decode_as(bytes, UTF_8),
        Err(_) => {}
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(bytes, encoding);
    }
    let candidates = [declared(bytes), Some(guess(bytes)), Some(GB18030), Some(BIG5)];
    let decoded = candidates.into_iter().flatten().map(|encoding| decode_as(bytes, encoding));
    // The encoding whose text has the words that every report has; the first one where none has.
    let mut best: Option<(usize, Decoded)> = None;
    for decoded in decoded {
        let score = score(&decoded.text) * 2 + usize::from(decoded.remark.is_none());
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, decoded));
        }
    }
    best.map_or_else(|| decode_as(bytes, UTF_8), |(_, decoded)| decoded)
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    // Every GBK text is GB18030, which knows more characters.
    let encoding = if encoding == encoding_rs::GBK { GB18030 } else { encoding };
    let (text, faulty) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), remark: faulty.then_some(GARBLED) }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let sample = &bytes[..bytes.len().min(1 << 20)];
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(Some(b"cn"), chardetng::Utf8Detection::Deny)
}

/// The encoding that a page names itself.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let after = head.split("charset=").nth(1)?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(2048) / 2 * 2];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let many = sample.len() / 20;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > many => Some(UTF_16LE),
        (even, 0) if even > many => Some(UTF_16BE),
        _ => None,
    }
}

fn score(text: &str) -> usize {
    const WORDS: [&str; 8] = ["信息", "公开", "行政", "年度", "情况", "資訊", "公開", "情況"];
    WORDS.iter().filter(|word| text.contains(**word)).count()
}

/// UTF-8 that someone read as Windows-1252 or GBK and saved again.
fn repair(text: String) -> Decoded {
    if text.is_ascii() || score(&text) > 0 {
        return Decoded { text, remark: None };
    }
    for encoding in [WINDOWS_1252, GB18030] {
        let (bytes, _, lossy) = encoding.encode(&text);
        if lossy {
            continue;
        }
        if let Ok(repaired) = std::str::from_utf8(&bytes)
            && score(repaired) >= 2
        {
            return Decoded { text: repaired.to_owned(), remark: Some(REPAIRED) };
        }
    }
    Decoded { text, remark: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "政府信息公开行政年度情况";

    #[test]
    fn one_text_in_many_encodings_reads_the_same() {
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let with_mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            TEXT.as_bytes().to_vec(),
            with_mark(b"\xef\xbb\xbf", TEXT.as_bytes()),
            GB18030.encode(TEXT).0.into_owned(),
            with_mark(b"\xff\xfe", &utf16),
        ] {
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.remark), (TEXT, None));
        }
        assert_eq!(decode(&BIG5.encode("政府資訊公開行政年度情況").0).text, "政府資訊公開行政年度情況");
    }

    #[test]
    fn text_decoded_wrongly_before_is_restored_and_said() {
        let garbled = WINDOWS_1252.decode(TEXT.as_bytes()).0.into_owned();
        let decoded = decode(garbled.as_bytes());
        assert_eq!((decoded.text.as_str(), decoded.remark), (TEXT, Some(REPAIRED)));
    }
}
