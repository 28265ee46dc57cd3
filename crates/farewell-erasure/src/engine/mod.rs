//! The engine: one plan, its sources, and the verbs on them.

mod blockers;
mod error;
mod grants;
mod identifiers;
mod outlook;
mod preview;
mod report;
mod run;
mod scrub;
mod verify;
mod weigh;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

pub use crate::check::CheckReport;
pub use crate::dialect::Role;
pub use crate::plan::lock::Difference;
pub use crate::rule::Finding;
pub use crate::sql::Stage;
pub use blockers::Blocker;
pub(crate) use blockers::statement as blocker_statement;
pub use error::EngineError;
pub use grants::Grant;
pub use outlook::{Count, Group, Outlook, OutlookGroup, OutlookLine};
pub use preview::{Preview, PreviewStep};
pub use report::{Place, RunOrder, RunReport, StepReport, VerifyReport};

use crate::catalog::Catalog;
use crate::dialect::Dialect;
use crate::directory::Directory;
use crate::key::AccountKey;
use crate::plan::lock::Lock;
use crate::plan::{Plan, Texts};
use crate::rule::{self, Rules};
use crate::run::keeper;
use crate::source::{Source, SourceTx};
use crate::sql::Scope;

/// The engine. Cloning is cheap.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) plan: Plan,
    pub(crate) lock: Option<Lock>,
    pub(crate) sources: BTreeMap<String, Source>,
    pub(crate) directory: Directory,
    pub(crate) rules: Rules,
    /// What keeps the plan from running at all.
    pub(crate) broken: Vec<Finding>,
    pub(crate) hash_key: [u8; 32],
    /// The types of the accounts' keys and of the members' further values, for databases that want them.
    key_kinds: Vec<String>,
    /// As many times no type.
    no_kinds: Vec<String>,
    /// The tables, by source, in which rows went or changed since the last [`Engine::scrub`].
    touched: Mutex<BTreeMap<String, BTreeSet<String>>>,
    /// The schema versions, by source, that were found to be the accepted ones.
    accepted: Mutex<BTreeMap<String, i64>>,
}

impl Engine {
    /// Reads the catalogs of the sources and resolves the plan. A plan that does not fit opens too, so that [`Engine::check`] can say why; only a run refuses it.
    pub async fn open(
        plan: Plan,
        lock: Option<Lock>,
        sources: Vec<Source>,
        directory: &Directory,
        hash_key: [u8; 32],
    ) -> Result<Self, EngineError> {
        let sources: BTreeMap<String, Source> =
            sources.into_iter().map(|source| (source.name().to_owned(), source)).collect();
        let home = directory.source().name();
        if !sources.contains_key(home) {
            return Err(EngineError::NoDirectory { source_name: home.to_owned() });
        }
        let catalogs = read_catalogs(&sources).await?;
        let (rules, broken) = rule::resolve(&plan, &catalogs, root(directory));
        let values = rules.values.iter().map(|column| directory.portable_kind(column));
        let key_kinds: Vec<String> =
            std::iter::once(directory.key_kind().sql_kind().to_owned()).chain(values).collect();
        Ok(Self(Arc::new(Inner {
            plan,
            lock,
            sources,
            directory: directory.clone(),
            rules,
            broken,
            hash_key,
            no_kinds: vec![String::new(); key_kinds.len()],
            key_kinds,
            touched: Mutex::default(),
            accepted: Mutex::default(),
        })))
    }

    /// Makes the journal's and the vault's table in every source. Only for those who may: elsewhere an operator runs what [`Engine::grants`] prints.
    pub async fn ensure_tables(&self) -> Result<(), EngineError> {
        for source in self.0.sources.values() {
            let dialect = source.dialect();
            source.execute_script(dialect.journal_ddl()).await?;
            source.execute_script(dialect.vault_ddl()).await?;
        }
        Ok(())
    }

    /// The lock of the schema as it is now: what `plan accept` writes after a green check.
    pub async fn lock_now(&self) -> Result<Lock, EngineError> {
        let catalogs = read_catalogs(&self.0.sources).await?;
        Ok(Lock::of(catalogs.iter().map(|(name, catalog)| (name.as_str(), catalog))))
    }

    /// Finds everything in which plan, lock and live schema do not agree.
    pub async fn check(&self) -> Result<CheckReport, EngineError> {
        let catalogs = read_catalogs(&self.0.sources).await?;
        crate::check::check(&self.0, &catalogs).await
    }

    /// The sources, by name.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.0.sources.values()
    }

    /// The rule for `source.table` and why its rows are kept, for reports that are read from the journal.
    fn rule_of(&self, table: &str) -> Option<(&rule::Rule, Texts)> {
        let (source, _) = table.split_once('.')?;
        let rules = self.0.rules.sources.get(source)?;
        let at = rules.rules.iter().position(|rule| rule.name.to_string() == table)?;
        let keeper = keeper(rules, at).and_then(|keeper| rules.rules.get(keeper)?.main.as_ref());
        Some((rules.rules.get(at)?, keeper.map(|main| main.because.clone()).unwrap_or_default()))
    }

    fn require_sound(&self) -> Result<(), EngineError> {
        match self.0.broken.first() {
            None => Ok(()),
            Some(finding) => {
                Err(EngineError::Plan { place: finding.place.clone(), problem: finding.problem.clone() })
            }
        }
    }

    fn scope<'a>(&'a self, source: &Source, now: Timestamp, stage: Stage) -> Option<Scope<'a>> {
        Some(Scope {
            rules: self.0.rules.sources.get(source.name())?,
            key_kinds: self.0.key_kinds(source.dialect()),
            dialect: source.dialect(),
            today: today(now),
            stage,
            taken: false,
            locks: false,
        })
    }

    /// Begins to read a source, with these accounts in its temporary table of keys.
    async fn reading(&self, source: &Source, accounts: &[AccountKey]) -> Result<SourceTx, EngineError> {
        let mut tx = source.begin_read().await?;
        crate::run::fill_keys(&self.0, source, &mut tx, accounts).await?;
        Ok(tx)
    }
}

impl Inner {
    /// The types of the accounts' keys and of the members' further values, as that database wants them.
    pub(crate) fn key_kinds(&self, dialect: &dyn Dialect) -> &[String] {
        if dialect.is_typed() { &self.key_kinds } else { &self.no_kinds }
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Engine({})", self.0.plan.file())
    }
}

async fn read_catalogs(sources: &BTreeMap<String, Source>) -> Result<BTreeMap<String, Catalog>, EngineError> {
    let mut catalogs = BTreeMap::new();
    for (name, source) in sources {
        catalogs.insert(name.clone(), Catalog::read(source).await?);
    }
    Ok(catalogs)
}

pub(crate) fn root(directory: &Directory) -> rule::Directory<'_> {
    rule::Directory {
        source: directory.source().name(),
        table: directory.table_name(),
        key: &directory.map().key,
    }
}

/// The day in UTC. What the law keeps until a day is kept to the end of it.
pub(crate) fn today(now: Timestamp) -> Date {
    Offset::UTC.to_datetime(now).date()
}
