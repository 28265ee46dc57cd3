//! Forms of other sites, also behind a proxy that does not pass on all that the browser sent.

use axum::body::Body;
use axum::http::Request;

use crate::portal::Portal;

const OURS: &str = "http://127.0.0.1:8080";

#[tokio::test]
async fn a_proxy_that_strips_host_or_origin_opens_no_door_that_a_browser_could_use() {
    let portal = Portal::new().await;
    let foreign = "https://evil.example";
    // Host, Origin and Sec-Fetch-Site as they arrive; whether the form is taken.
    let cases = [
        (Some("127.0.0.1:8080"), Some(OURS), Some("same-origin"), true),
        // The proxy names itself, or nobody.
        (Some("backend:9999"), Some(OURS), Some("same-origin"), true),
        (Some("backend:9999"), Some(OURS), None, true),
        (None, Some(OURS), None, true),
        (None, Some(foreign), None, false),
        (Some("backend:9999"), Some(foreign), None, false),
        (Some("127.0.0.1:8080"), Some("null"), None, false),
        // The proxy strips Origin: what the browser says of the form still counts.
        (Some("127.0.0.1:8080"), None, Some("same-origin"), true),
        (Some("127.0.0.1:8080"), None, Some("cross-site"), false),
        (Some("127.0.0.1:8080"), None, Some("same-site"), false),
        (None, None, Some("cross-site"), false),
        // No browser: no cookies that others could use.
        (Some("127.0.0.1:8080"), None, None, true),
    ];
    for (host, origin, site, taken) in cases {
        let mut zofia = portal.signed_in("zofia").await;
        let mut request = Request::builder().method("POST").uri("/sign-out");
        let cookie = format!("farewell={}", zofia.cookies["farewell"]);
        let headers =
            [("host", host), ("origin", origin), ("sec-fetch-site", site), ("cookie", Some(&cookie))];
        for (name, value) in headers {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let answer = zofia.send(request.body(Body::empty()).expect("a request")).await;
        let expected = if taken { 303 } else { 403 };
        assert_eq!(answer.status.as_u16(), expected, "{host:?} {origin:?} {site:?}");
        let still = zofia.get("/account").await.status.as_u16() == 200;
        assert_eq!(still, !taken, "{host:?} {origin:?} {site:?}");
    }
}
