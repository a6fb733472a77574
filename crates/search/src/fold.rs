//! What a single character becomes: small tables instead of Unicode's large ones.

use alloc::vec::Vec;

/// What a character becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folded {
    /// White space, punctuation, symbols: nothing.
    Nothing,
    /// One character.
    One(char),
    /// A circled or bracketed number from 10 to 50.
    Number(u8),
    /// Several characters.
    Several(&'static str),
}

/// For each character of the basic plane the character it becomes. No text holds a surrogate, so their
/// places stand for what is not one character.
pub(crate) struct Table(Vec<u16>);

const NOTHING: u16 = 0;
const NUMBERS: u16 = 0xD800;
const TEXTS: u16 = 0xD900;
const SURROGATES_END: u16 = 0xDFFF;

/// Characters that are written with several.
#[rustfmt::skip]
const SEVERAL: [(char, &str); 41] = [
    ('Ⅱ', "ii"), ('Ⅲ', "iii"), ('Ⅳ', "iv"), ('Ⅵ', "vi"), ('Ⅶ', "vii"), ('Ⅷ', "viii"), ('Ⅸ', "ix"), ('Ⅺ', "xi"), ('Ⅻ', "xii"),
    ('ⅱ', "ii"), ('ⅲ', "iii"), ('ⅳ', "iv"), ('ⅵ', "vi"), ('ⅶ', "vii"), ('ⅷ', "viii"), ('ⅸ', "ix"), ('ⅺ', "xi"), ('ⅻ', "xii"),
    ('㎡', "m2"), ('㎥', "m3"), ('㎢', "km2"), ('㎜', "mm"), ('㎝', "cm"), ('㎞', "km"), ('㎎', "mg"), ('㎏', "kg"), ('㏄', "cc"),
    ('㎖', "ml"), ('㎠', "cm2"), ('㎟', "mm2"), ('㎾', "kw"), ('㏎', "km"), ('№', "no"), ('℡', "tel"),
    ('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st"), ('ﬆ', "st"),
];

/// Single characters that are another one in other clothes.
const ONE: &str = "¹1²2³3⁰0ªaºoµμⅠiⅤvⅩxⅬlⅭcⅮdⅯmⅰiⅴvⅹxⅼlⅽcⅾdⅿm℃c℉fℓl⓪0○〇◯〇零〇〸十〹卄〺卅";

/// Ranges of white space, punctuation, symbols, controls. ASCII has its own rule.
#[rustfmt::skip]
const DROPPED: [(u16, u16); 36] = [
    (0x80, 0xA9), (0xAB, 0xB4), (0xB6, 0xB9), (0xBB, 0xBB), (0xBF, 0xBF), (0xD7, 0xD7),
    (0xF7, 0xF7), (0x60C, 0x60D), (0x61B, 0x61F), (0x640, 0x640), (0x66A, 0x66D), (0x6D4, 0x6D4),
    (0x2000, 0x206F), (0x207A, 0x207E), (0x208A, 0x208E), (0x20A0, 0x20CF), (0x2120, 0x2120), (0x2122, 0x2122),
    (0x2190, 0x245F), (0x2500, 0x2775), (0x2794, 0x2BFF), (0x2E00, 0x2E7F), (0x2FF0, 0x3004), (0x3008, 0x3020),
    (0x302A, 0x3037), (0x303B, 0x303F), (0x30FB, 0x30FB), (0xFE00, 0xFE1F), (0xFE30, 0xFE6F), (0xFEFF, 0xFEFF),
    (0xFF01, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF65), (0xFFE0, 0xFFEF), (0xFFF0, 0xFFFF),
];

/// Runs of characters that become a run of others: first, last, what the first becomes.
const RUNS: [(u16, u16, u16); 25] = [
    // Full-width digits and letters.
    (0xFF10, 0xFF19, 0x30),
    (0xFF21, 0xFF3A, 0x61),
    (0xFF41, 0xFF5A, 0x61),
    // Upper case: ASCII, Latin-1, Greek, Cyrillic.
    (0x41, 0x5A, 0x61),
    (0xC0, 0xD6, 0xE0),
    (0xD8, 0xDE, 0xF8),
    (0x391, 0x3A1, 0x3B1),
    (0x3A3, 0x3A9, 0x3C3),
    (0x410, 0x42F, 0x430),
    (0x400, 0x40F, 0x450),
    // Arabic and Persian digits.
    (0x660, 0x669, 0x30),
    (0x6F0, 0x6F9, 0x30),
    // Superscript and subscript digits.
    (0x2074, 0x2079, 0x34),
    (0x2080, 0x2089, 0x30),
    // Circled, bracketed, dotted digits.
    (0x2460, 0x2468, 0x31),
    (0x2474, 0x247C, 0x31),
    (0x2488, 0x2490, 0x31),
    (0x24F5, 0x24FD, 0x31),
    (0x2776, 0x277E, 0x31),
    (0x2780, 0x2788, 0x31),
    (0x278A, 0x2792, 0x31),
    // Bracketed and circled letters.
    (0x249C, 0x24B5, 0x61),
    (0x24B6, 0x24CF, 0x61),
    (0x24D0, 0x24E9, 0x61),
    (0x24FF, 0x24FF, 0x30),
];

/// Runs of circled, bracketed, dotted numbers of two digits: first, last, the first's number.
const NUMBER_RUNS: [(u16, u16, u16); 10] = [
    (0x2469, 0x2473, 10),
    (0x247D, 0x2487, 10),
    (0x2491, 0x249B, 10),
    (0x3251, 0x325F, 21),
    (0x32B1, 0x32BF, 36),
    (0x24EB, 0x24F4, 11),
    (0x24FE, 0x24FE, 10),
    (0x277F, 0x277F, 10),
    (0x2789, 0x2789, 10),
    (0x2793, 0x2793, 10),
];

/// Bracketed and circled ideographs: ㈠ and ㊀ onward.
const BRACKETED: &str = "一二三四五六七八九十月火水木金土日株有社名特財祝";

impl Table {
    /// The table with these pairs: traditional and compatible characters, and what they become.
    pub(crate) fn new(pairs: &[(u16, u16)]) -> Table {
        let mut table = Table((0..=u16::MAX).collect());
        table.drop_punctuation();
        for (first, last, becomes) in RUNS {
            for c in first..=last {
                table.0[usize::from(c)] = becomes + (c - first);
            }
        }
        for (first, last, number) in NUMBER_RUNS {
            for c in first..=last {
                table.0[usize::from(c)] = NUMBERS + number + (c - first);
            }
        }
        for (i, (c, _)) in (0..).zip(SEVERAL) {
            table.set(c, TEXTS + i);
        }
        table.set_pairs(ONE);
        for (c, becomes) in pairs {
            table.0[usize::from(*c)] = *becomes;
        }
        for first in [0x3220, 0x3280] {
            table.set_run(first, BRACKETED);
        }
        table
    }

    fn drop_punctuation(&mut self) {
        for (first, last) in DROPPED {
            self.0[usize::from(first)..=usize::from(last)].fill(NOTHING);
        }
        for c in 0..0x80u8 {
            if !c.is_ascii_alphanumeric() {
                self.0[usize::from(c)] = NOTHING;
            }
        }
    }

    fn set(&mut self, c: char, becomes: u16) {
        if let Some(place) = self.0.get_mut(c as usize) {
            *place = becomes;
        }
    }

    /// `pairs`: a character, what it becomes, a character, what it becomes…
    fn set_pairs(&mut self, pairs: &str) {
        let mut chars = pairs.chars();
        while let (Some(c), Some(becomes)) = (chars.next(), chars.next()) {
            self.set(c, becomes as u16);
        }
    }

    /// From `first` on, characters become those of `run`, as these are folded themselves.
    fn set_run(&mut self, first: usize, run: &str) {
        for (place, c) in (first..).zip(run.chars()) {
            self.0[place] = self.0[c as usize];
        }
    }

    /// What `c` becomes.
    pub(crate) fn fold(&self, c: char) -> Folded {
        let Some(&becomes) = self.0.get(c as usize) else { return fold_beyond_the_basic_plane(c) };
        match becomes {
            NOTHING => Folded::Nothing,
            NUMBERS..TEXTS => Folded::Number((becomes - NUMBERS) as u8),
            TEXTS..=SURROGATES_END => {
                SEVERAL.get(usize::from(becomes - TEXTS)).map_or(Folded::One(c), |(_, text)| Folded::Several(text))
            }
            _ => char::from_u32(u32::from(becomes)).map_or(Folded::One(c), Folded::One),
        }
    }
}

fn fold_beyond_the_basic_plane(c: char) -> Folded {
    match c {
        // Pictures and variation selectors.
        '\u{1F000}'..='\u{1FAFF}' | '\u{E0000}'..='\u{E01EF}' => Folded::Nothing,
        _ => Folded::One(c),
    }
}
