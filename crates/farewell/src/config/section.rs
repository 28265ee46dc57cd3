//! Reading keys out of a section, so that none is overlooked and none is invented.

use std::fmt::Display;

use super::node::{Entry, Node, Origin, Value};
use super::problem::{ConfigProblem, Document};

/// Why a value is refused: what it is instead, and what would be right.
pub struct Wrong {
    /// Follows the key, as in "`brand.accent` is no color".
    pub problem: String,
    /// One sentence that tells what to write.
    pub mend: String,
}

impl Wrong {
    /// A refusal of these two sentences.
    pub fn new(problem: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { problem: problem.into(), mend: mend.into() }
    }
}

/// A mapping whose keys are taken one by one; what is left at the end is unknown.
pub struct Section<'d> {
    document: &'d Document,
    path: String,
    origin: Origin,
    entries: Vec<Entry>,
    known: Vec<&'static str>,
}

/// One key's value, before it is known to be right.
pub struct Field<'d> {
    document: &'d Document,
    path: String,
    key: Origin,
    node: Node,
}

impl<'d> Section<'d> {
    /// The whole file.
    pub fn root(document: &'d Document, entries: Vec<Entry>) -> Self {
        Self { document, path: String::new(), origin: Origin::Whole, entries, known: Vec::new() }
    }

    /// The value of `key`, if it is there and not null.
    pub fn take(&mut self, key: &'static str) -> Option<Field<'d>> {
        self.take_or_null(key).filter(|field| !matches!(field.node.value, Value::Null))
    }

    /// The value of `key`, if it is there, where null means something.
    pub fn take_or_null(&mut self, key: &'static str) -> Option<Field<'d>> {
        self.known.push(key);
        #[cfg(test)]
        self.document.asked.borrow_mut().insert(self.path_of(key));
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        let entry = self.entries.remove(at);
        Some(self.field(entry))
    }

    /// The value of `key`; `like` shows what a right one looks like when it is missing.
    pub fn require(&mut self, key: &'static str, like: &str) -> Result<Field<'d>, ConfigProblem> {
        let field = self.take(key);
        self.present(field, key, like)
    }

    /// Refuses the missing of what [`Section::take`] looked for.
    pub fn present(
        &self,
        field: Option<Field<'d>>,
        key: &str,
        like: &str,
    ) -> Result<Field<'d>, ConfigProblem> {
        field.ok_or_else(|| {
            let mistyped = self.entries.iter().find(|entry| nearest(&entry.key, &[key]).is_some());
            if let Some(entry) = mistyped {
                return self.unknown(entry, &[key]);
            }
            let what = format!("`{}` is missing", self.path_of(key));
            let mend = format!("Write it, for example: {key}: {like}");
            self.document.problem(&self.origin, &what, mend)
        })
    }

    /// The section under `key`, empty if there is none.
    pub fn section(&mut self, key: &'static str) -> Result<Section<'d>, ConfigProblem> {
        match self.take(key) {
            Some(field) => field.section(),
            None => Ok(Section {
                document: self.document,
                path: self.path_of(key),
                origin: self.origin.clone(),
                entries: Vec::new(),
                known: Vec::new(),
            }),
        }
    }

    /// All entries of a section whose keys the operator chooses.
    pub fn fields(self) -> Vec<(String, Field<'d>)> {
        let (document, path) = (self.document, self.path);
        let named = |entry: Entry| {
            let field =
                Field { document, path: join(&path, &entry.key), key: entry.origin, node: entry.node };
            (entry.key, field)
        };
        self.entries.into_iter().map(named).collect()
    }

    /// Refuses the keys that nobody took.
    pub fn finish(self) -> Result<(), ConfigProblem> {
        self.entries.first().map_or(Ok(()), |entry| Err(self.unknown(entry, &self.known)))
    }

    fn unknown(&self, entry: &Entry, known: &[&str]) -> ConfigProblem {
        let what = format!("there is no key `{}`", self.path_of(&entry.key));
        let mend = match nearest(&entry.key, known) {
            Some(near) => format!("Did you mean `{}`?", self.path_of(near)),
            None => format!("Known here: {}.", known.join(", ")),
        };
        self.document.problem(&entry.origin, &what, mend)
    }

    /// A problem with the section as a whole.
    pub fn refuse(&self, problem: impl Display, mend: impl Into<String>) -> ConfigProblem {
        let what = format!("`{}` {problem}", self.path);
        self.document.problem(&self.origin, &what, mend)
    }

    fn field(&self, entry: Entry) -> Field<'d> {
        Field { document: self.document, path: self.path_of(&entry.key), key: entry.origin, node: entry.node }
    }

    fn path_of(&self, key: &str) -> String {
        join(&self.path, key)
    }
}

impl<'d> Field<'d> {
    /// The value as a text; a number is taken as it was written.
    pub fn text(&self) -> Result<String, ConfigProblem> {
        match &self.node.value {
            Value::Text(text) if !text.trim().is_empty() => Ok(text.clone()),
            Value::Text(_) => Err(self.refuse("is empty", "Write a value, or leave the line out.")),
            Value::Number => Ok(self.written()),
            Value::Bool(value) => Ok(value.to_string()),
            other => Err(self.refuse(
                format!("is {}, not a text", other.kind()),
                "Write one value, in quotation marks if it holds special characters.",
            )),
        }
    }

    /// The value through a function that knows what is right.
    pub fn parse<T>(&self, parse: impl FnOnce(&str) -> Result<T, Wrong>) -> Result<T, ConfigProblem> {
        parse(self.text()?.trim()).map_err(|wrong| self.refuse(wrong.problem, wrong.mend))
    }

    /// The value as a list of texts; from the environment they are separated by commas.
    pub fn list(self) -> Result<Vec<Field<'d>>, ConfigProblem> {
        let nodes = match &self.node.value {
            Value::List(nodes) => nodes.clone(),
            Value::Text(text) if matches!(self.node.origin, Origin::Environment(_)) => {
                let node = |part: &str| Node {
                    value: Value::Text(part.trim().to_owned()),
                    origin: self.node.origin.clone(),
                };
                text.split(',').map(node).collect()
            }
            other => {
                let problem = format!("is {}, not a list", other.kind());
                return Err(self.refuse(problem, "Write a list, like [pl, en]."));
            }
        };
        let field = |(at, node): (usize, Node)| Field {
            document: self.document,
            path: format!("{}[{at}]", self.path),
            key: node.origin.clone(),
            node,
        };
        Ok(nodes.into_iter().enumerate().map(field).collect())
    }

    /// The value as a section of keys.
    pub fn section(self) -> Result<Section<'d>, ConfigProblem> {
        let Value::Map(entries) = self.node.value else {
            let problem = format!("is {}, not a section of keys", self.node.value.kind());
            return Err(self.document.problem(
                &self.key,
                &format!("`{}` {problem}", self.path),
                "Write its keys below it, indented, or in braces.",
            ));
        };
        Ok(Section { document: self.document, path: self.path, origin: self.key, entries, known: Vec::new() })
    }

    /// A problem with this value.
    pub fn refuse(&self, problem: impl Display, mend: impl Into<String>) -> ConfigProblem {
        let what = format!("`{}` {problem}", self.path);
        let origin = match self.node.value {
            Value::Map(_) | Value::List(_) => &self.key,
            _ => &self.node.origin,
        };
        self.document.problem(origin, &what, mend)
    }

    /// The characters that stand in the file for this value.
    fn written(&self) -> String {
        match &self.node.origin {
            Origin::File(range) => self.document.text[range.clone()].trim().to_owned(),
            Origin::Whole | Origin::Environment(_) => String::new(),
        }
    }

    /// The value itself, for what is more than a text.
    pub fn value(&self) -> &Value {
        &self.node.value
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The known key that a mistyped one most likely stands for.
fn nearest<'k>(typed: &str, known: &[&'k str]) -> Option<&'k str> {
    let close = |name: &&&'k str| distance(typed, name) <= 2 && distance(typed, name) < name.len();
    known.iter().filter(close).min_by_key(|name| distance(typed, name)).copied()
}

/// How many letters must be changed, added or left out (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, letter) in left.chars().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (column, other) in right.iter().enumerate() {
            let change = before + usize::from(letter != *other);
            before = row[column + 1];
            row[column + 1] = change.min(before + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}
