//! What one check says.

use serde::Serialize;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// It works, and should be looked at.
    Warning,
    /// Something does not work.
    Problem,
}

impl Verdict {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Problem => "problem",
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which check: `keys`, `mail`.
    pub check: &'static str,
    /// How bad it is.
    pub verdict: Verdict,
    /// What was looked at: a file, an address without its password.
    pub looked_at: String,
    /// What was found, in a sentence.
    pub found: String,
    /// What to do about it.
    pub to_do: Option<String>,
}

impl Check {
    /// All is well.
    pub fn ok(check: &'static str, looked_at: impl ToString, found: impl Into<String>) -> Self {
        Self::new(check, Verdict::Ok, looked_at, found, None)
    }

    /// It works, and should be looked at.
    pub fn warning(
        check: &'static str,
        looked_at: impl ToString,
        found: impl Into<String>,
        to_do: impl Into<String>,
    ) -> Self {
        Self::new(check, Verdict::Warning, looked_at, found, Some(to_do.into()))
    }

    /// Something does not work.
    pub fn problem(
        check: &'static str,
        looked_at: impl ToString,
        found: impl Into<String>,
        to_do: impl Into<String>,
    ) -> Self {
        Self::new(check, Verdict::Problem, looked_at, found, Some(to_do.into()))
    }

    #[expect(clippy::needless_pass_by_value, reason = "what was looked at is mostly a path or a text")]
    fn new(
        check: &'static str,
        verdict: Verdict,
        looked_at: impl ToString,
        found: impl Into<String>,
        to_do: Option<String>,
    ) -> Self {
        Self { check, verdict, looked_at: looked_at.to_string(), found: found.into(), to_do }
    }
}
