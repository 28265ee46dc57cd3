//! Putting mails into the outbox, sealed, in the transaction of the change that they tell of.

use farewell_domain::account::AccountId;
use farewell_domain::language::Language;
use farewell_erasure::directory::Member;
use farewell_store::job::Kind;
use farewell_store::outbox::Waiting;
use farewell_store::{Tx, job, outbox};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::message::{Delivery, Message};
use crate::{Farewell, ServiceError, seal};

/// News that nothing depends on is dropped when it could not be delivered for so long.
pub(crate) const NEWS_LAST: SignedDuration = SignedDuration::from_hours(72);

/// What is sealed in an outbox row. The last mail is drafted before the erasure, while the address is still
/// known, and gets its message afterwards.
#[derive(Serialize, Deserialize)]
pub(crate) struct Letter {
    pub(crate) to: String,
    pub(crate) language: String,
    pub(crate) message: Option<Message>,
}

/// The address of a member that a mail may go to: a confirmed one.
pub(crate) fn address(member: &Member) -> Option<&str> {
    member.email.as_deref().filter(|email| member.confirmed && !email.trim().is_empty())
}

impl Farewell {
    /// Puts a mail in, and the job that delivers it. Somebody who signs up has no account yet.
    pub(crate) async fn send(
        &self,
        tx: &mut Tx,
        account: impl Into<Option<AccountId>>,
        delivery: Delivery,
        expires_at: Timestamp,
    ) -> Result<(), ServiceError> {
        let id = Uuid::now_v7();
        let Delivery { to, language, message } = delivery;
        let letter = Letter { to, language: language.to_string(), message: Some(message) };
        self.put(tx, id, account, &letter, expires_at).await?;
        Ok(job::enqueue(tx, Uuid::now_v7(), Kind::Deliver, id, self.now()).await?)
    }

    /// Puts a letter into the outbox's row `id`.
    pub(crate) async fn put(
        &self,
        tx: &mut Tx,
        id: Uuid,
        account: impl Into<Option<AccountId>>,
        letter: &Letter,
        expires_at: Timestamp,
    ) -> Result<(), ServiceError> {
        let content = serde_json::to_vec(letter).map_err(|_| ServiceError::Sealed)?;
        let sealed = seal::seal(&self.0.secrets, id, &content)?;
        let account = account.into();
        Ok(outbox::push(tx, &Waiting { id, account, sealed, expires_at }, self.now()).await?)
    }

    /// What an outbox row holds.
    pub(crate) fn letter(&self, waiting: &Waiting) -> Result<Letter, ServiceError> {
        let content = seal::open(&self.0.secrets, waiting.id, &waiting.sealed)?;
        serde_json::from_slice(&content).map_err(|_| ServiceError::Sealed)
    }
}

impl Letter {
    /// The letter as it can be delivered; none while it is a draft.
    pub(crate) fn delivery(self) -> Option<Delivery> {
        let language = Language::parse(&self.language).unwrap_or_else(Language::english);
        Some(Delivery { to: self.to, language, message: self.message? })
    }
}
