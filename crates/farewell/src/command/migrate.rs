//! `farewell migrate`: Farewell's own database, keys and directory, made or brought up to date.

use crate::Outcome;
use crate::config::Config;
use crate::failure::Failure;
use crate::{output, own_directory, wiring};

/// Makes or updates them; running it again changes nothing.
pub(super) async fn run(config: &Config) -> Result<Outcome, Failure> {
    let secrets = wiring::secrets_to_migrate(config).await?;
    let store = wiring::migrated_store(config).await?;
    store.close().await;
    own_directory::prepare(config, &secrets).await?;
    output::line(format!("{} is up to date.", config.database))?;
    if let Some((_, directory)) = config.own_directory() {
        output::line(format!("Members: {directory}; the plan for them: {}.", config.plan.display()))?;
    }
    output::line(format!("Keys: {}. Back them up, apart from the database.", config.secrets.display()))?;
    Ok(Outcome::Done)
}
