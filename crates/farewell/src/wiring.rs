//! From the configuration to the running parts, and back to closed files.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use farewell_erasure::directory::Directory;
use farewell_erasure::engine::Engine;
use farewell_erasure::plan::Plan;
use farewell_erasure::plan::lock::Lock;
use farewell_erasure::source::Source;
use farewell_service::clock::{Clock, SystemClock};
use farewell_service::keys::{self, Belonging};
use farewell_service::secrets::Secrets;
use farewell_service::{Farewell, Parts, Settings};
use farewell_store::Store;
use farewell_store::db::Trouble;
use farewell_web::mail::MailTexts;
use farewell_web::outbox::Outbox;
use farewell_web::texts::Texts;
use farewell_web::{Brand, Measures, Shop, Site, Support};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::config::{Config, Portal};
use crate::failure::Failure;
use crate::own_directory;

/// How long the databases may take to close.
const CLOSING: Duration = Duration::from_secs(3);

/// The open databases and the verbs upon them.
pub struct Wiring {
    /// The verbs.
    pub farewell: Farewell,
    /// Every source by itself.
    pub sources: Vec<Source>,
    store: Store,
}

impl Wiring {
    /// Opens everything that the configuration names. Farewell's own files are made where they are missing; beside a
    /// server that several nodes share, that is the task of `farewell migrate`.
    pub async fn open(config: &Config) -> Result<Self, Failure> {
        Self::open_at(config, Arc::new(SystemClock)).await
    }

    async fn open_at(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, Failure> {
        let secrets = secrets(config)?;
        if config.database.file().is_some() {
            own_directory::prepare(config, &secrets).await?;
        } else {
            own_directory::require(config)?;
        }
        let sources = sources(config).await?;
        let directory = directory(config, &sources).await?;
        let engine = engine(config, &sources, &directory, &secrets).await?;
        let store = store(config).await?;
        require_own_keys(config, &store, &secrets).await?;
        let parts =
            Parts { store: store.clone(), directory, engine, settings: settings(config), secrets, clock };
        Ok(Self { farewell: Farewell::new(parts), sources, store })
    }

    /// Closes every database, so that its file alone holds everything. A statement that does not end is not waited
    /// for: what it did is undone, and its log is read at the next start.
    pub async fn close(self) {
        if timeout(CLOSING, self.close_all()).await.is_err() {
            tracing::warn!("a database is still at work; it was left open");
        }
    }

    async fn close_all(self) {
        drop(self.farewell);
        // Each by itself: one that hangs must not keep the others from emptying their logs.
        let mut closing = JoinSet::new();
        for source in self.sources {
            closing.spawn(async move { source.close().await });
        }
        self.store.close().await;
        closing.join_all().await;
    }
}

/// Opens Farewell's own database; a file is made when it is missing.
pub async fn store(config: &Config) -> Result<Store, Failure> {
    Store::open(&config.database.url()).await.map_err(|error| not_opened(config, &error))
}

/// The same, with its tables made or brought up to date.
pub async fn migrated_store(config: &Config) -> Result<Store, Failure> {
    Store::migrate(&config.database.url()).await.map_err(|error| not_opened(config, &error))
}

fn not_opened(config: &Config, error: &farewell_store::StoreError) -> Failure {
    Failure::caused(&format!("Farewell's own database {}", config.database), error)
}

/// Reads the keys. Beside a file they are made together with it; those of a server, which several nodes share,
/// are made by `farewell migrate` and copied to the other nodes.
pub fn secrets(config: &Config) -> Result<Secrets, Failure> {
    if config.secrets.exists() {
        return read_secrets(config);
    }
    match config.database.file() {
        Some(file) if file.exists() => Err(without_keys(config)),
        Some(_) => make_secrets(config),
        None => Err(Failure::usage(
            format!("The keys {} are missing.", config.secrets.display()),
            "Copy the file from another node, or make it together with the tables: farewell migrate --config FILE.",
        )),
    }
}

/// Reads the keys, or makes them for a database that has no tables yet.
pub async fn secrets_to_migrate(config: &Config) -> Result<Secrets, Failure> {
    if config.secrets.exists() || config.database.file().is_some() {
        return secrets(config);
    }
    match Store::open(&config.database.url()).await {
        Ok(_) => Err(without_keys(config)),
        Err(error) if error.trouble == Trouble::NotMigrated => make_secrets(config),
        Err(error) => Err(not_opened(config, &error)),
    }
}

fn read_secrets(config: &Config) -> Result<Secrets, Failure> {
    Secrets::read(&config.secrets)
        .map_err(|error| Failure::usage(keys_told(config, &error), "Restore the file from its backup."))
}

fn make_secrets(config: &Config) -> Result<Secrets, Failure> {
    Secrets::generate(&config.secrets).map_err(|error| {
        Failure::work(keys_told(config, &error), "Let the user that runs Farewell write to that folder.")
    })
}

fn keys_told(config: &Config, error: &dyn std::error::Error) -> String {
    format!("The keys {}: {error}", config.secrets.display())
}

fn without_keys(config: &Config) -> Failure {
    Failure::usage(
        format!("{} is missing, but {} is there.", config.secrets.display(), config.database),
        "Restore the keys from their backup; without them the database cannot be used.",
    )
}

/// Other keys would take erased accounts for unknown ones, and could open no waiting mail.
async fn require_own_keys(config: &Config, store: &Store, secrets: &Secrets) -> Result<(), Failure> {
    let claimed = keys::claim(store, secrets).await;
    match claimed
        .map_err(|error| Failure::caused(&format!("The keys {}", config.secrets.display()), &error))?
    {
        Belonging::Theirs | Belonging::Unused => Ok(()),
        Belonging::Foreign => Err(Failure::usage(
            format!("The keys {} are not those of {}.", config.secrets.display(), config.database),
            "Restore the file from its backup, or copy it from another node.",
        )),
    }
}

async fn sources(config: &Config) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for (name, database) in &config.sources {
        let source = Source::open(name, &database.url()).await;
        sources.push(source.map_err(|error| Failure::caused(&format!("The source `{name}`"), &error))?);
    }
    Ok(sources)
}

async fn directory(config: &Config, sources: &[Source]) -> Result<Directory, Failure> {
    let map = config.directory.clone();
    let named = map.source_and_table().map_or("", |(source, _)| source);
    let source = sources.iter().find(|source| source.name() == named).cloned().ok_or_else(|| {
        Failure::usage(
            format!("`directory.table` names the source `{named}`, which `sources` does not."),
            "Name one of the sources.",
        )
    })?;
    Directory::open(map, source).await.map_err(|error| Failure::caused("The directory", &error))
}

async fn engine(
    config: &Config,
    sources: &[Source],
    directory: &Directory,
    secrets: &Secrets,
) -> Result<Engine, Failure> {
    let plan = Plan::read(&config.plan).map_err(Failure::unreadable)?;
    let lock = lock(&config.plan)?;
    Engine::open(plan, lock, sources.to_vec(), directory, secrets.hash_key())
        .await
        .map_err(|error| Failure::caused("The plan cannot be used", &error))
}

/// The lock's file, beside the plan's.
pub fn lock_file(plan: &Path) -> PathBuf {
    plan.with_extension("lock")
}

fn lock(plan: &Path) -> Result<Option<Lock>, Failure> {
    let file = lock_file(plan);
    if !file.exists() {
        return Ok(None);
    }
    Lock::read(&file).map(Some).map_err(|error| {
        Failure::usage(
            format!("The lock {} cannot be read: {error}", file.display()),
            "Restore it from version control, or write it anew with `farewell plan accept`.",
        )
    })
}

fn settings(config: &Config) -> Settings {
    Settings {
        grace_period: config.deactivation.grace_period,
        reminder: config.deactivation.reminder,
        fresh_sign_in: config.deactivation.fresh_sign_in,
        time_zone: config.time_zone.clone(),
        languages: config.languages.clone(),
        brand: config.portal.as_ref().map(|portal| portal.brand_name.clone()).unwrap_or_default(),
        backups_keep: config.backups_keep,
        brake: config.brake,
        mode: config.mode,
    }
}

/// The words that pages and mails are made of, in the site's languages.
pub fn texts(config: &Config) -> Result<Arc<Texts>, Failure> {
    let texts = Texts::open(&config.languages, config.locales.as_deref());
    texts.map(Arc::new).map_err(|error| {
        Failure::usage(
            format!("The texts cannot be used: {error}."),
            "docs/texts.md shows what such a file holds.",
        )
    })
}

/// Says in the log which languages lack texts.
pub fn tell_missing(texts: &Texts) {
    for missing in texts.missing() {
        let (language, texts, of) = (&missing.language, missing.texts, missing.of);
        tracing::warn!(%language, texts, of, "texts are missing; they are shown in the site's first language");
    }
}

/// What mails say besides their member's own.
pub fn mail_texts(config: &Config, portal: &Portal, texts: &Arc<Texts>) -> MailTexts {
    MailTexts {
        texts: Arc::clone(texts),
        brand: brand(portal),
        support: support(portal),
        public_url: portal.public_url.clone(),
        time_zone: config.time_zone.clone(),
    }
}

/// The members' pages; shop window and outbox are the demo's.
pub fn site(
    config: &Config,
    portal: &Portal,
    texts: &Arc<Texts>,
    farewell: &Farewell,
    measures: Measures,
    shop: Option<Shop>,
    outbox: Option<Arc<Outbox>>,
) -> Site {
    Site {
        farewell: farewell.clone(),
        brand: brand(portal),
        public_url: portal.public_url.clone(),
        support: support(portal),
        trusted_proxies: config.trusted_proxies.clone(),
        texts: Arc::clone(texts),
        time_zone: config.time_zone.clone(),
        measures,
        shop,
        outbox,
    }
}

fn brand(portal: &Portal) -> Brand {
    Brand { name: portal.brand_name.clone(), accent: portal.accent.clone() }
}

fn support(portal: &Portal) -> Support {
    Support {
        email: portal.support_email.clone(),
        url: portal.support_url.clone(),
        report_url: portal.report_url.clone(),
    }
}
