//! What the private servers have in common: a script that makes one in a folder of its own, and lives as long as the
//! test run does.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

/// A script that runs a server, says `ready`, and ends with its standard input: with whoever started it, however that
/// ends.
pub(crate) struct Script {
    child: Child,
    said: Option<BufReader<ChildStdout>>,
}

impl Script {
    /// Runs it as an unprivileged user and waits until the server takes connections.
    pub(crate) fn run(name: &str, user: &str, script: &str, arguments: &[&str]) -> Result<Self, String> {
        let mut child = unprivileged(user)
            .args(["sh", "-c", script, "sh"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{name} cannot be started: {error}"))?;
        let said = child.stdout.take().map(BufReader::new);
        let mut script = Self { child, said };
        if script.next_word() == "ready" {
            Ok(script)
        } else {
            Err(format!("{name} did not start; see above"))
        }
    }

    /// Tells it a word, and waits for the one that it answers.
    pub(crate) fn tell(&mut self, word: &str) -> String {
        let mut ear = self.child.stdin.as_ref().expect("the script listens");
        ear.write_all(format!("{word}\n").as_bytes()).expect("the script hears");
        self.next_word()
    }

    fn next_word(&mut self) -> String {
        let mut line = String::new();
        if let Some(said) = &mut self.said {
            let _unreadable = said.read_line(&mut line);
        }
        line.trim().to_owned()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _gone = self.child.wait();
    }
}

/// The address of a server, and the server itself where it is this process's own: it lives as long as the process.
pub(crate) type Shared<S> = OnceLock<(String, Option<S>)>;

/// The server whose address the test run tells in `variable`, or one that is started for this process.
#[expect(clippy::disallowed_methods, reason = "what the test run tells its tests")]
pub(crate) fn of_this_run<S>(
    variable: &str,
    start: impl FnOnce() -> Result<(String, S), String>,
) -> (String, Option<S>) {
    if let Ok(url) = std::env::var(variable) {
        return (url, None);
    }
    let (url, server) = start().unwrap_or_else(|why| panic!("{why}; cargo xtask test installs it"));
    (url, Some(server))
}

/// A port that nobody listens on now.
pub(crate) fn free_port() -> Result<String, String> {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    free.map(|address| address.port().to_string()).map_err(|error| format!("no free port: {error}"))
}

/// The servers refuse to run as root, and need not.
fn unprivileged(user: &str) -> Command {
    let mut id = String::new();
    if let Ok(mut status) = std::fs::File::open("/proc/self/status") {
        let _unreadable = status.read_to_string(&mut id);
    }
    let is_root = id.lines().any(|line| line.starts_with("Uid:\t0\t"));
    let mut command = Command::new(if is_root { "runuser" } else { "env" });
    if is_root {
        command.args(["-u", user, "--"]);
    }
    command
}
