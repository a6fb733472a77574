//! Charts: plain data first, and from it a drawing, a table, a sentence and files, so that their numbers are the same.
//!
//! [`chart`] and [`comparison`] turn the series of a county into a [`ChartModel`]. What is drawn from it stands in
//! `drawing`, which the feature `drawings` can leave out: `cargo xtask bench charts` weighs it that way.

mod model;
mod sheet;
mod summary;

#[cfg(feature = "drawings")]
mod drawing;
#[cfg(all(test, feature = "drawings"))]
mod tests;

pub use model::{
    ChartModel, Choice, CountySeries, Kind, Line, MOST_BARS, Mark, Mode, chart, charted, comparison, full_title,
    sum_words,
};
pub use sheet::{Sheet, sheet};
pub use summary::{change, newest, unbroken};

#[cfg(feature = "drawings")]
pub use drawing::{
    Credits, Cursor, Drawing, Move, PARTS_OF_WORDS, Spot, WIDTH, draw, patterns, picture, read_out, spot_at, svg,
    svg_words,
};
