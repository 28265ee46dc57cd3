//! Leaving: what will happen, is it you, why, and the orange button.

use std::collections::BTreeMap;

use farewell_domain::account::{AccountStatus, Event};
use farewell_domain::comment;
use farewell_domain::grace::ErasureDate;
use farewell_domain::reason::{Alternative, ReasonCode, alternative};
use farewell_domain::text::is_plain_text;
use farewell_domain::{identity, phrase};
use farewell_erasure::directory::Member;
use farewell_erasure::engine::{Blocker, Outlook};
use farewell_store::account::Account;
use farewell_store::audit::{Action, Actor};
use farewell_store::job::Kind;
use farewell_store::link::{self, Purpose};
use farewell_store::session::{self as stored, EndedBecause};
use farewell_store::{Tx, account, departure, job, outbox, reason};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::deeds::Deed;
use crate::message::{Delivery, Message};
use crate::password::{Asker, PasswordAgain};
use crate::session::{Goodbye, Session};
use crate::{Farewell, ServiceError, mail, token};

/// A way back works as long as erasing has not begun, which may be a little after the date.
const AFTER_THE_DATE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What leaving would mean.
#[derive(Clone, Debug)]
pub struct LeavingOutlook {
    /// What is deleted, what stays without a name, what the law keeps.
    pub outlook: Outlook,
    /// When.
    pub erasure: ErasureDate,
    /// What must be settled first.
    pub blockers: Vec<Blocker>,
}

/// What a member typed to prove who they are.
#[derive(Clone, Copy)]
pub struct IdentityProof<'a> {
    /// Member ID or address.
    pub identifier: &'a str,
    /// The words.
    pub phrase: &'a str,
    /// The password; only looked at when the sign-in is not fresh.
    pub password: &'a str,
    /// The words of every language on offer.
    pub phrases: &'a [&'a str],
}

/// Which fields are wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConfirmProblems {
    /// It does not name this member.
    pub identifier: bool,
    /// They are not the words.
    pub phrase: bool,
    /// The password, when it was needed.
    pub password: Option<PasswordAgain>,
}

/// Part one was not passed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// What was typed.
    #[error("the form has mistakes")]
    Fields(ConfirmProblems),
    /// Something must be settled first.
    #[error("something must be settled first")]
    Blocked(Vec<Blocker>),
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// One reason that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonChoice {
    /// Its code.
    pub code: ReasonCode,
    /// The operator's own wording by language; empty for the site's texts.
    pub texts: BTreeMap<String, String>,
    /// What one may do instead.
    pub alternative: Option<Alternative>,
}

/// The button did nothing.
#[derive(Debug, thiserror::Error)]
pub enum DeactivateError {
    /// Part one was not passed, or too long ago.
    #[error("part one has not been passed")]
    NotConfirmed,
    /// The site offers no such reason.
    #[error("there is no such reason")]
    UnknownReason,
    /// The comment is too long.
    #[error("the comment is longer than {max} characters")]
    CommentTooLong {
        /// So many characters are allowed.
        max: usize,
    },
    /// Something must be settled first.
    #[error("something must be settled first")]
    Blocked(Vec<Blocker>),
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl Farewell {
    /// What leaving now would mean to this member.
    pub async fn outlook(&self, session: &Session) -> Result<LeavingOutlook, ServiceError> {
        let engine = self.engine();
        let outlook = engine.outlook(&session.key, self.now()).await?;
        let blockers = engine.blockers(&session.key).await?;
        Ok(LeavingOutlook { outlook, erasure: self.promise(), blockers })
    }

    /// Part one. Wrong words change nothing and count towards nothing.
    pub async fn confirm_identity(
        &self,
        session: &Session,
        proof: &IdentityProof<'_>,
    ) -> Result<(), ConfirmError> {
        let member = self.member(&session.key).await?;
        let password = if session.fresh {
            None
        } else {
            self.wrong_password(&member, proof.password, &Asker::Session(session)).await?
        };
        let problems = ConfirmProblems {
            identifier: !identity::is_named(
                proof.identifier,
                member.username.as_deref(),
                member.email.as_deref(),
            ),
            phrase: !phrase::matches(proof.phrase, proof.phrases),
            password,
        };
        if problems != ConfirmProblems::default() {
            return Err(ConfirmError::Fields(problems));
        }
        self.require_unblocked(session).await?.map_err(ConfirmError::Blocked)?;
        self.identity_confirmed(session).await.map_err(ConfirmError::Service)
    }

    /// Whether part one was passed, not too long ago, in this session.
    pub async fn identity_is_confirmed(&self, session: &Session) -> Result<bool, ServiceError> {
        let mut tx = self.0.store.read("read a session").await?;
        let row = self.live(&mut tx, session).await?;
        Ok(row.is_some_and(|row| self.is_confirmed(&row)))
    }

    /// The reasons that the site offers, in their order.
    pub async fn reasons(&self) -> Result<Vec<ReasonChoice>, ServiceError> {
        let mut tx = self.0.store.read("read the reasons").await?;
        let choice = |reason: reason::Reason| ReasonChoice {
            alternative: alternative(&reason.code),
            code: reason.code,
            texts: reason.texts,
        };
        Ok(reason::offered(&mut tx).await?.into_iter().map(choice).collect())
    }

    /// The orange button: from here on the account is deactivated, signed out everywhere, and erased on the
    /// date. An empty reason is none.
    pub async fn deactivate(
        &self,
        session: &Session,
        reason: &str,
        comment: &str,
    ) -> Result<Goodbye, DeactivateError> {
        let comment = checked(comment)?;
        self.require_unblocked(session).await?.map_err(DeactivateError::Blocked)?;
        let member = self.member(&session.key).await?;
        let service = ServiceError::from;
        let mut tx = self.0.store.write("deactivate an account").await.map_err(service)?;
        let row = self.live(&mut tx, session).await?.filter(|row| self.is_confirmed(row));
        row.ok_or(DeactivateError::NotConfirmed)?;
        let offered = reason::offered(&mut tx).await.map_err(ServiceError::from)?;
        let reason = (!reason.is_empty()).then_some(reason);
        if reason.is_some_and(|code| !offered.iter().any(|one| one.code.as_str() == code)) {
            return Err(DeactivateError::UnknownReason);
        }
        let account = account::find(&mut tx, session.account).await.map_err(ServiceError::from)?;
        let account = account.ok_or(ServiceError::MemberGone)?;
        let now = self.now();
        let promise = self.promise();
        let event = Event::Deactivate { at: now, erase_after: promise.erase_after };
        // Somebody who was quicker has ended this session as well, so it is not confirmed.
        let status = account.status.after(event, account.hold).map_err(|_| DeactivateError::NotConfirmed)?;
        departure::confirm(&mut tx, account.id, reason, comment, now).await.map_err(ServiceError::from)?;
        self.note(&mut tx, account.id, Actor::Member, Action::Deactivated).await?;
        let goodbye = self.leave(&mut tx, &account, status, promise, &member).await?;
        tx.commit().await.map_err(ServiceError::from)?;
        self.count(Deed::Deactivation);
        self.0.bell.ring();
        Ok(goodbye)
    }

    /// What follows from the new status, in the same transaction.
    pub(crate) async fn leave(
        &self,
        tx: &mut Tx,
        account: &Account,
        status: AccountStatus,
        promise: ErasureDate,
        member: &Member,
    ) -> Result<Goodbye, ServiceError> {
        let (id, now) = (account.id, self.now());
        account::save_status(tx, id, status, promise.to_the_minute).await?;
        stored::end_all(tx, id, EndedBecause::Deactivated, now).await?;
        link::withdraw_all(tx, id).await?;
        self.withdraw_email(tx, id).await?;
        outbox::remove_all(tx, id).await?;
        let to = mail::address(member).map(str::to_owned);
        let link_mailed = to.is_some();
        if let Some(to) = to {
            let return_token = self.new_way_back(tx, account, promise.erase_after).await?;
            let language = self.mail_language(member, account);
            let message = Message::Deactivated { erasure: promise, return_token };
            self.send(tx, id, Delivery { to, language, message }, promise.erase_after).await?;
        }
        for (kind, at) in self.jobs_of_leaving(promise.erase_after) {
            job::enqueue(tx, Uuid::now_v7(), kind, id.0, at).await?;
        }
        Ok(Goodbye { erasure: promise, link_mailed })
    }

    /// What is to be done when somebody has left, and when.
    fn jobs_of_leaving(&self, erase_after: Timestamp) -> Vec<(Kind, Timestamp)> {
        let now = self.now();
        let mut jobs = vec![(Kind::MirrorStatus, now), (Kind::Leave, now), (Kind::Erase, erase_after)];
        let settings = &self.0.settings;
        if settings.reminder < settings.grace_period {
            let at = erase_after.checked_sub(settings.reminder.duration()).unwrap_or(now);
            jobs.push((Kind::Remind, at));
        }
        jobs
    }

    /// A link that leads back.
    pub(crate) async fn new_way_back(
        &self,
        tx: &mut Tx,
        account: &Account,
        erase_after: Timestamp,
    ) -> Result<String, ServiceError> {
        let token = token::new()?;
        let expires_at = erase_after.checked_add(AFTER_THE_DATE).unwrap_or(erase_after);
        link::add(tx, &token::hash(&token), Purpose::Return, account.id, expires_at).await?;
        Ok(token)
    }

    async fn require_unblocked(&self, session: &Session) -> Result<Result<(), Vec<Blocker>>, ServiceError> {
        let blockers = self.engine().blockers(&session.key).await?;
        Ok(if blockers.is_empty() { Ok(()) } else { Err(blockers) })
    }

    async fn identity_confirmed(&self, session: &Session) -> Result<(), ServiceError> {
        let now = self.now();
        let mut tx = self.0.store.write("confirm who it is").await?;
        self.still_signed_in(&mut tx, session).await?;
        if !session.fresh {
            stored::refresh(&mut tx, &session.token_hash, now).await?;
        }
        stored::confirm_identity(&mut tx, &session.token_hash, now).await?;
        departure::start(&mut tx, Uuid::new_v4(), session.account, now).await?;
        Ok(tx.commit().await?)
    }

    fn is_confirmed(&self, row: &stored::Session) -> bool {
        let fresh_for = self.0.settings.fresh_sign_in;
        row.identity_confirmed_at.is_some_and(|at| identity::is_fresh(at, self.now(), fresh_for))
    }
}

/// The comment as it is stored: none when it says nothing.
fn checked(typed: &str) -> Result<Option<&str>, DeactivateError> {
    let typed = typed.trim();
    if typed.chars().count() > comment::MAX_LENGTH || !is_plain_text(typed) {
        return Err(DeactivateError::CommentTooLong { max: comment::MAX_LENGTH });
    }
    Ok((!typed.is_empty()).then_some(typed))
}
