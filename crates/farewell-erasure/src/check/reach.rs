//! Tables that cannot be worked on as they are, and those that this role may not work on.

use super::Subject;
use crate::plan::SetValue;
use crate::rule::{Finding, Rule, SourceRules};

pub(super) fn unreachable(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rules, _, rule) in subject.rules().filter(|(_, _, rule)| rule.changes()) {
        if let Some((problem, mend)) = &rule.table.hindrance {
            findings.push(Finding::new(&rule.name, problem).at(rule.line).mend(mend));
        } else if rule.table.moves && changes(rule, rules) > 1 {
            findings.push(
                Finding::new(
                    &rule.name,
                    "it has no key by which its rows could be found again after the first of several changes",
                )
                .at(rule.line)
                .mend("give the table a primary key"),
            );
        }
        if rule.table.denied.contains(&"SELECT") {
            findings.push(
                Finding::new(&rule.name, "this role may not read the table")
                    .at(rule.line)
                    .mend("run what `farewell plan grants` prints"),
            );
        }
    }
    findings
}

/// How many statements may change the same row.
fn changes(rule: &Rule, rules: &SourceRules) -> usize {
    let stays = rule.main.iter().filter(|_| rule.can_stay(rules)).map(|main| {
        let hashes = main.sets.iter().filter(|set| set.value == SetValue::Hash).count();
        let others = main.detach.is_some() || main.sets.len() > hashes;
        hashes + usize::from(others)
    });
    let owners = rule.owners.iter().map(|owner| {
        let hashes = owner.sets.iter().filter(|set| set.value == SetValue::Hash).count();
        hashes + 1
    });
    let gone = usize::from(rule.unlinks.iter().any(|unlink| unlink.also_gone) && rule.can_delete(rules));
    stays.sum::<usize>() + owners.sum::<usize>() + rule.unlinks.len() + gone
}
