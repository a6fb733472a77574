//! What is known of characters: what they become, and how they sound.
//!
//! The app knows of itself only what is small. Two files that the publisher makes say the rest, and
//! only for the characters that a site's texts hold: the pairs (traditional and compatible characters
//! with what they become) and the readings (pinyin). With them a query finds what it would find if
//! everything were known: a character that is neither in the texts nor becomes one that is there
//! cannot be found in any case.

use alloc::{sync::Arc, vec::Vec};
use spin::Once;

use crate::{
    Query,
    bytes::{Reader, Refused},
    fold::Table,
    readings::Readings,
};

/// Kind of the file of pairs.
pub(crate) const PAIRS: u8 = b'c';

/// What is known of characters. Cheap to clone.
#[derive(Clone)]
pub struct Characters {
    pub(crate) table: Arc<Table>,
    pub(crate) readings: Option<Arc<Readings>>,
}

impl Characters {
    /// What the program knows without a file.
    #[must_use]
    pub fn plain() -> Self {
        static PLAIN: Once<Characters> = Once::new();
        PLAIN.call_once(|| Self { table: Arc::new(Table::new(&[])), readings: None }).clone()
    }

    /// With the pairs of a file.
    ///
    /// # Errors
    /// When the file is damaged or of another version.
    pub fn with_pairs(&self, file: &[u8]) -> Result<Self, Refused> {
        let mut bytes = Reader::open(file, PAIRS)?;
        let mut pairs = Vec::new();
        let (mut from, mut to) = (0, 0);
        while !bytes.is_empty() {
            pairs.push((bytes.step(&mut from)? as u16, bytes.step(&mut to)? as u16));
        }
        Ok(Self { table: Arc::new(Table::new(&pairs)), readings: self.readings.clone() })
    }

    /// With the readings of a file.
    ///
    /// # Errors
    /// When the file is damaged or of another version.
    pub fn with_readings(&self, file: &[u8]) -> Result<Self, Refused> {
        Ok(Self { table: Arc::clone(&self.table), readings: Some(Arc::new(Readings::read(file)?)) })
    }

    /// Understands what was typed. Every text is a query; what is only punctuation says nothing.
    #[must_use]
    pub fn query(&self, text: &str) -> Query {
        Query::understand(text, self)
    }
}

impl Default for Characters {
    fn default() -> Self {
        Self::plain()
    }
}

impl PartialEq for Characters {
    fn eq(&self, other: &Self) -> bool {
        let of = |it: &Self| it.readings.as_ref().map(Arc::as_ptr);
        Arc::ptr_eq(&self.table, &other.table) && of(self) == of(other)
    }
}

impl Eq for Characters {}

impl core::fmt::Debug for Characters {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(if self.readings.is_some() { "Characters with readings" } else { "Characters" })
    }
}
