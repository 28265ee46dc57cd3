//! The worker: takes what is due, one job at a time, and does it.

use std::sync::Mutex;
use std::time::Duration;

use farewell_domain::account::AccountId;
use farewell_domain::brake::Braked;
use farewell_store::job::{self, Kind, LeasedJob};
use farewell_store::{StoreError, Tx, email_change, limit, link, session, sign_up};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::deeds::Deed;
use crate::message::Postman;
use crate::{Farewell, ServiceError};

/// How often a job that runs long renews its lease, well before [`job::LEASE`] is over.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// How often what can say nothing any more is forgotten.
const SWEEP_EVERY: Duration = Duration::from_mins(1);
/// How long a failed job waits, by the number of times it failed; the last for all that follow.
const BACKOFF: [i64; 6] = [10, 30, 60, 300, 900, 3_600];

/// Wakes a worker of the same program when there is new work, so that nobody waits for its next look.
#[derive(Default)]
pub(crate) struct Bell {
    notify: Notify,
    pub(crate) swept: Mutex<Option<Instant>>,
}

impl Bell {
    pub(crate) fn ring(&self) {
        self.notify.notify_waiters();
    }
}

/// Why a job is not done yet.
#[derive(Debug)]
pub(crate) enum Failed {
    /// It has to wait, and nobody needs to be alarmed.
    Later(Later),
    /// It was only watched, and stays to be done when Farewell acts.
    Watched,
    /// Our side failed.
    Service(ServiceError),
    /// The worker was told to stop in the middle.
    CutOff,
}

/// Until when a job waits.
#[derive(Clone, Debug)]
pub(crate) enum Later {
    /// Longer each time, because of this.
    Backoff(String),
    /// Until a person releases it; looked at again, longer each time, in case the limit was loosened.
    Braked(Braked),
    /// Until that moment.
    At(Timestamp),
}

impl From<ServiceError> for Failed {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

impl Farewell {
    /// Does the job that has been due the longest, if there is one; returns how many jobs it did.
    ///
    /// Several workers may call this at the same time, here and elsewhere: a job is leased to one of them, and
    /// to the next one when that one dies. A job that fails waits and is tried again; it stops no other.
    pub async fn work(&self, postman: &dyn Postman, worker: &str) -> Result<usize, ServiceError> {
        self.work_until(postman, worker, std::future::pending()).await
    }

    /// The same, until `cut_off`: a job that is under way then is broken off and handed back. Each one can be
    /// stopped anywhere.
    pub async fn work_until(
        &self,
        postman: &dyn Postman,
        worker: &str,
        cut_off: impl Future<Output = ()>,
    ) -> Result<usize, ServiceError> {
        self.sweep().await?;
        let mut tx = self.0.store.write("take a job").await?;
        let job = if self.0.settings.mode.acts() {
            job::take(&mut tx, self.now()).await?
        } else {
            job::take_to_watch(&mut tx, self.now()).await?
        };
        tx.commit().await?;
        let Some(job) = job else { return Ok(0) };
        let done = tokio::select! {
            done = self.dispatch(&job, postman) => done,
            () = self.lose(&job) => Err(Failed::Service(ServiceError::LeaseLost)),
            () = cut_off => Err(Failed::CutOff),
        };
        self.settle(&job, done, worker).await?;
        Ok(1)
    }

    /// Waits until somebody here has made new work.
    pub async fn new_work(&self) {
        self.0.bell.notify.notified().await;
    }

    pub(crate) async fn dispatch(&self, job: &LeasedJob, postman: &dyn Postman) -> Result<(), Failed> {
        let account = AccountId(job.subject);
        match job.kind {
            Kind::Deliver => self.deliver(job.subject, postman).await,
            Kind::Remind => self.remind(job).await,
            Kind::MirrorStatus => self.mirror_status(account).await,
            Kind::Leave => self.run_leave(job).await,
            Kind::Erase => self.erase_due(job).await,
            Kind::Recover => self.recover(job).await,
            Kind::SignUp => self.answer_sign_up(job).await,
            Kind::ChangeEmail => self.answer_email_change(job).await,
        }
    }

    /// Holds the lease, and returns only when it is lost.
    async fn lose(&self, job: &LeasedJob) {
        loop {
            tokio::time::sleep(HEARTBEAT).await;
            match self.renew(job).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(job = job.kind.word(), %error, "a lease could not be renewed"),
            }
        }
    }

    /// Makes what a job has written last, if the job is still this worker's: one that was away for longer than its
    /// lease can write nothing. The job's row comes last, after the account's, as everywhere.
    pub(crate) async fn commit_as(&self, job: &LeasedJob, mut tx: Tx) -> Result<(), ServiceError> {
        self.require_lease(job, &mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// The lease, held on to in this transaction.
    pub(crate) async fn require_lease(&self, job: &LeasedJob, tx: &mut Tx) -> Result<(), ServiceError> {
        if job::renew(tx, job).await? { Ok(()) } else { Err(ServiceError::LeaseLost) }
    }

    async fn renew(&self, job: &LeasedJob) -> Result<bool, ServiceError> {
        let mut tx = self.0.store.write("renew a lease").await?;
        let held = job::renew(&mut tx, job).await?;
        tx.commit().await?;
        Ok(held)
    }

    async fn settle(
        &self,
        job: &LeasedJob,
        done: Result<(), Failed>,
        worker: &str,
    ) -> Result<(), ServiceError> {
        let kind = job.kind.word();
        let mut tx = self.0.store.write("finish a job").await?;
        match done {
            Ok(()) => {
                tracing::debug!(job = kind, subject = %job.subject, worker, "done");
                job::done(&mut tx, job).await?;
                self.count(Deed::JobDone);
            }
            Err(Failed::CutOff) => {
                tracing::info!(job = kind, subject = %job.subject, worker, "broken off and handed back");
                job::give_back(&mut tx, job).await?;
            }
            Err(Failed::Watched) => {
                tracing::info!(job = kind, subject = %job.subject, worker, "observed; nothing was erased");
                job::put_back(&mut tx, job).await?;
            }
            Err(Failed::Later(Later::At(at))) => self.wait(&mut tx, job, worker, at, "not due yet").await?,
            Err(Failed::Later(Later::Braked(braked))) => {
                self.wait(&mut tx, job, worker, self.later(job), &braked.to_string()).await?;
            }
            Err(Failed::Later(Later::Backoff(reason))) => {
                self.count(Deed::JobFailed);
                self.wait(&mut tx, job, worker, self.later(job), &reason).await?;
            }
            Err(Failed::Service(error)) => {
                self.count(Deed::JobFailed);
                self.wait(&mut tx, job, worker, self.later(job), &error.to_string()).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    async fn wait(
        &self,
        tx: &mut Tx,
        job: &LeasedJob,
        worker: &str,
        until: Timestamp,
        problem: &str,
    ) -> Result<(), StoreError> {
        let kind = job.kind.word();
        tracing::warn!(job = kind, subject = %job.subject, worker, problem, again = %until, "a job has to wait");
        job::retry(tx, job, until, problem).await
    }

    fn later(&self, job: &LeasedJob) -> Timestamp {
        let last = BACKOFF.len() - 1;
        let failed = usize::try_from(job.attempts - 1).unwrap_or(0).min(last);
        self.now().checked_add(SignedDuration::from_secs(BACKOFF[failed])).unwrap_or(Timestamp::MAX)
    }

    async fn sweep(&self) -> Result<(), ServiceError> {
        {
            let mut swept = self.0.bell.swept.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if swept.is_some_and(|at| at.elapsed() < SWEEP_EVERY) {
                return Ok(());
            }
            *swept = Some(Instant::now());
        }
        let mut tx = self.0.store.write("forget what is over").await?;
        session::sweep(&mut tx, self.now()).await?;
        link::sweep(&mut tx, self.now()).await?;
        sign_up::sweep(&mut tx, self.now()).await?;
        email_change::sweep(&mut tx, self.now()).await?;
        limit::sweep(&mut tx, self.now()).await?;
        Ok(tx.commit().await?)
    }
}
