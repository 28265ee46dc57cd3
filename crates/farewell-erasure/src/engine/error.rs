//! What can go wrong in the engine.

use crate::plan::lock::Difference;
use crate::source::SourceError;

/// A check, preview, run or verification failed. No message holds a value of a row.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The directory's source is not among the sources given.
    #[error("the members live in the source `{source_name}`, which was not opened")]
    NoDirectory {
        /// The source's name.
        source_name: String,
    },
    /// The plan does not fit the schema.
    #[error("the plan cannot run: {place}: {problem}. `farewell plan check` lists everything")]
    Plan {
        /// What it is about.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// Nobody has accepted the plan yet.
    #[error("the plan has no lock: run `farewell plan check`, then `farewell plan accept`")]
    NotAccepted,
    /// The schema is not the one that the plan was accepted for.
    #[error("the schema has changed since the plan was accepted:\n{}\nNothing was erased. Look at the plan, then `farewell plan check` and `farewell plan accept`", list(.0))]
    SchemaChanged(Vec<Difference>),
    /// Our own table is missing.
    #[error("source `{source_name}` has no table farewell_journal: run what `farewell plan grants` prints")]
    NoJournal {
        /// The source's name.
        source_name: String,
    },
    /// Somebody else has taken over this account's work.
    #[error("another worker has taken over this work (its fence is higher); nothing was written")]
    StaleFence,
    /// A statement changed another number of rows than were taken.
    #[error(
        "{table}: {taken} rows were taken and {changed} changed, so everything was rolled back. A trigger, a cascade or a policy does what the plan does not say; `farewell plan check` names it"
    )]
    Count {
        /// `source.table`.
        table: String,
        /// Rows taken.
        taken: u64,
        /// Rows changed.
        changed: u64,
    },
    /// The database does not count what triggers and cascades do.
    #[error(
        "the database does not count changes, so that nobody could tell what a trigger or a cascade does: set track_counts = on"
    )]
    Uncounted,
    /// The database.
    #[error(transparent)]
    Source(#[from] SourceError),
}

fn list(differences: &[Difference]) -> String {
    let lines = differences.iter().map(ToString::to_string);
    lines.collect::<Vec<_>>().join("\n")
}

impl EngineError {
    /// Whether a source cannot be used at the moment, as in [`SourceError::is_outage`].
    pub fn is_outage(&self) -> bool {
        matches!(self, Self::Source(error) if error.is_outage())
    }
}
