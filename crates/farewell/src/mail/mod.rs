//! How mails leave: through a mail server, or onto the demo's outbox page.

mod smtp;
#[cfg(test)]
mod tests;

use std::pin::Pin;
use std::sync::Arc;

use farewell_service::message::{Delivery, PostError, Postman};
use farewell_web::mail::{MailTexts, render};
use farewell_web::outbox::Outbox;

pub use smtp::Smtp;

/// Writes each mail in its member's language and hands it on.
pub struct Postbox {
    texts: MailTexts,
    way: Way,
}

/// Where mails go.
pub enum Way {
    /// To a mail server.
    Smtp(Box<Smtp>),
    /// Into memory, where the demo's page shows them.
    Outbox(Arc<Outbox>),
}

impl Postbox {
    /// A postbox with what its mails say.
    pub fn new(texts: MailTexts, way: Way) -> Self {
        Self { texts, way }
    }

    async fn post(&self, delivery: &Delivery) -> Result<(), PostError> {
        let cannot = |_| PostError { temporary: true, reason: "the mail could not be written" };
        let mail = render(&self.texts, delivery).map_err(cannot)?;
        match &self.way {
            Way::Smtp(smtp) => smtp.send(&mail).await,
            Way::Outbox(outbox) => {
                outbox.push(mail);
                Ok(())
            }
        }
    }
}

impl Postman for Postbox {
    fn deliver<'a>(
        &'a self,
        delivery: &'a Delivery,
    ) -> Pin<Box<dyn Future<Output = Result<(), PostError>> + Send + 'a>> {
        Box::pin(self.post(delivery))
    }
}
