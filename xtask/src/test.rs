//! `cargo xtask test`: everything that the tests need, every test, and the count.

use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};

use farewell_tests::{database, mariadb, postgres};

use crate::browser;
use crate::cargo;
use crate::logs;
use crate::needs::{NEEDS, provide};
use crate::summary::Summary;

/// Runs every test; the last line printed is the count.
pub(crate) fn run() -> ExitCode {
    let mut summary = Summary::default();
    if let Err(sentence) = prepare().and_then(|()| test(&mut summary)) {
        eprintln!("{sentence}");
        // What did not even run has failed: the count must not look good.
        summary.failed = summary.failed.max(1);
    }
    println!("{summary}");
    if summary.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Installs what is missing and builds all there is, the binary that the journeys walk with included.
fn prepare() -> Result<(), String> {
    provide(&NEEDS)?;
    browser::prepare()?;
    let built = cargo(&["build", "--workspace", "--all-targets"]).status();
    match built {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("The workspace does not compile.".to_owned()),
        Err(error) => Err(format!("Cargo cannot be started: {error}.")),
    }
}

/// Runs the tests of every crate, those above the store once more on a server, and the stories in a browser.
fn test(summary: &mut Summary) -> Result<(), String> {
    let server = postgres::Server::start(false)?;
    let other = mariadb::Server::start(false)?;
    let logged = logs::fresh_folder()?;
    let run = |arguments: &[&str], database: &str| {
        let mut command = cargo(&[&["test", "--no-fail-fast"], arguments].concat());
        command.env(postgres::VARIABLE, server.url()).env(mariadb::VARIABLE, other.url());
        command.env(database::VARIABLE, database).env(farewell_tests::logs::VARIABLE, &logged);
        command
    };
    println!("PostgreSQL of our own: {}\nMariaDB of our own: {}", server.url(), other.url());
    let all = count(&mut run(&["--workspace"], "sqlite"), summary);
    println!("The verbs and the pages once more, on PostgreSQL:");
    let above = ["--package", "farewell-service", "--package", "farewell-web"];
    let again = count(&mut run(&above, "postgres"), summary);
    logs::search(&logged, summary);
    println!("The whole way in a real browser:");
    let seen = browser::stories().and_then(|mut stories| count(&mut stories, summary));
    all.and(again).and(seen)
}

/// Prints what a run of tests prints, and counts.
fn count(run: &mut Command, summary: &mut Summary) -> Result<(), String> {
    let cannot = |error: std::io::Error| format!("The tests cannot be run: {error}.");
    let mut child = run.stdout(Stdio::piped()).spawn().map_err(cannot)?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line.map_err(cannot)?).into_owned();
            println!("{line}");
            summary.add(&line);
        }
    }
    if child.wait().map_err(cannot)?.success() {
        Ok(())
    } else {
        Err("Some tests failed, or could not be run.".to_owned())
    }
}
