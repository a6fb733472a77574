//! What the targets share: reading, and containers made around random parts.

use import::{Options, import, sheet};
use std::io::{Cursor, Write};

/// Reads the bytes as a report and as a list.
pub fn read(bytes: &[u8], name: &str) {
    let options = Options { name: name.to_owned(), year: Some(2023) };
    if let Err(error) = import(bytes, &options) {
        assert!(!error.to_string().is_empty());
    }
}

/// Reads the sheets of a workbook as a catalogue and as channels.
pub fn read_sheets(bytes: &[u8]) {
    for sheet in sheet::read_workbook(bytes).iter().flatten() {
        let _ = (sheet::catalogue_from_sheet(sheet), sheet::channels_from_sheet(sheet));
    }
}

/// A container of parts, not compressed, so that the fuzzer's changes reach the parts.
pub fn container(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        if writer.start_file(*name, options).and_then(|()| Ok(writer.write_all(bytes)?)).is_err() {
            return Vec::new();
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
