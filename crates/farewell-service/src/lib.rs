//! The verbs of joining and leaving: sign up, sign in, recover, deactivate, reactivate, erase.
//!
//! Each verb is one transaction of Farewell's own database, together with its audit event, its mails and its
//! jobs. What another database must learn is a job of that transaction. The rules are in `farewell-domain`.

mod brake;
pub mod clock;
pub mod comment;
pub mod confirm_email;
pub mod deactivate;
pub mod deeds;
mod deliver;
pub mod device;
pub mod email_change;
pub mod erase;
mod error;
mod guess;
pub mod keys;
pub mod limit;
mod mail;
pub mod message;
mod mirror;
pub mod observe;
pub mod operator;
pub mod password;
mod password_hash;
pub mod profile;
pub mod queue;
pub mod reactivate;
pub mod readiness;
pub mod reason;
pub mod recovery;
mod remind;
mod seal;
pub mod secrets;
pub mod session;
mod sign_in;
pub mod sign_up;
pub mod status;
#[cfg(test)]
mod tests;
mod token;
mod worker;

use std::sync::Arc;

use farewell_domain::account::AccountId;
use farewell_domain::brake::Brake;
use farewell_domain::grace::{ErasureDate, GracePeriod};
use farewell_domain::language::Language;
use farewell_domain::mode::Mode;
use farewell_erasure::directory::{Directory, Member};
use farewell_erasure::engine::Engine;
use farewell_erasure::key::AccountKey;
use farewell_store::account::Account;
use farewell_store::audit::{Action, Actor, NewEvent};
use farewell_store::{Store, Tx, account, audit};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

pub use error::ServiceError;

use clock::Clock;
use password_hash::Passwords;
use secrets::Secrets;

/// All verbs over one site's databases. Cloning is cheap.
#[derive(Clone)]
pub struct Farewell(Arc<Inner>);

struct Inner {
    store: Store,
    directory: Directory,
    engine: Engine,
    settings: Settings,
    secrets: Secrets,
    clock: Arc<dyn Clock>,
    passwords: Passwords,
    /// What a password is checked against where there is no member: made like the members' own.
    nobodys: tokio::sync::OnceCell<String>,
    bell: worker::Bell,
    deeds: deeds::Deeds,
}

/// What a [`Farewell`] is made of.
pub struct Parts {
    /// Farewell's own database.
    pub store: Store,
    /// The table of members.
    pub directory: Directory,
    /// The plan and its sources.
    pub engine: Engine,
    /// What the operator has set.
    pub settings: Settings,
    /// The keys.
    pub secrets: Secrets,
    /// The one clock of the program.
    pub clock: Arc<dyn Clock>,
}

/// What an operator may set about leaving.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long one can come back.
    pub grace_period: GracePeriod,
    /// So long before the date the last reminder goes out. Not shorter than the grace period: no reminder.
    pub reminder: GracePeriod,
    /// A sign-in older than this is asked for the password again.
    pub fresh_sign_in: SignedDuration,
    /// Where the members' days begin and end.
    pub time_zone: TimeZone,
    /// The languages on offer, the default first.
    pub languages: Vec<Language>,
    /// The site's name, which nobody's password may be made of.
    pub brand: String,
    /// How long the operator's backups may hold what was erased, if declared.
    pub backups_keep: Option<GracePeriod>,
    /// How much may be erased without a person's word.
    pub brake: Brake,
    /// Whether the operator's databases are changed at all.
    pub mode: Mode,
}

impl Farewell {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        let Parts { store, directory, engine, settings, secrets, clock } = parts;
        let inner = Inner {
            store,
            directory,
            engine,
            settings,
            secrets,
            clock,
            passwords: Passwords::default(),
            nobodys: tokio::sync::OnceCell::default(),
            bell: worker::Bell::default(),
            deeds: deeds::Deeds::default(),
        };
        Self(Arc::new(inner))
    }

    /// The program's time, in whole milliseconds as it is stored.
    pub fn now(&self) -> Timestamp {
        let now = self.0.clock.now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    /// What the operator has set.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The table of members.
    pub fn directory(&self) -> &Directory {
        &self.0.directory
    }

    /// The plan and its sources.
    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }

    /// The date that a member is told who leaves now.
    fn promise(&self) -> ErasureDate {
        self.0.settings.grace_period.erasure_date(self.now(), &self.0.settings.time_zone)
    }

    /// The keyed hash that stays of an account's key.
    fn tombstone(&self, key: &AccountKey) -> Vec<u8> {
        self.0.secrets.tombstone(&self.0.directory.map().table, key.as_str())
    }

    /// Whom a typed member ID or address means; a text that no directory holds means nobody.
    async fn member_named(&self, typed: &str) -> Result<Option<Member>, ServiceError> {
        const LONGEST: usize = 320;
        let typed = if typed.len() > LONGEST || typed.contains('\0') { "" } else { typed };
        Ok(self.0.directory.find_by_identifier(typed).await?)
    }

    async fn member(&self, key: &AccountKey) -> Result<Member, ServiceError> {
        self.0.directory.find(key).await?.ok_or(ServiceError::MemberGone)
    }

    /// The member of an account, if both are still there.
    async fn member_of(&self, account: &Account) -> Result<Option<Member>, ServiceError> {
        match self.key_of(account)? {
            Some(key) => Ok(self.0.directory.find(&key).await?),
            None => Ok(None),
        }
    }

    fn key_of(&self, account: &Account) -> Result<Option<AccountKey>, ServiceError> {
        Ok(account.key.as_deref().map(|key| self.0.directory.key(key)).transpose()?)
    }

    /// The account under this key, taken in if Farewell has not met it yet.
    async fn take_in(&self, tx: &mut Tx, key: &AccountKey) -> Result<Account, ServiceError> {
        let tombstone = self.tombstone(key);
        if let Some(account) = account::find_by_key(tx, key.as_str(), &tombstone).await? {
            return Ok(account);
        }
        account::add(tx, AccountId(Uuid::now_v7()), key.as_str(), self.now()).await?;
        account::find_by_key(tx, key.as_str(), &tombstone).await?.ok_or(ServiceError::MemberGone)
    }

    /// The language that pages and mails speak to a member.
    fn language_of(&self, member: Option<&Member>, account: Option<&Account>) -> Option<Language> {
        let offered = |language: &Language| self.0.settings.languages.contains(language);
        let own = member.and_then(|member| Language::parse(member.language.as_deref()?));
        let noted = account.and_then(|account| account.language.clone());
        own.filter(offered).or(noted).filter(offered)
    }

    fn mail_language(&self, member: &Member, account: &Account) -> Language {
        let language = self.language_of(Some(member), Some(account));
        let first = || self.0.settings.languages.first().cloned();
        language.or_else(first).unwrap_or_else(Language::english)
    }

    async fn note(
        &self,
        tx: &mut Tx,
        id: AccountId,
        actor: Actor,
        action: Action,
    ) -> Result<(), ServiceError> {
        let event = NewEvent { id: Uuid::now_v7(), account: id, actor, action, because: None };
        Ok(audit::record(tx, &event, self.now()).await?)
    }

    /// An operator's deed, with their reason.
    async fn note_because(
        &self,
        tx: &mut Tx,
        id: AccountId,
        action: Action,
        because: &str,
    ) -> Result<(), ServiceError> {
        let (actor, because) = (Actor::Operator, Some(because));
        let event = NewEvent { id: Uuid::now_v7(), account: id, actor, action, because };
        Ok(audit::record(tx, &event, self.now()).await?)
    }
}

impl std::fmt::Debug for Farewell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Farewell")
    }
}
