//! Measures through the years: values, gaps, and where a series must not be read on.

use super::{Across, MEASURES, Measure, Origin, Place, find};
use crate::check::{self, Identity, State};
use crate::{Decimal, FormVersion, Report, Table, TableId};

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

    /// The sums of the report, each with its table.
    pub fn sums(&self) -> impl Iterator<Item = (TableId, &Identity)> {
        self.sums.iter().map(|(table, sum)| (*table, sum))
    }

    fn sums_in(&self, table: TableId, state: State) -> impl Iterator<Item = &Identity> {
        self.sums.iter().filter(move |(of, sum)| *of == table && sum.state == state).map(|(_, sum)| sum)
    }
}

/// What a measure came to in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A number as published, or the sum of numbers as published.
    Number(Decimal),
    /// So many out of so many.
    Share {
        /// What is counted.
        part: Decimal,
        /// Out of what.
        whole: Decimal,
    },
}

impl Value {
    /// The number as it is drawn and compared: a share in percent, where it has one.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(number),
            Self::Share { part, whole } => percent(part, whole),
        }
    }
}

/// Counts below this get no percentage: one case more or less would move it by a fifth or more.
const FEW: i64 = 5;

/// `35.8`: the share in percent, rounded to one digit after the point; none for counts under 5, or a part
/// greater than its whole.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let (part, whole) = (part.to_int()?, whole.to_int()?);
    if part < FEW || whole < part {
        return None;
    }
    let permille = part.checked_mul(1000)?.checked_add(whole / 2)?.checked_div(whole)?;
    format!("{}.{}", permille / 10, permille % 10).parse().ok()
}

/// Why a year has no number. Never zero: zero is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// The site holds no report of that year.
    NoReport,
    /// The report has no such table.
    NoTable,
    /// The text does not give the number.
    NotInText,
    /// The text gives it in another unit (万条 for 条).
    OtherUnit,
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
    /// What was published (the sum of the cells), or why there is none.
    pub value: Result<Value, Absence>,
    /// The form that the table follows; none where there is no table, and for numbers of the text.
    pub version: Option<FormVersion>,
    /// The sums of the form that do not come out and that one of the cells takes part in.
    pub contradictions: Vec<(TableId, Identity)>,
}

impl Point {
    fn without(year: u16, absence: Absence) -> Self {
        Self { year, value: Err(absence), version: None, contradictions: Vec::new() }
    }
}

/// Where a series must not be read on: the form changed, and with it what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// The last year before and the first year after.
    pub between: (u16, u16),
    /// The form before; none for years before the first of the two forms.
    pub before: Option<FormVersion>,
    /// The form after.
    pub after: FormVersion,
    /// What changed, in a sentence.
    pub reason: &'static str,
}

const BEFORE_2019: &str = "2018年及以前的年报不用这个格式。";

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

/// Every measure through the years of these reports, in the order of [`MEASURES`].
pub fn all_series(reports: &[CheckedReport<'_>]) -> Vec<Series> {
    MEASURES.iter().map(|measure| series(measure, reports)).collect()
}

/// A measure through the years of these reports, whatever their order.
pub fn series(measure: &'static Measure, reports: &[CheckedReport<'_>]) -> Series {
    let years = || reports.iter().map(|checked| checked.report.year);
    let span = years().min().zip(years().max());
    let points: Vec<Point> = span.map_or_else(Vec::new, |(first, last)| {
        let at = |year| reports.iter().find(|checked| checked.report.year == year);
        let missing = |year| Point::without(year, Absence::NoReport);
        (first..=last).map(|year| at(year).map_or_else(|| missing(year), |checked| point(measure, checked))).collect()
    });
    let breaks = breaks(measure, &points);
    Series { measure, points, breaks }
}

/// A measure in the year of one report.
pub(super) fn point(measure: &Measure, checked: &CheckedReport<'_>) -> Point {
    match measure.origin {
        Origin::Cells { table, .. } => of_cells(measure, table, checked),
        Origin::Text(figure) => of_text(measure, figure, checked.report),
        Origin::Share { part, whole } => of_share(part, whole, checked),
    }
}

fn of_cells(measure: &Measure, id: TableId, checked: &CheckedReport<'_>) -> Point {
    let year = checked.report.year;
    let Some(table) = checked.report.table(id) else { return Point::without(year, Absence::NoTable) };
    let places = measure.places(table.version);
    let takes_part = |sum: &&Identity| places.iter().any(|(row, column)| sum.involves(row, column));
    let broken = checked.sums_in(id, State::Broken).filter(takes_part);
    Point {
        year,
        value: if places.is_empty() { Err(Absence::NotInForm) } else { add(table, places, checked).map(Value::Number) },
        version: Some(table.version),
        contradictions: broken.map(|sum| (id, sum.clone())).collect(),
    }
}

fn of_text(measure: &Measure, figure: &str, report: &Report) -> Point {
    let value = match report.figure(figure) {
        None => Err(Absence::NotInText),
        Some(figure) if figure.unit == measure.unit => Ok(Value::Number(figure.value)),
        Some(_) => Err(Absence::OtherUnit),
    };
    Point { value, ..Point::without(report.year, Absence::NotInText) }
}

fn of_share(part: &[&str], whole: &[&str], checked: &CheckedReport<'_>) -> Point {
    let points_of = |ids: &[&str]| -> Vec<Point> {
        ids.iter().filter_map(|id| find(id)).map(|measure| point(measure, checked)).collect()
    };
    let (part, whole) = (points_of(part), points_of(whole));
    let value = total(&part).and_then(|part| Ok(Value::Share { part, whole: total(&whole)? }));
    let mut contradictions = Vec::new();
    for found in part.iter().chain(&whole).flat_map(|point| &point.contradictions) {
        if !contradictions.contains(found) {
            contradictions.push(found.clone());
        }
    }
    Point { year: checked.report.year, value, version: part.first().and_then(|first| first.version), contradictions }
}

fn total(points: &[Point]) -> Result<Decimal, Absence> {
    points.iter().try_fold(Decimal::ZERO, |sum, point| match point.value {
        Ok(Value::Number(number)) => sum.checked_add(number).ok_or(Absence::Blank),
        Ok(Value::Share { .. }) => Err(Absence::Blank),
        Err(absence) => Err(absence),
    })
}

/// The sum of the cells. With a blank among them it is not known, unless the form's own printed total
/// shows that the blanks hold nothing.
fn add(table: &Table, places: &[Place], checked: &CheckedReport<'_>) -> Result<Decimal, Absence> {
    let (given, blank): (Vec<Place>, Vec<Place>) =
        places.iter().partition(|(row, column)| table.value(row, column).is_some());
    if given.is_empty() || !(blank.is_empty() || is_covered(&blank, checked.sums_in(table.id, State::Agrees))) {
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
    if matches!(measure.origin, Origin::Text(_)) {
        return Vec::new();
    }
    let known = || points.iter().filter_map(|point| point.version.map(|version| (point.year, version)));
    let mut breaks = Vec::new();
    let has_earlier = points.first().is_some_and(|point| point.year < 2019);
    if let Some((_, after)) = known().next().filter(|_| has_earlier) {
        breaks.push(Break { between: (2018, 2019), before: None, after, reason: BEFORE_2019 });
    }
    if let Across::Changed { reason, .. } = measure.across {
        breaks.extend(known().zip(known().skip(1)).filter(|((_, old), (_, new))| old != new).map(
            |((before, old), (after, new))| Break { between: (before, after), before: Some(old), after: new, reason },
        ));
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{hongze, pingtan};
    use crate::{Cell, Figure, Row, Rows, Source};

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

    fn value(id: &str, report: &Report) -> Option<Decimal> {
        match point(measure(id), &CheckedReport::new(report)).value {
            Ok(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    #[test]
    fn parts_add_up_to_their_whole_in_reports_that_do_not_contradict_themselves() {
        let mut compared = 0;
        for report in pingtan() {
            let checked = CheckedReport::new(&report);
            for whole in MEASURES.iter().filter(|whole| whole.table().is_some()) {
                let point = point(whole, &checked);
                let parts: Vec<_> = whole.parts().map(|part| value(part.id, &report)).collect();
                // The form of 2019 does not split （六）.
                if parts.is_empty() || parts.contains(&None) || !point.contradictions.is_empty() {
                    continue;
                }
                let sum = parts.into_iter().flatten().try_fold(Decimal::ZERO, Decimal::checked_add);
                assert_eq!(point.value.ok(), sum.map(Value::Number), "{} {}", report.year, whole.id);
                compared += 1;
            }
        }
        assert!(compared > 50, "{compared} sums were compared");
    }

    #[test]
    fn published_numbers_come_out_as_published() {
        let reports = pingtan();
        let cases: &[(&str, [&str; 7])] = &[
            ("normative_issued", ["89", "", "69", "88", "", "62", ""]),
            ("normative_in_force", ["", "", "665", "698", "", "440", ""]),
            ("licences", ["", "", "2293", "10690", "2629", "4529", "2418"]),
            ("fees", ["", "", "24252.311082", "9116.36", "5949.088667", "18651.06", "4166.241619"]),
            ("received", ["23", "21", "70", "74", "81", "218", "154"]),
            ("received_organisations", ["0", "1", "6", "3", "1", "1", "3"]),
            ("unavailable", ["12", "7", "25", "37", "31", "75", "53"]),
            ("other_outcome", ["0", "4", "1", "4", "2", "3", "11"]),
            ("reviews", ["0", "0", "3", "2", "2", "7", "36"]),
            ("lawsuits", ["0", "0", "12", "1", "7", "19", "9"]),
            ("procurement", [""; 7]),
        ];
        for (id, expected) in cases {
            let found = series_of(id, &reports).points.into_iter().map(|point| match point.value {
                Ok(Value::Number(number)) => number.to_string(),
                _ => String::new(),
            });
            assert_eq!(found.collect::<Vec<_>>(), expected, "{id}");
        }
    }

    #[test]
    fn a_share_names_both_counts_and_has_a_percentage_from_five_on() {
        let found: Vec<_> =
            series_of("reviews_corrected_share", &pingtan()).points.into_iter().map(|point| point.value).collect();
        let share = |part: u32, whole: u32| Ok(Value::Share { part: part.into(), whole: whole.into() });
        assert_eq!(found[..2], [share(0, 0), share(0, 0)]);
        let percentages: Vec<_> = found.iter().map(|value| value.ok().and_then(Value::number)).collect();
        for (value, percentage) in found.iter().zip(&percentages) {
            let Ok(Value::Share { part, .. }) = value else { panic!("{value:?}") };
            assert_eq!(percentage.is_some(), *part >= Decimal::from(5), "{value:?}");
        }
        for (part, whole, expected) in
            [(53, 148, Some("35.8")), (5, 5, Some("100.0")), (4, 148, None), (9, 5, None), (0, 0, None)]
        {
            let found = percent(Decimal::from(part), Decimal::from(whole)).map(|number| number.to_string());
            assert_eq!(found.as_deref(), expected, "{part}/{whole}");
        }
    }

    #[test]
    fn numbers_of_the_text_are_read_by_their_id_and_unit() {
        let figure = |id: &str, value: u32, unit: &str| Figure {
            id: id.into(),
            label: String::new(),
            value: value.into(),
            unit: unit.into(),
            meaning: None,
            section: None,
            quote: None,
        };
        let mut with_text = report(2019, Vec::new());
        with_text.figures = vec![figure("disclosed", 8635, "条"), figure("visits", 3, "万人次")];
        let reports = [with_text, report(2020, Vec::new())];
        let values = |id| series_of(id, &reports).points.into_iter().map(|point| point.value).collect::<Vec<_>>();
        assert_eq!(values("disclosed"), [Ok(Value::Number(8635.into())), Err(Absence::NotInText)]);
        assert_eq!(values("visits"), [Err(Absence::OtherUnit), Err(Absence::NotInText)]);
    }

    #[test]
    fn a_series_breaks_between_2020_and_2021_exactly_where_the_definition_changed() {
        let reports = pingtan();
        for measure in MEASURES {
            let breaks = series_of(measure.id, &reports).breaks;
            match measure.across {
                Across::Same(_) | Across::Own(_) => assert!(breaks.is_empty(), "{}", measure.id),
                Across::Changed { reason, .. } => {
                    let (before, after) = (Some(FormVersion::V2019), FormVersion::V2021);
                    assert_eq!(breaks, [Break { between: (2020, 2021), before, after, reason }], "{}", measure.id);
                }
            }
        }
    }

    #[test]
    fn years_before_the_first_form_are_cut_off_from_those_of_the_forms() {
        let mut reports = pingtan();
        reports.push(report(2017, Vec::new()));
        for (id, expected) in
            [("received", &[(2018, 2019)][..]), ("fees", &[(2018, 2019), (2020, 2021)]), ("disclosed", &[])]
        {
            let breaks = series_of(id, &reports).breaks;
            assert_eq!(breaks.iter().map(|found| found.between).collect::<Vec<_>>(), expected, "{id}");
            assert!(breaks.first().is_none_or(|first| first.before.is_none()), "{id}");
        }
    }

    /// 洪泽 2023 has table 2 in the form of 2021 and table 3 in that of 2019.
    #[test]
    fn the_version_is_that_of_the_table_and_not_of_the_year() {
        let hongze = hongze();
        let mut next = hongze.clone();
        next.year += 1;
        for table in &mut next.tables {
            table.version = FormVersion::V2021;
        }
        let reports = [hongze, next];
        for (id, n_breaks) in [("fees", 0), ("other_outcome", 0), ("other_outcome_rest", 1)] {
            assert_eq!(series_of(id, &reports).breaks.len(), n_breaks, "{id}");
        }
        assert_eq!(series_of("other_outcome_rest", &reports).points[0].value, Err(Absence::NotInForm));
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
            (2023, Ok(Value::Number(Decimal::ZERO))),
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
            assert_eq!(value("unavailable", &report), expected.map(Decimal::from), "{name}");
        }
    }

    #[test]
    fn a_year_that_contradicts_itself_is_marked_where_a_cell_takes_part_and_nowhere_else() {
        let reports = pingtan();
        for (id, expected) in [
            ("settled", &[2020][..]),
            ("granted", &[2020]),
            ("granted_share", &[2020]),
            ("received", &[]),
            ("reviews", &[]),
        ] {
            let series = series_of(id, &reports);
            let marked = series.points.iter().filter(|point| !point.contradictions.is_empty()).map(|point| point.year);
            assert_eq!(marked.collect::<Vec<_>>(), expected, "{id}");
        }
    }
}
