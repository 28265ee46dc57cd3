//! One file per command.

mod demo;
mod erase;
mod migrate;
mod plan;
mod reasons;
mod selection;
mod serve;
mod verify;
mod worker;

use std::path::Path;

use crate::Outcome;
use crate::cli::Command;
use crate::config::{Config, Environment};
use crate::failure::Failure;

/// Does one command.
pub async fn run(command: Command, environment: &Environment) -> Result<Outcome, Failure> {
    let config = |file: &Path| Config::read(file, environment);
    match command {
        Command::Demo(args) => demo::run(&args).await,
        Command::Serve(args) => serve::run(&config(&args.config)?, &args).await,
        Command::Worker(args) => worker::run(&config(&args.config)?).await,
        Command::Migrate(args) => migrate::run(&config(&args.config)?).await,
        Command::Reasons(args) => reasons::run(&config(&args.config)?, &args).await,
        Command::Plan(command) => plan::run(command, environment).await,
        Command::Erase(args) => erase::run(&config(&args.config)?, &args).await,
        Command::Verify(args) => verify::run(&config(&args.config)?, &args).await,
    }
}
