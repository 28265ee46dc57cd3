//! `farewell status`: how things stand.

use farewell_service::status::StatusReport;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::Outcome;
use crate::cli::StatusArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::output::{self, Rows};
use crate::wiring::Wiring;

/// Prints the report; `Found` when an erasure is late.
pub(super) async fn run(config: &Config, args: &StatusArgs) -> Result<Outcome, Failure> {
    let wiring = Wiring::open(config).await?;
    let report = wiring.farewell.status().await;
    wiring.close().await;
    let report = report.map_err(|error| Failure::caused("How things stand could not be read", &error))?;
    if args.json {
        output::json(&report)?;
    } else {
        print(&report, &config.time_zone)?;
    }
    Ok(Outcome::of(!report.is_late()))
}

fn print(report: &StatusReport, zone: &TimeZone) -> Result<(), Failure> {
    let told = |at: Timestamp| at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    let mut accounts = Rows::new(&["State", "#Accounts"]);
    for (state, count) in &report.accounts {
        accounts.push(&[state.clone(), count.to_string()]);
    }
    accounts.print()?;
    let late = report.due.iter().filter(|one| one.late).count();
    output::line(match (late, report.due.len()) {
        (0, 0) => "Nothing is due.".to_owned(),
        (0, due) => format!("Due: {due}, none of them late."),
        (late, due) => format!("Due: {due}, late: {late}."),
    })?;
    if let Some(next) = report.next_date {
        output::line(format!("The next erasure: {}.", told(next)))?;
    }
    let mut due = Rows::new(&["Account", "Since", "Late", "Why it waits"]);
    for one in &report.due {
        let late = if one.late { "late" } else { "" };
        due.push(&[one.account.clone(), told(one.since), late.to_owned(), one.because.clone()]);
    }
    due.print()?;
    let mut held = Rows::new(&["Under legal hold", "Since", "Because"]);
    for one in &report.held {
        held.push(&[one.account.clone(), told(one.since), one.because.clone()]);
    }
    held.print()?;
    let mut stuck = Rows::new(&["Stuck", "#Jobs", "#Tries", "What they meet"]);
    for one in &report.stuck {
        stuck.push(&[one.job.clone(), one.jobs.to_string(), one.attempts.to_string(), one.problem.clone()]);
    }
    stuck.print()
}
