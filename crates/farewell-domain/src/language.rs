//! A language that a site offers.

use std::fmt;

/// A primary language tag, lower-case: `pl`, `en` (RFC 5646, section 2.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(String);

impl Language {
    /// Reads a tag such as `pl`, `PL` or `pl-PL`; only the primary part counts.
    pub fn parse(text: &str) -> Option<Self> {
        let primary = text.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        let known_shape = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
        known_shape.then_some(Self(primary))
    }

    /// English, which every site can fall back to.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regional_tags_are_cut_to_the_language() {
        for (text, tag) in [
            ("pl", Some("pl")),
            ("PL-pl", Some("pl")),
            ("en_GB", Some("en")),
            ("x", None),
            ("", None),
            ("p1", None),
        ] {
            assert_eq!(Language::parse(text).as_ref().map(Language::as_str), tag, "{text}");
        }
    }
}
