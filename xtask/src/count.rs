//! Reading how many tests passed and failed from what the test runners print.

use std::ops::AddAssign;

/// How many checks passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Count {
    /// Checks that passed.
    pub passed: u32,
    /// Checks that failed.
    pub failed: u32,
}

impl Count {
    /// One check.
    pub fn one(passed: bool) -> Self {
        Self { passed: u32::from(passed), failed: u32::from(!passed) }
    }

    /// Of all `test result:` lines of `cargo test`.
    pub fn of_cargo_test(output: &str) -> Self {
        let mut count = Self::default();
        for line in output.lines().filter_map(|line| line.strip_prefix("test result: ")) {
            count += Self { passed: number_before(line, " passed"), failed: number_before(line, " failed") };
        }
        count
    }

    /// Of the closing lines of Node's test runner in TAP form.
    pub fn of_node_tap(output: &str) -> Self {
        let total = |name: &str| -> u32 {
            let numbers =
                output.lines().filter_map(|line| line.strip_prefix("# ")?.strip_prefix(name)?.strip_prefix(' '));
            numbers.filter_map(|number| number.trim().parse::<u32>().ok()).sum()
        };
        Self { passed: total("pass"), failed: total("fail") + total("cancelled") }
    }

    /// A suite that ended badly without a failed test, or that ran no test, has failed all the same.
    pub fn of_suite(self, ended_well: bool) -> Self {
        let ran_nothing = self == Self::default();
        if self.failed == 0 && (!ended_well || ran_nothing) { Self { failed: 1, ..self } } else { self }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn number_before(line: &str, unit: &str) -> u32 {
    let before = line.split(unit).next().unwrap_or_default();
    before.rsplit([' ', ';']).next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runners_closing_lines_are_added_up() {
        let cargo = "running 3 tests\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                     test result: FAILED. 3 passed; 2 failed; 0 ignored\n  test result: ok. 9 passed; 0 failed";
        assert_eq!(Count::of_cargo_test(cargo), Count { passed: 15, failed: 2 });
        let node = "ok 1 - a\n# tests 9\n# suites 0\n# pass 6\n# fail 2\n# cancelled 1\n# skipped 0\n";
        assert_eq!(Count::of_node_tap(node), Count { passed: 6, failed: 3 });
        assert_eq!(Count::of_cargo_test("nothing"), Count::default());
    }

    #[test]
    fn a_suite_that_crashes_or_runs_nothing_has_failed() {
        let count = |passed, failed| Count { passed, failed };
        let cases = [
            (count(5, 0), true, count(5, 0)),
            (count(5, 0), false, count(5, 1)),
            (count(5, 2), false, count(5, 2)),
            (count(0, 0), false, count(0, 1)),
            (count(0, 0), true, count(0, 1)),
        ];
        for (counted, ended_well, expected) in cases {
            assert_eq!(counted.of_suite(ended_well), expected, "{counted} {ended_well}");
        }
    }
}
