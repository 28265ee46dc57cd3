//! The demo's mail boxes: what would have been sent, in memory only.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::header::{ACCEPT, CACHE_CONTROL};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::fault::Fault;
use crate::frame::{App, Page, render};
use crate::html::Html;
use crate::mail::Mail;

/// How many mails are kept.
const ROOM: usize = 500;

/// Mails, the newest first. Shared by the worker that sends and the page that shows.
#[derive(Default)]
pub struct Outbox(Mutex<VecDeque<Mail>>);

impl Outbox {
    /// Takes a mail in; the oldest makes room.
    pub fn push(&self, mail: Mail) {
        let mut mails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.truncate(ROOM - 1);
        mails.push_front(mail);
    }

    /// Every mail, the newest first.
    pub fn list(&self) -> Vec<Mail> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// A mail as the page shows it.
struct ShownMail {
    subject: String,
    to: String,
    lines: Vec<Html>,
}

#[derive(Template)]
#[template(path = "outbox.html")]
struct OutboxPage {
    page: Page,
    mails: Vec<ShownMail>,
}

/// `GET /outbox`: for people, and with `Accept: application/json` for scripts.
pub(crate) async fn show(State(site): State<App>, page: Page, headers: HeaderMap) -> Result<Response, Fault> {
    let mails = site.outbox.as_ref().ok_or(Fault::NotFound)?.list();
    if wants_json(&headers) {
        let list: Vec<_> = mails
            .iter()
            .map(|mail| json!({ "to": mail.to, "subject": mail.subject, "text": mail.text }))
            .collect();
        return Ok(([(CACHE_CONTROL, "no-store")], Json(list)).into_response());
    }
    let mails = mails.iter().map(|mail| shown(&page, mail)).collect();
    Ok(render(StatusCode::OK, &OutboxPage { page, mails }))
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("application/json") && !accept.contains("text/html")
}

fn shown(page: &Page, mail: &Mail) -> ShownMail {
    ShownMail {
        subject: mail.subject.clone(),
        to: page.words.with("outbox-to", &[("address", mail.to.as_str().into())]),
        lines: mail.text.lines().map(linked).collect(),
    }
}

/// A line of a mail; one that is a link can be followed.
fn linked(line: &str) -> Html {
    let is_link = line.starts_with("https://") || line.starts_with("http://");
    if is_link { Html::link(line, line) } else { Html::text(line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_mail_comes_first_and_the_oldest_makes_room() {
        let outbox = Outbox::default();
        for number in 0..=ROOM {
            let text = String::new();
            outbox.push(Mail {
                to: number.to_string(),
                subject: text.clone(),
                text: text.clone(),
                html: text,
            });
        }
        let to: Vec<String> = outbox.list().into_iter().map(|mail| mail.to).collect();
        assert_eq!((to.len(), to[0].as_str(), to[ROOM - 1].as_str()), (ROOM, "500", "1"));
    }
}
