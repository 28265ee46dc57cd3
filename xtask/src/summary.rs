//! Adds up what the test programs report.

use std::fmt;

/// How many tests passed and failed.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Summary {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed.
    pub(crate) failed: u64,
}

impl Summary {
    /// Adds a line of output, if it is the last line of a test program, or one of the last of Node's test runner.
    pub(crate) fn add(&mut self, line: &str) {
        if let Some(report) = line.strip_prefix("ℹ ") {
            return self.add_from_node(report);
        }
        let Some(report) = line.trim().strip_prefix("test result: ") else {
            return;
        };
        for part in report.split([';', '.']) {
            match part.trim().split_once(' ') {
                Some((count, "passed")) => self.passed += count.parse::<u64>().unwrap_or(0),
                Some((count, "failed")) => self.failed += count.parse::<u64>().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// `pass 12`; what was cancelled has not passed.
    fn add_from_node(&mut self, report: &str) {
        match report.split_once(' ') {
            Some(("pass", count)) => self.passed += count.parse::<u64>().unwrap_or(0),
            Some(("fail" | "cancelled", count)) => self.failed += count.parse::<u64>().unwrap_or(0),
            _ => {}
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(lines: &[&str]) -> String {
        let mut summary = Summary::default();
        for line in lines {
            summary.add(line);
        }
        summary.to_string()
    }

    #[test]
    fn the_programs_are_added_up() {
        let lines = [
            "running 12 tests",
            "test rules::the_phrase ... ok",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s",
            "",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.05s",
        ];
        assert_eq!(sum(&lines), "15 passed, 2 failed");
    }

    #[test]
    fn the_stories_in_the_browser_count_as_well() {
        let lines =
            ["✔ Jagoda leaves (10.7ms)", "ℹ tests 9", "ℹ pass 4", "ℹ fail 2", "ℹ cancelled 3", "ℹ skipped 1"];
        assert_eq!(sum(&lines), "4 passed, 5 failed");
        assert_eq!(sum(&["ℹ pass me the salt", "it said: ℹ pass 7", "  ℹ pass 7"]), "0 passed, 0 failed");
    }

    #[test]
    fn what_a_test_prints_does_not_count() {
        assert_eq!(sum(&["7 passed, 0 failed", "it said: test result: ok. 1 passed;"]), "0 passed, 0 failed");
    }
}
