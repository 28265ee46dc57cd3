//! Passwords that are too easy to guess, wherever one is chosen.

use farewell_domain::password::PasswordProblem;

use crate::password::ChangePasswordError;
use crate::recovery::ResetError;

use super::site::{BROWSER, PASSWORD, Site, token_of};

/// The site is called Kramik, and the member `zofia`, with the address `zofia@example.com`.
const TOO_EASY: [(&str, PasswordProblem); 6] = [
    ("passwordpassword", PasswordProblem::Common),
    ("123456789012345", PasswordProblem::Common),
    ("qwertyuiopasdfgh", PasswordProblem::Common),
    ("aaaaaaaaaaaaaaaaab", PasswordProblem::Common),
    ("Zofia@Example.com", PasswordProblem::OwnWords),
    ("zofia.kramik.1985", PasswordProblem::OwnWords),
];

#[tokio::test]
async fn a_member_who_changes_the_password_cannot_choose_one_that_everybody_tries() {
    let site = Site::new().await;
    let session = site.member("zofia").await;
    for (password, problem) in TOO_EASY {
        let answer = site.farewell.change_password(&session, PASSWORD, password).await;
        assert!(
            matches!(answer, Err(ChangePasswordError::Password(found)) if found == problem),
            "{password}"
        );
    }
    let phrase = "correct horse battery staple";
    site.farewell.change_password(&session, PASSWORD, phrase).await.expect("a good one");
}

#[tokio::test]
async fn nor_does_the_link_of_a_mail_take_one_and_it_stays_good() {
    let site = Site::new().await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    let token = token_of(&site.work().await);
    for (password, problem) in TOO_EASY {
        let answer = site.farewell.reset_password(&token, password).await;
        assert!(matches!(answer, Err(ResetError::Password(found)) if found == problem), "{password}");
    }
    site.farewell.reset_password(&token, "zielony rower na dachu").await.expect("a good one");
}
