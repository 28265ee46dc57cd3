//! `farewell reasons`: why people leave.

use farewell_service::reason::ReasonsReport;
use jiff::Timestamp;

use crate::Outcome;
use crate::cli::ReasonsArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::output::{self, Rows};
use crate::wiring::Wiring;

/// Prints the report.
pub(super) async fn run(config: &Config, args: &ReasonsArgs) -> Result<Outcome, Failure> {
    let since = since(config, args)?;
    let wiring = Wiring::open(config).await?;
    let report = wiring.farewell.reasons_report(since).await;
    wiring.close().await;
    let report = report.map_err(|error| Failure::caused("The reasons could not be read", &error))?;
    if args.json {
        output::json(&report)?;
    } else if args.csv {
        output::raw(&csv(&report)?)?;
    } else {
        print(&report)?;
    }
    Ok(Outcome::Done)
}

/// The first moment of the day, where the site is.
fn since(config: &Config, args: &ReasonsArgs) -> Result<Option<Timestamp>, Failure> {
    let Some(day) = args.since else {
        return Ok(None);
    };
    let start = day.to_zoned_datetime(config.time_zone.clone()).map(|zoned| zoned.timestamp());
    start.map(Some).map_err(|error| Failure::caused("The day given with --since", &error))
}

fn print(report: &ReasonsReport) -> Result<(), Failure> {
    let mut counts = Rows::new(&["What happened", "#Accounts"]);
    for (what, count) in [
        ("started to leave", report.started),
        ("deactivated", report.confirmed),
        ("came back", report.came_back),
        ("erased", report.erased),
        ("still in the grace period", report.still_waiting),
    ] {
        counts.push(&[what.to_owned(), count.to_string()]);
    }
    counts.print()?;
    let mut reasons = Rows::new(&["Reason", "#Times"]);
    for reason in &report.reasons {
        reasons.push(&[told(&reason.code).to_owned(), reason.count.to_string()]);
    }
    output::line("")?;
    reasons.print()?;
    if report.comments.is_empty() {
        return Ok(());
    }
    let mut comments = Rows::new(&["Month", "Reason", "Comment"]);
    for comment in &report.comments {
        comments.push(&[comment.month.clone(), told(&comment.reason).to_owned(), comment.comment.clone()]);
    }
    output::line("")?;
    comments.print()
}

fn told(code: &str) -> &str {
    if code.is_empty() { "(rather not say)" } else { code }
}

/// One table for spreadsheets: a line per reason with its count, then a line per comment with its month.
fn csv(report: &ReasonsReport) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| Failure::caused("The reasons could not be written as CSV", &error);
    writer.write_record(["reason", "count", "month", "comment"]).map_err(failed)?;
    for reason in &report.reasons {
        let count = reason.count.to_string();
        writer.write_record([reason.code.as_str(), &count, "", ""]).map_err(failed)?;
    }
    for comment in &report.comments {
        let text = unarmed(&comment.comment);
        writer.write_record([comment.reason.as_str(), "", &comment.month, &text]).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Failure::caused("The reasons could not be written as CSV", &error))
}

/// A comment that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).
fn unarmed(comment: &str) -> String {
    if comment.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{comment}")
    } else {
        comment.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_no_formula() {
        assert_eq!(unarmed("=HYPERLINK(\"http://a\")"), "'=HYPERLINK(\"http://a\")");
        assert_eq!(unarmed("too many mails = bad"), "too many mails = bad");
    }
}
