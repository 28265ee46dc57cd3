//! The brake: an unusual erasure waits for a person.

use farewell_domain::account::{AccountId, AccountStatus};
use farewell_domain::brake::{Brake, Braked, Load, Standing};
use farewell_erasure::key::AccountKey;
use farewell_store::audit::{Action, Actor};
use farewell_store::{Tx, account, brake};

use crate::{Farewell, ServiceError};

impl Farewell {
    /// How many rows an account owns, counted before the erasure begins and as far as the brake wants to know.
    pub(crate) async fn weigh(&self, id: AccountId, key: &AccountKey) -> Result<u64, ServiceError> {
        let limit = self.0.settings.brake;
        let Some(allowed) = limit.rows_per_account else { return Ok(0) };
        let mut tx = self.0.store.read("look at the brake").await?;
        let status = account::find(&mut tx, id).await?.map(|account| account.status);
        let standing = brake::standing(&mut tx, id).await?;
        drop(tx);
        let counts = match standing {
            Standing::New => matches!(status, Some(AccountStatus::Deactivated { .. })),
            Standing::Waits(braked) => !limit.still_holds(braked),
            Standing::Released => false,
        };
        if !counts {
            return Ok(0);
        }
        Ok(self.engine().weigh(key, allowed.saturating_add(1)).await?)
    }

    /// Whether the erasure may begin by itself; if not, that is noted, for `status` and for whoever releases it.
    pub(crate) async fn brake(
        &self,
        tx: &mut Tx,
        id: AccountId,
        rows: u64,
    ) -> Result<Result<(), Braked>, ServiceError> {
        let now = self.now();
        brake::take_turn(tx).await?;
        let begun = brake::begun(tx, Brake::day_before(now)).await?;
        let standing = brake::standing(tx, id).await?;
        let decided = self.0.settings.brake.decide(standing, Load { begun, rows });
        if let Err(braked) = decided {
            brake::hold_back(tx, id, braked, now).await?;
            if standing == Standing::New {
                self.note(tx, id, Actor::Worker, Action::Braked).await?;
            }
        }
        Ok(decided)
    }
}
