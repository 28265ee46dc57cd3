//! Taking rows: noting the address of every row that a rule means, before anything changes.

use crate::engine::EngineError;
use crate::source::SourceTx;
use crate::sql::{Scope, SetKind, Sql, TakenSet, address};

/// Lists longer than this are estimated well enough by their size.
const FEW: u64 = 2_000;

/// A list that was filled, and how long it is.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) set: TakenSet,
    pub(crate) count: u64,
    /// The statement that filled it.
    pub(crate) sql: String,
}

/// The lists that the rules due at this stage need, in the order in which they must be filled.
pub(crate) fn sets(scope: &Scope<'_>) -> Vec<TakenSet> {
    let due = |rule: &&usize| scope.is_due(**rule);
    // The member's own row comes last: whether it can go depends on what else goes.
    let (root, others): (Vec<usize>, Vec<usize>) =
        scope.rules.take_order.iter().filter(due).partition(|rule| scope.rule(**rule).is_root());
    let mut sets = Vec::new();
    for rule in others.into_iter().chain(root) {
        let own = scope.rule(rule);
        let mut push = |kind| sets.push(TakenSet::new(rule, kind, &own.table));
        if own.can_delete(scope.rules) {
            push(SetKind::Gone);
        }
        if own.main.is_some() && own.can_stay(scope.rules) {
            push(SetKind::Stays);
        }
        for owner in 0..own.owners.len() {
            push(SetKind::Out(owner));
        }
    }
    // References into what goes, also from tables whose own rule is not due or does nothing.
    for (rule, own) in scope.rules.rules.iter().enumerate() {
        for (at, unlink) in own.unlinks.iter().enumerate() {
            if scope.is_due(unlink.rule) && scope.rule(unlink.rule).can_delete(scope.rules) {
                sets.push(TakenSet::new(rule, SetKind::Unlinked(at), &own.table));
            }
        }
    }
    sets
}

/// Fills the lists.
pub(crate) async fn take(scope: &Scope<'_>, tx: &mut SourceTx) -> Result<Vec<Taken>, EngineError> {
    let sets = sets(scope);
    for set in &sets {
        tx.execute(&set.create(scope.dialect), &[]).await?;
    }
    let mut taken = Vec::new();
    for set in sets {
        let mut sql = Sql::default();
        let Some(condition) = scope.condition(&mut sql, set.rule, set.kind) else {
            continue;
        };
        let own = scope.rule(set.rule);
        let statement = format!(
            "INSERT INTO {} SELECT {} {}{}",
            scope.dialect.temporary(set.name()),
            address(scope.dialect, &own.table, "t").join(", "),
            scope.from(set.rule, "t", &condition),
            if scope.locks { scope.dialect.lock_rows() } else { "" }
        );
        let count = tx.execute(&statement, &sql.binds).await?;
        if let Some(measure) = scope.dialect.measure(set.name()).filter(|_| (1..FEW).contains(&count)) {
            tx.execute(&measure, &[]).await?;
        }
        taken.push(Taken { set, count, sql: statement });
    }
    Ok(taken)
}

/// Empties the lists: what they hold must not wait on a pooled connection.
pub(super) async fn clear(scope: &Scope<'_>, tx: &mut SourceTx, taken: &[Taken]) -> Result<(), EngineError> {
    let (keys, _) = crate::sql::keys_table(scope.key_kinds);
    let filled = taken.iter().filter(|taken| taken.count > 0);
    let names = filled.map(|taken| taken.set.name()).chain([keys.as_str()]);
    for name in names {
        let sql = format!("DELETE FROM {}", scope.dialect.temporary(name));
        tx.execute(&sql, &[]).await?;
    }
    Ok(())
}
