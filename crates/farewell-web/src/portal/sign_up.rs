//! Signing up, where the site takes members. The answer is the same for a known and an unknown address.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use farewell_domain::password::MIN_LENGTH as SHORTEST_PASSWORD;
use farewell_domain::username::{MAX_LENGTH, MIN_LENGTH, UsernameProblem};
use farewell_service::limit::Client;
use farewell_service::profile::ProfileField;
use farewell_service::session::Visit;
use farewell_service::sign_up::{SignUpError, SignUpForm, SignUpMistake};
use serde::Deserialize;

use super::field::Field;
use super::{password, profile};
use crate::fault::Fault;
use crate::form::{Fields, Mistakes, Reader};
use crate::frame::{Address, App, Page, render, wait};
use crate::html::Html;
use crate::words::Words;

#[derive(Template)]
#[template(path = "sign_up.html")]
struct SignUpPage {
    page: Page,
    username: Option<Field>,
    email: Field,
    password: Field,
    name: Option<Field>,
    have_account: Html,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "sign_up_sent.html")]
struct SentPage {
    again: Html,
    page: Page,
}

/// `?sent=yes`: the mail is on its way.
#[derive(Deserialize)]
pub(crate) struct Asked {
    sent: Option<String>,
}

/// What was typed, the password excepted.
#[derive(Default)]
struct Typed {
    username: String,
    email: String,
    name: String,
}

/// `GET /sign-up`
pub(crate) async fn show(
    State(site): State<App>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    if !site.farewell.offers_sign_up() {
        return Err(Fault::NotFound);
    }
    if asked.sent.is_some() {
        let link = Html::link("/sign-up", &page.text("sign-up-sent-again-link"));
        let again = page.words.rich("forgot-sent-again", vec![("link", link.into())]);
        return Ok(render(StatusCode::OK, &SentPage { again, page }));
    }
    Ok(match &*page.here.visit {
        Visit::Member(_) => Redirect::to("/account").into_response(),
        Visit::Returning(_) => Redirect::to("/reactivate").into_response(),
        Visit::Ended(_) | Visit::Anonymous => {
            render(StatusCode::OK, &form(page, &Typed::default(), Mistakes::default()))
        }
    })
}

/// `POST /sign-up`
pub(crate) async fn submit(
    State(site): State<App>,
    page: Page,
    address: Address,
    fields: Fields,
) -> Result<Response, Fault> {
    if !site.farewell.offers_sign_up() {
        return Err(Fault::NotFound);
    }
    let (typed, mut mistakes) = read(&page, &fields);
    if mistakes.is_empty() {
        let wish = SignUpForm {
            username: &typed.username,
            email: &typed.email,
            password: fields.get("password"),
            name: &typed.name,
            language: page.words.language(),
        };
        match site.farewell.sign_up(&wish, &Client { device: "", address: &address.0 }).await {
            Ok(()) => return Ok(Redirect::to("/sign-up?sent=yes").into_response()),
            Err(SignUpError::Off) => return Err(Fault::NotFound),
            Err(SignUpError::Fields(problems)) => {
                for problem in problems {
                    let (field, text) = explain(&page.words, problem);
                    mistakes.push(field, text);
                }
            }
            Err(SignUpError::TooOften { until }) => {
                mistakes.push("email", page.text("sign-up-too-often"));
                let form = form(page.failed(), &typed, mistakes);
                return Ok(wait(until.duration_since(site.farewell.now()), &form));
            }
            Err(SignUpError::Service(error)) => return Err(error.into()),
        }
    }
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &form(page.failed(), &typed, mistakes)))
}

/// What every field must be, whatever it says.
fn read(page: &Page, fields: &Fields) -> (Typed, Mistakes) {
    let asked = page.site.farewell.sign_up_fields();
    let mut reader = Reader::new(&page.words, fields);
    let mut typed = Typed::default();
    if asked.username {
        typed.username = reader.required_line("username", "profile-username", "sign-up-username-empty");
    }
    typed.email = reader.required_line("email", "profile-email", "profile-email-empty");
    reader.required_line("password", "sign-in-password", "sign-in-password-empty");
    if asked.name {
        typed.name = reader.required_line("name", "profile-name", "profile-name-empty");
    }
    (typed, reader.mistakes)
}

fn form(page: Page, typed: &Typed, mistakes: Mistakes) -> SignUpPage {
    let asked = page.site.farewell.sign_up_fields();
    let username = asked.username.then(|| {
        let lengths = [("min", MIN_LENGTH.into()), ("max", MAX_LENGTH.into())];
        Field::text("username", page.text("profile-username"))
            .autocomplete("username")
            .hint(&page.words.with("sign-up-username-hint", &lengths))
            .value(&typed.username)
            .mistake(&mistakes)
    });
    let email = Field::email("email", page.text("profile-email")).value(&typed.email).mistake(&mistakes);
    let hint = page.words.with("reset-hint", &[("min", SHORTEST_PASSWORD.into())]);
    let password = Field::secret("password", page.text("sign-in-password"), "new-password");
    let password = password.hint(&hint).mistake(&mistakes);
    let name = asked.name.then(|| {
        let field = Field::text("name", page.text("profile-name")).autocomplete("name");
        field.value(&typed.name).mistake(&mistakes)
    });
    let link = Html::link("/sign-in", &page.text("sign-in-button"));
    let have_account = page.words.rich("sign-up-have-account", vec![("link", link.into())]);
    SignUpPage { page, username, email, password, name, have_account, mistakes }
}

/// The field, and what stands beside it.
fn explain(words: &Words, mistake: SignUpMistake) -> (&'static str, String) {
    match mistake {
        SignUpMistake::Username(problem) => ("username", explain_username(words, problem)),
        SignUpMistake::UsernameTaken => ("username", words.text("sign-up-username-taken")),
        SignUpMistake::Email(problem) => ("email", profile::explain(words, ProfileField::Email, problem)),
        SignUpMistake::Password(problem) => ("password", password::explain(words, problem)),
        SignUpMistake::Name(problem) => ("name", profile::explain(words, ProfileField::Name, problem)),
    }
}

fn explain_username(words: &Words, problem: UsernameProblem) -> String {
    match problem {
        UsernameProblem::Empty => words.text("sign-up-username-empty"),
        UsernameProblem::TooShort => words.with("sign-up-username-short", &[("min", MIN_LENGTH.into())]),
        UsernameProblem::TooLong => words.with("sign-up-username-long", &[("max", MAX_LENGTH.into())]),
        UsernameProblem::Characters => words.text("sign-up-username-characters"),
        UsernameProblem::Address => words.text("sign-up-username-address"),
    }
}
