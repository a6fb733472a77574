//! The measures (指标): what the yearly tables count, cell by cell, and whether two versions of the
//! form count the same. Charts, tables, exports and documentation all read [`MEASURES`].

mod list;

pub use list::MEASURES;

use crate::check::{self, Identity, State};
use crate::{Decimal, FormVersion, Report, Table, TableId};

/// A cell by row id and column id of the form.
pub type Place = (&'static str, &'static str);

/// What a measure is about; the order is that of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// 主动公开: documents that the county makes and publishes.
    Disclosure,
    /// 行政管理: licences, penalties, coercion, fees, procurement.
    Administration,
    /// 申请: applications received and what became of them.
    Applications,
    /// 复议诉讼: reviews and lawsuits about disclosure.
    Disputes,
}

impl Group {
    /// In the order of the form.
    pub const ALL: [Self; 4] = [Self::Disclosure, Self::Administration, Self::Applications, Self::Disputes];

    /// Stable id, as in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Disclosure => "disclosure",
            Self::Administration => "administration",
            Self::Applications => "applications",
            Self::Disputes => "disputes",
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
        }
    }
}

/// Whether the versions of the form count the same thing (可比性), with the reason in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Across {
    /// Years of different versions may be compared.
    Same(&'static str),
    /// They may not: the series breaks where the version changes.
    Changed(&'static str),
}

impl Across {
    /// The reason.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Same(reason) | Self::Changed(reason) => reason,
        }
    }
}

/// One thing that the tables count every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Stable id.
    pub id: &'static str,
    /// Name, in a few words.
    pub name: &'static str,
    /// 件, 项, 万元
    pub unit: &'static str,
    /// What it is about.
    pub group: Group,
    /// The id of the measure that this one is a part of (其中).
    pub part_of: Option<&'static str>,
    /// What it means to a resident, in one sentence.
    pub definition: &'static str,
    /// The table that gives it.
    pub table: TableId,
    /// The cells added up, in the form of 2019; none where that form does not count it.
    cells_2019: &'static [Place],
    /// The same in the form of 2021.
    cells_2021: &'static [Place],
    /// Whether both forms count the same.
    pub across: Across,
}

impl Measure {
    /// The cells that are added up; none where this version of the form does not count the measure.
    pub fn cells(&self, version: FormVersion) -> &'static [Place] {
        match version {
            FormVersion::V2019 => self.cells_2019,
            FormVersion::V2021 => self.cells_2021,
        }
    }

    /// The measures that this one is made up of.
    pub fn parts(&self) -> impl Iterator<Item = &'static Self> + use<> {
        let whole = self.id;
        MEASURES.iter().filter(move |part| part.part_of == Some(whole))
    }
}

/// The measure with this id.
pub fn find(id: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.id == id)
}

/// A report with the sums of its tables, worked out once for all measures.
#[derive(Debug, Clone)]
pub struct CheckedReport<'a> {
    /// The report.
    pub report: &'a Report,
    sums: Vec<(TableId, Identity)>,
}

impl<'a> CheckedReport<'a> {
    /// Works out the sums.
    pub fn new(report: &'a Report) -> Self {
        let sums_of =
            |table: &Table| check::identities(table).into_iter().map(|sum| (table.id, sum)).collect::<Vec<_>>();
        Self { report, sums: report.tables.iter().flat_map(sums_of).collect() }
    }

    fn sums(&self, table: TableId, state: State) -> impl Iterator<Item = &Identity> {
        self.sums.iter().filter(move |(of, sum)| *of == table && sum.state == state).map(|(_, sum)| sum)
    }
}

/// Why a year has no number. Never zero: zero is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// The site holds no report of that year.
    NoReport,
    /// The report has no such table.
    NoTable,
    /// The form that the table follows does not count this.
    NotInForm,
    /// A cell that is needed is blank, or no number.
    Blank,
}

/// A measure in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The year reported on.
    pub year: u16,
    /// The number as published (the sum of the cells), or why there is none.
    pub value: Result<Decimal, Absence>,
    /// The form that the table follows; none where there is no table.
    pub version: Option<FormVersion>,
    /// The cells that were added up, with what they hold.
    pub cells: Vec<(Place, Option<Decimal>)>,
    /// The sums of the form that do not come out and that one of these cells takes part in.
    pub contradictions: Vec<Identity>,
}

/// Where a series must not be read on: the form changed, and with it what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// The last year before and the first year after.
    pub between: (u16, u16),
    /// The forms of both sides.
    pub forms: (FormVersion, FormVersion),
    /// What changed, in a sentence.
    pub reason: &'static str,
}

/// A measure through the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Which.
    pub measure: &'static Measure,
    /// Every year from the first report to the last, without holes.
    pub points: Vec<Point>,
    /// Where the meaning changes.
    pub breaks: Vec<Break>,
}

/// The number of a measure in a report: the sum of its cells as published.
pub fn value(measure: &Measure, report: &Report) -> Option<Decimal> {
    point(measure, &CheckedReport::new(report)).value.ok()
}

/// A measure through the years of these reports, whatever their order.
pub fn series(measure: &'static Measure, reports: &[CheckedReport<'_>]) -> Series {
    let years = || reports.iter().map(|checked| checked.report.year);
    let span = years().min().zip(years().max());
    let points: Vec<Point> = span.map_or_else(Vec::new, |(first, last)| {
        let at = |year| reports.iter().find(|checked| checked.report.year == year);
        (first..=last).map(|year| at(year).map_or_else(|| missing(year), |checked| point(measure, checked))).collect()
    });
    let breaks = breaks(measure, &points);
    Series { measure, points, breaks }
}

fn missing(year: u16) -> Point {
    Point { year, value: Err(Absence::NoReport), version: None, cells: Vec::new(), contradictions: Vec::new() }
}

fn point(measure: &Measure, checked: &CheckedReport<'_>) -> Point {
    let year = checked.report.year;
    let Some(table) = checked.report.table(measure.table) else {
        return Point { value: Err(Absence::NoTable), ..missing(year) };
    };
    let places = measure.cells(table.version);
    let contradictions = checked
        .sums(table.id, State::Broken)
        .filter(|sum| places.iter().any(|(row, column)| sum.involves(row, column)))
        .cloned()
        .collect();
    Point {
        year,
        value: if places.is_empty() { Err(Absence::NotInForm) } else { add(table, places, checked) },
        version: Some(table.version),
        cells: places.iter().map(|&(row, column)| ((row, column), table.value(row, column))).collect(),
        contradictions,
    }
}

/// The sum of the cells. With a blank among them it is not known, unless the form's own printed total
/// shows that the blanks hold nothing.
fn add(table: &Table, places: &[Place], checked: &CheckedReport<'_>) -> Result<Decimal, Absence> {
    let (given, blank): (Vec<Place>, Vec<Place>) =
        places.iter().partition(|(row, column)| table.value(row, column).is_some());
    if given.is_empty() || !(blank.is_empty() || is_covered(&blank, checked.sums(table.id, State::Agrees))) {
        return Err(Absence::Blank);
    }
    given
        .iter()
        .filter_map(|(row, column)| table.value(row, column))
        .try_fold(Decimal::ZERO, Decimal::checked_add)
        .ok_or(Absence::Blank)
}

/// Whether a sum that comes out without the blanks has all of them as parts: counts are not negative,
/// so nothing is left for them.
fn is_covered<'a>(blank: &[Place], mut agreeing: impl Iterator<Item = &'a Identity>) -> bool {
    agreeing.any(|sum| blank.iter().all(|place| sum.parts.contains(place)))
}

fn breaks(measure: &Measure, points: &[Point]) -> Vec<Break> {
    let Across::Changed(reason) = measure.across else { return Vec::new() };
    let known: Vec<(u16, FormVersion)> =
        points.iter().filter_map(|point| point.version.map(|version| (point.year, version))).collect();
    known
        .windows(2)
        .filter_map(|pair| match pair {
            [(before, old), (after, new)] if old != new => {
                Some(Break { between: (*before, *after), forms: (*old, *new), reason })
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cell, Row, Rows, Source, form};

    type Filled<'a> = &'a [(&'a str, &'a str, u32)];

    fn table(id: TableId, version: FormVersion, cells: Filled<'_>) -> Table {
        let mut rows: Vec<Row> = Vec::new();
        for (row, column, value) in cells {
            let cell = ((*column).to_owned(), Cell::number(Decimal::from(*value)));
            match rows.iter_mut().find(|known| known.id == *row) {
                Some(known) => known.cells.push(cell),
                None => rows.push(Row { id: (*row).to_owned(), cells: vec![cell] }),
            }
        }
        Table { id, version, place: None, rows: Rows(rows), extra_rows: Vec::new() }
    }

    fn report(year: u16, tables: Vec<Table>) -> Report {
        Report {
            format: 1,
            year,
            title: String::new(),
            issuer: None,
            period: None,
            published: None,
            source: Source { document: "r".into(), section: None, url: None },
            contact: None,
            preamble: Vec::new(),
            sections: Vec::new(),
            figures: Vec::new(),
            tables,
            notes: Vec::new(),
            links: Vec::new(),
        }
    }

    fn measure(id: &str) -> &'static Measure {
        find(id).unwrap_or_else(|| panic!("{id}"))
    }

    fn series_of(id: &str, reports: &[Report]) -> Series {
        let checked: Vec<_> = reports.iter().map(CheckedReport::new).collect();
        series(measure(id), &checked)
    }

    /// The real years of the example county, as the national tables print them.
    fn pingtan() -> Vec<Report> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/pingtan/reports");
        let read = |year| std::fs::read(folder.join(format!("{year}.json"))).unwrap_or_else(|error| panic!("{error}"));
        (2019..=2025).map(|year| crate::decode(&read(year)).unwrap_or_else(|error| panic!("{year}: {error}"))).collect()
    }

    #[test]
    fn every_measure_names_cells_that_its_form_has() {
        for measure in MEASURES {
            let mut n_cells = 0;
            for version in [FormVersion::V2019, FormVersion::V2021] {
                for (row, column) in measure.cells(version) {
                    n_cells += 1;
                    let found = form::row(measure.table, version, row).and_then(|row| row.column(column));
                    assert!(found.is_some(), "{}: {row}.{column} in {version:?}", measure.id);
                }
            }
            assert!(n_cells > 0, "{}", measure.id);
        }
    }

    #[test]
    fn ids_are_unique_and_parts_follow_a_whole_of_their_own_group() {
        for (at, measure) in MEASURES.iter().enumerate() {
            assert!(MEASURES[..at].iter().all(|other| other.id != measure.id), "{}", measure.id);
            if let Some(whole) = measure.part_of {
                let whole = MEASURES[..at].iter().find(|other| other.id == whole).expect(measure.id);
                assert_eq!(
                    (whole.group, whole.table, whole.part_of),
                    (measure.group, measure.table, None),
                    "{}",
                    measure.id
                );
            }
        }
    }

    #[test]
    fn a_measure_that_one_form_lacks_is_never_called_comparable() {
        for measure in MEASURES {
            let in_both = !measure.cells_2019.is_empty() && !measure.cells_2021.is_empty();
            assert!(in_both || matches!(measure.across, Across::Changed(_)), "{}", measure.id);
            assert!(measure.definition.ends_with('。') && measure.across.reason().ends_with('。'), "{}", measure.id);
        }
    }

    #[test]
    fn the_six_outcomes_take_every_row_between_three_and_its_total_once() {
        for version in [FormVersion::V2019, FormVersion::V2021] {
            let rows = form::rows(TableId::T3, version).iter();
            let expected: Vec<Place> =
                rows.filter(|row| row.path.len() > 1 && row.id != "total").map(|row| (row.id, "total")).collect();
            let outcomes: Vec<Place> =
                measure("settled").parts().flat_map(|part| part.cells(version)).copied().collect();
            assert_eq!(outcomes, expected, "{version:?}");
            assert_eq!(measure("settled").parts().count(), 6);
        }
    }

    #[test]
    fn the_parts_of_a_whole_add_up_in_reports_that_do_not_contradict_themselves() {
        for report in pingtan() {
            for whole in MEASURES.iter().filter(|whole| whole.parts().next().is_some()) {
                let point = point(whole, &CheckedReport::new(&report));
                if !point.contradictions.is_empty() {
                    continue;
                }
                let mut sum = whole.parts().map(|part| value(part, &report).expect(part.id));
                let sum = sum.try_fold(Decimal::ZERO, Decimal::checked_add);
                assert_eq!(point.value.ok(), sum, "{} {}", report.year, whole.id);
            }
        }
    }

    #[test]
    fn published_numbers_come_out_as_published() {
        let reports = pingtan();
        let cases: &[(&str, [Option<&str>; 7])] = &[
            ("normative_issued", [Some("89"), None, Some("69"), Some("88"), None, Some("62"), None]),
            ("normative_in_force", [None, None, Some("665"), Some("698"), None, Some("440"), None]),
            ("licences", [None, None, Some("2293"), Some("10690"), Some("2629"), Some("4529"), Some("2418")]),
            (
                "fees",
                [
                    None,
                    None,
                    Some("24252.311082"),
                    Some("9116.36"),
                    Some("5949.088667"),
                    Some("18651.06"),
                    Some("4166.241619"),
                ],
            ),
            ("received", [Some("23"), Some("21"), Some("70"), Some("74"), Some("81"), Some("218"), Some("154")]),
            ("received_organisations", [Some("0"), Some("1"), Some("6"), Some("3"), Some("1"), Some("1"), Some("3")]),
            ("unavailable", [Some("12"), Some("7"), Some("25"), Some("37"), Some("31"), Some("75"), Some("53")]),
            ("other_outcome", [Some("0"), Some("4"), Some("1"), Some("4"), Some("2"), Some("3"), Some("11")]),
            ("reviews", [Some("0"), Some("0"), Some("3"), Some("2"), Some("2"), Some("7"), Some("36")]),
            ("lawsuits", [Some("0"), Some("0"), Some("12"), Some("1"), Some("7"), Some("19"), Some("9")]),
            ("procurement", [None; 7]),
        ];
        for (id, expected) in cases {
            let found =
                series_of(id, &reports).points.into_iter().map(|point| point.value.ok().map(|value| value.to_string()));
            assert_eq!(found.collect::<Vec<_>>(), expected.map(|value| value.map(str::to_owned)), "{id}");
        }
    }

    #[test]
    fn a_series_breaks_between_2020_and_2021_exactly_where_the_definition_changed() {
        let reports = pingtan();
        for measure in MEASURES {
            let breaks = series_of(measure.id, &reports).breaks;
            match measure.across {
                Across::Same(_) => assert!(breaks.is_empty(), "{}", measure.id),
                Across::Changed(reason) => {
                    let forms = (FormVersion::V2019, FormVersion::V2021);
                    assert_eq!(breaks, [Break { between: (2020, 2021), forms, reason }], "{}", measure.id);
                }
            }
        }
    }

    #[test]
    fn a_break_is_found_across_a_missing_year() {
        let forms = [(2020, FormVersion::V2019), (2022, FormVersion::V2021)];
        let reports = forms.map(|(year, version)| report(year, vec![table(TableId::T2, version, &[])]));
        let breaks = series_of("normative_issued", &reports).breaks;
        assert_eq!(breaks.iter().map(|found| found.between).collect::<Vec<_>>(), [(2020, 2022)]);
    }

    #[test]
    fn a_year_without_a_number_says_why() {
        let reports = [
            report(2019, vec![table(TableId::T2, FormVersion::V2019, &[])]),
            report(2020, Vec::new()),
            report(2022, vec![table(TableId::T2, FormVersion::V2021, &[])]),
            report(2023, vec![table(TableId::T2, FormVersion::V2021, &[("normative", "in_force", 0)])]),
        ];
        let found: Vec<_> =
            series_of("normative_in_force", &reports).points.iter().map(|point| (point.year, point.value)).collect();
        let expected = [
            (2019, Err(Absence::NotInForm)),
            (2020, Err(Absence::NoTable)),
            (2021, Err(Absence::NoReport)),
            (2022, Err(Absence::Blank)),
            (2023, Ok(Decimal::ZERO)),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sum_with_a_blank_cell_is_absent_unless_a_printed_total_leaves_nothing_for_it() {
        let cases: &[(&str, Filled<'_>, Option<u32>)] = &[
            ("no total printed", &[("unavailable.not_held", "total", 3)], None),
            ("total leaves two", &[("unavailable.not_held", "total", 3), ("total", "total", 5)], None),
            ("total leaves nothing", &[("unavailable.not_held", "total", 3), ("total", "total", 3)], Some(3)),
            ("nothing printed at all", &[("granted", "total", 3), ("total", "total", 3)], None),
        ];
        for (name, cells, expected) in cases {
            let report = report(2024, vec![table(TableId::T3, FormVersion::V2021, cells)]);
            assert_eq!(value(measure("unavailable"), &report), expected.map(Decimal::from), "{name}");
        }
    }

    #[test]
    fn a_year_that_contradicts_itself_is_marked_where_a_cell_takes_part_and_nowhere_else() {
        let reports = pingtan();
        for (id, expected) in [("settled", &[2020][..]), ("granted", &[2020]), ("received", &[]), ("reviews", &[])] {
            let series = series_of(id, &reports);
            let marked = series.points.iter().filter(|point| !point.contradictions.is_empty()).map(|point| point.year);
            assert_eq!(marked.collect::<Vec<_>>(), expected, "{id}");
        }
    }
}
