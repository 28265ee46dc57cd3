//! Links that act, as mails carry them. Only a hash of the token is stored.

use farewell_domain::account::AccountId;
use jiff::Timestamp;

use crate::account;
use crate::db::{StoreError, Tx};

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Choosing a new password, once.
    ResetPassword,
    /// Coming back, until erasing begins.
    Return,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::ResetPassword => "reset_password",
            Self::Return => "return",
        }
    }
}

/// Stores a link.
pub async fn add(
    tx: &mut Tx,
    token_hash: &[u8],
    purpose: Purpose,
    id: AccountId,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO link (token_hash, purpose, account_id, expires_at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, &[token_hash.into(), purpose.word().into(), id.0.into(), expires_at.into()])
        .await
        .map(drop)
}

/// Whose link this is, while it is good.
pub async fn find(
    tx: &mut Tx,
    token_hash: &[u8],
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<AccountId>, StoreError> {
    let found = look_up(tx, token_hash, purpose, now).await?;
    match found {
        Some(id) if tx.locks_rows() => {
            account::lock(tx, id).await?;
            look_up(tx, token_hash, purpose, now).await
        }
        found => Ok(found),
    }
}

async fn look_up(
    tx: &mut Tx,
    token_hash: &[u8],
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<AccountId>, StoreError> {
    let sql = "SELECT account_id FROM link WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3";
    let row = tx.first(sql, &[token_hash.into(), purpose.word().into(), now.into()]).await?;
    row.map(|row| row.get("account_id").map(AccountId)).transpose()
}

/// Withdraws every link of this purpose that an account has: a used one can never be used twice.
pub async fn withdraw(tx: &mut Tx, id: AccountId, purpose: Purpose) -> Result<(), StoreError> {
    let sql = "DELETE FROM link WHERE account_id = $1 AND purpose = $2";
    tx.execute(sql, &[id.0.into(), purpose.word().into()]).await.map(drop)
}

/// Withdraws every link of an account.
pub async fn withdraw_all(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM link WHERE account_id = $1", &[id.0.into()]).await.map(drop)
}

/// Forgets links whose time is over.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM link WHERE expires_at <= $1", &[now.into()]).await
}
