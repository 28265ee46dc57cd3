//! `farewell demo`: everything embedded, in one folder. A sample shop with two thousand members, its plan and
//! its configuration are made at the first start and found again at every later one.

mod banner;
mod candidate;
mod folder;
mod kramik;
mod settings;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;

use farewell_domain::grace::GracePeriod;
use farewell_erasure::engine::{Engine, EngineError};
use farewell_erasure::plan::lock::Lock;
use farewell_erasure::source::Source;

use crate::cli::DemoArgs;
use crate::config::{Config, Environment};
use crate::failure::Failure;
use crate::wiring::{Wiring, lock_file};

pub(crate) use settings::MAIL_CATCHER;

use banner::Banner;
use folder::Folder;

/// A folder that is ready to be served.
pub struct Prepared {
    /// The folder's configuration, with this start's address and grace period on top.
    pub config: Config,
    /// What to print when visitors can come: `Address: `, `Member ID: `, `Password: `, and what to try.
    pub banner: String,
}

/// Makes in the data folder what is missing there. `address` is the one that the demo listens on, its port known.
///
/// The environment has no say here: a demo must not reach out to the databases of the shell that it is tried from.
pub async fn prepare(args: &DemoArgs, address: SocketAddr) -> Result<Prepared, Failure> {
    let folder = Folder::open(&args.data)?;
    folder.write_missing("plan.yaml", kramik::PLAN)?;
    folder.write_missing("farewell.yaml", &settings::text(address, args.grace))?;
    let shop = folder.path("kramik.db");
    if !shop.exists() {
        kramik::fill(&shop)
            .await
            .map_err(|error| Failure::caused("The sample shop cannot be filled", &error))?;
    }
    let mut config = Config::read(&folder.path("farewell.yaml"), &Environment::default())?;
    let asked_for = override_grace(&mut config, args.grace);
    config.listen = address;
    if let Some(portal) = &mut config.portal {
        portal.public_url = settings::public_url(address);
    }
    accept_plan(&config, &folder).await?;
    let banner = Banner {
        folder: &folder,
        public_url: &settings::public_url(address),
        member: living_member(&folder).await?,
        grace_period: config.deactivation.grace_period,
        asked_for,
    };
    Ok(Prepared { banner: banner.to_string(), config })
}

/// Lays the command line's grace period over the file's; true if that made a difference.
fn override_grace(config: &mut Config, asked_for: Option<GracePeriod>) -> bool {
    let deactivation = &mut config.deactivation;
    let other = asked_for.filter(|grace| *grace != deactivation.grace_period);
    deactivation.grace_period = other.unwrap_or(deactivation.grace_period);
    other.is_some()
}

/// The first start accepts the shop's schema as the plan's, and makes Farewell's own tables in the shop: here the
/// demo is the operator. Later it must not: what has changed since then is for `plan check` to tell.
async fn accept_plan(config: &Config, folder: &Folder) -> Result<(), Failure> {
    let file = lock_file(&config.plan);
    if file.exists() {
        return Ok(());
    }
    let wiring = Wiring::open(config).await?;
    let lock = accepted_schema(wiring.farewell.engine()).await;
    wiring.close().await;
    let lock = lock.map_err(|error| Failure::caused("The plan cannot be accepted", &error))?;
    folder.write_missing("plan.lock", &lock.to_string())
}

async fn accepted_schema(engine: &Engine) -> Result<Lock, EngineError> {
    engine.ensure_tables().await?;
    engine.lock_now().await
}

async fn living_member(folder: &Folder) -> Result<Option<&'static kramik::Candidate>, Failure> {
    let told = |error| Failure::caused("The sample shop cannot be read", &error);
    let url = format!("sqlite:{}", folder.path("kramik.db").display());
    let shop = Source::open("shop", &url).await.map_err(told)?;
    let living = candidate::first_living(&shop).await;
    shop.close().await;
    living.map_err(told)
}
