//! How a number comes about (这个数怎么来的): its cells, the sums that they take part in, what other years and the text
//! say of them.

use super::series::{CheckedReport, Point, point};
use super::{Measure, Origin};
use crate::check::{self, Chain, Differing, Identity};
use crate::{Cell, Figure, FormVersion, Report, TableId};

/// One cell that a number is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The table.
    pub table: TableId,
    /// The form that it follows.
    pub version: FormVersion,
    /// Row id.
    pub row: &'static str,
    /// Column id.
    pub column: &'static str,
    /// What stands in it; none where the file does not name the cell.
    pub cell: Option<Cell>,
}

/// Everything that a number rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The number, or why there is none.
    pub point: Point,
    /// The cells that it is made from.
    pub terms: Vec<Term>,
    /// The figure of the text that gives it.
    pub figure: Option<Figure>,
    /// The sums of the form that a cell takes part in, whether they agree or not.
    pub sums: Vec<(TableId, Identity)>,
    /// What the years before and after say of its cells.
    pub chains: Vec<(u16, Chain)>,
    /// Counts of the text that are not those of its cells.
    pub differing: Vec<Differing>,
}

/// The proof of a measure in a year. `reports` are all reports of the county, with the year's own.
pub fn proof(measure: &Measure, year: u16, reports: &[&Report]) -> Option<Proof> {
    let of = |year: Option<u16>| reports.iter().copied().find(|report| Some(report.year) == year);
    let report = of(Some(year))?;
    let checked = CheckedReport::new(report);
    let terms = terms(measure, report);
    let takes_part = |table: TableId, row: &str, column: &str| {
        terms.iter().any(|term| term.table == table && term.row == row && term.column == column)
    };
    let sums = checked
        .sums()
        .filter(|(table, sum)| terms.iter().any(|term| term.table == *table && sum.involves(term.row, term.column)));
    let mut chains = Vec::new();
    if let Some(before) = of(year.checked_sub(1)) {
        chains.extend(check::chains(before, report).into_iter().map(|chain| (year, true, chain)));
    }
    if let Some(after) = of(year.checked_add(1)) {
        chains.extend(check::chains(report, after).into_iter().map(|chain| (after.year, false, chain)));
    }
    let chains = chains.into_iter().filter(|(_, is_later, chain)| {
        let mut own = chain.cells.iter().filter(|(later, _)| later == is_later);
        own.any(|(_, (row, column))| takes_part(chain.table, row, column))
    });
    let differing =
        check::differing(report).into_iter().filter(|found| takes_part(found.table, found.place.0, found.place.1));
    Some(Proof {
        point: point(measure, &checked),
        figure: match measure.origin {
            Origin::Text(figure) => report.figure(figure).cloned(),
            _ => None,
        },
        sums: sums.map(|(table, sum)| (table, sum.clone())).collect(),
        chains: chains.map(|(year, _, chain)| (year, chain)).collect(),
        differing: differing.collect(),
        terms,
    })
}

fn terms(measure: &Measure, report: &Report) -> Vec<Term> {
    let Some(version) = measure.table().and_then(|id| report.table(id)).map(|table| table.version) else {
        return Vec::new();
    };
    let term = |(id, (row, column)): (TableId, super::Place)| {
        let cell = report.table(id).and_then(|table| table.cell(row, column)).cloned();
        Term { table: id, version, row, column, cell }
    };
    measure.cells(version).into_iter().map(term).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::State;
    use crate::check::sample::pingtan;
    use crate::measure::{MEASURES, Value, find};
    use crate::{Decimal, Section};

    fn proof_of(id: &str, year: u16, reports: &[Report]) -> Proof {
        let reports: Vec<&Report> = reports.iter().collect();
        proof(find(id).expect(id), year, &reports).unwrap_or_else(|| panic!("{id} {year}"))
    }

    #[test]
    fn the_cells_of_every_number_add_up_to_it() {
        let reports = pingtan();
        for measure in MEASURES.iter().filter(|measure| !matches!(measure.origin, Origin::Share { .. })) {
            for year in 2019..=2025 {
                let proof = proof_of(measure.id, year, &reports);
                let Ok(Value::Number(number)) = proof.point.value else { continue };
                let mut cells = proof.terms.iter().filter_map(|term| term.cell.as_ref()?.value);
                assert_eq!(cells.try_fold(Decimal::ZERO, Decimal::checked_add), Some(number));
            }
        }
    }

    #[test]
    fn a_number_comes_with_the_sums_it_takes_part_in_and_whether_they_agree() {
        let reports = pingtan();
        let states = |id, year| {
            let proof = proof_of(id, year, &reports);
            proof.sums.iter().map(|(_, sum)| (sum.rule, sum.state)).collect::<Vec<_>>()
        };
        assert_eq!(states("received", 2024), [("A1", State::Agrees), ("A3", State::Agrees)]);
        assert_eq!(states("settled", 2020), [("A1", State::Agrees), ("A2", State::Broken), ("A3", State::Agrees)]);
        assert_eq!(states("licences", 2024), []);
    }

    #[test]
    fn a_number_comes_with_what_the_years_beside_it_say_of_its_cells() {
        let reports = pingtan();
        let chains = |id, year| {
            let proof = proof_of(id, year, &reports);
            proof.chains.iter().map(|(year, chain)| (*year, chain.rule, chain.agrees())).collect::<Vec<_>>()
        };
        assert_eq!(chains("carried_in", 2022), [(2022, "A5", true)]);
        assert_eq!(chains("carried_out", 2022), [(2023, "A5", true)]);
        assert_eq!(chains("normative_in_force", 2022)[0], (2022, "A6", true));
        assert_eq!(chains("granted", 2022), []);
    }

    #[test]
    fn a_text_that_counts_otherwise_is_told_beside_the_number() {
        let mut reports = pingtan();
        let words = "全年收到政府信息公开申请200件。".to_owned();
        reports[5].sections = vec![Section {
            id: "1".into(),
            numeral: None,
            printed_numeral: None,
            heading: String::new(),
            paragraphs: vec![words],
            sections: Vec::new(),
        }];
        let differing = proof_of("received", 2024, &reports).differing;
        assert_eq!(differing.iter().map(|found| found.value).collect::<Vec<_>>(), [Decimal::from(200)]);
        assert_eq!(proof_of("granted", 2024, &reports).differing, []);
    }
}
