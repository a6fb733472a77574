//! How much of a document is read. A real report stays far below every limit; a hostile or broken
//! file reaches one and is refused with a sentence instead of filling the memory.

/// Bytes of the file itself.
pub const FILE_BYTES: usize = 32 << 20;
/// Bytes of all parts of a container together, unpacked.
pub const UNPACKED_BYTES: u64 = 96 << 20;
/// Parts of a container.
pub const PARTS: usize = 10_000;
/// Rows of one grid.
pub const ROWS: usize = 20_000;
/// Columns of one grid.
pub const COLUMNS: usize = 512;
/// Cells of one grid, spans spread out.
pub const CELLS: usize = 1_000_000;
/// Sheets of a workbook that are read.
pub const SHEETS: usize = 200;
/// Nesting of elements. A page's parser looks through all open elements again and again, so that
/// its work grows with the nesting; no browser keeps more than 512.
pub const DEPTH: usize = 1_000;
/// Nodes of a page.
pub const NODES: usize = 1_000_000;
/// Separators in a page's source without a single new node: a tag of so many attributes takes the
/// parser the square of their number.
pub const QUIET_SEPARATORS: usize = 60_000;
/// Characters of a label: what is longer is running text.
pub const LABEL_CHARS: usize = 80;
/// Findings of one document; more of them would bury the first.
pub const FINDINGS: usize = 500;
