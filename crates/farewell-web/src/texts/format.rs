//! Dates, times and numbers in words and digits of a language (Unicode CLDR, through ICU4X).

use farewell_domain::language::Language;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;
use jiff::civil::{Date, Time};

const NO_BREAK_SPACE: &str = "\u{a0}";

/// The locale whose habits serve a language. English pages say "23 December 2026".
fn locale(language: &Language) -> Locale {
    let tag = if language.as_str() == "en" { "en-GB" } else { language.as_str() };
    tag.parse().unwrap_or(Locale::UNKNOWN)
}

/// A date in words: "23 December 2026", "23 grudnia 2026 r." (which ends in a full stop of its own).
pub(crate) fn date(language: &Language, date: Date) -> String {
    let words = spelled(language, date).unwrap_or_else(|| date.to_string());
    if language.as_str() == "pl" { format!("{words} r.").replace(' ', NO_BREAK_SPACE) } else { words }
}

fn spelled(language: &Language, date: Date) -> Option<String> {
    let formatter = DateTimeFormatter::try_new(locale(language).into(), YMD::long()).ok()?;
    Some(formatter.format(&iso(date)?).to_string())
}

/// A month in words: "December 2026", "grudzień 2026".
pub(crate) fn month(language: &Language, date: Date) -> String {
    let spelled = iso(date).and_then(|date| {
        let formatter = DateTimeFormatter::try_new(locale(language).into(), YM::long()).ok()?;
        Some(formatter.format(&date).to_string())
    });
    spelled.unwrap_or_else(|| date.strftime("%Y-%m").to_string())
}

fn iso(date: Date) -> Option<icu_calendar::Date<icu_calendar::Iso>> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    icu_calendar::Date::try_new_iso(date.year().into(), month, day).ok()
}

/// A time of day by the 24-hour clock, "14:05".
pub(crate) fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A whole number: "12,345", "12 345".
pub(crate) fn number(language: &Language, number: u64) -> String {
    DecimalFormatter::try_new(
        locale(language).into(),
        icu_decimal::options::DecimalFormatterOptions::default(),
    )
    .map_or_else(|_| number.to_string(), |formatter| formatter.format(&Decimal::from(number)).to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::*;

    fn in_language(tag: &str) -> Language {
        Language::parse(tag).expect("a language")
    }

    #[test]
    fn dates_are_spelled_in_each_language() {
        let day = civil::date(2026, 12, 3);
        assert_eq!(date(&in_language("en"), day), "3 December 2026");
        assert_eq!(date(&in_language("pl"), day), "3\u{a0}grudnia\u{a0}2026\u{a0}r.");
        assert_eq!(
            date(&in_language("pl"), civil::date(2027, 1, 31)).replace('\u{a0}', " "),
            "31 stycznia 2027 r."
        );
    }

    #[test]
    fn months_stand_alone_in_each_language() {
        let day = civil::date(2026, 11, 30);
        assert_eq!(month(&in_language("en"), day), "November 2026");
        assert_eq!(month(&in_language("pl"), day), "listopad 2026");
    }

    #[test]
    fn numbers_are_grouped_in_each_language() {
        assert_eq!(number(&in_language("en"), 1_000), "1,000");
        assert_eq!(number(&in_language("pl"), 1_000), "1000");
        assert_eq!(number(&in_language("pl"), 12_345), "12\u{a0}345");
    }

    #[test]
    fn times_use_the_whole_day() {
        assert_eq!(time(civil::time(7, 5, 59, 0)), "07:05");
        assert_eq!(time(civil::time(23, 0, 0, 0)), "23:00");
    }
}
