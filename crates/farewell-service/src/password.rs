//! A new password: whether it can be taken, and changing it while signed in.

use farewell_domain::limit::PASSWORD_AGAIN;
use farewell_domain::password::PasswordProblem;
use farewell_erasure::directory::Member;
use farewell_store::audit::Action;
use jiff::Timestamp;

use crate::session::{Session, SessionToken};
use crate::{Farewell, ServiceError};

/// What is wrong with a password that was asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordAgain {
    /// Nothing was typed.
    Missing,
    /// Something else was typed.
    Wrong,
    /// Something else was typed too often; nothing was looked at.
    TooOften {
        /// When it can be tried again.
        until: Timestamp,
    },
}

/// Who is asked for the password: somebody with a session, or with a mail's link, which both may be stolen.
pub(crate) enum Asker<'a> {
    Session(&'a Session),
    Link(&'a str),
}

/// The password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The current one was typed wrongly.
    #[error("the current password is wrong")]
    Current(PasswordAgain),
    /// The new one cannot be taken.
    #[error("the password cannot be taken")]
    Password(PasswordProblem),
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl Farewell {
    /// Changes the password and ends every session; this browser gets a new one.
    pub async fn change_password(
        &self,
        session: &Session,
        current: &str,
        new: &str,
    ) -> Result<SessionToken, ChangePasswordError> {
        let member = self.member(&session.key).await?;
        let old = member.password_hash.as_deref();
        if let Some(wrong) = self.wrong_password(&member, current, &Asker::Session(session)).await? {
            return Err(ChangePasswordError::Current(wrong));
        }
        let checked = self.check_password(new, old, &known_of(&member)).await?;
        checked.map_err(ChangePasswordError::Password)?;
        let hash = self.0.passwords.hash(new, old).await?;
        let service = ServiceError::from;
        let mut tx = self.0.store.write("set a new password").await.map_err(service)?;
        let account = self.still_signed_in(&mut tx, session).await?;
        self.0.directory.set_password(&session.key, &hash).await.map_err(ServiceError::from)?;
        self.password_changed(&mut tx, &account, Action::PasswordChanged).await?;
        let token = self.begin_session(&mut tx, account.id, &session.device).await?;
        tx.commit().await.map_err(ServiceError::from)?;
        Ok(token)
    }

    /// What is wrong with a password that was asked for again. Only wrong ones count, and only here: the owner's own
    /// session is not held up by what is guessed in a stolen one.
    pub(crate) async fn wrong_password(
        &self,
        member: &Member,
        typed: &str,
        asker: &Asker<'_>,
    ) -> Result<Option<PasswordAgain>, ServiceError> {
        if typed.is_empty() {
            return Ok(Some(PasswordAgain::Missing));
        }
        let who = match asker {
            Asker::Session(session) => self.0.secrets.session_id(&session.token_hash),
            Asker::Link(token) => (*token).to_owned(),
        };
        let counted = [self.counted(PASSWORD_AGAIN, &[&who])];
        if let Some(until) = self.spend(&counted).await? {
            return Ok(Some(PasswordAgain::TooOften { until }));
        }
        let stored = member.password_hash.as_deref();
        if !self.0.passwords.verify(typed, stored, self.nobodys().await?).await? {
            return Ok(Some(PasswordAgain::Wrong));
        }
        let mut tx = self.0.store.write("give a try back").await?;
        self.refund(&mut tx, &counted).await?;
        tx.commit().await?;
        Ok(None)
    }

    /// Whether somebody whose names and address are `known` can take this password in place of the one behind `old`.
    pub(crate) async fn check_password(
        &self,
        new: &str,
        old: Option<&str>,
        known: &[&str],
    ) -> Result<Result<(), PasswordProblem>, ServiceError> {
        let known = [known, &[self.0.settings.brand.as_str()]].concat();
        self.0.passwords.check(new, old, &known).await
    }
}

/// What is no secret about a member.
pub(crate) fn known_of(member: &Member) -> Vec<&str> {
    [&member.username, &member.email, &member.name].into_iter().filter_map(Option::as_deref).collect()
}
