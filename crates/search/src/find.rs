//! Finding one text in many: the Horspool algorithm, prepared once per term.

/// A text to be looked for.
///
/// The standard library's search prepares itself anew for every text it looks into, which costs more
/// than the search when the texts are short.
pub(crate) struct Finder<'n> {
    needle: &'n [u8],
    /// By the byte under the needle's end: how far the needle may move.
    steps: [u8; 256],
}

impl<'n> Finder<'n> {
    pub(crate) fn new(needle: &'n str) -> Self {
        let needle = needle.as_bytes();
        let step = |distance: usize| u8::try_from(distance).unwrap_or(u8::MAX);
        let mut steps = [step(needle.len()); 256];
        for (i, byte) in needle.iter().enumerate().take(needle.len().saturating_sub(1)) {
            steps[usize::from(*byte)] = step(needle.len() - 1 - i);
        }
        Finder { needle, steps }
    }

    /// The byte position of the first occurrence in `text` at or after `from`.
    pub(crate) fn find(&self, text: &str, from: usize) -> Option<usize> {
        let (&last, head) = self.needle.split_last()?;
        if head.is_empty() {
            // The needle is one byte, and moves by one: the standard library looks at several at once.
            return text.get(from..)?.find(char::from(last)).map(|at| from + at);
        }
        let text = text.as_bytes();
        let mut end = from + head.len();
        while let Some(&byte) = text.get(end) {
            if byte == last && text[end - head.len()..end] == *head {
                return Some(end - head.len());
            }
            end += usize::from(self.steps[usize::from(byte)]);
        }
        None
    }
}

/// Where a text first stands in another. The standard library's search weighs more than a kilobyte on a phone.
#[must_use]
pub fn find(text: &str, needle: &str) -> Option<usize> {
    Finder::new(needle).find(text, 0)
}

#[cfg(test)]
mod tests {
    use super::Finder;

    #[test]
    fn finds_what_the_standard_library_finds() {
        let long = "政府信息公开".repeat(30);
        let texts = ["", "a", "aaaa", "abcabcabd", "政府信息公开工作年度报告", "县县政府府政府", long.as_str()];
        let needles =
            ["a", "aa", "abd", "bca", "政", "政府", "府政", "报告", "工作年度报告", "zzz", &long[3..], &long[..300]];
        for text in texts {
            for needle in needles {
                assert_eq!(Finder::new(needle).find(text, 0), text.find(needle), "{needle} in {text}");
                let later = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
                let expected = text[later..].find(needle).map(|at| at + later);
                assert_eq!(Finder::new(needle).find(text, later), expected, "{needle} in {text} from {later}");
            }
        }
    }

    #[test]
    fn an_empty_text_is_found_nowhere() {
        assert_eq!(Finder::new("").find("abc", 0), None);
    }
}
