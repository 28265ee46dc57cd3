//! Is it you: the identifier typed, and how fresh the sign-in is.

use jiff::{SignedDuration, Timestamp};
use unicode_normalization::UnicodeNormalization;

/// How long *erase now* waits after a changed password or address, so that somebody who took over an
/// account cannot destroy it before its owner has read the mail.
pub const ERASE_NOW_WAIT: SignedDuration = SignedDuration::from_hours(72);

/// The clocks of two nodes may differ by so much: a member who signed in on one is let in by the other.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(10);

/// Whether `typed` names the member with this user name and address. Spaces around it and case do not matter.
pub fn is_named(typed: &str, username: Option<&str>, email: Option<&str>) -> bool {
    let typed = fold(typed);
    !typed.is_empty() && [username, email].into_iter().flatten().any(|own| fold(own) == typed)
}

fn fold(identifier: &str) -> String {
    identifier.trim().nfc().collect::<String>().to_lowercase()
}

/// Whether a sign-in at `signed_in_at` still counts as fresh. A clock set back makes none fresh for longer.
pub fn is_fresh(signed_in_at: Timestamp, now: Timestamp, fresh_for: SignedDuration) -> bool {
    has_begun(signed_in_at, now) && now.duration_since(signed_in_at) <= fresh_for
}

/// Whether something that began at `at` has begun by now. If not, the clock was set back.
pub fn has_begun(at: Timestamp, now: Timestamp) -> bool {
    at.duration_since(now) <= CLOCKS_DIFFER
}

/// When *erase now* becomes possible, if it has to wait.
pub fn erase_now_waits_until(credentials_changed: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let until = credentials_changed?.checked_add(ERASE_NOW_WAIT).unwrap_or(Timestamp::MAX);
    (now < until).then_some(until)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).expect("in range")
    }

    #[test]
    fn a_member_is_named_by_user_name_or_address() {
        let is = |typed| is_named(typed, Some("Ola"), Some("ola@example.com"));
        assert!(is("ola") && is(" Ola ") && is("OLA@example.com"));
        assert!(!is("") && !is("ol") && !is("ola@example.org") && !is("other"));
        assert!(!is_named("", Some(""), None), "an empty name names nobody");
    }

    #[test]
    fn a_sign_in_is_fresh_to_the_second_and_never_in_the_future() {
        let ten = SignedDuration::from_mins(10);
        assert!(is_fresh(at(0), at(600), ten));
        assert!(!is_fresh(at(0), at(601), ten));
        assert!(is_fresh(at(10), at(0), ten), "another node's clock");
        assert!(!is_fresh(at(11), at(0), ten));
    }

    #[test]
    fn erasing_now_waits_72_hours_after_a_changed_password() {
        let hours = |h: i64| at(h * 3600);
        assert_eq!(erase_now_waits_until(None, hours(0)), None);
        assert_eq!(erase_now_waits_until(Some(hours(0)), hours(71)), Some(hours(72)));
        assert_eq!(erase_now_waits_until(Some(hours(0)), hours(72)), None);
    }
}
