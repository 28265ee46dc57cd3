//! `cargo xtask bench`: figures, each beside another one measured in the same run.

use std::process::ExitCode;

use farewell_tests::postgres::{self, Server};

use crate::cargo;
use crate::needs::{NEEDS, provide};

/// What can be measured.
pub(crate) const NAMES: [&str; 1] = ["portal"];

/// Measures one of [`NAMES`] and prints a table.
pub(crate) fn run(name: &str) -> ExitCode {
    match measure(name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn measure(name: &str) -> Result<(), String> {
    provide(&NEEDS)?;
    // Commits wait for the disk here, as they do where members leave.
    let server = Server::start(true)?;
    let mut bench = cargo(&["bench", "--quiet", "--package", "farewell", "--bench", name]);
    match bench.env(postgres::VARIABLE, server.url()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("The bench `{name}` broke off.")),
        Err(error) => Err(format!("Cargo cannot be started: {error}.")),
    }
}
