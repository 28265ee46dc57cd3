//! What is counted over time, in Prometheus' text format. Every label is one of the program's own words (a route's
//! template, a method, a status): nothing that a visitor or a member has typed can become one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::http::{Method, StatusCode};
use farewell_service::Farewell;
use farewell_service::deeds::Deed;
use farewell_service::queue::Queue;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use tokio::time::timeout;

const REQUESTS: &str = "farewell_http_requests_total";
const DURATION: &str = "farewell_http_request_duration_seconds";
/// From a cached style sheet to what nobody should wait for.
const BUCKETS: [f64; 10] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];
/// After so many requests the durations are added up, also when nobody reads them.
const ADD_UP_EVERY: u64 = 1_000;
/// So long a reader of the counts waits for the database.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// The counts of one process. Cloning is cheap; all clones count together.
#[derive(Clone)]
pub struct Measures(Arc<Inner>);

struct Inner {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
    requests: AtomicU64,
    among_pages: bool,
}

impl Measures {
    /// Counts that `/metrics` among the pages shows, to clients of this machine only.
    pub fn among_pages() -> Self {
        Self::new(true)
    }

    /// Counts that have a listener of their own.
    pub fn apart() -> Self {
        Self::new(false)
    }

    fn new(among_pages: bool) -> Self {
        let builder =
            PrometheusBuilder::new().set_buckets_for_metric(Matcher::Full(DURATION.to_owned()), &BUCKETS);
        let recorder = builder.unwrap_or_else(|_| PrometheusBuilder::new()).build_recorder();
        metrics::with_local_recorder(&recorder, describe);
        let handle = recorder.handle();
        Self(Arc::new(Inner { recorder, handle, requests: AtomicU64::new(0), among_pages }))
    }

    /// Whether the pages' listener shows them.
    pub(crate) fn is_among_pages(&self) -> bool {
        self.0.among_pages
    }

    /// One request more.
    pub(crate) fn answered(&self, method: &'static str, route: String, status: StatusCode, took: Duration) {
        metrics::with_local_recorder(&self.0.recorder, || {
            let status = status.as_str().to_owned();
            counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status).increment(1);
            histogram!(DURATION, "method" => method, "route" => route).record(took.as_secs_f64());
        });
        if self.0.requests.fetch_add(1, Ordering::Relaxed).is_multiple_of(ADD_UP_EVERY) {
            self.0.handle.run_upkeep();
        }
    }

    /// Everything as it is now.
    pub(crate) async fn text(&self, farewell: &Farewell) -> String {
        let queue = timeout(PATIENCE, farewell.queue()).await.ok().and_then(Result::ok);
        metrics::with_local_recorder(&self.0.recorder, || {
            gauge!("farewell_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
            for deed in Deed::ALL {
                deeds(deed, farewell.deeds(deed));
            }
            jobs(queue.as_ref());
            let connections = farewell.connections();
            gauge!("farewell_database_connections", "state" => "idle").set(connections.idle);
            let busy = connections.open.saturating_sub(connections.idle);
            gauge!("farewell_database_connections", "state" => "busy").set(busy);
            gauge!("farewell_database_connections_max").set(connections.most);
        });
        self.0.handle.render()
    }
}

/// A method by its name; of what clients invent only that it was something else.
pub(crate) fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn deeds(deed: Deed, count: u64) {
    match deed {
        Deed::SignIn => counter!("farewell_sign_ins_total", "result" => "ok"),
        Deed::SignInRefused => counter!("farewell_sign_ins_total", "result" => "refused"),
        Deed::RecoveryAsked => counter!("farewell_recoveries_total", "step" => "asked"),
        Deed::PasswordReset => counter!("farewell_recoveries_total", "step" => "password_set"),
        Deed::Deactivation => counter!("farewell_deactivations_total"),
        Deed::Reactivation => counter!("farewell_reactivations_total"),
        Deed::Erasure => counter!("farewell_erasures_total"),
        Deed::MailDelivered => counter!("farewell_mails_total", "result" => "delivered"),
        Deed::MailDelayed => counter!("farewell_mails_total", "result" => "delayed"),
        Deed::MailDropped => counter!("farewell_mails_total", "result" => "dropped"),
        Deed::JobDone => counter!("farewell_jobs_total", "result" => "done"),
        Deed::JobFailed => counter!("farewell_jobs_total", "result" => "failed"),
    }
    .absolute(count);
}

/// The queue of all nodes; not a number while the database does not answer.
fn jobs(queue: Option<&Queue>) {
    gauge!("farewell_database_up").set(if queue.is_some() { 1.0 } else { 0.0 });
    #[expect(clippy::cast_precision_loss, reason = "counts of jobs stay far below 2^52")]
    let number = |count: Option<i64>| count.map_or(f64::NAN, |count| count as f64);
    for (state, count) in [
        ("waiting", queue.map(|queue| queue.waiting)),
        ("due", queue.map(|queue| queue.due)),
        ("late", queue.map(|queue| queue.late)),
        ("stuck", queue.map(|queue| queue.stuck)),
    ] {
        gauge!("farewell_jobs", "state" => state).set(number(count));
    }
    gauge!("farewell_worker_leases").set(number(queue.map(|queue| queue.leased)));
    gauge!("farewell_mails_waiting").set(number(queue.map(|queue| queue.mails)));
    let oldest = queue.map_or(f64::NAN, |queue| queue.oldest_due.as_secs_f64());
    gauge!("farewell_oldest_due_job_age_seconds").set(oldest);
}

fn describe() {
    describe_counter!(REQUESTS, "Requests answered by this process, by route template.");
    describe_histogram!(DURATION, "How long requests took.");
    describe_gauge!("farewell_build_info", "The version of this process.");
    describe_counter!("farewell_sign_ins_total", "Sign-ins by this process.");
    describe_counter!("farewell_recoveries_total", "Forgotten passwords: mails asked for, passwords set.");
    describe_counter!("farewell_deactivations_total", "Accounts deactivated by this process.");
    describe_counter!("farewell_reactivations_total", "Accounts brought back by this process.");
    describe_counter!("farewell_erasures_total", "Accounts erased by this process.");
    describe_counter!("farewell_mails_total", "Mails handed to the mail server by this process.");
    describe_counter!("farewell_jobs_total", "Jobs tried by this process.");
    describe_gauge!("farewell_database_up", "Whether Farewell's own database answers.");
    describe_gauge!(
        "farewell_jobs",
        "Jobs of all nodes: waiting (all), due, late (due for over 5 minutes), stuck."
    );
    describe_gauge!("farewell_worker_leases", "Jobs of all nodes that a worker is at.");
    describe_gauge!("farewell_mails_waiting", "Mails in the outbox.");
    describe_gauge!("farewell_oldest_due_job_age_seconds", "How long the oldest due job has waited.");
    describe_gauge!(
        "farewell_database_connections",
        "This process's connections to Farewell's own database."
    );
    describe_gauge!("farewell_database_connections_max", "As many connections may be open.");
}
