//! A forgotten password: a mail, a link that works once, a new password.

use farewell_domain::limit::{RECOVERY_BY_ACCOUNT, RECOVERY_BY_ADDRESS};
use farewell_domain::password::PasswordProblem;
use farewell_erasure::directory::Member;
use farewell_store::account::Account;
use farewell_store::audit::{Action, Actor};
use farewell_store::job::{self, Kind, LeasedJob};
use farewell_store::link::{self, Purpose};
use farewell_store::session::{self as stored, EndedBecause};
use farewell_store::{Tx, account, recovery as stored_request};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::deeds::Deed;
use crate::limit::{Client, plain};
use crate::message::{Delivery, Message};
use crate::password::known_of;
use crate::worker::Failed;
use crate::{Farewell, ServiceError, mail, seal, token};

/// How long the mail's link works.
pub const LINK_LASTS: SignedDuration = SignedDuration::from_mins(30);

/// No mail was asked for.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// Too many were asked for from this address.
    #[error("too many mails were asked for")]
    TooOften {
        /// When another can be asked for.
        until: Timestamp,
    },
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// A new password was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    /// The link was used, is too old, or never was one.
    #[error("the link works no more")]
    LinkUsedOrExpired,
    /// The password itself.
    #[error("the password cannot be taken")]
    Password(PasswordProblem),
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl Farewell {
    /// Notes that somebody has forgotten a password. Who that is, and whether a mail goes out, the worker finds out:
    /// the answer, and the time that it takes, are the same for everybody.
    pub async fn request_recovery(&self, identifier: &str, client: &Client<'_>) -> Result<(), RecoveryError> {
        let by_address = self.counted(RECOVERY_BY_ADDRESS, &[client.address]);
        if let Some(until) = self.spend(&[by_address]).await? {
            return Err(RecoveryError::TooOften { until });
        }
        let by_account = self.counted(RECOVERY_BY_ACCOUNT, &[&plain(identifier)]);
        if self.spend(&[by_account]).await?.is_some() {
            // Enough mails are on their way; saying so would tell nobody anything they need.
            return Ok(());
        }
        let id = Uuid::now_v7();
        let sealed = seal::seal(&self.0.secrets, id, identifier.as_bytes())?;
        let mut tx = self.0.store.write("begin a recovery").await.map_err(ServiceError::from)?;
        stored_request::push(&mut tx, id, &sealed, self.now()).await.map_err(ServiceError::from)?;
        let wished = job::enqueue(&mut tx, Uuid::now_v7(), Kind::Recover, id, self.now()).await;
        wished.map_err(ServiceError::from)?;
        tx.commit().await.map_err(ServiceError::from)?;
        self.count(Deed::RecoveryAsked);
        self.0.bell.ring();
        Ok(())
    }

    /// The worker's job: sends a mail to the member who is meant, if there is one with a confirmed address.
    pub(crate) async fn recover(&self, job: &LeasedJob) -> Result<(), Failed> {
        let id = job.subject;
        let mut tx = self.0.store.read("read a forgotten password").await?;
        let found = stored_request::find(&mut tx, id).await?;
        drop(tx);
        let Some((sealed, asked_at)) = found else { return Ok(()) };
        let typed = seal::open(&self.0.secrets, id, &sealed)?;
        let in_time = self.now().duration_since(asked_at) < LINK_LASTS;
        let member = match String::from_utf8(typed) {
            Ok(typed) if in_time => self.member_named(&typed).await?,
            _ => None,
        };
        let mut tx = self.0.store.write("send a recovery").await?;
        if let Some(member) = member {
            self.send_recovery(&mut tx, &member).await?;
        }
        stored_request::remove(&mut tx, id).await?;
        self.commit_as(job, tx).await?;
        self.0.bell.ring();
        Ok(())
    }

    async fn send_recovery(&self, tx: &mut Tx, member: &Member) -> Result<(), ServiceError> {
        let Some(to) = mail::address(member).map(str::to_owned) else { return Ok(()) };
        let account = self.take_in(tx, &member.key).await?;
        if !account.status.can_sign_in() {
            return Ok(());
        }
        let token = token::new()?;
        let expires_at = self.now().checked_add(LINK_LASTS).unwrap_or(self.now());
        link::withdraw(tx, account.id, Purpose::ResetPassword).await?;
        link::add(tx, &token::hash(&token), Purpose::ResetPassword, account.id, expires_at).await?;
        let language = self.mail_language(member, &account);
        let delivery = Delivery { to, language, message: Message::ResetPassword { token } };
        self.send(tx, account.id, delivery, expires_at).await
    }

    /// Whether a mail's link still works. Looking uses nothing up.
    pub async fn recovery_is_open(&self, token: &str) -> Result<bool, ServiceError> {
        let mut tx = self.0.store.read("read a link").await?;
        let found = link::find(&mut tx, &token::hash(token), Purpose::ResetPassword, self.now()).await?;
        Ok(found.is_some())
    }

    /// Sets a new password by a mail's link, uses the link up, and ends every session of the account.
    pub async fn reset_password(&self, token: &str, password: &str) -> Result<(), ResetError> {
        let mut tx = self.0.store.read("read a link").await.map_err(ServiceError::from)?;
        let (_, member) = self.link_owner(&mut tx, token).await?.ok_or(ResetError::LinkUsedOrExpired)?;
        drop(tx);
        let old = member.password_hash.as_deref();
        let checked = self.check_password(password, old, &known_of(&member)).await?;
        checked.map_err(ResetError::Password)?;
        let hash = self.0.passwords.hash(password, old).await?;

        // From here on nobody else can use the link: writers wait for each other. The directory comes first,
        // so a crash in between leaves a link with which the same can be done again.
        let mut tx = self.0.store.write("set a new password").await.map_err(ServiceError::from)?;
        let (account, _) = self.link_owner(&mut tx, token).await?.ok_or(ResetError::LinkUsedOrExpired)?;
        self.0.directory.set_password(&member.key, &hash).await.map_err(ServiceError::from)?;
        self.password_changed(&mut tx, &account, Action::PasswordReset).await?;
        tx.commit().await.map_err(ServiceError::from)?;
        self.count(Deed::PasswordReset);
        Ok(())
    }

    /// What every new password does: all sessions end, no older link sets another, no new address waits.
    pub(crate) async fn password_changed(
        &self,
        tx: &mut Tx,
        account: &Account,
        action: Action,
    ) -> Result<(), ServiceError> {
        stored::end_all(tx, account.id, EndedBecause::PasswordChanged, self.now()).await?;
        link::withdraw(tx, account.id, Purpose::ResetPassword).await?;
        self.withdraw_email(tx, account.id).await?;
        account::credentials_changed(tx, account.id, self.now()).await?;
        self.note(tx, account.id, Actor::Member, action).await
    }

    async fn link_owner(&self, tx: &mut Tx, token: &str) -> Result<Option<(Account, Member)>, ServiceError> {
        let found = link::find(tx, &token::hash(token), Purpose::ResetPassword, self.now()).await?;
        let Some(id) = found else { return Ok(None) };
        let Some(account) = account::find(tx, id).await? else { return Ok(None) };
        if !account.status.can_sign_in() {
            return Ok(None);
        }
        Ok(self.member_of(&account).await?.map(|member| (account, member)))
    }
}
