//! The date has come: the data is gone, and only the member's.

use farewell_tests::logs;

use crate::binary::report;
use crate::bytes::files_with;
use crate::demo::Demo;
use crate::mailbox::mail_with;
use crate::rows::{count_of, dangling, rows_of_others, shop};
use crate::visitor::Visitor;

/// The last mail's subject, in English and in Polish.
pub(crate) fn erased_words(locale: &str) -> &'static str {
    if locale == "pl" { "Twoje dane zostały usunięte" } else { "Your data has been erased" }
}

/// The printed member's row in the stopped demo's shop: key, e-mail address, language, phone.
pub(crate) async fn member_row(folder: &std::path::Path, username: &str) -> (i64, String, String, String) {
    let shop = shop(folder).await;
    let sql = "SELECT id, email, locale, phone, full_name FROM members WHERE username = $1";
    let rows = shop.query(sql, &[username.into()]).await.expect("a row");
    let row = rows.first().expect("the printed member is in members.username");
    let text = |column: &str| row.get(column).as_text().expect("a text").to_owned();
    for column in ["email", "phone", "full_name"] {
        logs::typed(&text(column));
    }
    let member = (row.get("id").as_integer().expect("a key"), text("email"), text("locale"), text("phone"));
    shop.close().await;
    member
}

#[tokio::test]
async fn a_member_is_erased_on_the_date_and_no_byte_of_theirs_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    let (key, email, locale, phone) = member_row(folder.path(), &member_id).await;
    let before = shop(folder.path()).await;
    let others = rows_of_others(&before, key).await;
    let owned = count_of(&before, key).await;
    before.close().await;
    assert!(owned.values().all(|count| *count > 0), "the printed member has rows everywhere: {owned:?}");

    let demo = Demo::start(folder.path(), &["--grace", "5s"]);
    assert_eq!(demo.member_id, member_id, "the second start finds its data again");
    let member = Visitor::new(&demo);
    member.sign_in(&email.to_uppercase(), &password).await;
    assert!(member.is_signed_in().await, "an address is the same in capitals");
    let comment = format!("I am {member_id}, write to {email} or call {phone}.");
    for name in ["", &member_id] {
        let fields = [("comment", comment.as_str()), ("name", name)];
        Visitor::new(&demo).post("/help/delete-account", &fields).await.goes_to("/help/delete-account");
    }
    member.leave(&member_id, "found_a_match", &comment).await;
    mail_with(&demo, erased_words(&locale)).await;
    Visitor::new(&demo).sign_in(&member_id, &password).await.is_refused();
    demo.stop();

    for gone in [&email, &member_id, &phone] {
        let files = files_with(folder.path(), gone);
        assert!(files.is_empty(), "it still stands in {files:?}");
    }
    let after = shop(folder.path()).await;
    assert_eq!(others.missing_from(&rows_of_others(&after, key).await), [], "nobody else's row changed");
    assert_eq!(dangling(&after).await, 0);
    let left = count_of(&after, key).await;
    assert_eq!(left["orders"], owned["orders"], "what the law keeps is kept");
    for table in
        ["addresses", "wish_lists", "reviews", "messages", "devices", "app_sessions", "notification_settings"]
    {
        assert_eq!(left[table], 0, "{table}");
    }
    after.close().await;

    let (status, reasons) = report(folder.path(), &["reasons"]);
    assert_eq!(status, Some(0));
    assert_eq!((&reasons["confirmed"], &reasons["erased"]), (&1.into(), &1.into()), "{reasons}");
    let told = reasons["comments"].to_string();
    assert!(told.contains("write to") && !told.contains(&email) && !told.contains(&member_id), "{told}");

    let (_, public) = report(folder.path(), &["comments", "list"]);
    assert_eq!(public.to_string().matches("write to […]").count(), 2, "{public}");

    let demo = Demo::start(folder.path(), &[]);
    assert_ne!(demo.member_id, member_id, "a living member is printed");
    let next = Visitor::new(&demo);
    next.sign_in(&demo.member_id, &demo.password).await;
    assert!(next.is_signed_in().await);
    demo.stop();
}

#[tokio::test]
async fn a_member_in_a_hurry_is_erased_now() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let (member_id, password) = (demo.member_id.clone(), demo.password.clone());
    let member = Visitor::new(&demo);
    member.sign_in(&member_id, &password).await;
    member.leave(&member_id, "left_business", "").await;
    let again = Visitor::new(&demo);
    again.sign_in(&member_id, &password).await.goes_to("/reactivate");
    again
        .post("/reactivate", &[("choice", "erase_now"), ("password", "not-the-right-password")])
        .await
        .is_refused();
    let now = again.post("/reactivate", &[("choice", "erase_now"), ("password", &password)]).await;
    assert!(now.status.is_redirection() || now.status.is_success(), "{now:?}");
    let mail = tokio::select! {
        english = mail_with(&demo, erased_words("en")) => english,
        polish = mail_with(&demo, erased_words("pl")) => polish,
    };
    assert!(mail.to.contains('@'), "{}", mail.subject);
    demo.stop();
    assert!(files_with(folder.path(), &mail.to).is_empty());
}
