//! Signing up, where the directory allows it: a form, a mail, and only with the mail's link a member.
//!
//! Whether the address is a member's already, the worker finds out: the answer, and the time that it takes, are the
//! same for everybody.

use farewell_domain::language::Language;
use farewell_domain::limit::{CONFIRMATION_BY_EMAIL, SIGN_UP_BY_ADDRESS};
use farewell_domain::password::PasswordProblem;
use farewell_domain::username::{Username, UsernameProblem};
use farewell_erasure::directory::{DirectoryError, Member, NewMember, Switch};
use farewell_erasure::key::AccountKey;
use farewell_store::audit::{Action, Actor};
use farewell_store::job::{self, Kind, LeasedJob};
use farewell_store::sign_up::{self as stored, Waiting};
use farewell_store::{Tx, account};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::confirm_email::{ConfirmEmailError, LINK_LASTS};
use crate::limit::{Client, plain};
use crate::message::{Delivery, Message};
use crate::profile::{FieldProblem, check_email, check_name};
use crate::worker::Failed;
use crate::{Farewell, ServiceError, mail, seal, token};

/// What was typed.
#[derive(Clone, Copy)]
pub struct SignUpForm<'a> {
    /// The member ID; not looked at where the directory has none.
    pub username: &'a str,
    /// The e-mail address.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// The name; not looked at where the directory has none.
    pub name: &'a str,
    /// The language of the page.
    pub language: &'a Language,
}

/// Which fields there are besides address and password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignUpFields {
    /// The member ID.
    pub username: bool,
    /// The name.
    pub name: bool,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignUpMistake {
    /// The member ID is none.
    Username(UsernameProblem),
    /// Another member has that member ID.
    UsernameTaken,
    /// The address.
    Email(FieldProblem),
    /// The password.
    Password(PasswordProblem),
    /// The name.
    Name(FieldProblem),
}

/// Nobody was signed up.
#[derive(Debug, thiserror::Error)]
pub enum SignUpError {
    /// The site takes no members here.
    #[error("nobody can sign up here")]
    Off,
    /// What was typed.
    #[error("the form has mistakes")]
    Fields(Vec<SignUpMistake>),
    /// Too many came from this address.
    #[error("too many sign-ups")]
    TooOften {
        /// When another can come.
        until: Timestamp,
    },
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// What is sealed in a row that waits. The password is hashed before.
#[derive(Serialize, Deserialize)]
struct Candidate {
    username: Option<String>,
    email: String,
    password_hash: String,
    name: Option<String>,
    language: String,
}

impl Farewell {
    /// Whether the site takes members here.
    pub fn offers_sign_up(&self) -> bool {
        self.0.directory.map().sign_up == Switch::On
    }

    /// Which fields the form has besides address and password.
    pub fn sign_up_fields(&self) -> SignUpFields {
        let directory = &self.0.directory;
        SignUpFields { username: directory.has_usernames(), name: directory.map().name.is_some() }
    }

    /// Notes that somebody wants to become a member; the worker sends the mail. A member ID that is taken is told, a
    /// known address is not.
    pub async fn sign_up(&self, form: &SignUpForm<'_>, client: &Client<'_>) -> Result<(), SignUpError> {
        if !self.offers_sign_up() {
            return Err(SignUpError::Off);
        }
        // Counted before anything is looked at: judging a password is work too.
        let by_address = self.counted(SIGN_UP_BY_ADDRESS, &[client.address]);
        if let Some(until) = self.spend(&[by_address]).await? {
            return Err(SignUpError::TooOften { until });
        }
        let kind = self.nobodys().await?;
        let known = [form.username, form.email, form.name];
        let password = self.check_password(form.password, Some(kind), &known).await?;
        let typed = self.checked_sign_up(form, password).map_err(SignUpError::Fields)?;
        if let Some(username) = &typed.username {
            let taken = self.0.directory.has_username(username).await.map_err(ServiceError::from)?;
            if taken {
                return Err(SignUpError::Fields(vec![SignUpMistake::UsernameTaken]));
            }
        }
        let password_hash = self.0.passwords.hash(form.password, Some(kind)).await?;
        let by_email = self.counted(CONFIRMATION_BY_EMAIL, &[&plain(&typed.email)]);
        if self.spend(&[by_email]).await?.is_some() {
            // Enough mails are on their way to that address; saying so would tell nobody anything they need.
            return Ok(());
        }
        self.begin_sign_up(&Candidate { password_hash, ..typed }).await?;
        self.0.bell.ring();
        Ok(())
    }

    async fn begin_sign_up(&self, candidate: &Candidate) -> Result<(), ServiceError> {
        let (id, now) = (Uuid::now_v7(), self.now());
        let content = serde_json::to_vec(candidate).map_err(|_| ServiceError::Sealed)?;
        let sealed = seal::seal(&self.0.secrets, id, &content)?;
        let expires_at = now.checked_add(LINK_LASTS).unwrap_or(now);
        let mut tx = self.0.store.write("begin a sign-up").await?;
        let new = Waiting { id, sealed, expires_at };
        stored::push(&mut tx, &new, &self.0.secrets.email_hash(&plain(&candidate.email))).await?;
        job::enqueue(&mut tx, Uuid::now_v7(), Kind::SignUp, id, now).await?;
        Ok(tx.commit().await?)
    }

    /// The form without its password, which has been checked, or every mistake at once.
    fn checked_sign_up(
        &self,
        form: &SignUpForm<'_>,
        password: Result<(), PasswordProblem>,
    ) -> Result<Candidate, Vec<SignUpMistake>> {
        let fields = self.sign_up_fields();
        let mut mistakes = Vec::new();
        let username = fields.username.then(|| Username::parse(form.username));
        if let Some(Err(problem)) = username {
            mistakes.push(SignUpMistake::Username(problem));
        }
        let email = form.email.trim();
        mistakes.extend(check_email(email).err().map(SignUpMistake::Email));
        mistakes.extend(password.err().map(SignUpMistake::Password));
        let name = fields.name.then(|| form.name.trim());
        mistakes.extend(name.and_then(|name| check_name(name).err()).map(SignUpMistake::Name));
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        Ok(Candidate {
            username: username.and_then(Result::ok).map(|name| name.as_str().to_owned()),
            email: email.to_owned(),
            password_hash: String::new(),
            name: name.map(str::to_owned),
            language: form.language.to_string(),
        })
    }

    /// The worker's job: a link to an address that nobody has, a word to the member who has it.
    pub(crate) async fn answer_sign_up(&self, job: &LeasedJob) -> Result<(), Failed> {
        let id = job.subject;
        let mut tx = self.0.store.read("read a sign-up").await?;
        let found = stored::find(&mut tx, id).await?;
        drop(tx);
        let Some(waiting) = found else { return Ok(()) };
        let candidate = self.candidate(&waiting)?;
        let owner = self.0.directory.owner_of(&candidate.email).await.map_err(ServiceError::from)?;
        let mut tx = self.0.store.write("answer a sign-up").await?;
        match owner {
            None if self.now() < waiting.expires_at => self.send_sign_up_link(&mut tx, id, candidate).await?,
            None => stored::remove(&mut tx, id).await?,
            Some(member) => {
                stored::remove(&mut tx, id).await?;
                self.tell_owner(&mut tx, &member, Message::AlreadyMember).await?;
            }
        }
        self.commit_as(job, tx).await?;
        self.0.bell.ring();
        Ok(())
    }

    async fn send_sign_up_link(
        &self,
        tx: &mut Tx,
        id: Uuid,
        candidate: Candidate,
    ) -> Result<(), ServiceError> {
        let token = token::new()?;
        let expires_at = self.now().checked_add(LINK_LASTS).unwrap_or(self.now());
        stored::arm(tx, id, &token::hash(&token), expires_at).await?;
        let language = Language::parse(&candidate.language).unwrap_or_else(Language::english);
        let delivery = Delivery { to: candidate.email, language, message: Message::ConfirmSignUp { token } };
        self.send(tx, None, delivery, expires_at).await
    }

    /// Tells a member that somebody has typed their address. It carries no link that acts, so it goes to an address
    /// that was never confirmed too.
    pub(crate) async fn tell_owner(
        &self,
        tx: &mut Tx,
        member: &Member,
        message: Message,
    ) -> Result<(), ServiceError> {
        let Some(to) = member.email.clone() else { return Ok(()) };
        let account = self.take_in(tx, &member.key).await?;
        if !account.status.can_sign_in() {
            return Ok(());
        }
        let language = self.mail_language(member, &account);
        let expires_at = self.now().checked_add(mail::NEWS_LAST).unwrap_or(self.now());
        self.send(tx, account.id, Delivery { to, language, message }, expires_at).await
    }

    /// The link was followed: from here on there is a member. A crash between the directory and Farewell leaves a link
    /// with which the same can be done again.
    pub(crate) async fn join(&self, mut tx: Tx, waiting: &Waiting) -> Result<(), ConfirmEmailError> {
        if !self.offers_sign_up() {
            return Err(ConfirmEmailError::LinkUsedOrExpired);
        }
        let candidate = self.candidate(waiting)?;
        let language = Language::parse(&candidate.language);
        let email_hash = self.0.secrets.email_hash(&plain(&candidate.email));
        let key = match self.add_member(candidate).await {
            Ok(key) => key,
            Err(ConfirmEmailError::Service(error)) => return Err(error.into()),
            Err(taken) => {
                tx.commit().await.map_err(ServiceError::from)?;
                return Err(taken);
            }
        };
        let service = ServiceError::from;
        stored::remove_all(&mut tx, &email_hash).await.map_err(service)?;
        let account = self.take_in(&mut tx, &key).await?;
        if let Some(language) = language {
            account::save_language(&mut tx, account.id, &language).await.map_err(ServiceError::from)?;
        }
        self.note(&mut tx, account.id, Actor::Member, Action::SignedUp).await?;
        tx.commit().await.map_err(ServiceError::from)?;
        Ok(())
    }

    async fn add_member(&self, candidate: Candidate) -> Result<AccountKey, ConfirmEmailError> {
        let new = NewMember {
            username: candidate.username,
            email: candidate.email,
            password_hash: candidate.password_hash,
            name: candidate.name,
            language: Some(candidate.language),
        };
        let directory = &self.0.directory;
        match directory.add(&new, Uuid::now_v7(), self.now()).await {
            Ok(key) => Ok(key),
            Err(DirectoryError::Taken { column }) => {
                let owner = directory.owner_of(&new.email).await.map_err(ServiceError::from)?;
                match owner {
                    // The salt makes the hash unlike any other: this very sign-up was here before.
                    Some(member) if member.password_hash.as_ref() == Some(&new.password_hash) => {
                        Ok(member.key)
                    }
                    Some(_) => Err(ConfirmEmailError::EmailTaken),
                    None if column == directory.map().email => Err(ConfirmEmailError::EmailTaken),
                    None => Err(ConfirmEmailError::UsernameTaken),
                }
            }
            Err(error) => Err(ServiceError::from(error).into()),
        }
    }

    fn candidate(&self, waiting: &Waiting) -> Result<Candidate, ServiceError> {
        let content = seal::open(&self.0.secrets, waiting.id, &waiting.sealed)?;
        serde_json::from_slice(&content).map_err(|_| ServiceError::Sealed)
    }
}
