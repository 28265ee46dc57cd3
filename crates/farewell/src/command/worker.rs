//! `farewell worker`: what is due, without pages.

use std::sync::Arc;

use farewell_service::message::Postman;

use super::watch;
use crate::Outcome;
use crate::config::Config;
use crate::failure::Failure;
use crate::mail::{Postbox, Smtp, Way};
use crate::serve::{self, Service};
use crate::wiring::{self, Wiring};

/// Works until it is told to stop.
pub(super) async fn run(config: &Config) -> Result<Outcome, Failure> {
    let postman: Arc<dyn Postman> = Arc::new(postman(config)?);
    let watch = watch::listen(config).await?;
    let wiring = Wiring::open(config).await?;
    let stop = serve::stop_on_signal()?;
    tracing::info!("working");
    let work = Some((wiring.farewell.clone(), postman));
    let watch = watch.serving(&wiring.farewell);
    let worked = serve::run(Service { pages: None, watch, work }, stop).await;
    wiring.close().await;
    worked.map(|()| Outcome::Done)
}

/// The mail server of the configuration, with the site's words.
pub(super) fn postman(config: &Config) -> Result<Postbox, Failure> {
    let portal = config.portal()?;
    let texts = wiring::texts(config)?;
    let smtp = Smtp::new(config.mail()?)?;
    Ok(Postbox::new(wiring::mail_texts(config, portal, &texts), Way::Smtp(Box::new(smtp))))
}
