//! The measures (指标): what the yearly reports count, cell by cell or in their text, and whether two versions of
//! the form count the same. Charts, tables, exports and documentation all read [`MEASURES`].

mod list;
mod proof;
mod series;

pub use list::{LEFT_OUT, LeftOut, MEASURES};
pub use proof::{Proof, Term, proof};
pub use series::{Absence, Break, CheckedReport, Point, Series, Value, all_series, percent, series};

use crate::{FormVersion, TableId};

/// A cell by row id and column id of the form.
pub type Place = (&'static str, &'static str);

/// What a measure is about; the order is that of the form, then that of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// 主动公开: what the county publishes of its own motion.
    Disclosure,
    /// 行政管理: licences, penalties, coercion, fees, procurement.
    Administration,
    /// 申请: applications received and what became of them.
    Applications,
    /// 复议诉讼: reviews and lawsuits about disclosure.
    Disputes,
    /// 互动: requests of residents, and visits of the website.
    Interaction,
}

impl Group {
    /// In the order of the page.
    pub const ALL: [Self; 5] =
        [Self::Disclosure, Self::Administration, Self::Applications, Self::Disputes, Self::Interaction];

    /// Stable id, as in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Disclosure => "disclosure",
            Self::Administration => "administration",
            Self::Applications => "applications",
            Self::Disputes => "disputes",
            Self::Interaction => "interaction",
        }
    }

    /// The group with this id.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.id() == id)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Disclosure => "主动公开",
            Self::Administration => "行政管理",
            Self::Applications => "申请和答复",
            Self::Disputes => "复议和诉讼",
            Self::Interaction => "互动和访问",
        }
    }

    /// The measure that stands for the group at a glance.
    pub fn headline(self) -> &'static str {
        match self {
            Self::Disclosure => "normative_issued",
            Self::Administration => "licences",
            Self::Applications => "received",
            Self::Disputes => "reviews",
            Self::Interaction => "requests_handled",
        }
    }
}

/// Whether years can be compared (可比性), with the reason in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Across {
    /// Years of different versions of the form may be compared.
    Same(&'static str),
    /// They may not: the series breaks where the version changes.
    Changed {
        /// What changed.
        reason: &'static str,
        /// The id of a measure close to this one that can be compared across the change.
        instead: Option<&'static str>,
    },
    /// No form says what is counted: each year's text decides for itself, so no year is held against another.
    Own(&'static str),
}

impl Across {
    /// The reason.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Same(reason) | Self::Changed { reason, .. } | Self::Own(reason) => reason,
        }
    }
}

/// What a number is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Cells of a national table, added up.
    Cells {
        /// The table that gives them.
        table: TableId,
        /// The cells in the form of 2019; none where that form does not count it.
        in_2019: &'static [Place],
        /// The same in the form of 2021.
        in_2021: &'static [Place],
    },
    /// A number of the report's text, by the id of its figure.
    Text(&'static str),
    /// A share (占比) of other measures, by their ids: `part` of `whole`, each added up.
    Share {
        /// What is counted.
        part: &'static [&'static str],
        /// Out of what.
        whole: &'static [&'static str],
    },
}

/// Whether a measure is a part of another (其中), named by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// It stands for itself.
    Alone,
    /// One of the parts that add up to the whole.
    PartOf(&'static str),
    /// Some of it; others may be missing, or counted twice.
    Among(&'static str),
}

/// One thing that the reports count every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Stable id.
    pub id: &'static str,
    /// Name, in a few words.
    pub name: &'static str,
    /// 件, 项, 万元, %
    pub unit: &'static str,
    /// What it is about.
    pub group: Group,
    /// What it is a part of.
    pub belongs: Belongs,
    /// What it means to a resident, in one sentence.
    pub definition: &'static str,
    /// What the number is made from.
    pub origin: Origin,
    /// Whether years can be compared.
    pub across: Across,
}

impl Measure {
    /// The id of the measure that this one belongs to.
    pub fn whole(&self) -> Option<&'static str> {
        match self.belongs {
            Belongs::Alone => None,
            Belongs::PartOf(whole) | Belongs::Among(whole) => Some(whole),
        }
    }

    /// Its name, after its whole's where that alone does not say what it is: `行政复议：结果维持`.
    pub fn full_name(&self) -> String {
        let is_told = MEASURES.iter().filter(|other| other.name == self.name).count() == 1 && self.name != "其他";
        match self.whole().and_then(find).filter(|_| !is_told) {
            Some(whole) => format!("{}：{}", whole.name, self.name),
            None => self.name.to_owned(),
        }
    }

    /// The measures that belong to this one.
    pub fn parts(&self) -> impl Iterator<Item = &'static Self> + use<> {
        let whole = self.id;
        MEASURES.iter().filter(move |part| part.whole() == Some(whole))
    }

    /// The cells that the number is made from in this version of the form, table by table; a share has those of all
    /// its measures. None where the form does not count it, and for numbers of the text.
    pub fn cells(&self, version: FormVersion) -> Vec<(TableId, Place)> {
        match self.origin {
            Origin::Text(_) => Vec::new(),
            Origin::Cells { table, .. } => self.places(version).iter().map(|place| (table, *place)).collect(),
            Origin::Share { part, whole } => {
                let mut cells = Vec::new();
                for cell in part.iter().chain(whole).filter_map(|id| find(id)).flat_map(|other| other.cells(version)) {
                    if !cells.contains(&cell) {
                        cells.push(cell);
                    }
                }
                cells
            }
        }
    }

    /// The places in the measure's own table.
    fn places(&self, version: FormVersion) -> &'static [Place] {
        match (self.origin, version) {
            (Origin::Cells { in_2019, .. }, FormVersion::V2019) => in_2019,
            (Origin::Cells { in_2021, .. }, FormVersion::V2021) => in_2021,
            _ => &[],
        }
    }

    /// The table that gives the number, or the one of its first part; none for numbers of the text.
    pub fn table(&self) -> Option<TableId> {
        match self.origin {
            Origin::Cells { table, .. } => Some(table),
            Origin::Text(_) => None,
            Origin::Share { part, .. } => part.first().and_then(|id| find(id)?.table()),
        }
    }
}

/// The measure with this id.
pub fn find(id: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form;

    const VERSIONS: [FormVersion; 2] = [FormVersion::V2019, FormVersion::V2021];

    #[test]
    fn ids_are_unique_wholes_stand_before_their_parts_and_every_cell_is_in_the_form() {
        for (at, measure) in MEASURES.iter().enumerate() {
            assert!(MEASURES.iter().skip(at + 1).all(|other| other.id != measure.id), "{}", measure.id);
            if let Some(whole) = measure.whole() {
                let before = MEASURES.iter().take(at).find(|other| other.id == whole);
                let before = before.unwrap_or_else(|| panic!("{} stands before its whole", measure.id));
                assert_eq!((before.group, before.unit), (measure.group, measure.unit), "{}", measure.id);
            }
            for version in VERSIONS {
                for (table, (row, column)) in measure.cells(version) {
                    let row = form::row(table, version, row).unwrap_or_else(|| panic!("{}: {row}", measure.id));
                    assert!(row.column(column).is_some(), "{}: {column}", measure.id);
                }
            }
            assert!(measure.definition.ends_with('。') && measure.across.reason().ends_with('。'), "{}", measure.id);
        }
    }

    #[test]
    fn a_measure_that_one_form_lacks_is_not_comparable_and_what_stands_instead_is() {
        for measure in MEASURES {
            let in_both = VERSIONS.iter().all(|version| !measure.cells(*version).is_empty());
            match measure.across {
                Across::Own(_) => assert!(matches!(measure.origin, Origin::Text(_)), "{}", measure.id),
                Across::Same(_) => assert!(in_both, "{}", measure.id),
                Across::Changed { instead, .. } => {
                    let instead = instead.map(|id| find(id).unwrap_or_else(|| panic!("{}: {id}", measure.id)));
                    assert!(instead.is_none_or(|other| matches!(other.across, Across::Same(_))), "{}", measure.id);
                }
            }
        }
    }

    /// Nothing that the form counts is forgotten: it is a measure's, or said to be left out, with the reason.
    #[test]
    fn every_cell_of_both_forms_is_in_a_measure_or_said_to_be_left_out() {
        for version in VERSIONS {
            for table in TableId::ALL {
                for row in form::rows(table, version) {
                    for column in row.columns {
                        let place = (table, (row.id, column.id));
                        let is_measured = MEASURES.iter().any(|measure| measure.cells(version).contains(&place));
                        let is_left_out = LEFT_OUT.iter().any(|left| left.holds(table, version, row.id, column.id));
                        assert!(is_measured != is_left_out, "{version:?} {table:?} {} {}", row.id, column.id);
                    }
                }
            }
        }
    }

    #[test]
    fn the_parts_of_the_outcomes_take_every_row_between_three_and_its_total_once() {
        for version in VERSIONS {
            let rows = form::rows(TableId::T3, version).iter();
            let expected: Vec<_> = rows
                .filter(|row| row.path.len() > 1 && row.id != "total")
                .map(|row| (TableId::T3, (row.id, "total")))
                .collect();
            let settled = find("settled").expect("the whole");
            let outcomes: Vec<_> = settled.parts().flat_map(|part| part.cells(version)).collect();
            assert_eq!(outcomes, expected, "{version:?}");
            assert_eq!(settled.parts().count(), 6);
            for group in settled.parts().filter(|part| part.parts().next().is_some()) {
                let grounds: Vec<_> = group.parts().flat_map(|ground| ground.cells(version)).collect();
                let is_one_row = group.id == "other_outcome" && version == FormVersion::V2019;
                assert!(grounds == group.cells(version) || is_one_row, "{version:?} {}", group.id);
            }
        }
    }

    #[test]
    fn every_group_has_a_headline_of_its_own() {
        for group in Group::ALL {
            assert_eq!(find(group.headline()).map(|measure| measure.group), Some(group));
            assert_eq!(Group::find(group.id()), Some(group));
        }
    }
}
