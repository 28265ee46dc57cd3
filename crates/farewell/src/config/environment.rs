//! What the environment says: `${NAME}` inside values, and whole values on top of the file.

use std::collections::BTreeMap;

use super::node::{Entry, Node, Origin, Value};
use super::problem::{ConfigProblem, Document};

const PREFIX: &str = "FAREWELL_";

/// The keys that stand outside of every section. A variable without `__` counts only for these:
/// Kubernetes sets `FAREWELL_PORT` and the like by itself for a service that is called farewell.
pub(super) const TOP_LEVEL: [&str; 9] = [
    "listen",
    "trusted_proxies",
    "public_url",
    "database",
    "languages",
    "locales",
    "time_zone",
    "mode",
    "plan",
];

/// The environment's variables, as far as they are readable text.
#[derive(Debug, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// The variables of this process.
    #[expect(clippy::disallowed_methods, reason = "the one place where Farewell reads its environment")]
    pub fn of_this_process() -> Self {
        let readable = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(readable).collect())
    }

    /// Only the given variables.
    #[cfg(test)]
    pub fn of(variables: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self(variables.iter().map(owned).collect())
    }

    /// One variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Lays `FAREWELL_<SECTION>__<KEY>` over the file's entries.
    pub fn lay_over(&self, entries: &mut Vec<Entry>) {
        for (name, value) in &self.0 {
            let Some(rest) = name.strip_prefix(PREFIX) else {
                continue;
            };
            let path = rest.to_ascii_lowercase();
            let path: Vec<&str> = path.split("__").collect();
            if path.len() > 1 || TOP_LEVEL.contains(&path[0]) {
                set(entries, &path, name, value);
            }
        }
    }

    /// Replaces `${NAME}` in every text that the file holds; `$${` stands for `${` itself.
    pub fn fill_in(&self, document: &Document, node: &mut Node) -> Result<(), ConfigProblem> {
        if matches!(node.origin, Origin::Environment(_)) {
            return Ok(());
        }
        match &mut node.value {
            Value::Text(text) => {
                *text =
                    self.filled(text).map_err(|(what, mend)| document.problem(&node.origin, &what, mend))?;
            }
            Value::List(nodes) => {
                for node in nodes {
                    self.fill_in(document, node)?;
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    self.fill_in(document, &mut entry.node)?;
                }
            }
            Value::Null | Value::Bool(_) | Value::Number => {}
        }
        Ok(())
    }

    fn filled(&self, text: &str) -> Result<String, (String, String)> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("${") {
            let (before, from) = rest.split_at(at);
            if let Some(before) = before.strip_suffix('$') {
                filled.push_str(before);
                filled.push_str("${");
                rest = &from[2..];
                continue;
            }
            filled.push_str(before);
            let Some(end) = from.find('}') else {
                return Err((
                    "`${` is never closed".to_owned(),
                    "Write ${NAME}, or $${ for these two characters themselves.".to_owned(),
                ));
            };
            let name = &from[2..end];
            let value = self.get(name).ok_or_else(|| {
                (
                    format!("the environment variable {name} is not set"),
                    format!("Set {name} before starting Farewell, or write the value here."),
                )
            })?;
            filled.push_str(value);
            rest = &from[end + 1..];
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

/// Sets the entry at `path`, making the sections on the way.
fn set(entries: &mut Vec<Entry>, path: &[&str], variable: &str, value: &str) {
    let origin = Origin::Environment(variable.to_owned());
    let at = entries.iter().position(|entry| entry.key == path[0]).unwrap_or_else(|| {
        entries.push(Entry {
            key: path[0].to_owned(),
            origin: origin.clone(),
            node: Node { value: Value::Null, origin: origin.clone() },
        });
        entries.len() - 1
    });
    let entry = &mut entries[at];
    if path.len() == 1 {
        entry.node.value = Value::Text(value.to_owned());
        entry.node.origin = origin;
        return;
    }
    if !matches!(entry.node.value, Value::Map(_)) {
        entry.node.value = Value::Map(Vec::new());
    }
    if let Value::Map(inner) = &mut entry.node.value {
        set(inner, &path[1..], variable, value);
    }
}
