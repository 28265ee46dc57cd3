//! Many browsers at the same moment.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use tower::ServiceExt;

use crate::portal::Portal;

const CROWD: usize = 64;

/// Sends all requests at once, on several threads.
async fn at_once(portal: &Portal, requests: Vec<Request<Body>>) -> Vec<StatusCode> {
    let sent: Vec<_> =
        requests.into_iter().map(|request| tokio::spawn(portal.router.clone().oneshot(request))).collect();
    let mut answers = Vec::new();
    for one in sent {
        answers.push(one.await.expect("no panic").expect("an answer").status());
    }
    answers
}

fn form(visitor: &crate::portal::Visitor<'_>, path: &str, body: &str) -> Request<Body> {
    let request = visitor.request("POST", path).header("content-type", "application/x-www-form-urlencoded");
    request.body(Body::from(body.to_owned())).expect("a request")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_member_in_sixty_four_browsers_at_every_step_meets_no_failure_and_leaves_once() {
    let portal = Portal::new().await;
    let mut requests = Vec::new();
    for at in 0..CROWD {
        let mut zofia = portal.signed_in("zofia").await;
        let words = [("identifier", "zofia"), ("phrase", "Deactivate my account")];
        requests.push(match at % 4 {
            0 => form(&zofia, "/account/deactivate", "identifier=zofia&phrase=deactivate+my+account"),
            1 => form(&zofia, "/account/profile", "name=Zofia+Lis"),
            2 => form(&zofia, "/account/password", "current=a+quiet+evening+by+the+lake&password=too+short"),
            _ => {
                zofia.post("/account/deactivate", &words).await.leads_to("/account/deactivate/reason");
                form(&zofia, "/account/deactivate/reason", "reason=no_reply")
            }
        });
    }
    for status in at_once(&portal, requests).await {
        assert!(status == StatusCode::SEE_OTHER || status == StatusCode::UNPROCESSABLE_ENTITY, "{status}");
    }
    assert_eq!(portal.mails().await.len(), 1);
    assert_eq!(portal.everything().await.matches("action=deactivated").count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_members_press_the_button_at_once_and_each_gets_one_mail() {
    let portal = Portal::new().await;
    let mut requests = Vec::new();
    for id in 100..100 + CROWD {
        let name = format!("member{id}");
        portal.add_member(i64::try_from(id).expect("a key"), &name, "en", true).await;
        let mut visitor = portal.signed_in(&name).await;
        let words = [("identifier", name.as_str()), ("phrase", "Deactivate my account")];
        visitor.post("/account/deactivate", &words).await.leads_to("/account/deactivate/reason");
        requests.push(form(&visitor, "/account/deactivate/reason", "reason=&comment=bye"));
    }
    assert!(at_once(&portal, requests).await.iter().all(|status| *status == StatusCode::SEE_OTHER));
    let mut to: Vec<String> = portal.mails().await.into_iter().map(|mail| mail.to).collect();
    to.sort();
    to.dedup();
    assert_eq!((to.len(), portal.mails().await.len()), (CROWD, CROWD));
}
