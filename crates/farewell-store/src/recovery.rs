//! Forgotten passwords, as they were typed: nobody has looked yet whether there is such a member.

use jiff::Timestamp;
use uuid::Uuid;

use crate::db::{StoreError, Tx};

/// Puts a request in.
pub async fn push(tx: &mut Tx, id: Uuid, sealed: &[u8], now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO recovery_request (id, sealed, created_at) VALUES ($1, $2, $3)";
    tx.execute(sql, &[id.into(), sealed.into(), now.into()]).await.map(drop)
}

/// What was typed, sealed, and when; none when it was dealt with.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<(Vec<u8>, Timestamp)>, StoreError> {
    let sql = "SELECT sealed, created_at FROM recovery_request WHERE id = $1";
    let row = tx.first(sql, &[id.into()]).await?;
    row.map(|row| Ok((row.get("sealed")?, row.get("created_at")?))).transpose()
}

/// Takes a request out.
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    tx.execute("DELETE FROM recovery_request WHERE id = $1", &[id.into()]).await.map(drop)
}
