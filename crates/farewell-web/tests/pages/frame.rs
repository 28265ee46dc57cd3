//! What surrounds every page: headers, cookies, languages, machines' addresses.

use axum::body::Body;

use crate::portal::{PASSWORD, Portal};

#[tokio::test]
async fn every_answer_carries_the_protecting_headers() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    for path in ["/", "/sign-in", "/nowhere", "/brand.css", "/account", "/healthz", "/outbox"] {
        let answer = guest.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'; img-src 'self'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}: plain http");
    }
}

#[tokio::test]
async fn on_https_cookies_and_browsers_stay_on_https() {
    let portal = Portal::with("28d", "https://account.kramik.example").await;
    let mut zofia = portal.visitor();
    let form = [("identifier", "zofia"), ("password", PASSWORD)];
    let answer = zofia.post("/sign-in", &form).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-farewell="), "{cookie}");
    for word in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(word), "{word}: {cookie}");
    }
    assert!(!answer.header("strict-transport-security").is_empty());
}

#[tokio::test]
async fn pages_carry_no_script_and_no_inline_style() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    for path in ["/", "/account/profile", "/account/deactivate", "/help/delete-account", "/outbox"] {
        let body = zofia.get(path).await.body;
        assert!(!body.contains("<script") && !body.contains(" style=") && !body.contains("<style"), "{path}");
    }
}

#[tokio::test]
async fn style_sheets_are_kept_for_ever_under_the_name_of_their_content() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    let home = guest.get("/").await;
    let css =
        home.targets("href").into_iter().find(|href| href.starts_with("/assets/farewell.")).expect("a sheet");
    let answer = guest.get(&css).await;
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(answer.header("content-type"), "text/css");
    let brand = guest.get("/brand.css").await;
    assert!(brand.body.contains("#0f766e"));
    guest.get("/assets/farewell.0000000000000000.css").await.says(404, &["There is no page here"]);
}

#[tokio::test]
async fn the_chosen_language_is_remembered_and_the_page_stays() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    let page = guest.get("/sign-in?next=/account").await;
    page.says(200, &["Sign in"]);
    assert!(page.targets("href").contains(&"/sign-in?next=/account&lang=pl".to_owned()));
    let polish = guest.get("/sign-in?next=/account&lang=pl").await;
    polish.says(200, &["Logowanie"]);
    assert!(polish.body.contains("<html lang=\"pl\">") && polish.body.contains("value=\"/account\""));
    guest.get("/help/delete-account").await.says(200, &["Jak usunąć konto"]);
    guest.post("/sign-in", &[("identifier", "x"), ("password", "y")]).await.says(422, &["Błąd: Logowanie"]);
}

#[tokio::test]
async fn without_a_wish_the_members_own_language_is_spoken() {
    let portal = Portal::new().await;
    let mut ed = portal.signed_in("ed").await;
    ed.language = String::new();
    ed.get("/account").await.says(200, &["My account"]);
    let mut zofia = portal.signed_in("zofia").await;
    zofia.language = "de".to_owned();
    zofia.get("/account").await.says(200, &["Moje konto"]);
    portal.speaker("").get("/sign-in").await.says(200, &["Logowanie"]);
}

#[tokio::test]
async fn machines_find_what_they_look_for() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    assert_eq!(guest.get("/healthz").await.body, "ok\n");
    assert!(guest.get("/version").await.body.contains("\"version\""));
    let security = guest.get("/.well-known/security.txt").await.body;
    assert!(
        security.starts_with("Contact: mailto:help@kramik.example\nExpires: 2027-05-24T12:00:00Z\n"),
        "{security}"
    );
}

#[tokio::test]
async fn the_outbox_speaks_to_people_and_to_scripts() {
    let portal = Portal::new().await;
    portal.deactivated("zofia").await;
    portal.mails().await;
    let mut guest = portal.visitor();
    let page = guest.get("/outbox").await;
    page.says(200, &["Konto w serwisie Kramik zostało dezaktywowane", "To: zofia@example.com"]);
    assert!(
        page.targets("href").iter().any(|href| href.starts_with("http://127.0.0.1:8080/reactivate?token="))
    );
    let request = guest.request("GET", "/outbox").header("accept", "application/json");
    let json = guest.send(request.body(Body::empty()).expect("a request")).await;
    let list: serde_json::Value = serde_json::from_str(&json.body).expect("JSON");
    assert_eq!(list[0]["to"], "zofia@example.com");
    assert!(list[0]["text"].as_str().expect("a text").contains("22 grudnia 2026 r."));
    assert_eq!(list[0].as_object().expect("an object").len(), 3);
}
