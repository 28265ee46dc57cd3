//! What an operator is told: how many accounts are in which state, whose date has passed, what has to wait.

use jiff::Timestamp;

use crate::db::{Row, StoreError, Tx};

/// An account whose date has come and that is not erased yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// The member's key in the directory.
    pub key: String,
    /// Since when its data should be gone.
    pub since: Timestamp,
    /// The erasure has begun.
    pub begun: bool,
    /// A person has stopped the erasure, and why.
    pub held_because: Option<String>,
    /// What the last try met with.
    pub problem: Option<String>,
}

/// Jobs of one kind that were tried and have to wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The kind, as [`crate::job::Kind::word`].
    pub kind: String,
    /// What they met with.
    pub problem: String,
    /// How many.
    pub jobs: i64,
    /// The most tries of one.
    pub attempts: i64,
}

/// How many accounts are in which state: `active`, `deactivated`, `erasing`, `erased`. Members whom Farewell has
/// never met are not among them.
pub async fn accounts(tx: &mut Tx) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "SELECT status, count(*) AS accounts FROM account GROUP BY status ORDER BY status";
    tx.all(sql, &[]).await?.iter().map(|row| Ok((row.get("status")?, row.get("accounts")?))).collect()
}

/// Accounts whose date has come, the longest waiting first.
pub async fn overdue(tx: &mut Tx, now: Timestamp) -> Result<Vec<Overdue>, StoreError> {
    let sql = "SELECT account.account_key, account.status, \
               COALESCE(account.erase_after, account.erasing_since) AS since, hold.because, job.problem \
               FROM account LEFT JOIN hold ON hold.account_id = account.id \
               LEFT JOIN job ON job.kind = 'erase' AND job.subject = account.id \
               WHERE account.status = 'erasing' OR (account.status = 'deactivated' AND account.erase_after <= $1) \
               ORDER BY since, account.id";
    tx.all(sql, &[now.into()]).await?.iter().map(overdue_row).collect()
}

/// When the next deactivated account is to be erased.
pub async fn next_date(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let sql =
        "SELECT min(erase_after) AS next FROM account WHERE status = 'deactivated' AND erase_after > $1";
    let row = tx.first(sql, &[now.into()]).await?;
    row.map_or(Ok(None), |row| row.get_or_null("next"))
}

/// Jobs that were tried and failed, by what they met with.
pub async fn waiting(tx: &mut Tx) -> Result<Vec<Waiting>, StoreError> {
    let sql = "SELECT kind, problem, count(*) AS jobs, max(attempts) AS attempts FROM job \
               WHERE problem IS NOT NULL GROUP BY kind, problem ORDER BY kind, problem";
    let rows = tx.all(sql, &[]).await?;
    let read = |row: &Row| {
        Ok(Waiting {
            kind: row.get("kind")?,
            problem: row.get("problem")?,
            jobs: row.get("jobs")?,
            attempts: row.get("attempts")?,
        })
    };
    rows.iter().map(read).collect()
}

/// The keys of all accounts under legal hold, with since when and why.
pub async fn held(tx: &mut Tx) -> Result<Vec<(String, Timestamp, String)>, StoreError> {
    let sql = "SELECT account.account_key, hold.since, hold.because FROM hold \
               JOIN account ON account.id = hold.account_id WHERE account.account_key IS NOT NULL \
               ORDER BY hold.since, account.id";
    let rows = tx.all(sql, &[]).await?;
    rows.iter().map(|row| Ok((row.get("account_key")?, row.get("since")?, row.get("because")?))).collect()
}

fn overdue_row(row: &Row) -> Result<Overdue, StoreError> {
    Ok(Overdue {
        key: row.get("account_key")?,
        since: row.get("since")?,
        begun: row.get::<String>("status")? == "erasing",
        held_because: row.get_or_null("because")?,
        problem: row.get_or_null("problem")?,
    })
}
