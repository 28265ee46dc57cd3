//! The members' mail, as `/outbox` shows it.

use std::time::{Duration, Instant};

use farewell_tests::logs;
use reqwest::header::ACCEPT;
use serde_json::Value;

use crate::demo::Demo;

/// Mails go out by a worker that looks every second; erasures start within five.
const PATIENCE: Duration = Duration::from_secs(30);

/// One mail.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
}

/// All mails, as they stand on the page.
pub(crate) async fn mails(demo: &Demo) -> Vec<Mail> {
    let request =
        reqwest::Client::new().get(format!("{}/outbox", demo.address)).header(ACCEPT, "application/json");
    let answer: Value = request.send().await.expect("the outbox answers").json().await.expect("a list");
    let field =
        |mail: &Value, name: &str| mail[name].as_str().unwrap_or_else(|| panic!("{name}: {mail}")).to_owned();
    let mails = answer.as_array().expect("a list").iter();
    let mails: Vec<Mail> = mails
        .map(|mail| Mail {
            to: field(mail, "to"),
            subject: field(mail, "subject"),
            text: field(mail, "text"),
        })
        .collect();
    for mail in &mails {
        logs::typed(&mail.to);
    }
    mails
}

/// Waits for a mail that holds `words` in its subject or text.
pub(crate) async fn mail_with(demo: &Demo, words: &str) -> Mail {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mails = mails(demo).await;
        if let Some(mail) =
            mails.iter().find(|mail| mail.subject.contains(words) || mail.text.contains(words))
        {
            return mail.clone();
        }
        assert!(Instant::now() < deadline, "no mail with {words:?}, but {:?}", subjects(&mails));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn subjects(mails: &[Mail]) -> Vec<&str> {
    mails.iter().map(|mail| mail.subject.as_str()).collect()
}

impl Mail {
    /// The link in the text that leads to `path`: from its path on.
    pub(crate) fn link_to(&self, path: &str) -> String {
        let from = self.text.find(path).unwrap_or_else(|| panic!("no link to {path} in: {}", self.text));
        let is_part = |letter: &char| letter.is_ascii_alphanumeric() || "/?=&-_%".contains(*letter);
        self.text[from..].chars().take_while(is_part).collect()
    }

    /// The token of the link to `path`.
    pub(crate) fn token_of(&self, path: &str) -> String {
        let link = self.link_to(path);
        let token = link.split_once("token=").unwrap_or_else(|| panic!("no token in {link}")).1;
        logs::typed(token);
        token.to_owned()
    }
}
