//! The addresses of the portal. Pure: no browser, no data.

/// A page of the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// 首页
    Home,
    /// 政策
    Policies,
    /// One policy document, by id.
    Policy(String),
    /// 政府信息公开指南
    Guide,
    /// 政府信息公开制度
    Rules,
    /// 依法主动公开目录
    Catalogue,
    /// One entry of the catalogue, by id.
    Entry(String),
    /// 政府信息公开年报
    Reports,
    /// One report, by year.
    Report(u16),
    /// 依申请公开
    Apply,
    /// 数据
    Statistics,
    /// 互动渠道
    Channels,
    /// 检索
    Search,
    /// Any other address.
    NotFound,
}

impl Route {
    /// The columns, in the order of the county's own navigation.
    pub const COLUMNS: [Self; 8] = [
        Self::Policies,
        Self::Guide,
        Self::Rules,
        Self::Catalogue,
        Self::Reports,
        Self::Apply,
        Self::Statistics,
        Self::Channels,
    ];

    /// The page at a path below the base, with or without slashes at its ends.
    pub fn parse(path: &str) -> Self {
        let path = path.trim_matches('/');
        let path = path.strip_suffix("/index.html").unwrap_or(path);
        let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
        match (first, rest) {
            ("" | "index.html", None) => Self::Home,
            ("policies", None) => Self::Policies,
            ("policies", Some(id)) if is_id(id) => Self::Policy(id.to_owned()),
            ("guide", None) => Self::Guide,
            ("rules", None) => Self::Rules,
            ("catalogue", None) => Self::Catalogue,
            ("catalogue", Some(id)) if is_id(id) => Self::Entry(id.to_owned()),
            ("reports", None) => Self::Reports,
            ("reports", Some(year)) => parse_year(year).map_or(Self::NotFound, Self::Report),
            ("apply", None) => Self::Apply,
            ("statistics", None) => Self::Statistics,
            ("channels", None) => Self::Channels,
            ("search", None) => Self::Search,
            _ => Self::NotFound,
        }
    }

    /// The path below the base: no slash at either end.
    pub fn path(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::Policies => "policies".to_owned(),
            Self::Policy(id) => format!("policies/{id}"),
            Self::Guide => "guide".to_owned(),
            Self::Rules => "rules".to_owned(),
            Self::Catalogue => "catalogue".to_owned(),
            Self::Entry(id) => format!("catalogue/{id}"),
            Self::Reports => "reports".to_owned(),
            Self::Report(year) => format!("reports/{year}"),
            Self::Apply => "apply".to_owned(),
            Self::Statistics => "statistics".to_owned(),
            Self::Channels => "channels".to_owned(),
            Self::Search => "search".to_owned(),
            Self::NotFound => "404".to_owned(),
        }
    }

    /// The program that the page comes with.
    pub fn program(&self) -> Program {
        match self {
            Self::Guide | Self::Rules | Self::Reports | Self::Report(_) | Self::Apply => Program::Read,
            Self::Home | Self::Policies | Self::Policy(_) | Self::Catalogue | Self::Entry(_) | Self::Search => {
                Program::Find
            }
            // Entries without a page of their own are shown on `404.html`.
            Self::NotFound => Program::Find,
            Self::Channels => Program::Channels,
            Self::Statistics => Program::Statistics,
        }
    }

    /// The column that the page belongs to, marked in the navigation.
    pub fn column(&self) -> Self {
        match self {
            Self::Policy(_) => Self::Policies,
            Self::Entry(_) => Self::Catalogue,
            Self::Report(_) => Self::Reports,
            other => other.clone(),
        }
    }
}

/// The browser's programs. What reads, finds and counts has little in common: each page comes with what it needs, and a
/// link to a page of another program is followed by the browser (ARCHITECTURE.md has the bytes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// What is read: home, reports, guide, rules, application.
    Read,
    /// What is searched: policies, catalogue, everything.
    Find,
    /// 互动渠道
    Channels,
    /// 数据
    Statistics,
}

impl Program {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Read, Self::Find, Self::Channels, Self::Statistics];

    /// The name of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "app",
            Self::Find => "find",
            Self::Channels => "channels",
            Self::Statistics => "statistics",
        }
    }
}

/// Ids are what an address can carry as it is: letters, digits, hyphens, underscores, dots. Below `by-…` stand the
/// publisher's plain lists, which are no pages of the app.
pub fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 100
        && !id.starts_with('.')
        && !id.starts_with("by-")
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

fn parse_year(text: &str) -> Option<u16> {
    (text.len() == 4).then(|| text.parse().ok()).flatten()
}

/// The part of an address after `?`: what a visitor chose on the page, in the order written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads `q=%E5%8A%9E&year=2024`. Anything that does not decode is kept as it is.
    pub fn parse(query: &str) -> Self {
        let query = query.strip_prefix('?').unwrap_or(query);
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        });
        Self(pairs.collect())
    }

    /// The first value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// All values of a key.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// With one value for the key, or none when it is empty.
    pub fn with(mut self, key: &str, value: &str) -> Self {
        let at = self.0.iter().position(|(known, _)| known == key);
        self.0.retain(|(known, _)| known != key);
        if !value.is_empty() {
            let at = at.unwrap_or(self.0.len()).min(self.0.len());
            self.0.insert(at, (key.to_owned(), value.to_owned()));
        }
        self
    }

    /// With this pair added or, when it is there, taken away.
    pub fn toggled(mut self, key: &str, value: &str) -> Self {
        let before = self.0.len();
        self.0.retain(|(known, known_value)| !(known == key && known_value == value));
        if self.0.len() == before {
            self.0.push((key.to_owned(), value.to_owned()));
        }
        self
    }

    /// Those of these keys only.
    pub fn only(&self, keys: &[&str]) -> Self {
        Self(self.0.iter().filter(|(key, _)| keys.contains(&key.as_str())).cloned().collect())
    }

    /// `?q=…`, or nothing when there are no pairs.
    pub fn to_query(&self) -> String {
        let mut text = String::new();
        for (key, value) in &self.0 {
            text.push(if text.is_empty() { '?' } else { '&' });
            encode(key, &mut text);
            text.push('=');
            encode(value, &mut text);
        }
        text
    }
}

fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
        }
    }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let escaped = |rest: &std::str::Bytes<'_>| {
            let mut ahead = rest.clone();
            let high = char::from(ahead.next()?).to_digit(16)?;
            let low = char::from(ahead.next()?).to_digit(16)?;
            u8::try_from(high * 16 + low).ok()
        };
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => match escaped(&rest) {
                Some(byte) => {
                    bytes.push(byte);
                    rest.nth(1);
                }
                None => bytes.push(b'%'),
            },
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_at_its_own_path() {
        let mut routes = Route::COLUMNS.to_vec();
        routes.extend([
            Route::Home,
            Route::Search,
            Route::Report(2019),
            Route::Policy("pt-82800".into()),
            Route::Entry("finance-budget".into()),
        ]);
        for route in routes {
            assert_eq!(Route::parse(&route.path()), route);
            assert_eq!(Route::parse(&format!("/{}/", route.path())), route);
        }
    }

    #[test]
    fn other_addresses_are_not_found() {
        for path in [
            "x",
            "reports/19",
            "reports/abcd",
            "reports/2019/x",
            "policies/a b",
            "policies/..",
            "policies/by-year",
            "guide/x",
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn what_a_visitor_chose_survives_the_address() {
        let params = Params::default().with("q", "〔2025〕5号 & +%").toggled("kind", "通知").toggled("kind", "公告");
        let again = Params::parse(&params.to_query());
        assert_eq!(again, params);
        assert_eq!(again.get("q"), Some("〔2025〕5号 & +%"));
        assert_eq!(again.all("kind").collect::<Vec<_>>(), ["通知", "公告"]);
        assert_eq!(again.toggled("kind", "通知").with("q", "").to_query(), "?kind=%E5%85%AC%E5%91%8A");
    }

    #[test]
    fn a_damaged_query_is_read_as_it_stands() {
        let params = Params::parse("?q=%E5%8A&x=%zz&&y");
        assert_eq!(params.get("x"), Some("%zz"));
        assert_eq!(params.get("y"), Some(""));
        assert!(params.get("q").is_some());
    }
}
