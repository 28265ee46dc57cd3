//! Who is there: sessions, and what a visit with one can do.

use farewell_domain::account::{AccountId, AccountStatus};
use farewell_domain::grace::ErasureDate;
use farewell_domain::identity;
use farewell_domain::language::Language;
use farewell_erasure::directory::Member;
use farewell_erasure::key::AccountKey;
use farewell_store::account::{self, Account};
use farewell_store::session::{self as stored, Found, NewSession};
use farewell_store::{Tx, session::EndedBecause as StoredEnd};
use jiff::SignedDuration;

use crate::{Farewell, ServiceError, mail, token};

/// A session ends after this, whatever happens.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What a browser's cookie holds.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    /// Reads a cookie's value; a text that is no token is none.
    pub fn from_cookie(value: &str) -> Option<Self> {
        token::is_token(value).then(|| Self(value.to_owned()))
    }

    /// The text for the cookie.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> Vec<u8> {
        token::hash(&self.0)
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(..)")
    }
}

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Session {
    pub(crate) account: AccountId,
    pub(crate) key: AccountKey,
    pub(crate) token_hash: Vec<u8>,
    pub(crate) device: String,
    /// Their row in the directory, as it was when the request came.
    pub(crate) member: Member,
    /// An e-mail address waits to be confirmed.
    pub(crate) email_waits: bool,
    /// The language that Farewell itself has noted.
    pub(crate) noted_language: Option<Language>,
    /// What the menu calls them.
    pub display_name: String,
    /// Their language, if it is one on offer.
    pub language: Option<Language>,
    /// The password was typed not long ago.
    pub fresh: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Session({})", self.account)
    }
}

/// What a request's cookie is worth.
#[derive(Clone, Debug)]
pub enum Visit {
    /// Nobody we know.
    Anonymous,
    /// A member with all rights.
    Member(Session),
    /// A member of a deactivated account, who can only choose what is to happen with it.
    Returning(Session),
    /// Somebody whose session is over.
    Ended(Ended),
}

/// A session that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Why.
    pub because: EndedBecause,
    /// What the goodbye page tells, if the deactivation ended it and still stands.
    pub erasure: Option<Goodbye>,
}

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBecause {
    /// The member wanted it so.
    SignedOut,
    /// The member signed this device out from another one.
    SignedOutElsewhere,
    /// The orange button.
    Deactivated,
    /// A new password.
    PasswordChanged,
    /// Its time was over.
    Expired,
    /// The account is gone.
    Erased,
}

/// What somebody is told who has just left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goodbye {
    /// When the data will be erased.
    pub erasure: ErasureDate,
    /// Whether a mail with the way back went out.
    pub link_mailed: bool,
}

/// A sign-in that worked.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// For the cookie.
    pub token: SessionToken,
    /// The account is deactivated: the session can only choose what is to happen with it.
    pub returning: bool,
}

/// A sign-in that did not work.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Nobody has that identifier with that password; which of the two it was is not told.
    #[error("no such member with that password")]
    Rejected,
    /// Too many wrong passwords; nothing was looked at.
    #[error("too many wrong passwords")]
    TooOften {
        /// When it can be tried again.
        until: jiff::Timestamp,
    },
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl Farewell {
    /// What a cookie is worth now.
    pub async fn visit(&self, token: Option<&SessionToken>) -> Result<Visit, ServiceError> {
        let Some(token) = token else { return Ok(Visit::Anonymous) };
        let mut tx = self.0.store.glance("read a session").await?;
        let found = stored::find_with_account(&mut tx, &token.hash()).await?;
        drop(tx);
        let Some(Found { session, account, email_waits }) = found else { return Ok(Visit::Anonymous) };
        if let Some((_, because)) = session.ended {
            return Ok(Visit::Ended(self.ended(because, &account).await?));
        }
        if !self.is_in_time(&session) {
            return Ok(Visit::Ended(Ended { because: EndedBecause::Expired, erasure: None }));
        }
        let gone = Visit::Ended(Ended { because: EndedBecause::Erased, erasure: None });
        if !account.status.can_sign_in() {
            return Ok(gone);
        }
        let Some(member) = self.member_of(&account).await? else { return Ok(gone) };
        let session = Session { email_waits, ..self.session(&account, member, session) };
        Ok(match account.status {
            AccountStatus::Deactivated { .. } => Visit::Returning(session),
            _ => Visit::Member(session),
        })
    }

    /// Ends this session.
    pub async fn sign_out(&self, session: &Session) -> Result<(), ServiceError> {
        let mut tx = self.0.store.write("end a session").await?;
        stored::end(&mut tx, &session.token_hash, StoredEnd::SignedOut, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Begins a session and gives its token, which is stored nowhere.
    pub(crate) async fn begin_session(
        &self,
        tx: &mut Tx,
        account: AccountId,
        device: &str,
    ) -> Result<SessionToken, ServiceError> {
        let token = SessionToken(token::new()?);
        let now = self.now();
        let expires_at = now.checked_add(LONGEST).unwrap_or(now);
        let token_hash = token.hash();
        let device: String = device.chars().filter(|c| !c.is_control()).take(200).collect();
        let new = NewSession { token_hash: &token_hash, account, now, expires_at, device: &device };
        stored::begin(tx, &new).await?;
        Ok(token)
    }

    /// The session as its row stands in this transaction, if it still counts.
    pub(crate) async fn live(
        &self,
        tx: &mut Tx,
        session: &Session,
    ) -> Result<Option<stored::Session>, ServiceError> {
        let found = stored::find(tx, &session.token_hash).await?;
        Ok(found.filter(|row| row.ended.is_none() && self.is_in_time(row)))
    }

    /// The account of a session that may do everything, as both stand in this transaction. What the request saw
    /// when it came may be over: another tab has signed out, or left.
    pub(crate) async fn still_signed_in(
        &self,
        tx: &mut Tx,
        session: &Session,
    ) -> Result<Account, ServiceError> {
        self.live(tx, session).await?.ok_or(ServiceError::SessionOver)?;
        let account = account::find(tx, session.account).await?;
        account.filter(|account| account.status == AccountStatus::Active).ok_or(ServiceError::SessionOver)
    }

    /// A clock that was set back makes no session last longer: one that has not begun yet is over.
    fn is_in_time(&self, row: &stored::Session) -> bool {
        self.now() < row.expires_at && identity::has_begun(row.signed_in_at, self.now())
    }

    fn session(&self, account: &Account, member: Member, row: stored::Session) -> Session {
        let name = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let fresh_for = self.0.settings.fresh_sign_in;
        Session {
            account: account.id,
            key: member.key.clone(),
            display_name: name(&member.name).or_else(|| name(&member.username)).unwrap_or_default(),
            language: self.language_of(Some(&member), Some(account)),
            noted_language: account.language.clone(),
            email_waits: false,
            fresh: identity::is_fresh(row.signed_in_at, self.now(), fresh_for),
            token_hash: row.token_hash,
            device: row.device,
            member,
        }
    }

    async fn ended(&self, because: StoredEnd, account: &Account) -> Result<Ended, ServiceError> {
        let because = match because {
            _ if !account.status.can_sign_in() => EndedBecause::Erased,
            StoredEnd::SignedOut | StoredEnd::Left | StoredEnd::Replaced => EndedBecause::SignedOut,
            StoredEnd::SignedOutElsewhere => EndedBecause::SignedOutElsewhere,
            StoredEnd::Deactivated => EndedBecause::Deactivated,
            StoredEnd::PasswordChanged => EndedBecause::PasswordChanged,
        };
        let erasure = match (because, account.erasure_date()) {
            (EndedBecause::Deactivated, Some(erasure)) => {
                let member = self.member_of(account).await?;
                let link_mailed = member.as_ref().and_then(mail::address).is_some();
                Some(Goodbye { erasure, link_mailed })
            }
            _ => None,
        };
        Ok(Ended { because, erasure })
    }
}
