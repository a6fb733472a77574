//! One normaliser for documents and queries.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use crate::{
    Characters,
    fold::{Folded, Table},
};

/// A normalised text, and where each part of it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normalised {
    /// The normalised text.
    pub text: String,
    /// For each byte of `text`, the byte range of the original character it came from.
    pub offsets: Vec<Range<usize>>,
}

impl Normalised {
    /// The byte range of the original text that the byte range `part` of the normalised text came from:
    /// from the first character's start to the last one's end, with what was dropped between them.
    #[must_use]
    pub fn original(&self, part: Range<usize>) -> Range<usize> {
        let Some(offsets) = self.offsets.get(part) else { return 0..0 };
        match (offsets.first(), offsets.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }
}

impl Characters {
    /// Normalises `text`. The same for documents and queries:
    ///
    /// - White space, punctuation, symbols, control and invisible characters are dropped, wherever they are:
    ///   `《政府信息公开条例》` is `政府信息公开条例`, `0998-657 0000` is `09986570000`.
    /// - Full-width letters and digits, circled and bracketed numbers, Roman numerals, units, ligatures,
    ///   Kangxi radicals and the like become the plain characters. `〇`, `○` and `零` are one.
    /// - Upper case becomes lower case.
    /// - Traditional characters become simplified ones, character by character.
    /// - Document numbers (文号): a year's closing bracket becomes `年第` before a figure and `年` before `第`, so that
    ///   `〔2025〕5号`, `[2025]5号`, `（2025） 5 号`, `【2025】第5号` are all `2025年第5号`, as some are written.
    ///   A year is a number from 1900 to 2099, so an area code in brackets is none.
    ///
    /// A part of a text is normalised to a part of the normalised text, so that what is copied out of a text
    /// finds it; the one exception is a part that starts within the year of a document number.
    #[must_use]
    pub fn normalise(&self, text: &str) -> Normalised {
        let mut result =
            Normalised { text: String::with_capacity(text.len()), offsets: Vec::with_capacity(text.len()) };
        each_char(&self.table, text, &mut |c, from| {
            result.text.push(c);
            result.offsets.resize(result.text.len(), from);
        });
        result
    }

    /// Normalises `text` onto the end of `target`.
    pub(crate) fn normalise_onto(&self, target: &mut String, text: &str) {
        each_char(&self.table, text, &mut |c, _| target.push(c));
    }
}

/// Gives `emit` each character of the normalised text, with the byte range of the original it came from.
///
/// `emit` is not a type parameter, so that there is one of this function.
fn each_char(table: &Table, text: &str, emit: &mut dyn FnMut(char, Range<usize>)) {
    let mut figures = Figures::default();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let from = at..at + c.len_utf8();
        match table.fold(c) {
            Folded::One(folded) => {
                figures.follow(folded);
                emit(folded, from);
            }
            Folded::Nothing => {
                if figures.are_a_year() && CLOSING.contains(&c) {
                    for c in what_joins_year_and_serial(table, chars.as_str()).chars() {
                        emit(c, from.clone());
                    }
                }
                figures.pass(c);
            }
            Folded::Number(number) => {
                figures = Figures::default();
                for digit in [number / 10, number % 10] {
                    emit(char::from(b'0' + digit), from.clone());
                }
            }
            Folded::Several(folded) => {
                figures = Figures::default();
                for c in folded.chars() {
                    emit(c, from.clone());
                }
            }
        }
    }
}

/// The brackets that close the year of a document number.
pub(crate) const CLOSING: [char; 10] = ['〕', ')', '）', ']', '］', '】', '〗', '﹞', '﹚', '﹈'];

/// The year's closing bracket, by what follows it.
fn what_joins_year_and_serial(table: &Table, following: &str) -> &'static str {
    match following.chars().find(|c| !c.is_whitespace()).map(|c| table.fold(c)) {
        Some(Folded::One('0'..='9')) => "年第",
        Some(Folded::One('第')) => "年",
        _ => "",
    }
}

/// The figures just read.
#[derive(Default)]
struct Figures {
    count: u8,
    value: u32,
    ended: bool,
}

impl Figures {
    /// A character was read and kept.
    fn follow(&mut self, c: char) {
        let Some(digit) = c.to_digit(10) else {
            *self = Figures::default();
            return;
        };
        if self.ended {
            *self = Figures::default();
        }
        self.count = self.count.saturating_add(1);
        self.value = self.value.saturating_mul(10).saturating_add(digit);
    }

    /// A character was read and dropped.
    fn pass(&mut self, c: char) {
        if c.is_whitespace() {
            self.ended = true;
        } else {
            *self = Figures::default();
        }
    }

    fn are_a_year(&self) -> bool {
        self.count == 4 && is_year(self.value)
    }
}

/// Whether a document number may bear this year.
pub(crate) fn is_year(value: u32) -> bool {
    (1900..=2099).contains(&value)
}
