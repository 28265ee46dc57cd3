//! The shop's own dice: the same seed throws the same shop on every machine.

use std::fmt::Write as _;

/// Steele, Lea and Flood's `SplitMix64` (OOPSLA 2014): eight lines, and no crate's next version can change a throw.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        debug_assert!(low <= high);
        let span = high.abs_diff(low) + 1;
        // The remainder's bias is far below what a sample shop can notice.
        low.saturating_add_unsigned(self.throw() % span)
    }

    /// True in `percent` of a hundred throws.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let last = i64::try_from(from.len()).unwrap_or(i64::MAX) - 1;
        let place = usize::try_from(self.between(0, last)).unwrap_or_default();
        &from[place]
    }

    /// One of the parts of `list`, which commas separate.
    pub(crate) fn word(&mut self, list: &'static str) -> &'static str {
        let parts: Vec<&str> = list.split(", ").collect();
        let part: &&str = self.pick(&parts);
        part
    }

    /// So many lower-case hexadecimal digits.
    pub(crate) fn hex(&mut self, digits: usize) -> String {
        let mut text = String::with_capacity(digits + 16);
        while text.len() < digits {
            // Writing to a String cannot fail.
            let _ = write!(text, "{:016x}", self.throw());
        }
        text.truncate(digits);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_first_throws_are_those_of_the_published_generator() {
        // Reference values of splitmix64.c for the seed 1234567.
        let mut dice = Dice::new(1_234_567);
        assert_eq!(dice.throw(), 6_457_827_717_110_365_317);
        assert_eq!(dice.throw(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn numbers_stay_between_their_ends() {
        let mut dice = Dice::new(1);
        assert!((0..1_000).all(|_| (-3..=3).contains(&dice.between(-3, 3))));
        assert_eq!(dice.between(5, 5), 5);
    }
}
