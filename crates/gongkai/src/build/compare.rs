//! Other counties' reports that stand beside the site's own (数据比较): the folders that `compare` in `site.json` names.

use crate::folder::{Folder, readable};
use model::{Compared, Comparison, DataSet, FORMAT, Report, Site};
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
    let sets = site.compare.0.iter().enumerate();
    sets.map(|(at, set)| other(folder, site, at, set).map_err(|why| anyhow::anyhow!("{why}。站点没有改动"))).collect()
}

/// One of them.
///
/// # Errors
/// A sentence in Chinese that says what is wrong with its id or its folder.
pub fn other(folder: &Folder, site: &Site, at: usize, set: &DataSet) -> Result<Other, String> {
    let is_new = site.compare.0.iter().take(at).all(|known| known.id != set.id);
    if !is_new || !is_id(&set.id) || set.id.contains('.') {
        let id = &set.id;
        return Err(format!("site.json 的 compare 里，编号“{id}”不能用：只能有英文字母、数字、- 和 _，不能重复"));
    }
    let wrong = |why: String| format!("site.json 的 compare 里，“{}”的数据目录 {} 不能用：{why}", set.id, set.data);
    let other = Folder::read(&folder.root.join(&set.data)).map_err(|error| wrong(error.to_string()))?;
    if let Some(broken) = other.broken().first() {
        return Err(wrong(broken.to_string()));
    }
    let name = readable(&other.site).map(|site| site.county.name.clone());
    let name = name.ok_or_else(|| wrong("里面没有 site.json".to_owned()))?;
    Ok(Other { id: set.id.clone(), name, reports: other.reports.into_values().flatten().collect() })
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
