//! Telling the directory's status column what an account is, so that the operator's app refuses it too.

use farewell_domain::account::{AccountId, AccountStatus};
use farewell_store::account;

use crate::worker::Failed;
use crate::{Farewell, ServiceError};

impl Farewell {
    /// Writes the status as it is now. Doing it twice is doing it once.
    pub(crate) async fn mirror_status(&self, id: AccountId) -> Result<(), Failed> {
        let mut tx = self.0.store.read("read an account").await?;
        let found = account::find(&mut tx, id).await?;
        drop(tx);
        let Some(account) = found else { return Ok(()) };
        let deactivated = match account.status {
            AccountStatus::Active => false,
            AccountStatus::Deactivated { .. } => true,
            AccountStatus::Erasing { .. } | AccountStatus::Erased { .. } => return Ok(()),
        };
        if let Some(key) = self.key_of(&account)? {
            let told = self.0.directory.set_status(&key, deactivated, self.now()).await;
            told.map_err(ServiceError::from)?;
        }
        Ok(())
    }
}
