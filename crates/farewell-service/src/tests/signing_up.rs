//! Signing up with Farewell's own directory: nobody learns who is a member, and only a mail makes one.

use farewell_domain::language::Language;
use farewell_domain::password::PasswordProblem;
use farewell_domain::username::UsernameProblem;
use farewell_store::audit;
use jiff::SignedDuration;

use crate::confirm_email::{ConfirmEmailError, Confirmation};
use crate::limit::Client;
use crate::message::{Delivery, Message};
use crate::profile::FieldProblem;
use crate::sign_up::{SignUpError, SignUpForm, SignUpMistake};

use super::site::{BROWSER, PASSWORD, Site, token_of};

async fn sign_up(site: &Site, username: &str, email: &str) -> Result<(), SignUpError> {
    let language = Language::parse("pl").expect("a language");
    let form = SignUpForm { username, email, password: PASSWORD, name: "Ola Nowak", language: &language };
    site.farewell.sign_up(&form, &BROWSER).await
}

/// Somebody who has followed the link.
async fn joined(site: &Site, username: &str) {
    sign_up(site, username, &format!("{username}@example.com")).await.expect("an answer");
    let token = token_of(&site.work().await);
    site.farewell.confirm_email(&token).await.expect("a member");
}

async fn members(site: &Site) -> Vec<String> {
    site.cells("SELECT username FROM members ORDER BY username").await
}

fn last(mails: &[Delivery]) -> &Delivery {
    mails.last().expect("a mail")
}

#[tokio::test]
async fn somebody_signs_up_confirms_signs_in_leaves_and_is_erased() {
    let site = Site::own().await;
    sign_up(&site, " Ola ", "Ola.Nowak@example.com").await.expect("an answer");
    assert!(!site.dump().await.to_lowercase().contains("ola"), "everything that waits is sealed");
    let mails = site.work().await;
    let mail = last(&mails);
    assert_eq!((mail.to.as_str(), mail.language.as_str()), ("Ola.Nowak@example.com", "pl"));
    let token = token_of(&mails);
    assert!(members(&site).await.is_empty(), "nobody is a member by a form alone");
    assert!(site.farewell.sign_in("ola", PASSWORD, &BROWSER, None).await.is_err());
    let looked = site.farewell.confirmation(&token).await.expect("an answer");
    assert_eq!(looked, Some(Confirmation::SignUp));
    assert!(members(&site).await.is_empty(), "looking changes nothing");
    site.farewell.confirm_email(&token).await.expect("a member");
    let again = site.farewell.confirm_email(&token).await;
    assert!(matches!(again, Err(ConfirmEmailError::LinkUsedOrExpired)));
    assert!(!site.dump().await.contains("sign_up:"));

    let session = site.member("ola.nowak@example.com").await;
    assert_eq!(session.display_name, "Ola Nowak");
    assert!(site.farewell.profile(&session).await.expect("a profile").email_confirmed);
    // A second try with the same address is no secret to its owner, and nothing of it is left.
    sign_up(&site, "ola2", "OLA.NOWAK@example.com").await.expect("the same answer");
    assert_eq!(last(&site.work().await).message, Message::AlreadyMember);
    site.left("Ola", "I am Ola Nowak.").await;
    site.pass_days(29);
    let mails = site.work().await;
    assert!(matches!(last(&mails).message, Message::Erased { .. }), "{mails:?}");
    assert!(members(&site).await.is_empty());
    let dump = site.dump().await.to_lowercase();
    for gone in ["ola", "nowak", "example.com", "sign_up:", "email_change:", "outbox:"] {
        assert!(!dump.contains(gone), "{gone} is left in {dump}");
    }
    assert_eq!(site.waiting().await, (0, 0));
    let mut tx = site.store.read("read the audit").await.expect("a transaction");
    let trail = audit::of_account(&mut tx, session.account).await.expect("events");
    assert_eq!(trail, ["signed_up", "signed_in", "signed_in", "deactivated", "erasing_began", "erased"]);
    drop(tx);
    joined(&site, "ola").await;
    assert_eq!(members(&site).await, ["ola"], "name and address are free again");
    site.member("ola").await;
}

#[tokio::test]
async fn every_field_is_checked_and_nothing_is_stored() {
    let site = Site::own().await;
    let language = Language::parse("en").expect("a language");
    let form = SignUpForm { username: "a b", email: "ola", password: "short", name: "", language: &language };
    let Err(SignUpError::Fields(mistakes)) = site.farewell.sign_up(&form, &BROWSER).await else {
        panic!("four mistakes")
    };
    assert_eq!(
        mistakes,
        [
            SignUpMistake::Username(UsernameProblem::Characters),
            SignUpMistake::Email(FieldProblem::Invalid),
            SignUpMistake::Password(PasswordProblem::TooShort),
            SignUpMistake::Name(FieldProblem::Empty),
        ]
    );
    assert_eq!(site.waiting().await, (0, 0));
}

#[tokio::test]
async fn a_taken_member_id_is_told_and_a_known_address_is_not() {
    let site = Site::own().await;
    joined(&site, "ola").await;
    let Err(SignUpError::Fields(mistakes)) = sign_up(&site, "OLA", "other@example.com").await else {
        panic!("the member ID is taken")
    };
    assert_eq!(mistakes, [SignUpMistake::UsernameTaken]);
    sign_up(&site, "ola2", "ola@EXAMPLE.com").await.expect("the answer that a stranger gets");
    let before = site.dump().await;
    assert!(before.contains("sign_up:"), "nobody has looked yet: {before}");
    let mails = site.work().await;
    assert_eq!(
        (last(&mails).to.as_str(), &last(&mails).message),
        ("ola@example.com", &Message::AlreadyMember)
    );
    assert_eq!(members(&site).await, ["ola"]);
    assert!(!site.dump().await.contains("sign_up:"));
}

#[tokio::test]
async fn of_two_who_want_one_member_id_the_first_to_confirm_wins() {
    let site = Site::own().await;
    sign_up(&site, "ola", "one@example.com").await.expect("an answer");
    let first = token_of(&site.work().await);
    sign_up(&site, "Ola", "two@example.com").await.expect("an answer");
    let second = token_of(&site.work().await);
    let (one, two) = tokio::join!(site.farewell.confirm_email(&first), site.farewell.confirm_email(&second));
    assert!(one.is_ok() ^ two.is_ok(), "{one:?} {two:?}");
    let lost = [one, two].into_iter().find_map(Result::err).expect("one has lost");
    assert!(matches!(lost, ConfirmEmailError::UsernameTaken), "{lost:?}");
    assert_eq!(members(&site).await.len(), 1);
    assert!(!site.dump().await.contains("sign_up:"), "the loser starts anew");
}

#[tokio::test]
async fn of_two_who_use_one_address_the_first_to_confirm_wins() {
    let site = Site::own().await;
    sign_up(&site, "ola", "ola@example.com").await.expect("an answer");
    let first = token_of(&site.work().await);
    sign_up(&site, "another", "ola@example.com").await.expect("an answer");
    let second = token_of(&site.work().await);
    site.farewell.confirm_email(&second).await.expect("a member");
    let late = site.farewell.confirm_email(&first).await;
    assert!(matches!(late, Err(ConfirmEmailError::LinkUsedOrExpired)), "it went with the other: {late:?}");
    assert_eq!(members(&site).await, ["another"]);
}

#[tokio::test]
async fn somebody_whose_address_the_app_took_in_meanwhile_is_told_so() {
    let site = Site::own().await;
    sign_up(&site, "ola", "ola@example.com").await.expect("an answer");
    let token = token_of(&site.work().await);
    let sql = "INSERT INTO members (id, username, email, password_hash, full_name, created_at) \
               VALUES ('7', 'anna', 'OLA@example.com', 'x', 'Anna', '2026-01-01')";
    site.shop.execute(sql, &[]).await.expect("a member");
    let late = site.farewell.confirm_email(&token).await;
    assert!(matches!(late, Err(ConfirmEmailError::EmailTaken)));
}

#[tokio::test]
async fn a_link_whose_first_use_was_cut_off_can_be_used_again() {
    let site = Site::own().await;
    sign_up(&site, "ola", "ola@example.com").await.expect("an answer");
    let token = token_of(&site.work().await);
    let hash = crate::token::hash(&token);
    let mut tx = site.store.write("look").await.expect("a transaction");
    let waiting = farewell_store::sign_up::take(&mut tx, &hash, site.farewell.now()).await;
    let waiting = waiting.expect("read").expect("it waits");
    drop(tx);
    site.farewell.confirm_email(&token).await.expect("a member");
    // Killed after the directory was written: the store's transaction was never committed.
    let mut tx = site.store.write("put it back").await.expect("a transaction");
    farewell_store::sign_up::push(&mut tx, &waiting, b"a hash").await.expect("pushed");
    farewell_store::sign_up::arm(&mut tx, waiting.id, &hash, waiting.expires_at).await.expect("a link");
    tx.commit().await.expect("committed");
    site.farewell.confirm_email(&token).await.expect("the same once more");
    assert_eq!(members(&site).await, ["ola"]);
}

#[tokio::test]
async fn a_link_lasts_a_day_and_what_waits_is_swept() {
    let site = Site::own().await;
    sign_up(&site, "ola", "ola@example.com").await.expect("an answer");
    let token = token_of(&site.work().await);
    site.pass(SignedDuration::from_hours(24));
    assert_eq!(site.farewell.confirmation(&token).await.expect("an answer"), None);
    let late = site.farewell.confirm_email(&token).await;
    assert!(matches!(late, Err(ConfirmEmailError::LinkUsedOrExpired)));
    let mut tx = site.store.write("sweep").await.expect("a transaction");
    assert_eq!(farewell_store::sign_up::sweep(&mut tx, site.farewell.now()).await.expect("swept"), 1);
}

#[tokio::test]
async fn a_member_who_is_erased_takes_a_waiting_sign_up_along() {
    let site = Site::own().await;
    sign_up(&site, "another", "ola@example.com").await.expect("an answer");
    site.work().await;
    let sql = "INSERT INTO members (id, username, email, password_hash, full_name, created_at) \
               VALUES ('7', 'ola', 'OLA@example.com', 'x', 'Ola', '2026-01-01')";
    site.shop.execute(sql, &[]).await.expect("a member");
    assert!(site.dump().await.contains("sign_up:"));
    let key = site.farewell.directory().key("7").expect("a key");
    site.farewell.erase(&key).await.expect("erased");
    assert!(!site.dump().await.contains("sign_up:"));
}

#[tokio::test]
async fn one_mail_box_is_not_flooded_and_one_address_cannot_sign_everybody_up() {
    let site = Site::own().await;
    for at in 0..9 {
        sign_up(&site, &format!("ola{at}"), "ola@example.com").await.expect("the same answer");
    }
    assert_eq!(site.work().await.len(), 4);
    for at in 9..20 {
        sign_up(&site, &format!("ola{at}"), &format!("ola{at}@example.com")).await.expect("an answer");
    }
    let refused = sign_up(&site, "another", "another@example.com").await;
    assert!(matches!(refused, Err(SignUpError::TooOften { .. })));
    let language = Language::parse("pl").expect("a language");
    let elsewhere = Client { device: "", address: "198.51.100.4" };
    let form = SignUpForm {
        username: "another",
        email: "another@example.com",
        password: PASSWORD,
        name: "Another",
        language: &language,
    };
    site.farewell.sign_up(&form, &elsewhere).await.expect("an answer");
}

#[tokio::test]
async fn somebody_signs_up_into_the_operator_s_own_table() {
    let site = Site::open_to_all().await;
    sign_up(&site, "ola", "ola@example.com").await.expect("an answer");
    site.farewell.confirm_email(&token_of(&site.work().await)).await.expect("a member");
    let hash = site.cells("SELECT password_hash FROM members WHERE username = 'ola'").await;
    assert!(hash[0].starts_with("pbkdf2_sha256$1000$"), "as the app's own: {hash:?}");
    assert_eq!(site.cells("SELECT status FROM members WHERE username = 'ola'").await, ["active"]);
    site.member("ola").await;
    sign_up(&site, "zofia2", "ZOFIA@example.com").await.expect("the same answer");
    assert_eq!(last(&site.work().await).to, "zofia@example.com");
}

#[tokio::test]
async fn where_sign_up_is_off_nobody_gets_in() {
    let site = Site::new().await;
    assert!(matches!(sign_up(&site, "ola", "ola@example.com").await, Err(SignUpError::Off)));
    assert_eq!(site.waiting().await, (0, 0));
}
