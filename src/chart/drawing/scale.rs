//! Round numbers for an axis from zero, in Chinese units.

use model::Decimal;

/// More steps than these do not fit a phone's width with their numbers.
const MOST_STEPS: u64 = 4;
const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

/// Round numbers from 0 to the first that is not below `greatest`, evenly spaced by 1, 2 or 5 times a
/// power of ten. Never finer than 1: what is counted comes whole.
pub fn ticks(greatest: u64) -> Vec<u64> {
    let greatest = greatest.max(1);
    let (mut power, mut first) = (1u64, 1u64);
    while first * power * MOST_STEPS < greatest {
        (first, power) = match first {
            1 => (2, power),
            2 => (5, power),
            _ => (1, power * 10),
        };
    }
    let step = first * power;
    let mut ticks = vec![0];
    let mut tick = 0;
    while tick < greatest {
        tick += step;
        ticks.push(tick);
    }
    ticks
}

/// `0`, `5 000`, `1万`, `2.5万`, `1.2亿`
pub fn tick_words(tick: u64) -> String {
    let fits = |unit: u64| tick >= unit && tick.is_multiple_of(unit / 100);
    let (unit, words) = if fits(YI) {
        (YI, "亿")
    } else if fits(WAN) {
        (WAN, "万")
    } else {
        (1, "")
    };
    let whole = i64::try_from(tick / unit).ok().and_then(Decimal::from_int).unwrap_or(Decimal::ZERO);
    let hundredths = tick % unit * 100 / unit;
    let mut text = whole.grouped();
    if hundredths > 0 {
        let digit = |tenth: u64| char::from(b'0' + (tenth % 10) as u8);
        text.push('.');
        text.push(digit(hundredths / 10));
        if !hundredths.is_multiple_of(10) {
            text.push(digit(hundredths));
        }
    }
    text.push_str(words);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_start_at_zero_and_reach_the_greatest_number() {
        let cases: &[(&str, u64, &[u64])] = &[
            ("nothing", 0, &[0, 1]),
            ("one", 1, &[0, 1]),
            ("four", 4, &[0, 1, 2, 3, 4]),
            ("five", 5, &[0, 2, 4, 6]),
            ("on a tick", 20, &[0, 5, 10, 15, 20]),
            ("applications of 2024", 218, &[0, 100, 200, 300]),
            ("licences of 2022", 10_690, &[0, 5_000, 10_000, 15_000]),
            ("fees of 2021, in 万元", 24_253, &[0, 10_000, 20_000, 30_000]),
            (
                "the longest number there is",
                999_999_999_999_999_999,
                &[0, 500_000_000_000_000_000, 1_000_000_000_000_000_000],
            ),
        ];
        for (name, greatest, expected) in cases {
            assert_eq!(ticks(*greatest), *expected, "{name}");
        }
    }

    #[test]
    fn a_tick_is_named_in_chinese_units() {
        for (tick, words) in [
            (0, "0"),
            (500, "500"),
            (5_000, "5\u{2009}000"),
            (10_000, "1万"),
            (12_345, "12\u{2009}345"),
            (15_000, "1.5万"),
            (12_500, "1.25万"),
            (20_000_000, "2\u{2009}000万"),
            (10_500, "1.05万"),
            (100_000_000, "1亿"),
            (250_000_000, "2.5亿"),
        ] {
            assert_eq!(tick_words(tick), words);
        }
    }
}
