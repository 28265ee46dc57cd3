//! Rules: the plan, resolved against the live catalogs. Everything a statement needs, and nothing that is not there.

mod hop;
pub(crate) mod order;
mod resolve;

use std::collections::BTreeMap;

pub(crate) use resolve::{Directory, resolve};

use crate::catalog::Table;
use crate::cell::Cell;
use crate::plan::{Action, SetRule, TableName, Texts, Until};

/// Something about the plan that must be mended.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// What it is about: `shop.orders.phone`, `shop.orders`, `because.tax`.
    pub place: String,
    /// The line of the plan's file, counted from 1, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: String,
    /// What mends it, if that is one thing: a line of SQL or of the plan.
    pub mend: Option<String>,
}

impl Finding {
    #[expect(clippy::needless_pass_by_value, reason = "places are mostly made for it")]
    pub(crate) fn new(place: impl ToString, problem: impl Into<String>) -> Self {
        Self { place: place.to_string(), line: None, problem: problem.into(), mend: None }
    }

    pub(crate) fn at(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    pub(crate) fn mend(mut self, mend: impl Into<String>) -> Self {
        self.mend = Some(mend.into());
        self
    }
}

/// All rules, by source.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    pub(crate) sources: BTreeMap<String, SourceRules>,
    /// The directory's columns, besides its key, by whose values rows are found.
    pub(crate) values: Vec<String>,
}

/// The rules of one source. A rule is named by its place in `rules`.
#[derive(Clone, Debug, Default)]
pub(crate) struct SourceRules {
    pub(crate) rules: Vec<Rule>,
    /// Who follows comes after whom it follows.
    pub(crate) take_order: Vec<usize>,
    /// Children before parents.
    pub(crate) delete_order: Vec<usize>,
    /// The directory's table, if it is in this source.
    pub(crate) directory: Option<Members>,
}

/// Where the members' own rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Members {
    pub(crate) table: String,
    pub(crate) key: String,
    /// The key's type.
    pub(crate) kind: String,
}

/// What happens in one table.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) name: TableName,
    pub(crate) table: Table,
    pub(crate) line: usize,
    pub(crate) main: Option<Main>,
    pub(crate) owners: Vec<Detached>,
    pub(crate) last_owner_deletes: bool,
    pub(crate) unlinks: Vec<Unlink>,
    pub(crate) keep: Vec<String>,
    pub(crate) triggers: Vec<String>,
    pub(crate) label: Texts,
    pub(crate) hidden: bool,
    pub(crate) at_leave: bool,
}

/// What happens to the rows of the one owner that counts.
#[derive(Clone, Debug)]
pub(crate) struct Main {
    pub(crate) action: Action,
    pub(crate) owner: Owner,
    pub(crate) sets: Vec<SetRule>,
    /// For `detach`: the column, and what takes the account's place.
    pub(crate) detach: Option<(String, Cell)>,
    pub(crate) because: Texts,
    pub(crate) until: Option<Until>,
    pub(crate) or: Option<Until>,
}

/// How one gets from a row to its account.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Owner {
    /// The row is the account's own, in the directory's table.
    Root { key: String, kind: String },
    /// A column holds the account's key.
    Key { column: String, kind: String },
    /// A column holds the same value as a column of the member's row (by its place in [`Rules::values`]).
    Value { column: String, kind: String, value: usize, ignore_case: bool },
    /// The row belongs to a row elsewhere, and that one to the account.
    Join { link: Link, rest: Box<Owner> },
    /// The row follows a row of another rule.
    Parent { link: Link, rule: usize },
}

/// Columns that hold the same values as columns of another table of the same source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) columns: Vec<String>,
    /// The types of `columns`.
    pub(crate) kinds: Vec<String>,
    pub(crate) table: String,
    pub(crate) references: Vec<String>,
    /// The types of `references`.
    pub(crate) reference_kinds: Vec<String>,
    pub(crate) ignore_case: bool,
}

/// An owner that is taken out of the row.
#[derive(Clone, Debug)]
pub(crate) struct Detached {
    pub(crate) column: String,
    pub(crate) to: Cell,
    pub(crate) sets: Vec<SetRule>,
}

/// A reference that is emptied when the row it points to goes.
#[derive(Clone, Debug)]
pub(crate) struct Unlink {
    pub(crate) column: String,
    pub(crate) link: Link,
    pub(crate) rule: usize,
    /// Whether rows that go themselves are emptied first too, because they go after what they point to.
    pub(crate) also_gone: bool,
}

impl SourceRules {
    pub(crate) fn position(&self, table: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.table.name == table)
    }
}

impl Rule {
    pub(crate) fn action(&self) -> Option<Action> {
        self.main.as_ref().map(|main| main.action)
    }

    /// Whether the rule can delete rows of its table.
    pub(crate) fn can_delete(&self, rules: &SourceRules) -> bool {
        match &self.main {
            None => self.last_owner_deletes,
            Some(main) => match (main.action, &main.owner) {
                (Action::Delete | Action::Retain | Action::Stub, _) => true,
                (Action::Follow, Owner::Parent { rule, .. }) => rules.rules[*rule].can_delete(rules),
                _ => false,
            },
        }
    }

    /// Whether rows of its main owner can stay.
    pub(crate) fn can_stay(&self, rules: &SourceRules) -> bool {
        match &self.main {
            None => !self.owners.is_empty(),
            Some(main) => match (main.action, &main.owner) {
                (Action::Anonymize | Action::Detach | Action::Retain | Action::Stub, _) => true,
                (Action::Follow, Owner::Parent { rule, .. }) => rules.rules[*rule].can_stay(rules),
                _ => false,
            },
        }
    }

    /// Whether rows of its table can be deleted or changed.
    pub(crate) fn changes(&self) -> bool {
        self.main.is_some() || !self.owners.is_empty() || !self.unlinks.is_empty()
    }

    /// Whether the table is the directory's own.
    pub(crate) fn is_root(&self) -> bool {
        let main = self.main.as_ref();
        main.is_some_and(|main| matches!(main.owner, Owner::Root { .. }))
    }
}
