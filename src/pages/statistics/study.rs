//! The counties whose numbers are shown, with their reports: loaded, counted once, and kept while the page is open.

use crate::chart::CountySeries;
use crate::portal::Portal;
use crate::store::{Slot, State};
use model::measure::{CheckedReport, all_series};
use model::{Compared, Report};
use std::sync::Arc;

/// A county whose reports are on their way.
pub struct Asked {
    id: Option<String>,
    name: String,
    slots: Vec<(u16, Slot<Report>)>,
}

impl Asked {
    /// The site's own.
    pub fn own(name: &str, years: &[u16]) -> Self {
        let store = Portal::here().store;
        Self { id: None, name: name.to_owned(), slots: years.iter().map(|year| (*year, store.report(*year))).collect() }
    }

    /// Another.
    pub fn other(county: &Compared) -> Self {
        let store = Portal::here().store;
        let slot = |year: &u16| (*year, store.report_of(&county.id, *year));
        Self {
            id: Some(county.id.clone()),
            name: county.name.clone(),
            slots: county.reports.iter().map(slot).collect(),
        }
    }

    /// Whether a report is still on its way.
    pub fn is_waiting(&self) -> bool {
        self.slots.iter().any(|(_, slot)| matches!(slot.state(), State::Loading))
    }

    /// The files that did not come, with their years.
    pub fn lost(&self) -> impl Iterator<Item = &(u16, Slot<Report>)> {
        self.slots.iter().filter(|(_, slot)| !matches!(slot.state(), State::Ready(_)))
    }

    /// What came, counted.
    pub fn county(&self) -> County {
        let reports: Vec<Arc<Report>> = self.slots.iter().filter_map(|(_, slot)| slot.ready()).collect();
        let checked: Vec<_> = reports.iter().map(|report| CheckedReport::new(report)).collect();
        let series = all_series(&checked);
        let unloaded = self.lost().map(|(year, _)| *year).collect();
        County { numbers: CountySeries { id: self.id.clone(), name: self.name.clone(), series, unloaded }, reports }
    }
}

/// A county with its numbers and the reports that they come from.
pub struct County {
    /// The numbers.
    pub numbers: CountySeries,
    /// The reports, newest first.
    pub reports: Vec<Arc<Report>>,
}

impl County {
    /// Whether any report has national tables.
    pub fn has_tables(&self) -> bool {
        self.reports.iter().any(|report| !report.tables.is_empty())
    }

    /// The report of a year.
    pub fn report(&self, year: u16) -> Option<&Arc<Report>> {
        self.reports.iter().find(|report| report.year == year)
    }
}

/// Everything that the page shows.
pub struct Study {
    /// The county that the page is about, and those beside it.
    pub counties: Vec<County>,
}

impl Study {
    /// The county with this id; none is the site's own.
    pub fn county(&self, id: Option<&str>) -> Option<&County> {
        self.counties.iter().find(|county| county.numbers.id.as_deref() == id)
    }

    /// The first and last year of all reports.
    pub fn span(&self) -> Option<(u16, u16)> {
        let years = || self.counties.iter().flat_map(|county| county.reports.iter().map(|report| report.year));
        years().min().zip(years().max())
    }
}
