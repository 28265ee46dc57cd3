//! The devices on which a member is signed in.

use farewell_domain::device::Device;

use crate::limit::Client;
use crate::session::{EndedBecause, SessionToken, Visit};

use super::site::{PASSWORD, Site};

const PHONE: &str = "Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0";

async fn sign_in(site: &Site, username: &str, device: &str) -> SessionToken {
    let client = Client { device, address: "192.0.2.7" };
    site.farewell.sign_in(username, PASSWORD, &client, None).await.expect("a sign-in").token
}

async fn ended(site: &Site, token: &SessionToken) -> Option<EndedBecause> {
    match site.farewell.visit(Some(token)).await.expect("a visit") {
        Visit::Ended(ended) => Some(ended.because),
        _ => None,
    }
}

#[tokio::test]
async fn a_member_sees_where_they_are_signed_in_and_signs_a_lost_phone_out() {
    let site = Site::new().await;
    let laptop = sign_in(&site, "zofia", "a browser").await;
    site.pass(jiff::SignedDuration::from_mins(1));
    let phone = sign_in(&site, "zofia", PHONE).await;
    sign_in(&site, "ed", PHONE).await;
    let session = site.session(&laptop).await;
    let devices = site.farewell.devices(&session).await.expect("devices");
    assert_eq!(devices.len(), 2, "nobody else's");
    assert_eq!((devices[0].is_this, devices[0].device), (true, Device::default()));
    assert_eq!(devices[1].device, Device { browser: Some("Firefox"), system: Some("Android") });
    assert_eq!(devices[1].signed_in_at, site.farewell.now());
    for _ in 0..2 {
        let done = site.farewell.sign_out_device(&session, &devices[1].id).await;
        assert!(done.expect("done"), "twice does no harm");
    }
    assert_eq!(ended(&site, &phone).await, Some(EndedBecause::SignedOutElsewhere));
    assert_eq!(ended(&site, &laptop).await, None);
    assert_eq!(site.farewell.devices(&session).await.expect("devices").len(), 1);
}

#[tokio::test]
async fn a_device_s_id_tells_nothing_and_opens_nothing() {
    let site = Site::new().await;
    let token = sign_in(&site, "zofia", "a browser").await;
    let session = site.session(&token).await;
    let id = site.farewell.devices(&session).await.expect("devices").remove(0).id;
    assert_eq!(id.len(), 22);
    assert!(!token.expose().contains(&id) && !site.dump().await.contains(&id));
    assert!(SessionToken::from_cookie(&id).is_none());
}

#[tokio::test]
async fn somebody_else_s_device_and_an_invented_one_stay_signed_in() {
    let site = Site::new().await;
    let (zofia, ed) = (sign_in(&site, "zofia", "a browser").await, sign_in(&site, "ed", "a browser").await);
    let theirs = site.farewell.devices(&site.session(&ed).await).await.expect("devices").remove(0).id;
    let session = site.session(&zofia).await;
    for id in [theirs.as_str(), "", "others", ed.expose()] {
        assert!(!site.farewell.sign_out_device(&session, id).await.expect("an answer"), "{id}");
    }
    assert_eq!(ended(&site, &ed).await, None);
    // Who is signed out can sign nobody out.
    let others = sign_in(&site, "zofia", "a browser").await;
    let other = site.farewell.devices(&session).await.expect("devices").remove(1).id;
    site.farewell.sign_out(&session).await.expect("signed out");
    assert!(!site.farewell.sign_out_device(&session, &other).await.expect("an answer"));
    site.farewell.sign_out_others(&session).await.expect("nothing");
    assert_eq!(ended(&site, &others).await, None);
}

#[tokio::test]
async fn a_member_signs_out_everywhere_else() {
    let site = Site::new().await;
    let tokens = [
        sign_in(&site, "zofia", "a browser").await,
        sign_in(&site, "zofia", PHONE).await,
        sign_in(&site, "zofia", PHONE).await,
    ];
    let ed = sign_in(&site, "ed", PHONE).await;
    let session = site.session(&tokens[0]).await;
    site.farewell.sign_out_others(&session).await.expect("done");
    let elsewhere = Some(EndedBecause::SignedOutElsewhere);
    let mut found = Vec::new();
    for token in &tokens {
        found.push(ended(&site, token).await);
    }
    assert_eq!(found, [None, elsewhere, elsewhere]);
    assert_eq!(ended(&site, &ed).await, None);
}
