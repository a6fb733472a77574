//! What a page says of itself to search engines and to the census of government websites: the tags of
//! 《政府网站发展指引》(国办发〔2017〕47号), a description, its own address, the feeds. What is not known is left out.

use super::address::{Address, page_path};
use super::feeds;
use crate::folder::{Folder, readable};
use model::{Date, DateOrigin, Entry, Policy, Report, Site, Source, law};
use portal::html::escape;
use portal::pages::glance_figures;
use portal::route::Route;
use portal::text;
use std::collections::HashMap;

/// Characters of a description.
const DESCRIPTION: usize = 150;

/// Makes the tags of every page.
pub struct Head<'a> {
    site: &'a Site,
    address: &'a Address,
    has_feeds: bool,
    reports: HashMap<u16, &'a Report>,
    /// With the source, which may be that of the whole file.
    policies: HashMap<&'a str, (&'a Policy, Option<&'a Source>)>,
    entries: HashMap<&'a str, &'a Entry>,
}

/// Tags as they are gathered.
#[derive(Default)]
struct Tags(String);

impl Tags {
    fn meta(&mut self, name: &str, content: Option<impl AsRef<str>>) {
        let Some(content) = content else { return };
        let content = content.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
        if !content.is_empty() {
            self.0.push_str(&format!("<meta name=\"{name}\" content=\""));
            escape(&content, &mut self.0);
            self.0.push_str("\">\n");
        }
    }

    fn link(&mut self, attributes: &str, href: &str) {
        self.0.push_str(&format!("<link {attributes} href=\""));
        escape(href, &mut self.0);
        self.0.push_str("\">\n");
    }
}

impl<'a> Head<'a> {
    /// The data, where it is published, and whether there are feeds.
    pub fn new(folder: &'a Folder, site: &'a Site, address: &'a Address, has_feeds: bool) -> Self {
        let policies = readable(&folder.policies).into_iter().flat_map(|file| {
            file.policies.iter().map(|policy| (&*policy.id, (policy, policy.source.as_ref().or(file.source.as_ref()))))
        });
        let entries = readable(&folder.catalogue).into_iter().flat_map(|file| &file.entries);
        Self {
            site,
            address,
            has_feeds,
            reports: folder.reports.values().flatten().map(|report| (report.year, report)).collect(),
            policies: policies.collect(),
            entries: entries.map(|entry| (&*entry.id, entry)).collect(),
        }
    }

    /// The tags of a page.
    pub fn of(&self, route: &Route) -> String {
        let mut tags = Tags::default();
        let path = (*route != Route::NotFound).then(|| page_path(route));
        match route {
            Route::Report(year) => self.reports.get(year).iter().for_each(|report| self.report(&mut tags, report)),
            Route::Policy(id) => {
                self.policies.get(&**id).iter().for_each(|found| self.policy(&mut tags, found.0, found.1))
            }
            Route::Entry(id) => self.entries.get(&**id).iter().for_each(|entry| self.entry(&mut tags, entry)),
            Route::Search | Route::NotFound => {}
            column => self.column(&mut tags, column),
        }
        if matches!(route, Route::Report(_) | Route::Policy(_) | Route::Entry(_)) {
            tags.meta("Url", path.as_deref().and_then(|path| self.whole(path)));
        }
        self.finish(tags, path.as_deref())
    }

    /// The tags of a plain list at a path below the base.
    pub fn of_list(&self, title: &str, path: &str) -> String {
        let mut tags = Tags::default();
        tags.meta("description", Some(format!("{}：{title}", self.site.title)));
        self.finish(tags, Some(path))
    }

    /// What every page has.
    fn finish(&self, mut tags: Tags, path: Option<&str>) -> String {
        tags.meta("SiteName", Some(&self.site.title));
        tags.meta("SiteDomain", self.address.host());
        tags.meta("SiteIDCode", self.site.site_id_code.as_ref());
        if let Some(href) = path.and_then(|path| self.whole(path)) {
            tags.link("rel=\"canonical\"", &href);
        }
        if self.has_feeds {
            for (kind, file) in [("application/atom+xml", feeds::ATOM), ("application/feed+json", feeds::JSON)] {
                let href = format!("{}{file}", self.address.base);
                tags.link(&format!("rel=\"alternate\" type=\"{kind}\" title=\"{}\"", text::files::FEED), &href);
            }
        }
        tags.0
    }

    /// The whole address of a page, where the site's is known.
    fn whole(&self, path: &str) -> Option<String> {
        self.address.whole.as_ref().map(|_| self.address.href(path))
    }

    fn column(&self, tags: &mut Tags, column: &Route) {
        let name = text::column(column);
        let description = match column {
            Route::Home => {
                let columns: Vec<&str> = Route::COLUMNS.iter().map(text::column).collect();
                format!("{}：{}", self.site.title, columns.join("、"))
            }
            column => text::column_hint(column).to_owned(),
        };
        tags.meta("description", Some(&description));
        tags.meta("ColumnName", Some(name));
        tags.meta("ColumnDescription", Some(&description));
        tags.meta("ColumnKeywords", Some([name, text::PORTAL, &self.site.county.name].join(",")));
        tags.meta("ColumnType", column_type(column));
    }

    fn report(&self, tags: &mut Tags, report: &Report) {
        let title = text::reports::title(report.year);
        let figures: Vec<String> = glance_figures(report)
            .iter()
            .map(|figure| format!("{}{}{}", figure.label, figure.value, figure.unit))
            .collect();
        let facts = [report.issuer.clone(), Some(title.clone()), Some(figures.join("，"))];
        tags.meta("description", Some(cut(&sentence(facts))));
        tags.meta("ArticleTitle", Some(&report.title));
        tags.meta("PubDate", report.published.map(|day| day.to_string()));
        tags.meta("ContentSource", report.issuer.clone().or_else(|| self.document(&report.source)));
        tags.meta("Keywords", Some([text::column(&Route::Reports), &title, &self.site.county.name].join(",")));
    }

    fn policy(&self, tags: &mut Tags, policy: &Policy, source: Option<&Source>) {
        let day = policy.date.filter(|_| policy.date_origin != Some(DateOrigin::Address));
        let facts = [policy.number.clone(), policy.issuer.clone(), day.map(Date::in_words), policy.note.clone()];
        let facts = sentence(facts);
        tags.meta("description", Some(cut(if facts.is_empty() { &policy.title } else { &facts })));
        tags.meta("ArticleTitle", Some(&policy.title));
        // 成文日期 is not the day of publication, and the guideline asks for that.
        let published = matches!(policy.date_origin, Some(DateOrigin::ListPage | DateOrigin::PageHeader));
        tags.meta("PubDate", policy.date.filter(|_| published).map(|day| day.to_string()));
        tags.meta("ContentSource", source.and_then(|source| self.document(source)));
        let words = [&policy.kind, &policy.subject, &policy.issuer, &policy.number];
        tags.meta("Keywords", Some(words.into_iter().flatten().cloned().collect::<Vec<_>>().join(",")));
    }

    fn entry(&self, tags: &mut Tags, entry: &Entry) {
        tags.meta("description", Some(cut(&entry.content)));
        tags.meta("ArticleTitle", Some(&entry.title));
        tags.meta("ContentSource", self.document(&entry.source));
        let words = [Some(entry.subject.clone()), law::find(&entry.item).map(law::Item::citation)];
        tags.meta("Keywords", Some(words.into_iter().flatten().collect::<Vec<_>>().join(",")));
    }

    fn document(&self, source: &Source) -> Option<String> {
        self.site.document(&source.document).map(|document| document.title.clone())
    }
}

/// The guideline's list of ColumnType, as far as a column of ours is in it: 制度 and 检索 are not.
fn column_type(column: &Route) -> Option<&'static str> {
    Some(match column {
        Route::Home => "首页",
        Route::Policies => "政策文件",
        Route::Guide => "信息公开指南",
        Route::Catalogue => "信息公开目录",
        Route::Reports => "信息公开年报",
        Route::Apply => "依申请公开",
        Route::Statistics => "数据发布",
        Route::Channels => "咨询投诉",
        _ => return None,
    })
}

fn sentence(facts: impl IntoIterator<Item = Option<String>>) -> String {
    let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
    facts.join("，")
}

fn cut(text: &str) -> String {
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(DESCRIPTION).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}
