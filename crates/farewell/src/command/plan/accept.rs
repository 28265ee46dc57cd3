//! `farewell plan accept`: the schema as it is now becomes the accepted one.

use serde_json::json;

use super::{check, counted};
use crate::Outcome;
use crate::config::Config;
use crate::failure::Failure;
use crate::output;
use crate::wiring::{Wiring, lock_file};

/// Writes the lock, unless the check finds something that only a change of plan or schema can mend.
pub(super) async fn run(config: &Config, as_json: bool) -> Result<Outcome, Failure> {
    let wiring = Wiring::open(config).await?;
    let outcome = accept(&wiring, config, as_json).await;
    wiring.close().await;
    outcome
}

async fn accept(wiring: &Wiring, config: &Config, as_json: bool) -> Result<Outcome, Failure> {
    let report = check::check(wiring).await?;
    let file = lock_file(&config.plan);
    let accepted = report.can_be_accepted();
    if accepted {
        let lock = wiring.farewell.engine().lock_now().await;
        let lock = lock.map_err(|error| Failure::caused("The schema could not be read", &error))?;
        lock.write(&file).map_err(|error| Failure::caused("The lock", &error))?;
    }
    let tables_changed = report.differences.len();
    if as_json {
        output::json(&json!({ "lock": file, "accepted": accepted, "tables_changed": tables_changed }))?;
    } else if accepted {
        let changed = counted(tables_changed, "table was", "tables were");
        output::line(format!("{} is written; {changed} new or different.", file.display()))?;
    } else {
        check::print(&report)?;
        output::line("Nothing was accepted.")?;
    }
    Ok(Outcome::of(accepted))
}
