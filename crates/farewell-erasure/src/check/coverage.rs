//! Every table is named, once, and the members' own table has a rule.

use std::collections::BTreeSet;

use super::Subject;
use crate::engine::root as root_of;
use crate::plan::Action;
use crate::rule::Finding;

/// Tables that the plan does not name.
pub(super) fn unnamed(subject: &Subject<'_>) -> Vec<Finding> {
    let named: BTreeSet<(&str, &str)> = subject
        .plan
        .tables
        .iter()
        .map(|rule| (rule.name.source.as_str(), rule.name.table.as_str()))
        .collect();
    let mut findings = Vec::new();
    for (source, catalog) in subject.catalogs {
        for table in catalog.tables.keys() {
            if !named.contains(&(source.as_str(), table.as_str())) {
                findings.push(
                    Finding::new(format!("{source}.{table}"), "the plan does not name this table")
                        .mend(format!("{source}.{table}: {{ personal: false }}   # if nobody's data is in it; else owner and do")),
                );
            }
        }
    }
    findings
}

/// Two rules for one table.
pub(super) fn twice(subject: &Subject<'_>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let rules = subject.plan.tables.iter();
    let again = rules.filter(|rule| !seen.insert(&rule.name));
    again
        .map(|rule| {
            Finding::new(&rule.name, "the plan has two rules for this table").at(subject.plan.line(rule.span))
        })
        .collect()
}

/// The members' own table: it must go or be emptied, and it goes last.
pub(super) fn root(subject: &Subject<'_>) -> Vec<Finding> {
    let root = root_of(&subject.inner.directory);
    let place = format!("{}.{}", root.source, root.table);
    let rule = subject.rules().find(|(_, _, rule)| rule.name.to_string() == place);
    let Some((_, _, rule)) = rule else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    match rule.action() {
        Some(Action::Delete | Action::Stub | Action::Anonymize) => {}
        _ => findings.push(
            Finding::new(&place, "this is the directory's table: say what happens to the member's own row")
                .mend("do: delete, or do: stub with `set` where retained rows need the row"),
        ),
    }
    if rule.at_leave {
        findings.push(
            Finding::new(&place, "the member's own row cannot go `at: leave`: who comes back needs it")
                .at(rule.line),
        );
    }
    for (_, _, other) in subject.rules() {
        if other.action() == Some(Action::Stub) && !other.is_root() {
            findings.push(
                Finding::new(&other.name, "`do: stub` is for the directory's own table").at(other.line),
            );
        }
    }
    let addressless = subject.rules().filter(|(_, _, rule)| {
        rule.table.address.is_empty()
            && rule.table.hindrance.is_none()
            && (rule.main.is_some() || !rule.owners.is_empty() || !rule.unlinks.is_empty())
    });
    findings.extend(addressless.map(|(_, _, rule)| {
        Finding::new(&rule.name, "its rows cannot be told apart: the table needs a primary key").at(rule.line)
    }));
    findings
}
