//! A forgotten password.

use crate::demo::Demo;
use crate::mailbox::{mail_with, mails};
use crate::visitor::Visitor;

const NEW_PASSWORD: &str = "a-new-passphrase-for-tests";

#[tokio::test]
async fn a_member_who_forgot_their_password_gets_in_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let before = Visitor::new(&demo);
    before.sign_in(&demo.member_id, &demo.password).await;

    let member = Visitor::new(&demo);
    member.get("/forgot-password").await.is_a_page();
    let known = member.post("/forgot-password", &[("identifier", &demo.member_id)]).await;
    let unknown = member.post("/forgot-password", &[("identifier", "nobody@nowhere.example")]).await;
    assert_eq!((known.status, known.leads_to), (unknown.status, unknown.leads_to), "both hear the same");

    let mail = mail_with(&demo, "/reset-password?token=").await;
    let link = mail.link_to("/reset-password?token=");
    let token = mail.token_of("/reset-password?token=");
    member.get(&link).await.is_a_page();
    member.post(&link, &[("password", "too short"), ("token", &token)]).await.is_refused();
    let set = member.post(&link, &[("password", NEW_PASSWORD), ("token", &token)]).await;
    assert!(set.status.is_redirection(), "{set:?}");

    assert!(!before.is_signed_in().await, "every session has ended");
    Visitor::new(&demo).sign_in(&demo.member_id, &demo.password).await.is_refused();
    let again = Visitor::new(&demo);
    again.sign_in(&demo.member_id, NEW_PASSWORD).await;
    assert!(again.is_signed_in().await);

    // The link was for one time.
    let twice =
        Visitor::new(&demo).post(&link, &[("password", "yet-another-passphrase"), ("token", &token)]).await;
    assert!(twice.status.is_client_error(), "{twice:?}");
    assert_eq!(mails(&demo).await.iter().filter(|mail| mail.text.contains("/reset-password")).count(), 1);
    let folder = demo.stop();

    // Their password is no longer the printed one, so the next start prints somebody else.
    let next = Demo::start(&folder, &[]);
    let somebody = Visitor::new(&next);
    somebody.sign_in(&next.member_id, &next.password).await;
    assert!(somebody.is_signed_in().await);
    next.stop();
}
