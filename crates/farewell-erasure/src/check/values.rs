//! What is written into a column must fit it.

use super::Subject;
use crate::catalog::{Column, TypeClass, ddl::words};
use crate::cell::Cell;
use crate::engine::EngineError;
use crate::plan::{Base, SetValue, Until};
use crate::rule::{Finding, Rule};
use crate::run::{SHORTEST_HASH, sample_hash};
use crate::source::Source;

/// A value that a rule writes into a column.
struct Write<'a> {
    rule: &'a Rule,
    column: &'a Column,
    value: SetValue,
}

pub(super) async fn unfit(subject: &Subject<'_>) -> Result<Vec<Finding>, EngineError> {
    let mut findings = Vec::new();
    for (_, _, rule) in subject.rules() {
        let Some(source) = subject.inner.sources.get(&rule.name.source) else {
            continue;
        };
        for write in writes(rule) {
            let place = format!("{}.{}", rule.name, write.column.name);
            let mut problems = problems(source, &write);
            if problems.is_empty() {
                problems.extend(refused(source, &write).await?);
            }
            findings.extend(problems.into_iter().map(|problem| Finding::new(&place, problem).at(rule.line)));
        }
        let untils = rule.main.iter().flat_map(crate::rule::Main::untils);
        findings.extend(untils.filter_map(|until| not_a_date(source, rule, until)));
        findings.extend(endless(rule));
    }
    Ok(findings)
}

/// Every value that a rule writes: its sets, and what takes the place of an account.
fn writes(rule: &Rule) -> Vec<Write<'_>> {
    let sets = rule.sets().map(|set| (set.column.text.as_str(), set.value.clone()));
    let owners = rule.owners.iter().map(|owner| (owner.column.as_str(), owner.to.clone()));
    let detach = rule.main.iter().filter_map(|main| main.detach.as_ref());
    let emptied = detach.map(|(column, to)| (column.as_str(), to.clone())).chain(owners);
    let unlinked = rule.unlinks.iter().map(|unlink| (unlink.column.as_str(), Cell::Null));
    let constants = emptied.chain(unlinked).map(|(column, to)| (column, SetValue::Constant(to)));
    sets.chain(constants)
        .filter_map(|(name, value)| {
            let column = rule.table.column(name)?;
            Some(Write { rule, column, value })
        })
        .collect()
}

fn problems(source: &Source, write: &Write<'_>) -> Vec<String> {
    let Write { rule, column, value } = write;
    let table = &rule.table;
    let mut problems = Vec::new();
    let constant = match value {
        SetValue::Constant(cell) => Some(cell),
        SetValue::Hash | SetValue::Month | SetValue::Year => None,
    };
    if column.generated {
        problems.push("the database computes this column; it cannot be set".to_owned());
    }
    if column.not_null && constant.is_some_and(Cell::is_null) {
        problems.push("it is to become NULL, and the column is NOT NULL".to_owned());
    }
    let is_owner = rule.owners.iter().any(|owner| owner.column == column.name);
    if table.is_unique(&column.name) && constant.is_some_and(|cell| !cell.is_null()) && !is_owner {
        problems
            .push("the same value for every row does not go into a UNIQUE column; {hash} does".to_owned());
    }
    if table.primary_key.contains(&column.name) || table.address.contains(&column.name) {
        problems.push("it is the row's key, by which other rows find it; it cannot be set".to_owned());
    }
    if table.partition_key.contains(&column.name) {
        problems.push("it decides in which partition the row lies; it cannot be set".to_owned());
    }
    problems.extend(wrong_type(source, column, value));
    if let (Some(Cell::Text(text)), Some(length)) = (constant, column.length)
        && source.dialect().is_typed()
        && text.chars().count() > length
    {
        problems.push(format!("the text is longer than the {length} characters that the column takes"));
    }
    if let (SetValue::Hash, Some(length)) = (value, column.length)
        && length < SHORTEST_HASH
    {
        problems.push(format!("a hash needs {SHORTEST_HASH} characters, and the column takes {length}"));
    }
    problems
}

fn wrong_type(source: &Source, column: &Column, value: &SetValue) -> Option<String> {
    let fits = match (value, column.class) {
        (SetValue::Constant(Cell::Null), _) => true,
        (SetValue::Constant(Cell::Text(_)), class) => {
            !matches!(class, TypeClass::Integer | TypeClass::Number)
        }
        (SetValue::Constant(Cell::Integer(_) | Cell::Real(_)), class) => class != TypeClass::Uuid,
        (SetValue::Month | SetValue::Year, class) => {
            class == TypeClass::Bytes || source.dialect().has_dates(class, &column.kind)
        }
        (SetValue::Constant(Cell::Blob(_)), class) => class == TypeClass::Bytes,
        (SetValue::Hash, class) => matches!(class, TypeClass::Text | TypeClass::Bytes),
    };
    let what = match value {
        SetValue::Constant(cell) => cell.to_string(),
        SetValue::Hash => "hash".to_owned(),
        SetValue::Month | SetValue::Year => "date".to_owned(),
    };
    (!fits).then(|| format!("a {what} does not go into a column of type {}", column.declared))
}

/// The table's CHECK constraints, as far as they are about this column alone, tried on the value.
async fn refused(source: &Source, write: &Write<'_>) -> Result<Vec<String>, EngineError> {
    let value = match &write.value {
        SetValue::Constant(cell) => cell.clone(),
        SetValue::Hash => Cell::from(sample_hash(write.column.length)),
        SetValue::Month | SetValue::Year => return Ok(Vec::new()),
    };
    let table = &write.rule.table;
    let dialect = source.dialect();
    let bound = dialect.value(&value, "$1", &write.column.kind);
    if let Some(trial) = dialect.trial(&bound, &write.column.declared)
        && let Err(error) = source.query(&trial, std::slice::from_ref(&value)).await
    {
        if error.is_temporary() {
            return Err(error.into());
        }
        return Ok(vec![format!("a column of type {} does not take the value", write.column.declared)]);
    }
    let mut problems = Vec::new();
    for check in &table.checks {
        let words = words(check);
        let names = |name: &str| words.iter().any(|word| word.eq_ignore_ascii_case(name));
        let others = table.columns.iter().filter(|column| column.name != write.column.name);
        if !names(&write.column.name) || others.into_iter().any(|column| names(&column.name)) {
            continue;
        }
        let column = dialect.quote(&write.column.name);
        let sql = format!("SELECT ({check}) FROM (SELECT {bound} AS {column}) AS tried");
        // An expression that cannot be tried alone says nothing about the value.
        let Ok(rows) = source.query(&sql, std::slice::from_ref(&value)).await else {
            continue;
        };
        let verdict = rows.first().map(crate::source::Row::first);
        if verdict.is_some_and(|cell| !cell.is_null() && !cell.is_set()) {
            problems.push(format!("the table's CHECK ({check}) refuses the value"));
        }
    }
    Ok(problems)
}

fn not_a_date(source: &Source, rule: &Rule, until: &Until) -> Option<Finding> {
    let column = rule.table.column(&until.column)?;
    let is_date = source.dialect().has_dates(column.class, &column.kind);
    let place = format!("{}.{}", rule.name, column.name);
    (!is_date).then(|| Finding::new(place, "no date can be read from a column of this type").at(rule.line))
}

/// A row without a date would be kept for ever.
fn endless(rule: &Rule) -> Option<Finding> {
    let main = rule.main.as_ref()?;
    let mut untils = main.untils();
    untils.next()?;
    let may_be_null = |until: &Until| rule.table.column(&until.column).is_some_and(|column| !column.not_null);
    if !main.untils().all(may_be_null) {
        return None;
    }
    let column = main.untils().last()?.column.clone();
    let example = Until { column: "created_at".to_owned(), base: Base::Day, years: 10, months: 0, days: 0 };
    Some(
        Finding::new(
            format!("{}.{column}", rule.name),
            "it may be NULL, and such a row would be kept for ever",
        )
        .at(rule.line)
        .mend(format!("or: {example}   # a column that is NOT NULL")),
    )
}
