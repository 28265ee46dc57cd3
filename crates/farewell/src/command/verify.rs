//! `farewell verify`: is anything left of accounts that were erased?

use farewell_erasure::engine::{Stage, VerifyReport};
use serde_json::json;

use super::selection::{self, Selected};
use crate::Outcome;
use crate::cli::SelectionArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::output::{self, Rows};
use crate::wiring::Wiring;

/// Looks and tells; `Found` when something is left or a key is none.
pub(super) async fn run(config: &Config, args: &SelectionArgs) -> Result<Outcome, Failure> {
    let wiring = Wiring::open(config).await?;
    let outcome = verify(&wiring, args).await;
    wiring.close().await;
    outcome
}

async fn verify(wiring: &Wiring, args: &SelectionArgs) -> Result<Outcome, Failure> {
    let Selected { keys, wrong } = selection::select(&wiring.farewell, args).await?;
    for typed in &wrong {
        selection::tell_wrong(typed);
    }
    let farewell = &wiring.farewell;
    let report = farewell.engine().verify(&keys, Stage::Erase, farewell.now()).await;
    let report =
        report.map_err(|error| Failure::caused("The sources could not be looked through", &error))?;
    let clean = report.is_clean();
    if args.json {
        let accounts = keys.len();
        output::json(&json!({ "accounts": accounts, "clean": clean, "places": report.places }))?;
    } else {
        print(&report, keys.len())?;
    }
    Ok(Outcome::of(clean && wrong.is_empty()))
}

fn print(report: &VerifyReport, accounts: usize) -> Result<(), Failure> {
    let mut rows = Rows::new(&["Table", "Belongs by", "#Rows left"]);
    for place in &report.places {
        rows.push(&[place.table.clone(), place.owner.clone(), place.count.to_string()]);
    }
    rows.print()?;
    let accounts = if accounts == 1 { "1 account".to_owned() } else { format!("{accounts} accounts") };
    let left = if report.is_clean() { "nothing is left" } else { "what stands above is left" };
    output::line(format!("Looked for {accounts}: {left}."))
}
