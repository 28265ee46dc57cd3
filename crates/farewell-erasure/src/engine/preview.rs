//! What an erasure would do, exactly: the rows are taken as in a run, and let go again.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Engine, EngineError};
use crate::key::AccountKey;
use crate::plan::{Action, Texts};
use crate::run::{Taken, keeper, statement, take};
use crate::source::SourceTx;
use crate::sql::{Scope, SetKind, Stage};

/// What an erasure would do.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// One step for each rule, in the plan's order.
    pub steps: Vec<PreviewStep>,
}

/// What one rule would do.
#[derive(Clone, Debug)]
pub struct PreviewStep {
    /// `source.table`.
    pub table: String,
    /// The rule's action; `detach` for a rule with several owners.
    pub action: Action,
    /// Whether it happens with the deactivation already.
    pub at_leave: bool,
    /// Rows that would be deleted.
    pub deleted: u64,
    /// Rows that would stay, changed or unlinked.
    pub changed: u64,
    /// Of them, rows that the law keeps.
    pub retained: u64,
    /// The last day for which any of them is kept.
    pub kept_until: Option<Date>,
    /// The statements, with `$1` ... for the plan's own constants. No value of a row stands in them.
    pub statements: Vec<String>,
    /// What members read, by language; empty for a hidden rule.
    pub label: Texts,
    /// Why rows are kept, by language.
    pub because: Texts,
}

impl Engine {
    /// The same as [`Engine::preview`], and it fails where a run would fail before its first statement: the plan is not accepted, the schema is another one, the journal is missing.
    pub async fn rehearse(&self, key: &AccountKey, now: Timestamp) -> Result<Preview, EngineError> {
        self.require_sound()?;
        for source in self.0.sources.values() {
            self.require_accepted_now(source).await?;
        }
        self.preview(key, now).await
    }

    /// What an erasure of this account would do now. It changes nothing and holds no lock on the operator's tables.
    pub async fn preview(&self, key: &AccountKey, now: Timestamp) -> Result<Preview, EngineError> {
        self.require_sound()?;
        let mut steps = Vec::new();
        for source in self.0.sources.values() {
            let Some(mut scope) = self.scope(source, now, Stage::Erase) else {
                continue;
            };
            let mut tx = self.reading(source, std::slice::from_ref(key)).await?;
            scope.taken = true;
            let taken = take(&scope, &mut tx).await?;
            for rule in 0..scope.rules.rules.len() {
                steps.extend(step(&scope, &mut tx, rule, &taken).await?);
            }
            tx.end_reading().await?;
        }
        let place = |step: &PreviewStep| {
            let tables = self.0.plan.tables.iter();
            tables.map(|rule| rule.name.to_string()).position(|table| table == step.table)
        };
        steps.sort_by_key(place);
        Ok(Preview { steps })
    }
}

async fn step(
    scope: &Scope<'_>,
    tx: &mut SourceTx,
    rule: usize,
    taken: &[Taken],
) -> Result<Option<PreviewStep>, EngineError> {
    let own = scope.rule(rule);
    let taken_by = || taken.iter().filter(move |taken| taken.set.rule == rule);
    if own.main.is_none() && own.owners.is_empty() && taken_by().all(|taken| taken.count == 0) {
        return Ok(None);
    }
    let count = |kind| taken_by().filter(|taken| taken.set.kind == kind).map(|t| t.count).sum::<u64>();
    let stays = count(SetKind::Stays);
    let keeper = keeper(scope.rules, rule);
    let retains = keeper.is_some() || own.action() == Some(Action::Stub);
    let kept_until = match keeper {
        Some(keeper) if stays > 0 => crate::run::kept_until(scope, tx, keeper, taken).await?,
        _ => None,
    };
    let statements = taken_by().flat_map(|taken| {
        let change = statement(scope, taken);
        std::iter::once(taken.sql.clone()).chain(change)
    });
    Ok(Some(PreviewStep {
        table: own.name.to_string(),
        action: own.action().unwrap_or(Action::Detach),
        at_leave: own.at_leave,
        deleted: count(SetKind::Gone),
        changed: taken_by().filter(|taken| taken.set.kind != SetKind::Gone).map(|t| t.count).sum(),
        retained: if retains { stays } else { 0 },
        kept_until: kept_until.and_then(|date| date.parse().ok()),
        statements: statements.collect(),
        label: own.label.clone(),
        because: super::outlook::because(scope, rule),
    }))
}
