//! The plan: what belongs to an account in the sources, and what happens to it. One YAML file that an operator can read.

mod blocker;
mod error;
mod fields;
pub mod lock;
mod owner;
mod rule;
mod until;
mod value;
pub(crate) mod yaml;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

pub use error::PlanError;

pub(crate) use blocker::BlockerRule;
pub(crate) use owner::Hop;
pub(crate) use rule::{Main, OwnerRule, TableRule};
pub(crate) use until::{Base, Until};
pub(crate) use value::{SetRule, SetValue};
pub(crate) use yaml::Name;

use fields::{Fields, Reader};

/// Texts by language tag.
pub type Texts = BTreeMap<String, String>;

/// What happens to the rows of an account in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// The row goes.
    Delete,
    /// The row stays, without what names the person.
    Anonymize,
    /// The row stays, and belongs to nobody any more.
    Detach,
    /// The row stays for as long as the law says.
    Retain,
    /// The account's own row stays, emptied, while retained rows need it.
    Stub,
    /// The row shares the fate of the row it belongs to.
    Follow,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Delete => "delete",
            Self::Anonymize => "anonymize",
            Self::Detach => "detach",
            Self::Retain => "retain",
            Self::Stub => "stub",
            Self::Follow => "follow",
        })
    }
}

/// A table in a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TableName {
    pub(crate) source: String,
    pub(crate) table: String,
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.source, self.table)
    }
}

/// A column of a table in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ColumnName {
    pub(crate) table: TableName,
    pub(crate) column: String,
}

impl fmt::Display for ColumnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.table, self.column)
    }
}

/// A plan that has been read. Whether it fits the live databases is the engine's check.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) identifiers: Vec<ColumnName>,
    pub(crate) tables: Vec<TableRule>,
    pub(crate) because: BTreeMap<String, Texts>,
    pub(crate) blockers: Vec<BlockerRule>,
    file: String,
    text: String,
}

impl Plan {
    /// Reads a plan's file.
    pub fn read(path: &Path) -> Result<Self, PlanError> {
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&file, &text),
            Err(error) => {
                let message = format!("The plan {file} cannot be read: {error}");
                Err(PlanError::new(&file, "", message))
            }
        }
    }

    /// Reads a plan from its text; the name is for errors.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, PlanError> {
        let reader = Reader::new(file_name, text);
        let root = yaml::parse(text).map_err(|(message, span)| {
            let error = reader.error(format!("This is not readable as YAML: {message}"));
            match span {
                Some(span) => error.at(span, "here"),
                None => error,
            }
        })?;
        let mut fields = Fields::of(&reader, root, "the plan")?;
        let plan = Self {
            identifiers: identifiers(&mut fields)?,
            tables: tables(&mut fields)?,
            because: because(&mut fields)?,
            blockers: blockers(&mut fields)?,
            file: file_name.to_owned(),
            text: text.to_owned(),
        };
        fields.finish()?;
        Ok(plan)
    }

    /// The line of the file, counted from 1.
    pub(crate) fn line(&self, span: yaml::Span) -> usize {
        let before = self.text.get(..span.offset).unwrap_or_default();
        before.matches('\n').count() + 1
    }

    /// The file it was read from, as given.
    pub fn file(&self) -> &str {
        &self.file
    }
}

fn identifiers(fields: &mut Fields<'_>) -> Result<Vec<ColumnName>, PlanError> {
    let reader = fields.reader();
    match fields.take("identifiers") {
        None => Ok(Vec::new()),
        Some((_, node)) => reader
            .list(node, "a list of columns, each as source.table.column")?
            .into_iter()
            .map(|node| owner::column_name(reader, &node))
            .collect(),
    }
}

fn tables(fields: &mut Fields<'_>) -> Result<Vec<TableRule>, PlanError> {
    let reader = fields.reader();
    let (_, node) = fields.require("tables", "tables:\n  shop.members: { do: delete }")?;
    reader
        .map(node, "one entry for each table")?
        .into_iter()
        .map(|(name, node)| rule::read(reader, &name, node))
        .collect()
}

fn because(fields: &mut Fields<'_>) -> Result<BTreeMap<String, Texts>, PlanError> {
    let reader = fields.reader();
    let Some((_, node)) = fields.take("because") else {
        return Ok(BTreeMap::new());
    };
    reader
        .map(node, "one entry for each reason")?
        .into_iter()
        .map(|(name, node)| Ok((name.text, reader.texts(node)?)))
        .collect()
}

fn blockers(fields: &mut Fields<'_>) -> Result<Vec<BlockerRule>, PlanError> {
    let reader = fields.reader();
    let Some((_, node)) = fields.take("blockers") else {
        return Ok(Vec::new());
    };
    reader
        .map(node, "one entry for each blocker")?
        .into_iter()
        .map(|(name, node)| blocker::read(reader, name, node))
        .collect()
}
