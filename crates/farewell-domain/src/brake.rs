//! The brake: what erases by itself and is unusual waits for a person.
//!
//! It holds back erasures that a date or a member has asked for, never an operator's own command. What it has held
//! back stays so until a person releases it or loosens the limit: the next day alone makes nothing usual.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

/// The time over which accounts are counted: a rolling day.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// How much may be erased without a person's word. None: any number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brake {
    /// Accounts whose erasure begins within a rolling day.
    pub accounts: Option<u64>,
    /// Rows that one account may own in all sources together.
    pub rows_per_account: Option<u64>,
}

impl Default for Brake {
    fn default() -> Self {
        Self { accounts: Some(200), rows_per_account: Some(1_000_000) }
    }
}

/// What an erasure that is about to begin would come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Accounts whose erasure has begun by itself within the day that ends now.
    pub begun: u64,
    /// Rows of this account; counting may stop after the first one too many.
    pub rows: u64,
}

/// Why an erasure is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Braked {
    /// Which limit it met.
    pub cause: Cause,
    /// How much it allows.
    pub allowed: u64,
}

/// One of the brake's two limits, as the cause of waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Accounts in a day.
    Accounts,
    /// Rows of one account.
    Rows,
}

/// What was decided about this account before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    New,
    /// It was held back.
    Waits(Braked),
    /// A person has let it go.
    Released,
}

impl Brake {
    /// Whether an erasure may begin. `load` is what it would come to.
    pub fn decide(self, standing: Standing, load: Load) -> Result<(), Braked> {
        match standing {
            Standing::Released => Ok(()),
            Standing::Waits(braked) if self.still_holds(braked) => Err(braked),
            Standing::New | Standing::Waits(_) => self.judge(load),
        }
    }

    /// Whether what held an account back has not been loosened since.
    pub fn still_holds(self, braked: Braked) -> bool {
        self.limit(braked.cause).is_some_and(|now| now <= braked.allowed)
    }

    /// From when on the accounts of the day that ends at `now` are counted.
    pub fn day_before(now: Timestamp) -> Timestamp {
        now.checked_sub(DAY).unwrap_or(Timestamp::MIN)
    }

    fn judge(self, load: Load) -> Result<(), Braked> {
        // The rows first: who meets both limits is told the one that the next day does not change.
        for (cause, comes_to) in [(Cause::Rows, load.rows), (Cause::Accounts, load.begun.saturating_add(1))] {
            if let Some(allowed) = self.limit(cause).filter(|allowed| comes_to > *allowed) {
                return Err(Braked { cause, allowed });
            }
        }
        Ok(())
    }

    fn limit(self, cause: Cause) -> Option<u64> {
        match cause {
            Cause::Accounts => self.accounts,
            Cause::Rows => self.rows_per_account,
        }
    }
}

impl Cause {
    /// The cause as it is stored, and named in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Rows => "rows_per_account",
        }
    }

    /// The cause of this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Accounts, Self::Rows].into_iter().find(|cause| cause.word() == word)
    }
}

impl fmt::Display for Braked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (allowed, many) = (self.allowed, if self.allowed == 1 { "" } else { "s" });
        match self.cause {
            Cause::Accounts => write!(formatter, "the brake: more than {allowed} account{many} within a day"),
            Cause::Rows => write!(formatter, "the brake: the account owns more than {allowed} row{many}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Brake = Brake { accounts: Some(200), rows_per_account: Some(1_000) };
    const OFF: Brake = Brake { accounts: None, rows_per_account: None };
    const MANY: Braked = Braked { cause: Cause::Accounts, allowed: 200 };
    const LARGE: Braked = Braked { cause: Cause::Rows, allowed: 1_000 };

    #[test]
    #[rustfmt::skip]
    fn what_is_unusual_waits_until_a_person_says_otherwise() {
        use Standing::{New, Released, Waits};
        let looser = Brake { accounts: Some(300), rows_per_account: Some(2_000) };
        let tighter = Brake { accounts: Some(100), rows_per_account: Some(500) };
        let none = Brake { accounts: Some(0), rows_per_account: None };
        let table = [
            // brake   standing        begun     rows      expected
            (BOTH,    New,            0,        0,        Ok(())),
            (BOTH,    New,            199,      1_000,    Ok(())),
            (BOTH,    New,            200,      1,        Err(MANY)),
            (BOTH,    New,            0,        1_001,    Err(LARGE)),
            (BOTH,    New,            200,      1_001,    Err(LARGE)),
            (BOTH,    Released,       u64::MAX, u64::MAX, Ok(())),
            // The day has passed, rows have gone: still a person must say so.
            (BOTH,    Waits(MANY),    0,        1,        Err(MANY)),
            (BOTH,    Waits(LARGE),   0,        1,        Err(LARGE)),
            (tighter, Waits(MANY),    0,        1,        Err(MANY)),
            // The operator has loosened the limit: it is judged anew.
            (looser,  Waits(MANY),    299,      1,        Ok(())),
            (looser,  Waits(MANY),    300,      1,        Err(Braked { allowed: 300, ..MANY })),
            (looser,  Waits(LARGE),   0,        2_001,    Err(Braked { allowed: 2_000, ..LARGE })),
            (OFF,     Waits(MANY),    u64::MAX, u64::MAX, Ok(())),
            (OFF,     New,            u64::MAX, u64::MAX, Ok(())),
            (none,    New,            0,        0,        Err(Braked { allowed: 0, ..MANY })),
        ];
        for (brake, standing, begun, rows, expected) in table {
            assert_eq!(brake.decide(standing, Load { begun, rows }), expected, "{brake:?} {standing:?} {begun} {rows}");
        }
    }

    #[test]
    fn a_reason_can_be_acted_upon() {
        assert_eq!(MANY.to_string(), "the brake: more than 200 accounts within a day");
        assert_eq!(LARGE.to_string(), "the brake: the account owns more than 1000 rows");
        for cause in [Cause::Accounts, Cause::Rows] {
            assert_eq!(Cause::parse(cause.word()), Some(cause));
        }
    }

    #[test]
    fn a_day_is_a_rolling_one() {
        let now: Timestamp = "2026-11-25T12:00:00Z".parse().expect("a time");
        assert_eq!(Brake::day_before(now).to_string(), "2026-11-24T12:00:00Z");
    }
}
