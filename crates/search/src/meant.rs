//! What may have been meant by a term that nothing holds: what sounds the same, or differs in one character.

use crate::{
    order::{key, sorted, third},
    readings::Readings,
};
use alloc::{string::String, vec::Vec};

/// Offers, at most.
const MOST: usize = 3;
/// Shorter terms differ from half of all words in one character.
const SHORTEST: usize = 3;

/// Gathers what texts hold that is like a term.
pub(crate) struct Likeness<'r> {
    term: Vec<char>,
    readings: Option<&'r Readings>,
    found: Vec<Like>,
}

struct Like {
    text: String,
    sounds_the_same: bool,
    count: u32,
}

impl<'r> Likeness<'r> {
    pub(crate) fn new(term: &str, readings: Option<&'r Readings>) -> Self {
        Self { term: term.chars().collect(), readings, found: Vec::new() }
    }

    /// Looks at a normalised text.
    pub(crate) fn look_at(&mut self, text: &str) {
        let text: Vec<char> = text.chars().collect();
        for start in 0..text.len() {
            let rest = &text[start..];
            if let Some(like) = self.same_sound(rest) {
                self.count(&rest[..like], true);
            } else if let Some(like) = self.one_change(rest) {
                self.count(&rest[..like], false);
            }
        }
    }

    fn count(&mut self, like: &[char], sounds_the_same: bool) {
        let text: String = like.iter().collect();
        match self.found.iter_mut().find(|found| found.text == text) {
            Some(found) => found.count += 1,
            None => self.found.push(Like { text, sounds_the_same, count: 1 }),
        }
    }

    /// The length of a beginning that reads like the term.
    fn same_sound(&self, text: &[char]) -> Option<usize> {
        let readings = self.readings?;
        let text = text.get(..self.term.len())?;
        let same = |a: char, b: char| a == b || readings.of(a).any(|of_a| readings.of(b).any(|of_b| of_a == of_b));
        let is_like = self.term.len() > 1 && self.term.iter().zip(text).all(|(a, b)| same(*a, *b));
        is_like.then_some(text.len())
    }

    /// The length of a beginning that is the term with one character changed, left out, added, or two turned round.
    fn one_change(&self, text: &[char]) -> Option<usize> {
        let term = &self.term[..];
        if term.len() < SHORTEST {
            return None;
        }
        let same = term.iter().zip(text).take_while(|(a, b)| a == b).count();
        // Of two numbers none is the other, misspelled.
        let is_figure = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        if is_figure(term.get(same)) || is_figure(text.get(same)) {
            return None;
        }
        let starts = |from: usize, with: &[char]| text.get(from..).is_some_and(|rest| rest.starts_with(with));
        let after = |n: usize| term.get(same + n..).unwrap_or_default();
        let is_turned = same + 1 < term.len() && starts(same, &[term[same + 1], term[same]]);
        // What differs at the very end is a longer or shorter word, not a slip; of few characters, another word, unless the
        // site knows no such character.
        let is_inside = same + 1 < term.len();
        let is_unknown = |c: &char| self.readings.is_some_and(|readings| readings.of(*c).next().is_none());
        let is_slip = is_inside || term.get(same).is_some_and(is_unknown);
        let is_same_kind = |(a, b): (&char, &char)| a.is_ascii() == b.is_ascii();
        let is_other = (same > 0 && is_slip || term.len() > SHORTEST)
            && term.get(same).zip(text.get(same)).is_some_and(is_same_kind)
            && starts(same + 1, after(1));
        if is_turned && starts(same + 2, after(2)) || is_other {
            Some(term.len())
        } else if same > 0 && is_inside && starts(same, after(1)) {
            Some(term.len() - 1)
        } else if same > 0 && starts(same + 1, after(0)) {
            Some(term.len() + 1)
        } else {
            None
        }
    }

    /// What sounds the same first, then what is there most often.
    pub(crate) fn offers(self) -> Vec<String> {
        let order = |(place, like): (u32, &Like)| key(u32::from(!like.sounds_the_same), !like.count, place);
        let keys = (0..).zip(&self.found).map(order).collect();
        let best = sorted(keys).into_iter().filter_map(|key| self.found.get(third(key) as usize));
        best.take(MOST).map(|like| like.text.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers(term: &str, texts: &[&str]) -> Vec<String> {
        let mut likeness = Likeness::new(term, None);
        texts.iter().for_each(|text| likeness.look_at(text));
        likeness.offers()
    }

    #[test]
    fn one_slip_is_seen_through_and_two_are_not() {
        for (term, text, expected) in [
            ("最底生活", "关于最低生活保障", "最低生活"),
            ("信公开", "政府信息公开", "信息公开"),
            ("信息公公开", "政府信息公开", "信息公开"),
            ("息信公开", "政府信息公开", "信息公开"),
            ("医疗保章", "医疗保障局", "医疗保障"),
            ("教肓局", "教育局", "教育局"),
        ] {
            assert_eq!(offers(term, &[text]).first().map(String::as_str), Some(expected), "{term}");
        }
        for (term, text) in [
            ("最底生括", "关于最低生活保障"),
            ("低保", "低收"),
            ("保障", "最低生活"),
            ("教育局", "开展教育考试"),
            ("2020]5号", "2020]57号"),
            ("abcd", "区bcd"),
        ] {
            assert_eq!(offers(term, &[text]), [""; 0], "{term}");
        }
    }

    #[test]
    fn what_is_there_more_often_is_offered_first() {
        assert_eq!(offers("信洗公开", &["信息公开", "信息公开", "信访公开"]), ["信息公开", "信访公开"]);
    }
}
