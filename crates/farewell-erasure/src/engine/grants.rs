//! What an operator has to run in a source before Farewell can work there.

use super::{Engine, Role};

/// The statements for one source.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Grant {
    /// The source's name.
    pub source: String,
    /// SQL, ready to run; comments say what SQL cannot.
    pub sql: String,
}

impl Engine {
    /// Our own tables and the least access that a role needs, for each source.
    pub fn grants(&self, role: Role) -> Vec<Grant> {
        let grants = self.0.sources.iter().map(|(name, source)| {
            let dialect = source.dialect();
            let tables = match role {
                Role::Web => String::new(),
                Role::Worker => {
                    format!("{}\n{}\n", dialect.journal_ddl(), dialect.vault_ddl())
                }
            };
            Grant { source: name.clone(), sql: format!("{tables}{}\n", dialect.access(role)) }
        });
        grants.collect()
    }
}
