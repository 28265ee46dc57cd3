//! Farewell's own database: there, up to date, used with these keys, and of the same time.

use farewell_service::secrets::Secrets;
use farewell_store::Store;
use farewell_store::db::Tables;

use super::keys::sentence;
use super::{Check, clock, keys};
use crate::config::Config;

const CHECK: &str = "database";

/// Looks at the database, the keys and the clock.
pub(super) async fn look(config: &Config, secrets: Option<&Secrets>) -> Vec<Check> {
    let mut checks: Vec<Check> = keys::file(config).into_iter().collect();
    if config.database.file().is_some_and(|file| !file.exists()) {
        let found = "There is no such file yet.";
        checks.push(Check::warning(
            CHECK,
            &config.database,
            found,
            "The first start makes it, with its keys.",
        ));
        return checks;
    }
    let store = match Store::look(&config.database.url()).await {
        Ok(store) => store,
        Err(error) => {
            let to_do = "Mend what it says, then run doctor again.";
            checks.push(Check::problem(CHECK, &config.database, sentence(&error.to_string()), to_do));
            return checks;
        }
    };
    let tables = tables(config, &store).await;
    let fits = tables.verdict != super::Verdict::Problem;
    checks.push(tables);
    if fits {
        if let Some(secrets) = secrets {
            checks.push(keys::owner(config, &store, secrets).await);
        }
        checks.push(clock::look(config, &store).await);
    }
    store.close().await;
    checks
}

async fn tables(config: &Config, store: &Store) -> Check {
    match store.tables().await {
        Ok(tables) => judge(config, tables),
        Err(error) => Check::problem(
            CHECK,
            &config.database,
            sentence(&error.to_string()),
            "Is this Farewell's own database? Restore it from its backup if it is damaged.",
        ),
    }
}

fn judge(config: &Config, tables: Tables) -> Check {
    if tables.missing > 0 {
        let found = format!("Its tables are {} steps behind this program.", tables.missing);
        let to_do = format!("farewell migrate --config {}", config.file.display());
        return Check::problem(CHECK, &config.database, found, to_do);
    }
    if tables.newer > 0 {
        return Check::warning(
            CHECK,
            &config.database,
            "A newer version of Farewell has brought its tables further.",
            "Replace this program by that version on every node.",
        );
    }
    Check::ok(
        CHECK,
        &config.database,
        format!("It answers, and its tables are up to date (step {}).", tables.version),
    )
}
