//! A departure: one member's way out, from the first step to the end, as the site may remember it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What is kept of a moment once the person is erased: the first instant of its local month.
pub fn cut_to_month(moment: Timestamp, zone: &TimeZone) -> Timestamp {
    let start = |date: Date| {
        date.first_of_month().to_zoned_datetime(zone.clone()).ok().map(|zoned| zoned.timestamp())
    };
    start(moment.to_zoned_datetime(zone.clone()).date()).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_local_month_is_left() {
        let zone = TimeZone::get("Europe/Warsaw").expect("a known zone");
        let cut = |text: &str| cut_to_month(text.parse().expect("a timestamp"), &zone).to_string();
        assert_eq!(cut("2026-11-24T12:34:56Z"), "2026-10-31T23:00:00Z");
        assert_eq!(cut("2026-11-30T23:30:00Z"), "2026-11-30T23:00:00Z");
    }
}
