//! The account and its status: what it can be, and what may happen to it.
//!
//! ```text
//! Active -- deactivate --> Deactivated -- begin erasing --> Erasing -- finish --> Erased
//!    ^                          |
//!    +------- reactivate -------+
//! ```

use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

use crate::hold::Hold;

/// Farewell's own name for an account. It says nothing about the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub Uuid);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What an account is. One value, not a set of dates that could contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountStatus {
    /// In use.
    Active,
    /// The member has left and can come back until erasing begins, which is not before `erase_after`.
    Deactivated {
        /// When the member pressed the button.
        since: Timestamp,
        /// The moment from which the data is erased.
        erase_after: Timestamp,
    },
    /// Erasing has begun; there is no way back.
    Erasing {
        /// When the first run began.
        since: Timestamp,
    },
    /// Gone from every source.
    Erased {
        /// When the last step was done.
        at: Timestamp,
    },
}

/// Something that happens to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The orange button.
    Deactivate {
        /// Now.
        at: Timestamp,
        /// The end of the grace period.
        erase_after: Timestamp,
    },
    /// The member comes back.
    Reactivate,
    /// The member does not want to wait for the date.
    EraseNow {
        /// Now.
        at: Timestamp,
    },
    /// The date has come, or an operator has ordered it.
    BeginErasing {
        /// Now.
        at: Timestamp,
        /// Who wants it.
        order: ErasureOrder,
    },
    /// Every source has been cleared and checked.
    FinishErasing {
        /// Now.
        at: Timestamp,
    },
}

/// Why erasing begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErasureOrder {
    /// The grace period is over.
    Date,
    /// An operator's command, which needs no grace period.
    Operator,
}

/// Why an event cannot happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Deactivating twice.
    #[error("the account is already deactivated")]
    AlreadyDeactivated,
    /// Only a deactivated account can come back or be erased at the member's word.
    #[error("the account is not deactivated")]
    NotDeactivated,
    /// Too late: the first statement may have run.
    #[error("erasing the account has begun")]
    ErasingHasBegun,
    /// There is nothing left.
    #[error("the account is erased")]
    AlreadyErased,
    /// Never earlier than promised.
    #[error("the account may not be erased before {erase_after}")]
    NotDue {
        /// The promised moment.
        erase_after: Timestamp,
    },
    /// A person has stopped the erasure.
    #[error("the account is under legal hold")]
    Held,
    /// Finishing what never began.
    #[error("erasing the account has not begun")]
    NotErasing,
}

impl AccountStatus {
    /// The status after `event`, or why it may not happen. A hold stops erasing before its first statement
    /// and nothing else: what has begun is finished, and coming back stays possible.
    pub fn after(self, event: Event, hold: Hold) -> Result<Self, Refused> {
        match event {
            Event::Deactivate { at, erase_after } => self.deactivate(at, erase_after),
            Event::Reactivate => self.reactivate(),
            Event::EraseNow { at } => self.erase_now(at, hold),
            Event::BeginErasing { at, order } => self.begin_erasing(at, order, hold),
            Event::FinishErasing { at } => self.finish_erasing(at),
        }
    }

    fn deactivate(self, at: Timestamp, erase_after: Timestamp) -> Result<Self, Refused> {
        match self {
            Self::Active => Ok(Self::Deactivated { since: at, erase_after }),
            Self::Deactivated { .. } => Err(Refused::AlreadyDeactivated),
            Self::Erasing { .. } => Err(Refused::ErasingHasBegun),
            Self::Erased { .. } => Err(Refused::AlreadyErased),
        }
    }

    fn reactivate(self) -> Result<Self, Refused> {
        match self {
            Self::Active => Err(Refused::NotDeactivated),
            // Also after the date: coming back wins until erasing has begun.
            Self::Deactivated { .. } => Ok(Self::Active),
            Self::Erasing { .. } => Err(Refused::ErasingHasBegun),
            Self::Erased { .. } => Err(Refused::AlreadyErased),
        }
    }

    fn erase_now(self, at: Timestamp, hold: Hold) -> Result<Self, Refused> {
        match self {
            Self::Active => Err(Refused::NotDeactivated),
            Self::Deactivated { .. } if hold == Hold::Held => Err(Refused::Held),
            Self::Deactivated { since, erase_after } => {
                Ok(Self::Deactivated { since, erase_after: erase_after.min(at) })
            }
            Self::Erasing { .. } => Err(Refused::ErasingHasBegun),
            Self::Erased { .. } => Err(Refused::AlreadyErased),
        }
    }

    fn begin_erasing(self, at: Timestamp, order: ErasureOrder, hold: Hold) -> Result<Self, Refused> {
        match (self, order) {
            (Self::Active, ErasureOrder::Date) => Err(Refused::NotDeactivated),
            (Self::Active | Self::Deactivated { .. }, _) if hold == Hold::Held => Err(Refused::Held),
            (Self::Deactivated { erase_after, .. }, ErasureOrder::Date) if at < erase_after => {
                Err(Refused::NotDue { erase_after })
            }
            (Self::Active, ErasureOrder::Operator) | (Self::Deactivated { .. }, _) => {
                Ok(Self::Erasing { since: at })
            }
            // A killed run is taken up again.
            (Self::Erasing { since }, _) => Ok(Self::Erasing { since }),
            (Self::Erased { .. }, _) => Err(Refused::AlreadyErased),
        }
    }

    fn finish_erasing(self, at: Timestamp) -> Result<Self, Refused> {
        match self {
            Self::Active | Self::Deactivated { .. } => Err(Refused::NotErasing),
            Self::Erasing { .. } => Ok(Self::Erased { at }),
            Self::Erased { .. } => Err(Refused::AlreadyErased),
        }
    }

    /// Whether a sign-in to this account can lead anywhere.
    pub fn can_sign_in(self) -> bool {
        match self {
            Self::Active | Self::Deactivated { .. } => true,
            Self::Erasing { .. } | Self::Erased { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).expect("in range")
    }

    /// Every status by every event, by both holds.
    #[test]
    #[rustfmt::skip]
    fn every_status_answers_every_event() {
        use ErasureOrder::{Date, Operator};
        use Hold::{Free, Held};
        let (active, erasing, erased) = (AccountStatus::Active, AccountStatus::Erasing { since: at(60) }, AccountStatus::Erased { at: at(70) });
        let waiting = AccountStatus::Deactivated { since: at(10), erase_after: at(50) };
        let deactivate = Event::Deactivate { at: at(10), erase_after: at(50) };
        let (reactivate, finish) = (Event::Reactivate, Event::FinishErasing { at: at(70) });
        let now = Event::EraseNow { at: at(20) };
        let early = Event::BeginErasing { at: at(49), order: Date };
        let due = Event::BeginErasing { at: at(60), order: Date };
        let ordered = Event::BeginErasing { at: at(60), order: Operator };
        let sooner = AccountStatus::Deactivated { since: at(10), erase_after: at(20) };
        let not_due = Refused::NotDue { erase_after: at(50) };

        let table = [
            // from     event       free                                  held
            (active,  deactivate, Ok(waiting),                          Ok(waiting)),
            (active,  reactivate, Err(Refused::NotDeactivated),         Err(Refused::NotDeactivated)),
            (active,  now,        Err(Refused::NotDeactivated),         Err(Refused::NotDeactivated)),
            (active,  early,      Err(Refused::NotDeactivated),         Err(Refused::NotDeactivated)),
            (active,  due,        Err(Refused::NotDeactivated),         Err(Refused::NotDeactivated)),
            (active,  ordered,    Ok(erasing),                          Err(Refused::Held)),
            (active,  finish,     Err(Refused::NotErasing),             Err(Refused::NotErasing)),
            (waiting, deactivate, Err(Refused::AlreadyDeactivated),     Err(Refused::AlreadyDeactivated)),
            (waiting, reactivate, Ok(active),                           Ok(active)),
            (waiting, now,        Ok(sooner),                           Err(Refused::Held)),
            (waiting, early,      Err(not_due),                         Err(Refused::Held)),
            (waiting, due,        Ok(erasing),                          Err(Refused::Held)),
            (waiting, ordered,    Ok(erasing),                          Err(Refused::Held)),
            (waiting, finish,     Err(Refused::NotErasing),             Err(Refused::NotErasing)),
            (erasing, deactivate, Err(Refused::ErasingHasBegun),        Err(Refused::ErasingHasBegun)),
            (erasing, reactivate, Err(Refused::ErasingHasBegun),        Err(Refused::ErasingHasBegun)),
            (erasing, now,        Err(Refused::ErasingHasBegun),        Err(Refused::ErasingHasBegun)),
            (erasing, early,      Ok(erasing),                          Ok(erasing)),
            (erasing, due,        Ok(erasing),                          Ok(erasing)),
            (erasing, ordered,    Ok(erasing),                          Ok(erasing)),
            (erasing, finish,     Ok(erased),                           Ok(erased)),
            (erased,  deactivate, Err(Refused::AlreadyErased),          Err(Refused::AlreadyErased)),
            (erased,  reactivate, Err(Refused::AlreadyErased),          Err(Refused::AlreadyErased)),
            (erased,  now,        Err(Refused::AlreadyErased),          Err(Refused::AlreadyErased)),
            (erased,  early,      Err(Refused::AlreadyErased),          Err(Refused::AlreadyErased)),
            (erased,  due,        Err(Refused::AlreadyErased),          Err(Refused::AlreadyErased)),
            (erased,  ordered,    Err(Refused::AlreadyErased),          Err(Refused::AlreadyErased)),
            (erased,  finish,     Err(Refused::AlreadyErased),          Err(Refused::AlreadyErased)),
        ];
        for (from, event, free, held) in table {
            assert_eq!(from.after(event, Free), free, "{from:?} on {event:?}");
            assert_eq!(from.after(event, Held), held, "{from:?} under hold on {event:?}");
        }
    }

    #[test]
    fn erasing_now_never_puts_the_date_off() {
        let late = AccountStatus::Deactivated { since: at(10), erase_after: at(15) };
        assert_eq!(late.after(Event::EraseNow { at: at(20) }, Hold::Free), Ok(late));
    }

    #[test]
    fn the_exact_moment_is_due() {
        let waiting = AccountStatus::Deactivated { since: at(10), erase_after: at(50) };
        let event = Event::BeginErasing { at: at(50), order: ErasureOrder::Date };
        assert!(waiting.after(event, Hold::Free).is_ok());
    }

    #[test]
    fn nobody_signs_in_once_erasing_has_begun() {
        assert!(AccountStatus::Active.can_sign_in());
        assert!(AccountStatus::Deactivated { since: at(1), erase_after: at(2) }.can_sign_in());
        assert!(!AccountStatus::Erasing { since: at(1) }.can_sign_in());
        assert!(!AccountStatus::Erased { at: at(1) }.can_sign_in());
    }
}
