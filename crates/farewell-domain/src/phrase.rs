//! The words a member types to deactivate the account.
//!
//! People follow guides written in another language, copy from a page with no-break spaces, keep the
//! guide's quotation marks and full stop. All of that is forgiven; another text is not.

use unicode_normalization::UnicodeNormalization;

/// Quotation marks that guides in our languages print around the words: opening, then its closing partners.
const QUOTES: [(char, &[char]); 8] = [
    ('"', &['"']),
    ('\'', &['\'']),
    ('“', &['”']),
    ('„', &['”', '“']),
    ('‘', &['’']),
    ('‚', &['’', '‘']),
    ('«', &['»']),
    ('»', &['«']),
];

/// Whether `typed` is one of `phrases`: after Unicode NFC, without regard to case, with spaces trimmed and
/// collapsed (no-break ones too), one enclosing pair of quotation marks and one final full stop dropped.
pub fn matches(typed: &str, phrases: &[&str]) -> bool {
    let typed = bare(&fold(typed));
    !typed.is_empty() && phrases.iter().any(|phrase| fold(phrase) == typed)
}

fn fold(text: &str) -> String {
    let lower = text.nfc().collect::<String>().to_lowercase();
    lower.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A guide prints `„words”.` as often as `"words."`, so the full stop goes on either side of the marks, once.
fn bare(text: &str) -> String {
    let outside = without_full_stop(text);
    let inside = without_quotes(outside);
    let stop_is_left = outside.len() == text.len();
    let words = if stop_is_left { without_full_stop(inside) } else { inside };
    words.trim().to_owned()
}

fn without_full_stop(text: &str) -> &str {
    text.strip_suffix('.').map_or(text, str::trim_end)
}

fn without_quotes(text: &str) -> &str {
    let unquoted = QUOTES.iter().find_map(|(open, closes)| {
        let rest = text.strip_prefix(*open)?;
        closes.iter().find_map(|close| rest.strip_suffix(*close))
    });
    unquoted.map_or(text, str::trim)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PHRASES: [&str; 2] = ["Deactivate my account", "Dezaktywuj moje konto"];

    #[test]
    fn spellings_that_guides_lead_to_are_accepted() {
        for typed in [
            "Deactivate my account",
            "dezaktywuj moje konto",
            "  DEACTIVATE   MY\u{a0}ACCOUNT ",
            "\u{201e}Dezaktywuj moje konto\u{201d}",
            "\u{201e}Dezaktywuj moje konto\u{201d}.",
            "\"Deactivate my account.\"",
            "'deactivate my account'",
            "«Deactivate\u{202f}my\u{2009}account»",
            "Deactivate my account.",
            "\tDeactivate\nmy account .",
        ] {
            assert!(matches(typed, &PHRASES), "{typed:?}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for typed in [
            "",
            " ",
            ".",
            "\"\"",
            "Deactivate account",
            "Deactivate my account..",
            "\"Deactivate my account.\".",
            "\"\"Deactivate my account\"\"",
            "\"Deactivate my account",
            "Deactivate my account\"",
            "\"Deactivate my account'",
            "Deactivate\u{200b} my account",
            "Deactivatemyaccount",
            "D\u{435}activate my account",
            "Deactivate my account!",
            "don't Deactivate my account",
        ] {
            assert!(!matches(typed, &PHRASES), "{typed:?}");
        }
    }

    /// An independent reading of the rule: the set of all accepted spellings, built instead of parsed.
    fn spelling() -> impl Strategy<Value = String> {
        let space = prop::sample::select(vec![" ", "  ", "\u{a0}", "\u{202f}", "\t", "\n", " \u{2003} "]);
        let edge = prop::sample::select(vec!["", " ", "\u{a0}", "\r\n"]);
        let quotes = prop::sample::select(vec![
            ("", ""),
            ("\"", "\""),
            ("'", "'"),
            ("“", "”"),
            ("„", "”"),
            ("„", "“"),
            ("‘", "’"),
            ("«", "»"),
        ]);
        let stop = prop::sample::select(vec![("", ""), (".", ""), ("", ".")]);
        let words = prop::sample::select(PHRASES.to_vec());
        (words, space.clone(), space, edge.clone(), edge, quotes, stop, any::<u32>()).prop_map(
            |(words, one, two, before, after, (open, close), (inner, outer), case)| {
                let [a, b, c] =
                    <[&str; 3]>::try_from(words.split(' ').collect::<Vec<_>>()).expect("three words");
                let cased: String = format!("{a}{one}{b}{two}{c}")
                    .chars()
                    .enumerate()
                    .map(|(i, ch)| {
                        if case >> (i % 32) & 1 == 1 {
                            ch.to_ascii_uppercase()
                        } else {
                            ch.to_ascii_lowercase()
                        }
                    })
                    .collect();
                format!("{before}{open}{cased}{inner}{close}{outer}{after}")
            },
        )
    }

    proptest! {
        #[test]
        fn every_allowed_spelling_passes(typed in spelling()) {
            prop_assert!(matches(&typed, &PHRASES));
        }

        #[test]
        fn no_other_text_passes(typed in "\\PC{0,40}") {
            let letters: String = typed.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
            prop_assume!(letters != "deactivatemyaccount" && letters != "dezaktywujmojekonto");
            prop_assert!(!matches(&typed, &PHRASES));
        }

        #[test]
        fn one_changed_letter_is_another_text(
            words in prop::sample::select(PHRASES.to_vec()), at in 0usize..19, letter in "[a-z0-9ąćęłńóśźż]",
        ) {
            let changed: String =
                words.chars().enumerate().map(|(i, c)| if i == at { letter.clone() } else { c.to_string() }).collect();
            prop_assume!(changed.to_lowercase() != words.to_lowercase());
            prop_assert!(!matches(&changed, &PHRASES));
        }

        #[test]
        fn one_letter_more_or_less_is_another_text(
            words in prop::sample::select(PHRASES.to_vec()), at in 0usize..21, letter in "[a-z]",
        ) {
            let at = at.min(words.len());
            let longer = format!("{}{letter}{}", &words[..at], &words[at..]);
            prop_assert!(!matches(&longer, &PHRASES));
            if let Some(c) = words[at..].chars().next().filter(|c| c.is_alphabetic()) {
                let shorter = format!("{}{}", &words[..at], &words[at + c.len_utf8()..]);
                prop_assert!(!matches(&shorter, &PHRASES));
            }
        }
    }

    #[test]
    fn words_with_accents_match_however_they_are_composed() {
        assert!(matches(
            "Zamknij mo\u{6a}e konto \u{17c}\u{f3}\u{142}te",
            &["zamknij moje konto z\u{307}o\u{301}łte"]
        ));
    }
}
