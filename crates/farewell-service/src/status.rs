//! How things stand: what is due, late, stuck, and why.

use std::collections::BTreeMap;

use farewell_store::status as stored;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::{Farewell, ServiceError};

/// An erasure this long after its date is late: the worker looks every second, and tries again within the hour.
pub const LATE_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// How things stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusReport {
    /// Accounts that Farewell has met, by state.
    pub accounts: BTreeMap<String, i64>,
    /// When the next deactivated account is to be erased.
    pub next_date: Option<Timestamp>,
    /// Accounts whose date has come, the longest waiting first.
    pub due: Vec<DueAccount>,
    /// Accounts under legal hold.
    pub held: Vec<HeldAccount>,
    /// Jobs that were tried and have to wait.
    pub stuck: Vec<StuckJobs>,
}

/// An account whose date has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DueAccount {
    /// Its key in the directory.
    pub account: String,
    /// Its date; when erasing has begun, the moment of that.
    pub since: Timestamp,
    /// It should have been erased long ago, and nobody stopped it.
    pub late: bool,
    /// Why it waits.
    pub because: String,
}

/// An account under legal hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeldAccount {
    /// Its key in the directory.
    pub account: String,
    /// Since when.
    pub since: Timestamp,
    /// The operator's words.
    pub because: String,
}

/// Jobs of one kind that met with the same problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StuckJobs {
    /// What they are to do.
    pub job: String,
    /// How many.
    pub jobs: i64,
    /// The most tries of one.
    pub attempts: i64,
    /// What they met with.
    pub problem: String,
}

impl StatusReport {
    /// Whether an erasure is late.
    pub fn is_late(&self) -> bool {
        self.due.iter().any(|one| one.late)
    }
}

impl Farewell {
    /// How things stand now.
    pub async fn status(&self) -> Result<StatusReport, ServiceError> {
        let now = self.now();
        let mut tx = self.0.store.read("read how things stand").await?;
        let due = stored::overdue(&mut tx, now).await?;
        let held = stored::held(&mut tx).await?;
        let stuck = stored::waiting(&mut tx).await?;
        Ok(StatusReport {
            accounts: stored::accounts(&mut tx).await?.into_iter().collect(),
            next_date: stored::next_date(&mut tx, now).await?,
            due: due.into_iter().map(|one| due_account(one, now)).collect(),
            held: held
                .into_iter()
                .map(|(account, since, because)| HeldAccount { account, since, because })
                .collect(),
            stuck: stuck.into_iter().map(stuck_jobs).collect(),
        })
    }
}

fn due_account(one: stored::Overdue, now: Timestamp) -> DueAccount {
    let late = one.held_because.is_none() && now.duration_since(one.since) > LATE_AFTER;
    let because = match (one.held_because, one.problem) {
        (Some(because), _) => format!("legal hold: {because}"),
        (None, Some(problem)) => problem,
        (None, None) if one.begun => "the erasure has begun and goes on".to_owned(),
        (None, None) => "the worker takes it up next; if not, is one running?".to_owned(),
    };
    DueAccount { account: one.key, since: one.since, late, because }
}

fn stuck_jobs(one: stored::Waiting) -> StuckJobs {
    StuckJobs { job: one.kind, jobs: one.jobs, attempts: one.attempts, problem: one.problem }
}
