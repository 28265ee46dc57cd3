//! `cargo xtask docs`: writes what the documents draw from the code. The tests that compare do it themselves.

use std::process::ExitCode;

use crate::cargo;

/// What crates/farewell/tests/docs/generated.rs looks for.
const VARIABLE: &str = "WRITE_DOCS";

/// Runs the tests of the documents with the word that lets them write.
pub(crate) fn run() -> ExitCode {
    let mut tests = cargo(&["test", "--quiet", "--package", "farewell", "--test", "docs"]);
    match tests.env(VARIABLE, "1").status() {
        Ok(status) if status.success() => {
            println!("docs/ says what the code says.");
            ExitCode::SUCCESS
        }
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("Cargo cannot be started: {error}.");
            ExitCode::FAILURE
        }
    }
}
