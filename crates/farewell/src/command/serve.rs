//! `farewell serve`: the members' pages, and a worker inside.

use std::sync::Arc;

use farewell_service::message::Postman;

use super::watch;
use crate::Outcome;
use crate::cli::ServeArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::serve::{self, Service, listen};
use crate::wiring::{self, Wiring};

/// Serves until it is told to stop.
pub(super) async fn run(config: &Config, args: &ServeArgs) -> Result<Outcome, Failure> {
    let portal = config.portal()?;
    let postman = if args.no_worker { None } else { Some(super::worker::postman(config)?) };
    let watch = watch::listen(config).await?;
    let listener = listen(args.listen.unwrap_or(config.listen)).await?;
    let wiring = Wiring::open(config).await?;
    let texts = wiring::texts(config)?;
    wiring::tell_missing(&texts);
    let site = wiring::site(config, portal, &texts, &wiring.farewell, watch.measures(), None, None);
    let stop = serve::stop_on_signal()?;
    let address = listener.local_addr().unwrap_or(config.listen);
    tracing::info!(%address, public_url = portal.public_url, worker = postman.is_some(), "serving");
    let farewell = wiring.farewell.clone();
    let work = postman.map(|postman| (farewell, Arc::new(postman) as Arc<dyn Postman>));
    let watch = watch.serving(&wiring.farewell);
    let pages = Some((listener, farewell_web::router(site)));
    let served = serve::run(Service { pages, watch, work }, stop).await;
    wiring.close().await;
    served.map(|()| Outcome::Done)
}
