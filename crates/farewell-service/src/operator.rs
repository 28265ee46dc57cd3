//! The operator's hand: what a person at the site does for one account, each time with a reason.

use farewell_domain::account::{AccountStatus, Event, Refused};
use farewell_domain::brake::Standing;
use farewell_domain::text::is_plain_line;
use farewell_erasure::engine::Blocker;
use farewell_erasure::key::AccountKey;
use farewell_store::account::{self, Account};
use farewell_store::audit::Action;
use farewell_store::job::{self, Kind};
use farewell_store::{Tx, brake};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Farewell, ServiceError};

/// The longest reason, in characters.
const LONGEST: usize = 500;

/// Nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum OperatorError {
    /// Neither the directory nor Farewell knows the key.
    #[error("there is no account with that key")]
    Unknown,
    /// A reason is needed, on one line.
    #[error("the reason must be one line of 1 to {LONGEST} characters")]
    Because,
    /// A rule forbids it now.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Something must be settled first.
    #[error("something must be settled first")]
    Blocked(Vec<Blocker>),
    /// There is nothing to be released.
    #[error("the account is neither under legal hold nor held back by the brake")]
    NotHeld,
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// What [`Farewell::release`] has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Released {
    /// What it ended.
    pub what: Stop,
    /// When the account is erased, if there is a date; at once when it is past.
    pub date: Option<Timestamp>,
    /// What still stands in the way.
    pub still: Option<Stop>,
}

/// What can keep an erasure from beginning until a person ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The legal hold.
    Hold,
    /// The brake.
    Brake,
}

impl Stop {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Brake => "brake",
        }
    }
}

impl From<farewell_store::StoreError> for OperatorError {
    fn from(error: farewell_store::StoreError) -> Self {
        Self::Service(error.into())
    }
}

impl Farewell {
    /// Deactivates an account for its member, who gets the same mail and the same date; returns the date.
    pub async fn deactivate_for(&self, key: &AccountKey, because: &str) -> Result<Timestamp, OperatorError> {
        let because = checked(because)?;
        let member = self.0.directory.find(key).await.map_err(ServiceError::from)?;
        let member = member.ok_or(OperatorError::Unknown)?;
        let blockers = self.engine().blockers(key).await.map_err(ServiceError::from)?;
        if !blockers.is_empty() {
            return Err(OperatorError::Blocked(blockers));
        }
        let mut tx = self.0.store.write("deactivate an account").await?;
        let account = self.take_in(&mut tx, key).await?;
        let promise = self.promise();
        let event = Event::Deactivate { at: self.now(), erase_after: promise.erase_after };
        let status = account.status.after(event, account.hold)?;
        self.note_because(&mut tx, account.id, Action::Deactivated, because).await?;
        self.leave(&mut tx, &account, status, promise, &member).await?;
        tx.commit().await?;
        self.0.bell.ring();
        Ok(promise.erase_after)
    }

    /// Brings an account back for its member, who gets the same mail.
    pub async fn reactivate_for(&self, key: &AccountKey, because: &str) -> Result<(), OperatorError> {
        let because = checked(because)?;
        let mut tx = self.0.store.write("reactivate an account").await?;
        let account = self.known(&mut tx, key).await?;
        let status = account.status.after(Event::Reactivate, account.hold)?;
        self.note_because(&mut tx, account.id, Action::Reactivated, because).await?;
        self.come_back(&mut tx, &account, status).await?;
        tx.commit().await?;
        self.0.bell.ring();
        Ok(())
    }

    /// Stops the erasure of an account until [`Farewell::release`]. Coming back stays possible; what has begun is
    /// finished.
    pub async fn hold(&self, key: &AccountKey, because: &str) -> Result<(), OperatorError> {
        let because = checked(because)?;
        let mut tx = self.0.store.write("hold an account").await?;
        let account = self.known(&mut tx, key).await?;
        match account.status {
            AccountStatus::Active | AccountStatus::Deactivated { .. } => {}
            AccountStatus::Erasing { .. } => return Err(Refused::ErasingHasBegun.into()),
            AccountStatus::Erased { .. } => return Err(Refused::AlreadyErased.into()),
        }
        account::hold(&mut tx, account.id, because, self.now()).await?;
        self.note_because(&mut tx, account.id, Action::Held, because).await?;
        Ok(tx.commit().await?)
    }

    /// Ends one of the two things that keep an erasure back: the legal hold, or else the brake. Where both do, the
    /// brake stays: who ends a hold was asked about the hold. An erasure whose date has passed begins at once.
    pub async fn release(&self, key: &AccountKey, because: &str) -> Result<Released, OperatorError> {
        let because = checked(because)?;
        let mut tx = self.0.store.write("release an account").await?;
        let account = self.known(&mut tx, key).await?;
        let waits = matches!(brake::standing(&mut tx, account.id).await?, Standing::Waits(_));
        let what = if account::release(&mut tx, account.id).await? {
            Stop::Hold
        } else if brake::release(&mut tx, account.id, self.now()).await? {
            Stop::Brake
        } else {
            return Err(OperatorError::NotHeld);
        };
        let date = account.erasure_date().map(|date| date.erase_after);
        if let Some(date) = date {
            job::enqueue(&mut tx, Uuid::now_v7(), Kind::Erase, account.id.0, date.max(self.now())).await?;
        }
        let action = if what == Stop::Hold { Action::Released } else { Action::BrakeReleased };
        self.note_because(&mut tx, account.id, action, because).await?;
        tx.commit().await?;
        self.0.bell.ring();
        let still = (waits && what == Stop::Hold).then_some(Stop::Brake);
        Ok(Released { what, date, still })
    }

    /// The account under this key, taken in if only the directory knows it.
    async fn known(&self, tx: &mut Tx, key: &AccountKey) -> Result<Account, OperatorError> {
        let found = account::find_by_key(tx, key.as_str(), &self.tombstone(key)).await?;
        if let Some(account) = found {
            return Ok(account);
        }
        let member = self.0.directory.find(key).await.map_err(ServiceError::from)?;
        member.ok_or(OperatorError::Unknown)?;
        Ok(self.take_in(tx, key).await?)
    }
}

fn checked(because: &str) -> Result<&str, OperatorError> {
    let because = because.trim();
    let fits = (1..=LONGEST).contains(&because.chars().count()) && is_plain_line(because);
    if fits { Ok(because) } else { Err(OperatorError::Because) }
}
