//! Every path that the sources name: looking changes nothing, and nonsense breaks nothing.

use axum::body::Body;

use crate::portal::{Portal, Visitor, link};

const SOURCES: [&str; 3] = [
    include_str!("../../src/routes.rs"),
    include_str!("../../src/demo/mod.rs"),
    include_str!("../../src/asset.rs"),
];

/// Every field of every form.
const FIELDS: [&str; 14] = [
    "identifier",
    "password",
    "current",
    "phrase",
    "reason",
    "comment",
    "choice",
    "token",
    "name",
    "gender",
    "email",
    "language",
    "next",
    "username",
];

const FORM: &str = "application/x-www-form-urlencoded";

/// The paths that are read (`get(`) or written to (`post(`), with something in each place.
fn paths(method: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for piece in SOURCES.iter().flat_map(|source| source.split(".route(").skip(1)) {
        let (path, rest) = piece.trim_start()[1..].split_once('"').expect("a path in quotation marks");
        let handlers = rest.split(['}', ';']).next().unwrap_or_default();
        if handlers.contains(method) {
            paths.push(filled(path));
        }
    }
    paths
}

/// The path with something in each of its places.
fn filled(path: &str) -> String {
    let known = path.replace("{username}", "zofia").replace("{id}", "1");
    let part = |part: &str| if part.starts_with('{') { "x".to_owned() } else { part.to_owned() };
    known.split('/').map(part).collect::<Vec<_>>().join("/")
}

async fn reads_everything(portal: &Portal, visitor: &mut Visitor<'_>, token: &str) {
    let before = portal.everything().await;
    for path in paths("get(") {
        for query in ["", "?lang=pl", &format!("?token={token}"), "?next=/account&sent=yes&choice=return"] {
            for method in ["GET", "HEAD"] {
                let request = visitor.request(method, &format!("{path}{query}")).body(Body::empty());
                let answer = visitor.send(request.expect("a request")).await;
                assert!(!answer.status.is_server_error(), "{path}{query}: {}", answer.status);
            }
        }
        assert!(portal.everything().await == before, "reading {path} has changed something");
    }
}

#[tokio::test]
async fn reading_any_page_with_any_session_and_any_link_changes_nothing() {
    let portal = Portal::new().await;
    assert!(paths("get(").len() > 20, "{:?}", paths("get("));
    portal.add_member(3, "ada", "en", true).await;
    let mut gone = portal.deactivated("zofia").await;
    let back = link(&portal.mails().await[0]);
    let token = back.split_once("token=").expect("a token").1.to_owned();
    portal
        .visitor()
        .post("/forgot-password", &[("identifier", "ed")])
        .await
        .leads_to("/forgot-password?sent=yes");
    let reset = link(&portal.mails().await[0]);
    let reset = reset.split_once("token=").expect("a token").1.to_owned();
    let mut returning = portal.signed_in("zofia").await;
    let mut member = portal.signed_in("ed").await;
    let mut confirmed = portal.signed_in("ada").await;
    let words = [("identifier", "ada"), ("phrase", "Deactivate my account")];
    confirmed.post("/account/deactivate", &words).await.leads_to("/account/deactivate/reason");
    for token in [&token, &reset] {
        reads_everything(&portal, &mut portal.visitor(), token).await;
        for visitor in [&mut gone, &mut returning, &mut member, &mut confirmed] {
            reads_everything(&portal, visitor, token).await;
        }
    }
}

/// What no browser sends of itself: a name for messages, the content type, the bytes.
fn nonsense() -> Vec<(String, &'static str, Vec<u8>)> {
    let each = |value: &str| FIELDS.map(|field| format!("{field}={value}")).join("&").into_bytes();
    let raw = [b"identifier=\xff\xfe&password=\xc3\x28&email=\xf0\x28&choice=\xff&reason=\xff".to_vec()];
    let fields: Vec<String> = (0..10_000).map(|n| format!("f{n}=1&")).collect();
    let mut all = vec![
        ("too much".to_owned(), FORM, vec![b'a'; 3 * 1024 * 1024]),
        ("NUL bytes".to_owned(), FORM, each("%00")),
        ("control characters".to_owned(), FORM, each("a%0Ab%1B%7F")),
        ("broken UTF-8, encoded".to_owned(), FORM, each("%FF%C3%28")),
        ("broken UTF-8, raw".to_owned(), FORM, raw.concat()),
        ("broken encoding".to_owned(), FORM, b"%%%=&&&==;%zz=%1&identifier".to_vec()),
        ("long values".to_owned(), FORM, each(&"%C5%BC".repeat(20_000))),
        ("long names".to_owned(), FORM, format!("{}=1", "a".repeat(100_000)).into_bytes()),
        ("ten thousand fields".to_owned(), FORM, fields.concat().into_bytes()),
        ("every field twice".to_owned(), FORM, [each("x"), b"&".to_vec(), each("y")].concat()),
        ("SQL".to_owned(), FORM, each("'%3B+DROP+TABLE+account%3B--")),
        ("nothing".to_owned(), FORM, Vec::new()),
    ];
    for kind in
        ["application/json", "text/plain", "multipart/form-data; boundary=x", "application/xml", "", "\u{7f}"]
    {
        all.push((format!("content type {kind:?}"), kind, each("x")));
    }
    all
}

/// Without what is written down although nobody is meant: tries that count, wishes that the worker looks at, comments
/// that anyone may write.
fn of_members(everything: &str) -> Vec<&str> {
    let aside = ["attempt:", "recovery_request:", "job:", "audit_event:", "comment:"];
    everything.lines().filter(|line| !aside.iter().any(|table| line.starts_with(table))).collect()
}

#[tokio::test]
async fn nonsense_sent_to_any_form_is_answered_and_changes_nobody() {
    let portal = Portal::new().await;
    let forms = paths("post(");
    assert!(forms.len() >= 8, "{forms:?}");
    let mut visitors = [portal.visitor(), portal.signed_in("zofia").await];
    let before = portal.everything().await;
    for visitor in &mut visitors {
        // Signing out takes no field, so that it cannot be sent wrongly.
        for path in forms.iter().filter(|path| *path != "/sign-out") {
            for (what, kind, bytes) in nonsense() {
                let mut request = visitor.request("POST", path);
                if let Ok(kind) = axum::http::HeaderValue::from_str(kind) {
                    request = request.header("content-type", kind);
                }
                let answer = visitor.send(request.body(Body::from(bytes)).expect("a request")).await;
                let answered = answer.status.is_client_error() || answer.status.is_redirection();
                assert!(answered, "{path}, {what}: {}", answer.status);
                if answer.status.is_client_error() {
                    assert!(answer.body.contains("<h1"), "{path}, {what}: no page with {}", answer.status);
                }
            }
            let after = portal.everything().await;
            assert_eq!(of_members(&after), of_members(&before), "{path}");
        }
    }
    visitors[1].get("/account").await.says(200, &["My account"]);
}

#[tokio::test]
async fn a_page_is_not_to_be_put_deleted_or_patched() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let before = portal.everything().await;
    for path in [paths("get("), paths("post(")].concat() {
        for method in ["PUT", "DELETE", "PATCH", "TRACE", "BREW"] {
            let request = zofia.request(method, &path).header("origin", "http://127.0.0.1:8080");
            let answer = zofia.send(request.body(Body::empty()).expect("a request")).await;
            assert_eq!(answer.status.as_u16(), 405, "{method} {path}");
        }
    }
    assert!(portal.everything().await == before);
}

#[tokio::test]
async fn broken_addresses_are_answered() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    for path in [
        "/reset-password?token=%FF%00",
        "/reset-password?token=a&token=b",
        "/reactivate?token=%00",
        "/sign-in?next=%FF",
        "/sign-in?next=a&next=b",
        "/?lang=%00",
        "/?lang=pl&lang=en",
        "/members/%FF",
        "/products/99999999999999999999",
        "/assets/%2e%2e%2fCargo.toml",
        "/forgot-password?sent",
        "/%00",
        "/account/../sign-in",
        "//evil.example/",
    ] {
        let answer = guest.get(path).await;
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn strange_headers_are_survived() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let cookie = format!("farewell={}; farewell={}", zofia.cookies["farewell"], "A".repeat(43));
    let long = "x".repeat(60_000);
    for (name, value) in [
        ("cookie", cookie.as_bytes()),
        ("cookie", b"farewell=\xff\xfe"),
        ("cookie", b"farewell=; farewell_language=../../etc; farewell_notice=<script>"),
        ("accept-language", b"\xff,;q=,*;q=9"),
        ("accept-language", long.as_bytes()),
        ("user-agent", b"\xff\xfe"),
        ("x-forwarded-for", b"\xff, 1.2.3, ::::"),
        ("referer", long.as_bytes()),
        ("content-length", b"5"),
    ] {
        let mut request = zofia.request("GET", "/account").body(Body::empty()).expect("a request");
        let value = axum::http::HeaderValue::from_bytes(value).expect("a value");
        request.headers_mut().insert(axum::http::HeaderName::from_static(name), value);
        let answer = zofia.send(request).await;
        assert!(!answer.status.is_server_error(), "{name}: {}", answer.status);
    }
    let mut flood = portal.visitor().request("GET", "/");
    for number in 0..2_000 {
        flood = flood.header(format!("x-flood-{number}"), "x");
    }
    let answer = portal.visitor().send(flood.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status.as_u16(), 200);
}
