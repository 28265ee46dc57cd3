//! How much is to be done, over all nodes.

use farewell_store::db::Connections;
pub use farewell_store::queue::{LATE_AFTER, Queue};

use farewell_store::queue as stored;

use crate::{Farewell, ServiceError};

impl Farewell {
    /// The jobs and mails that wait.
    pub async fn queue(&self) -> Result<Queue, ServiceError> {
        let mut tx = self.0.store.read("count the jobs").await?;
        Ok(stored::count(&mut tx, self.now()).await?)
    }

    /// This process's connections to Farewell's own database.
    pub fn connections(&self) -> Connections {
        self.0.store.connections()
    }
}
