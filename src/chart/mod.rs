//! Drawings: plain data, pure geometry, SVG.
//!
//! [`chart`] and [`parts`] turn reports into a [`ChartModel`]; the drawing, the table and the sentence
//! all come from it, so that their numbers are the same.

mod bars;
mod model;
mod scale;
mod summary;
mod view;

pub use model::{ChartModel, Line, Mark, chart, charts_of, parts};
pub use view::chart_view;
