//! Which rows a rule means: conditions on one table's rows, made from the rules alone.

use jiff::civil::Date;

use super::{SetKind, Sql, TakenSet, keys_table};
use crate::cell::Cell;
use crate::dialect::{Dialect, Side};
use crate::plan::Action;
use crate::rule::{Detached, Link, Main, Members, Owner, Rule, SourceRules};

/// When a rule is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// With the deactivation: rules with `at: leave`.
    Leave,
    /// With the erasure: every rule.
    Erase,
}

impl Stage {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Erase => "erase",
        }
    }
}

/// The rules of one source, seen on one day for the accounts in the temporary table of keys.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) rules: &'a SourceRules,
    /// The types of the accounts' keys and of the members' further values.
    pub(crate) key_kinds: &'a [String],
    pub(crate) dialect: &'static dyn Dialect,
    pub(crate) today: Date,
    pub(crate) stage: Stage,
    /// Whether the rows of other rules have been taken already, so that conditions name the lists.
    pub(crate) taken: bool,
    /// Whether rows are locked as they are taken.
    pub(crate) locks: bool,
}

impl<'a> Scope<'a> {
    pub(crate) fn rule(&self, rule: usize) -> &'a Rule {
        &self.rules.rules[rule]
    }

    pub(crate) fn is_due(&self, rule: usize) -> bool {
        self.stage == Stage::Erase || self.rule(rule).at_leave
    }

    /// `FROM table AS alias WHERE condition`.
    pub(crate) fn from(&self, rule: usize, alias: &str, condition: &str) -> String {
        let table = self.dialect.table(&self.rule(rule).table.name);
        format!("FROM {table} AS {alias} WHERE {condition}")
    }

    /// The rows of a list's kind; none: there can be no such row.
    pub(crate) fn condition(&self, sql: &mut Sql, rule: usize, kind: SetKind) -> Option<String> {
        match kind {
            SetKind::Gone => self.gone(sql, rule, "t"),
            SetKind::Stays => self.stays(sql, rule, "t"),
            SetKind::Out(owner) => Some(self.out(sql, rule, owner, "t")),
            SetKind::Unlinked(unlink) => self.unlinked(sql, rule, unlink, "t"),
        }
    }

    /// Rows that go.
    pub(crate) fn gone(&self, sql: &mut Sql, rule: usize, t: &str) -> Option<String> {
        let own = self.rule(rule);
        let Some(main) = &own.main else {
            return own.last_owner_deletes.then(|| self.last_gone(sql, own, t));
        };
        match main.action {
            Action::Delete => Some(self.owned(sql, main, t)),
            Action::Retain => {
                let owned = self.owned(sql, main, t);
                let over = self.over(sql, own, main, t);
                Some(format!("{owned} AND {over}"))
            }
            Action::Stub => {
                let owned = self.owned(sql, main, t);
                let unused = self.unreferenced(sql, rule, t);
                Some(format!("{owned}{unused}"))
            }
            Action::Follow => self.parents(sql, main, t, SetKind::Gone),
            Action::Anonymize | Action::Detach => None,
        }
    }

    /// Rows of the main owner that stay.
    pub(crate) fn stays(&self, sql: &mut Sql, rule: usize, t: &str) -> Option<String> {
        let own = self.rule(rule);
        let main = own.main.as_ref()?;
        match main.action {
            Action::Anonymize | Action::Detach => Some(self.owned(sql, main, t)),
            Action::Retain => {
                let owned = self.owned(sql, main, t);
                let over = self.over(sql, own, main, t);
                Some(format!("{owned} AND NOT {over}"))
            }
            Action::Stub => {
                let owned = self.owned(sql, main, t);
                let gone = self.is_gone(sql, rule, t);
                Some(format!("{owned} AND {gone} IS NOT TRUE"))
            }
            Action::Follow => self.parents(sql, main, t, SetKind::Stays),
            Action::Delete => None,
        }
    }

    /// Rows that lose one of their owners, and stay.
    pub(crate) fn out(&self, sql: &mut Sql, rule: usize, owner: usize, t: &str) -> String {
        let own = self.rule(rule);
        let column = &own.owners[owner].column;
        let leaves = self.among(&self.column(t, column), own.table.kind(column), 0, false);
        if own.can_delete(self.rules) && self.is_due(rule) {
            let gone = self.is_gone(sql, rule, t);
            return format!("{leaves} AND {gone} IS NOT TRUE");
        }
        leaves
    }

    /// Rows whose reference points to a row that goes.
    fn unlinked(&self, sql: &mut Sql, rule: usize, unlink: usize, t: &str) -> Option<String> {
        let own = self.rule(rule);
        let unlink = &own.unlinks[unlink];
        let points = self.linked(sql, &unlink.link, unlink.rule, t, SetKind::Gone)?;
        if unlink.also_gone || !own.can_delete(self.rules) || !self.is_due(rule) {
            return Some(points);
        }
        let gone = self.is_gone(sql, rule, t);
        Some(format!("{points} AND {gone} IS NOT TRUE"))
    }

    /// Whether a row goes, as an expression that may be NULL.
    fn is_gone(&self, sql: &mut Sql, rule: usize, t: &str) -> String {
        let own = self.rule(rule);
        if self.taken {
            let set = TakenSet::new(rule, SetKind::Gone, &own.table);
            return format!("({})", set.holds(self.dialect, &own.table, t));
        }
        let gone = self.gone(sql, rule, t);
        gone.map_or_else(|| "(1 = 0)".to_owned(), |gone| format!("({gone})"))
    }

    fn owned(&self, sql: &mut Sql, main: &Main, t: &str) -> String {
        self.owner(sql, &main.owner, t)
    }

    /// Rows that belong to one of the accounts.
    pub(crate) fn owner(&self, sql: &mut Sql, owner: &Owner, t: &str) -> String {
        match owner {
            Owner::Root { key: column, kind } | Owner::Key { column, kind } => {
                self.among(&self.column(t, column), kind, 0, false)
            }
            Owner::Value { column, kind, value, ignore_case } => {
                self.among(&self.column(t, column), kind, value + 1, *ignore_case)
            }
            Owner::Join { link, rest } => {
                let next = format!("{t}x");
                let condition = self.owner(sql, rest, &next);
                self.link(link, t, &next, &condition)
            }
            Owner::Parent { link, rule } => {
                let parent = self.rule(*rule).main.as_ref();
                let next = format!("{t}x");
                let condition = match parent {
                    Some(main) => self.owned(sql, main, &next),
                    None => self.any_owner(self.rule(*rule), &next),
                };
                self.link(link, t, &next, &condition)
            }
        }
    }

    /// Rows one of whose several owners is one of the accounts.
    pub(crate) fn any_owner(&self, rule: &Rule, t: &str) -> String {
        let owners = rule.owners.iter().map(|owner| {
            self.among(&self.column(t, &owner.column), rule.table.kind(&owner.column), 0, false)
        });
        format!("({})", owners.collect::<Vec<_>>().join(" OR "))
    }

    /// Rows whose last owner leaves: one of the owners is among the accounts, and no other is still a member.
    fn last_gone(&self, sql: &mut Sql, rule: &Rule, t: &str) -> String {
        let mut parts = vec![self.any_owner(rule, t)];
        for owner in &rule.owners {
            parts.push(self.no_member(sql, owner, rule.table.kind(&owner.column), t));
        }
        parts.join(" AND ")
    }

    fn no_member(&self, sql: &mut Sql, owner: &Detached, kind: &str, t: &str) -> String {
        let column = self.column(t, &owner.column);
        let mut parts = vec![format!("{column} IS NULL"), self.among(&column, kind, 0, false)];
        if owner.to != Cell::Null {
            let to = sql.value(self.dialect, owner.to.clone(), kind);
            parts.push(format!("{column} = {to}"));
        }
        if let Some(Members { table, key, kind: own }) = &self.rules.directory {
            let (key, column) =
                self.dialect.alike(&Side::new(self.column("m", key), own), &Side::new(column, kind), false);
            let table = self.dialect.table(table);
            parts.push(format!("NOT EXISTS (SELECT 1 FROM {table} AS m WHERE {key} = {column})"));
        }
        format!("({})", parts.join(" OR "))
    }

    /// Whether the law's time for the row is over. What has no date is not over.
    fn over(&self, sql: &mut Sql, rule: &Rule, main: &Main, t: &str) -> String {
        let today = sql.bind(Cell::from(self.today.to_string()));
        format!("(coalesce({} < {today}, 1 = 0))", self.until(rule, main, t))
    }

    /// The last day for which the law keeps the row.
    pub(crate) fn until(&self, rule: &Rule, main: &Main, t: &str) -> String {
        let dates = main.untils().map(|until| {
            let column = self.column(t, &until.column);
            self.dialect.until(&column, rule.table.kind(&until.column), until)
        });
        let dates: Vec<String> = dates.collect();
        match dates.as_slice() {
            [] => "NULL".to_owned(),
            [date] => format!("({date})"),
            dates => format!("coalesce({})", dates.join(", ")),
        }
    }

    /// Rows that follow a row of that fate.
    fn parents(&self, sql: &mut Sql, main: &Main, t: &str, kind: SetKind) -> Option<String> {
        match &main.owner {
            Owner::Parent { link, rule } => self.linked(sql, link, *rule, t, kind),
            _ => None,
        }
    }

    fn linked(&self, sql: &mut Sql, link: &Link, rule: usize, t: &str, kind: SetKind) -> Option<String> {
        if !self.is_due(rule) {
            return None;
        }
        let own = self.rule(rule);
        let possible = match kind {
            SetKind::Gone => own.can_delete(self.rules),
            _ => own.main.is_some() && own.can_stay(self.rules),
        };
        if !possible {
            return None;
        }
        let next = format!("{t}x");
        let condition = if self.taken {
            let set = TakenSet::new(rule, kind, &own.table);
            set.holds(self.dialect, &own.table, &next)
        } else if kind == SetKind::Gone {
            self.gone(sql, rule, &next)?
        } else {
            self.stays(sql, rule, &next)?
        };
        Some(self.link(link, t, &next, &condition))
    }

    fn link(&self, link: &Link, t: &str, next: &str, condition: &str) -> String {
        let own = link.columns.iter().zip(&link.kinds).map(|(c, kind)| Side::new(self.column(t, c), kind));
        let targets = link.references.iter().zip(&link.reference_kinds);
        let targets = targets.map(|(c, kind)| Side::new(self.column(next, c), kind));
        let alike = own.zip(targets).map(|(own, target)| self.dialect.alike(&own, &target, link.ignore_case));
        let (columns, targets): (Vec<String>, Vec<String>) = alike.unzip();
        let table = self.dialect.table(&link.table);
        let subquery = format!("SELECT {} FROM {table} AS {next} WHERE {condition}", targets.join(", "));
        self.dialect.is_in(&columns, &subquery)
    }

    /// That no row which stays points to the member's row. Rows that are detached do not point there any more.
    fn unreferenced(&self, sql: &mut Sql, root: usize, t: &str) -> String {
        let mut text = String::new();
        for (rule, own) in self.rules.rules.iter().enumerate() {
            for (columns, references) in self.references(root, own) {
                let next = format!("{t}x");
                let table = &self.rule(root).table;
                let same = columns.iter().zip(&references).map(|(column, target)| {
                    let column = Side::new(self.column(&next, column), own.table.kind(column));
                    let target = Side::new(self.column(t, target), table.kind(target));
                    let (column, target) = self.dialect.alike(&column, &target, false);
                    format!("{column} = {target}")
                });
                let same: Vec<String> = same.collect();
                let stays = if rule == root {
                    // A row that points to itself, or to another account of the batch, does not hold it back.
                    let (key, kind) = match &self.rules.directory {
                        Some(members) => (members.key.as_str(), members.kind.as_str()),
                        None => ("", ""),
                    };
                    format!("NOT ({})", self.among(&self.column(&next, key), kind, 0, false))
                } else {
                    format!("{} IS NOT TRUE", self.is_gone_if_any(sql, rule, &next))
                };
                let holds_back = self.from(rule, &next, &format!("{} AND {stays}", same.join(" AND ")));
                text = format!("{text} AND NOT EXISTS (SELECT 1 {holds_back})");
            }
        }
        text
    }

    fn is_gone_if_any(&self, sql: &mut Sql, rule: usize, t: &str) -> String {
        if self.rule(rule).can_delete(self.rules) { self.is_gone(sql, rule, t) } else { "(1 = 0)".to_owned() }
    }

    /// The columns of a rule's table that point to the member's row and are not emptied.
    fn references(&self, root: usize, rule: &Rule) -> Vec<(Vec<String>, Vec<String>)> {
        let root = self.rule(root);
        let detached = |column: &String| {
            let main = rule.main.as_ref().and_then(|main| main.detach.as_ref());
            rule.owners.iter().any(|owner| owner.column == *column)
                || main.is_some_and(|(own, _)| own == column)
        };
        let keys = rule.table.foreign_keys.iter();
        let keys = keys.filter(|key| key.table == root.table.name);
        let mut found: Vec<_> = keys.map(|key| (key.columns.clone(), key.references.clone())).collect();
        if let (Some(Owner::Key { column, .. }), Some(Members { key, .. })) =
            (rule.main.as_ref().map(|main| &main.owner), &self.rules.directory)
            && !found.iter().any(|(columns, _)| columns.contains(column))
        {
            found.push((vec![column.clone()], vec![key.clone()]));
        }
        found.retain(|(columns, _)| !columns.iter().any(detached));
        found
    }

    /// Whether a column holds one of the accounts' keys (0) or one of their further values.
    fn among(&self, column: &str, kind: &str, value: usize, ignore_case: bool) -> String {
        let (name, _) = keys_table(self.key_kinds);
        let table = self.dialect.temporary(&name);
        let own = self.key_kinds.get(value).map_or("", String::as_str);
        let key = Side { temporary: true, ..Side::new(format!("c{value}"), own) };
        let (column, key) = self.dialect.alike(&Side::new(column, kind), &key, ignore_case);
        let some = if value == 0 { String::new() } else { format!(" WHERE {key} IS NOT NULL") };
        self.dialect.is_in(&[column], &format!("SELECT {key} FROM {table}{some}"))
    }

    pub(crate) fn column(&self, t: &str, column: &str) -> String {
        format!("{t}.{}", self.dialect.quote(column))
    }
}
