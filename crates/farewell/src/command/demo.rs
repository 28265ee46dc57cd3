//! `farewell demo`: everything embedded, for a first walk.

use std::sync::Arc;

use farewell_service::message::Postman;
use farewell_web::Shop;
use farewell_web::outbox::Outbox;

use tokio::net::TcpListener;

use super::watch::{self, Watch};
use crate::cli::DemoArgs;
use crate::demo::{Prepared, prepare};
use crate::failure::Failure;
use crate::mail::{Postbox, Way};
use crate::serve::{self, Service, listen};
use crate::wiring::{self, Wiring};
use crate::{Outcome, output};

/// Prepares the folder and serves until it is told to stop.
pub(super) async fn run(args: &DemoArgs) -> Result<Outcome, Failure> {
    let listener = listen(args.listen).await?;
    let address = listener.local_addr().unwrap_or(args.listen);
    let Prepared { config, banner } = prepare(args, address).await?;
    let wiring = Wiring::open(&config).await?;
    let watch = watch::listen(&config).await?;
    let served = show(&config, &wiring, (listener, watch), &banner).await;
    wiring.close().await;
    served.map(|()| Outcome::Done)
}

async fn show(
    config: &crate::config::Config,
    wiring: &Wiring,
    (listener, watch): (TcpListener, Watch),
    banner: &str,
) -> Result<(), Failure> {
    let portal = config.portal()?;
    let texts = wiring::texts(config)?;
    let outbox = Arc::new(Outbox::default());
    let postbox = Postbox::new(wiring::mail_texts(config, portal, &texts), Way::Outbox(Arc::clone(&outbox)));
    let postman: Arc<dyn Postman> = Arc::new(postbox);
    let shop = wiring.sources.iter().find(|source| source.name() == "shop").cloned().map(Shop::new);
    let site = wiring::site(config, portal, &texts, &wiring.farewell, watch.measures(), shop, Some(outbox));
    let signal = serve::stop_on_signal()?;
    output::line(banner)?;
    let work = Some((wiring.farewell.clone(), postman));
    let (pages, watch) = (Some((listener, farewell_web::router(site))), watch.serving(&wiring.farewell));
    serve::run(Service { pages, watch, work }, signal).await
}
