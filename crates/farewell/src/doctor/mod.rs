//! `farewell doctor`: everything that can be wrong, looked at without changing anything.
//!
//! One file per thing that is looked at. Each look has its own patience: what hangs is a finding and holds nobody up.

mod browser;
mod check;
mod clock;
mod disk;
mod keys;
mod mail;
mod mode;
mod own_database;
mod pages;
mod plan;
mod proxy;
mod source;

use std::time::Duration;

use farewell_domain::language::Language;
use farewell_service::secrets::Secrets;
use tokio::time::timeout;

pub use check::{Check, Verdict};

use crate::config::Config;

/// How long one look may take.
const PATIENCE: Duration = Duration::from_secs(8);

/// Looks at everything. The order is that in which an operator would mend it.
pub async fn examine(config: &Config) -> Vec<Check> {
    let secrets = Secrets::read(&config.secrets).ok();
    let mut checks = vec![configuration(config), mode::look(config)];
    let (own, sources, mail, pages) = tokio::join!(
        bounded("database", config.database.to_string(), own_database::look(config, secrets.as_ref())),
        source::look(config, secrets.as_ref()),
        bounded("mail", mail::told(config), mail::look(config)),
        bounded("pages", pages::told(config), pages::look(config, secrets.as_ref())),
    );
    checks.extend([own, sources, disk::look(config), mail, pages].into_iter().flatten());
    checks
}

/// Whatever a look finds, or that it took too long.
async fn bounded(
    check: &'static str,
    looked_at: String,
    look: impl Future<Output = Vec<Check>>,
) -> Vec<Check> {
    within(PATIENCE, check, looked_at, look).await
}

async fn within(
    patience: Duration,
    check: &'static str,
    looked_at: String,
    look: impl Future<Output = Vec<Check>>,
) -> Vec<Check> {
    timeout(patience, look).await.unwrap_or_else(|_| vec![late(check, &looked_at)])
}

fn late(check: &'static str, looked_at: &str) -> Check {
    let found = format!("There was no answer within {} seconds.", PATIENCE.as_secs());
    Check::problem(check, looked_at, found, "Look whether it runs, and whether a firewall is in between.")
}

fn configuration(config: &Config) -> Check {
    let zone = config.time_zone.iana_name().unwrap_or("UTC");
    let languages: Vec<&str> = config.languages.iter().map(Language::as_str).collect();
    let found = format!("It is understood. Languages: {}; time zone: {zone}.", languages.join(", "));
    Check::ok("configuration", config.file.display(), found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_hangs_is_a_finding() {
        let patience = Duration::from_millis(10);
        let found =
            within(patience, "mail", "smtp://mail.example.com".to_owned(), std::future::pending()).await;
        assert_eq!((found.len(), found[0].verdict), (1, Verdict::Problem));
        assert!(found[0].found.contains("8 seconds"), "{}", found[0].found);
    }
}
