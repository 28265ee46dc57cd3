//! What is wrong with the configuration, said so that it can be mended.

use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::path::Path;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

use super::node::Origin;

/// The configuration file's name and text, kept for pointing into it.
#[derive(Debug)]
pub struct Document {
    /// The file as the operator named it.
    pub name: String,
    /// All of it.
    pub text: String,
    /// Every key that was looked for: the reference must name them all.
    #[cfg(test)]
    pub asked: std::cell::RefCell<std::collections::BTreeSet<String>>,
}

impl Document {
    /// A file of this name and text.
    pub fn new(name: String, text: String) -> Self {
        Self {
            name,
            text,
            #[cfg(test)]
            asked: std::cell::RefCell::default(),
        }
    }

    /// The line of a byte of the file, counted from one.
    pub fn line(&self, byte: usize) -> usize {
        let before = self.text.as_bytes().iter().take(byte);
        1 + before.filter(|byte| **byte == b'\n').count()
    }

    /// The byte of a line and a column, both counted from one.
    fn byte(&self, line: u64, column: u64) -> usize {
        let before = usize::try_from(line.saturating_sub(1)).unwrap_or(0);
        let column = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
        let start: usize = self.text.split_inclusive('\n').take(before).map(str::len).sum();
        let rest = self.text.get(start..).unwrap_or_default();
        start + rest.chars().take(column).map(char::len_utf8).sum::<usize>()
    }

    /// Tells that something is wrong at `origin`; `what` begins with the key.
    pub fn problem(&self, origin: &Origin, what: &str, mend: impl Into<String>) -> ConfigProblem {
        match origin {
            Origin::Whole => ConfigProblem::plain(format!("{}: {what}", self.name), mend),
            Origin::File(range) => {
                let line = self.line(range.start);
                let named = NamedSource::new(&self.name, self.text.clone());
                ConfigProblem(Box::new(Problem {
                    sentence: format!("{}, line {line}: {what}", self.name),
                    mend: mend.into(),
                    place: Some((named, self.first_line(range.start, range.end))),
                }))
            }
            Origin::Environment(name) => {
                ConfigProblem::plain(format!("environment variable {name}: {what}"), mend)
            }
        }
    }

    /// Cuts a place that runs over several lines after its first.
    fn first_line(&self, start: usize, end: usize) -> Range<usize> {
        let rest = self.text.get(start..end).unwrap_or_default();
        let length = rest.find('\n').unwrap_or(rest.len());
        start..start + rest[..length].trim_end().len()
    }
}

/// One thing that is wrong with the configuration: where, what, and what would be right.
#[derive(Debug)]
pub struct ConfigProblem(Box<Problem>);

#[derive(Debug)]
struct Problem {
    sentence: String,
    mend: String,
    place: Option<(NamedSource<String>, Range<usize>)>,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.sentence)
    }
}

impl Error for ConfigProblem {}

impl Diagnostic for ConfigProblem {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.0.mend))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.place.as_ref().map(|(document, _)| document as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (_, range) = self.0.place.as_ref()?;
        let label = LabeledSpan::new(Some("here".to_owned()), range.start, range.len());
        Some(Box::new(std::iter::once(label)))
    }
}

/// What the system says, without its number.
fn why(error: &std::io::Error) -> String {
    let told = error.to_string();
    told.split(" (os error").next().unwrap_or(&told).to_lowercase()
}

impl ConfigProblem {
    /// The file cannot be read at all.
    pub fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        let mend = match error.kind() {
            std::io::ErrorKind::NotFound => "Name an existing file with --config FILE.",
            std::io::ErrorKind::PermissionDenied => "Let the user that runs Farewell read it.",
            _ => "See docs/configuration.md for what it holds.",
        };
        Self::plain(format!("The configuration {} cannot be read: {}.", path.display(), why(error)), mend)
    }

    /// The file is no YAML.
    pub fn syntax(document: &Document, error: &serde_saphyr::Error) -> Self {
        let error = error.without_snippet();
        let start = error.location().map_or(0, |at| document.byte(at.line(), at.column()));
        document.problem(
            &Origin::File(start..start),
            &format!("this is no valid YAML: {error}."),
            "Mend the line, or the one before it; YAML is particular about indentation and colons.",
        )
    }

    /// Something is missing as a whole, so there is no place to point at.
    pub fn plain(sentence: impl Into<String>, mend: impl Into<String>) -> Self {
        Self(Box::new(Problem { sentence: sentence.into(), mend: mend.into(), place: None }))
    }

    /// The first sentence, without the picture of the place.
    pub fn sentence(&self) -> &str {
        &self.0.sentence
    }
}
