//! Adding a member, where `directory.sign_up` allows it.

use jiff::Timestamp;
use uuid::Uuid;

use super::moment::moment;
use super::{Directory, DirectoryError, DirectoryMap, Switch};
use crate::catalog::{Column, Table};
use crate::cell::Cell;
use crate::key::{AccountKey, KeyKind};
use crate::source::Source;

/// Somebody who has followed the link in the mail: the address is confirmed.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMember {
    /// The member ID; left out where the table has no column of its own for it.
    pub username: Option<String>,
    /// The e-mail address.
    pub email: String,
    /// The password's hash.
    pub password_hash: String,
    /// The name people are greeted with.
    pub name: Option<String>,
    /// The language tag.
    pub language: Option<String>,
}

impl Directory {
    /// Whether members have a member ID beside their address.
    pub fn has_usernames(&self) -> bool {
        let map = self.map();
        map.username.as_ref().is_some_and(|column| *column != map.email)
    }

    /// Whether a member has that member ID, in whatever case.
    pub async fn has_username(&self, username: &str) -> Result<bool, DirectoryError> {
        let Some(column) = self.map().username.as_deref() else { return Ok(false) };
        let sql = format!("SELECT 1 FROM {} WHERE {} LIMIT 1", self.quoted_table(), self.is(column, "$1"));
        Ok(!self.source().query(&sql, &[username.into()]).await?.is_empty())
    }

    /// Adds a member with an active account; `id` becomes the key where the database gives none. `Taken` when somebody
    /// has the member ID or the address, in whatever case: one statement looks and adds.
    pub async fn add(&self, new: &NewMember, id: Uuid, now: Timestamp) -> Result<AccountKey, DirectoryError> {
        let values = self.values(new, id, now).await?;
        let columns: Vec<String> = values.iter().map(|(column, _)| self.quote(column)).collect();
        let dialect = self.source().dialect();
        let typed = values
            .iter()
            .enumerate()
            .map(|(at, (column, value))| dialect.value(value, &format!("${}", at + 1), self.kind(column)));
        let map = self.map();
        let place = |column: &str| {
            let at = values.iter().position(|(name, _)| *name == column)?;
            Some(format!("${}", at + 1))
        };
        let unique = [Some(map.email.as_str()), map.username.as_deref()].into_iter().flatten();
        let free: Vec<String> = unique
            .filter_map(|column| Some(self.is(column, &place(column)?)))
            .map(|same| format!("NOT EXISTS (SELECT 1 FROM {} WHERE {same})", self.quoted_table()))
            .collect();
        let sql = format!(
            "INSERT INTO {} ({}) SELECT {} WHERE {} RETURNING {} AS f_key",
            self.quoted_table(),
            columns.join(", "),
            typed.collect::<Vec<_>>().join(", "),
            free.join(" AND "),
            dialect.read(&self.quote(&map.key), self.kind(&map.key)),
        );
        let binds: Vec<Cell> = values.into_iter().map(|(_, value)| value).collect();
        let rows = self.alone(&sql, &binds).await?;
        match rows.first() {
            Some(row) => Ok(AccountKey::from_cell(self.key_kind(), row.get("f_key"))?),
            None => Err(DirectoryError::Taken { column: self.taken(new).await? }),
        }
    }

    /// Which of the two columns was in the way.
    async fn taken(&self, new: &NewMember) -> Result<String, DirectoryError> {
        let username = self.map().username.clone();
        match (username, &new.username) {
            (Some(column), Some(name)) if self.has_username(name).await? => Ok(column),
            _ => Ok(self.map().email.clone()),
        }
    }

    /// Each column once, with its value.
    async fn values(
        &self,
        new: &NewMember,
        id: Uuid,
        now: Timestamp,
    ) -> Result<Vec<(&str, Cell)>, DirectoryError> {
        let map = self.map();
        let mut values: Vec<(&str, Cell)> =
            vec![(&map.email, new.email.as_str().into()), (&map.password, new.password_hash.as_str().into())];
        let texts = [(&map.username, &new.username), (&map.name, &new.name), (&map.language, &new.language)];
        for (column, value) in texts {
            values.extend(column.as_deref().map(|column| (column, value.clone().into())));
        }
        for column in [&map.created, &map.confirmed].into_iter().flatten() {
            values.push((column, moment(self, column, now).await?));
        }
        if let Some(status) = &map.status {
            values.push((&status.column, self.status_cell(&status.column, &status.active, now)));
        }
        if let Some(gender) = map.gender.as_deref().filter(|column| self.needs_value(column)) {
            values.push((gender, "".into()));
        }
        values.extend(self.new_key(id).map(|key| (map.key.as_str(), key)));
        let mut once: Vec<(&str, Cell)> = Vec::new();
        for (column, value) in values {
            if !once.iter().any(|(name, _)| *name == column) {
                once.push((column, value));
            }
        }
        Ok(once)
    }

    /// A key of ours, where the database gives none by itself.
    fn new_key(&self, id: Uuid) -> Option<Cell> {
        let column = self.0.table.column(&self.map().key)?;
        if column.default.is_some() || column.generated || is_row_number(&self.0.table, column) {
            return None;
        }
        match self.key_kind() {
            KeyKind::Integer => None,
            KeyKind::UuidBytes => Some(Cell::Blob(id.as_bytes().to_vec())),
            KeyKind::UuidText | KeyKind::Text => Some(id.to_string().into()),
        }
    }

    fn needs_value(&self, column: &str) -> bool {
        self.0.table.column(column).is_some_and(needs_value)
    }

    pub(super) fn is(&self, column: &str, value: &str) -> String {
        self.source().dialect().equal_ignoring_case(&self.quote(column), value, self.kind(column))
    }
}

/// Refuses a table that nobody can be added to, before anybody tries.
pub(super) async fn check(
    map: &DirectoryMap,
    source: &Source,
    table: &Table,
    kind: KeyKind,
) -> Result<(), DirectoryError> {
    if map.sign_up == Switch::Off {
        return Ok(());
    }
    let named = map.columns();
    let is_filled = |column: &Column| {
        let own_key = column.name == map.key && kind == KeyKind::Integer;
        !own_key && named.iter().any(|(_, name)| *name == column.name)
    };
    let missing: Vec<String> = table
        .columns
        .iter()
        .filter(|column| needs_value(column) && !is_filled(column) && !is_row_number(table, column))
        .map(|column| column.name.clone())
        .collect();
    if !missing.is_empty() {
        return Err(DirectoryError::CannotAdd { table: map.table.clone(), columns: missing });
    }
    let numbered = table.column(&map.key).is_some_and(|column| is_row_number(table, column));
    let lasting = source.dialect().lasting_numbers();
    if numbered && source.query(lasting, &[table.name.as_str().into()]).await?.is_empty() {
        return Err(DirectoryError::KeyGivenTwice { table: map.table.clone(), column: map.key.clone() });
    }
    Ok(())
}

fn needs_value(column: &Column) -> bool {
    column.not_null && column.default.is_none() && !column.generated
}

/// The number that the database itself gives each row.
fn is_row_number(table: &Table, column: &Column) -> bool {
    let alone = table.primary_key.len() == 1 && table.primary_key[0] == column.name;
    table.numbered && alone && column.declared.eq_ignore_ascii_case("integer")
}
