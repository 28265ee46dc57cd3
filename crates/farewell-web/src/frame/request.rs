//! Each request: an id of its own, one line in the log, its place in the counts. What visitors type or follow, a
//! path's parameters, the query with its tokens, their address, stands in none of them.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use uuid::Uuid;

use super::{App, is_file};
use crate::measures;

/// The answer names the id, so that a member can tell it and an operator find it.
const ID: HeaderName = HeaderName::from_static("x-request-id");
/// What stands for the route of a path that there is none for.
const NO_ROUTE: &str = "none";

/// Lets the site answer, and tells of it.
pub(crate) async fn observe(State(site): State<App>, request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().to_string();
    let begun = Instant::now();
    let method = measures::method(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or(NO_ROUTE, MatchedPath::as_str).to_owned();
    let quiet = is_file(request.uri().path());
    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status(), begun.elapsed());
    span.in_scope(|| {
        let (status, ms) = (status.as_u16(), u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
        if quiet {
            tracing::debug!(method, route, status, ms, "answered");
        } else {
            tracing::info!(method, route, status, ms, "answered");
        }
    });
    site.measures.answered(method, route, status, took);
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(ID, id);
    }
    response
}
