//! The profile: what a member sees and may change of their own row.

use farewell_domain::email::EmailAddress;
use farewell_domain::language::Language;
use farewell_domain::text::is_plain_line;
use farewell_erasure::directory::{DirectoryError, Member, ProfileChange};
use farewell_store::audit::{Action, Actor};
use farewell_store::{Tx, account};
use jiff::Timestamp;

use crate::email_change::{EmailChangeError, NewEmail};
use crate::message::Message;
use crate::session::Session;
use crate::{Farewell, ServiceError, mail};

/// The longest name, in characters.
const LONGEST_NAME: usize = 200;
/// The answers to "gender"; the empty one is "I'd rather not say". A word of the app's own stays as it is.
pub const GENDERS: [&str; 4] = ["woman", "man", "another", ""];

/// A member's own data.
#[derive(Clone, PartialEq, Eq)]
pub struct Profile {
    /// The member ID.
    pub username: Option<String>,
    /// The name people are greeted with.
    pub name: Option<String>,
    /// The gender, as the app stores it.
    pub gender: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The language tag.
    pub language: Option<String>,
    /// Whether mails may go to that address.
    pub email_confirmed: bool,
    /// The address that takes its place once it is confirmed, or this very one.
    pub email_waiting: Option<String>,
    /// Which fields there are.
    pub fields: ProfileFields,
}

/// Which fields the directory has a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four fields, each there or not")]
pub struct ProfileFields {
    /// The name.
    pub name: bool,
    /// The gender.
    pub gender: bool,
    /// The address.
    pub email: bool,
    /// The language; where the directory has no column, Farewell remembers it itself.
    pub language: bool,
}

/// What was typed; none leaves a field as it is.
#[derive(Clone, Default)]
pub struct ProfileForm {
    /// The name.
    pub name: Option<String>,
    /// The gender.
    pub gender: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// The language tag.
    pub language: Option<String>,
}

/// One field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileField {
    /// The name.
    Name,
    /// The gender.
    Gender,
    /// The address.
    Email,
    /// The language.
    Language,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// It must not be empty.
    Empty,
    /// It is not what the field needs.
    Invalid,
    /// Over so many characters.
    TooLong(usize),
    /// Another member has it.
    Taken,
}

/// The profile was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// What was typed.
    #[error("the form has mistakes")]
    Fields(Vec<(ProfileField, FieldProblem)>),
    /// Too many new addresses were typed.
    #[error("too many mails were asked for")]
    TooOften {
        /// When another can be typed.
        until: Timestamp,
    },
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<EmailChangeError> for ProfileError {
    fn from(error: EmailChangeError) -> Self {
        match error {
            EmailChangeError::TooOften { until } => Self::TooOften { until },
            EmailChangeError::Service(error) => Self::Service(error),
        }
    }
}

/// What became of a changed profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileSaved {
    /// The new address waits to be confirmed.
    pub email_waits: bool,
}

/// What differs from what is stored.
struct Differences {
    change: ProfileChange,
    language: Option<Language>,
    email: Option<String>,
}

impl Farewell {
    /// The member's profile, as it was when the request came.
    pub async fn profile(&self, session: &Session) -> Result<Profile, ServiceError> {
        let member = session.member.clone();
        let noted = || session.noted_language.as_ref().map(Language::to_string);
        let language = member.language.clone().or_else(noted);
        Ok(Profile {
            username: member.username,
            name: member.name,
            gender: member.gender,
            email: member.email,
            language,
            email_confirmed: member.confirmed,
            email_waiting: self.email_waiting(session).await?,
            fields: self.fields(),
        })
    }

    /// Looks only where the session knows that there is something to see.
    async fn email_waiting(&self, session: &Session) -> Result<Option<String>, ServiceError> {
        if !session.email_waits {
            return Ok(None);
        }
        let mut tx = self.0.store.glance("read a new address").await?;
        Ok(self.awaited_email(&mut tx, session.account).await?.map(|new| new.email))
    }

    /// Changes what differs. The directory is written first: a crash in between leaves a form that can be sent
    /// again. A new address waits to be confirmed.
    pub async fn update_profile(
        &self,
        session: &Session,
        form: &ProfileForm,
    ) -> Result<ProfileSaved, ProfileError> {
        let member = self.member(&session.key).await?;
        let Differences { change, language, email } =
            self.differences(&member, form).map_err(ProfileError::Fields)?;
        let with_mail = match &email {
            Some(email) => self.count_email_change(session.account, email).await?,
            None => false,
        };
        let mut tx = self.0.store.write("change a profile").await.map_err(ServiceError::from)?;
        self.still_signed_in(&mut tx, session).await?;
        match self.0.directory.update(&session.key, &change).await {
            Ok(()) => {}
            Err(DirectoryError::Taken { .. }) => {
                return Err(ProfileError::Fields(vec![(ProfileField::Name, FieldProblem::Taken)]));
            }
            Err(error) => return Err(ServiceError::from(error).into()),
        }
        if let Some(language) = &language {
            account::save_language(&mut tx, session.account, language).await.map_err(ServiceError::from)?;
        }
        if let Some(email) = &email {
            self.email_typed(&mut tx, session, &member, email, with_mail).await?;
        }
        self.note(&mut tx, session.account, Actor::Member, Action::ProfileChanged).await?;
        tx.commit().await.map_err(ServiceError::from)?;
        self.0.bell.ring();
        Ok(ProfileSaved { email_waits: email.is_some() })
    }

    /// The new address waits, and the old one is told.
    async fn email_typed(
        &self,
        tx: &mut Tx,
        session: &Session,
        member: &Member,
        email: &str,
        with_mail: bool,
    ) -> Result<(), ServiceError> {
        self.await_email(tx, session.account, &NewEmail::of(member, email), with_mail).await?;
        if let Some(account) = account::find(tx, session.account).await? {
            let message = Message::EmailChangeAsked;
            self.tell_old(tx, &account, member, mail::address(member), message).await?;
        }
        self.note(tx, session.account, Actor::Member, Action::EmailChangeAsked).await
    }

    fn fields(&self) -> ProfileFields {
        let map = self.0.directory.map();
        ProfileFields { name: map.name.is_some(), gender: map.gender.is_some(), email: true, language: true }
    }

    /// What to write, or every mistake at once.
    fn differences(&self, member: &Member, form: &ProfileForm) -> Result<Differences, Vec<Mistake>> {
        let mut problems = Vec::new();
        let mut take = |field, typed: &Option<String>, old: &Option<String>, check: fn(&str) -> Checked| {
            let typed = typed.as_deref()?.trim().to_owned();
            if typed == old.as_deref().unwrap_or_default() {
                return None;
            }
            match check(&typed) {
                Ok(()) => Some(Some(typed).filter(|text| !text.is_empty())),
                Err(problem) => {
                    problems.push((field, problem));
                    None
                }
            }
        };
        let fields = self.fields();
        let mut change = ProfileChange::default();
        if fields.name {
            change.name = take(ProfileField::Name, &form.name, &member.name, check_name);
        }
        if fields.gender {
            change.gender = take(ProfileField::Gender, &form.gender, &member.gender, check_gender);
        }
        let email = take(ProfileField::Email, &form.email, &member.email, check_email).flatten();
        let mut language = None;
        if let Some(typed) =
            form.language.as_deref().filter(|typed| *typed != member.language.as_deref().unwrap_or_default())
        {
            match self.0.settings.languages.iter().find(|offered| offered.as_str() == typed) {
                Some(offered) => {
                    language = Some(offered.clone());
                    change.language = Some(Some(offered.to_string()));
                }
                None => problems.push((ProfileField::Language, FieldProblem::Invalid)),
            }
        }
        if problems.is_empty() { Ok(Differences { change, language, email }) } else { Err(problems) }
    }
}

type Mistake = (ProfileField, FieldProblem);
type Checked = Result<(), FieldProblem>;

pub(crate) fn check_name(name: &str) -> Checked {
    match name {
        "" => Err(FieldProblem::Empty),
        _ if name.chars().count() > LONGEST_NAME => Err(FieldProblem::TooLong(LONGEST_NAME)),
        _ if !is_plain_line(name) => Err(FieldProblem::Invalid),
        _ => Ok(()),
    }
}

fn check_gender(gender: &str) -> Checked {
    if GENDERS.contains(&gender) { Ok(()) } else { Err(FieldProblem::Invalid) }
}

pub(crate) fn check_email(email: &str) -> Checked {
    match email {
        "" => Err(FieldProblem::Empty),
        _ if EmailAddress::parse(email).is_none() => Err(FieldProblem::Invalid),
        _ => Ok(()),
    }
}
