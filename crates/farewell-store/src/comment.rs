//! Comments on the help page. Nothing says who wrote one; the site decides which of them stand there.

use farewell_domain::comment::CommentState;
use jiff::Timestamp;
use uuid::Uuid;

use crate::db::{Row, StoreError, Tx};

/// One comment as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its identity: random, so that it tells no time.
    pub id: Uuid,
    /// Who sees it.
    pub state: CommentState,
    /// When it was written.
    pub written_at: Timestamp,
    /// The tag of the page's language in which it was written.
    pub language: String,
    /// What its writer is called there.
    pub name: Option<String>,
    /// The words.
    pub body: String,
}

/// Stores a comment.
pub async fn add(tx: &mut Tx, comment: &Comment) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO comment (id, state, written_at, language, name, body) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        comment.id.into(),
        comment.state.word().into(),
        comment.written_at.into(),
        comment.language.as_str().into(),
        comment.name.as_deref().into(),
        comment.body.as_str().into(),
    ];
    tx.execute(sql, &values).await.map(drop)
}

/// The newest `most` comments in a state.
pub async fn newest(tx: &mut Tx, state: CommentState, most: i64) -> Result<Vec<Comment>, StoreError> {
    let sql = "SELECT * FROM comment WHERE state = $1 ORDER BY written_at DESC, id LIMIT $2";
    tx.all(sql, &[state.word().into(), most.into()]).await?.iter().map(read).collect()
}

/// The `most` comments that come after `after` in the order of their identities, whatever their state.
pub async fn page(tx: &mut Tx, after: Uuid, most: i64) -> Result<Vec<Comment>, StoreError> {
    let sql = "SELECT * FROM comment WHERE id > $1 ORDER BY id LIMIT $2";
    tx.all(sql, &[after.into(), most.into()]).await?.iter().map(read).collect()
}

/// Changes a comment's state; false when there is no such comment.
pub async fn save_state(tx: &mut Tx, id: Uuid, state: CommentState) -> Result<bool, StoreError> {
    let sql = "UPDATE comment SET state = $2 WHERE id = $1";
    Ok(tx.execute(sql, &[id.into(), state.word().into()]).await? == 1)
}

/// Replaces what a comment says, by whom, and when.
pub async fn reword(tx: &mut Tx, comment: &Comment) -> Result<(), StoreError> {
    let sql = "UPDATE comment SET written_at = $2, name = $3, body = $4 WHERE id = $1";
    let values = [
        comment.id.into(),
        comment.written_at.into(),
        comment.name.as_deref().into(),
        comment.body.as_str().into(),
    ];
    tx.execute(sql, &values).await.map(drop)
}

/// Forgets a comment; false when there is no such comment.
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM comment WHERE id = $1", &[id.into()]).await? == 1)
}

fn read(row: &Row) -> Result<Comment, StoreError> {
    let state = CommentState::parse(&row.get::<String>("state")?);
    Ok(Comment {
        id: row.get("id")?,
        state: state.ok_or_else(|| StoreError::unreadable("state"))?,
        written_at: row.get("written_at")?,
        language: row.get("language")?,
        name: row.get_or_null("name")?,
        body: row.get("body")?,
    })
}
