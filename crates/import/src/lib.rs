//! Yearly reports as they come (pages, Word, Excel, CSV, text) turned into the model, together with
//! everything that a person should look at.
//!
//! The crate is handed bytes and a name and opens no file. Reading never fails on content: what is
//! odd becomes a finding beside the value; [`ImportError`] is only for what cannot be read at all.
//!
//! All formats become paragraphs and grids (`document`); one module, `table`, finds the
//! national tables in grids, and `outline` the sections in paragraphs.
//!
//! ```
//! let csv = "year,table,row,column,value\n2019,t4,review,total,3\n";
//! let options = import::Options { name: "2019.csv".into(), year: None };
//! let imported = import::import(csv.as_bytes(), &options).expect("tidy rows");
//! assert_eq!(imported.report.year, 2019);
//! ```

mod capture;
mod container;
mod csv;
mod document;
mod docx;
mod dom;
mod encoding;
mod error;
mod facts;
mod figures;
mod grid;
mod html;
mod kind;
mod label;
mod limits;
mod number;
mod numbering;
mod outline;
mod report;
pub mod rule;
pub mod sheet;
mod table;
mod text;
mod tidy;
mod txt;
mod xlsx;
mod xml;

pub use error::ImportError;
pub use tidy::is_tidy_csv;

use kind::Kind;
use model::{Finding, Report, Severity};

/// What the caller knows about a document.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The file's name: for findings, and to tell CSV from text and one year from another.
    pub name: String,
    /// The year of the report, where the caller knows better than the document.
    pub year: Option<u16>,
}

/// A document read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The report.
    pub report: Report,
    /// What a person should look at, in the order of the document.
    pub findings: Vec<Finding>,
}

/// Reads a report from the bytes of a document. Its type is told from the content; the name only
/// tells CSV from text.
///
/// # Errors
/// One sentence in Chinese, only for what cannot be read at all.
pub fn import(bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    let mut imported = read(bytes, options)?;
    for finding in &mut imported.findings {
        finding.file = Some(options.name.clone());
    }
    let more = imported.findings.len().saturating_sub(limits::FINDINGS);
    if more > 0 {
        imported.findings.truncate(limits::FINDINGS);
        let message = format!("问题太多，另有 {more} 条没有列出。请先处理已列出的问题");
        imported
            .findings
            .push(Finding { file: Some(options.name.clone()), ..Finding::new(rule::TEXT, Severity::Hint, message) });
    }
    Ok(imported)
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    match kind::of(bytes, &options.name)? {
        Kind::Docx(mut container) => report::from_document(docx::read(&mut container)?, options),
        Kind::Xlsx(mut container) => {
            let (grids, remarks) = xlsx::read(&mut container)?;
            report::from_sheets(grids, remarks, options)
        }
        Kind::Html(decoded) => {
            let mut document = html::read(&decoded.text)?;
            document.remarks.extend(decoded.remark.map(str::to_owned));
            report::from_document(document, options)
        }
        Kind::Tidy(decoded) => report::from_tidy(tidy::read(&decoded.text, options.year)?, options),
        Kind::Json(decoded) => {
            let report =
                model::decode(decoded.text.as_bytes()).map_err(|error| ImportError::Json(error.to_string()))?;
            Ok(Imported { report, findings: vec![] })
        }
        Kind::Csv(decoded) => {
            let remarks = decoded.remark.map(str::to_owned).into_iter().collect();
            report::from_sheets(vec![csv::grid(&decoded.text)], remarks, options)
        }
        Kind::Text(decoded) => {
            let mut document = txt::read(&decoded.text);
            document.remarks.extend(decoded.remark.map(str::to_owned));
            report::from_document(document, options)
        }
    }
}
