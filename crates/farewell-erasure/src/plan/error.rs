//! Errors that point into the plan's file.

use std::fmt;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};

use super::yaml::Span;

/// The plan cannot be read. Shown through miette, it underlines the place.
#[derive(Debug)]
pub struct PlanError(Box<Problem>);

#[derive(Debug)]
struct Problem {
    message: String,
    help: Option<String>,
    text: NamedSource<String>,
    place: Option<(SourceSpan, String)>,
}

impl PlanError {
    pub(super) fn new(file: &str, text: &str, message: String) -> Self {
        Self(Box::new(Problem {
            message,
            help: None,
            text: NamedSource::new(file, text.to_owned()),
            place: None,
        }))
    }

    /// Underlines a place, with a word or two beneath.
    pub(super) fn at(mut self, span: Span, label: &str) -> Self {
        self.0.place = Some(((span.offset, span.len).into(), label.to_owned()));
        self
    }

    /// Says what would be right.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// The line of the file, counted from 1, if the error has a place.
    pub fn line(&self) -> Option<usize> {
        let offset = self.0.place.as_ref()?.0.offset();
        let before = self.0.text.inner().get(..offset)?;
        Some(before.matches('\n').count() + 1)
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for PlanError {}

impl Diagnostic for PlanError {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.0.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.place.as_ref()?;
        Some(&self.0.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (span, label) = self.0.place.as_ref()?;
        let label = LabeledSpan::new_with_span(Some(label.clone()), *span);
        Some(Box::new(std::iter::once(label)))
    }
}
