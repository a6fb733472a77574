//! Settings for the web servers that counties use, ready to be put in: the same headers, types and keeping times as
//! `gongkai serve`.

use super::Files;
use crate::web::{CACHE_NAMED_BY_CONTENT, CACHE_OTHERS, NAMED_BY_CONTENT, TYPES, security_headers};

/// The only one that sends no header of ours: Tomcat cannot.
const TOMCAT: &str = "server/tomcat-web.xml";

const TEMPLATES: [(&str, &str, Style); 4] = [
    (
        "server/nginx.conf",
        include_str!("server/nginx.conf"),
        Style {
            header: |name, value| format!("        add_header {name} \"{value}\" always;\n"),
            kind: |ending, kind| format!("            \"{kind}\" {ending};\n"),
        },
    ),
    (
        "server/apache.htaccess",
        include_str!("server/apache.htaccess"),
        Style {
            header: |name, value| format!("  Header always set {name} \"{value}\"\n"),
            kind: |ending, kind| format!("  AddType \"{kind}\" .{ending}\n"),
        },
    ),
    (
        "server/web.config",
        include_str!("server/web.config"),
        Style {
            header: |name, value| format!("        <add name=\"{name}\" value=\"{value}\" />\n"),
            kind: |ending, kind| {
                format!(
                    "      <remove fileExtension=\".{ending}\" />\n      \
                     <mimeMap fileExtension=\".{ending}\" mimeType=\"{kind}\" />\n"
                )
            },
        },
    ),
    (
        TOMCAT,
        include_str!("server/tomcat-web.xml"),
        Style {
            header: |_, _| String::new(),
            kind: |ending, kind| {
                format!(
                    "  <mime-mapping>\n    <extension>{ending}</extension>\n    \
                     <mime-type>{kind}</mime-type>\n  </mime-mapping>\n"
                )
            },
        },
    ),
];

/// How a server's settings say things.
struct Style {
    /// A header with its value.
    header: fn(&str, &str) -> String,
    /// The ending of a name with its type.
    kind: fn(&str, &str) -> String,
}

/// The settings for a site below this base, whose pages these other sites may show in a frame.
pub fn files(base: &str, frame_ancestors: &[String]) -> Files {
    let headers = security_headers(frame_ancestors);
    let fill = |template: &str, style: &Style| {
        let headers: String = headers.iter().map(|(name, value)| (style.header)(name, value)).collect();
        let types: String = TYPES.iter().map(|(ending, kind, _)| (style.kind)(ending, kind)).collect();
        template
            .replace("__HEADERS__\n", &headers)
            .replace("__TYPES__\n", &types)
            .replace("__BASE__", base)
            .replace("__NAMED_BY_CONTENT__", NAMED_BY_CONTENT)
            .replace("__CACHE_NAMED_BY_CONTENT__", CACHE_NAMED_BY_CONTENT)
            .replace("__CACHE_OTHERS__", CACHE_OTHERS)
    };
    TEMPLATES.iter().map(|(name, template, style)| ((*name).to_owned(), fill(template, style).into_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_servers_settings_hold_the_same_headers_types_and_keeping_times() {
        let ancestors = ["https://www.a.gov.cn".to_owned()];
        for (name, bytes) in files("/gk/", &ancestors) {
            let text = String::from_utf8(bytes).expect("text");
            let headers = security_headers(&ancestors).into_iter().filter(|_| name != TOMCAT);
            for (header, value) in headers {
                assert!(text.contains(header) && text.contains(&format!("\"{value}\"")), "{name}: {header}");
            }
            for (ending, kind, _) in TYPES {
                let is_told = [format!("\"{kind}\""), format!(">{kind}<")].iter().any(|kind| text.contains(kind));
                assert!(is_told && text.contains(ending), "{name}: {ending}");
            }
            let times = [CACHE_NAMED_BY_CONTENT, CACHE_OTHERS, NAMED_BY_CONTENT].into_iter().filter(|_| name != TOMCAT);
            for part in times.chain(["/gk/", "404.html", "index.html"]) {
                assert!(text.contains(part), "{name}: {part}");
            }
            assert!(!text.contains("__"), "{name}: a place that was not filled in");
        }
    }
}
