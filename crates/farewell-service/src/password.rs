//! Changing the password while signed in.

use farewell_domain::password::PasswordProblem;
use farewell_store::audit::Action;

use crate::session::{Session, SessionToken};
use crate::{Farewell, ServiceError, password_hash};

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
        password_hash::check(new, old).map_err(ChangePasswordError::Password)?;
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
}
