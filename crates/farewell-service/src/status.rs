//! How things stand: what is due, late, stuck, and why.

use std::collections::{BTreeMap, BTreeSet};

use farewell_store::status as stored;
use farewell_store::{Tx, brake, observation};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::observe::{self, ObservedStep};
use crate::{Farewell, ServiceError};

/// An erasure this long after its date is late: the worker looks every second, and tries again within the hour.
pub const LATE_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// How things stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusReport {
    /// `erase`, or `observe` when nothing is erased.
    pub mode: &'static str,
    /// Accounts that Farewell has met, by state.
    pub accounts: BTreeMap<String, i64>,
    /// When the next deactivated account is to be erased.
    pub next_date: Option<Timestamp>,
    /// Accounts whose date has come, the longest waiting first.
    pub due: Vec<DueAccount>,
    /// Accounts under legal hold.
    pub held: Vec<HeldAccount>,
    /// Accounts that the brake holds back until a person releases them.
    pub braked: Vec<BrakedAccount>,
    /// What would have been erased, had the mode not been `observe`.
    pub observed: Observed,
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

/// An account that the brake holds back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BrakedAccount {
    /// Its key in the directory.
    pub account: String,
    /// Since when.
    pub since: Timestamp,
    /// The limit that it met, as the configuration calls it.
    pub limit: &'static str,
    /// How much that allows.
    pub allowed: u64,
    /// The same in words.
    pub because: String,
}

/// What rehearsals have found in accounts that are still there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Observed {
    /// So many accounts would have been erased.
    pub accounts: usize,
    /// What would have happened to their rows, by rule.
    pub steps: Vec<ObservedStep>,
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

    /// Whether an erasure waits for a person's word.
    pub fn is_braked(&self) -> bool {
        !self.braked.is_empty()
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
        let braked: Vec<_> = brake::waiting(&mut tx).await?.into_iter().map(braked_account).collect();
        let (observed, seen) = observed(&mut tx).await?;
        let mode = self.0.settings.mode;
        let seen = if mode.acts() { BTreeSet::new() } else { seen };
        let waits = Waits { braked: &braked, seen };
        Ok(StatusReport {
            mode: mode.word(),
            accounts: stored::accounts(&mut tx).await?.into_iter().collect(),
            next_date: stored::next_date(&mut tx, now).await?,
            due: due.into_iter().map(|one| waits.due_account(one, now)).collect(),
            held: held
                .into_iter()
                .map(|(account, since, because)| HeldAccount { account, since, because })
                .collect(),
            braked,
            observed,
            stuck: stuck.into_iter().map(stuck_jobs).collect(),
        })
    }
}

/// What is known to stand in the way of accounts whose date has come.
struct Waits<'a> {
    braked: &'a [BrakedAccount],
    /// Keys of accounts that were observed, while nothing more than that is done.
    seen: BTreeSet<String>,
}

impl Waits<'_> {
    fn due_account(&self, one: stored::Overdue, now: Timestamp) -> DueAccount {
        let watched = self.seen.contains(&one.key);
        let late = one.held_because.is_none() && !watched && now.duration_since(one.since) > LATE_AFTER;
        let braked = self.braked.iter().find(|braked| braked.account == one.key);
        let because = match (one.held_because, braked, one.problem) {
            (Some(because), _, _) => format!("legal hold: {because}"),
            (None, _, _) if watched => "observed: it would have been erased".to_owned(),
            (None, Some(braked), _) => braked.because.clone(),
            (None, None, Some(problem)) => problem,
            (None, None, None) if one.begun => "the erasure has begun and goes on".to_owned(),
            (None, None, None) => "the worker takes it up next; if not, is one running?".to_owned(),
        };
        DueAccount { account: one.key, since: one.since, late, because }
    }
}

fn braked_account(one: brake::Waiting) -> BrakedAccount {
    let (limit, allowed, because) = (one.braked.cause.word(), one.braked.allowed, one.braked.to_string());
    BrakedAccount { account: one.key, since: one.since, limit, allowed, because }
}

/// What would have been erased in all, and the keys of the accounts.
async fn observed(tx: &mut Tx) -> Result<(Observed, BTreeSet<String>), ServiceError> {
    let (mut sum, mut keys) = (Observed::default(), BTreeSet::new());
    for (key, steps) in observation::all(tx).await? {
        for step in observe::read(&steps)? {
            match sum.steps.iter_mut().find(|own| own.table == step.table) {
                Some(own) => {
                    own.deleted += step.deleted;
                    own.changed += step.changed;
                    own.retained += step.retained;
                }
                None => sum.steps.push(step),
            }
        }
        keys.insert(key);
    }
    sum.accounts = keys.len();
    Ok((sum, keys))
}

fn stuck_jobs(one: stored::Waiting) -> StuckJobs {
    StuckJobs { job: one.kind, jobs: one.jobs, attempts: one.attempts, problem: one.problem }
}
