//! The code that staff copy, as text.

use crate::html::escape;
use crate::route::Params;

/// Pages that can be chosen by name. Single entries are reached in the preview.
pub const VIEWS: [&str; 11] = [
    "policies",
    "guide",
    "rules",
    "catalogue",
    "reports",
    "apply",
    "statistics",
    "channels",
    "search",
    "home",
    "report",
];
/// Height of a frame that does not follow its content, in px.
pub const HEIGHT: u32 = 800;
/// The tokens of colours, in the order of the page.
pub const COLOURS: [&str; 4] = ["accent", "link", "text", "paper"];

/// The looks of government websites: key, accent, links.
pub const PRESETS: [(&str, &str, &str); 2] = [("red", "b3191f", "9c1519"), ("blue", "0b5394", "0b5394")];

/// How the view gets into the other page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// `<gongkai-view>`
    Element,
    /// `<iframe>`
    Frame,
    /// Plain HTML.
    Html,
}

impl Way {
    /// All, the usual one first.
    pub const ALL: [Self; 3] = [Self::Element, Self::Frame, Self::Html];

    /// In the address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Element => "",
            Self::Frame => "iframe",
            Self::Html => "html",
        }
    }

    /// The way that the address names.
    pub fn of(params: &Params) -> Self {
        let key = params.get("way").unwrap_or_default();
        Self::ALL.into_iter().find(|way| way.key() == key).unwrap_or(Self::Element)
    }
}

/// What staff chose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// The page below the base, such as `reports/2020`.
    pub path: String,
    /// Its own choices, as in an address: `q=%E9%A2%84%E7%AE%97`.
    pub query: String,
    /// Its look: names and values without `#`.
    pub tokens: Vec<(&'static str, String)>,
    /// Height of the frame, in px.
    pub height: u32,
    /// Whether the host's address says what is shown.
    pub is_linked: bool,
}

impl Choice {
    /// What the address of the page 嵌入代码 says. `newest` is the year of a report where none is chosen.
    pub fn of(params: &Params, newest: Option<u16>) -> Self {
        let view = params.get("view").filter(|view| VIEWS.contains(view)).unwrap_or("policies");
        let path = match (view, params.get("year").and_then(|year| year.parse::<u16>().ok()).or(newest)) {
            ("report", Some(year)) => format!("reports/{year}"),
            ("report", None) => "reports".to_owned(),
            ("home", _) => String::new(),
            _ => view.to_owned(),
        };
        let own = keys_of(view).iter().fold(Params::default(), |own, key| own.with(key, params.get(key).unwrap_or("")));
        Self {
            path,
            query: own.to_query().trim_start_matches('?').to_owned(),
            tokens: tokens(params),
            height: params.get("height").and_then(|height| height.parse().ok()).unwrap_or(HEIGHT).clamp(100, 10_000),
            is_linked: params.get("deep").is_some(),
        }
    }

    /// The same with another view: what the preview shows by now.
    pub fn showing(self, view: &str) -> Self {
        let (path, query) = view.split_once('?').unwrap_or((view, ""));
        Self { path: path.to_owned(), query: query.to_owned(), ..self }
    }

    /// The view as a frame names it.
    pub fn view(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }
}

/// The choices that a view has on this page.
pub fn keys_of(view: &str) -> &'static [&'static str] {
    match view {
        "policies" | "catalogue" | "search" => &["q"],
        "channels" => &["q", "want"],
        "statistics" => &["m"],
        _ => &[],
    }
}

fn tokens(params: &Params) -> Vec<(&'static str, String)> {
    let look = params.get("look").unwrap_or_default();
    let mut tokens = Vec::new();
    if let Some((_, accent, link)) = PRESETS.iter().find(|(key, ..)| *key == look) {
        tokens.extend([("accent", (*accent).to_owned()), ("link", (*link).to_owned())]);
    } else if look == "custom" {
        let given = |name| params.get(name).map(|value| value.trim_start_matches('#')).filter(|value| is_colour(value));
        tokens.extend(COLOURS.iter().filter_map(|name| Some((*name, given(name)?.to_owned()))));
    }
    let size = params.get("size").filter(|size| size.parse().is_ok_and(|size: u32| (14..=32).contains(&size)));
    tokens.extend(size.map(|size| ("size", size.to_owned())));
    let scheme = params.get("scheme").filter(|scheme| ["light", "dark"].contains(scheme));
    tokens.extend(scheme.map(|scheme| ("scheme", scheme.to_owned())));
    tokens
}

fn is_colour(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The custom element. `reserved` is the height to hold free until the frame has said its own.
pub fn element(site: &str, choice: &Choice, title: &str, reserved: u32) -> String {
    let mut tag = Tag::new("gongkai-view").set("src", site).set("view", &choice.path);
    if !choice.query.is_empty() {
        tag = tag.set("query", &choice.query);
    }
    for (name, value) in &choice.tokens {
        let is_colour = COLOURS.contains(name);
        tag = tag.set(name, &if is_colour { format!("#{value}") } else { value.clone() });
    }
    if choice.is_linked {
        tag = tag.set("deep-link", "");
    }
    // Until the script has come, the place is kept free by a style, which an editor may take away.
    let style = format!("display:block;min-height:{reserved}px");
    let tag = tag.set("height", &reserved.to_string()).set("style", &style).set("title", title);
    let script = Tag::new("script").set("src", &format!("{site}embed.js")).set("async", "").close("");
    format!("{script}\n{}", tag.close(&link(site, choice, title)))
}

/// The plain frame, and a link for where frames are forbidden.
pub fn frame(site: &str, choice: &Choice, title: &str) -> String {
    let tokens: Vec<String> = choice.tokens.iter().map(|(name, value)| format!("{name}:{value}")).collect();
    let query = [format!("embed={}", tokens.join(",")), choice.query.clone()];
    let query = query.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("&");
    // Single entries are not written for frames.
    let is_entry = ["policies/", "catalogue/"].iter().any(|column| choice.path.starts_with(column));
    let place = if is_entry { "" } else { "embed/view/" };
    let slash = if choice.path.is_empty() { "" } else { "/" };
    let frame = Tag::new("iframe")
        .set("src", &format!("{site}{place}{}{slash}?{query}", choice.path))
        .set("title", title)
        .set("width", "100%")
        .set("height", &choice.height.to_string())
        .set("frameborder", "0")
        .set("loading", "lazy")
        .set("allow", "clipboard-write")
        .close("");
    format!("{frame}\n<p>{}</p>", link(site, choice, title))
}

/// A published fragment with whole addresses, where it has only paths.
pub fn piece(html: &str, base: &str, site: &str) -> String {
    html.replace(&format!("href=\"{base}"), &format!("href=\"{site}"))
}

fn link(site: &str, choice: &Choice, title: &str) -> String {
    Tag::new("a").set("href", &format!("{site}{}", choice.view())).close(&escaped(title))
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(text, &mut out);
    out
}

/// A tag as text, with its values escaped.
struct Tag(&'static str, String);

impl Tag {
    fn new(name: &'static str) -> Self {
        Self(name, format!("<{name}"))
    }

    fn set(mut self, name: &str, value: &str) -> Self {
        self.1.push_str(&if value.is_empty() { format!(" {name}") } else { format!(" {name}=\"{}\"", escaped(value)) });
        self
    }

    fn close(self, content: &str) -> String {
        format!("{}>{content}</{}>", self.1, self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://www.a.gov.cn/gk/";

    fn choice(query: &str) -> Choice {
        Choice::of(&Params::parse(query), Some(2025))
    }

    #[test]
    fn the_code_holds_what_was_chosen_and_nothing_that_was_not() {
        let plain = choice("");
        assert_eq!(
            element(SITE, &plain, "政策", 820),
            "<script src=\"https://www.a.gov.cn/gk/embed.js\" async></script>\n\
             <gongkai-view src=\"https://www.a.gov.cn/gk/\" view=\"policies\" height=\"820\" \
             style=\"display:block;min-height:820px\" title=\"政策\">\
             <a href=\"https://www.a.gov.cn/gk/policies\">政策</a></gongkai-view>"
        );
        let full =
            choice("view=channels&q=热线&want=ask&look=red&size=18&scheme=light&deep=1&height=640&year=2020&m=x");
        let code = element(SITE, &full, "互动渠道", 640);
        for part in [
            "view=\"channels\" query=\"q=%E7%83%AD%E7%BA%BF&amp;want=ask\"",
            "accent=\"#b3191f\" link=\"#9c1519\" size=\"18\" scheme=\"light\"",
            " deep-link ",
        ] {
            assert!(code.contains(part), "{part} in {code}");
        }
        let code = frame(SITE, &full, "互动渠道");
        assert!(code.contains(
            "src=\"https://www.a.gov.cn/gk/embed/view/channels/?embed=accent:b3191f,link:9c1519,size:18,scheme:light\
             &amp;q=%E7%83%AD%E7%BA%BF&amp;want=ask\" title=\"互动渠道\" width=\"100%\" height=\"640\""
        ), "{code}");
        assert!(
            frame(SITE, &choice("view=home"), "首页").contains("src=\"https://www.a.gov.cn/gk/embed/view/?embed=\"")
        );
    }

    #[test]
    fn a_report_is_that_of_the_chosen_year_or_the_newest() {
        assert_eq!(choice("view=report&year=2020").path, "reports/2020");
        assert_eq!(choice("view=report").path, "reports/2025");
        assert_eq!(Choice::of(&Params::parse("view=report"), None).path, "reports");
    }

    #[test]
    fn what_the_preview_shows_goes_into_the_code() {
        let shown = choice("look=blue").showing("policies/pt-1?x=1");
        let code = frame(SITE, &shown, "文件");
        assert!(
            code.contains("src=\"https://www.a.gov.cn/gk/policies/pt-1/?embed=accent:0b5394,link:0b5394&amp;x=1\""),
            "{code}"
        );
        assert!(code.contains("<a href=\"https://www.a.gov.cn/gk/policies/pt-1?x=1\">文件</a>"), "{code}");
    }

    #[test]
    fn an_address_that_somebody_wrote_cannot_break_out_of_the_code() {
        let hostile = choice(
            "view=\"><script>&look=custom&accent=\"><x&paper=red&text=%2300FF00&size=99&scheme=x&height=9999999&q=\"><b>",
        );
        assert_eq!(hostile.path, "policies");
        assert_eq!(hostile.tokens, [("text", "00FF00".to_owned())]);
        let code = element(SITE, &hostile.showing("\"><script>"), "\"><b>", 1);
        assert!(!code.contains("\"><script") && !code.contains("<b>"), "{code}");
    }

    #[test]
    fn a_pasted_piece_has_whole_addresses() {
        let html = "<a href=\"/gk/reports/2020#s3\">1</a><a href=\"https://b.cn/\">2</a>";
        assert_eq!(
            piece(html, "/gk/", SITE),
            "<a href=\"https://www.a.gov.cn/gk/reports/2020#s3\">1</a><a href=\"https://b.cn/\">2</a>"
        );
    }
}
