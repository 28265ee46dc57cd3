//! Why a command did not do its work, and the exit status that says so.

use std::error::Error;
use std::fmt;
use std::io::IsTerminal;

use miette::{Diagnostic, MietteHandlerOpts, Report, ReportHandler};

use crate::config::ConfigProblem;

/// Exit status for a check that found something, an unknown key, or work that failed.
const FAILED: u8 = 1;
/// Exit status for wrong usage and an unreadable configuration.
const USAGE: u8 = 2;

/// A command's failure, told once, on standard error.
#[derive(Debug)]
pub struct Failure {
    status: u8,
    report: Report,
}

impl Failure {
    /// The work failed: what was attempted, and what to do about it.
    pub fn work(sentence: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { status: FAILED, report: Sentence::report(sentence, Some(mend.into())) }
    }

    /// The command was called wrongly.
    pub fn usage(sentence: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { status: USAGE, report: Sentence::report(sentence, Some(mend.into())) }
    }

    /// The work failed for a reason that a lower layer tells.
    pub fn caused(attempt: &str, error: &(dyn Error + 'static)) -> Self {
        Self { status: FAILED, report: Sentence::report(format!("{attempt}: {}", chain(error)), None) }
    }

    /// A file the operator wrote is wrong, and the problem can point into it.
    pub fn unreadable(problem: impl Diagnostic + Send + Sync + 'static) -> Self {
        Self { status: USAGE, report: Report::new(problem) }
    }

    /// The process's exit status.
    pub fn status(&self) -> u8 {
        self.status
    }

    /// What to print.
    pub fn report(&self) -> &Report {
        &self.report
    }
}

impl From<ConfigProblem> for Failure {
    fn from(problem: ConfigProblem) -> Self {
        Self::unreadable(problem)
    }
}

/// Decides how failures look on standard error: wrapped on a terminal, each sentence in one line for programs.
/// To be called before the first failure.
pub fn dress() {
    let terminal = std::io::stderr().is_terminal();
    let handler = move |_: &(dyn Diagnostic + 'static)| -> Box<dyn ReportHandler> {
        Box::new(MietteHandlerOpts::new().terminal_links(false).wrap_lines(terminal).build())
    };
    // Fails only when it was decided before.
    let _ = miette::set_hook(Box::new(handler));
}

/// An error and what caused it, each said once.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut told = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let sentence = cause.to_string();
        if !told.contains(&sentence) {
            told = format!("{told}: {sentence}");
        }
        next = cause.source();
    }
    told
}

/// A plain sentence with advice.
#[derive(Debug)]
struct Sentence {
    sentence: String,
    mend: Option<String>,
}

impl Sentence {
    fn report(sentence: impl Into<String>, mend: Option<String>) -> Report {
        Report::new(Self { sentence: sentence.into(), mend })
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence)
    }
}

impl Error for Sentence {}

impl Diagnostic for Sentence {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let mend = self.mend.as_ref()?;
        Some(Box::new(mend))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("cannot open shop.db: {0}")]
    struct Outer(#[source] Inner);

    #[derive(Debug, thiserror::Error)]
    #[error("the disk is full")]
    struct Inner;

    #[derive(Debug, thiserror::Error)]
    #[error("cannot save")]
    struct Silent(#[source] Inner);

    #[test]
    fn a_cause_is_told_once() {
        assert_eq!(chain(&Outer(Inner)), "cannot open shop.db: the disk is full");
        assert_eq!(chain(&Silent(Inner)), "cannot save: the disk is full");
    }

    #[test]
    fn the_exit_statuses_are_those_of_the_design() {
        assert_eq!(Failure::work("a", "b").status(), 1);
        assert_eq!(Failure::caused("a", &Inner).status(), 1);
        assert_eq!(Failure::usage("a", "b").status(), 2);
        assert_eq!(Failure::from(ConfigProblem::plain("a", "b")).status(), 2);
    }
}
