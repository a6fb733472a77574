//! The parts of a zip container (docx, xlsx), unpacked within bounds.

use crate::{ImportError, limits};
use std::io::{Cursor, Read};

/// An open container and how much may still be unpacked from it.
pub struct Container<'a> {
    archive: zip::ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Container<'a> {
    /// Opens the container; reads only its list of parts.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
        if archive.len() > limits::PARTS {
            return Err(ImportError::TooLarge);
        }
        Ok(Self { archive, left: limits::UNPACKED_BYTES })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part; None where there is none of this name.
    pub fn read(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => ImportError::Protected,
            _ => ImportError::Damaged,
        })?;
        let mut bytes = Vec::new();
        // The size in the container's list can be a lie: count what really comes out.
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| ImportError::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(ImportError::TooLarge)?;
        Ok(Some(crate::encoding::decode(&bytes).text))
    }
}
