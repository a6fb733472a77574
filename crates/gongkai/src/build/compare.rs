//! Other counties' reports that stand beside the site's own (数据比较): the folders that `compare` in `site.json` names.

use crate::folder::{Folder, readable};
use anyhow::{Context, ensure};
use model::{Compared, Comparison, FORMAT, Report, Site};
use portal::route::is_id;

/// A county with its reports.
#[derive(Debug)]
pub struct Other {
    /// Id of its data set.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its reports, oldest first.
    pub reports: Vec<Report>,
}

/// The counties that the site lists, in its order.
///
/// # Errors
/// When a folder cannot be read, or a file in it is broken: nothing is published with a part silently missing.
pub fn others(folder: &Folder, site: &Site) -> anyhow::Result<Vec<Other>> {
    let mut others: Vec<Other> = Vec::new();
    for set in &site.compare.0 {
        let is_new = others.iter().all(|known| known.id != set.id);
        ensure!(
            is_new && is_id(&set.id) && !set.id.contains('.'),
            "site.json 的 compare 里，编号“{}”不能用：只能有英文字母、数字、- 和 _，不能重复。站点没有改动",
            set.id
        );
        let wrong = || format!("site.json 的 compare 里，“{}”的数据目录 {} 不能用。站点没有改动", set.id, set.data);
        let other = Folder::read(&folder.root.join(&set.data)).with_context(wrong)?;
        if let Some(broken) = other.broken().first() {
            return Err(anyhow::anyhow!("{broken}")).with_context(wrong);
        }
        let name = readable(&other.site).map(|site| site.county.name.clone());
        let name = name.with_context(|| format!("{}：里面没有 site.json", wrong()))?;
        others.push(Other { id: set.id.clone(), name, reports: other.reports.into_values().flatten().collect() });
    }
    Ok(others)
}

/// `compare.json`
pub fn list(others: &[Other]) -> Comparison {
    let county = |other: &Other| Compared {
        id: other.id.clone(),
        name: other.name.clone(),
        reports: other.reports.iter().rev().map(|report| report.year).collect(),
    };
    Comparison { format: FORMAT, counties: others.iter().map(county).collect() }
}
