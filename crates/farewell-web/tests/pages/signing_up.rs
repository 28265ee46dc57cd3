//! Signing up: where it is on, and what strangers learn by it.

use axum::http::{HeaderMap, StatusCode};

use crate::portal::{Answer, PASSWORD, Portal, Visitor, link};

async fn sign_up(visitor: &mut Visitor<'_>, username: &str, email: &str) -> Answer {
    let form = [("username", username), ("email", email), ("password", PASSWORD), ("name", "Ola Nowak")];
    visitor.post("/sign-up", &form).await
}

/// Somebody who has followed the link, and the link.
async fn joined(portal: &Portal, username: &str) -> String {
    let mut visitor = portal.visitor();
    sign_up(&mut visitor, username, &format!("{username}@example.com")).await.leads_to("/sign-up?sent=yes");
    let link = link(&portal.mails().await[0]);
    visitor.post(&link, &[]).await.leads_to("/sign-in");
    link
}

#[tokio::test]
async fn somebody_signs_up_from_the_menu_to_the_account() {
    let portal = Portal::own().await;
    let mut ola = portal.visitor();
    let home = ola.get("/").await;
    assert_eq!(home.targets("href").iter().filter(|href| *href == "/sign-up").count(), 2, "menu and page");
    ola.get("/sign-in").await.says(200, &["No account yet? Sign up"]);
    ola.get("/sign-up").await.says(200, &["Sign up", "Member ID", "3 to 30 letters and digits"]);
    sign_up(&mut ola, "ola", "ola@example.com").await.leads_to("/sign-up?sent=yes");
    ola.get("/sign-up?sent=yes").await.says(200, &["Check your mail", "24 hours"]);
    let mails = portal.mails().await;
    assert_eq!((mails.len(), mails[0].subject.as_str()), (1, "Confirm your e-mail address for Kramik"));
    let link = link(&mails[0]);
    ola.get(&link).await.says(200, &["Confirm and create the account"]);
    ola.get(&link).await.says(200, &["Confirm and create the account"]);
    ola.post(&link, &[]).await.leads_to("/sign-in");
    ola.get("/sign-in").await.says(200, &["Your address is confirmed and your account is ready. Sign in."]);
    ola.post("/sign-in", &[("identifier", "ola"), ("password", PASSWORD)]).await.leads_to("/account");
    ola.get("/account").await.says(200, &["Signed in as Ola Nowak."]);
    ola.get("/sign-up").await.leads_to("/account");
    ola.get(&link).await.says(410, &["This link no longer works"]);
    ola.post(&link, &[]).await.says(410, &["This link no longer works"]);
    let home = ola.get("/").await;
    assert!(!home.targets("href").contains(&"/sign-up".to_owned()), "a member needs none");
}

#[tokio::test]
async fn every_mistake_stands_beside_its_field_and_only_the_password_is_lost() {
    let portal = Portal::own().await;
    let mut ola = portal.visitor();
    let form =
        [("username", "ola nowak"), ("email", "ola"), ("password", "short-secret"), ("name", "Ola\u{7}")];
    ola.post("/sign-up", &form).await.says(422, &["Error: Sign up", "“Name” contains invisible"]);
    let form = [("username", "ola nowak"), ("email", "ola"), ("password", "short-secret"), ("name", "Ola")];
    let answer = ola.post("/sign-up", &form).await;
    answer.says(
        422,
        &[
            "A member ID holds letters and digits",
            "That does not look like an e-mail address.",
            "That password is too short",
        ],
    );
    for kept in ["value=\"ola nowak\"", "value=\"ola\"", "value=\"Ola\""] {
        assert!(answer.body.contains(kept), "{kept}");
    }
    assert!(!answer.body.contains("short-secret"));
    for (username, words) in [
        ("", "Choose a member ID."),
        ("ab", "too short: at least 3"),
        ("ola@example.com", "must not look like an address"),
    ] {
        sign_up(&mut ola, username, "ola@example.com").await.says(422, &[words]);
    }
    portal
        .speaker("pl")
        .post("/sign-up", &[])
        .await
        .says(422, &["Błąd: Zakładanie konta", "Podaj imię i nazwisko."]);
    assert!(portal.mails().await.is_empty());
}

/// All of an answer but the number that every request has.
fn told(answer: &Answer) -> (StatusCode, HeaderMap, &str) {
    let mut headers = answer.headers.clone();
    headers.remove("x-request-id").expect("every request has a number");
    (answer.status, headers, answer.body.as_str())
}

#[tokio::test]
async fn a_known_and_an_unknown_address_get_the_same_answer_byte_for_byte() {
    let portal = Portal::own().await;
    joined(&portal, "ola").await;
    let known = sign_up(&mut portal.visitor(), "somebody", "OLA@example.com").await;
    let unknown = sign_up(&mut portal.visitor(), "somebody", "nobody@example.com").await;
    assert_eq!(told(&known), told(&unknown));
    let pages = [&known, &unknown].map(|answer| answer.header("location").to_owned());
    let (known, unknown) = (portal.visitor().get(&pages[0]).await, portal.visitor().get(&pages[1]).await);
    assert_eq!(told(&known), told(&unknown));
    let mails = portal.mails().await;
    let to = |address: &str| mails.iter().find(|mail| mail.to.eq_ignore_ascii_case(address)).expect("a mail");
    let owner = to("ola@example.com");
    assert_eq!(owner.subject, "You already have an account at Kramik");
    assert!(owner.text.contains("/sign-in") && !owner.text.contains("token="), "{}", owner.text);
    assert!(to("nobody@example.com").text.contains("/confirm-email?token="));
}

#[tokio::test]
async fn the_second_of_two_with_one_member_id_reads_why_and_starts_anew() {
    let portal = Portal::own().await;
    let mut second = portal.visitor();
    sign_up(&mut second, "ola", "second@example.com").await.leads_to("/sign-up?sent=yes");
    let late = link(&portal.mails().await[0]);
    joined(&portal, "ola").await;
    let answer = second.post(&late, &[]).await;
    answer.says(410, &["Somebody else was quicker", "Sign up again"]);
    sign_up(&mut second, "OLA", "second@example.com")
        .await
        .says(422, &["Somebody has this member ID already."]);
    sign_up(&mut second, "ola2", "second@example.com").await.leads_to("/sign-up?sent=yes");
}

#[tokio::test]
async fn one_address_cannot_sign_up_everybody() {
    let portal = Portal::own().await;
    let mut visitor = portal.visitor();
    for at in 0..20 {
        let email = format!("somebody{at}@example.com");
        sign_up(&mut visitor, &format!("somebody{at}"), &email).await.leads_to("/sign-up?sent=yes");
    }
    let answer = sign_up(&mut visitor, "one.more", "one.more@example.com").await;
    answer.says(429, &["There were too many sign-ups from your connection."]);
    assert!(answer.body.contains("value=\"one.more\"") && !answer.header("retry-after").is_empty());
}

#[tokio::test]
async fn where_sign_up_is_off_there_is_no_page_and_no_link_to_it() {
    let portal = Portal::new().await;
    let mut guest = portal.visitor();
    guest.get("/sign-up").await.says(404, &["There is no page here"]);
    guest.get("/sign-up?sent=yes").await.says(404, &["There is no page here"]);
    sign_up(&mut guest, "ola", "ola@example.com").await.says(404, &["There is no page here"]);
    for path in ["/", "/sign-in"] {
        assert!(!guest.get(path).await.body.contains("/sign-up"), "{path}");
    }
    guest.get("/confirm-email?token=nonsense").await.says(410, &["This link no longer works"]);
    guest.get("/confirm-email").await.says(410, &["This link no longer works"]);
}
