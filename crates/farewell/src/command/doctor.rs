//! `farewell doctor`: what is wrong, and what to do.

use std::path::Path;

use serde_json::json;

use crate::Outcome;
use crate::cli::StatusArgs;
use crate::config::{Config, ConfigProblem, Environment};
use crate::doctor::{Check, Verdict, examine};
use crate::failure::Failure;
use crate::output::{self, Rows};

/// Looks, and tells; `Found` when anything is a problem.
pub(super) async fn run(args: &StatusArgs, environment: &Environment) -> Result<Outcome, Failure> {
    let config = match Config::read(&args.config, environment) {
        Ok(config) => config,
        Err(problem) => return unreadable(args, problem),
    };
    // Everything at once is a large future.
    let checks = Box::pin(examine(&config)).await;
    if args.json {
        output::json(&as_json(&checks))?;
    } else {
        print(&checks)?;
    }
    Ok(Outcome::of(count(&checks, Verdict::Problem) == 0))
}

/// Without a configuration there is nothing else to look at; the failure itself points into the file.
fn unreadable(args: &StatusArgs, problem: ConfigProblem) -> Result<Outcome, Failure> {
    if args.json {
        output::json(&as_json(&[of_configuration(&args.config, &problem)]))?;
    }
    Err(problem.into())
}

fn of_configuration(file: &Path, problem: &ConfigProblem) -> Check {
    let to_do = "Mend it; docs/configuration.md names every key.";
    Check::problem("configuration", file.display(), problem.sentence(), to_do)
}

fn as_json(checks: &[Check]) -> serde_json::Value {
    json!({
        "problems": count(checks, Verdict::Problem),
        "warnings": count(checks, Verdict::Warning),
        "checks": checks,
    })
}

fn print(checks: &[Check]) -> Result<(), Failure> {
    let mut rows = Rows::new(&["", "Check", "Looked at", "Found, and what to do"]);
    for check in checks {
        let verdict = if check.verdict == Verdict::Problem { "PROBLEM" } else { check.verdict.word() };
        rows.push(&[verdict, check.check, &check.looked_at, &check.found].map(str::to_owned));
        if let Some(to_do) = &check.to_do {
            rows.push(&["", "", "", &format!("-> {to_do}")].map(str::to_owned));
        }
    }
    rows.print()?;
    output::line(verdict(checks))
}

fn verdict(checks: &[Check]) -> String {
    let counted = |verdict, one: &str, many: &str| match count(checks, verdict) {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    let problems = counted(Verdict::Problem, "problem", "problems");
    let warnings = counted(Verdict::Warning, "warning", "warnings");
    format!("\n{} checks: {problems}, {warnings}. Nothing was changed.", checks.len())
}

fn count(checks: &[Check], verdict: Verdict) -> usize {
    checks.iter().filter(|check| check.verdict == verdict).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts() {
        let mut checks = vec![Check::ok("disk", "farewell.db", "Room.")];
        assert_eq!(verdict(&checks), "\n1 checks: no problems, no warnings. Nothing was changed.");
        checks.push(Check::problem("mail", "smtp://a", "Away.", "Start it."));
        checks.push(Check::warning("mode", "mode: observe", "Nothing is erased.", "Switch."));
        checks.push(Check::warning("pages", "http://a", "Plain.", "Switch."));
        assert_eq!(verdict(&checks), "\n4 checks: 1 problem, 2 warnings. Nothing was changed.");
        insta::assert_snapshot!(as_json(&checks[1..2]), @r#"{"problems":1,"warnings":0,"checks":[{"check":"mail","verdict":"problem","looked_at":"smtp://a","found":"Away.","to_do":"Start it."}]}"#);
    }
}
