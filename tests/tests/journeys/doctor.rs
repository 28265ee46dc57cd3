//! An operator asks the doctor, about a healthy site and about broken ones.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use serde_json::Value;

use crate::binary::{report, run};
use crate::demo::Demo;

/// The doctor's exit status, and its checks by name.
fn examined(folder: &Path) -> (Option<i32>, BTreeMap<String, Value>) {
    let (status, told) = report(folder, &["doctor"]);
    let checks = told["checks"].as_array().expect("a list of checks").iter();
    let checks = checks.map(|check| (check["check"].as_str().expect("a name").to_owned(), check.clone()));
    (status, checks.collect())
}

/// The names of the checks with this verdict.
fn with_verdict<'a>(checks: &'a BTreeMap<String, Value>, verdict: &str) -> Vec<&'a str> {
    checks.iter().filter(|(_, check)| check["verdict"] == verdict).map(|(name, _)| name.as_str()).collect()
}

#[track_caller]
fn is_problem(folder: &Path, name: &str, words: &str) {
    let (status, checks) = examined(folder);
    let check = checks.get(name).unwrap_or_else(|| panic!("no check {name}: {checks:?}"));
    assert_eq!((status, check["verdict"].as_str()), (Some(1), Some("problem")), "{check}");
    assert!(check["found"].as_str().is_some_and(|found| found.contains(words)), "{words}: {check}");
    assert!(check["to_do"].is_string(), "it says what to do: {check}");
}

/// Replaces a text of the configuration.
pub(crate) fn configure(folder: &Path, from: &str, to: &str) {
    let file = folder.join("farewell.yaml");
    let text = fs::read_to_string(&file).expect("the configuration");
    assert!(text.contains(from), "{from} stands in {text}");
    fs::write(&file, text.replace(from, to)).expect("written");
}

fn bytes_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file"));
    let name = |file: &fs::DirEntry| file.file_name().to_string_lossy().into_owned();
    files.map(|file| (name(&file), fs::read(file.path()).expect("bytes"))).collect()
}

#[test]
fn an_operator_of_a_healthy_site_hears_no_problem_and_nothing_is_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let (status, checks) = examined(folder.path());
    assert_eq!(with_verdict(&checks, "problem"), Vec::<&str>::new(), "{checks:?}");
    assert_eq!(with_verdict(&checks, "warning"), ["mail", "pages"], "a demo, on this machine only");
    assert_eq!((status, checks["host"]["verdict"].as_str()), (Some(0), Some("ok")));
    demo.stop();

    let before = bytes_of(folder.path());
    let (status, checks) = examined(folder.path());
    assert_eq!((status, with_verdict(&checks, "warning")), (Some(0), vec!["mail", "pages"]));
    assert!(before == bytes_of(folder.path()), "the doctor only looks");

    let config = folder.path().join("farewell.yaml");
    let text = run(&["doctor", "--config", config.to_str().expect("a plain path")]);
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(text.contains("no problems, 2 warnings. Nothing was changed."), "{text}");
}

#[tokio::test]
async fn an_operator_of_a_broken_site_hears_what_is_broken_and_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    Demo::start(here, &[]).stop();

    configure(here, "smtp://127.0.0.1:1025", "smtp://127.0.0.1:9");
    is_problem(here, "mail", "cannot be reached");
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let hangs = format!("smtp://{}", silent.local_addr().expect("an address"));
    configure(here, "smtp://127.0.0.1:9", &hangs);
    is_problem(here, "mail", "did not answer in time");
    configure(here, &hangs, "smtp://127.0.0.1:1025");

    configure(here, "username: username", "username: nickname");
    is_problem(here, "directory", "nickname");
    configure(here, "username: nickname", "username: username");

    let shop = crate::rows::shop(here).await;
    shop.execute_script("CREATE TABLE promo (id INTEGER PRIMARY KEY, email TEXT)").await.expect("a table");
    shop.close().await;
    is_problem(here, "plan", "promo");

    let (there, away) = (here.join("kramik.db"), here.join("elsewhere.db"));
    fs::rename(&there, &away).expect("moved");
    is_problem(here, "source", "there is no file");
    assert!(!there.exists(), "and none is made");
    fs::rename(&away, &there).expect("moved back");
}

#[test]
fn an_operator_with_the_wrong_keys_hears_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    Demo::start(here, &[]).stop();
    let keys = here.join("farewell.keys");
    open_to_all(&keys);
    is_problem(here, "keys", "ther users can read the file");

    let other = tempfile::tempdir().expect("a folder");
    fs::copy(here.join("farewell.yaml"), other.path().join("farewell.yaml")).expect("copied");
    let config = other.path().join("farewell.yaml");
    let made = run(&["migrate", "--config", config.to_str().expect("a plain path")]);
    assert_eq!(made.status.code(), Some(0));
    fs::remove_file(&keys).expect("removed");
    fs::copy(other.path().join("farewell.keys"), &keys).expect("copied");
    is_problem(here, "keys", "not the keys");
    let config = here.join("farewell.yaml");
    let status = run(&["status", "--config", config.to_str().expect("a plain path")]);
    assert_eq!(status.status.code(), Some(2), "and nothing else works with them");

    fs::remove_file(&keys).expect("removed");
    is_problem(here, "keys", "cannot be read");
    assert!(!keys.exists(), "the doctor makes none");
    configure(here, "time_zone: Europe/Warsaw", "time_zone: Warsaw");
    let (status, told) = report(here, &["doctor"]);
    assert_eq!((status, told["problems"].as_i64()), (Some(2), Some(1)), "{told}");
}

fn open_to_all(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o644)).expect("rights");
}

#[test]
fn an_operator_behind_a_proxy_that_strips_hears_what_it_strips() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let behind = demo.address.trim_start_matches("http://").to_owned();
    let cases: [(&[&str], Option<&str>, &str, &str); 4] = [
        (&["origin"], None, "forms", "Origin does not arrive"),
        (&["sec-fetch-site"], None, "forms", "Sec-Fetch-Site does not arrive"),
        (&["origin", "sec-fetch-site"], None, "forms", "Origin and Sec-Fetch-Site"),
        (&["host"], Some("app:3000"), "host", "Host arrives as app:3000"),
    ];
    let mut public = demo.address.clone();
    for (drops, host, check, words) in cases {
        let proxy = proxy(behind.clone(), drops, host);
        configure(folder.path(), &format!("public_url: {public}"), &format!("public_url: {proxy}"));
        public = proxy;
        is_problem(folder.path(), check, words);
    }
    let honest = proxy(behind, &[], None);
    configure(folder.path(), &format!("public_url: {public}"), &format!("public_url: {honest}"));
    let (status, checks) = examined(folder.path());
    assert_eq!(with_verdict(&checks, "problem"), Vec::<&str>::new(), "{checks:?}");
    assert_eq!(status, Some(0));
    let peer = &checks["trusted_proxies"];
    assert_eq!(peer["to_do"], "trusted_proxies: [127.0.0.1]", "the proxy adds X-Forwarded-For: {peer}");
    demo.stop();
}

/// A reverse proxy on a free port, for requests without a body; it adds where they come from, as proxies do.
fn proxy(behind: String, drops: &'static [&'static str], host: Option<&'static str>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let _gone = pass_on(stream, &behind, drops, host);
        }
    });
    format!("http://{address}")
}

fn pass_on(mut front: TcpStream, behind: &str, drops: &[&str], host: Option<&str>) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0_u8];
    while !head.ends_with(b"\r\n\r\n") && front.read(&mut byte)? == 1 {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let name = |line: &str| line.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let kept = head.lines().filter(|line| !line.is_empty() && !drops.contains(&name(line).as_str()));
    let host = host.map(|host| format!("host: {host}"));
    let added = ["x-forwarded-for: 127.0.0.1", "connection: close", "\r\n"];
    let lines: Vec<&str> = kept.chain(host.as_deref()).chain(added).collect();
    let request = lines.join("\r\n");
    let mut back = TcpStream::connect(behind)?;
    back.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    back.read_to_end(&mut answer)?;
    front.write_all(&answer)
}
