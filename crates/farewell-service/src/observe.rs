//! `mode: observe`: on the date the plan is rehearsed, and what it would have done is noted. Nothing is erased.

use farewell_domain::account::{AccountId, ErasureOrder};
use farewell_erasure::engine::{Preview, PreviewStep};
use farewell_erasure::key::AccountKey;
use farewell_store::account;
use farewell_store::audit::{Action, Actor};
use farewell_store::observation;
use serde::{Deserialize, Serialize};

use crate::erase::EraseError;
use crate::{Farewell, ServiceError};

/// What one rule would have done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservedStep {
    /// `source.table`.
    pub table: String,
    /// The rule's action.
    pub action: String,
    /// Rows that would be gone.
    pub deleted: u64,
    /// Rows that would stay, changed or unlinked.
    pub changed: u64,
    /// Of them, rows that the law keeps.
    pub retained: u64,
}

impl Farewell {
    /// Rehearses the erasure of one account whose date has come. It stays deactivated, and can come back.
    pub(crate) async fn observe(&self, id: AccountId, key: &AccountKey) -> Result<(), EraseError> {
        self.require_due(id).await?;
        let preview = self.engine().rehearse(key, self.now()).await?;
        let steps = steps(&preview);
        let steps = serde_json::to_string(&steps).unwrap_or_default();
        let mut tx = self.0.store.write("note what would be erased").await?;
        let account = account::find(&mut tx, id).await?.ok_or(EraseError::Unknown)?;
        account.status.after(self.begin_event(ErasureOrder::Date), account.hold)?;
        observation::note(&mut tx, id, &steps, self.now()).await?;
        self.note(&mut tx, id, Actor::Worker, Action::Observed).await?;
        Ok(tx.commit().await?)
    }

    async fn require_due(&self, id: AccountId) -> Result<(), EraseError> {
        let mut tx = self.0.store.read("read an account").await?;
        let account = account::find(&mut tx, id).await?.ok_or(EraseError::Unknown)?;
        account.status.after(self.begin_event(ErasureOrder::Date), account.hold)?;
        Ok(())
    }
}

fn steps(preview: &Preview) -> Vec<ObservedStep> {
    let step = |step: &PreviewStep| ObservedStep {
        table: step.table.clone(),
        action: step.action.to_string(),
        deleted: step.deleted,
        changed: step.changed,
        retained: step.retained,
    };
    preview.steps.iter().map(step).collect()
}

/// What was noted of one account.
pub(crate) fn read(steps: &str) -> Result<Vec<ObservedStep>, ServiceError> {
    serde_json::from_str(steps).map_err(|_| farewell_store::StoreError::unreadable("steps").into())
}
