//! In rows that survive, every column that can hold a person is decided.

use super::Subject;
use crate::catalog::Column;
use crate::plan::Action;
use crate::rule::{Finding, Owner, Rule, SourceRules};

pub(super) fn undecided(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rules, _, rule) in subject.rules() {
        let survives = (rule.main.is_some() || !rule.owners.is_empty()) && rule.can_stay(rules);
        // Rows of others that only lose a reference here are decided by their own rule.
        let only_detached = rule.action() == Some(Action::Delete);
        if !survives || only_detached {
            continue;
        }
        let columns = rule.table.columns.iter();
        for column in columns.filter(|column| !is_decided(rules, rule, column)) {
            findings.push(
                Finding::new(
                    format!("{}.{}", rule.name, column.name),
                    format!(
                        "rows of this table stay, and nothing says what becomes of this column ({})",
                        type_of(column)
                    ),
                )
                .at(rule.line)
                .mend(format!("set: {{ {0}: null }} or keep: [{0}]", column.name)),
            );
        }
    }
    findings
}

fn is_decided(rules: &SourceRules, rule: &Rule, column: &Column) -> bool {
    let name = &column.name;
    let is_key = rule.table.primary_key.contains(name);
    let named = rule.sets().any(|set| set.column.text == *name)
        || rule.keep.contains(name)
        || rule.owners.iter().any(|owner| owner.column == *name)
        || rule.unlinks.iter().any(|unlink| unlink.column == *name);
    let needs_it = if rule.action() == Some(Action::Stub) {
        !is_directory_key(rules, name)
    } else {
        let points = rule.table.foreign_keys.iter().any(|key| key.columns.contains(name));
        column.class.must_be_decided() && !is_key && !points && !is_owner(rule, name)
    };
    named || column.generated || !needs_it
}

fn is_directory_key(rules: &SourceRules, column: &str) -> bool {
    rules.directory.as_ref().is_some_and(|members| members.key == column)
}

/// The key of the account itself, in a row that keeps it. An address as the way to the account is a value like any other.
fn is_owner(rule: &Rule, column: &str) -> bool {
    match rule.main.as_ref().map(|main| &main.owner) {
        Some(Owner::Root { key: own, .. } | Owner::Key { column: own, .. }) => own == column,
        Some(Owner::Parent { link, .. } | Owner::Join { link, .. }) => {
            link.columns.iter().any(|own| own == column)
        }
        Some(Owner::Value { .. }) | None => false,
    }
}

fn type_of(column: &Column) -> &str {
    if column.declared.is_empty() { "any type" } else { &column.declared }
}
