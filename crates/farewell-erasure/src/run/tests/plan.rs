//! The shop's plan itself: a check finds nothing in it, so that what the other tests run is what an operator would be let run.

use super::shop::{On, Shop};

on_both! {
    async fn the_plan_of_the_tests_is_green(on: On) {
        let shop = Shop::open(on).await;
        let report = shop.engine.check().await.unwrap();
        assert!(report.is_green(), "{report:#?}");
    }
}
