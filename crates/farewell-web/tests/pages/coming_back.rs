//! Needed again: by signing in, and by the mail's link.

use crate::portal::{PASSWORD, Portal, link};

const SIGN_IN: [(&str, &str); 2] = [("identifier", "zofia"), ("password", PASSWORD)];

#[tokio::test]
async fn signing_in_asks_and_never_cancels_silently() {
    let portal = Portal::new().await;
    portal.deactivated("zofia").await;
    let mut zofia = portal.visitor();
    zofia.post("/sign-in", &SIGN_IN).await.leads_to("/reactivate");
    zofia.get("/reactivate").await.says(200, &["What now?", "25 November 2026", "23 December 2026"]);
    for path in ["/account", "/account/profile", "/goodbye", "/sign-in"] {
        zofia.get(path).await.leads_to("/reactivate");
    }
    zofia.post("/reactivate", &[("choice", "leave")]).await.leads_to("/");
    zofia.get("/").await.says(200, &["Nothing has changed: the account stays deactivated."]);
    zofia.post("/sign-in", &SIGN_IN).await.leads_to("/reactivate");
}

#[tokio::test]
async fn a_member_comes_back_by_signing_in() {
    let portal = Portal::new().await;
    portal.deactivated("zofia").await;
    let mut zofia = portal.visitor();
    zofia.post("/sign-in", &SIGN_IN).await.leads_to("/reactivate");
    zofia.post("/reactivate", &[("choice", "return")]).await.leads_to("/account");
    zofia.get("/account").await.says(200, &["Your account is back.", "zofia Test"]);
    let mails = portal.mails().await;
    assert_eq!(mails[0].subject, "Konto w serwisie Kramik zostało przywrócone");
    zofia.get("/reactivate").await.leads_to("/account");
}

#[tokio::test]
async fn the_mails_link_works_once_and_looking_changes_nothing() {
    let portal = Portal::new().await;
    portal.deactivated("zofia").await;
    let path = link(&portal.mails().await[0]);
    let mut scanner = portal.visitor();
    for _ in 0..3 {
        scanner.get(&path).await.says(200, &["What now?"]);
    }
    let mut zofia = portal.visitor();
    zofia.post(&path, &[("choice", "return")]).await.leads_to("/sign-in");
    zofia.get("/sign-in").await.says(200, &["Your account is back. Sign in with your password"]);
    zofia.get(&path).await.says(410, &["This link no longer works"]);
    zofia.post(&path, &[("choice", "return")]).await.says(410, &["This link no longer works"]);
    zofia.post("/sign-in", &SIGN_IN).await.leads_to("/account");
}

#[tokio::test]
async fn erasing_now_wants_the_password() {
    let portal = Portal::new().await;
    portal.deactivated("zofia").await;
    let mut zofia = portal.visitor();
    zofia.post("/sign-in", &SIGN_IN).await;
    zofia
        .post("/reactivate", &[("choice", "erase_now")])
        .await
        .says(422, &["Type your password, so that nobody"]);
    let wrong = [("choice", "erase_now"), ("password", "certainly not this")];
    zofia.post("/reactivate", &wrong).await.says(422, &["That is not the password of this account."]);
    zofia.post("/reactivate", &[("choice", "erase_now"), ("password", PASSWORD)]).await.leads_to("/");
    zofia.get("/").await.says(200, &["Your data is being erased now."]);
    let mails = portal.mails().await;
    assert_eq!(mails[0].subject, "Twoje dane zostały usunięte");
    zofia.post("/sign-in", &SIGN_IN).await.says(422, &["do not belong together"]);
    let left = portal.shop.query("SELECT id FROM members WHERE username = 'zofia'", &[]).await.expect("rows");
    assert!(left.is_empty());
}

#[tokio::test]
async fn an_order_placed_since_comes_before_erasing_now() {
    let portal = Portal::new().await;
    portal.deactivated("zofia").await;
    portal.shop.execute("INSERT INTO orders VALUES (1, 1, 'open')", &[]).await.expect("an order");
    let mut zofia = portal.visitor();
    zofia.post("/sign-in", &SIGN_IN).await;
    let now = [("choice", "erase_now"), ("password", PASSWORD)];
    let blocked = zofia.post("/reactivate", &now).await;
    blocked.says(422, &["This must be settled first: You have an open order."]);
    portal.shop.execute("UPDATE orders SET status = 'closed' WHERE id = 1", &[]).await.expect("settled");
    zofia.post("/reactivate", &now).await.leads_to("/");
}

#[tokio::test]
async fn an_unknown_choice_or_link_is_answered_clearly() {
    let portal = Portal::new().await;
    portal.deactivated("zofia").await;
    let mut zofia = portal.visitor();
    zofia.get("/reactivate").await.leads_to("/sign-in?next=/reactivate");
    zofia.get("/reactivate?token=nonsense").await.says(410, &["This link no longer works"]);
    zofia.post("/sign-in", &SIGN_IN).await;
    zofia
        .post("/reactivate", &[("choice", "explode")])
        .await
        .says(422, &["Choose what to do with your account."]);
}
