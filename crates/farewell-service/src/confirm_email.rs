//! The link that proves an e-mail address: it ends a sign-up, or makes a new address the member's.

use farewell_store::{email_change, sign_up};
use jiff::SignedDuration;

use crate::{Farewell, ServiceError, token};

/// How long the mail's link works, and what waits for it is kept.
pub const LINK_LASTS: SignedDuration = SignedDuration::from_hours(24);

/// What a link is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// Somebody becomes a member.
    SignUp,
    /// A member's address.
    Email,
}

/// Nothing was confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmEmailError {
    /// The link was used, is too old, or never was one.
    #[error("the link works no more")]
    LinkUsedOrExpired,
    /// Somebody else was quicker and has the member ID now.
    #[error("the member ID is taken")]
    UsernameTaken,
    /// The address belongs to an account by now.
    #[error("the address belongs to an account")]
    EmailTaken,
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<farewell_store::StoreError> for ConfirmEmailError {
    fn from(error: farewell_store::StoreError) -> Self {
        Self::Service(error.into())
    }
}

impl Farewell {
    /// What a mail's link is about, while it works. Looking uses nothing up.
    pub async fn confirmation(&self, token: &str) -> Result<Option<Confirmation>, ServiceError> {
        let (hash, now) = (token::hash(token), self.now());
        let mut tx = self.0.store.read("read a link").await?;
        if sign_up::is_open(&mut tx, &hash, now).await? {
            return Ok(self.offers_sign_up().then_some(Confirmation::SignUp));
        }
        let change = email_change::find_by_token(&mut tx, &hash, now).await?;
        Ok(change.map(|_| Confirmation::Email))
    }

    /// The button on the page that the link leads to.
    pub async fn confirm_email(&self, token: &str) -> Result<Confirmation, ConfirmEmailError> {
        let (hash, now) = (token::hash(token), self.now());
        // From here on nobody else can use the link: who takes it out, or locks its account, is alone.
        let mut tx = self.0.store.write("confirm an address").await?;
        if let Some(waiting) = sign_up::take(&mut tx, &hash, now).await? {
            self.join(tx, &waiting).await?;
            return Ok(Confirmation::SignUp);
        }
        let waiting = email_change::find_by_token(&mut tx, &hash, now).await?;
        let waiting = waiting.ok_or(ConfirmEmailError::LinkUsedOrExpired)?;
        self.take_email(tx, &waiting).await?;
        Ok(Confirmation::Email)
    }
}
