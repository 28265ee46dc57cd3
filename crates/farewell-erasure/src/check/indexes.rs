//! Columns by which rows are found need an index: one missing makes an erasure a hundred times slower.

use std::collections::BTreeSet;

use super::Subject;
use crate::catalog::Table;
use crate::plan::TableName;
use crate::rule::{Finding, Link, Owner};

/// A table and the columns by which its rows are looked up.
type Need = (TableName, Vec<String>, bool);

pub(super) fn missing(subject: &Subject<'_>) -> Vec<Finding> {
    let mut needs: BTreeSet<Need> = BTreeSet::new();
    for (rules, _, rule) in subject.rules() {
        if let Some(main) = &rule.main {
            owner(&rule.name, &main.owner, &mut needs);
        }
        for owner in &rule.owners {
            needs.insert((rule.name.clone(), vec![owner.column.clone()], false));
        }
        for unlink in &rule.unlinks {
            linked(&rule.name, &unlink.link, &mut needs);
        }
        // The database itself looks for children of every row deleted.
        for key in &rule.table.foreign_keys {
            let parent = rules.position(&key.table).map(|parent| &rules.rules[parent]);
            if parent.is_some_and(|parent| parent.can_delete(rules)) {
                needs.insert((rule.name.clone(), key.columns.clone(), false));
            }
        }
    }
    let findings = needs.into_iter().filter_map(|(name, columns, ignore_case)| {
        let table = subject.catalogs.get(&name.source)?.table(&name.table)?;
        lacks(subject, table, &name, &columns, ignore_case)
    });
    findings.collect()
}

fn owner(table: &TableName, owner_of: &Owner, needs: &mut BTreeSet<Need>) {
    match owner_of {
        Owner::Root { key: column, .. } | Owner::Key { column, .. } => {
            needs.insert((table.clone(), vec![column.clone()], false));
        }
        Owner::Value { column, ignore_case, .. } => {
            needs.insert((table.clone(), vec![column.clone()], *ignore_case));
        }
        Owner::Parent { link, .. } => linked(table, link, needs),
        Owner::Join { link, rest } => {
            linked(table, link, needs);
            let parent = TableName { source: table.source.clone(), table: link.table.clone() };
            owner(&parent, rest, needs);
        }
    }
}

fn linked(table: &TableName, link: &Link, needs: &mut BTreeSet<Need>) {
    needs.insert((table.clone(), link.columns.clone(), link.ignore_case));
}

fn lacks(
    subject: &Subject<'_>,
    table: &Table,
    name: &TableName,
    columns: &[String],
    ignore_case: bool,
) -> Option<Finding> {
    let dialect = subject.inner.sources.get(&name.source)?.dialect();
    // A type that itself knows no case needs no special index.
    let caseless = |column: &String| table.kind(column).ends_with("citext");
    let ignore_case = ignore_case && !columns.iter().all(caseless);
    let collation = ignore_case.then_some(dialect.caseless());
    if table.is_indexed(columns, collation) {
        return None;
    }
    let index = format!("{}_{}", name.table.replace('.', "_"), columns.join("_"));
    let list = columns.iter().map(|column| dialect.index_column(column, ignore_case));
    let list: Vec<String> = list.collect();
    Some(
        Finding::new(
            format!("{name}.{}", columns.join("+")),
            "rows are found by this column, and no index leads to them",
        )
        .mend(format!(
            "CREATE INDEX {} ON {} ({});",
            dialect.quote(&index),
            dialect.table(&name.table),
            list.join(", ")
        )),
    )
}
