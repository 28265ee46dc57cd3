//! Departures: why members leave, and how far they went. They outlive the person as counts, and as comments
//! that have lost the person.

use farewell_domain::account::AccountId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::db::{StoreError, Tx};

/// One departure as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Its identity: random, so that it tells no time.
    pub id: Uuid,
    /// Part one was passed.
    pub started_at: Timestamp,
    /// The button was pressed.
    pub confirmed_at: Option<Timestamp>,
    /// The reason's code.
    pub reason: Option<String>,
    /// What the member added.
    pub comment: Option<String>,
    /// The member came back.
    pub came_back_at: Option<Timestamp>,
    /// The data is gone.
    pub erased_at: Option<Timestamp>,
}

const OPEN: &str = "SELECT * FROM departure WHERE account_id = $1 AND came_back_at IS NULL AND erased_at IS NULL \
                    ORDER BY started_at DESC LIMIT 1";

/// Notes that a member passed part one. A second pass of the same way counts once.
pub async fn start(tx: &mut Tx, id: Uuid, account: AccountId, now: Timestamp) -> Result<(), StoreError> {
    if tx.first(OPEN, &[account.0.into()]).await?.is_none() {
        let sql = "INSERT INTO departure (id, account_id, started_at) VALUES ($1, $2, $3)";
        tx.execute(sql, &[id.into(), account.0.into(), now.into()]).await?;
    }
    Ok(())
}

/// Notes the button, the reason and the comment.
pub async fn confirm(
    tx: &mut Tx,
    account: AccountId,
    reason: Option<&str>,
    comment: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE departure SET confirmed_at = $2, reason = $3, comment = $4 \
               WHERE account_id = $1 AND came_back_at IS NULL AND erased_at IS NULL";
    tx.execute(sql, &[account.0.into(), now.into(), reason.into(), comment.into()]).await.map(drop)
}

/// Notes that the member came back.
pub async fn came_back(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE departure SET came_back_at = $2 \
               WHERE account_id = $1 AND confirmed_at IS NOT NULL AND came_back_at IS NULL AND erased_at IS NULL";
    tx.execute(sql, &[account.0.into(), now.into()]).await.map(drop)
}

/// Every departure that still belongs to an account.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<Departure>, StoreError> {
    tx.all("SELECT * FROM departure WHERE account_id = $1", &[account.0.into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Replaces the comment of a departure.
pub async fn reword(tx: &mut Tx, id: Uuid, comment: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE departure SET comment = $2 WHERE id = $1", &[id.into(), comment.into()])
        .await
        .map(drop)
}

/// Stores a departure without its member, with times and comment as given.
pub async fn part(tx: &mut Tx, departure: &Departure) -> Result<(), StoreError> {
    let sql = "UPDATE departure SET account_id = NULL, started_at = $2, confirmed_at = $3, comment = $4, \
               came_back_at = $5, erased_at = $6 WHERE id = $1";
    let values = [
        departure.id.into(),
        departure.started_at.into(),
        departure.confirmed_at.into(),
        departure.comment.as_deref().into(),
        departure.came_back_at.into(),
        departure.erased_at.into(),
    ];
    tx.execute(sql, &values).await.map(drop)
}

/// Every departure that started at `since` or later.
pub async fn since(tx: &mut Tx, since: Timestamp) -> Result<Vec<Departure>, StoreError> {
    let sql = "SELECT * FROM departure WHERE started_at >= $1 ORDER BY started_at, id";
    tx.all(sql, &[since.into()]).await?.iter().map(read).collect()
}

fn read(row: &crate::db::Row) -> Result<Departure, StoreError> {
    Ok(Departure {
        id: row.get("id")?,
        started_at: row.get("started_at")?,
        confirmed_at: row.get_or_null("confirmed_at")?,
        reason: row.get_or_null("reason")?,
        comment: row.get_or_null("comment")?,
        came_back_at: row.get_or_null("came_back_at")?,
        erased_at: row.get_or_null("erased_at")?,
    })
}
