//! The devices on which a member is signed in.

use axum::body::Body;

use crate::portal::{PASSWORD, Portal, Visitor};

const PAGE: &str = "/account/sessions";
const PHONE: &str = "Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0";

/// Somebody who has signed in on their phone.
async fn on_a_phone<'a>(portal: &'a Portal, username: &str) -> Visitor<'a> {
    let mut visitor = portal.visitor();
    let body = format!("identifier={username}&password={}", PASSWORD.replace(' ', "+"));
    let request = visitor
        .request("POST", "/sign-in")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("user-agent", PHONE);
    visitor.send(request.body(Body::from(body)).expect("a request")).await.leads_to("/account");
    visitor
}

/// The ids that the page's buttons send.
async fn ids(visitor: &mut Visitor<'_>) -> Vec<String> {
    let body = visitor.get(PAGE).await.body;
    let after = body.split("name=\"session\" value=\"").skip(1);
    after.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_member_sees_every_device_and_signs_the_lost_one_out() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let alone = zofia.get(PAGE).await;
    alone.says(
        200,
        &["Signed-in devices", "Another device", "this device", "You are signed in nowhere else."],
    );
    assert!(!alone.body.contains("name=\"others\""));
    let mut phone = on_a_phone(&portal, "zofia").await;
    zofia.get(PAGE).await.says(200, &["Firefox on Android", "Signed in on 25 November 2026 at 13:00"]);
    let own = ids(&mut zofia).await;
    assert_eq!(own.len(), 1, "this device is signed out by the form that the menu has too");
    zofia.post(PAGE, &[("session", &own[0])]).await.leads_to(PAGE);
    zofia.get(PAGE).await.says(200, &["That device is signed out.", "You are signed in nowhere else."]);
    phone.get("/account").await.leads_to("/sign-in?next=/account");
    phone.get("/sign-in?next=/account").await.says(200, &["This device was signed out from another one."]);
    zofia.get("/account/settings").await.says(200, &["Signed-in devices"]);
}

#[tokio::test]
async fn a_member_signs_out_everywhere_else() {
    let portal = Portal::new().await;
    let mut phones = [on_a_phone(&portal, "zofia").await, on_a_phone(&portal, "zofia").await];
    let mut zofia = portal.signed_in("zofia").await;
    zofia.language = "pl".to_owned();
    zofia
        .get(PAGE)
        .await
        .says(200, &["Firefox w systemie Android", "Zalogowano 25 listopada 2026 r. o godz. 13:00"]);
    zofia.post(PAGE, &[("others", "yes")]).await.leads_to(PAGE);
    zofia.get(PAGE).await.says(200, &["Wszystkie inne urządzenia zostały wylogowane."]);
    for phone in &mut phones {
        phone.get("/account").await.leads_to("/sign-in?next=/account");
    }
}

#[tokio::test]
async fn somebody_else_s_device_is_no_page_of_yours() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let mut ed = portal.signed_in("ed").await;
    on_a_phone(&portal, "ed").await;
    let theirs = ids(&mut ed).await.remove(0);
    for id in [theirs.as_str(), "", "nonsense"] {
        zofia.post(PAGE, &[("session", id)]).await.says(404, &["There is no page here"]);
    }
    assert_eq!(ids(&mut ed).await, [theirs], "nothing has changed");
    portal.visitor().get(PAGE).await.leads_to("/sign-in?next=/account/sessions");
    portal.visitor().post(PAGE, &[("others", "yes")]).await.leads_to("/sign-in?next=/account/sessions");
}
