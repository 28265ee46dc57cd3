//! What single values must look like, each with its own sentence when they don't.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use farewell_domain::grace::GracePeriod;
use farewell_domain::language::Language;
use farewell_domain::mode::Mode;
use ipnet::IpNet;
use jiff::tz::TimeZone;

use super::section::Wrong;

/// The languages whose texts come with Farewell.
pub(super) const LANGUAGES: [&str; 2] = ["en", "pl"];

/// `127.0.0.1:8080`, `[::1]:8080`, or `localhost:8080`.
pub(super) fn listen(text: &str) -> Result<SocketAddr, Wrong> {
    let text = text.replacen("localhost:", "127.0.0.1:", 1);
    text.parse().map_err(|_| {
        Wrong::new(
            "is no address with a port",
            "Write an IP address and a port, like 127.0.0.1:8080 or 0.0.0.0:8080.",
        )
    })
}

/// `https://host`, or `http://` on the loopback interface only: a sign-in cookie must not cross a network in the clear.
pub(super) fn public_url(text: &str) -> Result<String, Wrong> {
    let (https, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return Err(Wrong::new("is no web address", "Write it like https://account.example.com.")),
    };
    let authority = rest.trim_end_matches('/');
    if authority.is_empty() || authority.contains(['/', '?', '#', '@', ' ']) {
        return Err(Wrong::new(
            "must be a scheme and a host, with a port if needed, and nothing after it",
            "Write it like https://account.example.com; Farewell has a host of its own.",
        ));
    }
    if !https && !is_loopback(authority) {
        return Err(Wrong::new(
            "may be plain http on this machine only, because passwords travel over it",
            "Write https://, or http://127.0.0.1:8080 to try things out.",
        ));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// `#0f766e` or `#07e`.
pub(super) fn accent(text: &str) -> Result<String, Wrong> {
    let digits = text.strip_prefix('#').unwrap_or_default();
    let right = matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if right {
        return Ok(text.to_ascii_lowercase());
    }
    Err(Wrong::new("is no color", "Write # and six hexadecimal digits in quotation marks, like \"#0f766e\"."))
}

/// A language that there are texts for: Farewell's own, or the operator's in a folder of that name.
pub(super) fn language(text: &str, locales: Option<&Path>) -> Result<Language, Wrong> {
    let mut known = LANGUAGES.map(str::to_owned).to_vec();
    let own = locales.map(folders).unwrap_or_default();
    known.extend(own.into_iter().filter(|tag| !LANGUAGES.contains(&tag.as_str())));
    let language = known.iter().any(|tag| tag == text).then(|| Language::parse(text)).flatten();
    language.ok_or_else(|| {
        Wrong::new(
            "is no language that there are texts for",
            format!(
                "Known are {}. A folder under `locales` adds one; docs/texts.md shows how.",
                known.join(", ")
            ),
        )
    })
}

/// The names of the folders in a folder, in order.
fn folders(path: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// A name of the IANA time zone database.
pub(super) fn time_zone(text: &str) -> Result<TimeZone, Wrong> {
    TimeZone::get(text).map_err(|_| {
        Wrong::new("is no time zone", "Write a name of the IANA database, like Europe/Warsaw or UTC.")
    })
}

/// `erase`, or `observe` to change nothing in the sources.
pub(super) fn mode(text: &str) -> Result<Mode, Wrong> {
    Mode::parse(text).ok_or_else(|| {
        Wrong::new(
            "is neither erase nor observe",
            "Write observe to see what would be erased, or leave the line out.",
        )
    })
}

/// `28d`, `48h`, `90m`, `5s`, more than nothing.
pub(super) fn period(text: &str) -> Result<GracePeriod, Wrong> {
    let wrong = |problem| Wrong::new(problem, "Write a whole number and a unit, like 28d, 48h, 90m or 5s.");
    let period: GracePeriod = text.parse().map_err(|_| wrong("is no length of time"))?;
    if period.duration().is_zero() {
        return Err(wrong("must be longer than nothing"));
    }
    Ok(period)
}

/// How long one can come back. The law wants an erasure within one month, three at the outside (GDPR, article 12(3)).
pub(super) fn grace_period(text: &str) -> Result<GracePeriod, Wrong> {
    let period = period(text)?;
    if period > GracePeriod::days(90) {
        return Err(Wrong::new(
            "is longer than the three months that the law allows at most",
            "Write 28d, or anything up to 90d.",
        ));
    }
    Ok(period)
}

/// How long a sign-in counts as fresh: long enough to fill in two forms, short enough for a phone left on a table.
pub(super) fn fresh_sign_in(text: &str) -> Result<GracePeriod, Wrong> {
    let period = period(text)?;
    let minutes = period.duration().as_mins();
    if (1..=60).contains(&minutes) {
        return Ok(period);
    }
    Err(Wrong::new("is not between one minute and one hour", "Write a length like 10m."))
}

/// An e-mail address, as a form's plain check understands it.
pub(super) fn email(text: &str) -> Result<String, Wrong> {
    let right = text.split_once('@').is_some_and(|(user, host)| {
        let odd = |c: char| c.is_whitespace() || c.is_control() || "<>,;\"@".contains(c);
        !user.is_empty() && !host.is_empty() && !user.contains(odd) && !host.contains(odd)
    });
    if right {
        return Ok(text.to_owned());
    }
    Err(Wrong::new("is no e-mail address", "Write it like help@example.com."))
}

/// A page that members may follow a link to.
pub(super) fn link(text: &str) -> Result<String, Wrong> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !text.contains(char::is_whitespace) => Ok(text.to_owned()),
        _ => Err(Wrong::new("is no web address", "Write it like https://example.com/help.")),
    }
}

/// One address, or a network of them.
pub(super) fn network(text: &str) -> Result<IpNet, Wrong> {
    let one = text.parse::<IpAddr>().map(IpNet::from);
    one.or_else(|_| text.parse())
        .map_err(|_| Wrong::new("is no address or network", "Write it like 10.0.0.5 or 10.0.0.0/8."))
}

/// The name of a source, as the plan writes it before the first full stop.
pub(super) fn source_name(text: &str) -> Result<String, Wrong> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let right = text.bytes().all(plain) && text.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
    if right && !text.contains("__") {
        return Ok(text.to_owned());
    }
    Err(Wrong::new(
        "is no name for a source",
        "Use small letters, digits and single underscores, like shop or old_shop.",
    ))
}
