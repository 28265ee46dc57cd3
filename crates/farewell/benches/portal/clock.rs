//! Taking the time.

use std::time::{Duration, Instant};

/// How long something takes, in milliseconds.
pub(crate) async fn milliseconds<T>(work: impl Future<Output = T>) -> f64 {
    let start = Instant::now();
    let _done = work.await;
    start.elapsed().as_secs_f64() * 1_000.0
}

/// How often per second `work` is done by these hands, each of which goes on until the time is over.
pub(crate) async fn per_second<H: Send + 'static, W>(hands: Vec<H>, time: Duration, work: W) -> (f64, Vec<H>)
where
    W: AsyncWork<H> + Clone + Send + 'static,
{
    let start = Instant::now();
    let tasks: Vec<_> = hands
        .into_iter()
        .map(|mut hand| {
            let work = work.clone();
            tokio::spawn(async move {
                let mut done = 0_u32;
                while start.elapsed() < time {
                    work.once(&mut hand).await;
                    done += 1;
                }
                (done, hand)
            })
        })
        .collect();
    let (mut done, mut hands) = (0, Vec::new());
    for task in tasks {
        let (count, hand) = task.await.expect("a hand goes on to the end");
        done += count;
        hands.push(hand);
    }
    (f64::from(done) / start.elapsed().as_secs_f64(), hands)
}

/// Something that a hand does again and again.
pub(crate) trait AsyncWork<H> {
    fn once(&self, hand: &mut H) -> impl Future<Output = ()> + Send;
}

/// The middle one.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
