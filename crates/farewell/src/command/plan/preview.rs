//! `farewell plan preview`: what an erasure of one account would do, without doing it.

use farewell_erasure::engine::{Preview, PreviewStep};
use serde_json::{Value, json};

use crate::Outcome;
use crate::cli::PreviewArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::output::{self, Rows};
use crate::wiring::Wiring;

/// Prints the steps; `Found` when the directory has no such account.
pub(super) async fn run(config: &Config, args: &PreviewArgs) -> Result<Outcome, Failure> {
    let wiring = Wiring::open(config).await?;
    let preview = preview(&wiring, &args.account).await;
    wiring.close().await;
    let preview = preview?;
    if args.json {
        let steps: Vec<Value> = preview.steps.iter().map(as_json).collect();
        output::json(&json!({ "account": args.account, "steps": steps }))?;
    } else {
        print(&preview)?;
    }
    Ok(Outcome::Done)
}

async fn preview(wiring: &Wiring, typed: &str) -> Result<Preview, Failure> {
    let farewell = &wiring.farewell;
    let key = farewell.directory().key(typed).map_err(|error| {
        Failure::work(
            format!("`{typed}` is no key of the directory: {error}."),
            "Write a key as the table has it.",
        )
    })?;
    let member = farewell.directory().find(&key).await;
    if member.map_err(|error| Failure::caused("The directory could not be read", &error))?.is_none() {
        return Err(Failure::work(
            format!("The directory has no account {typed}."),
            "Write the value of the key's column, not the member ID.",
        ));
    }
    let preview = farewell.engine().preview(&key, farewell.now()).await;
    preview.map_err(|error| Failure::caused("The preview could not be made", &error))
}

fn print(preview: &Preview) -> Result<(), Failure> {
    let mut rows = Rows::new(&["Table", "What happens", "#Deleted", "#Changed", "#Kept", "Kept until"]);
    for step in &preview.steps {
        let when = if step.at_leave { " (at leave)" } else { "" };
        rows.push(&[
            step.table.clone(),
            format!("{}{when}", step.action),
            step.deleted.to_string(),
            step.changed.to_string(),
            step.retained.to_string(),
            step.kept_until.map(|day| day.to_string()).unwrap_or_default(),
        ]);
    }
    rows.print()?;
    output::line("\nNothing was changed. --json shows the statements as well.")
}

fn as_json(step: &PreviewStep) -> Value {
    json!({
        "table": step.table,
        "action": step.action,
        "at_leave": step.at_leave,
        "deleted": step.deleted,
        "changed": step.changed,
        "retained": step.retained,
        "kept_until": step.kept_until.map(|day| day.to_string()),
        "label": step.label,
        "because": step.because,
        "statements": step.statements,
    })
}
