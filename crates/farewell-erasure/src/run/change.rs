//! Changing exactly the rows that were taken: first what stays, then what goes, children before parents.

use super::hash::{HashJob, hash_rows};
use super::journal::Step;
use super::take::Taken;
use crate::cell::Cell;
use crate::dialect::DatePart;
use crate::engine::{EngineError, Inner};
use crate::plan::{Action, SetRule, SetValue};
use crate::rule::{Owner, Rule, SourceRules};
use crate::source::SourceTx;
use crate::sql::{Scope, SetKind, Sql};

/// Does what the plan says with the rows taken; one step for each rule that is due or lost a reference.
pub(super) async fn change(
    engine: &Inner,
    scope: &Scope<'_>,
    tx: &mut SourceTx,
    taken: &[Taken],
) -> Result<Vec<Step>, EngineError> {
    let mut steps = Vec::new();
    for rule in 0..scope.rules.rules.len() {
        steps.push(counted(scope, tx, rule, taken).await?);
    }
    let before = changes_so_far(scope, tx).await?;
    let mut changed = 0;
    for taken in taken.iter().filter(|taken| taken.set.kind != SetKind::Gone) {
        changed += update(engine, scope, tx, taken).await?;
    }
    for rule in &scope.rules.delete_order {
        let gone = taken.iter().filter(|taken| taken.set.kind == SetKind::Gone && taken.set.rule == *rule);
        for taken in gone {
            changed += delete(scope, tx, taken).await?;
        }
    }
    if let Some(settle) = scope.dialect.settle_keys() {
        tx.execute(settle, &[]).await?;
    }
    let in_all = changes_so_far(scope, tx).await?.saturating_sub(before);
    let accepted =
        taken.iter().any(|taken| taken.count > 0 && !scope.rule(taken.set.rule).triggers.is_empty());
    if in_all != changed && !accepted {
        let table = taken.iter().find(|taken| taken.count > 0);
        return Err(EngineError::Count {
            table: table.map_or_else(String::new, |taken| scope.rule(taken.set.rule).name.to_string()),
            taken: changed,
            changed: in_all,
        });
    }
    steps.retain(|step| !step.table.is_empty());
    Ok(steps)
}

/// The counts of one rule, before anything changes: a `set` may cut the very date that says until when.
async fn counted(
    scope: &Scope<'_>,
    tx: &mut SourceTx,
    rule: usize,
    taken: &[Taken],
) -> Result<Step, EngineError> {
    let own = scope.rule(rule);
    let of_rule = || taken.iter().filter(|taken| taken.set.rule == rule);
    let count = |kind| of_rule().filter(|taken| taken.set.kind == kind).map(|taken| taken.count).sum::<u64>();
    let total: u64 = of_rule().map(|taken| taken.count).sum();
    let due = scope.is_due(rule) && (own.main.is_some() || !own.owners.is_empty());
    if !due && total == 0 {
        return Ok(Step::default());
    }
    let stays = of_rule().find(|taken| taken.set.kind == SetKind::Stays && taken.count > 0);
    let keeper = keeper(scope.rules, rule);
    Ok(Step {
        table: own.name.to_string(),
        deleted: count(SetKind::Gone),
        changed: total,
        retained: match (stays, keeper, own.action()) {
            (Some(stays), Some(_), _) | (Some(stays), _, Some(Action::Stub)) => stays.count,
            _ => 0,
        },
        until: match (stays, keeper) {
            (Some(_), Some(keeper)) => kept_until(scope, tx, keeper, taken).await?,
            _ => None,
        },
    })
}

/// The rule whose `retain` keeps the rows of this one: itself, or whom it follows.
pub(crate) fn keeper(rules: &SourceRules, rule: usize) -> Option<usize> {
    let main = rules.rules.get(rule)?.main.as_ref()?;
    match (main.action, &main.owner) {
        (Action::Retain, _) => Some(rule),
        (Action::Follow, Owner::Parent { rule, .. }) => keeper(rules, *rule),
        _ => None,
    }
}

pub(crate) async fn kept_until(
    scope: &Scope<'_>,
    tx: &mut SourceTx,
    rule: usize,
    taken: &[Taken],
) -> Result<Option<String>, EngineError> {
    let own = scope.rule(rule);
    let stays = taken.iter().find(|taken| taken.set.rule == rule && taken.set.kind == SetKind::Stays);
    let (Some(main), Some(stays)) = (&own.main, stays) else {
        return Ok(None);
    };
    let holds = stays.set.holds(scope.dialect, &own.table, "t");
    let sql = format!("SELECT max({}) {}", scope.until(own, main, "t"), scope.from(rule, "t", &holds));
    let rows = tx.query(&sql, &[]).await?;
    Ok(rows.first().and_then(|row| row.first().to_plain_text()))
}

async fn changes_so_far(scope: &Scope<'_>, tx: &mut SourceTx) -> Result<u64, EngineError> {
    let rows = tx.query(scope.dialect.changes_so_far(), &[]).await?;
    let number = rows.first().and_then(|row| row.first().as_integer());
    number.and_then(|number| number.try_into().ok()).ok_or(EngineError::Uncounted)
}

async fn update(
    engine: &Inner,
    scope: &Scope<'_>,
    tx: &mut SourceTx,
    taken: &Taken,
) -> Result<u64, EngineError> {
    if taken.count == 0 {
        return Ok(0);
    }
    let own = scope.rule(taken.set.rule);
    let mut changed = 0;
    for hash in hashes(own, taken.set.kind) {
        let job = HashJob { set: &taken.set, rule: own, column: &hash.column.text };
        changed += hash_rows(engine, scope, tx, &job).await?;
    }
    let mut sql = Sql::default();
    let sets = assignments(scope, &mut sql, own, taken.set.kind);
    if sets.is_empty() {
        return Ok(changed);
    }
    let statement = format!(
        "UPDATE {} SET {} WHERE {}",
        scope.dialect.table(&own.table.name),
        sets.join(", "),
        taken.set.holds(scope.dialect, &own.table, "")
    );
    let now = tx.execute(&statement, &sql.binds).await?;
    agree(own, taken.count, now)?;
    Ok(changed + now)
}

async fn delete(scope: &Scope<'_>, tx: &mut SourceTx, taken: &Taken) -> Result<u64, EngineError> {
    if taken.count == 0 {
        return Ok(0);
    }
    let own = scope.rule(taken.set.rule);
    let now = tx.execute(&delete_statement(scope, taken), &[]).await?;
    agree(own, taken.count, now)?;
    Ok(now)
}

fn delete_statement(scope: &Scope<'_>, taken: &Taken) -> String {
    let own = scope.rule(taken.set.rule);
    format!(
        "DELETE FROM {} WHERE {}",
        scope.dialect.table(&own.table.name),
        taken.set.holds(scope.dialect, &own.table, "")
    )
}

/// The statement that changes the rows of a list, for people to read; none: nothing changes in them but hashes.
pub(crate) fn statement(scope: &Scope<'_>, taken: &Taken) -> Option<String> {
    if taken.set.kind == SetKind::Gone {
        return Some(delete_statement(scope, taken));
    }
    let own = scope.rule(taken.set.rule);
    let mut sets = assignments(scope, &mut Sql::default(), own, taken.set.kind);
    let hashed = hashes(own, taken.set.kind);
    sets.extend(hashed.map(|set| format!("{} = $hash", scope.dialect.quote(&set.column.text))));
    let holds = taken.set.holds(scope.dialect, &own.table, "");
    let table = scope.dialect.table(&own.table.name);
    (!sets.is_empty()).then(|| format!("UPDATE {table} SET {} WHERE {holds}", sets.join(", ")))
}

fn agree(rule: &Rule, taken: u64, changed: u64) -> Result<(), EngineError> {
    if taken == changed {
        return Ok(());
    }
    Err(EngineError::Count { table: rule.name.to_string(), taken, changed })
}

/// The `set` that applies to the rows of a list.
fn set_rules(rule: &Rule, kind: SetKind) -> &[SetRule] {
    match (kind, &rule.main) {
        (SetKind::Stays, Some(main)) => &main.sets,
        (SetKind::Out(owner), _) => &rule.owners[owner].sets,
        (SetKind::Stays, None) | (SetKind::Gone | SetKind::Unlinked(_), _) => &[],
    }
}

fn hashes(rule: &Rule, kind: SetKind) -> impl Iterator<Item = &SetRule> {
    set_rules(rule, kind).iter().filter(|set| set.value == SetValue::Hash)
}

/// `column = value` for everything but hashes.
fn assignments(scope: &Scope<'_>, sql: &mut Sql, rule: &Rule, kind: SetKind) -> Vec<String> {
    let dialect = scope.dialect;
    let mut sets = Vec::new();
    for set in set_rules(rule, kind) {
        let name = &set.column.text;
        let column = dialect.quote(name);
        let not_null = rule.table.column(name).is_some_and(|column| column.not_null);
        let kind = rule.table.kind(name);
        let value = match &set.value {
            SetValue::Constant(cell) => sql.value(dialect, cell.clone(), kind),
            SetValue::Month => dialect.cut(&column, kind, DatePart::Month, not_null),
            SetValue::Year => dialect.cut(&column, kind, DatePart::Year, not_null),
            SetValue::Hash => continue,
        };
        sets.push(format!("{column} = {value}"));
    }
    let emptied = match (kind, &rule.main) {
        (SetKind::Stays, Some(main)) => main.detach.clone(),
        (SetKind::Out(owner), _) => {
            let owner = &rule.owners[owner];
            Some((owner.column.clone(), owner.to.clone()))
        }
        (SetKind::Unlinked(unlink), _) => Some((rule.unlinks[unlink].column.clone(), Cell::Null)),
        (SetKind::Stays, None) | (SetKind::Gone, _) => None,
    };
    if let Some((column, to)) = emptied {
        let value = sql.value(dialect, to, rule.table.kind(&column));
        sets.push(format!("{} = {value}", dialect.quote(&column)));
    }
    sets
}
