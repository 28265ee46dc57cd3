//! Limits: who tries too often waits. Only keyed hashes of what was typed and of the address are stored.

use farewell_domain::limit::Limit;
use farewell_store::{Tx, limit};
use jiff::Timestamp;

use crate::{Farewell, ServiceError};

/// The browser that asks.
#[derive(Clone, Copy, Debug)]
pub struct Client<'a> {
    /// What it calls itself.
    pub device: &'a str,
    /// The address it comes from; of an IPv6 address the network's part.
    pub address: &'a str,
}

/// Something that is counted under a limit.
pub(crate) struct Counted {
    limit: Limit,
    subject: Vec<u8>,
}

impl Farewell {
    /// What is counted for these texts.
    pub(crate) fn counted(&self, limit: Limit, texts: &[&str]) -> Counted {
        Counted { limit, subject: self.0.secrets.limit_subject(limit.name, texts) }
    }

    /// Counts one try under every limit, or says until when to wait; then nothing is counted.
    pub(crate) async fn spend(&self, counted: &[Counted]) -> Result<Option<Timestamp>, ServiceError> {
        let mut tx = self.0.store.write("count a try").await?;
        for one in counted {
            let wait = limit::spend(&mut tx, &one.subject, one.limit, self.now()).await?;
            if let Some(until) = wait {
                drop(tx);
                return self.bearable(one, until).await.map(Some);
            }
        }
        tx.commit().await?;
        Ok(None)
    }

    /// Whether these tries would be refused now: a look, before work that nobody should get for nothing.
    pub(crate) async fn is_spent(&self, counted: &[Counted; 3]) -> Result<bool, ServiceError> {
        let mut tx = self.0.store.glance("look at the tries").await?;
        let subjects = counted.each_ref().map(|one| (one.subject.as_slice(), one.limit));
        Ok(limit::is_spent(&mut tx, subjects, self.now()).await?)
    }

    /// Until when to wait, but not for as long as a clock was set back. Twice the most that a limit can ask for is
    /// more than the clocks of two nodes differ.
    async fn bearable(&self, one: &Counted, until: Timestamp) -> Result<Timestamp, ServiceError> {
        let wait = until.duration_since(self.now()).as_millis();
        if wait <= 2 * i128::from(one.limit.most_ms()) {
            return Ok(until);
        }
        let mut tx = self.0.store.write("shorten a wait").await?;
        let until = limit::cut(&mut tx, &one.subject, one.limit, self.now()).await?;
        tx.commit().await?;
        Ok(until)
    }

    /// It was a good try.
    pub(crate) async fn refund(&self, tx: &mut Tx, counted: &[Counted]) -> Result<(), ServiceError> {
        for one in counted {
            limit::refund(tx, &one.subject, one.limit).await?;
        }
        Ok(())
    }
}

/// What was typed, as it is counted: case and outer spaces make no other account.
pub(crate) fn plain(identifier: &str) -> String {
    identifier.trim().to_lowercase()
}
