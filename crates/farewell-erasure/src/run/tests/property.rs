//! Any data, any accounts: exactly the right rows are gone or changed.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::model;
use super::shop::{Shop, now};
use crate::engine::Stage;

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn erasing_any_members_of_any_shop_changes_what_the_plan_says_and_nothing_else(
        members in 2..9_i64,
        genes in prop::collection::vec(any::<[u8; 6]>(), 0..90),
        first in prop::collection::btree_set(2..9_i64, 0..4),
        second in prop::collection::btree_set(2..9_i64, 0..4),
    ) {
        tokio::runtime::Runtime::new().unwrap().block_on(case(members, &genes, &first, &second))?;
    }
}

async fn case(
    members: i64,
    genes: &[[u8; 6]],
    first: &BTreeSet<i64>,
    second: &BTreeSet<i64>,
) -> Result<(), TestCaseError> {
    let shop = Shop::open().await;
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
    shop.source.close().await;
    Ok(())
}
