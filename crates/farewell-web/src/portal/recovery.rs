//! A forgotten password: the mail, and the page that its link leads to.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use farewell_domain::password::MIN_LENGTH;
use farewell_service::limit::Client;
use farewell_service::recovery::{RecoveryError, ResetError};
use serde::Deserialize;

use super::field::Field;
use super::password::explain;
use crate::cookie::{self, Notice};
use crate::fault::Fault;
use crate::form::{Fields, Mistakes, Reader};
use crate::frame::{Address, App, Page, render, wait, with_cookie};
use crate::html::Html;

#[derive(Template)]
#[template(path = "forgot_password.html")]
struct ForgotPage {
    page: Page,
    identifier: Field,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "mail_sent.html")]
struct MailSentPage {
    again: Html,
    page: Page,
}

#[derive(Template)]
#[template(path = "reset_password.html")]
struct ResetPage {
    page: Page,
    token: String,
    password: Field,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "link_gone.html")]
pub(crate) struct LinkGonePage {
    pub(crate) page: Page,
    pub(crate) text: String,
    pub(crate) href: &'static str,
    pub(crate) link: String,
}

/// `?sent=yes`: the mail has been asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    sent: Option<String>,
}

/// `?token=`
#[derive(Deserialize)]
pub(crate) struct WithToken {
    #[serde(default)]
    pub(crate) token: String,
}

/// `GET /forgot-password`
pub(crate) async fn show(page: Page, Query(asked): Query<Asked>) -> Response {
    if asked.sent.is_some() {
        let link = Html::link("/forgot-password", &page.text("forgot-sent-again-link"));
        let again = page.words.rich("forgot-sent-again", vec![("link", link.into())]);
        return render(StatusCode::OK, &MailSentPage { again, page });
    }
    render(StatusCode::OK, &forgot(page, "", Mistakes::default()))
}

/// `POST /forgot-password`: one and the same answer, whatever was typed.
pub(crate) async fn submit(
    State(site): State<App>,
    page: Page,
    address: Address,
    fields: Fields,
) -> Result<Response, Fault> {
    let mut reader = Reader::new(&page.words, &fields);
    let identifier = reader.required_line("identifier", "sign-in-identifier", "sign-in-identifier-empty");
    let mut mistakes = reader.mistakes;
    if !mistakes.is_empty() {
        return Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &forgot(page.failed(), &identifier, mistakes)));
    }
    let client = Client { device: "", address: &address.0 };
    match site.farewell.request_recovery(&identifier, &client).await {
        Ok(()) => Ok(Redirect::to("/forgot-password?sent=yes").into_response()),
        Err(RecoveryError::TooOften { until }) => {
            mistakes.push("identifier", page.text("forgot-too-often"));
            let form = forgot(page.failed(), &identifier, mistakes);
            Ok(wait(until.duration_since(site.farewell.now()), &form))
        }
        Err(RecoveryError::Service(error)) => Err(error.into()),
    }
}

/// `GET /reset-password?token=`: looks at the link, uses nothing up.
pub(crate) async fn show_reset(
    State(site): State<App>,
    page: Page,
    Query(asked): Query<WithToken>,
) -> Result<Response, Fault> {
    if site.farewell.recovery_is_open(&asked.token).await? {
        Ok(render(StatusCode::OK, &reset(page, asked.token, Mistakes::default())))
    } else {
        Ok(gone(page))
    }
}

/// `POST /reset-password`
pub(crate) async fn submit_reset(
    State(site): State<App>,
    page: Page,
    Query(asked): Query<WithToken>,
    fields: Fields,
) -> Result<Response, Fault> {
    let token = if fields.has("token") { fields.get("token").to_owned() } else { asked.token };
    let mut reader = Reader::new(&page.words, &fields);
    reader.required_line("password", "reset-password", "sign-in-password-empty");
    let mut mistakes = reader.mistakes;
    if mistakes.is_empty() {
        match site.farewell.reset_password(&token, fields.get("password")).await {
            Ok(()) => {
                let answer = with_cookie(Notice::PasswordSaved.cookie(&site), Redirect::to("/sign-in"));
                return Ok(with_cookie(cookie::drop_session(&site), answer));
            }
            Err(ResetError::LinkUsedOrExpired) => return Ok(gone(page)),
            Err(ResetError::Password(problem)) => mistakes.push("password", explain(&page.words, problem)),
            Err(ResetError::Service(error)) => return Err(error.into()),
        }
    }
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &reset(page.failed(), token, mistakes)))
}

fn forgot(page: Page, typed: &str, mistakes: Mistakes) -> ForgotPage {
    let identifier = Field::text("identifier", page.text("sign-in-identifier"))
        .autocomplete("username")
        .value(typed)
        .mistake(&mistakes);
    ForgotPage { page, identifier, mistakes }
}

fn reset(page: Page, token: String, mistakes: Mistakes) -> ResetPage {
    let hint = page.words.with("reset-hint", &[("min", MIN_LENGTH.into())]);
    let password =
        Field::secret("password", page.text("reset-password"), "new-password").hint(&hint).mistake(&mistakes);
    ResetPage { page, token, password, mistakes }
}

fn gone(page: Page) -> Response {
    let (text, link) = (page.text("reset-gone"), page.text("reset-gone-link"));
    render(StatusCode::GONE, &LinkGonePage { page, text, href: "/forgot-password", link })
}
