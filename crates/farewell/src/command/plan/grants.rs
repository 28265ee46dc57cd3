//! `farewell plan grants`: what the operator runs in each source before Farewell can work there.

use farewell_erasure::engine::Role;

use crate::Outcome;
use crate::config::Config;
use crate::failure::Failure;
use crate::output;
use crate::wiring::Wiring;

/// Prints the statements, ready to be piped into the database's own client.
pub(super) async fn run(config: &Config, json: bool) -> Result<Outcome, Failure> {
    let wiring = Wiring::open(config).await?;
    let engine = wiring.farewell.engine().clone();
    wiring.close().await;
    let (worker, web) = (engine.grants(Role::Worker), engine.grants(Role::Web));
    if json {
        output::json(&serde_json::json!({ "worker": worker, "web": web }))?;
        return Ok(Outcome::Done);
    }
    for (worker, web) in worker.iter().zip(&web) {
        output::line(format!("-- source {}\n{}{}", worker.source, worker.sql, web.sql))?;
    }
    Ok(Outcome::Done)
}
