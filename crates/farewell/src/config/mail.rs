//! Where mails go out, and in whose name.

use super::section::{Section, Wrong};
use super::{ConfigProblem, values};

/// The mail server and the sender.
#[derive(Clone)]
pub struct Mail {
    /// `smtps://user:password@host`, or `smtp://...`; holds the password.
    pub url: String,
    /// `Kramik <no-reply@example.com>`.
    pub from: String,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Mail").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Mail {
    /// Reads `mail`, which the commands that send nothing do without.
    pub fn read(root: &mut Section<'_>) -> Result<Option<Self>, ConfigProblem> {
        let Some(field) = root.take("mail") else {
            return Ok(None);
        };
        let mut section = field.section()?;
        let url = section.require("url", "smtps://user:password@mail.example.com")?;
        let from = section.require("from", "\"Kramik <no-reply@example.com>\"")?;
        section.finish()?;
        Ok(Some(Self { url: url.parse(server)?, from: from.parse(sender)? }))
    }
}

fn server(text: &str) -> Result<String, Wrong> {
    let rest = text.strip_prefix("smtps://").or_else(|| text.strip_prefix("smtp://"));
    match rest {
        Some(host) if !host.is_empty() => Ok(text.to_owned()),
        _ => Err(Wrong::new(
            "is no address of a mail server",
            "Write it like smtps://user:password@mail.example.com, or smtp://HOST?tls=required for STARTTLS.",
        )),
    }
}

fn sender(text: &str) -> Result<String, Wrong> {
    let address = match text.split_once('<') {
        Some((_, rest)) => rest.strip_suffix('>').unwrap_or_default(),
        None => text,
    };
    values::email(address).map(|_| text.to_owned()).map_err(|_| {
        Wrong::new("is no sender", "Write a name and an address, like \"Kramik <no-reply@example.com>\".")
    })
}
