//! New e-mail addresses that wait: one for an account, the newest, for a time.

use farewell_domain::account::AccountId;
use farewell_store::email_change::{self, Waiting};
use farewell_store::{Store, Tx};
use uuid::Uuid;

use crate::{NOON, add, at, on_both};

const LATER: &str = "2026-11-26T12:00:00Z";

async fn put(tx: &mut Tx, account: AccountId) -> Waiting {
    let new = Waiting { account, id: Uuid::now_v7(), sealed: vec![0, 255, 1], expires_at: at(LATER) };
    email_change::put(tx, &new).await.expect("put");
    new
}

on_both! {
    async fn the_newest_address_wins_and_the_older_link_is_dead(store: &Store) {
        let account = add(store, "7").await;
        let mut tx = store.write("change").await.expect("a transaction");
        put(&mut tx, account).await;
        email_change::arm(&mut tx, account, b"first", at(LATER)).await.expect("a link");
        let newer = put(&mut tx, account).await;
        let by_token = async |tx: &mut Tx, token: &[u8], now: &str| {
            email_change::find_by_token(tx, token, at(now)).await.expect("read")
        };
        assert_eq!(by_token(&mut tx, b"first", NOON).await, None);
        email_change::arm(&mut tx, account, b"second", at(LATER)).await.expect("a link");
        assert_eq!(by_token(&mut tx, b"second", NOON).await, Some(newer.clone()));
        assert_eq!(by_token(&mut tx, b"second", LATER).await, None, "too late");
        assert_eq!(email_change::find(&mut tx, account, at(NOON)).await.expect("read"), Some(newer));
        email_change::withdraw(&mut tx, account).await.expect("withdrawn");
        assert_eq!(by_token(&mut tx, b"second", NOON).await, None);
    }
}

on_both! {
    async fn what_nobody_confirmed_is_swept(store: &Store) {
        let (mine, other) = (add(store, "7").await, add(store, "8").await);
        let mut tx = store.write("change").await.expect("a transaction");
        put(&mut tx, mine).await;
        put(&mut tx, other).await;
        email_change::withdraw(&mut tx, mine).await.expect("withdrawn");
        assert!(email_change::find(&mut tx, other, at(NOON)).await.expect("read").is_some());
        assert_eq!(email_change::sweep(&mut tx, at(NOON)).await.expect("swept"), 0);
        assert_eq!(email_change::sweep(&mut tx, at(LATER)).await.expect("swept"), 1);
    }
}

on_both! {
    async fn a_link_that_many_follow_at_once_works_for_one(store: &Store) {
        let account = add(store, "7").await;
        let mut tx = store.write("change").await.expect("a transaction");
        put(&mut tx, account).await;
        email_change::arm(&mut tx, account, b"token", at(LATER)).await.expect("a link");
        tx.commit().await.expect("committed");
        let visitors = (0..8).map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut tx = store.write("confirm").await.expect("a transaction");
                let found = email_change::find_by_token(&mut tx, b"token", at(NOON)).await.expect("read");
                let Some(found) = found else { return 0 };
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                email_change::withdraw(&mut tx, found.account).await.expect("used");
                tx.commit().await.expect("committed");
                1
            })
        });
        let mut used = 0;
        for one in visitors.collect::<Vec<_>>() {
            used += one.await.expect("no panic");
        }
        assert_eq!(used, 1);
    }
}
