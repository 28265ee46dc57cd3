//! The operator's databases, the directory in one of them, and the plan upon them.

use std::collections::BTreeMap;

use farewell_erasure::directory::{Directory, DirectoryMap};
use farewell_erasure::source::{Health, Source, SourceError};
use farewell_service::secrets::Secrets;
use tokio::time::timeout;

use super::keys::sentence;
use super::{Check, PATIENCE, late, plan};
use crate::config::Config;

const SOURCE: &str = "source";
const DIRECTORY: &str = "directory";

/// Looks at each source, and at what needs all of them.
pub(super) async fn look(config: &Config, secrets: Option<&Secrets>) -> Vec<Check> {
    let (mut checks, mut open) = (Vec::new(), BTreeMap::new());
    for (name, database) in &config.sources {
        let place = format!("{name}: {database}");
        match timeout(PATIENCE, one(name, &database.url(), &place)).await {
            Ok((check, source)) => {
                checks.push(check);
                open.extend(source.map(|source| (name.clone(), source)));
            }
            Err(_) => checks.push(late(SOURCE, &place)),
        }
    }
    let (directory, check) = directory(config, &open).await;
    checks.push(check);
    if let Some(directory) = directory.filter(|_| open.len() == config.sources.len()) {
        let sources: Vec<Source> = open.values().cloned().collect();
        let look = plan::look(config, sources, &directory, secrets);
        checks.push(timeout(PATIENCE, look).await.unwrap_or_else(|_| late("plan", &plan::told(config))));
    } else {
        checks.push(plan::not_looked_at(config));
    }
    for source in open.values() {
        source.leave().await;
    }
    checks
}

async fn one(name: &str, url: &str, place: &str) -> (Check, Option<Source>) {
    let source = match Source::look(name, url).await {
        Ok(source) => source,
        Err(error) => return (away(place, &error), None),
    };
    match source.health().await {
        Ok(health) => (judge(name, place, &health), Some(source)),
        Err(error) => (away(place, &error), Some(source)),
    }
}

fn away(place: &str, error: &SourceError) -> Check {
    let to_do = "Mend what it says; the user that runs Farewell must be able to reach it.";
    Check::problem(SOURCE, place, sentence(&error.to_string()), to_do)
}

fn judge(name: &str, place: &str, health: &Health) -> Check {
    if let Err(error) = &health.writable {
        return away(place, error);
    }
    if !health.has_journal {
        return Check::problem(
            SOURCE,
            place,
            "It has no table farewell_journal, and nothing can be erased there without one.",
            format!("Run what `farewell plan grants` prints for {name}."),
        );
    }
    if health.overwrites == Some(false) {
        return Check::warning(
            SOURCE,
            place,
            "This build of SQLite does not overwrite what is deleted.",
            "Use a build of Farewell with its own SQLite.",
        );
    }
    let found = match health.overwrites {
        Some(_) => format!(
            "{} tables; it can be written, has the journal, and deleted cells are overwritten.",
            health.tables
        ),
        None => format!("{} tables; it can be written, and has the journal.", health.tables),
    };
    Check::ok(SOURCE, place, found)
}

async fn directory(config: &Config, open: &BTreeMap<String, Source>) -> (Option<Directory>, Check) {
    let map = &config.directory;
    let named = map.source_and_table().map_or("", |(source, _)| source);
    let Some(source) = open.get(named) else {
        let found = format!("The source {named} cannot be opened.");
        return (None, Check::problem(DIRECTORY, &map.table, found, "Mend the source first."));
    };
    match timeout(PATIENCE, Directory::open(map.clone(), source.clone())).await {
        Ok(Ok(directory)) => (Some(directory), columns(map)),
        Ok(Err(error)) => {
            let to_do = "Mend `directory` in the configuration.";
            (None, Check::problem(DIRECTORY, &map.table, sentence(&error.to_string()), to_do))
        }
        Err(_) => (None, late(DIRECTORY, &map.table)),
    }
}

fn columns(map: &DirectoryMap) -> Check {
    if map.status.is_none() {
        return Check::warning(
            DIRECTORY,
            &map.table,
            "Every column is there. No status column is named, so your app lets deactivated members sign in.",
            "Name one under directory.status, and let your app refuse by it.",
        );
    }
    if map.confirmed.is_none() {
        return Check::warning(
            DIRECTORY,
            &map.table,
            "Every column is there. No column tells which addresses are confirmed, so links go to all of them.",
            "Name it as directory.confirmed, if your app keeps one.",
        );
    }
    Check::ok(DIRECTORY, &map.table, "Every column that the configuration names is there.")
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;

    #[test]
    fn what_a_source_lacks_is_told_in_the_order_of_its_weight() {
        let health = |writable: bool, has_journal, overwrites| Health {
            writable: if writable {
                Ok(())
            } else {
                Err(SourceError::ReadOnly { source_name: "shop".to_owned(), file: "shop.db".to_owned() })
            },
            has_journal,
            overwrites: Some(overwrites),
            tables: 7,
        };
        let judged = |health| judge("shop", "shop: shop.db", &health);
        assert!(judged(health(false, false, false)).found.contains("cannot be written"));
        assert!(judged(health(true, false, true)).to_do.expect("advice").contains("plan grants"));
        assert_eq!(judged(health(true, true, false)).verdict, Verdict::Warning);
        assert_eq!(judged(health(true, true, true)).verdict, Verdict::Ok);
    }
}
