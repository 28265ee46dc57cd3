//! Needed again: come back, leave it as it is, or erase now.

use farewell_domain::account::{AccountStatus, Event, Refused};
use farewell_domain::grace::ErasureDate;
use farewell_domain::identity;
use farewell_erasure::engine::Blocker;
use farewell_store::account::{self, Account};
use farewell_store::audit::{Action, Actor};
use farewell_store::job::Kind;
use farewell_store::link::{self, Purpose};
use farewell_store::session::{self as stored, EndedBecause};
use farewell_store::{Tx, brake, departure, job, observation, outbox};
use jiff::Timestamp;
use uuid::Uuid;

use crate::deeds::Deed;
use crate::mail::NEWS_LAST;
use crate::message::{Delivery, Message};
use crate::password::{Asker, PasswordAgain};
use crate::session::{Session, SessionToken};
use crate::{Farewell, ServiceError, mail, token};

/// Who wants to choose.
#[derive(Clone, Copy, Debug)]
pub enum Returner<'a> {
    /// Somebody who has signed in during the grace period.
    Session(&'a Session),
    /// Somebody who followed the mail's link.
    Link(&'a str),
}

/// What there is to choose about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returning {
    /// When the account was deactivated.
    pub since: Timestamp,
    /// When it will be erased.
    pub erasure: ErasureDate,
}

/// Nothing was chosen.
#[derive(Debug, thiserror::Error)]
pub enum ReturnError {
    /// The link is used or old, the session over, the account active again or being erased.
    #[error("there is nothing to choose any more")]
    Gone,
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// It is not erased now.
#[derive(Debug, thiserror::Error)]
pub enum EraseNowError {
    /// As in [`ReturnError::Gone`].
    #[error("there is nothing to choose any more")]
    Gone,
    /// The password was not typed, or typed wrongly.
    #[error("the password is wrong")]
    Password(PasswordAgain),
    /// A person has stopped the erasure.
    #[error("the account is under legal hold")]
    Held,
    /// Something has come up since that must be settled first.
    #[error("something must be settled first")]
    Blocked(Vec<Blocker>),
    /// Password or address changed a short time ago.
    #[error("erasing now is possible from {until}")]
    Wait {
        /// From when it can be done.
        until: Timestamp,
    },
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<ReturnError> for EraseNowError {
    fn from(error: ReturnError) -> Self {
        match error {
            ReturnError::Gone => Self::Gone,
            ReturnError::Service(error) => Self::Service(error),
        }
    }
}

impl Farewell {
    /// What this person can choose about; none when the link or the session is good for nothing any more.
    pub async fn returning(&self, who: &Returner<'_>) -> Result<Option<Returning>, ServiceError> {
        let mut tx = self.0.store.read("read an account").await?;
        Ok(self.waiting(&mut tx, who).await?.as_ref().and_then(about))
    }

    /// The account is active again. Somebody who has signed in gets a full session; somebody with a link signs
    /// in first, because a mail box is not a password.
    pub async fn reactivate(
        &self,
        who: &Returner<'_>,
        device: &str,
    ) -> Result<Option<SessionToken>, ReturnError> {
        let mut tx = self.0.store.write("reactivate an account").await.map_err(ServiceError::from)?;
        let account = self.waiting(&mut tx, who).await?.ok_or(ReturnError::Gone)?;
        let status = account.status.after(Event::Reactivate, account.hold).map_err(|_| ReturnError::Gone)?;
        self.note(&mut tx, account.id, Actor::Member, Action::Reactivated).await?;
        self.come_back(&mut tx, &account, status).await?;
        let token = match who {
            Returner::Session(_) => Some(self.begin_session(&mut tx, account.id, device).await?),
            Returner::Link(_) => None,
        };
        tx.commit().await.map_err(ServiceError::from)?;
        self.count(Deed::Reactivation);
        self.0.bell.ring();
        Ok(token)
    }

    /// Everything stays as it is. A session that could only choose is over; the mail's link stays good.
    pub async fn leave_it(&self, who: &Returner<'_>) -> Result<(), ReturnError> {
        let mut tx = self.0.store.write("leave an account deactivated").await.map_err(ServiceError::from)?;
        self.waiting(&mut tx, who).await?.ok_or(ReturnError::Gone)?;
        if let Returner::Session(session) = who {
            let ended = stored::end(&mut tx, &session.token_hash, EndedBecause::Left, self.now()).await;
            ended.map_err(ServiceError::from)?;
        }
        tx.commit().await.map_err(ServiceError::from)?;
        Ok(())
    }

    /// The member does not want to wait for the date. It takes the password, and some time after a changed one.
    pub async fn erase_now(&self, who: &Returner<'_>, password: &str) -> Result<(), EraseNowError> {
        let mut tx = self.0.store.read("read an account").await.map_err(ServiceError::from)?;
        let account = self.waiting(&mut tx, who).await?.ok_or(EraseNowError::Gone)?;
        drop(tx);
        let member = self.member_of(&account).await?.ok_or(EraseNowError::Gone)?;
        let asker = match who {
            Returner::Session(session) => Asker::Session(session),
            Returner::Link(token) => Asker::Link(token),
        };
        if let Some(wrong) = self.wrong_password(&member, password, &asker).await? {
            return Err(EraseNowError::Password(wrong));
        }
        let blockers = self.engine().blockers(&member.key).await.map_err(ServiceError::from)?;
        if !blockers.is_empty() {
            return Err(EraseNowError::Blocked(blockers));
        }
        let mut tx = self.0.store.write("erase an account now").await.map_err(ServiceError::from)?;
        let account = self.waiting(&mut tx, who).await?.ok_or(EraseNowError::Gone)?;
        if let Some(until) = identity::erase_now_waits_until(account.credentials_changed_at, self.now()) {
            return Err(EraseNowError::Wait { until });
        }
        let status = account.status.after(Event::EraseNow { at: self.now() }, account.hold);
        let status = status.map_err(|refused| match refused {
            Refused::Held => EraseNowError::Held,
            _ => EraseNowError::Gone,
        })?;
        self.bring_forward(&mut tx, &account, status).await?;
        tx.commit().await.map_err(ServiceError::from)?;
        self.0.bell.ring();
        Ok(())
    }

    /// The deactivated account that this person may choose about.
    async fn waiting(&self, tx: &mut Tx, who: &Returner<'_>) -> Result<Option<Account>, ServiceError> {
        let id = match who {
            Returner::Session(session) => self.live(tx, session).await?.map(|row| row.account),
            Returner::Link(link) => link::find(tx, &token::hash(link), Purpose::Return, self.now()).await?,
        };
        let Some(id) = id else { return Ok(None) };
        let account = account::find(tx, id).await?;
        Ok(account.filter(|account| account.erasure_date().is_some()))
    }

    pub(crate) async fn come_back(
        &self,
        tx: &mut Tx,
        account: &Account,
        status: AccountStatus,
    ) -> Result<(), ServiceError> {
        let (id, now) = (account.id, self.now());
        account::save_status(tx, id, status, false).await?;
        stored::end_all(tx, id, EndedBecause::Left, now).await?;
        link::withdraw_all(tx, id).await?;
        outbox::remove_all(tx, id).await?;
        brake::forget(tx, id).await?;
        observation::forget(tx, id).await?;
        for kind in [Kind::Erase, Kind::Remind, Kind::Leave] {
            job::withdraw(tx, kind, id.0).await?;
        }
        job::enqueue(tx, Uuid::now_v7(), Kind::MirrorStatus, id.0, now).await?;
        departure::came_back(tx, id, now).await?;
        let Some(member) = self.member_of(account).await? else { return Ok(()) };
        if let Some(to) = mail::address(&member).map(str::to_owned) {
            let language = self.mail_language(&member, account);
            let expires_at = now.checked_add(NEWS_LAST).unwrap_or(now);
            let delivery = Delivery { to, language, message: Message::Reactivated };
            self.send(tx, id, delivery, expires_at).await?;
        }
        Ok(())
    }

    async fn bring_forward(
        &self,
        tx: &mut Tx,
        account: &Account,
        status: AccountStatus,
    ) -> Result<(), ServiceError> {
        let (id, now) = (account.id, self.now());
        account::save_status(tx, id, status, account.erase_to_the_minute).await?;
        stored::end_all(tx, id, EndedBecause::Left, now).await?;
        job::withdraw(tx, Kind::Remind, id.0).await?;
        job::enqueue(tx, Uuid::now_v7(), Kind::Erase, id.0, now).await?;
        self.note(tx, id, Actor::Member, Action::EraseNowChosen).await
    }
}

fn about(account: &Account) -> Option<Returning> {
    match (account.status, account.erasure_date()) {
        (AccountStatus::Deactivated { since, .. }, Some(erasure)) => Some(Returning { since, erasure }),
        _ => None,
    }
}
