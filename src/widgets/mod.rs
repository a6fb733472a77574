//! What several pages share.

mod actions;
mod contact;
mod field;
mod figure;
mod finder;
mod marked;
mod panel;
mod plain;
mod point;
mod proof;
mod search_box;
mod source;
mod table;

pub use actions::{copy_button, print_button, share_button};
pub use contact::{contact_lines, contact_view};
pub use field::{focus_field, search_field};
pub use figure::{FigureSize, figure_list, figure_numbers, section_words};
pub use finder::{Facet, Finder, RESULTS, SortChoice, finder, follow, item_view, meant_view, words_of};
pub use marked::marked;
pub use panel::{button, fault_view, file_panel, not_supplied, panel, skeleton};
pub use plain::{download, plain_line, plain_link};
pub use point::guide_sections;
pub use search_box::search_box;
pub use source::{is_safe, original_link, outside_link, source_list, source_view};
pub use table::{Line, Shown, lines, table_view};
