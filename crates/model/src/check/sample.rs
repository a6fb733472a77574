//! Published figures for the tests: seven years of one county and one year of another.

use crate::{Cell, FormVersion, Report, Row, Rows, Source, Table, TableId, form};

macro_rules! figures {
    ($($name:literal),*) => {
        [$(include_str!(concat!("../../tests/figures/", $name, ".csv"))),*]
    };
}

/// 平潭, 2019 to 2025.
pub fn pingtan() -> Vec<Report> {
    let years = figures!(
        "pingtan-2019",
        "pingtan-2020",
        "pingtan-2021",
        "pingtan-2022",
        "pingtan-2023",
        "pingtan-2024",
        "pingtan-2025"
    );
    years.into_iter().map(report).collect()
}

/// 平潭 in one year.
pub fn pingtan_of(year: u16) -> Report {
    pingtan().into_iter().find(|report| report.year == year).expect("a year of the sample")
}

/// 洪泽 2023: table 2 in the form of 2021, table 3 in that of 2019.
pub fn hongze() -> Report {
    let [text] = figures!("hongze-2023");
    report(text)
}

/// A report from rows `year,table,row,column,value`.
fn report(csv: &str) -> Report {
    let cells: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let tables = TableId::ALL.map(|id| {
        let of_table: Vec<&Vec<&str>> = cells.iter().filter(|cell| cell[1] == id.as_str()).collect();
        // The two forms tell themselves apart by a row or column of their own.
        let old =
            of_table.iter().any(|cell| matches!((cell[1], cell[2], cell[3]), ("t2", _, "made") | ("t3", "other", _)));
        let version = if old { FormVersion::V2019 } else { FormVersion::V2021 };
        let rows = form::rows(id, version).iter().map(|row| {
            let value = |column: &str| {
                let cell = of_table.iter().find(|cell| (cell[2], cell[3]) == (row.id, column)).expect("a whole table");
                Cell { value: (!cell[4].is_empty()).then(|| cell[4].parse().expect("a number")), ..Cell::default() }
            };
            let cells = row.columns.iter().map(|column| (column.id.to_owned(), value(column.id))).collect();
            Row { id: row.id.to_owned(), cells }
        });
        Table { id, version, place: None, rows: Rows(rows.collect()), extra_rows: Vec::new() }
    });
    Report { tables: tables.into(), ..empty(cells[0][0].parse().expect("a year")) }
}

/// A report that says nothing yet.
pub fn empty(year: u16) -> Report {
    Report {
        format: crate::FORMAT,
        year,
        title: String::new(),
        issuer: None,
        period: None,
        published: None,
        source: Source { document: "report".to_owned(), section: None, url: None },
        contact: None,
        preamble: Vec::new(),
        sections: Vec::new(),
        figures: Vec::new(),
        tables: Vec::new(),
        notes: Vec::new(),
        links: Vec::new(),
    }
}
