//! The audit log: what happened to an account, when, by whom. Written in the transaction of the change.

use farewell_domain::account::AccountId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::db::{StoreError, Tx};

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The member.
    Member,
    /// An operator's command.
    Operator,
    /// The worker, on the date.
    Worker,
}

/// What was done. Never holds a value of the member's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The link of a sign-up was followed.
    SignedUp,
    /// A sign-in.
    SignedIn,
    /// A new password by mail.
    PasswordReset,
    /// A new password in the settings.
    PasswordChanged,
    /// A changed profile.
    ProfileChanged,
    /// Another device was signed out.
    DeviceSignedOut,
    /// A new e-mail address was typed; it waits to be confirmed.
    EmailChangeAsked,
    /// A new e-mail address was confirmed and took effect.
    EmailChanged,
    /// The address that was there already was confirmed.
    EmailConfirmed,
    /// The orange button.
    Deactivated,
    /// Came back.
    Reactivated,
    /// Did not want to wait.
    EraseNowChosen,
    /// Erasing began.
    ErasingBegan,
    /// Everything is gone.
    Erased,
    /// A person stopped the erasure.
    Held,
    /// The hold was taken off.
    Released,
    /// The brake held the erasure back.
    Braked,
    /// A person let go what the brake had held back.
    BrakeReleased,
    /// On the date it was only looked at what an erasure would do.
    Observed,
}

impl Action {
    fn word(self) -> &'static str {
        match self {
            Self::SignedUp => "signed_up",
            Self::SignedIn => "signed_in",
            Self::PasswordReset => "password_reset",
            Self::PasswordChanged => "password_changed",
            Self::ProfileChanged => "profile_changed",
            Self::DeviceSignedOut => "device_signed_out",
            Self::EmailChangeAsked => "email_change_asked",
            Self::EmailChanged => "email_changed",
            Self::EmailConfirmed => "email_confirmed",
            Self::Deactivated => "deactivated",
            Self::Reactivated => "reactivated",
            Self::EraseNowChosen => "erase_now_chosen",
            Self::ErasingBegan => "erasing_began",
            Self::Erased => "erased",
            Self::Held => "held",
            Self::Released => "released",
            Self::Braked => "braked",
            Self::BrakeReleased => "brake_released",
            Self::Observed => "observed",
        }
    }
}

/// One event to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewEvent<'a> {
    /// Its identity.
    pub id: Uuid,
    /// To which account it happened.
    pub account: AccountId,
    /// Who did it.
    pub actor: Actor,
    /// What was done.
    pub action: Action,
    /// Why, when an operator did it.
    pub because: Option<&'a str>,
}

/// Writes one event.
pub async fn record(tx: &mut Tx, event: &NewEvent<'_>, now: Timestamp) -> Result<(), StoreError> {
    let actor = match event.actor {
        Actor::Member => "member",
        Actor::Operator => "operator",
        Actor::Worker => "worker",
    };
    let sql = "INSERT INTO audit_event (id, at, account_id, actor, action, because) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        event.id.into(),
        now.into(),
        event.account.0.into(),
        actor.into(),
        event.action.word().into(),
        event.because.into(),
    ];
    tx.execute(sql, &values).await.map(drop)
}

/// Why operators did what they did to an account: the event and their words.
pub async fn becauses(tx: &mut Tx, account: AccountId) -> Result<Vec<(Uuid, String)>, StoreError> {
    let sql = "SELECT id, because FROM audit_event WHERE account_id = $1 AND because IS NOT NULL";
    let rows = tx.all(sql, &[account.0.into()]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("because")?))).collect()
}

/// Replaces an operator's words.
pub async fn reword(tx: &mut Tx, id: Uuid, because: &str) -> Result<(), StoreError> {
    let sql = "UPDATE audit_event SET because = $2 WHERE id = $1";
    tx.execute(sql, &[id.into(), because.into()]).await.map(drop)
}

/// The actions recorded for an account, oldest first.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT action FROM audit_event WHERE account_id = $1 ORDER BY at, id";
    tx.all(sql, &[account.0.into()]).await?.iter().map(|row| row.get("action")).collect()
}

/// When the last event happened, by the clock of whoever wrote it.
pub async fn newest(tx: &mut Tx) -> Result<Option<Timestamp>, StoreError> {
    // Identities are UUIDs of version 7, which sort by time.
    let row = tx.first("SELECT at FROM audit_event ORDER BY id DESC LIMIT 1", &[]).await?;
    row.map(|row| row.get("at")).transpose()
}
