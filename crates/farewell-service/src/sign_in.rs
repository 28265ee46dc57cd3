//! Signing in.

use farewell_domain::limit::{SIGN_IN_BY_ACCOUNT, SIGN_IN_BY_ADDRESS, SIGN_IN_BY_BOTH};
use farewell_erasure::directory::Member;
use farewell_store::audit::{Action, Actor};
use farewell_store::session::{self as stored, EndedBecause};

use crate::deeds::Deed;
use crate::limit::{Client, Counted, plain};
use crate::session::{SessionToken, SignInError, SignedIn};
use crate::{Farewell, ServiceError, password_hash};

impl Farewell {
    /// Checks who it is and begins a new session; one that the browser had before is over. An unknown name and
    /// a wrong password get the same answer after the same work. Only wrong passwords count towards the limits.
    pub async fn sign_in(
        &self,
        identifier: &str,
        password: &str,
        client: &Client<'_>,
        previous: Option<&SessionToken>,
    ) -> Result<SignedIn, SignInError> {
        let answer = self.try_sign_in(identifier, password, client, previous).await;
        match &answer {
            Ok(_) => self.count(Deed::SignIn),
            Err(SignInError::Service(_)) => {}
            Err(_) => self.count(Deed::SignInRefused),
        }
        answer
    }

    async fn try_sign_in(
        &self,
        identifier: &str,
        password: &str,
        client: &Client<'_>,
        previous: Option<&SessionToken>,
    ) -> Result<SignedIn, SignInError> {
        let counted = self.counted_sign_in(identifier, client);
        let member = self.member_of_sign_in(identifier, password, &counted).await?;

        let mut tx = self.0.store.write("begin a session").await.map_err(ServiceError::from)?;
        let account = self.take_in(&mut tx, &member.key).await?;
        if !account.status.can_sign_in() {
            return Err(SignInError::Rejected);
        }
        if let Some(previous) = previous {
            let ended = stored::end(&mut tx, &previous.hash(), EndedBecause::Replaced, self.now()).await;
            ended.map_err(ServiceError::from)?;
        }
        let token = self.begin_session(&mut tx, account.id, client.device).await?;
        self.note(&mut tx, account.id, Actor::Member, Action::SignedIn).await?;
        self.refund(&mut tx, &counted).await?;
        tx.commit().await.map_err(ServiceError::from)?;
        Ok(SignedIn { token, returning: account.erasure_date().is_some() })
    }

    /// Whose name and password these are. The try is counted while the password is looked at, and what was found is
    /// told only when it could be counted: of many guesses at once none is free. Who has to wait anyway costs no hash.
    async fn member_of_sign_in(
        &self,
        identifier: &str,
        password: &str,
        counted: &[Counted; 3],
    ) -> Result<Member, SignInError> {
        let looked_at = async {
            let member = self.member_named(identifier).await?;
            let stored_hash = member.as_ref().and_then(|member| member.password_hash.as_deref());
            let right = self.0.passwords.verify(password, stored_hash, self.nobodys().await?).await?;
            Ok::<_, ServiceError>(member.filter(|_| right))
        };
        let (wait, found) = if self.is_spent(counted).await? {
            match self.spend(counted).await? {
                Some(until) => return Err(SignInError::TooOften { until }),
                None => (None, looked_at.await?),
            }
        } else {
            tokio::try_join!(self.spend(counted), looked_at)?
        };
        match (wait, found) {
            (Some(until), _) => Err(SignInError::TooOften { until }),
            (None, found) => found.ok_or(SignInError::Rejected),
        }
    }

    fn counted_sign_in(&self, identifier: &str, client: &Client<'_>) -> [Counted; 3] {
        let (who, address) = (plain(identifier), client.address);
        [
            self.counted(SIGN_IN_BY_ADDRESS, &[address]),
            self.counted(SIGN_IN_BY_BOTH, &[&who, address]),
            self.counted(SIGN_IN_BY_ACCOUNT, &[&who]),
        ]
    }

    /// A hash that nobody's password fits and that takes as long to check as a member's.
    pub(crate) async fn nobodys(&self) -> Result<&str, ServiceError> {
        let make = async || {
            let sample = self.0.directory.a_password_hash().await?;
            Ok::<_, ServiceError>(password_hash::nobodys_like(sample.as_deref()))
        };
        Ok(self.0.nobodys.get_or_try_init(make).await?)
    }
}
