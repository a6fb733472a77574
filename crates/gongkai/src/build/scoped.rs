//! The portal's styles for a view without a frame: within its own root, in its own size of letters, and by the width of
//! its place instead of the window's.

/// What stands around a mounted view: nothing of the host reaches in, and its width is what the styles ask for. It has
/// the width of its place, and wants that of the window where the place takes its width from what is in it.
const AROUND: &str = ".gk-box { all: initial; display: block; direction: ltr; container-type: inline-size; \
    width: 100vw; max-width: 100%; }\n\
    .gk-box[hidden], .gk-print { display: none; }\n\
    .gk-root { --gk-rem: 17px; }\n";

/// In a condition `rem` is always the visitor's own size, 16 px for most.
const PX: f64 = 16.0;

/// Styles for whole pages as styles for a part of one.
pub fn scoped(styles: &str) -> String {
    let mut out = String::from(AROUND);
    for line in styles.lines() {
        let line = line.replace(":root", ".gk-root").replace("html[", ".gk-root[");
        let line = match line.trim_start().split(' ').next() {
            Some("html" | "body") => line.replacen("html", ".gk-root", 1).replacen("body", ".gk-root", 1),
            _ => line,
        };
        if line.starts_with("@media (min-width") || line.starts_with("@media (max-width") {
            out.push_str(&in_rem(&line.replacen("@media", "@container", 1), |n| format!("{}px", n * PX)));
        } else {
            out.push_str(&in_rem(&line, |n| format!("calc({n} * var(--gk-rem))")));
        }
        out.push('\n');
    }
    out
}

/// Writes every length in `rem` another way.
fn in_rem(line: &str, write: impl Fn(f64) -> String) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("rem") {
        let (before, after) = rest.split_at(at);
        let start = before
            .rfind(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != '-')
            .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        let number = before.get(start..).and_then(|number| number.parse::<f64>().ok());
        match number {
            Some(number) => {
                out.push_str(before.get(..start).unwrap_or_default());
                out.push_str(&write(number));
            }
            None => {
                out.push_str(before);
                out.push_str("rem");
            }
        }
        rest = after.get(3..).unwrap_or_default();
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_a_page_become_those_of_a_place() {
        let page = ":root {\n  --gk-4: 1rem;\n}\nhtml {\n  font-size: 106.25%;\n}\nbody { top: -10rem; }\n\
            html[data-embed] .gk-top { gap: 0 1.5rem; }\n@media (min-width: 56.25rem) {\n  .gk-x { width: min(17rem, 100%); }\n}\n\
            .gk-remark { color: red; }";
        assert_eq!(
            scoped(page).strip_prefix(AROUND).expect("the box"),
            ".gk-root {\n  --gk-4: calc(1 * var(--gk-rem));\n}\n.gk-root {\n  font-size: 106.25%;\n}\n\
             .gk-root { top: calc(-10 * var(--gk-rem)); }\n.gk-root[data-embed] .gk-top { gap: 0 calc(1.5 * var(--gk-rem)); }\n\
             @container (min-width: 900px) {\n  .gk-x { width: min(calc(17 * var(--gk-rem)), 100%); }\n}\n\
             .gk-remark { color: red; }\n"
        );
    }

    #[test]
    fn no_style_of_ours_asks_for_the_hosts_root_or_window() {
        for styles in [
            include_str!("../../../../style/base.css"),
            include_str!("../../../../style/chart.css"),
            include_str!("../../../../style/embed.css"),
            include_str!("../../../../style/page.css"),
        ] {
            let scoped = scoped(styles);
            let left = scoped.lines().find(|line| {
                let is_number_in_rem = line.split("rem").any(|part| part.ends_with(|last: char| last.is_ascii_digit()));
                let rule = line.trim_start();
                (is_number_in_rem && line.contains("rem") && !line.contains("--gk-rem"))
                    || ["html", "body", ":root"].iter().any(|root| rule.starts_with(root))
                    || rule.contains("@media (m")
            });
            assert_eq!(left, None);
        }
    }
}
