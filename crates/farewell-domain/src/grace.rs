//! The grace period: how long one can come back, and the date that a member is told.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan};

const SECONDS_A_DAY: i64 = 86_400;

/// A length of time as an operator writes it: `28d`, `48h`, `90m` or `5s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GracePeriod {
    seconds: i64,
}

/// Why a text is no length of time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a length of time as a whole number and a unit: 28d, 48h, 90m or 5s (at most 3650d)")]
pub struct NotAPeriod;

impl GracePeriod {
    const LONGEST_DAYS: i64 = 3_650;

    /// That many days.
    pub const fn days(days: u16) -> Self {
        Self { seconds: days as i64 * SECONDS_A_DAY }
    }

    /// The whole length.
    pub fn duration(self) -> SignedDuration {
        SignedDuration::from_secs(self.seconds)
    }

    /// Under two days there is no "day before": the period counts from the minute, and pages show the hour.
    pub fn counts_minutes(self) -> bool {
        self.seconds < 2 * SECONDS_A_DAY
    }

    /// The promise made to a member who deactivates at `now`: in whole days, the start of the local day that
    /// many days later, so that the day before can be used to its end; else exactly that much later.
    ///
    /// A moment past the end of time (year 9999) is cut to it.
    pub fn erasure_date(self, now: Timestamp, zone: &TimeZone) -> ErasureDate {
        let to_the_minute = self.counts_minutes();
        let erase_after =
            if to_the_minute { now.checked_add(self.duration()).ok() } else { self.start_of_day(now, zone) };
        ErasureDate { erase_after: erase_after.unwrap_or(Timestamp::MAX), to_the_minute }
    }

    fn start_of_day(self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let day = now.to_zoned_datetime(zone.clone()).date().checked_add(self.whole_days()).ok()?;
        Some(day.to_zoned_datetime(zone.clone()).ok()?.timestamp())
    }

    /// Hours that make no whole day count as one more: never earlier than promised.
    fn whole_days(self) -> Span {
        (self.seconds + SECONDS_A_DAY - 1).div_euclid(SECONDS_A_DAY).days()
    }
}

impl FromStr for GracePeriod {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let text = text.trim();
        let unit = text.chars().next_back().ok_or(NotAPeriod)?;
        let number = &text[..text.len() - unit.len_utf8()];
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotAPeriod);
        }
        let factor = match unit {
            'd' => SECONDS_A_DAY,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return Err(NotAPeriod),
        };
        let seconds =
            number.parse::<i64>().ok().and_then(|count| count.checked_mul(factor)).ok_or(NotAPeriod)?;
        if seconds > Self::LONGEST_DAYS * SECONDS_A_DAY {
            return Err(NotAPeriod);
        }
        Ok(Self { seconds })
    }
}

impl fmt::Display for GracePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seconds {
            s if s % SECONDS_A_DAY == 0 => write!(f, "{}d", s / SECONDS_A_DAY),
            s if s % 3_600 == 0 => write!(f, "{}h", s / 3_600),
            s if s % 60 == 0 => write!(f, "{}m", s / 60),
            s => write!(f, "{s}s"),
        }
    }
}

/// The promised moment of an erasure, and how precisely it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasureDate {
    /// Nothing is erased before this moment.
    pub erase_after: Timestamp,
    /// The grace period is under two days: pages tell date and hour, and one can come back until that minute.
    pub to_the_minute: bool,
}

impl ErasureDate {
    /// The local date of the erasure.
    pub fn day(&self, zone: &TimeZone) -> Date {
        self.erase_after.to_zoned_datetime(zone.clone()).date()
    }

    /// The last local date to whose end one can come back: the day before the erasure.
    pub fn last_day(&self, zone: &TimeZone) -> Date {
        self.day(zone).yesterday().unwrap_or(Date::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warsaw() -> TimeZone {
        TimeZone::get("Europe/Warsaw").expect("a known zone")
    }

    fn promise(period: &str, now: &str) -> (String, bool) {
        let now: Timestamp = now.parse().expect("a timestamp");
        let date = period.parse::<GracePeriod>().expect("a period").erasure_date(now, &warsaw());
        (date.erase_after.to_string(), date.to_the_minute)
    }

    #[test]
    fn a_member_who_leaves_late_in_the_evening_is_told_the_local_day() {
        // 23:30 UTC on 24 November is already 25 November in Warsaw.
        assert_eq!(promise("28d", "2026-11-24T23:30:00Z"), ("2026-12-22T23:00:00Z".into(), false));
        assert_eq!(promise("28d", "2026-11-24T12:00:00Z"), ("2026-12-21T23:00:00Z".into(), false));
    }

    #[test]
    fn summer_time_moves_no_date() {
        assert_eq!(promise("28d", "2026-03-10T12:00:00Z"), ("2026-04-06T22:00:00Z".into(), false));
    }

    #[test]
    fn under_two_days_the_minute_counts() {
        assert_eq!(promise("5s", "2026-11-24T12:00:00Z"), ("2026-11-24T12:00:05Z".into(), true));
        assert_eq!(promise("47h", "2026-11-24T12:00:00Z"), ("2026-11-26T11:00:00Z".into(), true));
        assert_eq!(promise("48h", "2026-11-24T12:00:00Z"), ("2026-11-25T23:00:00Z".into(), false));
    }

    #[test]
    fn odd_hours_round_up_to_a_whole_day() {
        assert_eq!(promise("49h", "2026-11-24T12:00:00Z"), ("2026-11-26T23:00:00Z".into(), false));
    }

    #[test]
    fn the_last_day_to_come_back_is_the_day_before() {
        let now: Timestamp = "2026-11-24T12:00:00Z".parse().expect("a timestamp");
        let date = GracePeriod::days(28).erasure_date(now, &warsaw());
        assert_eq!(date.day(&warsaw()).to_string(), "2026-12-22");
        assert_eq!(date.last_day(&warsaw()).to_string(), "2026-12-21");
    }

    #[test]
    fn periods_are_written_back_as_they_were_read() {
        for text in ["28d", "47h", "90m", "5s", "0d", "3650d"] {
            assert_eq!(text.parse::<GracePeriod>().expect(text).to_string(), text);
        }
    }

    #[test]
    fn nonsense_is_no_period() {
        for text in
            ["", "d", "28", "28 d", "-1d", "+1d", "1.5d", "28D", "99999999999999999999d", "3651d", "1ż", "ż"]
        {
            assert_eq!(text.parse::<GracePeriod>(), Err(NotAPeriod), "{text}");
        }
    }
}
