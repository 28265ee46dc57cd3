//! `farewell erase`: erases accounts now, as the plan says.

use farewell_erasure::engine::StepReport;
use farewell_erasure::key::AccountKey;
use farewell_service::Farewell;
use farewell_service::erase::{EraseError, Erasure};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::selection::{self, Selected};
use crate::Outcome;
use crate::cli::SelectionArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::output::{self, Rows};
use crate::wiring::Wiring;

/// Erases one after the other; `Found` when a key is none, or one could not be erased. One that fails stops no
/// other.
pub(super) async fn run(config: &Config, args: &SelectionArgs) -> Result<Outcome, Failure> {
    if !config.mode.acts() {
        return Err(Failure::work(
            format!("The mode of {} is observe, in which nothing is erased.", config.file.display()),
            "See what would happen with `farewell plan preview`; write mode: erase when you are content.",
        ));
    }
    let wiring = Wiring::open(config).await?;
    let outcome = erase(&wiring.farewell, args).await;
    wiring.close().await;
    outcome
}

async fn erase(farewell: &Farewell, args: &SelectionArgs) -> Result<Outcome, Failure> {
    let Selected { keys, mut wrong } = selection::select(farewell, args).await?;
    let mut tally = Tally::default();
    let bar = bar(keys.len());
    for key in &keys {
        // Accounts that a person names go past the brake; those whose date has come do not.
        let done = if args.due { farewell.erase_on_date(key).await } else { farewell.erase(key).await };
        match done {
            Err(EraseError::Unknown) => wrong.push(key.to_string()),
            done => tally.count(key, done),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    for typed in &wrong {
        selection::tell_wrong(typed);
    }
    for (key, problem) in &tally.failed {
        output::aside(format!("Account {key} is not erased: {problem}."));
    }
    if args.json {
        output::json(&tally.as_json(&wrong))?;
    } else {
        tally.print()?;
    }
    Ok(Outcome::of(wrong.is_empty() && tally.failed.is_empty()))
}

/// What became of the accounts.
#[derive(Default)]
struct Tally {
    accounts: Vec<Value>,
    steps: Vec<StepReport>,
    erased: usize,
    already_erased: usize,
    failed: Vec<(String, String)>,
}

impl Tally {
    fn count(&mut self, key: &AccountKey, done: Result<Erasure, EraseError>) {
        match done {
            Ok(Erasure::Erased(report)) => {
                self.erased += 1;
                let steps: Vec<Value> = report.steps.iter().map(as_json).collect();
                self.accounts.push(json!({ "account": key.as_str(), "outcome": "erased", "steps": steps }));
                for step in report.steps {
                    self.add(step);
                }
            }
            Ok(Erasure::AlreadyErased) => {
                self.already_erased += 1;
                self.accounts.push(json!({ "account": key.as_str(), "outcome": "already_erased" }));
            }
            Err(error) => {
                let problem = error.to_string();
                self.accounts
                    .push(json!({ "account": key.as_str(), "outcome": "failed", "problem": problem }));
                self.failed.push((key.to_string(), problem));
            }
        }
    }

    fn add(&mut self, step: StepReport) {
        let Some(sum) = self.steps.iter_mut().find(|own| own.table == step.table) else {
            self.steps.push(step);
            return;
        };
        sum.deleted += step.deleted;
        sum.changed += step.changed;
        sum.retained += step.retained;
        sum.kept_until = sum.kept_until.max(step.kept_until);
    }

    fn print(&self) -> Result<(), Failure> {
        let mut rows = Rows::new(&["Table", "What happened", "#Deleted", "#Changed", "#Kept", "Kept until"]);
        for step in self.steps.iter().filter(|step| step.changed > 0) {
            rows.push(&[
                step.table.clone(),
                step.action.to_string(),
                step.deleted.to_string(),
                (step.changed - step.deleted.min(step.changed)).to_string(),
                step.retained.to_string(),
                step.kept_until.map(|day| day.to_string()).unwrap_or_default(),
            ]);
        }
        if self.erased > 0 {
            rows.print()?;
        }
        output::line(self.summary())
    }

    fn summary(&self) -> String {
        let mut told = vec![format!("Erased and looked again: {}.", accounts(self.erased))];
        if self.already_erased > 0 {
            told.push(format!("Erased before: {}.", accounts(self.already_erased)));
        }
        if !self.failed.is_empty() {
            told.push(format!("Not erased: {}.", accounts(self.failed.len())));
        }
        told.join(" ")
    }

    fn as_json(&self, wrong: &[String]) -> Value {
        json!({
            "accounts": self.accounts,
            "erased": self.erased,
            "already_erased": self.already_erased,
            "failed": self.failed.len(),
            "unknown": wrong,
        })
    }
}

fn accounts(count: usize) -> String {
    if count == 1 { "1 account".to_owned() } else { format!("{count} accounts") }
}

fn as_json(step: &StepReport) -> Value {
    json!({
        "table": step.table,
        "action": step.action,
        "deleted": step.deleted,
        "changed": step.changed,
        "retained": step.retained,
        "kept_until": step.kept_until.map(|day| day.to_string()),
    })
}

/// Shown on a terminal only, and only for more than one account.
fn bar(accounts: usize) -> ProgressBar {
    if accounts < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("Erasing {bar:30} {pos}/{len} accounts, {per_sec}, {eta} left");
    ProgressBar::new(accounts as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
