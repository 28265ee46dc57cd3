//! The three cookies: the session, the chosen language, and a notice for the next page.

use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use farewell_domain::language::Language;
use farewell_service::session::SessionToken;

use crate::site::Site;

const LANGUAGE: &str = "farewell_language";
const NOTICE: &str = "farewell_notice";

/// One sentence on the next page: what has just been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    SignedOut,
    CameBack,
    CameBackByLink,
    Left,
    Erasing,
    PasswordSaved,
    PasswordChanged,
    ProfileSaved,
    CommentTaken,
    DeviceSignedOut,
    OthersSignedOut,
    SignedUp,
    EmailConfirmed,
    EmailWaits,
    EmailSent,
    EmailGivenUp,
}

impl Notice {
    const ALL: [Self; 16] = [
        Self::SignedOut,
        Self::CameBack,
        Self::CameBackByLink,
        Self::Left,
        Self::Erasing,
        Self::PasswordSaved,
        Self::PasswordChanged,
        Self::ProfileSaved,
        Self::CommentTaken,
        Self::DeviceSignedOut,
        Self::OthersSignedOut,
        Self::SignedUp,
        Self::EmailConfirmed,
        Self::EmailWaits,
        Self::EmailSent,
        Self::EmailGivenUp,
    ];

    /// The text's key, and the cookie's value.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::SignedOut => "notice-signed-out",
            Self::CameBack => "notice-came-back",
            Self::CameBackByLink => "notice-came-back-link",
            Self::Left => "notice-left",
            Self::Erasing => "notice-erasing",
            Self::PasswordSaved => "notice-password-saved",
            Self::PasswordChanged => "notice-password-changed",
            Self::ProfileSaved => "notice-profile-saved",
            Self::CommentTaken => "notice-comment-taken",
            Self::DeviceSignedOut => "notice-device-signed-out",
            Self::OthersSignedOut => "notice-others-signed-out",
            Self::SignedUp => "notice-signed-up",
            Self::EmailConfirmed => "notice-email-confirmed",
            Self::EmailWaits => "notice-email-waits",
            Self::EmailSent => "notice-email-sent",
            Self::EmailGivenUp => "notice-email-given-up",
        }
    }

    /// The cookie that carries it to the next page.
    pub(crate) fn cookie(self, site: &Site) -> HeaderValue {
        lasting(&cookie(site, NOTICE, self.key()), 60)
    }
}

/// The session cookie's name. The `__Host-` prefix, which browsers enforce, needs TLS (RFC 6265bis, 4.1.3.2).
fn session_name(site: &Site) -> &'static str {
    if site.is_https() { "__Host-farewell" } else { "farewell" }
}

/// The session that a request claims to have.
pub(crate) fn session(site: &Site, headers: &HeaderMap) -> Option<SessionToken> {
    let jar = CookieJar::from_headers(headers);
    jar.get(session_name(site)).and_then(|cookie| SessionToken::from_cookie(cookie.value()))
}

/// Whether a session cookie came along, of whatever worth.
pub(crate) fn claims_session(site: &Site, headers: &HeaderMap) -> bool {
    CookieJar::from_headers(headers).get(session_name(site)).is_some()
}

/// The cookie of a new session. It ends with the browser, at the latest when the service says so.
pub(crate) fn start_session(site: &Site, token: &SessionToken) -> HeaderValue {
    header(&cookie(site, session_name(site), token.expose()).to_string())
}

/// The cookie of a session that the goodbye has ended: it shows the goodbye for a while. Sent once more, because a
/// browser that sees it change throws away the pages that it keeps behind the back button, `no-store` or not.
pub(crate) fn ended_session(site: &Site, token: &SessionToken) -> HeaderValue {
    lasting(&cookie(site, session_name(site), token.expose()), 86_400)
}

/// Takes the session cookie back.
pub(crate) fn drop_session(site: &Site) -> HeaderValue {
    lasting(&cookie(site, session_name(site), ""), 0)
}

/// The language chosen earlier.
pub(crate) fn language(headers: &HeaderMap) -> Option<Language> {
    CookieJar::from_headers(headers).get(LANGUAGE).and_then(|cookie| Language::parse(cookie.value()))
}

/// Remembers a chosen language for a year.
pub(crate) fn remember_language(site: &Site, language: &Language) -> HeaderValue {
    lasting(&cookie(site, LANGUAGE, language.as_str()), 365 * 86_400)
}

/// The notice to show.
pub(crate) fn notice(headers: &HeaderMap) -> Option<Notice> {
    let jar = CookieJar::from_headers(headers);
    let key = jar.get(NOTICE)?.value();
    Notice::ALL.into_iter().find(|notice| notice.key() == key)
}

/// Takes a shown notice back.
pub(crate) fn drop_notice(site: &Site) -> HeaderValue {
    lasting(&cookie(site, NOTICE, ""), 0)
}

fn cookie(site: &Site, name: &'static str, value: &str) -> Cookie<'static> {
    Cookie::build((name, value.to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(site.is_https())
        .build()
}

fn lasting(cookie: &Cookie<'static>, seconds: u32) -> HeaderValue {
    header(&format!("{cookie}; Max-Age={seconds}"))
}

fn header(text: &str) -> HeaderValue {
    // Every value is a token, a tag or a key: visible ASCII.
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
