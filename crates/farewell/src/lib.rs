//! The Farewell binary: command line, configuration, wiring, worker, mail.
//!
//! What is here connects; what Farewell does is in `farewell-service`, what it shows in `farewell-web`, what
//! it erases in `farewell-erasure`. Only this crate reads the environment and the configuration.

pub mod cli;
pub mod command;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod failure;
pub mod logging;
pub mod mail;
pub mod output;
pub mod own_directory;
#[cfg(test)]
mod packaged;
pub mod serve;
pub mod wiring;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use crate::cli::Cli;
use crate::config::Environment;
use crate::failure::Failure;

/// Does what the command line says; failures are told here and nowhere else.
#[must_use]
pub fn main() -> ExitCode {
    failure::dress();
    let cli = Cli::parse();
    let environment = Environment::of_this_process();
    match run(cli, &environment) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::FAILURE,
        Err(failure) => {
            output::aside(format!("{:?}", failure.report()));
            ExitCode::from(failure.status())
        }
    }
}

/// What a command that did its work has to say with its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything is as it should be.
    Done,
    /// The work was done, and it found something: a check with findings, an unknown key.
    Found,
}

impl Outcome {
    /// `Found` unless all is well.
    pub fn of(well: bool) -> Self {
        if well { Self::Done } else { Self::Found }
    }
}

fn run(cli: Cli, environment: &Environment) -> Result<Outcome, Failure> {
    logging::start(cli.log, cli.log_filter.as_deref(), environment)?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::caused("Farewell could not start its threads", &error))?;
    let outcome = runtime.block_on(command::run(cli.command, environment));
    // A statement or a password's hash that is still at work is not waited for.
    runtime.shutdown_timeout(Duration::from_millis(500));
    outcome
}
