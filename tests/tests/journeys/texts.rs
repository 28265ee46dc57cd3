//! An operator's own words, and a language that Farewell does not bring along.

use std::fs;

use crate::binary::run;
use crate::service::{Service, Shop};
use crate::visitor::Visitor;

const GERMAN: &str =
    "language-name = Deutsch\nsign-in-title = Anmelden\ndeactivate-words = Mein Konto deaktivieren\n";

/// A shop that offers German too.
fn german_shop(folder: &std::path::Path) -> Shop {
    let shop = Shop::fill(folder, &[]);
    shop.configure("languages: [pl, en]", "languages: [pl, en, de]\nlocales: locales");
    fs::create_dir_all(folder.join("locales/de")).expect("a folder");
    fs::write(folder.join("locales/de/texts.ftl"), GERMAN).expect("written");
    shop
}

#[tokio::test]
async fn a_member_reads_german_and_types_the_german_words_on_an_english_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = german_shop(folder.path());
    let service = Service::serve(&shop, None).await;
    assert!(service.log().contains("texts are missing"), "the log says so: {}", service.log());
    let member = Visitor::at(&service.address);
    let page = member.get("/sign-in?lang=de").await;
    page.is_a_page();
    assert!(page.body.contains("<html lang=\"de\">") && page.body.contains("Anmelden"), "{}", page.body);
    assert!(page.body.contains("Zaloguj się"), "what is not translated is Polish: {}", page.body);
    member.get("/sign-in?lang=en").await.is_a_page();
    member.sign_in(&shop.member_id, &shop.password).await.goes_to("/account");
    let typed = [("identifier", shop.member_id.as_str()), ("phrase", "„mein Konto deaktivieren“")];
    member.post("/account/deactivate", &typed).await.goes_to("/account/deactivate/reason");
    service.stop(1);
}

#[test]
fn an_operator_s_slip_is_pointed_at_before_anything_starts() {
    let folder = tempfile::tempdir().expect("a folder");
    german_shop(folder.path());
    let config = folder.path().join("farewell.yaml");
    let serve =
        || run(&["serve", "--config", config.to_str().expect("a plain path"), "--listen", "127.0.0.1:0"]);
    let slip = GERMAN.replace("sign-in-title", "sign-in-titel");
    fs::write(folder.path().join("locales/de/texts.ftl"), slip).expect("written");
    let output = serve();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("locales/de/texts.ftl, line 2: `sign-in-titel` is no key"), "{told}");

    fs::remove_dir_all(folder.path().join("locales/de")).expect("removed");
    let output = serve();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("`languages[2]` is no language that there are texts for"), "{told}");
}
