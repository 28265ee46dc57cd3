//! Headers that every response carries.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use super::App;

/// Nothing but our own style sheets, pictures and forms; nothing inline; no frame around us.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                              base-uri 'none'; frame-ancestors 'none'";

/// `same-origin`, not `no-referrer`: no other site ever learns an address (tokens stand in some), and our own
/// forms still carry an `Origin`, which the cross-site check needs from browsers without `Sec-Fetch-Site`.
const REFERRER: &str = "same-origin";

const FEATURES: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

const ALWAYS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, REFERRER),
    (HeaderName::from_static("permissions-policy"), FEATURES),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Adds them.
pub(crate) async fn protect(State(site): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if site.is_https() {
        let two_years = HeaderValue::from_static("max-age=63072000");
        response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, two_years);
    }
    response
}
