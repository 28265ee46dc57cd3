//! What a member reads before leaving: three groups, with their own counts, quickly.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use tokio::time::Instant;

use super::{Engine, EngineError};
use crate::key::AccountKey;
use crate::plan::Texts;
use crate::run::keeper;
use crate::source::{Source, SourceTx};
use crate::sql::{Scope, SetKind, Sql, Stage};

/// All the counting for one page.
const BUDGET: Duration = Duration::from_millis(300);
/// More is told as "more than".
const MOST: u64 = 1_000;

/// The three groups, always in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Deleted, unlinked, kept.
    pub groups: Vec<OutlookGroup>,
}

/// One of the three groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlookGroup {
    /// Which.
    pub kind: Group,
    /// Its lines, in the plan's order; those that count nothing are left out.
    pub lines: Vec<OutlookLine>,
}

/// What becomes of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// They are deleted.
    Deleted,
    /// They stay, without the member.
    Unlinked,
    /// The law keeps them.
    Kept,
}

/// One kind of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlookLine {
    /// What they are called, by language.
    pub label: Texts,
    /// How many there are.
    pub count: Count,
    /// The last day for which any of them is kept; none where it does not apply or is not known.
    pub until: Option<Date>,
    /// Why they are kept, by language.
    pub because: Texts,
}

/// How many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Exactly so many.
    Exact(u64),
    /// More than so many.
    MoreThan(u64),
    /// There was no time to count.
    Unknown,
}

impl Engine {
    /// What an erasure would mean to this member, for the member to read. It takes 300 ms at most: what could not be counted by then is told without a number.
    pub async fn outlook(&self, key: &AccountKey, now: Timestamp) -> Result<Outlook, EngineError> {
        self.require_sound()?;
        let deadline = Instant::now() + BUDGET;
        let mut outlook = Outlook {
            groups: [Group::Deleted, Group::Unlinked, Group::Kept]
                .map(|kind| OutlookGroup { kind, lines: Vec::new() })
                .into(),
        };
        for source in self.0.sources.values() {
            self.look(source, key, now, deadline, &mut outlook).await?;
        }
        Ok(outlook)
    }

    async fn look(
        &self,
        source: &Source,
        key: &AccountKey,
        now: Timestamp,
        deadline: Instant,
        outlook: &mut Outlook,
    ) -> Result<(), EngineError> {
        let Some(scope) = self.scope(source, now, Stage::Erase) else {
            return Ok(());
        };
        let begun = tokio::time::timeout_at(deadline, self.reading(source, std::slice::from_ref(key)));
        let mut tx = match begun.await {
            Ok(tx) => Some(tx?),
            Err(_) => None,
        };
        for question in questions(&scope) {
            let own = scope.rule(question.rule);
            let mut line = OutlookLine {
                label: own.label.clone(),
                count: Count::Unknown,
                until: None,
                because: match question.group {
                    Group::Kept => because(&scope, question.rule),
                    Group::Deleted | Group::Unlinked => Texts::new(),
                },
            };
            if let Some(open) = &mut tx {
                match tokio::time::timeout_at(deadline, count(&scope, open, &question)).await {
                    Ok(counted) => (line.count, line.until) = counted?,
                    // A statement given up halfway still occupies the connection: it is left alone.
                    Err(_) => tx = None,
                }
            }
            let groups = outlook.groups.iter_mut();
            for group in groups.filter(|group| group.kind == question.group) {
                if line.count != Count::Exact(0) {
                    group.lines.push(line.clone());
                }
            }
        }
        if let Some(tx) = tx {
            tx.end_reading().await?;
        }
        Ok(())
    }
}

/// One thing to count.
struct Question {
    rule: usize,
    group: Group,
    condition: String,
    sql: Sql,
}

fn questions(scope: &Scope<'_>) -> Vec<Question> {
    let mut questions = Vec::new();
    for (rule, own) in scope.rules.rules.iter().enumerate() {
        if own.hidden || own.label.is_empty() {
            continue;
        }
        let mut ask = |group, kind| {
            let mut sql = Sql::default();
            if let Some(condition) = scope.condition(&mut sql, rule, kind) {
                questions.push(Question { rule, group, condition, sql });
            }
        };
        if own.is_root() {
            // To the member, an emptied row that only holds a number is a deleted account.
            let mut sql = Sql::default();
            if let Some(main) = &own.main {
                let condition = scope.owner(&mut sql, &main.owner, "t");
                questions.push(Question { rule, group: Group::Deleted, condition, sql });
            }
            continue;
        }
        if own.can_delete(scope.rules) {
            ask(Group::Deleted, SetKind::Gone);
        }
        if own.main.is_some() && own.can_stay(scope.rules) {
            let kept = keeper(scope.rules, rule).is_some();
            ask(if kept { Group::Kept } else { Group::Unlinked }, SetKind::Stays);
        }
        if own.main.is_none() {
            let out = out_of_any(scope, rule);
            questions.extend(out);
        }
    }
    questions
}

/// A row with two owners counts once, even if both are this member.
fn out_of_any(scope: &Scope<'_>, rule: usize) -> Option<Question> {
    let own = scope.rule(rule);
    let mut sql = Sql::default();
    let outs = (0..own.owners.len()).map(|owner| scope.out(&mut sql, rule, owner, "t"));
    let outs: Vec<String> = outs.map(|out| format!("({out})")).collect();
    (!outs.is_empty()).then(|| Question { rule, group: Group::Unlinked, condition: outs.join(" OR "), sql })
}

async fn count(
    scope: &Scope<'_>,
    tx: &mut SourceTx,
    question: &Question,
) -> Result<(Count, Option<Date>), EngineError> {
    let keeper = keeper(scope.rules, question.rule).filter(|_| question.group == Group::Kept);
    if let Some(keeper) = keeper.filter(|keeper| *keeper != question.rule) {
        let (counted, _) = counted(scope, tx, question, "NULL").await?;
        return Ok((counted, until_of(scope, tx, keeper).await?));
    }
    let main = keeper.and_then(|keeper| Some((scope.rule(keeper), scope.rule(keeper).main.as_ref()?)));
    let until = main.map_or_else(|| "NULL".to_owned(), |(rule, main)| scope.until(rule, main, "t"));
    counted(scope, tx, question, &until).await
}

/// The last day for which any row is kept that another rule's rows follow.
async fn until_of(scope: &Scope<'_>, tx: &mut SourceTx, keeper: usize) -> Result<Option<Date>, EngineError> {
    let mut sql = Sql::default();
    let (Some(main), Some(condition)) =
        (&scope.rule(keeper).main, scope.condition(&mut sql, keeper, SetKind::Stays))
    else {
        return Ok(None);
    };
    let question = Question { rule: keeper, group: Group::Kept, condition, sql };
    Ok(counted(scope, tx, &question, &scope.until(scope.rule(keeper), main, "t")).await?.1)
}

async fn counted(
    scope: &Scope<'_>,
    tx: &mut SourceTx,
    question: &Question,
    until: &str,
) -> Result<(Count, Option<Date>), EngineError> {
    let sql = format!(
        "SELECT count(*), max(until) FROM (SELECT {until} AS until {} LIMIT {}) AS counted",
        scope.from(question.rule, "t", &question.condition),
        MOST + 1
    );
    let rows = tx.query(&sql, &question.sql.binds).await?;
    let Some(row) = rows.first() else {
        return Ok((Count::Unknown, None));
    };
    let count = row.first().as_integer().and_then(|count| count.try_into().ok()).unwrap_or(0);
    let until = row.cells().get(1).and_then(|cell| cell.as_text()?.parse().ok());
    Ok(if count > MOST { (Count::MoreThan(MOST), None) } else { (Count::Exact(count), until) })
}

/// Why rows of this rule are kept.
pub(super) fn because(scope: &Scope<'_>, rule: usize) -> Texts {
    keeper(scope.rules, rule)
        .and_then(|keeper| scope.rule(keeper).main.as_ref())
        .map(|main| main.because.clone())
        .unwrap_or_default()
}
