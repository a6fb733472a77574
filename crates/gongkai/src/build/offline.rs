//! Use without a network: the worker with the list of the release, the page that stands in for every page, and what
//! a phone needs to put the portal among its programs.

use super::app::{fill, literal};
use super::{App, Files};
use model::Site;
use portal::route::Route;
use portal::text;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const WORKER: &str = include_str!("../../../../src/worker.js");
/// Takes a worker away again.
const NO_WORKER: &str = include_str!("../../../../src/no-worker.js");

/// The page that the app fills when the network does not bring the real one.
pub const SHELL: &str = "shell.html";

/// The home screen's file.
pub const WEB_MANIFEST: &str = "site.webmanifest";
/// The icon of Apple's home screens, which do not read the manifest's.
pub const APPLE_ICON: &str = "icon-180.png";
/// The bar of the browser, in light and in dark: the colours of the page's own head.
pub const THEME_LIGHT: &str = "#a61b1b";
/// In dark.
pub const THEME_DARK: &str = "#1c2226";
const PAPER: &str = "#fbfaf7";

const ICONS: [(&str, &[u8]); 4] = [
    (APPLE_ICON, include_bytes!("../../../../style/icons/icon-180.png")),
    ("icon-192.png", include_bytes!("../../../../style/icons/icon-192.png")),
    ("icon-512.png", include_bytes!("../../../../style/icons/icon-512.png")),
    ("icon-maskable-512.png", include_bytes!("../../../../style/icons/icon-maskable-512.png")),
];

/// Data that can be large: a phone keeps what its owner has looked at.
const WHEN_SEEN: [&str; 3] = ["data/policies", "data/catalogue", "data/search"];

/// Names what the site shows and with which app: another release has another name.
pub fn release(data: &Files, app: &App) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in data.iter().chain(&app.files) {
        hash.update(name);
        hash.update([0]);
        hash.update(Sha256::digest(bytes));
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Adds the worker, after the data, the app and the shell are among the files.
pub fn add_worker(files: &mut Files, app: &App, base: &str, release: Option<&str>) {
    let base = ("__BASE__", literal(base));
    let script = match release {
        None => fill(NO_WORKER, &[base]),
        Some(release) => {
            let (when_seen, at_once): (Vec<_>, Vec<_>) =
                files.iter().filter(|(name, _)| is_kept(name, app)).partition(|(name, _)| is_kept_when_seen(name, app));
            let lists = [text::browse::POLICIES_PATH, text::browse::CATALOGUE_PATH];
            let values = [
                base,
                ("__RELEASE__", literal(release)),
                ("__STEPS__", steps().to_string()),
                ("__PLAIN__", json!(lists).to_string()),
                ("__AT_ONCE__", hashes(&at_once).to_string()),
                ("__WHEN_SEEN__", hashes(&when_seen).to_string()),
            ];
            fill(WORKER, &values)
        }
    };
    files.insert("worker.js".to_owned(), script.into_bytes());
}

fn is_kept(name: &str, app: &App) -> bool {
    name.starts_with("data/") || name == SHELL || apart().any(|page| page == name) || app.files.contains_key(name)
}

/// The columns whose app is large: kept as they are written.
fn apart() -> impl Iterator<Item = String> {
    Route::COLUMNS.into_iter().filter(Route::is_apart).map(|route| format!("{}/index.html", route.path()))
}

/// Large, and not everybody's: pages that stand apart can be read without their app.
fn is_kept_when_seen(name: &str, app: &App) -> bool {
    WHEN_SEEN.iter().any(|start| name.starts_with(start))
        || app.apart().iter().any(|program| program.glue == name || program.wasm == name)
}

fn hashes(files: &[(&String, &Vec<u8>)]) -> Value {
    json!(files.iter().map(|(name, bytes)| (name.as_str(), base64(&Sha256::digest(bytes)))).collect::<BTreeMap<_, _>>())
}

/// What the portal's addresses start with below the base. Other addresses of the host are none of ours.
fn steps() -> Value {
    let pages = [Route::Home, Route::Search].into_iter().chain(Route::COLUMNS);
    json!(pages.map(|route| route.path()).chain(["index.html".to_owned()]).collect::<Vec<_>>())
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = LETTERS.get(bits >> (18 - 6 * place) & 63).filter(|_| place <= group.len());
            text.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
    text
}

/// Adds the home screen's file and its icons.
pub fn add_home_screen(files: &mut Files, base: &str, site: &Site) {
    let icon = |name: &str, size: &str, purpose: &str| json!({ "src": format!("{base}{name}"), "sizes": size, "type": "image/png", "purpose": purpose });
    let manifest = json!({
        "name": site.title,
        "short_name": text::PORTAL,
        "lang": "zh-CN",
        "id": base,
        "start_url": base,
        "scope": base,
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": THEME_LIGHT,
        "icons": [
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
    });
    files.insert(WEB_MANIFEST.to_owned(), manifest.to_string().into_bytes());
    files.extend(ICONS.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_written_as_browsers_compare_them() {
        for (bytes, text) in
            [(&b""[..], ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v"), (b"\xff\xfe\xfd\xfc", "//79/A==")]
        {
            assert_eq!(base64(bytes), text);
        }
    }

    #[test]
    fn the_colours_around_the_page_are_those_of_its_styles() {
        let styles = include_str!("../../../../style/base.css");
        for colour in [THEME_LIGHT, THEME_DARK, PAPER] {
            assert!(styles.contains(colour), "{colour}");
        }
    }

    #[test]
    fn icons_are_small_pictures_of_the_size_that_they_say() {
        for (name, bytes) in ICONS {
            let size = bytes.get(16..20).map(|width| width.iter().fold(0, |sum, byte| sum * 256 + u32::from(*byte)));
            assert!(name.contains(&size.unwrap_or(0).to_string()), "{name} is {size:?} wide");
            assert!(bytes.len() < 6000, "{name} has {} bytes", bytes.len());
        }
    }
}
