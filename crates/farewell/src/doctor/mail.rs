//! The mail server: is it there, does it let us in, is the way to it private.

use farewell_service::message::PostError;

use super::Check;
use super::keys::sentence;
use crate::config::{Config, Mail};
use crate::demo::MAIL_CATCHER;
use crate::mail::Smtp;

const CHECK: &str = "mail";

/// The server without user and password.
pub(super) fn told(config: &Config) -> String {
    config.mail.as_ref().map_or_else(|| "mail".to_owned(), |mail| server(&mail.url))
}

/// Says hello, and sends nothing.
pub(super) async fn look(config: &Config) -> Vec<Check> {
    let Some(mail) = &config.mail else { return vec![unnamed(config)] };
    let smtp = match Smtp::new(mail) {
        Ok(smtp) => smtp,
        Err(failure) => {
            let found = sentence(&failure.report().to_string());
            return vec![Check::problem(CHECK, told(config), found, "Mend `mail` in the configuration.")];
        }
    };
    vec![judge(config, mail, smtp.greet().await)]
}

fn unnamed(config: &Config) -> Check {
    if config.portal.is_none() {
        return Check::ok(CHECK, "mail", "Not configured: the engine alone sends nothing.");
    }
    let to_do = "Write mail: { url: \"smtps://...\", from: \"Kramik <no-reply@example.com>\" }.";
    Check::problem(CHECK, "mail", "No mail server is named, and members must get mails.", to_do)
}

fn judge(config: &Config, mail: &Mail, greeting: Result<(), PostError>) -> Check {
    let told = told(config);
    match greeting {
        Err(_) if is_the_demo_s(config, mail) => Check::warning(
            CHECK,
            told,
            "Nothing listens there. It is the demo's example: the demo shows all mails on its page /outbox.",
            "Name your own mail server before members come.",
        ),
        Err(error) => Check::problem(
            CHECK,
            told,
            sentence(error.reason),
            "Until it is mended, mails wait and members get none: no way back, no new password, no receipt.",
        ),
        Ok(()) if is_in_the_clear(&mail.url) => Check::warning(
            CHECK,
            told,
            "It answers, but mails and their links travel to it in the clear.",
            "Write smtps://, or add ?tls=required.",
        ),
        Ok(()) => Check::ok(CHECK, told, "It answers and lets Farewell in. Nothing was sent."),
    }
}

/// The address that the demo writes as an example, on a site that only this machine can reach.
fn is_the_demo_s(config: &Config, mail: &Mail) -> bool {
    let here = config.portal.as_ref().is_some_and(|portal| portal.public_url.starts_with("http://"));
    here && mail.url == MAIL_CATCHER
}

fn is_in_the_clear(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("smtp://") else { return false };
    let host = server(rest);
    let here = ["127.", "localhost", "[::1]"].iter().any(|start| host.starts_with(start));
    !here && !url.contains("tls=required")
}

fn server(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    // Everything before the last @ may be a password.
    let host = rest.rsplit('@').next().unwrap_or_default().split('?').next().unwrap_or_default();
    if scheme.is_empty() { host.to_owned() } else { format!("{scheme}://{host}") }
}

#[cfg(test)]
mod tests {
    use super::super::{Verdict, pages};
    use super::*;

    const REFUSED: PostError = PostError { temporary: true, reason: "the mail server cannot be reached" };

    fn verdict(public_url: &str, url: &str, greeting: Result<(), PostError>) -> Verdict {
        let mail = Mail { url: url.to_owned(), from: "Kramik <no-reply@example.com>".to_owned() };
        let config = pages::tests::config(public_url);
        judge(&config, &mail, greeting).verdict
    }

    #[test]
    fn a_server_that_is_away_is_a_problem_unless_it_is_the_demo_s_example() {
        let (trial, real) = ("http://127.0.0.1:8080", "https://account.example.com");
        assert_eq!(verdict(real, "smtps://mail.example.com", Ok(())), Verdict::Ok);
        assert_eq!(verdict(real, "smtps://mail.example.com", Err(REFUSED)), Verdict::Problem);
        assert_eq!(verdict(trial, "smtp://127.0.0.1:9", Err(REFUSED)), Verdict::Problem);
        assert_eq!(verdict(trial, MAIL_CATCHER, Err(REFUSED)), Verdict::Warning);
        assert_eq!(verdict(real, MAIL_CATCHER, Err(REFUSED)), Verdict::Problem);
        assert_eq!(verdict(real, "smtp://mail.example.com", Ok(())), Verdict::Warning);
        assert_eq!(verdict(real, "smtp://mail.example.com?tls=required", Ok(())), Verdict::Ok);
        assert_eq!(verdict(real, "smtp://127.0.0.1", Ok(())), Verdict::Ok);
    }

    #[test]
    fn no_password_is_told() {
        assert_eq!(server("smtps://user:p%40@ss@mail.example.com:465?x=y"), "smtps://mail.example.com:465");
    }
}
