//! Signing in, signing out, a forgotten and a changed password.

use crate::portal::{PASSWORD, Portal, link};

const NEW_PASSWORD: &str = "seven herons on the roof";

#[tokio::test]
async fn a_page_that_needs_a_sign_in_comes_back_to_itself() {
    let portal = Portal::new().await;
    let mut zofia = portal.visitor();
    let answer = zofia.get("/account/profile").await;
    answer.leads_to("/sign-in?next=/account/profile");
    let page = zofia.get("/sign-in?next=/account/profile").await;
    page.says(200, &["Sign in to see this page."]);
    assert!(page.body.contains("name=\"next\" value=\"/account/profile\""));
    let form = [("next", "/account/profile"), ("identifier", "ZOFIA@example.com"), ("password", PASSWORD)];
    zofia.post("/sign-in", &form).await.leads_to("/account/profile");
    zofia.get("/sign-in").await.leads_to("/account");
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let portal = Portal::new().await;
    for next in ["//evil.example", "https://evil.example", "/\\evil.example", "/\r\nx: y"] {
        let mut zofia = portal.visitor();
        let form = [("next", next), ("identifier", "zofia"), ("password", PASSWORD)];
        zofia.post("/sign-in", &form).await.leads_to("/account");
    }
}

#[tokio::test]
async fn known_and_unknown_names_get_the_same_answer() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    let known = guest.post("/sign-in", &[("identifier", "zofia"), ("password", "wrong")]).await;
    let unknown = guest.post("/sign-in", &[("identifier", "nobody"), ("password", "wrong")]).await;
    known.says(422, &["Error: Sign in", "do not belong together"]);
    assert_eq!(known.body.replace("zofia", "nobody"), unknown.body);
    for identifier in ["zofia", "nobody"] {
        guest
            .post("/forgot-password", &[("identifier", identifier)])
            .await
            .leads_to("/forgot-password?sent=yes");
    }
    guest.get("/forgot-password?sent=yes").await.says(200, &["Check your mail", "30 minutes"]);
    assert_eq!(portal.mails().await.len(), 1);
}

#[tokio::test]
async fn the_session_changes_with_each_sign_in_and_ends_with_signing_out() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let first = zofia.cookies["farewell"].clone();
    zofia.post("/sign-in", &[("identifier", "zofia"), ("password", PASSWORD)]).await;
    assert_ne!(first, zofia.cookies["farewell"]);
    let stolen = zofia.cookies.clone();
    zofia.post("/sign-out", &[]).await.leads_to("/");
    zofia.get("/").await.says(200, &["You are signed out."]);
    let mut thief = portal.visitor();
    thief.cookies = stolen;
    thief.get("/account").await.leads_to("/sign-in?next=/account");
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_mail() {
    let portal = Portal::new().await;
    let mut other_device = portal.signed_in("zofia").await;
    let mut zofia = portal.visitor();
    zofia.post("/forgot-password", &[("identifier", "zofia"), ("password", "typed by the way")]).await;
    let path = link(&portal.mails().await[0]);
    zofia.get(&path).await.says(200, &["Choose a new password"]);
    zofia.post(&path, &[("password", "too short")]).await.says(422, &["at least 15 characters"]);
    zofia.post(&path, &[("password", NEW_PASSWORD)]).await.leads_to("/sign-in");
    zofia.get("/sign-in").await.says(200, &["Your new password is saved."]);
    zofia.get(&path).await.says(410, &["This link no longer works"]);
    zofia
        .post(&path, &[("password", "another one, twice used")])
        .await
        .says(410, &["This link no longer works"]);
    other_device.get("/account").await.leads_to("/sign-in?next=/account");
    zofia.post("/sign-in", &[("identifier", "zofia"), ("password", PASSWORD)]).await.says(422, &[]);
    zofia.post("/sign-in", &[("identifier", "zofia"), ("password", NEW_PASSWORD)]).await.leads_to("/account");
}

#[tokio::test]
async fn a_link_for_a_new_password_lasts_30_minutes() {
    let portal = Portal::new().await;
    let mut zofia = portal.visitor();
    zofia.post("/forgot-password", &[("identifier", "zofia")]).await;
    let path = link(&portal.mails().await[0]);
    portal.pass(jiff::SignedDuration::from_mins(31));
    zofia.get(&path).await.says(410, &["This link no longer works"]);
}

#[tokio::test]
async fn changing_the_password_signs_out_every_other_device() {
    let portal = Portal::new().await;
    let mut other_device = portal.signed_in("zofia").await;
    let mut zofia = portal.signed_in("zofia").await;
    zofia.get("/.well-known/change-password").await.leads_to("/account/password");
    let wrong = [("current", "no"), ("password", NEW_PASSWORD)];
    zofia.post("/account/password", &wrong).await.says(422, &["That is not your current password."]);
    let easy = [("current", PASSWORD), ("password", "qwertyuiopasdfgh")];
    zofia.post("/account/password", &easy).await.says(422, &["too easy to guess: it is on the lists"]);
    let own = [("current", PASSWORD), ("password", "zofia of kramik")];
    zofia
        .post("/account/password", &own)
        .await
        .says(422, &["too easy to guess: it is made of your own name"]);
    let right = [("current", PASSWORD), ("password", NEW_PASSWORD)];
    zofia.post("/account/password", &right).await.leads_to("/account/settings");
    zofia.get("/account/settings").await.says(200, &["Your new password is saved."]);
    other_device.get("/account").await.leads_to("/sign-in?next=/account");
    other_device.get("/sign-in?next=/account").await.says(200, &["The password of this account was changed"]);
}

#[tokio::test]
async fn a_stale_session_is_told_why() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    portal.pass(jiff::SignedDuration::from_hours(24 * 365));
    zofia.get("/account").await.leads_to("/sign-in?next=/account");
    zofia
        .get("/sign-in?next=/account")
        .await
        .says(200, &["Your session has ended because some time has passed."]);
}

#[tokio::test]
async fn somebody_who_guesses_too_often_is_told_to_wait_whether_or_not_there_is_such_a_member() {
    let portal = Portal::new().await;
    let mut pages = Vec::new();
    for identifier in ["zofia", "ghost"] {
        let mut visitor = portal.visitor();
        let guess = [("identifier", identifier), ("password", "a wrong guess of mine")];
        for _ in 0..10 {
            visitor.post("/sign-in", &guess).await.says(422, &["do not belong together"]);
        }
        let answer = visitor.post("/sign-in", &guess).await;
        answer.says(429, &["Wait a few minutes"]);
        assert_eq!(answer.header("retry-after"), "31");
        assert!(answer.body.contains(&format!("value=\"{identifier}\"")), "nothing typed is lost");
        pages.push(answer.text());
    }
    assert_eq!(pages[0], pages[1]);
    let mut elsewhere = portal.visitor();
    elsewhere.post("/sign-in", &[("identifier", "ed"), ("password", PASSWORD)]).await.leads_to("/account");
}

#[tokio::test]
async fn somebody_who_asks_for_everybody_s_mails_is_told_to_wait() {
    let portal = Portal::new().await;
    let mut visitor = portal.speaker("pl");
    for at in 0..20 {
        let name = format!("member{at}");
        visitor
            .post("/forgot-password", &[("identifier", &name)])
            .await
            .leads_to("/forgot-password?sent=yes");
    }
    let answer = visitor.post("/forgot-password", &[("identifier", "zofia")]).await;
    answer.says(429, &["Odczekaj kilka minut"]);
    assert!(portal.mails().await.is_empty());
}
