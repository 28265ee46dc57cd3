//! Sessions and links: only hashes, each good for one account, for a time, and a link for one use.

use farewell_store::email_change::{self, Waiting};
use farewell_store::link::{self, Purpose};
use farewell_store::session::{self, EndedBecause, Found, NewSession};
use farewell_store::{Store, account};
use uuid::Uuid;

use crate::{NOON, add, at, on_both};

const LATER: &str = "2026-12-02T12:00:00Z";

async fn begin(store: &Store, key: &str, token_hash: &[u8]) -> farewell_domain::account::AccountId {
    let account = match find(store, key).await {
        Some(id) => id,
        None => add(store, key).await,
    };
    let mut tx = store.write("begin").await.expect("a transaction");
    let new = NewSession { token_hash, account, now: at(NOON), expires_at: at(LATER), device: "a browser" };
    session::begin(&mut tx, &new).await.expect("begun");
    tx.commit().await.expect("committed");
    account
}

async fn find(store: &Store, key: &str) -> Option<farewell_domain::account::AccountId> {
    let mut tx = store.read("find").await.expect("a transaction");
    account::find_by_key(&mut tx, key, b"").await.expect("read").map(|one| one.id)
}

on_both! {
    async fn a_session_is_found_by_its_token_only_and_tells_what_happened(store: &Store) {
        let id = begin(store, "7", b"one").await;
        let mut tx = store.write("change").await.expect("a transaction");
        assert_eq!(session::find(&mut tx, b"two").await.expect("read"), None);
        session::confirm_identity(&mut tx, b"one", at(NOON)).await.expect("confirmed");
        session::refresh(&mut tx, b"one", at("2026-11-25T13:00:00Z")).await.expect("refreshed");
        let found = session::find(&mut tx, b"one").await.expect("read").expect("there");
        assert_eq!((found.account, found.device.as_str(), found.ended), (id, "a browser", None));
        assert_eq!(found.identity_confirmed_at, Some(at(NOON)));
        assert_eq!(found.signed_in_at, at("2026-11-25T13:00:00Z"));
        session::end(&mut tx, b"one", EndedBecause::SignedOut, at(NOON)).await.expect("ended");
        session::end(&mut tx, b"one", EndedBecause::Deactivated, at(LATER)).await.expect("ended before");
        let found = session::find(&mut tx, b"one").await.expect("read").expect("there");
        assert_eq!(found.ended, Some((at(NOON), EndedBecause::SignedOut)));
        assert_eq!((found.device.as_str(), found.identity_confirmed_at), ("", None));
        // What has ended cannot be confirmed or made fresh again.
        session::confirm_identity(&mut tx, b"one", at(LATER)).await.expect("nothing");
        assert_eq!(session::find(&mut tx, b"one").await.expect("read"), Some(found));
    }
}

on_both! {
    async fn a_session_comes_with_its_account_in_one_look(store: &Store) {
        let id = begin(store, "7", b"one").await;
        begin(store, "8", b"two").await;
        let mut tx = store.write("hold").await.expect("a transaction");
        account::hold(&mut tx, id, "a letter from the court", at(NOON)).await.expect("held");
        let alone = session::find(&mut tx, b"one").await.expect("read").expect("there");
        let its_account = account::find(&mut tx, id).await.expect("read").expect("there");
        tx.commit().await.expect("committed");
        let mut tx = store.glance("look").await.expect("a connection");
        let found = session::find_with_account(&mut tx, b"one").await.expect("read");
        let seen = Found { session: alone, account: its_account, email_waits: false };
        assert_eq!(found, Some(seen.clone()));
        assert_eq!(session::find_with_account(&mut tx, b"three").await.expect("read"), None);
        drop(tx);
        let mut tx = store.write("change").await.expect("a transaction");
        let new = Waiting { account: id, id: Uuid::now_v7(), sealed: vec![1], expires_at: at(LATER) };
        email_change::put(&mut tx, &new).await.expect("put");
        let found = session::find_with_account(&mut tx, b"one").await.expect("read");
        assert_eq!(found, Some(Found { email_waits: true, ..seen }));
    }
}

on_both! {
    async fn a_session_ended_from_elsewhere_says_so_until_it_is_forgotten(store: &Store) {
        let id = begin(store, "7", b"one").await;
        begin(store, "7", b"two").await;
        begin(store, "8", b"three").await;
        let mut tx = store.write("end").await.expect("a transaction");
        for _ in 0..2 {
            session::end(&mut tx, b"one", EndedBecause::SignedOutElsewhere, at(NOON)).await.expect("ended");
        }
        session::end(&mut tx, b"two", EndedBecause::SignedOut, at(NOON)).await.expect("ended");
        session::end(&mut tx, b"two", EndedBecause::SignedOutElsewhere, at(LATER)).await.expect("ended before");
        let mut why = Vec::new();
        for token in [b"one".as_slice(), b"two"] {
            why.push(session::find(&mut tx, token).await.expect("read").expect("there").ended);
        }
        assert_eq!(why, [
            Some((at(NOON), EndedBecause::SignedOutElsewhere)),
            Some((at(NOON), EndedBecause::SignedOut)),
        ]);
        let tokens: Vec<_> =
            session::of_account(&mut tx, id).await.expect("read").into_iter().map(|one| one.token_hash).collect();
        assert_eq!(tokens, [b"one".to_vec(), b"two".to_vec()], "nobody else's");
        session::forget_all(&mut tx, id).await.expect("forgotten");
        assert_eq!(session::of_account(&mut tx, id).await.expect("read"), []);
        let elsewhere = tx.first("SELECT count(*) AS count FROM session_ended_elsewhere", &[]).await.expect("read");
        assert_eq!(elsewhere.expect("a row").get::<i64>("count").expect("a number"), 0);
    }
}

on_both! {
    async fn all_sessions_of_an_account_end_and_nobody_else_s(store: &Store) {
        let id = begin(store, "7", b"one").await;
        begin(store, "7", b"two").await;
        begin(store, "8", b"three").await;
        let mut tx = store.write("end").await.expect("a transaction");
        session::end_all(&mut tx, id, EndedBecause::PasswordChanged, at(NOON)).await.expect("ended");
        let mut open = Vec::new();
        for token in [b"one".as_slice(), b"two", b"three"] {
            open.push(session::find(&mut tx, token).await.expect("read").expect("there").ended.is_none());
        }
        assert_eq!(open, [false, false, true]);
        session::forget_all(&mut tx, id).await.expect("forgotten");
        assert_eq!(session::find(&mut tx, b"one").await.expect("read"), None);
        assert!(session::find(&mut tx, b"three").await.expect("read").is_some());
    }
}

on_both! {
    async fn what_is_over_is_swept_and_what_is_not_stays(store: &Store) {
        let id = begin(store, "7", b"old").await;
        let mut tx = store.write("sweep").await.expect("a transaction");
        link::add(&mut tx, b"link", Purpose::Return, id, at(LATER)).await.expect("a link");
        assert_eq!(session::sweep(&mut tx, at(NOON)).await.expect("swept"), 0);
        let over = session::sweep(&mut tx, at(LATER)).await.expect("swept");
        assert_eq!(over, 1, "at once, or a clock set back brought it to life again");
        assert_eq!(link::sweep(&mut tx, at(NOON)).await.expect("swept"), 0);
        assert_eq!(link::sweep(&mut tx, at(LATER)).await.expect("swept"), 1);
    }
}

on_both! {
    async fn a_link_is_good_for_its_purpose_until_its_time(store: &Store) {
        let id = add(store, "7").await;
        let mut tx = store.write("link").await.expect("a transaction");
        link::add(&mut tx, b"link", Purpose::ResetPassword, id, at(LATER)).await.expect("a link");
        let look = async |tx: &mut farewell_store::Tx, purpose, now: &str| {
            link::find(tx, b"link", purpose, at(now)).await.expect("read")
        };
        assert_eq!(look(&mut tx, Purpose::ResetPassword, NOON).await, Some(id));
        assert_eq!(look(&mut tx, Purpose::Return, NOON).await, None);
        assert_eq!(look(&mut tx, Purpose::ResetPassword, LATER).await, None);
        link::withdraw(&mut tx, id, Purpose::Return).await.expect("another purpose");
        assert_eq!(look(&mut tx, Purpose::ResetPassword, NOON).await, Some(id));
        link::withdraw_all(&mut tx, id).await.expect("withdrawn");
        assert_eq!(look(&mut tx, Purpose::ResetPassword, NOON).await, None);
    }
}

on_both! {
    async fn a_link_that_many_use_at_once_works_for_one(store: &Store) {
        let id = add(store, "7").await;
        let mut tx = store.write("link").await.expect("a transaction");
        link::add(&mut tx, b"link", Purpose::ResetPassword, id, at(LATER)).await.expect("a link");
        tx.commit().await.expect("committed");
        let visitors = (0..8).map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut tx = store.write("use a link").await.expect("a transaction");
                let found = link::find(&mut tx, b"link", Purpose::ResetPassword, at(NOON)).await.expect("read");
                let Some(id) = found else { return 0 };
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                link::withdraw(&mut tx, id, Purpose::ResetPassword).await.expect("used");
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

on_both! {
    async fn of_a_cancel_and_an_erasure_at_once_only_one_sees_the_account_deactivated(store: &Store) {
        use farewell_domain::account::AccountStatus;
        let id = begin(store, "7", b"one").await;
        let mut tx = store.write("leave").await.expect("a transaction");
        let status = AccountStatus::Deactivated { since: at(NOON), erase_after: at(NOON) };
        account::save_status(&mut tx, id, status, false).await.expect("saved");
        account::bury(&mut tx, id, b"hash").await.expect("a tombstone");
        tx.commit().await.expect("committed");
        let change = |to: AccountStatus, by_session: bool| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut tx = store.write("decide").await.expect("a transaction");
                if by_session {
                    session::find(&mut tx, b"one").await.expect("read").expect("there");
                }
                let found = account::find(&mut tx, id).await.expect("read").expect("there");
                let first = matches!(found.status, AccountStatus::Deactivated { .. });
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                if first {
                    account::save_status(&mut tx, id, to, false).await.expect("saved");
                    session::end_all(&mut tx, id, EndedBecause::Left, at(NOON)).await.expect("ended");
                }
                tx.commit().await.expect("committed");
                u8::from(first)
            })
        };
        let cancel = change(AccountStatus::Active, true);
        let erase = change(AccountStatus::Erasing { since: at(NOON) }, false);
        assert_eq!(cancel.await.expect("no panic") + erase.await.expect("no panic"), 1);
    }
}
