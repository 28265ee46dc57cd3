//! Comments on the help page: anybody writes one, the site decides which of them stand there.

use farewell_domain::comment::{self, CommentState, MAX_LENGTH, MAX_NAME_LENGTH};
use farewell_domain::departure::cut_to_month;
use farewell_domain::language::Language;
use farewell_domain::limit::{COMMENT_BY_ADDRESS, COMMENT_BY_ALL};
use farewell_domain::text::{is_plain_line, is_plain_text};
use farewell_store::comment::{self as stored, Comment};
use farewell_store::{StoreError, Tx};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use uuid::Uuid;

use crate::limit::Client;
use crate::profile::FieldProblem;
use crate::{Farewell, ServiceError};

/// So many comments stand on the page, the newest.
const SHOWN: i64 = 50;
/// An erasure reads so many at a time.
const PAGE: i64 = 500;

/// What was typed.
#[derive(Clone, Default)]
pub struct CommentForm {
    /// The words.
    pub comment: String,
    /// What the writer wants to be called; empty for a visitor.
    pub name: String,
}

/// One field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentField {
    /// The words.
    Comment,
    /// The name.
    Name,
}

/// The comment was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CommentError {
    /// What was typed.
    #[error("the form has mistakes")]
    Fields(Vec<(CommentField, FieldProblem)>),
    /// Too many came from this address, or at once.
    #[error("too many comments were written")]
    TooOften {
        /// When another can be written.
        until: Timestamp,
    },
    /// Our side failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for CommentError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// A comment as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedComment {
    /// What its writer is called; none for a visitor.
    pub name: Option<String>,
    /// The tag of its language.
    pub language: String,
    /// A moment of the month in which it was written.
    pub written_at: Timestamp,
    /// The words.
    pub comment: String,
}

/// A comment as the site reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommentReport {
    /// By what it is called on the command line.
    pub id: String,
    /// `waiting`, `published` or `hidden`.
    pub state: &'static str,
    /// When it was written.
    pub written_at: Timestamp,
    /// The tag of its language.
    pub language: String,
    /// What its writer is called.
    pub name: Option<String>,
    /// The words.
    pub comment: String,
}

impl Farewell {
    /// Takes a comment in; it is shown once the site has published it. Who wrote it is not noted, signed in or not.
    pub async fn write_comment(
        &self,
        form: &CommentForm,
        language: &Language,
        client: &Client<'_>,
    ) -> Result<(), CommentError> {
        let (body, name) = (form.comment.trim(), form.name.trim());
        check(body, name).map_err(CommentError::Fields)?;
        let counted =
            [self.counted(COMMENT_BY_ADDRESS, &[client.address]), self.counted(COMMENT_BY_ALL, &[])];
        if let Some(until) = self.spend(&counted).await? {
            return Err(CommentError::TooOften { until });
        }
        let comment = Comment {
            id: Uuid::new_v4(),
            state: CommentState::Waiting,
            written_at: self.now(),
            language: language.to_string(),
            name: Some(name.to_owned()).filter(|name| !name.is_empty()),
            body: body.to_owned(),
        };
        let mut tx = self.0.store.write("save a comment").await?;
        stored::add(&mut tx, &comment).await?;
        Ok(tx.commit().await?)
    }

    /// The comments that stand on the page, the newest first.
    pub async fn published_comments(&self) -> Result<Vec<PublishedComment>, ServiceError> {
        let mut tx = self.0.store.read("read the comments").await?;
        let found = stored::newest(&mut tx, CommentState::Published, SHOWN).await?;
        Ok(found.into_iter().map(published).collect())
    }

    /// Every comment in a state, or in any, the newest first.
    pub async fn comments(&self, state: Option<CommentState>) -> Result<Vec<CommentReport>, ServiceError> {
        let mut tx = self.0.store.read("read the comments").await?;
        let mut found = Vec::new();
        for one in CommentState::ALL.into_iter().filter(|one| state.is_none_or(|state| state == *one)) {
            found.extend(stored::newest(&mut tx, one, i64::MAX).await?);
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.written_at));
        Ok(found.into_iter().map(reported).collect())
    }

    /// Shows a comment or takes it off the page; false when there is none with that id.
    pub async fn set_comment_state(&self, id: &str, state: CommentState) -> Result<bool, ServiceError> {
        let Ok(id) = id.parse() else { return Ok(false) };
        let mut tx = self.0.store.write("change a comment").await?;
        let found = stored::save_state(&mut tx, id, state).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// Forgets a comment; false when there is none with that id.
    pub async fn delete_comment(&self, id: &str) -> Result<bool, ServiceError> {
        let Ok(id) = id.parse() else { return Ok(false) };
        let mut tx = self.0.store.write("delete a comment").await?;
        let found = stored::remove(&mut tx, id).await?;
        tx.commit().await?;
        Ok(found)
    }
}

/// Every comment that holds one of an erased member's identifiers loses it, and keeps its month only. A name that holds
/// one is dropped whole. Returns how many there were.
pub(crate) async fn forget_identifiers(
    tx: &mut Tx,
    identifiers: &[String],
    zone: &TimeZone,
) -> Result<usize, StoreError> {
    let (mut changed, mut after) = (0, Uuid::nil());
    while !identifiers.is_empty() {
        let page = stored::page(tx, after, PAGE).await?;
        let Some(last) = page.last().map(|one| one.id) else { break };
        for one in page {
            let name = one.name.clone().filter(|name| comment::redact(name, identifiers) == *name);
            let body = comment::redact(&one.body, identifiers);
            if name != one.name || body != one.body {
                let written_at = cut_to_month(one.written_at, zone);
                stored::reword(tx, &Comment { name, body, written_at, ..one }).await?;
                changed += 1;
            }
        }
        after = last;
    }
    Ok(changed)
}

fn check(body: &str, name: &str) -> Result<(), Vec<(CommentField, FieldProblem)>> {
    let body = problem(body, MAX_LENGTH, is_plain_text).or(body.is_empty().then_some(FieldProblem::Empty));
    let name = problem(name, MAX_NAME_LENGTH, is_plain_line);
    let problems: Vec<_> = [(CommentField::Comment, body), (CommentField::Name, name)]
        .into_iter()
        .filter_map(|(field, problem)| Some((field, problem?)))
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn problem(text: &str, most: usize, is_plain: fn(&str) -> bool) -> Option<FieldProblem> {
    if text.chars().count() > most {
        return Some(FieldProblem::TooLong(most));
    }
    (!is_plain(text)).then_some(FieldProblem::Invalid)
}

fn published(one: Comment) -> PublishedComment {
    let Comment { name, language, written_at, body, .. } = one;
    PublishedComment { name, language, written_at, comment: body }
}

fn reported(one: Comment) -> CommentReport {
    let Comment { id, state, written_at, language, name, body } = one;
    CommentReport { id: id.to_string(), state: state.word(), written_at, language, name, comment: body }
}
