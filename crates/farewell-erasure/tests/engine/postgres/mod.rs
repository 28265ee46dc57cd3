//! What only PostgreSQL has.

mod access;
mod catalog;
mod check;
mod directory;
mod races;
mod residue;
mod values;

use farewell_erasure::catalog::Catalog;
use farewell_erasure::plan::lock::Lock;
use farewell_erasure::source::Source;
use farewell_tests::postgres::{new_database, run};

/// A new database with that schema, as its owner reaches it and as a role without any right does.
fn server(schema: &str) -> (String, String) {
    let url = new_database();
    run(&url, schema);
    let poor = role(&url, "poor");
    (url, poor)
}

/// A role that may sign in, and nothing more; the address at which it reaches the database. Roles are the server's: each database has its own.
fn role(url: &str, name: &str) -> String {
    let (_, database) = url.rsplit_once('/').unwrap();
    let name = format!("{name}_{database}");
    run(url, &format!("CREATE ROLE {name} LOGIN"));
    url.replace("farewell@", &format!("{name}@"))
}

/// The lock of the database as it is now.
async fn locked(url: &str) -> Lock {
    let source = Source::open("shop", url).await.unwrap();
    let catalog = Catalog::read(&source).await.unwrap();
    source.close().await;
    Lock::of([("shop", &catalog)])
}
