//! `plan check`: everything in which plan, lock and live schema do not agree.

mod columns;
mod coverage;
mod indexes;
mod reach;
mod references;
mod texts;
mod values;

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::engine::{EngineError, Inner, root};
use crate::plan::Plan;
use crate::plan::lock::{Difference, Lock};
use crate::rule::{Finding, Rules, resolve};

/// What a check has found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct CheckReport {
    /// What must be mended, in the plan or in the database.
    pub findings: Vec<Finding>,
    /// What differs from the lock; everything, while nothing was accepted.
    pub differences: Vec<Difference>,
    /// Whether there is a lock.
    pub accepted: bool,
}

impl CheckReport {
    /// Whether the plan fits and is accepted as it stands.
    pub fn is_green(&self) -> bool {
        self.can_be_accepted() && self.accepted && self.differences.is_empty()
    }

    /// Whether `plan accept` may write a lock: nothing is to be mended.
    pub fn can_be_accepted(&self) -> bool {
        self.findings.is_empty()
    }
}

/// What the parts of a check look at.
pub(crate) struct Subject<'a> {
    plan: &'a Plan,
    rules: &'a Rules,
    catalogs: &'a BTreeMap<String, Catalog>,
    inner: &'a Inner,
}

/// Checks the plan against these catalogs, freshly read.
pub(crate) async fn check(
    inner: &Inner,
    catalogs: &BTreeMap<String, Catalog>,
) -> Result<CheckReport, EngineError> {
    let (rules, mut findings) = resolve(&inner.plan, catalogs, root(&inner.directory));
    let subject = Subject { plan: &inner.plan, rules: &rules, catalogs, inner };
    findings.extend(coverage::unnamed(&subject));
    findings.extend(coverage::twice(&subject));
    // What rests on rules that did not resolve would only repeat the first finding in other words.
    if findings.iter().all(|finding| finding.line.is_none()) {
        findings.extend(coverage::root(&subject));
        findings.extend(columns::undecided(&subject));
        findings.extend(values::unfit(&subject).await?);
        findings.extend(references::uncovered(&subject));
        findings.extend(references::circles(&subject));
        findings.extend(references::triggers(&subject));
        findings.extend(reach::unreachable(&subject));
        findings.extend(indexes::missing(&subject));
        findings.extend(texts::missing(&subject));
        findings.extend(texts::blockers(&subject).await?);
    }
    findings.sort_by(|a, b| (a.line, &a.place).cmp(&(b.line, &b.place)));
    let live = Lock::of(catalogs.iter().map(|(name, catalog)| (name.as_str(), catalog)));
    let lock = inner.lock.clone();
    Ok(CheckReport {
        findings,
        accepted: lock.is_some(),
        differences: lock.unwrap_or_default().differences(&live),
    })
}

impl<'a> Subject<'a> {
    /// Every rule, with the rules of its source.
    fn rules(&self) -> impl Iterator<Item = (&'a crate::rule::SourceRules, usize, &'a crate::rule::Rule)> {
        let sources = self.rules.sources.values();
        sources.flat_map(|rules| rules.rules.iter().enumerate().map(move |(at, rule)| (rules, at, rule)))
    }
}
