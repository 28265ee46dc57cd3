//! Where somebody wanted to go before signing in: only ever a page of this site.

use std::fmt::Write;

/// An own absolute path with its query, safe to be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way(String);

impl Way {
    /// Reads a path. Refused is whatever a browser could take for another site or another header: `//`, `\`,
    /// spaces, control characters, anything beyond ASCII.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let own = text.starts_with('/') && !text.starts_with("//") && !text.contains('\\');
        let plain = text.len() <= 2_000 && text.bytes().all(|byte| byte.is_ascii_graphic());
        (own && plain).then(|| Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The sign-in page that leads back to `path`.
pub(crate) fn sign_in_for(path: &str) -> String {
    match Way::parse(path) {
        Some(way) => format!("/sign-in?next={}", encoded(way.as_str(), b"/")),
        None => "/sign-in".to_owned(),
    }
}

/// Text as one segment of a path.
pub(crate) fn segment(text: &str) -> String {
    encoded(text, b"")
}

/// Text as part of a URL: unreserved characters stay (RFC 3986, 2.3), and those of `also`.
fn encoded(text: &str, also: &[u8]) -> String {
    let mut result = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || also.contains(&byte) {
            result.push(char::from(byte));
        } else {
            let _ = write!(result, "%{byte:02X}");
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_are_ways() {
        for good in ["/", "/account/profile", "/help/delete-account?lang=pl#long", "/a%2Fb"] {
            assert!(Way::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x=y",
            "/a b",
            "/\t/evil.example",
            "/ż",
            "javascript:alert(1)",
        ] {
            assert_eq!(Way::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn hostile_names_fit_into_a_path() {
        assert_eq!(segment("a b/c?d=é"), "a%20b%2Fc%3Fd%3D%C3%A9");
    }
}
