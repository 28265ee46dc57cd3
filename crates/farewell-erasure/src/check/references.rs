//! No row that stays may point to one that goes, and nothing may happen by cascade or trigger that the plan does not say.

use super::Subject;
use crate::catalog::ForeignKey;
use crate::plan::Action;
use crate::rule::order::acts_at_once;
use crate::rule::{Finding, Link, Main, Owner, Rule, SourceRules};

/// Foreign keys into rows that go, which no rule takes care of.
pub(super) fn uncovered(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rules, own, child) in subject.rules() {
        for key in &child.table.foreign_keys {
            let Some(at) = rules.position(&key.table) else {
                continue;
            };
            let parent = &rules.rules[at];
            if !parent.can_delete(rules) || is_emptied(child, key) {
                continue;
            }
            let problem = if parent.is_root() {
                to_member(child, parent, key)
            } else {
                (!goes_along(rules, own, at, key)).then(|| {
                    format!("rows that stay could point to rows of {} that go{}", parent.name, on_delete(key))
                })
            };
            findings.extend(problem.map(|problem| finding(child, parent, key, problem)));
        }
    }
    findings
}

fn finding(child: &Rule, parent: &Rule, key: &ForeignKey, problem: String) -> Finding {
    let columns = key.columns.join("+");
    let mend = if parent.is_root() {
        format!("owners: {{ {columns}: {{ do: detach }} }}, or another action for its owner {columns}")
    } else {
        format!("unlink: [{columns}], or {{ owner: {columns}, do: follow }}")
    };
    Finding::new(format!("{}.{columns}", child.name), problem).at(child.line).mend(mend)
}

fn on_delete(key: &ForeignKey) -> String {
    match key.on_delete.as_str() {
        "CASCADE" | "SET NULL" | "SET DEFAULT" => {
            format!("; the database would answer with {}, which the plan does not say", key.on_delete)
        }
        _ => String::new(),
    }
}

/// Whether the plan empties the reference, for whomever it points to.
fn is_emptied(child: &Rule, key: &ForeignKey) -> bool {
    let detach = child.main.as_ref().and_then(|main| main.detach.as_ref());
    key.columns.iter().any(|column| {
        child.unlinks.iter().any(|unlink| unlink.column == *column)
            || child.owners.iter().any(|owner| owner.column == *column)
            || detach.is_some_and(|(own, _)| own == column)
    })
}

/// A reference to the member's row: the rule must be about those very rows, and with a row that goes they must go too.
fn to_member(child: &Rule, parent: &Rule, key: &ForeignKey) -> Option<String> {
    let columns = key.columns.join("+");
    let own = |main: &Main| match &main.owner {
        Owner::Key { column, .. } | Owner::Value { column, .. } => key.columns.contains(column),
        Owner::Root { .. } | Owner::Join { .. } | Owner::Parent { .. } => false,
    };
    match &child.main {
        Some(main) if own(main) => {
            let stays = main.action != Action::Delete;
            (stays && parent.action() == Some(Action::Delete)).then(|| {
                format!(
                    "rows that stay would point to the deleted row of {}: make that one a stub",
                    parent.name
                )
            })
        }
        _ => Some(format!(
            "`{columns}` points to the member, and no rule says what happens to these rows{}",
            on_delete(key)
        )),
    }
}

/// Whether a child's rows go whenever the row that they point to goes.
fn goes_along(rules: &SourceRules, child: usize, parent: usize, key: &ForeignKey) -> bool {
    let (child, parent_rule) = (&rules.rules[child], &rules.rules[parent]);
    let same = |link: &Link| link.columns == key.columns && link.references == key.references;
    match child.main.as_ref().map(|main| (main.action, &main.owner)) {
        Some((Action::Follow, Owner::Parent { link, rule })) => *rule == parent && same(link),
        Some((Action::Delete, Owner::Join { link, rest })) => {
            let owner = parent_rule.main.as_ref().map(|main| &main.owner);
            same(link) && owner == Some(rest) && (child.at_leave || !parent_rule.at_leave)
        }
        _ => false,
    }
}

/// Tables whose rows point at each other, so that neither can go first.
pub(super) fn circles(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rules, own, child) in subject.rules() {
        let place = |rule: usize| rules.delete_order.iter().position(|other| *other == rule);
        for key in &child.table.foreign_keys {
            let Some(at) = rules.position(&key.table).filter(|at| *at != own) else {
                continue;
            };
            let parent = &rules.rules[at];
            let first = place(at) < place(own) && parent.can_delete(rules) && child.can_delete(rules);
            if !first || !acts_at_once(child, key) {
                continue;
            }
            let columns = key.columns.join("+");
            findings.push(
                Finding::new(
                    format!("{}.{columns}", child.name),
                    format!(
                        "these rows and those of {} point at each other: neither can go first",
                        parent.name
                    ),
                )
                .at(child.line)
                .mend(format!("unlink: [{columns}], or make the foreign key DEFERRABLE")),
            );
        }
    }
    findings
}

/// Triggers that would run with the plan's statements and are not accepted by name.
pub(super) fn triggers(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rules, _, rule) in subject.rules() {
        let deletes = rule.can_delete(rules);
        let detaches = !rule.owners.is_empty() || !rule.unlinks.is_empty();
        let updates = detaches || (rule.main.is_some() && rule.can_stay(rules));
        for trigger in &rule.table.triggers {
            let on = |event| trigger.event.contains(event);
            let runs = (deletes && on("DELETE")) || (updates && on("UPDATE"));
            if runs && !rule.triggers.contains(&trigger.name) {
                findings.push(
                    Finding::new(
                        &rule.name,
                        format!(
                            "the {} `{}` runs on {} and does what the plan does not say",
                            trigger.what, trigger.name, trigger.event
                        ),
                    )
                    .at(rule.line)
                    .mend(format!(
                        "triggers: [{}]   # once you have read it and accept what it does",
                        trigger.name
                    )),
                );
            }
        }
        let unknown = rule
            .triggers
            .iter()
            .filter(|name| !rule.table.triggers.iter().any(|trigger| trigger.name == **name));
        findings.extend(
            unknown
                .map(|name| Finding::new(&rule.name, format!("there is no trigger `{name}`")).at(rule.line)),
        );
    }
    findings
}
