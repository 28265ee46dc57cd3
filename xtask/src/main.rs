//! Development commands: `cargo xtask test`, `lint`, `docs`, `bench` and `screenshots`.

mod bench;
mod browser;
mod docs;
mod lint;
mod logs;
mod needs;
mod summary;
mod test;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  test         install what the tests need, build everything, run every test, count
  lint         formatting, clippy, and the rules of ARCHITECTURE.md
  docs         write what docs/ draws from the code
  bench        what Farewell costs, each figure beside another: portal
  screenshots  the pictures of the help page and of docs/, taken anew";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["test"] => test::run(),
        ["lint"] => lint::run(),
        ["bench", name] if bench::NAMES.contains(&name) => bench::run(name),
        ["docs"] => docs::run(),
        ["screenshots"] => browser::screenshots(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// The repository's folder.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// Cargo, in the repository's folder.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(root());
    command
}
