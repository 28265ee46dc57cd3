//! Any data, any accounts: exactly the right rows are gone or changed.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::model;
use super::shop::{On, Shop, now};
use crate::engine::Stage;

/// Each case on a server fills the same database anew.
fn runner(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig { cases, source_file: Some(file!()), ..ProptestConfig::default() })
}

fn erasing_any_members_of_any_shop_changes_what_the_plan_says_and_nothing_else(on: On, cases: u32) {
    let genes = prop::collection::vec(any::<[u8; 6]>(), 0..90);
    let some = || prop::collection::btree_set(2..9_i64, 0..4);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let shop = runtime.block_on(Shop::open(on));
    let done = runner(cases).run(&(2..9_i64, genes, some(), some()), |(members, genes, first, second)| {
        runtime.block_on(case(&shop, members, &genes, &first, &second))
    });
    runtime.block_on(shop.source.close());
    done.unwrap();
}

#[test]
fn erasing_any_members_of_any_shop_on_sqlite() {
    erasing_any_members_of_any_shop_changes_what_the_plan_says_and_nothing_else(On::Sqlite, 40);
}

#[test]
fn erasing_any_members_of_any_shop_on_postgres() {
    erasing_any_members_of_any_shop_changes_what_the_plan_says_and_nothing_else(On::Postgres, 40);
}

async fn case(
    shop: &Shop,
    members: i64,
    genes: &[[u8; 6]],
    first: &BTreeSet<i64>,
    second: &BTreeSet<i64>,
) -> Result<(), TestCaseError> {
    shop.clear().await;
    shop.fill(members, genes).await;
    let accounts = |of: &BTreeSet<i64>| of.iter().copied().collect::<Vec<_>>();

    let before = shop.dump().await;
    let leave = shop.order("leave", &accounts(first), Stage::Leave);
    shop.engine.run(&leave).await.unwrap();
    let expected = model::left(&before, first);
    prop_assert_eq!(&shop.dump().await, &expected);

    for (run, gone) in [("first", first), ("second", second)] {
        let before = shop.dump().await;
        let expected = model::erased(&before, gone);
        let order = shop.order(run, &accounts(gone), Stage::Erase);
        let report = shop.engine.run(&order).await.unwrap();
        let after = shop.dump().await;
        prop_assert_eq!(&after, &expected);
        prop_assert!(shop.foreign_keys_hold().await);
        let verified = shop.engine.verify(&order.accounts, Stage::Erase, now()).await.unwrap();
        prop_assert!(verified.is_clean(), "{verified:?}");

        let again = shop.engine.run(&order).await.unwrap();
        prop_assert!(again.already_done);
        prop_assert_eq!(&again.steps, &report.steps);
        prop_assert_eq!(&shop.dump().await, &after);
        let anew = shop.order(&format!("{run} anew"), &accounts(gone), Stage::Erase);
        shop.engine.run(&anew).await.unwrap();
        prop_assert_eq!(&shop.dump().await, &after);
    }
    Ok(())
}
