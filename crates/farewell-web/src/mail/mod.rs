//! The mails: what a delivery says, as plain text and as HTML, in the member's language.

mod compose;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use askama::Template;
use farewell_service::message::Delivery;
use jiff::tz::TimeZone;

use crate::brand::Brand;
use crate::site::Support;
use crate::texts::Texts;
use crate::words::Words;

/// What rendering a mail needs to know of the site.
#[derive(Clone)]
pub struct MailTexts {
    /// The texts of every language.
    pub texts: Arc<Texts>,
    /// The operator's name and color.
    pub brand: Brand,
    /// Who helps.
    pub support: Support,
    /// Scheme, host and port without a slash at the end; every link begins with it.
    pub public_url: String,
    /// Where the members' days begin and end.
    pub time_zone: TimeZone,
}

/// A mail, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The recipient's address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The whole mail as plain text; a link stands alone in its line.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// One part of a mail.
enum Block {
    Words(String),
    Link { label: String, href: String },
    List(Vec<String>),
}

/// What a mail says, in whatever form.
struct Letter {
    subject: String,
    blocks: Vec<Block>,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct MailPage<'a> {
    tag: &'a str,
    letter: &'a Letter,
}

/// A delivery as a mail.
pub fn render(site: &MailTexts, delivery: &Delivery) -> Result<Mail, askama::Error> {
    let words = Words::new(&site.texts, &delivery.language, &site.brand.name, &site.time_zone);
    let letter = compose::letter(site, &words, &delivery.message);
    let html = MailPage { tag: words.language().as_str(), letter: &letter }.render()?;
    Ok(Mail { to: delivery.to.clone(), subject: plain(&letter.subject), text: letter.text(), html })
}

impl Letter {
    fn text(&self) -> String {
        let blocks: Vec<String> = self.blocks.iter().map(Block::text).collect();
        plain(&blocks.join("\n\n")) + "\n"
    }
}

impl Block {
    fn text(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Link { href, .. } => href.clone(),
            Self::List(items) => items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// Ordinary spaces: mail programs break plain text where they like, and people search in it.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}
