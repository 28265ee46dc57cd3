//! Accounts: Farewell's own truth about who is active, deactivated or erased.

use farewell_domain::account::{AccountId, AccountStatus};
use farewell_domain::grace::ErasureDate;
use farewell_domain::hold::Hold;
use farewell_domain::language::Language;
use jiff::Timestamp;

use crate::db::{Row, StoreError, Tx, Value};

/// One account as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Farewell's own name for it.
    pub id: AccountId,
    /// The member's key in the directory; none once everything is gone.
    pub key: Option<String>,
    /// What it is.
    pub status: AccountStatus,
    /// Whether the promised moment is told to the minute.
    pub erase_to_the_minute: bool,
    /// The language of its mails.
    pub language: Option<Language>,
    /// When password or address last changed through Farewell.
    pub credentials_changed_at: Option<Timestamp>,
    /// Whether a person has stopped its erasure.
    pub hold: Hold,
}

impl Account {
    /// The promise made to the member, while it is deactivated.
    pub fn erasure_date(&self) -> Option<ErasureDate> {
        match self.status {
            AccountStatus::Deactivated { erase_after, .. } => {
                Some(ErasureDate { erase_after, to_the_minute: self.erase_to_the_minute })
            }
            AccountStatus::Active | AccountStatus::Erasing { .. } | AccountStatus::Erased { .. } => None,
        }
    }
}

/// The account with this key, or the one that was erased under it.
pub async fn find_by_key(tx: &mut Tx, key: &str, tombstone: &[u8]) -> Result<Option<Account>, StoreError> {
    let sql = "SELECT account.*, hold.since AS held_since FROM account LEFT JOIN hold ON hold.account_id = account.id \
               WHERE account.account_key = $1 OR account.tombstone = $2 ORDER BY account.tombstone IS NULL LIMIT 1 /* lock */";
    tx.first(sql, &[key.into(), tombstone.into()]).await?.as_ref().map(read).transpose()
}

/// The account with this identity.
pub async fn find(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, StoreError> {
    let sql = "SELECT account.*, hold.since AS held_since FROM account LEFT JOIN hold ON hold.account_id = account.id \
               WHERE account.id = $1 /* lock */";
    tx.first(sql, &[id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Keeps every other writer away from this account until the transaction ends. Who reads its sessions or links
/// in order to change them takes the lock first, so that of two who come at once the second sees what the first did.
pub(crate) async fn lock(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    if tx.locks_rows() {
        tx.first("SELECT id FROM account WHERE id = $1 /* lock */", &[id.0.into()]).await?;
    }
    Ok(())
}

/// Takes a new active account in. Somebody who was quicker wins; look it up again afterwards.
pub async fn add(tx: &mut Tx, id: AccountId, key: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO account (id, account_key, status, created_at) VALUES ($1, $2, 'active', $3) \
               ON CONFLICT (account_key) DO NOTHING";
    tx.execute(sql, &[id.0.into(), key.into(), now.into()]).await.map(drop)
}

/// Stores a new status. The tombstone, written once, must be there before erasing begins.
pub async fn save_status(
    tx: &mut Tx,
    id: AccountId,
    status: AccountStatus,
    erase_to_the_minute: bool,
) -> Result<(), StoreError> {
    let (word, since, erase_after, erasing, erased) = match status {
        AccountStatus::Active => ("active", None, None, None, None),
        AccountStatus::Deactivated { since, erase_after } => {
            ("deactivated", Some(since), Some(erase_after), None, None)
        }
        AccountStatus::Erasing { since } => ("erasing", None, None, Some(since), None),
        AccountStatus::Erased { at } => ("erased", None, None, None, Some(at)),
    };
    let sql = "UPDATE account SET status = $2, deactivated_at = $3, erase_after = $4, erasing_since = $5, \
               erased_at = $6, erase_to_the_minute = $7 WHERE id = $1";
    let values = [
        id.0.into(),
        word.into(),
        since.into(),
        erase_after.into(),
        erasing.into(),
        erased.into(),
        erase_to_the_minute.into(),
    ];
    tx.execute(sql, &values).await.map(drop)
}

/// Writes the tombstone, unless it stands already.
pub async fn bury(tx: &mut Tx, id: AccountId, tombstone: &[u8]) -> Result<(), StoreError> {
    let sql = "UPDATE account SET tombstone = $2 WHERE id = $1 AND tombstone IS NULL";
    tx.execute(sql, &[id.0.into(), tombstone.into()]).await.map(drop)
}

/// Forgets what was only needed while there was a person: the language, the change of credentials and, when
/// nothing is retained under it, the key.
pub async fn forget(tx: &mut Tx, id: AccountId, key_is_needed: bool) -> Result<(), StoreError> {
    let sql = "UPDATE account SET language = NULL, credentials_changed_at = NULL, \
               account_key = CASE WHEN $2 THEN account_key END WHERE id = $1";
    tx.execute(sql, &[id.0.into(), key_is_needed.into()]).await.map(drop)
}

/// Raises the account's fence and returns it: whoever holds a lower one can write nothing any more.
pub async fn raise_fence(tx: &mut Tx, id: AccountId) -> Result<i64, StoreError> {
    let sql = "UPDATE account SET fence = fence + 1 WHERE id = $1 RETURNING fence";
    let row = tx.first(sql, &[id.0.into()]).await?;
    row.ok_or_else(|| StoreError::unreadable("fence"))?.get("fence")
}

/// The account's fence: whoever raised it last holds it.
pub async fn fence(tx: &mut Tx, id: AccountId) -> Result<i64, StoreError> {
    let row = tx.first("SELECT fence FROM account WHERE id = $1", &[id.0.into()]).await?;
    row.ok_or_else(|| StoreError::unreadable("fence"))?.get("fence")
}

/// Remembers the language of the account's mails.
pub async fn save_language(tx: &mut Tx, id: AccountId, language: &Language) -> Result<(), StoreError> {
    let sql = "UPDATE account SET language = $2 WHERE id = $1";
    tx.execute(sql, &[id.0.into(), language.as_str().into()]).await.map(drop)
}

/// Remembers that password or address changed.
pub async fn credentials_changed(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE account SET credentials_changed_at = $2 WHERE id = $1";
    tx.execute(sql, &[id.0.into(), now.into()]).await.map(drop)
}

/// The keys of all accounts whose grace period is over, the longest waiting first.
pub async fn due(tx: &mut Tx, now: Timestamp) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT account_key FROM account LEFT JOIN hold ON hold.account_id = account.id \
               WHERE hold.account_id IS NULL AND (status = 'erasing' OR (status = 'deactivated' AND erase_after <= $1)) \
               ORDER BY erase_after, account.id";
    tx.all(sql, &[now.into()]).await?.iter().map(|row| row.get("account_key")).collect()
}

pub(crate) fn read(row: &Row) -> Result<Account, StoreError> {
    let status = match row.get::<String>("status")?.as_str() {
        "active" => AccountStatus::Active,
        "deactivated" => AccountStatus::Deactivated {
            since: row.get("deactivated_at")?,
            erase_after: row.get("erase_after")?,
        },
        "erasing" => AccountStatus::Erasing { since: row.get("erasing_since")? },
        "erased" => AccountStatus::Erased { at: row.get("erased_at")? },
        _ => return Err(StoreError::unreadable("status")),
    };
    let held = row.get_or_null::<Timestamp>("held_since")?;
    Ok(Account {
        id: AccountId(row.get("id")?),
        key: row.get_or_null("account_key")?,
        status,
        erase_to_the_minute: row.get("erase_to_the_minute")?,
        language: row.get_or_null::<String>("language")?.and_then(|tag| Language::parse(&tag)),
        credentials_changed_at: row.get_or_null("credentials_changed_at")?,
        hold: if held.is_some() { Hold::Held } else { Hold::Free },
    })
}

/// Puts the account under legal hold, or changes why.
pub async fn hold(tx: &mut Tx, id: AccountId, because: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO hold (account_id, since, because) VALUES ($1, $2, $3) \
               ON CONFLICT (account_id) DO UPDATE SET because = excluded.because";
    tx.execute(sql, &[id.0.into(), now.into(), because.into()]).await.map(drop)
}

/// Takes the hold off; says whether there was one.
pub async fn release(tx: &mut Tx, id: AccountId) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM hold WHERE account_id = $1", &[Value::Uuid(id.0)]).await? > 0)
}
