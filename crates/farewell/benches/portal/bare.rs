//! The writes of one leaving, as bare transactions of Farewell's own database: no HTTP, no page, no password, no
//! shop.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use farewell::config::Config;
use farewell::wiring;
use farewell_domain::account::{AccountId, AccountStatus};
use farewell_domain::limit::{SIGN_IN_BY_ACCOUNT, SIGN_IN_BY_ADDRESS, SIGN_IN_BY_BOTH};
use farewell_store::audit::{Action, Actor, NewEvent};
use farewell_store::job::Kind;
use farewell_store::link::Purpose;
use farewell_store::outbox::Waiting;
use farewell_store::session::{EndedBecause, NewSession};
use farewell_store::{Store, StoreError, Tx, account, audit, departure, job, limit, link, outbox, session};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// How many leavings' writes are committed per second by so many hands.
pub(crate) async fn journeys_per_second(config: &Config, journeys: u32, hands: usize) -> f64 {
    let store = wiring::store(config).await.expect("the database");
    let left = Arc::new(AtomicU32::new(journeys));
    let start = Instant::now();
    let tasks: Vec<_> = (0..hands)
        .map(|_| {
            let (store, left) = (store.clone(), Arc::clone(&left));
            tokio::spawn(async move {
                while left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
                    .is_ok()
                {
                    journey(&store).await.expect("written");
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a hand goes on to the end");
    }
    let taken = start.elapsed().as_secs_f64();
    store.close().await;
    f64::from(journeys) / taken
}

/// The four transactions that write.
async fn journey(store: &Store) -> Result<(), StoreError> {
    let now = Timestamp::from_millisecond(1_795_600_000_000).unwrap_or(Timestamp::UNIX_EPOCH);
    let (id, token) = (AccountId(Uuid::now_v7()), Uuid::new_v4().into_bytes().repeat(2));
    let mut tx = store.write("count a try").await?;
    for one in [SIGN_IN_BY_ADDRESS, SIGN_IN_BY_BOTH, SIGN_IN_BY_ACCOUNT] {
        limit::spend(&mut tx, Uuid::new_v4().as_bytes(), one, now).await?;
    }
    tx.commit().await?;

    let mut tx = store.write("begin a session").await?;
    sign_in(&mut tx, id, &token, now).await?;
    tx.commit().await?;

    let mut tx = store.write("confirm who it is").await?;
    session::confirm_identity(&mut tx, &token, now).await?;
    departure::start(&mut tx, Uuid::new_v4(), id, now).await?;
    tx.commit().await?;

    let mut tx = store.write("deactivate an account").await?;
    deactivate(&mut tx, id, now).await?;
    tx.commit().await
}

async fn sign_in(tx: &mut Tx, id: AccountId, token: &[u8], now: Timestamp) -> Result<(), StoreError> {
    account::add(tx, id, &id.to_string(), now).await?;
    account::find_by_key(tx, &id.to_string(), &[]).await?;
    let new = NewSession { token_hash: token, account: id, now, expires_at: now + DAY, device: "a browser" };
    session::begin(tx, &new).await?;
    note(tx, id, Action::SignedIn, now).await
}

async fn deactivate(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<(), StoreError> {
    let erase_after = now + DAY * 28;
    account::find(tx, id).await?;
    departure::confirm(tx, id, Some("no_reply"), Some("I waited for an answer."), now).await?;
    note(tx, id, Action::Deactivated, now).await?;
    account::save_status(tx, id, AccountStatus::Deactivated { since: now, erase_after }, false).await?;
    session::end_all(tx, id, EndedBecause::Deactivated, now).await?;
    link::withdraw_all(tx, id).await?;
    outbox::remove_all(tx, id).await?;
    link::add(tx, &Uuid::new_v4().into_bytes().repeat(2), Purpose::Return, id, erase_after).await?;
    let mail =
        Waiting { id: Uuid::now_v7(), account: Some(id), sealed: vec![7; 400], expires_at: erase_after };
    outbox::push(tx, &mail, now).await?;
    job::enqueue(tx, Uuid::now_v7(), Kind::Deliver, mail.id, now).await?;
    for kind in [Kind::MirrorStatus, Kind::Leave, Kind::Erase, Kind::Remind] {
        job::enqueue(tx, Uuid::now_v7(), kind, id.0, erase_after).await?;
    }
    Ok(())
}

async fn note(tx: &mut Tx, id: AccountId, action: Action, now: Timestamp) -> Result<(), StoreError> {
    let event = NewEvent { id: Uuid::now_v7(), account: id, actor: Actor::Member, action, because: None };
    audit::record(tx, &event, now).await
}
