//! One language's voice on one site: what templates and mails take their words from.

use std::sync::Arc;

use farewell_domain::grace::{ErasureDate, GracePeriod};
use farewell_domain::language::Language;
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::html::Html;
use crate::texts::{self, Texts};

/// What stands for the n-th piece of HTML while a text is still being put together: a private-use
/// character, which no text contains.
const MARKERS: [&str; 4] = ["\u{f8f0}", "\u{f8f1}", "\u{f8f2}", "\u{f8f3}"];

/// A text's variable: plain words or a number, or a piece of HTML such as a link.
pub(crate) enum Slot<'a> {
    Plain(FluentValue<'a>),
    Html(Html),
}

impl<'a> From<&'a str> for Slot<'a> {
    fn from(text: &'a str) -> Self {
        Self::Plain(text.into())
    }
}

impl From<String> for Slot<'_> {
    fn from(text: String) -> Self {
        Self::Plain(text.into())
    }
}

impl From<u64> for Slot<'_> {
    fn from(number: u64) -> Self {
        Self::Plain(number.into())
    }
}

impl From<Html> for Slot<'_> {
    fn from(html: Html) -> Self {
        Self::Html(html)
    }
}

/// The texts in one language, with the site's name and time zone at hand.
#[derive(Clone)]
pub(crate) struct Words {
    texts: Arc<Texts>,
    language: Language,
    brand: Arc<str>,
    zone: TimeZone,
}

impl Words {
    /// The voice of a site in a language; one that is not offered is answered in the site's own.
    pub(crate) fn new(texts: &Arc<Texts>, language: &Language, brand: &str, zone: &TimeZone) -> Self {
        let language = texts.nearest(language).unwrap_or_else(|| texts.default_language()).clone();
        Self { texts: texts.clone(), language, brand: brand.into(), zone: zone.clone() }
    }

    /// The language.
    pub(crate) fn language(&self) -> &Language {
        &self.language
    }

    /// The same voice in another of the site's languages.
    pub(crate) fn in_language(&self, language: &Language) -> Self {
        Self::new(&self.texts, language, &self.brand, &self.zone)
    }

    /// Every language of the site.
    pub(crate) fn languages(&self) -> &[Language] {
        self.texts.languages()
    }

    /// A text without variables (but for the site's name).
    pub(crate) fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A text with plain variables.
    pub(crate) fn with(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let mut args = FluentArgs::new();
        args.set("brand", self.brand.to_string());
        for (name, value) in values {
            args.set((*name).to_owned(), value.clone());
        }
        self.glue(self.texts.format(&self.language, key, &args))
    }

    /// A text with links or dates in it, as HTML.
    pub(crate) fn rich(&self, key: &str, slots: Vec<(&str, Slot<'_>)>) -> Html {
        let mut pieces = Vec::new();
        let mut values = Vec::new();
        for (name, slot) in slots {
            match slot {
                Slot::Plain(value) => values.push((name, value)),
                Slot::Html(html) => {
                    let marker = MARKERS[pieces.len() % MARKERS.len()];
                    values.push((name, marker.into()));
                    pieces.push((marker, html));
                }
            }
        }
        let html = Html::text(&self.with(key, &values));
        pieces.iter().fold(html, |html, (marker, piece)| html.replace(marker, piece))
    }

    /// A sentence about the erasure's date. `key` speaks of days; with `-moment` after it, of date and hour.
    pub(crate) fn erasure(&self, key: &str, when: &ErasureDate) -> String {
        self.erasure_since(key, when, when.erase_after)
    }

    /// The same sentence, naming the day of the deactivation as well.
    pub(crate) fn erasure_since(&self, key: &str, when: &ErasureDate, since: Timestamp) -> String {
        let (day, last_day, time) = self.erasure_words(when);
        let values = [
            ("erase_date", day.into()),
            ("last_day", last_day.into()),
            ("erase_time", time.into()),
            ("since", self.date_of(since).into()),
        ];
        self.with(&moment_key(key, when), &values)
    }

    /// A text that names the erasure's day only, whatever the grace period.
    pub(crate) fn erasure_day(&self, key: &str, when: &ErasureDate) -> String {
        self.with(key, &[("erase_date", self.date(when.day(&self.zone)).into())])
    }

    /// A sentence about the erasure's date as HTML, with more variables.
    pub(crate) fn rich_erasure(&self, key: &str, when: &ErasureDate, more: Vec<(&str, Slot<'_>)>) -> Html {
        let (day, last_day, time) = self.erasure_words(when);
        let mut slots: Vec<(&str, Slot<'_>)> = vec![
            ("erase_date", Html::time(&when.day(&self.zone).to_string(), &day).into()),
            ("last_day", Html::time(&when.last_day(&self.zone).to_string(), &last_day).into()),
            ("erase_time", time.into()),
        ];
        slots.extend(more);
        self.rich(&moment_key(key, when), slots)
    }

    fn erasure_words(&self, when: &ErasureDate) -> (String, String, String) {
        let day = self.date(when.day(&self.zone));
        (day, self.date(when.last_day(&self.zone)), self.time_of(when.erase_after))
    }

    /// A date in words.
    pub(crate) fn date(&self, date: Date) -> String {
        texts::date(&self.language, date)
    }

    /// The local date of a moment, in words.
    pub(crate) fn date_of(&self, moment: Timestamp) -> String {
        self.date(moment.to_zoned_datetime(self.zone.clone()).date())
    }

    /// The local month of a moment, in words.
    pub(crate) fn month_of(&self, moment: Timestamp) -> String {
        texts::month(&self.language, moment.to_zoned_datetime(self.zone.clone()).date())
    }

    /// The local time of a moment.
    pub(crate) fn time_of(&self, moment: Timestamp) -> String {
        texts::time(moment.to_zoned_datetime(self.zone.clone()).time())
    }

    /// A whole number.
    pub(crate) fn number(&self, number: u64) -> String {
        texts::number(&self.language, number)
    }

    /// A length of time in words, in the case that follows "after" ("28 days", "28 dniach").
    pub(crate) fn span(&self, period: GracePeriod) -> String {
        let seconds = period.duration().as_secs();
        let (unit, key) = match seconds {
            s if s % 86_400 == 0 => (86_400, "span-days"),
            s if s % 3_600 == 0 => (3_600, "span-hours"),
            s if s % 60 == 0 => (60, "span-minutes"),
            _ => (1, "span-seconds"),
        };
        self.with(key, &[("count", (seconds / unit).into())])
    }

    /// The operator's own wording in this language, else in the site's own, else in any.
    pub(crate) fn own<'a>(&self, texts: &'a std::collections::BTreeMap<String, String>) -> Option<&'a str> {
        let default = self.texts.default_language().as_str();
        let found = texts.get(self.language.as_str()).or_else(|| texts.get(default));
        found.or_else(|| texts.values().next()).map(String::as_str)
    }

    /// Polish typography: a one-letter word never ends a line.
    fn glue(&self, text: String) -> String {
        if self.language.as_str() != "pl" {
            return text;
        }
        let chars: Vec<char> = text.chars().collect();
        let stands_alone = |at: usize| {
            let before = at.checked_sub(1).map(|before| chars[before]);
            "aiouwzAIOUWZ".contains(chars[at]) && before.is_none_or(|c| !c.is_alphanumeric())
        };
        let glued =
            |at: usize, c: char| if c == ' ' && at > 0 && stands_alone(at - 1) { '\u{a0}' } else { c };
        chars.iter().enumerate().map(|(at, c)| glued(at, *c)).collect()
    }
}

fn moment_key(key: &str, when: &ErasureDate) -> String {
    if when.to_the_minute { format!("{key}-moment") } else { key.to_owned() }
}
