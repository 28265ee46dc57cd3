//! Reading maps, lists and names out of the tree, with errors that say what would be right.

use super::Texts;
use super::error::PlanError;
use super::yaml::{Name, Node, Span, Value};
use crate::cell::Cell;

/// Knows the file, for errors.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    file: &'a str,
    text: &'a str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text }
    }

    pub(super) fn error(&self, message: impl Into<String>) -> PlanError {
        PlanError::new(self.file, self.text, message.into())
    }

    pub(super) fn map(&self, node: Node, what: &str) -> Result<Vec<(Name, Node)>, PlanError> {
        match node.value {
            Value::Map(entries) => Ok(entries),
            _ => Err(self.wrong(node.span, what)),
        }
    }

    pub(super) fn list(&self, node: Node, what: &str) -> Result<Vec<Node>, PlanError> {
        match node.value {
            Value::List(items) => Ok(items),
            _ => Err(self.wrong(node.span, what)),
        }
    }

    pub(super) fn text(&self, node: Node, what: &str) -> Result<Name, PlanError> {
        match node.value {
            Value::Text(text) => Ok(Name { text, span: node.span }),
            _ => Err(self.wrong(node.span, what)),
        }
    }

    pub(super) fn flag(&self, node: &Node) -> Result<bool, PlanError> {
        match node.value {
            Value::Bool(yes) => Ok(yes),
            _ => Err(self.wrong(node.span, "true or false")),
        }
    }

    /// A list of names of columns, triggers and the like.
    pub(super) fn names(&self, node: Node, what: &str) -> Result<Vec<Name>, PlanError> {
        let items = self.list(node, what)?;
        items.into_iter().map(|item| self.text(item, what)).collect()
    }

    /// Texts by language.
    pub(super) fn texts(&self, node: Node) -> Result<Texts, PlanError> {
        let what = "texts by language, as in { en: Orders, pl: Zamówienia }";
        let entries = self.map(node, what)?;
        let texts = entries.into_iter().map(|(language, node)| {
            let text = self.text(node, what)?;
            Ok((language.text, text.text))
        });
        texts.collect()
    }

    /// A text, number, true, false or null, as a value to bind.
    pub(super) fn scalar(&self, node: &Node) -> Result<Cell, PlanError> {
        match &node.value {
            Value::Null => Ok(Cell::Null),
            Value::Bool(yes) => Ok(Cell::from(*yes)),
            Value::Integer(number) => Ok(Cell::Integer(*number)),
            Value::Real(number) => Ok(Cell::Real(*number)),
            Value::Text(text) => Ok(Cell::from(text.as_str())),
            Value::List(_) | Value::Map(_) => {
                Err(self.wrong(node.span, "a text, a number, true, false or null"))
            }
        }
    }

    pub(super) fn wrong(&self, span: Span, what: &str) -> PlanError {
        self.error(format!("Here must stand {what}")).at(span, "this is something else")
    }
}

/// The entries of a map with fixed keys: taken one by one, and what is left over is refused.
pub(super) struct Fields<'a> {
    reader: Reader<'a>,
    entries: Vec<(Name, Node)>,
    known: Vec<&'static str>,
    what: String,
    pub(super) span: Span,
}

impl<'a> Fields<'a> {
    pub(super) fn of(reader: &Reader<'a>, node: Node, what: &str) -> Result<Self, PlanError> {
        let span = node.span;
        Ok(Self {
            reader: *reader,
            entries: reader.map(node, what)?,
            known: Vec::new(),
            what: what.to_owned(),
            span,
        })
    }

    pub(super) fn reader(&self) -> Reader<'a> {
        self.reader
    }

    /// The entry with that key.
    pub(super) fn take(&mut self, key: &'static str) -> Option<(Name, Node)> {
        self.known.push(key);
        let at = self.entries.iter().position(|(name, _)| name.text == key)?;
        Some(self.entries.remove(at))
    }

    pub(super) fn require(&mut self, key: &'static str, example: &str) -> Result<(Name, Node), PlanError> {
        let found = self.take(key);
        found.ok_or_else(|| {
            self.reader
                .error(format!("{} needs `{key}`", self.what))
                .at(self.span, "here")
                .help(format!("for example\n{example}"))
        })
    }

    /// The entries that were not taken, for maps whose further keys are free.
    pub(super) fn rest(self) -> Vec<(Name, Node)> {
        self.entries
    }

    /// Refuses what was not taken.
    pub(super) fn finish(mut self) -> Result<(), PlanError> {
        let Some((name, _)) = self.entries.first() else {
            return Ok(());
        };
        self.known.sort_unstable();
        Err(self
            .reader
            .error(format!("`{}` means nothing in {}", name.text, self.what))
            .at(name.span, "unknown")
            .help(format!("known here: {}", self.known.join(", "))))
    }
}
