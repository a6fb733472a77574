//! A small JSON reader for the pages: text to a tree, and the tree to the types of this crate.
//!
//! The browser app reads its data files with it. serde's derived readers with either serde_json or
//! the browser's own parser cost a phone 20 kB of download more (ARCHITECTURE.md has the measurement);
//! the publisher, which reads what people wrote, uses serde. Tests hold the two against each other.

use crate::{DecodeError, FORMAT};

/// How deep lists and objects may lie in each other. The deepest of ours lie 9 deep.
const DEPTH: usize = 64;

/// A value as it stands in the file. A number keeps its digits.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// As written.
    Number(String),
    /// Without quotes and escapes.
    Text(String),
    /// `[…]`
    List(Vec<Json>),
    /// `{…}`, in the order written.
    Object(Vec<(String, Json)>),
}

/// The first thing that did not fit while a file was read. Reading goes on with a blank in its place, and the
/// file is refused at the end: one check instead of one after every field, which is a third of the code.
#[derive(Debug, Default)]
pub struct Trouble {
    path: Vec<Step>,
    first: Option<String>,
}

#[derive(Debug)]
enum Step {
    Field(&'static str),
    Item(usize),
}

impl Trouble {
    /// Notes that the value should be this. Only the first note counts.
    #[inline(never)]
    pub fn expected(&mut self, expected: &'static str) {
        if self.first.is_none() {
            let names = self.path.iter().map(|step| match step {
                Step::Field(name) => (*name).to_owned(),
                Step::Item(index) => index.to_string(),
            });
            let place = names.collect::<Vec<_>>().join(".");
            self.first = Some(format!("{place}：{expected}"));
        }
    }
}

/// A type that can be read from a value of a data file.
pub trait Read: Sized {
    /// Reads the value; none where the file leaves it out. Notes what does not fit and gives something blank.
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self;
}

/// Reads one published data file: first its version, then its content.
///
/// # Errors
/// Says in Chinese what is wrong and where.
pub fn read<T: Read>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mut trouble = Trouble::default();
    let content = T::read(Some(versioned(bytes)?), &mut trouble);
    match trouble.first {
        None => Ok(content),
        Some(place) => Err(DecodeError::Shape(place)),
    }
}

fn versioned(bytes: &[u8]) -> Result<Json, DecodeError> {
    let mut reader = Reader { bytes: bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes), at: 0 };
    let json = reader.whole().ok_or_else(|| reader.fault())?;
    let Json::Object(fields) = &json else { return Err(DecodeError::NoVersion) };
    match fields.iter().find(|(name, _)| name == "format") {
        Some((_, Json::Number(found))) => match found.parse() {
            Ok(found) if found == u64::from(FORMAT) => Ok(json),
            Ok(found) => Err(DecodeError::Version { found }),
            Err(_) => Err(DecodeError::NoVersion),
        },
        _ => Err(DecodeError::NoVersion),
    }
}

/// The fields of an object, taken one by one.
pub struct Fields<'a> {
    left: Vec<(String, Json)>,
    trouble: &'a mut Trouble,
}

impl<'a> Fields<'a> {
    /// The fields of a value that should be an object.
    #[inline(never)]
    pub fn of(json: Option<Json>, trouble: &'a mut Trouble) -> Self {
        let left = match json {
            Some(Json::Object(fields)) => fields,
            Some(_) => {
                trouble.expected("应为 { } 里的各项");
                Vec::new()
            }
            None => {
                trouble.expected("没有这一项");
                Vec::new()
            }
        };
        Self { left, trouble }
    }

    /// Takes a field out.
    #[inline(never)]
    pub fn take<T: Read>(&mut self, name: &'static str) -> T {
        let json = self.find(name);
        self.trouble.path.push(Step::Field(name));
        let value = T::read(json, self.trouble);
        self.trouble.path.pop();
        value
    }

    #[inline(never)]
    fn find(&mut self, name: &str) -> Option<Json> {
        let at = self.left.iter().position(|(known, _)| known == name)?;
        Some(self.left.swap_remove(at).1)
    }

    /// Ends the reading: a field that nobody took is one that this version does not know.
    #[inline(never)]
    pub fn end(self) {
        if !self.left.is_empty() {
            self.trouble.expected("有这个版本不认识的项");
        }
    }
}

/// The values of an object by their names, in the order written.
#[inline(never)]
pub fn pairs<T: Read>(json: Option<Json>, trouble: &mut Trouble) -> Vec<(String, T)> {
    let mut pairs: Vec<(String, T)> = Vec::new();
    for (name, json) in Fields::of(json, trouble).left {
        if pairs.iter().any(|(known, _)| *known == name) {
            trouble.expected("编号重复");
        }
        pairs.push((name, T::read(Some(json), trouble)));
    }
    pairs
}

/// Reads a type field by field: `record!(Link { text, url });`.
macro_rules! record {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl $crate::json::Read for $type {
            #[inline(never)]
            fn read(json: Option<$crate::json::Json>, trouble: &mut $crate::json::Trouble) -> Self {
                let mut fields = $crate::json::Fields::of(json, trouble);
                let whole = Self { $($field: fields.take(stringify!($field))),* };
                fields.end();
                whole
            }
        }
    };
}

/// Reads a type from one of its words: `words!(Level { "county" => County });`. The first stands for the blank.
macro_rules! words {
    ($type:ident { $first:literal => $blank:ident $(, $word:literal => $variant:ident)* $(,)? }) => {
        impl $crate::json::Read for $type {
            fn read(json: Option<$crate::json::Json>, trouble: &mut $crate::json::Trouble) -> Self {
                match &*String::read(json, trouble) {
                    $first => Self::$blank,
                    $($word => Self::$variant,)*
                    _ => {
                        trouble.expected("不是规定的用词");
                        Self::$blank
                    }
                }
            }
        }
    };
}

pub(crate) use {record, words};

impl Read for String {
    #[inline(never)]
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        match json {
            Some(Json::Text(text)) => return text,
            Some(_) => trouble.expected("应为文字"),
            None => trouble.expected("没有这一项"),
        }
        Self::new()
    }
}

impl Read for u32 {
    #[inline(never)]
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        let number = if let Some(Json::Number(digits)) = json { digits.parse().ok() } else { None };
        number.unwrap_or_else(|| {
            trouble.expected("应为整数");
            0
        })
    }
}

impl Read for u16 {
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        u32::read(json, trouble).try_into().unwrap_or_else(|_| {
            trouble.expected("数字太大");
            0
        })
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        match json {
            None | Some(Json::Null) => None,
            json => Some(T::read(json, trouble)),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    #[inline(never)]
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        let list = match json {
            Some(Json::List(list)) => list,
            None => return Self::new(),
            Some(_) => {
                trouble.expected("应为 [ ] 里的一列");
                return Self::new();
            }
        };
        let mut read = Self::with_capacity(list.len());
        for (at, json) in list.into_iter().enumerate() {
            trouble.path.push(Step::Item(at + 1));
            read.push(T::read(Some(json), trouble));
            trouble.path.pop();
        }
        read
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn whole(&mut self) -> Option<Json> {
        let json = self.value(0)?;
        self.space();
        (self.at == self.bytes.len()).then_some(json)
    }

    fn fault(&self) -> DecodeError {
        let read = self.bytes.get(..self.at).unwrap_or(self.bytes);
        let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
        // Bytes of 0x80..0xc0 go on with the character before.
        let last = read.iter().rev().take_while(|byte| **byte != b'\n');
        let column = last.filter(|byte| !(0x80..0xc0).contains(*byte)).count() + 1;
        DecodeError::Broken { line, column }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Goes past this text, if it stands here.
    fn skip(&mut self, text: &str) -> Option<()> {
        let rest = self.bytes.get(self.at..)?;
        rest.starts_with(text.as_bytes()).then(|| self.at += text.len())
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > DEPTH {
            return None;
        }
        self.space();
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.text().map(Json::Text),
            b'n' => self.skip("null").map(|()| Json::Null),
            b't' => self.skip("true").map(|()| Json::Bool(true)),
            b'f' => self.skip("false").map(|()| Json::Bool(false)),
            _ => self.number(),
        }
    }

    /// After an item: whether another one follows, or the end.
    fn goes_on(&mut self, end: &str) -> Option<bool> {
        self.space();
        if self.skip(",").is_some() { Some(true) } else { self.skip(end).map(|()| false) }
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        self.skip("[")?;
        self.space();
        let mut list = Vec::new();
        let mut more = self.skip("]").is_none();
        while more {
            list.push(self.value(depth + 1)?);
            more = self.goes_on("]")?;
        }
        Some(Json::List(list))
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        self.skip("{")?;
        self.space();
        let mut fields = Vec::new();
        let mut more = self.skip("}").is_none();
        while more {
            self.space();
            let name = self.text()?;
            self.space();
            self.skip(":")?;
            fields.push((name, self.value(depth + 1)?));
            more = self.goes_on("}")?;
        }
        Some(Json::Object(fields))
    }

    fn number(&mut self) -> Option<Json> {
        let rest = self.bytes.get(self.at..)?;
        let is_part = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        let digits = rest.get(..rest.iter().take_while(is_part).count())?;
        if !digits.iter().any(u8::is_ascii_digit) {
            return None;
        }
        self.at += digits.len();
        String::from_utf8(digits.to_vec()).ok().map(Json::Number)
    }

    fn text(&mut self) -> Option<String> {
        self.skip("\"")?;
        let mut text = Vec::new();
        loop {
            let rest = self.bytes.get(self.at..)?;
            let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
            text.extend_from_slice(rest.get(..plain)?);
            self.at += plain;
            if self.skip("\"").is_some() {
                return String::from_utf8(text).ok();
            }
            self.skip("\\")?;
            let character = self.escaped()?;
            text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let escape = self.peek()?;
        self.at += 1;
        match escape {
            b'"' | b'\\' | b'/' => Some(char::from(escape)),
            b'b' => Some('\u{8}'),
            b'f' => Some('\u{c}'),
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            b'u' => match self.unit()? {
                high @ 0xd800..0xdc00 => {
                    self.skip("\\u")?;
                    let low = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                    char::from_u32(0x10000 + ((high - 0xd800) << 10) + low)
                }
                unit => char::from_u32(unit),
            },
            _ => None,
        }
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Catalogue, Channels, Guide, Index, Policies, Report, Rules, Site};
    use proptest::prelude::*;
    use serde::de::DeserializeOwned;
    use std::path::Path;

    /// Reads every file of this name below the folders of the two counties with both readers.
    #[track_caller]
    fn same<T: Read + DeserializeOwned + PartialEq + std::fmt::Debug>(files: &[&str]) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for file in files {
            let bytes = std::fs::read(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            let ours = read::<T>(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert_eq!(ours, crate::decode(&bytes).expect(file), "{file}");
        }
    }

    #[test]
    fn the_pages_read_what_the_publisher_reads() {
        same::<Policies>(&["data/policies.json", "examples/pingtan/policies.json"]);
        same::<Catalogue>(&["data/catalogue.json"]);
        same::<Channels>(&["data/channels.json"]);
        same::<Guide>(&["data/guide.json"]);
        same::<Rules>(&["data/rules.json"]);
        same::<Site>(&["data/site.json", "examples/pingtan/site.json"]);
        let reports: Vec<_> = (2019..=2025).map(|year| format!("examples/pingtan/reports/{year}.json")).collect();
        same::<Report>(&reports.iter().map(String::as_str).chain(["data/reports/2019.json"]).collect::<Vec<_>>());
    }

    /// Every field and every word of every type, so that none is forgotten in a `record!` or `words!`.
    #[test]
    fn every_field_and_every_word_is_read_as_the_publisher_reads_it() {
        let source = r#"{"document":"d","section":"s","url":"http://x"}"#;
        let contact = format!(
            r#"{{"name":"n","address":"a","postcode":"844200","phone":"p","email":"e","verified_on":"2026-01-02","source":{source}}}"#
        );
        let figure = r#"{"id":"i","label":"l","value":7.5,"unit":"u","meaning":"m","section":"1","quote":"q"}"#;
        let kinds = ["office", "hotline", "website", "application", "error-report", "supervision", "petition"];
        for kind in kinds.into_iter().chain(["service-hall", "media", "place", "consultation"]) {
            let channel = format!(
                r#"{{"id":"i","name":"n","kind":"{kind}","purposes":["ask","complain","apply","correct","service","read"],
                "what_for":"w","host_unit":"h","contact":{contact},"url":"u","hours":"h","deadline":{{"days":3,
                "unit":"working-days","note":"n","source":{source}}},"steps":["s"],"figures":[{figure}],"reported":"r",
                "instead":"i","standing":"verified","verified_on":"2026-01-02","source":{source}}}"#
            );
            let file = format!(r#"{{"format":1,"channels":[{channel}]}}"#);
            equal::<Channels>(&file);
            equal::<Channels>(
                &file.replace("working-days", "calendar-days").replace("verified\",", "named-in-report\","),
            );
        }
        for (level, origin) in [
            ("national", "document"),
            ("region", "index"),
            ("prefecture", "list-page"),
            ("county", "page-header"),
            ("county", "address"),
        ] {
            equal::<Policies>(&format!(
                r#"{{"format":1,"source":{source},"policies":[{{"id":"i","title":"t","level":"{level}","kind":"k","issuer":"i",
                "number":"n","date":"2020-02-29","date_origin":"{origin}","index_number":"x","subject":"s","validity":"v",
                "note":"n","url":"u","source":{source}}}]}}"#
            ));
        }
        for (table, version) in [("t2", "2019"), ("t3", "2021"), ("t4", "2021")] {
            equal::<Report>(&format!(
                r#"{{"format":1,"year":2019,"title":"t","issuer":"i","period":{{"from":"2019-01-01","to":"2019-12-31"}},
                "published":"2020-01-01","source":{source},"contact":{contact},"preamble":["p"],"sections":[{{"id":"1",
                "numeral":"一","printed_numeral":"二","heading":"h","paragraphs":["p"],"sections":[]}}],"figures":[{figure}],
                "tables":[{{"id":"{table}","version":"{version}","place":"p","rows":{{"a":{{"b":1,"c":null,"d":"1.50",
                "e":{{"value":-3,"unit":"u","text":"t","place":"p"}}}}}},"extra_rows":[{{"label":"l","after":"a","cells":["1"]}}]}}],
                "notes":[{{"section":"1","text":"t"}}],"links":[{{"text":"t","url":"u"}}]}}"#
            ));
        }
        equal::<Catalogue>(&format!(
            r#"{{"format":1,"entries":[{{"id":"i","item":"20.1","subject":"s","title":"t","content":"c","basis":[{source}],
            "time_limit":"t","publisher":"p","carriers":{{"used":["u"],"not_used":["n"]}},"audience":"a","manner":"m",
            "tier":"t","source":{source}}}]}}"#
        ));
        equal::<Site>(&format!(
            r#"{{"format":1,"county":{{"name":"n","within":["w"],"code":"653122","url":"u"}},"title":"t","notice":"n",
            "office":{contact},"site_id_code":"s","icp_number":"i","police_number":"p","documents":[{{"id":"i","title":"t",
            "short":"s","issuer":"i","number":"n","published":"2019-04-03","url":"u"}}]}}"#
        ));
        let points = format!(r#"[{{"id":"i","heading":"h","points":[{{"text":"t","sources":[{source}]}}]}}]"#);
        equal::<Guide>(&format!(r#"{{"format":1,"sections":{points},"apply":{points}}}"#));
        equal::<Rules>(&format!(r#"{{"format":1,"sections":{points}}}"#));
    }

    #[track_caller]
    fn equal<T: Read + DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str) {
        let theirs: T = crate::decode(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(read::<T>(text.as_bytes()), Ok(theirs));
    }

    #[test]
    fn a_faulty_file_is_refused_with_its_place_and_what_is_expected() {
        for (text, expected) in [
            (r#"{"format": 2}"#, "格式版本是 2"),
            (r#"{"reports": []}"#, "没有写明格式版本"),
            ("[1]", "没有写明格式版本"),
            ("", "第 1 行第 1 列"),
            ("{\"format\": 1,\n \"rep", "第 2 行"),
            (r#"{"format": 1, "reports": [2019, "x"], "files": {}}"#, "reports.2：应为整数"),
            (r#"{"format": 1, "reports": [70000], "files": {}}"#, "reports.1：数字太大"),
            (r#"{"format": 1, "reports": [], "files": 7}"#, "files：应为"),
            (r#"{"format": 1, "reports": []}"#, "files：没有这一项"),
            (r#"{"format": 1, "reports": [], "files": {"a": 1, "a": 2}}"#, "files：编号重复"),
            (r#"{"format": 1, "reports": [], "files": {}, "new": 1}"#, "不认识的项"),
        ] {
            let error = read::<Index>(text.as_bytes()).expect_err(text).to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(read::<Index>(deep.as_bytes()).is_err(), "a file cannot make the reader overflow its stack");
    }

    #[test]
    fn a_byte_order_mark_and_every_escape_are_read() {
        let text = "\u{feff}{\"format\":1,\"sections\":[{\"id\":\"\\u4e00\\ud83d\\ude00\\n\\/\",\"heading\":\"\",\"points\":[]}]}";
        assert_eq!(read::<Rules>(text.as_bytes()).expect("read").sections[0].id, "一😀\n/");
        let lone = text.replace("\\ude00", "");
        assert!(read::<Rules>(lone.as_bytes()).is_err(), "half a character is no text");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read::<Report>(&bytes);
        }

        #[test]
        fn what_serde_takes_for_json_is_the_same_json_here(text in r#"[\[\]{}",:0-9a-f\\u\-. ntrue]{0,30}"#) {
            let theirs = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            let ours = Reader { bytes: text.as_bytes(), at: 0 }.whole().is_some();
            // Ours is lenient with the spelling of numbers only: their digits are judged by the field.
            prop_assert!(ours || !theirs, "{text}");
        }
    }
}
