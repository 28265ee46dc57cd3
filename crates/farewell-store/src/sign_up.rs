//! Sign-ups that wait: first for somebody to look whether the address is a member's, then for the mail's link.

use jiff::Timestamp;
use uuid::Uuid;

use crate::db::{StoreError, Tx};

/// A sign-up as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its identity, which also seals it.
    pub id: Uuid,
    /// What was typed, sealed.
    pub sealed: Vec<u8>,
    /// It is forgotten after this.
    pub expires_at: Timestamp,
}

/// Puts a sign-up in; no link leads to it yet.
pub async fn push(tx: &mut Tx, new: &Waiting, email_hash: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO sign_up (id, email_hash, sealed, expires_at) VALUES ($1, $2, $3, $4)";
    let values = [new.id.into(), email_hash.into(), new.sealed.as_slice().into(), new.expires_at.into()];
    tx.execute(sql, &values).await.map(drop)
}

/// The sign-up with this identity, if it still waits.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Waiting>, StoreError> {
    let row = tx.first("SELECT id, sealed, expires_at FROM sign_up WHERE id = $1", &[id.into()]).await?;
    row.as_ref().map(read).transpose()
}

/// Gives it the link that its mail carries.
pub async fn arm(tx: &mut Tx, id: Uuid, token_hash: &[u8], expires_at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE sign_up SET token_hash = $2, expires_at = $3 WHERE id = $1";
    tx.execute(sql, &[id.into(), token_hash.into(), expires_at.into()]).await.map(drop)
}

/// Whether this link leads to a sign-up. Looking uses nothing up.
pub async fn is_open(tx: &mut Tx, token_hash: &[u8], now: Timestamp) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM sign_up WHERE token_hash = $1 AND expires_at > $2";
    Ok(tx.first(sql, &[token_hash.into(), now.into()]).await?.is_some())
}

/// Takes the sign-up that this link leads to out: of two who follow it at once the second finds nothing.
pub async fn take(tx: &mut Tx, token_hash: &[u8], now: Timestamp) -> Result<Option<Waiting>, StoreError> {
    let sql =
        "DELETE FROM sign_up WHERE token_hash = $1 AND expires_at > $2 RETURNING id, sealed, expires_at";
    tx.first(sql, &[token_hash.into(), now.into()]).await?.as_ref().map(read).transpose()
}

/// Takes a sign-up out.
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sign_up WHERE id = $1", &[id.into()]).await.map(drop)
}

/// Takes out every sign-up with this address.
pub async fn remove_all(tx: &mut Tx, email_hash: &[u8]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sign_up WHERE email_hash = $1", &[email_hash.into()]).await.map(drop)
}

/// Forgets what nobody has confirmed in time.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM sign_up WHERE expires_at <= $1", &[now.into()]).await
}

fn read(row: &crate::db::Row) -> Result<Waiting, StoreError> {
    Ok(Waiting { id: row.get("id")?, sealed: row.get("sealed")?, expires_at: row.get("expires_at")? })
}
