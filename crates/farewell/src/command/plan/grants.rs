//! `farewell plan grants`: what the operator runs in each source before Farewell can work there.

use farewell_erasure::engine::Role;

use crate::Outcome;
use crate::cli::RoleName;
use crate::config::Config;
use crate::failure::Failure;
use crate::output;
use crate::wiring::Wiring;

/// Prints the statements, ready to be piped into the database's own client.
pub(super) async fn run(config: &Config, role: Option<RoleName>, json: bool) -> Result<Outcome, Failure> {
    let wiring = Wiring::open(config).await?;
    let engine = wiring.farewell.engine().clone();
    wiring.close().await;
    let asked = |name| role.is_none_or(|role| role == name);
    let (worker, web) = (engine.grants(Role::Worker), engine.grants(Role::Web));
    if json {
        let mut printed = serde_json::json!({ "worker": worker, "web": web });
        if let (Some(role), Some(printed)) = (role, printed.as_object_mut()) {
            printed.retain(|name, _| (name == "web") == (role == RoleName::Web));
        }
        output::json(&printed)?;
        return Ok(Outcome::Done);
    }
    for (worker, web) in worker.iter().zip(&web) {
        let worker_s = if asked(RoleName::Worker) { worker.sql.as_str() } else { "" };
        let web_s = if asked(RoleName::Web) { web.sql.as_str() } else { "" };
        output::line(format!("-- source {}\n{worker_s}{web_s}", worker.source))?;
    }
    Ok(Outcome::Done)
}
