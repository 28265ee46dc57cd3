//! `farewell status`: how things stand.

use farewell_domain::mode::Mode;
use farewell_service::status::StatusReport;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::Outcome;
use crate::cli::StatusArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::output::{self, Rows};
use crate::wiring::Wiring;

/// Prints the report; `Found` when an erasure is late, or waits for a person.
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
    Ok(Outcome::of(!report.is_late() && !report.is_braked()))
}

fn print(report: &StatusReport, zone: &TimeZone) -> Result<(), Failure> {
    let told = |at: Timestamp| at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    print_mode(report)?;
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
    let mut braked = Rows::new(&["Held back by the brake", "Since", "Because"]);
    for one in &report.braked {
        braked.push(&[one.account.clone(), told(one.since), one.because.clone()]);
    }
    braked.print()?;
    if report.is_braked() {
        output::line("Look at each; `farewell release --account KEY --because TEXT` lets it go.")?;
    }
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

/// Says plainly when nothing is erased, and what would have been.
fn print_mode(report: &StatusReport) -> Result<(), Failure> {
    if report.mode != Mode::Observe.word() {
        return Ok(());
    }
    output::line("The mode is observe: nothing is erased, and no date that members were told is kept.")?;
    let accounts = match report.observed.accounts {
        1 => "1 account".to_owned(),
        accounts => format!("{accounts} accounts"),
    };
    output::line(format!("Observed: {accounts} would have been erased."))?;
    let mut steps = Rows::new(&["Table", "What would happen", "#Deleted", "#Changed", "#Kept"]);
    for step in &report.observed.steps {
        let counts = [step.deleted, step.changed, step.retained].map(|count| count.to_string());
        steps.push(&[&[step.table.clone(), step.action.clone()][..], &counts].concat());
    }
    steps.print()
}
