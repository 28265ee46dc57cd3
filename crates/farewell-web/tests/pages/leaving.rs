//! The way out: part one, part two, the orange button, the goodbye.

use crate::portal::{PASSWORD, Portal};

const WORDS: (&str, &str) = ("phrase", "Deactivate my account");

#[tokio::test]
async fn a_member_leaves_in_two_short_forms() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    zofia.get("/account/deactivate").await.says(
        200,
        &[
            "step 1 of 2",
            "Deleted",
            "Your profile",
            "Stays without your name",
            "Reviews",
            "Kept by law",
            "On 23 December 2026 we erase everything",
            "until the end of 22 December 2026",
        ],
    );
    let who = ("identifier", "zofia@example.com");
    zofia.post("/account/deactivate", &[who, WORDS]).await.leads_to("/account/deactivate/reason");
    zofia
        .get("/account/deactivate/reason")
        .await
        .says(200, &["15 seconds", "Before you say goodbye", "I was scammed"]);
    let reason = [("reason", "too_many_emails"), ("comment", "Bye.\nAnd thanks.")];
    zofia.post("/account/deactivate/reason", &reason).await.leads_to("/goodbye");
    let goodbye = zofia.get("/goodbye").await;
    goodbye.says(200, &["Your account is deactivated", "23 December 2026", "22 December 2026"]);
    assert_eq!(goodbye.header("clear-site-data"), "\"cache\", \"storage\"");

    let mails = portal.mails().await;
    assert_eq!(mails[0].subject, "Konto w serwisie Kramik zostało dezaktywowane");
    assert_eq!(mails[0].to, "zofia@example.com");
}

#[tokio::test]
async fn the_words_of_the_other_language_count_too() {
    let portal = Portal::new().await;
    let mut ed = portal.signed_in("ed").await;
    let typed = [("identifier", "ed"), ("phrase", " \u{201e}dezaktywuj\u{a0}moje konto.\u{201d} ")];
    ed.post("/account/deactivate", &typed).await.leads_to("/account/deactivate/reason");
}

#[tokio::test]
async fn wrong_words_and_somebody_elses_id_change_nothing_and_keep_what_was_typed() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let answer = zofia.post("/account/deactivate", &[("identifier", "ed"), ("phrase", "Delete <me>")]).await;
    answer.says(
        422,
        &[
            "Error: Deactivate account",
            "That is not the member ID or e-mail address of this account. Nothing has changed.",
            "Those are not the words shown above. Nothing has changed.",
        ],
    );
    assert!(answer.body.contains("value=\"Delete &#60;me&#62;\""), "{}", answer.body);
    assert!(answer.body.contains("aria-describedby=\"phrase-words phrase-hint phrase-mistake\""));
    zofia.get("/account/deactivate/reason").await.leads_to("/account/deactivate");
}

#[tokio::test]
async fn an_old_sign_in_is_asked_for_the_password() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    portal.pass(jiff::SignedDuration::from_mins(11));
    assert!(zofia.get("/account/deactivate").await.body.contains("name=\"password\""));
    let who = ("identifier", "zofia");
    zofia.post("/account/deactivate", &[who, WORDS]).await.says(422, &["Type your password."]);
    let wrong = zofia.post("/account/deactivate", &[who, WORDS, ("password", "not this one, surely")]).await;
    wrong.says(422, &["That is not the password of this account."]);
    assert!(!wrong.body.contains("not this one"), "a password came back");
    let right = [who, WORDS, ("password", PASSWORD)];
    zofia.post("/account/deactivate", &right).await.leads_to("/account/deactivate/reason");
}

#[tokio::test]
async fn a_member_who_mistypes_the_password_ten_times_is_told_to_wait_a_little() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    portal.pass(jiff::SignedDuration::from_mins(11));
    let wrong = [("identifier", "zofia"), WORDS, ("password", "not this one, surely")];
    for _ in 0..10 {
        zofia.post("/account/deactivate", &wrong).await.says(422, &["That is not the password"]);
    }
    let eleventh = zofia.post("/account/deactivate", &wrong).await;
    eleventh.says(429, &["too many attempts", "Nothing about your account has changed."]);
    assert_eq!(eleventh.header("retry-after"), "31");
    portal.pass(jiff::SignedDuration::from_secs(30));
    let right = [("identifier", "zofia"), WORDS, ("password", PASSWORD)];
    zofia.post("/account/deactivate", &right).await.leads_to("/account/deactivate/reason");
}

#[tokio::test]
async fn the_button_pressed_without_part_one_does_nothing() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    zofia.post("/account/deactivate/reason", &[("reason", "")]).await.leads_to("/account/deactivate");
    zofia.get("/account").await.says(200, &["My account"]);
}

#[tokio::test]
async fn nothing_optional_blocks_leaving_and_nothing_is_ticked() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    zofia.post("/account/deactivate", &[("identifier", "zofia"), WORDS]).await;
    let page = zofia.get("/account/deactivate/reason").await;
    assert!(!page.body.contains(" checked"), "{}", page.body);
    assert_eq!(page.body.matches("type=\"radio\"").count(), 10);
    zofia.post("/account/deactivate/reason", &[]).await.leads_to("/goodbye");
}

#[tokio::test]
async fn an_open_order_comes_first() {
    let portal = Portal::new().await;
    portal.shop.execute("INSERT INTO orders VALUES (1, 1, 'open')", &[]).await.expect("an order");
    let mut zofia = portal.signed_in("zofia").await;
    zofia
        .get("/account/deactivate")
        .await
        .says(200, &["This must be settled first", "You have an open order."]);
    let blocked = zofia.post("/account/deactivate", &[("identifier", "zofia"), WORDS]).await;
    blocked.says(422, &["You have an open order."]);
    assert!(blocked.body.contains("value=\"zofia\""));
}

#[tokio::test]
async fn pressing_twice_shows_the_goodbye_again_and_leaves_once() {
    let portal = Portal::new().await;
    let mut zofia = portal.deactivated("zofia").await;
    zofia.post("/account/deactivate/reason", &[("reason", "no_reply")]).await.leads_to("/goodbye");
    zofia.get("/goodbye").await.says(200, &["23 December 2026"]);
    assert_eq!(portal.mails().await.len(), 1);
}

#[tokio::test]
async fn the_back_button_after_the_goodbye_shows_no_account() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    assert_eq!(zofia.get("/account/profile").await.header("cache-control"), "no-store");
    let mut zofia = portal.deactivated("zofia").await;
    for path in ["/account", "/account/profile", "/account/deactivate", "/account/deactivate/reason"] {
        zofia.get(path).await.leads_to("/sign-in");
    }
    zofia.get("/sign-in").await.says(200, &["This account is deactivated and you are signed out."]);
}

#[tokio::test]
async fn another_tab_is_signed_out_too() {
    let portal = Portal::new().await;
    let mut other = portal.signed_in("zofia").await;
    portal.deactivated("zofia").await;
    assert_eq!(other.get("/account").await.status, 303);
    let answer = other.post("/account/profile", &[("name", "Someone")]).await;
    assert_eq!(answer.status, 303);
}

#[tokio::test]
async fn under_two_days_the_pages_tell_the_hour() {
    let portal = Portal::with("90m", "http://127.0.0.1:8080").await;
    let mut zofia = portal.signed_in("zofia").await;
    zofia.get("/account/deactivate").await.says(200, &["On 25 November 2026 at 14:30 we erase"]);
    zofia.post("/account/deactivate", &[("identifier", "zofia"), WORDS]).await;
    zofia.get("/account/deactivate/reason").await.says(200, &["until 14:30 on 25 November 2026"]);
    zofia.post("/account/deactivate/reason", &[]).await.leads_to("/goodbye");
    zofia.get("/goodbye").await.says(200, &["25 November 2026, 14:30"]);
}

#[tokio::test]
async fn an_address_that_was_never_confirmed_gets_no_link() {
    let portal = Portal::new().await;
    portal.add_member(3, "new", "en", false).await;
    let mut new = portal.deactivated("new").await;
    new.get("/goodbye").await.says(200, &["Your address was never confirmed, so we sent no link to it."]);
    assert!(portal.mails().await.iter().all(|mail| !mail.text.contains("token=")));
}

#[tokio::test]
async fn a_person_disappears_from_the_shop() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    guest.get("/members/zofia").await.says(200, &["zofia Test", "Good."]);
    guest.get("/products/1").await.says(200, &["zofia", "ed"]);
    portal.deactivated("zofia").await;
    portal.mails().await;
    guest.get("/members/zofia").await.says(404, &["This member is not here"]);
    let product = guest.get("/products/1").await;
    product.says(200, &["Former member", "ed"]);
    assert!(!product.body.contains("zofia"), "{}", product.body);
}

#[tokio::test]
async fn after_the_date_no_page_shows_the_member_and_no_cache_keeps_them() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    for path in ["/members/zofia", "/products/1"] {
        assert!(!guest.get(path).await.header("cache-control").contains("public"), "{path}");
    }
    portal.deactivated("zofia").await;
    portal.mails().await;
    portal.pass(jiff::SignedDuration::from_hours(29 * 24));
    portal.mails().await;
    guest.get("/members/zofia").await.says(404, &["This member is not here"]);
    for path in ["/", "/products/1", "/products/2", "/help/delete-account"] {
        let body = guest.get(path).await.body.to_lowercase();
        assert!(!body.contains("zofia"), "{path}: {body}");
    }
    assert!(!portal.everything().await.to_lowercase().contains("zofia"));
    guest.post("/sign-in", &[("identifier", "zofia"), ("password", PASSWORD)]).await.says(422, &[]);
}
