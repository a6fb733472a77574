//! Comma-separated text as a grid.

use crate::grid::{Grid, Layout};
use crate::limits;

/// Splits text into rows of fields: quoted fields may hold separators, quotes and line breaks.
pub fn records(text: &str, separator: char) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.trim().is_empty() => {
                field.clear();
                quoted = true;
            }
            '\r' if !quoted && characters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            _ if character == separator && !quoted => record.push(std::mem::take(&mut field)),
            _ => field.push(character),
        }
    }
    if !field.is_empty() || !record.is_empty() {
        record.push(field);
        records.push(record);
    }
    records
}

/// The separator that the text uses.
pub fn separator(text: &str) -> char {
    let head: String = text.chars().take(20_000).collect();
    let count = |separator: char| head.chars().filter(|character| *character == separator).count();
    [',', '\t', ';', '|'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(',')
}

/// The text as a grid. Rows without any text are left out; the others keep their numbers.
pub fn grid(text: &str) -> Grid {
    let mut grid = Grid::new(Layout::Sheet);
    for (index, record) in records(text, separator(text)).into_iter().enumerate() {
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        if !grid.push_row(index + 1) {
            break;
        }
        let row = grid.rows() - 1;
        for (column, field) in record.into_iter().enumerate().take(limits::COLUMNS + 1) {
            if !field.trim().is_empty() {
                grid.put(row, column, 1, 1, field);
            }
        }
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_may_hold_quotes_separators_and_line_breaks() {
        let records = records("a,\"b,\"\"c\"\"\nd\",\r\n\n,x", ',');
        assert_eq!(records, [vec!["a", "b,\"c\"\nd", ""], vec![""], vec!["", "x"]]);
    }

    #[test]
    fn the_separator_is_found() {
        assert_eq!(separator("a;b;c\n1,5;2;3"), ';');
        assert_eq!(separator("a\tb\n"), '\t');
        assert_eq!(separator("a"), ',');
    }
}
