//! A new e-mail address: waiting, confirmed, withdrawn.

use crate::portal::{Portal, Visitor, link};

const NEW: &str = "zofia.lis@example.com";

async fn typed(zofia: &mut Visitor<'_>, email: &str) {
    zofia.post("/account/profile", &[("email", email)]).await.leads_to("/account/profile");
}

/// The newest link to a mail box.
async fn newest_link(portal: &Portal, to: &str) -> String {
    let mails = portal.mails().await;
    let mail =
        mails.iter().find(|mail| mail.to == to && mail.text.contains("/confirm-email")).expect("a mail");
    link(mail)
}

#[tokio::test]
async fn a_member_confirms_a_new_address_on_a_page_with_one_button() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    typed(&mut zofia, NEW).await;
    let mails = portal.mails().await;
    let asked = mails.iter().find(|mail| mail.to == "zofia@example.com").expect("the old one is told");
    assert_eq!(asked.subject, "Nowy adres e-mail konta w serwisie Kramik");
    assert!(!asked.text.contains("http"), "no link that acts: {}", asked.text);
    let link = newest_link(&portal, NEW).await;

    let mut phone = portal.visitor();
    let page = phone.get(&link).await;
    page.says(200, &["Confirm your e-mail address", "Confirm this address"]);
    assert_eq!(page.body.matches("<button type=\"submit\">").count(), 1, "one button in the page");
    zofia.get("/account/profile").await.says(200, &["Waiting for confirmation"]);
    phone.post(&link, &[]).await.leads_to("/sign-in");
    phone.get("/sign-in").await.says(200, &["Your e-mail address is confirmed."]);
    let profile = zofia.get("/account/profile").await;
    assert!(profile.body.contains(&format!("value=\"{NEW}\"")) && !profile.text().contains("Waiting"));
    phone.get(&link).await.says(410, &["This link no longer works", "already"]);
    phone.post(&link, &[]).await.says(410, &["This link no longer works"]);
}

#[tokio::test]
async fn a_member_who_is_signed_in_comes_back_to_the_profile() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    typed(&mut zofia, NEW).await;
    let link = newest_link(&portal, NEW).await;
    zofia.post(&link, &[]).await.leads_to("/account/profile");
    zofia.get("/account/profile").await.says(200, &["Your e-mail address is confirmed."]);
}

#[tokio::test]
async fn a_waiting_address_can_be_sent_the_link_again_and_withdrawn() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    typed(&mut zofia, NEW).await;
    let first = newest_link(&portal, NEW).await;
    zofia.post("/account/email", &[("choice", "send")]).await.leads_to("/account/profile");
    let second = newest_link(&portal, NEW).await;
    assert_ne!(first, second);
    zofia.get("/account/profile").await.says(200, &["A mail with a link is on its way."]);
    portal.visitor().get(&first).await.says(410, &[]);
    zofia.post("/account/email", &[("choice", "give_up")]).await.leads_to("/account/profile");
    let page = zofia.get("/account/profile").await;
    page.says(200, &["The new e-mail address is withdrawn."]);
    assert!(!page.text().contains("Waiting for confirmation"));
    portal.visitor().get(&second).await.says(410, &[]);
    zofia.post("/account/email", &[("choice", "another")]).await.says(400, &[]);
    portal
        .visitor()
        .post("/account/email", &[("choice", "send")])
        .await
        .leads_to("/sign-in?next=/account/email");
}

#[tokio::test]
async fn an_unconfirmed_address_has_a_button_that_sends_the_link() {
    let portal = Portal::new().await;
    portal.add_member(3, "ola", "en", false).await;
    let mut ola = portal.signed_in("ola").await;
    ola.get("/account/profile")
        .await
        .says(200, &["This address has not been confirmed.", "Send a link to confirm it"]);
    ola.post("/account/email", &[("choice", "send")]).await.leads_to("/account/profile");
    let page = ola.get("/account/profile").await;
    page.says(200, &["Send the link again"]);
    assert!(!page.text().contains("Withdraw"), "there is no other address to go back to");
    let link = newest_link(&portal, "ola@example.com").await;
    ola.post(&link, &[]).await.leads_to("/account/profile");
    let page = ola.get("/account/profile").await;
    assert!(!page.text().contains("has not been confirmed"), "{}", page.text());
}

#[tokio::test]
async fn an_address_of_another_member_gets_the_same_pages() {
    let portal = Portal::new().await;
    let mut pages = Vec::new();
    for (username, email) in [("zofia", "nobody@example.com"), ("ed", "zofia@example.com")] {
        let mut visitor = portal.signed_in(username).await;
        let answer = visitor.post("/account/profile", &[("email", email)]).await;
        portal.mails().await;
        let page = visitor.get("/account/profile").await;
        pages.push((answer.status, answer.body, page.text().replace(email, "X").replace(username, "Y")));
    }
    assert_eq!(pages[0].0, pages[1].0);
    assert!(pages[1].2.contains("Waiting for confirmation: X"), "{}", pages[1].2);
    let mails = portal.mails().await;
    let told = mails
        .iter()
        .find(|mail| mail.to == "zofia@example.com" && mail.subject.starts_with("Twój"))
        .expect("a word");
    assert!(!told.text.contains("http"), "{}", told.text);
}

#[tokio::test]
async fn a_member_who_types_address_after_address_waits() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    for at in 0..10 {
        typed(&mut zofia, &format!("somebody{at}@example.com")).await;
    }
    let answer = zofia.post("/account/profile", &[("email", "one.more@example.com")]).await;
    answer.says(429, &["Too many mails were asked for."]);
    assert!(answer.body.contains("value=\"one.more@example.com\""), "nothing typed is lost");
    assert!(!answer.header("retry-after").is_empty());
    zofia.post("/account/email", &[("choice", "send")]).await.says(429, &["Too many mails were asked for."]);
}
