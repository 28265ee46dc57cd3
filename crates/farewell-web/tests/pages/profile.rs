//! The profile, and the way out in plain sight on it.

use crate::portal::Portal;

#[tokio::test]
async fn the_way_out_stands_at_the_top_and_at_the_end_of_the_profile() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let page = zofia.get("/account/profile").await;
    page.says(200, &["Edit profile", "Your data is erased 28 days later"]);
    assert_eq!(page.body.matches("href=\"/account/deactivate\"").count(), 2);
    zofia.get("/account").await.says(200, &["My account", "Account settings"]);
    zofia.get("/account/settings").await.says(200, &["Edit profile", "Change password"]);
}

#[tokio::test]
async fn a_member_changes_the_profile() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let form = [
        ("name", "Zofia <Lis>"),
        ("gender", "another"),
        ("email", "zofia.lis@example.com"),
        ("language", "en"),
    ];
    zofia.post("/account/profile", &form).await.leads_to("/account/profile");
    let page = zofia.get("/account/profile").await;
    page.says(
        200,
        &[
            "Your changes are saved. The new e-mail address takes effect once you confirm it",
            "Waiting for confirmation: zofia.lis@example.com.",
        ],
    );
    assert!(page.body.contains("value=\"Zofia &#60;Lis&#62;\""), "{}", page.body);
    assert!(page.body.contains("value=\"another\" checked"));
    assert!(page.body.contains("value=\"zofia@example.com\""), "the old one still counts");
    assert!(!zofia.get("/account/profile").await.body.contains("Your changes are saved."), "said twice");
}

#[tokio::test]
async fn what_cannot_be_saved_is_said_beside_its_field() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let form = [("name", " "), ("gender", "cat"), ("email", "zofia"), ("language", "de")];
    let answer = zofia.post("/account/profile", &form).await;
    answer.says(
        422,
        &[
            "Error: Edit profile",
            "Type your name.",
            "“Gender”: choose one of the answers listed.",
            "That does not look like an e-mail address.",
            "“Language of our mails”: choose one of the answers listed.",
        ],
    );
    let page = zofia.get("/account/profile").await;
    assert!(page.body.contains("value=\"zofia@example.com\""), "something was saved");
}
