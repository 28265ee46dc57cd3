//! How much is to be done, for those who watch over many Farewells: counts and ages, nothing of anybody's.

use jiff::{SignedDuration, Timestamp};

use crate::db::{StoreError, Tx};

/// A job that has been due for so long without being done is late: a worker looks every second.
pub const LATE_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// The jobs, counted at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// All of them, also those of a later date.
    pub waiting: i64,
    /// Those whose time has come.
    pub due: i64,
    /// Those whose time came longer than [`LATE_AFTER`] ago.
    pub late: i64,
    /// Those that were tried, failed, and are tried again.
    pub stuck: i64,
    /// Those that a worker is at.
    pub leased: i64,
    /// How long the oldest one that is due has waited.
    pub oldest_due: SignedDuration,
    /// Mails that wait in the outbox.
    pub mails: i64,
}

/// Counts the jobs.
pub async fn count(tx: &mut Tx, now: Timestamp) -> Result<Queue, StoreError> {
    let sql = "SELECT count(*) AS waiting, \
               COALESCE(sum(CASE WHEN run_at <= $1 THEN 1 ELSE 0 END), 0) AS due, \
               COALESCE(sum(CASE WHEN run_at <= $2 THEN 1 ELSE 0 END), 0) AS late, \
               COALESCE(sum(CASE WHEN problem IS NOT NULL THEN 1 ELSE 0 END), 0) AS stuck, \
               COALESCE(sum(CASE WHEN lease_until > $3 THEN 1 ELSE 0 END), 0) AS leased, \
               min(run_at) AS oldest, (SELECT count(*) FROM outbox) AS mails FROM job";
    let late = now.checked_sub(LATE_AFTER).unwrap_or(Timestamp::MIN);
    let database_now = tx.database_now().await?;
    let row = tx.first(sql, &[now.into(), late.into(), database_now.into()]).await?;
    let row = row.ok_or_else(|| StoreError::unreadable("jobs"))?;
    let oldest: Option<Timestamp> = row.get_or_null("oldest")?;
    Ok(Queue {
        waiting: row.get("waiting")?,
        due: row.get("due")?,
        late: row.get("late")?,
        stuck: row.get("stuck")?,
        leased: row.get("leased")?,
        oldest_due: oldest
            .map_or(SignedDuration::ZERO, |at| now.duration_since(at))
            .max(SignedDuration::ZERO),
        mails: row.get("mails")?,
    })
}
