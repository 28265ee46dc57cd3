//! Leaving and coming back.

use crate::demo::Demo;
use crate::mailbox::{mail_with, mails};
use crate::visitor::{PHRASE, Visitor};

#[tokio::test]
async fn a_member_walks_from_home_to_their_profile() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let member = Visitor::new(&demo);

    member.get("/").await.is_a_page();
    // A page that needs a sign-in comes back to itself after it.
    let sent = member.get("/account/profile").await;
    sent.goes_to("/sign-in");
    assert_eq!(sent.leads_to.as_deref(), Some("/sign-in?next=/account/profile"));
    let fields = [
        ("identifier", demo.member_id.as_str()),
        ("password", demo.password.as_str()),
        ("next", "/account/profile"),
    ];
    member.post("/sign-in", &fields).await.goes_to("/account/profile");

    for page in
        ["/account", "/account/settings", "/account/profile", "/account/password", "/account/deactivate"]
    {
        member.get(page).await.is_a_page();
    }
    let profile = member.get("/account/profile").await.body;
    assert!(profile.contains("/account/deactivate"), "the profile shows the way out");
    demo.stop();
}

#[tokio::test]
async fn a_stranger_cannot_sign_in_and_hears_the_same_for_every_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let stranger = Visitor::new(&demo);

    let known = stranger.sign_in(&demo.member_id, "a-guess-of-many-letters").await;
    let unknown = stranger.sign_in("nobody_of_this_name", "a-guess-of-many-letters").await;
    known.is_refused();
    unknown.is_refused();
    assert_eq!(known.body.replace(&demo.member_id, "X"), unknown.body.replace("nobody_of_this_name", "X"));
    assert!(!stranger.is_signed_in().await);
    demo.stop();
}

#[tokio::test]
async fn a_member_who_types_the_wrong_words_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let member = Visitor::new(&demo);
    member.sign_in(&demo.member_id, &demo.password).await;

    let wrong: [(&str, &str); 4] =
        [(&demo.member_id, "Delete my account"), (&demo.member_id, ""), ("somebody_else", PHRASE), ("", "")];
    for (identifier, phrase) in wrong {
        let fields = [("identifier", identifier), ("phrase", phrase)];
        member.post("/account/deactivate", &fields).await.is_refused();
    }
    // Part two cannot be had without part one.
    let skipped = member.post("/account/deactivate/reason", &[("reason", ""), ("comment", "")]).await;
    skipped.goes_to("/account/deactivate");

    assert!(member.is_signed_in().await, "nothing has changed");
    assert!(mails(&demo).await.is_empty(), "and nobody was written to");
    demo.stop();
}

#[tokio::test]
async fn a_member_leaves_and_comes_back_by_signing_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let member = Visitor::new(&demo);
    let elsewhere = Visitor::new(&demo);
    member.sign_in(&demo.member_id, &demo.password).await;
    elsewhere.sign_in(&demo.member_id, &demo.password).await;

    // The words of another language count too, and quotation marks and a full stop do no harm.
    let fields = [("identifier", demo.member_id.as_str()), ("phrase", "  „dezaktywuj  MOJE konto”. ")];
    member.post("/account/deactivate", &fields).await.goes_to("/account/deactivate/reason");
    member.leave(&demo.member_id, "too_many_emails", "Kind people, too many mails.").await;
    assert!(!member.is_signed_in().await, "signed out here");
    assert!(!elsewhere.is_signed_in().await, "signed out everywhere");
    mail_with(&demo, "/reactivate?token=").await;

    let again = Visitor::new(&demo);
    again.sign_in(&demo.member_id, &demo.password).await.goes_to("/reactivate");
    again.get("/reactivate").await.is_a_page();
    assert!(!again.is_signed_in().await, "it is never undone silently");
    let back = again.post("/reactivate", &[("choice", "return")]).await;
    assert!(back.status.is_redirection(), "{back:?}");
    assert!(again.is_signed_in().await);
    demo.stop();
}

#[tokio::test]
async fn a_member_who_leaves_it_so_stays_deactivated() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let member = Visitor::new(&demo);
    member.sign_in(&demo.member_id, &demo.password).await;
    member.leave(&demo.member_id, "", "").await;

    let again = Visitor::new(&demo);
    again.sign_in(&demo.member_id, &demo.password).await.goes_to("/reactivate");
    again.post("/reactivate", &[("choice", "leave")]).await;
    assert!(!again.is_signed_in().await);
    Visitor::new(&demo).sign_in(&demo.member_id, &demo.password).await.goes_to("/reactivate");
    demo.stop();
}

#[tokio::test]
async fn a_member_comes_back_by_the_link_in_the_mail_and_only_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let member = Visitor::new(&demo);
    member.sign_in(&demo.member_id, &demo.password).await;
    member.leave(&demo.member_id, "no_reply", "").await;
    let mail = mail_with(&demo, "/reactivate?token=").await;
    let link = mail.link_to("/reactivate?token=");
    let token = mail.token_of("/reactivate?token=");

    // Another browser, as on a phone. Reading the link changes nothing: mail scanners read links.
    let phone = Visitor::new(&demo);
    phone.get(&link).await.is_a_page();
    phone.get(&link).await.is_a_page();
    Visitor::new(&demo).sign_in(&demo.member_id, &demo.password).await.goes_to("/reactivate");

    let back = phone.post(&link, &[("choice", "return"), ("token", &token)]).await;
    assert!(back.status.is_redirection() || back.status.is_success(), "{back:?}");
    let signed_in = Visitor::new(&demo);
    signed_in.sign_in(&demo.member_id, &demo.password).await;
    assert!(signed_in.is_signed_in().await);

    // Used up: the same link neither returns nor erases anybody again.
    let twice = Visitor::new(&demo).post(&link, &[("choice", "leave"), ("token", &token)]).await;
    assert!(!twice.status.is_server_error(), "{twice:?}");
    assert!(signed_in.is_signed_in().await);
    demo.stop();
}
