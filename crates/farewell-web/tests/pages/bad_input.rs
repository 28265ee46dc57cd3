//! Bad input: a clear page, the right status, what was typed kept, and nothing changed.

use axum::body::Body;

use crate::portal::{PASSWORD, Portal};

const MEGABYTE: usize = 1024 * 1024;

#[tokio::test]
async fn a_megabyte_in_a_field_is_answered_as_a_form() {
    let portal = Portal::new().await;
    let long = "a".repeat(MEGABYTE);
    let mut zofia = portal.signed_in("zofia").await;
    let answer = zofia.post_body("/account/deactivate", format!("identifier=zofia&phrase={long}")).await;
    answer.says(422, &["is too long: 1,000 characters at most"]);
    assert!(answer.body.contains(&long));
    let answer = zofia.post_body("/account/profile", format!("name={long}")).await;
    answer.says(422, &["too long"]);
    let mut guest = portal.visitor();
    guest.post_body("/sign-in", format!("identifier={long}&password=x")).await.says(422, &["too long"]);
}

#[tokio::test]
async fn more_than_two_megabytes_are_too_much() {
    let portal = Portal::new().await;
    let mut guest = portal.speaker("pl");
    let answer = guest.post_body("/sign-in", format!("identifier={}", "a".repeat(3 * MEGABYTE))).await;
    answer.says(413, &["Za dużo naraz"]);
}

#[tokio::test]
async fn control_characters_are_named_with_their_field() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    let answer = guest.post("/sign-in", &[("identifier", "zo\0fia"), ("password", PASSWORD)]).await;
    answer.says(422, &["“Member ID or e-mail address” contains invisible control characters."]);
    assert!(answer.body.contains("value=\"zofia\""));
    let mut zofia = portal.signed_in("zofia").await;
    zofia.post("/account/profile", &[("name", "Zo\nfia")]).await.says(422, &["“Name” contains invisible"]);
    let words = [("identifier", "zofia"), ("phrase", "Deactivate my account")];
    zofia.post("/account/deactivate", &words).await;
    let comment = [("reason", ""), ("comment", "line\r\nline\u{7}")];
    zofia
        .post("/account/deactivate/reason", &comment)
        .await
        .says(422, &["contains invisible control characters"]);
    zofia.get("/account").await.says(200, &[]);
}

#[tokio::test]
async fn an_unknown_reason_and_a_long_comment_keep_what_was_typed() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    zofia.post("/account/deactivate", &[("identifier", "zofia"), ("phrase", "Deactivate my account")]).await;
    let unknown = [("reason", "because"), ("comment", "My words")];
    let answer = zofia.post("/account/deactivate/reason", &unknown).await;
    answer.says(422, &["Error: Deactivate account", "That answer is not on the list.", "My words"]);
    let long = "ż".repeat(2001);
    let comment = [("reason", "no_reply"), ("comment", long.as_str())];
    let answer = zofia.post("/account/deactivate/reason", &comment).await;
    answer.says(422, &["The comment is too long: 2,000 characters at most.", &long]);
    assert!(answer.body.contains("value=\"no_reply\" checked"), "the choice was lost");
    zofia.post("/account/deactivate/reason", &[("reason", "no_reply")]).await.leads_to("/goodbye");
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    for (name, value) in
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("origin", "null")]
    {
        let request = zofia.request("POST", "/sign-out").header(name, value);
        let answer = zofia.send(request.body(Body::empty()).expect("a request")).await;
        answer.says(403, &["This came from another site", "Nothing has changed."]);
    }
    let request = zofia.request("POST", "/sign-out").header("origin", "http://127.0.0.1:8080");
    zofia.send(request.body(Body::empty()).expect("a request")).await.leads_to("/");
}

#[tokio::test]
async fn broken_forms_and_requests_have_pages_of_their_own() {
    let portal = Portal::new().await;
    let mut guest = portal.speaker("pl");
    guest.get("/nowhere").await.says(404, &["Tu nie ma żadnej strony"]);
    guest.get("/products/abc").await.says(404, &["Tu nie ma żadnej strony"]);
    guest.get("/members/nobody%2F..%00").await.says(404, &["Tej osoby tu nie ma"]);
    let refused = guest.get("/sign-out").await;
    refused.says(405, &["Ta strona tego nie obsługuje"]);
    assert_eq!(refused.header("allow"), "POST");
    guest
        .post_body("/sign-in", "identifier=a&identifier=b".to_owned())
        .await
        .says(400, &["Żądanie było niekompletne"]);
    let request = guest.request("POST", "/sign-in").header("content-type", "application/json");
    let answer = guest.send(request.body(Body::from("{}")).expect("a request")).await;
    answer.says(400, &["Żądanie było niekompletne"]);
    guest.post("/sign-in", &[]).await.says(422, &["Podaj hasło."]);
}
