//! The byte formats of this crate's files: a head that says what a file is and its version, then
//! numbers of seven bits a byte.
//!
//! Each format is read and written by the module that knows its content; reading never panics,
//! whatever the bytes.

use alloc::{borrow::ToOwned, string::String};
use core::fmt;

/// The version of every file of the search.
const VERSION: u8 = 5;

/// Why a file was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It was written for another version of the format.
    Version(u8),
    /// It is not what it should be: cut off, mixed up or damaged.
    Damaged,
}

impl Refused {
    /// What happened and what to do. Made without the formatter, which weighs a kilobyte on a phone.
    pub(crate) fn sentence(self) -> String {
        let Self::Version(found) = self else { return "检索文件已损坏或没有下载完整".to_owned() };
        let mut sentence = "检索文件的格式版本是 ".to_owned();
        for (place, digit) in [(100, found / 100), (10, found / 10 % 10), (1, found % 10)] {
            if found >= place || place == 1 {
                sentence.push(char::from(b'0' + digit));
            }
        }
        sentence.push_str("，本程序不认识。请刷新网页；仍不行，请重新生成站点");
        sentence
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl core::error::Error for Refused {}

/// Reads numbers off the front of some bytes.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// The content of a file of this kind.
    pub(crate) fn open(bytes: &'a [u8], kind: u8) -> Result<Self, Refused> {
        match bytes {
            [b'g', b'k', found, version, content @ ..] if *found == kind => {
                if *version == VERSION {
                    Ok(Self(content))
                } else {
                    Err(Refused::Version(*version))
                }
            }
            _ => Err(Refused::Damaged),
        }
    }

    /// Bytes without a head.
    pub(crate) fn over(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// How many bytes are left.
    #[cfg(feature = "publish")]
    pub(crate) fn left(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Refused> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Refused::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn number(&mut self) -> Result<u32, Refused> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let [byte, rest @ ..] = self.0 else { break };
            self.0 = rest;
            value |= u32::from(byte & 0x7F) << shift;
            if *byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Refused::Damaged)
    }

    /// A length or count: never more than there are bytes left, so that nothing is reserved for what cannot come.
    pub(crate) fn count(&mut self) -> Result<usize, Refused> {
        let count = self.number()? as usize;
        if count > self.0.len() { Err(Refused::Damaged) } else { Ok(count) }
    }

    /// A number written as its difference from the one before.
    pub(crate) fn step(&mut self, last: &mut u32) -> Result<u32, Refused> {
        let packed = self.number()?;
        let amount = packed >> 1;
        *last = if packed & 1 == 0 { last.wrapping_add(amount) } else { last.wrapping_sub(amount + 1) };
        Ok(*last)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Refused> {
        let length = self.count()?;
        core::str::from_utf8(self.take(length)?).map_err(|_| Refused::Damaged)
    }
}

/// Writes what [`Reader`] reads.
pub(crate) mod write {
    use alloc::vec::Vec;

    #[cfg(feature = "publish")]
    pub(crate) fn head(kind: u8) -> Vec<u8> {
        Vec::from([b'g', b'k', kind, super::VERSION])
    }

    pub(crate) fn number(bytes: &mut Vec<u8>, mut value: u32) {
        while value >= 0x80 {
            bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
    }

    #[cfg(feature = "publish")]
    pub(crate) fn step(bytes: &mut Vec<u8>, last: &mut u32, value: u32) {
        let up = value.wrapping_sub(*last);
        let down = last.wrapping_sub(value);
        number(bytes, if value >= *last { up << 1 } else { ((down - 1) << 1) | 1 });
        *last = value;
    }

    pub(crate) fn text(bytes: &mut Vec<u8>, text: &str) {
        number(bytes, text.len() as u32);
        bytes.extend_from_slice(text.as_bytes());
    }
}
