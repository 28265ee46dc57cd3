//! Changing a member's row.

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Directory, DirectoryError, StatusValue};
use crate::catalog::TypeClass;
use crate::cell::Cell;
use crate::key::AccountKey;
use crate::source::{Row, SourceError};

/// What to change of a member's profile, the address excepted. None leaves a field as it is, `Some(None)` empties it; a field without a column is left out.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ProfileChange {
    /// The name people are greeted with.
    pub name: Option<Option<String>>,
    /// The gender.
    pub gender: Option<Option<String>>,
    /// The language tag.
    pub language: Option<Option<String>>,
}

impl Directory {
    /// Changes the profile. `Taken` when another member has that value in a unique column.
    pub async fn update(&self, key: &AccountKey, change: &ProfileChange) -> Result<(), DirectoryError> {
        let map = self.map();
        let mut binds = vec![key.to_cell()];
        let mut sets = Vec::new();
        let fields = [
            (map.name.as_deref(), &change.name),
            (map.gender.as_deref(), &change.gender),
            (map.language.as_deref(), &change.language),
        ];
        for (column, value) in fields {
            if let (Some(column), Some(value)) = (column, value) {
                binds.push(value.clone().into());
                sets.push(self.assign(column, &binds));
            }
        }
        if sets.is_empty() {
            return Ok(());
        }
        self.set(&sets, &binds).await
    }

    /// Replaces the password's hash.
    pub async fn set_password(&self, key: &AccountKey, hash: &str) -> Result<(), DirectoryError> {
        let binds = [key.to_cell(), hash.into()];
        self.set(&[self.assign(&self.map().password, &binds)], &binds).await
    }

    /// Tells the app that an account is deactivated, or active again. Doing it twice is doing it once; without a mapped status column it does nothing.
    pub async fn set_status(
        &self,
        key: &AccountKey,
        deactivated: bool,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let Some(status) = &self.map().status else {
            return Ok(());
        };
        let value = if deactivated { &status.deactivated } else { &status.active };
        let column = self.quote(&status.column);
        // The first moment is the true one: a repeated job must not move it.
        let once = match value {
            StatusValue::Now => format!(" AND {column} IS NULL"),
            _ => String::new(),
        };
        let binds = [key.to_cell(), self.status_cell(&status.column, value, now)];
        let sql = format!(
            "UPDATE {} SET {} WHERE {}{once}",
            self.quoted_table(),
            self.assign(&status.column, &binds),
            self.is_key(),
        );
        self.source().execute(&sql, &binds).await?;
        Ok(())
    }

    async fn set(&self, sets: &[String], binds: &[Cell]) -> Result<(), DirectoryError> {
        let sql = format!("UPDATE {} SET {} WHERE {}", self.quoted_table(), sets.join(", "), self.is_key());
        match self.source().execute(&sql, binds).await {
            Ok(0) => Err(DirectoryError::Unknown),
            Ok(_) => Ok(()),
            Err(error) => Err(self.explain(error)),
        }
    }

    /// `column = value` for the value that was bound last.
    pub(super) fn assign(&self, column: &str, binds: &[Cell]) -> String {
        let value = binds.last().unwrap_or(&Cell::Null);
        let place = format!("${}", binds.len());
        let value = self.source().dialect().value(value, &place, self.kind(column));
        format!("{} = {value}", self.quote(column))
    }

    /// Which column is taken, where the database names only the index.
    pub(super) fn explain(&self, error: SourceError) -> DirectoryError {
        let SourceError::Unique { source_name, column } = error else { return error.into() };
        let index = self.0.table.indexes.iter().find(|index| index.name == column);
        let known = index.and_then(|index| index.columns.first()?.0.clone());
        SourceError::Unique { source_name, column: known.unwrap_or(column) }.into()
    }

    /// Runs a statement that looks before it writes, with nobody else of ours between the two.
    pub(super) async fn alone(&self, sql: &str, binds: &[Cell]) -> Result<Vec<Row>, DirectoryError> {
        let mut tx = self.source().begin().await?;
        if let Some(alone) = self.source().dialect().alone() {
            tx.query(alone, &[]).await?;
        }
        let rows = tx.query(sql, binds).await.map_err(|error| self.explain(error))?;
        tx.commit().await.map_err(|error| self.explain(error))?;
        Ok(rows)
    }

    pub(super) fn status_cell(&self, column: &str, value: &StatusValue, now: Timestamp) -> Cell {
        match value {
            StatusValue::Null => Cell::Null,
            StatusValue::Bool(yes) => Cell::from(*yes),
            StatusValue::Integer(number) => Cell::Integer(*number),
            StatusValue::Text(text) => Cell::from(text.as_str()),
            StatusValue::Now => {
                let class = self.0.table.column(column).map(|column| column.class);
                if class == Some(TypeClass::Integer) {
                    Cell::Integer(now.as_second())
                } else {
                    let now = Offset::UTC.to_datetime(now);
                    Cell::from(now.strftime("%Y-%m-%d %H:%M:%S").to_string())
                }
            }
        }
    }
}

/// Which fields change, never to what.
impl std::fmt::Debug for ProfileChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProfileChange")
            .field("name", &self.name.is_some())
            .field("gender", &self.gender.is_some())
            .field("language", &self.language.is_some())
            .finish()
    }
}
