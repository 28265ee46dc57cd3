//! The unit and the image's health check, tried with the programs that will read them.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::binary::farewell;
use crate::mail_server::free_port;
use crate::service::{Service, Shop};

fn read(path: &str) -> String {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    std::fs::read_to_string(root.join(path)).expect(path)
}

/// Above this, systemd calls a unit no longer well protected: its points times ten.
const EXPOSURE: &str = "20";

#[test]
fn an_operator_s_systemd_finds_nothing_wrong_with_the_unit_and_calls_it_protected() {
    if Command::new("systemd-analyze").arg("--version").output().is_err() {
        println!("systemd is not installed here: the unit was not looked at");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let unit = folder.path().join("farewell.service");
    let program = farewell().to_str().expect("a plain path");
    std::fs::write(&unit, read("packaging/farewell.service").replace("/usr/local/bin/farewell", program))
        .expect("written");
    for words in [&["verify", "--man=no"][..], &["security", "--offline=true", "--threshold", EXPOSURE]] {
        let output = Command::new("systemd-analyze").args(words).arg(&unit).output().expect("it runs");
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        assert!(output.status.success(), "{words:?}: {told}");
        let refused = told.lines().find(|line| line.contains("/farewell.service:"));
        assert!(refused.is_none(), "a line that systemd does not take: {told}");
    }
}

/// What the image's HEALTHCHECK runs.
fn health_check(port: u16) -> bool {
    let dockerfile = read("Dockerfile");
    let line =
        dockerfile.lines().find_map(|line| line.trim().strip_prefix("CMD [\"bash\"")).expect("a check");
    let words: Vec<String> = serde_json::from_str(&format!("[\"bash\"{line}")).expect("a list of words");
    let mut check = Command::new(&words[0]);
    check.args(&words[1..]).env("HEALTH_PORT", port.to_string()).stderr(Stdio::null());
    check.status().expect("bash runs").success()
}

#[tokio::test]
async fn a_container_is_healthy_as_long_as_it_is_ready() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Shop::fill(folder.path(), &[]);
    assert!(!health_check(free_port()), "nobody is there");
    let service = Service::serve(&shop, None).await;
    let port = service.address.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    assert!(health_check(port), "ready");
    let source = folder.path().join("kramik.db");
    std::fs::rename(&source, folder.path().join("elsewhere.db")).expect("moved");
    assert!(!health_check(port), "a source is gone");
    std::fs::rename(folder.path().join("elsewhere.db"), &source).expect("moved back");
    assert!(health_check(port), "and there again");
    service.stop(1);
}
