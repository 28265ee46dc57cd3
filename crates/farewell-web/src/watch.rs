//! For those who watch over Farewell: `/healthz`, `/readyz` and `/metrics`, among the pages or on a listener of
//! their own. None of them names a member.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, FORWARDED, VIA};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use farewell_service::Farewell;
use farewell_service::readiness::{Answer, Readiness};
use serde::Serialize;

use crate::fault::Fault;
use crate::frame::App;
use crate::measures::Measures;

const PROMETHEUS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What a proxy adds to a request that it passes on.
const OF_PROXIES: [HeaderName; 4] =
    [FORWARDED, VIA, HeaderName::from_static("x-forwarded-for"), HeaderName::from_static("x-real-ip")];

/// The router of a listener that serves nothing else.
pub fn watch_router(farewell: Farewell, measures: Measures) -> Router {
    let readiness = {
        let farewell = farewell.clone();
        get(async move || ready(&farewell).await)
    };
    let metrics = get(async move || metrics(&farewell, &measures).await);
    Router::new().route("/healthz", get(health)).route("/readyz", readiness).route("/metrics", metrics)
}

/// The same among the pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(health))
        .route("/readyz", get(async |State(site): State<App>| ready(&site.farewell).await))
        .route("/metrics", get(metrics_for_this_machine))
}

/// `GET /healthz`: the process answers.
async fn health() -> &'static str {
    "ok\n"
}

/// `/metrics` as long as no listener of its own is configured.
async fn metrics_for_this_machine(State(site): State<App>, _: ThisMachine) -> Result<Response, Fault> {
    if !site.measures.is_among_pages() {
        return Err(Fault::NotFound);
    }
    Ok(metrics(&site.farewell, &site.measures).await)
}

async fn metrics(farewell: &Farewell, measures: &Measures) -> Response {
    let headers = [(CONTENT_TYPE, PROMETHEUS), (CACHE_CONTROL, "no-store")];
    (headers, measures.text(farewell).await).into_response()
}

/// `GET /readyz`: whether Farewell's own database and every source answer; 503 names the part that does not.
async fn ready(farewell: &Farewell) -> Response {
    let readiness = farewell.readiness().await;
    let status = if readiness.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(CACHE_CONTROL, "no-store")], Json(Told::of(&readiness))).into_response()
}

#[derive(Serialize)]
struct Told<'a> {
    ready: bool,
    database: &'static str,
    sources: BTreeMap<&'a str, &'static str>,
}

impl<'a> Told<'a> {
    fn of(readiness: &'a Readiness) -> Self {
        let sources = readiness.sources.iter().map(|(name, answer)| (name.as_str(), word(*answer)));
        Self { ready: readiness.is_ready(), database: word(readiness.database), sources: sources.collect() }
    }
}

fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Ready => "ok",
        Answer::Failed => "failed",
        Answer::Silent => "no answer in time",
    }
}

/// A client on this machine that asks by itself: nobody whom a proxy on this machine passes on.
struct ThisMachine;

impl FromRequestParts<App> for ThisMachine {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Fault> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        if is_own(peer, &parts.headers) { Ok(Self) } else { Err(Fault::NotFound) }
    }
}

fn is_own(peer: Option<IpAddr>, headers: &HeaderMap) -> bool {
    let passed_on = OF_PROXIES.iter().any(|name| headers.contains_key(name));
    peer.is_some_and(|peer| peer.to_canonical().is_loopback()) && !passed_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_s_own_clients_are_shown_the_counts() {
        let asks = |peer: &str, header: Option<&str>| {
            let mut headers = HeaderMap::new();
            if let Some(name) = header {
                headers.insert(name.parse::<HeaderName>().expect("a name"), "x".parse().expect("a value"));
            }
            is_own(peer.parse().ok(), &headers)
        };
        assert!(asks("127.0.0.1", None) && asks("::1", None) && asks("::ffff:127.0.0.1", None));
        assert!(!asks("192.0.2.1", None) && !asks("nobody", None));
        for header in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
            assert!(!asks("127.0.0.1", Some(header)), "{header}");
        }
    }
}
