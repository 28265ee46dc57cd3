//! How the tables and this program fit together.

use sqlx::migrate::{AppliedMigration, Migrator};

/// Migrations that one side knows and the other does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    /// Steps that this program needs and that the tables have not seen.
    pub missing: usize,
    /// Steps that a newer program has taken.
    pub newer: usize,
    /// How far the tables are.
    pub version: i64,
}

impl Tables {
    pub(super) fn compare(known: &Migrator, applied: &[AppliedMigration]) -> Self {
        let is_applied = |version| applied.iter().any(|one| one.version == version);
        let is_known = |version| known.iter().any(|one| one.version == version);
        Self {
            missing: known.iter().filter(|one| !is_applied(one.version)).count(),
            newer: applied.iter().filter(|one| !is_known(one.version)).count(),
            version: applied.iter().map(|one| one.version).max().unwrap_or(0),
        }
    }
}
