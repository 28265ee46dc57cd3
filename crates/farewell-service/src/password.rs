//! A new password: whether it can be taken, and changing it while signed in.

use farewell_domain::password::PasswordProblem;
use farewell_erasure::directory::Member;
use farewell_store::audit::Action;

use crate::session::{Session, SessionToken};
use crate::{Farewell, ServiceError};

/// The password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The current one was typed wrongly.
    #[error("the current password is wrong")]
    WrongCurrent,
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
        if !self.0.passwords.verify(current, old, self.nobodys().await?).await? {
            return Err(ChangePasswordError::WrongCurrent);
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
