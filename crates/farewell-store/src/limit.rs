//! How often something was tried: one number per subject, shared by all nodes, there again after a restart.
//!
//! The generic cell rate algorithm (ITU-T I.371): each try costs time, and the debt may not exceed what the limit
//! allows at once. One statement decides and pays, so of tries at the same moment none is overlooked.

use farewell_domain::limit::Limit;
use jiff::{SignedDuration, Timestamp};

use crate::db::{StoreError, Tx, Value};

/// Pays for one try; when it may be tried again, if this one may not be.
pub async fn spend(
    tx: &mut Tx,
    subject: &[u8],
    limit: Limit,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let (cost, most) = (limit.cost_ms(), limit.most_ms());
    let sql = "INSERT INTO attempt (subject, free_at) VALUES ($1, $2 + $3) ON CONFLICT (subject) DO UPDATE SET \
               free_at = CASE WHEN attempt.free_at > $2 THEN attempt.free_at ELSE $2 END + $3 \
               WHERE attempt.free_at + $3 - $2 <= $4";
    let values = [subject.into(), now.into(), cost.into(), most.into()];
    if tx.execute(sql, &values).await? == 1 {
        return Ok(None);
    }
    let row = tx.first("SELECT free_at FROM attempt WHERE subject = $1", &[subject.into()]).await?;
    let free_at: Timestamp = row.ok_or_else(|| StoreError::unreadable("free_at"))?.get("free_at")?;
    Ok(Some(limit.next_after(free_at)))
}

/// Cuts a debt down to the most there may be. It can only be higher when the clock was set back, and would be paid off
/// as much later. Returns when it may be tried again.
pub async fn cut(tx: &mut Tx, subject: &[u8], limit: Limit, now: Timestamp) -> Result<Timestamp, StoreError> {
    let most = now.checked_add(SignedDuration::from_millis(limit.most_ms())).unwrap_or(now);
    let sql = "UPDATE attempt SET free_at = $2 WHERE subject = $1 AND free_at > $2";
    tx.execute(sql, &[subject.into(), most.into()]).await?;
    Ok(limit.next_after(most))
}

/// Whether one of three tries would be refused now. A look, which decides nothing: that is [`spend`]'s.
pub async fn is_spent(
    tx: &mut Tx,
    subjects: [(&[u8], Limit); 3],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "SELECT subject FROM attempt WHERE (subject = $1 AND free_at > $4) OR (subject = $2 AND free_at > $5) \
               OR (subject = $3 AND free_at > $6)";
    let most = |limit: Limit| Value::Int(now.as_millisecond() + limit.most_ms() - limit.cost_ms());
    let [a, b, c] = subjects;
    let values = [a.0.into(), b.0.into(), c.0.into(), most(a.1), most(b.1), most(c.1)];
    Ok(tx.first(sql, &values).await?.is_some())
}

/// Gives the price of one try back: it was a good one.
pub async fn refund(tx: &mut Tx, subject: &[u8], limit: Limit) -> Result<(), StoreError> {
    let sql = "UPDATE attempt SET free_at = free_at - $2 WHERE subject = $1";
    tx.execute(sql, &[subject.into(), limit.cost_ms().into()]).await.map(drop)
}

/// Forgets what is paid off.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM attempt WHERE free_at <= $1", &[now.into()]).await
}
