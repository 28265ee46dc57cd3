//! A running demo: started, listened to, stopped.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use farewell_tests::logs;

use crate::binary::{farewell, talkative};

/// Far more than any start takes, debug builds on a busy machine included.
const PATIENCE: Duration = Duration::from_mins(1);

/// A demo that has printed what it prints.
pub(crate) struct Demo {
    child: Child,
    pub(crate) folder: PathBuf,
    pub(crate) address: String,
    pub(crate) member_id: String,
    pub(crate) password: String,
}

impl Demo {
    /// Starts on a free port with its files in `folder`, and waits until a visitor can come.
    pub(crate) fn start(folder: &Path, more: &[&str]) -> Self {
        Self::start_with(folder, more, logs::file().into())
    }

    /// The same, with nobody at the other end of standard error.
    pub(crate) fn start_unheard(folder: &Path) -> Self {
        Self::start_with(folder, &[], Stdio::piped())
    }

    fn start_with(folder: &Path, more: &[&str], stderr: Stdio) -> Self {
        let mut child = talkative(farewell())
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .expect("the demo starts");
        drop(child.stderr.take());
        let lines = lines_of(&mut child);
        let mut banner = Banner::default();
        let deadline = Instant::now() + PATIENCE;
        while !banner.is_complete() {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(line) = lines.recv_timeout(left) else {
                let _ = child.kill();
                panic!("the demo printed no complete banner: {banner:?}");
            };
            banner.read(&line);
        }
        // Whatever else it prints is read, so that it never waits for a reader.
        thread::spawn(move || lines.iter().count());
        let Banner { address, member_id, password } = banner;
        member_id.iter().chain(&password).for_each(|text| logs::typed(text));
        Self {
            child,
            folder: folder.to_owned(),
            address: address.unwrap_or_default().trim_end_matches('/').to_owned(),
            member_id: member_id.unwrap_or_default(),
            password: password.unwrap_or_default(),
        }
    }

    /// SIGTERM, as an operator's service manager sends it: it must end well, and within ten seconds.
    pub(crate) fn stop(mut self) -> PathBuf {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().expect("kill runs");
        assert!(sent.success(), "the demo was still running");
        let status = self.wait(Duration::from_secs(10)).expect("it ends within ten seconds");
        assert_eq!(status.code(), Some(0), "it ends well");
        self.folder.clone()
    }

    /// SIGKILL: the power cut.
    pub(crate) fn kill(mut self) -> PathBuf {
        self.child.kill().expect("the demo was still running");
        self.child.wait().expect("it is gone");
        self.folder.clone()
    }

    fn wait(&mut self, at_most: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + at_most;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().expect("the process can be asked") {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

/// A story that fails in its middle leaves no demo behind.
impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines_of(child: &mut Child) -> mpsc::Receiver<String> {
    let stdout = child.stdout.take().expect("stdout is a pipe");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// The three lines that every start prints.
#[derive(Debug, Default)]
struct Banner {
    address: Option<String>,
    member_id: Option<String>,
    password: Option<String>,
}

impl Banner {
    fn read(&mut self, line: &str) {
        let after = |name: &str| line.strip_prefix(name).map(|value| value.trim().to_owned());
        self.address = self.address.take().or_else(|| after("Address: "));
        self.member_id = self.member_id.take().or_else(|| after("Member ID: "));
        self.password = self.password.take().or_else(|| after("Password: "));
    }

    fn is_complete(&self) -> bool {
        self.address.is_some() && self.member_id.is_some() && self.password.is_some()
    }
}
