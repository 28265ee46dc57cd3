//! Starting: what is in the way is told in words.

use std::fs;
use std::net::TcpListener;
use std::process::Output;

use crate::binary::run;
use crate::demo::Demo;

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn somebody_whose_port_is_taken_is_told_which() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let data = folder.path().to_str().expect("a plain path");
    let output = run(&["demo", "--listen", &address, "--data", data]);
    assert_eq!(output.status.code(), Some(1));
    let port = address.rsplit(':').next().expect("a port");
    assert!(told(&output).contains(port) && told(&output).contains("in use"), "{}", told(&output));
}

#[test]
fn somebody_whose_folder_is_a_file_is_told_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("demo");
    fs::write(&file, "a file").expect("written");
    let output = run(&["demo", "--listen", "127.0.0.1:0", "--data", file.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("demo"), "{}", told(&output));
}

#[test]
fn an_interrupted_first_start_leaves_no_half_filled_shop() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("kramik.db.partial"), "half of a shop").expect("written");
    Demo::start(folder.path(), &[]).stop();
    assert!(!folder.path().join("kramik.db.partial").exists());
    assert!(folder.path().join("kramik.db").is_file());
}

#[test]
fn a_demo_whose_log_nobody_reads_still_stops_when_it_is_told_to() {
    let folder = tempfile::tempdir().expect("a folder");
    Demo::start_unheard(folder.path()).stop();
}
