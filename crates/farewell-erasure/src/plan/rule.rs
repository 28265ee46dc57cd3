//! One table's entry in the plan.

use super::fields::{Fields, Reader};
use super::owner::{self, OwnerPath};
use super::until::Until;
use super::value::{self, SetRule};
use super::yaml::{Name, Node};
use super::{Action, PlanError, TableName, Texts};
use crate::cell::Cell;

/// What the plan says about one table.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the plan, said or not")]
#[derive(Clone, Debug)]
pub(crate) struct TableRule {
    pub(crate) name: TableName,
    pub(crate) span: super::yaml::Span,
    /// False: nobody's data, nothing to do.
    pub(crate) personal: bool,
    /// What happens to the rows of the one owner that counts.
    pub(crate) main: Option<Main>,
    /// Owners that are only taken out of the row.
    pub(crate) owners: Vec<OwnerRule>,
    /// Whether a row goes when the last of its `owners` is erased.
    pub(crate) last_owner_deletes: bool,
    /// References that are emptied when the row they point to goes.
    pub(crate) unlink: Vec<Name>,
    /// Columns that stay as they are in rows that stay.
    pub(crate) keep: Vec<Name>,
    /// Triggers that the operator has read and accepts.
    pub(crate) triggers: Vec<Name>,
    pub(crate) label: Option<Texts>,
    pub(crate) hidden: bool,
    /// Whether it happens with the deactivation already.
    pub(crate) at_leave: bool,
}

/// What happens to the rows of the one owner that counts.
#[derive(Clone, Debug)]
pub(crate) struct Main {
    /// None for the directory's own table.
    pub(crate) owner: Option<OwnerPath>,
    pub(crate) action: Action,
    pub(crate) set: Vec<SetRule>,
    /// Detach: the key of a row that stands for former members; NULL without.
    pub(crate) to: Option<Cell>,
    pub(crate) because: Option<Name>,
    pub(crate) until: Option<Until>,
    pub(crate) or: Option<Until>,
}

/// An owner that is taken out of the row: `owners: { sender_id: { do: detach, set: ... } }`.
#[derive(Clone, Debug)]
pub(crate) struct OwnerRule {
    pub(crate) column: Name,
    pub(crate) set: Vec<SetRule>,
    pub(crate) to: Option<Cell>,
}

pub(super) fn read(reader: Reader<'_>, name: &Name, node: Node) -> Result<TableRule, PlanError> {
    let table = table_name(reader, name)?;
    let mut fields = Fields::of(&reader, node, &format!("the rule of {}", name.text))?;
    let rule = TableRule {
        personal: match fields.take("personal") {
            Some((_, node)) => reader.flag(&node)?,
            None => true,
        },
        main: main(reader, name, &mut fields)?,
        owners: owners(reader, &mut fields)?,
        last_owner_deletes: last_owner(reader, &mut fields)?,
        unlink: names(reader, &mut fields, "unlink")?,
        keep: names(reader, &mut fields, "keep")?,
        triggers: names(reader, &mut fields, "triggers")?,
        label: match fields.take("label") {
            Some((_, node)) => Some(reader.texts(node)?),
            None => None,
        },
        hidden: match fields.take("hidden") {
            Some((_, node)) => reader.flag(&node)?,
            None => false,
        },
        at_leave: at_leave(reader, &mut fields)?,
        name: table,
        span: name.span,
    };
    fields.finish()?;
    rule.agree(reader, name)?;
    Ok(rule)
}

impl TableRule {
    /// Every `set` of the rule.
    pub(crate) fn sets(&self) -> impl Iterator<Item = &SetRule> {
        let main = self.main.iter().flat_map(|main| &main.set);
        main.chain(self.owners.iter().flat_map(|owner| &owner.set))
    }

    /// Refuses what contradicts itself.
    fn agree(&self, reader: Reader<'_>, name: &Name) -> Result<(), PlanError> {
        let refuse = |name: &Name, message: String| Err(reader.error(message).at(name.span, "here"));
        let says_something = self.main.is_some() || !self.owners.is_empty();
        if self.personal && !says_something {
            return Err(reader
                .error(format!("{} says nothing about what happens", name.text))
                .at(name.span, "this table")
                .help("write `do: delete` (or anonymize, detach, retain, stub, follow), `owners:`, or `personal: false`"));
        }
        if !self.personal && says_something {
            return refuse(
                name,
                format!("{} is `personal: false` and has a rule: one of the two", name.text),
            );
        }
        if self.last_owner_deletes && (self.main.is_some() || self.owners.is_empty()) {
            return refuse(
                name,
                "`last_owner: delete` is for rows with `owners` and no `do` of their own".into(),
            );
        }
        for kept in &self.keep {
            if self.sets().any(|set| set.column.text == kept.text) {
                return refuse(kept, format!("`{}` is set and kept: one of the two", kept.text));
            }
        }
        for owner in &self.owners {
            let main = self.main.iter().filter_map(|main| main.owner.as_ref());
            if main.clone().any(|path| path.hops.len() == 1 && path.first().text == owner.column.text) {
                return refuse(&owner.column, format!("`{}` is the owner already", owner.column.text));
            }
        }
        Ok(())
    }
}

fn table_name(reader: Reader<'_>, name: &Name) -> Result<TableName, PlanError> {
    match name.text.split_once('.') {
        Some((source, table)) if !source.is_empty() && !table.is_empty() => {
            Ok(TableName { source: source.to_owned(), table: table.to_owned() })
        }
        _ => Err(reader.wrong(name.span, "a table as source.table")),
    }
}

fn main(reader: Reader<'_>, name: &Name, fields: &mut Fields<'_>) -> Result<Option<Main>, PlanError> {
    let owner = match fields.take("owner") {
        Some((_, node)) => Some(owner::read(reader, node)?),
        None => None,
    };
    let Some((_, node)) = fields.take("do") else {
        // What belongs to `do` is then left over, and refused as unknown.
        return match owner {
            Some(owner) => Err(reader
                .error(format!("{} has an owner, but no `do`", name.text))
                .at(owner.first().span, "what happens to these rows?")
                .help("do: delete, anonymize, detach, retain or follow")),
            None => Ok(None),
        };
    };
    let action = action(reader, node)?;
    let retains = action == Action::Retain;
    let main = Main {
        set: match (action != Action::Delete).then(|| fields.take("set")).flatten() {
            Some((_, node)) => value::read(reader, node)?,
            None => Vec::new(),
        },
        to: match action {
            Action::Detach => to(reader, fields)?,
            _ => None,
        },
        because: match retains.then(|| fields.take("because")).flatten() {
            Some((_, node)) => Some(reader.text(node, "the name of a reason under `because:`")?),
            None => None,
        },
        until: if retains {
            Some(until(reader, fields.require("until", "until: end_of_year(closed_at) + 5y")?.1)?)
        } else {
            None
        },
        or: match retains.then(|| fields.take("or")).flatten() {
            Some((_, node)) => Some(until(reader, node)?),
            None => None,
        },
        owner,
        action,
    };
    main.agree(reader, name)?;
    Ok(Some(main))
}

impl Main {
    /// Refuses an owner where there is none, and none where one is needed.
    fn agree(&self, reader: Reader<'_>, name: &Name) -> Result<(), PlanError> {
        match (self.action, &self.owner) {
            (Action::Stub, Some(owner)) => Err(reader
                .error("`do: stub` is for the directory's own table, which has no owner")
                .at(owner.first().span, "here")),
            (Action::Follow, None) => Err(reader
                .error(format!("{} follows, but not whom", name.text))
                .at(name.span, "here")
                .help("for example\n{ owner: order_id, do: follow }")),
            (Action::Follow, Some(path)) if path.hops.len() > 1 => Err(reader
                .error("A row follows the row that its own column points to: one column, no path")
                .at(path.first().span, "here")),
            (Action::Detach, Some(path)) if path.hops.len() > 1 || path.hops[0].is.is_some() => Err(reader
                .error("Only a column of the row itself that holds the account's key can be detached")
                .at(path.first().span, "here")),
            _ => Ok(()),
        }
    }
}

fn until(reader: Reader<'_>, node: Node) -> Result<Until, PlanError> {
    let what = "a date such as closed_at, end_of_year(closed_at) + 5y or created_at + 10y";
    let text = reader.text(node, what)?;
    Until::parse(&text.text).ok_or_else(|| reader.wrong(text.span, what))
}

fn action(reader: Reader<'_>, node: Node) -> Result<Action, PlanError> {
    let what = "delete, anonymize, detach, retain, stub or follow";
    let word = reader.text(node, what)?;
    match word.text.as_str() {
        "delete" => Ok(Action::Delete),
        "anonymize" => Ok(Action::Anonymize),
        "detach" => Ok(Action::Detach),
        "retain" => Ok(Action::Retain),
        "stub" => Ok(Action::Stub),
        "follow" => Ok(Action::Follow),
        _ => Err(reader.wrong(word.span, what)),
    }
}

fn to(reader: Reader<'_>, fields: &mut Fields<'_>) -> Result<Option<Cell>, PlanError> {
    match fields.take("to") {
        Some((_, node)) => reader.scalar(&node).map(Some),
        None => Ok(None),
    }
}

fn owners(reader: Reader<'_>, fields: &mut Fields<'_>) -> Result<Vec<OwnerRule>, PlanError> {
    let Some((_, node)) = fields.take("owners") else {
        return Ok(Vec::new());
    };
    let entries = reader.map(node, "columns, each with { do: detach }")?;
    let owners = entries.into_iter().map(|(column, node)| {
        let mut fields = Fields::of(&reader, node, &format!("the owner {}", column.text))?;
        let (_, action) = fields.require("do", "sender_id: { do: detach }")?;
        let action = reader.text(action, "detach")?;
        if action.text != "detach" {
            return Err(reader
                .wrong(action.span, "detach")
                .help("one of several owners can only be taken out of the row; `last_owner: delete` says what happens after the last"));
        }
        let owner = OwnerRule {
            set: match fields.take("set") {
                Some((_, node)) => value::read(reader, node)?,
                None => Vec::new(),
            },
            to: to(reader, &mut fields)?,
            column,
        };
        fields.finish()?;
        Ok(owner)
    });
    owners.collect()
}

fn last_owner(reader: Reader<'_>, fields: &mut Fields<'_>) -> Result<bool, PlanError> {
    let Some((_, node)) = fields.take("last_owner") else {
        return Ok(false);
    };
    let word = reader.text(node, "delete")?;
    match word.text.as_str() {
        "delete" => Ok(true),
        _ => Err(reader.wrong(word.span, "delete")),
    }
}

fn at_leave(reader: Reader<'_>, fields: &mut Fields<'_>) -> Result<bool, PlanError> {
    let Some((_, node)) = fields.take("at") else {
        return Ok(false);
    };
    let word = reader.text(node, "leave")?;
    match word.text.as_str() {
        "leave" => Ok(true),
        _ => Err(reader.wrong(word.span, "leave (without `at`, it happens with the erasure)")),
    }
}

fn names(reader: Reader<'_>, fields: &mut Fields<'_>, key: &'static str) -> Result<Vec<Name>, PlanError> {
    match fields.take(key) {
        Some((_, node)) => reader.names(node, "a list of names"),
        None => Ok(Vec::new()),
    }
}
