//! Tables of character pairs: readable in the source, small in the program.
//!
//! A table is a text file of pairs, a character and what it becomes, sorted by the first. The compiler
//! packs each side of it: the difference of each character's code from the one before it (twice the
//! difference, or twice its amount less one if it is negative), seven bits a byte, low bits first, the
//! eighth bit set when more follow. Neighbours among traditional characters have neighbours among
//! simplified ones, so that most differences fit a byte and the packed table compresses well.
//!
//! `traditional.txt` holds the pairs of the Open Chinese Convert dictionary `TSCharacters` (Apache-2.0)
//! whose simplified character is in GB 2312 (the first, where it lists several), and a few of those it
//! converts only within words (`答覆`, `憑藉`): for finding, one form too many does no harm.
//! `compatible.txt` holds Unicode's unified equivalents of CJK radicals and its decompositions of CJK
//! compatibility ideographs.

/// Packs a file's table.
macro_rules! packed {
    ($file:literal) => {{
        const TEXT: &str = include_str!($file);
        const FROM: ([u8; TEXT.len()], usize) = pack(TEXT.as_bytes(), 0);
        const TO: ([u8; TEXT.len()], usize) = pack(TEXT.as_bytes(), 1);
        Pairs { from: &shortened::<_, { FROM.1 }>(&FROM.0), to: &shortened::<_, { TO.1 }>(&TO.0) }
    }};
}

/// A packed table of character pairs.
pub(crate) struct Pairs {
    from: &'static [u8],
    to: &'static [u8],
}

/// Ideographs that are another one in disguise, as found in texts taken out of PDF files.
pub(crate) const COMPATIBLE: Pairs = packed!("compatible.txt");

/// Traditional characters and other forms of simplified ones.
#[cfg(feature = "traditional")]
pub(crate) const TRADITIONAL: Pairs = packed!("traditional.txt");
#[cfg(not(feature = "traditional"))]
pub(crate) const TRADITIONAL: Pairs = Pairs { from: &[], to: &[] };

impl Pairs {
    /// The pairs, unpacked.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u16, u16)> {
        unpacked(self.from).into_iter().zip(unpacked(self.to))
    }
}

fn unpacked(bytes: &[u8]) -> Vec<u16> {
    let mut codes = Vec::new();
    let (mut code, mut packed, mut shift) = (0u16, 0u32, 0);
    for byte in bytes {
        packed |= u32::from(byte & 0x7F) << shift;
        shift += 7;
        if *byte < 0x80 {
            let amount = (packed >> 1) as u16;
            code = if packed & 1 == 0 { code.wrapping_add(amount) } else { code.wrapping_sub(amount + 1) };
            codes.push(code);
            (packed, shift) = (0, 0);
        }
    }
    codes
}

/// Packs the first (0) or second (1) characters of the pairs in `text`; gives the bytes and their number.
const fn pack<const N: usize>(text: &[u8], side: usize) -> ([u8; N], usize) {
    let mut bytes = [0; N];
    let (mut length, mut at, mut count, mut last) = (0, 0, 0, 0);
    while at < text.len() {
        if text[at] <= b' ' {
            at += 1;
            continue;
        }
        let (code, next) = decode(text, at);
        at = next;
        if count % 2 == side {
            let difference = code - last;
            let mut packed = if difference < 0 { -2 * difference - 1 } else { 2 * difference };
            while packed >= 0x80 {
                bytes[length] = (packed & 0x7F) as u8 | 0x80;
                length += 1;
                packed >>= 7;
            }
            bytes[length] = packed as u8;
            length += 1;
            last = code;
        }
        count += 1;
    }
    (bytes, length)
}

/// The code of the character of three bytes at `at`, and where the next one is.
const fn decode(text: &[u8], at: usize) -> (i32, usize) {
    assert!(text[at] >> 4 == 0b1110, "a table holds only characters of three bytes");
    let (first, second, third) = (text[at] as i32, text[at + 1] as i32, text[at + 2] as i32);
    (((first & 0x0F) << 12) | ((second & 0x3F) << 6) | (third & 0x3F), at + 3)
}

const fn shortened<const N: usize, const M: usize>(bytes: &[u8; N]) -> [u8; M] {
    let mut result = [0; M];
    let mut i = 0;
    while i < M {
        result[i] = bytes[i];
        i += 1;
    }
    result
}
