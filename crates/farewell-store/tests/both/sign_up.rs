//! Sign-ups that wait: sealed, found by their link, used once, forgotten in time.

use farewell_store::sign_up::{self, Waiting};
use farewell_store::{Store, Tx};
use uuid::Uuid;

use crate::{NOON, at, on_both};

const LATER: &str = "2026-11-26T12:00:00Z";

fn waiting() -> Waiting {
    Waiting { id: Uuid::now_v7(), sealed: vec![0, 255, 1], expires_at: at(LATER) }
}

async fn pushed(tx: &mut Tx, email_hash: &[u8], token_hash: &[u8]) -> Waiting {
    let new = waiting();
    sign_up::push(tx, &new, email_hash).await.expect("pushed");
    sign_up::arm(tx, new.id, token_hash, at(LATER)).await.expect("a link");
    new
}

on_both! {
    async fn no_link_leads_to_a_sign_up_before_its_mail_goes_out(store: &Store) {
        let new = waiting();
        let mut tx = store.write("sign up").await.expect("a transaction");
        sign_up::push(&mut tx, &new, b"anna").await.expect("pushed");
        assert_eq!(sign_up::find(&mut tx, new.id).await.expect("read"), Some(new.clone()));
        assert!(!sign_up::is_open(&mut tx, b"token", at(NOON)).await.expect("read"));
        sign_up::arm(&mut tx, new.id, b"token", at(LATER)).await.expect("a link");
        assert!(sign_up::is_open(&mut tx, b"token", at(NOON)).await.expect("read"));
        assert!(!sign_up::is_open(&mut tx, b"token", at(LATER)).await.expect("read"), "too late");
        assert_eq!(sign_up::take(&mut tx, b"token", at(LATER)).await.expect("read"), None);
        assert_eq!(sign_up::take(&mut tx, b"token", at(NOON)).await.expect("read"), Some(new.clone()));
        assert_eq!(sign_up::find(&mut tx, new.id).await.expect("read"), None);
    }
}

on_both! {
    async fn a_link_that_many_follow_at_once_works_for_one(store: &Store) {
        let mut tx = store.write("sign up").await.expect("a transaction");
        pushed(&mut tx, b"anna", b"token").await;
        tx.commit().await.expect("committed");
        let visitors = (0..8).map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut tx = store.write("confirm").await.expect("a transaction");
                let found = sign_up::take(&mut tx, b"token", at(NOON)).await.expect("read");
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                tx.commit().await.expect("committed");
                u8::from(found.is_some())
            })
        });
        let mut used = 0;
        for one in visitors.collect::<Vec<_>>() {
            used += one.await.expect("no panic");
        }
        assert_eq!(used, 1);
    }
}

on_both! {
    async fn what_waits_for_one_address_goes_and_nobody_else_s(store: &Store) {
        let mut tx = store.write("sign up").await.expect("a transaction");
        for token in [b"one".as_slice(), b"two"] {
            pushed(&mut tx, b"anna", token).await;
        }
        let other = pushed(&mut tx, b"bob", b"three").await;
        sign_up::remove_all(&mut tx, b"anna").await.expect("removed");
        assert!(!sign_up::is_open(&mut tx, b"one", at(NOON)).await.expect("read"));
        assert!(sign_up::is_open(&mut tx, b"three", at(NOON)).await.expect("read"));
        assert_eq!(sign_up::sweep(&mut tx, at(NOON)).await.expect("swept"), 0);
        assert_eq!(sign_up::sweep(&mut tx, at(LATER)).await.expect("swept"), 1);
        assert_eq!(sign_up::find(&mut tx, other.id).await.expect("read"), None);
        sign_up::remove(&mut tx, other.id).await.expect("nothing to remove");
    }
}
