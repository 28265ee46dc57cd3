//! What an operator is told about all accounts.

use farewell_domain::account::AccountStatus;
use farewell_store::job::{self, Kind};
use farewell_store::status::{self, Overdue, Waiting};
use farewell_store::{Store, account};
use uuid::Uuid;

use crate::{NOON, add, at, on_both};

on_both! {
    async fn what_is_late_held_and_stuck_is_told_with_its_reason(store: &Store) {
        let (late, held, later, begun) =
            (add(store, "1").await, add(store, "2").await, add(store, "3").await, add(store, "4").await);
        add(store, "5").await;
        let mut tx = store.write("leave").await.expect("a transaction");
        for (id, date) in [(late, "2026-12-01T00:00:00Z"), (held, "2026-12-02T00:00:00Z"), (later, "2026-12-09T00:00:00Z")] {
            let status = AccountStatus::Deactivated { since: at(NOON), erase_after: at(date) };
            account::save_status(&mut tx, id, status, false).await.expect("saved");
        }
        account::bury(&mut tx, begun, b"hash").await.expect("a tombstone");
        let erasing = AccountStatus::Erasing { since: at("2026-12-03T00:00:00Z") };
        account::save_status(&mut tx, begun, erasing, false).await.expect("saved");
        account::hold(&mut tx, held, "a court's order", at(NOON)).await.expect("held");
        job::enqueue(&mut tx, Uuid::now_v7(), Kind::Erase, late.0, at(NOON)).await.expect("enqueued");
        let leased = job::take(&mut tx, at(NOON)).await.expect("taken").expect("due");
        job::retry(&mut tx, &leased, at(NOON), "the shop is away").await.expect("later");

        let now = at("2026-12-05T00:00:00Z");
        let one = |key: &str, since: &str, begun, because: Option<&str>, problem: Option<&str>| Overdue {
            key: key.to_owned(),
            since: at(since),
            begun,
            held_because: because.map(str::to_owned),
            problem: problem.map(str::to_owned),
        };
        assert_eq!(status::overdue(&mut tx, now).await.expect("read"), [
            one("1", "2026-12-01T00:00:00Z", false, None, Some("the shop is away")),
            one("2", "2026-12-02T00:00:00Z", false, Some("a court's order"), None),
            one("4", "2026-12-03T00:00:00Z", true, None, None),
        ]);
        assert_eq!(status::next_date(&mut tx, now).await.expect("read"), Some(at("2026-12-09T00:00:00Z")));
        assert_eq!(status::held(&mut tx).await.expect("read"), [("2".to_owned(), at(NOON), "a court's order".to_owned())]);
        let problem = "the shop is away".to_owned();
        let waiting = Waiting { kind: "erase".to_owned(), problem, jobs: 1, attempts: 1 };
        assert_eq!(status::waiting(&mut tx).await.expect("read"), [waiting]);
        let counts = status::accounts(&mut tx).await.expect("read");
        assert_eq!(counts, [("active".to_owned(), 1), ("deactivated".to_owned(), 3), ("erasing".to_owned(), 1)]);
    }
}
