//! Getting the last remainders out of a database's file.

use std::collections::BTreeSet;

use crate::source::SourceError;

use super::{Engine, EngineError};

impl Engine {
    /// Rewrites every SQLite source, so that no byte of a deleted value is left between the living ones, and empties its write-ahead log.
    ///
    /// `secure_delete` overwrites each deleted cell where it lies. But when SQLite moves cells between pages (pages that split or merge, as in a UNIQUE index over addresses),
    /// it leaves copies behind in the unused part of the old page, and nothing overwrites those when the cell is deleted later. Only rewriting the file gets rid of them for certain.
    ///
    /// A measured example: of 444 members erased one by one from a table of 4,000, two addresses were still in the file before it was rewritten, and none after. Where the planner's
    /// statistics hold samples (`sqlite_stat4`), they are made anew too.
    ///
    /// The price: the whole file is read and written once (roughly a second for each few hundred MB), it needs as much free disk again, in the folder of temporary files and in the
    /// write-ahead log, and writers wait meanwhile. So call it once after a batch, not after each account. As with any VACUUM, the row numbers of tables
    /// without an INTEGER PRIMARY KEY may change, which matters only to an app that stores them. It fails with a temporary error while another program is in the way.
    ///
    /// Of a PostgreSQL source the tables in which rows went or changed since the last call are vacuumed and analyzed instead: the planner's statistics lose their samples, and the room is used again. Bytes in free
    /// room and in the server's log go when they are written over; docs/decisions/scrub.md says more.
    pub async fn scrub(&self) -> Result<(), EngineError> {
        for (name, source) in &self.0.sources {
            let touched = self.touched(name);
            let tables: Vec<String> = touched.iter().map(|table| source.dialect().table(table)).collect();
            source.scrub(&tables).await?;
            if let Ok(mut all) = self.0.touched.lock()
                && let Some(all) = all.get_mut(name)
            {
                all.retain(|table| !touched.contains(table));
            }
            if !source.checkpoint().await? {
                tracing::warn!(
                    source = source.name(),
                    "the write-ahead log could not be emptied: another program is reading"
                );
            }
        }
        Ok(())
    }

    /// The tables of a source in which rows went or changed. A run that is taken up after a crash tells them again.
    fn touched(&self, source: &str) -> BTreeSet<String> {
        self.0.touched.lock().ok().and_then(|all| all.get(source).cloned()).unwrap_or_default()
    }

    /// Tries to empty the write-ahead logs. A reader in the way is no failure: the next run, or the closing, tries again.
    pub(super) async fn checkpoint(&self) {
        for source in self.0.sources.values() {
            let result = source.checkpoint().await;
            if let Err(error) = result
                && !matches!(error, SourceError::Busy { .. })
            {
                tracing::warn!(source = source.name(), %error, "checkpoint");
            }
        }
    }
}
