//! Whether a source is ready to be worked in.

use super::{Source, SourceError};
use crate::catalog::Catalog;

/// What was found in a source, without changing anything there.
#[derive(Debug)]
pub struct Health {
    /// Whether this user may write; if not, why.
    pub writable: Result<(), SourceError>,
    /// Whether the journal's table is there.
    pub has_journal: bool,
    /// Whether deleted cells are overwritten on our connections; none: a server looks after its own files.
    pub overwrites: Option<bool>,
    /// How many tables of the operator's there are.
    pub tables: usize,
}

impl Source {
    /// Looks at the source. The write lock is taken and given back.
    pub async fn health(&self) -> Result<Health, SourceError> {
        let catalog = Catalog::read(self).await?;
        Ok(Health {
            writable: self.0.pool.try_to_write().await,
            has_journal: catalog.has_journal,
            overwrites: self.0.pool.overwrites().await?,
            tables: catalog.tables.len(),
        })
    }

    /// Closes the connections, and leaves the write-ahead log to those who write.
    pub async fn leave(&self) {
        self.0.pool.close().await;
    }
}
