//! The values that name a person, for looking them up in texts.

use jiff::Timestamp;

use super::{Engine, EngineError};
use crate::key::AccountKey;
use crate::plan::ColumnName;
use crate::run::is_hash;
use crate::sql::{Sql, Stage};

/// More values of one column than this name nobody any better.
const MOST: usize = 1_000;

impl Engine {
    /// The values of the plan's `identifiers` in this account's rows: each once, none empty, no hash of ours.
    pub async fn identifiers(&self, key: &AccountKey) -> Result<Vec<String>, EngineError> {
        self.require_sound()?;
        let mut found = Vec::new();
        for column in &self.0.plan.identifiers {
            found.extend(self.identifier(column, key).await?);
        }
        found.retain(|text| !text.trim().is_empty() && !is_hash(&self.0.hash_key, text));
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    async fn identifier(&self, column: &ColumnName, key: &AccountKey) -> Result<Vec<String>, EngineError> {
        let Some(source) = self.0.sources.get(&column.table.source) else {
            return Ok(Vec::new());
        };
        // The day plays no part: every row of the account counts.
        let Some(scope) = self.scope(source, Timestamp::UNIX_EPOCH, Stage::Erase) else {
            return Ok(Vec::new());
        };
        let Some(rule) = scope.rules.position(&column.table.table) else {
            return Ok(Vec::new());
        };
        let mut sql = Sql::default();
        let own = scope.rule(rule);
        let condition = match &own.main {
            Some(main) => scope.owner(&mut sql, &main.owner, "t"),
            None if own.owners.is_empty() => return Ok(Vec::new()),
            None => scope.any_owner(own, "t"),
        };
        let statement = format!(
            "SELECT DISTINCT {} {} LIMIT {MOST}",
            scope.dialect.read(&scope.column("t", &column.column), own.table.kind(&column.column)),
            scope.from(rule, "t", &condition)
        );
        let mut tx = self.reading(source, std::slice::from_ref(key)).await?;
        let rows = tx.query(&statement, &sql.binds).await?;
        tx.end_reading().await?;
        Ok(rows.iter().filter_map(|row| row.first().to_plain_text()).collect())
    }
}
