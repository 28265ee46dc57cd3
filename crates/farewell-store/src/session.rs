//! Sessions: who is signed in, since when, on which device. Only a hash of the cookie is stored.

use farewell_domain::account::AccountId;
use jiff::Timestamp;

use crate::account::{self, Account};
use crate::db::{Row, StoreError, Tx};

/// How long an ended session's row can still say why it ended.
pub const ENDED_IS_KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);

/// One session as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token in the cookie.
    pub token_hash: Vec<u8>,
    /// Whose it is.
    pub account: AccountId,
    /// When the password was last typed.
    pub signed_in_at: Timestamp,
    /// It counts no longer after this.
    pub expires_at: Timestamp,
    /// What the browser called itself.
    pub device: String,
    /// When part one of the deactivation was passed.
    pub identity_confirmed_at: Option<Timestamp>,
    /// When and why it ended, if it did.
    pub ended: Option<(Timestamp, EndedBecause)>,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBecause {
    /// The member signed out.
    SignedOut,
    /// The member signed this device out from another one.
    SignedOutElsewhere,
    /// The orange button.
    Deactivated,
    /// A new password ends every session.
    PasswordChanged,
    /// The member chose to leave things as they are.
    Left,
    /// A new sign-in with the same browser.
    Replaced,
}

impl EndedBecause {
    const ALL: [Self; 5] =
        [Self::SignedOut, Self::Deactivated, Self::PasswordChanged, Self::Left, Self::Replaced];

    /// That a session was ended from elsewhere stands in a table of its own.
    fn word(self) -> &'static str {
        match self {
            Self::SignedOut | Self::SignedOutElsewhere => "signed_out",
            Self::Deactivated => "deactivated",
            Self::PasswordChanged => "password_changed",
            Self::Left => "left",
            Self::Replaced => "replaced",
        }
    }
}

/// A session to be begun.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    /// SHA-256 of the token.
    pub token_hash: &'a [u8],
    /// Whose it is.
    pub account: AccountId,
    /// Now.
    pub now: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// What the browser calls itself, cut short.
    pub device: &'a str,
}

/// Begins a session.
pub async fn begin(tx: &mut Tx, new: &NewSession<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO session (token_hash, account_id, signed_in_at, expires_at, device) \
               VALUES ($1, $2, $3, $4, $5)";
    let values = [
        new.token_hash.into(),
        new.account.0.into(),
        new.now.into(),
        new.expires_at.into(),
        new.device.into(),
    ];
    tx.execute(sql, &values).await.map(drop)
}

/// The session with this token, ended or not.
pub async fn find(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<Session>, StoreError> {
    let found = look_up(tx, token_hash).await?;
    match found {
        Some(session) if tx.locks_rows() => {
            account::lock(tx, session.account).await?;
            look_up(tx, token_hash).await
        }
        found => Ok(found),
    }
}

async fn look_up(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<Session>, StoreError> {
    let sql = "SELECT * FROM session WHERE token_hash = $1";
    let row = tx.first(sql, &[token_hash.into()]).await?;
    let Some(session) = row.as_ref().map(read).transpose()? else { return Ok(None) };
    told_from_where(tx, session).await.map(Some)
}

/// What stands behind a cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The session, ended or not.
    pub session: Session,
    /// Its account.
    pub account: Account,
    /// Whether an e-mail address waits to be confirmed for it, in time or not.
    pub email_waits: bool,
}

/// The session with this token, ended or not, and its account: one statement, for every page that anybody opens.
pub async fn find_with_account(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<Found>, StoreError> {
    let sql = "SELECT account.*, hold.since AS held_since, session.*, EXISTS (SELECT 1 FROM email_change \
               WHERE email_change.account_id = account.id) AS email_waits FROM session \
               JOIN account ON account.id = session.account_id \
               LEFT JOIN hold ON hold.account_id = account.id WHERE session.token_hash = $1";
    let Some(row) = tx.first(sql, &[token_hash.into()]).await? else { return Ok(None) };
    let mut found = found(&row)?;
    found.session = told_from_where(tx, found.session).await?;
    Ok(Some(found))
}

/// Where the member signed out, if they did. Only a session that is over is asked for it.
async fn told_from_where(tx: &mut Tx, mut session: Session) -> Result<Session, StoreError> {
    if let Some((_, because @ EndedBecause::SignedOut)) = &mut session.ended {
        let sql = "SELECT 1 AS elsewhere FROM session_ended_elsewhere WHERE token_hash = $1";
        if tx.first(sql, &[session.token_hash.as_slice().into()]).await?.is_some() {
            *because = EndedBecause::SignedOutElsewhere;
        }
    }
    Ok(session)
}

/// Remembers that the member proved to be the one (part one of the deactivation).
pub async fn confirm_identity(tx: &mut Tx, token_hash: &[u8], now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE session SET identity_confirmed_at = $2 WHERE token_hash = $1 AND ended_at IS NULL";
    tx.execute(sql, &[token_hash.into(), now.into()]).await.map(drop)
}

/// The password was typed once more.
pub async fn refresh(tx: &mut Tx, token_hash: &[u8], now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE session SET signed_in_at = $2 WHERE token_hash = $1 AND ended_at IS NULL";
    tx.execute(sql, &[token_hash.into(), now.into()]).await.map(drop)
}

/// Every session of an account, ended ones too, the newest first.
pub async fn of_account(tx: &mut Tx, id: AccountId) -> Result<Vec<Session>, StoreError> {
    let sql = "SELECT * FROM session WHERE account_id = $1 ORDER BY signed_in_at DESC, token_hash";
    tx.all(sql, &[id.0.into()]).await?.iter().map(read).collect()
}

/// Ends one session.
pub async fn end(
    tx: &mut Tx,
    token_hash: &[u8],
    because: EndedBecause,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE session SET ended_at = $2, ended_because = $3, device = '', identity_confirmed_at = NULL \
               WHERE token_hash = $1 AND ended_at IS NULL";
    let ended = tx.execute(sql, &[token_hash.into(), now.into(), because.word().into()]).await?;
    if ended == 1 && because == EndedBecause::SignedOutElsewhere {
        let sql = "INSERT INTO session_ended_elsewhere (token_hash) VALUES ($1)";
        tx.execute(sql, &[token_hash.into()]).await?;
    }
    Ok(())
}

/// Ends every session of an account.
pub async fn end_all(
    tx: &mut Tx,
    id: AccountId,
    because: EndedBecause,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE session SET ended_at = $2, ended_because = $3, device = '', identity_confirmed_at = NULL \
               WHERE account_id = $1 AND ended_at IS NULL";
    tx.execute(sql, &[id.0.into(), now.into(), because.word().into()]).await.map(drop)
}

/// Forgets every session of an account, ended ones too.
pub async fn forget_all(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session WHERE account_id = $1", &[id.0.into()]).await.map(drop)
}

/// Forgets sessions that can say nothing any more, and at once those whose time is over: set back, the clock must
/// not bring them to life again.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    let before = now.checked_sub(ENDED_IS_KEPT).unwrap_or(Timestamp::MIN);
    let sql = "DELETE FROM session WHERE expires_at <= $1 OR ended_at < $2";
    tx.execute(sql, &[now.into(), before.into()]).await
}

fn found(row: &Row) -> Result<Found, StoreError> {
    let (session, account) = (read(row)?, account::read(row)?);
    Ok(Found { session, account, email_waits: row.get("email_waits")? })
}

fn read(row: &Row) -> Result<Session, StoreError> {
    let ended = match (row.get_or_null("ended_at")?, row.get_or_null::<String>("ended_because")?) {
        (Some(at), Some(word)) => {
            // A newer program may know more reasons; over is over.
            let because = EndedBecause::ALL.into_iter().find(|one| one.word() == word);
            Some((at, because.unwrap_or(EndedBecause::SignedOut)))
        }
        _ => None,
    };
    Ok(Session {
        token_hash: row.get("token_hash")?,
        account: AccountId(row.get("account_id")?),
        signed_in_at: row.get("signed_in_at")?,
        expires_at: row.get("expires_at")?,
        device: row.get("device")?,
        identity_confirmed_at: row.get_or_null("identity_confirmed_at")?,
        ended,
    })
}
