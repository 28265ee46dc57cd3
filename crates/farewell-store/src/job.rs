//! Jobs: what is to be done later. A job wakes a run and carries no state.
//!
//! A job is leased by the database's own clock, so that several workers agree; when it is due is decided by
//! the program's clock. A worker that dies loses its lease and another takes the job up.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::db::{Row, StoreError, Tx};

/// How long a lease holds when nobody renews it.
pub const LEASE: SignedDuration = SignedDuration::from_secs(15);

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Deliver the mail in this outbox row.
    Deliver,
    /// Remind the account's member of the date.
    Remind,
    /// Tell the directory's status column what the account is.
    MirrorStatus,
    /// Run the plan's rules with `at: leave`.
    Leave,
    /// Erase the account.
    Erase,
    /// Look whose forgotten password it is, and send the mail.
    Recover,
    /// Look whether somebody who signs up is a member already, and send the mail.
    SignUp,
    /// Look whether an account's new address is somebody else's, and send the mail.
    ChangeEmail,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Deliver,
        Self::Remind,
        Self::MirrorStatus,
        Self::Leave,
        Self::Erase,
        Self::Recover,
        Self::SignUp,
        Self::ChangeEmail,
    ];

    /// The kind as stored and logged.
    pub fn word(self) -> &'static str {
        match self {
            Self::Deliver => "deliver",
            Self::Remind => "remind",
            Self::MirrorStatus => "mirror_status",
            Self::Leave => "leave",
            Self::Erase => "erase",
            Self::Recover => "recover",
            Self::SignUp => "sign_up",
            Self::ChangeEmail => "change_email",
        }
    }
}

/// A job that this worker may do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeasedJob {
    id: Uuid,
    lease: i64,
    wishes: i64,
    /// What is to be done.
    pub kind: Kind,
    /// To which account, outbox row or request.
    pub subject: Uuid,
    /// How often it was taken up, this time included.
    pub attempts: i64,
}

/// Wishes a job to be done at `run_at`. There is one job of a kind for a subject: a new wish moves it.
pub async fn enqueue(
    tx: &mut Tx,
    id: Uuid,
    kind: Kind,
    subject: Uuid,
    run_at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO job (id, kind, subject, run_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (kind, subject) DO UPDATE SET run_at = excluded.run_at, attempts = 0, problem = NULL, \
               wishes = job.wishes + 1";
    tx.execute(sql, &[id.into(), kind.word().into(), subject.into(), run_at.into()]).await.map(drop)
}

/// Withdraws a job that nobody needs any more.
pub async fn withdraw(tx: &mut Tx, kind: Kind, subject: Uuid) -> Result<(), StoreError> {
    let sql = "DELETE FROM job WHERE kind = $1 AND subject = $2";
    tx.execute(sql, &[kind.word().into(), subject.into()]).await.map(drop)
}

/// Leases the job that has been due the longest and that nobody else holds. Kinds that only a newer program knows are
/// left to it.
pub async fn take(tx: &mut Tx, now: Timestamp) -> Result<Option<LeasedJob>, StoreError> {
    lease(tx, now, true).await
}

/// The same while Farewell only watches: jobs that change the operator's databases stay where they are, and so
/// does the erasure of an account that has been observed.
pub async fn take_to_watch(tx: &mut Tx, now: Timestamp) -> Result<Option<LeasedJob>, StoreError> {
    lease(tx, now, false).await
}

async fn lease(tx: &mut Tx, now: Timestamp, acts: bool) -> Result<Option<LeasedJob>, StoreError> {
    let database_now = tx.database_now().await?;
    let sql = "UPDATE job SET lease_until = $3, lease = lease + 1, attempts = attempts + 1 WHERE id = (\
               SELECT id FROM job WHERE run_at <= $1 AND (lease_until IS NULL OR lease_until <= $2) \
               AND $4 LIKE '%,' || kind || ',%' \
               AND ($5 OR kind NOT IN ('mirror_status', 'leave') AND NOT (kind = 'erase' AND EXISTS (\
               SELECT 1 FROM observation WHERE observation.account_id = job.subject))) \
               ORDER BY run_at, id LIMIT 1 /* skip locked */) RETURNING id, lease, wishes, kind, subject, attempts";
    let until = database_now.checked_add(LEASE).unwrap_or(Timestamp::MAX);
    let kinds = format!(",{},", Kind::ALL.map(Kind::word).join(","));
    let values = [now.into(), database_now.into(), until.into(), kinds.into(), acts.into()];
    tx.first(sql, &values).await?.as_ref().map(read).transpose()
}

/// Holds the lease for another [`LEASE`]; false when it is lost.
pub async fn renew(tx: &mut Tx, job: &LeasedJob) -> Result<bool, StoreError> {
    let until = tx.database_now().await?.checked_add(LEASE).unwrap_or(Timestamp::MAX);
    let sql = "UPDATE job SET lease_until = $3 WHERE id = $1 AND lease = $2";
    Ok(tx.execute(sql, &[job.id.into(), job.lease.into(), until.into()]).await? == 1)
}

/// The job is done. If it was wished for again meanwhile, it stays and is free.
pub async fn done(tx: &mut Tx, job: &LeasedJob) -> Result<(), StoreError> {
    let values = [job.id.into(), job.lease.into(), job.wishes.into()];
    let gone = tx.execute("DELETE FROM job WHERE id = $1 AND lease = $2 AND wishes = $3", &values).await?;
    if gone == 0 {
        let sql = "UPDATE job SET lease_until = NULL WHERE id = $1 AND lease = $2";
        tx.execute(sql, &values[..2]).await?;
    }
    Ok(())
}

/// The job has to wait: try again at `run_at`. `problem` is a word for the operator, never a member's value.
/// A wish that arrived meanwhile keeps its own time.
pub async fn retry(tx: &mut Tx, job: &LeasedJob, run_at: Timestamp, problem: &str) -> Result<(), StoreError> {
    let sql = "UPDATE job SET lease_until = NULL, problem = $4, \
               run_at = CASE WHEN wishes = $5 THEN $3 ELSE run_at END WHERE id = $1 AND lease = $2";
    let values = [job.id.into(), job.lease.into(), run_at.into(), problem.into(), job.wishes.into()];
    tx.execute(sql, &values).await.map(drop)
}

/// Hands the lease back: the worker stops, and the next one may begin at once. That was no try.
pub async fn give_back(tx: &mut Tx, job: &LeasedJob) -> Result<(), StoreError> {
    let sql = "UPDATE job SET lease_until = NULL, attempts = attempts - 1 WHERE id = $1 AND lease = $2";
    tx.execute(sql, &[job.id.into(), job.lease.into()]).await.map(drop)
}

/// Gives a job back as it was: nothing has failed, and whoever may do it takes it up at once.
pub async fn put_back(tx: &mut Tx, job: &LeasedJob) -> Result<(), StoreError> {
    let sql = "UPDATE job SET lease_until = NULL, attempts = 0, problem = NULL WHERE id = $1 AND lease = $2";
    tx.execute(sql, &[job.id.into(), job.lease.into()]).await.map(drop)
}

/// How many jobs there are, due or not: a test's queue must be empty at its end.
pub async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    let row = tx.first("SELECT count(*) AS jobs FROM job", &[]).await?;
    row.ok_or_else(|| StoreError::unreadable("jobs"))?.get("jobs")
}

fn read(row: &Row) -> Result<LeasedJob, StoreError> {
    let word: String = row.get("kind")?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word);
    Ok(LeasedJob {
        id: row.get("id")?,
        lease: row.get("lease")?,
        wishes: row.get("wishes")?,
        kind: kind.ok_or_else(|| StoreError::unreadable("kind"))?,
        subject: row.get("subject")?,
        attempts: row.get("attempts")?,
    })
}
