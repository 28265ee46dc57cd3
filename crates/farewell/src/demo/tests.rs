//! A start makes what is missing, and leaves what is there.

use std::net::SocketAddr;
use std::path::Path;

use super::{Prepared, prepare};
use crate::cli::DemoArgs;
use crate::wiring::Wiring;

const ADDRESS: ([u8; 4], u16) = ([127, 0, 0, 1], 4321);

async fn start(folder: &Path, grace: Option<&str>) -> Prepared {
    let listen = SocketAddr::from(ADDRESS);
    let grace = grace.map(|grace| grace.parse().expect("a period"));
    let args = DemoArgs { listen, data: folder.to_owned(), grace };
    prepare(&args, listen).await.expect("a start")
}

fn line<'a>(banner: &'a str, name: &str) -> Option<&'a str> {
    banner.lines().find_map(|line| line.strip_prefix(name))
}

#[tokio::test]
async fn the_first_start_leaves_everything_for_the_other_commands() {
    let folder = tempfile::tempdir().expect("a folder");
    let Prepared { config, banner } = start(folder.path(), None).await;
    assert_eq!(line(&banner, "Address: "), Some("http://127.0.0.1:4321"));
    assert_eq!(line(&banner, "Member ID: "), Some("willow_crane"));
    assert_eq!(line(&banner, "Password: "), Some("seven-plums-in-a-blue-bowl"));
    for file in ["farewell.yaml", "plan.yaml", "plan.lock", "kramik.db", "farewell.db", "farewell.keys"] {
        assert!(folder.path().join(file).is_file(), "{file}");
    }
    let wiring = Wiring::open(&config).await.expect("everything opens");
    let report = wiring.farewell.engine().check().await.expect("a check");
    wiring.close().await;
    assert!(report.is_green(), "{:?} {:?}", report.findings, report.differences);
}

#[tokio::test]
async fn a_later_start_finds_its_data_and_may_ask_for_another_grace_period() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = start(folder.path(), Some("36h")).await;
    assert_eq!(first.config.deactivation.grace_period.to_string(), "36h");
    assert!(!first.banner.contains("this start only"), "{}", first.banner);
    let written = std::fs::read_to_string(folder.path().join("farewell.yaml")).expect("a file");

    let second = start(folder.path(), Some("5s")).await;
    assert_eq!(second.config.deactivation.grace_period.to_string(), "5s");
    assert!(second.banner.contains("this start only"), "{}", second.banner);

    let third = start(folder.path(), None).await;
    assert_eq!(third.config.deactivation.grace_period.to_string(), "36h");
    assert_eq!(std::fs::read_to_string(folder.path().join("farewell.yaml")).expect("a file"), written);
    assert_eq!(line(&first.banner, "Member ID: "), line(&third.banner, "Member ID: "));
}
