use crate::json::{Json, Read, Trouble};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::str::FromStr;

/// A calendar day, written `2019-04-03`. Always a day that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// The text is not a day that exists, written `2019-04-03`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError(String);

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”不是有效的日期，应写成 2019-04-03 的样子", self.0)
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (year > 0 && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// 年
    pub fn year(self) -> u16 {
        self.year
    }

    /// 月, from 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// 日, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// `2019年4月3日`
    pub fn in_words(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let parse = || {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            let mut parts = text.split('-');
            let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
            let shape = digits && parts.next().is_none() && (year.len(), month.len(), day.len()) == (4, 2, 2);
            if !shape {
                return None;
            }
            Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        };
        parse().ok_or_else(|| DateError(text.chars().take(40).collect()))
    }
}

impl Read for Date {
    #[inline(never)]
    fn read(json: Option<Json>, trouble: &mut Trouble) -> Self {
        String::read(json, trouble).parse().unwrap_or_else(|_| {
            trouble.expected("应为 2019-04-03 这样的日期");
            Self { year: 1, month: 1, day: 1 }
        })
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A calendar day, written 2019-04-03.",
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for good in ["2019-04-03", "2020-02-29", "2000-02-29", "2026-12-31"] {
            assert_eq!(good.parse::<Date>().map(|date| date.to_string()), Ok(good.to_owned()));
        }
        for bad in ["2019-02-29", "1900-02-29", "2019-13-01", "2019-00-10", "2019-4-3", "2019/04/03", "", "+019-04-03"]
        {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }
}
