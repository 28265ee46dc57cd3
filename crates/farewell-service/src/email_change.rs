//! A new e-mail address: it waits until it is confirmed, and the old one is told.
//!
//! Whether the address is somebody else's, the worker finds out: what the member sees is the same either way.

use farewell_domain::account::{AccountId, AccountStatus};
use farewell_domain::limit::{CONFIRMATION_BY_EMAIL, EMAIL_CHANGE_BY_ACCOUNT};
use farewell_erasure::directory::{DirectoryError, Member};
use farewell_store::audit::{Action, Actor};
use farewell_store::email_change::{self as stored, Waiting};
use farewell_store::job::{self, Kind, LeasedJob};
use farewell_store::link::{self, Purpose};
use farewell_store::{Tx, account, sign_up};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::confirm_email::{ConfirmEmailError, LINK_LASTS};
use crate::limit::plain;
use crate::message::{Delivery, Message};
use crate::session::Session;
use crate::worker::Failed;
use crate::{Farewell, ServiceError, mail, seal, token};

/// No mail goes out.
#[derive(Debug, thiserror::Error)]
pub enum EmailChangeError {
    /// Too many were asked for by this member.
    #[error("too many mails were asked for")]
    TooOften {
        /// When another can be asked for.
        until: Timestamp,
    },
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<farewell_store::StoreError> for EmailChangeError {
    fn from(error: farewell_store::StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// What is sealed in a row that waits.
#[derive(Serialize, Deserialize)]
pub(crate) struct NewEmail {
    /// The address to be confirmed.
    pub(crate) email: String,
    /// It is another one than the member has.
    changes: bool,
    /// The confirmed address that it replaces, which is told.
    old: Option<String>,
}

impl NewEmail {
    /// `email` in place of the one that the member has now, or that very one.
    pub(crate) fn of(member: &Member, email: &str) -> Self {
        let changes = member.email.as_deref() != Some(email);
        let old = mail::address(member).filter(|_| changes).map(str::to_owned);
        Self { email: email.to_owned(), changes, old }
    }
}

impl Farewell {
    /// Counts a wish for a mail to this address; whether the mail itself may still go out.
    pub(crate) async fn count_email_change(
        &self,
        account: AccountId,
        email: &str,
    ) -> Result<bool, EmailChangeError> {
        let by_account = self.counted(EMAIL_CHANGE_BY_ACCOUNT, &[&account.to_string()]);
        if let Some(until) = self.spend(&[by_account]).await? {
            return Err(EmailChangeError::TooOften { until });
        }
        let by_email = self.counted(CONFIRMATION_BY_EMAIL, &[&plain(email)]);
        Ok(self.spend(&[by_email]).await?.is_none())
    }

    /// Lets an address wait for its confirmation. The job that sends the mail is of the same transaction.
    pub(crate) async fn await_email(
        &self,
        tx: &mut Tx,
        account: AccountId,
        new: &NewEmail,
        with_mail: bool,
    ) -> Result<(), ServiceError> {
        let (id, now) = (Uuid::now_v7(), self.now());
        let content = serde_json::to_vec(new).map_err(|_| ServiceError::Sealed)?;
        let sealed = seal::seal(&self.0.secrets, id, &content)?;
        let expires_at = now.checked_add(LINK_LASTS).unwrap_or(now);
        stored::put(tx, &Waiting { account, id, sealed, expires_at }).await?;
        if with_mail {
            job::enqueue(tx, Uuid::now_v7(), Kind::ChangeEmail, account.0, now).await?;
        }
        Ok(())
    }

    /// The address that waits for this account.
    pub(crate) async fn awaited_email(
        &self,
        tx: &mut Tx,
        account: AccountId,
    ) -> Result<Option<NewEmail>, ServiceError> {
        let waiting = stored::find(tx, account, self.now()).await?;
        waiting.map(|waiting| self.new_email(&waiting)).transpose()
    }

    /// Sends the link again: to the address that waits, or else to the member's own that was never confirmed.
    pub async fn send_confirmation(&self, session: &Session) -> Result<(), EmailChangeError> {
        let member = self.member(&session.key).await?;
        let mut tx = self.0.store.read("read a new address").await?;
        let waiting = self.awaited_email(&mut tx, session.account).await?;
        drop(tx);
        let own = member.email.as_deref().filter(|_| !member.confirmed);
        let Some(new) = waiting.or_else(|| own.map(|email| NewEmail::of(&member, email))) else {
            return Ok(());
        };
        let with_mail = self.count_email_change(session.account, &new.email).await?;
        let mut tx = self.0.store.write("send a confirmation").await?;
        if self.live(&mut tx, session).await?.is_none() {
            return Err(ServiceError::MemberGone.into());
        }
        self.await_email(&mut tx, session.account, &new, with_mail).await?;
        tx.commit().await?;
        self.0.bell.ring();
        Ok(())
    }

    /// Gives the new address up.
    pub async fn cancel_email_change(&self, session: &Session) -> Result<(), ServiceError> {
        let mut tx = self.0.store.write("give a new address up").await?;
        if self.live(&mut tx, session).await?.is_none() {
            return Err(ServiceError::MemberGone);
        }
        self.withdraw_email(&mut tx, session.account).await?;
        Ok(tx.commit().await?)
    }

    /// No address waits any more, and no mail asks for it.
    pub(crate) async fn withdraw_email(&self, tx: &mut Tx, account: AccountId) -> Result<(), ServiceError> {
        stored::withdraw(tx, account).await?;
        Ok(job::withdraw(tx, Kind::ChangeEmail, account.0).await?)
    }

    /// The worker's job: a link to the new address, or a word to the other member who has it.
    pub(crate) async fn answer_email_change(&self, job: &LeasedJob) -> Result<(), Failed> {
        let id = AccountId(job.subject);
        let mut tx = self.0.store.read("read a new address").await?;
        let (account, new) = (account::find(&mut tx, id).await?, self.awaited_email(&mut tx, id).await?);
        drop(tx);
        let (Some(account), Some(new)) = (account, new) else { return Ok(()) };
        let Some(member) = self.member_of(&account).await? else { return Ok(()) };
        let owner = self.0.directory.owner_of(&new.email).await.map_err(ServiceError::from)?;
        let mut tx = self.0.store.write("answer a new address").await?;
        match owner {
            Some(other) if other.key != member.key => {
                self.tell_owner(&mut tx, &other, Message::EmailInUse).await?;
            }
            _ => self.send_email_link(&mut tx, id, &member, &new.email).await?,
        }
        self.commit_as(job, tx).await?;
        self.0.bell.ring();
        Ok(())
    }

    async fn send_email_link(
        &self,
        tx: &mut Tx,
        id: AccountId,
        member: &Member,
        email: &str,
    ) -> Result<(), ServiceError> {
        // Only now does nobody else change it: a newer one has a job of its own.
        let newest = self.awaited_email(tx, id).await?.filter(|newest| newest.email == email);
        let (Some(_), Some(account)) = (newest, account::find(tx, id).await?) else { return Ok(()) };
        let token = token::new()?;
        let expires_at = self.now().checked_add(LINK_LASTS).unwrap_or(self.now());
        stored::arm(tx, id, &token::hash(&token), expires_at).await?;
        let language = self.mail_language(member, &account);
        let delivery = Delivery { to: email.to_owned(), language, message: Message::ConfirmEmail { token } };
        self.send(tx, id, delivery, expires_at).await
    }

    /// The link was followed: the address is the member's. The directory is written first, so a crash in between leaves
    /// a link with which the same can be done again.
    pub(crate) async fn take_email(&self, mut tx: Tx, waiting: &Waiting) -> Result<(), ConfirmEmailError> {
        let new = self.new_email(waiting)?;
        let found = account::find(&mut tx, waiting.account).await?;
        let active = found.filter(|account| account.status == AccountStatus::Active);
        let account = active.ok_or(ConfirmEmailError::LinkUsedOrExpired)?;
        let member = self.member_of(&account).await?.ok_or(ConfirmEmailError::LinkUsedOrExpired)?;
        let taken = match self.0.directory.set_email(&member.key, &new.email, self.now()).await {
            Ok(()) => false,
            Err(DirectoryError::Taken { .. }) => true,
            Err(error) => return Err(ServiceError::from(error).into()),
        };
        self.withdraw_email(&mut tx, account.id).await?;
        if !taken {
            self.email_taken_over(&mut tx, &account, &member, &new).await?;
        }
        tx.commit().await?;
        self.0.bell.ring();
        if taken { Err(ConfirmEmailError::EmailTaken) } else { Ok(()) }
    }

    /// What a confirmed address does.
    async fn email_taken_over(
        &self,
        tx: &mut Tx,
        account: &account::Account,
        member: &Member,
        new: &NewEmail,
    ) -> Result<(), ServiceError> {
        sign_up::remove_all(tx, &self.0.secrets.email_hash(&plain(&new.email))).await?;
        if !new.changes {
            return self.note(tx, account.id, Actor::Member, Action::EmailConfirmed).await;
        }
        // Who has read the old mail box must not choose the new password.
        link::withdraw(tx, account.id, Purpose::ResetPassword).await?;
        account::credentials_changed(tx, account.id, self.now()).await?;
        self.tell_old(tx, account, member, new.old.as_deref(), Message::EmailChanged).await?;
        self.note(tx, account.id, Actor::Member, Action::EmailChanged).await
    }

    /// Tells the address that is, or was, the member's. A mail to it carries no link that acts.
    pub(crate) async fn tell_old(
        &self,
        tx: &mut Tx,
        account: &account::Account,
        member: &Member,
        old: Option<&str>,
        message: Message,
    ) -> Result<(), ServiceError> {
        let Some(to) = old.map(str::to_owned) else { return Ok(()) };
        let language = self.mail_language(member, account);
        let expires_at = self.now().checked_add(mail::NEWS_LAST).unwrap_or(self.now());
        self.send(tx, account.id, Delivery { to, language, message }, expires_at).await
    }

    fn new_email(&self, waiting: &Waiting) -> Result<NewEmail, ServiceError> {
        let content = seal::open(&self.0.secrets, waiting.id, &waiting.sealed)?;
        serde_json::from_slice(&content).map_err(|_| ServiceError::Sealed)
    }
}
