//! The configuration: one YAML file, the environment on top, nothing unknown, nothing without effect.

mod brake;
mod database;
mod deactivation;
mod directory;
#[cfg(test)]
mod documented;
mod environment;
pub mod keys;
mod mail;
mod node;
mod portal;
mod problem;
mod section;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use farewell_domain::brake::Brake;
use farewell_domain::grace::GracePeriod;
use farewell_domain::language::Language;
use farewell_domain::mode::Mode;
use farewell_erasure::directory::{DirectoryMap, OWN_TABLE};
use ipnet::IpNet;
use jiff::tz::TimeZone;

pub use database::DatabaseUrl;
pub use deactivation::Deactivation;
pub use environment::Environment;
pub use mail::Mail;
pub use portal::Portal;
pub use problem::ConfigProblem;

use node::{Node, Origin, Value};
use problem::Document;
use section::Section;

/// Everything that an operator has set, checked.
#[derive(Debug)]
pub struct Config {
    /// The file it was read from.
    pub file: PathBuf,
    /// Where the pages are served.
    pub listen: SocketAddr,
    /// The members' pages; nothing when the engine is used alone.
    pub portal: Option<Portal>,
    /// Proxies whose word on where a request comes from is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Farewell's own database.
    pub database: DatabaseUrl,
    /// The file of the keys.
    pub secrets: PathBuf,
    /// The operator's own texts, over those that come with Farewell.
    pub locales: Option<PathBuf>,
    /// The languages offered; the first is the one for everybody else. Never empty.
    pub languages: Vec<Language>,
    /// In which dates are told.
    pub time_zone: TimeZone,
    /// The mail server; nothing for commands that send nothing.
    pub mail: Option<Mail>,
    /// Where the counts are served by themselves; nowhere: among the pages, for this machine only.
    pub metrics: Option<SocketAddr>,
    /// The rules of leaving.
    pub deactivation: Deactivation,
    /// Whether the operator's databases are changed at all.
    pub mode: Mode,
    /// How much may be erased without a person's word.
    pub brake: Brake,
    /// The operator's databases by name.
    pub sources: BTreeMap<String, DatabaseUrl>,
    /// Where the members are.
    pub directory: DirectoryMap,
    /// How long the operator's backups keep what was erased.
    pub backups_keep: Option<GracePeriod>,
    /// The plan's file; its lock lies beside it.
    pub plan: PathBuf,
}

impl Config {
    /// Reads the file and what the environment lays over it.
    pub fn read(file: &Path, environment: &Environment) -> Result<Self, ConfigProblem> {
        let text = std::fs::read_to_string(file).map_err(|error| ConfigProblem::unreadable(file, &error))?;
        Self::parse(file, &Document::new(file.display().to_string(), text), environment)
    }

    fn parse(file: &Path, document: &Document, environment: &Environment) -> Result<Self, ConfigProblem> {
        let mut entries = entries(document)?;
        environment.lay_over(&mut entries);
        for entry in &mut entries {
            environment.fill_in(document, &mut entry.node)?;
        }
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut root = Section::root(document, entries);
        let config = Self::assemble(&mut root, file, folder)?;
        root.finish()?;
        Ok(config)
    }

    fn assemble(root: &mut Section<'_>, file: &Path, folder: &Path) -> Result<Self, ConfigProblem> {
        let database = |text: &str| DatabaseUrl::parse_own(text, folder);
        let listen = root.take("listen").map(|field| field.parse(values::listen)).transpose()?;
        let portal = Portal::read(root)?;
        let trusted_proxies = trusted_proxies(root)?;
        let own = root.require("database", "sqlite:farewell.db")?.parse(database)?;
        let mut secrets = root.section("secrets")?;
        let keys = secrets.take("file").map(|field| field.text()).transpose()?;
        secrets.finish()?;
        let zone = root.take("time_zone").map(|field| field.parse(values::time_zone)).transpose()?;
        let locales = root.take("locales").map(|field| field.text()).transpose()?;
        let locales = locales.map(|path| folder.join(path));
        let languages = languages(root, locales.as_deref())?;
        let mail = Mail::read(root)?;
        let metrics = metrics(root)?;
        let deactivation = Deactivation::read(root)?;
        let mode = root.take("mode").map(|field| field.parse(values::mode)).transpose()?;
        let brake = brake::read(root)?;
        let sources = sources(root, folder, &own)?;
        let directory = directory::read(root, &sources)?;
        let backups_keep = backups(root)?;
        let plan = root.take("plan").map(|field| field.text()).transpose()?;
        Ok(Self {
            file: file.to_owned(),
            listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            portal,
            trusted_proxies,
            database: own,
            secrets: folder.join(keys.as_deref().unwrap_or("farewell.keys")),
            locales,
            languages,
            time_zone: zone.unwrap_or(TimeZone::UTC),
            mail,
            metrics,
            deactivation,
            mode: mode.unwrap_or_default(),
            brake,
            sources,
            directory,
            backups_keep,
            plan: folder.join(plan.as_deref().unwrap_or("plan.yaml")),
        })
    }

    /// The source that holds Farewell's own directory, if the members are there.
    pub fn own_directory(&self) -> Option<(&str, &DatabaseUrl)> {
        let (name, _) = self.directory.source_and_table().filter(|_| self.directory.table == OWN_TABLE)?;
        self.sources.get_key_value(name).map(|(name, database)| (name.as_str(), database))
    }

    /// The members' pages, for the commands that show or mention them.
    pub fn portal(&self) -> Result<&Portal, ConfigProblem> {
        self.portal.as_ref().ok_or_else(|| {
            ConfigProblem::plain(
                format!("{} holds neither public_url nor brand nor support.", self.file.display()),
                "Write the three of them; docs/configuration.md shows how.",
            )
        })
    }

    /// The mail server, for the commands that send.
    pub fn mail(&self) -> Result<&Mail, ConfigProblem> {
        self.mail.as_ref().ok_or_else(|| {
            ConfigProblem::plain(
                format!("{} names no mail server, and members must get mails.", self.file.display()),
                "Write mail: { url: \"smtps://...\", from: \"Kramik <no-reply@example.com>\" }.",
            )
        })
    }
}

fn entries(document: &Document) -> Result<Vec<node::Entry>, ConfigProblem> {
    if document.text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let node: Node =
        serde_saphyr::from_str(&document.text).map_err(|error| ConfigProblem::syntax(document, &error))?;
    match node.value {
        Value::Map(entries) => Ok(entries),
        Value::Null => Ok(Vec::new()),
        other => {
            let what = format!("this is {}, not a section of keys", other.kind());
            let mend = "Write keys with their values, like `listen: 127.0.0.1:8080`.";
            Err(document.problem(&Origin::Whole, &what, mend))
        }
    }
}

fn trusted_proxies(root: &mut Section<'_>) -> Result<Vec<IpNet>, ConfigProblem> {
    let Some(field) = root.take("trusted_proxies") else { return Ok(Vec::new()) };
    field.list()?.iter().map(|field| field.parse(values::network)).collect()
}

fn metrics(root: &mut Section<'_>) -> Result<Option<SocketAddr>, ConfigProblem> {
    let mut section = root.section("metrics")?;
    let listen = section.take("listen").map(|field| field.parse(values::listen)).transpose()?;
    section.finish()?;
    Ok(listen)
}

fn languages(root: &mut Section<'_>, locales: Option<&Path>) -> Result<Vec<Language>, ConfigProblem> {
    let Some(field) = root.take("languages") else { return Ok(vec![Language::english()]) };
    let empty = field.refuse("is empty", "Name at least one language, like [en].");
    let mut languages = Vec::new();
    for field in field.list()? {
        let language = field.parse(|text| values::language(text, locales))?;
        if languages.contains(&language) {
            return Err(field.refuse("names a language twice", "Name each language once."));
        }
        languages.push(language);
    }
    if languages.is_empty() { Err(empty) } else { Ok(languages) }
}

/// The sources. A verb writes a source while a transaction of Farewell's own database is open, so they cannot share
/// a file.
fn sources(
    root: &mut Section<'_>,
    folder: &Path,
    own: &DatabaseUrl,
) -> Result<BTreeMap<String, DatabaseUrl>, ConfigProblem> {
    let like = "{ shop: { url: \"sqlite:shop.db\" } }";
    let section = root.require("sources", like)?.section()?;
    let empty = section.refuse("names no database", format!("Write one, like sources: {like}."));
    let mut sources = BTreeMap::new();
    for (name, field) in section.fields() {
        let name = values::source_name(&name).map_err(|wrong| field.refuse(wrong.problem, wrong.mend))?;
        let mut source = field.section()?;
        let url = source.require("url", "sqlite:shop.db")?;
        let database = url.parse(|text| DatabaseUrl::parse_source(text, folder))?;
        if own.is_in(&database) {
            return Err(url.refuse(
                "is the file of Farewell's own database",
                format!("Give the source a file of its own, like sqlite:{name}.db."),
            ));
        }
        sources.insert(name, database);
        source.finish()?;
    }
    if sources.is_empty() { Err(empty) } else { Ok(sources) }
}

fn backups(root: &mut Section<'_>) -> Result<Option<GracePeriod>, ConfigProblem> {
    let mut section = root.section("backups")?;
    let keep = section.take("keep").map(|field| field.parse(values::period)).transpose()?;
    section.finish()?;
    Ok(keep)
}

/// A grace period as the command line takes it, with the sentence of the configuration when it is wrong.
pub fn grace_period(text: &str) -> Result<GracePeriod, String> {
    values::grace_period(text).map_err(|wrong| format!("this {}. {}", wrong.problem, wrong.mend))
}
