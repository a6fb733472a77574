//! `downloads/`: the site's data as files for spreadsheets and programs (下载, Article 24 of the Regulation).

use super::Files;
use crate::folder::{Folder, readable};
use crate::sheet::Sheet;
use crate::{tidy, workbook};
use model::{Catalogue, Channels, DateOrigin, Policies, Report, Site, Source, law};
use portal::text;
use portal::widgets::section_words;
use serde::Serialize;

/// The files of every list and report that the folder holds.
///
/// # Errors
/// Only what the libraries refuse; none is known for our own lists.
pub fn files(folder: &Folder, site: &Site) -> anyhow::Result<Files> {
    let mut files = Files::new();
    if let Some(policies) = readable(&folder.policies) {
        add_list(&mut files, "policies", policies, &policies_sheet(policies, site))?;
    }
    if let Some(catalogue) = readable(&folder.catalogue) {
        add_list(&mut files, "catalogue", catalogue, &catalogue_sheet(catalogue, site))?;
    }
    if let Some(channels) = readable(&folder.channels) {
        add_list(&mut files, "channels", channels, &channels_sheet(channels, site))?;
    }
    for report in folder.reports.values().flatten() {
        add_report(&mut files, report)?;
    }
    Ok(files)
}

/// Adds a file below `downloads/`.
pub fn add(files: &mut Files, name: &str, bytes: Vec<u8>) {
    files.insert(format!("downloads/{name}"), bytes);
}

/// Adds a list as CSV, workbook and JSON.
pub fn add_list(files: &mut Files, stem: &str, data: &impl Serialize, sheet: &Sheet) -> anyhow::Result<()> {
    add(files, &format!("{stem}.csv"), sheet.csv());
    add(files, &format!("{stem}.xlsx"), workbook::of_reports(&[], std::slice::from_ref(sheet))?);
    add(files, &format!("{stem}.json"), serde_json::to_vec_pretty(data)?);
    Ok(())
}

/// The tables as tidy rows for programs, the numbers of the text by their names, both in the workbook.
fn add_report(files: &mut Files, report: &Report) -> anyhow::Result<()> {
    let stem = format!("report-{}", report.year);
    if !report.tables.is_empty() {
        let text = format!("{}{}", tidy::BYTE_ORDER_MARK, tidy::csv(&[report]));
        add(files, &format!("{stem}.csv"), text.into_bytes());
    }
    let figures: Vec<Sheet> = (!report.figures.is_empty()).then(|| figures_sheet(report)).into_iter().collect();
    for sheet in &figures {
        add(files, &format!("{stem}-figures.csv"), sheet.csv());
    }
    add(files, &format!("{stem}.xlsx"), workbook::of_reports(&[report], &figures)?);
    add(files, &format!("{stem}.json"), serde_json::to_vec_pretty(report)?);
    Ok(())
}

fn figures_sheet(report: &Report) -> Sheet {
    let row = |figure: &model::Figure| {
        vec![
            report.year.to_string(),
            figure.label.clone(),
            figure.value.to_string(),
            figure.unit.clone(),
            figure.section.as_deref().map(section_words).unwrap_or_default(),
            figure.meaning.clone().unwrap_or_default(),
        ]
    };
    Sheet {
        name: text::reports::FIGURES,
        headings: &["年份", "项目", "数值", "单位", "所在部分", "说明"],
        rows: report.figures.iter().map(row).collect(),
    }
}

fn policies_sheet(file: &Policies, site: &Site) -> Sheet {
    let row = |policy: &model::Policy| {
        let origin = policy.date.and(policy.date_origin).map(|origin| match origin {
            DateOrigin::Address => "据网址",
            origin => text::policies::date_label(Some(origin)),
        });
        let source = policy.source.as_ref().or(file.source.as_ref());
        vec![
            policy.title.clone(),
            known(&policy.number),
            known(&policy.issuer),
            policy.level.map(|level| level.label().to_owned()).unwrap_or_default(),
            known(&policy.kind),
            known(&policy.subject),
            known(&policy.index_number),
            policy.date.map(|day| day.to_string()).unwrap_or_default(),
            origin.unwrap_or_default().to_owned(),
            known(&policy.validity),
            known(&policy.note),
            known(&policy.url),
            source.map(|source| document(source, site)).unwrap_or_default(),
            source.and_then(|source| source.section.clone()).unwrap_or_default(),
            policy.id.clone(),
        ]
    };
    Sheet {
        name: "政策文件",
        headings: &[
            "标题",
            "发文字号",
            "发文机关",
            "层级",
            "类别",
            "主题分类",
            "索引号",
            "日期",
            "日期种类",
            "有效性",
            "说明",
            "网址",
            "来源文件",
            "来源章节",
            "编号",
        ],
        rows: file.policies.iter().map(row).collect(),
    }
}

fn catalogue_sheet(file: &Catalogue, site: &Site) -> Sheet {
    let row = |(number, entry): (usize, &model::Entry)| {
        let basis: Vec<String> = entry
            .basis
            .iter()
            .map(|basis| format!("{}{}", document(basis, site), basis.section.clone().unwrap_or_default()))
            .collect();
        vec![
            number.to_string(),
            entry.subject.clone(),
            entry.title.clone(),
            entry.content.clone(),
            basis.join("；"),
            known(&entry.time_limit),
            known(&entry.publisher),
            entry.carriers.used.join("、"),
            known(&entry.audience),
            known(&entry.manner),
            known(&entry.tier),
            law::find(&entry.item).map(law::Item::citation).unwrap_or_default(),
            document(&entry.source, site),
            known(&entry.source.section),
            entry.id.clone(),
        ]
    };
    Sheet {
        name: "依法主动公开目录",
        headings: &[
            "序号",
            "一级事项",
            "二级事项",
            "公开内容（要素）",
            "公开依据",
            "公开时限",
            "公开主体",
            "公开渠道和载体",
            "公开对象",
            "公开方式",
            "公开层级",
            "条例事项",
            "来源文件",
            "来源章节",
            "编号",
        ],
        rows: (1..).zip(&file.entries).map(row).collect(),
    }
}

fn channels_sheet(file: &Channels, site: &Site) -> Sheet {
    let row = |channel: &model::Channel| {
        let contact = channel.contact.as_ref();
        let of_contact = |field: fn(&model::Contact) -> &Option<String>| contact.map(|it| known(field(it)));
        let purposes: Vec<&str> = channel.purposes.iter().map(|purpose| purpose.label()).collect();
        let deadline = channel.deadline.as_ref().map(|deadline| {
            let note = deadline.note.as_ref().map(|note| format!("，{note}")).unwrap_or_default();
            format!("{}{}{note}", deadline.days, deadline.unit.label())
        });
        vec![
            channel.name.clone(),
            channel.kind.label().to_owned(),
            purposes.join("、"),
            channel.what_for.clone(),
            known(&channel.host_unit),
            of_contact(|it| &it.phone).unwrap_or_default(),
            of_contact(|it| &it.address).unwrap_or_default(),
            of_contact(|it| &it.postcode).unwrap_or_default(),
            of_contact(|it| &it.email).unwrap_or_default(),
            known(&channel.url),
            known(&channel.hours),
            deadline.unwrap_or_default(),
            channel.steps.join("、"),
            channel.verified_on.map(|day| day.to_string()).unwrap_or_default(),
            document(&channel.source, site),
            known(&channel.source.section),
            channel.id.clone(),
        ]
    };
    Sheet {
        name: "互动渠道",
        headings: &[
            "渠道名称",
            "渠道类型",
            "用途",
            "说明",
            "主办单位",
            "电话",
            "地址",
            "邮政编码",
            "电子邮箱",
            "网址",
            "办公时间",
            "办理时限",
            "办理流程",
            "核对日期",
            "来源文件",
            "来源章节",
            "编号",
        ],
        rows: file.channels.iter().map(row).collect(),
    }
}

/// What is not known is an empty cell.
fn known(field: &Option<String>) -> String {
    field.clone().unwrap_or_default()
}

/// The title of the document that a source names.
fn document(source: &Source, site: &Site) -> String {
    site.document(&source.document).map_or_else(|| source.document.clone(), |document| document.title.clone())
}
