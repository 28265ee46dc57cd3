//! What a rehearsal has found: the accounts that would be gone, and how many rows of which tables.

use farewell_domain::account::AccountId;
use jiff::Timestamp;

use crate::db::{StoreError, Tx};

/// Notes what would have been done to an account: tables and counts as JSON, never a value of a row.
pub async fn note(tx: &mut Tx, id: AccountId, steps: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO observation (account_id, at, steps) VALUES ($1, $2, $3) \
               ON CONFLICT (account_id) DO UPDATE SET at = excluded.at, steps = excluded.steps";
    tx.execute(sql, &[id.0.into(), now.into(), steps.into()]).await.map(drop)
}

/// Forgets it: the member has come back, or the erasure has begun in earnest.
pub async fn forget(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM observation WHERE account_id = $1", &[id.0.into()]).await.map(drop)
}

/// The key and the steps of every account that has been observed and is still there.
pub async fn all(tx: &mut Tx) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT account.account_key, observation.steps FROM observation \
               JOIN account ON account.id = observation.account_id WHERE account.account_key IS NOT NULL \
               ORDER BY observation.at, account.id";
    let rows = tx.all(sql, &[]).await?;
    rows.iter().map(|row| Ok((row.get("account_key")?, row.get("steps")?))).collect()
}
