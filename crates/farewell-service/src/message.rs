//! What members are told by mail, and who carries it.

use std::collections::BTreeMap;
use std::pin::Pin;

use farewell_domain::grace::ErasureDate;
use farewell_domain::language::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One mail's content; the words are the web crate's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// Somebody signs up with this address, which nobody has.
    ConfirmSignUp {
        /// What the link carries.
        token: String,
    },
    /// Somebody signs up with this member's address.
    AlreadyMember,
    /// A member's address waits to be confirmed.
    ConfirmEmail {
        /// What the link carries.
        token: String,
    },
    /// Another member has typed this member's address as their own.
    EmailInUse,
    /// To the old address: another one was typed, and waits.
    EmailChangeAsked,
    /// To the old address: another one has taken its place.
    EmailChanged,
    /// A new password can be chosen.
    ResetPassword {
        /// What the link carries.
        token: String,
    },
    /// The account is deactivated.
    Deactivated {
        /// When it will be erased.
        #[serde(with = "ErasureDateForm")]
        erasure: ErasureDate,
        /// What the way back carries.
        return_token: String,
    },
    /// It will be erased soon.
    Reminder {
        /// When it was deactivated.
        since: Timestamp,
        /// When it will be erased.
        #[serde(with = "ErasureDateForm")]
        erasure: ErasureDate,
        /// What the way back carries.
        return_token: String,
        /// What the law keeps.
        kept: Vec<KeptLine>,
    },
    /// The account is active again.
    Reactivated,
    /// The data is gone.
    Erased {
        /// What the law keeps.
        kept: Vec<KeptLine>,
        /// Until when backups may hold what was erased, if the operator has said so.
        backups_until: Option<Timestamp>,
        /// How many places still held something after the erasure.
        left: u64,
    },
}

/// One kind of rows that the law keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLine {
    /// What they are called, by language.
    pub label: BTreeMap<String, String>,
    /// How many there are.
    pub count: u64,
    /// The last day for which any of them is kept.
    pub until: Option<Date>,
    /// Why, by language.
    pub because: BTreeMap<String, String>,
}

/// A message on its way to an address. Its `Debug` shows no address.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The recipient's address.
    pub to: String,
    /// The member's language.
    pub language: Language,
    /// What to say.
    pub message: Message,
}

impl std::fmt::Debug for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delivery").field("language", &self.language).finish_non_exhaustive()
    }
}

/// Why a mail was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct PostError {
    /// Whether trying again later can help.
    pub temporary: bool,
    /// In words for the operator, without an address.
    pub reason: &'static str,
}

/// Who carries mails.
pub trait Postman: Send + Sync {
    /// Hands one mail over. When it is `Ok`, the mail is no longer ours.
    fn deliver<'a>(
        &'a self,
        delivery: &'a Delivery,
    ) -> Pin<Box<dyn Future<Output = Result<(), PostError>> + Send + 'a>>;
}

/// How an [`ErasureDate`] is written down.
#[derive(Serialize, Deserialize)]
#[serde(remote = "ErasureDate")]
struct ErasureDateForm {
    erase_after: Timestamp,
    to_the_minute: bool,
}
