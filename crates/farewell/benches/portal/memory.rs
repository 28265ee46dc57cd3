//! The program's resident memory, and its size on the disk.

use std::time::Duration;

use crate::browser::Browser;
use crate::clock::per_second;
use crate::nodes::Node;
use crate::page::Get;
use crate::report::Report;
use crate::site::{Database, Shop};

const CONNECTIONS: u32 = 64;

pub(crate) async fn measure(report: &mut Report) {
    let shop = Shop::open(Database::Sqlite).await;
    let node = Node::serve(&shop.configuration()).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    report.note("resident memory, idle, SQLite", format!("{:.1} MB", node.resident()), "under 60 MB");
    let mut browsers = Vec::new();
    for number in 0..CONNECTIONS {
        browsers.push(Browser::signed_in(node.address, number, shop.member(), &shop.password).await);
    }
    let (_, browsers) = per_second(browsers, Duration::from_secs(5), Get("/account/profile")).await;
    let under = format!("{:.1} MB", node.resident());
    report.note("resident memory, 64 connections, SQLite", under, "");
    drop(browsers);
    let size = std::fs::metadata(env!("CARGO_BIN_EXE_farewell")).map_or(0, |file| file.len());
    let size = f64::from(u32::try_from(size).unwrap_or(u32::MAX)) / 1e6;
    report.note("the binary, as `--release` builds it", format!("{size:.1} MB"), "under 25 MB");
}
