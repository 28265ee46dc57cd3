//! Whether a source is ready to be worked in.

use super::{Row, Source, SourceError};
use crate::catalog::Catalog;

/// What was found in a source, without changing anything there.
#[derive(Debug)]
pub struct Health {
    /// Whether this user may write; if not, why.
    pub writable: Result<(), SourceError>,
    /// Whether the journal's table is there.
    pub has_journal: bool,
    /// Whether deleted cells are overwritten on our connections.
    pub overwrites: bool,
    /// How many tables of the operator's there are.
    pub tables: usize,
}

impl Source {
    /// Looks at the source. The write lock is taken and given back.
    pub async fn health(&self) -> Result<Health, SourceError> {
        let catalog = Catalog::read(self).await?;
        let rows = self.query("PRAGMA secure_delete", &[]).await?;
        Ok(Health {
            writable: self.try_to_write().await,
            has_journal: catalog.has_journal,
            overwrites: rows.first().and_then(|row: &Row| row.first().as_integer()) == Some(1),
            tables: catalog.tables.len(),
        })
    }

    async fn try_to_write(&self) -> Result<(), SourceError> {
        self.begin().await?.rollback().await
    }

    /// Closes the connections, and leaves the write-ahead log to those who write.
    pub async fn leave(&self) {
        self.0.pool.close().await;
    }
}
