//! What arrives here of a request, for `farewell doctor` alone: nobody else can show the proof that it asks for.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::frame::{Address, App};

/// The header that holds the proof.
const PROOF: &str = "farewell-doctor";

/// `GET /doctor`
pub(crate) async fn show(State(site): State<App>, address: Address, request: Request) -> Response {
    let headers = request.headers();
    let proof = headers.get(PROOF).and_then(|proof| proof.to_str().ok()).unwrap_or_default();
    if !site.farewell.holds_keys(proof) {
        return Fault::NotFound.into_response();
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
    Json(json!({
        "host": text(headers, "host"),
        "origin": text(headers, "origin"),
        "sec_fetch_site": text(headers, "sec-fetch-site"),
        "forwarded_for": text(headers, "x-forwarded-for"),
        "peer": peer.map(|peer| peer.to_string()),
        "counted_as": address.0,
    }))
    .into_response()
}

fn text(headers: &HeaderMap, name: &str) -> Value {
    headers.get(name).map_or(Value::Null, |value| String::from_utf8_lossy(value.as_bytes()).into())
}
