//! What members read, and why things are kept.

use super::Subject;
use crate::engine::EngineError;
use crate::plan::Action;
use crate::rule::Finding;
use crate::source::SourceError;

pub(super) fn missing(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in &subject.plan.tables {
        let line = subject.plan.line(rule.span);
        let owned = rule.main.as_ref().is_some_and(|main| main.owner.is_some())
            || (rule.main.is_none() && !rule.owners.is_empty());
        if owned && rule.label.as_ref().is_none_or(std::collections::BTreeMap::is_empty) && !rule.hidden {
            findings.push(
                Finding::new(&rule.name, "members are not told what this is")
                    .at(line)
                    .mend("label: { en: ..., pl: ... }, or hidden: true"),
            );
        }
        let Some(main) = rule.main.as_ref().filter(|main| main.action == Action::Retain) else {
            continue;
        };
        match &main.because {
            None => findings.push(
                Finding::new(&rule.name, "rows are kept, and nothing says why")
                    .at(line)
                    .mend("because: REASON, with its text under `because:`"),
            ),
            Some(name) if !subject.plan.because.contains_key(&name.text) => findings.push(
                Finding::new(&rule.name, format!("`because:` has no reason `{}`", name.text))
                    .at(subject.plan.line(name.span)),
            ),
            Some(_) => {}
        }
    }
    findings
}

/// Blockers that the database cannot answer.
pub(super) async fn blockers(subject: &Subject<'_>) -> Result<Vec<Finding>, EngineError> {
    let mut findings = Vec::new();
    for blocker in &subject.plan.blockers {
        let place = format!("blockers.{}", blocker.id.text);
        let line = subject.plan.line(blocker.id.span);
        if blocker.text.is_empty() {
            findings.push(
                Finding::new(&place, "members are not told what blocks them")
                    .at(line)
                    .mend("en: ..., pl: ..."),
            );
        }
        let Some(source) = subject.inner.sources.get(&blocker.source.text) else {
            continue;
        };
        let statement = crate::engine::blocker_statement(blocker);
        match source.query(&statement, &[crate::cell::Cell::Null]).await {
            Ok(_) => {}
            Err(SourceError::Statement { message, .. } | SourceError::Denied { message, .. }) => {
                findings
                    .push(Finding::new(&place, format!("the database refuses its sql: {message}")).at(line));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(findings)
}
