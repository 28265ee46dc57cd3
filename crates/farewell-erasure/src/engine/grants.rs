//! What an operator has to run in a source before Farewell can work there.

use super::{Engine, Role};
use crate::dialect::Needs;
use crate::rule::{Owner, SourceRules};

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
            Grant {
                source: name.clone(),
                sql: format!("{tables}{}\n", dialect.access(role, &self.needs(name))),
            }
        });
        grants.collect()
    }

    fn needs(&self, source: &str) -> Needs {
        let mut needs = self.0.rules.sources.get(source).map(needs).unwrap_or_default();
        let directory = &self.0.directory;
        if directory.source().name() == source {
            let map = directory.map();
            let mut columns = vec![map.email.clone(), map.password.clone()];
            let optional = [&map.name, &map.gender, &map.language, &map.confirmed];
            columns.extend(optional.into_iter().flatten().cloned());
            columns.extend(map.status.iter().map(|status| status.column.clone()));
            needs.members = Some((directory.table_name().to_owned(), columns));
        }
        needs
    }
}

fn needs(rules: &SourceRules) -> Needs {
    let mut needs = Needs::default();
    for rule in rules.rules.iter().filter(|rule| rule.changes()) {
        let table = &rule.table.name;
        needs.read.insert(table.clone());
        needs.change.insert(table.clone());
        if rule.can_delete(rules) {
            needs.delete.insert(table.clone());
        }
        let mut owner = rule.main.as_ref().map(|main| &main.owner);
        while let Some(Owner::Join { link, rest }) = owner {
            needs.read.insert(link.table.clone());
            owner = Some(rest);
        }
    }
    needs
}
