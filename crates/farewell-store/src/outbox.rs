//! The outbox: mails on their way. Sealed while they wait, gone when they are delivered or out of date.

use farewell_domain::account::AccountId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::db::{StoreError, Tx};

/// A mail to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its identity, which also seals it.
    pub id: Uuid,
    /// Whose it is; nobody's while somebody signs up.
    pub account: Option<AccountId>,
    /// Address and message, sealed.
    pub sealed: Vec<u8>,
    /// It is dropped after this.
    pub expires_at: Timestamp,
}

/// Puts a mail in.
pub async fn push(tx: &mut Tx, mail: &Waiting, now: Timestamp) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO outbox (id, account_id, sealed, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    let values = [
        mail.id.into(),
        mail.account.map(|account| account.0).into(),
        mail.sealed.as_slice().into(),
        now.into(),
        mail.expires_at.into(),
    ];
    tx.execute(sql, &values).await.map(drop)
}

/// The mail with this identity, if it still waits.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Waiting>, StoreError> {
    let Some(row) = tx.first("SELECT * FROM outbox WHERE id = $1", &[id.into()]).await? else {
        return Ok(None);
    };
    Ok(Some(Waiting {
        id,
        account: row.get_or_null("account_id")?.map(AccountId),
        sealed: row.get("sealed")?,
        expires_at: row.get("expires_at")?,
    }))
}

/// Takes a mail out: delivered, or out of date.
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    tx.execute("DELETE FROM outbox WHERE id = $1", &[id.into()]).await.map(drop)
}

/// Takes out every mail to an account that still waits, and the jobs that would deliver it.
pub async fn remove_all(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    let jobs =
        "DELETE FROM job WHERE kind = 'deliver' AND subject IN (SELECT id FROM outbox WHERE account_id = $1)";
    tx.execute(jobs, &[account.0.into()]).await?;
    tx.execute("DELETE FROM outbox WHERE account_id = $1", &[account.0.into()]).await.map(drop)
}

/// How many mails wait.
pub async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    let row = tx.first("SELECT count(*) AS mails FROM outbox", &[]).await?;
    row.ok_or_else(|| StoreError::unreadable("mails"))?.get("mails")
}
