//! What machines look for: the version and the two well-known addresses.

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};
use farewell_domain::language::Language;
use jiff::ToSpan;

use crate::frame::App;

/// `GET /version`
pub(crate) async fn version() -> Json<serde_json::Value> {
    Json(serde_json::json!({ "name": "farewell", "version": env!("CARGO_PKG_VERSION") }))
}

/// `GET /.well-known/change-password` (W3C: a well-known URL for changing passwords)
pub(crate) async fn change_password() -> Redirect {
    Redirect::to("/account/password")
}

/// `GET /.well-known/security.txt` (RFC 9116)
pub(crate) async fn security(State(site): State<App>) -> Response {
    let languages: Vec<&str> = site.texts.languages().iter().map(Language::as_str).collect();
    let expires = site.farewell.now().checked_add((180 * 24).hours()).unwrap_or_else(|_| site.farewell.now());
    let text = format!(
        "Contact: mailto:{}\nExpires: {}\nPreferred-Languages: {}\nCanonical: {}/.well-known/security.txt\n",
        site.support.email,
        expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        languages.join(", "),
        site.public_url,
    );
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
