//! Changing the password.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use farewell_domain::password::{MIN_LENGTH, PasswordProblem};
use farewell_service::password::{ChangePasswordError, PasswordAgain};

use super::field::Field;
use crate::cookie::{self, Notice};
use crate::fault::Fault;
use crate::form::{Fields, Mistakes, Reader};
use crate::frame::{App, Member, Page, refuse, render, with_cookie};
use crate::words::Words;

#[derive(Template)]
#[template(path = "password.html")]
struct PasswordPage {
    page: Page,
    current: Field,
    password: Field,
    mistakes: Mistakes,
}

/// `GET /account/password`
pub(crate) async fn show(_: Member, page: Page) -> Response {
    render(StatusCode::OK, &form(page, Mistakes::default()))
}

/// `POST /account/password`
pub(crate) async fn submit(
    State(site): State<App>,
    Member(session): Member,
    page: Page,
    fields: Fields,
) -> Result<Response, Fault> {
    let mut reader = Reader::new(&page.words, &fields);
    reader.required_line("current", "password-current", "sign-in-password-empty");
    reader.required_line("password", "reset-password", "sign-in-password-empty");
    let (mut mistakes, mut wait_until) = (reader.mistakes, None);
    if mistakes.is_empty() {
        let (current, new) = (fields.get("current"), fields.get("password"));
        match site.farewell.change_password(&session, current, new).await {
            Ok(token) => {
                let answer =
                    with_cookie(Notice::PasswordChanged.cookie(&site), Redirect::to("/account/settings"));
                return Ok(with_cookie(cookie::start_session(&site, &token), answer));
            }
            Err(ChangePasswordError::Current(PasswordAgain::TooOften { until })) => {
                wait_until = Some(until);
                mistakes.push("current", page.text("sign-in-too-often"));
            }
            Err(ChangePasswordError::Current(_)) => {
                mistakes.push("current", page.text("password-current-wrong"));
            }
            Err(ChangePasswordError::Password(problem)) => {
                mistakes.push("password", explain(&page.words, problem));
            }
            Err(ChangePasswordError::Service(error)) => return Err(error.into()),
        }
    }
    Ok(refuse(&site, wait_until, &form(page.failed(), mistakes)))
}

/// Why a new password is not accepted, and what would be.
pub(crate) fn explain(words: &Words, problem: PasswordProblem) -> String {
    match problem {
        PasswordProblem::TooShort => words.with("password-too-short", &[("min", MIN_LENGTH.into())]),
        PasswordProblem::TooLong { max } => words.with("password-too-long", &[("max", max.into())]),
        PasswordProblem::Common => words.text("password-common"),
        PasswordProblem::OwnWords => words.text("password-own-words"),
    }
}

fn form(page: Page, mistakes: Mistakes) -> PasswordPage {
    let hint = page.words.with("reset-hint", &[("min", MIN_LENGTH.into())]);
    let current =
        Field::secret("current", page.text("password-current"), "current-password").mistake(&mistakes);
    let password =
        Field::secret("password", page.text("reset-password"), "new-password").hint(&hint).mistake(&mistakes);
    PasswordPage { page, current, password, mistakes }
}
