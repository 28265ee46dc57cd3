//! Looking again, by rule: no row may be left of which the plan says that it goes, and none unchanged of which it says what stands in it.

use jiff::Timestamp;

use super::{Engine, EngineError, Place, VerifyReport};
use crate::dialect::DatePart;
use crate::key::AccountKey;
use crate::plan::{Action, SetRule, SetValue};
use crate::rule::{Main, Owner, Rule};
use crate::run::is_hash;
use crate::source::SourceTx;
use crate::sql::{Scope, SetKind, Sql, Stage};

/// Accounts looked for at a time.
const BATCH: usize = 500;

impl Engine {
    /// Looks for what is left of accounts that were erased (or, at [`Stage::Leave`], deactivated). Rows that were found by a value of the member's row, such as the address, cannot be
    /// looked for once that row is emptied.
    pub async fn verify(
        &self,
        keys: &[AccountKey],
        stage: Stage,
        now: Timestamp,
    ) -> Result<VerifyReport, EngineError> {
        self.require_sound()?;
        let mut report = VerifyReport::default();
        for source in self.0.sources.values() {
            let Some(scope) = self.scope(source, now, stage) else {
                continue;
            };
            for keys in keys.chunks(BATCH) {
                let mut tx = self.reading(source, keys).await?;
                for rule in (0..scope.rules.rules.len()).filter(|rule| scope.is_due(*rule)) {
                    let count = self.left(&scope, &mut tx, rule).await?;
                    note(&mut report, scope.rule(rule), count);
                }
                tx.end_reading().await?;
            }
        }
        Ok(report)
    }

    /// How many rows of one rule are not as the plan says.
    async fn left(&self, scope: &Scope<'_>, tx: &mut SourceTx, rule: usize) -> Result<u64, EngineError> {
        let own = scope.rule(rule);
        let mut sql = Sql::default();
        let mut wrong = Vec::new();
        if !own.owners.is_empty() {
            wrong.push(scope.any_owner(own, "t"));
        }
        if let Some(main) = &own.main {
            if main.action == Action::Detach {
                wrong.push(scope.owner(&mut sql, &main.owner, "t"));
            } else {
                wrong.extend(scope.gone(&mut sql, rule, "t"));
                wrong.extend(unset(scope, &mut sql, rule, main));
            }
        }
        if wrong.is_empty() {
            return Ok(0);
        }
        let any: Vec<String> = wrong.iter().map(|condition| format!("({condition})")).collect();
        let statement = format!("SELECT count(*) {}", scope.from(rule, "t", &any.join(" OR ")));
        let rows = tx.query(&statement, &sql.binds).await?;
        let count = rows.first().and_then(|row| row.first().as_integer());
        let count = count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0);
        // A row that is wrong in both ways is one row.
        Ok(count.max(self.unhashed(scope, tx, rule).await?))
    }

    /// Rows that stay, and whose value should be a hash and is none.
    async fn unhashed(&self, scope: &Scope<'_>, tx: &mut SourceTx, rule: usize) -> Result<u64, EngineError> {
        let own = scope.rule(rule);
        let hashed = own.main.iter().flat_map(|main| &main.sets);
        let mut count = 0;
        for set in hashed.filter(|set| set.value == SetValue::Hash) {
            let mut sql = Sql::default();
            let Some(stays) = scope.condition(&mut sql, rule, SetKind::Stays) else {
                continue;
            };
            let column = scope.column("t", &set.column.text);
            let read = scope.dialect.read(&column, own.table.kind(&set.column.text));
            let statement =
                format!("SELECT {read} {} AND {column} IS NOT NULL", scope.from(rule, "t", &stays));
            let rows = tx.query(&statement, &sql.binds).await?;
            let plain = rows.iter().filter(|row| {
                let text = row.first().as_text();
                !text.is_some_and(|text| is_hash(&self.0.hash_key, text))
            });
            count += plain.count() as u64;
        }
        Ok(count)
    }
}

/// Rows that stay, and hold something else than `set` says.
fn unset(scope: &Scope<'_>, sql: &mut Sql, rule: usize, main: &Main) -> Option<String> {
    // A value must not be bound that no text asks for.
    if main.sets.iter().all(|set| set.value == SetValue::Hash) {
        return None;
    }
    let stays = scope.stays(sql, rule, "t")?;
    let differs: Vec<String> =
        main.sets.iter().filter_map(|set| other_than(scope, sql, scope.rule(rule), set)).collect();
    Some(format!("{stays} AND ({})", differs.join(" OR ")))
}

fn other_than(scope: &Scope<'_>, sql: &mut Sql, rule: &Rule, set: &SetRule) -> Option<String> {
    let column = scope.column("t", &set.column.text);
    let declared = rule.table.column(&set.column.text);
    let not_null = declared.is_some_and(|column| column.not_null);
    let kind = rule.table.kind(&set.column.text);
    let wanted = match &set.value {
        SetValue::Constant(cell) => sql.value(scope.dialect, cell.clone(), kind),
        SetValue::Month => scope.dialect.cut(&column, kind, DatePart::Month, not_null),
        SetValue::Year => scope.dialect.cut(&column, kind, DatePart::Year, not_null),
        SetValue::Hash => return None,
    };
    Some(format!("NOT ({})", scope.dialect.same(&column, &wanted, kind)))
}

fn note(report: &mut VerifyReport, rule: &Rule, count: u64) {
    if count == 0 {
        return;
    }
    let table = rule.name.to_string();
    if let Some(place) = report.places.iter_mut().find(|place| place.table == table) {
        place.count += count;
        return;
    }
    let owner = if let Some(main) = &rule.main {
        path(&main.owner)
    } else {
        let owners = rule.owners.iter().map(|owner| owner.column.as_str());
        owners.collect::<Vec<_>>().join(", ")
    };
    report.places.push(Place { table, owner, count });
}

/// The columns on the way to the account.
fn path(owner: &Owner) -> String {
    match owner {
        Owner::Root { key: column, .. } | Owner::Key { column, .. } | Owner::Value { column, .. } => {
            column.clone()
        }
        Owner::Join { link, rest } => format!("{}.{}", link.columns.join("+"), path(rest)),
        Owner::Parent { link, .. } => link.columns.join("+"),
    }
}
