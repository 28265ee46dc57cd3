//! Starts Farewell.

use std::process::ExitCode;

fn main() -> ExitCode {
    farewell::main()
}
