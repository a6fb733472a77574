use serde::de::DeserializeOwned;
use std::fmt;

/// The version of every data file. A file of another version is refused with a sentence.
pub const FORMAT: u32 = 1;

/// Why a data file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// The file was written for another version of the format.
    Version {
        /// The version that the file states.
        found: u64,
    },
    /// The file does not state its version.
    NoVersion,
    /// The bytes are not JSON, or end in the middle.
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// The reader's own words.
        detail: String,
    },
    /// A published file is not whole JSON.
    Broken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A published file is whole JSON, but a value is missing or of another shape: where, and what is expected.
    Shape(String),
    /// The JSON is whole, but a field is missing, unknown or of another type.
    Content {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// The reader's own words.
        detail: String,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version { found } => {
                write!(f, "文件的格式版本是 {found}，本程序只认识版本 {FORMAT}。请更新程序，或重新生成文件")
            }
            Self::NoVersion => write!(f, "文件没有写明格式版本（format）。请在文件开头写上 \"format\": {FORMAT}"),
            Self::Syntax { line, column, detail } => {
                write!(f, "第 {line} 行第 {column} 列不是完整的 JSON（{detail}）。文件可能没有下载完整或已损坏")
            }
            Self::Broken { line, column } => {
                write!(f, "第 {line} 行第 {column} 列不是完整的 JSON，文件可能没有下载完整或已损坏")
            }
            Self::Shape(place) => write!(f, "内容不合格式（{place}）"),
            Self::Content { line, column, detail } => {
                write!(f, "第 {line} 行第 {column} 列的内容不合格式（{detail}）")
            }
        }
    }
}

impl std::error::Error for DecodeError {}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        // serde_json ends its message with the place, which the error already carries.
        let mut detail = error.to_string();
        if let Some(at) = detail.rfind(" at line ") {
            detail.truncate(at);
        }
        match error.classify() {
            serde_json::error::Category::Data => Self::Content { line, column, detail },
            _ => Self::Syntax { line, column, detail },
        }
    }
}

#[derive(serde::Deserialize)]
struct Probe {
    format: Option<u64>,
}

/// Reads one data file: first its version, then its content.
///
/// # Errors
/// Says in Chinese what is wrong and where. Unknown fields are errors, so that a misspelt field of
/// an authored file is not silently lost.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let probe: Probe = serde_json::from_slice(bytes)?;
    match probe.format {
        None => Err(DecodeError::NoVersion),
        Some(found) if found != u64::from(FORMAT) => Err(DecodeError::Version { found }),
        Some(_) => Ok(serde_json::from_slice(bytes)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalogue;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let error = decode::<Catalogue>(text.as_bytes()).expect_err("must be refused");
        assert!(error.to_string().contains(expected), "{error}");
    }

    #[test]
    fn a_faulty_file_is_refused_with_its_place() {
        check(r#"{"format": 2, "whatever": 1}"#, "格式版本是 2");
        check(r#"{"entries": []}"#, "没有写明格式版本");
        check("{\"format\": 1,\n \"ent", "第 2 行");
        check(r#"{"format": 1, "entries": 7}"#, "不合格式");
        check(r#"{"format": 1, "entries": [], "extra": 1}"#, "unknown field `extra`");
    }

    #[test]
    fn a_byte_order_mark_is_not_a_fault() {
        let bytes = "\u{feff}{\"format\": 1, \"entries\": []}";
        assert!(decode::<Catalogue>(bytes.as_bytes()).is_ok());
    }
}
