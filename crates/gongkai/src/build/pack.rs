//! The files of a site on the disk, with compressed forms beside those of text.

use super::Files;
use super::progress::Stage;
use crate::web::{ENCODINGS, is_text};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Smaller files fit into one packet as they are.
const WORTH_COMPRESSING: usize = 500;

/// What every visit loads is compressed as far as it goes.
const QUALITY: i32 = 11;

/// What few visitors read each is compressed quickly: 0.2 ms instead of 5.4 ms for the page of an entry, which is then
/// 1.6 kB long instead of 1.4 kB and goes into the same packets. The qualities between cost more system time than they
/// save.
const QUALITY_FOR_FEW: i32 = 5;

/// Writes the files into a new folder, on all cores. Plain threads: the parts need nothing of each other.
pub fn write_all(root: &Path, files: &Files) -> io::Result<()> {
    let stage = Stage::begin("压缩并写入文件", files.len());
    let mut queue: Vec<(&String, &Vec<u8>)> = files.iter().collect();
    // The longest first, so that no core waits for a long last one.
    queue.sort_by_key(|(_, bytes)| std::cmp::Reverse(bytes.len()));
    for folder in files.keys().filter_map(|name| Path::new(name).parent()) {
        fs::create_dir_all(root.join(folder))?;
    }
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((name, bytes)) = queue.get(next.fetch_add(1, Ordering::Relaxed)) {
            write(root, name, bytes).inspect_err(|_| next.store(queue.len(), Ordering::Relaxed))?;
            stage.advance();
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let helpers: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let own = work();
        let died = || Err(io::Error::other("a thread ended early"));
        helpers.into_iter().map(|helper| helper.join().unwrap_or_else(|_| died())).fold(own, io::Result::and)
    })
}

fn write(root: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::write(root.join(name), bytes)?;
    if !is_text(name) || bytes.len() < WORTH_COMPRESSING {
        return Ok(());
    }
    for (ending, encoding) in ENCODINGS {
        let packed = if encoding == "br" { brotli(bytes, quality(name))? } else { gzip(bytes)? };
        if packed.len() < bytes.len() {
            fs::write(root.join(format!("{name}.{ending}")), packed)?;
        }
    }
    Ok(())
}

/// Pages below the two catalogues, and files to take home.
fn quality(name: &str) -> i32 {
    let is_page_below = |column: &str| name.strip_prefix(column).is_some_and(|rest| rest.contains('/'));
    let for_few = is_page_below("policies/")
        || is_page_below("catalogue/")
        || name.starts_with("downloads/")
        || name == super::release::NAME;
    if for_few { QUALITY_FOR_FEW } else { QUALITY }
}

fn brotli(bytes: &[u8], quality: i32) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params)?;
    Ok(packed)
}

/// Without a time or a name in it: the same bytes give the same bytes.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn every_text_over_the_threshold_has_two_shorter_forms_that_unpack_to_it() {
        let text = |size: usize| "政府信息公开".bytes().cycle().take(size).collect::<Vec<u8>>();
        let cases = [
            ("index.html", 5000, true),
            ("policies/a/index.html", 5000, true),
            ("app_bg.wasm", 5000, true),
            ("data/short.json", WORTH_COMPRESSING - 1, false),
            ("forms.xlsx", 5000, false),
        ];
        let files: Files = cases.iter().map(|(name, size, _)| ((*name).to_owned(), text(*size))).collect();
        let root = tempfile::tempdir().expect("a folder");
        write_all(root.path(), &files).expect("written");
        for (name, size, packed) in cases {
            let read = |name: &str| fs::read(root.path().join(name)).ok();
            assert_eq!(read(name), Some(text(size)), "{name}");
            let (br, gz) = (read(&format!("{name}.br")), read(&format!("{name}.gz")));
            assert_eq!((br.is_some(), gz.is_some()), (packed, packed), "{name}");
            if let (Some(br), Some(gz)) = (br, gz) {
                let mut plain = Vec::new();
                brotli::BrotliDecompress(&mut &br[..], &mut plain).expect("brotli");
                assert_eq!(plain, text(size), "{name}.br");
                plain.clear();
                flate2::read::GzDecoder::new(&gz[..]).read_to_end(&mut plain).expect("gzip");
                assert_eq!(plain, text(size), "{name}.gz");
            }
        }
    }
}
