//! Plan and catalogs become rules. What names something that is not there becomes a finding.

use std::collections::BTreeMap;

use super::hop::{Paths, Root, require};
use super::{Detached, Finding, Link, Main, Members, Owner, Rule, Rules, SourceRules, Unlink, order};
use crate::catalog::{Catalog, Table};
use crate::cell::Cell;
use crate::plan::{self, Action, Hop, OwnerRule, Plan, SetRule, TableRule, Until};

/// Where the members are.
pub(crate) type Directory<'a> = Root<'a>;

/// Resolves the whole plan. With findings, the rules are incomplete and must not run.
pub(crate) fn resolve(
    plan: &Plan,
    catalogs: &BTreeMap<String, Catalog>,
    directory: Directory<'_>,
) -> (Rules, Vec<Finding>) {
    let mut resolver = Resolver { plan, directory, findings: Vec::new(), values: Vec::new() };
    resolver.names(catalogs);
    let mut rules = Rules::default();
    for (source, catalog) in catalogs {
        let own = resolver.source(source, catalog);
        rules.sources.insert(source.clone(), own);
    }
    rules.values = resolver.values;
    (rules, resolver.findings)
}

struct Resolver<'a> {
    plan: &'a Plan,
    directory: Directory<'a>,
    findings: Vec<Finding>,
    values: Vec<String>,
}

impl Resolver<'_> {
    /// Names that belong to no table's rule.
    fn names(&mut self, catalogs: &BTreeMap<String, Catalog>) {
        for rule in &self.plan.tables {
            let line = self.plan.line(rule.span);
            let catalog = catalogs.get(&rule.name.source);
            if catalog.is_none() {
                let problem = format!("there is no source `{}`", rule.name.source);
                self.findings.push(Finding::new(&rule.name, problem).at(line));
            } else if catalog.is_some_and(|catalog| catalog.table(&rule.name.table).is_none()) {
                let problem = "there is no such table";
                self.findings.push(Finding::new(&rule.name, problem).at(line));
            }
        }
        for identifier in &self.plan.identifiers {
            let known = catalogs
                .get(&identifier.table.source)
                .and_then(|catalog| catalog.table(&identifier.table.table))
                .is_some_and(|table| table.column(&identifier.column).is_some());
            if !known {
                self.findings
                    .push(Finding::new(identifier, "`identifiers` names a column that does not exist"));
            }
        }
        for blocker in &self.plan.blockers {
            if !catalogs.contains_key(&blocker.source.text) {
                let problem = format!("there is no source `{}`", blocker.source.text);
                let place = format!("blockers.{}", blocker.id.text);
                let line = self.plan.line(blocker.source.span);
                self.findings.push(Finding::new(place, problem).at(line));
            }
        }
    }

    fn source(&mut self, source: &str, catalog: &Catalog) -> SourceRules {
        let mut rules = SourceRules {
            directory: (self.directory.source == source).then(|| self.members(catalog)),
            ..SourceRules::default()
        };
        let mut planned: Vec<(&TableRule, &Table)> = Vec::new();
        for rule in self.plan.tables.iter().filter(|rule| rule.name.source == source) {
            if let Some(table) = catalog.table(&rule.name.table) {
                planned.push((rule, table));
            }
        }
        let names: Vec<&str> = planned.iter().map(|(_, table)| table.name.as_str()).collect();
        for (rule, table) in &planned {
            let resolved = self.rule(rule, table, catalog, &names);
            rules.rules.push(resolved);
        }
        rules.delete_order = order::delete_order(&rules);
        let (take, stuck) = order::take_order(&rules);
        for rule in stuck {
            let rule = &rules.rules[rule];
            let problem = "follows in a circle, so that nothing decides its fate";
            self.findings.push(Finding::new(&rule.name, problem).at(rule.line));
        }
        rules.take_order = take;
        inherit_leave(&mut rules);
        decide_unlinks(&mut rules);
        rules
    }

    fn members(&self, catalog: &Catalog) -> Members {
        let Root { table, key, .. } = self.directory;
        let kind = catalog.table(table).map_or("", |table| table.kind(key));
        Members { table: table.to_owned(), key: key.to_owned(), kind: kind.to_owned() }
    }

    fn rule(&mut self, rule: &TableRule, table: &Table, catalog: &Catalog, names: &[&str]) -> Rule {
        let line = self.plan.line(rule.span);
        let main = rule.main.as_ref().and_then(|main| self.main(rule, main, table, catalog, names));
        let mut resolved = Rule {
            name: rule.name.clone(),
            table: table.clone(),
            line,
            main,
            owners: rule.owners.iter().map(detached).collect(),
            last_owner_deletes: rule.last_owner_deletes,
            unlinks: Vec::new(),
            keep: rule.keep.iter().map(|name| name.text.clone()).collect(),
            triggers: rule.triggers.iter().map(|name| name.text.clone()).collect(),
            label: rule.label.clone().unwrap_or_default(),
            hidden: rule.hidden,
            at_leave: rule.at_leave,
        };
        for name in &rule.unlink {
            self.unlink(name, &mut resolved, catalog, names);
        }
        self.columns(rule, table);
        resolved
    }

    /// Every column that a rule names must be there.
    fn columns(&mut self, rule: &TableRule, table: &Table) {
        let sets = rule.sets().map(|set| &set.column);
        let owners = rule.owners.iter().map(|owner| &owner.column);
        for name in sets.chain(owners).chain(&rule.keep) {
            if let Err(problem) = require(table, &name.text) {
                let line = self.plan.line(name.span);
                self.findings.push(Finding::new(&rule.name, problem).at(line));
            }
        }
        let main = rule.main.iter();
        for until in main.flat_map(|main| main.until.iter().chain(&main.or)) {
            if let Err(problem) = require(table, &until.column) {
                let line = self.plan.line(rule.span);
                self.findings.push(Finding::new(&rule.name, problem).at(line));
            }
        }
    }

    fn main(
        &mut self,
        rule: &TableRule,
        main: &plan::Main,
        table: &Table,
        catalog: &Catalog,
        names: &[&str],
    ) -> Option<Main> {
        match self.owner(rule, main, table, catalog, names) {
            Ok(owner) => Some(Main {
                action: main.action,
                detach: match (&owner, main.action) {
                    (Owner::Key { column, .. }, Action::Detach) => {
                        Some((column.clone(), main.to.clone().unwrap_or(Cell::Null)))
                    }
                    _ => None,
                },
                owner,
                sets: main.set.clone(),
                because: self.because(main),
                until: main.until.clone(),
                or: main.or.clone(),
            }),
            Err(problem) => {
                let span = main.owner.as_ref().map_or(rule.span, |path| path.first().span);
                let line = self.plan.line(span);
                self.findings.push(Finding::new(&rule.name, problem).at(line));
                None
            }
        }
    }

    fn owner(
        &mut self,
        rule: &TableRule,
        main: &plan::Main,
        table: &Table,
        catalog: &Catalog,
        names: &[&str],
    ) -> Result<Owner, String> {
        let root = self.directory;
        let is_root = rule.name.source == root.source && table.name == root.table;
        let mut paths = Paths { source: &rule.name.source, catalog, root, values: &mut self.values };
        match (&main.owner, is_root) {
            (None, true) => {
                Ok(Owner::Root { key: root.key.to_owned(), kind: table.kind(root.key).to_owned() })
            }
            (None, false) => Err("say whose rows these are with `owner:`".to_owned()),
            (Some(_), true) => Err(
                "the members' own table has no owner; other members' rows that point here go under `owners:`"
                    .to_owned(),
            ),
            (Some(path), false) if main.action == Action::Follow => {
                let link = paths.link(table, &path.hops[0])?;
                follow(link, names, is_table_of(root, &rule.name.source))
            }
            (Some(path), false) => {
                let owner = paths.owner(table, &path.hops)?;
                match (main.action, &owner) {
                    (Action::Detach, Owner::Key { .. }) => Ok(owner),
                    (Action::Detach, _) => {
                        Err("only a column that holds the account's key can be detached".to_owned())
                    }
                    _ => Ok(owner),
                }
            }
        }
    }

    fn because(&self, main: &plan::Main) -> plan::Texts {
        let reason = main.because.as_ref();
        reason.and_then(|name| self.plan.because.get(&name.text)).cloned().unwrap_or_default()
    }

    fn unlink(&mut self, name: &plan::Name, rule: &mut Rule, catalog: &Catalog, names: &[&str]) {
        let hop = Hop { column: name.clone(), is: None, ignore_case: false };
        let root = self.directory;
        let paths = Paths { source: &rule.name.source, catalog, root, values: &mut self.values };
        let problem = match paths.link(&rule.table, &hop) {
            // The member's row may stay as a stub, so such a reference is emptied in any case.
            Ok(link) if is_table_of(root, &rule.name.source) == Some(link.table.as_str()) => {
                rule.owners.push(Detached { column: name.text.clone(), to: Cell::Null, sets: Vec::new() });
                return;
            }
            Ok(link) => match names.iter().position(|known| *known == link.table) {
                Some(parent) => {
                    rule.unlinks.push(Unlink {
                        column: name.text.clone(),
                        link,
                        rule: parent,
                        also_gone: false,
                    });
                    return;
                }
                None => format!("points to {}, which the plan does not name", link.table),
            },
            Err(problem) => problem,
        };
        let line = self.plan.line(name.span);
        self.findings.push(Finding::new(&rule.name, problem).at(line));
    }
}

fn is_table_of<'a>(root: Directory<'a>, source: &str) -> Option<&'a str> {
    (root.source == source).then_some(root.table)
}

fn follow(link: Link, names: &[&str], root: Option<&str>) -> Result<Owner, String> {
    if root == Some(link.table.as_str()) {
        return Err("the member's row cannot be followed; say what happens to these rows".to_owned());
    }
    match names.iter().position(|known| *known == link.table) {
        Some(rule) => Ok(Owner::Parent { link, rule }),
        None => Err(format!("follows {}, which the plan does not name", link.table)),
    }
}

fn detached(owner: &OwnerRule) -> Detached {
    Detached {
        column: owner.column.text.clone(),
        to: owner.to.clone().unwrap_or(Cell::Null),
        sets: owner.set.clone(),
    }
}

/// Who follows, leaves when the other leaves.
fn inherit_leave(rules: &mut SourceRules) {
    for rule in rules.take_order.clone() {
        let main = rules.rules[rule].main.as_ref();
        if let Some(Owner::Parent { rule: parent, .. }) = main.map(|main| &main.owner) {
            rules.rules[rule].at_leave = rules.rules[*parent].at_leave;
        }
    }
}

/// A row that goes before what it points to needs no emptying; in a circle, and where the key forbids even a moment's gap, it does.
fn decide_unlinks(rules: &mut SourceRules) {
    let place = |order: &[usize], rule: usize| order.iter().position(|&other| other == rule);
    let order = rules.delete_order.clone();
    for (own, rule) in rules.rules.iter_mut().enumerate() {
        for unlink in &mut rule.unlinks {
            let strict = rule.table.foreign_keys.iter().any(|key| {
                key.columns == unlink.link.columns && key.on_delete.eq_ignore_ascii_case("RESTRICT")
            });
            let earlier = place(&order, own) < place(&order, unlink.rule);
            unlink.also_gone = !earlier && (own != unlink.rule || strict);
        }
    }
}

/// The sets and untils of a rule, for those who need the columns only.
impl Main {
    pub(crate) fn untils(&self) -> impl Iterator<Item = &Until> {
        self.until.iter().chain(&self.or)
    }
}

impl Rule {
    /// Every `set` of the rule.
    pub(crate) fn sets(&self) -> impl Iterator<Item = &SetRule> {
        let main = self.main.iter().flat_map(|main| &main.sets);
        main.chain(self.owners.iter().flat_map(|owner| &owner.sets))
    }
}
