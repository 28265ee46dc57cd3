//! The word to stop: everything is over within ten seconds, and what was under way goes on at the next start.

use std::time::Duration;

use crate::bytes::files_with;
use crate::erasure::member_row;
use crate::rows;
use crate::service::{Service, Shop};
use crate::visitor::Visitor;

const AT_MOST: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_service_whose_erasure_waits_for_a_locked_shop_ends_in_time_and_erases_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Shop::fill(folder.path(), &["--grace", "1s"]);
    let (_, email, _, _) = member_row(folder.path(), &shop.member_id).await;
    let service = Service::serve(&shop, None).await;
    let source = rows::shop(folder.path()).await;
    let lock = source.begin().await.expect("another program's lock");
    let member = Visitor::at(&service.address);
    member.sign_in(&shop.member_id, &shop.password).await.goes_to("/account");
    member.leave(&shop.member_id, "", "").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let took = tokio::task::spawn_blocking(|| service.stop(2)).await.expect("it ends");
    assert!(took < AT_MOST, "{took:?}");
    assert!(own_log_is_empty(folder.path()), "Farewell's own file holds everything");
    lock.rollback().await.expect("the lock is given back");
    source.close().await;

    let service = Service::serve(&shop, None).await;
    is_erased(&shop).await;
    service.stop(1);
    assert!(files_with(folder.path(), &email).is_empty());
}

#[tokio::test]
async fn a_worker_alone_ends_in_time_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Shop::fill(folder.path(), &[]);
    let apart = format!("127.0.0.1:{}", crate::mail_server::free_port());
    shop.configure("plan: plan.yaml", &format!("plan: plan.yaml\nmetrics: {{ listen: {apart} }}"));
    let worker = Service::start(&shop, &["worker"], &apart, None);
    worker.answers().await;
    let took = worker.stop(2);
    assert!(took < Duration::from_secs(3), "nothing was under way, but it took {took:?}");
}

/// Whether the write-ahead log of Farewell's own database was taken over into its file.
fn own_log_is_empty(folder: &std::path::Path) -> bool {
    std::fs::metadata(folder.join("farewell.db-wal")).map_or(true, |log| log.len() == 0)
}

async fn is_erased(shop: &Shop) {
    for _ in 0..300 {
        let (_, told) = crate::binary::report(&shop.folder, &["status"]);
        if told["accounts"]["erased"] == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nobody is erased");
}
