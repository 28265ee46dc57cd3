//! Which language a page speaks: `?lang=`, the cookie, the browser's wish, the member's own, the site's first.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use farewell_domain::language::Language;

use crate::cookie;
use crate::texts::Texts;

/// The language that `?lang=` chooses, if the site offers it.
pub(crate) fn chosen(texts: &Texts, query: &str) -> Option<Language> {
    let tag = query.split('&').find_map(|pair| pair.strip_prefix("lang="))?;
    texts.nearest(&Language::parse(tag)?).cloned()
}

/// The language for somebody who has not just chosen one.
pub(crate) fn wanted(texts: &Texts, headers: &HeaderMap, own: Option<&Language>) -> Language {
    let remembered = cookie::language(headers);
    let offered = |language: &Language| texts.nearest(language).cloned();
    remembered
        .as_ref()
        .and_then(offered)
        .or_else(|| browsers_wish(headers).iter().find_map(offered))
        .or_else(|| own.and_then(offered))
        .unwrap_or_else(|| texts.default_language().clone())
}

/// The languages of `Accept-Language`, the most wanted first (RFC 9110, 12.5.4).
fn browsers_wish(headers: &HeaderMap) -> Vec<Language> {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut wishes: Vec<(u16, Language)> = header.split(',').take(30).filter_map(wish).collect();
    wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wishes.into_iter().map(|(_, language)| language).collect()
}

/// `en-GB;q=0.8` as a weight in thousandths and a language; what is not wanted at all (`q=0`) is none.
fn wish(text: &str) -> Option<(u16, Language)> {
    let mut parts = text.split(';');
    let language = Language::parse(parts.next()?)?;
    let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1_000), thousandths)?;
    (weight > 0).then_some((weight, language))
}

fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction: u16 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(whole.parse::<u16>().ok()?.min(1) * 1_000 + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Texts {
        let languages = ["pl", "en"].map(|tag| Language::parse(tag).expect("a language"));
        Texts::embedded(&languages).expect("texts")
    }

    fn answered(accept: &str, cookie: &str, own: Option<&str>) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, accept.parse().expect("a header"));
        headers.insert("cookie", cookie.parse().expect("a header"));
        wanted(&texts(), &headers, own.and_then(Language::parse).as_ref()).to_string()
    }

    #[test]
    fn the_first_that_is_offered_wins() {
        for (accept, cookie, own, expected) in [
            ("", "", None, "pl"),
            ("", "", Some("en"), "en"),
            ("en-GB,en;q=0.9", "", Some("pl"), "en"),
            ("de, en;q=0.5, pl;q=0.7", "", None, "pl"),
            ("de,fr", "", Some("en"), "en"),
            ("pl;q=0, en;q=0.1", "", None, "en"),
            ("en", "farewell_language=pl", None, "pl"),
            ("en", "farewell_language=xx", None, "en"),
            (";;;,,q=", "", None, "pl"),
        ] {
            assert_eq!(answered(accept, cookie, own), expected, "{accept} {cookie} {own:?}");
        }
    }

    #[test]
    fn only_an_offered_language_can_be_chosen() {
        assert_eq!(chosen(&texts(), "token=a&lang=en").map(|l| l.to_string()).as_deref(), Some("en"));
        assert_eq!(chosen(&texts(), "lang=de"), None);
        assert_eq!(chosen(&texts(), ""), None);
    }
}
