//! Erasures that the brake has held back, and those that a person has let go.

use farewell_domain::account::AccountId;
use farewell_domain::brake::{Braked, Cause, Standing};
use jiff::Timestamp;

use crate::db::{Row, StoreError, Tx};

/// An account that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The member's key in the directory.
    pub key: String,
    /// Since when.
    pub since: Timestamp,
    /// Why.
    pub braked: Braked,
}

/// What was decided about this account before.
pub async fn standing(tx: &mut Tx, id: AccountId) -> Result<Standing, StoreError> {
    let sql = "SELECT cause, allowed, released_at FROM brake WHERE account_id = $1";
    let Some(row) = tx.first(sql, &[id.0.into()]).await? else { return Ok(Standing::New) };
    match row.get_or_null::<Timestamp>("released_at")? {
        Some(_) => Ok(Standing::Released),
        None => Ok(Standing::Waits(braked(&row)?)),
    }
}

/// Waits for everybody else who lets an erasure begin, so that each counts what the others have begun.
pub async fn take_turn(tx: &mut Tx) -> Result<(), StoreError> {
    tx.execute("UPDATE brake_turn SET taken = taken + 1 WHERE one = 1", &[]).await.map(drop)
}

/// How many erasures have begun by themselves after `since`.
pub async fn begun(tx: &mut Tx, since: Timestamp) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) AS begun FROM audit_event \
               WHERE action = 'erasing_began' AND at > $1 AND actor = 'worker'";
    let row = tx.first(sql, &[since.into()]).await?;
    let begun: i64 = row.ok_or_else(|| StoreError::unreadable("begun"))?.get("begun")?;
    u64::try_from(begun).map_err(|_| StoreError::unreadable("begun"))
}

/// Holds an erasure back; one that waits already goes on waiting since then.
pub async fn hold_back(tx: &mut Tx, id: AccountId, braked: Braked, now: Timestamp) -> Result<(), StoreError> {
    let allowed = i64::try_from(braked.allowed).unwrap_or(i64::MAX);
    let sql = "INSERT INTO brake (account_id, since, cause, allowed) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (account_id) DO UPDATE SET cause = excluded.cause, allowed = excluded.allowed";
    let values = [id.0.into(), now.into(), braked.cause.word().into(), allowed.into()];
    tx.execute(sql, &values).await.map(drop)
}

/// Lets an erasure go that waits; says whether it did.
pub async fn release(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE brake SET released_at = $2 WHERE account_id = $1 AND released_at IS NULL";
    Ok(tx.execute(sql, &[id.0.into(), now.into()]).await? > 0)
}

/// Forgets what was decided: the erasure has begun, or the member has come back.
pub async fn forget(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM brake WHERE account_id = $1", &[id.0.into()]).await.map(drop)
}

/// Every account that waits for a person, the longest waiting first.
pub async fn waiting(tx: &mut Tx) -> Result<Vec<Waiting>, StoreError> {
    let sql = "SELECT account.account_key, brake.since, brake.cause, brake.allowed FROM brake \
               JOIN account ON account.id = brake.account_id \
               WHERE brake.released_at IS NULL AND account.account_key IS NOT NULL \
               ORDER BY brake.since, account.id";
    let rows = tx.all(sql, &[]).await?;
    let read = |row: &Row| {
        Ok(Waiting { key: row.get("account_key")?, since: row.get("since")?, braked: braked(row)? })
    };
    rows.iter().map(read).collect()
}

fn braked(row: &Row) -> Result<Braked, StoreError> {
    let cause = Cause::parse(&row.get::<String>("cause")?).ok_or_else(|| StoreError::unreadable("cause"))?;
    let allowed = u64::try_from(row.get::<i64>("allowed")?);
    Ok(Braked { cause, allowed: allowed.map_err(|_| StoreError::unreadable("allowed"))? })
}
