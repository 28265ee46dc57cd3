//! What those see who watch over a site: whether it is ready, and counts without anybody's name.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use jiff::SignedDuration;

use crate::portal::{Answer, PASSWORD, Portal, Visitor, link};

/// Asks as a program on this machine does.
async fn counts(visitor: &mut Visitor<'_>, more: Option<(&str, &str)>) -> Answer {
    let mut request = visitor.request("GET", "/metrics");
    if let Some((name, value)) = more {
        request = request.header(name, value);
    }
    let mut request = request.body(Body::empty()).expect("a request");
    let here: SocketAddr = "127.0.0.1:50000".parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(here));
    visitor.send(request).await
}

#[tokio::test]
async fn the_whole_way_is_counted_and_no_identifier_stands_in_the_counts() {
    let portal = Portal::new().await;
    let mut zofia = portal.visitor();
    zofia.post("/sign-in", &[("identifier", "zofia"), ("password", "wrong")]).await.says(422, &[]);
    zofia.post("/forgot-password", &[("identifier", "zofia@example.com")]).await;
    let mail = portal.mails().await;
    let reset = link(&mail[0]);
    zofia.get(&reset).await.says(200, &[]);
    portal.deactivated("zofia").await;
    zofia.get(&link(&portal.mails().await[0])).await.says(200, &[]);
    zofia.get("/members/zofia?lang=pl").await;
    zofia.get("/zofia@example.com/secret").await.says(404, &[]);
    portal.pass(SignedDuration::from_hours(29 * 24));
    portal.mails().await;

    let answer = counts(&mut zofia, None).await;
    answer.says(200, &[]);
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    for line in [
        "farewell_http_requests_total{method=\"GET\",route=\"/members/{username}\",status=\"404\"} 1",
        "farewell_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1",
        "farewell_http_requests_total{method=\"POST\",route=\"/sign-in\",status=\"422\"} 1",
        "farewell_http_request_duration_seconds_count{method=\"POST\",route=\"/sign-in\"} 2",
        "farewell_sign_ins_total{result=\"ok\"} 1",
        "farewell_sign_ins_total{result=\"refused\"} 1",
        "farewell_recoveries_total{step=\"asked\"} 1",
        "farewell_deactivations_total 1",
        "farewell_reactivations_total 0",
        "farewell_erasures_total 1",
        "farewell_jobs{state=\"late\"} 0",
        "farewell_worker_leases 0",
        "farewell_database_up 1",
        "farewell_oldest_due_job_age_seconds 0",
    ] {
        assert!(answer.body.lines().any(|other| other == line), "{line} is missing in\n{}", answer.body);
    }
    let token = reset.split_once("token=").expect("a token").1;
    for secret in ["zofia", "example.com", token, "127.0.0.1", "lang=", PASSWORD] {
        assert!(!answer.body.contains(secret), "{secret} stands in\n{}", answer.body);
    }
}

#[tokio::test]
async fn the_counts_are_for_this_machine_and_not_for_whom_its_proxy_passes_on() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    guest.get("/metrics").await.says(404, &["There is no page here"]);
    counts(&mut guest, Some(("x-forwarded-for", "192.0.2.7"))).await.says(404, &[]);
    counts(&mut guest, None).await.says(200, &[]);
}

#[tokio::test]
async fn a_client_that_invents_methods_makes_no_series() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    for method in ["ZOFIA", "PROPFIND"] {
        let request = guest.request(method, "/sign-in").body(Body::empty()).expect("a request");
        guest.send(request).await.says(405, &[]);
    }
    let answer = counts(&mut guest, None).await;
    let line = "farewell_http_requests_total{method=\"other\",route=\"/sign-in\",status=\"405\"} 2";
    assert!(answer.body.contains(line) && !answer.body.contains("ZOFIA"), "{}", answer.body);
}

#[tokio::test]
async fn a_site_is_ready_until_a_part_of_it_is_gone_which_is_then_named() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    let ready = guest.get("/readyz").await;
    assert_eq!(ready.status, 200);
    assert_eq!(ready.body, r#"{"ready":true,"database":"ok","sources":{"shop":"ok"}}"#);
    portal.move_away("shop.db");
    let unready = guest.get("/readyz").await;
    assert_eq!(unready.status, 503);
    assert_eq!(unready.body, r#"{"ready":false,"database":"ok","sources":{"shop":"failed"}}"#);
    assert_eq!(guest.get("/healthz").await.body, "ok\n", "the process is well");
}

#[tokio::test]
async fn every_answer_has_an_id_of_its_own() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    let mut ids = Vec::new();
    for path in ["/", "/sign-in", "/nowhere", "/healthz"] {
        ids.push(guest.get(path).await.header("x-request-id").to_owned());
    }
    let request = guest.request("GET", "/").header("x-request-id", "zofia").body(Body::empty());
    ids.push(guest.send(request.expect("a request")).await.header("x-request-id").to_owned());
    assert!(ids.iter().all(|id| id.len() == 36), "{ids:?}");
    ids.dedup();
    assert_eq!(ids.len(), 5);
}
