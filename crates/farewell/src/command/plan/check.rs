//! `farewell plan check`: does the plan cover the live schema, and is it the accepted one?

use farewell_erasure::engine::{CheckReport, Finding};

use super::counted;
use crate::Outcome;
use crate::config::Config;
use crate::failure::Failure;
use crate::output;
use crate::wiring::Wiring;

/// Checks and tells; `Found` when anything is not as it should be.
pub(super) async fn run(config: &Config, json: bool) -> Result<Outcome, Failure> {
    let wiring = Wiring::open(config).await?;
    let report = check(&wiring).await;
    wiring.close().await;
    let report = report?;
    if json {
        output::json(&report)?;
    } else {
        print(&report)?;
    }
    Ok(Outcome::of(report.is_green()))
}

/// Checks without telling.
pub(super) async fn check(wiring: &Wiring) -> Result<CheckReport, Failure> {
    let report = wiring.farewell.engine().check().await;
    report.map_err(|error| Failure::caused("The plan could not be checked", &error))
}

/// Tells all findings and differences, and at the end how many.
pub(super) fn print(report: &CheckReport) -> Result<(), Failure> {
    for finding in &report.findings {
        output::line(told(finding))?;
    }
    if report.accepted {
        for difference in &report.differences {
            output::line(format!("not accepted: {difference}"))?;
        }
    }
    output::line(verdict(report))
}

fn verdict(report: &CheckReport) -> String {
    if report.is_green() {
        return "The plan covers everything, and the schema is the accepted one.".to_owned();
    }
    let findings = match report.findings.len() {
        0 => "The plan covers everything".to_owned(),
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    if !report.accepted {
        return format!("{findings}; nothing was accepted yet: `farewell plan accept` writes plan.lock.");
    }
    let differ = match report.differences.len() {
        0 => return format!("{findings}."),
        count => counted(count, "table differs", "tables differ"),
    };
    let next = if report.can_be_accepted() {
        "look, then run `farewell plan accept`"
    } else {
        "mend the findings first"
    };
    format!("{findings}; {differ} from plan.lock: {next}.")
}

fn told(finding: &Finding) -> String {
    let line = finding.line.map(|line| format!(" (line {line} of the plan)")).unwrap_or_default();
    let mend = finding.mend.as_ref().map(|mend| format!("\n    {}", mend.replace('\n', "\n    ")));
    format!("{}{line}: {}{}", finding.place, finding.problem, mend.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use farewell_erasure::engine::Difference;

    use super::*;

    #[test]
    fn a_finding_tells_place_line_and_what_mends_it() {
        let finding = Finding {
            place: "shop.orders.buyer_id".to_owned(),
            line: Some(12),
            problem: "this foreign key has no index".to_owned(),
            mend: Some("CREATE INDEX orders_buyer_id ON orders (buyer_id);".to_owned()),
        };
        insta::assert_snapshot!(told(&finding), @r"
        shop.orders.buyer_id (line 12 of the plan): this foreign key has no index
            CREATE INDEX orders_buyer_id ON orders (buyer_id);
        ");
    }

    #[test]
    fn the_verdict_says_what_to_do_next() {
        let difference = Difference {
            table: "shop.promo".to_owned(),
            added: vec!["the whole table".to_owned()],
            removed: Vec::new(),
        };
        let mut report = CheckReport { accepted: true, ..CheckReport::default() };
        assert!(verdict(&report).ends_with("the schema is the accepted one."));
        report.differences.push(difference);
        assert!(verdict(&report).contains("1 table differs from plan.lock"));
        report.accepted = false;
        assert!(verdict(&report).contains("nothing was accepted yet"));
    }
}
