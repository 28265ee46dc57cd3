//! What must be settled before an account can go.

use super::{Engine, EngineError};
use crate::key::AccountKey;
use crate::plan::{BlockerRule, Texts};

/// A blocker that holds now.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Blocker {
    /// Its name in the plan.
    pub id: String,
    /// What the member reads, by language.
    pub text: Texts,
}

/// Only a SELECT can stand within another one: whatever else the text holds, it is refused by the database.
pub(crate) fn statement(rule: &BlockerRule) -> String {
    let sql = rule.sql.trim().trim_end_matches(';');
    format!("SELECT * FROM (\n{sql}\n) AS blocker LIMIT 1")
}

impl Engine {
    /// The blockers of an account that hold now: those whose first value is neither NULL, nor 0, nor empty.
    pub async fn blockers(&self, key: &AccountKey) -> Result<Vec<Blocker>, EngineError> {
        let mut holding = Vec::new();
        for rule in &self.0.plan.blockers {
            let Some(source) = self.0.sources.get(&rule.source.text) else {
                continue;
            };
            let rows = source.query(&statement(rule), &[key.to_cell()]).await?;
            if rows.first().is_some_and(|row| row.first().is_set()) {
                holding.push(Blocker { id: rule.id.text.clone(), text: rule.text.clone() });
            }
        }
        Ok(holding)
    }
}
