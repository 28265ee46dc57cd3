//! Stopped before each statement, as a killed process would be: the next run finishes.

use super::model;
use super::shop::{On, Shop};
use crate::engine::{EngineError, Stage};
use crate::source::SourceError;

/// Bytes that make some of everything.
fn genes() -> Vec<[u8; 6]> {
    let bytes = |n: u32| {
        let mixed = n.wrapping_mul(2_654_435_761).to_le_bytes();
        [(n % 14).to_le_bytes()[0], mixed[1], mixed[2], mixed[3], mixed[0], mixed[1] ^ mixed[2]]
    };
    (0..120).map(bytes).collect()
}

on_both! {
    async fn a_worker_killed_before_any_statement_leaves_a_shop_that_the_next_run_finishes(on: On) {
        let gone = [2, 4, 5];
        let mut stopped = 0;
        let shop = Shop::open(on).await;
        for stop in 1.. {
            shop.clear().await;
            shop.fill(6, &genes()).await;
            let before = shop.dump().await;
            let expected = model::erased(&before, &gone.into());
            let order = shop.order("run", &gone, Stage::Erase);
            shop.source.fuse().stop_before(stop);
            let result = shop.engine.run(&order).await;
            shop.source.fuse().stop_before(0);
            let finished = match result {
                Ok(_) => true,
                Err(EngineError::Source(SourceError::Stopped(_))) => false,
                Err(other) => panic!("stopped before statement {stop}: {other}"),
            };
            if !finished {
                stopped += 1;
                let now = shop.dump().await;
                assert!(now == before, "half an erasure was left before statement {stop}");
            }
            let report = shop.engine.run(&order).await.unwrap();
            assert_eq!(report.already_done, finished);
            assert_eq!(shop.dump().await, expected, "stopped before statement {stop}");
            assert!(shop.foreign_keys_hold().await);
            if finished {
                break;
            }
        }
        shop.source.close().await;
        assert!(stopped > 60, "only {stopped} statements");
    }

    async fn a_worker_whose_lease_is_lost_writes_nothing(on: On) {
        let shop = Shop::open(on).await;
        shop.fill(6, &genes()).await;
        let mut newer = shop.order("newer", &[4], Stage::Leave);
        newer.fence = 7;
        shop.engine.run(&newer).await.unwrap();
        let before = shop.dump().await;
        let mut stale = shop.order("stale", &[2, 4], Stage::Erase);
        stale.fence = 6;
        let refused = shop.engine.run(&stale).await;
        assert!(matches!(refused, Err(EngineError::StaleFence)));
        assert_eq!(shop.dump().await, before);
        stale.fence = 7;
        shop.engine.run(&stale).await.unwrap();
    }

    async fn one_account_takes_no_more_statements_than_a_thousand(on: On) {
        let count = async |members: i64| {
            let shop = Shop::open(on).await;
            shop.fill(members + 1, &genes()).await;
            let accounts: Vec<i64> = (2..=members + 1).collect();
            shop.source.fuse().stop_before(0);
            let order = shop.order("run", &accounts, Stage::Erase);
            shop.engine.run(&order).await.unwrap();
            shop.source.fuse().seen()
        };
        let (one, many) = (count(2).await, count(400).await);
        // More keys, fences, journal rows and hashes are bound in a few statements more.
        assert!(many < one + 40, "{one} statements for two accounts, {many} for four hundred");
    }
}
