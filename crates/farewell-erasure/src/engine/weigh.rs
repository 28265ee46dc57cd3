//! How much an account owns, before anything happens to it.

use jiff::Timestamp;

use super::{Engine, EngineError};
use crate::key::AccountKey;
use crate::source::Source;
use crate::sql::{Scope, Sql, Stage};

impl Engine {
    /// How many rows this account owns in all sources together, by the plan's owners. Counting stops at `most`: so
    /// many rows are read at the outside, however large the account is.
    pub async fn weigh(&self, key: &AccountKey, most: u64) -> Result<u64, EngineError> {
        self.require_sound()?;
        let mut rows = 0;
        for source in self.0.sources.values() {
            if rows < most {
                rows += self.weigh_in(source, key, most - rows).await?;
            }
        }
        Ok(rows)
    }

    async fn weigh_in(&self, source: &Source, key: &AccountKey, most: u64) -> Result<u64, EngineError> {
        // The day plays no part: every row of the account counts.
        let Some(scope) = self.scope(source, Timestamp::UNIX_EPOCH, Stage::Erase) else {
            return Ok(0);
        };
        let mut tx = self.reading(source, std::slice::from_ref(key)).await?;
        let mut rows = 0;
        for rule in 0..scope.rules.rules.len() {
            let Some((statement, sql)) = count(&scope, rule, most - rows) else { continue };
            let counted = tx.query(&statement, &sql.binds).await?;
            let counted = counted.first().and_then(|row| row.first().as_integer()).unwrap_or(0);
            rows += u64::try_from(counted).unwrap_or(0);
            if rows >= most {
                break;
            }
        }
        tx.end_reading().await?;
        Ok(rows)
    }
}

/// Counts the rows of one table, up to `most` of them; none where no row can belong to an account.
fn count(scope: &Scope<'_>, rule: usize, most: u64) -> Option<(String, Sql)> {
    let own = scope.rule(rule);
    let mut sql = Sql::default();
    let condition = match &own.main {
        Some(main) => scope.owner(&mut sql, &main.owner, "t"),
        None if own.owners.is_empty() => return None,
        None => scope.any_owner(own, "t"),
    };
    let rows = scope.from(rule, "t", &condition);
    Some((format!("SELECT count(*) FROM (SELECT 1 AS one {rows} LIMIT {most}) AS counted"), sql))
}
