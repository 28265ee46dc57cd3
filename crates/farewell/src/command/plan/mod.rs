//! `farewell plan`: what belongs to an account, and what happens to it.

mod accept;
mod check;
mod grants;
mod preview;

use std::path::Path;

use crate::Outcome;
use crate::cli::PlanCommand;
use crate::config::{Config, Environment};
use crate::failure::Failure;

/// Does one of the plan's commands.
pub(super) async fn run(command: PlanCommand, environment: &Environment) -> Result<Outcome, Failure> {
    let config = |file: &Path| Config::read(file, environment);
    match command {
        PlanCommand::Check(args) => check::run(&config(&args.config)?, args.json).await,
        PlanCommand::Accept(args) => accept::run(&config(&args.config)?, args.json).await,
        PlanCommand::Preview(args) => preview::run(&config(&args.config)?, &args).await,
        PlanCommand::Grants(args) => {
            grants::run(&config(&args.plan.config)?, args.role, args.plan.json).await
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
