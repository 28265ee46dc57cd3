//! `cargo xtask bench portal`: what the members' pages cost, each beside the bare thing of its kind, in one run.
//!
//! The site is the demo's shop with its 2,000 members; Farewell's own database is a SQLite file, and then a
//! PostgreSQL server that `cargo xtask bench` starts with `fsync` on. Client and server share the machine, so what a
//! figure means is its ratio to the figure beside it.

mod bare;
mod browser;
mod clock;
mod journey;
mod memory;
mod nodes;
mod page;
mod report;
mod sign_in;
mod sign_up;
mod site;

use report::Report;
use site::{Database, Site};

fn main() {
    // `cargo test --benches` runs this too, and wants no figures.
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    runtime.block_on(measure()).print();
}

async fn measure() -> Report {
    let mut report = Report::default();
    for database in [Database::Sqlite, Database::Postgres] {
        let site = Site::open(database).await;
        page::measure(&site, &mut report).await;
        sign_in::measure(&site, &mut report).await;
        journey::measure(&site, &mut report).await;
        site.close().await;
    }
    sign_up::measure(&mut report).await;
    memory::measure(&mut report).await;
    nodes::measure(&mut report).await;
    report
}
