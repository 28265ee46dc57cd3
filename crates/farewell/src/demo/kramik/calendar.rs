//! The shop's calendar: it opened on one day, and was copied on another. Fixed, so that every fill gives the same rows.

use jiff::Timestamp;

use super::dice::Dice;

/// 1 March 2018, 08:00 UTC: the market hall opens.
pub(crate) const OPENED: i64 = 1_519_891_200;
/// 20 November 2026, 12:00 UTC: the day this copy stands for.
pub(crate) const TODAY: i64 = 1_795_176_000;

pub(crate) const HOUR: i64 = 3_600;
pub(crate) const DAY: i64 = 24 * HOUR;

/// As the shop's developers write a moment: `2026-11-20 12:00:00`, UTC.
pub(crate) fn text(second: i64) -> String {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A moment after `since`, and never after the copy's own day.
pub(crate) fn after(dice: &mut Dice, since: i64) -> i64 {
    dice.between(since.min(TODAY - HOUR), TODAY - HOUR)
}

#[cfg(test)]
mod tests {
    use super::{OPENED, TODAY, text};

    #[test]
    fn moments_are_written_as_the_shop_writes_them() {
        assert_eq!(text(OPENED), "2018-03-01 08:00:00");
        assert_eq!(text(TODAY), "2026-11-20 12:00:00");
    }
}
