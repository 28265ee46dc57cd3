//! Every function of the store, one body on two databases.

mod account;
mod brake;
mod comment;
mod email_change;
mod job;
mod limit;
mod outage;
mod outbox;
mod queue;
mod reason;
mod session;
mod shape;
mod sign_up;
mod status;

use farewell_domain::account::AccountId;
use farewell_store::{Store, account as stored};
use jiff::Timestamp;
use tempfile::TempDir;
use uuid::Uuid;

/// Makes two tests of one body: `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($(#[doc = $doc:literal])* async fn $name:ident($store:ident: &Store) $body:block) => {
        mod $name {
            use super::*;

            async fn body($store: &Store) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                let (store, _folder) = crate::sqlite().await;
                body(&store).await;
                store.close().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                let store = crate::postgres().await;
                body(&store).await;
                store.close().await;
            }
        }
    };
}
pub(crate) use on_both;

pub(crate) async fn sqlite() -> (Store, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("farewell.db").display());
    (Store::open(&url).await.expect("a database"), folder)
}

pub(crate) async fn postgres() -> Store {
    Store::migrate(&farewell_tests::postgres::new_database()).await.expect("a database")
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

pub(crate) const NOON: &str = "2026-11-25T12:00:00Z";

/// An active account under `key`.
pub(crate) async fn add(store: &Store, key: &str) -> AccountId {
    let id = AccountId(Uuid::now_v7());
    let mut tx = store.write("add").await.expect("a transaction");
    stored::add(&mut tx, id, key, at(NOON)).await.expect("an account");
    tx.commit().await.expect("committed");
    id
}
