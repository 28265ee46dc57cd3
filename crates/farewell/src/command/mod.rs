//! One file per command.

mod comments;
mod demo;
mod doctor;
mod erase;
mod migrate;
mod operator;
mod plan;
mod reasons;
mod selection;
mod serve;
mod status;
mod verify;
mod watch;
mod worker;

use std::path::Path;

use crate::Outcome;
use crate::cli::Command;
use crate::config::{Config, Environment};
use crate::failure::Failure;
use operator::Deed;

/// Does one command.
pub async fn run(command: Command, environment: &Environment) -> Result<Outcome, Failure> {
    let config = |file: &Path| Config::read(file, environment);
    match command {
        Command::Demo(args) => demo::run(&args).await,
        Command::Serve(args) => serve::run(&config(&args.config)?, &args).await,
        Command::Worker(args) => worker::run(&config(&args.config)?).await,
        Command::Doctor(args) => doctor::run(&args, environment).await,
        Command::Migrate(args) => migrate::run(&config(&args.config)?).await,
        Command::Reasons(args) => reasons::run(&config(&args.config)?, &args).await,
        Command::Comments(command) => comments::run(command, environment).await,
        Command::Status(args) => status::run(&config(&args.config)?, &args).await,
        Command::Deactivate(args) => operator::run(&config(&args.config)?, &args, Deed::Deactivate).await,
        Command::Reactivate(args) => operator::run(&config(&args.config)?, &args, Deed::Reactivate).await,
        Command::Hold(args) => operator::run(&config(&args.config)?, &args, Deed::Hold).await,
        Command::Release(args) => operator::run(&config(&args.config)?, &args, Deed::Release).await,
        Command::Plan(command) => plan::run(command, environment).await,
        Command::Erase(args) => erase::run(&config(&args.config)?, &args).await,
        Command::Verify(args) => verify::run(&config(&args.config)?, &args).await,
    }
}
