//! Words of what other sites show of this one, and of the page 嵌入代码.

/// The line under a fragment: where it comes from, from what it was made.
pub mod stamp {
    /// Before the link to the page.
    pub const SOURCE: &str = "来源：";

    /// The day of the data, the release, the fragment's own version.
    pub fn made(day: Option<&str>, release: &str, version: &str) -> String {
        let day = day.map(|day| format!("资料截至{day}，")).unwrap_or_default();
        format!("{day}发布编号 {release}，内容版本 {version}")
    }
}

/// Names of fragments.
pub mod fragment {
    /// The numbers of a report's text.
    pub fn figures(year: u16) -> String {
        format!("{year}年年报中的数字")
    }

    /// A national table of a report.
    pub fn table(year: u16, table: &str) -> String {
        format!("{year}年 {table}")
    }

    /// A chart.
    pub fn chart(title: &str, years: &str) -> String {
        format!("{title}，{years}（图和表）")
    }

    /// The county's office.
    pub const OFFICE: &str = "信息公开工作机构的联系方式";
    /// Every channel.
    pub const CHANNELS: &str = "互动渠道，全部";
    /// The yearly reports.
    pub const REPORTS: &str = "历年年报";
    /// The newest policy documents.
    pub const POLICIES: &str = "最新政策文件";
    /// The catalogue.
    pub const CATALOGUE: &str = "依法主动公开目录";
    /// The link to what a list leaves out.
    pub fn all(n: usize) -> String {
        format!("全部{n}条")
    }
}
