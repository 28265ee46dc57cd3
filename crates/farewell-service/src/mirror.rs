//! Telling the directory's status column what an account is, so that the operator's app refuses it too.

use farewell_domain::account::{AccountId, AccountStatus};
use farewell_erasure::key::AccountKey;
use farewell_store::account;

use crate::worker::Failed;
use crate::{Farewell, ServiceError};

impl Farewell {
    /// Writes the status as it is now. Doing it twice is doing it once.
    ///
    /// Between looking and telling this worker may have been stopped for a long time, and others have told what is
    /// true now; so it looks again until what it has told still holds.
    pub(crate) async fn mirror_status(&self, id: AccountId) -> Result<(), Failed> {
        let mut told = None;
        while let Some((key, deactivated)) = self.to_be_told(id).await? {
            if told == Some(deactivated) {
                break;
            }
            let done = self.0.directory.set_status(&key, deactivated, self.now()).await;
            done.map_err(ServiceError::from)?;
            told = Some(deactivated);
        }
        Ok(())
    }

    /// Whether the app should take this member for deactivated; none when nothing is to be told.
    async fn to_be_told(&self, id: AccountId) -> Result<Option<(AccountKey, bool)>, ServiceError> {
        let mut tx = self.0.store.read("read an account").await?;
        let Some(account) = account::find(&mut tx, id).await? else { return Ok(None) };
        let deactivated = match account.status {
            AccountStatus::Active => false,
            AccountStatus::Deactivated { .. } => true,
            AccountStatus::Erasing { .. } | AccountStatus::Erased { .. } => return Ok(None),
        };
        Ok(self.key_of(&account)?.map(|key| (key, deactivated)))
    }
}
