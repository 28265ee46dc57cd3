//! What the brake holds back, and what a rehearsal has noted.

use farewell_domain::brake::{Braked, Cause, Standing};
use farewell_store::audit::{self, Action, Actor, NewEvent};
use farewell_store::job::{self, Kind};
use farewell_store::{Store, Tx, brake, key_mark, observation};
use uuid::Uuid;

use crate::{NOON, add, at, on_both};

const MANY: Braked = Braked { cause: Cause::Accounts, allowed: 200 };
const LATER: &str = "2026-11-25T13:00:00Z";

async fn write(store: &Store) -> Tx {
    store.write("change").await.expect("a transaction")
}

on_both! {
    async fn what_is_held_back_waits_until_it_is_released_and_forgotten(store: &Store) {
        let id = add(store, "7").await;
        let mut tx = write(store).await;
        assert_eq!(brake::standing(&mut tx, id).await.expect("read"), Standing::New);
        assert!(!brake::release(&mut tx, id, at(NOON)).await.expect("nothing to release"));
        brake::hold_back(&mut tx, id, MANY, at(NOON)).await.expect("held back");
        let large = Braked { cause: Cause::Rows, allowed: u64::MAX };
        brake::hold_back(&mut tx, id, large, at(LATER)).await.expect("held back again");
        let stored = Braked { allowed: i64::MAX.unsigned_abs(), ..large };
        assert_eq!(brake::standing(&mut tx, id).await.expect("read"), Standing::Waits(stored));
        let waiting = brake::Waiting { key: "7".to_owned(), since: at(NOON), braked: stored };
        assert_eq!(brake::waiting(&mut tx).await.expect("read"), [waiting]);
        assert!(brake::release(&mut tx, id, at(LATER)).await.expect("released"));
        assert!(!brake::release(&mut tx, id, at(LATER)).await.expect("released before"));
        assert_eq!(brake::standing(&mut tx, id).await.expect("read"), Standing::Released);
        assert!(brake::waiting(&mut tx).await.expect("read").is_empty());
        brake::forget(&mut tx, id).await.expect("forgotten");
        assert_eq!(brake::standing(&mut tx, id).await.expect("read"), Standing::New);
    }
}

on_both! {
    async fn only_what_began_by_itself_and_lately_is_counted(store: &Store) {
        let id = add(store, "7").await;
        let mut tx = write(store).await;
        let began = [
            (Actor::Worker, Action::ErasingBegan, NOON),
            (Actor::Worker, Action::ErasingBegan, LATER),
            (Actor::Operator, Action::ErasingBegan, LATER),
            (Actor::Worker, Action::Erased, LATER),
        ];
        for (actor, action, time) in began {
            let event = NewEvent { id: Uuid::now_v7(), account: id, actor, action, because: None };
            audit::record(&mut tx, &event, at(time)).await.expect("recorded");
        }
        brake::take_turn(&mut tx).await.expect("a turn");
        assert_eq!(brake::begun(&mut tx, at(NOON)).await.expect("counted"), 1);
        assert_eq!(brake::begun(&mut tx, at("2026-11-25T11:00:00Z")).await.expect("counted"), 2);
    }
}

on_both! {
    async fn whoever_only_watches_is_given_no_job_with_an_effect(store: &Store) {
        let (seen, new) = (add(store, "7").await, add(store, "8").await);
        let mut tx = write(store).await;
        observation::note(&mut tx, seen, "[]", at(NOON)).await.expect("noted");
        for kind in [Kind::MirrorStatus, Kind::Leave, Kind::Erase] {
            job::enqueue(&mut tx, Uuid::now_v7(), kind, seen.0, at(NOON)).await.expect("enqueued");
        }
        assert_eq!(job::take_to_watch(&mut tx, at(NOON)).await.expect("looked"), None);
        for kind in [Kind::Erase, Kind::Remind] {
            job::enqueue(&mut tx, Uuid::now_v7(), kind, new.0, at(NOON)).await.expect("enqueued");
        }
        for _ in 0..2 {
            let taken = job::take_to_watch(&mut tx, at(NOON)).await.expect("looked").expect("a job");
            assert_eq!(taken.subject, new.0);
        }
        observation::forget(&mut tx, seen).await.expect("forgotten");
        let taken = job::take_to_watch(&mut tx, at(NOON)).await.expect("looked").expect("a job");
        assert_eq!((taken.kind, taken.subject), (Kind::Erase, seen.0));
        job::put_back(&mut tx, &taken).await.expect("put back");
        let again = job::take(&mut tx, at(NOON)).await.expect("looked").expect("a job");
        assert_eq!(again.attempts, 1);
    }
}

on_both! {
    async fn an_observation_is_noted_and_forgotten(store: &Store) {
        let id = add(store, "7").await;
        let mut tx = write(store).await;
        for steps in ["[]", "[1]"] {
            observation::note(&mut tx, id, steps, at(NOON)).await.expect("noted");
        }
        assert_eq!(observation::all(&mut tx).await.expect("read"), [("7".to_owned(), "[1]".to_owned())]);
        observation::forget(&mut tx, id).await.expect("forgotten");
        assert!(observation::all(&mut tx).await.expect("read").is_empty());
    }
}

on_both! {
    async fn the_first_mark_of_keys_stays(store: &Store) {
        let mut tx = write(store).await;
        assert_eq!(key_mark::find(&mut tx).await.expect("read"), None);
        key_mark::leave(&mut tx, b"first").await.expect("left");
        key_mark::leave(&mut tx, b"second").await.expect("too late");
        assert_eq!(key_mark::find(&mut tx).await.expect("read").as_deref(), Some(&b"first"[..]));
    }
}

on_both! {
    async fn whoever_looks_sees_how_far_the_tables_are(store: &Store) {
        let tables = store.tables().await.expect("read");
        assert_eq!((tables.missing, tables.newer), (0, 0));
        assert!(tables.version >= 5);
    }
}
