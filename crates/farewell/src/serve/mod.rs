//! Serving pages and working off what is due, until somebody says stop.

mod listen;
#[cfg(test)]
mod tests;
mod worker;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use farewell_service::Farewell;
use farewell_service::message::Postman;
use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::failure::Failure;

pub use listen::listen;

/// How long requests and jobs under way may take after the word to stop.
const LAST_WORDS: Duration = Duration::from_secs(3);
/// How long a job that was broken off then has to hand itself back; the next start takes it up again. With the
/// closing of the databases all is over within ten seconds.
const HANDING_BACK: Duration = Duration::from_millis(1_500);

/// What runs: pages, a worker, or both.
pub struct Service {
    /// Where pages are served, and which.
    pub pages: Option<(TcpListener, Router)>,
    /// Where those are answered who watch over Farewell, and what.
    pub watch: Option<(TcpListener, Router)>,
    /// Who does what is due, and who carries its mails.
    pub work: Option<(Farewell, Arc<dyn Postman>)>,
}

/// Listens for SIGTERM and Ctrl-C from here on: the token is cancelled by the first of them. To be called before
/// anybody is told that Farewell runs.
pub fn stop_on_signal() -> Result<CancellationToken, Failure> {
    let stop = CancellationToken::new();
    let (signal, listening) = (stop.clone(), signals()?);
    tokio::spawn(async move {
        listening.await;
        signal.cancel();
        tracing::info!("stopping");
    });
    Ok(stop)
}

/// Runs until the token is cancelled.
pub async fn run(service: Service, stop: CancellationToken) -> Result<(), Failure> {
    let (tasks, cut_off) = (TaskTracker::new(), CancellationToken::new());
    if let Some((farewell, postman)) = service.work {
        worker::start(&tasks, &farewell, &postman, &Stop { soon: stop.clone(), now: cut_off.clone() });
    }
    let watched = service.watch.map(|(listener, router)| tokio::spawn(serve(listener, router, stop.clone())));
    let served = if let Some((listener, router)) = service.pages {
        serve(listener, router, stop.clone()).await
    } else {
        stop.cancelled().await;
        Ok(())
    };
    stop.cancel();
    tasks.close();
    if timeout(LAST_WORDS, tasks.wait()).await.is_err() {
        tracing::warn!("a job was still under way; the next start takes it up again");
        cut_off.cancel();
        let _never_mind = timeout(HANDING_BACK, tasks.wait()).await;
    }
    if let Some(watched) = watched {
        watched.abort();
    }
    served
}

/// The two words to stop: when the job at hand is done, and in the middle of it.
#[derive(Clone)]
struct Stop {
    soon: CancellationToken,
    now: CancellationToken,
}

/// Serves pages; open connections that stay silent are not waited for longer than half of the last words take.
async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) -> Result<(), Failure> {
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, router).with_graceful_shutdown(stop.clone().cancelled_owned());
    let cut_off = async {
        stop.cancelled().await;
        tokio::time::sleep(LAST_WORDS / 2).await;
    };
    tokio::select! {
        served = serving => served.map_err(|error| Failure::caused("The pages could not be served", &error)),
        () = cut_off => Ok(()),
    }
}

/// Waits for the first signal that asks to stop.
#[cfg(unix)]
fn signals() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let cannot = |error: std::io::Error| Failure::caused("Farewell cannot listen for signals", &error);
    let mut terminate = signal(SignalKind::terminate()).map_err(cannot)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(cannot)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
fn signals() -> Result<impl Future<Output = ()> + Send + 'static, Failure> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
