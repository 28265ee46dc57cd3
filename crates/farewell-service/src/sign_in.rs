//! Signing in.

use farewell_store::audit::{Action, Actor};
use farewell_store::session::{self as stored, EndedBecause};

use crate::session::{SessionToken, SignInError, SignedIn};
use crate::{Farewell, ServiceError};

impl Farewell {
    /// Checks who it is and begins a new session; one that the browser had before is over. An unknown name and
    /// a wrong password get the same answer after the same work.
    pub async fn sign_in(
        &self,
        identifier: &str,
        password: &str,
        device: &str,
        previous: Option<&SessionToken>,
    ) -> Result<SignedIn, SignInError> {
        let member = self.member_named(identifier).await?;
        let stored_hash = member.as_ref().and_then(|member| member.password_hash.as_deref());
        let right = self.0.passwords.verify(password, stored_hash).await?;
        let member = member.filter(|_| right).ok_or(SignInError::Rejected)?;

        let mut tx = self.0.store.write("begin a session").await.map_err(ServiceError::from)?;
        let account = self.take_in(&mut tx, &member.key).await?;
        if !account.status.can_sign_in() {
            return Err(SignInError::Rejected);
        }
        if let Some(previous) = previous {
            let ended = stored::end(&mut tx, &previous.hash(), EndedBecause::Replaced, self.now()).await;
            ended.map_err(ServiceError::from)?;
        }
        let token = self.begin_session(&mut tx, account.id, device).await?;
        self.note(&mut tx, account.id, Actor::Member, Action::SignedIn).await?;
        tx.commit().await.map_err(ServiceError::from)?;
        Ok(SignedIn { token, returning: account.erasure_date().is_some() })
    }
}
