//! The built program, found beside this test.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use farewell_tests::logs;

/// The `farewell` of this build's profile; built now if nobody has built it.
pub(crate) fn farewell() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        // This test lies in <target>/<profile>/deps, whatever the target folder is.
        let test = std::env::current_exe().expect("the path of this test");
        let folder = test.parent().and_then(Path::parent).expect("<target>/<profile>");
        let binary = folder.join(format!("farewell{}", std::env::consts::EXE_SUFFIX));
        if !binary.is_file() {
            build(folder);
        }
        binary
    })
}

fn build(folder: &Path) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).args(["build", "--package", "farewell"]);
    cargo.arg("--target-dir").arg(folder.parent().expect("the target folder"));
    if folder.ends_with("release") {
        cargo.arg("--release");
    }
    assert!(cargo.status().expect("cargo runs").success(), "the binary must build");
}

/// The program, called so that it logs every detail as JSON. What it logs belongs into [`logs::file`].
pub(crate) fn talkative(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("RUST_LOG", "debug");
    command
}

/// Runs a command to its end. What it told on standard error is searched at the end of the run as well.
pub(crate) fn run(arguments: &[&str]) -> Output {
    let output = talkative(farewell()).args(arguments).output().expect("the binary runs");
    logs::file().write_all(&output.stderr).expect("the log takes it");
    output
}

/// Runs a command on the demo's configuration in `folder`; its exit status and what it printed as JSON.
pub(crate) fn report(folder: &Path, arguments: &[&str]) -> (Option<i32>, serde_json::Value) {
    let config = folder.join("farewell.yaml");
    let config = config.to_str().expect("a plain path");
    let output = run(&[arguments, &["--config", config, "--json"]].concat());
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let json = serde_json::from_str(&printed)
        .unwrap_or_else(|error| panic!("{arguments:?} printed no JSON ({error}): {printed}\n{told}"));
    (output.status.code(), json)
}
