//! The plan and its lock, as `plan check` sees them.

use farewell_erasure::directory::Directory;
use farewell_erasure::engine::{CheckReport, Engine};
use farewell_erasure::plan::Plan;
use farewell_erasure::plan::lock::Lock;
use farewell_erasure::source::Source;
use farewell_service::secrets::Secrets;

use super::Check;
use super::keys::sentence;
use crate::config::Config;
use crate::wiring::lock_file;

const CHECK: &str = "plan";

/// The plan's file.
pub(super) fn told(config: &Config) -> String {
    config.plan.display().to_string()
}

/// When what it rests on cannot be opened.
pub(super) fn not_looked_at(config: &Config) -> Check {
    let found = "It was not compared with the schema: a source or the directory cannot be opened.";
    Check::warning(CHECK, told(config), found, "Mend those, then run doctor again.")
}

/// Compares plan, lock and live schema.
pub(super) async fn look(
    config: &Config,
    sources: Vec<Source>,
    directory: &Directory,
    secrets: Option<&Secrets>,
) -> Check {
    let plan = match Plan::read(&config.plan) {
        Ok(plan) => plan,
        Err(error) => return wrong(config, &error.to_string()),
    };
    let file = lock_file(&config.plan);
    let lock = match file.exists().then(|| Lock::read(&file)).transpose() {
        Ok(lock) => lock,
        Err(error) => return wrong(config, &error.to_string()),
    };
    let hash_key = secrets.map(Secrets::hash_key).unwrap_or_default();
    let engine = match Engine::open(plan, lock, sources, directory, hash_key).await {
        Ok(engine) => engine,
        Err(error) => return wrong(config, &error.to_string()),
    };
    match engine.check().await {
        Ok(report) => judge(config, &report),
        Err(error) => wrong(config, &error.to_string()),
    }
}

fn wrong(config: &Config, error: &str) -> Check {
    Check::problem(CHECK, told(config), sentence(error), check_command(config))
}

fn judge(config: &Config, report: &CheckReport) -> Check {
    let first = |text: &str, more: usize| match more {
        0 => sentence(text),
        more => format!("{} And {more} more.", sentence(text)),
    };
    if let Some(finding) = report.findings.first() {
        let text = format!("{}: {}", finding.place, finding.problem);
        return Check::problem(
            CHECK,
            told(config),
            first(&text, report.findings.len() - 1),
            check_command(config),
        );
    }
    if !report.accepted {
        let to_do = format!("farewell plan accept --config {}", config.file.display());
        return Check::problem(
            CHECK,
            told(config),
            "It covers everything, and nobody has accepted it yet.",
            to_do,
        );
    }
    if let Some(difference) = report.differences.first() {
        let text = format!("The schema is not the accepted one: {difference}");
        let found = first(&text, report.differences.len() - 1);
        return Check::problem(CHECK, told(config), found, check_command(config));
    }
    Check::ok(CHECK, told(config), "It covers everything, and the schema is the accepted one.")
}

fn check_command(config: &Config) -> String {
    format!("farewell plan check --config {}", config.file.display())
}
