use crate::json::{Json, Read, Trouble};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A published number, kept digit for digit: `24252.311082` stays as it is, and so does `7.50`.
///
/// At most 18 digits in all, so that sums of a whole table cannot overflow.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

/// The text is not a plain decimal number of at most 18 digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecimalError(String);

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”不是数字（最多 18 位，如 254、-15、7730.28）", self.0)
    }
}

impl std::error::Error for DecimalError {}

const MAX_DIGITS: usize = 18;

impl Decimal {
    /// 0
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// A whole number. None beyond 18 digits.
    pub fn from_int(value: i64) -> Option<Self> {
        (value.unsigned_abs() < 10u64.pow(MAX_DIGITS as u32)).then_some(Self { mantissa: value, scale: 0 })
    }

    /// The exact sum. None when the result needs more than 18 digits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let sum = i128::from(self.mantissa) * 10i128.pow(u32::from(scale - self.scale))
            + i128::from(other.mantissa) * 10i128.pow(u32::from(scale - other.scale));
        let mantissa = i64::try_from(sum).ok()?;
        (mantissa.unsigned_abs() < 10u64.pow(MAX_DIGITS as u32)).then_some(Self { mantissa, scale })
    }

    /// The number with its sign turned round.
    pub fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, scale: self.scale }
    }

    /// The nearest floating-point number, for drawing only.
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / 10u64.pow(u32::from(self.scale)) as f64
    }

    /// The whole number, if it is one.
    pub fn to_int(self) -> Option<i64> {
        let divisor = 10i64.checked_pow(u32::from(self.scale))?;
        (self.mantissa % divisor == 0).then(|| self.mantissa / divisor)
    }

    /// Less than zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// With thin groups of three digits: `8 635`, `7 730.28`. The space is U+2009.
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
        let mut text = String::from(sign);
        for (index, digit) in whole.char_indices() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push('\u{2009}');
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push('.');
            text.push_str(fraction);
        }
        text
    }

    /// Both with the same number of digits after the point. Exact: i128 holds 36 digits.
    fn aligned(self, other: Self) -> (i128, i128) {
        let scale = self.scale.max(other.scale);
        let widen = |number: Self| i128::from(number.mantissa) * 10i128.pow(u32::from(scale - number.scale));
        (widen(self), widen(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = self.aligned(*other);
        left == right
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let (left, right) = self.aligned(*other);
        left.cmp(&right)
    }
}

impl From<u32> for Decimal {
    fn from(value: u32) -> Self {
        Self { mantissa: i64::from(value), scale: 0 }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.unsigned_abs().to_string();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let scale = usize::from(self.scale);
        if scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let digits = format!("{digits:0>width$}", width = scale + 1);
        // A cut that could fail would bring the words of its failure, two kilobytes, into every page's program.
        let (whole, fraction) = digits.split_at_checked(digits.len() - scale).unwrap_or((&digits, ""));
        write!(f, "{sign}{whole}.{fraction}")
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let error = || DecimalError(text.chars().take(40).collect());
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let point_without_digits = unsigned.contains('.') && fraction.is_empty();
        if whole.is_empty() || point_without_digits || !all_digits(whole) || !all_digits(fraction) {
            return Err(error());
        }
        let significant = whole.trim_start_matches('0');
        if significant.len() + fraction.len() > MAX_DIGITS {
            return Err(error());
        }
        let mantissa: i64 = format!("0{significant}{fraction}").parse().map_err(|_| error())?;
        let mantissa = if text.starts_with('-') { -mantissa } else { mantissa };
        Ok(Self { mantissa, scale: fraction.len() as u8 })
    }
}

impl Serialize for Decimal {
    /// A JSON number where that keeps every digit, a string where it would not (`"7.50"`).
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.scale == 0 {
            return serializer.serialize_i64(self.mantissa);
        }
        let (text, float) = (self.to_string(), self.to_f64());
        if float.to_string() == text && is_sure(&text) {
            serializer.serialize_f64(float)
        } else {
            serializer.serialize_str(&text)
        }
    }
}

/// Whether a reader that makes a binary number of it, as most do, keeps every digit.
fn is_sure(text: &str) -> bool {
    text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count() <= 15
}

impl Read for Decimal {
    #[inline(never)]
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        let number = if let Some(Json::Number(text) | Json::Text(text)) = json { text.parse().ok() } else { None };
        number.unwrap_or_else(|| {
            trouble.expected("应为数字，最多 18 位");
            Self::ZERO
        })
    }
}

struct DecimalVisitor;

impl de::Visitor<'_> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or a number as a string")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
        Decimal::from_int(value).ok_or_else(|| E::custom(DecimalError(value.to_string())))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
        i64::try_from(value).map_err(E::custom).and_then(|value| self.visit_i64(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Decimal, E> {
        // The shortest text that reads back as the same number: what the author wrote, where that had no more digits.
        let text = value.to_string();
        if !is_sure(&text) {
            let fault = format!("“{text}”超过 15 位，直接写成数字会改变末位，请加引号写，如 \"1234567890.123456\"");
            return Err(E::custom(fault));
        }
        text.parse().map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Decimal, E> {
        value.parse().map_err(E::custom)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DecimalVisitor)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A published number, kept digit for digit: a JSON number, or a string where a number would lose digits.",
            "type": ["number", "string"],
            "pattern": "^[+-]?[0-9]+(\\.[0-9]+)?$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_kept_digit_for_digit() {
        for text in ["0", "254", "-15", "24252.311082", "7730.28", "7.50", "0.05", "-0.5", "999999999999999999"] {
            let number: Decimal = text.parse().expect(text);
            assert_eq!(number.to_string(), text);
            let json = serde_json::to_string(&number).expect("serializes");
            assert_eq!(serde_json::from_str::<Decimal>(&json).expect(&json).to_string(), text);
        }
        assert_eq!("+19".parse::<Decimal>().map(|number| number.to_string()), Ok("19".into()));
    }

    #[test]
    fn a_number_that_a_reader_would_change_is_refused_and_never_written() {
        for text in ["1234567890.1234567", "12345678901234567.5", "0.1234567890123456"] {
            let fault = serde_json::from_str::<Decimal>(text).expect_err(text).to_string();
            assert!(fault.contains("请加引号写"), "{fault}");
        }
        for text in ["1234567890.1234567", "0.1234567890123456", "0.00012345", "123456789012345.5", "123456789.012345"]
        {
            let number: Decimal = text.parse().expect(text);
            let json = serde_json::to_string(&number).expect("serializes");
            assert_eq!(serde_json::from_str::<Decimal>(&json).expect(&json).to_string(), text);
        }
    }

    #[test]
    fn what_is_not_a_plain_number_is_refused() {
        for text in ["", "-", "1,234", "1.", ".5", "1e5", "12元", "１２", "9999999999999999999", "1.2.3", "--1"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn digits_are_grouped_for_reading() {
        for (text, expected) in [
            ("8635", "8\u{2009}635"),
            ("254", "254"),
            ("-24252.311", "-24\u{2009}252.311"),
            ("1000000", "1\u{2009}000\u{2009}000"),
        ] {
            assert_eq!(text.parse::<Decimal>().expect(text).grouped(), expected);
        }
    }

    proptest! {
        #[test]
        fn sums_are_exact_and_the_order_is_that_of_the_numbers(a in -1_000_000i64..1_000_000, b in -1_000_000i64..1_000_000, scale in 0u8..6) {
            let left = Decimal { mantissa: a, scale };
            let right = Decimal { mantissa: b, scale };
            prop_assert_eq!(left.checked_add(right), Some(Decimal { mantissa: a + b, scale }));
            prop_assert_eq!(left.cmp(&right), a.cmp(&b));
            prop_assert_eq!(left.to_string().parse::<Decimal>(), Ok(left));
        }
    }
}
