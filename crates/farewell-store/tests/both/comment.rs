//! Comments on the help page: kept in their states, found in pages, reworded, forgotten.

use farewell_domain::comment::CommentState;
use farewell_store::comment::{self, Comment};
use farewell_store::{Store, Tx};
use uuid::Uuid;

use crate::{NOON, at, on_both};

const LATER: &str = "2026-11-26T12:00:00Z";

async fn add(tx: &mut Tx, state: CommentState, written_at: &str, body: &str) -> Comment {
    let (id, name) = (Uuid::new_v4(), Some("Ola".to_owned()));
    let (language, body) = ("pl".to_owned(), body.to_owned());
    let comment = Comment { id, state, written_at: at(written_at), language, name, body };
    comment::add(tx, &comment).await.expect("added");
    comment
}

on_both! {
    async fn a_comment_goes_from_state_to_state_and_is_found_by_it(store: &Store) {
        let mut tx = store.write("write").await.expect("a transaction");
        let first = add(&mut tx, CommentState::Waiting, NOON, "Było prosto.\n<b>Dzięki</b>").await;
        let waiting = comment::newest(&mut tx, CommentState::Waiting, 9).await.expect("read");
        assert_eq!(waiting, std::slice::from_ref(&first));
        for state in CommentState::ALL {
            assert!(comment::save_state(&mut tx, first.id, state).await.expect("saved"));
            let found = comment::newest(&mut tx, state, 9).await.expect("read");
            assert_eq!(found, [Comment { state, ..first.clone() }]);
        }
        assert!(comment::remove(&mut tx, first.id).await.expect("removed"));
        assert!(!comment::remove(&mut tx, first.id).await.expect("nothing to remove"));
        assert!(!comment::save_state(&mut tx, first.id, CommentState::Hidden).await.expect("nothing to hide"));
    }
}

on_both! {
    async fn the_newest_come_first_and_no_more_than_wanted(store: &Store) {
        let mut tx = store.write("write").await.expect("a transaction");
        let first = add(&mut tx, CommentState::Published, NOON, "first").await;
        let second = add(&mut tx, CommentState::Published, LATER, "second").await;
        add(&mut tx, CommentState::Waiting, LATER, "nobody has read this").await;
        let newest = comment::newest(&mut tx, CommentState::Published, i64::MAX).await.expect("read");
        assert_eq!(newest, [second.clone(), first]);
        assert_eq!(comment::newest(&mut tx, CommentState::Published, 1).await.expect("read"), [second]);
    }
}

on_both! {
    async fn every_comment_is_met_once_page_by_page_and_can_be_reworded(store: &Store) {
        let mut tx = store.write("write").await.expect("a transaction");
        for at in 0..5 {
            add(&mut tx, CommentState::ALL[at % 3], NOON, &format!("comment {at}")).await;
        }
        let (mut after, mut bodies) = (Uuid::nil(), Vec::new());
        loop {
            let page = comment::page(&mut tx, after, 2).await.expect("read");
            let Some(last) = page.last() else { break };
            after = last.id;
            bodies.extend(page.into_iter().map(|one| one.body));
        }
        bodies.sort();
        assert_eq!(bodies, ["comment 0", "comment 1", "comment 2", "comment 3", "comment 4"]);
        let mut one = comment::page(&mut tx, Uuid::nil(), 1).await.expect("read").remove(0);
        (one.name, one.body, one.written_at) = (None, "[…]".to_owned(), at("2026-11-01T00:00:00Z"));
        comment::reword(&mut tx, &one).await.expect("reworded");
        assert_eq!(comment::page(&mut tx, Uuid::nil(), 1).await.expect("read"), [one]);
    }
}
