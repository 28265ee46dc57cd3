//! Accounts: what is stored comes back, and what must be unique is.

use farewell_domain::account::{AccountId, AccountStatus};
use farewell_domain::hold::Hold;
use farewell_domain::language::Language;
use farewell_store::db::Trouble;
use farewell_store::{Store, account, departure, reason};
use uuid::Uuid;

use crate::{NOON, add, at, on_both};

on_both! {
    async fn every_status_comes_back_as_it_was_saved(store: &Store) {
        let id = add(store, "7").await;
        let statuses = [
            AccountStatus::Active,
            AccountStatus::Deactivated { since: at(NOON), erase_after: at("2026-12-23T23:00:00Z") },
            AccountStatus::Erasing { since: at(NOON) },
            AccountStatus::Erased { at: at(NOON) },
        ];
        let mut tx = store.write("save").await.expect("a transaction");
        account::bury(&mut tx, id, &[1, 2, 3]).await.expect("a tombstone");
        for status in statuses {
            account::save_status(&mut tx, id, status, true).await.expect("saved");
            let found = account::find(&mut tx, id).await.expect("read").expect("there");
            assert_eq!((found.status, found.erase_to_the_minute), (status, true));
        }
    }
}

on_both! {
    async fn an_account_is_found_by_its_key_and_after_the_end_by_its_tombstone(store: &Store) {
        let id = add(store, "7").await;
        let mut tx = store.write("bury").await.expect("a transaction");
        assert_eq!(account::find_by_key(&mut tx, "7", b"hash").await.expect("read").map(|one| one.id), Some(id));
        assert_eq!(account::find_by_key(&mut tx, "8", b"hash").await.expect("read"), None);
        account::bury(&mut tx, id, b"hash").await.expect("a tombstone");
        account::bury(&mut tx, id, b"another").await.expect("written once");
        account::save_status(&mut tx, id, AccountStatus::Erased { at: at(NOON) }, false).await.expect("saved");
        account::forget(&mut tx, id, false).await.expect("forgotten");
        let found = account::find_by_key(&mut tx, "7", b"hash").await.expect("read").expect("there");
        assert_eq!((found.id, found.key), (id, None));
        assert_eq!(account::find_by_key(&mut tx, "7", b"another").await.expect("read"), None);
    }
}

on_both! {
    async fn of_two_who_take_a_member_in_at_once_one_wins(store: &Store) {
        let tasks = (0..8).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { add(&store, "7").await })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.expect("no panic");
        }
        let mut tx = store.read("find").await.expect("a transaction");
        assert!(account::find_by_key(&mut tx, "7", b"").await.expect("read").is_some());
    }
}

on_both! {
    async fn what_is_remembered_of_a_person_is_forgotten_and_the_key_only_when_nothing_needs_it(store: &Store) {
        let id = add(store, "7").await;
        let mut tx = store.write("remember").await.expect("a transaction");
        account::save_language(&mut tx, id, &Language::english()).await.expect("saved");
        account::credentials_changed(&mut tx, id, at(NOON)).await.expect("saved");
        let found = account::find(&mut tx, id).await.expect("read").expect("there");
        assert_eq!((found.language, found.credentials_changed_at), (Some(Language::english()), Some(at(NOON))));
        account::bury(&mut tx, id, b"hash").await.expect("a tombstone");
        account::save_status(&mut tx, id, AccountStatus::Erased { at: at(NOON) }, false).await.expect("saved");
        account::forget(&mut tx, id, true).await.expect("forgotten");
        let found = account::find(&mut tx, id).await.expect("read").expect("there");
        assert_eq!((found.language, found.credentials_changed_at, found.key.as_deref()), (None, None, Some("7")));
    }
}

on_both! {
    async fn a_held_account_is_never_due(store: &Store) {
        let (first, second) = (add(store, "1").await, add(store, "2").await);
        let mut tx = store.write("hold").await.expect("a transaction");
        for (id, date) in [(first, "2026-12-01T00:00:00Z"), (second, "2026-12-02T00:00:00Z")] {
            let status = AccountStatus::Deactivated { since: at(NOON), erase_after: at(date) };
            account::save_status(&mut tx, id, status, false).await.expect("saved");
        }
        let due = async |tx: &mut farewell_store::Tx, date: &str| account::due(tx, at(date)).await.expect("due");
        assert_eq!(due(&mut tx, "2026-11-30T00:00:00Z").await, Vec::<String>::new());
        assert_eq!(due(&mut tx, "2026-12-03T00:00:00Z").await, ["1", "2"]);
        account::hold(&mut tx, first, "court order", at(NOON)).await.expect("held");
        account::hold(&mut tx, first, "another", at(NOON)).await.expect("held twice is held once");
        assert_eq!(account::find(&mut tx, first).await.expect("read").map(|one| one.hold), Some(Hold::Held));
        assert_eq!(due(&mut tx, "2026-12-03T00:00:00Z").await, ["2"]);
        assert!(account::release(&mut tx, first).await.expect("released"));
        assert!(!account::release(&mut tx, first).await.expect("nothing to release"));
        assert_eq!(due(&mut tx, "2026-12-03T00:00:00Z").await, ["1", "2"]);
    }
}

on_both! {
    async fn a_fence_only_rises(store: &Store) {
        let id = add(store, "7").await;
        for expected in 1..=3 {
            let mut tx = store.write("raise").await.expect("a transaction");
            assert_eq!(account::raise_fence(&mut tx, id).await.expect("raised"), expected);
            tx.commit().await.expect("committed");
        }
        let mut tx = store.write("raise").await.expect("a transaction");
        assert!(account::raise_fence(&mut tx, AccountId(Uuid::now_v7())).await.is_err());
    }
}

on_both! {
    async fn a_status_without_its_dates_is_refused_and_changes_nothing(store: &Store) {
        let id = add(store, "7").await;
        let mut tx = store.write("erase without a tombstone").await.expect("a transaction");
        let refused = account::save_status(&mut tx, id, AccountStatus::Erasing { since: at(NOON) }, false).await;
        let error = refused.expect_err("no tombstone, no erasing");
        assert_eq!(error.trouble, Trouble::Conflict);
        assert!(error.to_string().contains("erase without a tombstone"), "{error}");
        drop(tx);
        let mut tx = store.read("look").await.expect("a transaction");
        let found = account::find(&mut tx, id).await.expect("read").expect("there");
        assert_eq!(found.status, AccountStatus::Active);
    }
}

on_both! {
    async fn a_departure_is_counted_once_and_outlives_its_member(store: &Store) {
        let id = add(store, "7").await;
        let mut tx = store.write("leave").await.expect("a transaction");
        for _ in 0..2 {
            departure::start(&mut tx, Uuid::new_v4(), id, at(NOON)).await.expect("started");
        }
        departure::confirm(&mut tx, id, Some("no_reply"), Some("a comment"), at(NOON)).await.expect("confirmed");
        let found = departure::of_account(&mut tx, id).await.expect("read");
        assert_eq!(found.len(), 1);
        departure::reword(&mut tx, found[0].id, "[...]").await.expect("reworded");
        let mut parted = departure::of_account(&mut tx, id).await.expect("read").remove(0);
        assert_eq!((parted.reason.as_deref(), parted.comment.as_deref()), (Some("no_reply"), Some("[...]")));
        parted.erased_at = Some(at("2026-12-01T00:00:00Z"));
        departure::part(&mut tx, &parted).await.expect("parted");
        assert_eq!(departure::of_account(&mut tx, id).await.expect("read"), []);
        assert_eq!(departure::since(&mut tx, at(NOON)).await.expect("read"), [parted]);
        assert_eq!(departure::since(&mut tx, at("2027-01-01T00:00:00Z")).await.expect("read"), []);
    }
}

on_both! {
    async fn somebody_who_came_back_starts_a_new_departure(store: &Store) {
        let id = add(store, "7").await;
        let mut tx = store.write("leave").await.expect("a transaction");
        departure::start(&mut tx, Uuid::new_v4(), id, at(NOON)).await.expect("started");
        departure::confirm(&mut tx, id, None, None, at(NOON)).await.expect("confirmed");
        departure::came_back(&mut tx, id, at(NOON)).await.expect("came back");
        departure::start(&mut tx, Uuid::new_v4(), id, at("2026-11-26T12:00:00Z")).await.expect("started");
        let found = departure::of_account(&mut tx, id).await.expect("read");
        assert_eq!(found.iter().filter(|one| one.came_back_at.is_some()).count(), 1);
        assert_eq!(found.len(), 2);
    }
}

on_both! {
    async fn nine_reasons_are_offered_in_their_order(store: &Store) {
        let mut tx = store.read("read").await.expect("a transaction");
        let reasons = reason::offered(&mut tx).await.expect("reasons");
        let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).collect();
        assert_eq!(codes.len(), 9);
        assert_eq!((codes[0], codes[8]), ("registered_by_mistake", "no_reply"));
        assert!(reasons.iter().all(|reason| reason.texts.is_empty()));
    }
}
