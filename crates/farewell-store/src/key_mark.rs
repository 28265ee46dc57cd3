//! The mark by which a file of keys is known to belong to this database.

use crate::db::{StoreError, Tx};

/// The mark, if keys have been used here before.
pub async fn find(tx: &mut Tx) -> Result<Option<Vec<u8>>, StoreError> {
    let row = tx.first("SELECT mark FROM key_mark WHERE one = 1", &[]).await?;
    row.map(|row| row.get("mark")).transpose()
}

/// Leaves a mark; whoever was quicker wins.
pub async fn leave(tx: &mut Tx, mark: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO key_mark (one, mark) VALUES (1, $1) ON CONFLICT (one) DO NOTHING";
    tx.execute(sql, &[mark.into()]).await.map(drop)
}
