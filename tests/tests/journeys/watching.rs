//! Those who watch: counts on a listener of their own, and logs that hold nothing of anybody's.

use std::time::{Duration, Instant};

use farewell_tests::postgres;
use serde_json::Value;

use crate::binary::run;
use crate::erasure::{erased_words, member_row};
use crate::mail_server::{Certificate, IN_URL, MailServer, Tls, free_port};
use crate::service::{Service, Shop};
use crate::visitor::Visitor;

/// Asks for a page, and says with which status it came.
async fn ask(address: &str, path: &str) -> (u16, String) {
    let answer = reqwest::get(format!("{address}{path}")).await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("a body"))
}

#[tokio::test]
async fn an_operator_s_monitor_has_a_listener_of_its_own_on_every_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Shop::fill(folder.path(), &[]);
    let service = Service::serve(&shop, None).await;
    assert_eq!(
        ask(&service.address, "/metrics").await.0,
        200,
        "on this machine, as long as nothing else is said"
    );
    service.stop(1);

    let apart = format!("127.0.0.1:{}", free_port());
    shop.configure("plan: plan.yaml", &format!("plan: plan.yaml\nmetrics: {{ listen: {apart} }}"));
    let apart_url = format!("http://{apart}");
    let service = Service::serve(&shop, None).await;
    assert_eq!(ask(&service.address, "/metrics").await.0, 404);
    let (status, counts) = ask(&apart_url, "/metrics").await;
    assert_eq!(status, 200);
    assert!(counts.contains("route=\"/metrics\",status=\"404\"} 1"), "the pages are counted: {counts}");
    assert_eq!(ask(&apart_url, "/account").await.0, 404, "there are no pages here");
    service.stop(1);

    let worker = Service::start(&shop, &["worker"], &apart, None);
    worker.answers().await;
    let ready: Value = serde_json::from_str(&ask(&apart_url, "/readyz").await.1).expect("JSON");
    assert_eq!(ready, serde_json::json!({ "ready": true, "database": "ok", "sources": { "shop": "ok" } }));
    assert!(ask(&apart_url, "/metrics").await.1.contains("farewell_jobs_total{result=\"done\"} 0"));
    worker.stop(1);
}

#[tokio::test]
async fn a_database_server_that_goes_away_is_named_and_comes_back_without_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Shop::fill(folder.path(), &[]);
    let url = postgres::new_database();
    shop.configure("sqlite:farewell.db", &url);
    let config = folder.path().join("farewell.yaml");
    let migrated = run(&["migrate", "--config", config.to_str().expect("a plain path")]);
    assert_eq!(migrated.status.code(), Some(0));
    let service = Service::serve(&shop, None).await;
    assert_eq!(ask(&service.address, "/readyz").await.0, 200);

    let (server, name) = url.rsplit_once('/').expect("an address");
    let allow = |yes: bool| {
        let sql = format!(
            "ALTER DATABASE {name} ALLOW_CONNECTIONS {yes}; \
             SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND NOT {yes}"
        );
        for statement in sql.split(';') {
            postgres::run(&format!("{server}/postgres"), statement);
        }
    };
    allow(false);
    let asked = Instant::now();
    let (status, body) = ask(&service.address, "/readyz").await;
    assert!(asked.elapsed() < Duration::from_secs(2), "it does not wait: {:?}", asked.elapsed());
    let told: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(
        (status, &told["ready"], &told["sources"]["shop"]),
        (503, &false.into(), &"ok".into()),
        "{body}"
    );
    assert_ne!(told["database"], "ok");
    assert!(ask(&service.address, "/metrics").await.1.contains("farewell_database_up 0"));
    assert_eq!(ask(&service.address, "/healthz").await.0, 200);

    allow(true);
    let deadline = Instant::now() + Duration::from_secs(10);
    while ask(&service.address, "/readyz").await.0 != 200 {
        assert!(Instant::now() < deadline, "it is used again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(ask(&service.address, "/metrics").await.1.contains("farewell_database_up 1"));
    service.stop(1);
}

/// The token of the link in a mail.
fn token(mail: &Value) -> String {
    let text = mail["text"].as_str().expect("a text");
    let (_, rest) = text.split_once("token=").expect("a link");
    rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect()
}

#[tokio::test]
async fn the_logs_of_the_whole_way_hold_nothing_of_the_member_s() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, certificate) = (free_port(), Certificate::make(folder.path(), "server"));
    let shop = Shop::fill(folder.path(), &["--grace", "6s"]);
    shop.configure("smtp://127.0.0.1:1025", &format!("smtps://kramik:{IN_URL}@localhost:{port}"));
    shop.configure("plan: plan.yaml", "plan: plan.yaml\ntrusted_proxies: [127.0.0.1]");
    let (_, email, locale, _) = member_row(folder.path(), &shop.member_id).await;
    let server = MailServer::start(port, Tls::FromTheStart, &certificate);
    let service = Service::serve(&shop, Some(&certificate.file)).await;

    let client = reqwest::Client::new();
    let from_afar =
        client.post(format!("{}/sign-in", service.address)).header("x-forwarded-for", "203.0.113.77");
    from_afar
        .form(&[("identifier", &email), ("password", &"hunter22".to_owned())])
        .send()
        .await
        .expect("an answer");
    let member = Visitor::at(&service.address);
    member.post("/forgot-password", &[("identifier", &email)]).await.goes_to("/forgot-password");
    let reset = token(&server.mail());
    member.get(&format!("/reset-password?token={reset}")).await.is_a_page();
    member.sign_in(&shop.member_id, &shop.password).await.goes_to("/account");
    member.get(&format!("/members/{}", shop.member_id)).await;
    member.leave(&shop.member_id, "no_reply", "Signed, somebody.").await;
    let back = token(&server.mail());
    member.get(&format!("/reactivate?token={back}")).await.is_a_page();
    let last = server.mail();
    assert!(last["subject"].as_str().expect("a subject").contains(erased_words(&locale)), "{last}");

    let log = service.log();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let answered = |route: &str, status: u64| {
        let is_it = |line: &&Value| line["route"] == route && line["status"] == status;
        lines.iter().any(|line| is_it(&line) && line["ms"].is_u64() && line["span"]["id"].is_string())
    };
    assert!(
        answered("/sign-in", 422) && answered("/reset-password", 200) && answered("/goodbye", 200),
        "{log}"
    );
    for secret in [
        &email,
        &shop.member_id,
        &shop.password,
        &reset,
        &back,
        IN_URL,
        "hunter22",
        "203.0.113.77",
        "Signed,",
    ] {
        let found = log.lines().find(|line| line.contains(secret));
        assert!(found.is_none(), "{secret} stands in {found:?}");
    }
    service.stop(1);
}
