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
    let steps = (0..18).flat_map(|power| [1, 2, 5].map(|first| first * 10u64.pow(power)));
    let step = steps.into_iter().find(|step| step * MOST_STEPS >= greatest).unwrap_or(greatest);
    (0..=greatest.div_ceil(step)).map(|n| n * step).collect()
}

/// `0`, `5 000`, `1万`, `2.5万`, `1.2亿`
pub fn tick_words(tick: u64) -> String {
    for (unit, words) in [(YI, "亿"), (WAN, "万")] {
        if tick >= unit && tick.is_multiple_of(unit / 100) {
            return format!("{}{words}", hundredths(tick / (unit / 100)));
        }
    }
    i64::try_from(tick).ok().and_then(Decimal::from_int).map_or_else(|| tick.to_string(), Decimal::grouped)
}

/// 250 as `2.5`
fn hundredths(n: u64) -> String {
    let text = format!("{}.{:02}", n / 100, n % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
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
            (20_000_000, "2000万"),
            (100_000_000, "1亿"),
            (250_000_000, "2.5亿"),
        ] {
            assert_eq!(tick_words(tick), words);
        }
    }
}
