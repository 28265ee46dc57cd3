//! One, two and four processes on one PostgreSQL.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;

use crate::browser::Browser;
use crate::clock::per_second;
use crate::journey::leave;
use crate::page::Get;
use crate::report::Report;
use crate::site::{Database, Shop};

const CONNECTIONS: u32 = 16;
const TIME: Duration = Duration::from_secs(4);

/// A process that serves pages.
pub(crate) struct Node {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Node {
    /// Starts one on a free port, and waits until it answers.
    pub(crate) async fn serve(configuration: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = free.expect("a free port");
        let child =
            farewell("serve", configuration).args(["--no-worker", "--listen", &address.to_string()]).spawn();
        let node = Self { child: child.expect("the program starts"), address };
        while TcpStream::connect(address).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        node
    }

    /// Its resident memory in MB (10^6 bytes).
    pub(crate) fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok());
        kib.unwrap_or(f64::NAN) * 1_024.0 / 1e6
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// A command upon a configuration.
pub(crate) fn farewell(command: &str, configuration: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_farewell"));
    program.arg(command).arg("--config").arg(configuration).stderr(Stdio::null());
    program
}

pub(crate) async fn measure(report: &mut Report) {
    let shop = Shop::open(Database::Postgres).await;
    assert!(
        farewell("migrate", &shop.configuration()).status().expect("the program starts").success(),
        "tables"
    );
    let mut alone = None;
    for (round, count) in (0_u32..).zip([1_usize, 2, 4]) {
        let (pages, journeys) = load(&shop, count, round).await;
        let (one_pages, one_journeys) = *alone.get_or_insert((pages, journeys));
        let what = format!("processes on one PostgreSQL: {count}");
        let beside = |one: f64| format!("one process {one:.0}/s");
        let (page, leaving) = (format!("{what}, profile page"), format!("{what}, leaving"));
        report.add(&page, format!("{pages:.0}/s"), beside(one_pages), pages / one_pages, "");
        report.add(&leaving, format!("{journeys:.0}/s"), beside(one_journeys), journeys / one_journeys, "");
    }
}

/// Profile pages and leavings per second, over so many processes.
async fn load(shop: &Arc<Shop>, count: usize, round: u32) -> (f64, f64) {
    let from = (round + 2) * 200_000;
    let mut nodes = Vec::new();
    for _ in 0..count {
        nodes.push(Node::serve(&shop.configuration()).await);
    }
    let addresses: Vec<SocketAddr> = nodes.iter().map(|node| node.address).collect();
    let mut browsers = Vec::new();
    for number in 0..CONNECTIONS {
        let node = addresses[number as usize % count];
        browsers.push(Browser::signed_in(node, from + number, shop.member(), &shop.password).await);
    }
    let (pages, browsers) = per_second(browsers, TIME, Get("/account/profile")).await;
    drop(browsers);
    let journeys = leave(&addresses, shop, from + CONNECTIONS).await;
    (pages, journeys)
}
