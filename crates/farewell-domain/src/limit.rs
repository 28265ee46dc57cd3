//! How often something may be tried, and the limits of this program.
//!
//! A limit by account alone would let anybody lock the owner out; a limit by address alone would let many addresses
//! guess at one account. So a sign-in is counted three times: by address, by account from this address (tight), and
//! by account from anywhere (wide).

use jiff::{SignedDuration, Timestamp};

/// So many tries at once, and one more after each pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What it counts, so that two limits never share a number.
    pub name: &'static str,
    /// Tries at once.
    pub burst: u32,
    /// After so long one more.
    pub every: SignedDuration,
}

const fn limit(name: &'static str, burst: u32, every_seconds: i64) -> Limit {
    Limit { name, burst, every: SignedDuration::from_secs(every_seconds) }
}

/// Wrong passwords from one address, whoever is meant.
pub const SIGN_IN_BY_ADDRESS: Limit = limit("sign-in by address", 60, 10);
/// Wrong passwords for one account from one address.
pub const SIGN_IN_BY_BOTH: Limit = limit("sign-in by account and address", 10, 30);
/// Wrong passwords for one account from anywhere (NIST SP 800-63B-4, 3.2.2: no more than 100 in a row).
pub const SIGN_IN_BY_ACCOUNT: Limit = limit("sign-in by account", 100, 60);
/// The password typed once more, in one session or behind one mail's link.
pub const PASSWORD_AGAIN: Limit = limit("password again", 10, 30);
/// Mails asked for from one address.
pub const RECOVERY_BY_ADDRESS: Limit = limit("recovery by address", 20, 60);
/// Mails asked for one account.
pub const RECOVERY_BY_ACCOUNT: Limit = limit("recovery by account", 4, 300);
/// Comments on the help page from one address.
pub const COMMENT_BY_ADDRESS: Limit = limit("comment by address", 5, 600);
/// Comments on the help page from anywhere, so that many addresses cannot fill the database.
pub const COMMENT_BY_ALL: Limit = limit("comment by all", 100, 60);
/// Sign-ups from one address.
pub const SIGN_UP_BY_ADDRESS: Limit = limit("sign-up by address", 20, 60);
/// New e-mail addresses that one member types.
pub const EMAIL_CHANGE_BY_ACCOUNT: Limit = limit("e-mail change by account", 10, 300);
/// Mails to one e-mail address that ask for its confirmation, whoever has typed it.
pub const CONFIRMATION_BY_EMAIL: Limit = limit("confirmation by e-mail address", 4, 300);

// Nobody is locked out of an account by what comes from one address.
const _: () = assert!(SIGN_IN_BY_BOTH.burst < SIGN_IN_BY_ACCOUNT.burst);

impl Limit {
    /// What one try costs, in milliseconds.
    pub fn cost_ms(self) -> i64 {
        self.every.as_millis().try_into().unwrap_or(i64::MAX)
    }

    /// The most debt there may be, in milliseconds.
    pub fn most_ms(self) -> i64 {
        self.cost_ms().saturating_mul(i64::from(self.burst))
    }

    /// When a try is possible again, if everything is paid off at `free_at`.
    pub fn next_after(self, free_at: Timestamp) -> Timestamp {
        let room = SignedDuration::from_millis(self.most_ms().saturating_sub(self.cost_ms()));
        free_at.checked_sub(room).unwrap_or(free_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_try_is_possible_when_one_is_paid_off() {
        let limit = limit("a test", 3, 10);
        assert_eq!((limit.cost_ms(), limit.most_ms()), (10_000, 30_000));
        let now: Timestamp = "2026-11-25T12:00:00Z".parse().expect("a time");
        // Three tries just now: paid off in 30 s, one of them in 10 s.
        let free_at = now.checked_add(SignedDuration::from_secs(30)).expect("a time");
        assert_eq!(limit.next_after(free_at), "2026-11-25T12:00:10Z".parse().expect("a time"));
    }
}
