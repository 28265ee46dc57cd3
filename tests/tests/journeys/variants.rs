//! An operator makes the site their own: name, color, helpers, languages, time zone, status column.

use std::path::Path;

use crate::binary::report;
use crate::demo::Demo;
use crate::doctor::configure;
use crate::erasure::member_row;
use crate::mailbox::mail_with;
use crate::rows::shop;
use crate::visitor::{PHRASE, Visitor};

/// A demo's folder that was filled and stopped; the printed member's ID and password.
fn filled(folder: &Path) -> (String, String) {
    let demo = Demo::start(folder, &[]);
    let member = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    member
}

#[tokio::test]
async fn a_member_finds_the_operator_s_name_color_and_helpers_everywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let (member_id, password) = filled(folder.path());
    let support = "support: { email: help@kramik.example, report_url: \"https://kramik.example/report\" }";
    let own = "support: { email: rescue@brindle.example, url: \"https://brindle.example/help\", \
               report_url: \"https://brindle.example/fraud\" }";
    configure(folder.path(), support, own);
    configure(
        folder.path(),
        "brand: { name: Kramik, accent: \"#0f766e\" }",
        "brand: { name: Brindle & Co, accent: \"#07508a\" }",
    );
    let demo = Demo::start(folder.path(), &[]);
    let member = Visitor::new(&demo);
    for path in ["/", "/sign-in", "/help/delete-account", "/forgot-password", "/no-such-page"] {
        let page = member.get(path).await.body;
        for part in ["Brindle &", "mailto:rescue@brindle.example", "https://brindle.example/help"] {
            assert!(page.contains(part), "{part} on {path}");
        }
        assert!(!page.contains("kramik.example"), "{path}");
    }
    for path in ["/sign-in", "/help/delete-account"] {
        let page = member.get(path).await.body;
        let body = page.split("<footer").next().expect("a page");
        for part in ["mailto:rescue@brindle.example", "href=\"https://brindle.example/help\""] {
            assert!(body.contains(part), "{part} on {path} itself, not only below it");
        }
    }
    assert!(member.get("/brand.css").await.body.contains("#07508a"));

    member.post("/forgot-password", &[("identifier", &member_id)]).await;
    let recovery = mail_with(&demo, "/reset-password?token=").await;
    member.sign_in(&member_id, &password).await.goes_to("/account");
    member.post("/account/deactivate", &[("identifier", &member_id), ("phrase", PHRASE)]).await;
    let reasons = member.get("/account/deactivate/reason").await.body;
    assert!(reasons.contains("https://brindle.example/fraud"), "where fraud is reported");
    member.post("/account/deactivate/reason", &[("reason", ""), ("comment", "")]).await;
    let goodbye = mail_with(&demo, "/reactivate?token=").await;
    for mail in [recovery, goodbye] {
        assert!(mail.text.contains("rescue@brindle.example, https://brindle.example/help"), "{}", mail.text);
    }
    demo.stop();
}

#[tokio::test]
async fn a_visitor_is_spoken_to_in_the_languages_that_the_operator_offers() {
    let folder = tempfile::tempdir().expect("a folder");
    filled(folder.path());
    // What is offered, then the language for a browser that wants Polish, English, German.
    let cases =
        [("[pl]", ["pl", "pl", "pl"]), ("[en]", ["en", "en", "en"]), ("[en, pl]", ["pl", "en", "en"])];
    let mut languages = "[pl, en]".to_owned();
    for (offered, spoken) in cases {
        configure(folder.path(), &format!("languages: {languages}"), &format!("languages: {offered}"));
        offered.clone_into(&mut languages);
        let demo = Demo::start(folder.path(), &[]);
        for (wanted, language) in ["pl", "en", "de"].into_iter().zip(spoken) {
            let request = reqwest::Client::new().get(format!("{}/sign-in", demo.address));
            let answer = request.header("accept-language", wanted).send().await.expect("an answer");
            let page = answer.text().await.expect("a page");
            assert!(page.contains(&format!("<html lang=\"{language}\"")), "{offered} for {wanted}");
            let switch = page.matches("hreflang=").count();
            assert_eq!(switch, offered.matches(['p', 'e']).count(), "{offered}");
        }
        demo.stop();
    }
}

#[test]
fn an_operator_s_day_ends_in_the_operator_s_time_zone() {
    let folder = tempfile::tempdir().expect("a folder");
    filled(folder.path());
    let mut zone = "Europe/Warsaw".to_owned();
    let mut keys = (2..100).map(|key| key.to_string());
    for (other, midnight) in
        [("UTC", "T00:00:00Z"), ("Asia/Kolkata", "T18:30:00Z"), ("America/Phoenix", "T07:00:00Z")]
    {
        configure(folder.path(), &format!("time_zone: {zone}"), &format!("time_zone: {other}"));
        other.clone_into(&mut zone);
        let leaves = |key: String| {
            let told = report(folder.path(), &["deactivate", "--account", &key, "--because", "asked"]);
            (told.0 == Some(0)).then_some(told.1)
        };
        let told = keys.find_map(leaves).expect("a member who may leave");
        let date = told["erase_after"].as_str().expect("a date");
        assert!(date.ends_with(midnight), "{other}: {date}");
    }
}

#[tokio::test]
async fn an_app_reads_the_status_in_its_own_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let (member_id, _) = filled(folder.path());
    let (key, _, _, _) = member_row(folder.path(), &member_id).await;
    let app = shop(folder.path()).await;
    app.execute_script(
        "ALTER TABLE members ADD COLUMN left_at TEXT; ALTER TABLE members ADD COLUMN standing TEXT; ALTER TABLE members ADD COLUMN active INTEGER",
    )
    .await
    .expect("columns of the app's own");
    app.close().await;
    let told = "status: { column: status, active: active, deactivated: deactivated }";
    let variants = [
        ("status: { column: standing, active: living, deactivated: gone }", "standing", "living", "gone"),
        ("status: { column: active, active: true, deactivated: false }", "active", "1", "0"),
        ("status: { column: active, active: 7, deactivated: -7 }", "active", "7", "-7"),
        ("status: { column: left_at, active: null, deactivated: now }", "left_at", "", "20"),
    ];
    let mut before = told.to_owned();
    for (status, column, active, deactivated) in variants {
        configure(folder.path(), &before, status);
        status.clone_into(&mut before);
        let demo = Demo::start(folder.path(), &[]);
        for (deed, expected) in [("deactivate", deactivated), ("reactivate", active)] {
            let done = report(folder.path(), &[deed, "--account", &key.to_string(), "--because", "asked"]);
            assert_eq!(done.0, Some(0), "{status}: {}", done.1);
            is_told(folder.path(), key, column, expected).await;
        }
        demo.stop();
    }
}

/// Waits until the app's column holds what begins with `expected`; nothing stands for NULL.
async fn is_told(folder: &Path, key: i64, column: &str, expected: &str) {
    let app = shop(folder).await;
    let sql = format!("SELECT {column} FROM members WHERE id = $1");
    let mut value = String::new();
    for _ in 0..100 {
        let rows = app.query(&sql, &[key.into()]).await.expect("a row");
        value = rows[0].first().to_plain_text().unwrap_or_default();
        if value.starts_with(expected) && value.is_empty() == expected.is_empty() {
            app.close().await;
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("{column} is {value:?}, not {expected:?}");
}
