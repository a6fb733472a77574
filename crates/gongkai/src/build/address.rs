//! Where the site is published.

use anyhow::{anyhow, ensure};
use portal::route::Route;

/// The base of the site, and its whole public address where the county has given it.
#[derive(Debug, Clone)]
pub struct Address {
    /// `/` or `/gk/`.
    pub base: String,
    /// `https://www.example.gov.cn/gk/`
    pub whole: Option<String>,
}

impl Address {
    /// The address that `site.json` gives, held against the base; without a base the address tells it.
    ///
    /// # Errors
    /// When the address is none, or leads elsewhere than the base.
    pub fn of(given: Option<&str>, base: Option<&str>) -> anyhow::Result<Self> {
        let Some(whole) = given else {
            return Ok(Self { base: base.unwrap_or("/").to_owned(), whole: None });
        };
        let path = base_of(whole).map_err(|why| anyhow!("site.json 的 publish.address{why}。站点没有改动"))?;
        let base = base.unwrap_or(path);
        ensure!(
            base == path,
            "site.json 的 publish.address 是“{whole}”，网站所在的路径却是 {base}。请把 --base 写成 {path}，\
             或把 publish.address 改成以 {base} 结尾。站点没有改动"
        );
        Ok(Self { base: base.to_owned(), whole: Some(whole.to_owned()) })
    }

    /// The address of something below the base: whole where that is known.
    pub fn href(&self, path: &str) -> String {
        format!("{}{path}", self.whole.as_ref().unwrap_or(&self.base))
    }

    /// `www.example.gov.cn`
    pub fn host(&self) -> Option<&str> {
        self.whole.as_deref()?.split('/').nth(2)
    }
}

/// The path below the base that servers answer without sending the visitor on: a page is a folder.
pub fn page_path(route: &Route) -> String {
    match route.path() {
        home if home.is_empty() => home,
        path => format!("{path}/"),
    }
}

/// The base of the site that has this address.
///
/// # Errors
/// A sentence without its end: why a site cannot be at this address.
pub fn base_of(address: &str) -> Result<&str, String> {
    path_of(address).filter(|path| is_base(path)).ok_or_else(|| {
        let shown: String = address.chars().take(100).collect();
        format!(
            "“{shown}”不能用：应是网站首页的完整网址，以 http:// 或 https:// 开头、以 / 结尾，中间没有空格，\
             路径里{LETTERS}，例如 https://www.example.gov.cn/gk/"
        )
    })
}

/// What a base is made of, for people.
pub const LETTERS: &str = "斜线之间只有英文字母、数字和 - _ . ~";

/// Whether every address of a site can begin with this. Browsers, the pages' links and the settings of every web
/// server take these letters alike; others they encode, or read as the end of the path.
pub fn is_base(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let is_name = |name: &str| !matches!(name, "" | "." | "..") && name.bytes().all(is_plain);
    let inner = path.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    path == "/" || inner.is_some_and(|inner| inner.split('/').all(is_name))
}

/// The path of a web address; none when it is no such address.
fn path_of(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split_once('/')?.0;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte);
    let is_host = host.starts_with(|first: char| first.is_ascii_alphanumeric()) && host.bytes().all(is_plain);
    is_host.then(|| rest.get(host.len()..))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_must_be_a_web_address_that_ends_in_the_base() {
        for (address, base, expected) in [
            ("https://www.a.gov.cn/gk/", Some("/gk/"), Ok("/gk/")),
            ("http://a.cn:8080/", Some("/"), Ok("/")),
            ("https://www.a.gov.cn/a/b/", None, Ok("/a/b/")),
            ("https://www.a.gov.cn/gk/", Some("/"), Err("--base 写成 /gk/")),
            ("https://www.a.gov.cn/gk", None, Err("不能用")),
            ("https://www.a.gov.cn", None, Err("不能用")),
            ("www.a.gov.cn/", None, Err("不能用")),
            ("ftp://a.cn/", None, Err("不能用")),
            ("javascript:alert(1)//", None, Err("不能用")),
            ("https:///gk/", None, Err("不能用")),
            ("https://a.cn//gk/", None, Err("不能用")),
            ("https://a.cn/a/../", None, Err("不能用")),
            ("https://a.cn/%E6%94%BF/", None, Err("不能用")),
            ("https://u@a.cn/", None, Err("不能用")),
            ("https://a.cn/?q=/", None, Err("不能用")),
            ("https://a.cn/\"><script>/", None, Err("不能用")),
        ] {
            match (Address::of(Some(address), base), expected) {
                (Ok(found), Ok(base)) => assert_eq!(found.base, base, "{address}"),
                (Err(found), Err(words)) => assert!(found.to_string().contains(words), "{address}: {found}"),
                (found, _) => panic!("{address}: {found:?}"),
            }
        }
    }

    #[test]
    fn addresses_are_whole_only_where_that_is_known() {
        let known = Address::of(Some("https://www.a.gov.cn/gk/"), None).expect("an address");
        assert_eq!(
            (known.href("policies/").as_str(), known.host()),
            ("https://www.a.gov.cn/gk/policies/", Some("www.a.gov.cn"))
        );
        let unknown = Address::of(None, Some("/gk/")).expect("a base");
        assert_eq!((unknown.href("policies/").as_str(), unknown.host()), ("/gk/policies/", None));
    }
}
