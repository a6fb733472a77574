//! `sitemap.xml` and `robots.txt`: what search engines read first.

use super::address::{Address, page_path};
use super::{Files, xml};
use crate::folder::{Folder, readable};
use model::{Date, DateOrigin};
use portal::route::Route;
use std::collections::HashMap;

/// The most addresses that the protocol allows in one file.
const MOST: usize = 50_000;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A page's path below the base, and the day that is known of it.
type Listed = (String, Option<Date>);

/// The pages at these routes, then the plain lists at these paths.
pub fn files(folder: &Folder, address: &Address, routes: &[Route], lists: &[String]) -> Files {
    let days = days(folder);
    let pages = routes.iter().filter(|route| **route != Route::NotFound).map(|route| {
        let path = page_path(route);
        let day = days.get(&path).copied();
        (path, day)
    });
    let pages: Vec<Listed> = pages.chain(lists.iter().map(|path| (path.clone(), None))).collect();
    let mut files = parts(address, &pages, MOST);
    // The protocol wants a whole address here.
    let place = address.whole.as_ref().map(|whole| format!("Sitemap: {whole}sitemap.xml\n")).unwrap_or_default();
    files.insert("robots.txt".to_owned(), format!("User-agent: *\nDisallow:\n{place}").into_bytes());
    files
}

/// The days that the data gives. What only an address suggests is no day of the page.
fn days(folder: &Folder) -> HashMap<String, Date> {
    let reports = folder.reports.values().flatten();
    let reports = reports.filter_map(|report| Some((Route::Report(report.year), report.published?)));
    let policies = readable(&folder.policies).into_iter().flat_map(|file| &file.policies);
    let policies = policies.filter(|policy| policy.date_origin != Some(DateOrigin::Address));
    let policies = policies.filter_map(|policy| Some((Route::Policy(policy.id.clone()), policy.date?)));
    reports.chain(policies).map(|(route, day)| (page_path(&route), day)).collect()
}

fn parts(address: &Address, pages: &[Listed], most: usize) -> Files {
    let whole = |pages: &[Listed]| {
        let pages = pages.iter().map(|(path, day)| entry("url", &address.href(path), *day));
        list("urlset", pages).into_bytes()
    };
    if pages.len() <= most {
        return Files::from([("sitemap.xml".to_owned(), whole(pages))]);
    }
    let parts = (1..).zip(pages.chunks(most)).map(|(number, part)| (format!("sitemap-{number}.xml"), whole(part)));
    let mut files: Files = parts.collect();
    let index = list("sitemapindex", files.keys().map(|name| entry("sitemap", &address.href(name), None)));
    files.insert("sitemap.xml".to_owned(), index.into_bytes());
    files
}

fn list(name: &str, entries: impl Iterator<Item = String>) -> String {
    format!("{HEAD}<{name} xmlns=\"{NAMESPACE}\">\n{}</{name}>\n", entries.collect::<String>())
}

fn entry(name: &str, href: &str, day: Option<Date>) -> String {
    let day = day.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
    format!("<{name}><loc>{}</loc>{day}</{name}>\n", xml::escape(href))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_addresses_than_a_file_may_hold_are_listed_in_parts() {
        let address = Address { base: "/".into(), whole: Some("https://a.cn/".into()) };
        let pages: Vec<Listed> = (0..5).map(|n| (format!("policies/{n}/"), None)).collect();
        let files = parts(&address, &pages, 2);
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
        );
        let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
        assert!(text("sitemap.xml").contains("<loc>https://a.cn/sitemap-3.xml</loc>"));
        assert_eq!(text("sitemap-2.xml").matches("<url>").count(), 2);
        assert_eq!(parts(&address, &pages, 5).len(), 1);
    }
}
