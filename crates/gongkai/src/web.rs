//! What a web server must know of a site: the security policy, the types of its files, and how long they keep.
//! One place for the pages, the preview server and the settings written for other servers.

/// What a page may do: nothing but load its own files. Each directive in turn:
/// - `default-src 'none'`: what is not named below is refused.
/// - `script-src`: files of the site; `'wasm-unsafe-eval'` lets the app be compiled and allows no `eval`.
/// - `img-src data:`: marks that the styles draw.
/// - `worker-src`, `manifest-src`: use without a network.
/// - `frame-src 'self'`: a page that shows another of the site's in a frame.
/// - `form-action`, `base-uri`, `object-src`: nothing is submitted, addresses cannot be bent, no plug-ins.
///
/// It stands in every page, too, for servers that send no headers.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-src 'self'; \
     base-uri 'none'; form-action 'none'; object-src 'none'";

/// The headers of every answer, where these other sites may show the pages in a frame. `frame-ancestors` is one of them
/// only: browsers ignore it in a page.
pub fn security_headers(frame_ancestors: &[String]) -> [(&'static str, String); 5] {
    let others = frame_ancestors.iter().filter(|origin| model::is_frame_ancestor(origin));
    let who = others.fold("'self'".to_owned(), |who, origin| format!("{who} {origin}"));
    [
        ("Content-Security-Policy", format!("{PAGE_POLICY}; frame-ancestors {who}")),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
    ]
}

/// The folder of a site with the settings for its web server; no server hands it out.
pub const SERVER_SETTINGS: &str = "server";

/// The type of a file by the ending of its name, and whether compression makes it shorter: office files, pictures and
/// fonts are compressed already.
pub const TYPES: [(&str, &str, bool); 25] = [
    ("html", "text/html; charset=utf-8", true),
    ("js", "text/javascript; charset=utf-8", true),
    ("css", "text/css; charset=utf-8", true),
    ("txt", "text/plain; charset=utf-8", true),
    ("csv", "text/csv; charset=utf-8", true),
    ("json", "application/json", true),
    ("webmanifest", "application/manifest+json", true),
    ("wasm", "application/wasm", true),
    ("xml", "application/xml", true),
    ("atom", "application/atom+xml", true),
    ("rss", "application/rss+xml", true),
    ("bin", "application/octet-stream", true),
    ("svg", "image/svg+xml", true),
    ("png", "image/png", false),
    ("jpg", "image/jpeg", false),
    ("jpeg", "image/jpeg", false),
    ("webp", "image/webp", false),
    ("ico", "image/x-icon", false),
    ("woff2", "font/woff2", false),
    ("pdf", "application/pdf", false),
    ("zip", "application/zip", false),
    ("doc", "application/msword", false),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", false),
    ("xls", "application/vnd.ms-excel", false),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false),
];

/// The forms in which text files lie beside the plain one: ending and name of the encoding, the shortest first.
pub const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gz", "gzip")];

/// How long a file with a hash of its content in its name is kept: for ever.
pub const CACHE_NAMED_BY_CONTENT: &str = "public, max-age=31536000, immutable";
/// Any other file may have changed: it is asked for again each time.
pub const CACHE_OTHERS: &str = "no-cache";

fn known_type(name: &str) -> Option<&'static (&'static str, &'static str, bool)> {
    let (_, extension) = name.rsplit_once('.')?;
    TYPES.iter().find(|(known, ..)| extension.eq_ignore_ascii_case(known))
}

/// The type that a file is sent with.
pub fn content_type(name: &str) -> &'static str {
    known_type(name).map_or("application/octet-stream", |(_, kind, _)| kind)
}

/// Whether the publisher lays compressed forms beside a file.
pub fn is_text(name: &str) -> bool {
    known_type(name).is_some_and(|(.., is_text)| *is_text)
}

/// [`is_named_by_content`] as the other servers are told it.
pub const NAMED_BY_CONTENT: &str = "[-_.][0-9a-f]{12,}[-_.]";

/// Whether a file's name holds a hash of its content, as in `app-1f0c2e4d5a6b7c89_bg.wasm`.
pub fn is_named_by_content(path: &str) -> bool {
    let is_hash = |part: &str| part.len() >= 12 && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let name = path.rsplit('/').next().unwrap_or_default();
    let parts: Vec<&str> = name.split(['-', '_', '.']).collect();
    // Between two separators: the hash stands after what the file is and before its ending.
    parts.get(1..parts.len() - 1).is_some_and(|between| between.iter().any(|part| is_hash(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_content_hash_are_kept_for_ever() {
        let cases = [
            ("app-1f0c2e4d5a6b7c89.js", true),
            ("app-1f0c2e4d5a6b7c89_bg.wasm", true),
            ("data/policies/b-1f0c2e4d5a6b.json", true),
            ("index.html", false),
            ("1f0c2e4d5a6b7c89/index.html", false),
            ("report-20190102.csv", false),
            ("site.webmanifest", false),
        ];
        for (name, expected) in cases {
            assert_eq!(is_named_by_content(name), expected, "{name}");
        }
    }

    #[test]
    fn every_kind_of_file_has_its_type() {
        let cases = [
            ("index.html", "text/html; charset=utf-8", true),
            ("app_bg.wasm", "application/wasm", true),
            ("site.webmanifest", "application/manifest+json", true),
            ("feed.atom", "application/atom+xml", true),
            ("年报.CSV", "text/csv; charset=utf-8", true),
            ("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false),
            ("LICENSE", "application/octet-stream", false),
        ];
        for (name, kind, text) in cases {
            assert_eq!((content_type(name), is_text(name)), (kind, text), "{name}");
        }
    }
}
