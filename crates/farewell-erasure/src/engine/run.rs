//! Running a plan: accounts in, steps out.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::{Engine, EngineError, RunOrder, RunReport, StepReport};
use crate::catalog::Catalog;
use crate::key::AccountKey;
use crate::plan::Action;
use crate::plan::lock::Lock;
use crate::run::{Done, Step, work};
use crate::source::{Source, SourceError, SourceTx};

/// Accounts of one transaction. Larger ones are hardly faster and hold the app's writers up for longer.
const BATCH: usize = 500;
/// How often a transaction is begun anew when another program's crossed it.
const TRIES: u32 = 6;
/// The first pause; each further one is twice as long.
const PAUSE: Duration = Duration::from_millis(40);

impl Engine {
    /// Does what the plan says with the rows of these accounts, in every source: sources that only refer to the members first, the directory's own last, each in one transaction for a batch.
    ///
    /// Stopped anywhere, the same order again finishes it. Nothing is done when the schema is not the accepted one.
    pub async fn run(&self, order: &RunOrder) -> Result<RunReport, EngineError> {
        self.require_sound()?;
        let accounts: BTreeSet<&AccountKey> = order.accounts.iter().collect();
        let accounts: Vec<AccountKey> = accounts.into_iter().cloned().collect();
        let mut steps: BTreeMap<String, Step> = BTreeMap::new();
        let mut already_done = true;
        for accounts in accounts.chunks(BATCH) {
            for source in self.directory_last() {
                let done = self.insist(source, order, accounts).await?;
                already_done &= done.already;
                self.touch(source, &done.steps);
                for step in done.steps {
                    merge(&mut steps, step);
                }
            }
        }
        self.checkpoint().await;
        Ok(RunReport { steps: self.reports(&steps), already_done })
    }

    /// A member's values, such as the address, find rows in other sources: they must still be there when those are worked on again after a crash.
    fn directory_last(&self) -> impl Iterator<Item = &Source> {
        let home = self.0.directory.source().name();
        let others = self.0.sources.values().filter(move |source| source.name() != home);
        others.chain(self.0.sources.get(home))
    }

    /// A deadlock or a crossing change is nobody's fault, and over at once.
    async fn insist(
        &self,
        source: &Source,
        order: &RunOrder,
        accounts: &[AccountKey],
    ) -> Result<Done, EngineError> {
        let mut pause = PAUSE;
        for _ in 1..TRIES {
            match self.run_in(source, order, accounts).await {
                Err(EngineError::Source(error)) if error.is_conflict() => tokio::time::sleep(pause).await,
                done => return done,
            }
            pause *= 2;
        }
        self.run_in(source, order, accounts).await
    }

    async fn run_in(
        &self,
        source: &Source,
        order: &RunOrder,
        accounts: &[AccountKey],
    ) -> Result<Done, EngineError> {
        let Some(scope) = self.scope(source, order.now, order.stage) else {
            return Ok(Done { steps: Vec::new(), already: true });
        };
        let mut tx = self.begin_accepted(source).await?;
        let done = work(&self.0, source, scope, order, accounts, &mut tx).await;
        match done {
            Ok(done) => {
                tx.commit().await?;
                Ok(done)
            }
            Err(error) => {
                // The first error is the one to tell; dropped, the transaction rolls back as well.
                let _ = tx.rollback().await;
                Err(error)
            }
        }
    }

    /// Begins a transaction that is certain to see the accepted schema.
    async fn begin_accepted(&self, source: &Source) -> Result<SourceTx, EngineError> {
        loop {
            let mut tx = source.begin().await?;
            if let Some(hold) = self.hold(source) {
                tx.execute(&hold, &[]).await?;
            }
            let rows = tx.query(source.dialect().schema_version(), &[]).await?;
            let version = rows.first().and_then(|row| row.first().as_integer()).unwrap_or(0);
            if self.is_accepted(source.name(), version) {
                return Ok(tx);
            }
            tx.rollback().await?;
            let catalog = Catalog::read(source).await?;
            self.require_accepted(source.name(), &catalog)?;
        }
    }

    /// Fails where a run would fail before its first statement: the plan has no lock, the schema is another one, the journal is missing.
    pub(super) async fn require_accepted_now(&self, source: &Source) -> Result<(), EngineError> {
        let rows = source.query(source.dialect().schema_version(), &[]).await?;
        let version = rows.first().and_then(|row| row.first().as_integer()).unwrap_or(0);
        if self.is_accepted(source.name(), version) {
            return Ok(());
        }
        self.require_accepted(source.name(), &Catalog::read(source).await?)
    }

    /// What keeps the tables as they are while the transaction lasts.
    fn hold(&self, source: &Source) -> Option<String> {
        let rules = self.0.rules.sources.get(source.name())?;
        let changed = rules.rules.iter().filter(|rule| rule.changes());
        source.dialect().hold(&changed.map(|rule| rule.table.name.clone()).collect())
    }

    fn is_accepted(&self, source: &str, version: i64) -> bool {
        let accepted = self.0.accepted.lock();
        accepted.is_ok_and(|accepted| accepted.get(source) == Some(&version))
    }

    fn require_accepted(&self, source: &str, catalog: &Catalog) -> Result<(), EngineError> {
        let lock = self.0.lock.as_ref().ok_or(EngineError::NotAccepted)?;
        if !catalog.has_journal {
            return Err(EngineError::NoJournal { source_name: source.to_owned() });
        }
        let live = Lock::of([(source, catalog)]);
        let differences = lock.of_source(source).differences(&live);
        if !differences.is_empty() {
            return Err(EngineError::SchemaChanged(differences));
        }
        match self.0.accepted.lock() {
            Ok(mut accepted) => {
                accepted.insert(source.to_owned(), catalog.version);
                Ok(())
            }
            Err(_) => {
                Err(SourceError::NoConnection { source_name: source.to_owned(), file: source.to_owned() }
                    .into())
            }
        }
    }

    fn touch(&self, source: &Source, steps: &[Step]) {
        let changed = steps.iter().filter(|step| step.changed > 0);
        let tables = changed.filter_map(|step| step.table.split_once('.'));
        if let Ok(mut touched) = self.0.touched.lock() {
            let known = touched.entry(source.name().to_owned()).or_default();
            known.extend(tables.map(|(_, table)| table.to_owned()));
        }
    }

    /// Steps in the plan's order, with the plan's texts.
    fn reports(&self, steps: &BTreeMap<String, Step>) -> Vec<StepReport> {
        let in_order = self.0.plan.tables.iter().filter_map(|rule| {
            let step = steps.get(&rule.name.to_string())?;
            let (rule, because) = self.rule_of(&step.table)?;
            Some(StepReport {
                table: step.table.clone(),
                action: rule.action().unwrap_or(Action::Detach),
                deleted: step.deleted,
                changed: step.changed,
                retained: step.retained,
                kept_until: step.kept_until(),
                label: rule.label.clone(),
                because,
            })
        });
        in_order.collect()
    }
}

fn merge(steps: &mut BTreeMap<String, Step>, step: Step) {
    let Some(sum) = steps.get_mut(&step.table) else {
        steps.insert(step.table.clone(), step);
        return;
    };
    sum.deleted += step.deleted;
    sum.changed += step.changed;
    sum.retained += step.retained;
    // ISO dates compare as text.
    sum.until = sum.until.take().max(step.until);
}
