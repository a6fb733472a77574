//! Tidy rows: the tables of reports as `year,table,row,column,value`, for programs and spreadsheets.

use model::{Report, TableId, form};

/// The mark that makes Excel read a CSV file as UTF-8.
pub use portal::sheet::BYTE_ORDER_MARK;

/// The tables of the reports as CSV with one header, in the order given and within each in that of the
/// national form. A blank cell is an empty field; a table that a report does not have yields no rows. There are only ids and
/// numbers in it, nothing that a spreadsheet could take for a formula.
pub fn csv(reports: &[&Report]) -> String {
    let mut text = String::from("year,table,row,column,value\n");
    for report in reports {
        for table in TableId::ALL.into_iter().filter_map(|id| report.table(id)) {
            let id = table.id.as_str();
            for row in form::rows(table.id, table.version) {
                for column in row.columns {
                    let value = table.value(row.id, column.id).map(|value| value.to_string()).unwrap_or_default();
                    text.push_str(&format!("{},{id},{},{},{value}\n", report.year, row.id, column.id));
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(json: &str) -> Report {
        model::decode(json.as_bytes()).expect("a report")
    }

    #[test]
    fn every_cell_of_the_form_is_listed_and_a_missing_table_is_not() {
        let report = report(
            r#"{"format":1,"year":2023,"title":"","source":{"document":"a"},"tables":[
                {"id":"t4","version":"2021","rows":{"review":{"total":3,"upheld":{"text":"/"},"other":"7.50"}}},
                {"id":"t2","version":"2021","rows":{"fee":{"amount_10k":24252.311082},"rules":{"issued":-1}}}]}"#,
        );
        let text = csv(&[&report, &report]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 1 + 2 * (10 + 15));
        assert_eq!(lines[..3], ["year,table,row,column,value", "2023,t2,rules,issued,-1", "2023,t2,rules,repealed,"]);
        assert_eq!(lines[10], "2023,t2,fee,amount_10k,24252.311082");
        assert_eq!(
            lines[11..16],
            [
                "2023,t4,review,upheld,",
                "2023,t4,review,corrected,",
                "2023,t4,review,other,7.50",
                "2023,t4,review,pending,",
                "2023,t4,review,total,3"
            ]
        );
    }
}
