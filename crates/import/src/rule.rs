//! Ids of the rules that findings of the import name.

/// A cell that is not a number.
pub const NUMBER: &str = "import-number";
/// A unit in a cell that is not the column's.
pub const UNIT: &str = "import-unit";
/// A label, heading or column that differs from the form and was taken for the nearest.
pub const LABEL: &str = "import-label";
/// A row that the form does not have, or that is missing.
pub const ROW: &str = "import-row";
/// A table that is missing, doubled, or whose columns cannot be told.
pub const TABLE: &str = "import-table";
/// A heading with another number than its place.
pub const NUMERAL: &str = "import-numeral";
/// A fact of the report (title, year, dates, contact) that is missing or in doubt.
pub const FACT: &str = "import-fact";
/// Text that was left out or could not be read whole.
pub const TEXT: &str = "import-text";
/// A line of a catalogue or channel list that cannot be taken over as it is.
pub const ENTRY: &str = "import-entry";
