//! What the portal is about: yearly reports with the national tables, catalogues, policies,
//! channels, and the findings that go with them.
//!
//! Only data and rules live here. The crate knows no file system, no network, no clock and no web:
//! the publisher and the browser hand it bytes and a date where it needs them.
//!
//! ```
//! let report: model::Report = model::decode(br#"{
//!     "format": 1, "year": 2019, "title": "2019\u5e74\u5ea6\u62a5\u544a",
//!     "source": { "document": "report-2019" }
//! }"#).expect("the smallest report");
//! assert_eq!(report.year, 2019);
//! ```

mod catalogue;
mod channel;
pub mod check;
mod date;
mod decimal;
mod decode;
mod embed;
mod finding;
pub mod form;
mod guide;
pub mod json;
pub mod law;
pub mod measure;
mod policy;
mod report;
mod site;
mod source;

pub use catalogue::{Carriers, Catalogue, Entry};
pub use channel::{Channel, ChannelKind, Channels, Deadline, DeadlineUnit, Purpose, Standing};
pub use date::{Date, DateError};
pub use decimal::{Decimal, DecimalError};
pub use decode::{DecodeError, FORMAT, decode};
pub use embed::{Fragment, Fragments};
pub use finding::{Finding, Severity};
pub use form::{FormVersion, TableId};
pub use guide::{Guide, GuideSection, Point, Rules};
pub use policy::{DateOrigin, Level, Policies, Policy};
pub use report::{
    Cell, Compared, Comparison, ExtraRow, Figure, Files, Index, Indexed, Link, Note, Period, Report, Row, Rows,
    Section, Table, Text, TextKind, Texts,
};
pub use site::{Contact, County, DataSet, DataSets, Publish, Site, is_frame_ancestor};
pub use source::{Document, Source};
