//! A real mail server (aiosmtpd) on a free port, with a certificate made for it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

const PROGRAM: &str = include_str!("mail_server.py");
/// Debian's interpreter first: it is the one that Debian's package of the server belongs to.
const INTERPRETERS: [&str; 2] = ["/usr/bin/python3", "python3"];
/// The one password that it takes.
pub(crate) const PASSWORD: &str = "p@ss word";
/// The same, as it stands in an address.
pub(crate) const IN_URL: &str = "p%40ss%20word";

/// How a connection becomes secret.
#[derive(Clone, Copy)]
pub(crate) enum Tls {
    FromTheStart,
    StartTls,
}

/// A running server. Dropped, it stops.
pub(crate) struct MailServer {
    child: Child,
    mails: Receiver<String>,
}

impl MailServer {
    /// Starts one and waits until it listens.
    pub(crate) fn start(port: u16, tls: Tls, certificate: &Certificate) -> Self {
        let mode = match tls {
            Tls::FromTheStart => "smtps",
            Tls::StartTls => "starttls",
        };
        let mut child = Command::new(interpreter())
            .args(["-c", PROGRAM, &port.to_string(), mode])
            .args([&certificate.file, &certificate.key])
            .arg(PASSWORD)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .env("PYTHONWARNINGS", "ignore")
            .spawn()
            .expect("the interpreter starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let (told, mails) = channel();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| told.send(line)));
        let server = Self { child, mails };
        assert_eq!(server.line(), "ready");
        server
    }

    /// The next mail that it takes.
    pub(crate) fn mail(&self) -> Value {
        serde_json::from_str(&self.line()).expect("a mail as JSON")
    }

    fn line(&self) -> String {
        self.mails.recv_timeout(Duration::from_mins(1)).expect("the mail server takes a mail within a minute")
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _gone = self.child.wait();
    }
}

fn interpreter() -> &'static str {
    let has_server = |program: &&&str| {
        let mut import = Command::new(program);
        import.args(["-c", "import aiosmtpd"]).stderr(Stdio::null());
        import.status().is_ok_and(|status| status.success())
    };
    INTERPRETERS.iter().find(has_server).expect("python3-aiosmtpd is installed; cargo xtask test installs it")
}

/// A certificate for this machine, which vouches for itself.
pub(crate) struct Certificate {
    pub(crate) file: PathBuf,
    key: PathBuf,
}

impl Certificate {
    pub(crate) fn make(folder: &Path, name: &str) -> Self {
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
        let (file, key) = (folder.join(format!("{name}.pem")), folder.join(format!("{name}.key")));
        std::fs::write(&file, made.cert.pem()).expect("written");
        std::fs::write(&key, made.signing_key.serialize_pem()).expect("written");
        Self { file, key }
    }
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
    free.expect("a free port").port()
}
