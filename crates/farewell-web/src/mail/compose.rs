//! What each mail says, paragraph by paragraph.

use farewell_domain::grace::ErasureDate;
use farewell_service::message::{KeptLine, Message};
use jiff::Timestamp;

use super::{Block, Letter, MailTexts};
use crate::words::Words;

/// Greeting, what happened, whom to ask.
pub(super) fn letter(site: &MailTexts, words: &Words, message: &Message) -> Letter {
    let (subject, middle) = match message {
        Message::ConfirmSignUp { token } => {
            confirm(site, words, "mail-sign-up-asked", "mail-sign-up-validity", token)
        }
        Message::ConfirmEmail { token } => {
            confirm(site, words, "mail-confirm-asked", "mail-confirm-validity", token)
        }
        Message::AlreadyMember => already_member(site, words),
        Message::EmailInUse => told(words, "mail-in-use-subject", ["mail-in-use-told", "mail-in-use-one"]),
        Message::EmailChangeAsked => {
            told(words, "mail-change-subject", ["mail-change-asked", "mail-change-else"])
        }
        Message::EmailChanged => {
            told(words, "mail-changed-subject", ["mail-changed-done", "mail-changed-else"])
        }
        Message::ResetPassword { token } => reset_password(site, words, token),
        Message::Deactivated { erasure, return_token } => deactivated(site, words, erasure, return_token),
        Message::Reminder { since, erasure, return_token, kept } => {
            let (subject, mut blocks) = reminder(site, words, (*since, erasure), return_token);
            blocks.extend(kept_list(words, "mail-reminder-kept", kept));
            (subject, blocks)
        }
        Message::Reactivated => reactivated(site, words),
        Message::Erased { kept, backups_until, left } => erased(words, kept, *backups_until, *left),
    };
    let questions = words.with("mail-questions", &[("support", site.support.in_a_mail().into())]);
    let mut blocks = vec![Block::Words(words.text("mail-hello"))];
    blocks.extend(middle);
    blocks.extend([Block::Words(questions), Block::Words(words.text("mail-sign"))]);
    Letter { subject, blocks }
}

type Middle = (String, Vec<Block>);

fn confirm(site: &MailTexts, words: &Words, asked: &str, validity: &str, token: &str) -> Middle {
    let href = format!("{}/confirm-email?token={token}", site.public_url);
    let blocks = vec![
        Block::Words(words.text(asked)),
        Block::Link { label: words.text("mail-sign-up-link"), href },
        Block::Words(words.text(validity)),
    ];
    (words.text("mail-sign-up-subject"), blocks)
}

fn already_member(site: &MailTexts, words: &Words) -> Middle {
    let href = format!("{}/sign-in", site.public_url);
    let blocks = vec![
        Block::Words(words.text("mail-already-told")),
        Block::Link { label: words.text("mail-already-link"), href },
        Block::Words(words.text("mail-already-forgot")),
    ];
    (words.text("mail-already-subject"), blocks)
}

/// A mail without a link.
fn told(words: &Words, subject: &str, paragraphs: [&str; 2]) -> Middle {
    (words.text(subject), paragraphs.map(|key| Block::Words(words.text(key))).into())
}

fn reset_password(site: &MailTexts, words: &Words, token: &str) -> Middle {
    let href = format!("{}/reset-password?token={token}", site.public_url);
    let blocks = vec![
        Block::Words(words.text("mail-reset-asked")),
        Block::Link { label: words.text("mail-reset-link"), href },
        Block::Words(words.text("mail-reset-validity")),
    ];
    (words.text("mail-reset-subject"), blocks)
}

fn deactivated(site: &MailTexts, words: &Words, erasure: &ErasureDate, token: &str) -> Middle {
    let blocks = vec![
        Block::Words(words.erasure("mail-deactivated-done", erasure)),
        Block::Words(words.erasure("mail-deactivated-back", erasure)),
        way_back(site, words, token),
        Block::Words(words.text("mail-deactivated-else")),
        Block::Words(words.text("mail-deactivated-mails")),
    ];
    (words.text("mail-deactivated-subject"), blocks)
}

fn reminder(site: &MailTexts, words: &Words, dates: (Timestamp, &ErasureDate), token: &str) -> Middle {
    let (since, erasure) = dates;
    let blocks = vec![
        Block::Words(words.erasure_since("mail-reminder-since", erasure, since)),
        Block::Words(words.erasure("mail-reminder-back", erasure)),
        way_back(site, words, token),
        Block::Words(words.text("mail-reminder-final")),
    ];
    (words.erasure_day("mail-reminder-subject", erasure), blocks)
}

fn reactivated(site: &MailTexts, words: &Words) -> Middle {
    let href = format!("{}/sign-in", site.public_url);
    let blocks = vec![
        Block::Words(words.text("mail-reactivated-done")),
        Block::Link { label: words.text("mail-reactivated-link"), href },
        Block::Words(words.text("mail-reactivated-else")),
    ];
    (words.text("mail-reactivated-subject"), blocks)
}

fn erased(words: &Words, kept: &[KeptLine], backups_until: Option<Timestamp>, left: u64) -> Middle {
    let done = match left {
        0 => words.text("mail-erased-clean"),
        some => {
            words.with("mail-erased-left", &[("count", some.into()), ("number", words.number(some).into())])
        }
    };
    let mut blocks = vec![Block::Words(done)];
    blocks.extend(kept_list(words, "mail-erased-kept", kept));
    if let Some(until) = backups_until {
        let date = words.date_of(until);
        blocks.push(Block::Words(words.with("mail-erased-backups", &[("date", date.into())])));
    }
    blocks.push(Block::Words(words.text("mail-erased-last")));
    (words.text("mail-erased-subject"), blocks)
}

fn way_back(site: &MailTexts, words: &Words, token: &str) -> Block {
    let href = format!("{}/reactivate?token={token}", site.public_url);
    Block::Link { label: words.text("mail-come-back-link"), href }
}

/// What the law keeps; nothing at all when it keeps nothing.
fn kept_list(words: &Words, key: &str, kept: &[KeptLine]) -> Vec<Block> {
    if kept.is_empty() {
        return Vec::new();
    }
    vec![Block::Words(words.text(key)), Block::List(kept.iter().map(|line| kept_line(words, line)).collect())]
}

fn kept_line(words: &Words, line: &KeptLine) -> String {
    let label = words.own(&line.label).unwrap_or_default();
    let because = words.own(&line.because).unwrap_or_default();
    let number = words.number(line.count);
    let common = [("label", label.into()), ("number", number.into()), ("because", because.into())];
    let said = match line.until {
        Some(date) => {
            let values: Vec<_> = common.into_iter().chain([("date", words.date(date).into())]).collect();
            words.with("mail-kept-line", &values)
        }
        None => words.with("mail-kept-line-open", &common),
    };
    said.trim_end().to_owned()
}
