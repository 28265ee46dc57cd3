//! The devices on which a member is signed in: listed, and signed out one by one.

use farewell_domain::device::Device;
use farewell_store::audit::{Action, Actor};
use farewell_store::session::{self as stored, EndedBecause};
use jiff::Timestamp;

use crate::session::Session;
use crate::{Farewell, ServiceError};

/// One device on which the member is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedInDevice {
    /// By what a form calls it: neither the session's token nor its hash, and worth nothing to anybody else.
    pub id: String,
    /// What it is.
    pub device: Device,
    /// When the password was last typed there.
    pub signed_in_at: Timestamp,
    /// It is the one that asks.
    pub is_this: bool,
}

impl Farewell {
    /// Every device on which the member is signed in, this one first, then the newest.
    pub async fn devices(&self, session: &Session) -> Result<Vec<SignedInDevice>, ServiceError> {
        let mut tx = self.0.store.read("read the sessions").await?;
        let rows = stored::of_account(&mut tx, session.account).await?;
        let open = rows.into_iter().filter(|row| row.ended.is_none() && self.now() < row.expires_at);
        let mut devices: Vec<_> = open
            .map(|row| SignedInDevice {
                id: self.0.secrets.session_id(&row.token_hash),
                device: Device::of(&row.device),
                signed_in_at: row.signed_in_at,
                is_this: row.token_hash == session.token_hash,
            })
            .collect();
        devices.sort_by_key(|one| !one.is_this);
        Ok(devices)
    }

    /// Signs one of the member's devices out; once more does no harm. False when they have no session of that id.
    pub async fn sign_out_device(&self, session: &Session, id: &str) -> Result<bool, ServiceError> {
        let mut tx = self.0.store.write("end a session").await?;
        if self.live(&mut tx, session).await?.is_none() {
            return Ok(false);
        }
        let rows = stored::of_account(&mut tx, session.account).await?;
        let Some(row) = rows.iter().find(|row| self.0.secrets.session_id(&row.token_hash) == id) else {
            return Ok(false);
        };
        if row.ended.is_some() {
            return Ok(true);
        }
        let own = row.token_hash == session.token_hash;
        let because = if own { EndedBecause::SignedOut } else { EndedBecause::SignedOutElsewhere };
        stored::end(&mut tx, &row.token_hash, because, self.now()).await?;
        self.note(&mut tx, session.account, Actor::Member, Action::DeviceSignedOut).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Signs every other device of the member out.
    pub async fn sign_out_others(&self, session: &Session) -> Result<(), ServiceError> {
        let mut tx = self.0.store.write("end the other sessions").await?;
        if self.live(&mut tx, session).await?.is_none() {
            return Ok(());
        }
        for row in stored::of_account(&mut tx, session.account).await? {
            if row.token_hash != session.token_hash && row.ended.is_none() {
                stored::end(&mut tx, &row.token_hash, EndedBecause::SignedOutElsewhere, self.now()).await?;
            }
        }
        self.note(&mut tx, session.account, Actor::Member, Action::DeviceSignedOut).await?;
        Ok(tx.commit().await?)
    }
}
