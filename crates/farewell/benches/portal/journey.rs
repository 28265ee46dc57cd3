//! The whole leaving journey, from sign-in to the orange button, beside its bare transactions and one bare hash.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tokio::sync::Semaphore;

use crate::bare;
use crate::browser::Browser;
use crate::report::Report;
use crate::sign_in::bare_hash;
use crate::site::{Shop, Site};

/// How many leave at the same time.
const AT_ONCE: u32 = 8;
const JOURNEYS: u32 = 200;
/// Where the visitors' addresses begin.
const FROM: u32 = 100_000;

pub(crate) async fn measure(site: &Site, report: &mut Report) {
    let journeys = leave(&[site.address], &site.shop, FROM).await;
    let transactions = bare::journeys_per_second(&site.config, JOURNEYS, AT_ONCE as usize).await;
    let hashes = hashes_per_second(&site.shop).await;
    // What one journey takes at the least: its transactions and its hash, one after the other.
    let both = 1.0 / (1.0 / transactions + 1.0 / hashes);
    report.add(
        &format!("leaving, {AT_ONCE} at once, {}", site.database.name()),
        format!("{journeys:.0}/s"),
        format!("bare transactions {transactions:.0}/s, with a bare hash {both:.0}/s"),
        journeys / both,
        "",
    );
}

/// How many members leave per second, over these nodes.
pub(crate) async fn leave(nodes: &[std::net::SocketAddr], shop: &Arc<Shop>, from: u32) -> f64 {
    let start = Instant::now();
    let hands: Vec<_> = (0..AT_ONCE)
        .map(|hand| {
            let (shop, node) = (Arc::clone(shop), nodes[hand as usize % nodes.len()]);
            tokio::spawn(async move {
                for number in 0..JOURNEYS / AT_ONCE {
                    journey(node, &shop, from + hand * JOURNEYS + number).await;
                }
            })
        })
        .collect();
    for hand in hands {
        hand.await.expect("everybody leaves");
    }
    f64::from(JOURNEYS) / start.elapsed().as_secs_f64()
}

async fn journey(node: std::net::SocketAddr, shop: &Shop, from: u32) {
    let who = shop.member();
    let mut browser = Browser::signed_in(node, from, who, &shop.password).await;
    assert_eq!(browser.get("/account/deactivate").await.status, StatusCode::OK);
    let you = [("identifier", who), ("phrase", "Deactivate my account")];
    assert_eq!(browser.post("/account/deactivate", &you).await.location, "/account/deactivate/reason");
    assert_eq!(browser.get("/account/deactivate/reason").await.status, StatusCode::OK);
    let why = [("reason", "no_reply"), ("comment", "I waited for an answer.")];
    assert_eq!(browser.post("/account/deactivate/reason", &why).await.location, "/goodbye");
}

async fn hashes_per_second(shop: &Arc<Shop>) -> f64 {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let room = Arc::new(Semaphore::new(processors));
    let start = Instant::now();
    let mut done = 0_u32;
    while start.elapsed() < Duration::from_secs(2) {
        let permit = Arc::clone(&room).acquire_owned().await.expect("room");
        let shop = Arc::clone(shop);
        tokio::task::spawn_blocking(move || {
            bare_hash(&shop.hash, &shop.password);
            drop(permit);
        });
        done += 1;
    }
    let _all = room.acquire_many(u32::try_from(processors).unwrap_or(1)).await.expect("room");
    f64::from(done) / start.elapsed().as_secs_f64()
}
