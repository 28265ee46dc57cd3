//! Delivering one mail.

use farewell_store::outbox;
use uuid::Uuid;

use crate::deeds::Deed;
use crate::message::{PostError, Postman};
use crate::worker::{Failed, Later};
use crate::{Farewell, ServiceError};

impl Farewell {
    /// Hands the mail in this outbox row to the postman, and forgets it. Killed between the two it goes out
    /// twice: a mail that was announced must not get lost.
    pub(crate) async fn deliver(&self, id: Uuid, postman: &dyn Postman) -> Result<(), Failed> {
        let mut tx = self.0.store.read("read a mail").await?;
        let waiting = outbox::find(&mut tx, id).await?;
        drop(tx);
        let Some(waiting) = waiting else { return Ok(()) };
        let account = waiting.account.map(|account| account.to_string()).unwrap_or_default();
        let delivery = if self.now() < waiting.expires_at { self.letter(&waiting)?.delivery() } else { None };
        if let Some(delivery) = delivery {
            match postman.deliver(&delivery).await {
                Ok(()) => self.count(Deed::MailDelivered),
                Err(PostError { temporary: true, reason }) => {
                    self.count(Deed::MailDelayed);
                    return Err(Failed::Later(Later::Backoff(reason.to_owned())));
                }
                Err(PostError { temporary: false, reason }) => {
                    self.count(Deed::MailDropped);
                    tracing::warn!(account, reason, "a mail cannot be delivered and was dropped");
                }
            }
        } else {
            self.count(Deed::MailDropped);
            tracing::warn!(account, "a mail was not delivered in time and was dropped");
        }
        self.forget_mail(id).await.map_err(Failed::from)
    }

    async fn forget_mail(&self, id: Uuid) -> Result<(), ServiceError> {
        let mut tx = self.0.store.write("forget a delivered mail").await?;
        outbox::remove(&mut tx, id).await?;
        Ok(tx.commit().await?)
    }
}
