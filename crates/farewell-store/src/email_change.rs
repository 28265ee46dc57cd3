//! New e-mail addresses that wait to be confirmed: one for an account, the newest.

use farewell_domain::account::AccountId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::account;
use crate::db::{Row, StoreError, Tx};

/// A new address as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Whose it is to be.
    pub account: AccountId,
    /// Its identity, which also seals it.
    pub id: Uuid,
    /// The address, sealed.
    pub sealed: Vec<u8>,
    /// It is forgotten after this.
    pub expires_at: Timestamp,
}

/// Puts a new address in, in place of an older one; no link leads to it yet.
pub async fn put(tx: &mut Tx, new: &Waiting) -> Result<(), StoreError> {
    let sql = "INSERT INTO email_change (account_id, id, sealed, expires_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (account_id) DO UPDATE SET id = excluded.id, token_hash = NULL, \
               sealed = excluded.sealed, expires_at = excluded.expires_at";
    let values = [new.account.0.into(), new.id.into(), new.sealed.as_slice().into(), new.expires_at.into()];
    tx.execute(sql, &values).await.map(drop)
}

/// The address that waits for this account.
pub async fn find(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<Option<Waiting>, StoreError> {
    account::lock(tx, id).await?;
    let sql = "SELECT account_id, id, sealed, expires_at FROM email_change \
               WHERE account_id = $1 AND expires_at > $2";
    tx.first(sql, &[id.0.into(), now.into()]).await?.as_ref().map(read).transpose()
}

/// Gives it the link that its mail carries.
pub async fn arm(
    tx: &mut Tx,
    id: AccountId,
    token_hash: &[u8],
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE email_change SET token_hash = $2, expires_at = $3 WHERE account_id = $1";
    tx.execute(sql, &[id.0.into(), token_hash.into(), expires_at.into()]).await.map(drop)
}

/// The address that this link leads to.
pub async fn find_by_token(
    tx: &mut Tx,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Waiting>, StoreError> {
    let found = look_up(tx, token_hash, now).await?;
    match found {
        Some(waiting) if tx.locks_rows() => {
            account::lock(tx, waiting.account).await?;
            look_up(tx, token_hash, now).await
        }
        found => Ok(found),
    }
}

async fn look_up(tx: &mut Tx, token_hash: &[u8], now: Timestamp) -> Result<Option<Waiting>, StoreError> {
    let sql = "SELECT account_id, id, sealed, expires_at FROM email_change \
               WHERE token_hash = $1 AND expires_at > $2";
    tx.first(sql, &[token_hash.into(), now.into()]).await?.as_ref().map(read).transpose()
}

/// Withdraws the address that waits for an account: confirmed, given up, or made void by something else.
pub async fn withdraw(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM email_change WHERE account_id = $1", &[id.0.into()]).await.map(drop)
}

/// Forgets what nobody has confirmed in time.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM email_change WHERE expires_at <= $1", &[now.into()]).await
}

fn read(row: &Row) -> Result<Waiting, StoreError> {
    Ok(Waiting {
        account: AccountId(row.get("account_id")?),
        id: row.get("id")?,
        sealed: row.get("sealed")?,
        expires_at: row.get("expires_at")?,
    })
}
