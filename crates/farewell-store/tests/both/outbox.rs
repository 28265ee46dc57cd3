//! The outbox and the audit log.

use farewell_store::Store;
use farewell_store::audit::{self, Action, Actor, NewEvent};
use farewell_store::job::{self, Kind};
use farewell_store::outbox::{self, Waiting};
use uuid::Uuid;

use crate::{NOON, add, at, on_both};

on_both! {
    async fn a_mail_waits_until_it_is_taken_out(store: &Store) {
        let account = add(store, "7").await;
        let mail = Waiting { id: Uuid::now_v7(), account: Some(account), sealed: vec![0, 255, 1], expires_at: at(NOON) };
        let mut tx = store.write("send").await.expect("a transaction");
        outbox::push(&mut tx, &mail, at(NOON)).await.expect("pushed");
        assert_eq!(outbox::find(&mut tx, mail.id).await.expect("read"), Some(mail.clone()));
        assert_eq!(outbox::count(&mut tx).await.expect("counted"), 1);
        outbox::remove(&mut tx, mail.id).await.expect("removed");
        assert_eq!(outbox::find(&mut tx, mail.id).await.expect("read"), None);
    }
}

on_both! {
    async fn a_mail_may_be_nobody_s(store: &Store) {
        let mail = Waiting { id: Uuid::now_v7(), account: None, sealed: vec![1], expires_at: at(NOON) };
        let mut tx = store.write("send").await.expect("a transaction");
        outbox::push(&mut tx, &mail, at(NOON)).await.expect("pushed");
        assert_eq!(outbox::find(&mut tx, mail.id).await.expect("read"), Some(mail));
    }
}

on_both! {
    async fn all_mails_to_an_account_go_with_their_jobs_and_nobody_else_s(store: &Store) {
        let (mine, other) = (add(store, "7").await, add(store, "8").await);
        let mut tx = store.write("send").await.expect("a transaction");
        for account in [mine, mine, other] {
            let mail = Waiting { id: Uuid::now_v7(), account: Some(account), sealed: vec![1], expires_at: at(NOON) };
            outbox::push(&mut tx, &mail, at(NOON)).await.expect("pushed");
            job::enqueue(&mut tx, Uuid::now_v7(), Kind::Deliver, mail.id, at(NOON)).await.expect("enqueued");
        }
        outbox::remove_all(&mut tx, mine).await.expect("removed");
        let left = (outbox::count(&mut tx).await.expect("mails"), job::count(&mut tx).await.expect("jobs"));
        assert_eq!(left, (1, 1));
    }
}

on_both! {
    async fn the_audit_log_tells_in_order_what_happened_to_an_account(store: &Store) {
        let (mine, other) = (add(store, "7").await, add(store, "8").await);
        let mut tx = store.write("note").await.expect("a transaction");
        for (account, actor, action) in [
            (mine, Actor::Member, Action::Deactivated),
            (other, Actor::Member, Action::SignedIn),
            (mine, Actor::Operator, Action::Held),
            (mine, Actor::Worker, Action::Erased),
        ] {
            let because = (actor == Actor::Operator).then_some("a court's order about Zofia");
            let event = NewEvent { id: Uuid::now_v7(), account, actor, action, because };
            audit::record(&mut tx, &event, at(NOON)).await.expect("noted");
        }
        let told = audit::of_account(&mut tx, mine).await.expect("read");
        assert_eq!(told, ["deactivated", "held", "erased"]);
        let becauses = audit::becauses(&mut tx, mine).await.expect("read");
        assert_eq!(becauses[0].1, "a court's order about Zofia");
        audit::reword(&mut tx, becauses[0].0, "a court's order about [...]").await.expect("reworded");
        assert_eq!(audit::becauses(&mut tx, mine).await.expect("read")[0].1, "a court's order about [...]");
    }
}
