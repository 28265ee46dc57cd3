//! Mails through a mail server.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::sync::Mutex;
use std::time::Duration;

use farewell_service::message::PostError;
use farewell_web::mail::Mail;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::time::{Instant, timeout};

use crate::config;
use crate::failure::Failure;

/// How long one mail may take, from the connection to the server's last word.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a server that did not answer is left alone, so that only the first mail waits for it.
const REST: Duration = Duration::from_secs(30);

/// A mail server, and in whose name mails go out.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Duration,
    rests_until: Mutex<Option<Instant>>,
}

impl Smtp {
    /// Prepares the transport; connects to nothing yet. No message repeats the address, which holds a password.
    pub fn new(mail: &config::Mail) -> Result<Self, Failure> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&mail.url).map_err(|_| {
            Failure::usage(
                "`mail.url` is no address of a mail server.",
                "Write it like smtps://user:password@mail.example.com, or smtp://HOST?tls=required for STARTTLS; \
                 special characters in the password as %40 and the like.",
            )
        })?;
        let from = mail.from.parse().map_err(|_| {
            Failure::usage(
                "`mail.from` is no sender.",
                "Write a name and an address, like \"Kramik <no-reply@example.com>\".",
            )
        })?;
        Ok(Self {
            transport: transport.timeout(Some(PATIENCE / 2)).build(),
            from,
            patience: PATIENCE,
            rests_until: Mutex::default(),
        })
    }

    /// The same, for tests that will not wait so long.
    #[cfg(test)]
    pub(super) fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Connects, signs in, and says goodbye without sending anything.
    pub async fn greet(&self) -> Result<(), PostError> {
        match timeout(self.patience / 2, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(temporary("the mail server does not take mails now")),
            Ok(Err(error)) => Err(self.judged(&error)),
            Err(_) => Err(temporary("the mail server did not answer in time")),
        }
    }

    /// Hands one mail to the server.
    pub async fn send(&self, mail: &Mail) -> Result<(), PostError> {
        if self.rests() {
            return Err(temporary("the mail server did not answer a moment ago"));
        }
        let message = self.letter(mail)?;
        match timeout(self.patience, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(self.judged(&error)),
            Err(_) => {
                self.rest();
                Err(temporary("the mail server did not answer in time"))
            }
        }
    }

    fn letter(&self, mail: &Mail) -> Result<Message, PostError> {
        let to: Mailbox =
            mail.to.parse().map_err(|_| permanent("the address is none that a mail can go to"))?;
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject.clone())
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|_| permanent("the mail could not be put together"))
    }

    /// A server's answer stands for the address, a lost connection or a refused sign-in for the server.
    fn judged(&self, error: &lettre::transport::smtp::Error) -> PostError {
        let code = error.status().map(|code| code.to_string());
        if matches!(code.as_deref(), Some("530" | "534" | "535" | "538")) {
            return temporary("the mail server refuses to let Farewell in; look at mail.url");
        }
        if error.is_permanent() {
            return permanent("the mail server refuses this mail for good");
        }
        if error.is_transient() {
            return temporary("the mail server does not take this mail now");
        }
        self.rest();
        if is_about_tls(error) {
            return temporary("no secure connection to the mail server; look at its certificate");
        }
        if error.is_timeout() {
            return temporary("the mail server did not answer in time");
        }
        temporary("the mail server cannot be reached")
    }

    fn rests(&self) -> bool {
        let until = *self.rests_until.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    fn rest(&self) {
        let mut until = self.rests_until.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *until = Some(Instant::now() + REST);
    }
}

/// A certificate that is not trusted arrives as invalid data under a failed connection.
fn is_about_tls(error: &lettre::transport::smtp::Error) -> bool {
    let mut next = error.source();
    while let Some(cause) = next {
        if cause.downcast_ref::<io::Error>().is_some_and(|cause| cause.kind() == ErrorKind::InvalidData) {
            return true;
        }
        next = cause.source();
    }
    error.is_tls()
}

fn temporary(reason: &'static str) -> PostError {
    PostError { temporary: true, reason }
}

fn permanent(reason: &'static str) -> PostError {
    PostError { temporary: false, reason }
}

/// Keeps vacation notices from answering (RFC 3834, section 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
