//! `farewell serve` or `farewell worker` on what a demo has left, with its log in a file.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use farewell_tests::logs;
use serde_json::Value;

use crate::binary::{farewell, report};
use crate::demo::Demo;
use crate::mail_server::free_port;

/// A shop's folder that a demo has filled and left.
pub(crate) struct Shop {
    pub(crate) folder: PathBuf,
    pub(crate) member_id: String,
    pub(crate) password: String,
}

impl Shop {
    pub(crate) fn fill(folder: &Path, more: &[&str]) -> Self {
        let demo = Demo::start(folder, more);
        let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
        demo.stop();
        Self { folder: folder.to_owned(), member_id, password }
    }

    /// Changes the configuration.
    pub(crate) fn configure(&self, from: &str, to: &str) {
        let config = self.folder.join("farewell.yaml");
        let text = std::fs::read_to_string(&config).expect("the configuration");
        assert!(text.contains(from), "{from}");
        std::fs::write(&config, text.replace(from, to)).expect("written");
    }

    /// Waits until a job has met with this problem.
    pub(crate) async fn is_stuck(&self, problem: &str) {
        let mut told = Value::Null;
        for _ in 0..300 {
            told = report(&self.folder, &["status"]).1;
            if told["stuck"].to_string().contains(problem) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("nothing is stuck with {problem:?}: {told}");
    }
}

/// A running process.
pub(crate) struct Service {
    child: Child,
    pub(crate) address: String,
    log: PathBuf,
}

impl Service {
    /// Serves on a free port, and waits until it answers.
    pub(crate) async fn serve(shop: &Shop, certificates: Option<&Path>) -> Self {
        let address = format!("127.0.0.1:{}", free_port());
        let service = Self::start(shop, &["serve", "--listen", &address], &address, certificates);
        service.answers().await;
        service
    }

    /// Starts a command whose pages, or whatever else it answers, are at `address`.
    pub(crate) fn start(shop: &Shop, words: &[&str], address: &str, certificates: Option<&Path>) -> Self {
        let log = shop.folder.join(format!("{}.log", address.replace(':', "-")));
        let mut command = Command::new(farewell());
        command.args(words).arg("--config").arg(shop.folder.join("farewell.yaml"));
        command.args(["--log", "json", "--log-filter", "debug"]).stderr(File::create(&log).expect("a log"));
        if let Some(certificates) = certificates {
            command.env("SSL_CERT_FILE", certificates);
        }
        Self { child: command.spawn().expect("it starts"), address: format!("http://{address}"), log }
    }

    pub(crate) async fn answers(&self) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while reqwest::get(format!("{}/healthz", self.address)).await.is_err() {
            assert!(Instant::now() < deadline, "it answers");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Everything that it has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).expect("the log")
    }

    /// SIGTERM, more than once as an impatient service manager sends it; returns how long the end took.
    pub(crate) fn stop(mut self, signals: usize) -> Duration {
        let (begun, id) = (Instant::now(), self.child.id().to_string());
        for _ in 0..signals {
            assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
            std::thread::sleep(Duration::from_millis(100));
        }
        let status = self.child.wait().expect("it ends");
        assert_eq!(status.code(), Some(0), "{}", self.log());
        begun.elapsed()
    }
}

/// What it has logged is searched once more at the end of the run.
impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = logs::file().write_all(self.log().as_bytes());
    }
}
