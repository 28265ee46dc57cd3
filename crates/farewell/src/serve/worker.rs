//! The worker: asks again and again for what is due, and does it.

use std::sync::Arc;
use std::time::Duration;

use farewell_service::Farewell;
use farewell_service::message::Postman;
use tokio_util::task::TaskTracker;

use super::Stop;

/// The pause when nothing was due.
const PAUSE: Duration = Duration::from_secs(1);
/// Hands that work side by side: a mail server that hangs holds one of them, not the erasures.
const HANDS: u8 = 3;

/// Starts the worker's hands; each stops after the job it is at, or hands that back when it is told to stop now.
pub(super) fn start(tasks: &TaskTracker, farewell: &Farewell, postman: &Arc<dyn Postman>, stop: &Stop) {
    let worker = name();
    for hand in 1..=HANDS {
        let hand = Hand {
            farewell: farewell.clone(),
            postman: Arc::clone(postman),
            name: format!("{worker}-{hand}"),
        };
        let (at_work, stop) = (tasks.clone(), stop.clone());
        tasks.spawn(async move { hand.work(&at_work, &stop).await });
    }
}

#[derive(Clone)]
struct Hand {
    farewell: Farewell,
    postman: Arc<dyn Postman>,
    name: String,
}

impl Hand {
    async fn work(&self, tasks: &TaskTracker, stop: &Stop) {
        while !stop.soon.is_cancelled() {
            let (hand, now) = (self.clone(), stop.now.clone());
            // A task of its own: a job that panics must not end the hand that does the others.
            let done =
                tasks.spawn(async move { hand.once(now.cancelled()).await }).await.unwrap_or_else(|_| {
                    tracing::error!(worker = self.name, "a job broke off; it is taken up again");
                    0
                });
            if done == 0 {
                let pause = tokio::time::timeout(PAUSE, self.farewell.new_work());
                let _stopped_or_woken = stop.soon.run_until_cancelled(pause).await;
            }
        }
    }

    /// Does what is due; returns how many jobs that were.
    async fn once(&self, cut_off: impl Future<Output = ()>) -> usize {
        let done = self.farewell.work_until(&*self.postman, &self.name, cut_off).await;
        done.unwrap_or_else(|error| {
            tracing::error!(worker = self.name, %error, "the worker could not do what is due");
            0
        })
    }
}

/// A name that no other worker has, so that leases are never mixed up.
fn name() -> String {
    let mut dice = [0_u8; 8];
    if getrandom::fill(&mut dice).is_err() {
        return format!("worker-{}", std::process::id());
    }
    format!("{:016x}", u64::from_le_bytes(dice))
}
