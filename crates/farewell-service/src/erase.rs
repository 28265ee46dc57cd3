//! The end: from the tombstone to the last mail.
//!
//! The order is fixed, and a kill between any two steps goes on from there: tombstone and status, the plan's
//! effects in every source, looking again, the databases' files, and only then the account's own row, the
//! departures without their member, and the last mail.

use farewell_domain::account::{AccountId, AccountStatus, ErasureOrder, Event, Refused};
use farewell_domain::brake::Braked;
use farewell_domain::{comment, departure as rule};
use farewell_erasure::engine::{RunOrder, RunReport, Stage, VerifyReport};
use farewell_erasure::key::AccountKey;
use farewell_erasure::plan::Action as RuleAction;
use farewell_store::account::{self, Account};
use farewell_store::audit::{Action, Actor};
use farewell_store::job::{Kind, LeasedJob};
use farewell_store::outbox::Waiting;
use farewell_store::session as stored;
use farewell_store::{Tx, audit, brake, departure, job, link, observation, outbox, sign_up};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::comment as public_comment;
use crate::deeds::Deed;
use crate::limit::plain;
use crate::mail::{self, Letter, NEWS_LAST};
use crate::message::{KeptLine, Message};
use crate::worker::{Failed, Later};
use crate::{Farewell, ServiceError};

/// When the command that erases dies, a worker takes the account up again after this.
const TAKE_UP_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// The last mail's draft waits for the end of the erasure, however long a source is away.
const DRAFT_LASTS: SignedDuration = SignedDuration::from_hours(366 * 24);

/// What became of one account.
#[derive(Clone, Debug)]
pub enum Erasure {
    /// It is gone from every source.
    Erased(RunReport),
    /// It was gone before.
    AlreadyErased,
}

/// An account was not erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// Neither the directory nor Farewell knows the key.
    #[error("there is no account with that key")]
    Unknown,
    /// A rule forbids it now.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It is unusual, and waits for a person.
    #[error("{0}. `farewell release` lets it go")]
    Braked(Braked),
    /// Farewell only watches.
    #[error("the mode is `observe`, in which nothing is erased")]
    Observing,
    /// Something must be settled first.
    #[error("{0}")]
    Unsettled(Unsettled),
    /// The plan was carried out, and something is left all the same.
    #[error("rows are left that the plan says should be gone; `farewell verify` tells which")]
    Left(VerifyReport),
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// The plan's blockers that hold an erasure up, by their names.
#[derive(Debug)]
pub struct Unsettled(Vec<String>);

impl std::fmt::Display for Unsettled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "must be settled first: {}", self.0.join(", "))
    }
}

macro_rules! from_service {
    ($($error:ty),*) => { $(
        impl From<$error> for EraseError {
            fn from(error: $error) -> Self {
                Self::Service(error.into())
            }
        }
    )* };
}
from_service!(farewell_store::StoreError, farewell_erasure::engine::EngineError);

/// Who wants it: a worker who holds the job of the date, a command that does what is due, or an operator's own hand.
#[derive(Clone, Copy)]
enum Order<'a> {
    Job(&'a LeasedJob),
    Due,
    Operator,
}

/// An account whose erasure has begun.
struct Begun {
    id: AccountId,
    key: AccountKey,
    fence: i64,
}

impl Farewell {
    /// Erases one account now, at an operator's word: whatever its date, and past the brake.
    pub async fn erase(&self, key: &AccountKey) -> Result<Erasure, EraseError> {
        self.erase_by(key, Order::Operator).await
    }

    /// Does now what the worker does on the date, with all that may stand in its way.
    pub async fn erase_on_date(&self, key: &AccountKey) -> Result<Erasure, EraseError> {
        self.erase_by(key, Order::Due).await
    }

    async fn erase_by(&self, key: &AccountKey, order: Order<'_>) -> Result<Erasure, EraseError> {
        if !self.0.settings.mode.acts() {
            return Err(EraseError::Observing);
        }
        let known = self.0.directory.find(key).await.map_err(ServiceError::from)?.is_some();
        let mut tx = self.0.store.write("begin an erasure").await?;
        let found = account::find_by_key(&mut tx, key.as_str(), &self.tombstone(key)).await?;
        let account = match found {
            Some(account) => account,
            None if known => self.take_in(&mut tx, key).await?,
            None => return Err(EraseError::Unknown),
        };
        tx.commit().await?;
        if order.rule() == ErasureOrder::Date {
            self.require_settled(&account, key).await?;
        }
        self.erase_account(account.id, key, order).await
    }

    /// The keys of every account whose date has come.
    pub async fn due(&self) -> Result<Vec<AccountKey>, ServiceError> {
        let mut tx = self.0.store.read("find what is due").await?;
        let keys = account::due(&mut tx, self.now()).await?;
        keys.iter().map(|key| Ok(self.0.directory.key(key)?)).collect()
    }

    /// The worker's job on the date.
    pub(crate) async fn erase_due(&self, job: &LeasedJob) -> Result<(), Failed> {
        let id = AccountId(job.subject);
        let mut tx = self.0.store.read("read an account").await?;
        let found = account::find(&mut tx, id).await?;
        drop(tx);
        let Some(account) = found else { return Ok(()) };
        let Some(key) = self.key_of(&account)? else { return Ok(()) };
        let done = if self.0.settings.mode.acts() {
            self.erase_settled(&account, &key, job).await.map(drop)
        } else {
            self.observe(id, &key).await.and(Err(EraseError::Observing))
        };
        match done {
            // Not deactivated: the member has come back, and was quicker.
            Ok(()) | Err(EraseError::Unknown | EraseError::Refused(Refused::NotDeactivated)) => Ok(()),
            Err(EraseError::Refused(Refused::NotDue { erase_after })) => {
                Err(Failed::Later(Later::At(erase_after)))
            }
            Err(EraseError::Refused(_)) => {
                Err(Failed::Later(Later::Backoff("the account is under legal hold".to_owned())))
            }
            Err(EraseError::Braked(braked)) => Err(Failed::Later(Later::Braked(braked))),
            Err(EraseError::Observing) => Err(Failed::Watched),
            Err(EraseError::Left(_)) => {
                let reason = "rows are left that the plan says should be gone";
                Err(Failed::Later(Later::Backoff(reason.to_owned())))
            }
            Err(EraseError::Unsettled(what)) => Err(Failed::Later(Later::Backoff(what.to_string()))),
            Err(EraseError::Service(error)) => Err(Failed::Service(error)),
        }
    }

    async fn erase_settled(
        &self,
        account: &Account,
        key: &AccountKey,
        job: &LeasedJob,
    ) -> Result<Erasure, EraseError> {
        self.require_settled(account, key).await?;
        self.erase_account(account.id, key, Order::Job(job)).await
    }

    /// An order that was placed since the button was pressed is settled first, as long as erasing has not begun.
    async fn require_settled(&self, account: &Account, key: &AccountKey) -> Result<(), EraseError> {
        let due = account.erasure_date().is_some_and(|date| date.erase_after <= self.now());
        if !due {
            return Ok(());
        }
        let blockers = self.engine().blockers(key).await?;
        if blockers.is_empty() {
            return Ok(());
        }
        Err(EraseError::Unsettled(Unsettled(blockers.into_iter().map(|one| one.id).collect())))
    }

    /// The worker's job at once: rules with `at: leave`.
    pub(crate) async fn run_leave(&self, job: &LeasedJob) -> Result<(), Failed> {
        let id = AccountId(job.subject);
        let mut tx = self.0.store.write("begin what happens at leaving").await?;
        let Some(account) = account::find(&mut tx, id).await? else { return Ok(()) };
        let AccountStatus::Deactivated { since, .. } = account.status else { return Ok(()) };
        let Some(key) = self.key_of(&account)? else { return Ok(()) };
        let fence = account::raise_fence(&mut tx, id).await?;
        self.commit_as(job, tx).await?;
        let run = format!("{id}-leave-{}", since.as_millisecond());
        let order = RunOrder { run, fence, accounts: vec![key], stage: Stage::Leave, now: self.now() };
        self.engine().run(&order).await.map_err(ServiceError::from)?;
        Ok(())
    }

    async fn erase_account(
        &self,
        id: AccountId,
        key: &AccountKey,
        order: Order<'_>,
    ) -> Result<Erasure, EraseError> {
        let Some(begun) = self.begin(id, key, order).await? else { return Ok(Erasure::AlreadyErased) };
        let mut report = self.run_plan(&begun, "erase").await?;
        let mut left = self.look_again(&begun).await?;
        if !left.is_clean() {
            // The app wrote on while the run was at work: what came late goes with a second run.
            let late = self.run_plan(&begun, &format!("erase-{}", begun.fence)).await?;
            report = merged(report, &late);
            left = self.look_again(&begun).await?;
        }
        if !left.is_clean() {
            return Err(EraseError::Left(left));
        }
        self.engine().scrub().await?;
        self.finish(&begun, &report, order).await?;
        self.count(Deed::Erasure);
        Ok(Erasure::Erased(report))
    }

    /// Tombstone and status; nobody can come back from here on.
    async fn begin(
        &self,
        id: AccountId,
        key: &AccountKey,
        order: Order<'_>,
    ) -> Result<Option<Begun>, EraseError> {
        // Read before the first effect; a run that is taken up again finds them taken out already.
        let identifiers = self.engine().identifiers(key).await?;
        let member = self.0.directory.find(key).await.map_err(ServiceError::from)?;
        let rows = if order.rule() == ErasureOrder::Date { self.weigh(id, key).await? } else { 0 };
        let now = self.now();
        let mut tx = self.0.store.write("begin an erasure").await?;
        let account = account::find(&mut tx, id).await?.ok_or(EraseError::Unknown)?;
        let status = match account.status.after(self.begin_event(order.rule()), account.hold) {
            Err(Refused::AlreadyErased) => return Ok(None),
            status => status?,
        };
        if order.rule() == ErasureOrder::Date
            && status != account.status
            && let Err(braked) = self.brake(&mut tx, id, rows).await?
        {
            tx.commit().await?;
            return Err(EraseError::Braked(braked));
        }
        account::bury(&mut tx, id, &self.tombstone(key)).await?;
        let fence = account::raise_fence(&mut tx, id).await?;
        if status != account.status {
            account::save_status(&mut tx, id, status, false).await?;
            self.close_doors(&mut tx, &account).await?;
            if let Some(email) = member.as_ref().and_then(|member| member.email.as_deref()) {
                sign_up::remove_all(&mut tx, &self.0.secrets.email_hash(&plain(email))).await?;
            }
            if let Some(letter) = member.as_ref().and_then(|member| self.draft(member, &account)) {
                let expires_at = now.checked_add(DRAFT_LASTS).unwrap_or(now);
                self.put(&mut tx, id.0, id, &letter, expires_at).await?;
            }
            self.note(&mut tx, id, order.actor(), Action::ErasingBegan).await?;
        }
        forget_in_comments(&mut tx, id, &identifiers).await?;
        let zone = &self.0.settings.time_zone;
        let comments = public_comment::forget_identifiers(&mut tx, &identifiers, zone).await?;
        match order {
            Order::Job(job) => self.require_lease(job, &mut tx).await?,
            Order::Due => {}
            Order::Operator => {
                let at = now.checked_add(TAKE_UP_AFTER).unwrap_or(now);
                job::enqueue(&mut tx, Uuid::now_v7(), Kind::Erase, id.0, at).await?;
            }
        }
        tx.commit().await?;
        if comments > 0 {
            tracing::info!(account = %id, comments, "comments on the help page lost this account's identifiers");
        }
        Ok(Some(Begun { id, key: key.clone(), fence }))
    }

    pub(crate) fn begin_event(&self, order: ErasureOrder) -> Event {
        Event::BeginErasing { at: self.now(), order }
    }

    /// No session, no link, no mail and no job leads to this account any more.
    async fn close_doors(&self, tx: &mut Tx, account: &Account) -> Result<(), ServiceError> {
        let id = account.id;
        stored::end_all(tx, id, stored::EndedBecause::Deactivated, self.now()).await?;
        link::withdraw_all(tx, id).await?;
        self.withdraw_email(tx, id).await?;
        outbox::remove_all(tx, id).await?;
        brake::forget(tx, id).await?;
        observation::forget(tx, id).await?;
        for kind in [Kind::MirrorStatus, Kind::Remind, Kind::Leave] {
            job::withdraw(tx, kind, id.0).await?;
        }
        Ok(())
    }

    fn draft(&self, member: &farewell_erasure::directory::Member, account: &Account) -> Option<Letter> {
        let language = self.mail_language(member, account).to_string();
        Some(Letter { to: mail::address(member)?.to_owned(), language, message: None })
    }

    async fn run_plan(&self, begun: &Begun, name: &str) -> Result<RunReport, EraseError> {
        let order = RunOrder {
            run: format!("{}-{name}", begun.id),
            fence: begun.fence,
            accounts: vec![begun.key.clone()],
            stage: Stage::Erase,
            now: self.now(),
        };
        Ok(self.engine().run(&order).await?)
    }

    async fn look_again(&self, begun: &Begun) -> Result<VerifyReport, EraseError> {
        let keys = std::slice::from_ref(&begun.key);
        Ok(self.engine().verify(keys, Stage::Erase, self.now()).await?)
    }

    /// Everything is gone: what is left of the account is its tombstone and, while the law keeps rows, its key.
    async fn finish(&self, begun: &Begun, report: &RunReport, order: Order<'_>) -> Result<(), EraseError> {
        let (id, now) = (begun.id, self.now());
        let mut tx = self.0.store.write("finish an erasure").await?;
        let account = account::find(&mut tx, id).await?.ok_or(EraseError::Unknown)?;
        let status = match account.status.after(Event::FinishErasing { at: now }, account.hold) {
            Err(Refused::AlreadyErased) => return Ok(()),
            status => status?,
        };
        if account::fence(&mut tx, id).await? != begun.fence {
            // Somebody has taken the account over; who holds the fence now comes to the same end.
            return Err(ServiceError::LeaseLost.into());
        }
        account::save_status(&mut tx, id, status, false).await?;
        let retained = report.steps.iter().any(|step| step.retained > 0);
        account::forget(&mut tx, id, retained).await?;
        stored::forget_all(&mut tx, id).await?;
        self.part(&mut tx, id, now).await?;
        self.send_last_mail(&mut tx, id, report).await?;
        job::withdraw(&mut tx, Kind::Erase, id.0).await?;
        self.note(&mut tx, id, order.actor(), Action::Erased).await?;
        tx.commit().await?;
        self.0.bell.ring();
        Ok(())
    }

    /// The departures stay as counts and comments, with the month only.
    async fn part(&self, tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<(), ServiceError> {
        let cut = |at: Timestamp| rule::cut_to_month(at, &self.0.settings.time_zone);
        for mut one in departure::of_account(tx, id).await? {
            one.started_at = cut(one.started_at);
            one.confirmed_at = one.confirmed_at.map(cut);
            one.came_back_at = one.came_back_at.map(cut);
            // Who had come back before was erased in another departure, or by the operator.
            one.erased_at = one.confirmed_at.filter(|_| one.came_back_at.is_none()).map(|_| cut(now));
            departure::part(tx, &one).await?;
        }
        Ok(())
    }

    async fn send_last_mail(
        &self,
        tx: &mut Tx,
        id: AccountId,
        report: &RunReport,
    ) -> Result<(), ServiceError> {
        let Some(waiting) = outbox::find(tx, id.0).await? else { return Ok(()) };
        let letter = Letter { message: Some(self.erased(report)), ..self.letter(&waiting)? };
        outbox::remove(tx, id.0).await?;
        let Waiting { id: row, account, .. } = waiting;
        let expires_at = self.now().checked_add(NEWS_LAST).unwrap_or(self.now());
        self.put(tx, row, account, &letter, expires_at).await?;
        Ok(job::enqueue(tx, Uuid::now_v7(), Kind::Deliver, row, self.now()).await?)
    }

    fn erased(&self, report: &RunReport) -> Message {
        let kept = report.steps.iter().filter(|step| {
            // The emptied row that only holds a number is no account to the member.
            step.retained > 0 && !step.label.is_empty() && step.action != RuleAction::Stub
        });
        let kept = kept.map(|step| KeptLine {
            label: step.label.clone(),
            count: step.retained,
            until: step.kept_until,
            because: step.because.clone(),
        });
        let backups = self.0.settings.backups_keep;
        let backups_until = backups.and_then(|keep| self.now().checked_add(keep.duration()).ok());
        Message::Erased { kept: kept.collect(), backups_until, left: 0 }
    }
}

/// What a member wrote, and what operators wrote about them, loses the member's identifiers.
async fn forget_in_comments(tx: &mut Tx, id: AccountId, identifiers: &[String]) -> Result<(), ServiceError> {
    for one in departure::of_account(tx, id).await? {
        if let Some(text) = &one.comment {
            departure::reword(tx, one.id, &comment::redact(text, identifiers)).await?;
        }
    }
    for (event, because) in audit::becauses(tx, id).await? {
        audit::reword(tx, event, &comment::redact(&because, identifiers)).await?;
    }
    Ok(())
}

/// The first run's steps with what the second one found on top.
fn merged(mut report: RunReport, late: &RunReport) -> RunReport {
    for step in &late.steps {
        match report.steps.iter_mut().find(|own| own.table == step.table) {
            Some(own) => {
                own.deleted += step.deleted;
                own.changed += step.changed;
                own.retained = own.retained.max(step.retained);
                own.kept_until = own.kept_until.max(step.kept_until);
            }
            None => report.steps.push(step.clone()),
        }
    }
    report
}

impl Order<'_> {
    fn rule(self) -> ErasureOrder {
        match self {
            Self::Job(_) | Self::Due => ErasureOrder::Date,
            Self::Operator => ErasureOrder::Operator,
        }
    }

    fn actor(self) -> Actor {
        match self.rule() {
            ErasureOrder::Date => Actor::Worker,
            ErasureOrder::Operator => Actor::Operator,
        }
    }
}
