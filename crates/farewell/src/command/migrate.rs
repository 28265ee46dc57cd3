//! `farewell migrate`: Farewell's own database and keys, made or brought up to date.

use crate::Outcome;
use crate::config::Config;
use crate::failure::Failure;
use crate::{output, wiring};

/// Makes or updates both; running it again changes nothing.
pub(super) async fn run(config: &Config) -> Result<Outcome, Failure> {
    wiring::secrets_to_migrate(config).await?;
    let store = wiring::migrated_store(config).await?;
    store.close().await;
    output::line(format!("{} is up to date.", config.database))?;
    output::line(format!("Keys: {}. Back them up, apart from the database.", config.secrets.display()))?;
    Ok(Outcome::Done)
}
