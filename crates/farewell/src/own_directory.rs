//! Farewell's own directory: its table, and a plan for it, made where they are missing.

use std::path::Path;

use farewell_erasure::directory::{Directory, OWN_PLAN, OWN_SCHEMA};
use farewell_erasure::engine::{Engine, EngineError};
use farewell_erasure::plan::Plan;
use farewell_erasure::plan::lock::Lock;
use farewell_erasure::source::Source;
use farewell_service::secrets::Secrets;

use crate::config::Config;
use crate::failure::Failure;
use crate::wiring::lock_file;

/// Makes the table if there is none, and a plan with its lock if there is no plan. A site with further sources writes
/// the plan itself, because only the operator knows what belongs to a member there.
pub async fn prepare(config: &Config, secrets: &Secrets) -> Result<(), Failure> {
    let Some((name, database)) = config.own_directory() else { return Ok(()) };
    let told = |error: &(dyn std::error::Error + 'static)| {
        Failure::caused(&format!("The directory {database}"), error)
    };
    let source = Source::create(name, &database.url()).await.map_err(|error| told(&error))?;
    let made = source.execute_script(OWN_SCHEMA).await.map_err(|error| told(&error));
    let planned = match made {
        Ok(()) if !config.plan.exists() && config.sources.len() == 1 => plan(config, secrets, &source).await,
        made => made,
    };
    source.close().await;
    planned
}

/// Says what to do when the file is missing beside a database that several nodes share.
pub fn require(config: &Config) -> Result<(), Failure> {
    match config.own_directory() {
        Some((_, database)) if database.file().is_some_and(|file| !file.exists()) => Err(Failure::work(
            format!("Farewell's own directory {database} is missing."),
            "Make it: farewell migrate --config FILE.",
        )),
        _ => Ok(()),
    }
}

/// Here Farewell is the operator: it grants itself the journal, and accepts the schema that it has just made.
async fn plan(config: &Config, secrets: &Secrets, source: &Source) -> Result<(), Failure> {
    let directory = Directory::open(config.directory.clone(), source.clone()).await;
    let directory = directory.map_err(|error| Failure::caused("The directory", &error))?;
    let plan = Plan::parse(&config.plan.display().to_string(), OWN_PLAN).map_err(Failure::unreadable)?;
    let engine = Engine::open(plan, None, vec![source.clone()], &directory, secrets.hash_key()).await;
    let engine = engine.map_err(|error| Failure::caused("The plan cannot be used", &error))?;
    let lock = accepted(&engine).await;
    let lock = lock.map_err(|error| Failure::caused("The plan cannot be accepted", &error))?;
    // The plan comes last: where it stands, its lock stands too.
    write(&lock_file(&config.plan), &lock.to_string())?;
    write(&config.plan, OWN_PLAN)
}

async fn accepted(engine: &Engine) -> Result<Lock, EngineError> {
    engine.ensure_tables().await?;
    engine.lock_now().await
}

/// Whole or not at all, also when two processes start at once.
fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let partial = file.with_extension(format!("partial-{}", std::process::id()));
    std::fs::write(&partial, text)
        .and_then(|()| std::fs::rename(&partial, file))
        .map_err(|error| Failure::caused(&format!("{} cannot be written", file.display()), &error))
}
